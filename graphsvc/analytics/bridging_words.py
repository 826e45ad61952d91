"""What an organization bridges, in sentences built from facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from graphsvc.analytics import sentences
from graphsvc.analytics.cut_points import Separation
from graphsvc.analytics.links import Joined, Pair
from graphsvc.language import Message, message, messages
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot

_SECTORS = {str(sector): sector for sector in Sector}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one organization in a scope.

    Attributes
    ----------
    joined
        What it joins in the scope.
    separation
        What comes apart if it leaves; None if nothing does.
    elsewhere
        Partnerships outside the scope in which it sits.
    only_partnerships
        Pairs of partnerships, at least one in scope, that no other organization of the scope joins.
    """

    joined: Joined
    separation: Separation | None
    elsewhere: tuple[str, ...]
    only_partnerships: tuple[Pair, ...]


@dataclass(frozen=True)
class Words:
    """Writes the sentences of one scope.

    Attributes
    ----------
    snapshot
        Where the names are.
    partnerships
        The partnerships in scope.
    members
        How many organizations sit on each body of the scope.
    """

    snapshot: Snapshot
    partnerships: frozenset[str]
    members: Mapping[str, int]

    def describe(self, facts: Facts) -> Message:
        """Say what an organization bridges, and plainly so if it bridges nothing."""
        return sentences.paragraph(
            [*self._links(facts.joined), *self.losses(facts), *self._reaches(facts)]
        )

    def _links(self, joined: Joined) -> list[Message]:
        count = len(joined.bodies)
        if not count:
            return [message("Has no seat here on this day, and so links nothing.")]
        if count == 1:
            only = self._body(joined.bodies[0])
            return [message("Sits on one table here, {table}, and so links no two.", table=only)]
        said = [*self._sectors(joined), *self._pairs(joined)]
        if said:
            return said
        return [
            message(
                "Not the only link: every two of its {count} tables have another member in common.",
                count=count,
            )
        ]

    def _sectors(self, joined: Joined) -> list[Message]:
        if not joined.only_sectors:
            return []
        first, second = (_SECTORS[code].short for code in joined.only_sectors[0])
        more = len(joined.only_sectors) - 1
        if not more:
            return [
                message(
                    "Links {first} with {second}, which meet on no table here.",
                    first=first,
                    second=second,
                )
            ]
        return [
            messages(
                "Links {first} with {second}, which meet on no table here, and {count} other such "
                "pair of sectors.",
                "Links {first} with {second}, which meet on no table here, and {count} other such "
                "pairs of sectors.",
                more,
                first=first,
                second=second,
                count=more,
            )
        ]

    def _pairs(self, joined: Joined) -> list[Message]:
        if not joined.only_pairs:
            return []
        # The pair whose smaller table is the largest: there the most people are brought together.
        pair = min(
            joined.only_pairs,
            key=lambda pair: (-min(self.members[pair[0]], self.members[pair[1]]), pair),
        )
        first, second = (self._body(item) for item in pair)
        more = len(joined.only_pairs) - 1
        if not more:
            return [
                message("The only member of both {first} and {second}.", first=first, second=second)
            ]
        return [
            messages(
                "The only member of both {first} and {second}, and of {count} other pair of "
                "tables.",
                "The only member of both {first} and {second}, and of {count} other pairs of "
                "tables.",
                more,
                first=first,
                second=second,
                count=more,
            )
        ]

    def losses(self, facts: Facts) -> list[Message]:
        """Say who would lose contact and which tables would be empty."""
        said = []
        lost = facts.separation.organizations if facts.separation else ()
        emptied = facts.joined.only_member
        if lost:
            said.append(
                messages(
                    "If it left, {organizations} would lose contact with the rest.",
                    "If it left, {organizations} would lose contact with the rest.",
                    len(lost),
                    organizations=sentences.organizations(self.snapshot, lost),
                )
            )
        if emptied:
            said.append(
                messages(
                    "If it left, {tables} would have no member.",
                    "If it left, {tables} would have no member.",
                    len(emptied),
                    tables=sentences.some([self._body(item) for item in emptied]),
                )
            )
        return said

    def _reaches(self, facts: Facts) -> list[Message]:
        """Say which partnerships it joins that nobody else does, and in which else it sits."""
        outside = [pair for pair in facts.only_partnerships if not self.partnerships >= set(pair)]
        within = [pair for pair in facts.only_partnerships if self.partnerships >= set(pair)]
        said = []
        if within:
            first, second = (self.snapshot.partnerships[item] for item in within[0])
            said.append(
                message(
                    "The only one here that sits in both {first} and {second}.",
                    first=first,
                    second=second,
                )
            )
        if len(self.partnerships) != 1:
            if facts.elsewhere:
                named = self._partnerships(facts.elsewhere)
                said.append(message("Also sits in {partnerships}.", partnerships=named))
            return said
        alone = sorted({item for pair in outside for item in pair} - self.partnerships)
        if alone:
            named = self._partnerships(alone)
            said.append(
                message("The only one here that also sits in {partnerships}.", partnerships=named)
            )
        if others := [item for item in facts.elsewhere if item not in alone]:
            named = self._partnerships(others)
            said.append(
                message("Like others here, it also sits in {partnerships}.", partnerships=named)
            )
        return said

    def _partnerships(self, items: Sequence[str]) -> tuple[object, ...]:
        return sentences.some([self.snapshot.partnerships[item] for item in items])

    def _body(self, item: str) -> object:
        return sentences.body(self.snapshot, item, self._shared)

    @cached_property
    def _shared(self) -> frozenset[str]:
        return sentences.shared_names(self.snapshot, self.members)
