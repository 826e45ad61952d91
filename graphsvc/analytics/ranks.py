"""Places in a ranking, and the share of others that a value leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Equal in exact arithmetic can differ in the last digits in floating point; then nobody is ahead.
_DIGITS = 12
Column = NDArray[np.float64]


def left_behind(values: Column, *, descending: bool = False) -> Column:
    """Say which share of the others each value leaves behind: the percentile rank.

    (values behind + half of the other equal values) / (n - 1).

    Parameters
    ----------
    values
        One value per item; NaN stands behind every number.
    descending
        Whether a smaller number is ahead of a larger one.

    Returns
    -------
    array
        0 for the last, 1 for the first, the mean always 1/2. NaN for the only item: it has no
        others.

    Notes
    -----
    Time O(n log n). Numbers that agree to 12 decimal places count as equal.

    Examples
    --------
    >>> left_behind(np.array([0.2, 0.5, 0.5, np.nan])).tolist()
    [0.3333333333333333, 0.8333333333333334, 0.8333333333333334, 0.0]
    """
    if len(values) < 2:
        return np.full(len(values), np.nan)
    keys = comparable(-values if descending else values)
    ordered = np.sort(keys)
    behind = np.searchsorted(ordered, keys, side="left")
    up_to = np.searchsorted(ordered, keys, side="right")
    found: Column = (behind + (up_to - behind - 1) / 2) / (len(values) - 1)
    return found


def places(values: Column) -> NDArray[np.int64]:
    """Rank from the largest value down: 1, 2, 2, 4. NaN comes last.

    Parameters
    ----------
    values
        One value per item.

    Returns
    -------
    array
        Counted from 1, in the order of the values.

    Examples
    --------
    >>> places(np.array([3.0, 3.0, np.nan, 5.0])).tolist()
    [2, 2, 4, 1]
    """
    keys = comparable(values)
    ahead = len(keys) - np.searchsorted(np.sort(keys), keys, side="right")
    return (ahead + 1).astype(np.int64)


def first_of_largest(keys: Column, top: int) -> NDArray[np.intp]:
    """Find the largest keys; of equal ones, those that come first.

    Parameters
    ----------
    keys
        Numbers without NaN, as from `comparable`.
    top
        How many, at most.

    Returns
    -------
    array
        Their positions, ascending.

    Notes
    -----
    Time O(n): nothing is sorted.

    Examples
    --------
    >>> first_of_largest(np.array([1.0, 3.0, 2.0, 1.0, 2.0, 2.0]), 3).tolist()
    [1, 2, 4]
    """
    if len(keys) <= top:
        return np.arange(len(keys))
    least = np.partition(keys, len(keys) - top)[len(keys) - top]
    above = np.flatnonzero(keys > least)
    equal = np.flatnonzero(keys == least)[: top - len(above)]
    return np.sort(np.concatenate([above, equal]))


def comparable(values: NDArray[Any]) -> Column:
    """Round away what is left of floating point, and put NaN behind every number."""
    numbers = np.asarray(values, dtype=np.float64)
    found: Column = np.where(np.isnan(numbers), -np.inf, np.round(numbers, _DIGITS) + 0.0)
    return found


def rounded(value: float) -> float:
    """Round away what is left of floating point in one value."""
    return round(value, _DIGITS)


def competition_ranks(values: Mapping[str, float | None]) -> dict[str, int]:
    """Rank from the largest value down: 1, 2, 2, 4. None comes last.

    Parameters
    ----------
    values
        One value per item.

    Returns
    -------
    dict[str, int]
        In order of rank, equal values by id; counted from 1.

    Examples
    --------
    >>> competition_ranks({"b": 3.0, "a": 3.0, "c": None, "d": 5.0})
    {'d': 1, 'a': 2, 'b': 2, 'c': 4}
    """
    keys = {
        item: (1, 0.0) if value is None else (0, -rounded(value)) for item, value in values.items()
    }
    ordered = sorted(keys, key=lambda item: (keys[item], item))
    ranks: dict[str, int] = {}
    for place, item in enumerate(ordered, start=1):
        same = place > 1 and keys[ordered[place - 2]] == keys[item]
        ranks[item] = ranks[ordered[place - 2]] if same else place
    return ranks
