"""The yearly report of a partnership in one language: what each of its sections holds."""

from __future__ import annotations

from dataclasses import dataclass

from graphsvc.language import Named
from graphsvc.viz.scene import LegendEntry
from graphsvc.web.changes import ChangeList, TwoNumbers
from graphsvc.web.departure import Loss, Substitute
from graphsvc.web.pieces import (
    Answer,
    BodyBlock,
    BridgeRow,
    Count,
    Evidence,
    Link,
    MapPreview,
    Reasoned,
    Source,
    Text,
    TieRow,
)
from graphsvc.web.plans import PlanBlock
from graphsvc.web.sectors import SectorRow


@dataclass(frozen=True, slots=True)
class Attendance:
    """What the minutes of a year say of one organization: at how many meetings it was what."""

    organization: Link
    came: int
    regrets: int
    absent: int
    recorded: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The map as a picture, what its signs mean, and what the sizes stand for."""

    map: MapPreview
    node_legend: tuple[LegendEntry, ...]
    tie_legend: tuple[LegendEntry, ...]
    measure: Text
    facts: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """How numbers came about: what was chosen, and what it was."""

    label: Text
    value: Text


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the numbers of a section can be asked for again: the address, and whether it leads."""

    section: Text
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPart:
    """A yearly report in one language.

    Attributes
    ----------
    language
        "en" or "fr".
    record
        The partnership.
    first, last, since
        The first and the last day of the year, and the day before: with that the end is compared.
    written
        The day on which the report was written.
    linked
        Whether addresses lead anywhere from where it is read.
    fictional
        Whether it is of the demonstration region.
    summary
        A paragraph that a council can read, sentence by sentence.
    evidence
        On what it stands.
    ties
        Hosts, agreements and funders on the last day.
    bodies
        Councils and committees with their members on the last day.
    numbers, lists, changed
        What there is on both days, what changed, and where that comes from.
    attendance, meetings
        Who came to meetings, in order of name; what was counted.
    sectors, reference, unclassified, missing
        Sectors against the reference; what the answer says.
    drawing
        The map; None where there is nothing to draw.
    bridges, ranked, bridging
        Who holds tables together, of how many; what the answer says.
    foremost, loss, losses, stand_in
        The first of these, and what would be lost with it; None where nobody is first.
    suggestions, next
        Whom to ask; what the answer says.
    plans
        Plans in force on the last day with their actions.
    confidence
        How many memberships can be relied on how far.
    sources
        Every source used here, the newest first.
    left_out
        Whom the numbers leave out, while the tables of members list everybody.
    facts, origins, measures
        What was chosen, where the numbers can be asked for again, and what the measures mean.
    """

    language: str
    record: Named
    first: str
    last: str
    since: str
    written: str
    summary: tuple[Text, ...]
    evidence: Evidence
    changed: Answer
    meetings: Answer
    missing: Answer
    bridging: Answer
    next: Answer
    linked: bool = True
    fictional: bool = False
    ties: tuple[TieRow, ...] = ()
    bodies: tuple[BodyBlock, ...] = ()
    numbers: tuple[TwoNumbers, ...] = ()
    lists: tuple[ChangeList, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    sectors: tuple[SectorRow, ...] = ()
    reference: Text | None = None
    unclassified: int = 0
    drawing: Drawing | None = None
    bridges: tuple[BridgeRow, ...] = ()
    ranked: int = 0
    foremost: Link | None = None
    loss: Text | None = None
    losses: tuple[Loss, ...] = ()
    stand_in: Substitute | None = None
    suggestions: tuple[Reasoned, ...] = ()
    plans: tuple[PlanBlock, ...] = ()
    left_out: tuple[Text, ...] = ()
    confidence: tuple[Count, ...] = ()
    sources: tuple[Source, ...] = ()
    facts: tuple[Fact, ...] = ()
    origins: tuple[Origin, ...] = ()
    measures: tuple[Fact, ...] = ()
