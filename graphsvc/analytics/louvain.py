"""Communities: parts of a network whose members are tied to one another more than to the rest."""

from __future__ import annotations

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphsvc.analytics.group_ends import ends_between
from graphsvc.analytics.matrices import Matrix, adjacency, parts
from graphsvc.kernels.communities import louvain
from graphsvc.kernels.compiling import as_they_come

# Louvain looks at the nodes in an order drawn by lot and can stop short of the best partition; the
# best of so many draws is taken, or of fewer where they would look at more ties than this in all.
_DRAWS = 10
_TIES = 250_000


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
    The best of ten draws, of fewer in graphs of more than 25,000 ties, and one alone in graphs of
    more than 125,000. Time O(ties) a draw.

    References
    ----------
    .. [1] Blondel, V. D., Guillaume, J.-L., Lambiotte, R. & Lefebvre, E., J. Statistical Mechanics
       (2008), P10008.
    .. [2] Dugué, N. & Perez, A., Directed Louvain, hal-01231784 (2015).
    """
    if not graph.number_of_edges():
        return np.arange(len(graph)), None
    ties, directed = adjacency(graph, weighted=weighted), graph.is_directed()

    def drawn(number: int) -> tuple[NDArray[np.int32], float]:
        found = louvain(ties, np.random.default_rng(number), directed=directed)
        return found, _modularity(ties, found, directed=directed)

    # Not below that of the components, which is 0 or more.
    best = parts(graph)[1].astype(np.int32)
    most = _modularity(ties, best, directed=directed)
    draws = range(seed, seed + draws_on(graph.number_of_edges()))
    for found, reached in as_they_come(drawn, draws):
        if reached > most:
            best, most = found, reached
    return _by_size(best), most


def draws_on(ties: int) -> int:
    """Say how many draws are made on a graph of so many ties."""
    return max(1, min(_DRAWS, _TIES // max(ties, 1)))


def _modularity(ties: Matrix, found: NDArray[np.int32], *, directed: bool) -> float:
    known = range(int(found.max()) + 1)
    return ends_between(ties, found, known, directed=directed).modularity or 0.0


def _by_size(found: NDArray[np.int32]) -> NDArray[np.int64]:
    _, first, which, sizes = np.unique(
        found, return_index=True, return_inverse=True, return_counts=True
    )
    order = np.lexsort((first, -sizes))
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return place[which]
