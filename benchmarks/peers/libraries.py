"""The other libraries: one graph in each of them, and what a question to them is."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np

from graphsvc.analytics.network import Shape
from graphsvc.analytics.pair_values import PairValues
from graphsvc.dispatch.graphs import Ties

PILOT = 10  # nodes, to forecast what all of them would take


@dataclass
class Libraries:
    """One graph in each library; nodes are numbers, in our order."""

    ties: Ties
    strengths: Any
    groups: Sequence[str | None] = ()

    def __post_init__(self) -> None:
        import igraph  # noqa: PLC0415 - not there before `install`
        import networkit  # noqa: PLC0415
        import rustworkx  # noqa: PLC0415

        rows = np.repeat(np.arange(len(self.ties)), np.diff(self.ties.starts))
        once = rows < self.ties.others
        ends = np.column_stack([rows[once], self.ties.others[once]])
        weights = self.strengths[once]
        lengths = zip(ends.tolist(), (1 / weights).tolist(), strict=True)
        triples = [(a, b, w) for (a, b), w in zip(ends.tolist(), weights.tolist(), strict=True)]
        self.size = len(self.ties)
        self.igraph = igraph.Graph(self.size, ends)
        self.igraph.es["strength"] = weights
        self.igraph.es["length"] = 1 / weights
        self.networkx: nx.Graph[int] = nx.Graph()
        self.networkx.add_nodes_from(range(self.size))
        self.networkx.add_weighted_edges_from(triples, weight="strength")
        self.networkx.add_weighted_edges_from(
            ((*tie, far) for tie, far in lengths), weight="length"
        )
        self.rustworkx = rustworkx.PyGraph(multigraph=False)
        self.rustworkx.add_nodes_from(range(self.size))
        self.rustworkx.add_edges_from(triples)
        arrays = (weights, (ends[:, 0].astype(np.uint64), ends[:, 1].astype(np.uint64)))
        self.networkit = networkit.GraphFromCoo(arrays, n=self.size, weighted=True)
        by_length = (1 / weights, arrays[1])
        self.lengths = networkit.GraphFromCoo(by_length, n=self.size, weighted=True)
        self.unweighted = networkit.GraphFromCoo(arrays[1], n=self.size)
        self.rx, self.nk = rustworkx, networkit
        self.ends = ends
        nx.set_node_attributes(self.networkx, dict(enumerate(self.numbered())), "group")

    def numbered(self) -> list[int]:
        """Number the groups of the nodes, which igraph wants of whoever asks about groups."""
        known = sorted({str(group) for group in self.groups})
        numbers = {group: number for number, group in enumerate(known)}
        return [numbers[str(group)] for group in self.groups]

    @cached_property
    def tied(self) -> list[tuple[int, int]]:
        """The pairs that are tied, ascending."""
        return [(one, other) for one, other in self.ends.tolist()]

    @cached_property
    def untied(self) -> list[tuple[int, int]]:
        """The pairs that are not tied, ascending: as many as the square of the nodes."""
        tied = set(self.tied)
        return [pair for pair in combinations(range(self.size), 2) if pair not in tied]

    def ours(self, found: Any) -> list[Any]:
        """Put an answer of ours into the order of theirs."""
        if isinstance(found, PairValues) and len(found) == len(self.ends):
            items = [str(item) for item in self.ties.items]
            pairs = [(items[one], items[other]) for one, other in self.tied]
            return [found[min(pair), max(pair)] for pair in pairs]
        return list(found.values()) if isinstance(found, Mapping) else [found]

    def named(self, found: Any, question: Question) -> Any:
        """Put an answer into the order of ours; about nodes, as ours is, by the nodes' names.

        A caller asks about organizations, and ours answers so: naming is part of the question.
        """
        if not question.compared:
            return found
        told = told_of(found, self.size)
        if question.is_of_nodes:
            return list(dict(zip(self.ties.items, told, strict=True)).values())
        return told


Answer = Callable[[Libraries], Any]


@dataclass(frozen=True)
class Question:
    """A measure of ours and how the others are asked for it.

    `pilots` asks a library from `PILOT` of the nodes, to forecast what all of them would take.
    """

    name: str
    shape: Shape
    peers: dict[str, Answer]
    pilots: dict[str, Answer] = field(default_factory=dict)
    compared: bool = True
    is_of_nodes: bool = True

    @property
    def is_of_all_ways(self) -> bool:
        """Whether it looks at the ways between all pairs of nodes."""
        return self.name.partition("_")[0] in ("betweenness", "closeness", "harmonic", "edge")


def told_of(found: Any, size: int) -> list[float]:
    """Put a library's answer into the order of the nodes; that of the graph is one number."""
    if isinstance(found, float | int):
        return [float(found)]
    if hasattr(found, "keys"):
        return [float(found[item]) for item in range(size)]
    return [math.nan if value is None else float(value) for value in found]


def ran(algorithm: Any) -> Any:
    """Run an algorithm of NetworKit and return its scores."""
    return algorithm.run().scores()


def marked(found: Any, size: int) -> list[float]:
    """Turn a list of what was found into a mark for each."""
    marks = np.zeros(size)
    marks[list(found)] = 1
    return list(marks.tolist())
