"""The first page, and what a search finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graphsvc.web.pieces import Choice, Count, Evidence, Hit, Link, Pager, PartnershipRow
from graphsvc.web.views.shell import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Page):
    """What the graph holds, how recent it is, and the partnerships.

    Attributes
    ----------
    counts
        How many partnerships, organizations, councils and committees, memberships.
    evidence
        Dates of the oldest and newest source, and what is known to lack.
    query
        What the list is narrowed to.
    choices
        Province, order: controls of the list's form.
    rows
        One page of the list: at most 100.
    pager
        Which part of the list that is.
    """

    template: ClassVar[str] = "home.html"
    counts: tuple[Count, ...]
    evidence: Evidence
    query: str = ""
    choices: tuple[Choice, ...] = ()
    rows: tuple[PartnershipRow, ...] = ()
    pager: Pager

    @property
    def is_empty(self) -> bool:
        """Whether the graph holds nothing at all."""
        return not any(count.number for count in self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """What was found for a query; `hits` is one page of it, `pager` says which.

    Where nothing fits, `instead` leads to what fits single words of it.
    """

    template: ClassVar[str] = "search.html"
    query: str
    hits: tuple[Hit, ...]
    pager: Pager
    instead: tuple[Link, ...] = ()
