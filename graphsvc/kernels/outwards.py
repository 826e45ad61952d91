"""How far everybody is from a block of nodes, along ties of different lengths.

Each node of the block has a lane of its own, and a tie is looked at for all lanes at once. Nodes of
a block are near one another, so what brings one of them nearer to somebody mostly brings all: a
node is taken up about 1.3 times for eight lanes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiling import Number, Whole, compiled
from graphsvc.kernels.lanes import come_nearer

UNMET, _IDLE, _NEAR, _FAR = 0, 1, 2, 3
_FARTHER = 17 / 16

State = NDArray[np.int8]
Ties = tuple[Whole, Whole, Number]  # starts, others, lengths


class Waiting(NamedTuple):
    """The nodes that wait to be taken up.

    Attributes
    ----------
    near, far
        A ring of near ones, and a list of those farther off.
    state
        What each node is.
    nearest
        For those far off, how near the nearest lane has come.
    """

    near: Whole
    far: Whole
    state: State
    nearest: Number


@compiled
def nobody_waits(nodes: int) -> Waiting:
    """Make room for so many nodes that may wait."""
    return Waiting(
        np.empty(nodes, dtype=np.int32),
        np.empty(nodes, dtype=np.int32),
        np.zeros(nodes, dtype=np.int8),
        np.zeros(nodes),
    )


@compiled
def outwards(
    ties: Ties, block: Whole, reach: float, away: Number, met: Whole, waiting: Waiting
) -> int:
    """Find the distances from each node of a block.

    Parameters
    ----------
    ties
        Which nodes are tied to which, and the length of each tie, more than 0.
    block
        At most `LANES` nodes to start from.
    reach
        Nodes are taken up as they come, whoever is nearest first but for this length. The answer
        does not hang on it, the time does.
    away
        A row of lanes for each node, all infinite; gets the distances.
    met
        Gets the nodes that are reached in some lane.
    waiting
        As from `nobody_waits`; `state` is to be `UNMET` again before the next block.

    Returns
    -------
    int
        How many were met.

    References
    ----------
    .. [1] Meyer, U. & Sanders, P., J. Algorithms 49 (2003), 114-152 (nodes in piles by distance).
    """
    starts, others, lengths = ties
    near, far, state, nearest = waiting
    size = len(near)
    head = later = 0
    for lane in range(len(block)):
        away[block[lane], lane], state[block[lane]] = 0.0, _NEAR
    near[: len(block)] = met[: len(block)] = block
    until, count, many = reach, len(block), len(block)
    while count or later:
        if not count:
            # A share of the way more, so that ways of very different length are not many rounds.
            until = _nearest(far, later, nearest) * _FARTHER + reach
            head, (count, later) = 0, _take_near(waiting, later, until)
        node = near[head]
        head, count = (head + 1 if head + 1 < size else 0), count - 1
        state[node] = _IDLE
        for place in range(starts[node], starts[node + 1]):
            other = others[place]
            way = come_nearer(away, node, other, lengths[place])
            if way == np.inf or state[other] == _NEAR:
                continue
            if state[other] == UNMET:
                met[many] = other
                many += 1
            if state[other] == _FAR:
                nearest[other] = min(nearest[other], way)
            elif way < until:
                at = head + count
                near[at if at < size else at - size], state[other] = other, _NEAR
                count += 1
            else:
                far[later], nearest[other], state[other] = other, way, _FAR
                later += 1
    return many


@compiled
def _nearest(far: Whole, later: int, nearest: Number) -> float:
    found = np.inf
    for at in range(later):
        found = min(found, nearest[far[at]])
    return found


@compiled
def _take_near(waiting: Waiting, later: int, until: float) -> tuple[int, int]:
    """Move what is nearer than this to the near ones, of which there are none."""
    near, far, state, nearest = waiting
    count = kept = 0
    for at in range(later):
        node = far[at]
        if nearest[node] < until:
            near[count], state[node] = node, _NEAR
            count += 1
        else:
            far[kept] = node
            kept += 1
    return count, kept
