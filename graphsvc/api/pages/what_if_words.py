"""What is tried out, and what would come of it, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from graphsvc.analytics import sentences
from graphsvc.analytics.overlay import PartFault
from graphsvc.analytics.sector_status import SectorStatus
from graphsvc.analytics.standing import STATUS
from graphsvc.api.pages.what_if_bench import Bench
from graphsvc.api.pages.what_if_draft import Draft, Kind, Part
from graphsvc.language import Message, message, messages
from graphsvc.model.sectors import Sector
from graphsvc.model.values import shown
from graphsvc.web.pieces import Text
from graphsvc.web.what_if import TriedChange

SECTORS = {str(sector): sector for sector in Sector}
Row = Mapping[str, Any]
_MISSING = frozenset({SectorStatus.ABSENT, SectorStatus.UNDER})
_MOST_SECTORS, _MOST_NAMED = 4, 3
_NOBODY = message("Nobody would stand differently. The numbers of the whole network stand below.")


def changes(bench: Bench) -> tuple[TriedChange, ...]:
    """Say what is tried out, each change with why it does not fit."""
    found: dict[tuple[str, int], list[PartFault]] = {}
    for fault in bench.sorted_out[1]:
        found.setdefault((fault.kind, fault.place), []).append(fault)
    made = []
    for place, (part, where) in enumerate(
        zip(bench.draft.parts, bench.draft.placed(), strict=True)
    ):
        faults = [_why(bench, each) for each in found.get(where, ())]
        if part.record is None:
            faults = [message("It cannot be read. Take it back, and add it by a form below.")]
        text = in_words(bench, part)
        made.append(TriedChange(text, bench.address(bench.draft.minus(place)), tuple(faults)))
    return tuple(made)


def _why(bench: Bench, fault: PartFault) -> Text:
    """Say why a change does not fit, with the names of what the fault knows by its id."""
    params = {
        key: bench.named(value) if isinstance(value, str) and ":" in value else value
        for key, value in fault.problem.params.items()
    }
    problem = Message(fault.problem.template, params, fault.problem.plural, fault.problem.count)
    return message("{problem} Take it back; all else is counted without it.", problem=problem)


def in_words(bench: Bench, part: Part) -> Message:
    """Say what a change does."""
    record = part.record
    if record is None:
        return message("“{text}”", text=shown(f"{part.kind}={part.text}"))
    return _WORDS[part.kind](bench, record)


def _add(bench: Bench, seat: Any) -> Message:
    gaps = {
        "organization": bench.named(seat.organization),
        "body": bench.named(seat.body),
        "role": seat.role.label,
    }
    if seat.seats > 1:
        return message(
            "Add {organization} to {body} ({role}, {count} seats)", count=seat.seats, **gaps
        )
    return message("Add {organization} to {body} ({role})", **gaps)


def _end(bench: Bench, pair: tuple[str, str]) -> Message:
    return message(
        "Remove {organization} from {body}",
        organization=bench.named(pair[0]),
        body=bench.named(pair[1]),
    )


def _leave(bench: Bench, item: str) -> Message:
    return message("{organization} leaves altogether", organization=bench.named(item))


def _close(bench: Bench, item: str) -> Message:
    return message("{body} ends", body=bench.named(item))


def _new(_: Bench, made: Any) -> Message:
    if made.sector is None:
        return message("A new organization: {organization}", organization=made)
    return message(
        "A new organization: {organization} ({sector})",
        organization=made,
        sector=made.sector.short,
    )


def _found(bench: Bench, made: Any) -> Message:
    return message(
        "A new table: {body} ({kind}), part of {above}",
        body=made,
        kind=made.kind.label,
        above=bench.named(made.part_of),
    )


_WORDS: Mapping[Kind, Callable[[Bench, Any], Message]] = {
    Kind.ADD: _add,
    Kind.END: _end,
    Kind.LEAVE: _leave,
    Kind.CLOSE: _close,
    Kind.NEW: _new,
    Kind.FOUND: _found,
}


def lead(count: int) -> Message:
    """Say what the sentences are about."""
    return messages("With this change:", "With these {count} changes:", count, count=count)


def told(bench: Bench, found: Row) -> tuple[Message, ...]:
    """Say what would be different, the weightiest first."""
    said = [
        *_of_sectors(bench, found["sectors"]),
        *_of_losses(bench, found["losses"]),
        *_of_contact(bench, found["ranking"]),
        *_of_ranks(bench, found["ranking"]),
    ]
    return tuple(said) or (_NOBODY,)


def _of_sectors(bench: Bench, rows: Sequence[Row]) -> Iterator[Message]:
    changed = sorted((row for row in rows if row["telling"]), key=_urgency)
    several = len({row["partnership"] for row in rows}) > 1
    for row in changed[:_MOST_SECTORS]:
        gaps = {
            "sector": SECTORS[row["sector"]].label,
            "before": STATUS[SectorStatus(row["before"])],
            "after": STATUS[SectorStatus(row["after"])],
        }
        if several:
            yield message(
                "{sector} in {partnership}: from “{before}” to “{after}”.",
                partnership=bench.named(row["partnership"]),
                **gaps,
            )
        else:
            yield message("{sector}: from “{before}” to “{after}”.", **gaps)
    more = len(changed) - _MOST_SECTORS
    if more > 0:
        yield messages(
            "{count} more sector would stand differently.",
            "{count} more sectors would stand differently.",
            more,
            count=more,
        )


def _urgency(row: Row) -> tuple[bool, bool]:
    """Order what would come to be missing first, then what no longer would be."""
    return row["after"] not in _MISSING, row["before"] not in _MISSING


def _of_losses(bench: Bench, lost: Row) -> Iterator[Message]:
    if lost["out_of_contact"]:
        yield message(
            "Would lose contact with the largest part of the network: {names}.",
            names=_names(bench, lost["out_of_contact"]),
        )
    if lost["into_contact"]:
        yield message(
            "Would come into contact with the largest part of the network: {names}.",
            names=_names(bench, lost["into_contact"]),
        )
    if lost["emptied"]:
        yield message("Would have no member left: {names}.", names=_names(bench, lost["emptied"]))
    unseated = without_leaving(bench, lost["unseated"])
    if unseated:
        yield message("Would have no seat left here: {names}.", names=_names(bench, unseated))


def without_leaving(bench: Bench, items: Iterable[str]) -> list[str]:
    """Leave out those of whom the changes themselves say that they leave."""
    leaving = {part.record for part in bench.draft.parts if part.kind is Kind.LEAVE}
    return [item for item in items if item not in leaving]


def _names(bench: Bench, items: Sequence[str]) -> tuple[Any, ...]:
    return sentences.some([bench.named(item) for item in items])


def _of_contact(bench: Bench, rows: Sequence[Row]) -> Iterator[Message]:
    freed = [row for row in rows if row["cuts_off_before"] > 0 and _stays_free(row)]
    if freed:
        yield message(
            "Nobody would depend any more for contact with the rest on: {names}.",
            names=_names(bench, [row["organization"] for row in freed]),
        )
    fewer = [row for row in rows if 0 < row["cuts_off_after"] < row["cuts_off_before"]]
    if fewer:
        yield message(
            "Fewer would depend for contact with the rest on: {names}.",
            names=_names(bench, [row["organization"] for row in fewer]),
        )
    more = [row for row in rows if row["cuts_off_after"] > row["cuts_off_before"]]
    for row in more[:_MOST_NAMED]:
        yield messages(
            "If {organization} left then, {count} organization would lose contact with the rest "
            "(without these changes: {before}).",
            "If {organization} left then, {count} organizations would lose contact with the rest "
            "(without these changes: {before}).",
            row["cuts_off_after"],
            organization=bench.named(row["organization"]),
            count=row["cuts_off_after"],
            before=row["cuts_off_before"],
        )


def _stays_free(row: Row) -> bool:
    return row["after"] is not None and row["cuts_off_after"] == 0


def _of_ranks(bench: Bench, rows: Sequence[Row]) -> Iterator[Message]:
    """Say who bridges most, where that changes, and where those rank whom the draft names."""
    before, after = _first(rows, "before"), _first(rows, "after")
    if before and after and before != after:
        yield message(
            "First among those who bridge would be {after}; now it is {before}.",
            after=_names(bench, after),
            before=_names(bench, before),
        )
    named = _who_is_named(bench.draft)
    moved = [row for row in rows if row["organization"] in named and row["after"] is not None]
    for row in moved[:_MOST_NAMED]:
        gaps = {"organization": bench.named(row["organization"]), "after": row["after"]}
        if row["before"] is None:
            yield message("{organization} would rank {after} among those who bridge.", **gaps)
        elif row["before"] != row["after"]:
            yield message(
                "{organization} would rank {after} among those who bridge; now {before}.",
                before=row["before"],
                **gaps,
            )
    differ = sum(row["before"] != row["after"] for row in rows)
    if differ:
        yield messages(
            "{count} organization would rank differently; see below.",
            "{count} organizations would rank differently; see below.",
            differ,
            count=differ,
        )


def _first(rows: Iterable[Row], when: str) -> list[str]:
    return [row["organization"] for row in rows if row[when] == 1]


def _who_is_named(draft: Draft) -> set[str]:
    found: set[str] = set()
    for part in draft.parts:
        if part.kind is Kind.ADD and part.record is not None:
            found.add(part.record.organization)
        elif part.kind is Kind.END and part.record is not None:
            found.add(part.record[0])
    return found
