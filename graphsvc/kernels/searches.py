"""Distances from all nodes, 256 searches at once in the bits of four numbers for each node."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.bits import WORDS, Bits, count, join, settle
from graphsvc.kernels.compiling import Long, Number, Whole, compiled, in_pieces
from graphsvc.kernels.ordering import neighbours_together, renumbered

# What a node is in a step: not met, met, or known to all searches and not to be looked at again.
_UNMET, _MET, _DONE = 0, 1, 2


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


def reached(
    starts: Whole,
    others: Whole,
    *,
    sources: Whole | None = None,
    standing: Long | None = None,
) -> Reached:
    """Measure the distances along the ties from all nodes to each node.

    Parameters
    ----------
    starts, others
        Where the ties of each node lead. Where each tie leads both ways, this is also what each
        node reaches.
    sources
        The nodes to start from, each once; all if left out.
    standing
        For how many nodes each node stands as a source, 1 or more; 1 if left out.

    Notes
    -----
    Time O(sources / 256 x ties x farthest), and often much less; memory O(nodes) a core.

    References
    ----------
    .. [1] Then, M. et al., Proceedings of the VLDB Endowment 8 (2014), 449-460 (many searches).
    """
    nodes = len(starts) - 1
    order = neighbours_together(starts, others)
    starts, others, place, _ = renumbered(starts, others, order)
    chosen = np.sort(place if sources is None else place[sources])
    many = np.ones(nodes, dtype=np.int64) if standing is None else standing[order]
    found = Reached(
        np.zeros(nodes, dtype=np.int64),
        np.zeros(nodes, dtype=np.int64),
        np.zeros(nodes),
        np.zeros(nodes, dtype=np.int32),
    )
    for part in in_pieces(lambda part: _from_sources(starts, others, many, part), chosen):
        found.nodes[:] += part[0]
        found.steps[:] += part[1]
        found.harmonic[:] += part[2]
        np.maximum(found.farthest, part[3], out=found.farthest)
    return Reached(
        found.nodes[place], found.steps[place], found.harmonic[place], found.farthest[place]
    )


@compiled
def _from_sources(
    starts: Whole, others: Whole, standing: Long, sources: Whole
) -> tuple[Long, Long, Number, Whole]:
    nodes = len(starts) - 1
    total, steps = np.zeros(nodes, dtype=np.int64), np.zeros(nodes, dtype=np.int64)
    harmonic, farthest = np.zeros(nodes), np.zeros(nodes, dtype=np.int32)
    seen = np.zeros((nodes, WORDS), dtype=np.uint64)
    front = np.zeros((nodes, WORDS), dtype=np.uint64)
    coming = np.zeros((nodes, WORDS), dtype=np.uint64)
    state = np.zeros(nodes, dtype=np.int8)
    active, met = np.empty(nodes, dtype=np.int32), np.empty(nodes, dtype=np.int32)
    everyone = np.zeros(WORDS, dtype=np.uint64)
    # In row i: of which sources the number they stand for has bit i.
    standing_bits = np.zeros((64, WORDS), dtype=np.uint64)
    for first in range(0, len(sources), 64 * WORDS):
        block = sources[first : first + 64 * WORDS]
        seen[:], state[:] = 0, _UNMET
        rows = _begin(block, standing, everyone, standing_bits, seen, front)
        active[: len(block)] = block
        alive, step = len(block), 0
        while alive:
            step += 1
            many = _spread(starts, others, front, coming, state, active[:alive], met)
            alive = 0
            for at in range(many):
                node = met[at]
                outcome = settle(node, everyone, seen, front, coming)
                state[node] = _DONE if outcome & 2 else _UNMET
                if outcome & 1:
                    active[alive] = node
                    alive += 1
                    times = 0
                    for row in range(rows):
                        times += count(front, node, standing_bits, row) << row
                    total[node] += times
                    steps[node] += times * step
                    harmonic[node] += times / step
                    farthest[node] = max(farthest[node], step)
    return total, steps, harmonic, farthest


@compiled
def _begin(
    block: Whole, standing: Long, everyone: Bits, standing_bits: Bits, seen: Bits, front: Bits
) -> int:
    """Give each source its bit; return how many bits the numbers they stand for have."""
    everyone[:], standing_bits[:] = 0, 0
    rows = 0
    for bit in range(len(block)):
        node, word = block[bit], np.uint64(1) << np.uint64(bit & 63)
        everyone[bit >> 6] |= word
        seen[node, bit >> 6] = front[node, bit >> 6] = word
        row, rest = 0, standing[node]
        while rest:
            if rest & 1:
                standing_bits[row, bit >> 6] |= word
            row, rest = row + 1, rest >> 1
        rows = max(rows, row)
    return rows


@compiled
def _spread(
    starts: Whole,
    others: Whole,
    front: Bits,
    coming: Bits,
    state: NDArray[np.int8],
    active: Whole,
    met: Whole,
) -> int:
    """Take one step from all that are active; return how many nodes were met."""
    many = 0
    for node in active:
        for place in range(starts[node], starts[node + 1]):
            other = others[place]
            known = state[other]
            if known == _DONE:
                continue
            if known == _UNMET:
                state[other] = _MET
                met[many] = other
                many += 1
            join(coming, other, front, node)
    for node in active:
        front[node] = 0
    return many
