"""From which day on changes are told, where the reader has chosen none."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from graphsvc.analytics.scope import WHOLE
from graphsvc.api.pages.outlook import Outlook
from graphsvc.dates import first_day
from graphsvc.language import Date, Message, message
from graphsvc.model import ids
from graphsvc.model.entities import Membership
from graphsvc.model.snapshot import Snapshot

_A_YEAR = message("One year before.")


def usual(frame: Outlook, of: str) -> tuple[str, Message]:
    """Choose the day that changes are told since, and say why that one.

    It is one year before the day of the page. Where no source of the seats here is as new as that,
    nothing would have changed since: then it is the day of the source before the newest one.
    """
    snapshot, until = frame.snapshot, frame.as_of
    year_ago = year_before(until)
    days = frame.keeper.answer(
        snapshot, ("days of sources", of), lambda: days_of_sources(snapshot, of)
    )
    known = [day for day in days if day <= until]
    if len(known) > 1 and known[-1] <= year_ago:
        return known[-2], message(
            "The day of the source before the newest one ({newest}): in the year before {day} no "
            "source tells of a change.",
            newest=Date(days[known[-1]]),
            day=Date(until),
        )
    return year_ago, _A_YEAR


def year_before(day: str) -> str:
    """Return the same day of the year before; the day itself where there is none."""
    found = datetime.date.fromisoformat(day)
    if found.year == 1:
        return day  # there is no day before
    if (found.month, found.day) == (2, 29):
        found = found.replace(day=28)
    return found.replace(year=found.year - 1).isoformat()


def days_of_sources(snapshot: Snapshot, of: str) -> dict[str, str]:
    """Return the days of the sources of all seats in a scope, in order, each with its own text.

    A source of 2014 counts from the first day of that year, as a date does everywhere.
    """
    used = {source for seat in _seats(snapshot, of) for source in seat.sources}
    dates = (snapshot.sources[item].date for item in used if item in snapshot.sources)
    return dict(sorted((first_day(date).isoformat(), date) for date in dates if date))


def _seats(snapshot: Snapshot, of: str) -> Iterable[Membership]:
    if of == WHOLE:
        return snapshot.seats
    if of.startswith(f"{ids.ORGANIZATION}:"):
        return snapshot.seats_of_organization.get(of, ())
    bodies = snapshot.bodies_of.get(of, (of,))
    return [seat for body in bodies for seat in snapshot.seats_of_body.get(body, ())]
