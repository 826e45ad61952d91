"""The page of a council or committee: who sits on it, who sat on it, what is under it."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Response

from graphsvc.analytics.views import evidence, two_mode
from graphsvc.api.deps import ItemPath
from graphsvc.api.pages import history, rows
from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.api.pages.maps import preview
from graphsvc.api.pages.what_if_starts import if_it_ended
from graphsvc.dates import is_active
from graphsvc.errors import NotFound
from graphsvc.model.vocabulary import Confidence
from graphsvc.web import addresses
from graphsvc.web.pieces import Meeting, Period
from graphsvc.web.views import BodyPage

router = APIRouter(include_in_schema=False)
_CONFIDENCE = {str(each): each for each in Confidence}


@router.get("/bodies/{item}")
def show(frame: FrameDep, item: ItemPath) -> Response:
    """Show a body."""
    snapshot = frame.snapshot
    if item not in snapshot.bodies:
        raise NotFound(item)
    record = snapshot.bodies[item]
    active, former = rows.active_and_former(frame, snapshot.seats_of_body.get(item, ()))
    scope = frame.scope(item)
    page = BodyPage(
        item=item,
        record=record,
        kind=record.kind.label,
        partnership=frame.link(snapshot.partnership_of[item]),
        form=frame.form(),
        evidence=frame.evidence(evidence(snapshot, scope, two_mode(snapshot, scope))),
        local_kind=record.local_kind,
        theme=record.theme,
        period=Period(record.since, record.until),
        parent=frame.link(record.part_of) if record.part_of in snapshot.bodies else None,
        children=tuple(
            frame.link(each.id)
            for each in snapshot.bodies.values()
            if each.part_of == item and is_active(each.since, each.until, frame.as_of)
        ),
        members=tuple(
            rows.with_acts(frame, seat, rows.seat_with_organization(frame, seat)) for seat in active
        ),
        former_members=tuple(rows.seat_with_organization(frame, seat) for seat in former),
        meetings=_meetings(frame, item),
        what_if_href=if_it_ended(frame, item),
        map=preview(frame, item),
        sources=rows.sources(frame, record.sources, record.confidence),
        edits=history.recent(frame, item),
    )
    return frame.respond(page)


def _meetings(frame: Frame, item: str) -> tuple[Meeting, ...]:
    """Return the meetings up to the day; the store counts who came, with the sources of each."""
    if not frame.snapshot.counts.get("meetings"):
        return ()

    def read() -> list[tuple[str, Meeting]]:
        found = frame.keeper.store.read(lambda tx: tx.rows("meetings_of_body", body=item))
        return [
            (
                row["id"],
                Meeting(
                    row["date"],
                    row["present"],
                    row["regrets"],
                    row["absent"],
                    rows.sources(frame, row["sources"] or (), _CONFIDENCE.get(row["confidence"])),
                ),
            )
            for row in found
        ]

    meetings = frame.keeper.answer(frame.snapshot, ("meetings", item), read)
    return tuple(
        replace(meeting, change=addresses.form(each, "change", **frame.kept))
        for each, meeting in meetings
        if meeting.date <= frame.as_of
    )
