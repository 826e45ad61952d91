"""Brokerage against its definition, and its null model against all graphs there could be."""

from __future__ import annotations

import math
from itertools import permutations, product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.analytics.brokerage import NAMES_UNDIRECTED, BrokerRole, _moments, brokerage

ROLES = [role for role in BrokerRole if role is not BrokerRole.TOTAL]


def role_of(first: str, broker: str, last: str) -> BrokerRole:
    """Tell the role by the five lines of Gould and Fernandez's table."""
    if first == broker == last:
        return BrokerRole.COORDINATOR
    if first == last:
        return BrokerRole.ITINERANT
    if first == broker:
        return BrokerRole.REPRESENTATIVE
    if last == broker:
        return BrokerRole.GATEKEEPER
    return BrokerRole.LIAISON


def counted(graph: nx.DiGraph[str], groups: dict[str, str], broker: str) -> dict[BrokerRole, int]:
    found = dict.fromkeys(BrokerRole, 0)
    for first, last in permutations(set(graph) - {broker}, 2):
        way = graph.has_edge(first, broker) and graph.has_edge(broker, last)
        if way and not graph.has_edge(first, last):
            found[role_of(groups[first], groups[broker], groups[last])] += 1
            found[BrokerRole.TOTAL] += 1
    return found


@st.composite
def grouped(draw: st.DrawFn) -> tuple[nx.Graph[str], dict[str, str]]:
    items = "abcdefgh"[: draw(st.integers(1, 8))]
    graph: nx.Graph[str] = nx.DiGraph() if draw(st.booleans()) else nx.Graph()
    graph.add_nodes_from(items)
    pairs = list(permutations(items, 2))
    graph.add_edges_from(draw(st.lists(st.sampled_from(pairs), max_size=30)) if pairs else [])
    return graph, {item: draw(st.sampled_from("xyz")) for item in items}


@given(grouped())
def test_counts_are_what_they_are_defined_to_be(
    drawn: tuple[nx.Graph[str], dict[str, str]],
) -> None:
    graph, groups = drawn
    found = brokerage(graph, groups)
    for item in graph:
        expected = counted(nx.DiGraph(graph), groups, item)
        assert {role: found.counts[role][item] for role in BrokerRole} == expected


def test_a_star_by_hand() -> None:
    # c in the middle of a1, a2 (group A) and b (group B), itself of A. Ordered pairs of ends: a1-a2
    # both ways (coordinator), a1-b and a2-b (representative), b-a1 and b-a2 (gatekeeper).
    star: nx.Graph[str] = nx.Graph([("c", "a1"), ("c", "a2"), ("c", "b")])
    groups = {"c": "A", "a1": "A", "a2": "A", "b": "B"}
    found = brokerage(star, groups)
    assert [found.counts[role]["c"] for role in BrokerRole] == [2, 0, 2, 2, 0, 6]
    # Density 1/2: two of the A's others can stand in both places: 1/8 x 2 x 1.
    assert found.expected[BrokerRole.COORDINATOR]["c"] == pytest.approx(0.25)
    assert found.expected[BrokerRole.TOTAL]["c"] == pytest.approx(6 / 8)
    # Both ways hang together with none other (three others would be needed): variance 2 x 7/64.
    assert found.z[BrokerRole.COORDINATOR]["c"] == pytest.approx(1.75 / math.sqrt(14 / 64))


def test_the_null_model_is_the_mean_and_the_variance_over_all_directed_graphs() -> None:
    # Every directed graph of four nodes, weighed by its chance at density 0.3: 2^12 of them.
    groups = {"a": "x", "b": "x", "c": "y", "d": "z"}
    density = 0.3
    pairs = list(permutations(groups, 2))
    mean = dict.fromkeys(BrokerRole, 0.0)
    square = dict.fromkeys(BrokerRole, 0.0)
    for there in product((False, True), repeat=len(pairs)):
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(groups)
        graph.add_edges_from(pair for pair, tied in zip(pairs, there, strict=True) if tied)
        chance = density ** sum(there) * (1 - density) ** (len(pairs) - sum(there))
        for role, count in counted(graph, groups, "a").items():
            mean[role] += chance * count
            square[role] += chance * count**2
    found = _moments(density, np.array([2.0, 1.0, 1.0]), 0)
    for role, (expected, variance) in zip(BrokerRole, found, strict=True):
        assert expected == pytest.approx(mean[role])
        assert variance == pytest.approx(square[role] - mean[role] ** 2)


def test_what_chance_cannot_give_is_nought_and_not_less() -> None:
    # Alone in its group, a has 0 others of it, and one less than that for the second end.
    line: nx.Graph[str] = nx.Graph([("a", "b"), ("b", "c")])
    for groups in ({"a": "x", "b": "y", "c": "z"}, {"a": "x"}):
        found = brokerage(line, groups).expected
        told = [found[role]["a"] for role in BrokerRole]
        assert [math.copysign(1, value) for value in told if value is not None] == [1.0] * 6


def test_without_directions_gatekeeper_stands_for_representative_too() -> None:
    star: nx.Graph[str] = nx.Graph([("c", "a1"), ("c", "a2"), ("c", "b")])
    found = brokerage(star, {"c": "A", "a1": "A", "a2": "A", "b": "B"})
    assert found.counts[BrokerRole.REPRESENTATIVE] == found.counts[BrokerRole.GATEKEEPER]
    told = found.undirected("c")
    assert tuple(told) == NAMES_UNDIRECTED
    assert {name.partition("_")[0] for name in told} == {
        "coordinator", "itinerant", "gatekeeper", "liaison", "total",
    }  # fmt: skip


def test_a_node_without_a_group_takes_no_part() -> None:
    line: nx.Graph[str] = nx.Graph([("a", "b"), ("b", "c"), ("b", "d")])
    found = brokerage(line, {"a": "x", "b": "x", "c": "y"})
    assert found.counts[BrokerRole.TOTAL] == {"a": 0, "b": 2, "c": 0, "d": None}
    assert found.z[BrokerRole.TOTAL]["d"] is None


def test_where_chance_leaves_no_room_there_is_no_score() -> None:
    whole = nx.relabel_nodes(nx.complete_graph(4), dict(enumerate("abcd")))
    found = brokerage(whole, dict.fromkeys("abcd", "x"))
    assert set(found.z[BrokerRole.TOTAL].values()) == {None}
    assert brokerage(nx.Graph(), {}).counts[BrokerRole.TOTAL] == {}
