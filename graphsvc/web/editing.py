"""Pieces of forms that change records, and of what was changed. Values only, as in `pieces`."""

from __future__ import annotations

from dataclasses import dataclass

from graphsvc.web.pieces import Link, Option, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A control of a form with its label.

    Attributes
    ----------
    name, label
        The name under which it is sent, and what it is called.
    kind
        "text", "date", "number", "lines" (several lines), "select", "checks" or "radios".
    value
        What stands in it.
    options
        What can be chosen, for the last three kinds.
    offered
        Names that are offered while one types.
    hint
        How to fill it in.
    faults
        What is wrong with it.
    stored
        What is stored by now, where somebody changed it since the form was opened.
    wanted
        Whether it has to be filled in.
    longest
        How many characters fit.
    lang
        The language of what stands in it; "" where that is not known.
    asked
        What is asked in it, before the rest can be stored; None for a field like all others.
    focus
        Whether the reader goes on in it.
    """

    name: str
    label: Text
    kind: str = "text"
    value: str = ""
    options: tuple[Option, ...] = ()
    offered: tuple[str, ...] = ()
    hint: Text | None = None
    faults: tuple[Text, ...] = ()
    stored: Text | None = None
    wanted: bool = False
    longest: int = 300
    lang: str = ""
    asked: Text | None = None
    focus: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together, under a heading of their own; None for no heading."""

    fields: tuple[Field, ...]
    title: Text | None = None
    hint: Text | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a record before and after an edit; "" where there was nothing."""

    label: Text
    before: Text
    after: Text


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record that an edit touched: what it is, its page, and its fields."""

    link: Link
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRow:
    """An edit as it is listed.

    Attributes
    ----------
    item
        Its id.
    sentence
        What it did.
    at
        When, in UTC, as 2026-05-04T14:00:00+00:00.
    author
        In whose name; "" where nobody said.
    undone
        When and by whom it was undone, in words; None while it stands.
    can_undo
        Whether a button to undo it is offered.
    records
        What it changed, field by field.
    """

    item: str
    sentence: Text
    at: str
    author: str
    undone: Text | None = None
    can_undo: bool = True
    records: tuple[RecordChange, ...] = ()


@dataclass(frozen=True, slots=True)
class RecentEdits:
    """The last edits about something, and the address of all of them."""

    rows: tuple[EditRow, ...]
    href: str
