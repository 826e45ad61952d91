"""What the yardsticks are asked about nodes, each library in its own words."""

from __future__ import annotations

import math
from collections.abc import Iterator

import networkx as nx

from benchmarks.peers.libraries import PILOT, Question, marked, ran
from graphsvc.analytics.network import Shape


def questions_of_nodes() -> Iterator[Question]:
    """What is asked about nodes, and how."""
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
            "networkx": lambda on: marked(nx.articulation_points(on.networkx), on.size),
            "igraph": lambda on: marked(on.igraph.articulation_points(), on.size),
            "rustworkx": lambda on: marked(on.rx.articulation_points(on.rustworkx), on.size),
        },
    )
    yield from _spectral_questions()
    yield Question(
        "modularity_found_weighted",
        one,
        {
            "networkx": lambda on: nx.community.modularity(
                on.networkx,
                nx.community.louvain_communities(on.networkx, "strength", seed=0),
                weight="strength",
            ),
            "igraph": lambda on: on.igraph.modularity(
                on.igraph.community_multilevel(weights="strength").membership, weights="strength"
            ),
            "networkit": lambda on: on.nk.community.Modularity().getQuality(
                on.nk.community.PLM(on.networkit, refine=True).run().getPartition(), on.networkit
            ),
        },
        # Each finds other communities; which are the better is in docs/networkx-backend.md.
        compared=False,
    )


def _spectral_questions() -> Iterator[Question]:
    for shape in (Shape.ONE_MODE, Shape.TWO_MODE):
        yield Question(
            "pagerank",
            shape,
            {
                "networkx": lambda on: nx.pagerank(
                    on.networkx, weight=None, tol=1e-13 / on.size, max_iter=1000
                ),
                "igraph": lambda on: on.igraph.pagerank(),
                "rustworkx": lambda on: on.rx.pagerank(
                    on.rustworkx.to_directed(), tol=1e-13, max_iter=1000
                ),
            },
        )
        yield Question(
            "eigenvector",
            shape,
            {
                "igraph": lambda on: _unit(on.igraph.eigenvector_centrality()),
                "rustworkx": lambda on: on.rx.eigenvector_centrality(
                    on.rustworkx, max_iter=100_000, tol=1e-13
                ),
            },
        )
    yield Question(
        "eigenvector_weighted",
        Shape.ONE_MODE,
        {
            "igraph": lambda on: _unit(on.igraph.eigenvector_centrality(weights="strength")),
            "rustworkx": lambda on: on.rx.eigenvector_centrality(
                on.rustworkx, weight_fn=float, max_iter=100_000, tol=1e-13
            ),
        },
        # NetworKit is off by 3e-8 and more, whatever it is asked for: 0.013 s where it may be off
        # by 7e-6, 0.023 s where it comes as near as it can.
    )


def _unit(found: list[float]) -> list[float]:
    length = math.hypot(*found)
    return [value / length for value in found]
