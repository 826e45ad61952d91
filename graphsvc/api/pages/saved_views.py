"""The page of saved views, and the forms that save, rename, remove and restore one."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from graphsvc.api import view_addresses
from graphsvc.api.cookies import author_in
from graphsvc.api.matching import Match
from graphsvc.api.pages.edit_form import State, author_faults, grouped
from graphsvc.api.pages.forms import KEPT_FORM, Sent, SentDep, done
from graphsvc.api.pages.frame import Frame, FreshFrameDep
from graphsvc.api.pages.lists import pager_of
from graphsvc.api.views import fits
from graphsvc.errors import Fault, InvalidInput, Where
from graphsvc.language import Message, message
from graphsvc.model import ids
from graphsvc.model.edits import tag_of
from graphsvc.model.saved_views import LONGEST_NAME, SavedView, name_faults
from graphsvc.store import saved_views
from graphsvc.web import addresses
from graphsvc.web.editing import Group
from graphsvc.web.pieces import Link, Told, Undo
from graphsvc.web.views import EditFormPage
from graphsvc.web.views.saved_views import SavedViewRow, SavedViewsPage

router = APIRouter(include_in_schema=False, dependencies=[KEPT_FORM])
_ROWS = 100
_NEW = Match(is_new=True)


@router.get(addresses.VIEWS)
def show(frame: FreshFrameDep, *, start: Annotated[int, Query(ge=0, le=1_000_000)] = 0) -> Response:
    """List the saved views."""
    found = sorted(
        saved_views.every(frame.keeper.store), key=lambda view: (ids.fold(view.name), view.id)
    )
    page = SavedViewsPage(
        rows=tuple(_row(frame, view) for view in found[start : start + _ROWS]),
        pager=pager_of(addresses.VIEWS, frame.kept, start, _ROWS, len(found)),
    )
    return frame.respond(page)


def _row(frame: Frame, view: SavedView) -> SavedViewRow:
    known = view_addresses.known_in(frame.request)
    found = view_addresses.taken_apart(view.address, known)
    return SavedViewRow(
        item=view.id,
        tag=tag_of(view),
        name=view.name,
        href=addresses.own(view.address),
        shows=view_addresses.in_words(frame.snapshot, found),
        as_of=found.as_of,
        author=view.author,
        at=view.changed_at,
        is_gone=view_addresses.is_gone(frame.snapshot, found),
    )


@router.post(addresses.SAVE_VIEW)
def save(request: Request, frame: FreshFrameDep, sent: SentDep) -> Response:
    """Save a view under a name; who does not say in whose name is asked first."""
    known = view_addresses.known_in(request)
    address = view_addresses.canonical(_with_chosen(sent), known)
    name, author = sent.one("name"), sent.one("author") or author_in(request)
    item = ids.make(ids.VIEW, name or "x", secrets.token_hex(4))
    state = State(sent.fields)
    try:
        _refuse(name, author)
        view, _ = saved_views.put(
            frame.keeper.store, SavedView(item, name, address, author), fits(_NEW, name)
        )
    except InvalidInput as error:
        # Who was not asked yet in whose name has done nothing wrong.
        found = grouped((each.place.field or "", each) for each in error.faults)
        if not sent.one("asked"):
            found.pop("author", None)
        state = State({**sent.fields, "author": (author,)}, found)
        return frame.respond(_ask(address, state), HTTPStatus.UNPROCESSABLE_ENTITY)
    told = message("The view “{name}” was saved.", name=view.name)
    return _done(frame, address, told, addresses.REMOVE_VIEW, view, author, tag=tag_of(view))


def _with_chosen(sent: Sent) -> str:
    """Return the address with what is chosen on a map, which scripts send beside it."""
    chosen = sent.one("chosen").lstrip("#")
    return f"{sent.one('address')}#{chosen}" if chosen else sent.one("address")


def _refuse(name: str, author: str = "") -> None:
    if not name:
        wrong = [Fault(Where(field="name"), message("This field is empty."))]
    else:
        wrong = [Fault(Where(field="name"), *each) for each in name_faults(name)]
    for texts in author_faults(author).values():
        wrong += [Fault(Where(field="author"), each) for each in texts if isinstance(each, Message)]
    if wrong:
        raise InvalidInput(wrong)


def _ask(address: str, state: State) -> EditFormPage:
    name = state.text("name", message("Name of the view"), wanted=True, longest=LONGEST_NAME)
    return state.page(
        title=message("Save this view"),
        intro=message("Everybody who uses this service finds it under “Saved views”."),
        trail=(Link(message("Back"), address),),
        action=addresses.SAVE_VIEW,
        groups=(Group((name,)),),
        hidden=(("address", address), ("asked", "author")),
        button=message("Save the view"),
    )


@router.post(addresses.RENAME_VIEW)
def rename(request: Request, frame: FreshFrameDep, sent: SentDep) -> Response:
    """Give a saved view another name."""
    before = saved_views.read(frame.keeper.store, sent.wanted("item"))
    name = sent.wanted("name")
    wrong = [Fault(Where(field="name"), *each) for each in name_faults(name)]
    if wrong:
        raise InvalidInput(wrong)
    author = author_in(request) or before.author
    renamed = SavedView(before.id, name, before.address, author)
    view, _ = saved_views.put(frame.keeper.store, renamed, fits(_match(sent), name))
    told = message("“{before}” is called “{name}” now.", before=before.name, name=name)
    more = {"name": before.name, "tag": tag_of(view)}
    return _done(frame, addresses.VIEWS, told, addresses.RENAME_VIEW, view, **more)


@router.post(addresses.REMOVE_VIEW)
def remove(frame: FreshFrameDep, sent: SentDep) -> Response:
    """Remove a saved view."""
    view = saved_views.drop(frame.keeper.store, sent.wanted("item"), fits(_match(sent)))
    told = message("The view “{name}” was removed.", name=view.name)
    return _done(frame, addresses.VIEWS, told, addresses.RESTORE_VIEW, view)


@router.post(addresses.RESTORE_VIEW)
def restore(frame: FreshFrameDep, sent: SentDep) -> Response:
    """Bring back a saved view that was removed."""
    view = saved_views.restore(
        frame.keeper.store,
        sent.wanted("item"),
        lambda view, others: fits(Match(), view.name if view else None)(view, others),
    )
    told = message("The view “{name}” is back.", name=view.name)
    return _done(frame, addresses.VIEWS, told, addresses.REMOVE_VIEW, view, tag=tag_of(view))


def _match(sent: Sent) -> Match:
    tag = sent.one("tag")
    return Match(frozenset({tag}) if tag else None)


def _done(
    frame: Frame,
    to: str,
    text: Message,
    undo: str,
    view: SavedView,
    author: str | None = None,
    **more: str,
) -> Response:
    told = Told(frame.speech.render(text), Undo(undo, {"item": view.id, **more}))
    return done(to, told, author)
