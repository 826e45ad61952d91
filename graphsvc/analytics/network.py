"""What a measure is given: a graph, what kind of graph it is, and what was worked out on it before.

Betweenness and distances take by far the longest and are asked for under several names, raw and
normalized, of nodes and of the whole graph. A network works each of them out once, and so what
several smaller measures are made of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

import networkx as nx

from graphsvc.analytics import paths, structural_holes
from graphsvc.analytics.brokerage import Brokerage, brokerage
from graphsvc.analytics.distances import Reach, by_rows, sweep, sweep_meetings
from graphsvc.analytics.group_ends import Ends, Groups, ends_of, spread_over
from graphsvc.analytics.group_seats import Presences, presences
from graphsvc.analytics.lengths import Followed, follow
from graphsvc.analytics.matrices import Matrix
from graphsvc.analytics.passing import Passing, Sample, count_paths
from graphsvc.analytics.untied import Untied
from graphsvc.kernels.compiling import Number
from graphsvc.kernels.spreads import Spread

Kept = TypeVar("Kept")

# Which sum over shortest ways a measure is made of.
_SUMS = {
    "betweenness": "nodes",
    "edge_betweenness": "ties",
    "closeness": "total",
    "closeness_component": "total",
    "mean_distance": "total",
    "harmonic": "harmonic",
    "diameter": "farthest",
    "out_closeness": "total",
    "out_harmonic": "harmonic",
    "in_closeness": "came_total",
    "in_harmonic": "came_harmonic",
}
_PASSING = ("betweenness", "edge_betweenness")
_MOST_OFF = 0.999  # what a sum can be off by at most, so that one over it still has an error


class Shape(StrEnum):
    """What kind of graph it is; a measure is defined for some of these."""

    ONE_MODE = "one_mode"  # organizations with undirected ties: shared bodies, or declared ones
    DIRECTED = "directed"  # organizations with ties from one to another
    TWO_MODE = "two_mode"  # organizations and the bodies they sit on


@dataclass(slots=True)
class Network:
    """A graph to be measured. It must not change while it is.

    Attributes
    ----------
    graph
        As from `views.two_mode` or `views.one_mode`; a `nx.DiGraph` where directed.
    shape
        What kind of graph it is.
    affiliations
        The two-mode graph behind it, where there is one.
    groups
        The group of each organization, where groups are known.
    seed
        For what is drawn by lot.
    """

    graph: nx.Graph[str]
    shape: Shape
    affiliations: nx.Graph[str] | None = None
    groups: Groups | None = None
    seed: int = 0
    _kept: dict[tuple[str, ...], Any] = field(default_factory=dict, repr=False)

    def reach(self, *, weighted: bool = False, arriving: bool = False) -> dict[str, Reach]:
        """Return what each node reaches, or by what it is reached."""
        work = partial(self._measured, weighted=weighted, arriving=arriving)
        return self._once("arriving" if arriving else "leaving", work, weighted=weighted)

    def _measured(self, *, weighted: bool, arriving: bool) -> dict[str, Reach]:
        if self._meets and not weighted:
            return sweep_meetings(self.seating)
        ways = self.ways(weighted=True) if weighted else None
        if ways is not None:
            return by_rows(self.graph, ways.arriving if arriving else ways.leaving)
        graph = self.graph
        if arriving and isinstance(graph, nx.DiGraph):
            graph = graph.reverse(copy=False)
        return sweep(graph, weighted=weighted)

    def ways(self, *, weighted: bool) -> Followed | None:
        """Return the shortest ways by length; None where they are found in another way."""
        if not weighted and self.shape is not Shape.DIRECTED:
            return None
        work = partial(follow, self.graph, weighted=weighted, seed=self.seed)
        return self._once("ways", work, weighted=weighted)

    @property
    def _meets(self) -> bool:
        """Whether its ties are shared bodies, and who sits on which is at hand."""
        return self.shape is Shape.ONE_MODE and self.affiliations is not None

    def betweenness(self, *, weighted: bool = False) -> dict[str, float | None]:
        """Return the betweenness of each node, not normalized."""
        work = partial(self._between, weighted=weighted)
        return self._once("betweenness", work, weighted=weighted)

    def _between(self, *, weighted: bool) -> dict[str, float | None]:
        ways = self.ways(weighted=weighted)
        if ways is not None:
            return paths.nodes_of(self.graph, ways)
        if weighted:
            return paths.betweenness(self.graph, weighted=weighted)
        return dict(self.passing.through)

    def along(self, *, weighted: bool = False) -> Number | None:
        """Return what runs along each entry of the ties; None where it is not found in arrays."""
        if weighted or self.shape is Shape.DIRECTED:
            ways = self.ways(weighted=weighted)
            return None if ways is None else ways.ties
        return self.passing.along

    @property
    def passing(self) -> Passing:
        """The shortest paths through each node and along each tie; not of a directed graph."""
        return self._once("passing", partial(count_paths, self.graph, seed=self.seed))

    def sample_of(self, name: str) -> Sample | None:
        """Say how a measure that has been worked out was estimated; None where it is exact."""
        family = name.removesuffix("_normalized").removesuffix("_weighted")
        is_weighted = "_weighted" in name
        if not is_weighted and self.shape is not Shape.DIRECTED:
            passing: Passing | None = self._kept.get(("passing",))
            if passing is None:
                return None
            return {
                "betweenness": passing.sample,
                "bridgeness": passing.sample,
                "edge_betweenness": passing.sample_of_ties,
            }.get(family)
        # Without lengths, steps are counted, and only what passes through is followed.
        sums = _SUMS if is_weighted else {name: _SUMS[name] for name in _PASSING}
        ways: Followed | None = self._kept.get(("ways", "weighted") if is_weighted else ("ways",))
        sample = ways.samples.get(sums[family]) if ways is not None and family in sums else None
        if sample is None or "closeness" not in family:
            return sample
        # It is one over a sum of distances: off by more where that is too small than too large.
        off = min(sample.epsilon, _MOST_OFF)
        return replace(sample, epsilon=off / (1 - off))

    @property
    def untied(self) -> Untied:
        """The pairs of nodes that are not tied; not of a directed graph."""
        return self._once("untied", lambda: Untied.of(self.graph))

    @property
    def brokerage(self) -> Brokerage:
        """For whom each node is a broker between groups."""
        return self._once("brokerage", lambda: brokerage(self.graph, self.known_groups))

    @property
    def presences(self) -> Presences:
        """What seats and organizations each group has."""
        return self._once("presences", lambda: presences(self.seating, self.known_groups))

    def spread(self, *, weighted: bool) -> Spread:
        """Return how the ties of each node are spread over the groups."""
        work = partial(spread_over, self.graph, self.known_groups, weighted=weighted)
        return self._once("spread", work, weighted=weighted)

    def ends(self, *, weighted: bool) -> Ends:
        """Return the ties of each group."""
        work = partial(ends_of, self.graph, self.known_groups, weighted=weighted)
        return self._once("ends", work, weighted=weighted)

    def local_constraints(self, *, weighted: bool) -> Matrix:
        """Return what part of the constraint on a node comes through each of its contacts."""
        work = partial(structural_holes.local_constraints, self.graph, weighted=weighted)
        return self._once("constraints", work, weighted=weighted)

    def unshared(self, *, weighted: bool) -> Number:
        """Return the effective size of each node's contacts."""
        work = partial(structural_holes.unshared, self.graph, weighted=weighted)
        return self._once("unshared", work, weighted=weighted)

    def _once(self, name: str, work: Callable[[], Kept], *, weighted: bool = False) -> Kept:
        """Work something out when it is first wanted."""
        key = (name, "weighted") if weighted else (name,)
        if key not in self._kept:
            self._kept[key] = work()
        found: Kept = self._kept[key]
        return found

    @property
    def known_groups(self) -> Groups:
        """The group of each organization; none where groups are not known."""
        return self.groups if self.groups is not None else {}

    @property
    def seating(self) -> nx.Graph[str]:
        """The two-mode graph behind it; an empty one where there is none."""
        return self.affiliations if self.affiliations is not None else nx.Graph()


def group_of(graph: nx.Graph[str], attribute: str) -> Mapping[str, str | None]:
    """Take the group of each node from one of its attributes."""
    return {item: data.get(attribute) for item, data in graph.nodes(data=True)}
