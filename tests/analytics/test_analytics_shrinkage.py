"""Empirical Bayes: the prior against a published fit and another program, and what must hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from graphsvc.analytics.shrinkage import FEWEST, Prior, fit
from tests.recommend.small_networks import unhurried

# Red mites on 150 apple leaves: leaves with 0, 1, ..., 7 mites (Bliss & Fisher, Biometrics 9
# (1953), 176-200). Their negative binomial by maximum likelihood: mean 1.14667, k = 1.02459.
LEAVES = (70, 38, 17, 10, 9, 3, 2, 1)


def fitted(observed: list[int], expected: list[float]) -> Prior | None:
    return fit(np.array(observed), np.array(expected))


def test_with_equal_expectations_it_is_the_negative_binomial_of_bliss_and_fisher() -> None:
    mites = [count for count, leaves in enumerate(LEAVES) for _ in range(leaves)]
    prior = fitted(mites, [1.0] * len(mites))
    assert prior is not None
    assert prior.mean == pytest.approx(172 / 150, rel=1e-9)
    assert 1 / prior.spread == pytest.approx(1.02459, abs=5e-6)
    assert prior.partnerships == 150


def test_with_unequal_expectations_scipy_finds_the_same_maximum() -> None:
    observed = [0, 9, 2, 30, 1, 4, 0, 17, 3, 6]
    expected = [3.0, 4.5, 2.5, 14.0, 5.0, 3.5, 2.0, 9.0, 8.0, 6.0]
    prior = fitted(observed, expected)
    assert prior is not None

    def less_likely(logarithms: np.ndarray) -> float:
        shape, rate = np.exp(logarithms)
        chance = rate / (rate + np.array(expected))
        return -float(np.sum(stats.nbinom.logpmf(observed, shape, chance)))

    found = optimize.minimize(
        less_likely, [0.0, 0.0], method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-12}
    )
    shape, rate = np.exp(found.x)
    assert prior.mean == pytest.approx(shape / rate, rel=1e-6)
    assert prior.spread == pytest.approx(1 / shape, rel=1e-6)
    # The mean of a gamma distribution with so many more counts.
    assert prior.shrunken(30, 14.0) == pytest.approx((shape + 30) / (rate + 14), rel=1e-6)


def test_counts_that_differ_by_chance_alone_are_all_drawn_to_the_mean() -> None:
    # As many as expected, twice over: squared distances 0, below what Poisson counts would have.
    prior = fitted([4, 8, 12], [2.0, 4.0, 6.0])
    assert prior == Prior(mean=2.0, spread=0.0, partnerships=3)
    assert prior.shrunken(0, 6.0) == prior.shrunken(40, 6.0) == 2.0


def test_it_cannot_be_fitted_from_too_few_or_from_nothing() -> None:
    assert fitted([3, 4], [2.0, 5.0]) is None
    assert fitted([3, 4, 5], [2.0, 5.0, 0.0]) is None  # one of three expects nothing
    assert fitted([0, 0, 0, 0], [2.0, 5.0, 1.0, 3.0]) is None
    assert fitted([], []) is None
    assert Prior(1.0, 0.5, 9).shrunken(0, 0.0) is None


CELLS = st.lists(
    st.tuples(st.integers(0, 60), st.floats(0.25, 40, allow_nan=False)),
    min_size=FEWEST,
    max_size=40,
)


@given(CELLS)
@unhurried
def test_a_shrunken_ratio_lies_between_the_ratio_and_the_mean(
    cells: list[tuple[int, float]],
) -> None:
    observed, expected = [each for each, _ in cells], [each for _, each in cells]
    prior = fitted(observed, expected)
    if prior is None:
        assert not any(observed)
        return
    assert prior.mean > 0
    assert prior.spread >= 0
    for held, due in cells:
        shrunken = prior.shrunken(held, due)
        assert shrunken is not None
        low, high = sorted((held / due, prior.mean))
        assert low - 1e-9 <= shrunken <= high + 1e-9


@given(CELLS)
@unhurried
def test_the_order_of_the_partnerships_does_not_show(cells: list[tuple[int, float]]) -> None:
    one = fitted([each for each, _ in cells], [each for _, each in cells])
    other = fitted([each for each, _ in cells[::-1]], [each for _, each in cells[::-1]])
    assert (one is None) is (other is None)
    if one and other:
        assert one.mean == pytest.approx(other.mean, rel=1e-5)
        assert one.spread == pytest.approx(other.spread, rel=1e-3, abs=1e-6)
