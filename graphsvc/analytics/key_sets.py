"""Sets of organizations, judged and sought: whose absence breaks a network up, who reaches most.

Every set is judged exactly. The search for the best one is greedy with swaps: no other way to know
the best set is known than to try them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphsvc.analytics.views import ORGANIZATION
from graphsvc.dispatch.graphs import Ties
from graphsvc.kernels.brandes import betweenness
from graphsvc.kernels.compiling import Number, Whole
from graphsvc.kernels.ordering import neighbours_together
from graphsvc.kernels.sets import gains, nearest, pairs_by_steps, pairs_left

# The sets that are tried in one step of a search take so many units of work at most, where a unit
# is an organization times a tie; but so many are always tried.
_WORK, FEWEST_TRIED = 500_000_000, 24
_MOST_ROUNDS = 20
# Sums of the same fractions in another order differ by less; a real difference is larger.
_SAME = 1e-9


class Criterion(StrEnum):
    """What a set is judged by."""

    FRAGMENTATION = "fragmentation"
    DISTANCE_FRAGMENTATION = "distance_fragmentation"
    REACH = "reach"
    M_REACH = "m_reach"


@dataclass(frozen=True, slots=True)
class Worth:
    """What one set does to a network; null where there are too few others to tell.

    Attributes
    ----------
    fragmentation
        The share of the pairs of the other organizations that are not in contact without the set,
        0 to 1 (F of Borgatti 2006).
    distance_fragmentation
        The same with a pair d steps apart counted as 1 - 1/d, 0 to 1 (DF).
    reach
        The mean over all organizations of 1/d, d being the steps from the nearest one of the set; 1
        for the set itself and 0 for who is out of contact. 0 to 1 (distance-weighted reach).
    m_reach
        The share of all organizations in the set or within m steps of it, 0 to 1.
    m_reached
        How many organizations that are.
    """

    fragmentation: float | None
    distance_fragmentation: float | None
    reach: float | None
    m_reach: float | None
    m_reached: int

    def by(self, criterion: Criterion) -> float | None:
        """Return the value of one criterion."""
        found: float | None = getattr(self, str(criterion))
        return found


Set = tuple[int, ...]
Best = Callable[[Set], tuple[float, int]]


@dataclass(frozen=True)
class Ground:
    """A two-mode graph laid out to judge sets of its organizations.

    Two organizations are as many steps apart as there are bodies on the shortest way between them:
    1 where they share one.

    Attributes
    ----------
    items
        Ids of the organizations; a set holds their positions.
    ties
        Organizations first, then bodies.
    """

    items: tuple[str, ...]
    ties: Ties
    _left: dict[Set, tuple[int, float]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, graph: nx.Graph[str]) -> Ground:
        """Lay out a graph from `views.two_mode`."""
        nodes = graph.nodes(data=True)
        return cls(
            tuple(item for item, data in nodes if data["mode"] == ORGANIZATION), Ties.of(graph)
        )

    @property
    def work(self) -> int:
        """How much work it is to judge one set by distances."""
        return len(self.items) * len(self.ties.others)

    @cached_property
    def _counted(self) -> NDArray[np.bool_]:
        return np.arange(len(self.ties)) < len(self.items)

    @cached_property
    def _everybody(self) -> Whole:
        """The organizations, those near one another side by side."""
        ordered = neighbours_together(self.ties.starts, self.ties.others)
        return ordered[ordered < len(self.items)]

    @cached_property
    def between(self) -> tuple[int, ...]:
        """The organizations by two-mode betweenness, the largest first, equal ones by id."""
        values = self._through[self.ties.untied_classes.of_node][: len(self.items)]
        return tuple(np.argsort(-np.round(values, 6), kind="stable").tolist())

    @cached_property
    def _through(self) -> Number:
        """What passes through one of each class of nodes."""
        classes = self.ties.untied_classes
        return betweenness(classes.starts, classes.others, classes.size, tied=False).through

    def _without(self, chosen: Set) -> NDArray[np.bool_]:
        gone = np.zeros(len(self.ties), dtype=np.bool_)
        gone[list(chosen)] = True
        return gone

    def left(self, chosen: Set) -> tuple[int, float]:
        """Return how many ordered pairs are in contact without a set, and the sum of their 1/d."""
        key = tuple(sorted(chosen))
        if key not in self._left:
            self._left[key] = self._count(key)
        return self._left[key]

    def _count(self, key: Set) -> tuple[int, float]:
        return self._near(key, self._everybody)

    def _near(self, key: Set, sources: Whole) -> tuple[int, float]:
        """Count the pairs in contact from some organizations, and add up their 1/d."""
        ties, gone = self.ties, self._without(key)
        # A way leads over a body from each organization to the next.
        pairs = pairs_by_steps(
            ties.starts, ties.others, self._counted, gone, sources, len(ties)
        )[2::2]  # fmt: skip
        return int(pairs.sum()), float(np.sum(pairs / np.arange(1, len(pairs) + 1)))

    def worth(self, chosen: Set, steps: int) -> Worth:
        """Judge a set by everything.

        Parameters
        ----------
        chosen
            Positions of organizations.
        steps
            Within how many steps an organization counts as reached by `m_reach`.
        """
        size, others = len(self.items), len(self.items) - len(chosen)
        possible = others * (others - 1)
        pairs, near = self.left(chosen)
        away = self._away(chosen)
        met = away[away >= 0]
        reached = int(np.count_nonzero(met <= steps))
        return Worth(
            1 - pairs / possible if possible else None,
            1 - near / possible if possible else None,
            float(np.sum(1 / np.maximum(met, 1))) / size if size else None,
            reached / size if size else None,
            reached,
        )

    def _away(self, chosen: Set) -> Whole:
        """Return how far each organization is from a set; negative where it is not in contact."""
        found = nearest(self.ties.starts, self.ties.others, np.array(chosen, dtype=np.int32))
        return found[: len(self.items)] // 2

    @property
    def tried(self) -> int:
        """How many organizations a step of the search for `distance_fragmentation` tries."""
        affordable = _WORK // max(self.work, 1)
        return min(len(self.items), max(affordable, FEWEST_TRIED))

    def most_fragmenting(self, chosen: Set) -> tuple[float, int]:
        """Find who, gone too, leaves the fewest pairs in contact; all are tried."""
        pairs = self._pairs_left(chosen)
        return _first((-float(pairs[item]), item) for item in self.between if item not in chosen)

    def most_distancing(self, chosen: Set) -> tuple[float, int]:
        """Find who, gone too, leaves the others farthest apart.

        Tried are those most between, and of the others those that leave the fewest pairs.
        """
        others = [item for item in self.between if item not in chosen]
        if len(others) > self.tried:
            first = others[: self.tried * 2 // 3]
            pairs = self._pairs_left(chosen)
            rest = sorted(others[len(first) :], key=lambda item: int(pairs[item]))
            others = first + rest[: self.tried - len(first)]
        return _first((-self.left((*chosen, item))[1], item) for item in others)

    def _pairs_left(self, chosen: Set) -> NDArray[np.int64]:
        ties = self.ties
        return pairs_left(ties.starts, ties.others, self._counted, self._without(chosen))

    def most_reaching(self, worth: Number) -> Best:
        """Return what finds who adds most to the reach of a set.

        Parameters
        ----------
        worth
            What it is worth to reach somebody in 0, 1, 2, ... steps.
        """
        # On the way there are bodies, at odd numbers of steps; those count for nothing.
        spread = np.repeat(worth, 2)[:-1]

        def best(chosen: Set) -> tuple[float, int]:
            away = self._away(chosen)
            held = np.zeros(len(self.ties))
            within = (away >= 0) & (away < len(worth))
            held[: len(self.items)][within] = worth[away[within]]
            ties, sources = self.ties, self._promising(worth, held)
            more = gains(ties.starts, ties.others, self._counted, sources, spread, held)
            gain = dict(zip(sources.tolist(), more.tolist(), strict=True))
            already = float(held.sum())
            return _first(
                (already + gain[item], item)
                for item in self.between
                if item in gain and item not in chosen
            )

        return best

    def _promising(self, worth: Number, held: Number) -> Whole:  # noqa: ARG002 - all are
        """Return who is tried for reach, given what reaching is worth and what is held of each."""
        return self._everybody


def _first(values: Iterable[tuple[float, int]]) -> tuple[float, int]:
    """Return the largest value and whose it is, the first of equal ones."""
    best = (-np.inf, -1)
    for value, item in values:
        if value > best[0] + _SAME:
            best = value, item
    return best


def search(best: Best, size: int, start: Set = (), value: float = -np.inf) -> Set:
    """Look for the best set of a size: greedy, then by swaps for as long as one helps.

    Parameters
    ----------
    best
        Finds the best organization to add to a set, and says how good the set then is.
    size
        How many organizations; no more than there are.
    start, value
        A set to begin with where greedy finds none better, and how good it is.

    Returns
    -------
    tuple
        Positions, in the order in which they were chosen. No swap of one member would better it,
        of those that are tried.

    References
    ----------
    .. [1] Borgatti, S. P., Computational & Mathematical Organization Theory 12 (2006), 21-34.
    """
    chosen: Set = ()
    reached = -np.inf
    for _ in range(size):
        reached, item = best(chosen)
        chosen = (*chosen, item)
    if value > reached + _SAME:
        chosen, reached = start, value
    for _ in range(_MOST_ROUNDS):
        before = reached
        for member in chosen:
            rest = tuple(item for item in chosen if item != member)
            found, item = best(rest)
            if found > reached + _SAME:
                chosen, reached = (*rest, item), found
        if reached <= before + _SAME:
            break
    return chosen
