"""The slider of a map: the days it goes over, and where it finds what is shown on them."""

from __future__ import annotations

from collections.abc import Mapping

from graphsvc.api.pages.frame import Frame
from graphsvc.dates import today
from graphsvc.viz.timeline import days_of_change
from graphsvc.web import addresses
from graphsvc.web.views.map_time import DayLink, TimeSlider


def slider(frame: Frame, of: str, query: Mapping[str, str | None]) -> TimeSlider | None:
    """Return the slider of a map; None where nothing is known to have changed.

    Parameters
    ----------
    frame, of
        The page, and what its map is of.
    query
        What the address of the map holds, whichever the day.
    """
    days = days_of(frame, of)
    if len(days) < 2:
        return None
    links = tuple(
        DayLink(
            day,
            addresses.with_query(addresses.MAP, {**query, "as_of": day}),
            is_shown=day == frame.as_of,
        )
        for day in days
    )
    return TimeSlider(
        links, addresses.with_query(addresses.MAP_TIME, {**query, "as_of": frame.as_of})
    )


def days_of(frame: Frame, of: str) -> tuple[str, ...]:
    """Return the days on which something changed, up to today or the day of the page."""
    part, last = frame.keeper.part(frame.snapshot, of), max(today(), frame.as_of)
    return frame.keeper.answer(
        part,
        ("days of change", of, frame.as_of, last),
        lambda: days_of_change(part, of, frame.as_of, last),
    )
