"""Puts the connected parts of a map side by side: on shelves, or where they stood before."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

# Free space around a part, and how much wider than high the whole should be.
_MARGIN = 30.0
_ASPECT = 1.6
# Free space between the nodes of two parts that stay where they were.
_CLEAR = 9.0


@dataclass(frozen=True, slots=True)
class Part:
    """A laid out connected part.

    Attributes
    ----------
    members
        Positions of its nodes in the whole.
    points, radius
        Where they stand, one row a node; and half of the room each needs.
    low, high
        Corners of the box around them, node radius and margin included.
    kept
        Whether the part should stay where its points say.
    """

    members: NDArray[np.intp]
    points: NDArray[np.float64]
    radius: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    kept: bool

    @classmethod
    def of(
        cls,
        members: NDArray[np.intp],
        points: NDArray[np.float64],
        radius: NDArray[np.float64],
        *,
        kept: bool,
    ) -> Self:
        """Build a part and the box around it."""
        room = radius[:, None] + _MARGIN / 2
        low, high = (points - room).min(axis=0), (points + room).max(axis=0)
        return cls(members, points, radius, low, high, kept)

    @property
    def width(self) -> float:
        """Width of the box."""
        return float(self.high[0] - self.low[0])

    @property
    def height(self) -> float:
        """Height of the box."""
        return float(self.high[1] - self.low[1])

    def is_clear_of(self, other: Part) -> bool:
        """Tell whether no node of one part is in the way of one of the other.

        Boxes may overlap: where two parts become one, whoever stood between them may stay.
        """
        if (self.high < other.low).any() or (other.high < self.low).any():
            return True
        lack = self.radius[:, None] + other.radius + _CLEAR - cdist(self.points, other.points)
        return bool((lack <= 0).all())


def put_on_shelves(parts: Sequence[Part], *, centred: bool) -> NDArray[np.float64]:
    """Place parts so that their boxes do not overlap.

    Parameters
    ----------
    parts
        Largest first. Those to be kept stay, unless an earlier one is in the way; the others stand
        on shelves below them, so that single nodes come last, in rows.
    centred
        Whether to move the whole so that the middle of its frame is (0, 0).

    Returns
    -------
    numpy.ndarray
        One row a node, by position in the whole.
    """
    result = np.zeros((sum(len(part.members) for part in parts), 2))
    kept, rest = _settled(parts)
    for part in kept:
        result[part.members] = part.points
    corner = (
        min((float(part.low[0]) for part in kept), default=0.0),
        max((float(part.high[1]) for part in kept), default=0.0),
    )
    reach = max((float(part.high[0]) for part in kept), default=0.0) - corner[0]
    area = sum(part.width * part.height for part in rest)
    shelves = _Shelves(max([reach, math.sqrt(area * _ASPECT), *(part.width for part in rest)]))
    for part in sorted(rest, key=lambda part: (-part.height, int(part.members[0]))):
        result[part.members] = part.points - part.low + corner + shelves.place(part)
    if centred and len(result):
        result -= (result.min(axis=0) + result.max(axis=0)) / 2
    return result


class _Shelves:
    """Shelves of one width below one another; on a shelf, parts stand in columns."""

    def __init__(self, width: float) -> None:
        self._width = width
        self._top = self._height = 0.0
        self._left = self._column = self._filled = 0.0

    def place(self, part: Part) -> tuple[float, float]:
        """Find the place of the next part, which is not higher than those before it."""
        fits = self._left + part.width <= self._width
        if not (fits and self._filled + part.height <= self._height):
            self._left, self._column, self._filled = self._left + self._column, 0.0, 0.0
        if self._left + part.width > self._width and self._left > 0:
            self._top, self._height = self._top + self._height, 0.0
            self._left = 0.0
        self._height = max(self._height, part.height)
        self._column = max(self._column, part.width)
        spot = (self._left, self._top + self._filled)
        self._filled += part.height
        return spot


def _settled(parts: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    kept: list[Part] = []
    rest: list[Part] = []
    for part in parts:
        is_settled = part.kept and all(part.is_clear_of(other) for other in kept)
        (kept if is_settled else rest).append(part)
    return kept, rest
