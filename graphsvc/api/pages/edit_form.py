"""What every form that changes a record does with what was sent: write it, or show it again.

Nothing of what was typed is lost: a form that cannot be accepted is shown again with it, and so is
one whose record somebody else has changed since, with both states beside each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

from fastapi import Response

from graphsvc.api.matching import by, changed_in, last_of
from graphsvc.api.pages.forms import Sent, done
from graphsvc.api.pages.frame import Frame
from graphsvc.dates import today
from graphsvc.errors import Conflict, Fault, InvalidInput, Outdated, Where
from graphsvc.language import Date, Message, message
from graphsvc.model import ids, values
from graphsvc.model.edits import held, tag_of
from graphsvc.model.entities import Source
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import SourceKind
from graphsvc.store import edits
from graphsvc.store.journal import RefusedChanges
from graphsvc.web import addresses
from graphsvc.web.editing import Field
from graphsvc.web.pieces import Link, Option, Text, Told, Undo
from graphsvc.web.views import EditFormPage

Values = Mapping[str, tuple[str, ...]]
DATE_HINT = message("As 2017-03-20, 2017-03 or 2017; nothing where it is not known.")
_SEEN = 20  # edits, among which the state is looked for that a form was opened on
_WRONG = message("Nothing was changed yet. Please look at this again:")
STAYS = message(
    "Nothing was overwritten. What you typed stands below; where somebody else wrote something "
    "else, that is shown beside it. Send the form again to store it as it stands."
)


@dataclass(frozen=True, slots=True)
class State:
    """What a form is shown with.

    Attributes
    ----------
    values
        What stands in each field.
    faults
        What is wrong, by the name of the field.
    stored
        What is stored by now, by the name of the field, where it was changed since.
    conflict
        Who has changed it since; None where nobody has.
    asking
        What is asked before it can be stored, by the name of the field.
    """

    values: Values
    faults: Mapping[str, Sequence[Text]] = field(default_factory=dict)
    stored: Mapping[str, Text] = field(default_factory=dict)
    conflict: Text | None = None
    asking: Mapping[str, Text] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """Return what stands in a field; "" where it is empty."""
        return (self.values.get(name) or ("",))[-1]

    def text(self, name: str, label: Text, **more: Any) -> Field:
        """Return a field of one line, or whatever `kind` says."""
        return Field(name=name, label=label, value=self.one(name), **self._beside(name), **more)

    def choice(
        self, name: str, label: Text, options: Iterable[tuple[str, Text]], **more: Any
    ) -> Field:
        """Return a field of which some of several options can be chosen."""
        chosen = self.values.get(name) or ("",)
        made = tuple(Option(value, text, value in chosen) for value, text in options)
        return Field(name=name, label=label, options=made, **self._beside(name), **more)

    def _beside(self, name: str) -> dict[str, Any]:
        found = {"faults": tuple(self.faults.get(name, ())), "stored": self.stored.get(name)}
        asked = self.asking.get(name)
        return {**found, "asked": asked, "focus": not any(self.faults.values())} if asked else found

    def page(self, **parts: Any) -> EditFormPage:
        """Return the page of the form, with what is wrong on top."""
        names = {each.name for group in parts["groups"] for each in group.fields} | {"author"}
        others = [
            text for name, found in self.faults.items() if name not in names for text in found
        ]
        is_wrong = any(self.faults.values())
        return EditFormPage(
            **parts,
            author=self.one("author") or None,
            author_faults=tuple(self.faults.get("author", ())),
            problem=_whole(others) if is_wrong else None,
            conflict=self.conflict,
        )


def _whole(others: Sequence[Text]) -> Message:
    """Say that something is wrong, and what of it belongs to no field."""
    return message("{problem} {remedy}", problem=_WRONG, remedy=tuple(others)) if others else _WRONG


@dataclass(frozen=True, slots=True)
class Form:
    """A form that was sent.

    Attributes
    ----------
    frame
        The request.
    sent
        What was sent.
    again
        Makes the page of the form anew.
    fields
        The names of its fields by those of records, where they differ.
    asking
        What has to be asked before it is stored, by the name of the field.
    """

    frame: Frame
    sent: Sent
    again: Callable[[State], EditFormPage]
    fields: Mapping[str, str] = field(default_factory=dict)
    asking: Mapping[str, Text] = field(default_factory=dict)

    @property
    def author(self) -> str:
        """In whose name it is sent."""
        return self.sent.one("author")

    def write(
        self,
        work_out: Callable[[Snapshot], Any],
        to: Callable[[Snapshot], str],
        told: Callable[[Snapshot], Message],
        faults: Mapping[str, Sequence[Text]] | None = None,
    ) -> Response:
        """Write what was sent and lead the reader on; or show the form again.

        Parameters
        ----------
        work_out
            What is to be changed, as for `Keeper.edit`.
        to, told
            Where the reader is led and what is said there, on the graph afterwards.
        faults
            What is wrong already, by the name of the field.
        """
        wrong = {**author_faults(self.author), **(faults or {})}
        if any(wrong.values()) or self.asking:
            return self.show(wrong)
        try:
            after, item = self.frame.keeper.edit(work_out, self.author)
        except InvalidInput as error:
            return self.show(grouped((each.place.field or "", each) for each in error.faults))
        except RefusedChanges as error:
            return self.show(
                grouped((self.fields.get(each.field, each.field), each) for each in error.faults)
            )
        target = to(after)
        if not item:
            return done(target, Told(self.frame.speech.render(_SAME)), self.author)
        undo = Undo(addresses.UNDO, {"edit": item, "back": target})
        return done(target, Told(self.frame.speech.render(told(after)), undo), self.author)

    def show(self, faults: Mapping[str, Sequence[Text]]) -> Response:
        """Show the form again with what was typed, and what is wrong with it or has to be asked."""
        state = State(self.sent.fields, faults, asking=self.asking)
        is_wrong = any(faults.values())
        status = HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK
        return self.frame.respond(self.again(state), status)


_SAME = message("Nothing was changed: it is stored like this already.")


def author_faults(author: str) -> dict[str, list[Text]]:
    """Find what is wrong with the name in which something is done."""
    if not author:
        return {"author": [message("This field is empty.")]}
    found = [[problem, remedy] for problem, remedy in values.faults("author", author)]
    return {"author": [text for each in found for text in each]} if found else {}


def grouped(faults: Iterable[tuple[str, Any]]) -> dict[str, list[Text]]:
    """Return what is wrong and what to do, by the name of the field."""
    found: dict[str, list[Text]] = defaultdict(list)
    for name, fault in faults:
        told = (fault.problem, fault.remedy) if fault.remedy else (fault.problem,)
        found[name].append(message("{parts}", parts=told) if len(told) < 2 else _both(*told))
    return dict(found)


def _both(problem: Message, remedy: Message) -> Message:
    return message("{problem} {remedy}", problem=problem, remedy=remedy)


def wrong(name: str, problem: Message, remedy: Message) -> InvalidInput:
    """Return the error for one fault of one field, found while it was written."""
    return InvalidInput([Fault(Where(field=name), problem, remedy)])


def stated(author: str) -> Source:
    """Return the source of what is stated by hand: who says so, today."""
    kind = SourceKind.STATED
    item = ids.make(ids.SOURCE, str(kind), today(), author)
    return Source(id=item, title=author, date=today(), kind=str(kind))


def with_source(record: Any, source: Source) -> Any:
    """Return a record that names a source beside its others."""
    return replace(record, sources=tuple(dict.fromkeys([*record.sources, source.id])))


def expect(tag: str, before: Any) -> Any:
    """Return a record, if it still is what the form was opened on.

    Raises
    ------
    Outdated
        Somebody has changed it since.
    """
    if before is None or tag_of(before) != tag:
        raise Outdated(message("It was changed since you opened this form."))
    return before


@dataclass(frozen=True, slots=True)
class Shown:
    """How a record stands in a form: its kind, its values by field, and the words for them."""

    kind: str
    values: Callable[[Any], Values]
    words: Callable[[str, tuple[str, ...]], Text]


def conflict(
    form: Form, shown: Shown, item: str, tag: str, turned: tuple[str, Message] | None = None
) -> Response:
    """Show a form again whose record was changed since: both states beside each other.

    A field that its writer left as it was takes what is stored by now; one in which both have
    written something keeps what was typed, and says what is stored.

    Parameters
    ----------
    form, shown
        What was sent, and how such a record stands in a form.
    item, tag
        The record, and the state on which the form was opened.
    turned
        The record that took its place, with what to say of it; None where none did.
    """
    snapshot = form.frame.keeper.snapshot()
    here = turned[0] if turned else item
    now = held(snapshot, shown.kind, [here]).get(here)
    if now is None:
        raise Conflict(message("It was taken out of the graph since you opened this form."))
    stored = shown.values(now)
    before = opened(form.frame, shown.kind, item, tag)
    read = shown.values(before) if before is not None else None
    # A browser ends lines of several with two characters.
    typed = {
        name: tuple(each.replace("\r\n", "\n") for each in sent)
        for name, sent in form.sent.fields.items()
    }
    differing: dict[str, Text] = {}
    for name, value in stored.items():
        mine = typed.get(name, ())
        opened_on = None if read is None else read.get(name, ())
        if mine == opened_on:
            typed[name] = value
        elif value not in (mine, opened_on):
            differing[name] = shown.words(name, value)
    typed["tag"] = (tag_of(now),)
    last = last_of(form.frame.keeper.store, shown.kind, now)
    told = turned[1] if turned else _told(last, shown.kind, item)
    state = State(typed, stored=differing, conflict=told)
    return form.frame.respond(form.again(state), HTTPStatus.CONFLICT)


def opened(frame: Frame, kind: str, item: str, tag: str) -> Any:
    """Find the state of a record on which a form was opened among its last edits."""
    for edit in edits.newest(frame.keeper.store, item, most=_SEEN):
        for part in edit.parts:
            if part.kind == kind and part.key == item:
                for state in (part.after, part.before):
                    if state is not None and tag_of(state) == tag:
                        return state
    return None


def _told(last: Any, kind: str, item: str) -> Message:
    if last is None:
        return message("This was changed while the form was open. {stays}", stays=STAYS)
    return message(
        "This was changed while the form was open, on {date} by {author}: {fields}. {stays}",
        date=Date(last.at[:10]),
        author=by(last),
        fields=changed_in(last, kind, item),
        stays=STAYS,
    )


def links(frame: Frame, *items: str) -> tuple[Link, ...]:
    """Return links to what a record belongs to, the last one where its form leads back."""
    return tuple(frame.link(item) for item in items)
