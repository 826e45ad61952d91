"""Who could be asked to speak for a sector that is absent or thin in a partnership."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from graphsvc.analytics.areas import Areas
from graphsvc.analytics.seating import SECTORS, Seating
from graphsvc.language import Message, message, messages
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import PlaceTieKind


class Origin(StrEnum):
    """Where an organization that could be asked is known from."""

    INVENTORY = "inventory"
    NEIGHBOUR = "neighbour"


@dataclass(frozen=True, slots=True)
class Invitee:
    """An organization that could be asked.

    Attributes
    ----------
    organization
        Its id.
    origin
        Whether it is known to serve the area, or sits in a partnership nearby.
    reason
        Why it could be asked, in words.
    evidence
        Ids of what shows it: the tie to a place, or the partnership nearby, and a department or
        parent that has a seat already.
    """

    organization: str
    origin: Origin
    reason: Message
    evidence: tuple[str, ...]


def not_again(count: int) -> tuple[Message, ...]:
    """Say how many are not named because they were declined or tried; nothing of nobody."""
    if not count:
        return ()
    told = messages(
        "{count} is not suggested again: declined or tried already.",
        "{count} are not suggested again: declined or tried already.",
        count,
        count=count,
    )
    return (told,)


@dataclass(frozen=True)
class Invitees:
    """Looks for organizations that a partnership could ask, sector by sector.

    Attributes
    ----------
    snapshot
        The graph at one revision.
    areas
        Its places on the day.
    seating
        All seats of the day, nobody left out: a host is not to be asked to join either.
    """

    snapshot: Snapshot
    areas: Areas
    seating: Seating

    def of(
        self,
        partnership: str,
        sectors: AbstractSet[Sector],
        without: AbstractSet[str] = frozenset(),
    ) -> Mapping[Sector, tuple[Invitee, ...]]:
        """Find who could be asked to speak for each of some sectors.

        Parameters
        ----------
        partnership
            Its id.
        sectors
            The sectors.
        without
            Ids of organizations that are not to be asked again.

        Returns
        -------
        Mapping
            Organizations without a seat in the partnership, by primary sector: those known to serve
            its area first, then those that sit in partnerships nearby, the closest first, then by
            id. Sectors of which nobody is known are missing.

        Notes
        -----
        Time O(places and organizations of the area and of the partnerships nearby).
        """
        seated = self.members(partnership)
        of_sectors = self._of_sectors(sectors) - without
        found: dict[str, Invitee] = {}
        for item, tie in self.areas.serving(partnership).items():
            if item not in seated and item in of_sectors:
                reason, relative = self._serving(item, tie.kind, tie.place, seated)
                found[item] = Invitee(item, Origin.INVENTORY, reason, (tie.id, *relative))
        for neighbour, area in self.areas.neighbours(partnership).items():
            for item in sorted((self.members(neighbour) & of_sectors) - seated - found.keys()):
                reason = message(
                    "Sits in {partnership}, also in {area}.",
                    partnership=self.snapshot.partnerships[neighbour],
                    area=self.areas.named(area),
                )
                found[item] = Invitee(item, Origin.NEIGHBOUR, reason, (neighbour,))
        groups: dict[Sector, list[Invitee]] = defaultdict(list)
        for item, invitee in found.items():
            sector = self.snapshot.organizations[item].sector
            if sector is not None:
                groups[sector].append(invitee)
        return {sector: tuple(group) for sector, group in groups.items()}

    def members(self, partnership: str) -> frozenset[str]:
        """Return the organizations that have a seat in a partnership on the day."""
        rows = self.seating.members.get(partnership, ())
        return frozenset(self.snapshot.organization_ids[row] for row in rows)

    def _of_sectors(self, sectors: AbstractSet[Sector]) -> frozenset[str]:
        wanted = [position for position, sector in enumerate(SECTORS) if sector in sectors]
        rows = np.flatnonzero(np.isin(self.seating.sector, wanted) & self.seating.present)
        return frozenset(self.snapshot.organization_ids[row] for row in rows)

    def _serving(
        self, item: str, kind: PlaceTieKind, place: str, seated: frozenset[str]
    ) -> tuple[Message, tuple[str, ...]]:
        """Say how an organization serves the area, and who of its own house is there already."""
        where = self.snapshot.places[place]
        if kind is PlaceTieKind.SERVES:
            reason = message("Serves {place} and has no seat.", place=where)
        else:
            reason = message("Is located in {place} and has no seat.", place=where)
        relative = self._relative(item, seated)
        if relative is None:
            return reason, ()
        return (
            message(
                "{reason} {relative}, of the same organization, has one.",
                reason=reason,
                relative=self.snapshot.organizations[relative],
            ),
            (relative,),
        )

    def _relative(self, item: str, seated: frozenset[str]) -> str | None:
        """Find the parent, a department, or another department of the parent that has a seat."""
        parent = self.snapshot.organizations[item].part_of
        around = [parent] if parent else []
        for above in (item, parent):
            if above:
                departments = self.snapshot.departments_of.get(above, ())
                around.extend(department.id for department in departments)
        return next((other for other in around if other in seated), None)
