"""Edits as values: written and read back, tagged, told in words, and what hangs on what."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from graphsvc.language import LANGUAGES, language
from graphsvc.model import undoing
from graphsvc.model.edit_words import FIELDS, Names, sentence, value_of
from graphsvc.model.edits import (
    KEPT,
    Edit,
    Part,
    Rewrite,
    about,
    changed_fields,
    from_plain,
    parts_of,
    read,
    tag_of,
    to_plain,
    written,
)
from graphsvc.model.entities import Attendance, Changes, Organization
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import AttendanceStatus, Role
from tests.toy import EVERYTHING

SNAPSHOT = Snapshot.of(EVERYTHING, revision=1)
RECORDS = [(kind, record) for kind in KEPT for record in getattr(EVERYTHING, kind)]


def edit(*parts: Part, **more: Any) -> Edit:
    return Edit(id="edit:2", revision=2, at="2026-05-04T14:00:00+00:00", parts=parts, **more)


@pytest.mark.parametrize(("kind", "record"), RECORDS)
def test_a_record_is_written_and_read_back(kind: str, record: Any) -> None:
    assert from_plain(kind, to_plain(record)) == record
    for parts in ((Part(kind, None, record),), (Part(kind, record, None),)):
        assert read(written(parts)) == parts


@pytest.mark.parametrize(("kind", "record"), RECORDS)
def test_a_tag_tells_every_other_state_of_a_record(kind: str, record: Any) -> None:
    tags = {tag_of(record)}
    for each in fields(record):
        value = getattr(record, each.name)
        others = {str: "another", int: 77, bool: not value, tuple: ("another",)}
        other = others.get(type(value), "another")
        tags.add(tag_of(replace(record, **{each.name: other})))
    assert len(tags) == len(fields(record)) + 1


def test_everything_but_confidence_and_feedback_is_kept() -> None:
    left_out = {each.name for each in fields(Changes)} - KEPT.keys()
    assert left_out == {"collaborations", "feedback"}


def test_an_order_of_sectors_behind_the_first_means_nothing() -> None:
    def of(*sectors: Sector) -> str:
        return tag_of(Organization(id="org:x", name="X", sectors=sectors))

    health, school, faith = Sector.HEALTH, Sector.SCHOOL, Sector.FAITH
    assert of(health, school, faith) == of(health, faith, school)
    assert of(health, school) != of(school, health)


def test_what_an_edit_is_about_reaches_up_to_the_partnership() -> None:
    attended = Attendance(
        organization="org:clinic", meeting="meet:1", status=AttendanceStatus.PRESENT
    )
    found = about(SNAPSHOT, [Part("attendance", None, attended)])
    assert set(found) == {"org:clinic", "meet:1", "body:council", "lip:one"}
    source = EVERYTHING.sources[0]
    assert about(SNAPSHOT, [Part("sources", None, source)]) == ()


def test_parts_are_what_differs() -> None:
    seat = SNAPSHOT.seat_of["seat:school~table"]
    changes = Changes(memberships=(replace(seat, role=Role.CHAIR),), sources=EVERYTHING.sources)
    gone = {"attendance": (("org:clinic", "meet:1"), ("org:nobody", "meet:1"))}
    parts = parts_of(SNAPSHOT, Rewrite(changes, gone))
    assert [(part.kind, part.key, part.after is None) for part in parts] == [
        ("memberships", "seat:school~table", False),
        ("attendance", ("org:clinic", "meet:1"), True),
    ]
    assert list(changed_fields(parts[0].before, parts[0].after)) == [("role", "member", "chair")]


@pytest.mark.parametrize(
    ("kind", "item", "hangs"),
    [
        # Worked out by hand from the toy graph: what hangs on each, if it had just been created.
        ("organizations", "org:desk", {"tie:desk~hamlet~serves", "tie:desk~hamlet~located_in"}),
        ("bodies", "body:table", {"seat:school~table", "said:body.table~org.clinic"}),
        ("meetings", "meet:1", {"meet:1"}),
        ("partnerships", "lip:two", {"tie:two~one~succeeded_by"}),
    ],
)
def test_what_hangs_on_a_record_is_found(kind: str, item: str, hangs: set[str]) -> None:
    record = next(each for each in getattr(EVERYTHING, kind) if each.id == item)
    assert set(undoing.hanging(SNAPSHOT, edit(Part(kind, None, record)))) == hangs
    # Nothing hangs on a record that was there before and is only put back.
    assert undoing.hanging(SNAPSHOT, edit(Part(kind, record, record))) == ()


def test_a_source_goes_with_its_edit_unless_something_names_it() -> None:
    named, bare = EVERYTHING.sources
    undone = undoing.inverse(
        SNAPSHOT, edit(Part("sources", None, named), Part("sources", None, bare))
    )
    assert undone.removed == {"sources": ("src:bare",)}


def test_a_source_that_was_changed_since_stays_as_it_is() -> None:
    now = EVERYTHING.sources[0]
    older, other = replace(now, title="Older"), replace(now, title="Other")
    back = undoing.inverse(SNAPSHOT, edit(Part("sources", older, now)))
    assert back.changes.sources == (older,)
    late = undoing.inverse(SNAPSHOT, edit(Part("sources", older, other)))
    assert late.changes.sources == ()


def test_what_cannot_be_taken_out_again_is_told() -> None:
    place = EVERYTHING.places[0]
    assert not undoing.can_be_undone(edit(Part("places", None, place)))
    assert undoing.can_be_undone(edit(Part("places", place, replace(place, name="Other"))))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(("kind", "record"), RECORDS)
def test_each_edit_has_a_sentence_and_each_value_words(kind: str, record: Any, code: str) -> None:
    reader = language(code)
    for part in (Part(kind, None, record), Part(kind, record, None)):
        for each in (edit(part), edit(part, undoes="edit:1")):
            said = reader.render(sentence(SNAPSHOT, each))
            assert said.endswith(".")
            assert "{" not in said
    names = Names(SNAPSHOT)
    for field, _, new in changed_fields(None, record):
        word = value_of(names, kind, field, new)
        assert word
        if kind in {"organizations", "bodies", "memberships", "partnerships", "meetings"}:
            assert field in FIELDS
