"""Betweenness of ties, nodes that are alike worked out once."""

from __future__ import annotations

import numpy as np

from graphsvc.kernels.compiling import Number, Whole, compiled, on_all_cores


def betweenness_of_ties(
    starts: Whole, others: Whole, size: Number, *, tied: bool, sources: Whole | None = None
) -> Number:
    """Add up the share of shortest paths that run along a tie between members of two classes.

    Parameters
    ----------
    starts, others, size, tied, sources
        As for `brandes.betweenness`.

    Returns
    -------
    array
        One number for each entry of `others`, over ordered pairs of nodes, in that direction: both
        directions of a tie have to be added. A tie within a class carries the path between its two
        ends alone.

    Notes
    -----
    Time O(classes x ties), memory O(nodes + ties) for each core.

    References
    ----------
    .. [1] Brandes, U., Social Networks 30 (2008), 136-145.
    """
    found = np.zeros(len(others))

    def work(part: Whole) -> Number:
        return _from_sources(starts, others, size, tied, part)

    chosen = np.arange(len(size), dtype=np.int32) if sources is None else sources
    for part in on_all_cores(work, chosen):
        found += part
    return found


@compiled
def _from_sources(
    starts: Whole,
    others: Whole,
    size: Number,
    tied: bool,
    sources: Whole,
) -> Number:
    found = np.zeros(len(others))
    paths, beyond = np.zeros(len(size)), np.zeros(len(size))
    steps = np.full(len(size), -1, dtype=np.int32)
    order = np.empty(len(size), dtype=np.int32)
    for source in sources:
        met = _outwards(starts, others, size, tied, source, paths, steps, order)
        for place in range(starts[source], starts[source + 1]):
            steps[others[place]] = 1
        for last in range(met - 1, -1, -1):
            _settle(order[last], source, starts, others, size, paths, beyond, steps, found)
        for place in range(starts[source], starts[source + 1]):
            node = others[place]
            found[place] += 1.0 + beyond[node]
        for at in range(met):
            node = order[at]
            steps[node] = -1
            paths[node] = beyond[node] = 0.0
        steps[source] = -1
    return found


@compiled
def _outwards(
    starts: Whole,
    others: Whole,
    size: Number,
    tied: bool,
    source: int,
    paths: Number,
    steps: Whole,
    order: Whole,
) -> int:
    if tied or size[source] == 1.0:
        steps[source] = 0
    met = 0
    for place in range(starts[source], starts[source + 1]):
        node = others[place]
        steps[node] = 1
        paths[node] = 1.0
        order[met] = node
        met += 1
    first = 0
    while first < met:
        node = order[first]
        first += 1
        for place in range(starts[node], starts[node + 1]):
            other = others[place]
            if steps[other] < 0:
                steps[other] = steps[node] + 1
                order[met] = other
                met += 1
            if steps[other] == steps[node] + 1:
                paths[other] += paths[node] * size[node]
    return met


@compiled
def _settle(
    node: int,
    source: int,
    starts: Whole,
    others: Whole,
    size: Number,
    paths: Number,
    beyond: Number,
    steps: Whole,
    found: Number,
) -> None:
    """Share out what runs beyond a node among the ties that lead on from it."""
    for place in range(starts[node], starts[node + 1]):
        other = others[place]
        if steps[other] == steps[node] + 1:
            share = paths[node] / paths[other] * (1.0 + beyond[other])
            many = size[other]
            # Of the own class each member is the end of paths from all others of it.
            weight = size[source]
            if other == source:
                many = weight = size[source] - 1.0
            found[place] += weight * share
            beyond[node] += many * share
