"""Who came to meetings, by organization: counts of what the minutes say, never of persons."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from graphsvc.analytics.scope import Scope
from graphsvc.dates import first_day, is_active
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import AttendanceStatus


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """What the minutes say of one organization.

    Attributes
    ----------
    organization
        Its id.
    present, alternate, regrets, absent
        At how many meetings it was there, was stood in for, sent regrets, was missing.
    """

    organization: str
    present: int
    alternate: int
    regrets: int
    absent: int

    @property
    def came(self) -> int:
        """At how many meetings somebody was there for it."""
        return self.present + self.alternate

    @property
    def recorded(self) -> int:
        """At how many meetings the minutes say anything of it."""
        return self.came + self.regrets + self.absent


def attendance(snapshot: Snapshot, scope: Scope, since: str) -> tuple[AttendanceRow, ...]:
    """Count who came to the meetings of a scope after one day, up to the day of the scope.

    Parameters
    ----------
    snapshot
        The graph at one revision; not modified.
    scope
        Which bodies, up to which day, without whom.
    since
        The day after which meetings count, as 2017-03-20.

    Returns
    -------
    tuple[AttendanceRow, ...]
        In order of id. Counted are the records of organizations at meetings of the bodies on which
        they hold a seat on the day of the scope, as the sectors' activity counts them
        (`sector_activity`). A member of whom the minutes say nothing has no row.

    Notes
    -----
    Time O(meetings x attendance).
    """
    out, bodies_out = scope.left_out(snapshot), scope.bodies_left_out(snapshot)
    seated = {
        body: {
            seat.organization
            for seat in snapshot.seats_of_body.get(body, ())
            if seat.organization not in out and is_active(seat.since, seat.until, scope.as_of)
        }
        for body in scope.bodies(snapshot)
        if body not in bodies_out
    }
    first = first_day(since)
    counted: dict[str, Counter[AttendanceStatus]] = defaultdict(Counter)
    held = snapshot.activity
    for meeting in held.meetings.values():
        if meeting.date > scope.as_of or first_day(meeting.date) <= first:
            continue
        members = seated.get(meeting.body)
        for record in held.attendance.at(meeting.id) if members else ():
            if members and record.organization in members:
                counted[record.organization][record.status] += 1
    return tuple(
        AttendanceRow(
            item,
            present=counts[AttendanceStatus.PRESENT],
            alternate=counts[AttendanceStatus.ALTERNATE],
            regrets=counts[AttendanceStatus.REGRETS],
            absent=counts[AttendanceStatus.ABSENT],
        )
        for item, counts in sorted(counted.items())
    )
