"""Nodes that have the same neighbours, merged into classes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiling import Number, Whole, compiled

_Bits = NDArray[np.uint64]
_SEED = 20_260_101  # of the numbers that stand for nodes; the answer does not hang on them


class Classes(NamedTuple):
    """A graph of classes of nodes that are alike.

    Attributes
    ----------
    starts, others
        Which classes are tied to which, both ways.
    size
        How many nodes are in each class.
    of_node
        The class of each node; classes are numbered as their first nodes come.
    """

    starts: Whole
    others: Whole
    size: Number
    of_node: Whole

    @property
    def work(self) -> int:
        """What following the paths from each class takes: classes that have a tie x ties."""
        return int(np.count_nonzero(np.diff(self.starts))) * len(self.others)


def merged(starts: Whole, others: Whole, *, tied: bool, lengths: Number | None = None) -> Classes:
    """Merge nodes that have the same neighbours.

    Parameters
    ----------
    starts, others
        Which nodes are tied to which, both ways.
    lengths
        How long each tie is. If given, nodes have to be as far from each of their neighbours, too.
    tied
        Merge nodes that are tied to one another and have the same other neighbours; if not, nodes
        that are not tied and have the same neighbours.

    Notes
    -----
    Time O(nodes log nodes + ties). Rows of neighbours are told apart by sums of random 64-bit
    numbers, and those that agree are compared.
    """
    nodes = len(starts) - 1
    numbers = np.random.default_rng(_SEED).integers(0, 2**63, nodes, dtype=np.uint64)
    far = np.zeros(0, dtype=np.uint64) if lengths is None else lengths.view(np.uint64)
    sums = _sums(starts, others, numbers, far)
    if tied:
        # Who sits on the same bodies is nobody nearer than one another; others stay apart here.
        sums += numbers if lengths is None else numbers * _nearest(starts, far)
    _, first, kind = np.unique(sums, return_index=True, return_inverse=True)
    leader = first[kind].astype(np.int32)
    leader = np.where(_same(starts, others, far, leader, tied), leader, np.arange(nodes)).astype(
        np.int32
    )
    leaders = np.unique(leader)
    place = np.full(nodes, -1, dtype=np.int32)
    place[leaders] = np.arange(len(leaders), dtype=np.int32)
    of_node = place[leader]
    size = np.bincount(of_node, minlength=len(leaders)).astype(float)
    return Classes(*_between(starts, others, leaders.astype(np.int32), place), size, of_node)


def _between(starts: Whole, others: Whole, leaders: Whole, place: Whole) -> tuple[Whole, Whole]:
    """Keep the ties between leaders, under their new numbers."""
    counts = np.diff(starts)
    from_leader = np.repeat(place >= 0, counts)
    kept = from_leader & (place[others] >= 0)
    ends = np.concatenate([[0], np.cumsum(kept)])[starts]
    lengths = np.diff(ends)[leaders]
    between = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    return between, place[others[kept]]


def of_ties(
    classes: Classes, starts: Whole, others: Whole, between: Number, inside: Number
) -> Number:
    """Give each tie of two nodes what was worked out for their classes.

    Parameters
    ----------
    classes, starts, others
        The classes of these nodes and ties.
    between
        A number for each of the ties between classes.
    inside
        A number for the ties inside each class.
    """
    kinds = len(classes.size)
    first = np.repeat(classes.of_node, np.diff(starts)).astype(np.int64)
    second = classes.of_node[others]
    known = np.repeat(np.arange(kinds), np.diff(classes.starts)) * kinds + classes.others
    apart = first != second
    found = inside[first]
    at = np.searchsorted(known, first[apart] * kinds + second[apart])
    found[apart] = between[at]
    return found


@compiled
def _sums(starts: Whole, others: Whole, numbers: _Bits, far: _Bits) -> _Bits:
    sums = np.zeros(len(starts) - 1, dtype=np.uint64)
    weighs = len(far) > 0
    for node in range(len(sums)):
        for place in range(starts[node], starts[node + 1]):
            # Made odd, since the last bits of a length are often nothing but zeros.
            times = far[place] | np.uint64(1) if weighs else np.uint64(1)
            sums[node] += numbers[others[place]] * times
    return sums


@compiled
def _nearest(starts: Whole, far: _Bits) -> _Bits:
    """Return the shortest length of each row, as `_sums` takes it: bits are ordered as lengths."""
    found = np.ones(len(starts) - 1, dtype=np.uint64)
    for node in range(len(found)):
        if starts[node] < starts[node + 1]:
            found[node] = far[starts[node] : starts[node + 1]].min() | np.uint64(1)
    return found


@compiled
def _same(
    starts: Whole,
    others: Whole,
    far: _Bits,
    leader: Whole,
    tied: bool,
) -> NDArray[np.bool_]:
    """Tell for each node whether its neighbours are those of its leader, themselves left out."""
    found = np.zeros(len(leader), dtype=np.bool_)
    weighs = len(far) > 0
    for node in range(len(leader)):
        first = leader[node]
        if node == first:
            found[node] = True
            continue
        mine, theirs = starts[node], starts[first]
        same = starts[node + 1] - mine == starts[first + 1] - theirs
        met = not tied
        while same and mine < starts[node + 1] and theirs < starts[first + 1]:
            if tied and others[mine] == first:
                mine, met = mine + 1, True
            elif tied and others[theirs] == node:
                theirs += 1
            elif others[mine] == others[theirs] and (not weighs or far[mine] == far[theirs]):
                mine, theirs = mine + 1, theirs + 1
            else:
                same = False
        # What is left over can only be the two themselves.
        for place in range(mine, starts[node + 1]):
            same = same and tied and others[place] == first
            met = met or others[place] == first
        for place in range(theirs, starts[first + 1]):
            same = same and tied and others[place] == node
        found[node] = same and met
    return found
