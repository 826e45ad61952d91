"""Forms for councils and committees: adding one, and changing its record."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Response

from graphsvc.api.deps import ItemPath
from graphsvc.api.pages.edit_fields import add, change, filled, names, term, words
from graphsvc.api.pages.edit_form import (
    Form,
    Shown,
    State,
    Values,
    links,
)
from graphsvc.api.pages.forms import KEPT_FORM, Sent, SentDep
from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.dates import is_active, today
from graphsvc.errors import NotFound
from graphsvc.language import message
from graphsvc.model import ids
from graphsvc.model.edits import tag_of
from graphsvc.model.entities import Body
from graphsvc.model.vocabulary import BodyKind
from graphsvc.web import addresses
from graphsvc.web.editing import Group
from graphsvc.web.pieces import Text
from graphsvc.web.views import EditFormPage

router = APIRouter(include_in_schema=False, dependencies=[KEPT_FORM])
_KIND = {str(each): each for each in BodyKind}


@router.get("/partnerships/{item}/add-body")
def show_add_body(frame: FrameDep, item: ItemPath) -> Response:
    """Show the form that adds a council or committee."""
    start = {"part_of": (item,), "kind": (str(BodyKind.COUNCIL),)}
    return frame.respond(_body_page(frame, item, None, State(start)))


@router.get("/bodies/{item}/change")
def show_body(frame: FrameDep, item: ItemPath) -> Response:
    """Show the form that changes a council or committee."""
    record = _body(frame, item)
    start = {**_body_values(record), "tag": (tag_of(record),)}
    above = frame.snapshot.partnership_of[item]
    return frame.respond(_body_page(frame, above, record, State(start)))


def _body(frame: Frame, item: str) -> Body:
    record = frame.snapshot.bodies.get(item)
    if record is None:
        raise NotFound(item)
    return record


def _body_page(frame: Frame, partnership: str, record: Body | None, state: State) -> EditFormPage:
    snapshot = frame.snapshot
    if partnership not in snapshot.partnerships:
        raise NotFound(partnership)
    above: list[tuple[str, Text]] = [(partnership, snapshot.partnerships[partnership])]
    for item in snapshot.bodies_of.get(partnership, ()):
        each = snapshot.bodies[item]
        here = is_active(each.since, each.until, today()) or item == state.one("part_of")
        if here and (record is None or item != record.id):
            above.append((item, each))
    kinds: list[tuple[str, Text]] = [(str(each), each.label) for each in BodyKind]
    fields = (
        *names(state),
        state.choice("kind", message("Kind"), kinds, kind="select"),
        state.text("local_kind", message("What its own people call it"), hint=_LOCAL),
        state.text(
            "theme", message("Theme"), hint=message("What it works on, if that is one thing.")
        ),
        state.choice("part_of", message("Belongs to"), above, kind="select"),
        *term(state),
    )
    new = record is None
    return state.page(
        title=message(
            "Add a council or committee to {name}", name=snapshot.partnerships[partnership]
        )
        if new
        else message("Change {name}", name=record),
        trail=links(frame, partnership) if record is None else links(frame, partnership, record.id),
        action=addresses.form(partnership, "add-body", **frame.kept)
        if record is None
        else addresses.form(record.id, "change", **frame.kept),
        groups=(Group(fields),),
        hidden=(("tag", state.one("tag")),),
        button=message("Add it") if new else message("Store the change"),
    )


_LOCAL = message("Where that says more than its kind: Partnership Table, for example.")


def _body_values(record: Body) -> Values:
    return filled(
        {
            "name": [record.name],
            "name_fr": [record.name_fr],
            "kind": [str(record.kind)],
            "local_kind": [record.local_kind],
            "theme": [record.theme],
            "part_of": [record.part_of],
            "since": [record.since],
            "until": [record.until],
        }
    )


def _body_of(sent: Sent, before: Body) -> Body:
    return replace(
        before,
        name=sent.one("name"),
        name_fr=sent.one("name_fr") or None,
        kind=_KIND.get(sent.one("kind"), before.kind),
        local_kind=sent.one("local_kind") or None,
        theme=sent.one("theme") or None,
        part_of=sent.one("part_of") or before.part_of,
        since=sent.one("since") or None,
        until=sent.one("until") or None,
    )


@router.post("/partnerships/{item}/add-body")
def add_body(frame: FrameDep, item: ItemPath, sent: SentDep) -> Response:
    """Add a council or committee."""
    form = Form(frame, sent, lambda state: _body_page(frame, item, None, state))
    made_id = ids.make(ids.BODY, ids.local(item), sent.one("name"))
    made = _body_of(sent, Body(id=made_id, name="", part_of=item))
    return add(form, "bodies", made, message("The partnership has one of this name already."))


@router.post("/bodies/{item}/change")
def change_body(frame: FrameDep, item: ItemPath, sent: SentDep) -> Response:
    """Change a council or committee."""
    record = _body(frame, item)
    above = frame.snapshot.partnership_of[item]
    form = Form(frame, sent, lambda state: _body_page(frame, above, record, state))
    return change(form, _BODY, item, lambda before: _body_of(sent, before))


_BODY = Shown("bodies", _body_values, words)
