"""Who came to which meeting, who leads which action, who reports to work with whom.

What a snapshot holds beside the seats.

Attendance, of which there is most, is kept as columns. They refer to ids of their own, not to
positions in the snapshot, so that a new organization does not shift them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from graphsvc.dates import first_day, is_date
from graphsvc.model.entities import Action, ActionTie, Attendance, Meeting, Plan, record_key
from graphsvc.model.vocabulary import AttendanceStatus, CollaborationKind

if TYPE_CHECKING:
    from graphsvc.model.entities import Changes, Collaboration

STATUSES = tuple(AttendanceStatus)
_CODE = {str(status): code for code, status in enumerate(STATUSES)}


class AttendanceColumns:
    """Who was at which meeting, as columns that run in parallel.

    Attributes
    ----------
    organizations, meetings
        The ids that occur, in order.
    organization, meeting
        For each record, positions in these.
    status
        For each record, the position of its word in `STATUSES`.
    """

    def __init__(self, organization: Iterable[str], meeting: Iterable[str], status: Iterable[str]):
        self.organizations, first = _numbered(organization)
        self.meetings, second = _numbered(meeting)
        codes = np.fromiter((_CODE[each] for each in status), dtype=np.int8, count=len(first))
        # In one order, whatever the database answered in.
        order = np.lexsort((second, first))
        self.organization, self.meeting, self.status = first[order], second[order], codes[order]
        for column in (self.organization, self.meeting, self.status):
            column.flags.writeable = False

    @classmethod
    def of(cls, records: Iterable[Attendance]) -> AttendanceColumns:
        """Put records into columns; of two about the same, the later one holds."""
        found = {record_key(each): each for each in records}.values()
        return cls(
            [each.organization for each in found],
            [each.meeting for each in found],
            [each.status for each in found],
        )

    def __len__(self) -> int:
        """Count the records."""
        return len(self.status)

    def __eq__(self, other: object) -> bool:
        """Tell whether the columns hold the same."""
        return isinstance(other, AttendanceColumns) and self.records() == other.records()

    __hash__ = None  # type: ignore[assignment]  # compared by what it holds

    def at(self, meeting: str) -> list[Attendance]:
        """Return who was at one meeting, in order of organization."""
        place = bisect_left(self.meetings, meeting)
        if place == len(self.meetings) or self.meetings[place] != meeting:
            return []
        return self._records(np.flatnonzero(self.meeting == place))

    def records(self) -> list[Attendance]:
        """Return the records again, in order of organization and meeting."""
        return self._records(slice(None))

    def _records(self, some: Any) -> list[Attendance]:
        return [
            Attendance(
                organization=self.organizations[organization],
                meeting=self.meetings[meeting],
                status=STATUSES[status],
            )
            for organization, meeting, status in zip(
                self.organization[some].tolist(),
                self.meeting[some].tolist(),
                self.status[some].tolist(),
                strict=True,
            )
        ]


def _numbered(items: Iterable[str]) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    found = list(items)
    names = tuple(sorted(set(found)))
    position = {item: place for place, item in enumerate(names)}
    return names, np.fromiter((position[each] for each in found), dtype=np.int32, count=len(found))


def _nobody() -> AttendanceColumns:
    return AttendanceColumns((), (), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """That an organization reports to do something with another, or not to.

    A collaboration without its level: levels are confidential, and no snapshot holds them.
    """

    id: str
    organization: str
    other: str
    kind: CollaborationKind
    works: bool
    wave: str | None = None
    sources: tuple[str, ...] = ()

    @classmethod
    def of(cls, record: Collaboration) -> Report:
        """Leave the level out; 0 says that nothing is done together."""
        return cls(
            id=record.id,
            organization=record.organization,
            other=record.other,
            kind=record.kind,
            works=record.level > 0,
            wave=record.wave,
            sources=record.sources,
        )

    @property
    def begun(self) -> str:
        """The first day of its wave, as 2017-03-20; empty where the wave bears no date."""
        known = self.wave is not None and is_date(self.wave)
        return first_day(str(self.wave)).isoformat() if known else ""


@dataclass(frozen=True)
class Activity:
    """Meetings, who came to them, the actions of plans with who leads them, and reports.

    `reporting_since` holds, for each organization that reports anything of another, the first day
    of its first wave. It serves to count who answered: a part of a graph has it without the
    reports.
    """

    meetings: Mapping[str, Meeting] = field(default_factory=dict)
    attendance: AttendanceColumns = field(default_factory=_nobody)
    plans: Mapping[str, Plan] = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=dict)
    action_ties: tuple[ActionTie, ...] = ()
    reports: tuple[Report, ...] = ()
    reporting_since: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        records: Changes,
        attendance: AttendanceColumns | None = None,
        reports: Iterable[Report] | None = None,
    ) -> Activity:
        """Take the records of these kinds.

        `attendance` is given where it is in columns already, `reports` where they were read without
        the levels of the collaborations.
        """
        if reports is None:
            reports = map(Report.of, records.collaborations)
        columns = AttendanceColumns.of(records.attendance) if attendance is None else attendance
        held = tuple(_ordered(reports).values())
        return cls(
            meetings=_ordered(records.meetings),
            attendance=columns,
            plans=_ordered(records.plans),
            actions=_ordered(records.actions),
            action_ties=tuple(_ordered(records.action_ties).values()),
            reports=held,
            reporting_since=_first_waves(held),
        )

    def merged(self, changes: Changes) -> Activity:
        """Return this with records put into it; itself where none is of these kinds."""
        kinds = ("meetings", "attendance", "plans", "actions", "action_ties", "collaborations")
        if not any(getattr(changes, kind) for kind in kinds):
            return self
        attendance = self.attendance
        if changes.attendance:
            every = chain(attendance.records(), changes.attendance)
            attendance = AttendanceColumns.of(every)
        ties = _ordered((*self.action_ties, *changes.action_ties))
        reports = _ordered((*self.reports, *map(Report.of, changes.collaborations)))
        return Activity(
            meetings=_ordered((*self.meetings.values(), *changes.meetings)),
            attendance=attendance,
            plans=_ordered((*self.plans.values(), *changes.plans)),
            actions=_ordered((*self.actions.values(), *changes.actions)),
            action_ties=tuple(ties.values()),
            reports=tuple(reports.values()),
            reporting_since=_first_waves(reports.values()),
        )


def _first_waves(reports: Iterable[Report]) -> dict[str, str]:
    """Find the day since which each organization has reported something of another."""
    found: dict[str, str] = {}
    for report in reports:
        if report.organization != report.other:
            begun = report.begun
            found[report.organization] = min(found.get(report.organization, begun), begun)
    return dict(sorted(found.items()))


def _ordered(records: Iterable[Any]) -> dict[Any, Any]:
    found = {record_key(record): record for record in records}
    return dict(sorted(found.items()))
