"""Shortest ways by the length of ties, followed once for all that is asked of them.

Small graphs are worked out with fractions, which tell equal ways exactly; in larger ones compiled
searches compare to ten digits, and in the largest they start from some nodes alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import networkx as nx
import numpy as np

from graphsvc.analytics import passing
from graphsvc.analytics.lengths_directed import Columns, estimated
from graphsvc.analytics.matrices import adjacency
from graphsvc.analytics.passing import Batches, Sample, as_classes, is_sampled
from graphsvc.analytics.views import COST_UNIT
from graphsvc.kernels.alike import Classes, merged, of_ties
from graphsvc.kernels.compiling import Long, Number, Whole, as_they_come
from graphsvc.kernels.following import Ways
from graphsvc.kernels.lengths import SAME, Roads, Searches

# Fractions take a microsecond each: up to here that is seconds.
MOST_EXACT = 1_000_000  # nodes x ties


class Followed(NamedTuple):
    """What the shortest ways of a graph add up to.

    Attributes
    ----------
    leaving
        For each node: how many others it reaches, the sum of the distances to them, the sum of one
        over these distances, the greatest of them.
    arriving
        The same of the ways that lead to it.
    nodes, ties
        For each node, and for each entry of `Ties.of(graph).others`, the sum over ordered pairs of
        nodes of the share of the shortest ways between them that lead through it.
    samples
        How what is not exact was estimated: `nodes`, `ties`, and of distances their `total`,
        `harmonic` and `farthest`; of a directed graph also `came_total` and `came_harmonic`, of the
        ways that arrive.
    """

    leaving: Columns
    arriving: Columns
    nodes: Number
    ties: Number
    samples: Mapping[str, Sample]


def follow(graph: nx.Graph[str], *, weighted: bool, seed: int = 0) -> Followed | None:
    """Follow the shortest ways from every node of a graph.

    Parameters
    ----------
    graph
        Directed or not; with `weighted`, `strength` on every tie. Not modified.
    weighted
        Whether a tie is 1 / strength long, or 1.
    seed
        Of what is drawn by lot in a large graph.

    Returns
    -------
    Followed | None
        None for a graph that is small enough to compare ways exactly, by `cost`, and for one whose
        strengths differ so much that a short tie is nothing beside a long way.

    Notes
    -----
    Nodes that are tied to the same others, and as strongly, are followed once. Time O(classes of
    them x ties between). Where that is more than 20 billion for a component, its ways are followed
    from 256 nodes (down to 128 the more ties there are), in 16 batches whose spread gives the
    error (Student's t with 15 degrees of freedom). Where ties lead one way, that is so for nodes x
    ties of the whole graph (`lengths_directed`).

    References
    ----------
    .. [1] Brandes, U. & Pich, C., International J. Bifurcation and Chaos 17 (2007), 2303-2318.
    .. [2] Eppstein, D. & Wang, J., J. Graph Algorithms and Applications 8 (2004), 39-45.
    """
    matrix = adjacency(graph, weighted=weighted)
    lengths = 1 / matrix.data
    if weighted and not _fit(graph, lengths):
        return None
    starts, others = matrix.indptr, matrix.indices
    if graph.is_directed():
        roads = Roads.of_nodes(starts, others, lengths)
        if is_sampled(graph.number_of_nodes() * len(others)):
            return Followed(*estimated(roads, weighted=weighted, seed=seed))
        found = Searches(roads).ways()
        return Followed(_leaving(found), _arriving(found), found.nodes, found.ties, {})
    classes, roads = _classes(starts, others, lengths)
    part = roads.parts
    large = _too_large(roads, part)
    if not large.any():
        found, samples = Searches(roads).ways(), dict[str, Sample]()
    else:
        found, samples = _estimated(roads, part, large, seed)
    of = classes.of_node
    leaving = found.reached[of], found.total[of], found.harmonic[of], found.farthest[of]
    ties = of_ties(classes, starts, others, found.ties, found.inside)
    return Followed(leaving, leaving, found.nodes[of], ties, samples)


def _leaving(found: Ways) -> Columns:
    return found.reached, found.total, found.harmonic, found.farthest


def _arriving(found: Ways) -> Columns:
    came = found.came.astype(np.int64)
    return came, found.came_total, found.came_harmonic, found.came_farthest


def _fit(graph: nx.Graph[str], lengths: Number) -> bool:
    """Tell whether compiled searches are wanted for ties of these lengths, and right."""
    if not len(lengths):
        return False
    # Costs in that unit are rounded, and then equal ways are not told exactly either. A large graph
    # is not asked, since it would have to make its ties one by one.
    is_small = len(graph) * graph.number_of_edges() <= MOST_EXACT
    if is_small and graph.graph.get("cost_unit", 1) != COST_UNIT:
        return False
    return bool(lengths.min() > 2 * SAME * len(graph) * lengths.max())


def _classes(starts: Whole, others: Whole, lengths: Number) -> tuple[Classes, Roads]:
    """Merge nodes that are alike, by those of both kinds of classes that are fewer."""
    both = [merged(starts, others, tied=tied, lengths=lengths) for tied in (True, False)]
    classes = min(both, key=lambda one: one.work)
    rows = np.repeat(classes.of_node, np.diff(starts))
    within = rows == classes.of_node[others]
    inside = np.full(len(classes.size), np.inf)
    inside[rows[within]] = lengths[within]
    # Of the ties, classes have those between the first of each.
    leads = np.zeros(len(starts) - 1, dtype=np.bool_)
    leads[np.unique(classes.of_node, return_index=True)[1]] = True
    kept = lengths[np.repeat(leads, np.diff(starts)) & leads[others]]
    return classes, Roads(classes.starts, classes.others, kept, classes.size, inside)


def _too_large(roads: Roads, part: Whole) -> Whole:
    """Tell of each component whether its ways are too many to follow all."""
    nodes = np.bincount(part)
    ties = np.bincount(part, weights=np.diff(roads.starts), minlength=len(nodes))
    work = (nodes * ties.astype(np.int64)).tolist()
    return np.array([is_sampled(each) for each in work], dtype=np.bool_)


def _estimated(
    roads: Roads, part: Whole, large: Whole, seed: int
) -> tuple[Ways, dict[str, Sample]]:
    """Follow the ways of large components from some nodes, those of all others from all."""
    batches = _lots(roads, part, large, seed)
    drawn = sum(len(batch) for batch in batches)
    members = np.bincount(part, weights=roads.size)
    lots = _Lots(roads, part, (members[part] - 1).astype(np.float64))
    searches = Searches(roads)

    def work(batch: Long) -> Ways:
        sources, begun = as_classes(batch, len(part))
        return searches.ways(sources, begun=begun)

    # A batch is too small to be worth cutting up: several are worked on at a time.
    for batch, each in zip(batches, as_they_come(work, batches), strict=True):
        lots.add(each, batch)
    exact = np.flatnonzero(~large[part]).astype(np.int32)
    found = _joined(searches.ways(exact), lots.ways(), exact)
    pairs = float((members.sum() - 1) * (members.sum() - 2))
    samples = {
        "nodes": Sample(drawn, seed, lots.nodes.width() / pairs),
        "ties": Sample(drawn, seed, lots.ties.width() / pairs),
    } | {
        name: Sample(drawn, seed, spread.width(relative=True), of_value=True)
        for name, spread in (("total", lots.total), ("harmonic", lots.harmonic))
    }
    beyond = lots.wider()
    samples["farthest"] = Sample(drawn, seed, beyond, delta=0.0, of_value=True)
    return found, samples


class _Lots:
    """What batches of searches say of the classes of large components; 0 of all others."""

    def __init__(self, roads: Roads, part: Whole, reached: Number) -> None:
        kinds, entries = len(roads.size), len(roads.others)
        self._part, self._reached = part, reached
        self._every = np.bincount(part, weights=roads.size)
        # Those merged who are tied have nobody nearer, so each such pair has one shortest way.
        self._inside = np.isfinite(roads.inside).astype(np.float64)
        self._of_entry = np.repeat(part, np.diff(roads.starts))
        self._met, self._total, self._harmonic = np.zeros((3, kinds))
        self._farthest = np.zeros(kinds)
        self._least_far = np.full(len(self._every), np.inf)
        self.nodes, self.ties = Batches(kinds), Batches(entries)
        self.total, self.harmonic = Batches(kinds), Batches(kinds)

    def add(self, found: Ways, batch: Long) -> None:
        # Of each component, so many nodes stand for all of them.
        every = self._every
        drawn = np.bincount(self._part[batch], minlength=len(every))
        scale = np.divide(every, drawn, out=np.zeros(len(every)), where=drawn > 0)
        self.nodes.add(found.nodes * scale[self._part])
        self.ties.add(found.ties * scale[self._of_entry])
        met = np.maximum(found.came, 1)
        self.total.add(found.came_total / met * self._reached)
        self.harmonic.add(found.came_harmonic / met * self._reached)
        self._met += found.came
        self._total += found.came_total
        self._harmonic += found.came_harmonic
        self._farthest = np.maximum(self._farthest, found.came_farthest)
        np.minimum.at(self._least_far, self._part[np.unique(batch)], found.farthest)

    def wider(self) -> float:
        """Say by what share of it the distance of the farthest two can be greater than was found.

        No two are farther apart than twice as far as the farthest of any one.
        """
        found = np.zeros(len(self._least_far))
        np.maximum.at(found, self._part, self._farthest)
        looked_at = found > 0
        most = 2 * self._least_far[looked_at] / found[looked_at]
        return float(np.max(most - 1, initial=0.0))

    def ways(self) -> Ways:
        # All batches as one: the mean of their means would weigh those nodes more that met fewer.
        none, met = np.zeros(0), np.maximum(self._met, 1)
        return Ways(
            reached=np.where(self._met > 0, self._reached, 0).astype(np.int64),
            total=self._total / met * self._reached,
            harmonic=self._harmonic / met * self._reached,
            farthest=self._farthest,
            came=none,
            came_total=none,
            came_harmonic=none,
            came_farthest=none,
            nodes=self.nodes.mean,
            ties=self.ties.mean,
            inside=self._inside,
        )


def _joined(exact: Ways, estimated: Ways, rows: Whole) -> Ways:
    """Put together what is known of some classes, at these rows, and estimated of the others."""
    by_row = {}
    for name in ("reached", "total", "harmonic", "farthest"):
        column = getattr(estimated, name).copy()
        column[rows] = getattr(exact, name)
        by_row[name] = column
    summed = {name: getattr(exact, name) + getattr(estimated, name) for name in ("nodes", "ties")}
    return estimated._replace(**by_row, **summed)


def _lots(roads: Roads, part: Whole, large: Whole, seed: int) -> list[Long]:
    """Draw the nodes to start from in each large component, in batches; of each, its class."""
    dice = np.random.default_rng(seed)
    # Nodes, not classes: whether a large class was drawn or not would show in nothing else.
    class_of = np.repeat(np.arange(len(part)), roads.size.astype(np.int64))
    many = passing.sources_on(len(roads.others))
    drawn = [
        np.array_split(dice.permutation(class_of[part[class_of] == each])[:many], passing.BATCHES)
        for each in np.flatnonzero(large)
    ]
    return [np.concatenate(batch) for batch in zip(*drawn, strict=True)]
