"""What a set of nodes does to a network, against NetworkX carried out as the definition says."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.dispatch.graphs import Ties
from graphsvc.kernels.sets import gains, nearest, pairs_by_steps, pairs_left
from tests.kernels.test_kernels_graphs import graphs

Flags = list[bool]


@st.composite
def marked(draw: st.DrawFn) -> tuple[nx.Graph[int], Flags, Flags]:
    """A graph, which of its nodes count, and which are gone."""
    graph = draw(graphs())
    flags = st.lists(st.booleans(), min_size=len(graph), max_size=len(graph))
    return graph, draw(flags), draw(flags)


def left(graph: nx.Graph[int], gone: Flags) -> nx.Graph[int]:
    return graph.subgraph([node for node in graph if not gone[node]])


@given(marked())
def test_pairs_by_steps_are_those_of_networkx(case: tuple[nx.Graph[int], Flags, Flags]) -> None:
    graph, counted, gone = case
    ties = Ties.of(graph)
    sources = np.flatnonzero(counted).astype(np.int32)
    most = 4
    found = pairs_by_steps(
        ties.starts, ties.others, np.array(counted), np.array(gone), sources, most
    )
    expected = [0] * (most + 1)
    for source, lengths in nx.all_pairs_shortest_path_length(left(graph, gone), cutoff=most):
        for target, steps in lengths.items():
            if counted[source] and counted[target] and source != target:
                expected[steps] += 1
    assert found.tolist() == expected


@given(marked())
def test_pairs_left_are_those_of_the_components(case: tuple[nx.Graph[int], Flags, Flags]) -> None:
    graph, counted, gone = case
    ties = Ties.of(graph)
    found = pairs_left(ties.starts, ties.others, np.array(counted), np.array(gone))
    for node in graph:
        without = left(graph, [gone[each] or each == node for each in graph])
        sizes = [sum(counted[each] for each in part) for part in nx.connected_components(without)]
        assert found[node] == sum(size * (size - 1) for size in sizes)


@given(marked(), st.data())
def test_gains_are_what_is_new(
    case: tuple[nx.Graph[int], Flags, Flags], data: st.DataObject
) -> None:
    graph, counted, _ = case
    ties = Ties.of(graph)
    share = st.sampled_from([0.0, 0.25, 0.5, 1.0])
    held = data.draw(st.lists(share, min_size=len(graph), max_size=len(graph)))
    worth = [1.0, 1.0, 0.5, 0.25]
    sources = np.arange(len(graph), dtype=np.int32)
    found = gains(
        ties.starts, ties.others, np.array(counted), sources, np.array(worth), np.array(held)
    )
    for source in graph:
        reach = nx.single_source_shortest_path_length(graph, source, cutoff=len(worth) - 1)
        new = [
            max(0.0, worth[steps] - held[node]) for node, steps in reach.items() if counted[node]
        ]
        assert found[source] == pytest.approx(sum(new))


@given(graphs(), st.data())
def test_nearest_is_the_least_distance(graph: nx.Graph[int], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(list(graph)), max_size=4))
    ties = Ties.of(graph)
    found = nearest(ties.starts, ties.others, np.array(chosen, dtype=np.int32))
    lengths = [nx.single_source_shortest_path_length(graph, each) for each in chosen]
    for node in graph:
        steps = [each[node] for each in lengths if node in each]
        assert found[node] == min(steps, default=-1)
