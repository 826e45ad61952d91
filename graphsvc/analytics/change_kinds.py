"""What kinds of change there are between two days, and what is told of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graphsvc.language import Message


class ChangeKind(StrEnum):
    """What changed."""

    JOINED = "joined"
    LEFT = "left"
    FIRST_RECORDED = "first_recorded"
    NEW_TIE = "new_tie"
    LOST_TIE = "lost_tie"
    NEW_BODY = "new_body"
    CLOSED_BODY = "closed_body"
    SECTOR_STATUS = "sector_status"
    BRIDGE_GAINED = "bridge_gained"
    BRIDGE_LOST = "bridge_lost"
    CUT_POINT_GAINED = "cut_point_gained"
    CUT_POINT_LOST = "cut_point_lost"


class Dated(StrEnum):
    """How a date is known."""

    STATED = "stated"
    RECORDED = "recorded"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change.

    Attributes
    ----------
    kind
        `joined`, `left`: has a seat in the scope on one of the days alone. `new_tie`, `lost_tie`: a
        seat on a body. `first_recorded`: has a seat on both days as far as is known, but nobody
        knows since when, and the first source that names it is of the time between. `new_body`,
        `closed_body`. `sector_status`: `before` and `after` are statuses. `bridge_gained`,
        `bridge_lost`: among the first of the bridging ranking on one of the days alone, and
        reliably: whose ranks cover half of the table when a tenth of the memberships is left out
        by lot, or overlap on the two days, is not told; `before` and `after` are ranks.
        `cut_point_gained`, `cut_point_lost`: others would lose contact without it on one of the
        days alone; `before` and `after` are how many.
    organization, body, partnership, sector
        What it is about; null where that says nothing.
    date
        When it happened, as far as is known.
    dated
        `stated`: the records state the date. `recorded`: it is the date of a source that lists the
        body, so it happened then or some time before. `unknown`. Null where a date says nothing.
    before, after
        On the first day and on the second one; null where that says nothing.
    telling
        Of a `sector_status`, whether it says something of the sector: that it clearly lacks or has
        seats on one of the days, or that its first seat came or its last one went. Else few seats
        can make either status by chance. Null for others.
    sentence
        The same in words.
    """

    kind: ChangeKind
    organization: str | None
    body: str | None
    partnership: str | None
    sector: str | None
    date: str | None
    dated: Dated | None
    before: str | None
    after: str | None
    telling: bool | None
    sentence: Message


@dataclass(frozen=True, slots=True)
class Totals:
    """What is there on one day.

    Attributes
    ----------
    organizations
        With a seat.
    bodies
        Councils and committees.
    ties
        Pairs of an organization and a body it sits on.
    unknown_beginnings
        Ties of which nobody knows since when; they count as there before.
    components
        Parts that are not in contact with one another, bodies without members among them.
    """

    organizations: int
    bodies: int
    ties: int
    unknown_beginnings: int
    components: int
