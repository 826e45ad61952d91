"""/v1/edits: what was changed, when and in whose name; and undoing it."""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from graphsvc.api.deps import AuthorQuery, ItemPath, KeeperDep, LanguageDep, SnapshotDep
from graphsvc.api.errors import LISTS, READS, WRITES
from graphsvc.api.schemas.answered import Page
from graphsvc.api.undo import undo
from graphsvc.errors import InvalidInput
from graphsvc.language import Language, message
from graphsvc.model.edit_words import sentence
from graphsvc.model.edits import Edit, to_plain
from graphsvc.model.snapshot import Snapshot
from graphsvc.store import edits

router = APIRouter(prefix="/v1/edits", tags=["edits"])
_CURSOR = re.compile(r"[0-9]{1,15}", re.ASCII)


class RecordOut(BaseModel):
    """One record that an edit touched, before and after it; null where there was none."""

    kind: str = Field(description="organizations, memberships, and so on.")
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class EditOut(BaseModel):
    """One change of the graph."""

    id: str
    revision: int = Field(description="The revision of the graph that it made.")
    at: str = Field(description="When, in UTC.")
    author: str = Field(description="An organization or a role; empty where nobody said.")
    sentence: str = Field(description="What it did, in words.")
    undoes: str | None = Field(description="The edit that it took back.")
    undone_by: str | None = Field(description="The edit that took it back.")
    readable: bool = Field(
        description="False where another version of graphsvc wrote it in a way that this one "
        "cannot read: then no records are told, and it cannot be undone here."
    )
    records: list[RecordOut]


def shown(snapshot: Snapshot, edit: Edit, speech: Language) -> EditOut:
    """Answer an edit, in the reader's language."""
    return EditOut(
        id=edit.id,
        revision=edit.revision,
        at=edit.at,
        author=edit.author,
        sentence=speech.render(sentence(snapshot, edit)),
        undoes=edit.undoes or None,
        undone_by=edit.undone_by or None,
        readable=edit.is_readable,
        records=[
            RecordOut(
                kind=part.kind,
                before=None if part.before is None else to_plain(part.before),
                after=None if part.after is None else to_plain(part.after),
            )
            for part in edit.parts
        ],
    )


@router.get("", summary="List edits", responses=LISTS)
def list_edits(
    keeper: KeeperDep,
    snapshot: SnapshotDep,
    speech: LanguageDep,
    *,
    about: Annotated[
        str,
        Query(
            max_length=200,
            description="Only those of this record, or of what belongs to it: of a partnership, "
            "those of its bodies and their members as well.",
        ),
    ] = "",
    limit: Annotated[int, Query(ge=1, le=500, description="How many at most.")] = 50,
    cursor: Annotated[
        str | None, Query(max_length=40, description="`next` of the page before.")
    ] = None,
) -> Page[EditOut]:
    """Return what was changed over the API and on pages, the newest first.

    Imports are not listed, nor is feedback, which tells itself when and by whom it was said.
    """
    before = edits.LAST if cursor is None else _read(cursor)
    found = edits.newest(keeper.store, about, before, limit + 1)
    page = found[:limit]
    return Page(
        items=[shown(snapshot, each, speech) for each in page],
        total=edits.count(keeper.store, about),
        next=str(page[-1].revision) if len(found) > limit else None,
        revision=snapshot.revision,
    )


def _read(cursor: str) -> int:
    if not _CURSOR.fullmatch(cursor):
        raise InvalidInput.single(
            message("This cursor was not made here."),
            message("Use next of the page before, or leave it out for the first page."),
            field="cursor",
        )
    return int(cursor)


@router.get("/{item}", summary="Show one edit", responses=READS)
def show_edit(
    keeper: KeeperDep, snapshot: SnapshotDep, speech: LanguageDep, item: ItemPath
) -> EditOut:
    """Return an edit with each record as it was before and as it was left."""
    return shown(snapshot, edits.read(keeper.store, item), speech)


@router.post("/{item}/undo", summary="Undo an edit", responses=WRITES)
def undo_edit(
    keeper: KeeperDep, speech: LanguageDep, item: ItemPath, author: AuthorQuery = ""
) -> EditOut:
    """Put the records back as they were before an edit, and return the edit that does so.

    It is refused with 409 if a record is no longer as the edit left it, or if something needs what
    it created; `errors` says what was done since, and by whom. What undid an edit can be undone
    itself: then it is done again.
    """
    after, made = undo(keeper, item, author)
    return shown(after, made, speech)
