"""A graph whose ties wait in arrays is to NetworkX a graph like any other."""

from __future__ import annotations

import copy
import pickle
from dataclasses import replace
from typing import Any

import networkx as nx
import numpy as np
import pytest

from graphsvc.dispatch.deferred import DeferredGraph
from graphsvc.dispatch.graphs import Ties


def triangle_and_tail() -> tuple[DeferredGraph, list[str]]:
    """a, b and c are tied to one another, d to c; and what was filled in, as it happens."""
    filled: list[str] = []

    def fill(graph: nx.Graph[Any]) -> None:
        filled.append("filled")
        for one, other, strength in [("a", "b", 1), ("a", "c", 2), ("b", "c", 3), ("c", "d", 4)]:
            graph.add_edge(one, other, strength=strength)
        graph.graph["cost_unit"] = 12

    starts, others = np.array([0, 2, 4, 7, 8]), np.array([1, 2, 0, 2, 0, 1, 3, 2])
    strengths = np.array([1.0, 2, 1, 3, 2, 3, 4, 4])
    graph = DeferredGraph.of(
        [(item, {"mode": "organization"}) for item in "abcd"],
        lambda items: (Ties.of_arrays(items, starts, others), strengths),
        fill,
    )
    return graph, filled


def test_what_arrays_tell_is_told_without_filling_in() -> None:
    graph, filled = triangle_and_tail()
    assert (len(graph), graph.number_of_edges(), graph.size()) == (4, 4, 4)
    assert list(graph.nodes(data="mode")) == [(item, "organization") for item in "abcd"]
    assert Ties.of(graph).others.tolist() == [1, 2, 0, 2, 0, 1, 3, 2]
    assert graph.strengths is not None
    assert filled == []


@pytest.mark.parametrize(
    "look",
    [
        lambda graph: graph["a"],
        lambda graph: graph.adj["c"],
        lambda graph: list(graph.edges),
        lambda graph: dict(graph.degree),
        lambda graph: graph.graph["cost_unit"],
        nx.betweenness_centrality,
        lambda graph: graph.subgraph(["a", "b"]).size(),
        lambda graph: graph.size("strength"),
        lambda graph: graph.copy(),
    ],
)
def test_it_is_filled_in_once_when_networkx_looks(look: Any) -> None:
    graph, filled = triangle_and_tail()
    look(graph)
    look(graph)
    assert filled == ["filled"]
    assert dict(graph.degree) == {"a": 2, "b": 2, "c": 3, "d": 1}
    # From now on somebody could change a strength behind the back of the array.
    assert graph.strengths is None


def test_a_change_is_seen_by_the_arrays() -> None:
    graph, _ = triangle_and_tail()
    graph.remove_edge("c", "d")
    assert graph.number_of_edges() == 3
    assert Ties.of(graph).number_of_edges() == 3


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])
def test_a_copy_has_the_same_ties_and_is_its_own(copied: Any) -> None:
    graph, _ = triangle_and_tail()
    other = copied(graph)
    other.add_edge("a", "d", strength=1)
    assert (graph.number_of_edges(), other.number_of_edges()) == (4, 5)
    assert other.graph == {"cost_unit": 12}


def test_made_without_ties_it_is_an_ordinary_graph() -> None:
    graph = DeferredGraph([("a", "b")])
    assert graph.strengths is None
    assert nx.utils.graphs_equal(graph, nx.Graph([("a", "b")]))


def test_what_cannot_be_filled_in_waits_on() -> None:
    graph, filled = triangle_and_tail()
    waiting: Any = graph._waiting
    tried: list[int] = []

    def fill(other: nx.Graph[Any]) -> None:
        other.add_edge("a", "b", strength=1)
        tried.append(1)
        if len(tried) == 1:
            raise MemoryError
        waiting.fill(other)

    graph._waiting = replace(waiting, fill=fill)
    with pytest.raises(MemoryError):
        _ = graph.edges
    assert graph.number_of_edges() == 4
    assert len(graph.edges) == 4
    assert filled == ["filled"]
