"""Measures of a graph as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import compress

import networkx as nx
import numpy as np

from graphsvc.analytics import matrices
from graphsvc.analytics.distances import Reach, sweep
from graphsvc.analytics.louvain import communities
from graphsvc.analytics.neighbourhoods import closed_pairs
from graphsvc.analytics.views import ORGANIZATION
from graphsvc.dispatch.graphs import Ties
from graphsvc.kernels.components import products_of_ends


def nodes(graph: nx.Graph[str]) -> int:
    """Count the nodes, isolates included; in a two-mode graph, those of both modes.

    Parameters
    ----------
    graph
        Directed or not; of one mode or two. Not modified.

    References
    ----------
    .. [1] Wasserman, S. & Faust, K., Social Network Analysis, Cambridge (1994), section 4.2.
    """
    return len(graph)


def ties(graph: nx.Graph[str]) -> int:
    """Count the ties; in a directed graph, one there and one back are two.

    Parameters
    ----------
    graph
        Directed or not; of one mode or two. Not modified.

    References
    ----------
    .. [1] Wasserman, S. & Faust, K., Social Network Analysis, Cambridge (1994), section 4.2.
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

    References
    ----------
    .. [1] Wasserman, S. & Faust, K., Social Network Analysis, Cambridge (1994), section 4.2.
    """
    return matrices.parts(graph)[0] if graph else 0


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
    degrees = matrices.degrees(graph).astype(np.int64)
    return int(np.sum(degrees.max() - degrees)) / ((len(graph) - 1) * (len(graph) - 2))


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
    degrees = matrices.degrees(graph).astype(np.int64)
    # Each tie stands here from both of its ends; the sums over ends fit, their products need not.
    count = int(np.sum(degrees))
    squared_sum = int(np.sum(degrees**2)) ** 2
    spread = count * int(np.sum(degrees**3)) - squared_sum
    if not spread:
        return None
    ties = Ties.of(graph)
    products = products_of_ends(ties.starts, ties.others, degrees)
    return (count * products - squared_sum) / spread


def modularity_found(
    graph: nx.Graph[str], *, weighted: bool = False, seed: int = 0
) -> float | None:
    """Return the modularity of the communities that Louvain's method finds.

    Modularity is the share of ties inside communities, less what chance would give. The best of ten
    draws is taken, of fewer in graphs of more than 25,000 ties, and of one in those of more than
    125,000.

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
    return communities(graph, weighted=weighted, seed=seed)[1]


def _largest(graph: nx.Graph[str]) -> list[str]:
    """Return the nodes of the largest component, or of all that are as large, in graph order."""
    if not graph:
        return []
    _, part = matrices.parts(graph)
    sizes = np.bincount(part)
    return list(compress(graph, (sizes[part] == sizes.max()).tolist()))


def _plain(value: Fraction | float) -> float:
    return value if isinstance(value, int) else float(value)
