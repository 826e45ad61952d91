"""Components by hand and beside SciPy; products of degrees by hand."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csgraph

from graphsvc.analytics.matrices import adjacency
from graphsvc.dispatch.graphs import Ties
from graphsvc.kernels.components import components, products_of_ends


def ties_of(graph: nx.Graph[str]) -> tuple[np.ndarray, np.ndarray]:
    ties = Ties.of(graph)
    return ties.starts, ties.others


def test_components_are_numbered_as_their_first_nodes_come() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from("abcdef")
    graph.add_edges_from([("a", "d"), ("d", "f"), ("b", "e")])
    count, part = components(*ties_of(graph))
    assert (count, part.tolist()) == (3, [0, 1, 2, 0, 1, 0])
    count, part = components(*ties_of(nx.Graph()))
    assert (count, part.tolist()) == (0, [])


@given(st.integers(1, 30), st.sets(st.tuples(st.integers(0, 29), st.integers(0, 29))))
def test_components_are_those_of_scipy(nodes: int, pairs: set[tuple[int, int]]) -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(map(str, range(nodes)))
    graph.add_edges_from((str(a), str(b)) for a, b in pairs if a != b and max(a, b) < nodes)
    count, part = components(*ties_of(graph))
    known, labels = csgraph.connected_components(adjacency(graph, weighted=False), directed=False)
    assert count == known
    assert part.tolist() == labels.tolist()


def test_products_of_ends_count_each_tie_from_both() -> None:
    # A path of four has degrees 1 2 2 1: 1 x 2 + 2 x 2 + 2 x 1 = 8, from both ends 16.
    graph = nx.path_graph(4)
    assert products_of_ends(*ties_of(graph), np.array([1, 2, 2, 1])) == 16
