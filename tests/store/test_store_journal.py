"""All of a change or none of it: refused, interrupted, raced, and applied in parts."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from graphsvc.errors import Conflict, ImportInProgress, InvalidInput
from graphsvc.model.entities import Body, Changes, Membership, Organization, Partnership
from graphsvc.store import journal, snapshot
from graphsvc.store.bolt import Store, Transaction
from graphsvc.store.journal import RefusedChanges
from graphsvc.store.snapshot import read_everything, read_snapshot
from tests.toy import EVERYTHING


def organizations(count: int, prefix: str = "o") -> Changes:
    return Changes(
        organizations=tuple(
            Organization(id=f"org:{prefix}{number}", name=f"Organization {prefix}{number}")
            for number in range(count)
        )
    )


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every change a large one, applied a few rows at a time."""
    monkeypatch.setattr(journal, "ROWS_AT_ONCE", 0)
    monkeypatch.setattr("graphsvc.store.plan.ROWS_IN_BATCH", 3)


class Crash(Exception):
    """The importer dies here."""


def crash_after(parts: int) -> Callable[[int, int], None]:
    def progress(done: int, _total: int) -> None:
        if done >= parts:
            raise Crash

    return progress


def test_a_refused_change_leaves_no_trace(store: Store) -> None:
    journal.apply(store, EVERYTHING)
    dangling = Membership(id="seat:x", organization="org:nobody", body="body:council")
    good = Organization(id="org:good", name="Good")
    with pytest.raises(RefusedChanges) as raised:
        journal.apply(store, Changes(organizations=(good,), memberships=(dangling,)))
    assert [(each.kind, each.field) for each in raised.value.faults] == [
        ("memberships", "organization")
    ]
    assert store.revision() == 1
    assert "org:good" not in read_snapshot(store).organizations


def test_every_fault_of_a_change_comes_at_once(store: Store) -> None:
    journal.apply(store, EVERYTHING)
    changes = Changes(
        organizations=(Organization(id="org:a/b", name=""),),
        bodies=(
            Body(id="body:council", name="Council", part_of="body:table"),
            Body(id="body:lost", name="Lost", part_of="lip:nowhere", since="2020-02-30"),
        ),
        memberships=(
            Membership(id="seat:new", organization="org:school", body="body:table", seats=0),
            Membership(id="seat:clinic~council", organization="org:school", body="body:council"),
        ),
    )
    with pytest.raises(RefusedChanges) as raised:
        journal.apply(store, changes)
    found = {(each.kind, each.record.id, each.field) for each in raised.value.faults}
    assert found == {
        ("organizations", "org:a/b", "id"),
        ("organizations", "org:a/b", "name"),
        ("bodies", "body:council", "part_of"),  # under the table that is under it
        ("bodies", "body:lost", "part_of"),
        ("bodies", "body:lost", "since"),
        ("memberships", "seat:new", "seats"),
        ("memberships", "seat:new", "since"),  # the school sits there already
        ("memberships", "seat:clinic~council", "organization"),  # a seat does not change hands
    }
    assert store.revision() == 1


@pytest.mark.usefixtures("in_parts")
def test_a_change_in_parts_ends_as_the_same_change_at_once(store: Store) -> None:
    told: list[tuple[int, int]] = []
    revision = journal.apply(store, EVERYTHING, label="x", progress=lambda *each: told.append(each))
    assert revision == 1
    read = read_everything(store)
    assert {each.id for each in read.memberships} == {each.id for each in EVERYTHING.memberships}
    assert sorted(read.organizations, key=lambda each: each.id) == sorted(
        EVERYTHING.organizations, key=lambda each: each.id
    )
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1] == len(told) - 1
    assert store.read(lambda tx: tx.rows("list_staged")) == []


@pytest.mark.usefixtures("in_parts")
@pytest.mark.parametrize("parts", [4, 5, 7])  # all 4 are staged, and 0, 1 or 3 are applied
def test_an_interrupted_change_is_unseen_holds_others_off_and_is_finished(
    store: Store, parts: int
) -> None:
    with pytest.raises(Crash):
        journal.apply(store, organizations(10), label="x", progress=crash_after(parts))
    assert store.revision() == 0
    with pytest.raises(ImportInProgress):
        read_snapshot(store)
    with pytest.raises(ImportInProgress):
        store.write(lambda tx: tx.revision)
    assert journal.recover(store) is not None
    assert len(read_snapshot(store).organizations) == 10
    assert store.revision() == 1
    assert journal.recover(store) is None
    assert store.write(lambda tx: tx.revision) == 2


@pytest.mark.usefixtures("in_parts")
def test_what_was_staged_and_never_accepted_is_forgotten(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = journal._stage

    def dies(store: Store, item: str, number: int, batch: object) -> None:
        if number == 2:
            raise Crash
        stage(store, item, number, batch)  # type: ignore[arg-type]

    monkeypatch.setattr(journal, "_stage", dies)
    with pytest.raises(Crash):
        journal.apply(store, organizations(10), label="x")
    assert store.write(lambda tx: tx.revision) == 1  # nobody is held off
    assert read_snapshot(store).organizations == {}
    assert journal.recover(store) is None
    assert store.read(lambda tx: tx.rows("list_staged")) == []


@pytest.mark.usefixtures("in_parts")
def test_an_import_is_not_accepted_if_somebody_wrote_since_it_was_checked(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = journal._stage

    def another_writes(store: Store, item: str, number: int, batch: object) -> None:
        if number == 0:
            store.write(lambda tx: tx.revision)
        stage(store, item, number, batch)  # type: ignore[arg-type]

    monkeypatch.setattr(journal, "_stage", another_writes)
    with pytest.raises(Conflict):
        journal.apply(store, organizations(4), label="x")
    assert read_snapshot(store).organizations == {}
    assert store.write(lambda tx: tx.revision) == 2


def test_writers_at_once_lose_nothing(store: Store) -> None:
    writers, each = 6, 8

    def write(writer: int) -> None:
        for number in range(each):
            name = f"w{writer}n{number}"
            record = Organization(id=f"org:{name}", name=name)
            shared = Organization(id=f"org:shared{number}", name=f"by {writer}")
            journal.apply(store, Changes(organizations=(record, shared)))

    with ThreadPoolExecutor(writers) as pool:
        for done in [pool.submit(write, writer) for writer in range(writers)]:
            done.result()
    read = read_snapshot(store)
    assert read.revision == writers * each
    assert len(read.organizations) == writers * each + each


def test_of_two_who_seat_one_organization_at_once_one_is_refused(store: Store) -> None:
    base = Changes(
        partnerships=(Partnership(id="lip:one", name="One"),),
        bodies=(Body(id="body:one", name="One", part_of="lip:one"),),
        organizations=(Organization(id="org:one", name="One"),),
    )
    journal.apply(store, base)
    seats = [
        Membership(id=f"seat:{number}", organization="org:one", body="body:one")
        for number in range(2)
    ]

    def put(seat: Membership) -> bool:
        try:
            journal.apply(store, Changes(memberships=(seat,)))
        except RefusedChanges:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(put, seats))
    assert sorted(outcomes) == [False, True]
    assert len(read_snapshot(store).seats) == 1


def test_an_expectation_holds_for_a_change_in_parts_too(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.apply(store, organizations(2))
    monkeypatch.setattr(journal, "ROWS_AT_ONCE", 0)
    with pytest.raises(Conflict):
        journal.apply(store, organizations(4), expect=0, label="x")
    assert len(read_snapshot(store).organizations) == 2
    assert journal.apply(store, organizations(4), expect=1, label="x") == 2


def test_faults_are_counted_in_the_message() -> None:
    error = InvalidInput([])
    assert str(error.text) == "0 faults in the input; nothing was changed."
    assert str(InvalidInput.counted(1)) == "1 fault in the input; nothing was changed."


def test_records_are_replaced_in_parts_too(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    journal.apply(store, EVERYTHING)
    monkeypatch.setattr(journal, "ROWS_AT_ONCE", 0)
    monkeypatch.setattr("graphsvc.store.plan.ROWS_IN_BATCH", 2)
    renamed = tuple(replace(each, name=f"{each.name} 2") for each in EVERYTHING.organizations)
    journal.apply(store, Changes(organizations=renamed), label="x")
    assert tuple(read_snapshot(store).organizations.values()) == renamed


def test_changes_longer_than_a_message_are_applied(store: Store) -> None:
    """The embedded server hangs up on more than 16 MiB at once: 24 MB of aliases."""
    aliases = tuple(letter * 290 for letter in "éèàçôîû")  # 2 bytes each when sent
    changes = Changes(
        organizations=tuple(
            Organization(id=f"org:{number:0>190}", name=f"Organization {number}", aliases=aliases)
            for number in range(6_000)
        )
    )
    journal.apply(store, changes)
    stored = read_everything(store).organizations
    assert len(stored) == 6_000
    assert all(each.aliases == aliases for each in stored)


def test_an_id_longer_than_a_message_is_a_fault(store: Store) -> None:
    endless = "org:" + "a" * 20_000_000
    changes = Changes(organizations=(Organization(id=endless, name="Endless"),))
    with pytest.raises(RefusedChanges) as raised:
        journal.apply(store, changes)
    assert [each.field for each in raised.value.faults] == ["id"]


def test_a_snapshot_never_shows_a_part_of_an_import(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import that begins while the columns are read leaves the revision as it is."""
    journal.apply(store, organizations(1, "first"))
    whole = snapshot._read_network
    monkeypatch.setattr(journal, "ROWS_AT_ONCE", 0)
    monkeypatch.setattr("graphsvc.store.plan.ROWS_IN_BATCH", 3)

    def after_an_import_began(tx: Transaction) -> Changes:
        with pytest.raises(Crash):
            journal.apply(store, organizations(10), label="x", progress=crash_after(6))
        return whole(tx)

    monkeypatch.setattr(snapshot, "_read_network", after_an_import_began)
    with pytest.raises(ImportInProgress):
        read_snapshot(store)
