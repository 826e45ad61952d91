"""The page of the bridging ranking, and that of who bridges two sectors."""

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


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Why none of the partnerships can be chosen in the form, and what leads to fewer of them."""

    text: Text
    ways: tuple[Link, ...]


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
    narrowing
        What to choose first where there are too many partnerships; None where there are not.
    hint
        What is lacking to see who bridges two sectors; None where nothing is.
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
    narrowing: Narrowing | None = None
    hint: Text | None = None


@dataclass(frozen=True, slots=True)
class BetweenBridge:
    """A row of the list of who bridges two sectors.

    Attributes
    ----------
    organization, sector
        It, and its own sector; None where that is not known.
    rank, pairs, alone, met_first, met_second
        As in the answer of the analytic.
    example
        What nobody else joins, in words; None where there is nothing.
    if_left
        Where it is tried out that it leaves.
    """

    organization: Link
    sector: Text | None
    rank: int
    pairs: int
    alone: int
    met_first: int
    met_second: int
    example: Text | None = None
    if_left: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BetweenPage(Page):
    """Who bridges two sectors, in the whole network or a part of it.

    Attributes
    ----------
    form, name, part, answer, csv_href, evidence, rows, pager, ranked, only, narrowing
        As in `BridgesPage`; in the list are those who join a pair.
    first, second
        The two sectors.
    totals
        How many pairs there are, and how many are joined, in words; None where there are none.
    ranking_href
        The ranking over all sectors.
    """

    template: ClassVar[str] = "bridges_between.html"
    form: ViewForm
    answer: Answer
    csv_href: str
    ranking_href: str
    evidence: Evidence
    first: Text
    second: Text
    pager: Pager
    totals: Text | None = None
    name: str = ""
    part: Link | None = None
    rows: tuple[BetweenBridge, ...] = ()
    ranked: int = 0
    only: Text | None = None
    narrowing: Narrowing | None = None
