"""How a network stands: what is compared between two days, and with a scenario."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from graphsvc.analytics import whole_graph
from graphsvc.analytics.bridging_criteria import DEFAULT_CRITERIA, Grouping, Measured, scores
from graphsvc.analytics.core_periphery import core_periphery
from graphsvc.analytics.cut_points import Separation, separations
from graphsvc.analytics.distances import sweep
from graphsvc.analytics.groups import group_assortativity
from graphsvc.analytics.links import partnerships_joined
from graphsvc.analytics.network import group_of
from graphsvc.analytics.ranks import places
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.seating import SECTORS
from graphsvc.analytics.seats import Seats
from graphsvc.analytics.sector_counts import SectorCounts
from graphsvc.analytics.sector_status import Reference, SectorStatus, compare, is_clear
from graphsvc.analytics.stability import DRAWS, TOP, Drawn, Stability, drawn, sampled
from graphsvc.analytics.views import BODY, ORGANIZATION, one_mode, two_mode
from graphsvc.language import Message, message
from graphsvc.model import ids
from graphsvc.model.snapshot import Snapshot

Key = tuple[str, str]
SEED = 0  # of what is drawn by lot before somebody is called a bridge
STATUS: Mapping[SectorStatus, Message] = {
    SectorStatus.ABSENT: message("absent"),
    SectorStatus.UNDER: message("under-represented"),
    SectorStatus.AT_PAR: message("no clear difference"),
    SectorStatus.OVER: message("over-represented"),
    SectorStatus.TOO_FEW_TO_TELL: message("too few to tell"),
}


@dataclass(frozen=True, slots=True)
class SectorStanding:
    """How a sector stands in a partnership.

    Attributes
    ----------
    status
        The verdict.
    flagged
        Whether the difference is more than chance explains.
    seats
        How many it holds.
    """

    status: SectorStatus
    flagged: bool
    seats: int

    def tells(self, after: SectorStanding) -> bool:
        """Tell whether another status afterwards says something of the sector.

        It does where the sector clearly lacks or has seats before or afterwards, and where its
        first seat came or its last one went. Else few seats can make either status by chance, or
        others moved and the sector did not.
        """
        if self.status is after.status:
            return False
        clear = any(is_clear(each.status, flagged=each.flagged) for each in (self, after))
        return clear or bool(self.seats) is not bool(after.seats)


@dataclass(frozen=True)
class Standing:
    """One network on one day; everything is worked out when it is asked for.

    Attributes
    ----------
    snapshot, scope
        Where and when.
    reference
        What sectors are compared with.
    """

    snapshot: Snapshot
    scope: Scope
    reference: Reference

    @cached_property
    def graph(self) -> nx.Graph[str]:
        """The two-mode graph."""
        return two_mode(self.snapshot, self.scope)

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The bodies there are."""
        return frozenset(item for item, data in self.graph.nodes(data=True) if data["mode"] == BODY)

    @cached_property
    def seated(self) -> frozenset[str]:
        """The organizations with a seat."""
        return frozenset(
            item
            for item, data in self.graph.nodes(data=True)
            if data["mode"] == ORGANIZATION and self.graph[item]
        )

    @cached_property
    def ties(self) -> frozenset[Key]:
        """Who sits on what: organization and body."""
        return frozenset((item, body) for item in self.seated for body in self.graph[item])

    @property
    def components(self) -> int:
        """How many parts are not in contact with one another."""
        return whole_graph.components(self.graph)

    @cached_property
    def partnerships(self) -> tuple[str, ...]:
        """The partnerships whose sectors can be judged here: those that are in scope as a whole."""
        if self.scope.of.startswith(f"{ids.PARTNERSHIP}:"):
            return (self.scope.of,)
        if self.scope.of.startswith(f"{ids.BODY}:"):
            return ()
        found = {self.snapshot.partnership_of[body] for body in self.bodies}
        return tuple(sorted(found))

    def sectors(self, partnership: str) -> dict[str, SectorStanding]:
        """Return how each sector stands in a partnership, in their fixed order."""
        counted = self._counts.of(partnership, self.reference).sectors
        found = compare(counted, self.reference)
        return {
            str(sector): SectorStanding(row.status, row.flagged, counts.seats)
            for sector, row, counts in zip(SECTORS, found, counted, strict=True)
        }

    @cached_property
    def _counts(self) -> SectorCounts:
        return SectorCounts.on(self.snapshot, self.scope.as_of, self.scope.exclude)

    @cached_property
    def _seats(self) -> Seats:
        return Seats.of(self.graph, partnerships_joined(self.snapshot, self.scope, self.graph))

    @cached_property
    def _measured(self) -> Measured:
        return Measured(self._seats, seed=SEED)

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """The rank of each organization with a seat in the bridging ranking, by sectors."""
        if not self._seats.items:
            return {}
        _, means = scores(self._measured, DEFAULT_CRITERIA, Grouping.SECTOR)
        ranks = zip(self._seats.items, places(means).tolist(), strict=True)
        return {item: rank for item, rank in ranks if item in self.seated}

    @cached_property
    def draws(self) -> Drawn:
        """Where each organization ranks, a tenth of the seats left out, drawn as in the ranking.

        Much the dearest of all here. Where more than 2,000 memberships hang together, paths
        are sampled in a draw, so that all draws cost a few rankings.
        """
        return drawn(self._measured, DEFAULT_CRITERIA, Grouping.SECTOR, draws=DRAWS, seed=SEED)

    def apart(self, other: Standing, item: str) -> bool:
        """Tell whether the ranks of an organization in the draws of two networks do not meet.

        So they do where it has a seat in one of them alone.
        """
        if item not in other.ranks:
            return True
        here, there = self.stability[item], other.stability[item]
        return here.upper < there.lower or there.upper < here.lower

    @property
    def draws_made(self) -> Drawn | None:
        """The draws, if somebody has been looked up in them."""
        made: Drawn | None = vars(self).get("draws")
        return made

    @property
    def stability(self) -> Mapping[str, Stability]:
        """Where each organization ranks in the draws."""
        return self.draws.ranked

    @property
    def sampled(self) -> bool:
        """Whether shortest paths are sampled in a draw."""
        return sampled(self._seats)

    @cached_property
    def top(self) -> int:
        """How many are the first: ten, or a fifth of them where that is less."""
        return min(TOP, max(1, math.ceil(len(self.ranks) / 5)))

    @cached_property
    def foremost(self) -> frozenset[str]:
        """Those who rank among the first `top`, and sit on two bodies at least."""
        return frozenset(
            item
            for item, rank in self.ranks.items()
            if rank <= self.top and len(self.graph[item]) > 1
        )

    @cached_property
    def bridges(self) -> frozenset[str]:
        """Those of the foremost whose rank can be relied on.

        Whose ranks cover half of the table or more, with a tenth of the memberships left out by
        lot, is not called a bridge (`stability`).
        """
        if not self.foremost:
            return frozenset()
        return frozenset(item for item in self.foremost if self.stability[item].steady)

    @cached_property
    def separations(self) -> Mapping[str, Separation]:
        """Who is a cut point that other organizations would lose contact without."""
        return {
            item: found for item, found in separations(self.graph).items() if found.organizations
        }

    def numbers(self, *, seed: int = 0) -> dict[str, float | None]:
        """Return the numbers of the whole graph, each under the name of its measure.

        `organizations`, `organizations_seated`, `bodies` and `memberships` are counts of the
        two-mode graph and no measures of a graph; `components` and `density` are measures of it,
        the others of the one-mode graph with Newman's weighting, by sectors where groups are
        needed.
        """
        projected = one_mode(self.graph)
        reach = sweep(projected)
        return {
            "organizations": len(self.graph) - len(self.bodies),
            "organizations_seated": len(self.seated),
            "bodies": len(self.bodies),
            "memberships": self.graph.number_of_edges(),
            "components": self.components,
            "density": whole_graph.density_two_mode(self.graph),
            "diameter": whole_graph.diameter(projected, reach=reach),
            "mean_distance": whole_graph.mean_distance(projected, reach=reach),
            "transitivity": whole_graph.transitivity(projected),
            "degree_centralization": whole_graph.degree_centralization(projected),
            "group_assortativity": group_assortativity(projected, group_of(projected, "sector")),
            "core_periphery": core_periphery(projected),
            "modularity_found_weighted": whole_graph.modularity_found(
                projected, weighted=True, seed=seed
            ),
        }
