"""The page of a council or committee."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graphsvc.language import Named
from graphsvc.web import addresses
from graphsvc.web.editing import RecentEdits
from graphsvc.web.pieces import (
    UNKNOWN_PERIOD,
    Evidence,
    Link,
    MapPreview,
    Meeting,
    Period,
    SeatRow,
    Source,
    Text,
    ViewForm,
)
from graphsvc.web.views.shell import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPage(Page):
    """One council or committee.

    Attributes
    ----------
    item, record
        The body.
    kind, local_kind, theme
        Its normalised kind, what its own people call it, what it works on.
    partnership, parent, children
        Where it belongs, and the bodies under it.
    members, former_members
        Seats on the day, and seats that had ended by then.
    meetings
        The latest first.
    what_if_href
        Where it is tried out that it ends.
    period, sources, form, evidence, map
        As on the page of a partnership.
    edits
        The last changes of it and of what belongs to it.
    """

    template: ClassVar[str] = "body.html"
    item: str
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
    what_if_href: str = addresses.WHAT_IF
    map: MapPreview | None = None
    sources: tuple[Source, ...] = ()
    edits: RecentEdits | None = None
