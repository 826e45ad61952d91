"""The embedded server: private, shared, killed without loss, restarted by itself."""

from __future__ import annotations

import os
import signal
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from graphsvc.errors import GraphsvcError, StoreUnavailable
from graphsvc.model.entities import Changes, Organization
from graphsvc.settings import Settings
from graphsvc.store import journal, migrations, open_store
from graphsvc.store.bolt import Store
from graphsvc.store.embedded import EmbeddedServer, Running
from graphsvc.store.snapshot import read_snapshot
from tests.halting import halt

DEADLINE = 60.0


def wait_for(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE
    while not what():
        assert time.monotonic() < deadline, "it does not happen"
        time.sleep(0.05)


def answers(store: Store) -> bool:
    try:
        store.revision()
    except StoreUnavailable:
        return False
    return True


def running(folder: Path) -> Running:
    found = EmbeddedServer(folder)._read_state()
    assert found is not None
    return found


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Store, Path]]:
    """An embedded server that a test may kill."""
    with open_store(Settings(data_dir=tmp_path, neo4j_uri=None)) as store:
        migrations.migrate(store)
        yield store, tmp_path


def test_its_secret_is_for_its_owner_alone(own: tuple[Store, Path]) -> None:
    _, folder = own
    state = running(folder)
    for name in ("server.json", "server.args"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert state.password.encode() not in Path(f"/proc/{state.pid}/cmdline").read_bytes()
    assert state.password.encode() not in Path(f"/proc/{state.pid}/environ").read_bytes()
    listening = Path(f"/proc/{state.pid}/net/tcp6").read_text() + Path("/proc/net/tcp").read_text()
    port = f":{state.port:04X} "
    lines = [line.split()[1] for line in listening.splitlines() if port in line]
    # Loopback, as IPv4 or as IPv4 inside IPv6, in the kernel's byte order.
    assert lines
    assert all("0100007F:" in line for line in lines)


def test_a_second_user_joins_and_the_last_one_ends_it(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, neo4j_uri=None)
    with open_store(settings) as first:
        migrations.migrate(first)
        pid = running(tmp_path).pid
        with open_store(settings) as second:
            assert running(tmp_path).pid == pid
            journal.apply(second, Changes(organizations=(Organization(id="org:a", name="A"),)))
        assert running(tmp_path).is_alive()
        assert list(read_snapshot(first).organizations) == ["org:a"]
    assert not running(tmp_path).is_alive()
    with open_store(settings) as again:
        assert migrations.validate(again) is migrations.SchemaState.VALID
        assert list(read_snapshot(again).organizations) == ["org:a"]


def test_killed_it_is_away_at_once_and_back_by_itself(own: tuple[Store, Path]) -> None:
    store, folder = own
    journal.apply(store, Changes(organizations=(Organization(id="org:a", name="A"),)))
    before = running(folder)
    os.kill(before.pid, signal.SIGKILL)
    wait_for(lambda: not answers(store) or running(folder).pid != before.pid)
    wait_for(lambda: answers(store))
    assert running(folder).pid != before.pid
    assert running(folder).port == before.port
    assert list(read_snapshot(store).organizations) == ["org:a"]


def test_hanging_it_counts_as_away_within_a_second(own: tuple[Store, Path]) -> None:
    store, folder = own
    pid = running(folder).pid
    halt(pid)
    try:
        for _ in range(8):  # more than may wait for it: the further ones are refused at once
            began = time.monotonic()
            with pytest.raises(StoreUnavailable):
                store.revision()
            assert time.monotonic() - began < 1.0
    finally:
        os.kill(pid, signal.SIGCONT)
    wait_for(lambda: answers(store))


# 600 rows in 12 parts, each written down first and then applied; or all in one transaction.
@pytest.mark.parametrize(
    ("at_once", "kill_after", "is_accepted"),
    [(0, 5, False), (0, 13, True), (0, 16, True), (0, 21, True), (10**9, 2, False)],
)
def test_killed_in_the_middle_of_an_import_nothing_is_half_there(
    own: tuple[Store, Path],
    monkeypatch: pytest.MonkeyPatch,
    at_once: int,
    kill_after: int,
    is_accepted: bool,
) -> None:
    store, folder = own
    monkeypatch.setattr(journal, "ROWS_AT_ONCE", at_once)
    monkeypatch.setattr("graphsvc.store.plan.ROWS_IN_BATCH", 50)
    monkeypatch.setattr("graphsvc.store.locks._LEASE", 1.0)  # what the dead importer still holds
    acknowledged = journal.apply(
        store, Changes(organizations=(Organization(id="org:first", name="First"),))
    )
    size = 600
    many = Changes(
        organizations=tuple(
            Organization(id=f"org:o{number}", name=f"O {number}") for number in range(size)
        )
    )
    killed = running(folder).pid

    def kill(done: int, _total: int) -> None:
        if done >= kill_after:
            try:
                os.kill(killed, signal.SIGKILL)
            except ProcessLookupError:
                return  # it is dead already

    outcome: list[GraphsvcError | int] = []

    def import_it() -> None:
        try:
            outcome.append(journal.apply(store, many, label="many", progress=kill))
        except GraphsvcError as error:
            outcome.append(error)

    importer = Thread(target=import_it)
    importer.start()
    importer.join(DEADLINE)
    assert len(outcome) == 1
    wait_for(lambda: answers(store))
    journal.recover(store)
    read = read_snapshot(store)
    assert "org:first" in read.organizations
    assert read.revision >= acknowledged
    # Accepted, it is carried out; refused, it never was. Nothing lies between.
    assert len(read.organizations) == (size + 1 if is_accepted else 1)
    if not is_accepted:
        assert isinstance(outcome[0], StoreUnavailable)
    assert store.write(lambda tx: tx.revision) == read.revision + 1


def test_a_lost_password_does_not_lock_the_graph_away(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, neo4j_uri=None)
    with open_store(settings) as store:
        migrations.migrate(store)
        journal.apply(store, Changes(organizations=(Organization(id="org:a", name="A"),)))
    # As after being killed between starting the first server and writing down its password.
    (tmp_path / "server.json").unlink()
    with open_store(settings) as again:
        assert list(read_snapshot(again).organizations) == ["org:a"]
