"""What part of the graph an analytic looks at, and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graphsvc.analytics.choices import names_in
from graphsvc.dates import is_active, is_date
from graphsvc.errors import InvalidInput, NotFound
from graphsvc.language import message
from graphsvc.model import ids
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import PartnershipKind, PartnershipTieKind

WHOLE = "all"


class Exclusion(StrEnum):
    """Nodes that sit on everything by design, so that a reader may want to see it without them."""

    HOST = "host"
    SECRETARIAT = "secretariat"
    FUNDER = "funder"


EXCLUSIONS = {
    Exclusion.HOST: message("hosts"),
    Exclusion.SECRETARIAT: message("secretariats"),
    Exclusion.FUNDER: message("funders"),
}
_TIES = {
    Exclusion.HOST: {PartnershipTieKind.HOSTS, PartnershipTieKind.HOLDS_AGREEMENT},
    Exclusion.FUNDER: {PartnershipTieKind.FUNDS},
}


def exclusions(text: str) -> frozenset[Exclusion]:
    """Read which linking nodes are left out: their words, with commas.

    Raises
    ------
    InvalidInput
        A word is not one of them.
    """
    found = set()
    for word in names_in(text):
        if word not in set(Exclusion):
            raise InvalidInput.single(
                message("{text} cannot be left out.", text=word),
                message("Use any of: {codes}.", codes=tuple(str(each) for each in Exclusion)),
                field="exclude",
            )
        found.add(Exclusion(word))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the graph on a day.

    Attributes
    ----------
    of
        `all`, or the id of a partnership, a body (with the bodies under it), or an organization
        (its partnerships: every body of each partnership in which it has a seat).
    as_of
        The day, as in "2017-03-20".
    exclude
        Which linking nodes are left out.
    """

    of: str
    as_of: str
    exclude: frozenset[Exclusion] = frozenset()

    @classmethod
    def checked(
        cls, snapshot: Snapshot, of: str, as_of: str, exclude: frozenset[Exclusion] = frozenset()
    ) -> Scope:
        """Build a scope of things that exist on a day that exists.

        Raises
        ------
        NotFound
            Nothing has the id `of`.
        InvalidInput
            `as_of` is not a day.
        """
        if not is_date(as_of) or len(as_of) != len("2017-03-20"):
            raise InvalidInput.single(
                message("There is no day {date}.", date=as_of[:40]),
                message("Write a day as 2017-03-20."),
                field="as_of",
            )
        known = (snapshot.partnerships, snapshot.bodies, snapshot.organizations)
        if of != WHOLE and not any(of in records for records in known):
            raise NotFound(of)
        return cls(of, as_of, exclude)

    def bodies(self, snapshot: Snapshot) -> tuple[str, ...]:
        """Return the bodies in scope that exist on the day, in order of id."""
        return tuple(
            body
            for body in self._candidates(snapshot)
            if is_active(snapshot.bodies[body].since, snapshot.bodies[body].until, self.as_of)
        )

    def _candidates(self, snapshot: Snapshot) -> tuple[str, ...]:
        if self.of == WHOLE:
            return snapshot.body_ids
        if self.of.startswith(f"{ids.PARTNERSHIP}:"):
            return snapshot.bodies_of.get(self.of, ())
        if self.of.startswith(f"{ids.BODY}:"):
            return tuple(body for body in snapshot.bodies if self._is_under(snapshot, body))
        partnerships = {
            snapshot.partnership_of[seat.body]
            for seat in snapshot.seats_of_organization.get(self.of, ())
            if is_active(seat.since, seat.until, self.as_of)
        }
        return tuple(
            body for body in snapshot.bodies if snapshot.partnership_of[body] in partnerships
        )

    def _is_under(self, snapshot: Snapshot, body: str) -> bool:
        while body in snapshot.bodies:
            if body == self.of:
                return True
            body = snapshot.bodies[body].part_of
        return False

    def left_out(self, snapshot: Snapshot) -> frozenset[str]:
        """Return the organizations that the exclusions leave out, on the day and in scope."""
        partnerships = {snapshot.partnership_of[body] for body in self.bodies(snapshot)}
        found: set[str] = set()
        for exclusion in self.exclude & _TIES.keys():
            for partnership in partnerships:
                for tie in snapshot.ties_of_partnership.get(partnership, ()):
                    active = is_active(tie.since, tie.until, self.as_of)
                    if active and tie.kind in _TIES[exclusion]:
                        found.add(tie.organization)
        return frozenset(found)

    def bodies_left_out(self, snapshot: Snapshot) -> frozenset[str]:
        """Return the bodies that the exclusion of secretariats leaves out."""
        if Exclusion.SECRETARIAT not in self.exclude:
            return frozenset()
        return frozenset(
            body
            for body in self.bodies(snapshot)
            if snapshot.partnerships[snapshot.partnership_of[body]].kind
            is PartnershipKind.SECRETARIAT
        )
