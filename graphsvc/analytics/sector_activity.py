"""Activity: which sectors come to the meetings of the bodies they sit on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from graphsvc.analytics.intervals import wilson
from graphsvc.analytics.seating import SECTORS, UNCLASSIFIED, Seating
from graphsvc.dates import first_day
from graphsvc.language import Message
from graphsvc.model.activity import STATUSES
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import AttendanceStatus

# Who came three years ago says little of who takes part now.
DAYS = 365
_CAME = (AttendanceStatus.PRESENT, AttendanceStatus.ALTERNATE)
_CAME_CODES = np.array([STATUSES.index(status) for status in _CAME], dtype=np.int8)


@dataclass(frozen=True, slots=True)
class SectorActivity:
    """Who of a sector came to meetings in the year up to the day; null is what is not known.

    Counted are the records of organizations at meetings of the bodies on which they hold a seat on
    the day. A member of whom the minutes say nothing is not known to have been absent.

    Attributes
    ----------
    meetings
        Meetings of the bodies on which the sector sits, of which attendance is recorded.
    meetings_attended
        Those at which at least one organization of the sector was.
    present, alternate, regrets, absent
        Records of its organizations, one for each organization and meeting, by what they say.
    rate
        Share of these that say present or alternate, 0 to 1. Null without records.
    lower, upper
        Wilson's 95% interval of that share.
    own_rate
        The same share of all members of the partnership together.
    quiet
        Whether the interval lies below the share of all. Null without records.
    last_seen
        The newest day, however long ago, on which one of its organizations came.
    rhythm
        Days from one meeting of such a body to its next: the median. Null with fewer than two.
    meetings_since
        Meetings of its bodies after the day it was last seen; all of them where it never was.
    sentence
        The same in words; null where there is nothing to say.
    evidence
        Ids of the bodies whose meetings these are.
    """

    meetings: int | None = None
    meetings_attended: int | None = None
    present: int | None = None
    alternate: int | None = None
    regrets: int | None = None
    absent: int | None = None
    rate: float | None = None
    lower: float | None = None
    upper: float | None = None
    own_rate: float | None = None
    quiet: bool | None = None
    last_seen: str | None = None
    rhythm: float | None = None
    meetings_since: int | None = None
    sentence: Message | None = None
    evidence: tuple[str, ...] = ()


UNKNOWN = SectorActivity()


@dataclass(frozen=True)
class _Records:
    """Attendance at the bodies of one partnership, up to the day, of those seated on them.

    `body`, `day`, `meeting`, `sector`, `came`, `status` are columns; `date` the text of a meeting.
    """

    body: NDArray[np.intp]
    day: NDArray[np.intp]
    meeting: NDArray[np.intp]
    sector: NDArray[np.intp]
    status: NDArray[np.int8]
    date: dict[int, str]

    def came(self) -> NDArray[np.bool_]:
        return np.isin(self.status, _CAME_CODES)


def activities(
    snapshot: Snapshot, seating: Seating, partnership: str, as_of: str
) -> list[SectorActivity]:
    """Say for each sector how it came to the meetings of a partnership.

    Parameters
    ----------
    snapshot
        The graph at one revision.
    seating
        Its seats on the day.
    partnership
        Its id.
    as_of
        The day.

    Returns
    -------
    list[SectorActivity]
        In the order of `SECTORS`, without sentences.

    Notes
    -----
    Each record is counted as if it were given by itself; those of one organization resemble one
    another, so a sector of very few organizations looks surer than it is. Time O(meetings +
    attendance).

    References
    ----------
    .. [1] Wilson, E. B., J. American Statistical Association 22 (1927), 209-212.
    """
    records = _records(snapshot, seating, partnership, as_of)
    if records is None:
        return [UNKNOWN] * len(SECTORS)
    today = first_day(as_of).toordinal()
    recent = records.day > today - DAYS
    came = records.came()
    told = int(recent.sum())
    own = float(came[recent].sum() / told) if told else None
    return [
        _of_sector(snapshot, records, code, recent, own)
        if bool((records.sector == code).any())
        else UNKNOWN
        for code in range(UNCLASSIFIED)
    ]


def _records(snapshot: Snapshot, seating: Seating, partnership: str, as_of: str) -> _Records | None:
    columns = snapshot.activity.attendance
    number = seating.partnerships.index(partnership)
    bodies = {
        snapshot.body_ids[place]: int(place)
        for place in np.flatnonzero(seating.partnership == number)
    }
    held = snapshot.activity.meetings
    chosen = [
        (place, bodies[record.body], record.date)
        for place, item in enumerate(columns.meetings)
        if (record := held.get(item)) and record.body in bodies and record.date <= as_of
    ]
    if not chosen:
        return None
    body = np.full(len(columns.meetings), -1, dtype=np.intp)
    day = np.zeros(len(columns.meetings), dtype=np.intp)
    for place, where, date in chosen:
        body[place], day[place] = where, first_day(date).toordinal()
    position = {item: place for place, item in enumerate(snapshot.organization_ids)}
    organization = np.array([position.get(item, -1) for item in columns.organizations])
    rows = np.flatnonzero(body[columns.meeting] >= 0)
    who, meeting = organization[columns.organization[rows]], columns.meeting[rows]
    where_met = body[meeting]
    seats = seating.seats.tocoo()
    width = max(seats.shape[1], 1)
    seated = np.isin(who * width + where_met, seats.row.astype(np.int64) * width + seats.col)
    if not seated.any():
        return None
    return _Records(
        body=where_met[seated],
        day=day[meeting[seated]],
        meeting=meeting[seated].astype(np.intp),
        sector=seating.sector[who[seated]],
        status=columns.status[rows[seated]],
        date={first_day(date).toordinal(): date for _, _, date in chosen},
    )


def _of_sector(
    snapshot: Snapshot,
    records: _Records,
    code: int,
    recent: NDArray[np.bool_],
    own: float | None,
) -> SectorActivity:
    of_it, came = records.sector == code, records.came()
    its_bodies = np.unique(records.body[of_it])
    at_them = np.isin(records.body, its_bodies)
    now = of_it & recent
    told, there = int(now.sum()), int((now & came).sum())
    interval = wilson(there, told)
    counts = np.bincount(records.status[now], minlength=len(STATUSES)).tolist()
    by_word = dict(zip(STATUSES, counts, strict=True))
    seen = records.day[of_it & came]
    last = int(seen.max()) if seen.size else None
    since = at_them & (records.day > last) if last is not None else at_them
    return SectorActivity(
        meetings=len(np.unique(records.meeting[at_them & recent])),
        meetings_attended=len(np.unique(records.meeting[now & came])),
        present=by_word[AttendanceStatus.PRESENT],
        alternate=by_word[AttendanceStatus.ALTERNATE],
        regrets=by_word[AttendanceStatus.REGRETS],
        absent=by_word[AttendanceStatus.ABSENT],
        rate=there / told if told else None,
        lower=interval.lower if interval else None,
        upper=interval.upper if interval else None,
        own_rate=own,
        quiet=interval.upper < own if interval and own is not None else None,
        last_seen=records.date[last] if last is not None else None,
        rhythm=_rhythm(records, its_bodies),
        meetings_since=len(np.unique(records.meeting[since])),
        evidence=tuple(snapshot.body_ids[place] for place in its_bodies),
    )


def _rhythm(records: _Records, bodies: NDArray[np.intp]) -> float | None:
    """Return the median number of days between meetings of a body that follow one another."""
    gaps: list[int] = []
    for body in bodies:
        days = np.unique(records.day[records.body == body]).tolist()
        gaps += [after - before for before, after in pairwise(days)]
    return float(median(gaps)) if gaps else None
