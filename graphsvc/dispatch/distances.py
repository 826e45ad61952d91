"""Measures of how far everyone is: closeness, harmonic closeness, eccentricity."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np

from graphsvc.dispatch.arrays import ArrayGraph
from graphsvc.dispatch.covering import covers, lengths, no_function_as, places, single
from graphsvc.dispatch.steps import by_steps
from graphsvc.kernels.compiling import Number, Whole
from graphsvc.kernels.lengths import Roads, Searches


@covers(no_function_as("distance"))
def closeness_centrality(
    G: ArrayGraph, u: Any = None, distance: str | None = None, wf_improved: bool = True
) -> Any:
    """Closeness as `networkx.closeness_centrality` has it: of the ways that arrive."""
    if u is not None and u not in G:
        raise nx.NodeNotFound(f"Node {u} is not in the graph")
    chosen = np.array([] if u is None else [G.place[u]], dtype=np.int32)
    if u is None and distance is None:
        found = by_steps(G.ties)
        nodes, total = found.nodes.astype(np.float64), found.steps.astype(np.float64)
    else:
        everyone = np.arange(len(G), dtype=np.int32)
        count, total, _, _ = _arriving(G, everyone if u is None else chosen, distance)
        nodes = count.astype(np.float64)
    values = np.divide(nodes, total, out=np.zeros(len(nodes)), where=total > 0)
    if wf_improved and len(G) > 1:
        values *= nodes / (len(G) - 1)
    if u is not None:
        return values.tolist()[0]
    return dict(zip(G.items, values.tolist(), strict=True))


def _sources_without_lengths(given: Any) -> str | None:
    several = given["sources"] is not None and given["distance"] is not None
    return "sources together with lengths" if several else None


@covers(no_function_as("distance"), _sources_without_lengths)
def harmonic_centrality(
    G: ArrayGraph, nbunch: Any = None, distance: str | None = None, sources: Any = None
) -> dict[Any, float]:
    """Harmonic closeness as `networkx.harmonic_centrality` has it: of the ways that arrive."""
    wanted = _known(G, nbunch)
    if distance is not None:
        chosen = np.array(wanted, dtype=np.int32)
        values = _arriving(G, chosen, distance)[2].tolist()
        return {G.items[place]: value for place, value in zip(wanted, values, strict=True)}
    starting = None if sources is None else np.array(_known(G, sources), dtype=np.int32)
    harmonic = by_steps(G.ties, sources=starting).harmonic.tolist()
    return {G.items[place]: harmonic[place] for place in wanted}


def _no_table(given: Any) -> str | None:
    return None if given["sp"] is None else "paths are given"


@covers(no_function_as("weight"), _no_table)
def eccentricity(G: ArrayGraph, v: Any = None, sp: Any = None, weight: str | None = None) -> Any:
    """How far the farthest is, as `networkx.eccentricity` has it: of the ways that leave."""
    wanted = np.array(_known(G, v), dtype=np.int32)
    farthest: Any
    if weight is None:
        found = by_steps(G.ties, leaving=True)
        nodes, farthest = found.nodes, found.farthest
    else:
        nodes, farthest = np.full(len(G), len(G) - 1), np.zeros(len(G))
        roads = Roads.of_nodes(G.starts, G.others, lengths(G, weight))
        nodes[wanted], _, _, farthest[wanted], *_ = Searches(roads, same=0.0).ways(
            wanted, passing=False
        )
    if (nodes[wanted] < len(G) - 1).any():
        strongly = "strongly " if G.directed else ""
        raise nx.NetworkXError(
            f"Found infinite path length because the graph is not {strongly}connected"
        )
    return single(G, v, farthest)


def _known(graph: ArrayGraph, nodes: Any) -> list[int]:
    try:
        return places(graph, nodes)
    except TypeError as fault:
        raise nx.NetworkXError("nbunch is not a node or a sequence of nodes.") from fault


def _arriving(
    graph: ArrayGraph, targets: Whole, distance: str | None
) -> tuple[Any, Number, Number, Number]:
    """Measure how far each target is from all that reach it."""
    starts, others, entries = graph.arriving
    length = np.ones(len(others)) if distance is None else lengths(graph, distance)[entries]
    roads = Roads.of_nodes(starts, others, length)
    return Searches(roads, same=0.0).ways(targets, passing=False)[:4]
