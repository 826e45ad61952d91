"""Nodes three at a time: closed triads for clustering, open ones for brokerage."""

from __future__ import annotations

import numpy as np

from graphsvc.kernels.compiling import Long, Number, Whole, compiled, compiled_in_place

COORDINATOR, ITINERANT, REPRESENTATIVE, GATEKEEPER, LIAISON = range(5)
ROLES = 5


def triangles(starts: Whole, others: Whole, size: Number) -> Number:
    """Count the triangles on a member of each class.

    Parameters
    ----------
    starts, others
        Which classes are tied to which, both ways.
    size
        How many nodes are in each class; they are tied to one another.

    Notes
    -----
    Time O(sum over ties of the smaller degree). Of each two who are tied, the others that both are
    tied to are found in the row of the one with fewer.
    """
    return _triangles(starts, others, size)


def _upwards(starts: Whole, others: Whole) -> tuple[Whole, Whole]:
    """Keep of each tie the direction from the node of smaller degree to that of larger."""
    degree = np.diff(starts)
    place = np.empty(len(degree), dtype=np.int32)
    place[np.argsort(degree, kind="stable")] = np.arange(len(degree), dtype=np.int32)
    up = np.repeat(place, degree) < place[others]
    return np.concatenate([[0], np.cumsum(up)])[starts].astype(np.int32), others[up]


@compiled
def _triangles(starts: Whole, others: Whole, size: Number) -> Number:
    found, held = np.zeros(len(size)), np.zeros(len(size))
    for node in range(len(size)):
        own, first, last = size[node] - 1.0, starts[node], starts[node + 1]
        found[node] += own * (own - 1.0) / 2.0
        for place in range(first, last):
            many = size[others[place]]
            held[others[place]] = many
            found[node] += own * many + many * (many - 1.0) / 2.0
        for place in range(first, last):
            other = others[place]
            fewer = starts[other + 1] - starts[other] - (last - first)
            if fewer < 0 or (fewer == 0 and other < node):
                # Each is met twice: from both of its other two.
                both = _sum_over(starts, others, other, held) / 2.0
                found[node] += size[other] * both
                found[other] += size[node] * both
        for place in range(first, last):
            held[others[place]] = 0.0
    return found


@compiled_in_place
def _sum_over(starts: Whole, others: Whole, node: int, values: Number) -> float:
    """Add up the values of the neighbours: four sums, so that none waits for the one before."""
    one = two = three = four = 0.0
    place, end = starts[node], starts[node + 1]
    while place + 3 < end:
        one += values[others[place]]
        two += values[others[place + 1]]
        three += values[others[place + 2]]
        four += values[others[place + 3]]
        place += 4
    while place < end:
        one += values[others[place]]
        place += 1
    return one + two + three + four


def open_triads(starts: Whole, others: Whole, group: Whole, groups: int) -> Long:
    """Count, for each node, its pairs of neighbours that are not tied, by the role it has for them.

    Parameters
    ----------
    starts, others
        Which nodes are tied to which, both ways.
    group
        The group of each node, from 0.
    groups
        How many groups there are.

    Returns
    -------
    array
        Nodes x `ROLES`; ordered pairs.

    Notes
    -----
    All pairs of neighbours by their groups, less those that close a triangle. Time O(ties x groups
    a node meets + what `triangles` takes).

    References
    ----------
    .. [1] Gould, R. V. & Fernandez, R. M., Sociological Methodology 19 (1989), 89-126.
    """
    found = _all_pairs(starts, others, group, groups)
    _take_closed(*_upwards(starts, others), group, found)
    return found


@compiled
def _all_pairs(starts: Whole, others: Whole, group: Whole, groups: int) -> Long:
    found = np.zeros((len(group), ROLES), dtype=np.int64)
    count = np.zeros(groups, dtype=np.int64)
    for node in range(len(group)):
        for place in range(starts[node], starts[node + 1]):
            count[group[others[place]]] += 1
        own = count[group[node]]
        outside = starts[node + 1] - starts[node] - own
        found[node, COORDINATOR] = own * (own - 1)
        found[node, REPRESENTATIVE] = found[node, GATEKEEPER] = own * outside
        same = np.int64(0)
        count[group[node]] = 0
        for place in range(starts[node], starts[node + 1]):
            many = count[group[others[place]]]
            same += many * many
            count[group[others[place]]] = 0
        found[node, ITINERANT] = same - outside
        found[node, LIAISON] = outside * outside - same
    return found


@compiled
def _take_closed(upwards_starts: Whole, upwards: Whole, group: Whole, found: Long) -> None:
    marked = np.zeros(len(group), dtype=np.bool_)
    for node in range(len(group)):
        for place in range(upwards_starts[node], upwards_starts[node + 1]):
            marked[upwards[place]] = True
        for place in range(upwards_starts[node], upwards_starts[node + 1]):
            second = upwards[place]
            for further in range(upwards_starts[second], upwards_starts[second + 1]):
                third = upwards[further]
                if marked[third]:
                    _take(found, group, node, second, third)
                    _take(found, group, second, node, third)
                    _take(found, group, third, node, second)
        for place in range(upwards_starts[node], upwards_starts[node + 1]):
            marked[upwards[place]] = False


@compiled
def _take(found: Long, group: Whole, broker: int, one: int, other: int) -> None:
    """Take a pair that is tied from those that a node stands between, in both directions."""
    own, first, second = group[broker], group[one], group[other]
    if first == second:
        found[broker, COORDINATOR if first == own else ITINERANT] -= 2
    elif own in (first, second):
        found[broker, REPRESENTATIVE] -= 1
        found[broker, GATEKEEPER] -= 1
    else:
        found[broker, LIAISON] -= 2


def open_triads_directed(
    arriving_starts: Whole, arriving: Whole, starts: Whole, others: Whole, group: Whole
) -> Long:
    """Count, for each node, the ways of two steps through it that no single tie shortens, by role.

    Parameters
    ----------
    arriving_starts, arriving
        From where the ties of each node come.
    starts, others
        Where they lead.
    group
        The group of each node.

    Returns
    -------
    array
        Nodes x `ROLES`.

    Notes
    -----
    Time O(sum over nodes of ties in x ties out x log ties).
    """
    found = np.zeros((len(group), ROLES), dtype=np.int64)
    _count_ways(arriving_starts, arriving, starts, others, group, found)
    return found


@compiled
def _count_ways(
    arriving_starts: Whole,
    arriving: Whole,
    starts: Whole,
    others: Whole,
    group: Whole,
    found: Long,
) -> None:
    for node in range(len(group)):
        for before in range(arriving_starts[node], arriving_starts[node + 1]):
            source = arriving[before]
            for after in range(starts[node], starts[node + 1]):
                target = others[after]
                if source != target and not _leads(starts, others, source, target):
                    role = _role(group[source], group[node], group[target])
                    found[node, role] += 1


@compiled
def _role(source: int, broker: int, target: int) -> int:
    if source == target:
        return COORDINATOR if source == broker else ITINERANT
    if source == broker:
        return REPRESENTATIVE
    return GATEKEEPER if target == broker else LIAISON


@compiled
def _leads(starts: Whole, others: Whole, source: int, target: int) -> bool:
    low, high = starts[source], starts[source + 1]
    while low < high:
        middle = (low + high) // 2
        if others[middle] < target:
            low = middle + 1
        else:
            high = middle
    return bool(low < starts[source + 1] and others[low] == target)
