"""What filters leave of a graph: a snapshot of its own, on which every score is worked out anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from graphsvc.analytics.scope import Scope
from graphsvc.dates import is_active
from graphsvc.model import ids
from graphsvc.model.entities import Changes, Membership
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Only:
    """What a map is narrowed to; what is empty narrows nothing.

    Attributes
    ----------
    sectors
        Primary sectors of the organizations.
    bodies
        Kinds of bodies, or ids of single ones.
    roles
        Roles of the seats.
    members
        Ids of the organizations of one community; with them go the bodies that two or more of them
        sit on.
    """

    sectors: frozenset[Sector] = frozenset()
    bodies: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()
    members: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.sectors or self.bodies or self.roles or self.members)


EVERYTHING = Only()


def narrowed(snapshot: Snapshot, scope: Scope, only: Only) -> Snapshot:
    """Keep what passes all filters.

    Parameters
    ----------
    snapshot
        The graph at one revision; not modified.
    scope
        The part and the day that are looked at. What it is of is kept, and an organization with
        all its seats.
    only
        The filters.

    Returns
    -------
    Snapshot
        Organizations of the sectors and the community; bodies of the kinds, without those of which
        no member is left; seats in the roles; hosts, funders and founders that are kept. Where
        bodies or roles are chosen, only organizations with a seat that is left. The same snapshot
        where nothing is filtered.

    Notes
    -----
    Time and memory O(records). A body whose parent is left out belongs to the next one above it.
    """
    if not only:
        return snapshot
    sieve = _Sieve(snapshot, scope, only)
    tables, organizations = sieve.tables, sieve.organizations
    partnerships = {snapshot.partnership_of[item] for item in tables} | {scope.of}
    records = Changes(
        sources=tuple(snapshot.sources.values()),
        partnerships=tuple(
            record for item, record in snapshot.partnerships.items() if item in partnerships
        ),
        partnership_links=tuple(
            link
            for link in snapshot.partnership_links
            if {link.partnership, link.other} <= partnerships
        ),
        organizations=tuple(
            replace(record, part_of=None)
            for item, record in snapshot.organizations.items()
            if item in organizations
        ),
        bodies=tuple(
            replace(snapshot.bodies[item], part_of=_kept_above(snapshot, item, tables))
            for item in sorted(tables)
        ),
        memberships=tuple(sieve.seats(tables, organizations)),
        partnership_ties=tuple(
            tie
            for tie in snapshot.partnership_ties
            if tie.organization in organizations and tie.partnership in partnerships
        ),
    )
    return Snapshot.of(records, snapshot.revision)


@dataclass(frozen=True)
class _Sieve:
    snapshot: Snapshot
    scope: Scope
    only: Only

    @cached_property
    def _candidates(self) -> frozenset[str]:
        """The organizations of the sectors and the community."""
        sectors, members = self.only.sectors, self.only.members
        return frozenset(
            item
            for item, record in self.snapshot.organizations.items()
            if item == self.scope.of
            or ((not sectors or record.sector in sectors) and (not members or item in members))
        )

    @cached_property
    def _present(self) -> tuple[Membership, ...]:
        """The seats that pass, held on the day."""
        columns = self.snapshot.seats
        held: list[Membership] = [
            columns[int(place)] for place in columns.active(self.scope.as_of).nonzero()[0]
        ]
        return tuple(seat for seat in held if self._passes(seat))

    def _passes(self, seat: Membership) -> bool:
        asked = self.only.roles and seat.organization != self.scope.of
        return (
            seat.organization in self._candidates
            and (not asked or seat.role in self.only.roles)
            and self._is_chosen(seat.body)
        )

    def _is_chosen(self, body: str) -> bool:
        chosen = self.only.bodies
        return not chosen or body in chosen or self.snapshot.bodies[body].kind in chosen

    @cached_property
    def _shared(self) -> set[str]:
        """The bodies on which those who are left sit together."""
        pairs = {(seat.body, seat.organization) for seat in self._present}
        return {body for body, count in Counter(body for body, _ in pairs).items() if count > 1}

    @cached_property
    def tables(self) -> frozenset[str]:
        """The bodies that are kept."""
        if self.only.members:
            found = self._shared
        elif self.only.sectors or self.only.roles:
            found = {seat.body for seat in self._present}
        else:
            found = {
                item
                for item, record in self.snapshot.bodies.items()
                if self._is_chosen(item) and is_active(record.since, record.until, self.scope.as_of)
            }
        return frozenset(found | ({self.scope.of} & self.snapshot.bodies.keys()))

    @cached_property
    def organizations(self) -> frozenset[str]:
        """The organizations that are kept."""
        if not (self.only.bodies or self.only.roles):
            return self._candidates
        seated = {seat.organization for seat in self._present}
        return frozenset(seated | ({self.scope.of} & self._candidates))

    def seats(self, tables: frozenset[str], organizations: frozenset[str]) -> Iterator[Membership]:
        """Yield the seats that are kept; those of other days are of no account."""
        for seat in self._present:
            if seat.body in tables and seat.organization in organizations:
                yield seat


def _kept_above(snapshot: Snapshot, body: str, tables: frozenset[str]) -> str:
    here = snapshot.bodies[body].part_of
    while here.startswith(f"{ids.BODY}:") and here not in tables:
        here = snapshot.bodies[here].part_of
    return here
