"""The slider of a map over its days."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DayLink:
    """A day on which something changed, the map of that day, and whether it is the one shown."""

    day: str
    href: str
    is_shown: bool = False


@dataclass(frozen=True, slots=True)
class TimeSlider:
    """The days of a slider, in order, and where its script finds what is shown on each."""

    days: tuple[DayLink, ...]
    data_href: str
