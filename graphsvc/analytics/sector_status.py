"""How a sector's seats compare with a reference: ratio, interval, tails, status. Numbers only."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from graphsvc.analytics.intervals import (
    Interval,
    Tails,
    adjusted_log_ratio,
    benjamini_hochberg,
    binomial_tails,
    hypergeometric_tails,
    jeffreys,
)

FALSE_DISCOVERY_RATE = 0.1
FEWEST_EXPECTED = 1.0
# An interval that holds both half and double the expected number says nothing either way.
HALF, DOUBLE = 0.5, 2.0


class SectorStatus(StrEnum):
    """How a sector stands in a partnership."""

    ABSENT = "absent"
    UNDER = "under"
    AT_PAR = "at_par"
    OVER = "over"
    TOO_FEW_TO_TELL = "too_few_to_tell"


def is_clear(status: SectorStatus, *, flagged: bool) -> bool:
    """Tell whether a sector is missing, or has too few or too many seats, and not by chance."""
    return flagged and status is not SectorStatus.TOO_FEW_TO_TELL


def is_untold(status: SectorStatus, *, flagged: bool) -> bool:
    """Tell whether too few seats say how a sector stands: what is absent may be so by chance."""
    return status is not SectorStatus.AT_PAR and not is_clear(status, flagged=flagged)


class Reference(StrEnum):
    """What the seats of a sector are compared with: others, who serves the area, what is wanted."""

    PEERS = "peers"
    INVENTORY = "inventory"
    TARGETS = "targets"


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted of one sector, here and in the reference.

    Attributes
    ----------
    organizations_seated, seats
        With a seat here, and the seats they hold.
    reference_organizations
        In the reference: with a seat elsewhere (peers), or known to serve the area (inventory).
        None for targets, which name no organization.
    reference_seats
        Seats in the reference: those of the others (peers), or those the council wants the sector
        to have (targets; 0 where it has set none). None for the inventory, which has none.
    """

    organizations_seated: int
    seats: int
    reference_organizations: int | None
    reference_seats: int | None


@dataclass(frozen=True, slots=True)
class Representation:
    """How one sector compares with the reference; None is what cannot be worked out.

    Attributes
    ----------
    seat_share
        Seats of the sector over all classified seats here, 0 to 1. None without any seat.
    reference_share
        The same in the reference, by seats (peers) or organizations (inventory); of a target, its
        part of all classified seats here, or of all targets where these are more.
    expected_seats
        All classified seats here times the reference share. None without any seat.
    representation_ratio
        seat_share / reference_share; 1 is parity. None where either is None or the reference has
        none.
    lower, upper
        95% interval of the ratio: adjusted-log, since the reference is counted too; against
        targets, which are fixed, Jeffreys' interval of the share over the share wanted, as in the
        measures `representation_lower` and `representation_upper`. The lower end is 0 where no seat
        is held. None where the ratio is.
    gap
        Whole seats missing to the expected number, rounded half up; below 0: more than expected.
        Against targets, seats missing to the target itself, however few seats there are in all.
    under_p, over_p
        Exact chances of as few or fewer, and as many or more, if the sector were represented as in
        the reference: binomial over seats (peers, targets), hypergeometric over organizations
        (inventory).
    p
        The one of the two on the side on which the observed number lies.
    flagged
        Whether the interval excludes 1 and that tail passes Benjamini-Hochberg at 10%, among the
        tails on its own side.
    status
        The verdict; `too_few_to_tell` also where there is nothing to compare with.
    """

    seat_share: float | None
    reference_share: float | None
    expected_seats: float | None
    representation_ratio: float | None
    lower: float | None
    upper: float | None
    gap: int | None
    under_p: float | None
    over_p: float | None
    p: float | None
    flagged: bool
    status: SectorStatus


def compare(counts: Sequence[Counts], reference: Reference) -> list[Representation]:
    """Compare the sectors of one partnership with a reference.

    Parameters
    ----------
    counts
        One entry per sector; unclassified organizations are not among them.
    reference
        Which kind of reference the counts are of.

    Returns
    -------
    list[Representation]
        In the order given.

    Notes
    -----
    Too few and too many are two questions, so each has its own family of tails over the sectors of
    the partnership that the reference knows; within each the false discovery rate is 10%. Seats
    of one organization are counted as if each were given by itself, so a sector whose seats belong
    to very few organizations looks surer than it is. A sector with none seated is `absent` where at
    least one seat is expected, whether or not chance could explain it; `flagged` tells.

    References
    ----------
    .. [1] Walter, S. D., Biometrika 62 (1975), 371-374 (the interval).
    .. [2] Benjamini, Y. & Hochberg, Y., J. Royal Statistical Society B 57 (1995), 289-300.
    .. [3] Brown, L. D., Cai, T. T. & DasGupta, A., Statistical Science 16 (2001), 101-133 (the
       interval against targets).
    """
    seats = sum(row.seats for row in counts)
    weights = [_weight(row, reference) for row in counts]
    total = _total(counts, reference)
    tails = [_tails(counts, row, reference) for row in counts]
    under = benjamini_hochberg([tail.under if tail else None for tail in tails])
    over = benjamini_hochberg([tail.over if tail else None for tail in tails])
    found = []
    for row, weight, tail, low, high in zip(counts, weights, tails, under, over, strict=True):
        known = weight / total if total else None
        interval = _interval(row.seats, seats, weight, total, reference)
        adjusted = low if known is not None and row.seats < seats * known else high
        passes = adjusted is not None and adjusted <= FALSE_DISCOVERY_RATE
        wanted = weight if reference is Reference.TARGETS and weight else None
        found.append(_representation(row, seats, known, wanted, interval, tail, passes=passes))
    return found


def _interval(
    held: int, seats: int, weight: int, total: int, reference: Reference
) -> Interval | None:
    if not weight:
        return None
    if reference is not Reference.TARGETS:
        return adjusted_log_ratio(held, seats, weight, total)
    share = jeffreys(held, seats)
    if share is None:
        return None
    return Interval(share.lower * total / weight, share.upper * total / weight)


def _weight(row: Counts, reference: Reference) -> int:
    if reference is Reference.INVENTORY:
        return row.reference_organizations or 0
    return row.reference_seats or 0


def _total(counts: Sequence[Counts], reference: Reference) -> int:
    """Add up the reference. Seats for which the council has set no target are free."""
    total = sum(_weight(row, reference) for row in counts)
    if reference is Reference.TARGETS and total:
        return max(total, sum(row.seats for row in counts))
    return total


def _tails(counts: Sequence[Counts], row: Counts, reference: Reference) -> Tails | None:
    weight = _weight(row, reference)
    seats = sum(other.seats for other in counts)
    if not weight or not seats:
        return None
    total = _total(counts, reference)
    if reference is Reference.INVENTORY:
        drawn = sum(other.organizations_seated for other in counts)
        return hypergeometric_tails(row.organizations_seated, drawn, weight, total)
    return binomial_tails(row.seats, seats, weight / total)


def _representation(
    row: Counts,
    seats: int,
    known: float | None,
    target: int | None,
    interval: Interval | None,
    tail: Tails | None,
    *,
    passes: bool,
) -> Representation:
    share = row.seats / seats if seats else None
    expected = seats * known if seats and known is not None else None
    wanted = target if target and seats else expected
    few = expected is not None and row.seats < expected
    clear = interval is not None and not interval.lower <= 1 <= interval.upper
    flagged = passes and clear
    return Representation(
        seat_share=share,
        reference_share=known,
        expected_seats=expected,
        representation_ratio=share / known if share is not None and known else None,
        # With half a seat added, the interval of none would not hold the none that was counted.
        lower=(interval.lower if row.seats else 0.0) if interval else None,
        upper=interval.upper if interval else None,
        gap=None if wanted is None else math.floor(wanted + 0.5) - row.seats,
        under_p=tail.under if tail else None,
        over_p=tail.over if tail else None,
        p=None if tail is None else tail.under if few else tail.over,
        flagged=flagged,
        status=verdict(row.seats, expected if row.seats else wanted, interval, flagged=flagged),
    )


def verdict(
    seats: int, expected: float | None, interval: Interval | None, *, flagged: bool
) -> SectorStatus:
    """Give the verdict on one sector.

    Parameters
    ----------
    seats
        Seats it holds.
    expected
        Seats expected from the reference; None without a reference. Of a sector without a seat, the
        target itself where there is one.
    interval
        95% interval of the representation ratio.
    flagged
        Whether the difference is more than chance explains.

    Returns
    -------
    SectorStatus
        In this order: `absent` if none is seated and at least one expected; `too_few_to_tell` if
        fewer than one is expected, or the interval holds both 0.5 and 2; `under` or `over` if
        flagged; else `at_par`.
    """
    if expected is None or interval is None or expected < FEWEST_EXPECTED:
        return SectorStatus.TOO_FEW_TO_TELL
    if not seats:
        return SectorStatus.ABSENT
    if interval.lower <= HALF and interval.upper >= DOUBLE:
        return SectorStatus.TOO_FEW_TO_TELL
    if not flagged:
        return SectorStatus.AT_PAR
    return SectorStatus.UNDER if seats < expected else SectorStatus.OVER
