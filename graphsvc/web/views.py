"""What each page holds. Routes fill these in; templates only lay them out.

Every class names its template. All fields are values: strings, numbers, messages, records with a
name, links. Pictures come as markup from `graphsvc.viz.picture`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from graphsvc.language import Named
from graphsvc.viz.scene import LegendEntry, Row
from graphsvc.web.pieces import (
    UNKNOWN_PERIOD,
    Answer,
    BodyBlock,
    BridgeRow,
    Choice,
    Count,
    Evidence,
    Hit,
    Link,
    MapPreview,
    Measure,
    Meeting,
    Pager,
    PartnershipRow,
    Period,
    Reasoned,
    SeatRow,
    Source,
    Text,
    TieRow,
    ViewForm,
)
from graphsvc.web.sectors import SectorRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """What stands around every page.

    Attributes
    ----------
    language
        "en" or "fr".
    other_language_href
        The same view in the other language.
    revision
        Graph revision the page was made from; None where there is no graph to speak of.
    newest
        Date of the newest source in the whole graph.
    query
        What the search box holds.
    signed_in
        Whether there is a session to sign out of; None where no key is asked for.
    fictional
        Whether it is the demonstration region.
    """

    language: str
    other_language_href: str
    revision: int | None = None
    newest: str | None = None
    query: str = ""
    signed_in: bool | None = None
    fictional: bool = False


class Page:
    """A page; `template` is the file that lays it out."""

    __slots__ = ()
    template: ClassVar[str]


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
class PartnershipPage(Page):
    """One partnership: the three questions answered, then who is in it.

    Attributes
    ----------
    record
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
    unclassified
        Organizations whose sector is not recorded.
    reference
        What sectors are compared with, in words.
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
    """

    template: ClassVar[str] = "partnership.html"
    record: Named
    kind: Text
    form: ViewForm
    evidence: Evidence
    bridging: Answer
    missing: Answer
    next: Answer
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
    bodies: tuple[BodyBlock, ...] = ()
    ties: tuple[TieRow, ...] = ()
    places: tuple[Text, ...] = ()
    links: tuple[TieRow, ...] = ()
    map: MapPreview | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationPage(Page):
    """One organization: what it does in the network, and with whom it could do more.

    Attributes
    ----------
    record
        The organization.
    sectors
        The primary one first.
    role
        What it is in the network, in one sentence.
    loss
        What would break if it left: a sentence, and who would lose contact.
    lost
        Those who would lose contact.
    measures
        Numbers about its position.
    seats, former_seats
        Where it sits on the day, and where it sat before.
    ties
        Partnerships it hosts, funds, founded; places it serves.
    next, suggestions
        Partners it could approach, with reasons.
    aliases
        Other names it was read under.
    part_of, departments
        The organization it belongs to, and those that belong to it.
    languages, website, period, sources
        What its record says, and where that was read.
    form, evidence, map
        As on the page of a partnership.
    """

    template: ClassVar[str] = "organization.html"
    record: Named
    form: ViewForm
    evidence: Evidence
    role: Answer
    next: Answer
    sectors: tuple[Text, ...] = ()
    loss: Text | None = None
    lost: tuple[Link, ...] = ()
    measures: tuple[Measure, ...] = ()
    seats: tuple[SeatRow, ...] = ()
    former_seats: tuple[SeatRow, ...] = ()
    ties: tuple[TieRow, ...] = ()
    suggestions: tuple[Reasoned, ...] = ()
    aliases: tuple[str, ...] = ()
    part_of: Link | None = None
    departments: tuple[Link, ...] = ()
    languages: tuple[Text, ...] = ()
    website: str | None = None
    period: Period = UNKNOWN_PERIOD
    map: MapPreview | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPage(Page):
    """One council or committee.

    Attributes
    ----------
    record
        The body.
    kind, local_kind, theme
        Its normalised kind, what its own people call it, what it works on.
    partnership, parent, children
        Where it belongs, and the bodies under it.
    members, former_members
        Seats on the day, and seats that had ended by then.
    meetings
        The latest first.
    period, sources, form, evidence, map
        As on the page of a partnership.
    """

    template: ClassVar[str] = "body.html"
    record: Named
    kind: Text
    partnership: Link
    form: ViewForm
    evidence: Evidence
    local_kind: str | None = None
    theme: Text | None = None
    period: Period = UNKNOWN_PERIOD
    parent: Link | None = None
    children: tuple[Link, ...] = ()
    members: tuple[SeatRow, ...] = ()
    former_members: tuple[SeatRow, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    map: MapPreview | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage(Page):
    """A map, with the same in a table.

    Attributes
    ----------
    heading
        What it is a map of.
    back
        The page of that; None for the whole.
    form
        The day, what sizes stand for, how many steps.
    data
        The network as JSON, from `viz.page.StakeholderNetwork.data_block`.
    picture
        The same as SVG, from `viz.picture.svg`.
    picture_href
        Where the SVG can be had as a file.
    measure
        What sizes stand for.
    node_legend, tie_legend, rows, facts, limits
        From the scene.
    as_of
        The day, kept in the links of the table.
    """

    template: ClassVar[str] = "map.html"
    heading: Text
    form: ViewForm
    data: Markup
    picture: Markup
    measure: Text
    as_of: str
    back: Link | None = None
    picture_href: str | None = None
    node_legend: tuple[LegendEntry, ...] = ()
    tie_legend: tuple[LegendEntry, ...] = ()
    rows: tuple[Row, ...] = ()
    facts: tuple[Text, ...] = ()
    limits: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """What was found for a query; `hits` is one page of it, `pager` says which."""

    template: ClassVar[str] = "search.html"
    query: str
    hits: tuple[Hit, ...]
    pager: Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage(Page):
    """Something went wrong: what, and what to do. `faults` lists every fault of an input."""

    template: ClassVar[str] = "message.html"
    status: int
    title: Text
    text: Text
    faults: tuple[Text, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage(Page):
    """Asks for an access key. `next` is where to go afterwards, a path on this site."""

    template: ClassVar[str] = "sign_in.html"
    next: str = "/"
    problem: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayPage(Page):
    """The database does not answer; the page tries again by itself after so many seconds."""

    template: ClassVar[str] = "away.html"
    retry_after: int = 5
