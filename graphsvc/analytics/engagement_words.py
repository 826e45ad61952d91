"""Who is missing, in sentences built from facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphsvc.analytics import sentences
from graphsvc.analytics.sector_status import Counts, Reference, Representation, SectorStatus
from graphsvc.language import Message, message, messages
from graphsvc.model.sectors import Sector

_BASIS = {
    Reference.PEERS: message("by its share in the other partnerships"),
    Reference.INVENTORY: message("by its share of those known to serve the area"),
    Reference.TARGETS: message("by the targets of the council"),
}
_NOTHING_TO_COMPARE = {
    Reference.PEERS: message(
        "There is no other partnership of its kind with seats on this day to compare with."
    ),
    Reference.INVENTORY: message(
        "Nobody is recorded as serving this area, so there is nothing to compare with."
    ),
    Reference.TARGETS: message("The council has set no seat targets for this day."),
}


def describe(
    sector: Sector, counts: Counts, found: Representation, seats: int, reference: Reference
) -> Message:
    """Say how one sector stands.

    Parameters
    ----------
    sector, counts, found
        The sector, what was counted of it, and how that compares.
    seats
        All classified seats of the partnership.
    reference
        What it was compared with.
    """
    filled: dict[str, Any] = {
        "sector": sector.label,
        "held": counts.seats,
        "seats": seats,
        "expected": sentences.whole(found.expected_seats or 0.0),
        "basis": _BASIS[reference],
    }
    if found.expected_seats is None:
        return messages("{sector}: {held} seat.", "{sector}: {held} seats.", counts.seats, **filled)
    target = counts.reference_seats
    if reference is Reference.TARGETS and target and filled["expected"] != target:
        said = message("The target is {target}.", target=target)
        return sentences.paragraph([_against(found, filled), said])
    return _against(found, filled)


def _against(found: Representation, filled: Mapping[str, Any]) -> Message:
    if found.status is SectorStatus.ABSENT:
        return _absent(filled, by_chance=not found.flagged)
    if found.status is SectorStatus.UNDER:
        return message(
            "{sector}: {held} of {seats} seats, clearly fewer than the {expected} to be expected "
            "{basis}.",
            **filled,
        )
    if found.status is SectorStatus.OVER:
        return message(
            "{sector}: {held} of {seats} seats, clearly more than the {expected} to be expected "
            "{basis}.",
            **filled,
        )
    if found.status is SectorStatus.AT_PAR:
        return message(
            "{sector}: {held} of {seats} seats, not clearly different from the {expected} to be "
            "expected {basis}.",
            **filled,
        )
    return message(
        "{sector}: {held} of {seats} seats, {expected} to be expected {basis}: too few to tell.",
        **filled,
    )


def _absent(filled: Mapping[str, Any], *, by_chance: bool) -> Message:
    if by_chance:
        return message(
            "{sector}: none of {seats} seats, where about {expected} would be expected {basis}; "
            "with so few, that can be chance.",
            **filled,
        )
    return message(
        "{sector}: none of {seats} seats, where about {expected} would be expected {basis}.",
        **filled,
    )


def summary(
    absent: Sequence[Sector],
    under: Sequence[Sector],
    uncertain: Sequence[Sector],
    *,
    untold: int,
    seats: int,
    reference: Reference,
    known: bool,
) -> Message:
    """Say in one or two sentences who is missing, or why that cannot be said.

    Parameters
    ----------
    absent, under
        Sectors clearly without a seat, and with clearly too few.
    uncertain
        Sectors without a seat where that may be chance.
    untold
        How many of all sectors have too few seats to tell, those included.
    seats
        All classified seats of the partnership.
    reference
        What they were compared with.
    known
        Whether there is anything in the reference.
    """
    if not seats:
        return message(
            "No seat of an organization whose sector is known is recorded here on this day, so "
            "nothing can be compared."
        )
    if not known:
        return _NOTHING_TO_COMPARE[reference]
    if absent and under:
        return message(
            "Absent: {absent}. Too few: {under}.", absent=_short(absent), under=_short(under)
        )
    if absent:
        return message("Absent: {absent}.", absent=_short(absent))
    if under:
        return message("Too few: {under}.", under=_short(under))
    return _none_clearly(uncertain, untold, seats)


def _none_clearly(uncertain: Sequence[Sector], untold: int, seats: int) -> Message:
    everything = len(Sector)
    if untold == everything:
        said = messages(
            "With {seats} seat, it cannot be told of any sector whether it is missing.",
            "With {seats} seats, it cannot be told of any sector whether it is missing.",
            seats,
            seats=seats,
        )
    elif untold:
        said = messages(
            "No sector is clearly missing, but {seats} seat is too few to tell for {count} of the "
            "{sectors} sectors.",
            "No sector is clearly missing, but {seats} seats are too few to tell for {count} of "
            "the {sectors} sectors.",
            seats,
            count=untold,
            sectors=everything,
            seats=seats,
        )
    else:
        said = message("No sector is clearly missing.")
    if not uncertain:
        return said
    none = message(
        "None is recorded of {absent}; with so few seats, that can be chance.",
        absent=_short(uncertain),
    )
    return sentences.paragraph([said, none])


def notes(
    reference: Reference, unclassified_organizations: int, unclassified_seats: int
) -> tuple[Message, ...]:
    """Say how it was counted."""
    said = [message("Each organization counts in its first sector only.")]
    if reference is Reference.INVENTORY:
        said.append(
            message(
                "Whoever has a seat counts as serving the area, whether or not that is recorded."
            )
        )
    if reference is Reference.TARGETS:
        said.append(
            message(
                "Targets are for the seats at all tables together. Where fewer seats are filled "
                "than are wanted, shares are compared; the gap is counted to the target itself."
            )
        )
    if unclassified_organizations:
        said.append(
            messages(
                "{count} organization without a known sector is counted apart, with {seats}.",
                "{count} organizations without a known sector are counted apart, with {seats}.",
                unclassified_organizations,
                count=unclassified_organizations,
                seats=messages(
                    "{count} seat", "{count} seats", unclassified_seats, count=unclassified_seats
                ),
            )
        )
    return tuple(said)


_COMPARED = {
    Reference.PEERS: message(
        "Compared with the seats of all other partnerships of a like kind, each left out of its "
        "own comparison."
    ),
    Reference.INVENTORY: message(
        "Compared with the organizations known to serve the area of each partnership."
    ),
    Reference.TARGETS: message("Compared with the seats that each council wants."),
}


def basis_note(reference: Reference) -> Message:
    """Say what many partnerships were compared with."""
    return _COMPARED[reference]


def _short(sectors: Sequence[Sector]) -> tuple[Message, ...]:
    return tuple(sentences.quoted(sector.short) for sector in sectors)
