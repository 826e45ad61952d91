"""/v1/partnerships: LIPs, ZIPs, francophone networks and their secretariat."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from graphsvc.api.deps import AsOfDep, ItemPath, SnapshotDep
from graphsvc.api.editing import WriterDep
from graphsvc.api.errors import LISTS, MATCHED, READS, WRITES
from graphsvc.api.paging import PageDep, cut
from graphsvc.api.schemas.answered import Page, PartnershipDetail, PartnershipOut, Rows
from graphsvc.api.schemas.sent import PartnershipIn
from graphsvc.errors import NotFound
from graphsvc.model import ids
from graphsvc.model.entities import Partnership
from graphsvc.model.vocabulary import PartnershipKind

router = APIRouter(prefix="/v1/partnerships", tags=["partnerships"])


@router.get("", summary="List partnerships", responses=LISTS)
def list_partnerships(
    snapshot: SnapshotDep,
    as_of: AsOfDep,
    page: PageDep,
    province: Annotated[
        str | None, Query(max_length=2, description="Of this province.", examples=["ON"])
    ] = None,
    kind: Annotated[PartnershipKind | None, Query(description="Of this kind.")] = None,
) -> Page[PartnershipOut]:
    """Return partnerships in order of id, those that have ended included."""
    found = [
        record
        for record in snapshot.partnerships.values()
        if province in (None, record.province) and kind in (None, record.kind)
    ]
    rows = Rows(snapshot, as_of)
    part = cut(found, page, lambda record: (record.id,))
    return Page(
        items=[rows.partnership(record) for record in part.items],
        total=part.total,
        next=part.next,
        revision=snapshot.revision,
    )


@router.get("/{item}", summary="Show one partnership", responses=READS)
def show_partnership(snapshot: SnapshotDep, as_of: AsOfDep, item: ItemPath) -> PartnershipDetail:
    """Return a partnership with its bodies, hosts, funders and links, ended ones included."""
    if item not in snapshot.partnerships:
        raise NotFound(item)
    return Rows(snapshot, as_of).partnership_detail(snapshot.partnerships[item])


@router.put(
    "/{item}",
    summary="Create or replace one",
    responses={**MATCHED, 201: {"model": PartnershipOut, "description": "It was created."}},
)
def put_partnership(
    writer: WriterDep, as_of: AsOfDep, item: ItemPath, sent: PartnershipIn
) -> PartnershipOut:
    """Create a partnership under an id of your choice, or replace the one that has it.

    What is left out is forgotten. Sending the same twice changes nothing.
    """
    after = writer.put("partnerships", Partnership, item, sent)
    return Rows(after, as_of).partnership(after.partnerships[item])


@router.post("", summary="Create a partnership", status_code=201, responses=WRITES)
def create_partnership(writer: WriterDep, as_of: AsOfDep, sent: PartnershipIn) -> PartnershipOut:
    """Create a partnership under an id made of its name.

    If something has that id, nothing is changed and the answer is 409.
    """
    item = ids.make(ids.PARTNERSHIP, sent.name)
    after, _ = writer.create("partnerships", Partnership, lambda _: item, sent)
    return Rows(after, as_of).partnership(after.partnerships[item])
