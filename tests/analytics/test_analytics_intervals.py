"""Intervals and tails against published examples and exact sums."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from graphsvc.analytics.intervals import (
    adjusted_log_ratio,
    benjamini_hochberg,
    binomial_tails,
    hypergeometric_tails,
    jeffreys,
    wilson,
)


@pytest.mark.parametrize(
    ("successes", "trials", "expected"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3.
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_wilson_gives_newcombe_s_table(
    successes: int, trials: int, expected: tuple[float, float]
) -> None:
    assert wilson(successes, trials) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize(("successes", "trials"), [(1, 7), (3, 7), (5, 10), (49, 89), (2, 300)])
def test_jeffreys_cuts_equal_tails_off_the_beta_density(successes: int, trials: int) -> None:
    # Brown, Cai & DasGupta (2001), section 3.1: 2.5% of Beta(x + 1/2, n - x + 1/2) on either side.
    first, second = successes + 0.5, trials - successes + 0.5
    scale = math.exp(math.lgamma(first + second) - math.lgamma(first) - math.lgamma(second))

    def density(share: float) -> float:
        return float(scale * share ** (first - 1) * (1 - share) ** (second - 1))

    interval = jeffreys(successes, trials)
    assert interval is not None
    assert quad(density, 0, interval.lower)[0] == pytest.approx(0.025, abs=1e-7)
    assert quad(density, interval.upper, 1)[0] == pytest.approx(0.025, abs=1e-7)


def test_jeffreys_holds_a_share_at_either_end() -> None:
    none, every = jeffreys(0, 7), jeffreys(7, 7)
    assert none is not None
    assert every is not None
    assert none.lower == 0
    assert every.upper == 1
    assert every.lower == pytest.approx(1 - none.upper)


def test_adjusted_log_ratio_by_hand() -> None:
    # 3 of 10 here, 20 of 100 there. Ratio (3.5/10.5)/(20.5/100.5) = 1.634146; variance of its
    # logarithm 1/3.5 - 1/10.5 + 1/20.5 - 1/100.5 = 0.229306; z = 1.959964.
    width = 1.959963984540054 * math.sqrt(1 / 3.5 - 1 / 10.5 + 1 / 20.5 - 1 / 100.5)
    ratio = (3.5 / 10.5) / (20.5 / 100.5)
    expected = (ratio / math.exp(width), ratio * math.exp(width))
    assert ratio == pytest.approx(1.634146, abs=1e-6)
    assert width == pytest.approx(1.959964 * math.sqrt(0.229306), abs=1e-5)
    assert adjusted_log_ratio(3, 10, 20, 100) == pytest.approx(expected, abs=1e-12)


def test_adjusted_log_ratio_of_two_certain_shares_has_a_width() -> None:
    interval = adjusted_log_ratio(4, 4, 9, 9)
    assert interval is not None
    assert interval.lower < 1 < interval.upper


def test_without_trials_there_is_no_interval() -> None:
    assert wilson(0, 0) is None
    assert jeffreys(0, 0) is None
    assert adjusted_log_ratio(0, 0, 1, 2) is None
    assert adjusted_log_ratio(1, 2, 0, 0) is None


@given(st.integers(1, 60), st.data())
def test_intervals_hold_the_share_and_are_symmetric(trials: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, trials))
    for interval_of in (wilson, jeffreys):
        interval, other = interval_of(successes, trials), interval_of(trials - successes, trials)
        assert interval is not None
        assert other is not None
        assert 0 <= interval.lower <= successes / trials <= interval.upper <= 1
        assert interval.lower == pytest.approx(1 - other.upper, abs=1e-9)


def _binomial(successes: int, trials: int, share: Fraction) -> Fraction:
    return math.comb(trials, successes) * share**successes * (1 - share) ** (trials - successes)


@given(st.integers(0, 25), st.fractions(0, 1, max_denominator=20), st.data())
def test_binomial_tails_are_the_sums(trials: int, share: Fraction, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, trials))
    under = sum(_binomial(count, trials, share) for count in range(successes + 1))
    over = sum(_binomial(count, trials, share) for count in range(successes, trials + 1))
    found = binomial_tails(successes, trials, float(share))
    assert found == pytest.approx((float(under), float(over)), abs=1e-12)


@given(st.integers(0, 20), st.data())
def test_hypergeometric_tails_are_the_sums(population: int, data: st.DataObject) -> None:
    of_kind = data.draw(st.integers(0, population))
    drawn = data.draw(st.integers(0, population))
    most, least = min(of_kind, drawn), max(0, drawn - (population - of_kind))
    successes = data.draw(st.integers(least, most))

    def chance(count: int) -> Fraction:
        ways = math.comb(of_kind, count) * math.comb(population - of_kind, drawn - count)
        return Fraction(ways, math.comb(population, drawn))

    under = sum(chance(count) for count in range(least, successes + 1))
    over = sum(chance(count) for count in range(successes, most + 1))
    found = hypergeometric_tails(successes, drawn, of_kind, population)
    assert found == pytest.approx((float(under), float(over)), abs=1e-12)


def test_the_lady_tasting_tea() -> None:
    # Fisher (1935): 4 of 8 cups, all 4 right: 1 chance in 70; at least 3 right: 17 in 70.
    assert hypergeometric_tails(4, 4, 4, 8).over == pytest.approx(1 / 70)
    assert hypergeometric_tails(3, 4, 4, 8).over == pytest.approx(17 / 70)


def test_benjamini_hochberg_gives_their_example() -> None:
    # Benjamini & Hochberg (1995), section 3.2: fifteen p-values, of which four pass at 0.05.
    p_values: list[float | None] = [
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240),
        *(0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
    ]
    adjusted = benjamini_hochberg(p_values)
    assert sum(value <= 0.05 for value in adjusted if value is not None) == 4
    # By hand: 0.0095 * 15 / 4.
    assert adjusted[3] == pytest.approx(0.035625)


def test_benjamini_hochberg_passes_over_what_was_not_asked() -> None:
    assert benjamini_hochberg([]) == []
    assert benjamini_hochberg([None, None]) == [None, None]
    assert benjamini_hochberg([0.04, None]) == [0.04, None]
