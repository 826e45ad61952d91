"""The page of the sectors of all partnerships."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graphsvc.web.heat import HeatHeading, HeatRow, Scale, SectorSpread
from graphsvc.web.pieces import Answer, Evidence, Pager, Text, ViewForm
from graphsvc.web.views.shell import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorMatrixPage(Page):
    """Which sectors are scarce where: partnerships by sectors, and each sector by itself.

    Attributes
    ----------
    form, name
        The day and the choices; what the names of partnerships have to contain.
    answer
        How many partnerships clearly lack a sector.
    csv_href
        The whole table as a file.
    evidence
        On what the page stands.
    reference
        What sectors are compared with, in words.
    scale
        What the colours stand for.
    statuses
        Each verdict with its name.
    by_name
        The heading of the first column.
    headings, rows
        The table; of the rows one page.
    pager
        Which part of the list that is.
    spreads
        Each sector over all partnerships of the list.
    marked
        The partnership that is marked; None for none.
    known, silent
        How many partnerships have members, whatever the list is narrowed to; how many are left out
        since no member is recorded.
    """

    template: ClassVar[str] = "sector_matrix.html"
    form: ViewForm
    answer: Answer
    csv_href: str
    evidence: Evidence
    reference: Text
    scale: Scale
    pager: Pager
    by_name: HeatHeading
    name: str = ""
    statuses: tuple[tuple[str, Text], ...] = ()
    headings: tuple[HeatHeading, ...] = ()
    rows: tuple[HeatRow, ...] = ()
    spreads: tuple[SectorSpread, ...] = ()
    marked: Text | None = None
    known: int = 0
    silent: int = 0
