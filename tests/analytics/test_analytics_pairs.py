"""Measures of pairs: by hand, against NetworkX, and by listing all paths."""

from __future__ import annotations

import math
from itertools import combinations
from random import Random
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given as with_given
from hypothesis import settings
from hypothesis import strategies as st

from graphsvc.analytics import largest_pairs, pairs
from graphsvc.analytics.measured import order
from graphsvc.analytics.measures import choose
from graphsvc.analytics.network import Network, Shape
from graphsvc.analytics.pair_values import PairValues
from graphsvc.analytics.untied import count_untied
from graphsvc.dispatch.graphs import Ties
from graphsvc.ingest.edge_lists import EdgeView
from tests.analytics import oracles
from tests.analytics.classics import classic, given, seated, tied


def test_projections_by_hand() -> None:
    # a, b and c on "1", a and b on "2": a-b 1/2 + 1/1 and 2 bodies, a-c and b-c 1/2 and 1.
    graph = seated({"1": "abc", "2": "ab", "3": "d"})
    assert pairs.projection_newman(graph) == {("a", "b"): 1.5, ("a", "c"): 0.5, ("b", "c"): 0.5}
    assert pairs.projection_count(graph) == {("a", "b"): 2, ("a", "c"): 1, ("b", "c"): 1}


def test_davis_projection_is_that_of_networkx() -> None:
    graph = classic("davis", EdgeView.TWO_MODE).graph
    women = [item for item in graph if graph.nodes[item]["bipartite"] == 0]
    newman = nx.bipartite.collaboration_weighted_projected_graph(graph, women)
    count = nx.bipartite.weighted_projected_graph(graph, women)
    for ours, theirs in (
        (pairs.projection_newman(graph), newman),
        (pairs.projection_count(graph), count),
    ):
        expected = {
            tuple(sorted((first, second))): data["weight"]
            for first, second, data in theirs.edges(data=True)
        }
        assert ours == pytest.approx(expected)


def test_contacts_in_common_by_hand() -> None:
    # a-b, a-c, b-d, c-d, d-e; f apart. Not tied: a-d shares b and c (two ties each), a-e none, b-c
    # shares a (two ties) and d (three), ...
    graph = tied(
        "abcdef", {("a", "b"): 1, ("a", "c"): 1, ("b", "d"): 1, ("c", "d"): 1, ("d", "e"): 1}
    )
    assert pairs.common_neighbors(graph)["a", "d"] == 2
    assert pairs.common_neighbors(graph)["a", "e"] == 0
    assert pairs.jaccard(graph)["a", "d"] == pytest.approx(2 / 3)  # b, c of b, c, e
    assert pairs.adamic_adar(graph)["b", "c"] == pytest.approx(1 / math.log(2) + 1 / math.log(3))
    assert pairs.resource_allocation(graph)["b", "c"] == pytest.approx(1 / 2 + 1 / 3)
    assert pairs.preferential_attachment(graph)["a", "d"] == 6
    assert ("a", "b") not in pairs.common_neighbors(graph)  # tied
    assert pairs.jaccard(graph)["a", "f"] == 0


def test_two_isolates_have_nothing_to_compare() -> None:
    graph = tied("abc", {})
    assert pairs.jaccard(graph) == dict.fromkeys(combinations("abc", 2))
    assert pairs.adamic_adar(graph)["a", "b"] == 0


@pytest.mark.parametrize("name", ["karate", "florentine", "krackhardt_kite"])
def test_networkx_agrees(name: str) -> None:
    graph = given(name)
    untied = [pair for pair in combinations(sorted(graph), 2) if not graph.has_edge(*pair)]
    assert count_untied(graph) == len(untied)
    for ours, theirs in (
        (pairs.jaccard(graph), nx.jaccard_coefficient),
        (pairs.adamic_adar(graph), nx.adamic_adar_index),
        (pairs.resource_allocation(graph), nx.resource_allocation_index),
        (pairs.preferential_attachment(graph), nx.preferential_attachment),
    ):
        # A list: a generator would be used up by NetworkX's own check.
        expected = {(first, second): value for first, second, value in theirs(graph, untied)}
        assert ours == pytest.approx(expected)
    shared = {pair: len(list(nx.common_neighbors(graph, *pair))) for pair in untied}
    assert pairs.common_neighbors(graph) == shared


@settings(max_examples=50)
@with_given(st.one_of(oracles.graphs(most=5), oracles.graphs(most=5, directed=True)), st.booleans())
def test_edge_betweenness_by_listing_all_paths(graph: nx.Graph[str], weighted: bool) -> None:
    found = pairs.edge_betweenness(graph, weighted=weighted)
    assert list(found) == sorted(found)
    assert len(found) == graph.number_of_edges()
    for tie, value in found.items():
        expected = float(oracles.edge_betweenness(graph, tie, weighted=weighted))
        assert value == pytest.approx(expected, abs=1e-12)


@settings(max_examples=60)
@with_given(oracles.graphs())
def test_a_bridge_is_a_tie_without_which_there_are_more_components(graph: nx.Graph[str]) -> None:
    before = nx.number_connected_components(graph) if graph else 0
    for (first, second), bridge in pairs.bridge(graph).items():
        rest = graph.copy()
        rest.remove_edge(first, second)
        assert bridge == (nx.number_connected_components(rest) > before)


def test_kite_s_tail() -> None:
    # Krackhardt's kite: Heather-Ike and Ike-Jane are its tail.
    found = pairs.bridge(given("krackhardt_kite"))
    assert [pair for pair, bridge in found.items() if bridge] == [
        ("Heather", "Ike"),
        ("Ike", "Jane"),
    ]


@with_given(oracles.graphs(directed=True) | oracles.graphs(), st.randoms(use_true_random=False))
def test_values_of_pairs_are_like_a_dictionary_of_them(graph: nx.Graph[str], lot: Random) -> None:
    # Nodes in another order than that of their names, as in a two-mode graph.
    shuffled: nx.Graph[str] = type(graph)()
    shuffled.add_nodes_from(lot.sample(sorted(graph), len(graph)))
    shuffled.add_edges_from(graph.edges)
    ties = Ties.of(shuffled)
    rows = np.repeat(np.arange(len(ties)), np.diff(ties.starts))
    both = 10 * np.minimum(rows, ties.others) + np.maximum(rows, ties.others)
    found = PairValues.of_ties(ties, both)
    place = {item: number for number, item in enumerate(shuffled)}
    named = graph.edges if graph.is_directed() else [tuple(sorted(tie)) for tie in graph.edges]
    expected = {
        (one, other): 10 * min(place[one], place[other]) + max(place[one], place[other])
        for one, other in sorted(named)
    }
    assert list(found) == list(expected)
    assert list(found.items()) == list(expected.items())
    assert list(found.values()) == list(expected.values())
    assert len(found) == len(expected)
    assert found == expected
    for one in [*graph, "nobody"]:
        for other in graph:
            assert found.get((one, other)) == expected.get((one, other))
            assert ((one, other) in found) == ((one, other) in expected)
    odd: list[Any] = ["ab", ("a",), (), ("a", "b", "c"), None, 5, frozenset({"a", "b"})]
    assert [key in found for key in odd] == [False] * len(odd)
    assert [found.get(key) for key in odd] == [None] * len(odd)
    assert [value in found.values() for value in (1, 10, 21, 32)] == [
        value in expected.values() for value in (1, 10, 21, 32)
    ]


@with_given(oracles.graphs(most=8), st.integers(1, 40), st.integers(1, 12))
def test_the_largest_are_the_same_however_few_are_looked_at_at_once(
    graph: nx.Graph[str], top: int, at_once: int
) -> None:
    network = Network(graph, Shape.ONE_MODE)
    names = ["jaccard", "adamic_adar", "preferential_attachment"]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(largest_pairs, "IN_BLOCK", at_once)
        found = largest_pairs.largest_pairs(network, choose(names, network), top)
    every = {name: dict(getattr(pairs, name)(graph)) for name in names}
    expected = set()
    for values in every.values():
        ordered = sorted(values, key=lambda pair: order(values[pair], *pair))
        expected |= set(ordered[:top])
    assert found.pairs == tuple(sorted(expected))
    assert found.total == len(every["jaccard"])
    for name in names:
        assert found.values[name] == {pair: every[name][pair] for pair in expected}
        assert [*map(type, found.values[name].values())] == [
            type(every[name][pair]) for pair in sorted(expected)
        ]
