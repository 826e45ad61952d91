"""Communities by Louvain's method, which begins again with what it has found."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from graphsvc.kernels.compiling import Number, Whole, compiled

# A move has to gain more than this share of a node's ties: less is rounding, and could go on for
# ever.
_LEAST_GAIN = 1e-12
_ROUNDS = 10


class Merged(NamedTuple):
    """A graph whose nodes may be merged ones.

    Attributes
    ----------
    starts, others, strengths
        Its ties, both ways; those within a merged node are left out.
    leaving, arriving
        The strength of all ties that leave a node and that arrive at it, those within included.
    """

    starts: Whole
    others: Whole
    strengths: Number
    leaving: Number
    arriving: Number


def louvain(ties: Any, dice: np.random.Generator, *, directed: bool) -> Whole:
    """Find communities of high modularity.

    Parameters
    ----------
    ties
        Sparse matrix of the strengths of ties, more than 0; both ways unless directed. None of a
        node to itself.
    dice
        For the order in which nodes are looked at.
    directed
        Whether ties lead one way.

    Returns
    -------
    array
        The community of each node, from 0.

    Notes
    -----
    Nodes move to the community of a neighbour where that gains most modularity, until none does;
    communities are merged to nodes, which move in turn. All of it begins again with the communities
    found, single nodes first, so that whoever was merged too early can leave: until nothing
    changes, at most ten times. Time O(ties) a level.

    References
    ----------
    .. [1] Blondel, V. D. et al., J. Statistical Mechanics (2008), P10008.
    .. [2] Dugué, N. & Perez, A., hal-01231784 (2015) (directed).
    """
    leaving: Number = np.asarray(ties.sum(axis=1), dtype=np.float64).ravel()
    arriving: Number = np.asarray(ties.sum(axis=0), dtype=np.float64).ravel()
    both = sparse.csr_array((ties + ties.T) / 2) if directed else ties
    rows, others = both.indptr.astype(np.int32), both.indices.astype(np.int32)
    level = Merged(rows, others, both.data.astype(np.float64), leaving, arriving)
    found = np.arange(len(leaving), dtype=np.int32)
    total = float(leaving.sum())
    if not total:
        return found
    for again in range(_ROUNDS):
        has_moved = _move(*level, total, _order(level, dice), found) > 0
        if again and not has_moved:
            break  # what is merged of them has settled before
        if not (_improve_merged(level, found, total, dice) or has_moved):
            break
    return _numbered(found)


def _improve(level: Merged, found: Whole, total: float, dice: np.random.Generator) -> bool:
    """Move the nodes of a level, then those merged of them; tell whether any moved."""
    has_moved = _move(*level, total, _order(level, dice), found) > 0
    return _improve_merged(level, found, total, dice) or has_moved


def _improve_merged(level: Merged, found: Whole, total: float, dice: np.random.Generator) -> bool:
    """Merge the nodes of each community and move them; tell whether any moved."""
    found[:] = _numbered(found)
    many = int(found.max(initial=-1)) + 1
    if many == len(found):
        return False
    merged = np.arange(many, dtype=np.int32)
    if not _improve(_merged(level, found, many), merged, total, dice):
        return False
    found[:] = merged[found]
    return True


def _order(level: Merged, dice: np.random.Generator) -> Whole:
    return dice.permutation(len(level.leaving)).astype(np.int32)


def _merged(level: Merged, found: Whole, many: int) -> Merged:
    """Make nodes of communities."""
    ties = _add_up(level.starts, level.others, level.strengths, found, many)
    sums = [np.bincount(found, ends, minlength=many) for ends in (level.leaving, level.arriving)]
    return Merged(*ties, *(each.astype(np.float64) for each in sums))


@compiled
def _numbered(found: Whole) -> Whole:
    """Number communities as their first nodes come."""
    number = np.full(len(found), -1, dtype=np.int32)
    numbered = np.empty(len(found), dtype=np.int32)
    many = 0
    for node in range(len(found)):
        if number[found[node]] < 0:
            number[found[node]] = many
            many += 1
        numbered[node] = number[found[node]]
    return numbered


@compiled
def _add_up(
    starts: Whole, others: Whole, strengths: Number, found: Whole, many: int
) -> tuple[Whole, Whole, Number]:
    """Add up the ties between communities; those within one are left out."""
    ends = np.zeros(many + 1, dtype=np.int32)
    for community in found:
        ends[community + 1] += 1
    for community in range(many):
        ends[community + 1] += ends[community]
    members, free = np.empty(len(found), dtype=np.int32), ends.copy()
    for node in range(len(found)):
        members[free[found[node]]] = node
        free[found[node]] += 1
    sums = np.zeros(many)
    rows = np.zeros(many + 1, dtype=np.int32)
    # One place more, so that writing needs no condition, which the processor would guess wrong.
    to, between = np.empty(len(others) + 1, dtype=np.int32), np.empty(len(others))
    for community in range(many):
        begin = end = rows[community]
        for at in range(ends[community], ends[community + 1]):
            node = members[at]
            for place in range(starts[node], starts[node + 1]):
                other = found[others[place]]
                if other == community:
                    continue
                to[end] = other
                end += sums[other] == 0.0
                sums[other] += strengths[place]
        for place in range(begin, end):
            between[place] = sums[to[place]]
            sums[to[place]] = 0.0
        rows[community + 1] = end
    return rows, to[: rows[many]].copy(), between[: rows[many]].copy()


@compiled
def _move(
    starts: Whole,
    others: Whole,
    strengths: Number,
    leaving: Number,
    arriving: Number,
    total: float,
    order: Whole,
    found: Whole,
) -> int:
    """Let nodes move to where they gain most, until none gains; return how many times one did."""
    nodes = len(order)
    all_leaving, all_arriving = np.zeros(nodes), np.zeros(nodes)
    for node in range(nodes):
        all_leaving[found[node]] += leaving[node]
        all_arriving[found[node]] += arriving[node]
    # Those to be looked at, in a ring; who moves puts its neighbours at the end.
    waiting, is_waiting = order.copy(), np.ones(nodes, dtype=np.bool_)
    first, many = 0, nodes
    # One place more, so that writing needs no condition, which the processor would guess wrong.
    linked, near = np.zeros(nodes), np.empty(nodes + 1, dtype=np.int32)
    moves = 0
    while many:
        node = waiting[first]
        first, many = (first + 1) % nodes, many - 1
        is_waiting[node] = False
        old, close = found[node], 0
        for place in range(starts[node], starts[node + 1]):
            other = found[others[place]]
            near[close] = other
            close += linked[other] == 0.0
            linked[other] += strengths[place]
        all_leaving[old] -= leaving[node]
        all_arriving[old] -= arriving[node]
        out, into = leaving[node] / (2.0 * total), arriving[node] / (2.0 * total)
        best = old
        most = linked[old] - out * all_arriving[old] - into * all_leaving[old]
        most += _LEAST_GAIN * (leaving[node] + arriving[node])
        for at in range(close):
            to = near[at]
            gain = linked[to] - out * all_arriving[to] - into * all_leaving[to]
            linked[to] = 0.0
            if to != old and gain > most:
                best, most = to, gain
        all_leaving[best] += leaving[node]
        all_arriving[best] += arriving[node]
        if best == old:
            continue
        found[node] = best
        moves += 1
        for place in range(starts[node], starts[node + 1]):
            other = others[place]
            if found[other] != best and not is_waiting[other]:
                is_waiting[other] = True
                waiting[(first + many) % nodes] = other
                many += 1
    return moves
