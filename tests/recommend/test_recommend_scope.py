"""Who next, inside a scope: candidates from a part of the graph, by hand."""

from __future__ import annotations

import pytest

from graphsvc.analytics.scope import Exclusion
from graphsvc.errors import NotFound
from graphsvc.model.entities import Partnership, Place
from graphsvc.recommend import (
    FeatureName,
    RecommendationsAnswer,
    TablesAnswer,
    invitations,
    partners,
    tables,
)
from tests.recommend.small_networks import DAY, network

# x meets c and d; p meets both, q meets c; r and s are far from everybody.
SNAPSHOT = network(
    {
        "one/council": "x c d",
        "two/council": "c p",
        "two/table": "d p",
        "three/council": "c q",
        "far/council": "r s",
    },
    partnerships=[
        Partnership(id="lip:one", name="One", covers=("place:town",)),
        Partnership(id="lip:far", name="Far", covers=("place:bay",)),
    ],
    places=[Place(id="place:town", name="Town"), Place(id="place:bay", name="Bay")],
    hosts={"d": "one"},
)


def suggested(answer: RecommendationsAnswer) -> list[str]:
    return [each.organization for each in answer.suggestions]


def joined(answer: TablesAnswer) -> list[str]:
    return [each.body for each in answer.suggestions]


def common_ground(answer: RecommendationsAnswer, item: str) -> float | None:
    chosen = next(each for each in answer.suggestions if each.organization == item)
    return next(f.value for f in chosen.features if f.feature is FeatureName.COMMON_GROUND)


def test_partners_are_those_who_sit_inside_the_scope() -> None:
    everywhere = partners(SNAPSHOT, "org:x", DAY, purpose="likely")
    assert suggested(everywhere) == ["org:p", "org:q"]
    # c meets x, d, p and q, and d meets x, c and p: p has 1/4 + 1/3 in common with x, q 1/4.
    assert common_ground(everywhere, "org:q") == pytest.approx((1 / 4) / (7 / 12))
    three = partners(SNAPSHOT, "org:x", DAY, purpose="likely", scope="lip:three")
    assert suggested(three) == ["org:q"]
    # The largest of any candidate: now its own.
    assert common_ground(three, "org:q") == 1
    assert three.considered == 1
    assert str(three.sentence) == "1 suggestion for X, out of 1 organization inside LIP three."
    assert (three.provenance.scope.of, everywhere.provenance.scope.of) == ("lip:three", "all")
    assert str(three.notes[0]).startswith("Looked for inside LIP three alone, near or not;")
    assert len(everywhere.notes) == len(three.notes) - 1
    for scope, found in (
        ("body:two-table", ["org:p"]),
        # c sits in one, two and three; in one there is nobody that x does not sit with.
        ("org:c", ["org:p", "org:q"]),
        ("lip:one", []),
    ):
        assert suggested(partners(SNAPSHOT, "org:x", DAY, purpose="likely", scope=scope)) == found
    by_name = partners(SNAPSHOT, "org:x", DAY, purpose="likely", scope="org:c")
    assert "2 organizations inside the partnerships of C." in str(by_name.sentence)


def test_a_scope_may_be_far_away() -> None:
    around = partners(SNAPSHOT, "org:x", DAY, purpose="bridging")
    assert not {"org:r", "org:s"} & set(suggested(around))
    far = partners(SNAPSHOT, "org:x", DAY, purpose="bridging", scope="lip:far")
    # Each opens the other to x, which nobody does today: equal, and in order of id.
    assert [(each.organization, each.rank) for each in far.suggestions] == [
        ("org:r", 1),
        ("org:s", 1),
    ]
    assert joined(tables(SNAPSHOT, "org:x", DAY, purpose="bridging", scope="lip:far")) == [
        "body:far-council"
    ]
    assert "body:far-council" not in joined(tables(SNAPSHOT, "org:x", DAY, purpose="bridging"))


def test_who_is_invited_and_which_tables_are_inside_the_scope() -> None:
    invited = invitations(SNAPSHOT, "lip:one", DAY, purpose="likely", scope="lip:three")
    assert suggested(invited) == ["org:q"]
    assert suggested(invitations(SNAPSHOT, "lip:one", DAY, purpose="likely")) == ["org:p", "org:q"]
    everywhere = tables(SNAPSHOT, "org:x", DAY, purpose="likely")
    assert set(joined(everywhere)) == {"body:two-council", "body:two-table", "body:three-council"}
    three = tables(SNAPSHOT, "org:x", DAY, purpose="likely", scope="lip:three")
    assert (joined(three), three.considered) == (["body:three-council"], 1)
    assert str(three.sentence) == "1 table for X to join, out of 1 table inside LIP three."
    assert three.provenance.scope.of == "lip:three"


def test_whoever_is_left_out_is_left_out_of_the_ways_too() -> None:
    # Without the host d, p is met by way of c alone. The host is not of the scope: it is said.
    answer = partners(
        SNAPSHOT,
        "org:x",
        DAY,
        purpose="likely",
        scope="lip:two",
        exclude={Exclusion.HOST},
    )
    assert suggested(answer) == ["org:p"]
    assert answer.provenance.left_out == ("org:d",)
    found = answer.suggestions[0].features
    # c meets x, p and q.
    assert [f.raw for f in found if f.feature is FeatureName.COMMON_GROUND] == [
        pytest.approx(1 / 3)
    ]


def test_an_empty_scope_says_so_and_an_unknown_one_is_an_error() -> None:
    own = partners(SNAPSHOT, "org:x", DAY, scope="lip:one")
    assert own.considered == 0
    assert str(own.sentence) == (
        "Inside One there is nothing to suggest to X that it is not tied to."
    )
    none = tables(SNAPSHOT, "org:x", DAY, scope="body:one-council")
    assert str(none.sentence) == (
        "Inside council of one there is nothing to suggest to X that it is not tied to."
    )
    for ask, item in ((partners, "org:x"), (tables, "org:x"), (invitations, "lip:one")):
        with pytest.raises(NotFound, match="lip:nowhere"):
            ask(SNAPSHOT, item, DAY, scope="lip:nowhere")
