"""Pages that change something, and the page of what was changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graphsvc.web.editing import EditRow, Group
from graphsvc.web.pieces import Link, Text
from graphsvc.web.views.shell import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class EditFormPage(Page):
    """A form that adds or changes a record.

    Attributes
    ----------
    title
        What the form does.
    trail
        What the record belongs to; the last one is where the form leads back.
    action
        Path and query the form is sent to.
    groups
        The fields.
    button
        What sends it.
    hidden
        What is sent beside the fields, as (name, value).
    intro
        What to know before.
    author
        In whose name it was sent; None for what the browser remembers.
    author_faults
        What is wrong with that.
    problem
        What is wrong with the whole; None where nothing was sent yet.
    conflict
        That somebody changed it meanwhile: who, when and what; None where nobody did.
    """

    template: ClassVar[str] = "edit_form.html"
    title: Text
    trail: tuple[Link, ...]
    action: str
    groups: tuple[Group, ...]
    button: Text
    hidden: tuple[tuple[str, str], ...] = ()
    intro: Text | None = None
    author: str | None = None
    author_faults: tuple[Text, ...] = ()
    problem: Text | None = None
    conflict: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage(Page):
    """What was changed, the newest first.

    Attributes
    ----------
    rows
        The edits.
    total
        How many there are in all.
    about
        What they are about; None for everything.
    older
        Address of the next page; None on the last one.
    """

    template: ClassVar[str] = "history.html"
    rows: tuple[EditRow, ...]
    total: int
    about: Link | None = None
    older: str | None = None
