"""Groups of organizations, and the core of a network: worked by hand and against all there are."""

from __future__ import annotations

from itertools import chain, combinations

import networkx as nx
import pytest
from hypothesis import given

from graphsvc.analytics.communities import SectorCount, communities
from graphsvc.analytics.core_periphery import core_periphery, in_core
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.views import one_mode, two_mode
from graphsvc.analytics.whole_graph import modularity_found
from graphsvc.model.sectors import Sector
from tests.kernels.test_kernels_graphs import graphs
from tests.recommend.small_networks import DAY, network, organization, tables, unhurried

EVERYTHING = Scope("all", DAY)
TWO_TABLES = {"one/1": "a b c", "one/2": "d e f", "one/3": "c d", "one/4": "z"}


def test_two_tables_and_a_link_by_hand() -> None:
    health = [organization(name, Sector.HEALTH) for name in "ab"]
    answer = communities(network(TWO_TABLES, organizations=health), EVERYTHING)
    first, second = answer.rows
    assert first.organizations == ("org:a", "org:b", "org:c")
    assert second.organizations == ("org:d", "org:e", "org:f")
    # A pair at a table of three is 1/2 strong, so each table has 3/2; c and d have 1. Of 4 in all,
    # 3 are inside; each group has half of the ends: 3/4 - (1/4 + 1/4).
    assert answer.modularity_found_weighted == pytest.approx(1 / 4)
    # Ends of ties at a, b, c: 1 + 1 + 2 = 4, of which one leads to d.
    assert first.inside == pytest.approx(3 / 4)
    assert (first.sectors, first.unclassified) == ((SectorCount("health", 2),), 1)
    assert first.tables[0] == "body:one-1"
    assert str(first.name) == "Around 1 of one"
    assert answer.alone == 1
    parameters = answer.provenance.parameters
    assert (parameters["view"], parameters["weighting"]) == ("one_mode", "newman")


def test_among_several_partnerships_a_group_has_the_name_of_one() -> None:
    answer = communities(network({"one/1": "a b c", "two/2": "d e f", "two/3": "c d"}), EVERYTHING)
    assert [str(row.name) for row in answer.rows] == ["Around LIP one", "Around LIP two"]


def test_nobody_shares_anything() -> None:
    answer = communities(network({"one/1": "a", "one/2": "b"}), EVERYTHING)
    assert (answer.modularity_found_weighted, answer.rows, answer.alone) == (None, (), 2)
    assert answer.core.core_periphery is None


@unhurried
@given(tables())
def test_everybody_is_in_one_group_or_alone(members: dict[str, str]) -> None:
    snapshot = network(members)
    answer = communities(snapshot, EVERYTHING)
    graph = one_mode(two_mode(snapshot, EVERYTHING))
    grouped = sorted(item for row in answer.rows for item in row.organizations)
    assert grouped == sorted(set(graph) - set(nx.isolates(graph)))
    assert answer.alone == len(graph) - len(grouped)
    assert answer.modularity_found_weighted == modularity_found(graph, weighted=True)
    assert communities(snapshot, EVERYTHING) == answer


def test_core_and_periphery_by_hand() -> None:
    graph = nx.Graph([("a", "b"), ("a", "c"), ("b", "c"), ("a", "d"), ("b", "e"), ("c", "f")])
    graph.add_edge("e", "f")
    assert [item for item, inside in in_core(graph).items() if inside] == ["a", "b", "c"]
    # Pairs inside the core: 3 of 3 tied; in the periphery 1 of 3. Of 6 pairs 4 are tied:
    # (3 * 6 - 4 * 3) / sqrt(4 * 2 * 3 * 3).
    assert core_periphery(graph) == pytest.approx(6 / 72**0.5)


def test_a_perfect_core_and_periphery() -> None:
    graph = nx.complete_graph(["a", "b", "c"])
    graph.add_edges_from([("a", "d"), ("b", "e")])
    assert core_periphery(graph) == pytest.approx(1)


def test_fit_where_it_is_not_defined() -> None:
    assert core_periphery(nx.Graph()) is None
    assert core_periphery(nx.star_graph(["hub", "a", "b"])) is None
    assert core_periphery(nx.complete_graph(["a", "b", "c"])) is None


def wrong(graph: nx.Graph[str], core: frozenset[str]) -> int:
    """Count the pairs that are not as in the image of a core and a periphery."""
    inside = sum(not graph.has_edge(*pair) for pair in combinations(core, 2))
    return inside + sum(graph.has_edge(*pair) for pair in combinations(set(graph) - core, 2))


@unhurried
@given(graphs())
def test_no_other_core_is_less_wrong(graph: nx.Graph[int]) -> None:
    few = graph.subgraph(sorted(graph)[:9])
    named: nx.Graph[str] = nx.Graph()
    named.add_nodes_from(map(str, few))
    named.add_edges_from((str(first), str(second)) for first, second in few.edges)
    found = in_core(named)
    core = frozenset(item for item, inside in found.items() if inside)
    every = chain.from_iterable(combinations(named, size) for size in range(len(named) + 1))
    assert wrong(named, core) == min(wrong(named, frozenset(each)) for each in every)
