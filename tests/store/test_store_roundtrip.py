"""What is put into the graph comes back the same, on both servers."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from graphsvc.errors import ForeignData, StaleRevision
from graphsvc.model.check import Known, check
from graphsvc.model.entities import Changes
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot, by_id
from graphsvc.model.vocabulary import BodyKind
from graphsvc.store import journal
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_everything, read_snapshot
from tests.toy import EVERYTHING


def _sorted(changes: Changes) -> dict[str, list[object]]:
    return {each.name: sorted(getattr(changes, each.name), key=repr) for each in fields(changes)}


def test_the_toy_has_one_of_everything_and_no_fault() -> None:
    assert all(getattr(EVERYTHING, each.name) for each in fields(EVERYTHING))
    assert check(EVERYTHING, Known()) == []


def test_every_record_comes_back_as_it_was_put(store: Store) -> None:
    assert journal.apply(store, EVERYTHING) == 1
    assert _sorted(read_everything(store)) == _sorted(EVERYTHING)


@pytest.mark.parametrize("at_once", [1, 2])  # of three
def test_ties_read_of_a_few_organizations_at_a_time_are_the_same(
    store: Store, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    journal.apply(store, EVERYTHING)
    monkeypatch.setattr("graphsvc.store.snapshot.ORGANIZATIONS_AT_ONCE", at_once)
    assert _sorted(read_everything(store)) == _sorted(EVERYTHING)


def test_a_snapshot_read_is_the_one_built_from_the_records(store: Store) -> None:
    journal.apply(store, EVERYTHING)
    read, built = read_snapshot(store), Snapshot.of(EVERYTHING, revision=1)
    for name in ("organizations", "bodies", "partnerships", "places", "sources"):
        assert getattr(read, name) == getattr(built, name)
        assert list(getattr(read, name)) == list(getattr(built, name))
    assert list(read.seats) == list(built.seats)
    assert read.partnership_ties == built.partnership_ties
    assert read.place_ties == built.place_ties
    assert read.partnership_links == built.partnership_links
    assert read.seat_targets == built.seat_targets
    assert read.activity == built.activity
    assert read.counts == built.counts
    assert read.revision == built.revision


def test_putting_the_same_again_changes_nothing_but_the_revision(store: Store) -> None:
    journal.apply(store, EVERYTHING)
    assert journal.apply(store, EVERYTHING) == 2
    assert _sorted(read_everything(store)) == _sorted(EVERYTHING)


def test_a_record_put_again_is_replaced_whole(store: Store) -> None:
    journal.apply(store, EVERYTHING)
    held = by_id(EVERYTHING.organizations)
    clinic = replace(
        held["org:clinic"], name_fr=None, sectors=(Sector.FAITH,), aliases=(), sources=()
    )
    desk = replace(held["org:desk"], part_of=None)
    one = replace(by_id(EVERYTHING.partnerships)["lip:one"], covers=("place:hamlet",))
    hamlet = replace(by_id(EVERYTHING.places)["place:hamlet"], within=None)
    journal.apply(
        store,
        Changes(organizations=(clinic, desk), partnerships=(one,), places=(hamlet,)),
    )
    read = read_snapshot(store)
    assert read.organizations["org:clinic"] == clinic
    assert read.organizations["org:desk"] == desk
    assert read.partnerships["lip:one"] == one
    assert read.places["place:hamlet"] == hamlet
    assert len(read.seats) == len(EVERYTHING.memberships)


@pytest.mark.parametrize("kind", [BodyKind.ADVISORY, BodyKind.COUNCIL])
def test_a_body_that_becomes_another_kind_keeps_its_members(store: Store, kind: BodyKind) -> None:
    journal.apply(store, EVERYTHING)
    bodies = tuple(replace(body, kind=kind) for body in EVERYTHING.bodies)
    journal.apply(store, Changes(bodies=bodies))
    read = read_snapshot(store)
    assert tuple(read.bodies.values()) == bodies
    assert list(read.seats) == sorted(EVERYTHING.memberships, key=lambda seat: seat.id)
    label = "Council" if kind is BodyKind.COUNCIL else "Committee"
    with store._driver.session(database=store._database) as session:
        labels = session.run("MATCH (b:Body) RETURN labels(b) AS labels").value()
    assert [sorted(each) for each in labels] == [["Body", label]] * 2


def test_a_body_moves_from_a_body_to_a_partnership(store: Store) -> None:
    journal.apply(store, EVERYTHING)
    table = replace(by_id(EVERYTHING.bodies)["body:table"], part_of="lip:two")
    journal.apply(store, Changes(bodies=(table,)))
    assert read_snapshot(store).bodies["body:table"] == table


def test_what_was_expected_of_the_graph_and_is_not_so_stops_a_write(store: Store) -> None:
    journal.apply(store, EVERYTHING)
    with pytest.raises(StaleRevision):
        journal.apply(store, Changes(sources=EVERYTHING.sources), expect=0)
    assert store.revision() == 1


def test_a_snapshot_with_changes_is_what_the_graph_has_then(store: Store) -> None:
    journal.apply(store, EVERYTHING)
    before = read_snapshot(store)
    school = replace(before.organizations["org:school"], name="École", sectors=())
    seat = replace(before.seat_of["seat:school~table"], until="2021")
    target = replace(before.seat_targets[0], until="2022")
    changes = Changes(organizations=(school,), memberships=(seat,), seat_targets=(target,))
    merged = before.merged(changes, journal.apply(store, changes))
    read = read_snapshot(store)
    assert merged.organizations == read.organizations
    assert list(merged.seats) == list(read.seats)
    assert merged.seat_targets == read.seat_targets
    assert merged.activity == read.activity
    assert (merged.revision, merged.counts) == (read.revision, read.counts)


def test_a_word_somebody_else_wrote_into_the_graph_is_named(store: Store) -> None:
    journal.apply(store, EVERYTHING)
    store.run_schema("MATCH (b:Body {id: 'body:table'}) SET b.kind = 'séance'")
    with pytest.raises(ForeignData, match="séance"):
        read_snapshot(store)


def test_a_population_that_nobody_knows_is_named(store: Store) -> None:
    journal.apply(store, EVERYTHING)
    store.run_schema("MATCH (o:Organization {id: 'org:clinic'}) SET o.populations = ['martians']")
    with pytest.raises(ForeignData, match="martians"):
        read_snapshot(store)


def test_a_word_of_attendance_that_nobody_knows_is_named(store: Store) -> None:
    journal.apply(store, EVERYTHING)
    store.run_schema("MATCH (:Organization)-[t:ATTENDED]->(:Meeting) SET t.status = 'late'")
    with pytest.raises(ForeignData, match="late"):
        read_snapshot(store)
