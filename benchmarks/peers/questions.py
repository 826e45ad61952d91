"""What the yardsticks are asked, each library in its own words."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import networkx as nx
import numpy as np

from graphsvc.analytics.network import Shape
from graphsvc.dispatch.graphs import Ties

PILOT = 10  # nodes, to forecast what all of them would take


@dataclass
class Libraries:
    """One graph in each library; nodes are numbers, in our order."""

    ties: Ties
    strengths: Any

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

    @property
    def is_of_all_ways(self) -> bool:
        """Whether it looks at the ways between all pairs of nodes."""
        return self.name.partition("_")[0] in ("betweenness", "closeness", "harmonic")


def of_nodes(found: Any, size: int) -> list[float]:
    """Put a library's answer into the order of the nodes."""
    if hasattr(found, "keys"):
        return [float(found[item]) for item in range(size)]
    return [math.nan if value is None else float(value) for value in found]


def ran(algorithm: Any) -> Any:
    """Run an algorithm of NetworKit and return its scores."""
    return algorithm.run().scores()


def questions() -> Iterator[Question]:
    """What is asked, and how."""
    few = list(range(PILOT))
    for shape in (Shape.ONE_MODE, Shape.TWO_MODE):
        yield Question(
            "betweenness",
            shape,
            {
                "networkx": lambda on: nx.betweenness_centrality(on.networkx, normalized=False),
                "igraph": lambda on: on.igraph.betweenness(),
                "networkit": lambda on: [
                    value / 2 for value in ran(on.nk.centrality.Betweenness(on.unweighted))
                ],
                "rustworkx": lambda on: on.rx.graph_betweenness_centrality(
                    on.rustworkx, normalized=False
                ),
            },
            {
                "networkx": lambda on: nx.betweenness_centrality(on.networkx, k=PILOT, seed=0),
                "igraph": lambda on: on.igraph.betweenness(sources=few),
                "networkit": lambda on: ran(
                    on.nk.centrality.EstimateBetweenness(on.unweighted, 10)
                ),
            },
        )
        yield Question(
            "closeness",
            shape,
            {
                "networkx": lambda on: nx.closeness_centrality(on.networkx),
                "networkit": lambda on: ran(
                    on.nk.centrality.Closeness(
                        on.unweighted, True, on.nk.centrality.ClosenessVariant.GENERALIZED
                    )
                ),
                "rustworkx": lambda on: on.rx.closeness_centrality(on.rustworkx),
            },
            {
                "networkx": lambda on: [nx.closeness_centrality(on.networkx, u) for u in few],
                "igraph": lambda on: on.igraph.closeness(few),
            },
        )
    yield Question(
        "harmonic_normalized",
        Shape.ONE_MODE,
        {
            "networkx": lambda on: [
                value / (on.size - 1) for value in nx.harmonic_centrality(on.networkx).values()
            ],
            "igraph": lambda on: on.igraph.harmonic_centrality(),
            "networkit": lambda on: ran(on.nk.centrality.HarmonicCloseness(on.unweighted, True)),
        },
        {
            "networkx": lambda on: nx.harmonic_centrality(on.networkx, nbunch=few),
            "igraph": lambda on: on.igraph.harmonic_centrality(few),
        },
    )
    yield from _questions_by_length(few)
    yield from _other_questions(few)


def _questions_by_length(few: list[int]) -> Iterator[Question]:
    yield Question(
        "betweenness_weighted",
        Shape.ONE_MODE,
        {
            "networkx": lambda on: nx.betweenness_centrality(
                on.networkx, normalized=False, weight="length"
            ),
            "igraph": lambda on: on.igraph.betweenness(weights="length"),
            "networkit": lambda on: [
                value / 2 for value in ran(on.nk.centrality.Betweenness(on.lengths))
            ],
        },
        {
            "networkx": lambda on: nx.betweenness_centrality(
                on.networkx, k=PILOT, seed=0, weight="length"
            ),
            "igraph": lambda on: on.igraph.betweenness(sources=few, weights="length"),
            "networkit": lambda on: ran(on.nk.centrality.EstimateBetweenness(on.lengths, PILOT)),
        },
        # Ways that are equally long differ in their last digits, and the others take one.
        compared=False,
    )
    yield Question(
        "harmonic_weighted",
        Shape.ONE_MODE,
        {
            "networkx": lambda on: nx.harmonic_centrality(on.networkx, distance="length"),
            "igraph": lambda on: [
                value * (on.size - 1) for value in on.igraph.harmonic_centrality(weights="length")
            ],
            "networkit": lambda on: ran(on.nk.centrality.HarmonicCloseness(on.lengths, False)),
        },
        {
            "networkx": lambda on: nx.harmonic_centrality(
                on.networkx, nbunch=few, distance="length"
            ),
            "igraph": lambda on: on.igraph.harmonic_centrality(few, weights="length"),
        },
    )


def _other_questions(few: list[int]) -> Iterator[Question]:
    one = Shape.ONE_MODE
    yield Question(
        "pagerank_weighted",
        one,
        {
            "networkx": lambda on: nx.pagerank(
                on.networkx, weight="strength", tol=1e-13 / on.size, max_iter=1000
            ),
            "igraph": lambda on: on.igraph.pagerank(weights="strength"),
            "rustworkx": lambda on: on.rx.pagerank(
                on.rustworkx.to_directed(), weight_fn=float, tol=1e-13, max_iter=1000
            ),
        },
    )
    yield Question(
        "constraint_weighted",
        one,
        {
            "networkx": lambda on: nx.constraint(on.networkx, weight="strength"),
            "igraph": lambda on: on.igraph.constraint(weights="strength"),
        },
    )
    # Unweighted: with strengths NetworkX gets the effective sizes of all nodes wrong.
    yield Question("effective_size", one, {"networkx": lambda on: nx.effective_size(on.networkx)})
    yield Question(
        "clustering",
        one,
        {
            "networkx": lambda on: nx.clustering(on.networkx),
            "igraph": lambda on: on.igraph.transitivity_local_undirected(mode="zero"),
            "networkit": lambda on: ran(on.nk.centrality.LocalClusteringCoefficient(on.unweighted)),
        },
        {"networkx": lambda on: nx.clustering(on.networkx, few)},
    )
    yield from _questions_of_the_whole()


def _questions_of_the_whole() -> Iterator[Question]:
    one = Shape.ONE_MODE
    yield Question(
        "core_number",
        one,
        {
            "networkx": lambda on: nx.core_number(on.networkx),
            "igraph": lambda on: on.igraph.coreness(),
            "networkit": lambda on: ran(on.nk.centrality.CoreDecomposition(on.unweighted)),
            "rustworkx": lambda on: on.rx.core_number(on.rustworkx),
        },
    )
    yield Question(
        "articulation_point",
        Shape.TWO_MODE,
        {
            "networkx": lambda on: _marked(nx.articulation_points(on.networkx), on.size),
            "igraph": lambda on: _marked(on.igraph.articulation_points(), on.size),
            "rustworkx": lambda on: _marked(on.rx.articulation_points(on.rustworkx), on.size),
        },
    )
    yield Question(
        "eigenvector_weighted",
        one,
        {
            "igraph": lambda on: _unit(on.igraph.eigenvector_centrality(weights="strength")),
            "rustworkx": lambda on: on.rx.eigenvector_centrality(
                on.rustworkx, weight_fn=float, max_iter=100_000, tol=1e-13
            ),
        },
        # NetworKit is off by 3e-8 and more, whatever it is asked for: 0.013 s where it may be off
        # by 7e-6, 0.023 s where it comes as near as it can.
    )
    yield Question(
        "modularity_found_weighted",
        one,
        {
            "networkx": lambda on: nx.community.louvain_communities(
                on.networkx, "strength", seed=0
            ),
            "igraph": lambda on: on.igraph.community_multilevel(weights="strength"),
            "networkit": lambda on: (
                on.nk.community.PLM(on.networkit, refine=True).run().getPartition()
            ),
        },
        # Each finds other communities; which are the better is in docs/networkx-backend.md.
        compared=False,
    )


def _unit(found: list[float]) -> list[float]:
    length = math.hypot(*found)
    return [value / length for value in found]


def _marked(found: Any, size: int) -> list[float]:
    marks = np.zeros(size)
    marks[list(found)] = 1
    return list(marks.tolist())
