"""Edits on both servers: kept with what they did, undone to the graph before, done again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from graphsvc.api.keeper import Keeper
from graphsvc.errors import NotFound
from graphsvc.model import undoing
from graphsvc.model.edits import Rewrite, parts_of
from graphsvc.model.entities import (
    Attendance,
    Body,
    Changes,
    Meeting,
    Membership,
    Organization,
    Partnership,
    SeatTarget,
    Source,
)
from graphsvc.model.sectors import Sector
from graphsvc.model.vocabulary import AttendanceStatus, BodyKind, Role
from graphsvc.store import edits, journal
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_everything, read_snapshot
from tests.toy import EVERYTHING

NEW = Changes(
    sources=(Source(id="src:stated", kind="stated_by_coordinator", date="2026-05-04"),),
    partnerships=(Partnership(id="lip:new", name="New", covers=("place:hamlet",)),),
    organizations=(
        Organization(
            id="org:new",
            name="New",
            sectors=(Sector.HEALTH, Sector.SCHOOL, Sector.BUSINESS),
            sources=("src:stated",),
        ),
    ),
    bodies=(Body(id="body:new", name="New", part_of="body:council", kind=BodyKind.COUNCIL),),
    memberships=(
        Membership(
            id="seat:new~new", organization="org:new", body="body:new", role=Role.CHAIR, seats=2
        ),
    ),
    seat_targets=(
        SeatTarget(
            id="tie:new~health~target", partnership="lip:new", sector=Sector.HEALTH, seats=1
        ),
    ),
    meetings=(Meeting(id="meet:new", body="body:new", date="2026-05-04"),),
    attendance=(
        Attendance(organization="org:new", meeting="meet:new", status=AttendanceStatus.PRESENT),
        Attendance(organization="org:school", meeting="meet:new", status=AttendanceStatus.ABSENT),
    ),
)


@pytest.fixture
def keeper(store: Store) -> Keeper:
    journal.apply(store, EVERYTHING)
    return Keeper(store)


def undo(keeper: Keeper, item: str, author: str = "") -> str:
    edit = edits.read(keeper.store, item)
    return keeper.edit(lambda snapshot: undoing.inverse(snapshot, edit), author)[1]


def test_an_edit_is_kept_with_what_it_did_when_and_by_whom(keeper: Keeper) -> None:
    seat = keeper.snapshot().seat_of["seat:school~table"]
    ended = replace(seat, until="2026-05-04", role=Role.CHAIR)
    _, item = keeper.edit(lambda _: Changes(memberships=(ended,)), "Secrétariat")
    assert item == "edit:2"
    edit = edits.read(keeper.store, item)
    assert (edit.revision, edit.author, edit.undoes, edit.undone_by) == (2, "Secrétariat", "", "")
    assert edit.at.endswith("+00:00")
    [part] = edit.parts
    assert (part.kind, part.before, part.after) == ("memberships", seat, ended)
    # It is found by all it is about: the seat, both ends, the bodies and the partnership above.
    for about in ("seat:school~table", "org:school", "body:table", "body:council", "lip:one"):
        assert [each.id for each in edits.newest(keeper.store, about)] == [item]
    assert edits.newest(keeper.store, "org:clinic") == []
    assert (edits.count(keeper.store), edits.count(keeper.store, "org:clinic")) == (1, 0)


def test_what_was_created_is_taken_out_again_and_put_back(keeper: Keeper) -> None:
    before = read_everything(keeper.store)
    after, made = keeper.edit(lambda _: NEW, "Secretariat")
    assert after.counts["attendance"] == 3
    with_it = read_everything(keeper.store)
    assert len(with_it) == len(before) + len(NEW)
    taken = undo(keeper, made, "Host")
    assert read_everything(keeper.store) == before
    assert keeper.snapshot().counts == read_snapshot(keeper.store).counts
    assert edits.read(keeper.store, made).undone_by == taken
    again = undo(keeper, taken, "Secretariat")
    assert read_everything(keeper.store) == with_it
    assert edits.read(keeper.store, made).undone_by == ""
    assert edits.read(keeper.store, taken).undone_by == again
    assert [each.id for each in edits.newest(keeper.store)] == [again, taken, made]
    assert [each.id for each in edits.newest(keeper.store, before=4, most=1)] == [taken]


def test_undone_done_again_and_undone_the_first_edit_does_not_stand(keeper: Keeper) -> None:
    _, made = keeper.edit(lambda _: NEW, "Secretariat")
    first = undo(keeper, made)
    second = undo(keeper, first)
    third = undo(keeper, second)
    marks = {each: edits.read(keeper.store, each).undone_by for each in (made, first, second)}
    assert marks == {made: first, first: "", second: third}
    fourth = undo(keeper, third)
    marks = {
        each: edits.read(keeper.store, each).undone_by for each in (made, first, second, third)
    }
    assert marks == {made: "", first: second, second: "", third: fourth}


def test_what_is_not_kept_as_an_edit_has_no_id(keeper: Keeper) -> None:
    seat = keeper.snapshot().seat_of["seat:school~table"]
    _, item = keeper.edit(lambda _: Changes(memberships=(seat,)), "Secretariat")
    assert item == ""
    assert edits.count(keeper.store) == 0


def test_what_was_changed_is_put_back_whole(keeper: Keeper) -> None:
    before = read_everything(keeper.store)
    clinic = keeper.snapshot().organizations["org:clinic"]
    council = keeper.snapshot().bodies["body:council"]
    changed = Changes(
        organizations=(Organization(id=clinic.id, name="Other"),),
        bodies=(Body(id=council.id, name="Other", part_of="lip:two", kind=BodyKind.OTHER),),
        partnerships=(Partnership(id="lip:one", name="Other"),),
        attendance=(
            Attendance(
                organization="org:clinic", meeting="meet:1", status=AttendanceStatus.PRESENT
            ),
        ),
    )
    _, item = keeper.edit(lambda _: changed, "")
    assert read_everything(keeper.store) != before
    undo(keeper, item)
    assert read_everything(keeper.store) == before


def test_an_edit_that_is_refused_is_not_kept(keeper: Keeper) -> None:
    lost = Membership(id="seat:x~y", organization="org:nobody", body="body:council")
    with pytest.raises(journal.RefusedChanges):
        keeper.edit(lambda _: Changes(memberships=(lost,)), "Secretariat")
    assert edits.count(keeper.store) == 0
    assert keeper.edit(lambda _: None, "Secretariat")[1] == ""
    with pytest.raises(NotFound):
        edits.read(keeper.store, "edit:2")


def test_room_is_made_before_what_comes_is_checked(keeper: Keeper) -> None:
    # The two terms overlap: only where the first one goes, the second one may come.
    held = keeper.snapshot().seat_of["seat:school~table"]
    other = replace(held, id="seat:school~table~2020", since="2020")
    rewrite = Rewrite(Changes(memberships=(other,)), {"memberships": (held.id,)})
    after, item = keeper.edit(lambda _: rewrite, "")
    assert [seat.id for seat in after.seats_of_organization["org:school"]] == [other.id]
    undo(keeper, item)
    assert keeper.snapshot().seats_of_organization["org:school"] == (held,)


def test_an_order_that_means_nothing_is_no_change(keeper: Keeper) -> None:
    keeper.edit(lambda _: NEW, "")
    read = read_snapshot(keeper.store)
    # The graph gives the sectors behind the primary one in an order of its own.
    assert read.organizations["org:new"].sectors != NEW.organizations[0].sectors
    assert parts_of(read, Rewrite(NEW)) == ()


@pytest.mark.parametrize("text", ["", "[]x", '[{"kind":"persons","before":null,"after":null}]x'])
def test_an_edit_that_somebody_else_wrote_is_told(keeper: Keeper, text: str) -> None:
    def write(tx: Any) -> None:
        tx.rows(
            "keep_edit", id="edit:9", revision=9, at="", author="", about=[], undoes="", text=text
        )

    keeper.store.write_unseen(write)
    [found] = edits.newest(keeper.store)
    assert (found.is_readable, found.parts) == (False, ())
    assert not undoing.can_be_undone(found)
