"""Organizations and seats by sector: here and in the reference."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graphsvc.analytics.areas import Areas
from graphsvc.analytics.scope import Exclusion, Scope
from graphsvc.analytics.seating import SECTORS, UNCLASSIFIED, Seating
from graphsvc.analytics.sector_status import Counts, Reference
from graphsvc.dates import is_active
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import PartnershipKind

# Kinds of partnership that bring the same sorts of organization together.
_ALIKE = (
    frozenset({PartnershipKind.LIP, PartnershipKind.ZIP, PartnershipKind.OTHER}),
    frozenset({PartnershipKind.RIF, PartnershipKind.CLIF}),
    frozenset({PartnershipKind.SECRETARIAT}),
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted in one partnership and its reference.

    Attributes
    ----------
    sectors
        One entry per sector, in the order of `SECTORS`.
    unclassified
        The same of organizations without a known sector.
    """

    sectors: tuple[Counts, ...]
    unclassified: Counts


@dataclass(frozen=True)
class SectorCounts:
    """Counts the sectors of partnerships; laid out once, asked for any number of partnerships.

    Attributes
    ----------
    snapshot
        The graph at one revision.
    as_of
        The day.
    exclude
        Which linking nodes are left out.
    seating
        The seats of that day, without those left out.
    areas
        The places of that day.
    """

    snapshot: Snapshot
    as_of: str
    exclude: frozenset[Exclusion]
    seating: Seating
    areas: Areas

    def of(self, partnership: str, reference: Reference) -> Counted:
        """Count one partnership against a reference.

        Parameters
        ----------
        partnership
            Its id.
        reference
            The other partnerships of a like kind that exist on the day, or the organizations known
            to serve the area.

        Notes
        -----
        Time O(seats) for `peers`, O(places and organizations of the area) for `inventory`.
        """
        place = self.seating.partnerships.index(partnership)
        organizations, seats = (counts[place] for counts in self._by_sector)
        if reference is Reference.PEERS:
            peers = self._existing & self._of_like_kind(partnership)
            peers[place] = False
            others = self._organizations_of(peers)
            other_seats: list[int | None] = [*self._by_sector[1][peers].sum(axis=0).tolist()]
        else:
            others = self._inventory(partnership)
            other_seats = [None] * len(others)
        rows = [
            Counts(int(seated), int(held), int(known), known_seats)
            for seated, held, known, known_seats in zip(
                organizations, seats, others, other_seats, strict=True
            )
        ]
        return Counted(tuple(rows[:UNCLASSIFIED]), rows[UNCLASSIFIED])

    @classmethod
    def on(
        cls, snapshot: Snapshot, as_of: str, exclude: frozenset[Exclusion] = frozenset()
    ) -> SectorCounts:
        """Lay out the seats and places of a day, without the linking nodes left out."""
        seating, areas = Seating.of(snapshot, as_of, exclude), Areas.of(snapshot, as_of)
        return cls(snapshot, as_of, exclude, seating, areas)

    def everybody(self) -> Seating:
        """Return the seats of the day with nobody left out."""
        return Seating.of(self.snapshot, self.as_of) if self.exclude else self.seating

    @cached_property
    def _row(self) -> dict[str, int]:
        return {item: row for row, item in enumerate(self.snapshot.organization_ids)}

    @cached_property
    def _by_sector(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        return self.seating.by_sector()

    @cached_property
    def _existing(self) -> NDArray[np.bool_]:
        """Mark the partnerships that exist on the day."""
        records = self.snapshot.partnerships.values()
        return np.array(
            [is_active(record.since, record.until, self.as_of) for record in records],
            dtype=np.bool_,
        )

    def _of_like_kind(self, partnership: str) -> NDArray[np.bool_]:
        """Mark the partnerships whose tables are made up alike: a francophone network is no LIP."""
        records = self.snapshot.partnerships
        alike = next(kinds for kinds in _ALIKE if records[partnership].kind in kinds)
        return np.array([record.kind in alike for record in records.values()], dtype=np.bool_)

    def _organizations_of(self, partnerships: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Count the organizations with a seat in any of some partnerships, each once."""
        chosen = [self.seating.partnerships[place] for place in np.flatnonzero(partnerships)]
        groups = [self.seating.members[item] for item in chosen if item in self.seating.members]
        seated = np.unique(np.concatenate(groups)) if groups else np.zeros(0, dtype=np.int64)
        return np.bincount(self.seating.sector[seated], minlength=len(SECTORS) + 1)

    def _inventory(self, partnership: str) -> NDArray[np.int64]:
        """Count those known to serve the area, and those with a seat, each once.

        Nobody is known to serve an area of which no place is recorded; then the inventory is empty,
        since a list of the seated alone is nothing to compare the seated with.
        """
        serving = self.areas.serving(partnership)
        found = np.zeros(len(self.snapshot.organization_ids), dtype=np.bool_)
        if serving:
            found[[self._row[item] for item in serving]] = True
            found[self.seating.members.get(partnership, np.zeros(0, dtype=np.int64))] = True
        left_out = Scope(partnership, self.as_of, self.exclude).left_out(self.snapshot)
        found[[self._row[item] for item in left_out]] = False
        return np.bincount(self.seating.sector[found], minlength=len(SECTORS) + 1)
