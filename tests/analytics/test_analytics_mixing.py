"""Which sectors meet which, worked by hand and by going through every way tie ends can meet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.analytics.groups import ei_index_network, group_assortativity
from graphsvc.analytics.mixing import MixingRow, expected_ties, mixing
from graphsvc.analytics.scope import WHOLE, Exclusion, Scope
from graphsvc.analytics.sector_ties import SectorTies
from graphsvc.analytics.views import one_mode, two_mode
from graphsvc.errors import NotFound
from graphsvc.model.sectors import Sector
from tests.recommend.small_networks import DAY, network, organization, tables, unhurried

HEALTH, FAITH, SCHOOL = Sector.HEALTH, Sector.FAITH, Sector.SCHOOL
PEOPLE = [organization("a", HEALTH), organization("b", HEALTH), organization("c", FAITH)]


def cell(rows: Sequence[MixingRow], one: Sector, other: Sector) -> MixingRow:
    return next(row for row in rows if {row.sector, row.other} == {one, other})


def test_a_table_of_three() -> None:
    snapshot = network(
        {"one/council": "a b c", "one/again": "a c", "one/x": "u a"}, organizations=PEOPLE
    )
    answer = mixing(snapshot, Scope.checked(snapshot, WHOLE, DAY))
    # a-b inside health; a-c (twice at a table, one tie) and b-c between. u has no sector.
    assert cell(answer.rows, HEALTH, HEALTH).ties == 1
    assert cell(answer.rows, HEALTH, FAITH).ties == 2
    assert cell(answer.rows, FAITH, FAITH).ties == 0
    assert (answer.ties, answer.inside, answer.unclassified) == (3, 1, 1)
    # 6 tie ends, 4 at health: 4 x 3 / (2 x 5), 4 x 2 / 5 and 2 x 1 / (2 x 5).
    assert cell(answer.rows, HEALTH, HEALTH).expected == pytest.approx(1.2)
    assert cell(answer.rows, HEALTH, FAITH).expected == pytest.approx(1.6)
    assert cell(answer.rows, FAITH, FAITH).expected == pytest.approx(0.2)
    assert cell(answer.rows, HEALTH, FAITH).ratio == pytest.approx(2 / 1.6)
    assert cell(answer.rows, SCHOOL, FAITH).ratio is None
    assert answer.ei_index_network == pytest.approx((2 - 1) / 3)
    # 1/3 inside; by chance (4/6)^2 + (2/6)^2 = 5/9: (3/9 - 5/9) / (4/9).
    assert answer.group_assortativity == pytest.approx(-0.5)
    health = next(each for each in answer.sectors if each.sector is HEALTH)
    assert (health.organizations, health.inside, health.outside) == (2, 1, 2)
    assert health.expected_outside == pytest.approx(1.6)
    assert health.ei_index_group == pytest.approx(1 / 3)
    assert len(answer.rows) == 20 * 21 / 2
    assert str(answer.sentence) == (
        "Pairs of organizations at a common table: 3. Inside one sector: 1; by chance it would be "
        "1."
    )
    assert answer.provenance.parameters == {"view": "sectors", "expected": "configuration"}


def matchings(ends: Sequence[int]) -> Iterator[list[tuple[int, int]]]:
    """Go through every way to put tie ends into pairs."""
    if not ends:
        yield []
        return
    first, *rest = ends
    for place, other in enumerate(rest):
        for more in matchings(rest[:place] + rest[place + 1 :]):
            yield [(first, other), *more]


@pytest.mark.parametrize("ends", [(4, 2), (3, 1, 2), (1, 1), (5, 3), (2, 2, 2, 2)])
def test_what_is_expected_is_the_mean_over_all_ways_tie_ends_can_meet(
    ends: tuple[int, ...],
) -> None:
    stubs = [group for group, count in enumerate(ends) for _ in range(count)]
    every = list(matchings(stubs))
    mean = np.zeros((len(ends), len(ends)))
    for pairs in every:
        for one, other in pairs:
            mean[one, other] += 1 / len(every)
            if one != other:
                mean[other, one] += 1 / len(every)
    assert expected_ties(np.array(ends)) == pytest.approx(mean)


def test_nobody_and_the_unclassified_have_a_defined_answer() -> None:
    snapshot = network({"one/council": "u v", "one/empty": ""})
    answer = mixing(snapshot, Scope.checked(snapshot, WHOLE, DAY))
    assert answer.ties == answer.inside == 0
    assert answer.unclassified == 2
    assert answer.ei_index_network is answer.group_assortativity is None
    assert {row.ratio for row in answer.rows} == {None}
    assert str(answer.sentence).startswith("No two organizations")
    one = network({"one/council": "a b"}, organizations=PEOPLE[:2])
    alike = mixing(one, Scope.checked(one, WHOLE, DAY))
    assert (alike.ei_index_network, alike.group_assortativity) == (-1.0, None)


def test_scope_and_exclusions_are_kept_to() -> None:
    snapshot = network(
        {"one/council": "a b c", "two/council": "a c"}, organizations=PEOPLE, hosts={"a": "one"}
    )
    assert mixing(snapshot, Scope.checked(snapshot, "lip:two", DAY)).ties == 1
    without = mixing(snapshot, Scope.checked(snapshot, "lip:one", DAY, frozenset({Exclusion.HOST})))
    assert (without.ties, without.provenance.left_out) == (1, ("org:a",))
    with pytest.raises(NotFound):
        mixing(snapshot, Scope.checked(snapshot, "lip:none", DAY))


KNOWN = [*list(Sector)[:3], None]


@given(tables(), st.lists(st.sampled_from(KNOWN), min_size=9, max_size=9))
@unhurried
def test_it_agrees_with_the_graph_of_shared_bodies(
    spread: dict[str, str], sectors: list[Sector | None]
) -> None:
    people = [organization(f"o{place}", sector) for place, sector in enumerate(sectors)]
    snapshot = network(spread, organizations=people)
    scope = Scope.checked(snapshot, WHOLE, DAY)
    answer = mixing(snapshot, scope)
    graph: nx.Graph[str] = one_mode(two_mode(snapshot, scope))
    groups: dict[str, str | None] = {item: data["sector"] for item, data in graph.nodes(data=True)}
    known = [tie for tie in graph.edges if groups[tie[0]] and groups[tie[1]]]
    assert answer.ties == len(known) == sum(row.ties for row in answer.rows)
    assert sum(row.expected for row in answer.rows) == pytest.approx(answer.ties)
    assert answer.ei_index_network == pytest.approx(ei_index_network(graph, groups))
    assert answer.group_assortativity == pytest.approx(group_assortativity(graph, groups))
    ties = SectorTies.of(two_mode(snapshot, scope))
    pairs = {
        frozenset((ties.items[a], ties.items[b]))
        for a, b in zip(ties.first, ties.second, strict=True)
    }
    assert pairs == {frozenset(tie) for tie in known}
    assert all(len(pair) == 2 for pair in pairs)
    assert len(pairs) <= len(list(combinations(ties.items, 2)))
