"""Triangles, and the share of pairs of neighbours that are tied."""

from __future__ import annotations

from typing import Any

import numpy as np

from graphsvc.dispatch.arrays import ArrayGraph
from graphsvc.dispatch.covering import (
    covers,
    no_function_as,
    single,
    undirected_only,
)
from graphsvc.kernels import triads
from graphsvc.kernels.compiling import Number
from graphsvc.kernels.products import on_ties


@covers(undirected_only, times=2.5)
def triangles(G: ArrayGraph, nodes: Any = None) -> Any:
    """Triangles on each node, as `networkx.triangles` counts them."""
    return single(G, nodes, _closed(G).astype(np.int64))


@covers(undirected_only, no_function_as("weight"))
def clustering(G: ArrayGraph, nodes: Any = None, weight: str | None = None) -> Any:
    """Local clustering as `networkx.clustering` has it; 0 with fewer than two neighbours."""
    return single(G, nodes, _clustering(G, weight))


@covers(undirected_only, no_function_as("weight"))
def average_clustering(
    G: ArrayGraph, nodes: Any = None, weight: str | None = None, count_zeros: bool = True
) -> float:
    """Mean of the local clustering, as `networkx.average_clustering` has it."""
    # As there, a single node in place of several is an error.
    found = list(single(G, nodes, _clustering(G, weight)).values())
    counted = found if count_zeros else [value for value in found if abs(value) > 0]
    return float(sum(counted) / len(counted))


@covers(undirected_only)
def transitivity(G: ArrayGraph) -> float:
    """Share of paths of two steps that close, as `networkx.transitivity` has it."""
    degrees = _degrees(G)
    closed = float(2 * _closed(G).sum())
    return closed / float((degrees * (degrees - 1)).sum()) if closed else 0


def _degrees(graph: ArrayGraph) -> Number:
    return np.diff(graph.ties.starts).astype(np.float64)


def _closed(graph: ArrayGraph) -> Number:
    """Count the pairs of neighbours of each node that are tied."""
    classes = graph.ties.tied_classes
    return triads.triangles(classes.starts, classes.others, classes.size)[classes.of_node]


def _clustering(graph: ArrayGraph, weight: str | None) -> Number:
    degrees = _degrees(graph)
    pairs = degrees * (degrees - 1)
    closed = 2 * (_closed(graph) if weight is None else _closed_by_weight(graph, weight))
    return np.divide(closed, pairs, out=np.zeros(len(graph)), where=pairs > 0)


def _closed_by_weight(graph: ArrayGraph, weight: str) -> Number:
    """Add up, over those pairs, the cube root of the product of the weights over the greatest."""
    weights = graph.weights(weight)
    if not len(weights):
        return np.zeros(len(graph))
    roots = np.cbrt(weights / weights.max())[~graph.own]
    ties = graph.ties
    products = on_ties(ties.starts, ties.others, roots, roots) * roots
    rows = np.repeat(np.arange(len(graph)), np.diff(ties.starts))
    return np.bincount(rows, weights=products, minlength=len(graph)) / 2
