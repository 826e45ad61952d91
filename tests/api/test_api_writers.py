"""Writers at once, writers and importers, and writes that change nothing."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient

from graphsvc.api.app import create_app
from graphsvc.api.keeper import Keeper
from graphsvc.model.entities import Changes, Organization
from graphsvc.settings import Settings
from graphsvc.store import journal
from graphsvc.store.bolt import Store
from tests.api.conftest import BASE
from tests.toy import EVERYTHING

DEADLINE = 60.0
WRITERS = 4


@pytest.fixture
def toy(client: TestClient, embedded: Store) -> TestClient:
    journal.apply(embedded, EVERYTHING)
    return client


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Run all of them at the same time."""
    barrier = threading.Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        barrier.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return [each.result() for each in [pool.submit(run, work) for work in works]]


def test_of_several_who_create_the_same_one_succeeds_and_the_others_are_told(
    toy: TestClient,
) -> None:
    for number in range(8):
        name = f"New {number}"
        websites = [f"https://example.org/{writer}" for writer in range(WRITERS)]

        def create(website: str, name: str = name) -> tuple[int, str]:
            answer = toy.post("/v1/organizations", json={"name": name, "website": website})
            return answer.status_code, website

        told = at_once(*(lambda each=each: create(each) for each in websites))
        created = [website for status, website in told if status == 201]
        assert len(created) == 1
        assert sorted(status for status, _ in told) == [201, *[409] * (WRITERS - 1)]
        assert toy.get(f"/v1/organizations/org:new-{number}").json()["website"] == created[0]


def test_ending_a_membership_undoes_nobody_elses_change(toy: TestClient) -> None:
    address = "/v1/memberships/seat:school~table"
    for number in range(8):
        role = ("chair", "member")[number % 2]
        sent = {"organization": "org:school", "body": "body:table", "role": role}
        until = f"2090-01-{number + 1:02}"
        put, end = at_once(
            lambda sent=sent: toy.put(address, json=sent),  # type: ignore[misc]
            lambda until=until: toy.post(f"{address}/end", json={"until": until}),  # type: ignore[misc]
        )
        assert (put.status_code, end.status_code) == (200, 200)
        # Whichever came first, the end kept the role that it found or the put came after it.
        assert toy.get(address).json()["role"] == role


def test_the_same_put_again_changes_nothing_not_even_the_revision(toy: TestClient) -> None:
    source = {"url": "https://example.org/x", "date": "2020-01-01"}
    sent = {"name": "Same", "aliases": ["S"], "source": source}
    assert toy.put("/v1/organizations/org:same", json=sent).status_code == 201
    tag = toy.get("/v1/organizations/org:same").headers["etag"]
    again = toy.put("/v1/organizations/org:same", json=sent)
    assert again.status_code == 200
    assert toy.get("/v1/organizations/org:same").headers["etag"] == tag
    other = {**sent, "source": {**source, "title": "T"}}
    assert toy.put("/v1/organizations/org:same", json=other).status_code == 200
    assert toy.get("/v1/organizations/org:same").headers["etag"] != tag


def test_a_write_carries_an_import_on_whose_importer_died(
    embedded: Store, embedded_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.apply(embedded, EVERYTHING)
    monkeypatch.setattr("graphsvc.store.locks._LEASE", 1.0)

    class Dies(Exception):
        pass

    def die(done: int, total: int) -> None:
        if 2 * done > total:
            raise Dies

    with TestClient(create_app(embedded_settings, embedded), base_url=BASE) as client:
        # It holds the graph as it was, so reading it never shows that an import is under way.
        assert client.get("/v1/organizations").status_code == 200
        monkeypatch.setattr(journal, "ROWS_AT_ONCE", 0)
        monkeypatch.setattr("graphsvc.store.plan.ROWS_IN_BATCH", 1)
        many = Changes(
            organizations=tuple(Organization(id=f"org:m{n}", name=f"M {n}") for n in range(9))
        )
        with pytest.raises(Dies):
            journal.apply(embedded, many, label="x", progress=die)
        monkeypatch.setattr(journal, "ROWS_AT_ONCE", 20_000)
        deadline = time.monotonic() + DEADLINE
        while client.put("/v1/organizations/org:x", json={"name": "X"}).status_code == 503:
            assert time.monotonic() < deadline, "the import is never finished"
            time.sleep(0.1)
        assert client.get("/v1/organizations/org:m8").status_code == 200


def test_answers_on_a_graph_that_is_gone_are_let_go(embedded: Store) -> None:
    class Large:
        pass

    keeper = Keeper(embedded)
    kept: list[weakref.ref[Large]] = []
    for number in range(5):

        def work_out() -> Large:
            found = Large()
            kept.append(weakref.ref(found))
            return found

        keeper.answer(keeper.snapshot(), "question", work_out)
        record = Organization(id=f"org:n{number}", name=f"N {number}")
        keeper.change(lambda _, record=record: Changes(organizations=(record,)))  # type: ignore[misc]
    gc.collect()
    assert [each() for each in kept] == [None] * 5


def test_an_answer_that_cannot_be_worked_out_leaves_nothing_behind(embedded: Store) -> None:
    keeper = Keeper(embedded)

    def fail() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        keeper.answer(keeper.snapshot(), "question", fail)
    assert keeper._answering == {}
    assert keeper.answer(keeper.snapshot(), "question", lambda: 3) == 3
