"""Splits a graph at a day: what was known the day before, and who joined what from then on."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np

from graphsvc.dates import since_number
from graphsvc.model.entities import Changes, Membership
from graphsvc.model.snapshot import Snapshot

# Of the memberships that begin on a known day, the latest fifth is held out.
HELD_OUT = 0.2


@dataclass(frozen=True, slots=True)
class Holdout:
    """A graph as it was known the day before the split, and what came after.

    Attributes
    ----------
    split
        The day: memberships that began before it are known, those from it on are to be foretold.
    eve
        The day before.
    before
        The graph with the memberships that surely began before the split.
    joined
        What was joined from the split to the last day, in order: organization and body, each pair
        once, and none of whom a seat there was known on the eve.
    undated
        How many memberships are left out on both sides, because their dates, a month or a year, do
        not tell on which side of the split they began.
    """

    split: str
    eve: str
    before: Snapshot
    joined: tuple[tuple[str, str], ...]
    undated: int


def split_day(snapshot: Snapshot, as_of: str) -> str | None:
    """Return the day on which the latest fifth of the exactly dated memberships begins.

    Returns
    -------
    str | None
        None where no membership has begun on a known day.
    """
    days = sorted(
        seat.since
        for seat in snapshot.seats
        if seat.since is not None and len(seat.since) == len(as_of) and seat.since <= as_of
    )
    return days[int(len(days) * (1 - HELD_OUT))] if days else None


def hold_out(snapshot: Snapshot, split: str, as_of: str) -> Holdout:
    """Take from a graph what began on a day or later.

    Parameters
    ----------
    snapshot
        The graph at one revision; not modified.
    split
        The first day to be foretold.
    as_of
        The last one.

    Notes
    -----
    A membership without a known beginning counts as begun before. What else the graph holds
    (places, sectors, languages, populations, themes) carries no date and is taken as it stands.
    What was said of suggestions is left out: it may have been said later. Time O(records).
    """
    day = since_number(split)
    kept: list[Membership] = []
    later: list[Membership] = []
    undated = 0
    for seat in snapshot.seats:
        first, last = _first_and_last(seat.since)
        if last < day:
            kept.append(seat)
        elif first >= day:
            if seat.since is not None and seat.since <= as_of:
                later.append(seat)
        else:
            undated += 1
    eve = (datetime.date.fromordinal(day - 1)).isoformat()
    before = Snapshot.of(
        Changes(
            sources=tuple(snapshot.sources.values()),
            places=tuple(snapshot.places.values()),
            partnerships=tuple(snapshot.partnerships.values()),
            partnership_links=snapshot.partnership_links,
            organizations=tuple(snapshot.organizations.values()),
            bodies=tuple(snapshot.bodies.values()),
            memberships=tuple(kept),
            partnership_ties=snapshot.partnership_ties,
            place_ties=snapshot.place_ties,
        ),
        snapshot.revision,
        snapshot.counts,
    )
    sitting = np.flatnonzero(before.seats.active(eve))
    seated = {(before.seats[row].organization, before.seats[row].body) for row in sitting}
    pairs = {(seat.organization, seat.body) for seat in later} - seated
    return Holdout(split, eve, before, tuple(sorted(pairs)), undated)


def _first_and_last(since: str | None) -> tuple[int, int]:
    """Return the first and the last day that a date of any precision may stand for."""
    first = since_number(since)
    if since is None or len(since) == len("2017-03-20"):
        return first, first
    start = datetime.date.fromordinal(first)
    if len(since) == len("2017"):
        return first, datetime.date(start.year, 12, 31).toordinal()
    following = datetime.date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return first, following.toordinal() - 1
