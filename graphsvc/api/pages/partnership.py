"""The page of a partnership: the three questions answered in sentences, then who is in it."""

from __future__ import annotations

from fastapi import APIRouter, Response

from graphsvc.api.deps import ItemPath
from graphsvc.api.pages import history, rows, what_if_starts
from graphsvc.api.pages.changes import in_short
from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.api.pages.maps import preview
from graphsvc.api.pages.plans import plans
from graphsvc.api.pages.three_questions import (
    REFERENCE,
    bodies,
    bridging_answer,
    by_urgency,
    linking_first,
    who_bridges,
    who_is_missing,
    who_next,
)
from graphsvc.errors import NotFound
from graphsvc.web import addresses
from graphsvc.web.pieces import Answer, Period
from graphsvc.web.views import PartnershipPage

router = APIRouter(include_in_schema=False)
MOST_BRIDGES = 15


@router.get("/partnerships/{item}")
def show(frame: FrameDep, item: ItemPath) -> Response:
    """Show a partnership."""
    if item not in frame.snapshot.partnerships:
        raise NotFound(item)
    who = who_bridges(frame, item)
    bridging_rows = () if who.provenance.evidence.bodies <= 1 else linking_first(who)
    missing = who_is_missing(frame, item)
    record = frame.snapshot.partnerships[item]
    asked = who_next(frame, item)
    page = PartnershipPage(
        item=item,
        record=record,
        kind=record.kind.label,
        form=frame.form(),
        evidence=frame.evidence(who.provenance.evidence, item),
        bridging=bridging_answer(frame, who, item),
        missing=Answer(
            missing.sentence, missing.notes, _json(frame, f"/v1/partnerships/{item}/sectors")
        ),
        next=rows.next_answer(frame, asked, _json(frame, f"/v1/partnerships/{item}/invitations")),
        province=record.province,
        period=Period(record.since, record.until),
        website=record.website,
        note=record.notes,
        ranked=len(who.rows),
        bridges=tuple(rows.bridge(frame, row, item) for row in bridging_rows[:MOST_BRIDGES]),
        sectors=by_urgency(frame, missing) if who.rows else (),
        suggestions_href=addresses.with_query(addresses.SUGGESTIONS, {"of": item, **frame.kept}),
        bridges_href=addresses.with_query(addresses.BRIDGES, {"of": item, **frame.kept}),
        report_href=addresses.report(item, **frame.kept),
        suggestions=rows.suggestions(frame, asked),
        unclassified=missing.overall.unclassified_organizations,
        reference=REFERENCE[missing.reference],
        what_if_href=what_if_starts.address(frame, item),
        changed=in_short(frame, item),
        plans=plans(frame, item),
        bodies=bodies(frame, item),
        ties=rows.ties(frame, frame.snapshot.ties_of_partnership.get(item, ()), to="organization"),
        places=tuple(frame.snapshot.places[place] for place in record.covers),
        links=rows.links(frame, item),
        map=preview(frame, item),
        sources=rows.sources(frame, record.sources, record.confidence),
        edits=history.recent(frame, item),
    )
    return frame.respond(page)


def _json(frame: Frame, path: str) -> str:
    return addresses.with_query(path, frame.kept)
