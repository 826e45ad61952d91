"""How broad a partnership is as a whole: coverage, diversity, distance from the reference, E-I."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from graphsvc.analytics.diversity import blau, gallagher
from graphsvc.analytics.sector_counts import Counted
from graphsvc.analytics.sector_status import Representation
from graphsvc.analytics.sector_ties import SectorTies


@dataclass(frozen=True, slots=True)
class Overall:
    """How broad a partnership is; null is what cannot be worked out.

    Attributes
    ----------
    organizations, seats
        With a seat, and seats, sector known or not.
    unclassified_organizations, unclassified_seats
        Those without a known sector, counted apart.
    reference_unclassified
        The same in the reference: organizations; null for targets, which name none.
    coverage
        Share of the sectors of the reference that have a seat here, 0 to 1; null without any.
    blau
        Chance that two seats drawn at random are of different sectors, 0 to 0.95; null without
        seats.
    gallagher
        How far the shares of seats are from those of the reference, 0 to 1; null without either,
        and where targets leave seats free.
    ei_index_network
        Ties between sectors less ties inside them over both, among those who share a body, -1 to 1;
        null without ties.
    """

    organizations: int
    seats: int
    unclassified_organizations: int
    unclassified_seats: int
    reference_unclassified: int | None
    coverage: float | None
    blau: float | None
    gallagher: float | None
    ei_index_network: float | None


def overall_of(counted: Counted, found: Sequence[Representation], ties: SectorTies) -> Overall:
    """Say how broad a partnership is.

    Parameters
    ----------
    counted, found
        Its sectors as counted, and how they compare.
    ties
        Who of it is tied to whom.
    """
    organizations = sum(row.organizations_seated for row in counted.sectors)
    seats = sum(row.seats for row in counted.sectors)
    known = [
        row.organizations_seated > 0
        for row, result in zip(counted.sectors, found, strict=True)
        if result.reference_share
    ]
    return Overall(
        organizations=organizations + counted.unclassified.organizations_seated,
        seats=seats + counted.unclassified.seats,
        unclassified_organizations=counted.unclassified.organizations_seated,
        unclassified_seats=counted.unclassified.seats,
        reference_unclassified=counted.unclassified.reference_organizations,
        coverage=sum(known) / len(known) if known else None,
        blau=blau(row.seats for row in counted.sectors),
        gallagher=_gallagher(found),
        ei_index_network=ties.ei_index_network(),
    )


def _gallagher(found: Sequence[Representation]) -> float | None:
    """Compare shares that each add up to 1; those of targets need not."""
    there = [row.reference_share for row in found if row.reference_share is not None]
    if not math.isclose(math.fsum(there), 1.0):
        return None
    return gallagher([row.seat_share for row in found if row.seat_share is not None], there)
