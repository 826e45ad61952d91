"""Betweenness from sources that are far from one another: one after the other.

Such sources come to a node at different steps, so that walking together saves them nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiling import Long, Number, Whole, compiled

_AWAY = -1
# How many paths lead to each node, at which step it is met, and whether it leads to one met later.
_Met = tuple[Number, Whole, NDArray[np.bool_]]


@compiled
def from_each(
    starts: Whole,
    others: Whole,
    size: Number,
    begun: Number,
    tied: bool,
    sources: Whole,
    along_ties: bool,
) -> tuple[Number, Number, Number]:
    """Count the shortest paths from some classes; parameters and answer as in `brandes`.

    Notes
    -----
    Time O(sources x ties), memory O(nodes), with ties O(ties).

    References
    ----------
    .. [1] Brandes, U., J. Mathematical Sociology 25 (2001), 163-177.
    """
    nodes = len(size)
    sums = (np.zeros(nodes), np.zeros(nodes), np.zeros(len(others) if along_ties else 0))
    paths, steps = np.zeros(nodes), np.full(nodes, _AWAY, dtype=np.int32)
    met = (paths, steps, np.zeros(nodes, dtype=np.bool_))
    order = np.empty(nodes + 1, dtype=np.int32)
    ends = np.zeros(nodes + 2, dtype=np.int64)
    beyond = np.zeros((nodes, 2))
    for source in sources:
        # The others of a class that are not tied to the source are met two steps away.
        if tied or size[source] == 1.0:
            steps[source] = 0
        last = _outwards(starts, others, size, source, met, order, ends)
        _back(starts, others, size, begun[source], source, met, order, ends, last, beyond, sums)
        for at in range(ends[last]):
            steps[order[at]] = _AWAY
        steps[source] = _AWAY
    return sums


@compiled
def _outwards(
    starts: Whole, others: Whole, size: Number, source: int, met: _Met, order: Whole, ends: Long
) -> int:
    """Count the paths step by step; `order[ends[s - 1]:ends[s]]` are those met at step s."""
    paths, steps, leads = met
    many = 0
    for place in range(starts[source], starts[source + 1]):
        other = others[place]
        steps[other], paths[other], order[many] = 1, 1.0, other
        many += 1
    step = 1
    ends[1] = many
    while ends[step] > ends[step - 1]:
        for at in range(ends[step - 1], ends[step]):
            node = order[at]
            coming, is_on_the_way = paths[node] * size[node], False
            for place in range(starts[node], starts[node + 1]):
                other = others[place]
                if steps[other] == _AWAY:
                    steps[other], paths[other], order[many] = step + 1, coming, other
                    many += 1
                    is_on_the_way = True
                elif steps[other] == step + 1:
                    paths[other] += coming
                    is_on_the_way = True
            leads[node] = is_on_the_way
        step += 1
        ends[step] = many
    return step - 1


@compiled
def _back(
    starts: Whole,
    others: Whole,
    size: Number,
    begun: float,
    source: int,
    met: _Met,
    order: Whole,
    ends: Long,
    last: int,
    beyond: Number,
    sums: tuple[Number, Number, Number],
) -> None:
    """Add up, from the farthest step inwards, what lies beyond each node, for each path to it.

    The second number of `beyond` is what lies beyond without what ends at the node itself.
    """
    paths, steps, leads = met
    through, far, along = sums
    for step in range(last, 0, -1):
        for at in range(ends[step - 1], ends[step]):
            node = order[at]
            ahead, far_ahead = 0.0, 0.0
            if leads[node]:
                for place in range(starts[node], starts[node + 1]):
                    other = others[place]
                    if steps[other] == step + 1:
                        ahead += beyond[other, 0]
                        far_ahead += beyond[other, 1]
                        if len(along):
                            along[place] += begun * paths[node] * beyond[other, 0]
            ahead *= paths[node]
            through[node] += begun * ahead
            if step > 1:
                far[node] += begun * far_ahead * paths[node]
            share = (size[node] - 1.0 if node == source else size[node]) / paths[node]
            beyond[node, 0], beyond[node, 1] = share * (1.0 + ahead), share * ahead
    if len(along):
        for place in range(starts[source], starts[source + 1]):
            along[place] += begun / size[source] * beyond[others[place], 0]
