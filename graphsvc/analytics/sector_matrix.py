"""Sectors of many partnerships beside one another: where each is scarcest, chance allowed for."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from graphsvc.analytics import sentences
from graphsvc.analytics.choices import choose
from graphsvc.analytics.engagement_words import basis_note
from graphsvc.analytics.provenance import Provenance
from graphsvc.analytics.ranks import competition_ranks
from graphsvc.analytics.scope import WHOLE, Exclusion, Scope
from graphsvc.analytics.seating import SECTORS
from graphsvc.analytics.sector_counts import Counted, SectorCounts
from graphsvc.analytics.sector_status import (
    Reference,
    Representation,
    SectorStatus,
    compare,
    is_untold,
)
from graphsvc.analytics.shrinkage import fit
from graphsvc.analytics.views import ViewKind, evidence, two_mode
from graphsvc.errors import InvalidInput
from graphsvc.language import Message, message, messages
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import PartnershipKind

_SECONDS_EACH = {Reference.PEERS: 0.008, Reference.INVENTORY: 0.02, Reference.TARGETS: 0.008}
_MISSING = frozenset({SectorStatus.ABSENT, SectorStatus.UNDER})
_Fits = Mapping[tuple[int, int], tuple[float | None, int | None]]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One sector in one partnership.

    Attributes
    ----------
    partnership, partnership_name, kind
        The partnership.
    sector
        The sector.
    organizations_seated, seats
        With a seat, and the seats they hold.
    expected_seats, representation_ratio, lower, upper
        Seats expected, and the representation ratio with its 95% interval, as of one partnership.
    shrunken
        The ratio drawn towards that of all partnerships of its kind, the more so the fewer seats
        are expected. Null where none is, or where fewer than 3 partnerships can be compared.
    rank
        Of the partnerships of its kind by that, the scarcest first; equal ones share a rank. Null
        where `shrunken` is.
    flagged, status
        The verdict, as of one partnership.
    """

    partnership: str
    partnership_name: Message
    kind: PartnershipKind
    sector: Sector
    organizations_seated: int
    seats: int
    expected_seats: float | None
    representation_ratio: float | None
    lower: float | None
    upper: float | None
    shrunken: float | None
    rank: int | None
    flagged: bool
    status: SectorStatus


@dataclass(frozen=True, slots=True)
class SectorPrior:
    """How the true ratios of a sector are spread over partnerships of a kind.

    Attributes
    ----------
    kinds
        Kinds of partnership that are compared with one another.
    sector
        The sector.
    mean
        Mean of the true ratios.
    spread
        Their variance over the square of the mean; 0 where chance alone explains the counts.
    partnerships
        From how many it was fitted.
    """

    kinds: tuple[PartnershipKind, ...]
    sector: Sector
    mean: float
    spread: float
    partnerships: int


@dataclass(frozen=True, slots=True)
class MatrixAnswer:
    """Sectors of all partnerships.

    Attributes
    ----------
    reference
        What they were compared with.
    rows
        Every partnership that exists on the day, in order of id, with every sector.
    priors
        Towards what the ratios were drawn; a sector that could not be fitted is left out.
    sentence
        How many partnerships clearly lack a sector, and which.
    notes
        How it was worked out.
    """

    provenance: Provenance
    reference: Reference
    rows: tuple[MatrixRow, ...]
    priors: tuple[SectorPrior, ...]
    sentence: Message
    notes: tuple[Message, ...]


def sector_matrix(
    snapshot: Snapshot,
    as_of: str,
    *,
    reference: str = Reference.PEERS,
    exclude: AbstractSet[Exclusion] = frozenset(),
) -> MatrixAnswer:
    """Compare the sectors of all partnerships with a reference, and rank them.

    Parameters
    ----------
    snapshot
        The graph at one revision; not modified.
    as_of
        The day, as 2017-03-20.
    reference
        As for one partnership: `peers`, `inventory` or `targets`.
    exclude
        Linking nodes to leave out; of each partnership its own.

    Returns
    -------
    MatrixAnswer
        Partnerships x 20 sectors.

    Raises
    ------
    InvalidInput
        There is no such day or reference, or no council has set targets.

    Notes
    -----
    A small partnership has very high and very low ratios by chance alone, so it would lead every
    ranking by ratio. The shrunken ratio is the mean of the true ratio given the counts, under a
    gamma distribution fitted by maximum likelihood to the partnerships of its kind (Clayton &
    Kaldor 1987). Time O(partnerships x sectors), and for `inventory` the size of all areas.

    References
    ----------
    .. [1] Clayton, D. & Kaldor, J., Biometrics 43 (1987), 671-681.
    """
    started = time.perf_counter()
    chosen = choose(Reference, reference, "reference")
    scope = Scope.checked(snapshot, WHOLE, as_of, frozenset(exclude))
    counts = SectorCounts.on(snapshot, as_of, scope.exclude)
    if chosen is Reference.TARGETS:
        _refuse_without_targets(snapshot, counts)
    existing = np.flatnonzero(counts.existing).tolist()
    items = list(snapshot.partnerships)
    fits, priors = _fits(counts, chosen)
    rows: list[MatrixRow] = []
    for place in existing:
        counted = counts.of(items[place], chosen)
        found = compare(counted.sectors, chosen)
        rows += _rows(snapshot, items[place], counted, found, _of_place(fits, place))
    graph = two_mode(snapshot, scope)
    return MatrixAnswer(
        provenance=Provenance(
            revision=snapshot.revision,
            scope=scope,
            method="sector_matrix",
            evidence=evidence(snapshot, scope, graph),
            parameters={
                "view": str(ViewKind.TWO_MODE),
                "reference": str(chosen),
                "prior": "gamma, maximum likelihood",
            },
            left_out=tuple(sorted(scope.left_out(snapshot) | scope.bodies_left_out(snapshot))),
            seconds=time.perf_counter() - started,
        ),
        reference=chosen,
        rows=tuple(rows),
        priors=priors,
        sentence=_sentence(rows, len(existing)),
        notes=(
            basis_note(chosen),
            message(
                "Ratios of few seats are drawn towards the mean of all partnerships of a kind "
                "before they are ranked, since by chance alone the smallest would stand first and "
                "last."
            ),
        ),
    )


def seconds_of_matrix(snapshot: Snapshot, reference: Reference) -> float:
    """Say how long it may take: each partnership is compared by itself."""
    return len(snapshot.partnerships) * _SECONDS_EACH[reference]


def _refuse_without_targets(snapshot: Snapshot, counts: SectorCounts) -> None:
    if not any(counts.has_targets(item) for item in snapshot.partnerships):
        raise InvalidInput.single(
            message("No council has set seat targets for this day."),
            message(
                "Set them with PUT /v1/partnerships/{{id}}/targets, or import a table "
                "seat_targets; or choose peers or inventory."
            ),
            field="reference",
        )


def _fits(counts: SectorCounts, reference: Reference) -> tuple[_Fits, tuple[SectorPrior, ...]]:
    """Fit each sector of each sort of partnership; give each cell its shrunken ratio and rank."""
    seats, expected = counts.observed_and_expected(reference)
    found: dict[tuple[int, int], tuple[float | None, int | None]] = {}
    priors: list[SectorPrior] = []
    for kinds, group in zip(counts.sorts, counts.groups, strict=True):
        members = np.flatnonzero(group).tolist()
        for code, sector in enumerate(SECTORS):
            prior = fit(seats[group, code], expected[group, code])
            if prior is None:
                continue
            priors.append(SectorPrior(kinds, sector, prior.mean, prior.spread, prior.partnerships))
            ratios = {
                place: prior.shrunken(float(seats[place, code]), float(expected[place, code]))
                for place in members
            }
            found |= _ranked(ratios, code)
    return found, tuple(priors)


def _ranked(
    ratios: Mapping[int, float | None], code: int
) -> dict[tuple[int, int], tuple[float | None, int | None]]:
    # The scarcest first; places in the order of ids, so that ties come in that order too.
    ranks = competition_ranks(
        {f"{place:09}": -ratio for place, ratio in ratios.items() if ratio is not None}
    )
    return {(place, code): (ratio, ranks.get(f"{place:09}")) for place, ratio in ratios.items()}


def _of_place(fits: _Fits, place: int) -> list[tuple[float | None, int | None]]:
    return [fits.get((place, code), (None, None)) for code in range(len(SECTORS))]


def _rows(
    snapshot: Snapshot,
    item: str,
    counted: Counted,
    found: Sequence[Representation],
    fitted: Sequence[tuple[float | None, int | None]],
) -> list[MatrixRow]:
    record = snapshot.partnerships[item]
    return [
        MatrixRow(
            partnership=item,
            partnership_name=message("{partnership}", partnership=record),
            kind=record.kind,
            sector=sector,
            organizations_seated=row.organizations_seated,
            seats=row.seats,
            expected_seats=result.expected_seats,
            representation_ratio=result.representation_ratio,
            lower=result.lower,
            upper=result.upper,
            shrunken=shrunken,
            rank=rank,
            flagged=result.flagged,
            status=result.status,
        )
        for sector, row, result, (shrunken, rank) in zip(
            SECTORS, counted.sectors, found, fitted, strict=True
        )
    ]


def _sentence(rows: Sequence[MatrixRow], partnerships: int) -> Message:
    lacking = [row for row in rows if row.flagged and row.status in _MISSING]
    if not rows:
        return message("No partnership is recorded on this day, so nothing can be compared.")
    if not lacking:
        return _nothing_lacking(rows, partnerships)
    affected = len({row.partnership for row in lacking})
    times = Counter(row.sector for row in lacking)
    most_first = sorted(times, key=lambda sector: (-times[sector], SECTORS.index(sector)))
    named = [
        message("{sector} ({times})", sector=sentences.quoted(sector.short), times=times[sector])
        for sector in most_first
    ]
    return messages(
        "{count} of {all} partnership clearly lacks a sector: {sectors}.",
        "{count} of {all} partnerships clearly lack a sector: {sectors}.",
        partnerships,
        count=affected,
        all=partnerships,
        sectors=sentences.some(named),
    )


def _nothing_lacking(rows: Sequence[MatrixRow], partnerships: int) -> Message:
    """Say that nobody lacks a sector, and of how many that cannot even be told."""
    said = message("No partnership clearly lacks a sector.")
    told = {row.partnership for row in rows if not is_untold(row.status, flagged=row.flagged)}
    untold = partnerships - len(told)
    if not untold:
        return said
    few = messages(
        "{count} of {all} partnerships has too few seats to tell of any sector.",
        "{count} of {all} partnerships have too few seats to tell of any sector.",
        untold,
        count=untold,
        all=partnerships,
    )
    return sentences.paragraph([said, few])
