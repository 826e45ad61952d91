"""Shortest paths along ties that have lengths: how far, and through whom and along which tie.

Dijkstra's search, with a heap of the nodes met that knows where each stands. The numbers are added
in the order of the way, so that two ways are as long as each other where their sums agree.
"""

from __future__ import annotations

import numpy as np

from graphsvc.kernels.compiling import Long, Number, Whole, compiled, on_all_cores

_FAR = np.inf


def betweenness_by_length(
    starts: Whole, others: Whole, length: Number, *, sources: Whole
) -> tuple[Number, Number]:
    """Add up the shares of shortest paths from some nodes, through each node and along each tie.

    Parameters
    ----------
    starts, others
        Where the ties of each node lead.
    length
        How long each entry of `others` is; more than 0.
    sources
        The nodes to start from.

    Returns
    -------
    tuple of arrays
        For each node, the sum over the sources and all ends of the share of the shortest paths that
        pass through it, ends left out; for each entry of `others`, of those along it.

    Notes
    -----
    Time O(sources x ties x log nodes), memory O(nodes + ties) for each core.

    References
    ----------
    .. [1] Brandes, U., J. Mathematical Sociology 25 (2001), 163-177.
    """
    through, along = np.zeros(len(starts) - 1), np.zeros(len(others))
    for node_part, tie_part in on_all_cores(
        lambda part: _through(starts, others, length, part), sources
    ):
        through += node_part
        along += tie_part
    return through, along


def reached_by_length(
    starts: Whole, others: Whole, length: Number, *, sources: Whole
) -> tuple[Long, Number, Number, Number]:
    """Measure how far all nodes are from each of some nodes along ties with lengths.

    Parameters
    ----------
    starts, others, length
        As for `betweenness_by_length`.
    sources
        The nodes to start from.

    Returns
    -------
    tuple of arrays
        For each source: how many others it reaches, the sum of their distances, the sum of one over
        these, and the greatest; 0 where it reaches nobody.

    Notes
    -----
    Time O(sources x ties x log nodes), memory O(nodes) for each core.
    """
    parts = on_all_cores(lambda part: _far(starts, others, length, part), sources)
    counts, totals, harmonic, farthest = zip(*parts, strict=True)
    return (
        np.concatenate(counts),
        np.concatenate(totals),
        np.concatenate(harmonic),
        np.concatenate(farthest),
    )


@compiled
def _through(starts: Whole, others: Whole, length: Number, sources: Whole) -> tuple[Number, Number]:
    nodes = len(starts) - 1
    through, along = np.zeros(nodes), np.zeros(len(others))
    away, paths, beyond = np.full(nodes, _FAR), np.zeros(nodes), np.zeros(nodes)
    order, heap = np.empty(nodes, dtype=np.int32), np.empty(nodes, dtype=np.int32)
    stands = np.full(nodes, -1, dtype=np.int32)
    for source in sources:
        paths[source] = 1.0
        met = _search(starts, others, length, source, away, paths, order, heap, stands)
        for last in range(met - 1, -1, -1):
            node = order[last]
            for place in range(starts[node], starts[node + 1]):
                other = others[place]
                # Lengths are positive, so that this is a way on and never one back.
                if away[other] == away[node] + length[place]:
                    share = paths[node] / paths[other] * (1.0 + beyond[other])
                    along[place] += share
                    beyond[node] += share
            if node != source:
                through[node] += beyond[node]
        for at in range(met):
            node = order[at]
            away[node] = _FAR
            paths[node] = beyond[node] = 0.0
            stands[node] = -1
    return through, along


@compiled
def _far(
    starts: Whole, others: Whole, length: Number, sources: Whole
) -> tuple[Long, Number, Number, Number]:
    nodes = len(starts) - 1
    count = np.zeros(len(sources), dtype=np.int64)
    total, harmonic, farthest = (
        np.zeros(len(sources)),
        np.zeros(len(sources)),
        np.zeros(len(sources)),
    )
    away, paths = np.full(nodes, _FAR), np.zeros(nodes)
    order, heap = np.empty(nodes, dtype=np.int32), np.empty(nodes, dtype=np.int32)
    stands = np.full(nodes, -1, dtype=np.int32)
    for which in range(len(sources)):
        source = sources[which]
        met = _search(starts, others, length, source, away, paths, order, heap, stands)
        count[which] = met - 1
        for at in range(met):
            node = order[at]
            if node != source:
                total[which] += away[node]
                harmonic[which] += 1.0 / away[node]
                farthest[which] = max(farthest[which], away[node])
            away[node] = _FAR
            paths[node] = 0.0
            stands[node] = -1
    return count, total, harmonic, farthest


@compiled
def _search(
    starts: Whole,
    others: Whole,
    length: Number,
    source: int,
    away: Number,
    paths: Number,
    order: Whole,
    heap: Whole,
    stands: Whole,
) -> int:
    """Settle all that can be reached, the nearest first, in `order`; return how many."""
    away[source] = 0.0
    heap[0] = source
    stands[source] = 0
    waiting, met = 1, 0
    while waiting:
        node = heap[0]
        waiting -= 1
        if waiting:
            heap[0] = heap[waiting]
            stands[heap[0]] = 0
            _sink(heap, stands, away, waiting)
        order[met] = node
        met += 1
        for place in range(starts[node], starts[node + 1]):
            other = others[place]
            reach = away[node] + length[place]
            if reach < away[other]:
                if stands[other] < 0:
                    heap[waiting] = other
                    stands[other] = waiting
                    waiting += 1
                away[other] = reach
                paths[other] = paths[node]
                _rise(heap, stands, away, stands[other])
            elif reach == away[other]:
                paths[other] += paths[node]
    return met


@compiled
def _rise(heap: Whole, stands: Whole, away: Number, place: int) -> None:
    node = heap[place]
    while place > 0:
        above = (place - 1) // 2
        if away[heap[above]] <= away[node]:
            break
        heap[place] = heap[above]
        stands[heap[place]] = place
        place = above
    heap[place] = node
    stands[node] = place


@compiled
def _sink(heap: Whole, stands: Whole, away: Number, waiting: int) -> None:
    place = 0
    node = heap[0]
    while True:
        below = 2 * place + 1
        if below >= waiting:
            break
        if below + 1 < waiting and away[heap[below + 1]] < away[heap[below]]:
            below += 1
        if away[heap[below]] >= away[node]:
            break
        heap[place] = heap[below]
        stands[heap[place]] = place
        place = below
    heap[place] = node
    stands[node] = place
