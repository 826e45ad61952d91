"""Scores of pairs by the neighbours they share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphsvc.dispatch.arrays import ArrayGraph
from graphsvc.dispatch.covering import covers, no_loops
from graphsvc.kernels.compiling import Number, Whole
from graphsvc.kernels.shared import sums_over_shared

Scores = Iterator[tuple[Any, Any, float]]
# Given the two nodes of each pair, returns their scores.
_Scoring = Callable[[Whole, Whole], NDArray[Any]]


@covers(times=5)
def adamic_adar_index(G: ArrayGraph, ebunch: Any = None) -> Scores:
    """Sum over shared neighbours of 1 / log(degree), as `networkx.adamic_adar_index` has it."""
    degrees = _degrees(G)
    with np.errstate(divide="ignore"):
        worth = np.divide(1.0, np.log(degrees), out=np.zeros(len(G)), where=degrees > 0)
    return _scored(G, ebunch, partial(_shared, G, worth))


@covers(times=5)
def resource_allocation_index(G: ArrayGraph, ebunch: Any = None) -> Scores:
    """Sum over shared neighbours of 1 / degree, as `networkx.resource_allocation_index` has it."""
    degrees = _degrees(G)
    worth = np.divide(1.0, degrees, out=np.zeros(len(G)), where=degrees > 0)
    return _scored(G, ebunch, partial(_shared, G, worth))


@covers(times=5)
def jaccard_coefficient(G: ArrayGraph, ebunch: Any = None) -> Scores:
    """Shared neighbours over all of both, as `networkx.jaccard_coefficient` has it."""
    degrees = _degrees(G)

    def score(firsts: Whole, seconds: Whole) -> Number:
        shared = _shared(G, np.ones(len(G)), firsts, seconds)
        union = degrees[firsts] + degrees[seconds] - shared
        return np.divide(shared, union, out=np.zeros(len(shared)), where=union > 0)

    return _scored(G, ebunch, score)


@covers(times=None)
def preferential_attachment(G: ArrayGraph, ebunch: Any = None) -> Scores:
    """Product of the degrees, as `networkx.preferential_attachment` has it."""
    degrees = np.diff(G.starts).astype(np.int64)
    return _scored(G, ebunch, lambda firsts, seconds: degrees[firsts] * degrees[seconds])


def _degrees(graph: ArrayGraph) -> Number:
    return np.diff(graph.starts).astype(np.float64)


def _shared(graph: ArrayGraph, worth: Number, firsts: Whole, seconds: Whole) -> Number:
    found = np.zeros(len(firsts))
    sums_over_shared(graph.starts, graph.others, worth, firsts, seconds, found)
    if np.isinf(found).any():
        # A node paired with itself, and its neighbour has no other.
        raise ZeroDivisionError("the logarithm of a degree of 1 is 0")
    return found


def _scored(graph: ArrayGraph, ebunch: Any, scoring: _Scoring) -> Scores:
    no_loops(graph)
    if ebunch is None:
        return _of_untied(graph, scoring)
    pairs = [(one, other) for one, other in ebunch]
    for item in (item for pair in pairs for item in pair):
        if item not in graph:
            raise nx.NodeNotFound(f"Node {item} not in G.")
    places = np.array(
        [(graph.place[one], graph.place[other]) for one, other in pairs], dtype=np.int32
    ).reshape(-1, 2)
    scores = scoring(places[:, 0].copy(), places[:, 1].copy()).tolist()
    return ((one, other, score) for (one, other), score in zip(pairs, scores, strict=True))


def _of_untied(graph: ArrayGraph, scoring: _Scoring) -> Scores:
    """Go through the pairs that are not tied, a node at a time."""
    for first, item in enumerate(graph.items):
        later = np.ones(len(graph), dtype=np.bool_)
        later[: first + 1] = False
        later[graph.others[graph.starts[first] : graph.starts[first + 1]]] = False
        seconds = np.flatnonzero(later).astype(np.int32)
        scores = scoring(np.full(len(seconds), first, dtype=np.int32), seconds).tolist()
        for second, score in zip(seconds.tolist(), scores, strict=True):
            yield item, graph.items[second], score
