"""Which parts of a network hang together, and how its ties lead from degree to degree."""

from __future__ import annotations

import numpy as np

from graphsvc.kernels.compiling import Long, Whole, compiled


@compiled
def components(starts: Whole, others: Whole) -> tuple[int, Whole]:
    """Count the components, and number the one of each node, as their first nodes come.

    Parameters
    ----------
    starts, others
        Which nodes are tied to which, both ways.

    Notes
    -----
    Time and memory O(nodes + ties). SciPy turns the matrix round first, which takes twice as long
    as the rest.
    """
    nodes = len(starts) - 1
    part = np.full(nodes, -1, dtype=np.int32)
    waiting = np.empty(nodes, dtype=np.int32)
    count = 0
    for first in range(nodes):
        if part[first] >= 0:
            continue
        part[first] = count
        waiting[0], many = first, 1
        while many:
            many -= 1
            node = waiting[many]
            for other in others[starts[node] : starts[node + 1]]:
                if part[np.uint32(other)] < 0:
                    part[other] = count
                    waiting[many] = other
                    many += 1
        count += 1
    return count, part


@compiled
def products_of_ends(starts: Whole, others: Whole, values: Long) -> int:
    """Add up the products of the values of both ends, over ties from each of their ends.

    Parameters
    ----------
    starts, others
        Which nodes are tied to which, both ways.
    values
        A number for each node.

    Notes
    -----
    Unsigned places in a slice: no index has to be looked at for being negative or too large, and
    several values are fetched at once, which is three times as fast.
    """
    total = 0
    for node in range(len(starts) - 1):
        met = 0
        for other in others[starts[node] : starts[node + 1]]:
            met += values[np.uint32(other)]
        total += values[node] * met
    return total
