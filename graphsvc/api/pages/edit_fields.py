"""What the forms of organizations and of councils and committees have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import Response

from graphsvc.api.pages.edit_form import (
    DATE_HINT,
    Form,
    Shown,
    State,
    Values,
    conflict,
    expect,
    stated,
    with_source,
    wrong,
)
from graphsvc.api.pages.forms import Sent
from graphsvc.errors import Outdated
from graphsvc.language import Message, message
from graphsvc.model.edits import alike, held
from graphsvc.model.entities import Changes
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import BodyKind, Population
from graphsvc.web import addresses
from graphsvc.web.editing import Field
from graphsvc.web.pieces import Text

_LABELS: Mapping[str, Message] = {
    **{str(each): each.label for each in Sector},
    **{str(each): each.label for each in BodyKind},
    **{str(each): each.label for each in Population},
}


def names(state: State) -> tuple[Field, ...]:
    """Return the fields for the names of a record."""
    return (
        state.text("name", message("Name"), wanted=True),
        state.text("name_fr", message("French name"), lang="fr"),
    )


def term(state: State) -> tuple[Field, ...]:
    """Return the fields for since when and until when something exists."""
    return (
        state.text("since", message("Exists since"), hint=DATE_HINT, longest=10),
        state.text(
            "until",
            message("Ended on"),
            hint=message("The first day on which it is no more; nothing while it goes on."),
            longest=10,
        ),
    )


def filled(values: Mapping[str, Sequence[str | None]]) -> Values:
    """Leave out what is empty, as a form that was sent does; each field is told, empty or not."""
    return {name: tuple(each for each in found if each) for name, found in values.items()}


def named(sent: Sent) -> dict[str, Sequence[Text]]:
    """Find whether a name is missing."""
    return {} if sent.one("name") else {"name": [message("There is no name.")]}


def add(form: Form, kind: str, made: Any, taken: Message) -> Response:
    """Store a new record.

    Parameters
    ----------
    form, kind
        What was sent, and the kind of record.
    made
        The record, under an id that is made of its name.
    taken
        What to say where there is one of this name.
    """

    def work_out(snapshot: Snapshot) -> Changes:
        if held(snapshot, kind, [made.id]):
            remedy = message("Change that one, or add to the name what tells the two apart.")
            raise wrong("name", taken, remedy)
        source = stated(form.author)
        return Changes(sources=(source,), **{kind: (with_source(made, source),)})

    def told(after: Snapshot) -> Message:
        return message("{name} was added.", name=after.named(made.id))

    def to(_: Snapshot) -> str:
        return addresses.page(made.id, **form.frame.kept)

    return form.write(work_out, to, told, named(form.sent))


def change(form: Form, shown: Shown, item: str, make: Callable[[Any], Any]) -> Response:
    """Store the change of a record, if it still is what the form was opened on."""
    tag = form.sent.one("tag")

    def work_out(snapshot: Snapshot) -> Changes | None:
        before = held(snapshot, shown.kind, [item]).get(item)
        made = make(before) if before is not None else None
        if before is not None and alike(made, before):
            return None
        expect(tag, before)
        source = stated(form.author)
        return Changes(sources=(source,), **{shown.kind: (with_source(made, source),)})

    def told(after: Snapshot) -> Message:
        return message("{name} was changed.", name=after.named(item))

    def to(_: Snapshot) -> str:
        return addresses.page(item, **form.frame.kept)

    try:
        return form.write(work_out, to, told, named(form.sent))
    except Outdated:
        return conflict(form, shown, item, tag)


def words(name: str, value: tuple[str, ...]) -> Text:
    """Say what is stored in a field, in words."""
    told = tuple(_LABELS.get(each, each) for each in value)
    if not told:
        return ""
    return told[0] if name != "sectors" and len(told) == 1 else message("{parts}", parts=told)
