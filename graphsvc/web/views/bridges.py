"""The page of the bridging ranking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graphsvc.web.pieces import Answer, BridgeRow, Evidence, Link, Pager, Text, ViewForm
from graphsvc.web.views.shell import Page


@dataclass(frozen=True, slots=True)
class RankedBridge:
    """A row of the list: as on the page of a partnership, with what it carries and who follows.

    Attributes
    ----------
    row
        Rank, organization, sentence, measures.
    seats
        How many it holds.
    stand_in
        Who already meets most of those it meets; None where nobody does.
    meets, of
        How many of them, and of how many.
    """

    row: BridgeRow
    seats: int
    stand_in: Link | None = None
    meets: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgesPage(Page):
    """Who bridges, in the whole network or a part of it, the first of the ranking first.

    Attributes
    ----------
    form, name
        The day and the choices; what the names of organizations have to contain.
    part
        The page of the part of the network that is ranked; None for the whole.
    answer
        Who comes first, and how the ranking is made.
    csv_href, map_href
        The whole ranking as a file; the map of the same.
    evidence
        On what the page stands.
    over
        Over what the spread is: sectors or partnerships.
    rows, pager
        One page of the list.
    ranked
        How many are in the ranking, whatever the list is narrowed to.
    only
        To whom of a province the list is narrowed, in words; None for nobody.
    """

    template: ClassVar[str] = "bridges.html"
    form: ViewForm
    answer: Answer
    csv_href: str
    map_href: str
    evidence: Evidence
    over: Text
    pager: Pager
    name: str = ""
    part: Link | None = None
    rows: tuple[RankedBridge, ...] = ()
    ranked: int = 0
    only: Text | None = None
