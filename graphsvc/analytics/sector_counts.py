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
from graphsvc.model.targets import in_force
from graphsvc.model.vocabulary import PartnershipKind

# Kinds of partnership that bring the same sorts of organization together.
_ALIKE = (
    (PartnershipKind.LIP, PartnershipKind.ZIP, PartnershipKind.OTHER),
    (PartnershipKind.RIF, PartnershipKind.CLIF),
    (PartnershipKind.SECRETARIAT,),
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
            The other partnerships of a like kind that exist on the day, the organizations known to
            serve the area, or the seats that the council wants each sector to have.

        Notes
        -----
        Time O(members) for `peers` once the seats have been counted, O(places and organizations of
        the area) for `inventory`.
        """
        place = self._place[partnership]
        organizations, seats = (counts[place] for counts in self._by_sector)
        others: list[int | None] = [None] * len(seats)
        other_seats: list[int | None] = [None] * len(seats)
        if reference is Reference.PEERS:
            others = [*self._organizations_elsewhere(partnership).tolist()]
            other_seats = [*self._seats_elsewhere(partnership).tolist()]
        elif reference is Reference.INVENTORY:
            others = [*self._inventory(partnership).tolist()]
        else:
            other_seats = [*self._targets(partnership).tolist()]
        rows = [
            Counts(int(seated), int(held), known, known_seats)
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
    def existing(self) -> NDArray[np.bool_]:
        """Mark the partnerships that exist on the day."""
        records = self.snapshot.partnerships.values()
        return np.array(
            [is_active(record.since, record.until, self.as_of) for record in records],
            dtype=np.bool_,
        )

    @cached_property
    def _place(self) -> dict[str, int]:
        return {item: place for place, item in enumerate(self.seating.partnerships)}

    @cached_property
    def groups(self) -> tuple[NDArray[np.bool_], ...]:
        """Mark the partnerships of each sort that exist: a francophone network is no LIP."""
        records = self.snapshot.partnerships.values()
        sorts = [[record.kind in alike for record in records] for alike in _ALIKE]
        return tuple(np.array(sort, dtype=np.bool_) & self.existing for sort in sorts)

    def group_of(self, partnership: str) -> NDArray[np.bool_]:
        """Mark the partnerships that exist and are of the sort of one."""
        return self.groups[self._sort_of(partnership)]

    @property
    def sorts(self) -> tuple[tuple[PartnershipKind, ...], ...]:
        """Which kinds of partnership each of the `groups` holds."""
        return _ALIKE

    def has_targets(self, partnership: str) -> bool:
        """Whether the council of a partnership has set targets for the day."""
        return bool(self._targets(partnership).any())

    def place_of(self, partnership: str) -> int:
        """Return the row of a partnership in what is counted of all."""
        return self._place[partnership]

    def _sort_of(self, partnership: str) -> int:
        kind = self.snapshot.partnerships[partnership].kind
        return next(number for number, alike in enumerate(_ALIKE) if kind in alike)

    def _seats_elsewhere(self, partnership: str) -> NDArray[np.int64]:
        peers = self.group_of(partnership).copy()
        peers[self._place[partnership]] = False
        found: NDArray[np.int64] = self._by_sector[1][peers].sum(axis=0)
        return found

    @cached_property
    def _seated_in(self) -> tuple[NDArray[np.int64], ...]:
        """For each sort of partnership, in how many of them each organization has a seat."""
        found = []
        for group in self.groups:
            chosen = [self.seating.partnerships[place] for place in np.flatnonzero(group)]
            held = [self.seating.members[item] for item in chosen if item in self.seating.members]
            seated = np.concatenate(held) if held else np.zeros(0, dtype=np.int64)
            found.append(np.bincount(seated, minlength=len(self.snapshot.organization_ids)))
        return tuple(found)

    def _organizations_elsewhere(self, partnership: str) -> NDArray[np.int64]:
        """Count the organizations with a seat in any of the peers, each once."""
        number = self._sort_of(partnership)
        times, sector = self._seated_in[number], self.seating.sector
        everywhere = self._seated_by_sector[number]
        if not self.groups[number][self._place[partnership]]:
            return everywhere
        members = self.seating.members.get(partnership, np.zeros(0, dtype=np.int64))
        alone = members[times[members] == 1]
        return everywhere - np.bincount(sector[alone], minlength=len(SECTORS) + 1)

    @cached_property
    def _seated_by_sector(self) -> tuple[NDArray[np.int64], ...]:
        sector = self.seating.sector
        return tuple(
            np.bincount(sector[times > 0], minlength=len(SECTORS) + 1) for times in self._seated_in
        )

    def _targets(self, partnership: str) -> NDArray[np.int64]:
        """Return the seats the council wants each sector to have; nobody is to be unclassified."""
        held = in_force(self.snapshot.targets_of_partnership.get(partnership, ()), self.as_of)
        wanted = [held[sector].seats if sector in held else 0 for sector in SECTORS]
        return np.array([*wanted, 0], dtype=np.int64)

    def observed_and_expected(
        self, reference: Reference
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the seats of every partnership by sector, and those to be expected.

        Parameters
        ----------
        reference
            As for `of`.

        Returns
        -------
        tuple of arrays
            Partnerships x sectors. Expected is 0 where nothing is: no seats here, or none there.

        Notes
        -----
        Time O(partnerships x sectors) for `peers` and `targets`.
        """
        seats = self._by_sector[1][:, :UNCLASSIFIED]
        known = np.zeros(seats.shape)
        if reference is Reference.PEERS:
            for group in self.groups:
                known[group] = seats[group].sum(axis=0) - seats[group]
        else:
            ask = self._inventory if reference is Reference.INVENTORY else self._targets
            for place, item in enumerate(self.seating.partnerships):
                if seats[place].any():
                    known[place] = ask(item)[:UNCLASSIFIED]
        total = known.sum(axis=1, keepdims=True)
        if reference is Reference.TARGETS:
            # As in `sector_status`: seats without a target are free.
            total = np.where(total > 0, np.maximum(total, seats.sum(axis=1, keepdims=True)), 0)
        share = np.divide(known, total, out=np.zeros(known.shape), where=total > 0)
        return seats, share * seats.sum(axis=1, keepdims=True)

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
