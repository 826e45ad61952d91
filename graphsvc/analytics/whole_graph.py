"""Measures of a graph as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import networkx as nx
import numpy as np

from graphsvc.analytics.distances import Reach, sweep
from graphsvc.analytics.neighbourhoods import closed_pairs
from graphsvc.analytics.numbering import numbered
from graphsvc.analytics.views import ORGANIZATION
from graphsvc.dispatch.graphs import Ties

# Louvain looks at the nodes in an order drawn by lot and can stop short of the best partition; the
# best of so many draws is taken, or of fewer where one takes long.
_DRAWS = 10
_TIES_FOR_ONE_DRAW = 20_000


def nodes(graph: nx.Graph[str]) -> int:
    """Count the nodes, isolates included; in a two-mode graph, those of both modes.

    Parameters
    ----------
    graph
        Directed or not; of one mode or two. Not modified.
    """
    return len(graph)


def ties(graph: nx.Graph[str]) -> int:
    """Count the ties; in a directed graph, one there and one back are two.

    Parameters
    ----------
    graph
        Directed or not; of one mode or two. Not modified.
    """
    return graph.number_of_edges()


def density(graph: nx.Graph[str]) -> float | None:
    """Return the share of the possible ties that exist.

    Possible are n(n - 1)/2 ties, twice that in a directed graph. A projection of shared bodies is
    made of cliques: its density is not to be compared with that of ties that were asked for.

    Parameters
    ----------
    graph
        Directed or not, without self-loops. Not modified.

    Returns
    -------
    float | None
        In [0, 1]. None where there are fewer than two nodes.

    References
    ----------
    .. [1] Wasserman, S. & Faust, K., Social Network Analysis, Cambridge (1994), section 4.2.
    """
    return float(nx.density(graph)) if len(graph) > 1 else None


def density_two_mode(affiliations: nx.Graph[str]) -> float | None:
    """Return the share of the possible ties that exist: each organization with each body.

    Parameters
    ----------
    affiliations
        Two-mode graph: nodes with the attribute `mode`, as from `views.two_mode`. Not modified.

    Returns
    -------
    float | None
        In [0, 1]. None where either mode is empty.

    References
    ----------
    .. [1] Borgatti, S. P. & Everett, M. G., Social Networks 19 (1997), 243-269.
    """
    modes = [data["mode"] for _, data in affiliations.nodes(data=True)]
    organizations = modes.count(ORGANIZATION)
    possible = organizations * (len(modes) - organizations)
    return affiliations.number_of_edges() / possible if possible else None


def components(graph: nx.Graph[str]) -> int:
    """Count the parts that are not tied to each other; an isolate is one. Directions are ignored.

    Parameters
    ----------
    graph
        Directed or not; of one mode or two. Not modified.
    """
    return sum(1 for _ in _components(graph))


def diameter(
    graph: nx.Graph[str], *, weighted: bool = False, reach: Mapping[str, Reach] | None = None
) -> float | None:
    """Return the greatest distance between two nodes of the largest component.

    Where several components are the largest, all of them are looked at. In a directed graph, the
    components are those that hang together when directions are ignored, and only pairs are looked
    at of which one reaches the other.

    Parameters
    ----------
    graph
        Directed or not; of one mode or two. With `weighted`, ties carry `cost`. Not modified.
    weighted
        Take ties as 1 / strength long.
    reach
        What `distances.sweep` gave for this graph, where it is at hand.

    Returns
    -------
    float | None
        Steps, a whole number; weighted, the sum of 1 / strength along the way. 0 where no component
        has two nodes. None for an empty graph.

    Notes
    -----
    Time O(nodes x ties), with a logarithm where weighted.

    References
    ----------
    .. [1] Wasserman, S. & Faust, K., Social Network Analysis, Cambridge (1994), section 4.2.
    """
    if not graph:
        return None
    reach = reach or sweep(graph, weighted=weighted)
    return _plain(max(reach[item].farthest for item in _largest(graph)))


def mean_distance(
    graph: nx.Graph[str], *, weighted: bool = False, reach: Mapping[str, Reach] | None = None
) -> float | None:
    """Return the mean distance between the nodes of the largest component.

    Over the same pairs as `diameter`.

    Parameters
    ----------
    graph, weighted, reach
        As for `diameter`.

    Returns
    -------
    float | None
        Steps, 1 or more; weighted, the mean of the sum of 1 / strength along the way, more than 0.
        None where no component has two nodes.

    References
    ----------
    .. [1] Watts, D. J. & Strogatz, S. H., Nature 393 (1998), 440-442.
    """
    reach = reach or sweep(graph, weighted=weighted)
    largest = _largest(graph)
    reached = sum(reach[item].nodes for item in largest)
    return float(sum(reach[item].total for item in largest) / reached) if reached else None


def transitivity(graph: nx.Graph[str]) -> float | None:
    """Return the share of pairs of ties with a node in common whose other ends are tied too.

    Parameters
    ----------
    graph
        Undirected, without self-loops. Not modified.

    Returns
    -------
    float | None
        In [0, 1]. None where no two ties have a node in common.

    References
    ----------
    .. [1] Newman, M. E. J., Watts, D. J. & Strogatz, S. H., PNAS 99 (2002), 2566-2572.
    """
    degrees = np.diff(Ties.of(graph).starts).astype(float)
    pairs = float(np.sum(degrees * (degrees - 1))) / 2
    return float(np.sum(closed_pairs(graph))) / pairs if pairs else None


def degree_centralization(graph: nx.Graph[str]) -> float | None:
    """Say how far the ties hang on one node: the sum of (largest degree - degree) over its maximum.

    The maximum is (n - 1)(n - 2), had by a star, where one node has all the ties. 0 where all
    degrees are equal.

    Parameters
    ----------
    graph
        Undirected, without self-loops. Not modified.

    Returns
    -------
    float | None
        In [0, 1]. None where there are fewer than three nodes.

    References
    ----------
    .. [1] Freeman, L. C., Social Networks 1 (1979), 215-239.
    """
    if len(graph) < 3:
        return None
    degrees = [degree for _, degree in graph.degree]
    most = max(degrees)
    return sum(most - degree for degree in degrees) / ((len(graph) - 1) * (len(graph) - 2))


def degree_assortativity(graph: nx.Graph[str]) -> float | None:
    """Return the correlation of the degrees at the two ends of a tie.

    Positive where nodes with many ties are tied to one another, negative where they are tied to
    nodes with few.

    Parameters
    ----------
    graph
        Undirected, without self-loops. Not modified.

    Returns
    -------
    float | None
        In [-1, 1]. None where all ends of ties have the same degree, or there are no ties.

    Notes
    -----
    Worked out in whole numbers, so that equal degrees are seen to be equal.

    References
    ----------
    .. [1] Newman, M. E. J., Physical Review Letters 89 (2002), 208701, equation 4.
    """
    ends = [(graph.degree[first], graph.degree[second]) for first, second in graph.edges]
    count = len(ends)
    squared_sum = sum(first + second for first, second in ends) ** 2
    spread = 2 * count * sum(first**2 + second**2 for first, second in ends) - squared_sum
    if not spread:
        return None
    return (4 * count * sum(first * second for first, second in ends) - squared_sum) / spread


def modularity_found(
    graph: nx.Graph[str], *, weighted: bool = False, seed: int = 0
) -> float | None:
    """Return the modularity of the communities that Louvain's method finds.

    Modularity is the share of ties inside communities, less what chance would give. The best of ten
    draws is taken; of one in graphs of more than 20,000 ties.

    Parameters
    ----------
    graph
        Directed or not, without self-loops; `strength` on every tie if `weighted`. Not modified.
    weighted
        Use the strengths.
    seed
        Of the first draw; the same seed gives the same value.

    Returns
    -------
    float | None
        In [0, 1). None without ties.

    References
    ----------
    .. [1] Blondel, V. D., Guillaume, J.-L., Lambiotte, R. & Lefebvre, E., J. Statistical Mechanics
       (2008), P10008.
    """
    if not graph.number_of_edges():
        return None
    return communities_found(graph, weighted=weighted, seed=seed)[0]


def communities_found(
    graph: nx.Graph[str], *, weighted: bool = False, seed: int = 0
) -> tuple[float, list[list[str]]]:
    """Find the communities of a graph with ties, and their modularity, as `modularity_found` says.

    Returns
    -------
    tuple
        The modularity, and the communities, the largest first, equal ones in the graph's order;
        their nodes in that order too.
    """
    plain, items = numbered(graph), list(graph)
    weight = "strength" if weighted else None
    best: tuple[float, list[list[int]]] = (-1.0, [])
    for draw in range(louvain_draws(graph.number_of_edges())):
        parts = nx.community.louvain_communities(plain, weight=weight, seed=seed + draw)
        value = float(nx.community.modularity(plain, parts, weight=weight))
        if value > best[0]:
            best = value, [sorted(part) for part in parts]
    ordered = sorted(best[1], key=lambda part: (-len(part), part))
    return best[0], [[items[place] for place in part] for part in ordered]


def louvain_draws(ties: int) -> int:
    """Say how many draws `modularity_found` makes on a graph of so many ties."""
    return 1 if ties > _TIES_FOR_ONE_DRAW else _DRAWS


def _components(graph: nx.Graph[str]) -> list[set[str]]:
    if isinstance(graph, nx.DiGraph):
        return list(nx.weakly_connected_components(graph))
    return list(nx.connected_components(graph))


def _largest(graph: nx.Graph[str]) -> list[str]:
    """Return the nodes of the largest component, or of all that are as large, in graph order."""
    parts = _components(graph)
    size = max((len(part) for part in parts), default=0)
    inside = {item for part in parts if len(part) == size for item in part}
    return [item for item in graph if item in inside]


def _plain(value: int | Fraction) -> float:
    return value if isinstance(value, int) else float(value)
