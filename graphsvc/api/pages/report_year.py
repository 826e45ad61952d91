"""The year that a report is about: from April to March, as agreements with the funder run."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from graphsvc.api.pages.outlook import Outlook
from graphsvc.api.pages.since import days_of_sources
from graphsvc.dates import first_day, is_date, today
from graphsvc.errors import Fault, InvalidInput, Where
from graphsvc.language import Date, Message, message

_ONE = datetime.timedelta(days=1)
_APRIL = 4
_DAY = len("2017-03-20")
FIRST_YEAR, LAST_YEAR = 1900, 2200
_FIRST, _LAST = f"{FIRST_YEAR}-01-01", f"{LAST_YEAR}-12-31"
_CHOSEN = message("Chosen by the reader.")


@dataclass(frozen=True, slots=True)
class Year:
    """A stretch of days, and why it was chosen.

    Attributes
    ----------
    first, last
        Its first and its last day.
    why
        Why this one.
    is_running
        Whether it goes on after its last day, which is today.
    """

    first: str
    last: str
    why: Message = _CHOSEN
    is_running: bool = False

    @property
    def eve(self) -> str:
        """The day before: what is there then is what the end of the year is compared with."""
        return (datetime.date.fromisoformat(self.first) - _ONE).isoformat()

    def moved(self, years: int) -> tuple[str, str] | None:
        """Return the same days so many years later; None where no report can be about them."""
        first, last = _moved(self.first, years), _moved(self.last, years)
        return (first, last) if _FIRST <= first <= today() and last <= _LAST else None

    def so_far(self) -> Year:
        """Return it up to today: nothing is known of a day to come."""
        day = today()
        return replace(self, last=day, is_running=True) if day < self.last else self


def fiscal(year: int) -> Year:
    """Return the year that begins in April of one year and ends in March of the next.

    >>> fiscal(2025).first, fiscal(2025).last, fiscal(2025).eve
    ('2025-04-01', '2026-03-31', '2025-03-31')
    """
    return Year(f"{year:04}-04-01", f"{year + 1:04}-03-31")


def chosen(first: str, last: str) -> Year:
    """Read a first and a last day; where one of them is left out, it is a year.

    Raises
    ------
    InvalidInput
        There is no such day, the last one comes before the first, or the first is still to come.
    """
    faults = [
        Fault(
            Where(field=name),
            message("There is no day {date} that a report can be about.", date=day[:40]),
            message(
                "Write a day as 2017-03-20, of the years {first} to {last}.",
                first=str(FIRST_YEAR),
                last=str(LAST_YEAR),
            ),
        )
        for name, day in (("from", first), ("to", last))
        if day and not _is_day(day)
    ]
    if faults:
        raise InvalidInput(faults)
    if not first:
        first = max(_FIRST, (datetime.date.fromisoformat(_moved(last, -1)) + _ONE).isoformat())
    if not last:
        last = min(_LAST, (datetime.date.fromisoformat(_moved(first, 1)) - _ONE).isoformat())
    if last < first:
        raise InvalidInput.single(
            message("The last day comes before the first one."),
            message("Choose a last day on or after {day}.", day=Date(first)),
            field="to",
        )
    if first > today():
        raise InvalidInput.single(
            message("This year has not begun yet."),
            message("Choose a first day on or before {day}.", day=Date(today())),
            field="from",
        )
    return Year(first, last)


def usual(view: Outlook, partnership: str) -> Year:
    """Choose the year of a report where the reader has chosen none.

    It is the last whole one before the day of the view, if a source or a meeting is of it; else the
    one of the newest source or meeting before; else the one that is running, if they are of it.
    """
    # A view can be of any day; of none to come, and none so old, is there anything to report.
    day_of_view = max(f"{FIRST_YEAR + 1}-04-01", min(view.as_of, today()))
    newest_whole = fiscal(_begun_in(day_of_view) - 1)
    days = view.keeper.answer(
        view.snapshot, ("days of a report", partnership), lambda: _days(view, partnership)
    )
    before = [day for day in days if day <= newest_whole.last]
    running = [day for day in days if newest_whole.last < day <= day_of_view]
    if before:
        found = fiscal(_begun_in(before[-1]))
        if found.first == newest_whole.first:
            return Year(found.first, found.last, message("The last whole year, April to March."))
        why = message(
            "The year, April to March, of the newest source or meeting before it: {day}.",
            day=Date(days[before[-1]]),
        )
        return Year(found.first, found.last, why)
    if running:
        why = message("The year that began in April: nothing recorded here is older.")
        return Year(fiscal(_begun_in(day_of_view)).first, day_of_view, why)
    why = message("The last whole year, April to March; no source or meeting here bears a date.")
    return Year(newest_whole.first, newest_whole.last, why)


def _days(view: Outlook, partnership: str) -> dict[str, str]:
    """Return the days of the sources of all seats, and of all meetings, each as it was written."""
    bodies = frozenset(view.snapshot.bodies_of.get(partnership, ()))
    meetings = view.snapshot.activity.meetings.values()
    met = {first_day(each.date).isoformat(): each.date for each in meetings if each.body in bodies}
    found = {**met, **days_of_sources(view.snapshot, partnership)}
    return {day: found[day] for day in sorted(found) if _is_day(day)}


def _begun_in(day: str) -> int:
    """Return in which year the fiscal year of a day began."""
    found = datetime.date.fromisoformat(day)
    return found.year if found.month >= _APRIL else found.year - 1


def _is_day(text: str) -> bool:
    return (
        len(text) == _DAY
        and text.isascii()
        and is_date(text)
        and FIRST_YEAR <= int(text[:4]) <= LAST_YEAR
    )


def _moved(day: str, years: int) -> str:
    found = datetime.date.fromisoformat(day)
    if (found.month, found.day) == (2, 29):
        found = found.replace(day=28)
    return found.replace(year=found.year + years).isoformat()
