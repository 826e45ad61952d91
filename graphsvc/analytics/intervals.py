"""Intervals, exact tails and false discovery: how far a share or a ratio can be trusted.

The arithmetic is SciPy's; here are the conventions, which agree with R: no continuity correction,
both tails include what was observed, and what cannot be worked out is None.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from scipy import special


class Interval(NamedTuple):
    """Two ends, the lower one first."""

    lower: float
    upper: float


class Tails(NamedTuple):
    """Chances of as few as observed or fewer (`under`), and of as many or more (`over`)."""

    under: float
    over: float


def wilson(successes: int, trials: int, confidence: float = 0.95) -> Interval | None:
    """Wilson's score interval of a share, without continuity correction.

    Parameters
    ----------
    successes, trials
        Counts; 0 <= successes <= trials.
    confidence
        Share of such intervals that hold the true share, between 0 and 1.

    Returns
    -------
    Interval | None
        Within [0, 1]. None without trials.

    References
    ----------
    .. [1] Wilson, E. B., J. American Statistical Association 22 (1927), 209-212.
    """
    if not trials:
        return None
    z = _normal((1 - confidence) / 2)
    centre = successes + z * z / 2
    width = z * math.sqrt(successes * (trials - successes) / trials + z * z / 4)
    return Interval(
        (centre - width) / (trials + z * z) if successes else 0.0,
        (centre + width) / (trials + z * z) if successes < trials else 1.0,
    )


def jeffreys(successes: int, trials: int, confidence: float = 0.95) -> Interval | None:
    """Jeffreys' interval of a share: equal tails of Beta(successes + 1/2, failures + 1/2).

    The lower end is 0 where there is no success, the upper end 1 where there is no failure, so that
    the interval always holds the observed share.

    Parameters
    ----------
    successes, trials, confidence
        As for `wilson`.

    Returns
    -------
    Interval | None
        Within [0, 1]. None without trials.

    References
    ----------
    .. [1] Brown, L. D., Cai, T. T. & DasGupta, A., Statistical Science 16 (2001), 101-133,
       section 3.1.
    """
    if not trials:
        return None
    belief = successes + 0.5, trials - successes + 0.5
    tail = (1 - confidence) / 2
    return Interval(
        float(special.betaincinv(*belief, tail)) if successes else 0.0,
        float(special.betainccinv(*belief, tail)) if successes < trials else 1.0,
    )


def adjusted_log_ratio(
    successes: int,
    trials: int,
    reference_successes: int,
    reference_trials: int,
    confidence: float = 0.95,
) -> Interval | None:
    """Adjusted-log interval of the ratio of two independent shares.

    Half a success and half a trial are added on both sides, then the interval is the usual one of
    the logarithm: ln ratio -/+ z sqrt(1/(x+1/2) - 1/(n+1/2) + 1/(y+1/2) - 1/(m+1/2)).

    Parameters
    ----------
    successes, trials
        x of n, here.
    reference_successes, reference_trials
        y of m, in the reference.
    confidence
        As for `wilson`.

    Returns
    -------
    Interval | None
        Ratio of shares, more than 0, no upper bound. None without trials on either side. The
        observed ratio can lie outside where a count is 0.

    Notes
    -----
    Where both shares are 1 the formula has no width; half a success is then taken off on both sides
    first.

    References
    ----------
    .. [1] Walter, S. D., Biometrika 62 (1975), 371-374.
    .. [2] Fagerland, M. W., Lydersen, S. & Laake, P., Statistical Methods in Medical Research 24
       (2015), 224-254.
    """
    if not trials or not reference_trials:
        return None
    less = 0.5 if (successes, reference_successes) == (trials, reference_trials) else 0.0
    x, n = successes + 0.5 - less, trials + 0.5
    y, m = reference_successes + 0.5 - less, reference_trials + 0.5
    centre = math.log(x / n) - math.log(y / m)
    width = _normal((1 - confidence) / 2) * math.sqrt(1 / x - 1 / n + 1 / y - 1 / m)
    return Interval(math.exp(centre - width), math.exp(centre + width))


@cache
def _normal(tail: float) -> float:
    """Return the point beyond which the tail of a standard normal distribution lies."""
    return float(-special.ndtri(tail))


def binomial_tails(successes: int, trials: int, share: float) -> Tails:
    """Exact tails of a binomial count, both including the observed one.

    Parameters
    ----------
    successes, trials
        Counts; 0 <= successes <= trials.
    share
        Chance of a success in one trial, in [0, 1].
    """
    at_least = special.bdtrc(successes - 1, trials, share) if successes else 1.0
    return Tails(float(special.bdtr(successes, trials, share)), float(at_least))


def hypergeometric_tails(successes: int, drawn: int, of_kind: int, population: int) -> Tails:
    """Exact tails of a draw without replacement, both including the observed count.

    Parameters
    ----------
    successes
        How many of the kind were drawn.
    drawn
        How many were drawn at all.
    of_kind
        How many of the kind there are in the population.
    population
        How many there are in the population.
    """
    from scipy import stats  # noqa: PLC0415 - a second, which few commands need

    if not population:
        return Tails(1.0, 1.0)
    at_most = stats.hypergeom.cdf(successes, population, of_kind, drawn)
    at_least = stats.hypergeom.sf(successes - 1, population, of_kind, drawn)
    return Tails(float(at_most), float(at_least))


def benjamini_hochberg(p_values: Sequence[float | None]) -> list[float | None]:
    """Adjust p-values for having asked several questions at once.

    A finding passes at a false discovery rate of 10% where its adjusted value is at most 0.1.

    Parameters
    ----------
    p_values
        In [0, 1]; None for a question that could not be asked, which counts for nothing.

    Returns
    -------
    list[float | None]
        Adjusted values in the order given, None where None was given.

    References
    ----------
    .. [1] Benjamini, Y. & Hochberg, Y., J. Royal Statistical Society B 57 (1995), 289-300.

    Examples
    --------
    >>> benjamini_hochberg([0.01, None, 0.5])
    [0.02, None, 0.5]
    """
    from scipy import stats  # noqa: PLC0415 - as above

    asked = [value for value in p_values if value is not None]
    adjusted = iter(stats.false_discovery_control(asked).tolist() if asked else [])
    return [None if value is None else float(next(adjusted)) for value in p_values]
