"""How good rankings are: measures of each list, and means with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

RESAMPLES = 2000
_TAIL = 2.5  # percent on each side


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over askers with its 95% interval: percentiles of bootstrap resamples of askers."""

    mean: float
    lower: float
    upper: float


def places_of(scores: Numbers, lot: Numbers, relevant: NDArray[np.intp]) -> NDArray[np.int64]:
    """Return the places, from 1, that the relevant ones take in the order of their scores.

    Parameters
    ----------
    scores
        One for each candidate, the highest first.
    lot
        Decides between equal scores.
    relevant
        Positions among the candidates.

    Returns
    -------
    array
        Sorted.

    Examples
    --------
    >>> places_of(np.array([0.1, 0.9, 0.9]), np.array([0.0, 0.2, 0.1]), np.array([0, 1])).tolist()
    [2, 3]
    """
    places = np.empty(len(scores), dtype=np.int64)
    places[np.lexsort((lot, -np.round(scores, 12)))] = np.arange(1, len(scores) + 1)
    return np.sort(places[relevant])


def reciprocal_rank(places: NDArray[np.int64]) -> float:
    """Return 1 over the best place of a relevant one."""
    return 1.0 / float(places[0])


def hit(places: NDArray[np.int64], within: int) -> float:
    """Return 1 where a relevant one stands within the first few, else 0."""
    return float(places[0] <= within)


def average_precision(places: NDArray[np.int64]) -> float:
    """Return the mean, over the relevant ones, of the share of relevant ones down to each.

    References
    ----------
    .. [1] Buckley, C. & Voorhees, E. M., Evaluating evaluation measure stability, SIGIR (2000),
       33-40.

    Examples
    --------
    >>> average_precision(np.array([1, 4]))
    0.75
    """
    return float(np.mean(np.arange(1, len(places) + 1) / places))


def estimates(columns: Mapping[str, Sequence[float]], seed: int) -> dict[str, Estimate]:
    """Return the mean of each column with its interval, all from the same resamples.

    Parameters
    ----------
    columns
        One number for each asker in each, in the same order; at least one asker.
    seed
        Of the resamples.

    Notes
    -----
    Askers are drawn with replacement, `RESAMPLES` times. Time and memory O(resamples x askers).

    References
    ----------
    .. [1] Efron, B. & Tibshirani, R. J., An Introduction to the Bootstrap (1993), chapter 13.
    """
    names = list(columns)
    table = np.array([columns[name] for name in names], dtype=float).T
    draws = np.random.default_rng(seed)
    count = len(table)
    times = draws.multinomial(count, np.full(count, 1 / count), size=RESAMPLES)
    # Added up before they are divided: a mean of ones is 1, and not a little more.
    means = times.astype(float) @ table / count
    lower, upper = np.percentile(means, [_TAIL, 100 - _TAIL], axis=0)
    return {
        name: Estimate(float(table[:, place].mean()), float(lower[place]), float(upper[place]))
        for place, name in enumerate(names)
    }
