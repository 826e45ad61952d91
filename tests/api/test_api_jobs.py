"""Jobs: told as they go on, ended at once, shared by services, and never in a page's way."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import os
import pickle
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fastapi.concurrency import run_in_threadpool
from starlette.testclient import TestClient

from graphsvc.api import questions, waiting
from graphsvc.api.errors import problem_of
from graphsvc.api.job import Job, JobState
from graphsvc.api.jobs import Jobs
from graphsvc.api.long_work import events
from graphsvc.language import language
from graphsvc.store import jobs as shared
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_snapshot
from tests.api.conftest import BASE
from tests.api.slow_work import (
    away,
    broken,
    contradicted,
    gated,
    opened,
    refused,
    times_worked,
)

DAY = "2017-04-01"
HALTON = "lip:halton"
DEADLINE = 120.0
FOLLOWERS = 100  # more than there are threads for handlers


def until(found: Callable[[], Any]) -> Any:
    """Wait until something is so."""
    deadline = time.monotonic() + DEADLINE
    while not (value := found()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return value


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def service(store: Store) -> Iterator[Jobs]:
    """The jobs of one more service on the database."""
    found = Jobs(store)
    try:
        yield found
    finally:
        found.close()


@pytest.fixture
def jobs(client: TestClient) -> Jobs:
    """The jobs of the service that the client asks."""
    found: Jobs = client.app.state.jobs  # type: ignore[attr-defined]
    return found


def ask(jobs: Jobs, store: Store, folder: Path) -> Job:
    """Ask for what goes on until the folder is opened."""
    return jobs.submit(("gated",), "/v1/gated", 99.0, gated, read_snapshot(store), str(folder))


def ended(job: Job) -> None:
    """Wait until a job is done."""
    until(lambda: job.state is JobState.DONE)


def process_of(jobs: Jobs, job: Job) -> int:
    """The process of a job, once it is at work."""
    until(lambda: job.progress is not None and job.progress.done == 3)
    return jobs._processes[job.id].number or 0


def test_a_job_tells_how_far_it_is_and_pages_answer_meanwhile(
    client: TestClient, jobs: Jobs, embedded: Store, tmp_path: Path
) -> None:
    job = ask(jobs, embedded, tmp_path)
    address = f"/v1/jobs/{job.id}"
    process_of(jobs, job)
    told = client.get(address).json()
    assert told["state"] == "running"
    # The part is nine tenths of the work, and three of its ten steps are done.
    assert told["progress"] == {"doing": "Starting", "done": 3, "total": 10, "share": 0.27}
    french = client.get(address, params={"lang": "fr"}).json()["progress"]
    assert french == {**told["progress"], "doing": "Démarrage"}
    assert [each["id"] for each in client.get("/v1/jobs").json()["items"]] == [job.id]
    for page in ("/", "/v1/bridging", "/healthz"):
        assert client.get(page).status_code == 200
    assert client.get(address).json()["state"] == "running"  # it was there all the time
    opened(tmp_path)
    until(lambda: client.get(address).json()["state"] == "done")
    assert job.result is not None
    assert job.result.plain(language("en"))["nice"] == 10  # requests come first


def _events(text: str) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for block in text.strip().split("\n\n"):
        if not block.startswith(":"):
            name, data = block.split("\n")
            found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def test_a_job_is_followed_to_its_end(
    client: TestClient, jobs: Jobs, embedded: Store, tmp_path: Path
) -> None:
    job = ask(jobs, embedded, tmp_path)
    process_of(jobs, job)
    head = client.head(f"/v1/jobs/{job.id}/events")
    assert (head.status_code, head.content) == (200, b"")
    opened(tmp_path)
    answer = client.get(f"/v1/jobs/{job.id}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store"
    told = _events(answer.text)
    assert {name for name, _ in told[:-1]} <= {"progress"}
    name, last = told[-1]
    assert (name, last["state"], last["answer"]) == ("done", "done", "/v1/gated")
    assert last["progress"] == {"doing": "Finished", "done": 1, "total": 1, "share": 1}
    shares = [each["progress"]["share"] for _, each in told if each["progress"]]
    assert shares == sorted(shares)
    # Who comes later is told the end at once.
    assert _events(client.get(f"/v1/jobs/{job.id}/events").text) == [told[-1]]
    assert client.get("/v1/jobs/nope/events").status_code == 404


def test_many_who_follow_a_job_hold_no_thread(jobs: Jobs, embedded: Store, tmp_path: Path) -> None:
    job = ask(jobs, embedded, tmp_path)
    process_of(jobs, job)

    async def followed() -> list[str]:
        return [each async for each in events(jobs, job, language("en"))]

    async def run() -> list[list[str]]:
        following = [asyncio.create_task(followed()) for _ in range(FOLLOWERS)]
        await asyncio.sleep(0.5)
        # A handler still finds a thread, though all of them are followed.
        assert await run_in_threadpool(lambda: "answered") == "answered"
        assert not any(each.done() for each in following)
        opened(tmp_path)
        return await asyncio.gather(*following)

    for told in asyncio.run(run()):
        assert told[-1].startswith("event: done")


def test_a_job_is_ended_at_once_and_starts_anew_when_asked_again(
    client: TestClient, jobs: Jobs, embedded: Store, tmp_path: Path
) -> None:
    job = ask(jobs, embedded, tmp_path)
    process = process_of(jobs, job)
    told = client.delete(f"/v1/jobs/{job.id}").json()
    assert told["state"] == "cancelled"
    until(lambda: not is_alive(process))
    assert client.delete(f"/v1/jobs/{job.id}").json() == told  # it stays as it is
    assert _events(client.get(f"/v1/jobs/{job.id}/events").text)[-1][0] == "cancelled"
    assert jobs.known(("gated",)) is None
    again = ask(jobs, embedded, tmp_path)
    assert again.id == job.id
    opened(tmp_path)
    ended(again)
    assert times_worked(tmp_path) == 2
    assert client.delete("/v1/jobs/nope").status_code == 404


def test_a_job_that_waits_is_ended_too(jobs: Jobs, embedded: Store, tmp_path: Path) -> None:
    ask(jobs, embedded, tmp_path)
    places = len(jobs._threads)
    waits = [
        jobs.submit(("more", each), "/v1/more", 9.0, gated, read_snapshot(embedded), str(tmp_path))
        for each in range(places)
    ][-1]
    assert jobs.cancel(waits.id).state is JobState.CANCELLED
    opened(tmp_path)
    until(lambda: not jobs._processes and jobs._work.empty())
    assert waits.state is JobState.CANCELLED
    assert times_worked(tmp_path) == places


def test_a_process_that_is_killed_is_a_failure_that_is_explained_and_tried_again(
    client: TestClient, jobs: Jobs, embedded: Store, tmp_path: Path
) -> None:
    job = ask(jobs, embedded, tmp_path)
    os.kill(process_of(jobs, job), signal.SIGKILL)
    until(lambda: job.is_over)
    told = client.get(f"/v1/jobs/{job.id}").json()
    assert told["state"] == "failed"
    assert "signal 9" in told["trouble"]
    assert "signal 9" in client.get(f"/v1/jobs/{job.id}?lang=fr").json()["trouble"]
    opened(tmp_path)
    again = ask(jobs, embedded, tmp_path)
    ended(again)


def test_faults_are_told_and_defects_are_not(jobs: Jobs, embedded: Store) -> None:
    snapshot = read_snapshot(embedded)
    fault = jobs.submit(("refused",), "/v1/x", 9.0, refused, snapshot)
    defect = jobs.submit(("broken",), "/v1/x", 9.0, broken, snapshot)
    until(lambda: fault.is_over and defect.is_over)
    assert fault.failure is not None
    assert [str(each) for each in fault.failure.faults] == [
        "since: There is no day x. Write a day as 2017-03-20."
    ]
    assert defect.failure is not None
    assert str(defect.failure.text) == "Something went wrong in the service. It has been logged."
    assert "ZeroDivisionError" in defect.failure.defect


_FAULT = {
    "field": "since",
    "problem": "Le jour x n’existe pas.",
    "remedy": "Écrivez un jour comme 2017-03-20.",
}


@pytest.mark.parametrize(
    ("work", "status", "faults"),
    [(refused, 422, [_FAULT]), (contradicted, 409, []), (away, 503, []), (broken, 500, [])],
)
def test_a_job_that_fails_tells_what_its_address_would_have_told(
    client: TestClient,
    jobs: Jobs,
    embedded: Store,
    monkeypatch: pytest.MonkeyPatch,
    work: Callable[..., Any],
    status: int,
    faults: list[dict[str, str]],
) -> None:
    # The same question, at first worked out in the request and then as a job.
    monkeypatch.setattr(questions, "role_of", work)
    client = TestClient(client.app, base_url=BASE, raise_server_exceptions=False)
    client.put("/v1/organizations/org:a", json={"name": "A"})
    address = "/v1/organizations/org:a/role?as_of=2020-01-01&lang=fr"
    plain = client.get(address)
    assert (plain.status_code, plain.json()["errors"]) == (status, faults)
    monkeypatch.setattr(waiting, "LONGEST", -1.0)
    started = client.get(address)
    assert started.status_code == 202
    item = f"/v1/jobs/{started.json()['id']}"
    events_told = _events(client.get(f"{item}/events?lang=fr").text)[-1]
    assert events_told[0] == "failed"
    told = client.get(f"{item}?lang=fr").json()
    expected = {"type": "about:blank", **plain.json(), "errors": faults}
    for each in (told, events_told[1], client.get("/v1/jobs?lang=fr").json()["items"][0]):
        assert each["problem"] == expected
        assert each["trouble"] == plain.json()["detail"]
    with service(embedded) as another:
        found = another.get(started.json()["id"]).failure
        assert found is not None
        assert problem_of(found, language("fr"), address).model_dump() == expected


def test_two_services_on_a_database_work_once(embedded: Store, tmp_path: Path) -> None:
    with service(embedded) as one, service(embedded) as two:
        job = ask(one, embedded, tmp_path)
        process_of(one, job)
        seen = ask(two, embedded, tmp_path)
        assert (seen.id, seen.is_ours, seen.address) == (job.id, False, "/v1/gated")
        # How far it is gets there by way of the database.
        until(lambda: (found := two.get(job.id).progress) and found.done == 3)
        assert [each.id for each in two.listed()] == [job.id]
        opened(tmp_path)
        until(lambda: two.get(job.id).state is JobState.DONE)
        found = two.known(("gated",))
        assert found is not None
        until(lambda: job.result)
        assert found.result == job.result
    # And a third one, started when both have gone.
    with service(embedded) as three:
        again = ask(three, embedded, tmp_path)
        assert (again.state, again.result) == (JobState.DONE, job.result)
    assert times_worked(tmp_path) == 1


def test_another_service_can_end_a_job(embedded: Store, tmp_path: Path) -> None:
    with service(embedded) as one, service(embedded) as two:
        job = ask(one, embedded, tmp_path)
        process = process_of(one, job)
        assert two.cancel(job.id).state is JobState.CANCELLED
        until(lambda: job.state is JobState.CANCELLED and not is_alive(process))


def test_the_job_of_a_service_that_died_is_taken_over(
    embedded: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with service(embedded) as one, service(embedded) as two:
        job = ask(one, embedded, tmp_path)
        process_of(one, job)
        with monkeypatch.context() as patched:
            # What the first one says last is past its time already.
            patched.setattr(shared, "LEASE", -1.0)
            until(lambda: (row := shared.read(embedded, job.id)) and row.is_abandoned)
            seen = two.get(job.id)
            assert (seen.state, seen.is_to_be_tried) == (JobState.FAILED, True)
            assert seen.failure
            assert "Ask again" in str(seen.failure.text)
            heir = ask(two, embedded, tmp_path)
        assert heir.is_ours
        until(lambda: not job.is_ours)  # it hears that it has lost the job, and ends it
        opened(tmp_path)
        ended(heir)
        assert one.get(job.id).state is JobState.DONE


def test_a_job_that_waits_for_longer_than_a_lease_is_kept(
    embedded: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "LEASE", 2.0)
    with service(embedded) as one, service(embedded) as two:
        snapshot = read_snapshot(embedded)
        waits = [
            one.submit(("more", each), "/v1/more", 9.0, gated, snapshot, str(tmp_path))
            for each in range(len(one._threads) + 1)
        ][-1]
        row = shared.read(embedded, waits.id)
        assert row
        until(lambda: time.time() > row.expires + 0.5)
        assert two.get(waits.id).state is JobState.WAITING
        again = two.submit(("more", len(one._threads)), "/v1/more", 9.0, gated, snapshot, "")
        assert (again.holder, again.is_ours) == (waits.holder, False)


def test_leases_are_renewed_after_any_error(
    embedded: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(logging.getLogger("graphsvc"), "propagate", True)
    report, rounds = shared.report, iter(range(3))

    def fails_at_first(*arguments: Any) -> bool:
        if next(rounds, None) is not None:
            raise ZeroDivisionError
        return report(*arguments)

    with service(embedded) as one:
        job = ask(one, embedded, tmp_path)
        process_of(one, job)
        monkeypatch.setattr(shared, "report", fails_at_first)
        row = shared.read(embedded, job.id)
        assert row
        until(lambda: (now := shared.read(embedded, job.id)) and now.expires > row.expires)
        assert "job cannot be reported" in caplog.messages
        thread = one._reporter._thread
        opened(tmp_path)
        ended(job)
    assert not thread.is_alive()


def test_a_job_that_starts_anew_is_seen_by_who_ended_it(embedded: Store, tmp_path: Path) -> None:
    with service(embedded) as one, service(embedded) as two:
        job = ask(one, embedded, tmp_path)
        process = process_of(one, job)
        assert two.cancel(job.id).state is JobState.CANCELLED
        again = ask(one, embedded, tmp_path)
        assert again.holder != job.holder
        until(lambda: two.get(job.id).state in {JobState.WAITING, JobState.RUNNING})
        until(lambda: not is_alive(process))
        opened(tmp_path)
        ended(again)


def test_each_who_asks_is_told_the_address_that_was_asked(
    canada_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "LONGEST", -1.0)
    address = f"/v1/bridging?scope={HALTON}&as_of={DAY}&draws=3"
    asked = [f"{address}&lang=fr&format=csv", f"{address}&lang=en"]
    told = [canada_client.get(each) for each in asked]
    assert [each.status_code for each in told] == [202, 202]
    first, second = (each.json() for each in told)
    assert first["id"] == second["id"]
    assert [first["answer"], second["answer"]] == asked
    # Who looks at the job by itself is not told how the first one wanted the answer.
    item = canada_client.get(f"/v1/jobs/{first['id']}").json()
    listed = canada_client.get("/v1/jobs").json()["items"]
    assert [each["answer"] for each in (item, *listed)] == [address] * 2


class _Trap:
    """Leaves a file behind where it is read as a pickled object."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (Path(self._path),)


def test_what_is_no_answer_is_never_obeyed_and_worked_out_anew(
    embedded: Store, tmp_path: Path
) -> None:
    trap = pickle.dumps(_Trap(str(tmp_path / "sprung")))
    texts = (trap.decode("latin-1"), json.dumps({"en": base64.b64encode(trap).decode()}), "[[[", "")
    opened(tmp_path)
    for text in texts:
        with service(embedded) as one:
            job = ask(one, embedded, tmp_path)
            ended(job)
        part = f"{job.holder}~000"
        embedded.write_unseen(
            lambda tx, part=part, text=text: tx.rows(  # type: ignore[misc]
                "put_job_part", id=part, holder="", now=0.0, data=text
            )
        )
        with service(embedded) as two:
            again = ask(two, embedded, tmp_path)
            ended(again)
            assert again.result is not None
            shared.forget(embedded, again.id, again.holder)
    assert not (tmp_path / "sprung").exists()
    assert times_worked(tmp_path) == 2 * len(texts)


def test_a_service_that_closes_leaves_no_process_and_no_claim(
    embedded: Store, tmp_path: Path
) -> None:
    with service(embedded) as one:
        process = process_of(one, job := ask(one, embedded, tmp_path))
    assert not is_alive(process)
    assert shared.read(embedded, job.id) is None
    with service(embedded) as two:
        assert ask(two, embedded, tmp_path).is_ours  # nobody has to wait for a lease


def test_a_job_answers_what_a_request_would(
    canada_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = [
        f"/v1/bridging?scope={HALTON}&as_of={DAY}&exclude=host,funder&draws=3",
        f"/v1/centrality?scope={HALTON}&as_of={DAY}",
        f"/v1/organizations/org:georgian-college/role?as_of={DAY}",
    ]
    monkeypatch.setattr(waiting, "LONGEST", -1.0)
    for address in addresses:
        until(partial(_is_answered, canada_client, address))
    forms = [
        *(f"{address}&lang=fr" for address in addresses),
        f"{addresses[0]}&limit=3",
        f"{addresses[0]}&format=csv",
    ]
    found = [canada_client.get(address) for address in (*addresses, *forms)]
    monkeypatch.undo()
    # Another graph for all, so that all is worked out anew, in requests.
    canada_client.put("/v1/partnerships/lip:halton", json={"name": "Halton", "notes": "n"})
    for answer in found:
        again = canada_client.get(answer.request.url.raw_path.decode())
        assert _apart_from_when(again) == _apart_from_when(answer)


def _is_answered(client: TestClient, address: str) -> bool:
    return client.get(address).status_code == 200


def _apart_from_when(answer: Any) -> Any:
    if answer.headers["content-type"].startswith("text/csv"):
        return answer.text
    found = answer.json()
    del found["provenance"]["revision"], found["provenance"]["seconds"]
    return found
