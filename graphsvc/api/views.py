"""/v1/views: views of pages that are saved under a name, for everybody who uses the service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field

from graphsvc.api import view_addresses
from graphsvc.api.deps import AuthorQuery, ItemPath, KeeperDep
from graphsvc.api.errors import MATCHED, READS
from graphsvc.api.matching import Match, MatchDep
from graphsvc.api.undo import signed
from graphsvc.api.view_addresses import Parameters
from graphsvc.errors import Fault, InvalidInput, Outdated, Where
from graphsvc.language import message
from graphsvc.model.edits import tag_of
from graphsvc.model.ids import fold
from graphsvc.model.saved_views import SavedView, id_faults, name_faults
from graphsvc.model.snapshot import Snapshot
from graphsvc.store import saved_views
from graphsvc.store.saved_views import Check

router = APIRouter(prefix="/v1/views", tags=["views"])
# A view may be saved while the graph stays as it is, so no answer with one is held.
FRESH = {"Cache-Control": "no-store"}
KnownDep = Annotated[Parameters, Depends(view_addresses.known_in)]


class ViewIn(BaseModel):
    """A view to be saved."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(description="What it is called; each name stands for one view.")
    address: str = Field(
        description="Path and query of one of the pages of the service, and behind # what is "
        "chosen on a map. `lang` is left out: who opens it sees it in their own language.",
        examples=["/map?of=lip%3Aottawa&as_of=2017-03-20"],
    )


class ViewOut(BaseModel):
    """A view of a page that is saved under a name."""

    id: str
    name: str
    address: str
    author: str = Field(description="An organization or a role; empty where nobody said.")
    created_at: str = Field(description="When it was first saved, in UTC.")
    changed_at: str = Field(description="When it was last saved, in UTC.")
    gone: bool = Field(description="Whether what it shows is no longer there.")
    tag: str = Field(description="Tells this state of it from every other; for If-Match.")


def shown(snapshot: Snapshot, known: Parameters, view: SavedView) -> ViewOut:
    """Answer a saved view."""
    return ViewOut(
        id=view.id,
        name=view.name,
        address=view.address,
        author=view.author,
        created_at=view.created_at,
        changed_at=view.changed_at,
        gone=view_addresses.is_gone(snapshot, view_addresses.taken_apart(view.address, known)),
        tag=tag_of(view),
    )


def fits(match: Match, name: str | None = None) -> Check:
    """Return what speaks against a change: somebody was faster, or another view has the name."""

    def check(before: SavedView | None, others: Sequence[SavedView]) -> None:
        if not match.fits(before):
            text = message("This view was changed since you read it. Read it again, then send it.")
            raise Outdated(text)
        if name is not None and any(fold(each.name) == fold(name) for each in others):
            raise InvalidInput.single(
                message("There is a saved view of this name already."),
                message("Use another name, or remove that one first."),
                field="name",
            )

    return check


@router.get("", summary="List saved views", responses={503: READS[503]})
def list_views(keeper: KeeperDep, known: KnownDep, response: Response) -> list[ViewOut]:
    """Return the saved views in order of id."""
    response.headers.update(FRESH)
    snapshot = keeper.snapshot()
    return [shown(snapshot, known, each) for each in saved_views.every(keeper.store)]


@router.get("/{item}", summary="Show one saved view", responses=READS)
def show_view(keeper: KeeperDep, known: KnownDep, item: ItemPath, response: Response) -> ViewOut:
    """Return a saved view. Its `ETag` is its tag, for If-Match."""
    found = shown(keeper.snapshot(), known, saved_views.read(keeper.store, item))
    response.headers.update({**FRESH, "ETag": f'"{found.tag}"'})
    return found


@router.put(
    "/{item}",
    summary="Save a view",
    responses={**MATCHED, 201: {"model": ViewOut, "description": "It is new."}},
)
def put_view(
    keeper: KeeperDep,
    known: KnownDep,
    match: MatchDep,
    item: ItemPath,
    sent: ViewIn,
    *,
    response: Response,
    author: AuthorQuery = "",
) -> ViewOut:
    """Save a view under an id of your choice, or replace the one that has it.

    It stands beside the graph: no answer about the graph changes.
    """
    view = checked(known, SavedView(item, sent.name, sent.address, author))
    made, is_new = saved_views.put(keeper.store, view, fits(match, sent.name))
    response.status_code = 201 if is_new else 200
    found = shown(keeper.snapshot(), known, made)
    response.headers["ETag"] = f'"{found.tag}"'
    return found


def checked(known: Parameters, view: SavedView) -> SavedView:
    """Return a view as it is saved.

    Raises
    ------
    InvalidInput
        Its id, name, address or author cannot be accepted.
    """
    wrong = [Fault(Where(field="item"), *each) for each in id_faults(view.id)]
    wrong += [Fault(Where(field="name"), *each) for each in name_faults(view.name)]
    wrong += view_addresses.faults(view.address, known)
    if wrong:
        raise InvalidInput(wrong)
    address = view_addresses.canonical(view.address, known)
    return replace(view, address=address, author=signed(view.author))


@router.delete("/{item}", summary="Remove a saved view", status_code=204, responses=MATCHED)
def drop_view(keeper: KeeperDep, match: MatchDep, item: ItemPath) -> None:
    """Remove a saved view. What it shows stays as it is."""
    saved_views.drop(keeper.store, item, fits(match))
