"""What was said of suggestions is respected, and checked before it is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.analytics.engagement import sectors
from graphsvc.dates import today
from graphsvc.model.check import Known, check
from graphsvc.model.entities import Changes, Feedback, Partnership, Place
from graphsvc.model.ids import LONGEST, is_id, of_feedback
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import Verdict
from graphsvc.recommend import invitations, partners
from tests.recommend.small_networks import DAY, network, organization, tables, unhurried

TABLES = {"one/a": "x c", "one/b": "c p q", "two/d": "r"}


def said(asker: str, candidate: str, verdict: Verdict, **fields: str) -> Feedback:
    plain = {"date": DAY, "author": "Secretariat", **fields}
    return Feedback(
        id=of_feedback(asker, candidate),
        asker=asker,
        candidate=candidate,
        verdict=verdict,
        **plain,
    )


def names(snapshot: Snapshot, asker: str = "org:x") -> list[str]:
    found = partners(snapshot, asker, DAY, purpose="likely").suggestions
    return [each.organization for each in found]


@pytest.mark.parametrize("verdict", [Verdict.DECLINED, Verdict.TRIED])
def test_what_was_declined_or_tried_is_not_suggested_again(verdict: Verdict) -> None:
    assert names(network(TABLES)) == ["org:p", "org:q"]
    snapshot = network(TABLES, feedback=[said("org:x", "org:p", verdict)])
    answer = partners(snapshot, "org:x", DAY, purpose="likely")
    assert [each.organization for each in answer.suggestions] == ["org:q"]
    assert answer.set_aside == ("org:p",)
    assert str(answer.notes[0]) == "1 is not suggested again: declined or tried already."
    # It was said for x, not for the body x sits on, nor for anybody else.
    asked = invitations(snapshot, "body:one-a", DAY, purpose="likely").suggestions
    assert [each.organization for each in asked] == ["org:p", "org:q"]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_partnership_is_not_told_again_whom_it_could_ask(verdict: Verdict) -> None:
    # Half of the seats of two speak for health, none of one; p and q serve its town.
    members = [organization(name, Sector.HEALTH) for name in ("p", "q", "r", "s")]
    snapshot = network(
        {"one/a": "a b c d", "two/a": "e f r s"},
        organizations=[*(organization(name, Sector.FAITH) for name in "abcdef"), *members],
        partnerships=[Partnership(id="lip:one", name="One", covers=("place:town",))],
        places=[Place(id="place:town", name="Town")],
        serves={"p": "town", "q": "town"},
        feedback=[
            said("lip:one", "org:p", verdict),
            # Said for others than the partnership.
            said("body:one-a", "org:q", Verdict.DECLINED),
            said("lip:two", "org:q", Verdict.DECLINED),
        ],
    )
    answer = sectors(snapshot, "lip:one", DAY)
    health = next(row for row in answer.rows if row.sector is Sector.HEALTH)
    could = [each.organization for each in health.could_be_asked]
    gone = verdict in (Verdict.DECLINED, Verdict.TRIED)
    assert could == (["org:q"] if gone else ["org:p", "org:q"])
    assert health.could_be_asked_in_all == len(could)
    assert answer.set_aside == (("org:p",) if gone else ())
    told = "1 is not suggested again: declined or tried already."
    assert [str(note) for note in answer.notes].count(told) == gone
    # The same as what is suggested to it.
    invited = invitations(snapshot, "lip:one", DAY, purpose="gap")
    assert [each.organization for each in invited.suggestions] == could
    assert invited.set_aside == answer.set_aside


def test_what_was_accepted_is_shown_as_such() -> None:
    snapshot = network(TABLES, feedback=[said("org:x", "org:q", Verdict.ACCEPTED)])
    answer = partners(snapshot, "org:x", DAY, purpose="likely")
    assert {each.organization: each.feedback for each in answer.suggestions} == {
        "org:p": None,
        "org:q": Verdict.ACCEPTED,
    }
    assert answer.set_aside == ()


def test_what_was_taken_back_is_as_if_never_said() -> None:
    declined = said("org:x", "org:p", Verdict.DECLINED)
    snapshot = network(TABLES, feedback=[declined])
    undone = snapshot.merged(
        Changes(feedback=(replace(declined, verdict=Verdict.TAKEN_BACK),)), snapshot.revision
    )
    assert names(undone) == names(network(TABLES))
    assert len(undone.feedback) == 1


@unhurried
@given(tables(), st.data())
def test_nobody_who_was_declined_or_tried_is_ever_returned(
    members: dict[str, str], data: st.DataObject
) -> None:
    plain = network(members)
    items = list(plain.organizations)
    if len(items) < 2:
        return
    pairs = st.tuples(st.sampled_from([*items, *plain.bodies]), st.sampled_from(items))
    drawn = data.draw(st.lists(pairs.filter(lambda pair: pair[0] != pair[1]), unique=True))
    words = [said(*pair, data.draw(st.sampled_from(Verdict))) for pair in drawn]
    snapshot = network(members, feedback=words)
    for asker in {word.asker for word in words}:
        ask = partners if asker in snapshot.organizations else invitations
        answer = ask(snapshot, asker, DAY)
        gone = {
            word.candidate
            for word in words
            if word.asker == asker and word.verdict in (Verdict.DECLINED, Verdict.TRIED)
        }
        assert set(answer.set_aside) == gone
        assert gone.isdisjoint(each.organization for each in answer.suggestions)
        assert answer == ask(snapshot, asker, DAY)


KNOWN = Known(
    ids={
        "organizations": frozenset({"org:x", "org:p"}),
        "bodies": frozenset({"body:a"}),
        "partnerships": frozenset({"lip:one"}),
    }
)


def faults(record: Feedback) -> list[str]:
    return [fault.field for fault in check(Changes(feedback=(record,)), KNOWN)]


@pytest.mark.parametrize(
    ("asker", "candidate"),
    [("org:x", "org:p"), ("body:a", "org:p"), ("lip:one", "org:p"), ("org:x", "body:a")],
)
def test_what_can_be_said(asker: str, candidate: str) -> None:
    assert faults(said(asker, candidate, Verdict.TRIED)) == []


@pytest.mark.parametrize(
    ("asker", "candidate", "field"),
    [
        ("org:x", "org:x", "candidate"),
        ("lip:one", "body:a", "candidate"),
        ("org:nobody", "org:p", "asker"),
        ("org:x", "lip:one", "candidate"),
    ],
)
def test_what_cannot_be_said(asker: str, candidate: str, field: str) -> None:
    assert faults(said(asker, candidate, Verdict.TRIED)) == [field]


@pytest.mark.parametrize(
    "author",
    [
        "a.person@example.org",
        "Secretariat 416-555-0199",
        "Secretariat, (416) 555 0199",
        "+1 416.555.0199",
        "call 555-0199",
        "",
        " ",
        "x" * 81,
        "two\nlines",
    ],
)
def test_an_author_is_no_person(author: str) -> None:
    assert faults(said("org:x", "org:p", Verdict.DECLINED, author=author)) == ["author"]


@pytest.mark.parametrize(
    "author", ["Secretariat", "Conseil 2024-2025", "Comité d’accueil", "Region 7", "x" * 80]
)
def test_an_organization_or_role_is_an_author(author: str) -> None:
    assert faults(said("org:x", "org:p", Verdict.DECLINED, author=author)) == []


def test_a_date_that_does_not_exist_and_another_id_are_told_together() -> None:
    wrong = replace(said("org:x", "org:p", Verdict.DECLINED, date="2026-02-30"), id="said:other")
    assert sorted(faults(wrong)) == ["date", "id"]


def test_what_is_said_in_the_future_is_refused_and_today_is_not() -> None:
    tomorrow = date.fromisoformat(today()) + timedelta(days=1)
    later = said("org:x", "org:p", Verdict.DECLINED, date=tomorrow.isoformat())
    assert faults(later) == ["date"]
    assert faults(said("org:x", "org:p", Verdict.DECLINED, date=today())) == []


def test_ids_tell_kinds_apart_and_fit() -> None:
    assert of_feedback("org:a", "org:b") != of_feedback("body:a", "org:b")
    long = of_feedback("org:" + "a" * 196, "org:" + "b" * 196)
    assert is_id(long, "said")
    assert len(long) <= LONGEST
    assert long != of_feedback("org:" + "a" * 196, "org:" + "b" * 195)
