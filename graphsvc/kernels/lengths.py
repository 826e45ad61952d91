"""Shortest ways where ties differ in length: Dijkstra's search from each node.

Lengths are sums of fractions, so two ways that are equally long can differ in their last digits.
Here they count as equal if they agree to ten digits; NetworkX compares to the last digit, and so do
these functions where they stand in for it (`same=0`).
"""

from __future__ import annotations

import numpy as np

from graphsvc.kernels.compiling import Long, Number, Whole, compiled, on_all_cores

SAME = 1e-10


def through(
    starts: Whole,
    others: Whole,
    lengths: Number,
    *,
    sources: Whole | None = None,
    same: float = SAME,
) -> tuple[Number, Number]:
    """Count the shortest ways through each node and along each tie.

    Parameters
    ----------
    starts, others, lengths
        Where the ties of each node lead, and how long each is: more than 0.
    sources
        The nodes to start from, all if left out. From fewer, the answer is that part of the sum.
    same
        Ways count as equally long if they differ by at most this share.

    Returns
    -------
    tuple of arrays
        For each node, and for each entry of `others`, the sum over ordered pairs of nodes of the
        share of the shortest ways between them that pass through the node between them, or along
        the tie in this direction.

    Notes
    -----
    Time O(sources x ties x log nodes), memory O(nodes + ties) for each core.

    References
    ----------
    .. [1] Brandes, U., J. Mathematical Sociology 25 (2001), 163-177.
    """
    nodes, ties = np.zeros(len(starts) - 1), np.zeros(len(others))
    chosen = np.arange(len(nodes), dtype=np.int32) if sources is None else sources
    for some in on_all_cores(lambda part: _through(starts, others, lengths, part, same), chosen):
        nodes += some[0]
        ties += some[1]
    return nodes, ties


def measured(
    starts: Whole,
    others: Whole,
    lengths: Number,
    *,
    sources: Whole | None = None,
    same: float = SAME,
) -> tuple[Long, Number, Number, Number]:
    """Add up the distances from each node to all it reaches.

    Parameters
    ----------
    starts, others, lengths, sources, same
        As for `through`.

    Returns
    -------
    tuple of arrays
        For each source: how many others it reaches, the sum of the distances to them, the sum of
        one over these distances, and the greatest of them.

    Notes
    -----
    Time O(sources x ties x log nodes), memory O(nodes) for each core.
    """
    chosen = np.arange(len(starts) - 1, dtype=np.int32) if sources is None else sources
    found = on_all_cores(lambda part: _measured(starts, others, lengths, part, same), chosen)
    if not found:
        return np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0), np.zeros(0)
    reached, total, harmonic, farthest = zip(*found, strict=True)
    return (
        np.concatenate(reached),
        np.concatenate(total),
        np.concatenate(harmonic),
        np.concatenate(farthest),
    )


@compiled
def _through(
    starts: Whole, others: Whole, lengths: Number, sources: Whole, same: float
) -> tuple[Number, Number]:
    size = len(starts) - 1
    nodes, ties = np.zeros(size), np.zeros(len(others))
    away, paths, beyond = np.full(size, np.inf), np.zeros(size), np.zeros(size)
    heap, place = np.empty(size, dtype=np.int32), np.full(size, -1, dtype=np.int32)
    order = np.empty(size, dtype=np.int32)
    for source in sources:
        many = _search(starts, others, lengths, source, same, away, paths, heap, place, order)
        for at in range(many - 1, -1, -1):
            node = order[at]
            # From here on, what lies beyond a node is known: all farther ones have been added.
            for tie in range(starts[node], starts[node + 1]):
                other = others[tie]
                if _leads(away[node] + lengths[tie], away[other], same):
                    share = paths[node] / paths[other] * (1.0 + beyond[other])
                    beyond[node] += share
                    ties[tie] += share
            if node != source:
                nodes[node] += beyond[node]
        for at in range(many):
            node = order[at]
            away[node], paths[node], beyond[node], place[node] = np.inf, 0.0, 0.0, -1
    return nodes, ties


@compiled
def _measured(
    starts: Whole, others: Whole, lengths: Number, sources: Whole, same: float
) -> tuple[Long, Number, Number, Number]:
    size, count = len(starts) - 1, len(sources)
    reached, total = np.zeros(count, dtype=np.int64), np.zeros(count)
    harmonic, farthest = np.zeros(count), np.zeros(count)
    away, paths = np.full(size, np.inf), np.zeros(size)
    heap, place = np.empty(size, dtype=np.int32), np.full(size, -1, dtype=np.int32)
    order = np.empty(size, dtype=np.int32)
    for row in range(count):
        many = _search(starts, others, lengths, sources[row], same, away, paths, heap, place, order)
        reached[row] = many - 1
        for at in range(many):
            node = order[at]
            if at:
                total[row] += away[node]
                harmonic[row] += 1.0 / away[node]
                farthest[row] = away[node]
            away[node], paths[node], place[node] = np.inf, 0.0, -1
    return reached, total, harmonic, farthest


@compiled
def _leads(way: float, away: float, same: float) -> bool:
    """Tell whether a way is as long as the shortest one."""
    return abs(way - away) <= same * away


@compiled
def _search(
    starts: Whole,
    others: Whole,
    lengths: Number,
    source: int,
    same: float,
    away: Number,
    paths: Number,
    heap: Whole,
    place: Whole,
    order: Whole,
) -> int:
    """Find the distances and the numbers of shortest ways; nodes are listed as they are reached.

    `place` is where a node stands in the heap, -1 before it is met and -2 once it has left.
    """
    away[source], paths[source] = 0.0, 1.0
    heap[0], place[source], size, many = source, 0, 1, 0
    while size:
        node = heap[0]
        place[node] = -2
        order[many] = node
        many += 1
        size -= 1
        if size:
            heap[0] = heap[size]
            place[heap[0]] = 0
            _sink(heap, place, away, size)
        for tie in range(starts[node], starts[node + 1]):
            other = others[tie]
            if place[other] == -2:
                continue
            way = away[node] + lengths[tie]
            if place[other] == -1:
                place[other] = size
                heap[size] = other
                size += 1
            elif _leads(way, away[other], same):
                paths[other] += paths[node]
                continue
            elif way > away[other]:
                continue
            away[other], paths[other] = way, paths[node]
            _rise(heap, place, away, place[other])
    return many


@compiled
def _rise(heap: Whole, place: Whole, away: Number, at: int) -> None:
    node = heap[at]
    while at:
        above = (at - 1) // 2
        if away[heap[above]] <= away[node]:
            break
        heap[at] = heap[above]
        place[heap[at]] = at
        at = above
    heap[at] = node
    place[node] = at


@compiled
def _sink(heap: Whole, place: Whole, away: Number, size: int) -> None:
    node, at = heap[0], 0
    while 2 * at + 1 < size:
        below = 2 * at + 1
        if below + 1 < size and away[heap[below + 1]] < away[heap[below]]:
            below += 1
        if away[heap[below]] >= away[node]:
            break
        heap[at] = heap[below]
        place[heap[at]] = at
        at = below
    heap[at] = node
    place[node] = at
