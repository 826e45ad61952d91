"""The database away: 503 within a second, and back by itself; writers at once; imports."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from graphsvc.api.app import create_app
from graphsvc.errors import StoreUnavailable
from graphsvc.settings import Settings
from graphsvc.store import journal, migrations, open_store
from graphsvc.store.bolt import Store
from graphsvc.store.embedded import EmbeddedServer
from tests.api.conftest import BASE
from tests.halting import halt
from tests.toy import EVERYTHING

DEADLINE = 60.0


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[TestClient, Store, Path]]:
    """The service on an embedded store that a test may kill."""
    settings = Settings(data_dir=tmp_path, neo4j_uri=None)
    with open_store(settings) as store:
        migrations.migrate(store)
        journal.apply(store, EVERYTHING)
        with TestClient(create_app(settings, store), base_url=BASE) as client:
            assert client.get("/v1/organizations").status_code == 200
            yield client, store, tmp_path


def pid(folder: Path) -> int:
    state = EmbeddedServer(folder)._read_state()
    assert state is not None
    return state.pid


def timed(client: TestClient, address: str) -> tuple[int, float]:
    began = time.monotonic()
    answer = client.get(address)
    seconds = time.monotonic() - began
    if answer.status_code == 503:
        assert int(answer.headers["retry-after"]) >= 1
    return answer.status_code, seconds


def wait_until_back(client: TestClient) -> None:
    deadline = time.monotonic() + DEADLINE
    while client.get("/readyz").status_code != 200:
        assert time.monotonic() < deadline, "it does not come back"
        time.sleep(0.1)


def test_a_hanging_database_is_503_within_a_second_and_comes_back(
    own: tuple[TestClient, Store, Path],
) -> None:
    client, store, folder = own
    halt(pid(folder))
    try:
        for address in (
            "/v1/organizations",
            "/v1/organizations/org:clinic",
            "/readyz",
            "/",
            "/partnerships/lip:one",
        ):
            status, seconds = timed(client, address)
            assert status == 503, address
            assert seconds < 1.0, address
        began = time.monotonic()
        put = client.put("/v1/organizations/org:x", json={"name": "X"})
        assert put.status_code == 503
        assert time.monotonic() - began < 1.5  # asked twice: before, and for the write
        assert timed(client, "/healthz")[0] == 200
        # All who may ask wait in vain: whoever comes now is told at once, and nobody queues.
        began = time.monotonic()
        for _ in range(100):
            with pytest.raises(StoreUnavailable):
                store.revision()
        assert time.monotonic() - began < 5.0
    finally:
        os.kill(pid(folder), signal.SIGCONT)
    wait_until_back(client)
    assert client.get("/v1/organizations/org:x").status_code == 404
    assert client.put("/v1/organizations/org:x", json={"name": "X"}).status_code == 201


def test_a_killed_database_comes_back_with_all_that_was_acknowledged(
    own: tuple[TestClient, Store, Path],
) -> None:
    client, _, folder = own
    acknowledged = []
    for number in range(60):
        if number == 20:
            os.kill(pid(folder), signal.SIGKILL)
        answer = client.put(f"/v1/organizations/org:n{number}", json={"name": f"N {number}"})
        assert answer.status_code in {201, 503}
        if answer.status_code == 201:
            acknowledged.append(f"org:n{number}")
        else:
            time.sleep(0.05)
    wait_until_back(client)
    held = {
        item["id"]
        for item in client.get("/v1/organizations", params={"limit": 500}).json()["items"]
    }
    assert len(acknowledged) >= 20
    assert set(acknowledged) <= held


def test_two_writers_at_once_are_both_heard(own: tuple[TestClient, Store, Path]) -> None:
    client, _, _ = own

    def write(writer: int) -> list[int]:
        return [
            client.put(
                f"/v1/organizations/org:w{writer}n{number}", json={"name": f"{writer} {number}"}
            ).status_code
            for number in range(10)
        ]

    with ThreadPoolExecutor(4) as pool:
        codes = [code for found in pool.map(write, range(4)) for code in found]
    assert set(codes) == {201}
    page = client.get("/v1/organizations", params={"limit": 500}).json()
    assert page["total"] == len(EVERYTHING.organizations) + 40
    assert page["revision"] == 1 + 40


def test_forty_readers_at_once_are_all_answered(own: tuple[TestClient, Store, Path]) -> None:
    # Ten times as many as may ask whether the database is there.
    _, store, _ = own
    with ThreadPoolExecutor(40) as pool:
        answers = list(pool.map(lambda _: store.revision(), range(400)))
    assert answers == [1] * 400


def test_while_an_import_is_applied_readers_keep_the_graph_and_writers_wait(
    own: tuple[TestClient, Store, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, store, _ = own

    class Pause(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if 2 * done > total:  # all is written down, and the first part applied
            raise Pause

    before = client.get("/v1/organizations").json()
    monkeypatch.setattr(journal, "ROWS_AT_ONCE", 0)
    monkeypatch.setattr("graphsvc.store.plan.ROWS_IN_BATCH", 1)
    monkeypatch.setattr("graphsvc.store.locks._LEASE", 4.0)
    with pytest.raises(Pause):
        journal.apply(store, EVERYTHING, label="x", progress=stop)
    assert client.get("/v1/organizations").json() == before
    refused = client.put("/v1/organizations/org:x", json={"name": "X"})
    assert refused.status_code == 503
    assert "import" in refused.json()["detail"]
    # Another service, which has read nothing yet, cannot answer; it sees that somebody died over
    # the import and carries it on.
    settings = client.app.state.settings  # type: ignore[attr-defined]  # an application has one
    with TestClient(create_app(settings, store), base_url=BASE) as other:
        assert other.get("/v1/organizations").status_code == 503
        wait = time.monotonic() + DEADLINE
        while other.get("/v1/organizations").status_code != 200:
            assert time.monotonic() < wait
            time.sleep(0.1)
    assert client.put("/v1/organizations/org:x", json={"name": "X"}).status_code == 201
