"""Nodes and ties without which their part of the graph falls apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiling import Whole, compiled

_Flags = NDArray[np.bool_]


@compiled
def cuts(starts: Whole, others: Whole) -> tuple[_Flags, Whole]:
    """Find the cut points, and the ties that are bridges.

    Parameters
    ----------
    starts, others
        Which nodes are tied to which, both ways; none to itself.

    Returns
    -------
    tuple of arrays
        Whether each node is a cut point; and for each node the other end of the bridge by which the
        search came to it, or -1.

    Notes
    -----
    One search in depth, on a stack of its own. Time O(nodes + ties).

    References
    ----------
    .. [1] Tarjan, R. E., SIAM J. Computing 1 (1972), 146-160.
    """
    nodes = len(starts) - 1
    found = np.full(nodes, -1, dtype=np.int32)  # when each was come to
    low = np.zeros(nodes, dtype=np.int32)  # the earliest that can be reached from beyond it
    before = np.full(nodes, -1, dtype=np.int32)
    following = starts[:-1].copy()
    time = 0
    for root in range(nodes):
        if found[root] < 0:
            time = _part(starts, others, root, time, following, found, low, before)
    cut = np.zeros(nodes, dtype=np.bool_)
    bridge = np.full(nodes, -1, dtype=np.int32)
    branches = np.zeros(nodes, dtype=np.int32)
    for node in range(nodes):
        parent = before[node]
        if parent >= 0:
            branches[parent] += 1
            cut[parent] |= before[parent] >= 0 and low[node] >= found[parent]
            if low[node] > found[parent]:
                bridge[node] = parent
    for node in range(nodes):
        cut[node] |= before[node] < 0 and branches[node] > 1
    return cut, bridge


@compiled
def _part(
    starts: Whole,
    others: Whole,
    root: int,
    time: int,
    following: Whole,
    found: Whole,
    low: Whole,
    before: Whole,
) -> int:
    """Search all that hangs together with a node; return the time after it."""
    found[root] = low[root] = time
    time += 1
    node = root
    while node >= 0:
        if following[node] < starts[node + 1]:
            other = others[following[node]]
            following[node] += 1
            if found[other] < 0:
                before[other] = node
                found[other] = low[other] = time
                time += 1
                node = other
            elif other != before[node]:
                low[node] = min(low[node], found[other])
            continue
        parent = before[node]
        if parent >= 0:
            low[parent] = min(low[parent], low[node])
        node = parent
    return time
