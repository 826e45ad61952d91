"""Among those an organization sits with, those it reports to work with are suggested no more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.model.entities import Changes, Collaboration
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import CollaborationKind
from graphsvc.recommend import PurposeName, RecommendationsAnswer, Sense, partners
from tests.analytics.test_analytics_declared import said
from tests.recommend.small_networks import DAY, network, unhurried

# x sits with v, w, y and z; p and q share a contact with it.
SEATED = network({"one/a": "v w x y z", "one/b": "p q v"})
MATES = ["org:v", "org:w", "org:y", "org:z"]


def reporting(*reports: Collaboration) -> Snapshot:
    return SEATED.merged(Changes(collaborations=reports), SEATED.revision)


def asked(
    snapshot: Snapshot, day: str = DAY, sense: str = Sense.ACQUAINTANCES
) -> RecommendationsAnswer:
    answer = partners(snapshot, "org:x", day, purpose=PurposeName.LIKELY, sense=sense)
    return replace(answer, provenance=replace(answer.provenance, seconds=0.0))


def suggested(snapshot: Snapshot, day: str = DAY, sense: str = Sense.ACQUAINTANCES) -> list[str]:
    return sorted(each.organization for each in asked(snapshot, day, sense).suggestions)


def test_who_it_reports_to_work_with_is_no_acquaintance_to_suggest() -> None:
    assert suggested(SEATED) == MATES
    snapshot = reporting(said("x", "y"), said("x", "v", kind=CollaborationKind.ADVOCACY, level=1))
    assert suggested(snapshot) == ["org:w", "org:z"]
    answer = asked(snapshot)
    assert answer.considered == 2
    assert str(answer.sentence) == "2 suggestions for X, out of 2 organizations around."
    # That nothing is done together is no collaboration.
    assert suggested(reporting(said("x", "y", level=0))) == MATES


def test_where_it_works_with_everybody_it_sits_with_nobody_is_left() -> None:
    answer = asked(reporting(*(said("x", name) for name in "vwyz")))
    assert answer.suggestions == ()
    assert str(answer.sentence) == "X shares no table with anybody it does not work with already."


@pytest.mark.parametrize(
    ("day", "without"),
    [
        ("2017-12-31", []),
        ("2018-01-01", ["org:y"]),
        ("2019-05-31", ["org:y"]),
        ("2019-06-01", []),
        ("2025-03-01", ["org:z"]),
    ],
)
def test_the_last_wave_before_the_day_holds(day: str, without: list[str]) -> None:
    snapshot = reporting(
        said("x", "y", wave="2018"),
        said("x", "y", wave="2019-06", level=0),
        said("x", "z", wave="2025-03"),
    )
    assert suggested(snapshot, day) == [item for item in MATES if item not in without]


def test_a_kind_that_was_given_up_does_not_end_another() -> None:
    snapshot = reporting(
        said("x", "y", wave="2018"),
        said("x", "y", wave="2019", level=0, kind=CollaborationKind.ADVOCACY),
    )
    assert "org:y" not in suggested(snapshot)


def test_strangers_are_told_by_seats_alone() -> None:
    assert suggested(SEATED, sense=Sense.STRANGERS) == ["org:p", "org:q"]
    reported = reporting(said("x", "p"), said("x", "y"))
    assert suggested(reported, sense=Sense.STRANGERS) == ["org:p", "org:q"]


_REPORTS = st.builds(
    said,
    st.sampled_from("pqvwyz"),
    st.sampled_from("vwxyz"),
    st.sampled_from(CollaborationKind),
    st.integers(0, 5),
    st.sampled_from([None, "2018", "2024"]),
)


@unhurried
@given(st.lists(_REPORTS, max_size=12))
def test_what_others_report_in_confidence_cannot_be_read_off(others: list[Collaboration]) -> None:
    # Whatever the others say of it or of each other, the answer is the same to the last letter,
    # but for how many of all organizations have answered, which is told everywhere.
    own = (said("x", "y"), said("x", "z", level=0))
    answer, alone = asked(reporting(*own, *others)), asked(reporting(*own))
    answered = {each.organization for each in (*own, *others) if each.organization != each.other}
    counted = replace(
        alone.provenance.evidence, reporting=len(answered), response_rate=len(answered) / 7
    )
    told = replace(alone, provenance=replace(alone.provenance, evidence=counted))
    assert answer == told


def test_neither_the_level_nor_the_kind_nor_a_list_of_them_is_told() -> None:
    told = asked(reporting(said("x", "y", level=1)))
    assert asked(reporting(said("x", "y", level=5, kind=CollaborationKind.ADVOCACY))) == told
    assert "org:y" not in repr(told.provenance)
    assert "org:y" not in told.set_aside
