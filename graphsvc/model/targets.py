"""Seat targets: how many seats a council wants each sector to have, from which day on.

Nothing is deleted. A target that no longer holds ends; of several in force the newest holds, so a
list imported each year replaces the one of the year before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from graphsvc.dates import is_active, since_number
from graphsvc.model import ids
from graphsvc.model.entities import SeatTarget
from graphsvc.model.sectors import Sector


def target_id(partnership: str, sector: Sector, *since: str) -> str:
    """Make the id of a target.

    >>> target_id("lip:ottawa", Sector.HEALTH, "2026-01-01")
    'tie:ottawa~health~target~2026-01-01'
    """
    return ids.between(ids.TIE, partnership, f"sector:{sector}", "target", *since)


def in_force(targets: Iterable[SeatTarget], on: str) -> dict[Sector, SeatTarget]:
    """Return the target of each sector on a day.

    Parameters
    ----------
    targets
        All targets of one partnership, past and future ones included.
    on
        The day.

    Returns
    -------
    dict[Sector, SeatTarget]
        In the order of the sectors; of several for a sector the one that began last (the last by id
        of those that began together).
    """
    held: dict[Sector, SeatTarget] = {}
    for target in sorted(targets, key=lambda each: (since_number(each.since), each.id)):
        if is_active(target.since, target.until, on):
            held[target.sector] = target
    return {sector: held[sector] for sector in Sector if sector in held}


def put(
    targets: Iterable[SeatTarget],
    partnership: str,
    wanted: Mapping[Sector, int],
    since: str,
    sources: tuple[str, ...] = (),
) -> tuple[SeatTarget, ...]:
    """Work out what to change so that from a day on just these targets hold.

    Parameters
    ----------
    targets
        All targets of the partnership there are.
    partnership
        Its id.
    wanted
        Seats by sector; a sector that is not there has no target from that day on.
    since
        The day, as 2017-03-20.
    sources
        Ids of sources that state it; those of a target that stays are kept if there are none.

    Returns
    -------
    tuple[SeatTarget, ...]
        New targets, and those that end or are corrected. Empty where just these hold already, so
        that sending the same twice changes nothing. Targets of later days are dropped: they end on
        the day they begin, which is never.
    """
    every = tuple(targets)
    held = in_force(every, since)
    changed: dict[str, SeatTarget] = {}
    for target in every:
        stays = held.get(target.sector) is target and wanted.get(target.sector) == target.seats
        goes_on = target.until is None or since < target.until
        begins_later = since_number(target.since) > since_number(since)
        if stays:
            changed[target.id] = replace(target, until=None, sources=sources or target.sources)
        elif goes_on:
            changed[target.id] = replace(target, until=target.since if begins_later else since)
    for sector, seats in wanted.items():
        target_now = held.get(sector)
        if target_now is not None and target_now.seats == seats:
            continue
        item = target_id(partnership, sector, since)
        changed[item] = SeatTarget(
            id=item,
            partnership=partnership,
            sector=sector,
            seats=seats,
            since=since,
            sources=sources,
        )
    before = {target.id: target for target in every}
    return tuple(each for item, each in changed.items() if before.get(item) != each)
