"""What changed, laid out: each kind of change as a list, with the sources that tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graphsvc.analytics.change import ChangeKind, Dated
from graphsvc.analytics.scope import WHOLE
from graphsvc.analytics.sector_status import SectorStatus
from graphsvc.analytics.standing import STATUS
from graphsvc.api.pages import rows
from graphsvc.api.pages.outlook import Outlook
from graphsvc.language import Message, message
from graphsvc.model.entities import Membership
from graphsvc.model.sectors import Sector
from graphsvc.web.changes import ChangeLine, ChangeList, TwoNumbers
from graphsvc.web.pieces import Link, Source, Text

_SECTORS = {str(sector): sector for sector in Sector}
MOST_ROWS = 200  # more of a kind are for a spreadsheet
Row = Mapping[str, Any]
_Columns = tuple[tuple[str, Message], ...]
_ORGANIZATION, _TABLES = message("Organization"), message("Councils and committees")
_WHEN, _SOURCE = ("date", message("When")), ("sources", message("Source"))
_BEFORE, _NOW = ("before", message("Before")), ("after", message("Now"))
_WHOSE = ("where", message("Partnership"))
_SEATS: _Columns = (("what", _ORGANIZATION), ("where", _TABLES), _WHEN, _SOURCE)
_BODIES: _Columns = (("what", message("Council or committee")), _WHEN, _SOURCE)
_STATUSES: _Columns = (
    ("what", message("Sector")),
    _WHOSE,
    _BEFORE,
    _NOW,
)
_RANKS: _Columns = (
    ("what", _ORGANIZATION),
    ("before", message("Rank before")),
    ("after", message("Rank now")),
)
_CUT: _Columns = (
    ("what", _ORGANIZATION),
    ("before", message("Depended on it before")),
    ("after", message("Depend on it now")),
    ("sentence", message("What that means")),
)
_STEADY = message(
    "Among the first of the bridging ranking on one of the two days alone. Told only where the "
    "ranks of the two days do not overlap: those from which to which it ranks with a tenth of the "
    "memberships left out by lot, in 90 of 100 draws."
)
_COUNTED = message("A tie is an organization on one council or committee.")
_LISTS: Mapping[ChangeKind, tuple[Message, Message | None, _Columns]] = {
    ChangeKind.JOINED: (
        message("Joined"),
        message("Had no seat here on the first day, and has one on the second."),
        _SEATS,
    ),
    ChangeKind.LEFT: (
        message("Left"),
        message("Had a seat here on the first day, and has none on the second."),
        _SEATS,
    ),
    ChangeKind.FIRST_RECORDED: (
        message("First recorded"),
        message(
            "A source of the time between is the first to name them. Nobody knows since when they "
            "have sat here, so they count as there on both days."
        ),
        _SEATS,
    ),
    ChangeKind.NEW_TIE: (message("New ties"), _COUNTED, _SEATS),
    ChangeKind.LOST_TIE: (message("Lost ties"), _COUNTED, _SEATS),
    ChangeKind.NEW_BODY: (message("New councils and committees"), None, _BODIES),
    ChangeKind.CLOSED_BODY: (message("Councils and committees that ended"), None, _BODIES),
    ChangeKind.SECTOR_STATUS: (
        message("Sectors whose standing changed"),
        message(
            "Compared with all other partnerships of its kind together, on the same day. Told only "
            "where the sector clearly lacks or has seats on one of the days, or where its first "
            "seat came or its last one went; what chance can make of few seats is in the CSV alone."
        ),
        _STATUSES,
    ),
    ChangeKind.BRIDGE_GAINED: (message("New among those who bridge most"), _STEADY, _RANKS),
    ChangeKind.BRIDGE_LOST: (message("No longer among those who bridge most"), _STEADY, _RANKS),
    ChangeKind.CUT_POINT_GAINED: (
        message("Contact of others hangs on them now"),
        message("If one of them left, others would lose contact with the rest."),
        _CUT,
    ),
    ChangeKind.CUT_POINT_LOST: (
        message("Contact of others no longer hangs on them"),
        message("If one of them left, nobody would lose contact with the rest any more."),
        _CUT,
    ),
}
_DATED: Mapping[str, Message | None] = {
    Dated.STATED: None,
    Dated.RECORDED: message("by a list of members; perhaps earlier"),
    Dated.UNKNOWN: message("not known"),
}
_NAMED = message("first named; since when is not known")
_NUMBERS = {
    "organizations": message("Organizations with a seat"),
    "bodies": message("Councils and committees"),
    "ties": message("Memberships"),
    "unknown_beginnings": message("Memberships of which nobody knows since when"),
    "components": message("Parts that are not in contact with one another"),
}


def numbers(found: Row) -> tuple[TwoNumbers, ...]:
    """Return what there is on both days, of an answer as it is sent."""
    before, after = found["before"], found["after"]
    return tuple(TwoNumbers(label, before[name], after[name]) for name, label in _NUMBERS.items())


def lists(frame: Outlook, of: str, found: Row) -> tuple[ChangeList, ...]:
    """Lay out the changes of an answer as it is sent, by kind, those that tell most first."""
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for row in found["rows"]:
        if not _says_nothing(row):
            by_kind[row["kind"]].append(row)
    told = _Telling(frame, found["since"], found["until"], by_kind)
    return tuple(
        ChangeList(
            kind=str(kind),
            title=title,
            explanation=explanation,
            columns=tuple(each for each in columns if of == WHOLE or each != _WHOSE),
            rows=tuple(told.line(kind, row) for row in by_kind[kind][:MOST_ROWS]),
            total=len(by_kind[kind]),
        )
        for kind, (title, explanation, columns) in _LISTS.items()
        if by_kind.get(kind)
    )


def _says_nothing(row: Row) -> bool:
    """Tell whether a status changed that few seats can make by chance."""
    return row["kind"] == ChangeKind.SECTOR_STATUS and not row["telling"]


class _Telling:
    """Makes lines of the rows of one answer."""

    def __init__(
        self, frame: Outlook, since: str, until: str, by_kind: Mapping[str, Sequence[Row]]
    ) -> None:
        self._frame = frame
        self._between = (since, until)
        self._tables: dict[tuple[str, str], list[str]] = defaultdict(list)
        for of, ties in (
            (ChangeKind.JOINED, ChangeKind.NEW_TIE),
            (ChangeKind.LEFT, ChangeKind.LOST_TIE),
        ):
            for row in by_kind.get(ties, ()):
                self._tables[of, row["organization"]].append(row["body"])

    def line(self, kind: ChangeKind, row: Row) -> ChangeLine:
        """Put a change into the columns of its list."""
        makers: Mapping[ChangeKind, Callable[[ChangeKind, Row], ChangeLine]] = {
            ChangeKind.NEW_BODY: self._body,
            ChangeKind.CLOSED_BODY: self._body,
            ChangeKind.SECTOR_STATUS: self._status,
            ChangeKind.BRIDGE_GAINED: self._place,
            ChangeKind.BRIDGE_LOST: self._place,
            ChangeKind.CUT_POINT_GAINED: self._place,
            ChangeKind.CUT_POINT_LOST: self._place,
        }
        return makers.get(kind, self._seat)(kind, row)

    def _seat(self, kind: ChangeKind, row: Row) -> ChangeLine:
        item = row["organization"]
        tables = [row["body"]] if row["body"] else self._tables[kind, item]
        if kind is ChangeKind.FIRST_RECORDED:
            tables = sorted({seat.body for seat in self._undated(item)})
        return ChangeLine(
            what=self._frame.link(item),
            where=tuple(self._frame.link(body) for body in tables),
            date=row["date"],
            dated=_NAMED if kind is ChangeKind.FIRST_RECORDED else _DATED[row["dated"]],
            sources=self._sources(kind, item, tables),
        )

    def _undated(self, item: str) -> list[Membership]:
        """Return the seats of unknown beginning whose first source is of the time between."""
        held = self._frame.snapshot
        since, until = self._between
        found = []
        for seat in held.seats_of_organization.get(item, ()):
            known = [held.sources[each].date for each in seat.sources if each in held.sources]
            first = min((date for date in known if date), default=None)
            if seat.since is None and first is not None and since < first <= until:
                found.append(seat)
        return found

    def _sources(self, kind: ChangeKind, item: str, tables: Sequence[str]) -> tuple[Source, ...]:
        """Return where the seats were read that began or ended between the two days."""
        since, until = self._between
        gone = kind in {ChangeKind.LEFT, ChangeKind.LOST_TIE}
        used: dict[str, None] = {}
        for seat in self._frame.snapshot.seats_of_organization.get(item, ()):
            day = seat.until if gone else seat.since
            changed = day is not None and since < day <= until
            if seat.body in tables and (changed or kind is ChangeKind.FIRST_RECORDED):
                used.update(dict.fromkeys(seat.sources))
        return rows.sources(self._frame, tuple(used), None)

    def _body(self, _: ChangeKind, row: Row) -> ChangeLine:
        record = self._frame.snapshot.bodies[row["body"]]
        return ChangeLine(
            what=self._frame.link(record.id),
            date=row["date"],
            dated=_DATED[row["dated"]],
            sources=rows.sources(self._frame, record.sources, None),
        )

    def _status(self, _: ChangeKind, row: Row) -> ChangeLine:
        where = self._frame.link(row["partnership"])
        missing = Link(where.text, f"{where.href}#missing")
        return ChangeLine(
            what=Link(_SECTORS[row["sector"]].label),
            where=(missing,),
            before=STATUS[SectorStatus(row["before"])],
            after=STATUS[SectorStatus(row["after"])],
        )

    def _place(self, _: ChangeKind, row: Row) -> ChangeLine:
        return ChangeLine(
            what=self._frame.link(row["organization"]),
            before=_number(row["before"]),
            after=_number(row["after"]),
            sentence=row["sentence"],
        )


def _number(text: str | None) -> Text:
    return text if text is not None else message("not there")
