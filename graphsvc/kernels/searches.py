"""Distances from all nodes, 64 searches at once in the bits of one number for each node."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiling import Long, Number, Whole, compiled, in_pieces
from graphsvc.kernels.ordering import neighbours_together, renumbered

_BITS = 64
_Words = NDArray[np.uint64]


class Reached(NamedTuple):
    """By how many each node is reached, and from how far.

    Attributes
    ----------
    nodes
        How many others reach it.
    steps
        The sum of their distances.
    harmonic
        The sum of one over these distances.
    farthest
        The greatest of them; 0 where nobody reaches it.
    """

    nodes: Long
    steps: Long
    harmonic: Number
    farthest: Whole


def reached(starts: Whole, others: Whole, *, sources: Whole | None = None) -> Reached:
    """Measure the distances along the ties from all nodes to each node.

    Parameters
    ----------
    starts, others
        Where the ties of each node lead. Where each tie leads both ways, this is also what each
        node reaches.
    sources
        The nodes to start from; all if left out.

    Notes
    -----
    Time O(sources / 64 x ties x farthest), and often much less; memory O(nodes) a core.

    References
    ----------
    .. [1] Then, M. et al., Proceedings of the VLDB Endowment 8 (2014), 449-460 (many searches).
    """
    nodes = len(starts) - 1
    starts, others, place, _ = renumbered(starts, others, neighbours_together(starts, others))
    chosen = np.sort(place if sources is None else place[sources])
    found = Reached(
        np.zeros(nodes, dtype=np.int64),
        np.zeros(nodes, dtype=np.int64),
        np.zeros(nodes),
        np.zeros(nodes, dtype=np.int32),
    )
    for part in in_pieces(lambda part: _from_sources(starts, others, part), chosen):
        found.nodes[:] += part[0]
        found.steps[:] += part[1]
        found.harmonic[:] += part[2]
        np.maximum(found.farthest, part[3], out=found.farthest)
    return Reached(
        found.nodes[place], found.steps[place], found.harmonic[place], found.farthest[place]
    )


@compiled
def _from_sources(starts: Whole, others: Whole, sources: Whole) -> tuple[Long, Long, Number, Whole]:
    nodes = len(starts) - 1
    count = np.zeros(nodes, dtype=np.int64)
    total = np.zeros(nodes, dtype=np.int64)
    harmonic = np.zeros(nodes)
    farthest = np.zeros(nodes, dtype=np.int32)
    seen = np.zeros(nodes, dtype=np.uint64)
    front = np.zeros(nodes, dtype=np.uint64)
    coming = np.zeros(nodes, dtype=np.uint64)
    active = np.empty(nodes, dtype=np.int32)
    met = np.empty(nodes, dtype=np.int32)
    for first in range(0, len(sources), _BITS):
        block = sources[first : first + _BITS]
        seen[:] = 0
        alive = 0
        everyone = np.uint64(0)
        for bit in range(len(block)):
            word = np.uint64(1) << np.uint64(bit)
            everyone |= word
            seen[block[bit]] |= word
            front[block[bit]] = seen[block[bit]]
            active[alive] = block[bit]
            alive += 1
        step = 0
        while alive:
            step += 1
            many = spread(starts, others, everyone, seen, front, coming, active[:alive], met)
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
                    times = bits_in(fresh)
                    count[node] += times
                    total[node] += times * step
                    harmonic[node] += times / step
                    farthest[node] = max(farthest[node], step)
    return count, total, harmonic, farthest


@compiled
def spread(
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


@compiled
def bits_in(word: np.uint64) -> int:
    """Count the ones in a word, in parallel within it."""
    word -= (word >> np.uint64(1)) & np.uint64(0x5555555555555555)
    pairs = np.uint64(0x3333333333333333)
    word = (word & pairs) + ((word >> np.uint64(2)) & pairs)
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return int((word * np.uint64(0x0101010101010101)) >> np.uint64(56))
