"""/v1/memberships: who sits on what, since when, until when."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from graphsvc.api.deps import AsOfDep, ItemPath, SnapshotDep
from graphsvc.api.editing import WriterDep
from graphsvc.api.errors import LISTS, MATCHED, READS, WRITES
from graphsvc.api.paging import PageDep, cut
from graphsvc.api.schemas.answered import MembershipOut, Page, Rows
from graphsvc.api.schemas.sent import EndIn, MembershipIn
from graphsvc.dates import is_active
from graphsvc.errors import NotFound
from graphsvc.model import ids
from graphsvc.model.entities import Membership
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import Role

router = APIRouter(prefix="/v1/memberships", tags=["memberships"])
_Filter = Annotated[str | None, Query(max_length=200, description="Only of this one.")]


@router.get("", summary="List memberships", responses=LISTS)
def list_memberships(
    snapshot: SnapshotDep,
    as_of: AsOfDep,
    page: PageDep,
    *,
    organization: _Filter = None,
    body: _Filter = None,
    role: Annotated[Role | None, Query(description="Only with this role.")] = None,
    ended: Annotated[
        bool, Query(description="Also those that are not active on the day asked about.")
    ] = False,
) -> Page[MembershipOut]:
    """Return memberships in order of id: those active on the day asked about, or all of them.

    A membership is active from `since` (or always before, where that is null) to the day before
    `until` (or for good, where that is null).
    """
    found = [
        seat
        for seat in snapshot.seats
        if organization in (None, seat.organization)
        and body in (None, seat.body)
        and role in (None, seat.role)
        and (ended or is_active(seat.since, seat.until, as_of))
    ]
    rows = Rows(snapshot, as_of)
    part = cut(found, page, lambda seat: (seat.id,))
    return Page(
        items=[rows.membership(seat) for seat in part.items],
        total=part.total,
        next=part.next,
        revision=snapshot.revision,
    )


@router.get("/{item}", summary="Show one membership", responses=READS)
def show_membership(snapshot: SnapshotDep, as_of: AsOfDep, item: ItemPath) -> MembershipOut:
    """Return a membership with its dates and sources."""
    if item not in snapshot.seat_of:
        raise NotFound(item)
    return Rows(snapshot, as_of).membership(snapshot.seat_of[item])


@router.put(
    "/{item}",
    summary="Create or replace one",
    responses={**MATCHED, 201: {"model": MembershipOut, "description": "It was created."}},
)
def put_membership(
    writer: WriterDep, as_of: AsOfDep, item: ItemPath, sent: MembershipIn
) -> MembershipOut:
    """Create a membership under an id of your choice, or replace the one that has it.

    Organization and body stay what they are: end the membership and create another. Two memberships
    of one organization on one body may not overlap in time. Sending the same twice changes nothing.
    """
    after = writer.put("memberships", Membership, item, sent)
    return Rows(after, as_of).membership(after.seat_of[item])


@router.post("", summary="Create a membership", status_code=201, responses=WRITES)
def create_membership(writer: WriterDep, as_of: AsOfDep, sent: MembershipIn) -> MembershipOut:
    """Create a membership under an id made of organization and body.

    If there was one before, the id gets the date it begins with as well.
    If something has that id, nothing is changed and the answer is 409.
    """

    def make_id(snapshot: Snapshot) -> str:
        item = ids.between(ids.SEAT, sent.organization, sent.body)
        if item in snapshot.seat_of and sent.since:
            return ids.between(ids.SEAT, sent.organization, sent.body, sent.since)
        return item

    after, item = writer.create("memberships", Membership, make_id, sent)
    return Rows(after, as_of).membership(after.seat_of[item])


@router.post("/{item}/end", summary="End a membership", responses=MATCHED)
def end_membership(writer: WriterDep, as_of: AsOfDep, item: ItemPath, sent: EndIn) -> MembershipOut:
    """End a membership: it is kept, and counts until the day before `until`.

    Ending it again with another date corrects the date.
    """
    after = writer.end(item, sent)
    return Rows(after, as_of).membership(after.seat_of[item])
