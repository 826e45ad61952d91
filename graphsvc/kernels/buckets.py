"""Nodes that wait for their turn, in buckets by distance (Dial's queue).

A bucket is a little narrower than the shortest tie, so whatever is in the first one can come no
nearer, and no order within it is needed. Only as many buckets as the longest tie spans are in use
at a time: they are used in a ring, and a bit for each tells which are empty. A bit for each word of
64 such bits tells which of these are, so that a short tie beside long ones is no long search.

References
----------
.. [1] Dial, R. B., Communications of the ACM 12 (1969), 632-633.
.. [2] Dinic, E. A., Transportation Modeling Systems, Moscow (1978), 36-44 (width of a bucket).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiling import Number, Whole, compiled, compiled_in_place

MOST = 2**22  # buckets, 16 MB
# By how much a bucket is narrower than the shortest tie: more than sums of lengths are rounded.
_NARROWER = 1.001
# The first node of each bucket, a bit for each bucket that has one followed by a bit for each word
# of them that is not 0, and for each node the ones behind and before it in its bucket; -1 for none.
Bits = NDArray[np.uint64]
Buckets = tuple[Whole, Bits, Whole, Whole]


def buckets_needed(lengths: Number) -> int:
    """Say how many buckets ties of these lengths need: a power of two, at least 64.

    Parameters
    ----------
    lengths
        More than 0, and finite.

    Returns
    -------
    int
        More than `MOST` where a length is too far from the others, or too near to 0.
    """
    if not len(lengths):
        return 64
    spanned = float(lengths.max()) / float(lengths.min()) * _NARROWER + 2
    if not (math.isfinite(spanned) and math.isfinite(per_length(lengths))):
        return 2 * MOST
    return 1 << max(6, math.ceil(math.log2(spanned)))


def per_length(lengths: Number) -> float:
    """Say how many buckets a length of 1 spans."""
    return _NARROWER / float(lengths.min()) if len(lengths) else 1.0


@compiled
def empty_buckets(many: int, nodes: int) -> Buckets:
    """Make buckets for so many nodes, all empty."""
    words = many // 64
    return (
        np.full(many, -1, dtype=np.int32),
        np.zeros(words + (words + 63) // 64, dtype=np.uint64),
        np.full(nodes, -1, dtype=np.int32),
        np.full(nodes, -1, dtype=np.int32),
    )


@compiled_in_place
def put(heads: Whole, filled: Bits, behind: Whole, before: Whole, node: int, bucket: int) -> None:
    """Put a node into a bucket, which it is not in."""
    first = heads[bucket]
    if first >= 0:
        before[first] = node
    else:
        word = bucket >> 6
        filled[word] |= np.uint64(1) << np.uint64(bucket & 63)
        filled[(len(heads) >> 6) + (word >> 6)] |= np.uint64(1) << np.uint64(word & 63)
    behind[node], before[node] = first, -1
    heads[bucket] = node


@compiled_in_place
def take(heads: Whole, filled: Bits, behind: Whole, before: Whole, node: int, bucket: int) -> None:
    """Take a node out of the bucket it is in."""
    after, ahead = behind[node], before[node]
    if after >= 0:
        before[after] = ahead
    if ahead >= 0:
        behind[ahead] = after
        return
    heads[bucket] = after
    if after < 0:
        word = bucket >> 6
        filled[word] &= ~(np.uint64(1) << np.uint64(bucket & 63))
        if filled[word] == 0:
            filled[(len(heads) >> 6) + (word >> 6)] &= ~(np.uint64(1) << np.uint64(word & 63))


@compiled_in_place
def next_filled(heads: Whole, filled: Bits, bucket: int) -> int:
    """Return the first bucket that is not empty, from this one on around the ring; or -1."""
    if heads[bucket] >= 0:
        return bucket
    word = bucket >> 6
    rest = filled[word] >> np.uint64(bucket & 63)
    if rest:
        return bucket + _first_bit(rest)
    words = len(heads) >> 6
    word = word + 1 if word + 1 < words else 0
    at = words + (word >> 6)
    rest = filled[at] >> np.uint64(word & 63)
    if rest:
        word += _first_bit(rest)
        return word * 64 + _first_bit(filled[word])
    for _ in range(len(filled) - words):
        at = at + 1 if at + 1 < len(filled) else words
        if filled[at]:
            word = (at - words) * 64 + _first_bit(filled[at])
            return word * 64 + _first_bit(filled[word])
    return -1


@compiled_in_place
def _first_bit(word: np.uint64) -> int:
    found = 0
    while not word & np.uint64(1):
        word >>= np.uint64(1)
        found += 1
    return found
