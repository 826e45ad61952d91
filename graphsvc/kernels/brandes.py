"""Betweenness by Brandes's method: nodes that are alike once, and near sources side by side.

A block of sources walks through the graph together, each in a lane of its own. What is added up for
a tie is then a short row of numbers, which the processor adds at once. Sources that are near one
another come to the same nodes at the same step, so they are put into the same block.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from graphsvc.kernels.alone import from_each
from graphsvc.kernels.brandes_ties import Rows, share_out
from graphsvc.kernels.compiling import (
    Long,
    Number,
    Whole,
    compiled,
    compiled_in_place,
    in_pieces,
)
from graphsvc.kernels.lanes import LANES, add_row
from graphsvc.kernels.ordering import neighbours_together, renumbered

# Where fewer than one node in so many is a source, sources are far from one another.
_APART = 500


class Sums(NamedTuple):
    """What shortest paths add up to, over ordered pairs of nodes.

    Attributes
    ----------
    through
        For one member of each class, the sum of the share of the shortest paths between two others
        that pass through it.
    far
        The same without those paths that start or end at a neighbour of it.
    along
        For each entry of `others`, the sum of the share of the shortest paths that run along a tie
        between two members, in that direction: both directions of a tie have to be added. A tie
        within a class is not among them; it carries the path between its two ends alone. Empty
        where ties were not asked for.
    """

    through: Number
    far: Number
    along: Number


class Walks:
    """A graph of classes laid out for walks through it: neighbours side by side.

    Parameters
    ----------
    starts, others
        Which classes of nodes are tied to which, both ways.
    size
        How many nodes are in each class. They have the same neighbours outside of it.
    tied
        Whether the members of a class are tied to one another. If not, they are two steps apart.
    """

    def __init__(self, starts: Whole, others: Whole, size: Number, *, tied: bool) -> None:
        self._order = neighbours_together(starts, others)
        near, ends, self._place, self._entries = renumbered(starts, others, self._order)
        self._laid = near, ends, size[self._order]
        self._tied = tied

    def sums(
        self,
        sources: Whole | None = None,
        *,
        begun: Number | None = None,
        along_ties: bool = False,
    ) -> Sums:
        """Count the shortest paths through a member of each class, and along ties between them.

        Parameters
        ----------
        sources
            The classes to start from, all if left out. From fewer, the answer is that part of the
            sum.
        begun
            From how many members of each class paths are counted; from all if left out.
        along_ties
            Whether to count the paths along each tie as well; takes about a third longer.

        Notes
        -----
        No member of a class lies between another member and anybody. Time O(sources x ties), memory
        O(nodes), with ties O(ties), for each core. The last digits hang on the graph alone, not on
        the machine.

        References
        ----------
        .. [1] Brandes, U., J. Mathematical Sociology 25 (2001), 163-177.
        .. [2] Brandes, U., Social Networks 30 (2008), 136-145 (several alike counted once).
        .. [3] Jensen, P. et al., J. Complex Networks 4 (2016), 319-329 (without the neighbours).
        """
        place = self._place
        starts, others, size = self._laid
        chosen = np.sort(place if sources is None else place[sources])
        members = size if begun is None else begun[self._order]

        are_apart = len(chosen) * _APART < len(size)
        follow = from_each if are_apart else _from_sources

        def work(part: Whole) -> Sums:
            return Sums(*follow(starts, others, size, members, self._tied, part, along_ties))

        pieces = in_pieces(work, chosen)
        through, far, along = next(pieces)
        for some in pieces:
            for total, part in zip((through, far, along), some, strict=True):
                np.add(total, part, out=total)
        if along_ties:
            # What ends at any member of a class was counted; along one tie comes the share of one.
            along[self._entries] = along / size[others]
        return Sums(through[place], far[place], along)


def betweenness(
    starts: Whole,
    others: Whole,
    size: Number,
    *,
    tied: bool,
    sources: Whole | None = None,
    begun: Number | None = None,
    along_ties: bool = False,
) -> Sums:
    """Do a single walk, as `Walks` and `Walks.sums` describe it."""
    walks = Walks(starts, others, size, tied=tied)
    return walks.sums(sources, begun=begun, along_ties=along_ties)


@compiled
def _from_sources(
    starts: Whole,
    others: Whole,
    size: Number,
    begun: Number,
    tied: bool,
    sources: Whole,
    along_ties: bool,
) -> tuple[Number, Number, Number]:
    nodes = len(size)
    sums = (np.zeros(nodes), np.zeros(nodes), np.zeros(len(others) if along_ties else 0))
    rows = (
        np.zeros((nodes, LANES)),
        np.zeros((nodes, LANES)),
        np.zeros((nodes, LANES)),
        np.zeros((nodes, LANES)),
        np.zeros((nodes, LANES)),
    )
    steps = np.full((nodes, LANES), -1, dtype=np.int32)
    # A node is met at most once a lane; and there is room for those met in vain at the end.
    order = np.empty(nodes * (LANES + 1), dtype=np.int32)
    ends = np.zeros(nodes + 2, dtype=np.int64)
    listed = np.zeros(nodes, dtype=np.int32)
    for first in range(0, len(sources), LANES):
        block = sources[first : first + LANES]
        ends[1] = _first_step(starts, others, size, tied, block, rows, steps, order, listed)
        last = _outwards(starts, others, size, rows, steps, order, ends, listed)
        _back(starts, others, size, begun, block, rows, steps, order, ends, last, sums)
        _forget(block, rows, steps, order, ends[last])
    return sums


@compiled
def _first_step(
    starts: Whole,
    others: Whole,
    size: Number,
    tied: bool,
    block: Whole,
    rows: Rows,
    steps: Whole,
    order: Whole,
    listed: Whole,
) -> int:
    paths, front, _, _, _ = rows
    met = 0
    for lane in range(len(block)):
        source = block[lane]
        # The others of a class that are not tied to the source are met two steps away.
        if tied or size[source] == 1.0:
            steps[source, lane] = 0
        for place in range(starts[source], starts[source + 1]):
            node = others[place]
            steps[node, lane] = 1
            paths[node, lane] = 1.0
            front[node, lane] = size[node]
            if listed[node] != 1:
                listed[node] = 1
                order[met] = node
                met += 1
    return met


@compiled
def _outwards(
    starts: Whole,
    others: Whole,
    size: Number,
    rows: Rows,
    steps: Whole,
    order: Whole,
    ends: Long,
    listed: Whole,
) -> int:
    """Count the paths step by step; `order[ends[s - 1]:ends[s]]` are those met at step s."""
    _, front, sums, _, _ = rows
    step = 1
    while True:
        met = ends[step]
        for at in range(ends[step - 1], ends[step]):
            node = order[at]
            for place in range(starts[node], starts[node + 1]):
                other = others[place]
                if listed[other] != step + 1:
                    listed[other] = step + 1
                    order[met] = other
                    met += 1
                add_row(sums, other, front, node)
        for at in range(ends[step - 1], ends[step]):
            front[order[at]] = 0.0
        fresh = _keep_fresh(size, rows, steps, order, ends[step], met, step + 1)
        if fresh == ends[step]:
            for at in range(met):
                listed[order[at]] = 0
            return step
        # Those met in vain have to be forgotten as well; they stand behind the ones kept.
        for at in range(fresh, met):
            listed[order[at]] = 0
        step += 1
        ends[step] = fresh


@compiled
def _keep_fresh(
    size: Number, rows: Rows, steps: Whole, order: Whole, first: int, met: int, step: int
) -> int:
    """Settle what was met for the first time in some lane; return where its list ends."""
    paths, front, sums, _, _ = rows
    fresh = first
    for at in range(first, met):
        node = order[at]
        kept = False
        for lane in range(LANES):
            count = sums[node, lane]
            sums[node, lane] = 0.0
            if count > 0.0 and steps[node, lane] < 0:
                steps[node, lane] = step
                paths[node, lane] = count
                front[node, lane] = count * size[node]
                kept = True
        if kept:
            order[at], order[fresh] = order[fresh], node
            fresh += 1
    return fresh


@compiled
def _back(
    starts: Whole,
    others: Whole,
    size: Number,
    begun: Number,
    block: Whole,
    rows: Rows,
    steps: Whole,
    order: Whole,
    ends: Long,
    last: int,
    found: tuple[Number, Number, Number],
) -> None:
    """Add up, from the farthest step inwards, what lies beyond each node."""
    _, front, _, _, far_front = rows
    through, far, along = found
    for step in range(last, 0, -1):
        for at in range(ends[step - 1], ends[step]):
            _settle(order[at], step, size, begun, block, rows, steps, through, far)
        before = order[ends[step - 2] : ends[step - 1]] if step > 1 else order[:0]
        if len(along):
            share_out(step, before, starts, others, size, begun, block, rows, steps, along)
        _come_from(before, starts, others, rows)
        for at in range(ends[step - 1], ends[step]):
            front[order[at]] = 0.0
            far_front[order[at]] = 0.0


@compiled
def _come_from(nodes: Whole, starts: Whole, others: Whole, rows: Rows) -> None:
    """Add up for some nodes what lies beyond those met one step later."""
    _, front, sums, far_sums, far_front = rows
    for node in nodes:
        sums[node] = 0.0
        far_sums[node] = 0.0
        for place in range(starts[node], starts[node + 1]):
            add_row(sums, node, front, others[place])
            add_row(far_sums, node, far_front, others[place])


@compiled_in_place
def _settle(
    node: int,
    step: int,
    size: Number,
    begun: Number,
    block: Whole,
    rows: Rows,
    steps: Whole,
    through: Number,
    far: Number,
) -> None:
    """Work out one node in the lanes that met it at this step: its sums are complete."""
    paths, front, sums, far_sums, far_front = rows
    for lane in range(len(block)):
        if steps[node, lane] != step:
            continue
        source = block[lane]
        count = paths[node, lane]
        beyond = sums[node, lane] * count
        through[node] += begun[source] * beyond
        if step > 1:
            far[node] += begun[source] * far_sums[node, lane] * count
        share = (size[node] - 1.0 if node == source else size[node]) / count
        front[node, lane] = share * (1.0 + beyond)
        far_front[node, lane] = share * beyond


@compiled
def _forget(block: Whole, rows: Rows, steps: Whole, order: Whole, end: int) -> None:
    _, _, sums, far_sums, _ = rows
    for at in range(end):
        node = order[at]
        steps[node] = -1
        sums[node] = 0.0
        far_sums[node] = 0.0
    for lane in range(len(block)):
        steps[block[lane], lane] = -1
