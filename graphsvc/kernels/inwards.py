"""What the shortest ways from a block of nodes add up to, once all distances are known.

The last ties of shortest ways are those that are as long as what lies between their ends.
Ways are counted along them as soon as all before a node are counted, in some lanes sooner than in
others; then shared out in the opposite order.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiling import Number, Whole, compiled, compiled_in_place
from graphsvc.kernels.lanes import LANES, add_where, leads_on, share_in
from graphsvc.kernels.outwards import Ties

Bits = NDArray[np.uint8]


class Chains(NamedTuple):
    """The last ties of the shortest ways to each node, and what is counted along them.

    Attributes
    ----------
    first, many, along
        For each node where its ties begin that some shortest way leads on along, how many they
        are, and their entries.
    lanes
        Of each of these, in which lanes, as bits.
    left, paths, share
        Rows of lanes for each node: how many ties before it are still to be counted (-1: it is done
        itself), how many ways lead to a member of it, and what ends there and beyond for each way.
    order, complete
        Nodes in the order in which some of their lanes were counted, and these lanes, as bits.
    """

    first: Whole
    many: Whole
    along: Whole
    lanes: Bits
    left: Number
    paths: Number
    share: Number
    order: Whole
    complete: Bits


@compiled
def no_chains(nodes: int, ties: int) -> Chains:
    """Make room for chains between so many nodes."""
    return Chains(
        np.zeros(nodes, dtype=np.int32),
        np.zeros(nodes, dtype=np.int32),
        np.empty(ties, dtype=np.int32),
        np.empty(ties, dtype=np.uint8),
        np.zeros((nodes, LANES)),
        np.zeros((nodes, LANES)),
        np.zeros((nodes, LANES)),
        np.empty((nodes + 1) * LANES, dtype=np.int32),
        np.empty((nodes + 1) * LANES, dtype=np.uint8),
    )


@compiled
def find_chains(ties: Ties, away: Number, met: Whole, same: float, chains: Chains) -> None:
    """Find the ties that shortest ways lead along, and count those that come to each node."""
    starts, others, lengths = ties
    one = np.ones(LANES)
    found = 0
    for node in met:
        chains.first[node] = found
        for place in range(starts[node], starts[node + 1]):
            lanes = leads_on(away, node, others[place], lengths[place], same)
            if lanes:
                chains.along[found], chains.lanes[found] = place, lanes
                found += 1
                add_where(chains.left, others[place], one, lanes)
        chains.many[node] = found - chains.first[node]


@compiled
def count_ways(ties: Ties, size: Number, block: Whole, chains: Chains) -> int:
    """Count the shortest ways to a member of each class; returns how long the order is."""
    others = ties[1]
    first, many, along, lanes, left, paths, _, nodes, complete = chains
    front, one_less = np.empty(LANES), np.full(LANES, -1.0)
    listed = len(block)
    for lane in range(listed):
        paths[block[lane], lane], nodes[lane] = 1.0, block[lane]
    at = 0
    while at < listed:
        node = nodes[at]
        complete[at] = taken = _set_out(node, size[node], block, left, paths, front)
        at += 1
        # A node is listed anew for each lane, but taken up for all that are complete by then.
        end = first[node] + (many[node] if taken else 0)
        for link in range(first[node], end):
            on = lanes[link] & taken
            other = others[along[link]]
            add_where(paths, other, front, on)
            if add_where(left, other, one_less, on):
                nodes[listed] = other
                listed += 1
    return listed


@compiled_in_place
def _set_out(
    node: int, size: float, block: Whole, left: Number, paths: Number, front: Number
) -> int:
    """Take up the lanes of a node that are complete, and say which they are."""
    taken = 0
    for lane in range(LANES):
        is_new = (left[node, lane] == 0.0) & (paths[node, lane] > 0.0)
        front[lane] = paths[node, lane] * size if is_new else 0.0
        left[node, lane] = -1.0 if is_new else left[node, lane]
        taken |= (1 << lane) if is_new else 0
    for lane in range(len(block)):
        if block[lane] == node and front[lane] > 0.0:
            front[lane] = 1.0  # of its class only the one that ways start from
    return taken


@compiled
def share_out(
    ties: Ties,
    size: Number,
    block: Whole,
    begun: Number,
    chains: Chains,
    listed: int,
    sums: tuple[Number, Number],
) -> None:
    """Share out, from the farthest inwards, the ways to each class among those before it.

    Parameters
    ----------
    begun
        For each lane, from how many members of its class ways are counted.
    chains
        Their `share` has, for each lane, what ends next to a node and not at it; gets what ends at
        it and beyond, for each way, instead.
    listed
        As from `count_ways`.
    sums
        Added to: what passes through a member of each class, and along each tie.
    """
    others = ties[1]
    first, many, along, lanes, _, paths, share, order, complete = chains
    beyond, coming = np.empty(LANES), np.zeros(LANES)
    for at in range(listed - 1, -1, -1):
        node, taken = order[at], complete[at]
        if not taken:
            continue
        for lane in range(len(block)):
            # Of its own class, along one tie come the ways of one member.
            came = begun[lane] / (size[node] if block[lane] == node else 1.0)
            coming[lane] = came * paths[node, lane] if taken >> lane & 1 else 0.0
        beyond[:] = 0.0
        for link in range(first[node], first[node] + many[node]):
            other, on = others[along[link]], lanes[link] & taken
            if on:
                sums[1][along[link]] += share_in(beyond, coming, share, other, size[other], on)
        for lane in range(len(block)):
            if taken >> lane & 1 and block[lane] != node:
                behind = beyond[lane] * paths[node, lane] + share[node, lane]
                sums[0][node] += begun[lane] * behind
                share[node, lane] = (1.0 + behind) / paths[node, lane]
