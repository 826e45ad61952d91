"""The lines of a sector besides its presence, in words: activity, connection, leadership."""

from __future__ import annotations

from dataclasses import replace

from graphsvc.analytics import sentences
from graphsvc.analytics.sector_activity import SectorActivity
from graphsvc.analytics.sector_connection import SectorConnection
from graphsvc.analytics.sector_leadership import SectorLeadership
from graphsvc.language import Message, message, messages
from graphsvc.model.sectors import Sector


def notes(*, quiet: bool, peripheral: bool) -> tuple[Message, ...]:
    """Explain the words that some sector of a partnership is called by."""
    said = []
    if quiet:
        said.append(
            message(
                "Quiet: came to meetings of the last 12 months less often than all members "
                "together, with a 95% interval below their share."
            )
        )
    if peripheral:
        said.append(
            message(
                "Peripheral: fewer pairs with other sectors at common tables than in 95 of 100 "
                "deals of the sectors by lot."
            )
        )
    return tuple(said)


def with_activity(sector: Sector, found: SectorActivity) -> SectorActivity:
    """Put into words how a sector came to meetings."""
    if found.rate is None or found.own_rate is None:
        return found
    came = (found.present or 0) + (found.alternate or 0)
    told = came + (found.regrets or 0) + (found.absent or 0)
    filled = {
        "sector": sector.label,
        "came": came,
        "told": told,
        "rate": sentences.whole(100 * found.rate),
        "own": sentences.whole(100 * found.own_rate),
    }
    if found.quiet:
        said = message(
            "{sector}: quiet. Its organizations came {came} of {told} times in the last 12 months "
            "({rate}%), clearly less often than all members together ({own}%).",
            **filled,
        )
    else:
        said = message(
            "{sector}: its organizations came {came} of {told} times in the last 12 months "
            "({rate}%); all members together: {own}%.",
            **filled,
        )
    return replace(found, sentence=sentences.paragraph([said, *_since(found)]))


def _since(found: SectorActivity) -> list[Message]:
    """Say how long nobody has been seen, where that is longer than one meeting."""
    missed = found.meetings_since or 0
    if found.last_seen is None:
        return [message("None of them was ever recorded as present.")]
    if missed < 2:
        return []
    return [
        message(
            "At the last {missed} meetings of their tables none of them was seen.", missed=missed
        )
    ]


def with_connection(sector: Sector, found: SectorConnection) -> SectorConnection:
    """Put into words how a sector is tied to the others."""
    if found.outside is None or found.expected is None or found.peripheral is None:
        return found
    filled = {
        "sector": sector.label,
        "expected": sentences.whole(found.expected),
        "outside": found.outside,
    }
    if found.peripheral:
        return replace(
            found,
            sentence=messages(
                "{sector}: peripheral. {outside} pair with organizations of other sectors at a "
                "common table, where {expected} would be expected; fewer than in 95 of 100 deals "
                "of the sectors by lot.",
                "{sector}: peripheral. {outside} pairs with organizations of other sectors at a "
                "common table, where {expected} would be expected; fewer than in 95 of 100 deals "
                "of the sectors by lot.",
                found.outside,
                **filled,
            ),
        )
    return replace(
        found,
        sentence=messages(
            "{sector}: {outside} pair with organizations of other sectors at a common table, "
            "{expected} to be expected.",
            "{sector}: {outside} pairs with organizations of other sectors at a common table, "
            "{expected} to be expected.",
            found.outside,
            **filled,
        ),
    )


def with_leadership(sector: Sector, found: SectorLeadership) -> SectorLeadership:
    """Put into words what a sector leads."""
    parts = []
    if found.chairs is not None and found.co_chairs is not None:
        chairs = found.chairs + found.co_chairs
        parts.append(
            messages(
                "{count} of {all} chair and co-chair",
                "{count} of {all} chairs and co-chairs",
                found.all_chairs or 0,
                count=chairs,
                all=found.all_chairs,
            )
        )
    if found.action_leads is not None:
        parts.append(
            messages(
                "{count} of {all} action led",
                "{count} of {all} actions led",
                found.all_action_leads or 0,
                count=found.action_leads,
                all=found.all_action_leads,
            )
        )
    if not parts:
        return found
    said = message("{sector}: {parts}.", sector=sector.label, parts=tuple(parts))
    return replace(found, sentence=said)
