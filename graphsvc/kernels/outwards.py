"""One search along ties of different lengths, from a class of nodes that are alike."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.buckets import Bits, Buckets, next_filled, put, take
from graphsvc.kernels.compiling import Number, Whole, compiled, compiled_in_place

UNMET, _WAITING, _DONE = 0, 1, 2
_LOOKS = 32  # times in a search it is looked anew how far the farthest of those waiting is

# starts, others, lengths and entries in order of length, sizes, lengths inside.
Ordered = tuple[Whole, Whole, Number, Whole, Number, Number]
State = NDArray[np.int8]
# Distances and numbers of ways, what each node is (unmet, waiting, done), and their order.
Search = tuple[Number, Number, State, Whole]
# The last ties of the shortest ways to each node, as a chain: where that of a node begins, -1 for
# none; then, for each link, the node before (-1 for the start), the entry of the tie (-1 for one
# inside a class), and the next link.
Chains = tuple[Whole, Whole, Whole, Whole]


@compiled
def outwards(
    roads: Ordered,
    source: int,
    together: int,
    per_length: float,
    same: float,
    search: Search,
    chains: Chains,
    buckets: Buckets,
) -> int:
    """Find distances and numbers of ways; returns how many classes are in `order`."""
    starts, others, lengths, entries, size, inside = roads
    away, paths, state, order = search
    first, earlier, along, following = chains
    heads, filled, behind, ahead = buckets
    wider, bound, bucket = 1.0 + same, np.inf, 0
    node, before, gone, many = source, -1, 0.0, 1.0
    done, often = 0, len(size) // _LOOKS + 1
    met, links = _begin(*buckets, away, paths, state, chains, source, size, inside, per_length)
    while node >= 0:
        for place in range(starts[node], starts[node + 1]):
            way = gone + lengths[place]
            if way > bound:
                break
            other = others[place]
            known = away[other]
            # Most ties are left here: they lead back, or there is a shorter way.
            if way > known * wider or state[other] == _DONE:
                continue
            if state[other] == _WAITING and known - way <= same * known:
                paths[other] += many
            else:
                met += _put(heads, filled, behind, ahead, away, state, other, way, per_length)
                paths[other], first[other] = many, -1
            if len(along):
                earlier[links], along[links] = before, entries[place]
                following[links], first[other] = first[other], links
                links += 1
        bucket, node, done = _next(heads, filled, behind, ahead, state, order, source, bucket, done)
        if node >= 0:
            before, gone, many = node, away[node], paths[node] * size[node]
        if met == together and done % often == 0:
            bound = _farthest_waiting(away, state) * wider
    return done


@compiled
def _begin(
    heads: Whole,
    filled: Bits,
    behind: Whole,
    ahead: Whole,
    away: Number,
    paths: Number,
    state: State,
    chains: Chains,
    source: int,
    size: Number,
    inside: Number,
    per_length: float,
) -> tuple[int, int]:
    """Set out from a node: the others of its class wait, where they are tied to it.

    Returns how many classes have been met, and how many links of chains are in use.
    """
    if size[source] == 1.0:
        state[source] = _DONE
        return 1, 0
    if inside[source] == np.inf:
        return 0, 0
    met = _put(heads, filled, behind, ahead, away, state, source, inside[source], per_length)
    paths[source] = 1.0
    first, earlier, along, following = chains
    if not len(along):
        return met, 0
    first[source], earlier[0], along[0], following[0] = 0, -1, -1, -1
    return met, 1


@compiled_in_place
def _put(
    heads: Whole,
    filled: Bits,
    behind: Whole,
    ahead: Whole,
    away: Number,
    state: State,
    node: int,
    way: float,
    per_length: float,
) -> int:
    """Let a node wait at this distance, a nearer one than before; returns 1 if it is new."""
    mask = len(heads) - 1
    fresh = state[node] == UNMET
    if not fresh:
        take(heads, filled, behind, ahead, node, int(away[node] * per_length) & mask)
    put(heads, filled, behind, ahead, node, int(way * per_length) & mask)
    away[node], state[node] = way, _WAITING
    return 1 if fresh else 0


@compiled_in_place
def _next(
    heads: Whole,
    filled: Bits,
    behind: Whole,
    ahead: Whole,
    state: State,
    order: Whole,
    source: int,
    bucket: int,
    done: int,
) -> tuple[int, int, int]:
    """Take the next node from which ways lead on; -1 for none.

    The others of the class of the source are taken as well, but no way leads on from them.
    """
    while True:
        bucket = next_filled(heads, filled, bucket)
        if bucket < 0:
            return 0, -1, done
        node = heads[bucket]
        take(heads, filled, behind, ahead, node, bucket)
        state[node] = _DONE
        order[done] = node
        done += 1
        if node != source:
            return bucket, node, done


@compiled
def _farthest_waiting(away: Number, state: State) -> float:
    farthest = 0.0
    for node in range(len(away)):
        if state[node] == _WAITING and away[node] > farthest:
            farthest = away[node]
    return farthest
