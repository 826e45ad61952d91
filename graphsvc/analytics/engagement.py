"""Who is missing: which sectors are absent or thin in a partnership, against a reference."""

from __future__ import annotations

import time
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from graphsvc.analytics import engagement_lines, engagement_words
from graphsvc.analytics.choices import choose
from graphsvc.analytics.engagement_overall import Overall, overall_of
from graphsvc.analytics.invitees import Invitee, Invitees, Origin, not_again
from graphsvc.analytics.provenance import Provenance
from graphsvc.analytics.scope import Exclusion, Scope
from graphsvc.analytics.seating import SECTORS
from graphsvc.analytics.sector_activity import DAYS, SectorActivity, activities
from graphsvc.analytics.sector_connection import (
    PERMUTATIONS,
    SEED,
    SectorConnection,
    connections,
)
from graphsvc.analytics.sector_counts import Counted, SectorCounts
from graphsvc.analytics.sector_leadership import SectorLeadership, leaderships
from graphsvc.analytics.sector_status import (
    Counts,
    Reference,
    Representation,
    SectorStatus,
    compare,
    is_untold,
)
from graphsvc.analytics.sector_ties import SectorTies
from graphsvc.analytics.shrinkage import fit
from graphsvc.analytics.views import ViewKind, evidence, two_mode
from graphsvc.errors import InvalidInput, NotFound
from graphsvc.language import Message, message
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
    shrunken
        The ratio drawn towards what partnerships of its kind have, the more so the fewer seats are
        expected: by it, partnerships can be ranked. Null where none is expected, or where too few
        partnerships can be compared.
    activity
        Who of it comes to meetings; whether it is quiet.
    connection
        How it is tied to other sectors; whether it is peripheral.
    leadership
        What it chairs and leads.
    sentence
        Presence in words. The other lines have sentences of their own: each asks for something else
        to be done, so there is no score of them all.
    could_be_asked
        For an absent or under-represented sector, up to `MOST_INVITEES` organizations, none of them
        declined or tried already for the partnership.
    could_be_asked_in_all
        How many there are.
    """

    sector: Sector
    counts: Counts
    found: Representation
    shrunken: float | None
    activity: SectorActivity
    connection: SectorConnection
    leadership: SectorLeadership
    sentence: Message
    could_be_asked: tuple[Invitee, ...]
    could_be_asked_in_all: int

    @property
    def status(self) -> SectorStatus:
        """The verdict."""
        return self.found.status


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
        How it was counted, and how many are not named again.
    set_aside
        Ids of those not named because they were declined or tried already, in order.
    """

    provenance: Provenance
    partnership: str
    reference: Reference
    rows: tuple[SectorRow, ...]
    overall: Overall
    sentence: Message
    notes: tuple[Message, ...]
    set_aside: tuple[str, ...] = ()


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
        seated or not; whoever has a seat is one of them. `targets`: the seats that the council
        wants each sector to have on the day.
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
        There is no such day or reference, or the council has set no targets.

    Notes
    -----
    Time O(organizations + memberships + ties to places + 999 ties of the partnership). The
    definitions are in `sector_status`, `shrinkage`, `sector_activity`, `sector_connection` and
    `sector_leadership`.

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
    if chosen is Reference.TARGETS and not any(row.reference_seats for row in counted.sectors):
        raise _no_targets(partnership)
    found = compare(counted.sectors, chosen)
    graph = two_mode(snapshot, scope)
    ties = SectorTies.of(graph)
    seats = sum(row.seats for row in counted.sectors)
    rows = _rows(counts, scope, counted, found, ties, chosen)
    aside = snapshot.set_aside(partnership)
    return SectorsAnswer(
        provenance=Provenance(
            revision=snapshot.revision,
            scope=scope,
            method="sectors",
            evidence=evidence(snapshot, scope, graph),
            parameters={
                "view": str(ViewKind.TWO_MODE),
                "reference": str(chosen),
                "days": DAYS,
                "permutations": PERMUTATIONS,
                "seed": SEED,
            },
            left_out=tuple(sorted(scope.left_out(snapshot) | scope.bodies_left_out(snapshot))),
            seconds=time.perf_counter() - started,
        ),
        partnership=partnership,
        reference=chosen,
        rows=rows,
        overall=overall_of(counted, found, ties),
        sentence=engagement_words.summary(
            _with(found, SectorStatus.ABSENT, flagged=True),
            _with(found, SectorStatus.UNDER, flagged=True),
            _with(found, SectorStatus.ABSENT, flagged=False),
            untold=sum(is_untold(row.status, flagged=row.flagged) for row in found),
            seats=seats,
            reference=chosen,
            known=any(row.reference_share is not None for row in found),
        ),
        notes=(
            *engagement_words.notes(
                chosen, counted.unclassified.organizations_seated, counted.unclassified.seats
            ),
            *engagement_lines.notes(
                quiet=any(row.activity.quiet for row in rows),
                peripheral=any(row.connection.peripheral for row in rows),
            ),
            *not_again(len(aside)),
        ),
        set_aside=tuple(sorted(aside)),
    )


def _with(found: Sequence[Representation], status: SectorStatus, *, flagged: bool) -> list[Sector]:
    """Return the sectors with a status that chance does not explain, or may."""
    return [
        sector
        for sector, row in zip(SECTORS, found, strict=True)
        if row.status is status and row.flagged is flagged
    ]


def _no_targets(partnership: str) -> InvalidInput:
    return InvalidInput.single(
        message("The council of {id} has set no seat targets for this day.", id=partnership),
        message(
            "Set them with PUT /v1/partnerships/{id}/targets, or import a table seat_targets; or "
            "choose peers or inventory.",
            id=partnership,
        ),
        field="reference",
    )


def _shrunken(counts: SectorCounts, partnership: str, reference: Reference) -> list[float | None]:
    """Draw the ratios of a partnership towards those of its kind."""
    seats, expected = counts.observed_and_expected(reference)
    group, place = counts.group_of(partnership), counts.place_of(partnership)
    found: list[float | None] = []
    for code in range(len(SECTORS)):
        held, due = seats[place, code], expected[place, code]
        prior = fit(seats[group, code], expected[group, code]) if due > 0 else None
        found.append(prior.shrunken(float(held), float(due)) if prior else None)
    return found


def _rows(
    counts: SectorCounts,
    scope: Scope,
    counted: Counted,
    found: Sequence[Representation],
    ties: SectorTies,
    reference: Reference,
) -> tuple[SectorRow, ...]:
    snapshot, partnership = counts.snapshot, scope.of
    wanted = {
        sector for sector, row in zip(SECTORS, found, strict=True) if row.status in _TO_ASK_FOR
    }
    invitees = Invitees(snapshot, counts.areas, counts.everybody()).of(
        partnership, wanted, without=snapshot.set_aside(partnership)
    )
    seats = sum(row.seats for row in counted.sectors)
    lines = zip(
        _shrunken(counts, partnership, reference),
        activities(snapshot, counts.seating, partnership, scope.as_of),
        connections(ties),
        leaderships(snapshot, scope),
        strict=True,
    )
    return tuple(
        SectorRow(
            sector=sector,
            counts=row,
            found=result,
            shrunken=shrunken,
            activity=engagement_lines.with_activity(sector, active),
            connection=engagement_lines.with_connection(sector, tied),
            leadership=engagement_lines.with_leadership(sector, leads),
            sentence=engagement_words.describe(sector, row, result, seats, reference),
            could_be_asked=invitees.get(sector, ())[:MOST_INVITEES],
            could_be_asked_in_all=len(invitees.get(sector, ())),
        )
        for sector, row, result, (shrunken, active, tied, leads) in zip(
            SECTORS, counted.sectors, found, lines, strict=True
        )
    )
