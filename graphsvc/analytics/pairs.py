"""Measures of two nodes: what two that are not tied have in common, and what a tie carries.

A pair is given by its two nodes in order; in a directed graph, by where a tie comes from and goes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graphsvc.analytics import views
from graphsvc.analytics.lengths import follow
from graphsvc.analytics.matrices import adjacency
from graphsvc.analytics.pair_values import Pair, PairValues, in_order
from graphsvc.analytics.passing import count_paths
from graphsvc.dispatch.graphs import Ties
from graphsvc.kernels.compiling import Number, Whole
from graphsvc.kernels.lowpoints import cut_nodes_and_ties
from graphsvc.kernels.ordering import renumbered
from graphsvc.kernels.untied import list_untied, shared_by_untied


def projection_newman(affiliations: nx.Graph[str]) -> Mapping[Pair, float]:
    """Add 1 / (n - 1) for each body of n members that two organizations share.

    Parameters
    ----------
    affiliations
        Two-mode graph: nodes with the attribute `mode`, as from `views.two_mode`. Not modified.

    Returns
    -------
    Mapping[Pair, float]
        Organizations that share a body; more than 0. The others have 0 and are left out.

    Notes
    -----
    Time and memory O(sum of squares of the body sizes).

    References
    ----------
    .. [1] Newman, M. E. J., Physical Review E 64 (2001), 016132.
    """
    return _strengths(views.one_mode(affiliations, views.Weighting.NEWMAN))


def projection_count(affiliations: nx.Graph[str]) -> Mapping[Pair, float]:
    """Count the bodies that two organizations share.

    Parameters
    ----------
    affiliations
        As for `projection_newman`.

    Returns
    -------
    Mapping[Pair, float]
        Organizations that share a body; 1 or more. The others have 0 and are left out.

    References
    ----------
    .. [1] Breiger, R. L., Social Forces 53 (1974), 181-190.
    """
    return _strengths(views.one_mode(affiliations, views.Weighting.COUNT))


def common_neighbors(graph: nx.Graph[str]) -> Mapping[Pair, int | None]:
    """Count the contacts that two nodes share which are not tied to each other.

    Parameters
    ----------
    graph
        Undirected, without self-loops. Not modified.

    Returns
    -------
    Mapping[Pair, int]
        All pairs that are not tied, in order; 0 or more.

    Notes
    -----
    Time O(nodes squared + sum over ties of the degree of one end), memory O(nodes squared): for
    graphs of some thousand nodes at most.

    References
    ----------
    .. [1] Liben-Nowell, D. & Kleinberg, J., J. American Society for Information Science and
       Technology 58 (2007), 1019-1031.
    """
    untied = _Untied.of(graph)
    return untied.values(untied.shared(np.ones(untied.size)).astype(np.int64))


def jaccard(graph: nx.Graph[str]) -> Mapping[Pair, float | None]:
    """Divide the number of contacts that two nodes share by the number that either has.

    Parameters
    ----------
    graph
        As for `common_neighbors`.

    Returns
    -------
    Mapping[Pair, float | None]
        All pairs that are not tied, in order; in [0, 1]. None for two isolates.

    References
    ----------
    .. [1] Liben-Nowell, D. & Kleinberg, J., J. American Society for Information Science and
       Technology 58 (2007), 1019-1031.
    """
    untied = _Untied.of(graph)
    shared = untied.shared(np.ones(untied.size))
    either = untied.degrees[untied.first] + untied.degrees[untied.second] - shared
    apart = either == 0
    return untied.values(
        shared / np.where(apart, 1, either), undefined=apart if apart.any() else None
    )


def adamic_adar(graph: nx.Graph[str]) -> Mapping[Pair, float | None]:
    """Add 1 / ln(degree) of each contact that two nodes share: one with few ties says more.

    Parameters
    ----------
    graph
        As for `common_neighbors`.

    Returns
    -------
    Mapping[Pair, float]
        All pairs that are not tied, in order; 0 or more.

    References
    ----------
    .. [1] Adamic, L. A. & Adar, E., Social Networks 25 (2003), 211-230.
    """
    untied = _Untied.of(graph)
    # Whoever is a contact of two has at least two ties, so the logarithm is never 0.
    several = untied.degrees > 1
    logarithms = np.log(np.where(several, untied.degrees, np.e))
    return untied.values(untied.shared(np.where(several, 1 / logarithms, 0.0)))


def resource_allocation(graph: nx.Graph[str]) -> Mapping[Pair, float | None]:
    """Add 1 / degree of each contact that two nodes share.

    What one would receive of the other if each contact passed on what it gets in equal parts.

    Parameters
    ----------
    graph
        As for `common_neighbors`.

    Returns
    -------
    Mapping[Pair, float]
        All pairs that are not tied, in order; 0 or more.

    References
    ----------
    .. [1] Zhou, T., Lu, L. & Zhang, Y.-C., European Physical Journal B 71 (2009), 623-630.
    """
    untied = _Untied.of(graph)
    return untied.values(untied.shared(1 / np.maximum(untied.degrees, 1)))


def preferential_attachment(graph: nx.Graph[str]) -> Mapping[Pair, int | None]:
    """Multiply the degrees of two nodes that are not tied to each other.

    Parameters
    ----------
    graph
        As for `common_neighbors`.

    Returns
    -------
    Mapping[Pair, int]
        All pairs that are not tied, in order; 0 or more.

    References
    ----------
    .. [1] Barabasi, A.-L. & Albert, R., Science 286 (1999), 509-512.
    """
    untied = _Untied.of(graph)
    degrees = untied.degrees.astype(np.int64)
    return untied.values(degrees[untied.first] * degrees[untied.second])


def edge_betweenness(
    graph: nx.Graph[str], *, weighted: bool = False, raw: Number | None = None
) -> Mapping[Pair, float]:
    """Add up, over all pairs of nodes, the share of shortest paths that run along a tie.

    Each unordered pair counts once; in a directed graph each ordered pair.

    Parameters
    ----------
    graph
        Directed or not; of one mode or two. With `weighted`, ties carry `cost`. Not modified.
    weighted
        Take ties as 1 / strength long.
    raw
        What runs along each entry of `Ties.of(graph).others` in its direction, over ordered pairs,
        where it is at hand.

    Returns
    -------
    Mapping[Pair, float]
        Every tie, in order; pairs, 0 or more.

    Notes
    -----
    Time O(nodes x ties), with a logarithm where weighted; unless directed or weighted, nodes with
    the same neighbours count once.

    References
    ----------
    .. [1] Girvan, M. & Newman, M. E. J., PNAS 99 (2002), 7821-7826.
    """
    if raw is None and (weighted or graph.is_directed()):
        ways = follow(graph, weighted=weighted)
        raw = None if ways is None else ways.ties
    if raw is None and weighted:
        exact = nx.edge_betweenness_centrality(graph, normalized=False, weight="cost")
        found = {_pair(graph, tie): float(value) for tie, value in exact.items()}
        return dict(sorted(found.items()))
    along = count_paths(graph).along if raw is None else raw
    if not graph.is_directed():
        # Both directions of a tie are added up, and each pair was met from both ends.
        along = (along + _other_way(Ties.of(graph), along)) / 2
    return PairValues.of_ties(Ties.of(graph), along)


def bridge(graph: nx.Graph[str]) -> Mapping[Pair, bool]:
    """Tell which ties hold their part of the graph together: without one, it falls apart.

    Parameters
    ----------
    graph
        Undirected; of one mode or two. Not modified.

    Returns
    -------
    Mapping[Pair, bool]
        Every tie, in order.

    Notes
    -----
    Time O(nodes + ties).

    References
    ----------
    .. [1] Tarjan, R. E., Information Processing Letters 2 (1974), 160-161.
    """
    ties = Ties.of(graph)
    _, is_bridge = cut_nodes_and_ties(ties.starts, ties.others)
    # It is marked on one of the two ends.
    return PairValues.of_ties(ties, is_bridge | _other_way(ties, is_bridge))


def untied_pairs(graph: nx.Graph[str]) -> int:
    """Count the pairs of nodes that are not tied: how long the answers about them are."""
    return len(graph) * (len(graph) - 1) // 2 - graph.number_of_edges()


@dataclass(frozen=True)
class _Untied:
    """The pairs of nodes that are not tied, nodes in order.

    Attributes
    ----------
    names
        The nodes.
    starts, others
        Which of them are tied.
    first, second
        The two nodes of each pair that is not.
    """

    names: list[str]
    starts: Whole
    others: Whole
    first: Whole
    second: Whole

    @classmethod
    def of(cls, graph: nx.Graph[str]) -> _Untied:
        ties = Ties.of(graph)
        names, order = in_order(ties)
        starts, others = ties.starts, ties.others
        if order is not None:
            starts, others, _, _ = renumbered(starts, others, order)
        return cls(names, starts, others, *list_untied(starts, others))

    @property
    def size(self) -> int:
        return len(self.names)

    @property
    def degrees(self) -> Number:
        return np.diff(self.starts).astype(np.float64)

    def shared(self, worth: Number) -> Number:
        """Add up, for each pair, what those are worth who are tied to both."""
        return shared_by_untied(self.starts, self.others, worth)

    def values(
        self, column: NDArray[Any], *, undefined: NDArray[np.bool_] | None = None
    ) -> PairValues:
        """Give each pair its value."""
        return PairValues(self.names, self.first, self.second, column, undefined)


def _strengths(graph: nx.Graph[str]) -> PairValues:
    return PairValues.of_ties(Ties.of(graph), adjacency(graph, weighted=True).data)


def _other_way(ties: Ties, values: NDArray[Any]) -> NDArray[Any]:
    """Give each undirected tie what stands in `values` for its other direction."""
    matrix = sparse.csr_array((values, ties.others, ties.starts), (len(ties), len(ties)))
    found: NDArray[Any] = matrix.tocsc().data
    return found


def _pair(graph: nx.Graph[str], tie: tuple[Any, ...]) -> Pair:
    first, second = tie
    return (first, second) if graph.is_directed() or first < second else (second, first)
