"""The page of suggestions: what is open, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graphsvc.web.pieces import Answer, Link, Pager, Reasoned, Text, ViewForm
from graphsvc.web.views.shell import Page


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """What was said of a suggestion.

    Attributes
    ----------
    asker, candidate
        For whom, of whom: names and pages.
    asker_item, candidate_item
        Their ids, for the form that takes it back.
    verdict
        What was said, in words.
    date, author
        When, and in whose name.
    tag
        Of this answer, so that no other is taken back in its place.
    """

    asker: Link
    candidate: Link
    asker_item: str
    candidate_item: str
    verdict: Text
    date: str
    author: str
    tag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionsPage(Page):
    """Suggestions for one asker, and the answers that were given.

    Attributes
    ----------
    item
        Id of the asker; "" where none is chosen: then only answers are shown.
    asker
        Its name and page.
    form
        The day, for whom, what for.
    next
        How many there are, and on what they stand.
    suggestions
        Those that are open or accepted, the best first.
    answered, pager
        One page of the answers, the newest first.
    """

    template: ClassVar[str] = "suggestions_page.html"
    item: str
    form: ViewForm
    answered: tuple[AnsweredRow, ...]
    pager: Pager
    asker: Link | None = None
    next: Answer | None = None
    suggestions: tuple[Reasoned, ...] = ()
