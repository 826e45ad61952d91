"""What a set of nodes does to a network: pairs left without them, and what they reach together.

Nodes are of two kinds: those that count, and those that ways only lead over (the bodies of a
two-mode graph). Nodes that are gone are passed over, so that no graph has to be made anew.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.bits import bits_in
from graphsvc.kernels.compiling import PIECES, Long, Number, Whole, compiled, each_on_a_core

_BITS = 64
_Flags = NDArray[np.bool_]
_Words = NDArray[np.uint64]


def pairs_by_steps(
    starts: Whole, others: Whole, counted: _Flags, gone: _Flags, sources: Whole, most: int
) -> Long:
    """Count the ordered pairs of nodes by the number of steps between them.

    Parameters
    ----------
    starts, others
        Which nodes are tied, both ways.
    counted
        Which nodes may be the end of a pair.
    gone
        Nodes that are not there.
    sources
        Which nodes are the beginning of a pair; those that are gone are none.
    most
        Pairs farther apart than this are not counted.

    Returns
    -------
    array
        The number of pairs at 0, 1, ..., `most` steps; none at 0.

    Notes
    -----
    64 searches at once, in the bits of one number for each node; fastest where sources that are
    near one another stand side by side. Time O(sources / 64 x ties x steps), memory O(nodes) a
    core.

    References
    ----------
    .. [1] Then, M. et al., Proceedings of the VLDB Endowment 8 (2014), 449-460.
    """
    here = sources[~gone[sources]]
    parts = each_on_a_core(
        lambda part: _pairs_from(starts, others, counted, gone, part, most), _in_blocks(here)
    )
    total: Long = np.sum(parts, axis=0)
    return total


def _in_blocks(sources: Whole) -> list[Whole]:
    """Cut sources into parts in which no search but the last leaves bits idle."""
    blocks = -(-len(sources) // _BITS)
    each = _BITS * max(1, -(-blocks // PIECES))
    return [sources[first : first + each] for first in range(0, max(len(sources), 1), each)]


@compiled
def _pairs_from(
    starts: Whole, others: Whole, counted: _Flags, gone: _Flags, sources: Whole, most: int
) -> Long:
    nodes = len(starts) - 1
    found = np.zeros(most + 1, dtype=np.int64)
    seen = np.zeros(nodes, dtype=np.uint64)
    front = np.zeros(nodes, dtype=np.uint64)
    coming = np.zeros(nodes, dtype=np.uint64)
    active = np.empty(nodes, dtype=np.int32)
    met = np.empty(nodes, dtype=np.int32)
    for first in range(0, len(sources), _BITS):
        block = sources[first : first + _BITS]
        alive, everyone = _begin(block, gone, seen, front, active)
        step = 0
        while alive and step < most:
            step += 1
            many = _spread(starts, others, everyone, seen, front, coming, active[:alive], met)
            alive = 0
            for at in range(many):
                node = met[at]
                fresh = coming[node] & ~seen[node]
                coming[node] = 0
                if fresh:
                    seen[node] |= fresh
                    front[node] = fresh
                    active[alive] = node
                    alive += 1
                    if counted[node]:
                        found[step] += bits_in(fresh)
        for at in range(alive):
            front[active[at]] = 0
    return found


def gains(
    starts: Whole, others: Whole, counted: _Flags, sources: Whole, worth: Number, held: Number
) -> Number:
    """Say what each node would add to the reach of a set.

    Parameters
    ----------
    starts, others, counted, sources
        As for `pairs_by_steps`.
    worth
        What it is worth to reach a node in 0, 1, ... steps; farther nodes are not looked for.
    held
        For each node, what the set gets of it already.

    Returns
    -------
    array
        For each source, the sum over counted nodes, itself included, of worth less what is held,
        where that is more than nothing.

    Notes
    -----
    Time O(sources / 64 x ties x steps), and one addition for each node that a source gains.
    """
    parts = each_on_a_core(
        lambda part: _gains_from(starts, others, counted, part, worth, held), _in_blocks(sources)
    )
    return np.concatenate(parts) if parts else np.zeros(0)


@compiled
def _gains_from(
    starts: Whole, others: Whole, counted: _Flags, sources: Whole, worth: Number, held: Number
) -> Number:
    nodes = len(starts) - 1
    found = np.zeros(len(sources))
    gone = np.zeros(nodes, dtype=np.bool_)
    seen = np.zeros(nodes, dtype=np.uint64)
    front = np.zeros(nodes, dtype=np.uint64)
    coming = np.zeros(nodes, dtype=np.uint64)
    active = np.empty(nodes, dtype=np.int32)
    met = np.empty(nodes, dtype=np.int32)
    for first in range(0, len(sources), _BITS):
        block = sources[first : first + _BITS]
        lanes = found[first : first + _BITS]
        for bit in range(len(block)):
            if counted[block[bit]]:
                lanes[bit] = max(0.0, worth[0] - held[block[bit]])
        alive, everyone = _begin(block, gone, seen, front, active)
        for step in range(1, len(worth)):
            many = _spread(starts, others, everyone, seen, front, coming, active[:alive], met)
            alive = 0
            for at in range(many):
                node = met[at]
                fresh = coming[node] & ~seen[node]
                coming[node] = 0
                if fresh:
                    seen[node] |= fresh
                    front[node] = fresh
                    active[alive] = node
                    alive += 1
                    if counted[node] and worth[step] > held[node]:
                        _add(lanes, fresh, worth[step] - held[node])
        for at in range(alive):
            front[active[at]] = 0
    return found


@compiled
def _add(lanes: Number, word: np.uint64, amount: float) -> None:
    """Add an amount to the lane of each bit that is set."""
    one = np.uint64(1)
    while word:
        rest = word & (word - one)
        lanes[bits_in((word ^ rest) - one)] += amount
        word = rest


@compiled
def nearest(starts: Whole, others: Whole, sources: Whole) -> Whole:
    """Return the steps from the nearest of some nodes to each node; -1 where none reaches it."""
    nodes = len(starts) - 1
    steps = np.full(nodes, -1, dtype=np.int32)
    order = np.empty(nodes, dtype=np.int32)
    end = 0
    for source in sources:
        if steps[source] < 0:
            steps[source] = 0
            order[end] = source
            end += 1
    begin = 0
    while begin < end:
        node = order[begin]
        begin += 1
        for place in range(starts[node], starts[node + 1]):
            other = others[place]
            if steps[other] < 0:
                steps[other] = steps[node] + 1
                order[end] = other
                end += 1
    return steps


@compiled
def pairs_left(starts: Whole, others: Whole, counted: _Flags, gone: _Flags) -> Long:
    """Count the ordered pairs of counted nodes in contact once each node, alone, is gone too.

    Parameters
    ----------
    starts, others, counted, gone
        As for `pairs_by_steps`.

    Returns
    -------
    array
        For each node; for those that are gone already, the pairs in contact as it is.

    Notes
    -----
    One depth-first search: what comes off with a node are the subtrees that reach nothing before
    it. Time and memory O(nodes + ties).

    References
    ----------
    .. [1] Hopcroft, J. & Tarjan, R., CACM 16 (1973), 372-378.
    """
    nodes = len(starts) - 1
    place = np.full(nodes, -1, dtype=np.int32)
    order = np.empty(nodes, dtype=np.int32)
    below = np.zeros(nodes, dtype=np.int64)  # counted nodes from here down
    off = np.zeros(nodes, dtype=np.int64)  # of these, in parts that come off with the node
    apart = np.zeros(nodes, dtype=np.int64)  # pairs within these parts
    found = np.zeros(nodes, dtype=np.int64)
    low, parent = np.zeros(nodes, dtype=np.int32), np.full(nodes, -1, dtype=np.int32)
    rows = (place, low, parent, order, starts[:-1].copy())
    counts = (below, off, apart)
    in_all, end = 0, 0
    for start in range(nodes):
        if gone[start] or place[start] >= 0:
            continue
        begin, end = end, _descend(starts, others, counted, gone, start, end, rows, counts)
        size = below[start]
        in_all += size * (size - 1)
        for at in range(begin, end):
            node = order[at]
            rest = size - counted[node] - off[node]
            found[node] = apart[node] + rest * (rest - 1) - size * (size - 1)
    return found + in_all


@compiled
def _descend(
    starts: Whole,
    others: Whole,
    counted: _Flags,
    gone: _Flags,
    start: int,
    end: int,
    rows: tuple[Whole, Whole, Whole, Whole, Whole],
    counts: tuple[Long, Long, Long],
) -> int:
    """Search one component, and add up what hangs below each node; return the next free place."""
    place, low, parent, order, upcoming = rows
    below, off, apart = counts
    node = other = start
    while node >= 0:
        if place[other] < 0:  # met for the first time
            parent[other] = node if other != start else -1
            place[other] = low[other] = end
            order[end] = other
            end += 1
            node = other
        if upcoming[node] < starts[node + 1]:
            ahead = others[upcoming[node]]
            upcoming[node] += 1
            if gone[ahead] or ahead == parent[node]:
                continue
            if place[ahead] < 0:
                other = ahead
            else:
                low[node] = min(low[node], place[ahead])
            continue
        below[node] += counted[node]
        above = parent[node]
        if above >= 0:
            below[above] += below[node]
            low[above] = min(low[above], low[node])
            if low[node] >= place[above]:
                off[above] += below[node]
                apart[above] += below[node] * (below[node] - 1)
        node = above
    return end


@compiled
def _begin(
    block: Whole, gone: _Flags, seen: _Words, front: _Words, active: Whole
) -> tuple[int, np.uint64]:
    """Put each source of a block into a bit of its own; nodes that are gone count as seen."""
    everyone = np.uint64(0)
    for bit in range(len(block)):
        everyone |= np.uint64(1) << np.uint64(bit)
    for node in range(len(seen)):
        seen[node] = everyone if gone[node] else np.uint64(0)
    alive = 0
    for bit in range(len(block)):
        node = block[bit]
        seen[node] |= np.uint64(1) << np.uint64(bit)
        front[node] = seen[node]
        active[alive] = node
        alive += 1
    return alive, everyone


@compiled
def _spread(
    starts: Whole,
    others: Whole,
    everyone: np.uint64,
    seen: _Words,
    front: _Words,
    coming: _Words,
    active: Whole,
    met: Whole,
) -> int:
    """Take one step from all that are active; return how many nodes were met."""
    many = 0
    for node in active:
        word = front[node]
        front[node] = 0
        for place in range(starts[node], starts[node + 1]):
            other = others[place]
            if seen[other] != everyone:
                if coming[other] == 0:
                    met[many] = other
                    many += 1
                coming[other] |= word
    return many
