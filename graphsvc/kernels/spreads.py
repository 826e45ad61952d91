"""How the ties of each node are spread over groups."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from graphsvc.kernels.compiling import Long, Number, Whole, compiled
from graphsvc.kernels.sums import added


class Spread(NamedTuple):
    """The strengths of a node's ties added up by the group they lead to: a number for each node.

    Attributes
    ----------
    inside
        What leads to the node's own group; 0 where that is not known.
    outside
        What leads to other groups.
    total
        Both together.
    squares
        The squares of what leads to each group, added up.
    """

    inside: Number
    outside: Number
    total: Number
    squares: Number


def by_group(starts: Whole, others: Whole, strengths: Number, group: Whole, groups: int) -> Spread:
    """Add up, for each node, the strengths of its ties by the group they lead to.

    Parameters
    ----------
    starts, others, strengths
        Where the ties of each node lead, and how strong each is.
    group
        The group of each node, from 0; -1 where it is not known: ties to it are left out.
    groups
        How many groups there are.

    Notes
    -----
    Sums are kept to twice the usual precision and rounded once: equal parts in another order give
    an equal sum. Time O(nodes + ties), memory O(nodes + groups).
    """
    found = Spread(*(np.zeros(len(starts) - 1) for _ in Spread._fields))
    _add_up(starts, others, strengths, group, groups, *found)
    return found


@compiled
def _add_up(
    starts: Whole,
    others: Whole,
    strengths: Number,
    group: Whole,
    groups: int,
    inside: Number,
    outside: Number,
    total: Number,
    squares: Number,
) -> None:
    part, rest = np.zeros(groups), np.zeros(groups)
    met_by = np.full(groups, -1, dtype=np.int32)
    met = np.empty(groups, dtype=np.int32)
    for node in range(len(starts) - 1):
        many = 0
        for place in range(starts[node], starts[node + 1]):
            to = group[others[place]]
            if to < 0:
                continue
            if met_by[to] != node:
                met_by[to] = node
                met[many] = to
                many += 1
                part[to], rest[to] = 0.0, 0.0
            part[to], lost = added(part[to], strengths[place])
            rest[to] += lost
        out, out_rest, whole, whole_rest, squared, squared_rest = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
        for at in range(many):
            to = met[at]
            here = part[to] + rest[to]
            whole, lost = added(whole, here)
            whole_rest += lost
            squared, lost = added(squared, here * here)
            squared_rest += lost
            if to == group[node]:
                inside[node] = here
            else:
                out, lost = added(out, here)
                out_rest += lost
        outside[node], total[node] = out + out_rest, whole + whole_rest
        squares[node] = squared + squared_rest


@compiled
def count_by_group(starts: Whole, others: Whole, group: Whole, groups: int) -> tuple[Long, Long]:
    """Count the ties of each group, from both of their ends: those inside it, and those that leave.

    Parameters
    ----------
    starts, others
        Which nodes are tied to which, both ways.
    group
        The group of each node, from 0; -1 where it is not known: its ties are left out.
    groups
        How many groups there are.

    Notes
    -----
    Time O(nodes + ties); unsigned places as in `components.products_of_ends`.
    """
    inside, leaving = np.zeros(groups, dtype=np.int64), np.zeros(groups, dtype=np.int64)
    for node in range(len(starts) - 1):
        own = group[node]
        if own < 0:
            continue
        same, met = 0, 0
        for other in others[starts[node] : starts[node + 1]]:
            to = group[np.uint32(other)]
            same += to == own
            met += to >= 0
        inside[own] += same
        leaving[own] += met - same
    return inside, leaving


@compiled
def add_by_group(
    starts: Whole, others: Whole, strengths: Number, group: Whole, groups: int
) -> tuple[Number, Number]:
    """Add up the strengths of the ties of each group, as `count_by_group` counts them.

    Parameters
    ----------
    starts, others, strengths, group, groups
        As for `by_group`.

    Notes
    -----
    As exact as `by_group`. Time O(nodes + ties).
    """
    inside, leaving = np.zeros(groups), np.zeros(groups)
    lost_inside, lost_leaving = np.zeros(groups), np.zeros(groups)
    for node in range(len(starts) - 1):
        own = group[node]
        if own < 0:
            continue
        same, away, same_lost, away_lost = inside[own], leaving[own], 0.0, 0.0
        for place in range(starts[node], starts[node + 1]):
            to = group[np.uint32(others[place])]
            if to == own:
                same, lost = added(same, strengths[place])
                same_lost += lost
            elif to >= 0:
                away, lost = added(away, strengths[place])
                away_lost += lost
        inside[own], leaving[own] = same, away
        lost_inside[own] += same_lost
        lost_leaving[own] += away_lost
    return inside + lost_inside, leaving + lost_leaving
