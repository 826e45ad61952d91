"""Shortest ways from blocks of classes, and what they add up to."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from graphsvc.kernels.compiling import Long, Number, Whole, compiled
from graphsvc.kernels.inwards import (
    Chains,
    count_ways,
    find_chains,
    no_chains,
    share_out,
)
from graphsvc.kernels.lanes import LANES
from graphsvc.kernels.outwards import UNMET, Ties, nobody_waits, outwards


class Laid(NamedTuple):
    """Roads laid out for searches.

    Attributes
    ----------
    ties
        As for `outwards`.
    back
        For each tie its entry in the other direction; of use only for classes of several nodes.
    size, inside
        As for `lengths.Roads`.
    """

    ties: Ties
    back: Whole
    size: Number
    inside: Number


class Ways(NamedTuple):
    """What shortest ways add up to.

    Attributes
    ----------
    reached, total, harmonic, farthest
        For a member of each class that was started from: how many other nodes it reaches, the sum
        of the distances to them, the sum of one over these distances, the greatest of them.
    came, came_total, came_harmonic, came_farthest
        For a member of each class, the same of the ways that come from the nodes that were started
        from.
    nodes
        For a member of each class, the sum over ordered pairs of nodes of the share of the shortest
        ways between them that pass through it.
    ties
        For each entry of `others`, the same of the ways along a tie between two members, in this
        direction.
    inside
        The same of a tie between two members of a class, in one direction.
    """

    reached: Long
    total: Number
    harmonic: Number
    farthest: Number
    came: Number
    came_total: Number
    came_harmonic: Number
    came_farthest: Number
    nodes: Number
    ties: Number
    inside: Number


@compiled
def from_sources(
    laid: Laid, members: Number, sources: Whole, reach: float, same: float, passing: bool
) -> Ways:
    """Follow the shortest ways from some classes.

    Parameters
    ----------
    laid, members, sources, same, passing
        As for `lengths.Searches.ways`; of `members`, from how many of each class ways are counted.
    reach
        As for `outwards`.
    """
    many, count = len(laid.size), len(sources)
    found = Ways(
        np.zeros(count, dtype=np.int64),
        np.zeros(count),
        np.zeros(count),
        np.zeros(count),
        np.zeros(many),
        np.zeros(many),
        np.zeros(many),
        np.zeros(many),
        np.zeros(many),
        np.zeros(len(laid.ties[1]) if passing else 0),
        np.zeros(many),
    )
    away, met = np.full((many, LANES), np.inf), np.empty(many, dtype=np.int32)
    waiting = nobody_waits(many)
    chains = no_chains(many, len(laid.ties[1])) if passing else no_chains(0, 0)
    begun, far = np.empty(LANES), np.empty(LANES)
    for first in range(0, count, LANES):
        block = sources[first : first + LANES]
        here = met[: outwards(laid.ties, block, reach, away, met, waiting)]
        for lane in range(len(block)):
            begun[lane] = members[block[lane]]
            far[lane] = _to_its_others(laid, block[lane], lane, away)
        _add_up(laid.size, block, first, begun, far, away, here, found)
        if passing:
            find_chains(laid.ties, away, here, same, chains)
            listed = count_ways(laid.ties, laid.size, block, chains)
            _end_at_its_others(laid, block, begun, far, same, away, chains, found)
            sums = found.nodes, found.ties
            share_out(laid.ties, laid.size, block, begun, chains, listed, sums)
            for node in here:
                chains.left[node], chains.paths[node], chains.share[node] = 0.0, 0.0, 0.0
        for node in here:
            away[node], waiting.state[node] = np.inf, UNMET
    return found


@compiled
def _to_its_others(laid: Laid, source: int, lane: int, away: Number) -> float:
    """Return how far the others of the class are that a lane starts from; infinite for none."""
    far = np.inf if laid.size[source] == 1.0 else laid.inside[source]
    starts, others, lengths = laid.ties
    if laid.size[source] > 1.0 and far == np.inf:
        for place in range(starts[source], starts[source + 1]):
            far = min(far, away[others[place], lane] + lengths[place])
    return far


@compiled
def _add_up(
    size: Number,
    block: Whole,
    first: int,
    begun: Number,
    far: Number,
    away: Number,
    here: Whole,
    found: Ways,
) -> None:
    """Add up the distances of a block."""
    for lane in range(len(block)):
        source, row = block[lane], first + lane
        for node in here:
            way = far[lane] if node == source else away[node, lane]
            if way == np.inf:
                continue
            ends = size[node] - 1.0 if node == source else size[node]
            # Multiplied first: for whole classes the number is whole to the last digit.
            came = (
                begun[lane] * (size[source] - 1.0) / size[source] if node == source else begun[lane]
            )
            found.reached[row] += int(ends)
            found.total[row] += ends * way
            found.harmonic[row] += ends / way
            found.farthest[row] = max(found.farthest[row], way)
            found.came[node] += came
            found.came_total[node] += came * way
            found.came_harmonic[node] += came / way
            found.came_farthest[node] = max(found.came_farthest[node], way)


@compiled
def _end_at_its_others(
    laid: Laid,
    block: Whole,
    begun: Number,
    far: Number,
    same: float,
    away: Number,
    chains: Chains,
    found: Ways,
) -> None:
    """Share out the ways that end at the others of the class they start from.

    They are the same ways as to anybody else, but nothing leads on from there.
    """
    starts, others, lengths = laid.ties
    for lane in range(len(block)):
        source = block[lane]
        if far[lane] == np.inf:
            continue
        if laid.inside[source] < np.inf:
            found.inside[source] += begun[lane] / laid.size[source]
            continue
        ways = 0.0
        for place in range(starts[source], starts[source + 1]):
            other = others[place]
            if away[other, lane] + lengths[place] - far[lane] <= same * far[lane]:
                ways += laid.size[other] * chains.paths[other, lane]
        ends = laid.size[source] - 1.0
        for place in range(starts[source], starts[source + 1]):
            other = others[place]
            if away[other, lane] + lengths[place] - far[lane] <= same * far[lane]:
                part = chains.paths[other, lane] / ways
                chains.share[other, lane] = ends * part
                found.ties[laid.back[place]] += begun[lane] * ends / laid.size[source] * part
