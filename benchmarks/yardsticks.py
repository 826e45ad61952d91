"""Our measures beside NetworkX, igraph, NetworKit and rustworkx: seconds, ratios, agreement.

    python benchmarks/yardsticks.py [PARTNERSHIPS ...]

1, 12 and 82 partnerships without arguments, a few minutes. Each size runs in one process: all
libraries have their graph ready, ours included, and answer the same question on the demonstration
region. A line has the seconds of each, how many times as fast ours is as the fastest of the others,
and how far the answers are apart at most. What a peer would take more than a minute for is told by
a pilot (from some of the nodes) as a forecast, after "~". It ends with 1 where an answer is off by
more than a billionth of its largest value.

igraph and NetworKit are yardsticks, installed here from `yardsticks.lock` and nowhere else: igraph
is GPL, and nothing that is shipped imports it.
"""

from __future__ import annotations

import math
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np

from graphsvc.analytics import measures, views
from graphsvc.analytics.matrices import affiliation
from graphsvc.analytics.network import Network, Shape, group_of
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.demonstration import generate
from graphsvc.dispatch.graphs import Ties
from graphsvc.model.snapshot import Snapshot

HERE = Path(__file__).parent
YARDSTICKS = HERE.parent / "build" / "yardsticks"
SIZES = (1, 12, 82)
LONGEST, AGREED = 60.0, 1e-9
SHORT, RUNS, PILOT = 1.0, 3, 10
PEERS = ("networkx", "igraph", "networkit", "rustworkx")


def install() -> None:
    """Bring the yardsticks here, once."""
    lock = HERE / "yardsticks.lock"
    if not YARDSTICKS.exists():
        pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes")
        subprocess.run([*pip, "--target", str(YARDSTICKS), "-r", str(lock)], check=True)
    # Behind our own libraries, so that NumPy stays the one that is locked.
    sys.path.append(str(YARDSTICKS))


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the median of some runs, or the one run of what takes long, and its answer."""
    seconds: list[float] = []
    while len(seconds) < RUNS and (not seconds or seconds[0] < SHORT):
        began = time.perf_counter()
        found = work()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds), found


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
        triples = [(a, b, w) for (a, b), w in zip(ends.tolist(), weights.tolist(), strict=True)]
        self.size = len(self.ties)
        self.igraph = igraph.Graph(self.size, ends)
        self.igraph.es["strength"] = weights
        self.networkx: nx.Graph[int] = nx.Graph()
        self.networkx.add_nodes_from(range(self.size))
        self.networkx.add_weighted_edges_from(triples, weight="strength")
        self.rustworkx = rustworkx.PyGraph(multigraph=False)
        self.rustworkx.add_nodes_from(range(self.size))
        self.rustworkx.add_edges_from(triples)
        arrays = (weights, (ends[:, 0].astype(np.uint64), ends[:, 1].astype(np.uint64)))
        self.networkit = networkit.GraphFromCoo(arrays, n=self.size, weighted=True)
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
    yield from _other_questions()


def _other_questions() -> Iterator[Question]:
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
            "igraph": lambda on: on.igraph.eigenvector_centrality(weights="strength"),
            "networkit": lambda on: ran(on.nk.centrality.EigenvectorCentrality(on.networkit)),
            "rustworkx": lambda on: on.rx.eigenvector_centrality(
                on.rustworkx, weight_fn=float, max_iter=10_000
            ),
        },
        # Power iteration stops early, and igraph scales to a largest of 1.
        compared=False,
    )
    yield Question(
        "modularity_found_weighted",
        one,
        {
            "networkx": lambda on: nx.community.louvain_communities(
                on.networkx, "strength", seed=0
            ),
            "igraph": lambda on: on.igraph.community_multilevel(weights="strength"),
            "networkit": lambda on: on.nk.community.PLM(on.networkit).run().getPartition(),
        },
        compared=False,
    )


def _marked(found: Any, size: int) -> list[float]:
    marks = np.zeros(size)
    marks[list(found)] = 1
    return list(marks.tolist())


@dataclass
class Region:
    """A demonstration region, ready for everybody."""

    partnerships: int

    def __post_init__(self) -> None:
        region = generate(self.partnerships)
        snapshot = Snapshot.of(region.changes)
        began = time.perf_counter()
        two = views.two_mode(snapshot, Scope(WHOLE, region.truths.as_of))
        one = views.one_mode(two)
        self.built = time.perf_counter() - began
        self.graphs: dict[Shape, Any] = {Shape.TWO_MODE: two, Shape.ONE_MODE: one}
        self.groups = group_of(two, "sector")
        self.peers = {
            shape: Libraries(Ties.of(graph), graph.strengths)
            for shape, graph in self.graphs.items()
        }

    def network(self, shape: Shape) -> Network:
        """Return a network on which nothing has been worked out yet."""
        two = self.graphs[Shape.TWO_MODE]
        return Network(self.graphs[shape], shape, two, self.groups)


def ask(region: Region, question: Question) -> bool:
    """Print one line; tells whether all agree."""
    (measure,) = measures.choose([question.name], region.network(question.shape))
    on = region.peers[question.shape]
    mine, found = timed(lambda: measure.function(region.network(question.shape)))
    print(f"{question.name:28}{question.shape!s:10}{mine:9.4f}", end="", flush=True)
    expected = list(found.values()) if isinstance(found, dict) else []
    seconds: dict[str, float] = {}
    apart = 0.0
    for peer in PEERS:
        told, answer = _asked(question, peer, on)
        print(f"{told:>12}", end="", flush=True)
        if answer is not None and question.compared:
            theirs = of_nodes(answer[1], on.size)
            apart = max(apart, _apart(expected, theirs))
        if answer is not None:
            seconds[peer] = answer[0]
    fastest = min(seconds, key=seconds.__getitem__) if seconds else None
    ratio = f"{seconds[fastest] / mine:8.1f}x {fastest}" if fastest else f"{'-':>9}"
    print(f"{apart:10.0e}{ratio}" if question.compared else f"{'-':>10}{ratio}", flush=True)
    return apart <= AGREED


def _asked(question: Question, peer: str, on: Libraries) -> tuple[str, tuple[float, Any] | None]:
    if peer not in question.peers:
        return "-", None
    pilot = question.pilots.get(peer)
    if pilot is not None:
        began = time.perf_counter()
        pilot(on)
        forecast = (time.perf_counter() - began) * on.size / PILOT
        if forecast > LONGEST:
            return f"~{forecast:.0f}", None
    elif question.pilots and on.size > 20_000:
        return "too long", None
    seconds, answer = timed(lambda: question.peers[peer](on))
    return f"{seconds:.4f}", (seconds, answer)


def _apart(ours: Sequence[Any], theirs: Sequence[float]) -> float:
    """Return how far two answers are apart, over the largest; our null is their NaN or 0."""
    size = max((abs(value) for value in ours if value is not None), default=0.0)
    far = [
        (0.0 if math.isnan(other) or not other else math.inf) if mine is None else abs(mine - other)
        for mine, other in zip(ours, theirs, strict=True)
    ]
    return max(far, default=0.0) / max(size, 1.0)


def all_of_ours(region: Region) -> None:
    """Time every measure of ours on both graphs, nothing worked out before."""
    for shape in region.graphs:
        network = region.network(shape)
        began = time.perf_counter()
        names = measures.choose(["all"], network)
        for measure in names:
            measure.function(network)
        print(f"all {len(names)} measures of {shape}: {time.perf_counter() - began:.2f} s")


def main() -> None:
    """Ask everything at each size."""
    install()
    agreed = True
    for partnerships in [int(text) for text in sys.argv[1:]] or SIZES:
        region = Region(partnerships)
        one, two = region.graphs[Shape.ONE_MODE], region.graphs[Shape.TWO_MODE]
        seats, organizations, bodies = affiliation(two)
        print(f"\n{partnerships} partnerships: {len(organizations):,} organizations,", end=" ")
        print(f"{len(bodies):,} bodies, {seats.nnz:,} memberships,", end=" ")
        print(f"{one.number_of_edges():,} one-mode ties; both graphs built in {region.built:.3f} s")
        heads = "".join(f"{peer:>12}" for peer in PEERS)
        print(f"{'':38}{'ours':>9}{heads}{'apart':>10}  ratio to the fastest")
        for question in questions():
            agreed &= ask(region, question)
        all_of_ours(region)
    sys.exit(0 if agreed else "An answer differs from a peer's.")


if __name__ == "__main__":
    main()
