"""What could be tried out in a partnership, by its own answers."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from graphsvc.analytics.engagement import SectorStatus
from graphsvc.analytics.scope import WHOLE
from graphsvc.api.pages.frame import Frame
from graphsvc.api.pages.three_questions import who_bridges, who_is_missing
from graphsvc.api.pages.what_if_draft import Kind, part, seat
from graphsvc.api.pages.what_if_starts import address, first_body
from graphsvc.language import message
from graphsvc.web.pieces import Link

_FEWEST_SEATS = 2  # that can be called many
_MISSING = (SectorStatus.ABSENT, SectorStatus.UNDER)


def examples(frame: Frame, of: str) -> tuple[Link, ...]:
    """Return what could be tried out: who is missing comes, who bridges or carries most leaves.

    Each says no more than the answer that it is taken from.
    """
    if of == WHOLE or of not in frame.snapshot.partnerships:
        return ()
    return (*_joining(frame, of), *_leaving(frame, of))


def _leaving(frame: Frame, of: str) -> Iterator[Link]:
    found = who_bridges(frame, of)
    rows = found.rows
    if not rows or found.provenance.evidence.bodies <= 1:
        return  # nobody bridges where there is one table
    held = frame.snapshot.organizations
    first = next((row for row in rows if row.is_cut_point), rows[0])
    bridge = first.organization
    if first.is_cut_point:
        text = message("{organization} leaves: others depend on it", organization=held[bridge])
    else:
        text = message(
            "{organization} leaves: it is first in the ranking", organization=held[bridge]
        )
    yield Link(text, address(frame, of, part(Kind.LEAVE, bridge)))
    usual = max(_FEWEST_SEATS - 1, median(row.load.seats for row in rows))
    others = [row for row in rows if row.organization != bridge and row.load.seats > usual]
    if others:
        loaded = max(others, key=lambda row: (row.load.seats, -row.rank)).organization
        text = message("{organization} leaves: it holds many seats", organization=held[loaded])
        yield Link(text, address(frame, of, part(Kind.LEAVE, loaded)))


def _joining(frame: Frame, of: str) -> Iterator[Link]:
    body = first_body(frame, of)
    for row in who_is_missing(frame, of).rows:
        if body and row.status in _MISSING and row.could_be_asked:
            who = row.could_be_asked[0].organization
            gaps = {
                "organization": frame.snapshot.organizations[who],
                "body": frame.snapshot.bodies[body],
                "sector": row.sector.short,
            }
            if row.status is SectorStatus.UNDER:
                text = message("{organization} joins {body}: {sector} is under-represented", **gaps)
            else:
                text = message("{organization} joins {body}: {sector} is missing", **gaps)
            yield Link(text, address(frame, of, seat(who, body)))
            return
