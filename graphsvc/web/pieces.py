"""The parts pages are put together from: links, rows of tables, forms. Values only, no behaviour.

A `Text` is a message to be translated, a record to be named in the reader's language, or a word as
it is. Dates are texts as in `graphsvc.dates`; templates write them in words. None means not known,
and is shown as a dash or left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from graphsvc.language import Message, Named
from graphsvc.web.acts import SeatActs

Text = Message | Named | str


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere on this site; without `href` it is only the text."""

    text: Text
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read.

    Attributes
    ----------
    href
        Address of the document; shown as a link only if it is a web address.
    title
        Its title, or None: then its host is shown.
    date
        The date it bears.
    kind
        What it is: "minutes", "published list", ...
    confidence
        How far it can be relied on, in words.
    """

    href: str | None = None
    title: str | None = None
    date: str | None = None
    kind: Text | None = None
    confidence: Text | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """Since when and until when; None where not known or not ended."""

    since: str | None = None
    until: str | None = None


UNKNOWN_PERIOD = Period()


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a form: the value sent, what it is called, whether it is chosen now."""

    value: str
    label: Text
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A form control of several options: `name` is the parameter, `many` allows more than one."""

    name: str
    label: Text
    options: tuple[Option, ...]
    many: bool = False


@dataclass(frozen=True, slots=True)
class ViewForm:
    """A plain GET form above a page: the day to look at, and other choices.

    Attributes
    ----------
    action
        Path the form is sent to.
    as_of
        The day looked at now.
    choices
        Further controls: what to leave out, what sizes stand for, ...
    hidden
        Parameters to be kept, as (name, value).
    filters
        Controls that narrow what is shown, folded away.
    """

    action: str
    as_of: str
    choices: tuple[Choice, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    filters: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Undo:
    """How what was just done is taken back: the address of the form, and what it sends."""

    action: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """What a page says on top, once: what was done, and how to take it back."""

    text: str
    undo: Undo | None = None


@dataclass(frozen=True, slots=True)
class Pager:
    """Which part of a long list is shown: `first` to `last` (from 1) of `total`."""

    first: int
    last: int
    total: int
    previous: str | None = None
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A number with what it counts, in the right form of the word."""

    number: int
    label: Text


@dataclass(frozen=True, slots=True)
class PartnershipRow:
    """A partnership on the home page.

    Attributes
    ----------
    partnership
        Name and page.
    kind, province
        What it is; code of its province.
    bodies, organizations
        How many councils and committees, and organizations that sit on them, are recorded.
    newest
        Date of its newest source.
    ended
        When it ended, if it did before the day of the page.
    """

    partnership: Link
    kind: Text
    province: str | None
    bodies: int
    organizations: int
    newest: str | None
    ended: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its page, what it is, and the other name it was found under."""

    link: Link
    kind: Text
    detail: Text | None = None
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class BridgeRow:
    """An organization in the ranking of bridging partners.

    Attributes
    ----------
    rank
        Competition rank, from 1.
    organization
        Name and page.
    sentence
        What it links, in words.
    betweenness, participation
        Two-mode betweenness (normalized) and participation over sectors, 0 to 1, or None.
    bodies
        On how many bodies it sits.
    cut_point
        Whether others lose contact if it leaves.
    lower, upper, steady
        Between which ranks it stands when memberships are missing (None where not asked), and
        whether that is less than half of the table.
    if_left
        Where it is tried out that it leaves; None where that is not offered.
    """

    rank: int
    organization: Link
    sentence: Text
    betweenness: float | None = None
    participation: float | None = None
    bodies: int = 0
    cut_point: bool = False
    lower: int | None = None
    upper: int | None = None
    steady: bool = True
    if_left: str | None = None


@dataclass(frozen=True, slots=True)
class Reasoned:
    """Something suggested, with the reasons in order of weight.

    `item` is its id, where a reader can answer; `said` what was answered, if anything was;
    `try_out` where it is tried out that it takes a seat, if that can be.
    """

    link: Link
    reasons: tuple[Text, ...]
    detail: Text | None = None
    item: str | None = None
    said: Text | None = None
    try_out: str | None = None


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat: who (on a body's page) or where (on an organization's page), in what role, how long.

    Attributes
    ----------
    link
        The organization, or the body.
    detail
        Its sector, or its partnership.
    role
        The role in words.
    as_printed
        The role as the source has it, where that says more.
    seats
        Number of seats.
    period
        Since and until.
    sources
        Where it was read.
    acts
        What can be done with it; None where nothing is offered.
    """

    link: Link
    detail: Link | None
    role: Text
    as_printed: str | None = None
    seats: int = 1
    period: Period = UNKNOWN_PERIOD
    sources: tuple[Source, ...] = ()
    acts: SeatActs | None = None


@dataclass(frozen=True, slots=True)
class TieRow:
    """A tie other than a seat: what (hosts, funds, succeeded by, serves), with whom, how long."""

    label: Text
    link: Link
    period: Period = UNKNOWN_PERIOD
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class BodyBlock:
    """A council or committee with its members, on the page of its partnership.

    Attributes
    ----------
    link
        Name and page.
    kind
        Its normalised kind.
    parent
        The body it belongs to; None when that is the partnership itself.
    members
        Those seated on the day.
    rhythm
        How often it meets; None where no meeting is recorded.
    """

    link: Link
    kind: Text
    parent: Link | None = None
    members: tuple[SeatRow, ...] = ()
    rhythm: Text | None = None


@dataclass(frozen=True, slots=True)
class MapPreview:
    """The still picture of a map, with the address of the interactive one."""

    picture: Markup
    href: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A number about an organization, what it means, and its rank among how many."""

    label: Text
    value: float | None
    meaning: Text | None = None
    rank: int | None = None
    among: int | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting: its date, how many were there, excused, missing, the source, and its form."""

    date: str
    present: int | None = None
    regrets: int | None = None
    absent: int | None = None
    sources: tuple[Source, ...] = ()
    change: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A question answered in one sentence; what it stands on; the same numbers from the API."""

    sentence: Text
    notes: tuple[Text, ...] = ()
    json_href: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """On what a page stands: dates of the oldest and newest source, and what is known to lack."""

    earliest: str | None = None
    latest: str | None = None
    notes: tuple[Text, ...] = ()
