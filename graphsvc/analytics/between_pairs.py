"""Pairs of organizations of two sectors: which meet, which are joined, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graphsvc.analytics.matrices import Matrix, affiliation, sums_of_rows
from graphsvc.kernels.products import on_ties
from graphsvc.model.sectors import Sector

# How many pairs are looked at together: a bound to memory.
_PAIRS_AT_ONCE = 1_000_000
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Sides:
    """The organizations of a graph, and the places of those of either sector with a seat."""

    items: Sequence[str]
    first: Places
    second: Places

    @classmethod
    def of(cls, graph: nx.Graph[str], one: Sector, other: Sector) -> Sides:
        """Find the two sectors in a graph from `two_mode`."""
        seated, items, _ = affiliation(graph)
        sectors = [graph.nodes[item]["sector"] for item in items]
        has_seat = np.diff(seated.indptr) > 0

        def places(sector: Sector) -> Places:
            of_it = np.array([each == sector for each in sectors], dtype=np.bool_)
            return np.flatnonzero(of_it & has_seat)

        return cls(items, places(one), places(other))


@dataclass(frozen=True)
class Counts:
    """What is counted for each organization, and of all pairs of two sectors.

    Attributes
    ----------
    met_first, met_second, pairs, alone
        As in `BetweenRow`, for each organization.
    example
        The first pair that each joins alone, as places; -1 where there is none.
    meeting, joined
        As in `BetweenAnswer`.
    """

    met_first: NDArray[np.int64]
    met_second: NDArray[np.int64]
    pairs: NDArray[np.int64]
    alone: NDArray[np.int64]
    example: NDArray[np.int64]
    meeting: int
    joined: int

    @classmethod
    def of(cls, ties: Matrix, sides: Sides) -> Counts:
        """Count, given who is tied to whom (`adjacency` of `one_mode`)."""
        size = ties.shape[0]
        of_first, of_second = np.zeros(size), np.zeros(size)
        of_first[sides.first], of_second[sides.second] = 1, 1
        met_first, met_second = ties @ of_first, ties @ of_second
        # Of each tie, how many of the second sector meet both ends; summed up over ties to the
        # first sector these are the pairs it meets that meet one another.
        both = on_ties(ties.indptr, ties.indices, np.ones(ties.nnz), of_second[ties.indices])
        met_already = sums_of_rows(ties, both * of_first[ties.indices])
        alone = np.zeros(size, dtype=np.int64)
        example = np.full((size, 2), -1, dtype=np.int64)
        meeting = joined = 0
        step = max(1, _PAIRS_AT_ONCE // max(1, len(sides.second)))
        for start in range(0, len(sides.first), step):
            rows = sides.first[start : start + step]
            found = _joined(ties, rows, sides.second)
            meeting, joined = meeting + found.meeting, joined + found.joined
            alone += np.bincount(found.who, minlength=size)
            some, at = np.unique(found.who, return_index=True)
            new = example[some, 0] < 0
            example[some[new], 0] = found.one[at[new]]
            example[some[new], 1] = found.other[at[new]]
        return cls(
            met_first=_whole(met_first),
            met_second=_whole(met_second),
            pairs=_whole(met_first * met_second - met_already),
            alone=alone,
            example=example,
            meeting=meeting,
            joined=joined,
        )


class _Joined(NamedTuple):
    """Of some pairs, how many meet and how many are joined; and those that one alone joins.

    Attributes
    ----------
    meeting, joined
        As in `BetweenAnswer`.
    who, one, other
        Who alone joins a pair, and its two ends, pairs in order.
    """

    meeting: int
    joined: int
    who: NDArray[np.int64]
    one: Places
    other: Places


def _joined(ties: Matrix, first: Places, second: Places) -> _Joined:
    """Look at each pair of these: who shares a tie with both."""
    size = ties.shape[0]
    near, to_second = sparse.csr_array(ties[first]), sparse.csr_array(ties[:, second])
    # Each who joins a pair adds the size and its own place to it: what is below two sizes is joined
    # by one alone, and says by whom.
    named = sparse.diags_array(np.arange(size, 2.0 * size)) @ to_second
    through = sparse.csr_array(near @ named)
    through.sort_indices()
    meet = near[:, second].tocoo()
    row = np.repeat(np.arange(len(first)), np.diff(through.indptr))
    pair = row * len(second) + through.indices
    is_open = ~np.isin(pair, meet.row.astype(np.int64) * len(second) + meet.col)
    is_alone = is_open & (through.data < 2 * size)
    return _Joined(
        meeting=meet.nnz,
        joined=int(np.count_nonzero(is_open)),
        who=through.data[is_alone].astype(np.int64) - size,
        one=first[row[is_alone]],
        other=second[through.indices[is_alone]],
    )


def _whole(values: NDArray[np.float64]) -> NDArray[np.int64]:
    # Sums of ones, far below where doubles stop being exact.
    return values.astype(np.int64)
