"""Undoes an edit, or says who has changed what since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from graphsvc.api.keeper import Keeper
from graphsvc.api.matching import by
from graphsvc.errors import CannotUndo, Fault, InvalidInput, Where
from graphsvc.language import Date, Message, message
from graphsvc.model import undoing, values
from graphsvc.model.edit_words import Names, label_of, told_fields, what
from graphsvc.model.edits import Edit, Part, Rewrite
from graphsvc.model.snapshot import Snapshot
from graphsvc.store import edits
from graphsvc.store.bolt import Store

_TOLD = 5  # of what hangs on a record, so many are named
_LOOKED_AT = 20


def signed(author: str) -> str:
    """Return in whose name something is done, without spaces around it.

    Raises
    ------
    InvalidInput
        It names a person, as far as one can tell, or is too long.
    """
    name = author.strip()
    found = list(values.faults("author", name)) if name else []
    if found:
        raise InvalidInput([Fault(Where(field="author"), *each) for each in found])
    return name


def undo(keeper: Keeper, item: str, author: str) -> tuple[Snapshot, Edit]:
    """Undo an edit: the records are again what they were before it.

    Parameters
    ----------
    keeper
        Keeps the graph.
    item
        The id of the edit. One that undid another one can be undone as well: what was undone is
        done again.
    author
        In whose name it is undone.

    Returns
    -------
    tuple[Snapshot, Edit]
        The graph afterwards, and the edit that undid.

    Raises
    ------
    NotFound
        There is no such edit.
    CannotUndo
        A record is no longer as the edit left it, or something hangs on what it created.
    """
    name = signed(author)

    def work_out(snapshot: Snapshot) -> Rewrite:
        edit = edits.read(keeper.store, item)
        if edit.undone_by:
            raise _undone(keeper.store, edit)
        if not edit.is_readable:
            raise CannotUndo(
                message("Another version of graphsvc has made this change, which this cannot read.")
            )
        if not undoing.can_be_undone(edit):
            raise CannotUndo(
                message("It created records that cannot be taken out again, only ended.")
            )
        faults = [*_changed(keeper.store, snapshot, edit), *_hanging(snapshot, edit)]
        if faults:
            text = message("It cannot be undone any more: something else was changed since.")
            raise CannotUndo(text, faults)
        return _with_sources(keeper.store, snapshot, undoing.inverse(snapshot, edit))

    after, made = keeper.edit(work_out, name)
    if not made:
        raise CannotUndo(message("Nothing is left of it that could be undone."))
    return after, edits.read(keeper.store, made)


def _with_sources(store: Store, snapshot: Snapshot, rewrite: Rewrite) -> Rewrite:
    """Bring back the sources that the records name, from the edits that took them out."""
    found = [
        part.before
        for item in undoing.missing_sources(snapshot, rewrite)
        for edit in edits.newest(store, item, most=1)
        for part in edit.parts
        if part.kind == "sources" and part.key == item and part.before is not None
    ]
    changes = replace(rewrite.changes, sources=(*rewrite.changes.sources, *found))
    return replace(rewrite, changes=changes)


def _undone(store: Store, edit: Edit) -> CannotUndo:
    other = edits.read(store, edit.undone_by)
    return CannotUndo(
        message(
            "It has been undone already, on {date} by {author}.",
            date=Date(other.at[:10]),
            author=by(other),
        )
    )


def _changed(store: Store, snapshot: Snapshot, edit: Edit) -> Iterator[Fault]:
    names = Names(snapshot, edit)
    for part in undoing.changed_since(snapshot, edit):
        gaps: dict[str, Any] = {
            "what": what(names, part),
            "fields": tuple(map(label_of, told_fields(part))),
        }
        last = _last(store, edit, part)
        if last is None:
            problem = message("{what} was changed since, by an import perhaps: {fields}.", **gaps)
        else:
            gaps |= {"date": Date(last.at[:10]), "author": by(last)}
            problem = message("{what} was changed since, on {date} by {author}: {fields}.", **gaps)
        remedy = message("Undo that first, or change it by hand.")
        yield Fault(Where(field=_where(part)), problem, remedy)


def _last(store: Store, edit: Edit, part: Part) -> Edit | None:
    """Return the newest edit of a record since another one."""
    of = part.key if isinstance(part.key, str) else part.key[1]
    for each in edits.newest(store, of, most=_LOOKED_AT):
        if each.revision > edit.revision and any(
            (other.kind, other.key) == (part.kind, part.key) for other in each.parts
        ):
            return each
    return None


def _where(part: Part) -> str:
    return part.key if isinstance(part.key, str) else " ".join(part.key)


def _hanging(snapshot: Snapshot, edit: Edit) -> Iterator[Fault]:
    names = Names(snapshot, edit)
    for item in undoing.hanging(snapshot, edit)[:_TOLD]:
        yield Fault(Where(field=item), _needed(names, snapshot, item), _END_FIRST)


_END_FIRST = message("Undo that first.")


def _needed(names: Names, snapshot: Snapshot, item: str) -> Message:
    seat = snapshot.seat_of.get(item)
    if seat is not None:
        return message(
            "It is needed by now: {organization} sits on {body}.",
            organization=names.of(seat.organization),
            body=names.of(seat.body),
        )
    return message("It is needed by now, for {what}.", what=names.of(item))
