"""The page of an organization."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graphsvc.language import Named
from graphsvc.web import addresses
from graphsvc.web.departure import Loss, Substitute
from graphsvc.web.editing import RecentEdits
from graphsvc.web.pieces import (
    UNKNOWN_PERIOD,
    Answer,
    Evidence,
    Link,
    MapPreview,
    Measure,
    Period,
    Reasoned,
    SeatRow,
    Source,
    Text,
    TieRow,
    ViewForm,
)
from graphsvc.web.views.shell import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationPage(Page):
    """One organization: what it does in the network, and with whom it could do more.

    Attributes
    ----------
    item, record
        The organization.
    sectors
        The primary one first.
    role
        What it is in the network, in one sentence.
    loss
        What would break if it left, in words.
    losses
        The same by name.
    stand_in
        Who could best stand in; None where nobody could.
    changes_href
        Where it is told what changed in its partnerships.
    what_if_href
        Where it is tried out that it leaves; None where it has no seat.
    stand_in_href
        Where it is tried out that the stand-in takes its seats too; None where that takes none.
    measures
        Numbers about its position.
    seats, former_seats
        Where it sits on the day, and where it sat before.
    ties
        Partnerships it hosts, funds, founded; places it serves.
    next, suggestions, suggestions_href
        Partners it could approach, with reasons; where all of them and the answers are.
    aliases
        Other names it was read under.
    part_of, departments
        The organization it belongs to, and those that belong to it.
    languages, populations, website, period, sources
        What its record says, and where that was read.
    form, evidence, map
        As on the page of a partnership.
    edits
        The last changes of it and of what belongs to it.
    """

    template: ClassVar[str] = "organization.html"
    item: str
    record: Named
    form: ViewForm
    evidence: Evidence
    role: Answer
    next: Answer
    suggestions_href: str = addresses.SUGGESTIONS
    sectors: tuple[Text, ...] = ()
    loss: Text | None = None
    losses: tuple[Loss, ...] = ()
    stand_in: Substitute | None = None
    changes_href: str | None = None
    what_if_href: str | None = None
    stand_in_href: str | None = None
    measures: tuple[Measure, ...] = ()
    seats: tuple[SeatRow, ...] = ()
    former_seats: tuple[SeatRow, ...] = ()
    ties: tuple[TieRow, ...] = ()
    suggestions: tuple[Reasoned, ...] = ()
    aliases: tuple[str, ...] = ()
    part_of: Link | None = None
    departments: tuple[Link, ...] = ()
    languages: tuple[Text, ...] = ()
    populations: tuple[Text, ...] = ()
    website: str | None = None
    period: Period = UNKNOWN_PERIOD
    map: MapPreview | None = None
    sources: tuple[Source, ...] = ()
    edits: RecentEdits | None = None
