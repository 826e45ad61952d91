"""What becomes of a membership: a next term, a record that is corrected, or one that is sure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graphsvc.api.pages.edit_form import expect, with_source, wrong
from graphsvc.language import Date, message
from graphsvc.model import ids
from graphsvc.model.edits import alike
from graphsvc.model.entities import Membership, Source
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import Confidence, Role


@dataclass(frozen=True, slots=True)
class SeatWish:
    """What a membership is to be; `day` is "" where the record is to be corrected."""

    role: Role
    seats: int
    voting: bool | None
    day: str

    def of(self, seat: Membership) -> Membership:
        """Return the membership as it is to be."""
        return replace(seat, role=self.role, seats=self.seats, voting=self.voting)


def is_turned(snapshot: Snapshot, before: Membership, wish: SeatWish) -> bool:
    """Tell whether the next term begins already: the form was sent twice, or by two who agree."""
    after = snapshot.seat_of.get(next_id(before, wish.day)) if wish.day else None
    return after is not None and before.until == wish.day and alike(wish.of(after), after)


def next_id(seat: Membership, day: str) -> str:
    """Return the id of the term that begins on a day."""
    return ids.between(ids.SEAT, seat.organization, seat.body, day)


def term_after(snapshot: Snapshot, seat: Membership) -> Membership | None:
    """Return the last of the terms that follow a seat, each from the day the one before it ended.

    None where there is none.
    """
    found, here = None, seat
    while here.until is not None:
        after = snapshot.seat_of.get(next_id(here, here.until))
        if after is None or after.id == here.id:
            break
        found = here = after
    return found


def terms(
    snapshot: Snapshot, before: Membership, wish: SeatWish, source: str
) -> tuple[Membership, Membership]:
    """End a term and begin the next one, which has the new source alone: the old ones say less."""
    if before.since is not None and wish.day <= before.since:
        raise wrong(
            "day",
            message("The membership began on {date}.", date=Date(before.since)),
            message("Choose a later day, or say that the record was wrong."),
        )
    if before.until is not None and before.until <= wish.day:
        raise wrong(
            "day",
            message("The membership ended on {date}.", date=Date(before.until)),
            message("Choose an earlier day, or say that the record was wrong."),
        )
    item = next_id(before, wish.day)
    if item in snapshot.seat_of:
        raise wrong(
            "day",
            message("A membership that began on this day is recorded already."),
            message("Choose the day on which the new term began."),
        )
    begun = Membership(
        id=item,
        organization=before.organization,
        body=before.body,
        since=wish.day,
        until=before.until,
        sources=(source,),
    )
    return replace(before, until=wish.day), wish.of(begun)


def mended(before: Membership, wish: SeatWish, source: Source) -> Membership:
    """Correct a record; what its sources do not say rests on the new source alone."""
    made = wish.of(before)
    if (made.role, made.seats) == (before.role, before.seats):
        return with_source(made, source)  # type: ignore[no-any-return]
    return replace(made, role_as_printed=None, sources=(source.id,))


def confirmed(before: Membership | None, tag: str, source: Source) -> Membership | None:
    """Return a membership as somebody confirms it; None where the same was said already.

    Raises
    ------
    Outdated
        It is not what was read: somebody has changed it since.
    """
    if before is not None and source.id in before.sources and before.confidence is Confidence.HIGH:
        return None  # sent twice
    held = expect(tag, before)
    sure = replace(held, confidence=Confidence.HIGH)
    if held.confidence is Confidence.LOW:
        # What was found loosely is sure by this word alone: its old sources say no more now.
        sure = replace(sure, sources=())
    return with_source(sure, source)  # type: ignore[no-any-return]
