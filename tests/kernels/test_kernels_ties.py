"""Kernels about ties: what falls apart without one, who meets whom, which groups they lead to."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.dispatch.graphs import Ties
from graphsvc.kernels.backbone import backbone, reversed_entries
from graphsvc.kernels.lengths import Roads, Searches
from graphsvc.kernels.lowpoints import cut_nodes_and_ties
from graphsvc.kernels.meetings import shared_tables
from graphsvc.kernels.spreads import by_group


@st.composite
def sparse_graphs(draw: st.DrawFn) -> nx.Graph[int]:
    """Any graph of up to 14 nodes and 20 ties: sparse enough to have bridges."""
    size = draw(st.integers(1, 14))
    pairs = list(combinations(range(size), 2))
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(draw(st.lists(st.sampled_from(pairs), max_size=20)) if pairs else [])
    return graph


@given(sparse_graphs())
def test_cut_nodes_and_bridges_are_those_of_networkx(graph: nx.Graph[int]) -> None:
    ties = Ties.of(graph)
    is_cut, is_bridge = cut_nodes_and_ties(ties.starts, ties.others)
    assert set(np.flatnonzero(is_cut).tolist()) == set(nx.articulation_points(graph))
    rows = np.repeat(np.arange(len(ties)), np.diff(ties.starts))
    found = {
        frozenset((int(row), int(other)))
        for row, other in zip(rows[is_bridge], ties.others[is_bridge], strict=True)
    }
    expected: Iterable[Any] = nx.bridges(graph)
    assert found == {frozenset(tie) for tie in expected}
    assert len(found) == is_bridge.sum()


@given(st.lists(st.sets(st.integers(0, 7), min_size=1), max_size=9))
def test_strengths_are_the_numbers_nearest_to_the_true_sums(tables: list[set[int]]) -> None:
    size = 8
    worth = [Fraction(1, max(1, len(table) - 1)) for table in tables]
    held = [[place for place, table in enumerate(tables) if item in table] for item in range(size)]
    starts, others, strengths = shared_tables(
        np.cumsum([0, *map(len, held)]).astype(np.int32),
        np.array([table for each in held for table in each], dtype=np.int32),
        np.cumsum([0, *map(len, tables)]).astype(np.int32),
        np.array([item for table in tables for item in sorted(table)], dtype=np.int32),
        worth,
    )
    expected = {
        (one, other): float(sum(worth[at] for at in held[one] if other in tables[at]))
        for one in range(size)
        for other in range(size)
        if one != other and set(held[one]) & set(held[other])
    }
    rows = np.repeat(np.arange(size), np.diff(starts)).tolist()
    found = dict(zip(zip(rows, others.tolist(), strict=True), strengths.tolist(), strict=True))
    assert found == expected  # to the last digit
    assert list(found) == sorted(found)


@given(sparse_graphs(), st.lists(st.integers(-1, 3), min_size=14, max_size=14))
def test_spreads_are_exact_sums_of_the_ties_to_each_group(
    graph: nx.Graph[int], codes: list[int]
) -> None:
    ties = Ties.of(graph)
    group = np.array(codes[: len(graph)], dtype=np.int32)
    strengths = np.random.default_rng(len(graph)).uniform(0.01, 10, len(ties.others))
    found = by_group(ties.starts, ties.others, strengths, group, 4)
    for node in graph:
        at = slice(ties.starts[node], ties.starts[node + 1])
        parts = {
            code: math.fsum(strengths[at][group[ties.others[at]] == code])
            for code in {codes[other] for other in graph[node]} - {-1}
        }
        own = codes[node]
        assert found.inside[node] == parts.get(own, 0)
        assert found.outside[node] == math.fsum(part for code, part in parts.items() if code != own)
        assert found.total[node] == math.fsum(parts.values())
        # Not part**2: powers are not rounded as products are, one in a thousand.
        assert found.squares[node] == math.fsum(part * part for part in parts.values())


def test_a_long_chain_of_ties_is_walked_to_its_end() -> None:
    # Every node of a chain but its ends is a cut point, and every tie a bridge.
    ties = Ties.of(nx.path_graph(100_000))
    is_cut, is_bridge = cut_nodes_and_ties(ties.starts, ties.others)
    assert (int(is_cut.sum()), int(is_bridge.sum())) == (99_998, 99_999)


def test_nobody_meets_anybody_without_tables() -> None:
    empty = np.zeros(1, dtype=np.int32)
    starts, others, strengths = shared_tables(empty, empty[:0], empty, empty[:0], [])
    assert starts.tolist() == [0]
    assert (len(others), len(strengths)) == (0, 0)


@given(sparse_graphs(), st.booleans(), st.data())
def test_ways_by_length_are_those_of_networkx(
    graph: nx.Graph[int], directed: bool, data: st.DataObject
) -> None:
    # Whole lengths, which NetworkX compares exactly; divided by 7, which no float holds exactly.
    known: nx.Graph[int] = nx.DiGraph(graph) if directed else graph
    for one, other in known.edges:
        known[one][other]["length"] = data.draw(st.integers(1, 4))
    ties = Ties.of(known)
    rows = np.repeat(np.arange(len(ties)), np.diff(ties.starts)).tolist()
    entries = list(zip(rows, ties.others.tolist(), strict=True))
    lengths = np.array([known[one][other]["length"] / 7 for one, other in entries])
    found_ways = Searches(Roads.of_nodes(ties.starts, ties.others, lengths)).ways()
    nodes, along = found_ways.nodes, found_ways.ties
    once = 1 if directed else 2
    expected = nx.betweenness_centrality(known, weight="length", normalized=False)
    assert (nodes / once).tolist() == pytest.approx([expected[item] for item in known], abs=1e-9)
    found = dict(zip(entries, along.tolist(), strict=True))
    of_ties = nx.edge_betweenness_centrality(known, weight="length", normalized=False)
    for (one, other), value in of_ties.items():
        both = found[one, other] if directed else (found[one, other] + found[other, one]) / 2
        assert both == pytest.approx(value, abs=1e-9)
    reached, total, harmonic, farthest, *_ = found_ways
    for place, item in enumerate(known):
        away = nx.single_source_dijkstra_path_length(known, item, weight="length")
        expected_ways = [length / 7 for other, length in away.items() if other != item]
        assert reached[place] == len(expected_ways)
        assert total[place] == pytest.approx(sum(expected_ways))
        assert harmonic[place] == pytest.approx(sum(1 / way for way in expected_ways))
        assert farthest[place] == pytest.approx(max(expected_ways, default=0))


@given(sparse_graphs(), st.data())
def test_ties_are_left_out_if_and_only_if_a_way_round_by_one_node_is_shorter(
    graph: nx.Graph[int], data: st.DataObject
) -> None:
    for one, other in graph.edges:
        graph[one][other]["length"] = float(data.draw(st.integers(1, 6)))
    ties = Ties.of(graph)
    rows = np.repeat(np.arange(len(ties)), np.diff(ties.starts)).tolist()
    ends = zip(rows, ties.others.tolist(), strict=True)
    # Kernels want the shortest tie of a node first, and this one no order besides.
    entries = sorted(ends, key=lambda tie: (tie[0], graph[tie[0]][tie[1]]["length"]))
    others = np.array([other for _, other in entries], dtype=np.int32)
    lengths = np.array([graph[one][other]["length"] for one, other in entries])
    back = np.array([entries.index((other, one)) for one, other in entries], dtype=np.int32)
    kept = backbone(ties.starts, others, lengths, back, 0.0)
    for (one, other), stays in zip(entries, kept.tolist(), strict=True):
        round_about = [
            graph[one][third]["length"] + graph[third][other]["length"]
            for third in nx.common_neighbors(graph, one, other)
        ]
        assert stays == (graph[one][other]["length"] <= min(round_about, default=math.inf))


def test_a_tie_is_turned_round_only_if_it_is_as_long_both_ways() -> None:
    starts, others = np.array([0, 1, 2], dtype=np.int32), np.array([1, 0], dtype=np.int32)
    back = reversed_entries(starts, others, np.array([2.0, 2.0]))
    assert back is not None
    assert back.tolist() == [1, 0]
    assert reversed_entries(starts, others, np.array([2.0, 3.0])) is None
    one_way = np.array([0, 1, 1], dtype=np.int32)
    assert reversed_entries(one_way, others[:1], np.array([2.0])) is None
