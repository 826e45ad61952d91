"""What is told of a scenario: numbers, sectors and ranks, before and after."""

from __future__ import annotations

from dataclasses import dataclass

from graphsvc.analytics.sector_status import SectorStatus
from graphsvc.language import Message


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One number of the whole graph.

    Attributes
    ----------
    measure
        Its name, as /v1/measures explains it for the whole graph; `organizations`,
        `organizations_seated`, `bodies` and `memberships` are plain counts in the scope.
    before, after, difference
        As it is, as it would be, and after less before; null where undefined.
    """

    measure: str
    before: float | None
    after: float | None
    difference: float | None


@dataclass(frozen=True, slots=True)
class StatusRow:
    """How one sector stands in a partnership.

    Attributes
    ----------
    partnership, sector
        Which.
    before, after
        The statuses.
    changed
        Whether they differ.
    telling
        Whether that says something of the sector: that it clearly lacks or has seats before or
        after, or that its first seat comes or its last one goes. Else few seats can make either
        status by chance.
    """

    partnership: str
    sector: str
    before: SectorStatus
    after: SectorStatus
    changed: bool
    telling: bool


@dataclass(frozen=True, slots=True)
class RankRow:
    """Where one organization stands in the bridging ranking.

    Attributes
    ----------
    organization, name
        Its id and name; it may be one that the scenario adds.
    before, after
        Its ranks; null where it has no seat in the scope.
    difference
        Places gained, below 0 lost; null where it has no seat before or after.
    cuts_off_before, cuts_off_after
        How many organizations would lose contact with the rest without it.
    """

    organization: str
    name: Message
    before: int | None
    after: int | None
    difference: int | None
    cuts_off_before: int
    cuts_off_after: int


@dataclass(frozen=True, slots=True)
class NotApplied:
    """A part of the scenario that the graph as it is now has no place for.

    Attributes
    ----------
    part
        Which part: the list, the place in it from 0, and the field.
    problem
        Why it does not apply.
    """

    part: str
    problem: Message
