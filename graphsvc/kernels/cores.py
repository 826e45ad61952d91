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
    Whoever has the fewest ties left leaves, level by level; a level looks through those who are
    left, which are at most 2 ties / level. Time O(ties log(levels) + nodes).

    References
    ----------
    .. [1] Kabir, H. & Madduri, K., Parallel k-core decomposition on multicore platforms, IPDPS
       workshops (2017), 1482-1491 (its sequential form).
    """
    nodes = len(starts) - 1
    degree, left = np.empty(nodes, dtype=np.int32), np.empty(nodes, dtype=np.int32)
    for node in range(nodes):
        degree[node] = starts[node + 1] - starts[node]
        left[node] = node
    # One place more, so that writing needs no condition, which the processor would guess wrong.
    leaving = np.empty(nodes + 1, dtype=np.int32)
    many, level = nodes, 0
    while many:
        stay = end = 0
        for at in range(many):
            node = left[at]
            leaving[end], left[stay] = node, node
            end += degree[node] == level
            stay += degree[node] > level
        many = stay
        at = 0
        while at < end:
            node = leaving[at]
            at += 1
            for tie in range(starts[node], starts[node + 1]):
                other = others[tie]
                ties = degree[other]
                degree[other] = ties - (ties > level)
                leaving[end] = other
                end += ties == level + 1
        level += 1
    return degree
