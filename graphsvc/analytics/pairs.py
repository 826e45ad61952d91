"""Measures of two nodes: what two that are not tied have in common, and what a tie carries.

A pair is given by its two nodes in order; in a directed graph, by where a tie comes from and goes.
"""

from __future__ import annotations

from typing import Any

import networkx as nx
from numpy.typing import NDArray
from scipy import sparse

from graphsvc.analytics import views
from graphsvc.analytics.lengths import follow
from graphsvc.analytics.matrices import adjacency
from graphsvc.analytics.pair_values import Pair, PairValues
from graphsvc.analytics.passing import count_paths
from graphsvc.analytics.untied import Untied
from graphsvc.dispatch.graphs import Ties
from graphsvc.kernels.compiling import Number
from graphsvc.kernels.lowpoints import cut_nodes_and_ties


def projection_newman(affiliations: nx.Graph[str]) -> PairValues:
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


def projection_count(affiliations: nx.Graph[str]) -> PairValues:
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


def common_neighbors(graph: nx.Graph[str], *, raw: Untied | None = None) -> PairValues:
    """Count the contacts that two nodes share which are not tied to each other.

    Parameters
    ----------
    graph
        Undirected, without self-loops. Not modified.
    raw
        Its pairs that are not tied, where they are at hand.

    Returns
    -------
    Mapping[Pair, int]
        All pairs that are not tied, in order; 0 or more.

    Notes
    -----
    Time O(nodes squared + sum over ties of the degree of one end), memory O(nodes squared): for
    graphs of some thousand nodes. Of more, `largest_pairs` finds those that have most.

    References
    ----------
    .. [1] Liben-Nowell, D. & Kleinberg, J., J. American Society for Information Science and
       Technology 58 (2007), 1019-1031.
    """
    return (raw or Untied.of(graph)).values("common_neighbors")


def jaccard(graph: nx.Graph[str], *, raw: Untied | None = None) -> PairValues:
    """Divide the number of contacts that two nodes share by the number that either has.

    Parameters
    ----------
    graph, raw
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
    return (raw or Untied.of(graph)).values("jaccard")


def adamic_adar(graph: nx.Graph[str], *, raw: Untied | None = None) -> PairValues:
    """Add 1 / ln(degree) of each contact that two nodes share: one with few ties says more.

    Parameters
    ----------
    graph, raw
        As for `common_neighbors`.

    Returns
    -------
    Mapping[Pair, float]
        All pairs that are not tied, in order; 0 or more.

    References
    ----------
    .. [1] Adamic, L. A. & Adar, E., Social Networks 25 (2003), 211-230.
    """
    return (raw or Untied.of(graph)).values("adamic_adar")


def resource_allocation(graph: nx.Graph[str], *, raw: Untied | None = None) -> PairValues:
    """Add 1 / degree of each contact that two nodes share.

    What one would receive of the other if each contact passed on what it gets in equal parts.

    Parameters
    ----------
    graph, raw
        As for `common_neighbors`.

    Returns
    -------
    Mapping[Pair, float]
        All pairs that are not tied, in order; 0 or more.

    References
    ----------
    .. [1] Zhou, T., Lu, L. & Zhang, Y.-C., European Physical Journal B 71 (2009), 623-630.
    """
    return (raw or Untied.of(graph)).values("resource_allocation")


def preferential_attachment(graph: nx.Graph[str], *, raw: Untied | None = None) -> PairValues:
    """Multiply the degrees of two nodes that are not tied to each other.

    Parameters
    ----------
    graph, raw
        As for `common_neighbors`.

    Returns
    -------
    Mapping[Pair, int]
        All pairs that are not tied, in order; 0 or more.

    References
    ----------
    .. [1] Barabasi, A.-L. & Albert, R., Science 286 (1999), 509-512.
    """
    return (raw or Untied.of(graph)).values("preferential_attachment")


def edge_betweenness(
    graph: nx.Graph[str], *, weighted: bool = False, raw: Number | None = None
) -> PairValues:
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
        values = {_pair(graph, tie): each for tie, each in exact.items()}
        return PairValues.of_items(sorted(graph), values)
    along = count_paths(graph).along if raw is None else raw
    if not graph.is_directed():
        # Both directions of a tie are added up, and each pair was met from both ends.
        along = (along + _other_way(Ties.of(graph), along)) / 2
    return PairValues.of_ties(Ties.of(graph), along)


def bridge(graph: nx.Graph[str]) -> PairValues:
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
