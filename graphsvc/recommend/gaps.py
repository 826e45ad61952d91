"""Which sector gaps of an asker's partnerships each candidate would fill."""

from __future__ import annotations

from dataclasses import dataclass

from graphsvc.analytics.invitees import Invitee, Invitees, Origin
from graphsvc.analytics.seating import SECTORS
from graphsvc.analytics.sector_counts import SectorCounts
from graphsvc.analytics.sector_status import (
    Counts,
    Reference,
    Representation,
    SectorStatus,
    compare,
)
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.recommend.surroundings import Surroundings

# A neighbour's member does not serve the area itself; it knows somebody who does, or may come.
NEARBY = 0.5


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap that an organization would fill.

    Attributes
    ----------
    partnership, sector
        Where something is missing, and what.
    counts, found
        What is counted of the sector there, and how that compares.
    shortfall
        1 - representation ratio: 1 for an absent sector.
    invitee
        What ties the organization to the area of the partnership.
    """

    partnership: str
    sector: Sector
    counts: Counts
    found: Representation
    shortfall: float
    invitee: Invitee

    @property
    def closes(self) -> float:
        """How much of the shortfall the organization would close, in [0, 1]."""
        return self.shortfall * (1.0 if self.invitee.origin is Origin.INVENTORY else NEARBY)


def shortfalls(around: Surroundings) -> dict[int, Gap]:
    """Find the largest gap that each organization would fill in a partnership of the asker.

    Parameters
    ----------
    around
        The asker and its surroundings.

    Returns
    -------
    dict[int, Gap]
        By position of the organization; those without an entry fill none. Of equal gaps, that of
        the first partnership by id.
    """
    best: dict[int, Gap] = {}
    for partnership in around.asker.partnerships:
        for item, gap in gaps_of(around.snapshot, around.counts, partnership).items():
            row = around.row_of[item]
            if row not in best or gap.closes > best[row].closes:
                best[row] = gap
    return best


def gaps_of(snapshot: Snapshot, counts: SectorCounts, partnership: str) -> dict[str, Gap]:
    """Find the gap that each organization known around a partnership would fill in it.

    Where the council has set seat targets for the day, they say what is missing; else the other
    partnerships of a like kind do.

    Returns
    -------
    dict[str, Gap]
        By id of the organization; it has no seat there, and its sector is absent or thin.
    """
    invitees = Invitees(snapshot, counts.areas, counts.seating)
    reference = Reference.TARGETS if counts.has_targets(partnership) else Reference.PEERS
    counted = counts.of(partnership, reference)
    found = compare(counted.sectors, reference)
    missing = {
        sector: (numbers, result)
        for sector, numbers, result in zip(SECTORS, counted.sectors, found, strict=True)
        if result.status in (SectorStatus.ABSENT, SectorStatus.UNDER)
    }
    gaps: dict[str, Gap] = {}
    for sector, those in invitees.of(partnership, missing.keys()).items():
        numbers, result = missing[sector]
        shortfall = 1 - (result.representation_ratio or 0.0)
        for invitee in those:
            gaps[invitee.organization] = Gap(
                partnership, sector, numbers, result, shortfall, invitee
            )
    return gaps
