"""The home page: what the graph holds, how recent it is, and the partnerships as a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Response

from graphsvc.analytics.response import in_words, response
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.api.pages.frame import Frame, FrameDep, newest
from graphsvc.api.pages.lists import is_called, one_of, pager_of, provinces
from graphsvc.dates import is_active
from graphsvc.language import Message, message, messages
from graphsvc.model.entities import Partnership
from graphsvc.model.ids import fold
from graphsvc.model.snapshot import Snapshot
from graphsvc.web import addresses
from graphsvc.web.pieces import Choice, Count, Evidence, PartnershipRow
from graphsvc.web.views import HomePage

router = APIRouter(include_in_schema=False)
ROWS = 100
_ORDERS = {
    "name": message("Name"),
    "members": message("Most organizations"),
    "newest": message("Newest source"),
}


@dataclass(frozen=True, slots=True)
class _Summary:
    """What is recorded of one partnership, whatever the day."""

    record: Partnership
    bodies: int
    organizations: int
    newest: str | None


@router.get("/")
def home(
    frame: FrameDep,
    *,
    q: Annotated[str, Query(max_length=200)] = "",
    province: Annotated[str, Query(max_length=2)] = "",
    order: Annotated[str, Query(max_length=20)] = "name",
    start: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """Show what the graph holds."""
    snapshot = frame.snapshot
    key = ("home", frame.as_of)
    rows = frame.keeper.answer(snapshot, key, lambda: _summaries(snapshot, frame.as_of))
    words = fold(q).split()
    found = [
        row
        for row in rows
        if province in ("", row.record.province) and is_called(row.record, words)
    ]
    found = _ordered(found, order)
    query = {"q": q, "province": province, "order": order, **frame.kept}
    page = HomePage(
        counts=_counts(snapshot),
        evidence=frame.keeper.answer(
            snapshot, ("home evidence", frame.as_of), lambda: _evidence(snapshot, frame.as_of)
        ),
        query=q,
        choices=_choices(rows, province, order),
        rows=tuple(_row(frame, row) for row in found[start : start + ROWS]),
        pager=pager_of(addresses.HOME, query, start, ROWS, len(found)),
    )
    return frame.respond(page)


def _summaries(snapshot: Snapshot, as_of: str) -> list[_Summary]:
    """Sum up every partnership, in order of name."""
    found = []
    for item, record in snapshot.partnerships.items():
        seats = [
            seat
            for body in snapshot.bodies_of.get(item, ())
            for seat in snapshot.seats_of_body.get(body, ())
        ]
        active = {seat.organization for seat in seats if is_active(seat.since, seat.until, as_of)}
        evidence = {source for seat in (*seats, record) for source in seat.sources}
        dates = [snapshot.sources[each].date or "" for each in evidence]
        found.append(
            _Summary(
                record,
                len(snapshot.bodies_of.get(item, ())),
                len(active),
                max(dates, default="") or None,
            )
        )
    return sorted(found, key=lambda row: (fold(row.record.name), row.record.id))


def _ordered(rows: list[_Summary], order: str) -> list[_Summary]:
    if order == "members":
        return sorted(rows, key=lambda row: -row.organizations)
    if order == "newest":
        return sorted(rows, key=lambda row: row.newest or "", reverse=True)
    return rows


def _row(frame: Frame, row: _Summary) -> PartnershipRow:
    return PartnershipRow(
        partnership=frame.link(row.record.id),
        kind=row.record.kind.label,
        province=row.record.province,
        bodies=row.bodies,
        organizations=row.organizations,
        newest=row.newest,
        ended=_ended(row.record, frame.as_of),
    )


def _ended(record: Partnership, as_of: str) -> str | None:
    is_over = record.until is not None and record.until <= as_of
    return record.until if is_over else None


def _counts(snapshot: Snapshot) -> tuple[Count, ...]:
    partnerships, organizations = len(snapshot.partnerships), len(snapshot.organizations)
    bodies, seats = len(snapshot.bodies), len(snapshot.seats)
    return (
        Count(partnerships, messages("partnership", "partnerships", partnerships)),
        Count(organizations, messages("organization", "organizations", organizations)),
        Count(bodies, messages("council or committee", "councils and committees", bodies)),
        Count(seats, messages("membership", "memberships", seats)),
    )


def _evidence(snapshot: Snapshot, as_of: str) -> Evidence:
    dates = [source.date for source in snapshot.sources.values() if source.date]
    empty = sum(1 for item in snapshot.partnerships if not snapshot.bodies_of.get(item))
    notes: tuple[Message, ...] = ()
    if empty:
        notes = (
            messages(
                "No council or committee is recorded for {count} partnership.",
                "No council or committee is recorded for {count} partnerships.",
                empty,
                count=empty,
            ),
        )
    answered = response(snapshot, Scope(WHOLE, as_of))
    if answered is not None:
        notes = (*notes, in_words(answered.seated, answered.reporting))
    return Evidence(min(dates, default=None), newest(snapshot), notes)


def _choices(rows: Sequence[_Summary], province: str, order: str) -> tuple[Choice, ...]:
    return (
        provinces((row.record.province for row in rows), province),
        one_of("order", message("Order by"), _ORDERS, order),
    )
