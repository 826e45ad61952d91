"""Measures of a node that look no further than its neighbours, or at how the whole hangs together.

For undirected graphs, except where `in_` or `out_` says otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphsvc.analytics import matrices
from graphsvc.analytics.matrices import adjacency, sums_of_rows
from graphsvc.dispatch.graphs import Ties
from graphsvc.kernels.cores import core_numbers
from graphsvc.kernels.lowpoints import cut_nodes_and_ties
from graphsvc.kernels.products import on_ties
from graphsvc.kernels.triads import triangles


def degree(
    graph: nx.Graph[str], *, normalized: bool = False
) -> dict[str, int] | dict[str, float | None]:
    """Count the ties of a node.

    Parameters
    ----------
    graph
        Undirected, without self-loops. Not modified.
    normalized
        Divide by n - 1, the most there could be among n nodes.

    Returns
    -------
    dict[str, int] | dict[str, float | None]
        Every node in the graph's order; 0 or more; normalized, in [0, 1], and None in a graph of
        one node.

    References
    ----------
    .. [1] Freeman, L. C., Social Networks 1 (1979), 215-239.
    """
    return _counted(_ties_each(graph), len(graph), normalized=normalized)


def strength(graph: nx.Graph[str]) -> dict[str, float]:
    """Add up the strengths of a node's ties.

    Parameters
    ----------
    graph
        Undirected, without self-loops; `strength` on every tie. Not modified.

    Returns
    -------
    dict[str, float]
        Every node in the graph's order; 0 or more, 0 for an isolate. In a newman projection, the
        number of bodies on which the node meets anyone.

    References
    ----------
    .. [1] Barrat, A. et al., PNAS 101 (2004), 3747-3752.
    """
    return dict(_strengths_each(graph))


def in_degree(
    graph: nx.DiGraph[str], *, weighted: bool = False, normalized: bool = False
) -> dict[str, int] | dict[str, float] | dict[str, float | None]:
    """Count the ties that arrive at a node: how many others name it.

    Parameters
    ----------
    graph
        Directed, without self-loops. Not modified.
    weighted
        Add up their strengths instead.
    normalized
        Divide by n - 1, the number of others.

    Returns
    -------
    dict[str, int] | dict[str, float] | dict[str, float | None]
        Every node in the graph's order; 0 or more; normalized, None in a graph of one node, and in
        [0, 1] unless weighted.

    References
    ----------
    .. [1] Wasserman, S. & Faust, K., Social Network Analysis, Cambridge (1994), section 5.3.
    """
    if weighted:
        totals = _strengths_each(graph.reverse(copy=False))
        return _divided(totals, len(graph)) if normalized else dict(totals)
    return _counted(graph.in_degree, len(graph), normalized=normalized)


def out_degree(
    graph: nx.DiGraph[str], *, weighted: bool = False, normalized: bool = False
) -> dict[str, int] | dict[str, float] | dict[str, float | None]:
    """Count the ties that leave a node: how many others it names.

    Parameters
    ----------
    graph
        As for `in_degree`.
    weighted
        Add up their strengths instead.
    normalized
        Divide by n - 1, the number of others.

    Returns
    -------
    dict[str, int] | dict[str, float] | dict[str, float | None]
        Every node in the graph's order; 0 or more; normalized, None in a graph of one node, and in
        [0, 1] unless weighted.

    References
    ----------
    .. [1] Wasserman, S. & Faust, K., Social Network Analysis, Cambridge (1994), section 5.3.
    """
    if weighted:
        totals = _strengths_each(graph)
        return _divided(totals, len(graph)) if normalized else dict(totals)
    return _counted(_ties_each(graph), len(graph), normalized=normalized)


def core_number(graph: nx.Graph[str]) -> dict[str, int]:
    """Return the largest k for which a node is in a part where everyone has at least k ties inside.

    Parameters
    ----------
    graph
        Undirected, without self-loops; of one mode or two. Not modified.

    Returns
    -------
    dict[str, int]
        Every node in the graph's order; 0 or more, 0 for an isolate.

    Notes
    -----
    Time O(nodes + ties).

    References
    ----------
    .. [1] Seidman, S. B., Social Networks 5 (1983), 269-287.
    """
    ties = Ties.of(graph)
    return dict(zip(graph, core_numbers(ties.starts, ties.others).tolist(), strict=True))


def clustering(graph: nx.Graph[str], *, weighted: bool = False) -> dict[str, float | None]:
    """Return the share of pairs of a node's contacts that are tied to each other.

    Weighted: each closed pair counts the cube root of the product of the three strengths, each
    first divided by the greatest strength in the graph (Onnela et al. 2005).

    Parameters
    ----------
    graph
        Undirected, without self-loops; `strength` on every tie if `weighted`. Not modified.
    weighted
        Use the strengths.

    Returns
    -------
    dict[str, float | None]
        Every node in the graph's order, in [0, 1]. None where there are fewer than two contacts.

    Notes
    -----
    Time O(sum over ties of the smaller degree); weighted, of the degree of one end. NetworkX gives
    the same numbers.

    References
    ----------
    .. [1] Watts, D. J. & Strogatz, S. H., Nature 393 (1998), 440-442.
    .. [2] Onnela, J.-P. et al., Physical Review E 71 (2005), 065103.
    """
    if not graph.number_of_edges():
        return dict.fromkeys(graph)
    degrees = matrices.degrees(graph).astype(float)
    closed = 2 * (_closed_by_strength(graph) if weighted else closed_pairs(graph))
    pairs = degrees * (degrees - 1)
    shares = np.divide(closed, pairs, out=np.zeros(len(graph)), where=pairs > 0).tolist()
    return {
        item: share if many > 1 else None
        for item, share, many in zip(graph, shares, degrees.tolist(), strict=True)
    }


def closed_pairs(graph: nx.Graph[str]) -> NDArray[np.float64]:
    """Count, for each node, the pairs of its contacts that are tied to each other.

    Parameters
    ----------
    graph
        Undirected, without self-loops. Not modified.
    """
    classes = Ties.of(graph).tied_classes
    return triangles(classes.starts, classes.others, classes.size)[classes.of_node]


def _closed_by_strength(graph: nx.Graph[str]) -> NDArray[np.float64]:
    ties = adjacency(graph, weighted=True)
    roots = np.cbrt(ties.data / ties.data.max())
    products = on_ties(ties.indptr, ties.indices, roots, roots) * roots
    return sums_of_rows(ties, products) / 2


def articulation_point(graph: nx.Graph[str]) -> dict[str, bool]:
    """Tell which nodes hold their part of the graph together: without one, it falls apart.

    Parameters
    ----------
    graph
        Undirected; of one mode or two. Not modified.

    Returns
    -------
    dict[str, bool]
        Every node in the graph's order.

    Notes
    -----
    Time O(nodes + ties).

    References
    ----------
    .. [1] Hopcroft, J. & Tarjan, R., Communications of the ACM 16 (1973), 372-378.
    """
    ties = Ties.of(graph)
    is_cut, _ = cut_nodes_and_ties(ties.starts, ties.others)
    return dict(zip(graph, is_cut.tolist(), strict=True))


def _ties_each(graph: nx.Graph[str]) -> list[tuple[str, int]]:
    return list(zip(graph, matrices.degrees(graph).tolist(), strict=True))


def _strengths_each(graph: nx.Graph[str]) -> list[tuple[str, float]]:
    """Add up strengths; exactly rounded, so that the order of the ties cannot show."""
    ties = adjacency(graph, weighted=True)
    strengths, ends = ties.data.tolist(), ties.indptr.tolist()
    return [
        (item, math.fsum(strengths[first:last]))
        for item, first, last in zip(graph, ends, ends[1:], strict=False)
    ]


def _counted(
    degrees: Iterable[tuple[str, float]], count: int, *, normalized: bool
) -> dict[str, int] | dict[str, float | None]:
    return _divided(degrees, count) if normalized else {item: int(ties) for item, ties in degrees}


def _divided(values: Iterable[tuple[str, float]], count: int) -> dict[str, float | None]:
    return {item: value / (count - 1) if count > 1 else None for item, value in values}
