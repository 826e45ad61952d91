"""Ties between groups, counted for many ways of dealing out the groups."""

from __future__ import annotations

import numpy as np

from graphsvc.kernels.compiling import Long, Whole, compiled


def crossing(first: Whole, second: Whole, group: Whole, groups: int) -> Long:
    """Count, for each deal and group, the ties with one end in the group and one in another.

    Parameters
    ----------
    first, second
        The ends of each tie, as positions of nodes.
    group
        Deals x nodes: the group of each node, from 0.
    groups
        How many groups there are.

    Returns
    -------
    array
        Deals x groups.

    Notes
    -----
    Time O(deals x ties), memory O(deals x groups).
    """
    found = np.zeros((len(group), groups), dtype=np.int64)
    _count(first, second, group, found)
    return found


@compiled
def _count(first: Whole, second: Whole, group: Whole, found: Long) -> None:
    for deal in range(len(group)):
        for tie in range(len(first)):
            one, other = group[deal, first[tie]], group[deal, second[tie]]
            if one != other:
                found[deal, one] += 1
                found[deal, other] += 1
