"""Communities: parts of a network whose members are tied to one another more than to the rest."""

from __future__ import annotations

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sknetwork.clustering import Louvain

from graphsvc.analytics.groups import modularity_groups
from graphsvc.analytics.matrices import adjacency, parts

# Louvain looks at the nodes in an order drawn by lot and can stop short of the best partition; the
# best of so many draws is taken, or of fewer where they would look at more ties than this in all.
_DRAWS = 10
_TIES = 500_000


def communities(
    graph: nx.Graph[str], *, weighted: bool = False, seed: int = 0
) -> tuple[NDArray[np.int64], float | None]:
    """Find communities by Louvain's method.

    Parameters
    ----------
    graph
        Directed or not, without self-loops; `strength` on every tie if `weighted`. Not modified.
    weighted
        Use the strengths.
    seed
        Of the first draw; the same seed gives the same communities.

    Returns
    -------
    tuple
        The community of each node, numbered from the largest down, equal ones as their first nodes
        come; and the modularity: the share of ties inside communities, less what chance would give.
        It is None without ties; then each node is a community of its own.

    Notes
    -----
    The best of ten draws, of fewer in graphs of more than 50,000 ties, and one alone in graphs of
    more than 250,000. Time O(ties) a draw.

    References
    ----------
    .. [1] Blondel, V. D., Guillaume, J.-L., Lambiotte, R. & Lefebvre, E., J. Statistical Mechanics
       (2008), P10008.
    .. [2] Dugué, N. & Perez, A., Directed Louvain, hal-01231784 (2015).
    """
    if not graph.number_of_edges():
        return np.arange(len(graph)), None
    matrix = sparse.csr_matrix(adjacency(graph, weighted=weighted))
    draws = draws_on(graph.number_of_edges())
    # Not below that of the components, which is 0 or more.
    best = parts(graph)[1].astype(np.int64)
    most = _modularity(graph, best, weighted=weighted)
    for draw in range(seed, seed + draws):
        found = Louvain(shuffle_nodes=True, random_state=draw).fit_predict(matrix)
        reached = _modularity(graph, found, weighted=weighted)
        if reached > most:
            best, most = found, reached
    return _by_size(best), most


def draws_on(ties: int) -> int:
    """Say how many draws are made on a graph of so many ties."""
    return max(1, min(_DRAWS, _TIES // max(ties, 1)))


def _modularity(graph: nx.Graph[str], found: NDArray[np.int64], *, weighted: bool) -> float:
    groups = {item: str(label) for item, label in zip(graph, found.tolist(), strict=True)}
    return modularity_groups(graph, groups, weighted=weighted) or 0.0


def _by_size(found: NDArray[np.int64]) -> NDArray[np.int64]:
    _, first, which, sizes = np.unique(
        found, return_index=True, return_inverse=True, return_counts=True
    )
    order = np.lexsort((first, -sizes))
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return place[which]
