"""Which shortest paths pass through a node and along a tie, for graphs whose ties have no length.

The loops are those of `graphsvc.kernels`, which take nodes with the same neighbours for one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import networkx as nx
import numpy as np
from scipy import special

from graphsvc.dispatch.graphs import Ties
from graphsvc.kernels.alike import Classes, of_ties
from graphsvc.kernels.brandes import Sums, Walks, betweenness
from graphsvc.kernels.compiling import Long, Number, Whole, as_they_come

# Up to so many classes of nodes x ties between them, which take about half a minute, all paths are
# followed; beyond, those from some nodes.
MOST_EXACT = 2 * 10**10
SOURCES, BATCHES, DELTA = 256, 16, 0.05
# With many ties it is fewer nodes, so that the ties followed from all of them are not more than
# these; but no fewer than so many nodes.
_FOLLOWED, _FEWEST_SOURCES = 4 * 10**8, 128


@dataclass(frozen=True, slots=True)
class Passing:
    """The shortest paths through each node and along each tie.

    Attributes
    ----------
    through
        For each node, over unordered pairs of others, the sum of the shares of the paths between
        them that pass through it.
    far
        The same without the pairs of which one is tied to it.
    along
        For each entry of `Ties.of(graph).others`, over ordered pairs of nodes, the sum of the
        shares of the paths between them that run along it, in that direction.
    sample, sample_of_ties
        How it was estimated, of nodes and of ties; None where it is exact.
    """

    through: dict[str, float]
    far: dict[str, float]
    along: Number
    sample: Sample | None = None
    sample_of_ties: Sample | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """How a number that takes too long was estimated.

    Attributes
    ----------
    sources
        From how many nodes, drawn by lot, the paths were followed.
    seed
        Of that lot.
    epsilon
        For each node or tie, the true value differs by at most so much, as a share of all pairs of
        other nodes, with a chance of 1 - `delta`. Of the one for which it is widest.
    delta
        The chance that it differs by more.
    of_value
        Whether `epsilon` is a share of the value itself instead.
    """

    sources: int
    seed: int
    epsilon: float
    delta: float = DELTA
    of_value: bool = False


class Batches:
    """The mean of `BATCHES` estimates of each of several numbers, and how far they are apart.

    Parameters
    ----------
    size
        How many numbers.
    """

    def __init__(self, size: int) -> None:
        self._sums, self._squares = np.zeros(size), np.zeros(size)

    def add(self, values: Number) -> None:
        """Take the estimates of one batch."""
        self._sums += values
        self._squares += values**2

    @property
    def mean(self) -> Number:
        """The mean over all batches."""
        return self._sums / BATCHES

    def width(self, *, relative: bool = False) -> float:
        """Return half the widest interval of 1 - `DELTA` around a mean, or its share of that."""
        mean = self.mean
        spread = np.sqrt(np.maximum(self._squares / BATCHES - mean**2, 0) / (BATCHES - 1))
        if relative:
            spread = np.divide(spread, mean, out=np.zeros(len(mean)), where=mean > 0)
        return float(special.stdtrit(BATCHES - 1, 1 - DELTA / 2) * spread.max(initial=0))


def count_paths(graph: nx.Graph[str], *, seed: int = 0) -> Passing:
    """Count the shortest paths through each node and along each tie.

    Parameters
    ----------
    graph
        Undirected; of one mode or two. Not modified.
    seed
        Of what is drawn by lot in a large graph.

    Returns
    -------
    Passing
        Every node in the graph's order.

    Notes
    -----
    Time O(classes of nodes with the same neighbours x ties between them), memory O(ties). Where
    that is more than 20 billion, paths are followed from 256 nodes instead of all, down to 128
    the more ties there are (Brandes & Pich 2007), in 16 batches whose spread gives the
    error (Student's t with 15 degrees of freedom).

    References
    ----------
    .. [1] Brandes, U. & Pich, C., International J. Bifurcation and Chaos 17 (2007), 2303-2318.
    """
    ties = Ties.of(graph)
    classes, tied = ties.classes
    if is_sampled(classes.work):
        return _estimated(graph, ties, seed)
    found = betweenness(classes.starts, classes.others, classes.size, tied=tied, along_ties=True)
    return _passing(graph, ties, found)


def is_sampled(work: int) -> bool:
    """Tell whether the paths from so many nodes x ties are too many to follow all."""
    return work > MOST_EXACT


def sources_on(entries: int) -> int:
    """Say from how many nodes paths are followed where there are so many ties, both ways."""
    most = min(SOURCES, max(_FEWEST_SOURCES, _FOLLOWED // max(entries, 1)))
    return max(most - most % BATCHES, BATCHES)


class Estimate(NamedTuple):
    """What the paths from some nodes say of those from all.

    Attributes
    ----------
    sums
        The sums over all paths, estimated; of ties only if they were asked for.
    widths
        For each of the three, half the widest interval of 1 - `DELTA`.
    sources, seed
        How many nodes were drawn, and the seed of that lot.
    """

    sums: Sums
    widths: tuple[float, ...]
    sources: int
    seed: int

    def sample(self, which: int, nodes: int) -> Sample:
        """Say how one of the three was estimated in a graph of so many nodes."""
        return Sample(self.sources, self.seed, self.widths[which] / ((nodes - 1) * (nodes - 2)))


def estimate(classes: Classes, nodes: Long, *, tied: bool, seed: int, along_ties: bool) -> Estimate:
    """Estimate what passes through classes of nodes from the paths of some nodes.

    Parameters
    ----------
    classes, tied
        Nodes that are alike, and whether those of a class are tied to one another.
    nodes
        Among which nodes lots are drawn: those that have ties.
    seed
        Of that lot.
    along_ties
        Whether ties are asked for too.
    """
    many, between = len(classes.size), len(classes.others)
    # Nodes, not classes: whether a large class was drawn or not would show in nothing else.
    drawn = np.random.default_rng(seed).permutation(nodes)[: sources_on(between)]
    batches = np.array_split(drawn, BATCHES)
    walks = Walks(classes.starts, classes.others, classes.size, tied=tied)
    spreads = Batches(many), Batches(many), Batches(between if along_ties else 0)

    def work(batch: Long) -> Sums:
        sources, begun = as_classes(classes.of_node[batch], many)
        return walks.sums(sources, begun=begun, along_ties=along_ties)

    # A batch is too small to be worth cutting up: several are worked on at a time.
    for batch, sums in zip(batches, as_they_come(work, batches), strict=True):
        for spread, each in zip(spreads, sums, strict=True):
            spread.add(each * (len(nodes) / len(batch)))
    means = Sums(*(spread.mean for spread in spreads))
    return Estimate(means, tuple(spread.width() for spread in spreads), len(drawn), seed)


def _estimated(graph: nx.Graph[str], ties: Ties, seed: int) -> Passing:
    classes, tied = ties.classes
    tied_to_some = np.flatnonzero(np.diff(ties.starts))
    found = estimate(classes, tied_to_some, tied=tied, seed=seed, along_ties=True)
    through, far, along = (found.sample(which, len(graph)) for which in range(3))
    of_nodes = max(through, far, key=lambda sample: sample.epsilon)
    return _passing(graph, ties, found.sums, of_nodes, along)


def as_classes(drawn: Whole | Long, many: int) -> tuple[Whole, Number]:
    """Return the classes, of so many, that nodes drawn by lot are in, and of each how many were."""
    begun = np.bincount(drawn, minlength=many).astype(np.float64)
    return np.flatnonzero(begun).astype(np.int32), begun


def _passing(
    graph: nx.Graph[str],
    ties: Ties,
    sums: Sums,
    sample: Sample | None = None,
    sample_of_ties: Sample | None = None,
) -> Passing:
    classes, _ = ties.classes
    # Each pair was met from both of its ends. Those who are alike have nobody else between them.
    return Passing(
        dict(zip(graph, (sums.through[classes.of_node] / 2).tolist(), strict=True)),
        dict(zip(graph, (sums.far[classes.of_node] / 2).tolist(), strict=True)),
        of_ties(classes, ties.starts, ties.others, sums.along, np.ones(len(classes.size))),
        sample,
        sample_of_ties,
    )
