"""What changed between two days, in sentences, and in a paragraph for a yearly report."""

from __future__ import annotations

from collections.abc import Sequence

from graphsvc.analytics import sentences
from graphsvc.analytics.change_kinds import ChangeKind, ChangeRow, Dated, Totals
from graphsvc.analytics.sector_status import SectorStatus
from graphsvc.analytics.standing import STATUS
from graphsvc.language import Date, Message, Named, message, messages
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot

_SECTORS = {str(sector): sector for sector in Sector}


def entered(organization: Named, tables: object, date: str | None, dated: Dated) -> Message:
    """Say that an organization joined, and how well the day is known."""
    told = {"organization": organization, "tables": tables}
    if date is None:
        return message("{organization} joined: {tables}. The day is not known.", **told)
    if dated is Dated.RECORDED:
        return message(
            "{organization} joined: {tables}. First listed: {date}; it may have joined before.",
            **told,
            date=Date(date),
        )
    return message("{organization} joined ({date}): {tables}.", **told, date=Date(date))


def gone(organization: Named, tables: object, date: str | None, dated: Dated) -> Message:
    """Say that an organization left, and how well the day is known."""
    told = {"organization": organization, "tables": tables}
    if date is None:
        return message("{organization} left: {tables}. The day is not known.", **told)
    if dated is Dated.RECORDED:
        return message(
            "{organization} left: {tables}. No longer listed: {date}; it may have left before.",
            **told,
            date=Date(date),
        )
    return message("{organization} left ({date}): {tables}.", **told, date=Date(date))


def tie(
    organization: Named, table: object, date: str | None, dated: Dated, *, is_new: bool
) -> Message:
    """Say that a seat on one body was taken or given up."""
    told = {"organization": organization, "table": table}
    if date is None:
        if is_new:
            return message("{organization} sits on {table}.", **told)
        return message("{organization} no longer sits on {table}.", **told)
    told["date"] = Date(date)
    if dated is Dated.RECORDED:
        if is_new:
            return message("{organization} sits on {table}, first listed: {date}.", **told)
        return message(
            "{organization} no longer sits on {table}, not listed any more: {date}.", **told
        )
    if is_new:
        return message("{organization} sits on {table} (since {date}).", **told)
    return message("{organization} no longer sits on {table} (until {date}).", **told)


def body(table: object, date: str | None, *, is_new: bool) -> Message:
    """Say that a body began or ended."""
    if date is None:
        if is_new:
            return message("{table} is there now.", table=table)
        return message("{table} is gone.", table=table)
    if is_new:
        return message("{table} began ({date}).", table=table, date=Date(date))
    return message("{table} ended ({date}).", table=table, date=Date(date))


def bridge(organization: Named, before: int | None, after: int | None, *, is_new: bool) -> Message:
    """Say that an organization came among the first who bridge, or fell behind."""
    told = {"organization": organization, "before": before, "after": after}
    if before is None:
        return message("{organization} bridges: number {after}, not there before.", **told)
    if after is None:
        return message(
            "{organization} no longer bridges: number {before} before, gone now.", **told
        )
    # A rank may stay while the table grows around it, so ranks alone do not tell which it is.
    if is_new:
        return message("{organization} bridges: number {after}, number {before} before.", **told)
    return message("{organization} bridges less: number {after}, number {before} before.", **told)


def cut_point(snapshot: Snapshot, item: str, cut_off: Sequence[str], *, is_new: bool) -> Message:
    """Say who would lose contact without an organization, or would not any more."""
    told = {
        "organization": snapshot.organizations[item],
        "others": sentences.organizations(snapshot, cut_off),
    }
    if is_new:
        return message("Only {organization} now keeps {others} in contact with the rest.", **told)
    return message(
        "{others} no longer hang on {organization} alone for contact with the rest.", **told
    )


def paragraph(
    snapshot: Snapshot,
    of: str,
    since: str,
    until: str,
    rows: Sequence[ChangeRow],
    *,
    before: Totals,
    after: Totals,
) -> Message:
    """Tell all changes in a paragraph that can go into a yearly report."""
    said = [
        message(
            "Between {since} and {until}, the number of organizations with a seat {organizations}, "
            "and that of tables {tables}.",
            since=Date(since),
            until=Date(until),
            organizations=_went(before.organizations, after.organizations),
            tables=_went(before.bodies, after.bodies),
        )
    ]
    partnership = snapshot.partnerships.get(of)
    if partnership is not None:
        said.insert(0, message("{partnership}.", partnership=partnership))
    if not rows:
        said.append(message("Nothing else is recorded to have changed."))
    said += _came_and_went(snapshot, rows)
    said += _seats(rows)
    said += _sectors(rows)
    said += _bridges(snapshot, rows)
    said += unknown(rows, after)
    return sentences.paragraph(said)


def _went(before: int, after: int) -> Message:
    if before == after:
        return message("stayed at {count}", count=after)
    return message("went from {before} to {after}", before=before, after=after)


def _of(rows: Sequence[ChangeRow], kind: ChangeKind) -> list[ChangeRow]:
    return [row for row in rows if row.kind is kind]


def _named(snapshot: Snapshot, rows: Sequence[ChangeRow]) -> tuple[object, ...]:
    return sentences.organizations(
        snapshot, [row.organization for row in rows if row.organization is not None]
    )


def _came_and_went(snapshot: Snapshot, rows: Sequence[ChangeRow]) -> list[Message]:
    said = []
    came, went = _of(rows, ChangeKind.JOINED), _of(rows, ChangeKind.LEFT)
    if came:
        said.append(
            messages(
                "{count} organization joined: {organizations}.",
                "{count} organizations joined: {organizations}.",
                len(came),
                count=len(came),
                organizations=_named(snapshot, came),
            )
        )
    if went:
        said.append(
            messages(
                "{count} organization left: {organizations}.",
                "{count} organizations left: {organizations}.",
                len(went),
                count=len(went),
                organizations=_named(snapshot, went),
            )
        )
    return said


def _seats(rows: Sequence[ChangeRow]) -> list[Message]:
    taken, left = _of(rows, ChangeKind.NEW_TIE), _of(rows, ChangeKind.LOST_TIE)
    if not taken and not left:
        return []
    return [
        message(
            "Places at tables: {taken} taken up, {left} given up.",
            taken=len(taken),
            left=len(left),
        )
    ]


def _sectors(rows: Sequence[ChangeRow]) -> list[Message]:
    changed = [row for row in _of(rows, ChangeKind.SECTOR_STATUS) if row.telling]
    if not changed:
        return []
    if len({row.partnership for row in changed}) > 1:
        return [
            message(
                "The standing of {count} sectors changed, in {partnerships} partnerships.",
                count=len(changed),
                partnerships=len({row.partnership for row in changed}),
            )
        ]
    told = [
        message(
            "{sector} ({before} before, {after} now)",
            sector=_SECTORS[str(row.sector)].short,
            before=STATUS[SectorStatus(str(row.before))],
            after=STATUS[SectorStatus(str(row.after))],
        )
        for row in changed
    ]
    return [message("Sectors whose standing changed: {sectors}.", sectors=sentences.some(told))]


def _bridges(snapshot: Snapshot, rows: Sequence[ChangeRow]) -> list[Message]:
    said = []
    if gained := _of(rows, ChangeKind.BRIDGE_GAINED):
        said.append(
            message(
                "New among those who bridge most: {organizations}.",
                organizations=_named(snapshot, gained),
            )
        )
    if lost := _of(rows, ChangeKind.BRIDGE_LOST):
        said.append(
            message(
                "No longer among those who bridge most: {organizations}.",
                organizations=_named(snapshot, lost),
            )
        )
    if alone := _of(rows, ChangeKind.CUT_POINT_GAINED):
        said.append(
            message(
                "Contact of others with the rest now hangs on {organizations} alone.",
                organizations=_named(snapshot, alone),
            )
        )
    return said


def unknown(rows: Sequence[ChangeRow], after: Totals) -> list[Message]:
    """Say what is not known of when members came and went."""
    said = []
    if after.unknown_beginnings == after.ties > 1:
        said.append(
            message(
                "Of none of the {ties} memberships is it known since when; they are counted as "
                "there on both days.",
                ties=after.ties,
            )
        )
    elif after.unknown_beginnings:
        said.append(
            messages(
                "Of {count} of the {ties} memberships nobody knows since when; they are counted as "
                "there on both days.",
                "Of {count} of the {ties} memberships nobody knows since when; they are counted as "
                "there on both days.",
                after.unknown_beginnings,
                count=after.unknown_beginnings,
                ties=after.ties,
            )
        )
    if first := _of(rows, ChangeKind.FIRST_RECORDED):
        said.append(
            messages(
                "{count} organization was first recorded in this time and may have sat there "
                "before.",
                "{count} organizations were first recorded in this time and may have sat there "
                "before.",
                len(first),
                count=len(first),
            )
        )
    if listed := sum(
        row.dated is Dated.RECORDED and row.kind in {ChangeKind.JOINED, ChangeKind.LEFT}
        for row in rows
    ):
        said.append(
            messages(
                "For {count} of these changes only a list of members tells the date, so it may "
                "have come earlier.",
                "For {count} of these changes only lists of members tell the date, so they may "
                "have come earlier.",
                listed,
                count=listed,
            )
        )
    return said
