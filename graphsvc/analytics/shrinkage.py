"""Empirical Bayes: how far a ratio of few counts is drawn towards what others have."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

FEWEST = 3
_STEPS = 200
_CLOSE = 1e-13
# Between these the spread of the true ratios is looked for, as the variance over the squared mean.
_NARROWEST, _WIDEST = 1e-9, 1e4


@dataclass(frozen=True, slots=True)
class Prior:
    """How the true ratios of one sector are spread over partnerships: a gamma distribution.

    Attributes
    ----------
    mean
        Mean of the true ratios.
    spread
        Variance of the true ratios over the square of their mean; 0 where the counts differ no more
        than chance explains, so that everybody is given the mean. The shape of the gamma
        distribution is 1 / spread, its rate 1 / (spread x mean).
    partnerships
        From how many partnerships it was fitted.
    """

    mean: float
    spread: float
    partnerships: int

    def shrunken(self, observed: float, expected: float) -> float | None:
        """Return the mean of the true ratio, given what was counted.

        (observed + shape) / (expected + rate): with many expected near observed / expected, with
        few near the mean of all.

        Parameters
        ----------
        observed, expected
            Counts of one partnership.

        Returns
        -------
        float | None
            More than 0. None where nothing was expected.
        """
        if expected <= 0:
            return None
        return self.mean * (1 + self.spread * observed) / (1 + self.spread * self.mean * expected)


def fit(observed: NDArray[np.int64], expected: NDArray[np.float64]) -> Prior | None:
    """Fit the gamma distribution of the true ratios by maximum likelihood.

    A count is Poisson with mean expected x true ratio, the true ratios are gamma-distributed, so
    counts are negative binomial; that likelihood is made as large as it gets.

    Parameters
    ----------
    observed, expected
        Counts of each partnership. Those with nothing expected say nothing and are left out.

    Returns
    -------
    Prior | None
        None where it cannot be fitted: fewer than `FEWEST` partnerships, or nothing observed.

    Notes
    -----
    The spread is 0 where the likelihood falls as soon as there is any: the squared distances of the
    counts from their means add up to no more than the counts themselves. For each spread the best
    mean is found by Newton's method (the log-likelihood has one maximum in log mean), for the
    spread its logarithm is searched (Brent). Time O(partnerships) for each of some 40 steps.

    References
    ----------
    .. [1] Clayton, D. & Kaldor, J., Empirical Bayes estimates of age-standardized relative risks
       for use in disease mapping, Biometrics 43 (1987), 671-681.
    """
    told = expected > 0
    counts, means = observed[told].astype(float), expected[told]
    if len(counts) < FEWEST or not counts.any():
        return None
    pooled = float(counts.sum() / means.sum())
    if float(np.sum((counts - pooled * means) ** 2 - counts)) <= 0:
        return Prior(pooled, 0.0, len(counts))
    steps = np.bincount(counts.astype(np.int64)[counts > 0])
    # How many counts are more than 0, more than 1, ...: each adds log(1 + spread x that number).
    exceeding = steps[::-1].cumsum()[::-1][1:]

    def less_likely(logarithm: float) -> float:
        spread = math.exp(logarithm)
        mean = _best_mean(counts, means, spread, pooled)
        grown = np.log1p(spread * np.arange(len(exceeding)))
        fitted = mean * means
        return float(
            np.sum((counts + 1 / spread) * np.log1p(spread * fitted))
            - np.sum(counts * np.log(fitted))
            - exceeding @ grown
        )

    found = optimize.minimize_scalar(
        less_likely,
        bounds=(math.log(_NARROWEST), math.log(_WIDEST)),
        method="bounded",
        options={"xatol": 1e-10, "maxiter": _STEPS},
    )
    spread = math.exp(float(found.x))
    return Prior(_best_mean(counts, means, spread, pooled), spread, len(counts))


def _best_mean(
    counts: NDArray[np.float64], means: NDArray[np.float64], spread: float, start: float
) -> float:
    """Find the mean at which counts and what is fitted balance, each weighted by its sureness.

    The sum of (count - fitted) / (1 + spread x fitted) falls with the mean, from above 0 to below.
    """
    low, high = 0.0, math.inf
    mean = start
    for _ in range(_STEPS):
        fitted = mean * means
        sure = 1 / (1 + spread * fitted)
        value = float(np.sum((counts - fitted) * sure))
        slope = float(np.sum(-fitted * (1 + spread * counts) * sure**2))
        low, high = (mean, high) if value > 0 else (low, mean)
        step = mean * math.exp(max(-2.0, min(2.0, -value / slope)))
        if abs(step - mean) <= _CLOSE * mean:
            break
        mean = step if low < step < high else (low + high) / 2
    return mean
