"""How deep in the network's core each node lies."""

from __future__ import annotations

import numpy as np

from graphsvc.kernels.compiling import Whole, compiled


@compiled
def core_numbers(starts: Whole, others: Whole) -> Whole:
    """Return the largest k so that a node has k neighbours who have k neighbours among themselves.

    Parameters
    ----------
    starts, others
        Which nodes are tied to which, both ways.

    Notes
    -----
    Nodes leave in order of their degree, kept sorted by counting. Time O(nodes + ties).

    References
    ----------
    .. [1] Batagelj, V. & Zaversnik, M., arXiv cs/0310049 (2003).
    """
    nodes = len(starts) - 1
    degree = np.empty(nodes, dtype=np.int32)
    for node in range(nodes):
        degree[node] = starts[node + 1] - starts[node]
    first = np.zeros(nodes + 2, dtype=np.int32)  # where the nodes of each degree begin
    for node in range(nodes):
        first[degree[node] + 1] += 1
    for value in range(nodes + 1):
        first[value + 1] += first[value]
    order = np.empty(nodes, dtype=np.int32)
    place = np.empty(nodes, dtype=np.int32)
    free = first.copy()
    for node in range(nodes):
        place[node] = free[degree[node]]
        order[place[node]] = node
        free[degree[node]] += 1
    for at in range(nodes):
        node = order[at]
        for tie in range(starts[node], starts[node + 1]):
            other = others[tie]
            if degree[other] > degree[node]:
                # It changes places with the first of its degree and joins the degree below.
                ahead = first[degree[other]]
                there = order[ahead]
                order[place[other]], order[ahead] = there, other
                place[there], place[other] = place[other], ahead
                first[degree[other]] += 1
                degree[other] -= 1
    return degree
