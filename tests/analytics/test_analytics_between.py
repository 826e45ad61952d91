"""Who bridges two sectors, worked by hand and by going through every pair."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.analytics import between_pairs
from graphsvc.analytics.between_sectors import BetweenAnswer, between, seconds_of_between
from graphsvc.analytics.scope import WHOLE, Exclusion, Scope
from graphsvc.analytics.views import one_mode, two_mode
from graphsvc.errors import InvalidInput
from graphsvc.language import language
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from tests.recommend.small_networks import DAY, network, organization, tables, unhurried

HEALTH, SETTLEMENT, FAITH = Sector.HEALTH, Sector.SETTLEMENT, Sector.FAITH
EVERYTHING = Scope(WHOLE, DAY)
PEOPLE = [
    *(organization(name, HEALTH) for name in "abc"),
    *(organization(name, SETTLEMENT) for name in "pq"),
    organization("x", FAITH),
]


def asked(snapshot: Snapshot, scope: Scope = EVERYTHING) -> BetweenAnswer:
    return between(snapshot, scope, "health", "settlement")


def seated(members: dict[str, str]) -> Snapshot:
    """Seat people of the list above; who is not on it has no sector."""
    named = set(" ".join(members.values()).split())
    known = [each for each in PEOPLE if each.id.removeprefix("org:") in named]
    return network(members, organizations=known)


def numbers(answer: BetweenAnswer) -> tuple[int, ...]:
    return (answer.pairs, answer.meeting, answer.joined, answer.apart)


# Health is a and b, settlement p and q; lines are tables of two, and p, x and b share one:
#
#     a --- p       a-p and b-p meet.
#     |   / |       a-q: only x meets both.
#     x --- b       b-q: x meets both, and so does y.
#     |     |
#     q --- y
BY_HAND = {
    "one/1": "a p", "one/2": "a x", "one/3": "p x b", "one/4": "x q", "one/5": "y b",
    "two/6": "y q",
}  # fmt: skip


def test_a_small_network_by_hand() -> None:
    answer = asked(seated(BY_HAND))
    assert numbers(answer) == (4, 2, 2, 0)
    assert (answer.organizations_first, answer.organizations_second) == (2, 2)
    x, y = answer.rows
    assert (x.organization, x.sector, x.rank, x.pairs, x.alone) == ("org:x", FAITH, 1, 2, 1)
    assert (x.met_first, x.met_second, x.example) == (2, 2, ("org:a", "org:q"))
    assert (y.organization, y.sector, y.rank, y.pairs, y.alone) == ("org:y", None, 2, 1, 0)
    assert (y.met_first, y.met_second, y.example) == (1, 1, None)
    assert (x.partnerships, y.partnerships) == (("lip:one",), ("lip:one", "lip:two"))
    assert str(answer.sentence) == (
        "X joins 2 pairs of health and settlement that share no table, 1 of them alone."
    )
    told = answer.provenance
    assert (told.revision, told.method, told.evidence.bodies) == (7, "between", 6)
    assert told.parameters == {"view": "one_mode", "first": "health", "second": "settlement"}


def test_the_other_way_round_it_is_the_same() -> None:
    snapshot = seated(BY_HAND)
    turned = between(snapshot, EVERYTHING, "settlement", "health")
    assert numbers(turned) == numbers(asked(snapshot))
    assert [(row.organization, row.pairs, row.alone) for row in turned.rows] == [
        ("org:x", 2, 1),
        ("org:y", 1, 0),
    ]
    assert turned.rows[0].example == ("org:q", "org:a")


def test_one_of_the_two_sectors_can_join_too_and_is_no_end_of_its_own_pairs() -> None:
    answer = asked(seated({"one/1": "a b", "one/2": "b q"}))
    (row,) = answer.rows
    assert (row.organization, row.sector, row.pairs, row.alone) == ("org:b", HEALTH, 1, 1)
    assert (row.met_first, row.met_second) == (1, 1)
    assert numbers(answer) == (2, 1, 1, 0)
    assert str(answer.sentence) == (
        "B joins 1 pair of health and settlement that shares no table, and nobody else does."
    )
    french = language("fr").render(answer.sentence)
    assert french.startswith("B relie 1 paire")


def test_equals_share_a_rank_and_stand_by_name() -> None:
    answer = asked(seated({"one/1": "a y", "one/2": "y q", "one/3": "a x", "one/4": "x q"}))
    assert [(row.organization, row.rank) for row in answer.rows] == [("org:x", 1), ("org:y", 1)]
    assert [(row.pairs, row.alone) for row in answer.rows] == [(1, 0), (1, 0)]
    assert str(answer.sentence) == (
        "X and Y each join 1 pair of health and settlement that shares no table."
    )


@pytest.mark.parametrize(
    ("members", "counts", "sentence"),
    [
        ({}, (0, 0, 0, 0), "Nobody from the sectors health and settlement has a seat here."),
        ({"one/1": "a b x"}, (0, 0, 0, 0), "Nobody from the sector settlement has a seat here."),
        ({"one/1": "p"}, (0, 0, 0, 0), "Nobody from the sector health has a seat here."),
        (
            {"one/1": "a b x", "one/2": "q"},
            (2, 0, 0, 2),
            (
                "No organization joins health and settlement here: nobody shares a table with two "
                "that do not meet."
            ),
        ),
        (
            {"one/1": "a b q x"},
            (2, 2, 0, 0),
            "There is nothing to join: all of health share a table with all of settlement here.",
        ),
    ],
    ids=["nobody", "one sector", "the other sector", "apart", "all meet"],
)
def test_where_nobody_joins_it_says_why(
    members: dict[str, str], counts: tuple[int, ...], sentence: str
) -> None:
    answer = asked(seated(members))
    assert answer.rows == ()
    assert numbers(answer) == counts
    assert str(answer.sentence) == sentence


def test_who_has_no_seat_is_no_end_of_a_pair() -> None:
    snapshot = network(
        {"one/1": "a x", "one/2": "x q"}, organizations=[*PEOPLE, organization("idle", HEALTH)]
    )
    answer = asked(snapshot)
    assert (answer.organizations_first, answer.organizations_second) == (1, 1)
    assert numbers(answer) == (1, 0, 1, 0)


def test_a_part_of_the_network_and_whom_to_leave_out_are_kept_to() -> None:
    snapshot = network(BY_HAND, organizations=PEOPLE, hosts={"x": "one"})
    assert [row.organization for row in asked(snapshot, Scope("lip:one", DAY)).rows] == ["org:x"]
    without = asked(snapshot, Scope(WHOLE, DAY, frozenset({Exclusion.HOST})))
    assert [(row.organization, row.pairs, row.alone) for row in without.rows] == [("org:y", 1, 1)]
    assert without.provenance.left_out == ("org:x",)
    assert numbers(without) == (4, 2, 1, 1)


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [("health", "health", "second"), ("sports", "health", "first"), ("health", "", "second")],
)
def test_two_sectors_that_are_there_have_to_be_chosen(first: str, second: str, field: str) -> None:
    with pytest.raises(InvalidInput) as error:
        between(seated(BY_HAND), EVERYTHING, first, second)
    (fault,) = error.value.faults
    assert fault.place.field == field
    assert fault.remedy is not None


_SECTORS = st.lists(st.sampled_from([HEALTH, SETTLEMENT, FAITH, None]), min_size=9, max_size=9)


@unhurried
@given(tables(), _SECTORS, st.sampled_from([1, 2, 1_000]))
def test_all_at_once_are_what_going_through_every_pair_finds(
    members: dict[str, str], sectors: list[Sector | None], at_once: int
) -> None:
    people = [organization(f"o{place}", sector) for place, sector in enumerate(sectors)]
    snapshot = network(members, organizations=people)
    graph = two_mode(snapshot, EVERYTHING)
    ties = one_mode(graph)
    sides = {
        sector: [item for item in ties if graph[item] and ties.nodes[item]["sector"] == sector]
        for sector in (HEALTH, SETTLEMENT)
    }
    pairs, alone, meeting, joined = Counter[str](), Counter[str](), 0, 0
    examples: dict[str, tuple[str, str]] = {}
    for one, other in product(sides[HEALTH], sides[SETTLEMENT]):
        joining = sorted(set(ties[one]) & set(ties[other]))
        if other in ties[one]:
            meeting += 1
        elif joining:
            joined += 1
            pairs.update(joining)
            if len(joining) == 1:
                alone[joining[0]] += 1
                examples.setdefault(joining[0], (one, other))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(between_pairs, "_PAIRS_AT_ONCE", at_once)
        answer = asked(snapshot)
    assert {row.organization: row.pairs for row in answer.rows} == pairs
    assert {row.organization: row.alone for row in answer.rows if row.alone} == alone
    assert {row.organization: row.example for row in answer.rows if row.example} == examples
    for row in answer.rows:
        met = set(ties[row.organization])
        assert row.met_first == len(met & set(sides[HEALTH]))
        assert row.met_second == len(met & set(sides[SETTLEMENT]))
    count = len(sides[HEALTH]) * len(sides[SETTLEMENT])
    assert numbers(answer) == (count, meeting, joined, count - meeting - joined)
    ranked = [(row.pairs, row.alone) for row in answer.rows]
    assert ranked == sorted(ranked, reverse=True)
    assert [row.rank for row in answer.rows] == [1 + ranked.index(each) for each in ranked]


def test_how_long_it_takes_grows_with_who_is_met() -> None:
    small, large = seated({"one/1": "a q"}), seated(BY_HAND)
    assert 0 < seconds_of_between(small, EVERYTHING) < seconds_of_between(large, EVERYTHING) < 1
    assert seconds_of_between(network({}), EVERYTHING) > 0
