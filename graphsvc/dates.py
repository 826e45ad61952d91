"""Dates as public records give them: a day, a month or a year, written as in ISO 8601.

A date is kept as the text it is ("2014", "2018-07", "2017-03-20"), so its precision is not lost.
Compared as text, in Python or in Cypher, such dates already sort right: "2014" is the first moment
of 2014. So a membership until "2014" has ended by 1 January 2014, one since "2014" has begun then.
"""

from __future__ import annotations

import datetime
import re

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)

# Day numbers of the proleptic Gregorian calendar that stand for "unknown" on either side.
ALWAYS = 0
NEVER = datetime.date.max.toordinal() + 1


def is_date(text: str) -> bool:
    """Tell whether `text` is a year, a month or a day that exists.

    >>> [is_date(text) for text in ("2014", "2018-07", "2017-02-29", "20.3.2017")]
    [True, True, False, False]
    """
    try:
        first_day(text)
    except ValueError:
        return False
    return True


def first_day(text: str) -> datetime.date:
    """Return the first day of a year, a month or a day.

    Raises
    ------
    ValueError
        The text has another form, or there is no such date.

    Examples
    --------
    >>> first_day("2018-07")
    datetime.date(2018, 7, 1)
    """
    match = _FORM.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, month, day = match.groups(default="01")
    return datetime.date(int(year), int(month), int(day))


def since_number(text: str | None) -> int:
    """Number the day something began; `ALWAYS` where that is not known."""
    return ALWAYS if text is None else first_day(text).toordinal()


def until_number(text: str | None) -> int:
    """Number the first day something is over; `NEVER` where it goes on or that is not known."""
    return NEVER if text is None else first_day(text).toordinal()


def is_active(since: str | None, until: str | None, on: str) -> bool:
    """Tell whether something with these dates is active on the day `on`.

    It is when it began on that day or before (or nobody knows when), and ends after it (or has no
    known end).

    Examples
    --------
    >>> is_active("2015", None, "2015-01-01"), is_active(None, "2017-03-20", "2017-03-20")
    (True, False)
    """
    return (since is None or since <= on) and (until is None or on < until)


def today() -> str:
    """Return today's date in UTC."""
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def now() -> str:
    """Return the present moment in UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def fine_now() -> str:
    """Return the present moment in UTC, so fine that two changes hardly ever bear the same one."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds")


def moment(text: str) -> str:
    """Write a moment of ISO 8601 in UTC: to the second, or as finely as it was given.

    Raises
    ------
    ValueError
        The text is no moment, or does not say in which time zone.

    Examples
    --------
    >>> moment("2026-05-04T10:00:00-04:00")
    '2026-05-04T14:00:00+00:00'
    """
    found = datetime.datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    try:
        fine = "microseconds" if found.microsecond else "seconds"
        return found.astimezone(datetime.UTC).isoformat(timespec=fine)
    except OverflowError as error:  # on the first or the last day there is
        raise ValueError(text) from error
