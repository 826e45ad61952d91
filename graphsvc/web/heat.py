"""Parts of the page of sectors over partnerships: cells with a colour, and small bars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graphsvc.language import Message, message
from graphsvc.web.pieces import Link, Text

# Ratios below which each colour but the last ends; of the same size either way (1/2, 4/5).
RATIO_EDGES = (0.5, 0.8, 1.25, 2.0)
SEAT_EDGES = (1, 2, 5, 10)
RATIO_BANDS = (
    message("less than {high}", high=0.5),
    message("{low} to {high}", low=0.5, high=0.8),
    message("{low} to {high}", low=0.8, high=1.25),
    message("{low} to {high}", low=1.25, high=2),
    message("{low} and more", low=2),
)
SEAT_BANDS = (
    message("none"),
    message("one"),
    message("{low} to {high}", low=2, high=4),
    message("{low} to {high}", low=5, high=9),
    message("{low} and more", low=10),
)


@dataclass(frozen=True, slots=True)
class Scale:
    """What the colours of a table stand for.

    Attributes
    ----------
    name
        `ratio` or `seats`: chooses the colours.
    edges
        Where each band but the first begins.
    bands
        What each band holds, in words, the lowest first.
    """

    name: str
    edges: tuple[float, ...]
    bands: tuple[Message, ...]

    def band(self, value: float | None) -> int | None:
        """Return the place of a value's band, by what is shown of it: two digits.

        >>> [RATIOS.band(each) for each in (0.0, 0.4949, 0.797, 1.0, 2.0, None)]
        [0, 0, 2, 2, 4, None]
        """
        if value is None:
            return None
        return sum(round(value, 2) >= edge for edge in self.edges)


RATIOS = Scale("ratio", RATIO_EDGES, RATIO_BANDS)
SEATS = Scale("seats", SEAT_EDGES, SEAT_BANDS)


@dataclass(frozen=True, slots=True)
class HeatHeading:
    """A sector as the heading of a column: its short name, and where the table is ordered by it.

    `sort` is how the table is ordered by it now: `ascending`, `descending`, or None.
    """

    label: Text
    href: str
    sort: str | None = None


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One sector in one partnership.

    Attributes
    ----------
    label
        The sector.
    value, band
        What is shown, and the place of its colour; None where it is not defined.
    status, status_label
        The verdict, for its sign and in words. Where `is_clear`, it has one: enough is known.
    """

    label: Text
    value: float | None
    band: int | None
    status: str
    status_label: Text
    is_clear: bool


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A partnership: its page where it tells who is missing, and its sectors."""

    partnership: Link
    cells: tuple[HeatCell, ...]
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class SectorSpread:
    """How the values of a sector are spread over the partnerships.

    Attributes
    ----------
    label
        The sector.
    counts
        How many partnerships have a value in each band, the lowest first.
    unknown
        How many have none.
    marked, marked_band
        The value of the partnership that is marked, and the place of its band.
    """

    label: Text
    counts: tuple[int, ...]
    unknown: int
    marked: float | None = None
    marked_band: int | None = None


def spread(
    scale: Scale, label: Text, values: Iterable[float | None], marked: float | None = None
) -> SectorSpread:
    """Count the values of a sector in each band."""
    bands = [scale.band(value) for value in values]
    return SectorSpread(
        label,
        tuple(bands.count(place) for place in range(len(scale.bands))),
        bands.count(None),
        marked,
        scale.band(marked),
    )
