"""The criteria against the measures they stand for, and what missing memberships do to a rank."""

from __future__ import annotations

import math
from collections import Counter

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from graphsvc.analytics import stability as lot
from graphsvc.analytics.bridging import bridging, role_of
from graphsvc.analytics.bridging_criteria import Criterion, Grouping, Measured, scores
from graphsvc.analytics.brokerage import BrokerRole, brokerage
from graphsvc.analytics.groups import participation
from graphsvc.analytics.links import partnerships_joined
from graphsvc.analytics.paths import bridgeness
from graphsvc.analytics.ranks import places
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.seats import Seats
from graphsvc.analytics.stability import Stability, stability
from graphsvc.analytics.structural_holes import constraint_two_mode
from graphsvc.analytics.two_mode import betweenness_normalized
from graphsvc.analytics.views import one_mode, two_mode
from graphsvc.errors import InvalidInput
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from tests.recommend.small_networks import DAY, network, organization, tables, unhurried

WHOLE = Scope("all", DAY)
# x alone joins two tables of three.
TWO_TABLES = network({"one/a": "a1 a2 x", "one/b": "b1 b2 x"})


def seats_of(snapshot: Snapshot) -> tuple[nx.Graph[str], Seats]:
    graph = two_mode(snapshot, WHOLE)
    return graph, Seats.of(graph, partnerships_joined(snapshot, WHOLE, graph))


def same(column: np.ndarray[tuple[int], np.dtype[np.float64]], values: list[float | None]) -> None:
    found = [None if math.isnan(value) else value for value in column.tolist()]
    assert [value is None for value in found] == [value is None for value in values]
    known = [value for value in values if value is not None]
    assert [value for value in found if value is not None] == pytest.approx(known)


@unhurried
@given(tables())
def test_the_criteria_are_the_measures_of_the_same_names(members: dict[str, str]) -> None:
    names = sorted({name for held in members.values() for name in held.split()})
    sectors = [Sector.HEALTH, Sector.HOUSING, Sector.SETTLEMENT]
    known = [organization(name, sectors[place % 3]) for place, name in enumerate(names)]
    graph, seats = seats_of(network(members, organizations=known))
    measured, one = Measured(seats), one_mode(graph)
    groups = {item: graph.nodes[item]["sector"] for item in seats.items}
    pairs = (len(seats.items) - 1) * (len(seats.items) - 2) / 2
    far = bridgeness(one)
    between, holes = betweenness_normalized(graph), constraint_two_mode(graph)
    spread = participation(one, groups)
    total = brokerage(one, groups).counts[BrokerRole.TOTAL]
    same(measured.betweenness, [between[item] for item in seats.items])
    same(
        measured.bridgeness,
        [(far[item] or 0.0) / pairs if pairs else None for item in seats.items],
    )
    same(measured.constraint, [holes[item] for item in seats.items])
    same(measured.sectors, [spread[item] for item in seats.items])
    same(measured.brokerage, [total[item] for item in seats.items])


def test_the_share_of_draws_is_that_of_the_six_memberships_one_of_which_is_left_out() -> None:
    # A tenth of six memberships is rounded up to one, so there are six draws, equally likely. The
    # first fifth of five organizations is the first one. Each of the six is ranked by itself here.
    _, seats = seats_of(TWO_TABLES)
    x = seats.items.index("org:x")
    ranks = []
    for gone in range(6):
        kept = np.arange(6) != gone
        found = scores(Measured(seats.without(kept)), tuple(Criterion), Grouping.SECTOR)[1]
        ranks.append(int(places(found)[x]))
    assert Counter(ranks)[1] == 4  # unless x itself loses a seat, it alone joins the tables
    found_by_lot = stability(Measured(seats), tuple(Criterion), Grouping.SECTOR, draws=1_000)[
        "org:x"
    ]
    assert found_by_lot.top == 1
    assert found_by_lot.in_top == pytest.approx(4 / 6, abs=0.05)
    assert (found_by_lot.lower, found_by_lot.upper) == (1, max(ranks))


def test_whose_ranks_cover_half_of_the_table_is_not_steady() -> None:
    wide = lot._summed_up(
        ["a", "b", "c", "d"],
        np.array([[1, 2, 3, 4], [3, 2, 1, 4]], dtype=np.int32),
        np.arange(4, dtype=np.int32),
    )
    assert [wide[item].steady for item in "abcd"] == [False, True, False, True]
    assert "cannot be relied on" in str(wide["a"].sentence)
    assert "stays number 2 of 4" in str(wide["b"].sentence)


def test_the_interval_holds_ninety_of_a_hundred_draws() -> None:
    # Ranks 1 to 100, each once: the fifth smallest and the fifth largest but one, by counting.
    ranks = np.arange(1, 101, dtype=np.int32).reshape(100, 1)
    (found,) = lot._summed_up(["a"], ranks, np.zeros(1, dtype=np.int32)).values()
    assert (found.lower, found.upper) == (5, 95)


def test_who_has_no_seat_is_none_of_those_ranked() -> None:
    # Five sit on the two tables; y and z on none, so "of 5" it is, and x the first of them.
    idle = [organization("y"), organization("z")]
    snapshot = network({"one/a": "a1 a2 x", "one/b": "b1 b2 x"}, organizations=idle)
    found = {row.organization: row for row in bridging(snapshot, WHOLE, draws=50).rows}
    alone = {row.organization: row for row in bridging(TWO_TABLES, WHOLE, draws=50).rows}
    assert len(found) == 7
    for item, row in found.items():
        assert (row.stability is None) == (row.load.bodies == 0)
        if row.stability is not None:
            assert row.stability.upper <= 5
            assert "of 5" in str(row.stability.sentence)
            assert row.stability.steady == alone[item].stability.steady  # type: ignore[union-attr]
    assert role_of(snapshot, WHOLE, "org:x", draws=0).of == 5


def test_the_same_seed_gives_the_same_answer_and_no_draws_give_none() -> None:
    first, second = (bridging(TWO_TABLES, WHOLE, draws=20, seed=7).rows for _ in range(2))
    other = bridging(TWO_TABLES, WHOLE, draws=20, seed=8).rows
    assert first == second
    assert first != other
    assert {row.stability for row in bridging(TWO_TABLES, WHOLE, draws=0).rows} == {None}
    with pytest.raises(InvalidInput) as refused:
        bridging(TWO_TABLES, WHOLE, draws=1_001)
    assert refused.value.faults[0].place.field == "draws"


def test_sampling_from_at_least_all_classes_is_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    _, seats = seats_of(TWO_TABLES)
    exact = stability(Measured(seats), tuple(Criterion), Grouping.SECTOR, draws=20)
    monkeypatch.setattr(lot, "MOST_EXACT", 0)
    assert lot.sampled(seats)
    assert stability(Measured(seats), tuple(Criterion), Grouping.SECTOR, draws=20) == exact


@unhurried
@given(tables())
def test_ranks_and_shares_are_possible_ones(members: dict[str, str]) -> None:
    _, seats = seats_of(network(members))
    for found in stability(
        Measured(seats), tuple(Criterion), Grouping.PARTNERSHIP, draws=5
    ).values():
        assert isinstance(found, Stability)
        assert 1 <= found.lower <= found.upper <= len(seats.items)
        assert 0 <= found.in_top <= 1
