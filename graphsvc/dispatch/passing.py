"""Betweenness of nodes and of ties."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from graphsvc.dispatch.arrays import ArrayGraph
from graphsvc.dispatch.covering import by_node, covers, lengths, no_function_as
from graphsvc.dispatch.steps import by_steps
from graphsvc.kernels.alike import of_ties
from graphsvc.kernels.brandes import betweenness
from graphsvc.kernels.compiling import Number, Whole
from graphsvc.kernels.following import Ways
from graphsvc.kernels.lengths import Roads, Searches


@covers(no_function_as("weight"))
def betweenness_centrality(
    G: ArrayGraph,
    k: int | None = None,
    normalized: bool = True,
    weight: str | None = None,
    endpoints: bool = False,
    seed: Any = None,
) -> dict[Any, float]:
    """Betweenness as `networkx.betweenness_centrality` has it, from the same sample for a seed.

    Nodes with the same neighbours are worked out once, unless the graph is directed, sampled or
    has lengths.
    """
    chosen = _chosen(G, None if k == len(G) else k, seed)
    through = _through(G, chosen, weight)
    if endpoints:
        through += _at_ends(G, chosen)
    return by_node(G, through * _scales(G, chosen, normalized=normalized, endpoints=endpoints))


@covers(no_function_as("weight"))
def edge_betweenness_centrality(
    G: ArrayGraph,
    k: int | None = None,
    normalized: bool = True,
    weight: str | None = None,
    seed: Any = None,
) -> dict[Any, float]:
    """Betweenness of ties as `networkx.edge_betweenness_centrality` has it."""
    chosen = _chosen(G, k, seed)
    first, second, entries = G.ends()
    along = _along(G, chosen, weight)
    values = along[entries]
    if not G.directed:
        # Each tie was met in both directions; one to itself in none.
        values = values + along[G.arriving[2][entries]]
    if len(G) > 1:
        sources = len(G) if chosen is None else len(chosen)
        values = values * _scale(len(G), sources, normalized=normalized, directed=G.directed)
    ends = zip(first.tolist(), second.tolist(), values.tolist(), strict=True)
    return {(G.items[one], G.items[other]): value for one, other, value in ends}


def _chosen(graph: ArrayGraph, k: int | None, seed: Any) -> Whole | None:
    """Draw the nodes to start from as NetworkX draws them; None for all."""
    if k is None:
        return None
    drawn = seed.sample(list(graph.items), k)
    return np.array([graph.place[item] for item in drawn], dtype=np.int32)


def _through(graph: ArrayGraph, chosen: Whole | None, weight: str | None) -> Number:
    """Add up what passes through each node, over the nodes to start from."""
    if weight is not None:
        return _by_length(graph, chosen, weight).nodes
    ties = graph.ties
    if graph.directed or chosen is not None:
        single = np.ones(len(graph))
        return betweenness(ties.starts, ties.others, single, tied=True, sources=chosen).through
    classes, tied = ties.classes
    found = betweenness(classes.starts, classes.others, classes.size, tied=tied)
    return found.through[classes.of_node]


def _by_length(graph: ArrayGraph, chosen: Whole | None, weight: str) -> Ways:
    roads = Roads.of_nodes(graph.starts, graph.others, lengths(graph, weight))
    return Searches(roads, same=0.0).ways(chosen)


def _along(graph: ArrayGraph, chosen: Whole | None, weight: str | None) -> Number:
    """Add up what runs along each entry of the ties, in its direction."""
    if weight is not None:
        return _by_length(graph, chosen, weight).ties
    ties = graph.ties
    found = np.zeros(len(graph.others))
    if graph.directed or chosen is not None:
        single = np.ones(len(graph))
        found[~graph.own] = betweenness(
            ties.starts, ties.others, single, tied=True, sources=chosen, along_ties=True
        ).along
        return found
    classes, tied = ties.classes
    values = betweenness(
        classes.starts, classes.others, classes.size, tied=tied, along_ties=True
    ).along
    # Those who are alike and tied have nobody else between them: the path from one to the other.
    inside = np.ones(len(classes.size))
    found[~graph.own] = of_ties(classes, ties.starts, ties.others, values, inside)
    return found


def _at_ends(graph: ArrayGraph, chosen: Whole | None) -> Number:
    """Count the paths that start or end at each node."""
    ties = graph.ties
    arrive = by_steps(ties, sources=chosen).nodes
    leave = by_steps(ties, leaving=True).nodes
    if chosen is not None:
        started = np.zeros(len(graph), dtype=np.bool_)
        started[chosen] = True
        leave = np.where(started, leave, 0)
    return (arrive + leave).astype(np.float64)


def _scales(
    graph: ArrayGraph, chosen: Whole | None, *, normalized: bool, endpoints: bool
) -> Number:
    """Return what the sum at each node is multiplied by.

    Without ends, a node that was started from is passed by paths from one node fewer.
    """
    directed = graph.directed
    most = len(graph) if endpoints else len(graph) - 1
    if most < 2:
        return np.ones(len(graph))
    if chosen is None or endpoints:
        sources = most if chosen is None else len(chosen)
        one = _scale(most, sources, normalized=normalized, directed=directed)
        return np.full(len(graph), one)
    many = len(chosen)
    scales = np.full(len(graph), _scale(most, many, normalized=normalized, directed=directed))
    scales[chosen] = (
        _scale(most, many - 1, normalized=normalized, directed=directed) if many > 1 else math.nan
    )
    return scales


def _scale(most: int, sources: int, *, normalized: bool, directed: bool) -> float:
    if most < 2:
        return 1.0
    if normalized:
        return 1 / (sources * (most - 1))
    return most / (sources * (1 if directed else 2))
