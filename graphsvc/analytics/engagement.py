"""Who is missing: which sectors are absent or thin in a partnership, against a reference."""

from __future__ import annotations

import time
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import networkx as nx

from graphsvc.analytics import engagement_words
from graphsvc.analytics.choices import choose
from graphsvc.analytics.diversity import blau, gallagher
from graphsvc.analytics.groups import ei_index_network
from graphsvc.analytics.invitees import Invitee, Invitees, Origin
from graphsvc.analytics.provenance import Provenance
from graphsvc.analytics.scope import Exclusion, Scope
from graphsvc.analytics.seating import SECTORS
from graphsvc.analytics.sector_counts import Counted, SectorCounts
from graphsvc.analytics.sector_status import (
    Counts,
    Reference,
    Representation,
    SectorStatus,
    compare,
)
from graphsvc.analytics.views import evidence, one_mode, two_mode
from graphsvc.errors import NotFound
from graphsvc.language import Message
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot

__all__ = [
    "Counts",
    "Invitee",
    "Origin",
    "Overall",
    "Reference",
    "Representation",
    "SectorRow",
    "SectorStatus",
    "SectorsAnswer",
    "sectors",
]

# More suggestions for one sector than anyone will follow up before the next meeting.
MOST_INVITEES = 10
_TO_ASK_FOR = frozenset({SectorStatus.ABSENT, SectorStatus.UNDER})


@dataclass(frozen=True, slots=True)
class SectorRow:
    """How one sector stands in a partnership.

    Attributes
    ----------
    sector
        The sector.
    counts
        Organizations and seats, here and in the reference.
    found
        How they compare: shares, expected seats, ratio, interval, gap, tails, status.
    sentence
        The same in words.
    could_be_asked
        For an absent or under-represented sector, up to `MOST_INVITEES` organizations.
    could_be_asked_in_all
        How many there are.
    """

    sector: Sector
    counts: Counts
    found: Representation
    sentence: Message
    could_be_asked: tuple[Invitee, ...]
    could_be_asked_in_all: int

    @property
    def status(self) -> SectorStatus:
        """The verdict."""
        return self.found.status


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
        The same in the reference: organizations.
    coverage
        Share of the sectors of the reference that have a seat here, 0 to 1; null without any.
    blau
        Chance that two seats drawn at random are of different sectors, 0 to 0.95; null without
        seats.
    gallagher
        How far the shares of seats are from those of the reference, 0 to 1; null without either.
    ei_index
        Ties between sectors less ties inside them over both, among those who share a body, -1 to 1;
        null without ties.
    """

    organizations: int
    seats: int
    unclassified_organizations: int
    unclassified_seats: int
    reference_unclassified: int
    coverage: float | None
    blau: float | None
    gallagher: float | None
    ei_index: float | None


@dataclass(frozen=True, slots=True)
class SectorsAnswer:
    """Who is missing in a partnership.

    Attributes
    ----------
    partnership
        Its id.
    reference
        What it was compared with.
    rows
        All sectors, in their fixed order.
    overall
        The partnership as a whole.
    sentence
        Which sectors are missing, or why that cannot be said.
    notes
        How it was counted.
    """

    provenance: Provenance
    partnership: str
    reference: Reference
    rows: tuple[SectorRow, ...]
    overall: Overall
    sentence: Message
    notes: tuple[Message, ...]


def sectors(
    snapshot: Snapshot,
    partnership: str,
    as_of: str,
    *,
    reference: str = Reference.PEERS,
    exclude: AbstractSet[Exclusion] = frozenset(),
) -> SectorsAnswer:
    """Compare the sectors of a partnership with a reference.

    Parameters
    ----------
    snapshot
        The graph at one revision; not modified.
    partnership
        Its id.
    as_of
        The day, as 2017-03-20.
    reference
        `peers`: the seats of all other partnerships of a like kind that exist on the day, pooled:
        local and zonal ones, or francophone ones. `inventory`: the organizations known to serve the
        area (they serve or are located in a place that the partnership covers, or one within it),
        seated or not; whoever has a seat is one of them.
    exclude
        Linking nodes to leave out; of each partnership its own.

    Returns
    -------
    SectorsAnswer
        All 20 sectors, each organization counted in its primary one.

    Raises
    ------
    NotFound
        There is no such partnership.
    InvalidInput
        There is no such day or reference.

    Notes
    -----
    Time O(organizations + memberships + ties to places). The definitions are in `sector_status`.

    References
    ----------
    .. [1] Walter, S. D., Biometrika 62 (1975), 371-374 (interval).
    .. [2] Krackhardt, D. & Stern, R. N., Social Psychology Quarterly 51 (1988), 123-140 (E-I).
    .. [3] Blau, P. M., Inequality and Heterogeneity, Free Press (1977).
    .. [4] Gallagher, M., Electoral Studies 10 (1991), 33-51.
    """
    started = time.perf_counter()
    chosen = choose(Reference, reference, "reference")
    if partnership not in snapshot.partnerships:
        raise NotFound(partnership)
    scope = Scope.checked(snapshot, partnership, as_of, frozenset(exclude))
    counts = SectorCounts.on(snapshot, as_of, scope.exclude)
    counted = counts.of(partnership, chosen)
    found = compare(counted.sectors, chosen)
    graph = two_mode(snapshot, scope)
    seats = sum(row.seats for row in counted.sectors)
    return SectorsAnswer(
        provenance=Provenance(
            revision=snapshot.revision,
            scope=scope,
            method="sectors",
            evidence=evidence(snapshot, scope, graph),
            parameters={"reference": str(chosen)},
            left_out=tuple(sorted(scope.left_out(snapshot) | scope.bodies_left_out(snapshot))),
            seconds=time.perf_counter() - started,
        ),
        partnership=partnership,
        reference=chosen,
        rows=_rows(counts, partnership, counted, found, chosen),
        overall=_overall(counted, found, graph),
        sentence=engagement_words.summary(
            _with(found, SectorStatus.ABSENT, flagged=True),
            _with(found, SectorStatus.UNDER, flagged=True),
            _with(found, SectorStatus.ABSENT, flagged=False),
            seats=seats,
            reference=chosen,
            known=any(row.reference_share is not None for row in found),
        ),
        notes=engagement_words.notes(
            chosen, counted.unclassified.organizations, counted.unclassified.seats
        ),
    )


def _with(found: Sequence[Representation], status: SectorStatus, *, flagged: bool) -> list[Sector]:
    """Return the sectors with a status that chance does not explain, or may."""
    return [
        sector
        for sector, row in zip(SECTORS, found, strict=True)
        if row.status is status and row.flagged is flagged
    ]


def _rows(
    counts: SectorCounts,
    partnership: str,
    counted: Counted,
    found: Sequence[Representation],
    reference: Reference,
) -> tuple[SectorRow, ...]:
    wanted = {
        sector for sector, row in zip(SECTORS, found, strict=True) if row.status in _TO_ASK_FOR
    }
    everybody = counts.everybody()
    invitees = Invitees(counts.snapshot, counts.areas, everybody).of(partnership, wanted)
    seats = sum(row.seats for row in counted.sectors)
    return tuple(
        SectorRow(
            sector=sector,
            counts=row,
            found=result,
            sentence=engagement_words.describe(sector, row, result, seats, reference),
            could_be_asked=invitees.get(sector, ())[:MOST_INVITEES],
            could_be_asked_in_all=len(invitees.get(sector, ())),
        )
        for sector, row, result in zip(SECTORS, counted.sectors, found, strict=True)
    )


def _overall(counted: Counted, found: Sequence[Representation], graph: nx.Graph[str]) -> Overall:
    organizations = sum(row.organizations for row in counted.sectors)
    seats = sum(row.seats for row in counted.sectors)
    known = [
        row.organizations > 0
        for row, result in zip(counted.sectors, found, strict=True)
        if result.reference_share
    ]
    groups: dict[str, str | None] = {
        item: data.get("sector") for item, data in graph.nodes(data=True)
    }
    return Overall(
        organizations=organizations + counted.unclassified.organizations,
        seats=seats + counted.unclassified.seats,
        unclassified_organizations=counted.unclassified.organizations,
        unclassified_seats=counted.unclassified.seats,
        reference_unclassified=counted.unclassified.reference_organizations,
        coverage=sum(known) / len(known) if known else None,
        blau=blau(row.seats for row in counted.sectors),
        gallagher=gallagher(
            [row.share for row in found if row.share is not None],
            [row.reference_share for row in found if row.reference_share is not None],
        ),
        ei_index=ei_index_network(one_mode(graph), groups),
    )
