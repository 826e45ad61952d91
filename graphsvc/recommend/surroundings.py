"""What a recommendation looks at: the asker, who is around, and the network between them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graphsvc.analytics import sentences
from graphsvc.analytics.sector_counts import SectorCounts
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import PlaceKind
from graphsvc.recommend.asker import Asker
from graphsvc.recommend.likeness import Likeness
from graphsvc.recommend.steps import OUT_OF_REACH, Network

# Sharing an area with more partnerships than this, such as a very large province, is not near.
MOST_NEARBY = 100


@dataclass(frozen=True)
class Surroundings:
    """One asker in the network of a day; the arrays run over the organizations of the snapshot.

    Attributes
    ----------
    snapshot
        The graph at one revision.
    counts
        Its seats, places and sectors on the day.
    network
        Who sits where.
    asker
        Who is asking.
    together
        Whether partners are looked for among those it shares a body with, rather than strangers.
    known
        Ids of organizations that are not suggested since it reports to work with them already.
    left_out
        Ids of hosts and funders that are left out: they tie nobody, and nobody is pointed to them.
    set_aside
        Ids of those that were declined or tried already.
    inside
        Who is inside the scope that candidates are taken from; None where that is everybody.
    """

    snapshot: Snapshot
    counts: SectorCounts
    network: Network
    asker: Asker
    together: bool
    known: frozenset[str]
    left_out: frozenset[str]
    set_aside: frozenset[str] = frozenset()
    inside: NDArray[np.bool_] | None = None

    @cached_property
    def contacts(self) -> NDArray[np.bool_]:
        """Who shares a body with the asker, or sits on the body that asks."""
        found = self.network.members_of(self.asker.bodies)
        if self.asker.row is not None:
            found[self.asker.row] = False
        return found

    @cached_property
    def table_mates(self) -> NDArray[np.bool_]:
        """Mark the contacts, and those that would be contacts if no linking node were left out.

        A seat that is left out is no way to others, but who sits there is no stranger either.
        """
        if not self.counts.exclude:
            return self.contacts
        network = Network.of(self.counts.everybody().seats)
        row = self.asker.row
        found = network.members_of(self.asker.bodies if row is None else network.bodies_of(row))
        if row is not None:
            found[row] = False
        return found

    @cached_property
    def candidates(self) -> NDArray[np.bool_]:
        """Who can be suggested: there on the day, not tied already, of no family, not left out.

        Where a scope is named, only those inside.
        """
        found: NDArray[np.bool_] = self.counts.seating.present & (self.table_mates == self.together)
        if self.inside is not None:
            found &= self.inside
        apart = self.asker.family | self.known | self.left_out | self.set_aside
        ids = self.snapshot.organization_ids
        found[[row for row, item in enumerate(ids) if item in apart]] = False
        return found

    @cached_property
    def shared(self) -> sparse.csr_array[Any]:
        """Contacts x organizations: 1 where a contact shares a body with another organization."""
        contacts = np.flatnonzero(self.contacts)
        met = sparse.csr_array(self.network.rows[contacts] @ self.network.columns).tocoo()
        others = contacts[met.row] != met.col
        ones = np.ones(int(np.count_nonzero(others)))
        return sparse.csr_array((ones, (met.row[others], met.col[others])), shape=met.shape)

    @cached_property
    def shared_by(self) -> sparse.csr_array[Any]:
        """Return `shared` the other way round: organizations x contacts."""
        found = self.shared.T.tocsr()
        found.sort_indices()
        return found

    @cached_property
    def contact_degrees(self) -> NDArray[np.float64]:
        """With how many others each contact shares a body."""
        return np.diff(self.shared.indptr).astype(float)

    @cached_property
    def two_steps(self) -> NDArray[np.bool_]:
        """Who shares a contact with the asker."""
        return np.asarray(self.shared.sum(axis=0)).ravel() > 0

    @cached_property
    def steps(self) -> NDArray[np.int64]:
        """Steps from the asker to everyone; who is out of reach counts as beyond the farthest.

        Out of reach is two steps farther than the farthest, and at least three: a tie into another
        component is then worth more than any inside the own one.
        """
        found = self.network.steps_from(self.asker.bodies)
        out = found == OUT_OF_REACH
        found[out] = max(int(found.max(initial=0)), 1) + 2
        found[~self.counts.seating.present & out] = 0
        if self.asker.row is not None:
            found[self.asker.row] = 0
        return found

    @cached_property
    def out_of_reach(self) -> NDArray[np.bool_]:
        """Who no path leads to from the asker."""
        found: NDArray[np.bool_] = self.network.steps_from(self.asker.bodies) == OUT_OF_REACH
        return found

    @cached_property
    def around(self) -> NDArray[np.bool_]:
        """Who is near enough, in the network or on the map, to be approached at all.

        Those who share a contact, those who sit in the asker's partnerships or in partnerships
        nearby (with which it shares an area of at most `MOST_NEARBY`), and those active in its
        places. Where nothing is known of the place of the asker's partnerships, nobody can be
        ruled out; and where candidates are asked for inside a scope, nobody there is.
        """
        areas, members = self.counts.areas, self.counts.seating.members
        nobody = np.zeros(0, dtype=np.int64)
        if self.nothing_known_of_place or self.inside is not None:
            return np.ones(len(self.snapshot.organization_ids), dtype=np.bool_)
        found = self.contacts | self.two_steps
        for partnership in self.near:
            found[members.get(partnership, nobody)] = True
        for partnership in self.asker.partnerships:
            found[[self.row_of[item] for item in areas.serving(partnership)]] = True
        found[list(self.place_matches)] = True
        return found

    @cached_property
    def near(self) -> frozenset[str]:
        """The asker's partnerships, and those it shares an area of at most `MOST_NEARBY` with."""
        areas = self.counts.areas
        found = set(self.asker.partnerships)
        for partnership in self.asker.partnerships:
            shared = areas.sharing.get(partnership, {})
            found |= {
                other
                for other, area in areas.neighbours(partnership).items()
                if shared[area] <= MOST_NEARBY
            }
        return frozenset(found)

    @cached_property
    def nothing_known_of_place(self) -> bool:
        """Whether it has partnerships, of none of which an area is on record."""
        mine = self.asker.partnerships
        return bool(mine) and not any(self.counts.areas.sharing.get(item) for item in mine)

    @cached_property
    def narrow_places(self) -> tuple[str, ...]:
        """Return the asker's places that are smaller than a province."""
        return tuple(item for item in self.asker.places if self._is_narrow(item))

    @cached_property
    def place_matches(self) -> dict[int, tuple[str, ...]]:
        """By position of the organization, the asker's places in which it is active."""
        areas = self.counts.areas
        found: dict[int, list[str]] = defaultdict(list)
        for place in self.narrow_places:
            wider = {area for area in areas.above[place] if self._is_narrow(area)}
            active = {
                tie.organization
                for area in areas.covered([place]) | wider
                for tie in areas.ties.get(area, ())
            }
            for item in active:
                found[self.row_of[item]].append(place)
        return {row: tuple(places) for row, places in sorted(found.items())}

    @cached_property
    def places_recorded(self) -> NDArray[np.int64]:
        """Count for everyone the places smaller than a province in which it is active."""
        found = np.zeros(len(self.snapshot.organization_ids), dtype=np.int64)
        for item, ties in self.counts.areas.ties_of.items():
            found[self.row_of[item]] = len({t.place for t in ties if self._is_narrow(t.place)})
        return found

    def _is_narrow(self, place: str) -> bool:
        kind = self.snapshot.places[place].kind
        return kind not in (PlaceKind.COUNTRY, PlaceKind.PROVINCE)

    @cached_property
    def likeness(self) -> Likeness:
        """Themes, languages and populations served of the day."""
        return Likeness(self.snapshot, self.counts.seating)

    @cached_property
    def own_themes(self) -> NDArray[np.float64]:
        """Mark the themes of the asker's bodies."""
        return self.likeness.themes_of(self.asker.bodies)

    @cached_property
    def own_tongues(self) -> NDArray[np.float64]:
        """Mark the languages of the asker, or of at least half of the members that ask."""
        return self.likeness.common_to(self.likeness.spoken, self.asker.row, self.asker.bodies)

    @cached_property
    def own_populations(self) -> NDArray[np.float64]:
        """Mark the populations that the asker serves, or at least half of the members that ask."""
        return self.likeness.common_to(self.likeness.served, self.asker.row, self.asker.bodies)

    @cached_property
    def shared_names(self) -> frozenset[str]:
        """Names that several bodies have."""
        return sentences.shared_names(self.snapshot, self.snapshot.bodies)

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Position of each organization."""
        return {item: row for row, item in enumerate(self.snapshot.organization_ids)}
