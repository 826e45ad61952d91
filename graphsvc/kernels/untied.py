"""Pairs of nodes that are not tied, and what they have in common."""

from __future__ import annotations

import numpy as np

from graphsvc.kernels.compiling import Number, Whole, compiled
from graphsvc.kernels.sums import added


def list_untied(starts: Whole, others: Whole) -> tuple[Whole, Whole]:
    """List the pairs that are not tied.

    Parameters
    ----------
    starts, others
        Which nodes are tied to which, both ways.

    Returns
    -------
    tuple of arrays
        The two nodes of each pair, the lower first; in order.

    Notes
    -----
    Time and memory O(nodes squared).
    """
    nodes = len(starts) - 1
    many = nodes * (nodes - 1) // 2 - len(others) // 2
    firsts, seconds = np.empty(many, dtype=np.int32), np.empty(many, dtype=np.int32)
    _list(starts, others, firsts, seconds)
    return firsts, seconds


@compiled
def _list(starts: Whole, others: Whole, firsts: Whole, seconds: Whole) -> None:
    nodes = len(starts) - 1
    tied_to = np.full(nodes, -1, dtype=np.int32)
    many = 0
    for node in range(nodes):
        for place in range(starts[node], starts[node + 1]):
            tied_to[others[place]] = node
        for other in range(node + 1, nodes):
            if tied_to[other] != node:
                firsts[many], seconds[many] = node, other
                many += 1


def shared_by_untied(starts: Whole, others: Whole, worth: Number) -> Number:
    """Add up, for each pair that is not tied, what those are worth who are tied to both.

    Parameters
    ----------
    starts, others
        Which nodes are tied to which, both ways.
    worth
        A number for each node.

    Returns
    -------
    array
        A number for each pair, in the order of `list_untied`.

    Notes
    -----
    Sums are kept to twice the usual precision and rounded once, so that the order of the nodes
    cannot show. Time O(nodes squared + sum over ties of the degree of one end).
    """
    nodes = len(starts) - 1
    found = np.zeros(nodes * (nodes - 1) // 2 - len(others) // 2)
    _add_up(starts, others, worth, found)
    return found


@compiled
def _add_up(starts: Whole, others: Whole, worth: Number, found: Number) -> None:
    nodes = len(starts) - 1
    tied_to = np.full(nodes, -1, dtype=np.int32)
    total, rest = np.zeros(nodes), np.zeros(nodes)
    many = 0
    for node in range(nodes):
        for place in range(starts[node], starts[node + 1]):
            between = others[place]
            tied_to[between] = node
            for further in range(starts[between], starts[between + 1]):
                other = others[further]
                total[other], lost = added(total[other], worth[between])
                rest[other] += lost
        for other in range(node + 1, nodes):
            if tied_to[other] != node:
                found[many] = total[other] + rest[other]
                many += 1
        total[:], rest[:] = 0.0, 0.0
