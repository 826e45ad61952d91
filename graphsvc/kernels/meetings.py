"""Who meets whom on the tables they share, and how often: the one-mode graph of memberships."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from graphsvc.kernels.compiling import Number, Whole, compiled
from graphsvc.kernels.sums import added


def shared_tables(
    starts: Whole, tables: Whole, members_starts: Whole, members: Whole, worth: list[Fraction]
) -> tuple[Whole, Whole, Number]:
    """Add up, for each two who share a table, what the tables they share are worth.

    Parameters
    ----------
    starts, tables
        The tables of each organization, ascending.
    members_starts, members
        The organizations at each table, ascending.
    worth
        What each table adds to a tie, more than 0.

    Returns
    -------
    tuple of arrays
        Ties as `starts` and `others`, both ways, and the strength of each.

    Notes
    -----
    Sums are kept to twice the usual precision and rounded once, so that a strength is the number
    nearest to the true one, whatever the order of the tables. Time O(sum of squares of the table
    sizes), memory O(organizations + ties).
    """
    high = np.array([float(each) for each in worth])
    low = np.array([float(each - Fraction(float(each))) for each in worth])
    counts = _count(starts, tables, members_starts, members)
    ends = np.concatenate([[0], np.cumsum(counts)])
    others = np.empty(int(ends[-1]), dtype=np.int32)
    strengths = np.empty(int(ends[-1]))
    _add_up(starts, tables, members_starts, members, high, low, ends, others, strengths)
    return ends.astype(np.int32), others, strengths


@compiled
def _count(starts: Whole, tables: Whole, members_starts: Whole, members: Whole) -> Whole:
    size = len(starts) - 1
    found = np.zeros(size, dtype=np.int32)
    met_by = np.full(size, -1, dtype=np.int32)
    for item in range(size):
        met_by[item] = item
        for place in range(starts[item], starts[item + 1]):
            table = tables[place]
            for seat in range(members_starts[table], members_starts[table + 1]):
                other = members[seat]
                if met_by[other] != item:
                    met_by[other] = item
                    found[item] += 1
    return found


@compiled
def _add_up(
    starts: Whole,
    tables: Whole,
    members_starts: Whole,
    members: Whole,
    high: Number,
    low: Number,
    ends: Whole,
    others: Whole,
    strengths: Number,
) -> None:
    size = len(starts) - 1
    total, rest = np.zeros(size), np.zeros(size)
    met_by = np.full(size, -1, dtype=np.int32)
    for item in range(size):
        met_by[item] = item
        end = ends[item]
        for place in range(starts[item], starts[item + 1]):
            table = tables[place]
            for seat in range(members_starts[table], members_starts[table + 1]):
                other = members[seat]
                if other == item:
                    continue
                if met_by[other] != item:
                    met_by[other] = item
                    others[end] = other
                    end += 1
                    total[other], rest[other] = 0.0, 0.0
                total[other], lost = added(total[other], high[table])
                rest[other] += lost + low[table]
        others[ends[item] : end].sort()
        for place in range(ends[item], end):
            strengths[place] = total[others[place]] + rest[others[place]]
