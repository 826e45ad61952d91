"""/v1/bodies: councils, committees, working groups and sector tables."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from graphsvc.api.deps import AsOfDep, ItemPath, SnapshotDep
from graphsvc.api.editing import WriterDep
from graphsvc.api.errors import LISTS, MATCHED, READS, WRITES
from graphsvc.api.paging import PageDep, cut
from graphsvc.api.schemas.answered import BodyDetail, BodyOut, Page, Rows
from graphsvc.api.schemas.sent import BodyIn
from graphsvc.errors import NotFound
from graphsvc.model import ids
from graphsvc.model.entities import Body
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import BodyKind

router = APIRouter(prefix="/v1/bodies", tags=["bodies"])


@router.get("", summary="List bodies", responses=LISTS)
def list_bodies(
    snapshot: SnapshotDep,
    as_of: AsOfDep,
    page: PageDep,
    partnership: Annotated[
        str | None, Query(max_length=200, description="Of this partnership, at whatever depth.")
    ] = None,
    kind: Annotated[BodyKind | None, Query(description="Of this kind.")] = None,
) -> Page[BodyOut]:
    """Return councils and committees in order of id, those that have ended included."""
    found = [
        record
        for record in snapshot.bodies.values()
        if partnership in (None, snapshot.partnership_of[record.id]) and kind in (None, record.kind)
    ]
    rows = Rows(snapshot, as_of)
    part = cut(found, page, lambda record: (record.id,))
    return Page(
        items=[rows.body(record) for record in part.items],
        total=part.total,
        next=part.next,
        revision=snapshot.revision,
    )


@router.get("/{item}", summary="Show one body", responses=READS)
def show_body(snapshot: SnapshotDep, as_of: AsOfDep, item: ItemPath) -> BodyDetail:
    """Return a body with its members and the bodies directly under it, ended ones included."""
    if item not in snapshot.bodies:
        raise NotFound(item)
    return Rows(snapshot, as_of).body_detail(snapshot.bodies[item])


@router.put(
    "/{item}",
    summary="Create or replace one",
    responses={**MATCHED, 201: {"model": BodyOut, "description": "It was created."}},
)
def put_body(writer: WriterDep, as_of: AsOfDep, item: ItemPath, sent: BodyIn) -> BodyOut:
    """Create a body under an id of your choice, or replace the one that has it.

    A body cannot become part of itself. What is left out is forgotten. Sending the same twice
    changes nothing.
    """
    after = writer.put("bodies", Body, item, sent)
    return Rows(after, as_of).body(after.bodies[item])


@router.post("", summary="Create a body", status_code=201, responses=WRITES)
def create_body(writer: WriterDep, as_of: AsOfDep, sent: BodyIn) -> BodyOut:
    """Create a body under an id made of its name and the partnership it belongs to.

    If something has that id, nothing is changed and the answer is 409.
    """

    def make_id(snapshot: Snapshot) -> str:
        above = snapshot.partnership_of.get(sent.part_of, sent.part_of)
        return ids.make(ids.BODY, ids.local(above), sent.name)

    after, item = writer.create("bodies", Body, make_id, sent)
    return Rows(after, as_of).body(after.bodies[item])
