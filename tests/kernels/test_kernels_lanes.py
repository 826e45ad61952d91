"""Operations on rows of eight numbers do what they say, lane by lane."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from graphsvc.kernels import lanes
from graphsvc.kernels.compiling import Number, compiled

INFINITE = float("inf")
whole = st.integers(1, 9).map(float)
rows = arrays(np.float64, (3, lanes.LANES), elements=st.one_of(whole, st.just(INFINITE)))
counts = arrays(np.float64, (3, lanes.LANES), elements=st.integers(-3, 3).map(float))
masks = st.integers(0, 2**lanes.LANES - 1)


@compiled
def add_row(to: Number, at: int, of: Number, row: int) -> None:
    lanes.add_row(to, at, of, row)


@compiled
def come_nearer(away: Number, node: int, other: int, length: float) -> float:
    return lanes.come_nearer(away, node, other, length)


@compiled
def leads_on(away: Number, node: int, other: int, length: float, same: float) -> int:
    return lanes.leads_on(away, node, other, length, same)


@compiled
def add_where(to: Number, at: int, row: Number, mask: int) -> int:
    return lanes.add_where(to, at, row, mask)


@compiled
def share_in(
    beyond: Number, coming: Number, share: Number, other: int, size: float, mask: int
) -> float:
    return lanes.share_in(beyond, coming, share, other, size, mask)


def as_bits(truths: Number) -> int:
    return sum(1 << lane for lane, truth in enumerate(truths.tolist()) if truth)


@given(counts, counts)
def test_rows_are_added(to: Number, of: Number) -> None:
    before = to.copy()
    add_row(to, 2, of, 1)
    assert (to[2] == before[2] + of[1]).all()
    assert (to[:2] == before[:2]).all()


@given(rows, whole)
def test_what_is_nearer_is_taken_over(away: Number, length: float) -> None:
    before = away.copy()
    least = come_nearer(away, 0, 2, length)
    way = before[0] + length
    assert (away[2] == np.minimum(before[2], way)).all()
    assert least == min(way[way < before[2]], default=INFINITE)
    assert (away[:2] == before[:2]).all()


@given(rows, whole)
def test_ties_lead_on_where_they_end_ways_that_are_shortest(away: Number, length: float) -> None:
    come_nearer(away, 0, 2, length)
    found = leads_on(away, 0, 2, length, 0.0)
    assert found == as_bits((away[0] + length == away[2]) & np.isfinite(away[2]))


@given(counts, counts, masks)
def test_only_the_lanes_of_a_mask_are_added_to(to: Number, of: Number, mask: int) -> None:
    before, chosen = to[1].copy(), np.array([mask >> lane & 1 for lane in range(lanes.LANES)])
    made_none = add_where(to, 1, of[0].copy(), mask)
    assert (to[1] == before + chosen * of[0]).all()
    assert made_none == as_bits((to[1] == 0) & (chosen == 1))


@given(counts, whole, masks)
def test_shares_are_taken_in_the_lanes_of_a_mask(given: Number, size: float, mask: int) -> None:
    beyond, coming = given[0].copy(), given[1].copy()
    chosen = np.array([mask >> lane & 1 for lane in range(lanes.LANES)])
    total = share_in(beyond, coming, given, 2, size, mask)
    assert (beyond == given[0] + chosen * size * given[2]).all()
    assert total == (chosen * given[1] * given[2]).sum()  # whole numbers: exact in any order
