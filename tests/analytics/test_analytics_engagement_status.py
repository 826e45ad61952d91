"""Ratio, interval, tails and verdict of a sector, worked by hand."""

from __future__ import annotations

from math import comb, exp, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.analytics.intervals import Interval
from graphsvc.analytics.sector_status import (
    Counts,
    Reference,
    SectorStatus,
    compare,
    verdict,
)
from tests.recommend.small_networks import unhurried

ABSENT, UNDER, AT_PAR, OVER, FEW = SectorStatus


def peers(seats: int, elsewhere: int) -> Counts:
    return Counts(seats, seats, elsewhere, elsewhere)


def test_a_sector_with_half_its_share() -> None:
    first, rest = compare([peers(2, 100), peers(38, 900)], Reference.PEERS)
    assert (first.seat_share, first.reference_share, first.expected_seats) == (0.05, 0.1, 4.0)
    assert first.representation_ratio == pytest.approx(0.5)
    assert first.gap == 2
    # x = 2.5, n = 40.5, y = 100.5, m = 1000.5: ln(0.061728 / 0.100450) = -0.486914, and the root of
    # 0.4 - 0.024691 + 0.009950 - 0.001000 = 0.384259 is 0.619886; times 1.959964.
    centre, width = log(2.5 / 40.5 / (100.5 / 1000.5)), 1.959964 * sqrt(0.384259)
    assert centre == pytest.approx(-0.486914, abs=1e-6)
    assert first.lower == pytest.approx(exp(centre - width), rel=1e-5)
    assert first.upper == pytest.approx(exp(centre + width), rel=1e-5)
    # At most 2 of 40 at 1 in 10: 0.9^40 + 40 x 0.1 x 0.9^39 + 780 x 0.01 x 0.9^38.
    assert first.under_p == pytest.approx(0.9**40 + 4 * 0.9**39 + 7.8 * 0.9**38)
    assert first.p == first.under_p
    assert rest.p == rest.over_p
    # Both tails include what was observed, so together they are 1 and that chance once more.
    assert first.under_p is not None
    assert first.over_p is not None
    assert first.under_p + first.over_p == pytest.approx(1 + 7.8 * 0.9**38)


def test_the_inventory_counts_organizations_drawn_without_replacement() -> None:
    # 12 organizations serve the area, 4 of the first sector; 6 are seated, 1 of the first sector.
    first, _ = compare([Counts(1, 3, 4, None), Counts(5, 9, 8, None)], Reference.INVENTORY)
    assert first.reference_share == pytest.approx(4 / 12)
    assert first.seat_share == 0.25  # 3 of 12 seats
    assert first.representation_ratio == pytest.approx(0.75)
    at_most_1 = comb(4, 0) * comb(8, 6) + comb(4, 1) * comb(8, 5)
    assert first.under_p == pytest.approx(at_most_1 / comb(12, 6))
    assert first.gap == 1


def test_as_in_the_reference_is_a_ratio_of_one() -> None:
    for row in compare([peers(10, 100), peers(30, 300), peers(60, 600)], Reference.PEERS):
        assert row.representation_ratio == pytest.approx(1.0)
        assert row.gap == 0
        assert not row.flagged
        assert row.status is AT_PAR


def test_a_planted_gap_is_flagged_and_the_others_are_not() -> None:
    # 120 seats; a sector with a tenth of all seats elsewhere has 1 here, where 12 are expected.
    rows = compare([peers(1, 100), peers(60, 450), peers(59, 450)], Reference.PEERS)
    assert [row.status for row in rows] == [UNDER, AT_PAR, AT_PAR]
    assert [row.flagged for row in rows] == [True, False, False]


def test_an_absent_sector_need_not_be_beyond_chance() -> None:
    # 2 of 20 seats expected: 0.9^20 = 0.12 that there is none by chance.
    absent, _ = compare([peers(0, 100), peers(20, 900)], Reference.PEERS)
    assert absent.status is ABSENT
    assert not absent.flagged
    assert absent.representation_ratio == 0.0
    surely, _ = compare([peers(0, 100), peers(90, 900)], Reference.PEERS)
    assert surely.status is ABSENT
    assert surely.flagged


def test_a_sector_unknown_to_the_reference_cannot_be_judged() -> None:
    unknown, _ = compare([peers(5, 0), peers(20, 900)], Reference.PEERS)
    assert unknown.reference_share == 0.0
    assert unknown.representation_ratio is unknown.lower is unknown.upper is unknown.p is None
    assert unknown.status is FEW
    assert not unknown.flagged


def test_without_seats_or_without_reference_all_is_null() -> None:
    empty = compare([peers(0, 10), peers(0, 20)], Reference.PEERS)
    alone = compare([peers(3, 0), peers(4, 0)], Reference.PEERS)
    for row in empty + alone:
        assert row.representation_ratio is row.lower is row.upper is row.gap is row.p is None
        assert row.expected_seats is None
        assert row.status is FEW
    assert empty[0].reference_share == pytest.approx(1 / 3)
    assert empty[0].seat_share is None
    assert alone[0].seat_share == pytest.approx(3 / 7)
    assert alone[0].reference_share is None


def test_many_questions_make_one_answer_less_sure() -> None:
    # 3 of 200 seats where 10 are expected: by chance at most 3 the sum of 200!/(k!(200-k)!)
    # 0.05^k 0.95^(200-k) over k = 0..3, 0.0090.
    chance = sum(comb(200, k) * 0.05**k * 0.95 ** (200 - k) for k in range(4))
    assert chance == pytest.approx(0.0090, abs=1e-4)
    alone = compare([peers(3, 5000), peers(197, 95000)], Reference.PEERS)
    assert alone[0].under_p == pytest.approx(chance)
    assert alone[0].status is UNDER
    # Among 20 sectors, Benjamini & Hochberg ask for 0.1 / 20 = 0.005 of the smallest.
    others = [*(peers(10, 5000) for _ in range(18)), peers(17, 5000)]
    among = compare([peers(3, 5000), *others], Reference.PEERS)
    assert among[0].under_p == pytest.approx(chance)
    assert among[0].upper is not None
    assert among[0].upper < 1
    assert among[0].status is AT_PAR


@pytest.mark.parametrize(
    ("seats", "expected", "interval", "flagged", "status"),
    [
        (0, 1.0, Interval(0.01, 1.4), False, ABSENT),
        (0, 0.99, Interval(0.01, 1.4), False, FEW),
        (3, 0.99, Interval(1.5, 4.0), True, FEW),
        (2, 2.0, Interval(0.5, 2.0), False, FEW),
        (2, 2.0, Interval(0.5, 1.99), False, AT_PAR),
        (2, 2.0, Interval(0.51, 2.0), False, AT_PAR),
        (2, 9.0, Interval(0.1, 0.8), True, UNDER),
        (2, 9.0, Interval(0.1, 0.8), False, AT_PAR),
        (9, 4.0, Interval(1.2, 3.0), True, OVER),
        (9, None, None, False, FEW),
    ],
)
def test_the_verdict(
    seats: int,
    expected: float | None,
    interval: Interval | None,
    flagged: bool,
    status: SectorStatus,
) -> None:
    assert verdict(seats, expected, interval, flagged=flagged) is status


COUNTS = st.lists(
    st.builds(peers, st.integers(0, 30), st.integers(0, 300)), min_size=1, max_size=20
)


@unhurried
@given(COUNTS)
def test_statuses_agree_with_the_interval_rule(counts: list[Counts]) -> None:
    for row in compare(counts, Reference.PEERS):
        if row.status in (UNDER, OVER):
            assert row.lower is not None
            assert row.upper is not None
            assert row.representation_ratio is not None
            assert row.expected_seats is not None
            assert row.expected_seats >= 1
            assert row.flagged
            assert not row.lower <= 1 <= row.upper
            assert (row.representation_ratio < 1) == (row.status is UNDER)
        if row.status is ABSENT:
            assert row.seat_share == 0
            assert row.gap is not None
            assert row.gap >= 1
        if row.flagged:
            assert row.p is not None
            assert row.p <= 0.1


@unhurried
@given(COUNTS, st.integers(2, 5))
def test_shares_like_those_of_the_reference_are_never_flagged(
    counts: list[Counts], times: int
) -> None:
    scaled = [peers(row.seats, row.seats * times) for row in counts]
    for row in compare(scaled, Reference.PEERS):
        assert row.representation_ratio is None or row.representation_ratio == pytest.approx(1)
        assert row.status not in (UNDER, OVER, ABSENT)


@unhurried
@given(COUNTS)
def test_the_tails_pass_by_the_definition_of_benjamini_and_hochberg(counts: list[Counts]) -> None:
    rows = compare(counts, Reference.PEERS)
    tails = sorted(row.under_p for row in rows if row.under_p is not None)
    # The largest k such that the k-th smallest is at most k / n of 10%; that one and all below.
    passing = [p for place, p in enumerate(tails, 1) if p <= 0.1 * place / len(tails) + 1e-12]
    limit = max(passing, default=-1.0)
    for row in rows:
        if row.status is UNDER:
            assert row.under_p is not None
            assert row.under_p <= limit + 1e-12
