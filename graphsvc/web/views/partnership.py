"""The page of a partnership."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graphsvc.language import Named
from graphsvc.web import addresses
from graphsvc.web.changes import Story
from graphsvc.web.editing import RecentEdits
from graphsvc.web.pieces import (
    UNKNOWN_PERIOD,
    Answer,
    BodyBlock,
    BridgeRow,
    Evidence,
    MapPreview,
    Period,
    Reasoned,
    Source,
    Text,
    TieRow,
    ViewForm,
)
from graphsvc.web.plans import PlanBlock
from graphsvc.web.sectors import SectorRow
from graphsvc.web.views.shell import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipPage(Page):
    """One partnership: the three questions answered, then who is in it.

    Attributes
    ----------
    item, record
        The partnership.
    kind, province, period, website, note
        What it is, and what its record says. `province` is a code.
    form
        The day looked at, and whom to leave out.
    evidence
        On what the page stands.
    bridging, missing, next
        The answers in one sentence each.
    bridges, ranked, sectors, suggestions
        What they stand on; `bridges` are the first of `ranked` organizations.
    suggestions_href
        Where all suggestions and the answers to them are.
    bridges_href
        Where two sectors can be chosen to see who bridges them here.
    report_href
        Where its yearly report is.
    unclassified
        Organizations whose sector is not recorded.
    reference
        What sectors are compared with, in words.
    what_if_href
        Where changes to it are tried out.
    changed
        What changed since a day, in short.
    plans
        Plans in force with their actions.
    bodies
        Councils and committees with their members.
    ties
        Hosts, funders, holders of agreements.
    places
        Where it works.
    links
        Other partnerships.
    map
        Its picture; None where there is nothing to draw.
    sources
        Where the partnership itself was read.
    edits
        The last changes of it and of what belongs to it.
    """

    template: ClassVar[str] = "partnership.html"
    item: str
    record: Named
    kind: Text
    form: ViewForm
    evidence: Evidence
    bridging: Answer
    missing: Answer
    next: Answer
    suggestions_href: str = addresses.SUGGESTIONS
    bridges_href: str = addresses.BRIDGES
    report_href: str = addresses.HOME
    province: str | None = None
    period: Period = UNKNOWN_PERIOD
    website: str | None = None
    note: str | None = None
    bridges: tuple[BridgeRow, ...] = ()
    ranked: int = 0
    sectors: tuple[SectorRow, ...] = ()
    suggestions: tuple[Reasoned, ...] = ()
    unclassified: int = 0
    reference: Text | None = None
    what_if_href: str = addresses.WHAT_IF
    changed: Story | None = None
    plans: tuple[PlanBlock, ...] = ()
    bodies: tuple[BodyBlock, ...] = ()
    ties: tuple[TieRow, ...] = ()
    places: tuple[Text, ...] = ()
    links: tuple[TieRow, ...] = ()
    map: MapPreview | None = None
    sources: tuple[Source, ...] = ()
    edits: RecentEdits | None = None
