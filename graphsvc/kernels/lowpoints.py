"""Which nodes and ties hold a graph together: a depth-first walk, and how far back parts reach."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiling import Whole, compiled

Flags = NDArray[np.bool_]


@compiled
def cut_nodes_and_ties(starts: Whole, others: Whole) -> tuple[Flags, Flags]:
    """Mark the nodes and the ties without which a part of the graph falls apart.

    Parameters
    ----------
    starts, others
        Which nodes are tied to which, both ways, each once.

    Returns
    -------
    tuple of arrays
        For each node whether it is an articulation point; for each entry of `others` whether the
        tie is a bridge, said on one of its two entries.

    Notes
    -----
    Time and memory O(nodes + ties).

    References
    ----------
    .. [1] Hopcroft, J. & Tarjan, R., Communications of the ACM 16 (1973), 372-378.
    """
    nodes = len(starts) - 1
    is_cut, is_bridge = np.zeros(nodes, dtype=np.bool_), np.zeros(len(others), dtype=np.bool_)
    met = np.full(nodes, -1, dtype=np.int32)  # when the walk came to a node
    low = np.zeros(nodes, dtype=np.int32)  # the earliest node that it or those below it are tied to
    at = np.zeros(nodes, dtype=np.int64)  # the next tie of a node to follow
    trail = np.empty(nodes, dtype=np.int32)
    time = 0  # counts the nodes met
    for root in range(nodes):
        if met[root] >= 0:
            continue
        met[root] = low[root] = time
        time += 1
        at[root] = starts[root]
        trail[0], depth, branches = root, 1, 0
        while depth:
            node = trail[depth - 1]
            if at[node] < starts[node + 1]:
                other = others[at[node]]
                at[node] += 1
                if met[other] < 0:
                    met[other] = low[other] = time
                    time += 1
                    at[other] = starts[other]
                    trail[depth] = other
                    depth += 1
                elif depth < 2 or other != trail[depth - 2]:
                    low[node] = min(low[node], met[other])
                continue
            depth -= 1
            if depth:
                parent = trail[depth - 1]
                low[parent] = min(low[parent], low[node])
                is_bridge[at[parent] - 1] = low[node] > met[parent]
                is_cut[parent] |= low[node] >= met[parent]
                branches += depth == 1
        is_cut[root] = branches > 1
    return is_cut, is_bridge
