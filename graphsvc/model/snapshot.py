"""The graph at one revision, in memory, immutable: what every analytic and page reads.

Records are kept in order of their ids, so the same revision gives the same numbers everywhere.
Seats, of which there are most, are kept as columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from graphsvc.dates import since_number, until_number
from graphsvc.model.activity import Activity
from graphsvc.model.entities import (
    Body,
    Changes,
    Feedback,
    Membership,
    Organization,
    Partnership,
    PartnershipLink,
    PartnershipTie,
    Place,
    PlaceTie,
    SeatTarget,
    Source,
)
from graphsvc.model.vocabulary import Verdict

_SET_ASIDE = frozenset({Verdict.DECLINED, Verdict.TRIED})


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_Record = TypeVar("_Record", bound=_Identified)


def by_id(records: Iterable[_Record]) -> dict[str, _Record]:
    """Index records by their ids, in order of the ids."""
    return {record.id: record for record in sorted(records, key=lambda record: record.id)}


class Seats(Sequence[Membership]):
    """Memberships, with the columns that analytics need as arrays.

    Attributes
    ----------
    organization, body
        Positions in the snapshot's `organizations` and `bodies`.
    since, until
        Day numbers; `dates.ALWAYS` and `dates.NEVER` where unknown.
    """

    def __init__(
        self,
        memberships: Iterable[Membership],
        organizations: Mapping[str, int],
        bodies: Mapping[str, int],
    ) -> None:
        self._rows = tuple(sorted(memberships, key=lambda row: row.id))
        count = len(self._rows)

        def column(values: Iterable[int]) -> NDArray[np.int32]:
            array = np.fromiter(values, dtype=np.int32, count=count)
            array.flags.writeable = False
            return array

        days = _Days()
        self.organization = column(organizations[row.organization] for row in self._rows)
        self.body = column(bodies[row.body] for row in self._rows)
        self.since = column(days.since(row.since) for row in self._rows)
        self.until = column(days.until(row.until) for row in self._rows)
        self.seats = column(row.seats for row in self._rows)

    def __len__(self) -> int:
        """Count the memberships, ended ones included."""
        return len(self._rows)

    def __getitem__(self, index: Any) -> Any:
        """Return one membership, or a tuple of them for a slice."""
        return self._rows[index]

    def __iter__(self) -> Iterator[Membership]:
        """Go through the memberships in order of their ids."""
        return iter(self._rows)

    def active(self, on: str) -> NDArray[np.bool_]:
        """Mark the memberships active on a day: begun (or of unknown beginning) and not ended."""
        day = since_number(on)
        return (self.since <= day) & (day < self.until)


class _Days:
    """Day numbers of date texts, each text worked out once: a graph has few distinct dates."""

    def __init__(self) -> None:
        self._since: dict[str | None, int] = {}
        self._until: dict[str | None, int] = {}

    def since(self, text: str | None) -> int:
        if text not in self._since:
            self._since[text] = since_number(text)
        return self._since[text]

    def until(self, text: str | None) -> int:
        if text not in self._until:
            self._until[text] = until_number(text)
        return self._until[text]


@dataclass(frozen=True)
class Snapshot:
    """The graph at one revision, or a part of it.

    Attributes
    ----------
    counts
        How many there are of the kinds a snapshot does not carry.
    content
        Of a part, the fingerprint of its records; None for the whole graph.
    """

    revision: int
    organizations: Mapping[str, Organization]
    bodies: Mapping[str, Body]
    partnerships: Mapping[str, Partnership]
    places: Mapping[str, Place]
    sources: Mapping[str, Source]
    seats: Seats
    partnership_ties: tuple[PartnershipTie, ...] = ()
    place_ties: tuple[PlaceTie, ...] = ()
    partnership_links: tuple[PartnershipLink, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    seat_targets: tuple[SeatTarget, ...] = ()
    activity: Activity = field(default_factory=Activity)
    counts: Mapping[str, int] = field(default_factory=dict)
    content: str | None = None

    @classmethod
    def of(
        cls,
        records: Changes,
        revision: int = 0,
        counts: Mapping[str, int] | None = None,
        activity: Activity | None = None,
        content: str | None = None,
    ) -> Snapshot:
        """Build the snapshot of a graph that holds just these records.

        `counts` says how many there are of the kinds a snapshot has no records of; without it, the
        records themselves are counted. `activity` is given where it has been laid out already.
        `content` is the fingerprint of a part.
        """
        organizations, bodies = by_id(records.organizations), by_id(records.bodies)
        kinds = ("meetings", "attendance", "collaborations", "plans", "actions")
        return cls(
            revision=revision,
            organizations=organizations,
            bodies=bodies,
            partnerships=by_id(records.partnerships),
            places=by_id(records.places),
            sources=by_id(records.sources),
            seats=Seats(
                records.memberships,
                {item: position for position, item in enumerate(organizations)},
                {item: position for position, item in enumerate(bodies)},
            ),
            partnership_ties=tuple(sorted(records.partnership_ties, key=lambda tie: tie.id)),
            place_ties=tuple(sorted(records.place_ties, key=lambda tie: tie.id)),
            partnership_links=tuple(sorted(records.partnership_links, key=lambda link: link.id)),
            feedback=tuple(sorted(records.feedback, key=lambda said: said.id)),
            seat_targets=tuple(sorted(records.seat_targets, key=lambda target: target.id)),
            activity=Activity.of(records) if activity is None else activity,
            counts={kind: len(getattr(records, kind)) for kind in kinds}
            if counts is None
            else counts,
            content=content,
        )

    def __getstate__(self) -> dict[str, Any]:
        """Return what another process needs: the records, not what was worked out of them."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @property
    def state(self) -> tuple[str, str | int]:
        """What answers on this snapshot hang on: for a part, its records; else, the revision."""
        if self.content is not None:
            return ("part", self.content)
        return ("revision", self.revision)

    def merged(self, changes: Changes, revision: int) -> Snapshot:
        """Return this snapshot with records put into it, as the graph has it afterwards.

        The count of collaborations is left as it is: their levels are in no snapshot, and no change
        through the service touches them.
        """

        def put(name: str, held: Iterable[Any]) -> tuple[Any, ...]:
            return tuple({**by_id(held), **by_id(getattr(changes, name))}.values())

        records = Changes(
            sources=put("sources", self.sources.values()),
            places=put("places", self.places.values()),
            partnerships=put("partnerships", self.partnerships.values()),
            partnership_links=put("partnership_links", self.partnership_links),
            organizations=put("organizations", self.organizations.values()),
            bodies=put("bodies", self.bodies.values()),
            memberships=put("memberships", self.seats),
            partnership_ties=put("partnership_ties", self.partnership_ties),
            place_ties=put("place_ties", self.place_ties),
            feedback=put("feedback", self.feedback),
            seat_targets=put("seat_targets", self.seat_targets),
        )
        activity = self.activity.merged(changes)
        counts = dict(self.counts)
        if activity is not self.activity:
            for kind in ("meetings", "attendance", "plans", "actions"):
                counts[kind] = len(getattr(activity, kind))
        return Snapshot.of(records, revision, counts, activity)

    @cached_property
    def organization_ids(self) -> tuple[str, ...]:
        """Ids of the organizations by position."""
        return tuple(self.organizations)

    @cached_property
    def body_ids(self) -> tuple[str, ...]:
        """Ids of the bodies by position."""
        return tuple(self.bodies)

    def named(self, item: str) -> Organization | Body | Partnership | None:
        """Return the organization, body or partnership that has an id; None where none has."""
        held = self.organizations.get(item) or self.bodies.get(item)
        return held or self.partnerships.get(item)

    @cached_property
    def said_to(self) -> Mapping[str, Mapping[str, Feedback]]:
        """By asker and candidate, what was said of suggestions and not taken back."""
        found: dict[str, dict[str, Feedback]] = defaultdict(dict)
        for said in self.feedback:
            if said.verdict is not Verdict.TAKEN_BACK:
                found[said.asker][said.candidate] = said
        return dict(found)

    def set_aside(self, asker: str) -> frozenset[str]:
        """Return who was declined or tried for an asker, and not taken back.

        None of them is suggested to it again, on whatever day is asked about: the advice is given
        now.
        """
        said = self.said_to.get(asker, {})
        return frozenset(item for item, record in said.items() if record.verdict in _SET_ASIDE)

    @cached_property
    def partnership_of(self) -> Mapping[str, str]:
        """The partnership each body belongs to, through however many bodies above it."""
        found: dict[str, str] = {}

        def climb(body: str) -> str:
            if body not in found:
                parent = self.bodies[body].part_of
                found[body] = climb(parent) if parent in self.bodies else parent
            return found[body]

        for body in self.bodies:
            climb(body)
        return found

    @cached_property
    def bodies_of(self) -> Mapping[str, tuple[str, ...]]:
        """The bodies of each partnership at any depth, in order of id."""
        found: dict[str, list[str]] = defaultdict(list)
        for body, partnership in self.partnership_of.items():
            found[partnership].append(body)
        return {partnership: tuple(bodies) for partnership, bodies in found.items()}

    @cached_property
    def seat_of(self) -> Mapping[str, Membership]:
        """Memberships by id."""
        return {seat.id: seat for seat in self.seats}

    @cached_property
    def seats_of_organization(self) -> Mapping[str, tuple[Membership, ...]]:
        """Memberships of each organization that has any, ended ones included."""
        return _grouped(self.seats, "organization")

    @cached_property
    def seats_of_body(self) -> Mapping[str, tuple[Membership, ...]]:
        """Memberships of each body that has any, ended ones included."""
        return _grouped(self.seats, "body")

    @cached_property
    def ties_of_partnership(self) -> Mapping[str, tuple[PartnershipTie, ...]]:
        """Hosts, funders and other ties of each partnership that has any."""
        return _grouped(self.partnership_ties, "partnership")

    @cached_property
    def ties_of_organization(self) -> Mapping[str, tuple[PartnershipTie, ...]]:
        """The partnerships each organization hosts, funds, founded, ..."""
        return _grouped(self.partnership_ties, "organization")

    @cached_property
    def places_of_organization(self) -> Mapping[str, tuple[PlaceTie, ...]]:
        """Where each organization is located and what it serves."""
        return _grouped(self.place_ties, "organization")

    @cached_property
    def targets_of_partnership(self) -> Mapping[str, tuple[SeatTarget, ...]]:
        """Seat targets of each partnership that has any, past and future ones included."""
        return _grouped(self.seat_targets, "partnership")

    @cached_property
    def links_of_partnership(self) -> Mapping[str, tuple[PartnershipLink, ...]]:
        """Links of each partnership to others, from either side."""
        found: dict[str, list[PartnershipLink]] = defaultdict(list)
        for link in self.partnership_links:
            found[link.partnership].append(link)
            found[link.other].append(link)
        return {item: tuple(links) for item, links in found.items()}

    @cached_property
    def departments_of(self) -> Mapping[str, tuple[Organization, ...]]:
        """The departments of each organization that has any."""
        return _grouped((item for item in self.organizations.values() if item.part_of), "part_of")


def _grouped(records: Iterable[Any], attribute: str) -> dict[str, tuple[Any, ...]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        groups[getattr(record, attribute)].append(record)
    return {key: tuple(group) for key, group in groups.items()}
