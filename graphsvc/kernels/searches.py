"""Distances from all nodes, 256 searches at once in the bits of four numbers for each node."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiling import Long, Number, Whole, compiled, in_pieces
from graphsvc.kernels.ordering import neighbours_together, renumbered

_WORDS = 4  # of 64 bits, which the processor takes at once
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
        The nodes to start from, each once; all if left out.

    Notes
    -----
    Time O(sources / 256 x ties x farthest), and often much less; memory O(nodes) a core.

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
    count, total = np.zeros(nodes, dtype=np.int64), np.zeros(nodes, dtype=np.int64)
    harmonic, farthest = np.zeros(nodes), np.zeros(nodes, dtype=np.int32)
    seen = np.zeros((nodes, _WORDS), dtype=np.uint64)
    front = np.zeros((nodes, _WORDS), dtype=np.uint64)
    coming = np.zeros((nodes, _WORDS), dtype=np.uint64)
    is_done, listed = np.zeros(nodes, dtype=np.bool_), np.zeros(nodes, dtype=np.int32)
    active, met = np.empty(nodes, dtype=np.int32), np.empty(nodes, dtype=np.int32)
    everyone = np.zeros(_WORDS, dtype=np.uint64)
    for first in range(0, len(sources), 64 * _WORDS):
        block = sources[first : first + 64 * _WORDS]
        seen[:], everyone[:], is_done[:], listed[:] = 0, 0, False, 0
        for bit in range(len(block)):
            word = np.uint64(1) << np.uint64(bit & 63)
            everyone[bit >> 6] |= word
            seen[block[bit], bit >> 6] = front[block[bit], bit >> 6] = word
        active[: len(block)] = block
        alive, step = len(block), 0
        while alive:
            step += 1
            many = _spread(starts, others, front, coming, is_done, active[:alive], listed, met)
            alive = 0
            for at in range(many):
                node = met[at]
                times = _settle(node, everyone, seen, front, coming, is_done)
                if times:
                    active[alive] = node
                    alive += 1
                    count[node] += times
                    total[node] += times * step
                    harmonic[node] += times / step
                    farthest[node] = max(farthest[node], step)
    return count, total, harmonic, farthest


@compiled
def _spread(
    starts: Whole,
    others: Whole,
    front: _Words,
    coming: _Words,
    is_done: NDArray[np.bool_],
    active: Whole,
    listed: Whole,
    met: Whole,
) -> int:
    """Take one step from all that are active; return how many nodes were met."""
    many = 0
    for node in active:
        for place in range(starts[node], starts[node + 1]):
            other = others[place]
            if is_done[other]:
                continue
            if not listed[other]:
                listed[other] = 1
                met[many] = other
                many += 1
            for word in range(_WORDS):
                coming[other, word] |= front[node, word]
    for node in active:
        for word in range(_WORDS):
            front[node, word] = 0
    for at in range(many):
        listed[met[at]] = 0
    return many


@compiled
def _settle(
    node: int,
    everyone: _Words,
    seen: _Words,
    front: _Words,
    coming: _Words,
    is_done: NDArray[np.bool_],
) -> int:
    """Tell how many searches meet a node for the first time, and let them go on from there."""
    times, is_full = 0, True
    for word in range(_WORDS):
        fresh = coming[node, word] & ~seen[node, word]
        coming[node, word] = 0
        seen[node, word] |= fresh
        front[node, word] = fresh
        is_full &= seen[node, word] == everyone[word]
        times += bits_in(fresh)
    is_done[node] = is_full
    return times


@compiled
def bits_in(word: np.uint64) -> int:
    """Count the ones in a word, in parallel within it."""
    word -= (word >> np.uint64(1)) & np.uint64(0x5555555555555555)
    pairs = np.uint64(0x3333333333333333)
    word = (word & pairs) + ((word >> np.uint64(2)) & pairs)
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return int((word * np.uint64(0x0101010101010101)) >> np.uint64(56))
