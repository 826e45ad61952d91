"""/v1/organizations: organizations and their departments."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from graphsvc.api.deps import AsOfDep, ItemPath, SnapshotDep
from graphsvc.api.editing import WriterDep
from graphsvc.api.errors import LISTS, MATCHED, READS, WRITES
from graphsvc.api.paging import PageDep, cut
from graphsvc.api.schemas.answered import OrganizationDetail, OrganizationOut, Page, Rows
from graphsvc.api.schemas.sent import OrganizationIn
from graphsvc.dates import is_active
from graphsvc.errors import NotFound
from graphsvc.model import ids
from graphsvc.model.entities import Organization
from graphsvc.model.sectors import Sector

router = APIRouter(prefix="/v1/organizations", tags=["organizations"])


@router.get("", summary="List organizations", responses=LISTS)
def list_organizations(
    snapshot: SnapshotDep,
    as_of: AsOfDep,
    page: PageDep,
    sector: Annotated[Sector | None, Query(description="Of this sector, primary or not.")] = None,
    partnership: Annotated[
        str | None, Query(max_length=200, description="With a seat in this partnership.")
    ] = None,
) -> Page[OrganizationOut]:
    """Return organizations in order of id.

    Organizations that no longer exist on the day asked about are listed with `active` false. A list
    is as complete as the public sources it was made from.
    """
    found = list(snapshot.organizations.values())
    if sector is not None:
        found = [record for record in found if sector in record.sectors]
    if partnership is not None:
        seated = {
            seat.organization
            for body in snapshot.bodies_of.get(partnership, ())
            for seat in snapshot.seats_of_body.get(body, ())
            if is_active(seat.since, seat.until, as_of)
        }
        found = [record for record in found if record.id in seated]
    rows = Rows(snapshot, as_of)
    part = cut(found, page, lambda record: (record.id,))
    return Page(
        items=[rows.organization(record) for record in part.items],
        total=part.total,
        next=part.next,
        revision=snapshot.revision,
    )


@router.get("/{item}", summary="Show one organization", responses=READS)
def show_organization(snapshot: SnapshotDep, as_of: AsOfDep, item: ItemPath) -> OrganizationDetail:
    """Return an organization with its memberships, ties, places and departments.

    Ended ties are included with their dates; `active` tells how they stand on the day asked about.
    """
    if item not in snapshot.organizations:
        raise NotFound(item)
    return Rows(snapshot, as_of).organization_detail(snapshot.organizations[item])


@router.put(
    "/{item}",
    summary="Create or replace one",
    responses={**MATCHED, 201: {"model": OrganizationOut, "description": "It was created."}},
)
def put_organization(
    writer: WriterDep, as_of: AsOfDep, item: ItemPath, sent: OrganizationIn
) -> OrganizationOut:
    """Create an organization under an id of your choice, or replace the one that has it.

    What is left out is forgotten. Sending the same twice changes nothing.
    """
    after = writer.put("organizations", Organization, item, sent)
    return Rows(after, as_of).organization(after.organizations[item])


@router.post("", summary="Create an organization", status_code=201, responses=WRITES)
def create_organization(writer: WriterDep, as_of: AsOfDep, sent: OrganizationIn) -> OrganizationOut:
    """Create an organization under an id made of its name.

    If something has that id, nothing is changed and the answer is 409.
    """
    item = ids.make(ids.ORGANIZATION, sent.name)
    after, _ = writer.create("organizations", Organization, lambda _: item, sent)
    return Rows(after, as_of).organization(after.organizations[item])
