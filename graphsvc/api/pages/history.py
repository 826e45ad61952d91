"""The page of what was changed, when and in whose name; and undoing it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from graphsvc.api.cookies import author_in
from graphsvc.api.matching import by
from graphsvc.api.pages.edit_form import State, author_faults
from graphsvc.api.pages.forms import KEPT_FORM, SentDep, done
from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.api.undo import undo
from graphsvc.language import Date, Message, message
from graphsvc.model.edit_words import Names, label_of, sentence, value_of, what
from graphsvc.model.edits import Edit, Part, changed_fields
from graphsvc.model.undoing import can_be_undone, changed_since
from graphsvc.store import edits
from graphsvc.web import addresses
from graphsvc.web.editing import EditRow, FieldChange, RecentEdits, RecordChange
from graphsvc.web.pieces import Link, Told, Undo
from graphsvc.web.views import EditFormPage, HistoryPage

router = APIRouter(include_in_schema=False, dependencies=[KEPT_FORM])
_AT_ONCE, _RECENT = 30, 5


@router.get(addresses.HISTORY)
def show(
    frame: FrameDep,
    *,
    about: Annotated[str, Query(max_length=200)] = "",
    before: Annotated[int, Query(ge=1, le=edits.LAST)] = edits.LAST,
) -> Response:
    """Show what was changed."""
    found = edits.newest(frame.keeper.store, about, before, _AT_ONCE + 1)
    rows = found[:_AT_ONCE]
    older = None
    if len(found) > _AT_ONCE:
        query = {"about": about, "before": str(rows[-1].revision)}
        older = addresses.with_query(addresses.HISTORY, query)
    page = HistoryPage(
        rows=tuple(row(frame, each) for each in rows),
        total=edits.count(frame.keeper.store, about),
        about=_about(frame, about),
        older=older,
    )
    return frame.respond(page)


def _about(frame: Frame, about: str) -> Link | None:
    if not about:
        return None
    if frame.snapshot.named(about) is None:
        return Link(Names(frame.snapshot).of(about))
    return frame.link(about)


def recent(frame: Frame, item: str) -> RecentEdits:
    """Return the last edits of something, for its own page."""

    def read() -> list[Edit]:
        return edits.newest(frame.keeper.store, item, most=_RECENT)

    found = frame.keeper.answer(frame.snapshot, ("page edits", item), read)
    rows = tuple(row(frame, each) for each in found)
    return RecentEdits(rows, addresses.history_of(item, **frame.kept))


def row(frame: Frame, edit: Edit) -> EditRow:
    """Return an edit as it is listed."""
    return EditRow(
        item=edit.id,
        sentence=sentence(frame.snapshot, edit),
        at=edit.at,
        author=edit.author,
        undone=_undone(frame, edit),
        can_undo=not edit.undone_by
        and can_be_undone(edit)
        and not changed_since(frame.snapshot, edit),
        records=tuple(_record(frame, edit, part) for part in edit.parts if part.kind != "sources"),
    )


def _undone(frame: Frame, edit: Edit) -> Message | None:
    if not edit.undone_by:
        return None
    other = edits.read(frame.keeper.store, edit.undone_by)
    return message("undone on {date} by {author}", date=Date(other.at[:10]), author=by(other))


def _record(frame: Frame, edit: Edit, part: Part) -> RecordChange:
    names = Names(frame.snapshot, edit)
    item = getattr(part.record, "id", "")
    link = frame.link(item) if frame.snapshot.named(item) else Link(what(names, part))
    fields = tuple(
        FieldChange(
            label_of(name),
            value_of(names, part.kind, name, old),
            value_of(names, part.kind, name, new),
        )
        for name, old, new in changed_fields(part.before, part.after)
        if name != "sources"
    )
    return RecordChange(link, fields)


@router.post(addresses.UNDO)
def take_back(request: Request, frame: FrameDep, sent: SentDep) -> Response:
    """Undo an edit; who does not say in whose name is asked first."""
    item = sent.wanted("edit")
    author = sent.one("author") or author_in(request)
    faults = author_faults(author)
    if faults:
        state = State(sent.fields, faults if sent.one("asked") else {})
        page = _ask(frame, item, sent.back, state)
        return frame.respond(page, HTTPStatus.UNPROCESSABLE_ENTITY)
    after, made = undo(frame.keeper, item, author)
    told = frame.speech.render(sentence(after, made))
    again = Undo(addresses.UNDO, {"edit": made.id, "back": sent.back})
    return done(sent.back, Told(told, again), author)


def _ask(frame: Frame, item: str, back: str, state: State) -> EditFormPage:
    edit = edits.read(frame.keeper.store, item)
    return state.page(
        title=message("Undo a change"),
        intro=sentence(frame.snapshot, edit),
        trail=(Link(message("Back"), back),),
        action=addresses.UNDO,
        groups=(),
        hidden=(("edit", item), ("back", back), ("asked", "author")),
        button=message("Undo"),
    )
