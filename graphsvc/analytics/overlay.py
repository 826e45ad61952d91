"""Additions and removals laid over a snapshot, which itself stays as it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from graphsvc.dates import is_active
from graphsvc.language import Message, message
from graphsvc.model.check import REFERENCES, Known, check, missing, references
from graphsvc.model.entities import Body, Changes, Membership, Organization
from graphsvc.model.snapshot import Seats, Snapshot, by_id
from graphsvc.model.values import shown

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """What would be there too, and what would be gone.

    Attributes
    ----------
    add_organizations, add_bodies, add_memberships
        New records; they count as there on every day.
    remove_organizations, remove_bodies
        Ids. With an organization go its seats and ties, with a body its seats and what is under it.
    remove_memberships
        Organization and body: every seat it holds there on the day goes.
    """

    add_organizations: tuple[Organization, ...] = ()
    add_bodies: tuple[Body, ...] = ()
    add_memberships: tuple[Membership, ...] = ()
    remove_organizations: tuple[str, ...] = ()
    remove_bodies: tuple[str, ...] = ()
    remove_memberships: tuple[Pair, ...] = ()

    def __len__(self) -> int:
        """Count the parts."""
        return sum(len(getattr(self, each.name)) for each in fields(self))


@dataclass(frozen=True, slots=True)
class PartFault:
    """Why one part of an overlay does not fit a graph.

    Attributes
    ----------
    kind, place
        Which part: the name of the list, and its place in it from 0.
    field
        Which field of it; empty where it is the part as a whole.
    problem, remedy
        What is wrong, and what would mend it.
    """

    kind: str
    place: int
    field: str
    problem: Message
    remedy: Message | None


def faults(snapshot: Snapshot, overlay: Overlay, day: str) -> list[PartFault]:
    """Find everything that does not fit: what is there already or is not there, and bad records.

    Parameters
    ----------
    snapshot
        The graph.
    overlay
        What is to be laid over it.
    day
        On which seats are there or not.

    Notes
    -----
    Time O(parts, and the seats of the organizations named).
    """
    known = Known(
        ids={
            "organizations": frozenset(snapshot.organizations),
            "bodies": frozenset(snapshot.bodies),
            "partnerships": frozenset(snapshot.partnerships),
        }
    )
    return [
        *_records(overlay, known),
        *_there_already(snapshot, overlay, day),
        *_not_there(snapshot, overlay, day),
        *_contradictions(overlay),
    ]


def own_faults(overlay: Overlay) -> list[PartFault]:
    """Find what is wrong with an overlay whatever graph it is laid over.

    Bad records, what stands twice, what is added to something that is removed. An overlay that
    fitted a graph once has none of these, however the graph has moved on.
    """
    parts = Changes(**{kind: getattr(overlay, name) for kind, name in _KINDS.items()})
    # As if there were everything that it refers to.
    known = Known(ids={kind: frozenset(found) for kind, found in references(parts).items()})
    return [*_records(overlay, known), *_contradictions(overlay)]


def fitting(
    snapshot: Snapshot, overlay: Overlay, day: str
) -> tuple[Overlay, tuple[PartFault, ...]]:
    """Leave out the parts that do not fit, and say which and why.

    A part that rests on one that was left out goes too: a seat on a body that cannot be added.
    Places are those in the overlay as it was given.

    Notes
    -----
    What rests on what goes at once, so a long chain takes no more rounds than a short one.
    """
    places = {each.name: list(range(len(getattr(overlay, each.name)))) for each in fields(overlay)}
    left_out: list[PartFault] = []
    while found := faults(snapshot, overlay, day):
        found += _resting(snapshot, overlay, found)
        bad: dict[str, set[int]] = {}
        for fault in found:
            bad.setdefault(fault.kind, set()).add(fault.place)
            left_out.append(replace(fault, place=places[fault.kind][fault.place]))
        for kind, which in bad.items():
            kept = [place for place in range(len(places[kind])) if place not in which]
            parts = getattr(overlay, kind)
            overlay = replace(overlay, **{kind: tuple(parts[place] for place in kept)})
            places[kind] = [places[kind][place] for place in kept]
    return overlay, tuple(left_out)


def _resting(
    snapshot: Snapshot, overlay: Overlay, found: Sequence[PartFault]
) -> Iterator[PartFault]:
    """Find what rests, over however many steps, on something new that is to be left out."""
    resting: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for kind, name in _KINDS.items():
        for place, record in enumerate(getattr(overlay, name)):
            for field in REFERENCES[kind]:
                resting[getattr(record, field) or ""].append((name, place, field))
    bad = {(fault.kind, fault.place) for fault in found}
    there, lost = {*snapshot.organizations, *snapshot.bodies}, []
    for name in ("add_organizations", "add_bodies"):
        for place, record in enumerate(getattr(overlay, name)):
            if (name, place) in bad:
                lost.append(record.id)
            else:
                there.add(record.id)
    lost = [item for item in lost if item not in there]
    for item in lost:
        for name, place, field in resting.get(item, ()):
            if (name, place) not in bad:
                bad.add((name, place))
                record = getattr(overlay, name)[place]
                fault = missing("", record, field, item)
                yield PartFault(name, place, field, fault.problem, fault.remedy)
                lost.append(record.id)


def laid_over(snapshot: Snapshot, overlay: Overlay, day: str) -> Snapshot:
    """Return the snapshot as it would be; the one given stays as it is.

    Parameters
    ----------
    snapshot, overlay, day
        As for `faults`, of which there are none.
    """
    gone_bodies = _with_those_under(snapshot, overlay.remove_bodies)
    gone = frozenset(overlay.remove_organizations)
    taken = frozenset(overlay.remove_memberships)

    def stays(seat: Membership) -> bool:
        if seat.organization in gone or seat.body in gone_bodies:
            return False
        is_taken = (seat.organization, seat.body) in taken
        return not (is_taken and is_active(seat.since, seat.until, day))

    kept = [
        replace(item, part_of=None) if item.part_of in gone else item
        for item in snapshot.organizations.values()
        if item.id not in gone
    ]
    organizations = by_id([*kept, *overlay.add_organizations])
    bodies = by_id(
        [*(item for item in snapshot.bodies.values() if item.id not in gone_bodies),
         *overlay.add_bodies]
    )  # fmt: skip
    return replace(
        snapshot,
        organizations=organizations,
        bodies=bodies,
        seats=Seats(
            [*filter(stays, snapshot.seats), *overlay.add_memberships],
            {item: place for place, item in enumerate(organizations)},
            {item: place for place, item in enumerate(bodies)},
        ),
        partnership_ties=tuple(
            tie for tie in snapshot.partnership_ties if tie.organization not in gone
        ),
        place_ties=tuple(tie for tie in snapshot.place_ties if tie.organization not in gone),
    )


def _with_those_under(snapshot: Snapshot, chosen: Sequence[str]) -> frozenset[str]:
    found = set(chosen)
    while more := {
        item.id for item in snapshot.bodies.values() if item.part_of in found
    } - found:  # fmt: skip
        found |= more
    return frozenset(found)


_KINDS = {
    "organizations": "add_organizations",
    "bodies": "add_bodies",
    "memberships": "add_memberships",
}


def _records(overlay: Overlay, known: Known) -> Iterator[PartFault]:
    """Check what is added as records are checked that are to be stored."""
    parts = {kind: getattr(overlay, name) for kind, name in _KINDS.items()}
    for fault in check(Changes(**parts), known):
        if fault.kind == "memberships" and fault.field == "since":
            continue  # two seats of one organization on one body: told as standing here twice
        place = next(
            place for place, each in enumerate(parts[fault.kind]) if each is fault.record
        )  # fmt: skip
        yield PartFault(_KINDS[fault.kind], place, fault.field, fault.problem, fault.remedy)


def _there_already(snapshot: Snapshot, overlay: Overlay, day: str) -> Iterator[PartFault]:
    held: tuple[tuple[str, Any], ...] = (
        ("add_organizations", snapshot.organizations),
        ("add_bodies", snapshot.bodies),
    )
    for kind, records in held:
        for place, record in enumerate(getattr(overlay, kind)):
            if record.id in records:
                yield PartFault(
                    kind,
                    place,
                    "id",
                    message("{id} is there already.", id=shown(record.id)),
                    message("Leave it out, or give it an id of its own."),
                )
    for place, seat in enumerate(overlay.add_memberships):
        pair = seat.organization, seat.body
        if pair not in overlay.remove_memberships and _sits(snapshot, pair, day):
            yield PartFault(
                "add_memberships",
                place,
                "body",
                message(
                    "{organization} sits on {body} already.",
                    organization=shown(pair[0]),
                    body=shown(pair[1]),
                ),
                message("Leave it out."),
            )


def _sits(snapshot: Snapshot, pair: Pair, day: str) -> bool:
    return any(
        seat.body == pair[1] and is_active(seat.since, seat.until, day)
        for seat in snapshot.seats_of_organization.get(pair[0], ())
    )


def _not_there(snapshot: Snapshot, overlay: Overlay, day: str) -> Iterator[PartFault]:
    for kind, records in (
        ("remove_organizations", snapshot.organizations),
        ("remove_bodies", snapshot.bodies),
    ):
        for place, item in enumerate(getattr(overlay, kind)):
            if item not in records:
                yield PartFault(
                    kind,
                    place,
                    "",
                    message("Nothing has the id {id}.", id=shown(item)),
                    message("Correct the id, or leave it out."),
                )
    for place, pair in enumerate(overlay.remove_memberships):
        if not _sits(snapshot, pair, day):
            yield PartFault(
                "remove_memberships",
                place,
                "body",
                message(
                    "{organization} does not sit on {body} on this day.",
                    organization=shown(pair[0]),
                    body=shown(pair[1]),
                ),
                message("Correct the ids or the day, or leave it out."),
            )


def _contradictions(overlay: Overlay) -> Iterator[PartFault]:
    """Find what stands twice, and what is added to something that is removed."""
    for each in fields(overlay):
        parts = [_key(part) for part in getattr(overlay, each.name)]
        counts = Counter(parts)
        for place, key in enumerate(parts):
            # Ids that stand twice among records are found with the records.
            is_record = each.name in {"add_organizations", "add_bodies"}
            if counts[key] > 1 and not is_record and key in parts[:place]:
                yield PartFault(
                    each.name,
                    place,
                    "",
                    message("The same stands here twice."),
                    message("Keep one of the two."),
                )
    gone = {*overlay.remove_organizations, *overlay.remove_bodies}
    for place, seat in enumerate(overlay.add_memberships):
        for field, item in (("organization", seat.organization), ("body", seat.body)):
            if item in gone:
                yield _removed("add_memberships", place, field, item)
    for place, body in enumerate(overlay.add_bodies):
        if body.part_of in gone:
            yield _removed("add_bodies", place, "part_of", body.part_of)


def _key(part: Any) -> Any:
    if isinstance(part, Membership):
        return part.organization, part.body
    return part.id if isinstance(part, Organization | Body) else part


def _removed(kind: str, place: int, field: str, item: str) -> PartFault:
    return PartFault(
        kind,
        place,
        field,
        message("{id} is removed here.", id=shown(item)),
        message("Keep it, or leave this out."),
    )
