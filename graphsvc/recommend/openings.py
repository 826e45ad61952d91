"""Which tables stand open to an organization, and the network between it and them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graphsvc.analytics import sentences
from graphsvc.analytics.seating import Seating
from graphsvc.analytics.sector_counts import SectorCounts
from graphsvc.model.snapshot import Snapshot
from graphsvc.recommend.asker import Asker
from graphsvc.recommend.gaps import Gap, gaps_of
from graphsvc.recommend.likeness import Likeness
from graphsvc.recommend.steps import (
    OUT_OF_REACH,
    Network,
    saved_by_joining,
    steps_from_bodies,
)
from graphsvc.recommend.surroundings import Surroundings

_MOST_STEPS_KEPT = 100_000_000  # bytes
_FAR = np.iinfo(np.int8).max


@dataclass(frozen=True)
class Ground:
    """The graph on a day, laid out once for any number of askers; arrays run over the bodies.

    Attributes
    ----------
    snapshot
        The graph at one revision.
    counts
        Its seats, places and sectors on the day.
    many
        Whether many askers come: then all steps are counted once, if they fit into memory.
    """

    snapshot: Snapshot
    counts: SectorCounts
    many: bool = False
    _gaps: dict[str, dict[str, Gap]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def network(self) -> Network:
        """Who sits where."""
        return Network.of(self.counts.seating.seats)

    @cached_property
    def everybody(self) -> Seating:
        """The seats with nobody left out: what is open to whom, never a way to others."""
        return self.counts.everybody()

    @cached_property
    def likeness(self) -> Likeness:
        """Themes, languages and populations served of the day."""
        return Likeness(self.snapshot, self.counts.seating)

    @cached_property
    def sizes(self) -> NDArray[np.int64]:
        """How many organizations sit on each body."""
        return np.diff(self.network.columns.indptr).astype(np.int64)

    @cached_property
    def loads(self) -> NDArray[np.int64]:
        """On how many bodies each organization sits."""
        return np.diff(self.network.rows.indptr).astype(np.int64)

    @cached_property
    def partnership(self) -> NDArray[np.intp]:
        """For each body, the position of its partnership."""
        return self.counts.seating.partnership

    @cached_property
    def at(self) -> dict[str, tuple[int, ...]]:
        """For each narrow place, the positions of the partnerships that cover it or lie in it."""
        areas, found = self.counts.areas, defaultdict(set)
        for position, item in enumerate(self.counts.seating.partnerships):
            for cover in self.snapshot.partnerships[item].covers:
                if cover in self.snapshot.places:
                    for place in (*areas.covered([cover]), *areas.above[cover]):
                        found[place].add(position)
        return {place: tuple(sorted(those)) for place, those in found.items()}

    @cached_property
    def covers_recorded(self) -> NDArray[np.int64]:
        """How many places each partnership is recorded to cover."""
        records = self.snapshot.partnerships
        items = self.counts.seating.partnerships
        return np.array([len(records[item].covers) for item in items], dtype=np.int64)

    @cached_property
    def shared_names(self) -> frozenset[str]:
        """Names that several bodies have."""
        return sentences.shared_names(self.snapshot, self.snapshot.bodies)

    @cached_property
    def _steps(self) -> NDArray[np.int8] | None:
        """Steps from each body to each organization; None where they are not worth their memory."""
        rows, bodies = self.network.rows.shape
        if rows * bodies > _MOST_STEPS_KEPT:
            return None
        found = steps_from_bodies(self.network)
        found[found == OUT_OF_REACH] = _FAR  # no way saves nothing
        return found

    def saved(self, bodies: NDArray[np.intp], steps: NDArray[np.int64]) -> NDArray[np.int64]:
        """Count the steps that joining each body would save; see `saved_by_joining`."""
        kept = self._steps if self.many else None
        if kept is None:
            return saved_by_joining(self.network, bodies, steps)
        saved = np.minimum(steps, _FAR).astype(np.int8) - kept[bodies]
        np.maximum(saved, 0, out=saved)
        found: NDArray[np.int64] = saved.sum(axis=1, dtype=np.int64)
        return found

    def gaps(self, partnership: str) -> dict[str, Gap]:
        """Return who would fill which gap of a partnership; worked out once for each."""
        if partnership not in self._gaps:
            self._gaps[partnership] = gaps_of(self.snapshot, self.counts, partnership)
        return self._gaps[partnership]


@dataclass(frozen=True)
class Openings:
    """One organization and the tables it does not sit on.

    Attributes
    ----------
    ground
        The graph on the day.
    around
        The organization in it.
    left_out
        Ids of bodies that are left out.
    inside
        Which bodies are inside the scope that tables are taken from; None where all are.
    """

    ground: Ground
    around: Surroundings
    left_out: frozenset[str] = frozenset()
    inside: NDArray[np.bool_] | None = None

    @classmethod
    def of(
        cls,
        ground: Ground,
        asker: Asker,
        left_out: frozenset[str] = frozenset(),
        inside: NDArray[np.bool_] | None = None,
    ) -> Openings:
        """Look at the tables from where an organization stands."""
        around = Surroundings(
            snapshot=ground.snapshot,
            counts=ground.counts,
            network=ground.network,
            asker=asker,
            together=False,
            known=frozenset(),
            left_out=frozenset(),
        )
        return cls(ground, around, left_out, inside)

    @property
    def asker(self) -> Asker:
        """The organization."""
        return self.around.asker

    @cached_property
    def sits_on(self) -> NDArray[np.intp]:
        """Positions of the bodies it sits on, its seats as a host or funder among them."""
        if self.asker.row is None:
            return self.asker.bodies
        return self.ground.everybody.seats[[self.asker.row]].tocoo().col.astype(np.intp)

    @cached_property
    def candidates(self) -> NDArray[np.bool_]:
        """Bodies with members that it does not sit on, inside the scope, but those left out."""
        found: NDArray[np.bool_] = self.ground.sizes > 0
        if self.inside is not None:
            found &= self.inside
        found[self.sits_on] = False
        if self.left_out:
            ids = self.ground.snapshot.body_ids
            found[[place for place, item in enumerate(ids) if item in self.left_out]] = False
        return found

    @cached_property
    def met(self) -> NDArray[np.float64]:
        """How many contacts of the organization sit on each body."""
        contacts = self.around.contacts.astype(float)
        return np.asarray(self.ground.network.columns @ contacts)

    @cached_property
    def own_partnerships(self) -> NDArray[np.bool_]:
        """Mark the partnerships in which it has a seat."""
        found = np.zeros(len(self.ground.counts.seating.partnerships), dtype=np.bool_)
        found[self.ground.partnership[self.sits_on]] = True
        return found

    @cached_property
    def near(self) -> NDArray[np.bool_]:
        """Bodies near enough, in the network or on the map, to be suggested at all.

        Those that a contact sits on, those of its partnerships and of partnerships nearby, and of
        those that cover a place it is active in. Where nothing is known of the place of its
        partnerships, none can be ruled out; and where tables are asked for inside a scope, none
        there is.
        """
        if self.around.nothing_known_of_place or self.inside is not None:
            return np.ones(len(self.ground.sizes), dtype=np.bool_)
        items = self.ground.counts.seating.partnerships
        close = np.array([item in self.around.near for item in items], dtype=np.bool_)
        close |= self.places_matched > 0
        return np.asarray(close[self.ground.partnership] | (self.met > 0))

    @cached_property
    def places_matched(self) -> NDArray[np.int64]:
        """For each partnership, in how many of its places the organization is active."""
        found = np.zeros(len(self.ground.counts.seating.partnerships), dtype=np.int64)
        for place in self.around.narrow_places:
            found[list(self.ground.at.get(place, ()))] += 1
        return found

    @cached_property
    def resources(self) -> NDArray[np.float64]:
        """What each contact is given by the tables it shares with the organization.

        Each of those tables gives 1, in equal parts to its members; the organization's own part is
        not passed on.
        """
        given = np.zeros(len(self.ground.sizes))
        own = self.asker.bodies
        given[own] = 1 / np.maximum(self.ground.sizes[own], 1)
        held = np.asarray(self.ground.network.rows @ given)
        if self.asker.row is not None:
            held[self.asker.row] = 0.0
        return held
