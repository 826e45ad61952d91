"""Pairs of nodes that are not tied, all at once or in blocks, and what scores make of them.

The pairs of a country are billions. Where the largest are wanted alone, they are gone through in
blocks, and never more than a block of them is in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphsvc.analytics.pair_values import PairValues
from graphsvc.dispatch.graphs import Ties
from graphsvc.kernels.compiling import Number, Whole
from graphsvc.kernels.ordering import renumbered
from graphsvc.kernels.untied import list_untied, shared_by_untied, untied_before

# Pairs in a block: some 100 bytes each while their scores are worked out.
IN_BLOCK = 2_000_000


def count_untied(graph: nx.Graph[str]) -> int:
    """Count the pairs of nodes that are not tied: how long the answers about them are."""
    return len(graph) * (len(graph) - 1) // 2 - graph.number_of_edges()


@dataclass(frozen=True)
class Untied:
    """Pairs of nodes that are not tied, nodes in order.

    Attributes
    ----------
    names
        The nodes.
    starts, others
        Which of them are tied.
    nodes
        Of which lower nodes the pairs are: from the first of these up to before the second.
    size
        How many pairs there are.
    """

    names: list[str]
    starts: Whole
    others: Whole
    nodes: tuple[int, int]
    size: int

    @classmethod
    def of(cls, graph: nx.Graph[str]) -> Untied:
        """Take all pairs of a graph."""
        ties = Ties.of(graph)
        names, order = ties.in_order
        starts, others = ties.starts, ties.others
        if order is not None:
            starts, others, _, _ = renumbered(starts, others, order)
        return cls(names, starts, others, (0, len(names)), count_untied(graph))

    def blocks(self, most: int) -> Iterator[Untied]:
        """Cut them into blocks of whole lower nodes: in order, each pair in one.

        Parameters
        ----------
        most
            So many pairs in a block, or those of one node where these are more.
        """
        before = untied_before(self.starts, self.others)
        start, last = self.nodes
        while start < last:
            fits = int(np.searchsorted(before, before[start] + most, side="right")) - 1
            end = min(max(fits, start + 1), last)
            many = int(before[end] - before[start])
            yield Untied(self.names, self.starts, self.others, (start, end), many)
            start = end

    @cached_property
    def ends(self) -> tuple[Whole, Whole]:
        """Where the two nodes of each pair stand among the names."""
        return list_untied(self.starts, self.others, self.nodes, self.size)

    @cached_property
    def degrees(self) -> Number:
        """How many ties each node has."""
        return np.diff(self.starts).astype(np.float64)

    def shared(self, worth: Number) -> Number:
        """Add up, for each pair, what those are worth who are tied to both."""
        return shared_by_untied(self.starts, self.others, worth, self.nodes, self.size)

    def values(self, score: str) -> PairValues:
        """Give each pair what a score makes of it."""
        column = SCORES[score](self)
        missing = np.isnan(column) if column.dtype.kind == "f" else np.zeros(0, dtype=np.bool_)
        if missing.any():
            return PairValues(self.names, *self.ends, np.where(missing, 0.0, column), missing)
        return PairValues(self.names, *self.ends, column)


def _common_neighbors(untied: Untied) -> NDArray[Any]:
    return untied.shared(np.ones(len(untied.names))).astype(np.int64)


def _jaccard(untied: Untied) -> NDArray[Any]:
    first, second = untied.ends
    shared = untied.shared(np.ones(len(untied.names)))
    either = untied.degrees[first] + untied.degrees[second] - shared
    # Two isolates: 0 of 0.
    found = np.full(untied.size, np.nan)
    np.divide(shared, either, out=found, where=either > 0)
    return found


def _adamic_adar(untied: Untied) -> NDArray[Any]:
    # Whoever is a contact of two has at least two ties, so the logarithm is never 0.
    several = untied.degrees > 1
    logarithms = np.log(np.where(several, untied.degrees, np.e))
    return untied.shared(np.where(several, 1 / logarithms, 0.0))


def _resource_allocation(untied: Untied) -> NDArray[Any]:
    return untied.shared(1 / np.maximum(untied.degrees, 1))


def _preferential_attachment(untied: Untied) -> NDArray[Any]:
    first, second = untied.ends
    degrees = untied.degrees.astype(np.int64)
    found: NDArray[Any] = degrees[first] * degrees[second]
    return found


# What each makes of pairs that are not tied; NaN where it is not defined.
SCORES: Mapping[str, Callable[[Untied], NDArray[Any]]] = {
    "common_neighbors": _common_neighbors,
    "jaccard": _jaccard,
    "adamic_adar": _adamic_adar,
    "resource_allocation": _resource_allocation,
    "preferential_attachment": _preferential_attachment,
}
