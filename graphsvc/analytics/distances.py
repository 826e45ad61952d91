"""How far everyone is from everyone, summed up node by node, never held as a table of pairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphsvc.analytics.lengths import follow
from graphsvc.analytics.matrices import MODES
from graphsvc.analytics.progress import counted
from graphsvc.dispatch.graphs import Ties
from graphsvc.dispatch.steps import by_classes, by_steps


@dataclass(frozen=True, slots=True)
class Reach:
    """What one node reaches.

    Attributes
    ----------
    nodes
        How many others it reaches.
    total
        Sum of the distances to them. Steps; or, by strengths, the sum of 1 / strength along the
        way, kept exact in small graphs.
    harmonic
        Sum of one over these distances.
    farthest
        The greatest of them; 0 where none is reached.
    """

    nodes: int
    total: int | Fraction | float
    harmonic: float
    farthest: int | Fraction | float


def sweep(graph: nx.Graph[str], *, weighted: bool = False) -> dict[str, Reach]:
    """Measure the distances from every node to all it reaches.

    Parameters
    ----------
    graph
        Directed or not. For the distances that arrive at a node, give the reversed graph. With
        `weighted`, ties carry `cost` and the graph `cost_unit`, as from `views.tie`. Not modified.
    weighted
        Whether a tie is 1 / strength long, or 1.

    Returns
    -------
    dict[str, Reach]
        Every node in the graph's order.

    Notes
    -----
    By steps, 256 nodes are searched from at once, and nodes with the same neighbours count once
    unless directed: time O(nodes / 256 x ties x diameter). By strengths as for `lengths.follow`.
    Memory O(nodes + ties).
    """
    if not weighted:
        return _by_steps(graph)
    found = follow(graph, weighted=True)
    if found is not None:
        return by_rows(graph, found.leaving)
    unit = int(graph.graph.get("cost_unit", 1))
    return {item: _reach(_lengths(graph, item), unit) for item in counted(graph)}


def sweep_meetings(affiliations: nx.Graph[str]) -> dict[str, Reach]:
    """Measure the distances between organizations that meet on bodies, by steps.

    Two organizations are one step apart if they share a body, which in the two-mode graph is two.
    It has a tenth of the ties.

    Parameters
    ----------
    affiliations
        As from `views.two_mode`. Not modified.

    Returns
    -------
    dict[str, Reach]
        Every organization in the graph's order: what `sweep` gives for the one-mode graph.

    Notes
    -----
    As for `sweep`.
    """
    ties = Ties.of(affiliations)
    modes = [data["mode"] for _, data in affiliations.nodes(data=True)]
    rows = np.flatnonzero([mode == MODES[0] for mode in modes]).astype(np.int32)
    found = by_classes(ties.untied_classes, rows, tied=False)
    halves = (found.nodes, found.steps // 2, 2 * found.harmonic, found.farthest // 2)
    items = [item for item, mode in zip(affiliations, modes, strict=True) if mode == MODES[0]]
    return by_rows(items, (column[rows] for column in halves))


def _by_steps(graph: nx.Graph[str]) -> dict[str, Reach]:
    return by_rows(graph, by_steps(Ties.of(graph), leaving=True))


def by_rows(items: Iterable[str], found: Iterable[NDArray[Any]]) -> dict[str, Reach]:
    """Give each node what four columns say of it, in the order of `Reach`."""
    columns = (column.tolist() for column in found)
    return {
        item: Reach(*numbers)
        for item, numbers in zip(items, zip(*columns, strict=True), strict=True)
    }


def _lengths(graph: nx.Graph[str], source: str) -> list[int]:
    # Costs are whole numbers and stay so, whatever NetworkX's annotations say.
    lengths: Mapping[str, Any] = nx.single_source_dijkstra_path_length(graph, source, weight="cost")
    return [length for item, length in lengths.items() if item != source]


def _reach(lengths: list[int], unit: int) -> Reach:
    # Whole numbers are added first and divided once, so that the order of nodes cannot show.
    counts: dict[int, int] = {}
    for length in lengths:
        counts[length] = counts.get(length, 0) + 1
    total, farthest = sum(lengths), max(lengths, default=0)
    return Reach(
        nodes=len(lengths),
        total=total if unit == 1 else Fraction(total, unit),
        harmonic=sum(count * unit / length for length, count in sorted(counts.items())),
        farthest=farthest if unit == 1 else Fraction(farthest, unit),
    )
