"""Pairs of nodes that are not tied, and what they have in common."""

from __future__ import annotations

import numpy as np

from graphsvc.kernels.compiling import Long, Number, Whole, compiled
from graphsvc.kernels.sums import added


def untied_before(starts: Whole, others: Whole) -> Long:
    """Count the pairs that are not tied and whose lower node comes before each node.

    Parameters
    ----------
    starts, others
        Which nodes are tied to which, both ways.

    Returns
    -------
    array
        One number more than there are nodes: the last counts all pairs.

    Notes
    -----
    Time O(nodes + ties).
    """
    nodes = len(starts) - 1
    ends = np.repeat(np.arange(nodes), np.diff(starts))
    higher = np.bincount(ends[others > ends], minlength=nodes)
    found = np.zeros(nodes + 1, dtype=np.int64)
    np.cumsum(np.arange(nodes - 1, -1, -1) - higher, out=found[1:])
    return found


def list_untied(
    starts: Whole, others: Whole, nodes: tuple[int, int], many: int
) -> tuple[Whole, Whole]:
    """List the pairs that are not tied.

    Parameters
    ----------
    starts, others
        Which nodes are tied to which, both ways.
    nodes
        Of which lower nodes: from the first of these up to before the second.
    many
        How many pairs that are, as `untied_before` says.

    Returns
    -------
    tuple of arrays
        The two nodes of each pair, the lower first; in order.

    Notes
    -----
    Time O(lower nodes x nodes), memory O(pairs).
    """
    firsts, seconds = np.empty(many, dtype=np.int32), np.empty(many, dtype=np.int32)
    _list(starts, others, nodes, firsts, seconds)
    return firsts, seconds


@compiled
def _list(
    starts: Whole, others: Whole, lower: tuple[int, int], firsts: Whole, seconds: Whole
) -> None:
    nodes = len(starts) - 1
    tied_to = np.full(nodes, -1, dtype=np.int32)
    many = 0
    for node in range(lower[0], lower[1]):
        for place in range(starts[node], starts[node + 1]):
            tied_to[others[place]] = node
        for other in range(node + 1, nodes):
            if tied_to[other] != node:
                firsts[many], seconds[many] = node, other
                many += 1


def shared_by_untied(
    starts: Whole, others: Whole, worth: Number, nodes: tuple[int, int], many: int
) -> Number:
    """Add up, for each pair that is not tied, what those are worth who are tied to both.

    Parameters
    ----------
    starts, others
        Which nodes are tied to which, both ways.
    worth
        A number for each node.
    nodes, many
        Of which pairs, as for `list_untied`.

    Returns
    -------
    array
        A number for each pair, in the order of `list_untied`.

    Notes
    -----
    Sums are kept to twice the usual precision and rounded once, so that the order of the nodes
    cannot show. Time O(lower nodes x nodes + sum over their ties of the degree of the other end).
    """
    found = np.zeros(many)
    _add_up(starts, others, worth, nodes, found)
    return found


@compiled
def _add_up(
    starts: Whole, others: Whole, worth: Number, lower: tuple[int, int], found: Number
) -> None:
    nodes = len(starts) - 1
    tied_to = np.full(nodes, -1, dtype=np.int32)
    total, rest = np.zeros(nodes), np.zeros(nodes)
    many = 0
    for node in range(lower[0], lower[1]):
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
