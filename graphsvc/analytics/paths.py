"""Measures of a node by the shortest ways through it and from it.

A tie is one step; weighted, it is 1 / strength long. Weighted lengths are whole numbers (see
`views.tie`), since ways that are equally long must be seen to be.
"""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx

from graphsvc.analytics.distances import Reach, sweep
from graphsvc.analytics.lengths import Followed, follow
from graphsvc.analytics.passing import count_paths

Reaches = Mapping[str, Reach]


def betweenness(
    graph: nx.Graph[str],
    *,
    weighted: bool = False,
    normalized: bool = False,
    raw: Mapping[str, float | None] | None = None,
) -> dict[str, float | None]:
    """Add up, over all pairs of other nodes, the share of shortest paths that pass through a node.

    Each unordered pair counts once; in a directed graph each ordered pair.

    Parameters
    ----------
    graph
        Directed or not; of one mode or two. With `weighted`, ties carry `cost`. Not modified.
    weighted
        Take ties as 1 / strength long.
    normalized
        Divide by the number of pairs of others: (n - 1)(n - 2) / 2, twice that where directed.
    raw
        The values that are not normalized, where they are at hand.

    Returns
    -------
    dict[str, float | None]
        Every node in the graph's order; pairs, 0 or more; normalized, in [0, 1], and None in a
        graph of fewer than three nodes.

    Notes
    -----
    Time O(nodes x ties), with a logarithm where weighted; unless directed or weighted, nodes with
    the same neighbours count once. Weighted ways are compared exactly in graphs of up to a million
    nodes x ties, to ten digits in larger ones.

    References
    ----------
    .. [1] Freeman, L. C., Sociometry 40 (1977), 35-41.
    .. [2] Brandes, U., J. Mathematical Sociology 25 (2001), 163-177.
    """
    if raw is None:
        raw = _betweenness(graph, weighted=weighted)
    if not normalized:
        return {item: float(raw[item] or 0) for item in graph}
    ordered = (len(graph) - 1) * (len(graph) - 2)
    pairs = ordered if graph.is_directed() else ordered / 2
    return {item: (raw[item] or 0) / pairs if len(graph) > 2 else None for item in graph}


def closeness(
    graph: nx.Graph[str], *, weighted: bool = False, reach: Reaches | None = None
) -> dict[str, float | None]:
    """Say how near a node is to all others, reached or not (Wasserman & Faust's form).

    ((r - 1) / (n - 1)) ((r - 1) / S) for a node that reaches r of the n nodes, itself included, at
    distances that add up to S: one over the mean distance, times the share of the others reached.

    Parameters
    ----------
    graph
        Undirected; of one mode or two. With `weighted`, ties carry `cost`. Not modified.
    weighted
        Take ties as 1 / strength long.
    reach
        What `distances.sweep` gave for this graph, where it is at hand.

    Returns
    -------
    dict[str, float | None]
        Every node in the graph's order; 0 for an isolate; at most 1, unless weighted.

    Notes
    -----
    Time O(nodes x ties), with a logarithm where weighted.

    References
    ----------
    .. [1] Wasserman, S. & Faust, K., Social Network Analysis, Cambridge (1994), section 5.3.
    """
    reach = reach or sweep(graph, weighted=weighted)
    others = len(graph) - 1
    return {
        item: float(to.nodes**2 / (others * to.total)) if to.nodes else 0.0
        for item, to in reach.items()
    }


def closeness_component(
    graph: nx.Graph[str], *, weighted: bool = False, reach: Reaches | None = None
) -> dict[str, float | None]:
    """Return one over the mean distance of a node to those it reaches, whatever else there is.

    (r - 1) / S for a node that reaches r nodes, itself included, at distances that add up to S. Not
    to be compared between components of different size.

    Parameters
    ----------
    graph, weighted, reach
        As for `closeness`.

    Returns
    -------
    dict[str, float | None]
        Every node in the graph's order; more than 0; at most 1, unless weighted. None where no
        other node is reached.

    References
    ----------
    .. [1] Freeman, L. C., Social Networks 1 (1979), 215-239.
    """
    return _component_form(reach or sweep(graph, weighted=weighted))


def harmonic(
    graph: nx.Graph[str],
    *,
    weighted: bool = False,
    normalized: bool = False,
    reach: Reaches | None = None,
) -> dict[str, float | None]:
    """Add up one over the distance from a node to each other node; one not reached adds nothing.

    Parameters
    ----------
    graph, weighted, reach
        As for `closeness`.
    normalized
        Divide by n - 1.

    Returns
    -------
    dict[str, float | None]
        Every node in the graph's order; 0 or more, 0 for an isolate; normalized, at most 1 unless
        weighted, and None in a graph of one node.

    References
    ----------
    .. [1] Rochat, Y., Closeness centrality extended to unconnected graphs, ASNA (2009).
    """
    return _harmonic(reach or sweep(graph, weighted=weighted), normalized=normalized)


def in_closeness(
    graph: nx.DiGraph[str], *, weighted: bool = False, reach: Reaches | None = None
) -> dict[str, float | None]:
    """Return one over the mean distance to a node from those that reach it (component form).

    Parameters
    ----------
    graph
        Directed. With `weighted`, ties carry `cost`. Not modified.
    weighted
        Take ties as 1 / strength long.
    reach
        What `distances.sweep` gave for the reversed graph, where it is at hand.

    Returns
    -------
    dict[str, float | None]
        Every node in the graph's order; more than 0; at most 1, unless weighted. None where no
        other node reaches it.

    References
    ----------
    .. [1] Wasserman, S. & Faust, K., Social Network Analysis, Cambridge (1994), section 5.3.
    """
    return _component_form(reach or sweep(graph.reverse(copy=False), weighted=weighted))


def out_closeness(
    graph: nx.DiGraph[str], *, weighted: bool = False, reach: Reaches | None = None
) -> dict[str, float | None]:
    """Return one over the mean distance from a node to those it reaches (component form).

    Parameters
    ----------
    graph, weighted
        As for `in_closeness`.
    reach
        What `distances.sweep` gave for this graph, where it is at hand.

    Returns
    -------
    dict[str, float | None]
        Every node in the graph's order; more than 0; at most 1, unless weighted. None where it
        reaches no other node.

    References
    ----------
    .. [1] Wasserman, S. & Faust, K., Social Network Analysis, Cambridge (1994), section 5.3.
    """
    return _component_form(reach or sweep(graph, weighted=weighted))


def in_harmonic(
    graph: nx.DiGraph[str],
    *,
    weighted: bool = False,
    normalized: bool = False,
    reach: Reaches | None = None,
) -> dict[str, float | None]:
    """Add up one over the distance to a node from each other node; one that is cut off adds 0.

    Parameters
    ----------
    graph, weighted, reach
        As for `in_closeness`.
    normalized
        Divide by n - 1.

    Returns
    -------
    dict[str, float | None]
        Every node in the graph's order; 0 or more; normalized, at most 1 unless weighted, and None
        in a graph of one node.

    References
    ----------
    .. [1] Boldi, P. & Vigna, S., Internet Mathematics 10 (2014), 222-262.
    """
    reach = reach or sweep(graph.reverse(copy=False), weighted=weighted)
    return _harmonic(reach, normalized=normalized)


def out_harmonic(
    graph: nx.DiGraph[str],
    *,
    weighted: bool = False,
    normalized: bool = False,
    reach: Reaches | None = None,
) -> dict[str, float | None]:
    """Add up one over the distance from a node to each other node; one it cannot reach adds 0.

    Parameters
    ----------
    graph, weighted, reach
        As for `out_closeness`.
    normalized
        Divide by n - 1.

    Returns
    -------
    dict[str, float | None]
        Every node in the graph's order; 0 or more; normalized, at most 1 unless weighted, and None
        in a graph of one node.

    References
    ----------
    .. [1] Boldi, P. & Vigna, S., Internet Mathematics 10 (2014), 222-262.
    """
    return _harmonic(reach or sweep(graph, weighted=weighted), normalized=normalized)


def bridgeness(
    graph: nx.Graph[str],
    *,
    normalized: bool = False,
    raw: Mapping[str, float | None] | None = None,
) -> dict[str, float | None]:
    """Add up the share of shortest paths through a node over the pairs that are not next to it.

    Betweenness without the paths that start or end at a neighbour of the node: it tells who links
    distant parts of the network from who is the hub of one.

    Parameters
    ----------
    graph
        Undirected. Not modified.
    normalized
        Divide by the number of pairs of others: (n - 1)(n - 2) / 2.
    raw
        The values that are not normalized, where they are at hand.

    Returns
    -------
    dict[str, float | None]
        Every node in the graph's order; pairs, from 0 to the betweenness; normalized, in [0, 1],
        and None in a graph of fewer than three nodes.

    Notes
    -----
    Time as for `betweenness`.

    References
    ----------
    .. [1] Jensen, P. et al., Detecting global bridges in networks, J. Complex Networks 4 (2016),
       319-329.
    """
    values = count_paths(graph).far if raw is None else raw
    if not normalized:
        return {item: values[item] for item in graph}
    pairs = (len(graph) - 1) * (len(graph) - 2) / 2
    return {item: (values[item] or 0) / pairs if len(graph) > 2 else None for item in graph}


def _betweenness(graph: nx.Graph[str], *, weighted: bool) -> Mapping[str, float | None]:
    if weighted or graph.is_directed():
        found = follow(graph, weighted=weighted)
        if found is not None:
            return nodes_of(graph, found)
    if weighted:
        return nx.betweenness_centrality(graph, normalized=False, weight="cost")
    return count_paths(graph).through


def nodes_of(graph: nx.Graph[str], found: Followed) -> dict[str, float | None]:
    """Return the betweenness of each node from the ways that were followed."""
    # Each pair was met from both of its ends, unless ties lead one way.
    values = found.nodes if graph.is_directed() else found.nodes / 2
    return dict(zip(graph, values.tolist(), strict=True))


def _component_form(reach: Reaches) -> dict[str, float | None]:
    return {item: float(to.nodes / to.total) if to.nodes else None for item, to in reach.items()}


def _harmonic(reach: Reaches, *, normalized: bool) -> dict[str, float | None]:
    if not normalized:
        return {item: to.harmonic for item, to in reach.items()}
    others = len(reach) - 1
    return {item: to.harmonic / others if others else None for item, to in reach.items()}
