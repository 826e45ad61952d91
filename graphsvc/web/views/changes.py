"""The story of what changed between two days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graphsvc.web.changes import ChangeList, TwoNumbers
from graphsvc.web.pieces import Evidence, Link, Text, ViewForm
from graphsvc.web.views.shell import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage(Page):
    """What changed in a partnership, a body, around an organization, or everywhere.

    Attributes
    ----------
    heading, back
        What it is about, and its page; None where it is about everything.
    form
        The second day, and whom to leave out.
    since, why_since
        The first day, and why that one, where the reader has not chosen it.
    evidence
        On what the second day stands.
    paragraph
        All of it for a report of the year.
    numbers
        What there is on the two days.
    lists
        The changes by kind; of what has not changed there is none.
    nothing
        What to know where nothing has changed.
    pending, again
        Said where a part is still being worked out, and where it will be.
    notes
        On what is estimated.
    json_href, csv_href
        The same from the API.
    links
        Where to go on.
    """

    template: ClassVar[str] = "changes.html"
    heading: Text
    form: ViewForm
    since: str
    evidence: Evidence
    paragraph: Text
    json_href: str
    csv_href: str
    back: Link | None = None
    why_since: Text | None = None
    numbers: tuple[TwoNumbers, ...] = ()
    lists: tuple[ChangeList, ...] = ()
    nothing: Text | None = None
    pending: Text | None = None
    again: str | None = None
    notes: tuple[Text, ...] = ()
    links: tuple[Link, ...] = ()
