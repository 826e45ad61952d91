"""How the ties of each node are spread over groups."""

from __future__ import annotations

import numpy as np

from graphsvc.kernels.compiling import Number, Whole, compiled


def by_group(
    starts: Whole, others: Whole, strengths: Number, group: Whole, groups: int
) -> tuple[Whole, Whole, Number]:
    """Add up, for each node, the strengths of its ties by the group they lead to.

    Parameters
    ----------
    starts, others, strengths
        Where the ties of each node lead, and how strong each is.
    group
        The group of each node, from 0; -1 where it is not known: ties to it are left out.
    groups
        How many groups there are.

    Returns
    -------
    tuple of arrays
        The groups that the ties of each node lead to as `starts` and `groups`, ascending, and the
        sum for each.

    Notes
    -----
    Sums are kept to twice the usual precision and rounded once: equal parts in another order give
    an equal sum. Time O(nodes + ties), memory O(nodes + groups + what is returned).
    """
    counts = _count(starts, others, group, groups)
    ends = np.concatenate([[0], np.cumsum(counts)])
    found, sums = np.empty(int(ends[-1]), dtype=np.int32), np.empty(int(ends[-1]))
    _add_up(starts, others, strengths, group, groups, ends, found, sums)
    return ends.astype(np.int32), found, sums


@compiled
def _count(starts: Whole, others: Whole, group: Whole, groups: int) -> Whole:
    found = np.zeros(len(starts) - 1, dtype=np.int32)
    met_by = np.full(groups, -1, dtype=np.int32)
    for node in range(len(found)):
        for place in range(starts[node], starts[node + 1]):
            to = group[others[place]]
            if to >= 0 and met_by[to] != node:
                met_by[to] = node
                found[node] += 1
    return found


@compiled
def _add_up(
    starts: Whole,
    others: Whole,
    strengths: Number,
    group: Whole,
    groups: int,
    ends: Whole,
    found: Whole,
    sums: Number,
) -> None:
    total, rest = np.zeros(groups), np.zeros(groups)
    met_by = np.full(groups, -1, dtype=np.int32)
    for node in range(len(starts) - 1):
        end = ends[node]
        for place in range(starts[node], starts[node + 1]):
            to = group[others[place]]
            if to < 0:
                continue
            if met_by[to] != node:
                met_by[to] = node
                found[end] = to
                end += 1
                total[to], rest[to] = 0.0, 0.0
            before = total[to]
            after = before + strengths[place]
            gained = after - before
            rest[to] += (before - (after - gained)) + (strengths[place] - gained)
            total[to] = after
        found[ends[node] : end].sort()
        for place in range(ends[node], end):
            sums[place] = total[found[place]] + rest[found[place]]
