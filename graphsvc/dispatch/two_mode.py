"""Graphs of two modes: centralities that know of it, and projections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graphsvc.dispatch.arrays import ArrayGraph, Matrix
from graphsvc.dispatch.covering import by_node, covers, no_loops
from graphsvc.dispatch.passing import betweenness_centrality
from graphsvc.dispatch.steps import by_steps
from graphsvc.kernels.compiling import Number, Whole

# Given what two nodes share, and how many neighbours each of the two has.
_Weighing = Callable[[Number, Number, Number], NDArray[Any]]


@covers(name="bipartite_degree_centrality", times=None)
def degree_centrality(G: ArrayGraph, nodes: Any) -> dict[Any, float]:
    """Degree over the size of the other mode, as NetworkX's `bipartite` has it."""
    no_loops(G)
    top = _in(G, nodes)
    degrees = np.diff(G.starts) + (np.diff(G.arriving[0]) if G.directed else 0)
    return by_node(G, degrees * np.where(top, 1.0 / int((~top).sum()), 1.0 / int(top.sum())))


@covers(name="bipartite_betweenness_centrality")
def bipartite_betweenness_centrality(G: ArrayGraph, nodes: Any) -> dict[Any, float]:
    """Betweenness over the most there could be, as NetworkX's `bipartite` has it."""
    top = _in(G, nodes)
    many, others = int(top.sum()), int((~top).sum())
    most = np.where(top, _most_between(many, others), _most_between(others, many))
    if not most.all():
        raise ZeroDivisionError("no node of a mode can be between others")
    found = betweenness_centrality(G, normalized=False)
    return by_node(G, np.array(list(found.values())) / most)


def _most_between(own: int, others: int) -> float:
    """Return the greatest betweenness of a node among so many of its mode and of the other.

    Borgatti, S. P. & Halgin, D. S., Analyzing affiliation networks (2011).
    """
    whole, rest = divmod(own - 1, others)
    return (
        others**2 * (whole + 1) ** 2
        + others * (whole + 1) * (2 * rest - whole - 1)
        - rest * (2 * whole - rest + 3)
    ) / 2.0


@covers(name="bipartite_closeness_centrality")
def closeness_centrality(G: ArrayGraph, nodes: Any, normalized: bool = True) -> dict[Any, float]:
    """Closeness over the most there could be, as NetworkX's `bipartite` has it."""
    top = _in(G, nodes)
    many, others = int(top.sum()), int((~top).sum())
    nearest = np.where(top, others + 2.0 * (many - 1), many + 2.0 * (others - 1))
    found = by_steps(G.ties, leaving=True)
    values = np.divide(nearest, found.steps, out=np.zeros(len(G)), where=found.steps > 0)
    if normalized and len(G) > 1:
        values *= found.nodes / (len(G) - 1)
    return by_node(G, values)


def _in(graph: ArrayGraph, nodes: Any) -> NDArray[np.bool_]:
    found = np.zeros(len(graph), dtype=np.bool_)
    found[[graph.place[item] for item in set(nodes)]] = True
    return found


def _undirected_projection(given: Any) -> str | None:
    return "the graph is directed" if given["B"].is_directed() else None


def _no_multigraph(given: Any) -> str | None:
    return "parallel ties are asked for" if given["multigraph"] else None


@covers(_undirected_projection, _no_multigraph)
def projected_graph(B: ArrayGraph, nodes: Any, multigraph: bool = False) -> ArrayGraph:
    """Tie nodes of one mode that share a neighbour, as `bipartite.projected_graph` does."""
    return _projected(B, nodes, None)


@covers(_undirected_projection)
def weighted_projected_graph(B: ArrayGraph, nodes: Any, ratio: bool = False) -> ArrayGraph:
    """Tie them with the number of neighbours they share, or its share of the other mode."""
    chosen = list(nodes)
    others = len(B) - len(chosen)
    if others < 1:
        raise nx.NetworkXAlgorithmError(
            f"the size of the nodes to project onto ({len(chosen)}) is >= the graph size "
            f"({len(B)}).\nThey are either not a valid bipartite partition or contain duplicates"
        )
    if ratio:
        return _projected(B, chosen, lambda shared, _one, _other: shared / others)
    return _projected(B, chosen, lambda shared, _one, _other: shared.astype(np.int64))


@covers(_undirected_projection)
def collaboration_weighted_projected_graph(B: ArrayGraph, nodes: Any) -> ArrayGraph:
    """Tie them with Newman's weight: of each shared neighbour, one over its others."""
    return _projected(B, nodes, lambda shared, _one, _other: shared, newman=True)


@covers(_undirected_projection)
def overlap_weighted_projected_graph(B: ArrayGraph, nodes: Any, jaccard: bool = True) -> ArrayGraph:
    """Tie them with the share of their neighbours that they have in common."""
    if jaccard:
        return _projected(B, nodes, lambda shared, one, other: shared / (one + other - shared))
    return _projected(B, nodes, lambda shared, one, other: shared / np.minimum(one, other))


def _projected(
    graph: ArrayGraph, nodes: Any, weighing: _Weighing | None, *, newman: bool = False
) -> ArrayGraph:
    """Multiply the matrix of who is tied to whom with itself, in the rows of some nodes."""
    no_loops(graph)
    items = list(nodes)
    rows = np.array([graph.place[item] for item in items], dtype=np.int32)
    ties = graph.matrix()
    if len(set(items)) < len(items) or _strays(ties, rows):
        raise NotImplementedError("the nodes are not one mode of a graph of two")
    degrees = np.diff(graph.starts).astype(np.float64)
    left: Matrix = ties[rows]
    right = left.T.tocsr()
    if newman:
        worth = np.divide(1.0, degrees - 1, out=np.zeros(len(graph)), where=degrees > 1)
        right = sparse.csr_array(sparse.diags_array(worth) @ right)
    upper = sparse.triu(left @ right, k=1, format="coo")
    first, second = upper.coords
    numbers: dict[str, NDArray[Any]] = {}
    if weighing is not None:
        numbers["weight"] = weighing(upper.data, degrees[rows][first], degrees[rows][second])
    plain = ArrayGraph.of_arrays(items, first, second, numbers=numbers)
    return ArrayGraph(
        items=items,
        starts=plain.starts,
        others=plain.others,
        numbers=plain.numbers,
        attributes={item: graph.data_of(item) for item in items},
        about=graph.named(),
    )


def _strays(ties: Matrix, rows: Whole) -> bool:
    """Whether two steps from one of these nodes can lead to one that is not among them."""
    between = np.unique(ties[rows].indices)
    return bool(np.setdiff1d(ties[between].indices, rows).size)
