"""What the product works out itself, beside a library that does the same: seconds and ratios.

    make bench        or        python benchmarks/algorithms.py [PARTNERSHIPS ...]

12 and 82 partnerships without arguments, in 90 seconds. A line has our seconds, the peer's in the
same run (wall time, or CPU time if less), how many times as fast we are, and how far the answers
are apart at most. It ends with 1 where one is off by more than a billionth of its largest value.

The peers are libraries that the product has anyway, called as they document it on a graph that is
there already. `yardsticks.py` has other libraries and more measures. For closeness NetworkX finds
our distances too. Its eigenvector is of a connected graph only.
"""

from __future__ import annotations

import math
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import networkx as nx
import numpy as np
from networkx.algorithms import bipartite
from pyvis.network import Network as StockNetwork
from scipy.spatial.distance import pdist

from graphsvc.analytics import neighbourhoods, pairs, spectral, structural_holes, two_mode, views
from graphsvc.analytics.cut_points import separations
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.analytics.sector_counts import SectorCounts
from graphsvc.analytics.untied import count_untied
from graphsvc.demonstration import generate
from graphsvc.language import language
from graphsvc.model.snapshot import Snapshot
from graphsvc.recommend.asker import Asker
from graphsvc.recommend.features import common_ground
from graphsvc.recommend.steps import Network
from graphsvc.recommend.surroundings import Surroundings
from graphsvc.recommend.walking import DAMPING, PRECISE, walk
from graphsvc.viz import page
from graphsvc.viz.layout import Spot, layout
from graphsvc.viz.maps import draw
from graphsvc.viz.scene import Scene
from graphsvc.web import rendering

SIZES = (12, 82)
LONGEST_PEER, AGREED = 60.0, 1e-9
ASKERS, CANDIDATES = 10, 200
MOST_PAIRS = 1_000_000  # above it NetworkX takes minutes for a score of those that are not tied
ENGLISH = language("en")
_PILOT = 40  # sources of betweenness, to tell how long all of them would take
_SHORT, _RUNS = 1.0, 5  # what takes less than a second is done five times, for the median
Apart = tuple[float, float]


def values_apart(ours: Mapping[Any, float | None], theirs: Mapping[Any, float]) -> Apart:
    """Return how far two tables are apart, and how large they are; our null is their NaN or 0."""
    nulls = [theirs[item] for item, value in ours.items() if value is None]
    if ours.keys() != theirs.keys() or any(value and not math.isnan(value) for value in nulls):
        return math.inf, 0.0
    known = [(value, theirs[item]) for item, value in ours.items() if value is not None]
    size = max((abs(value) for _, value in known), default=0.0)
    return max((abs(mine - value) for mine, value in known), default=0.0), size


@dataclass(frozen=True)
class Comparison:
    """Our way and a peer's to the same answer; `apart` is None where the answers are no numbers."""

    what: str
    peer: str
    ours: Callable[[], Any]
    theirs: Callable[[], Any]
    apart: Callable[[Any, Any], Apart] | None = values_apart
    forecast: Callable[[], float] = lambda: 0.0
    remark: Callable[[Any, Any], str] = lambda _ours, _theirs: ""

    def run(self) -> bool:
        """Print the line; tells whether the two agree."""
        mine, found = timed(self.ours)
        print(f"{self.what:48}{mine:10.4f}", end="", flush=True)
        wait = self.forecast()
        if wait > LONGEST_PEER:
            print(f"{'-':>10}{'-':>8}{'-':>10}  {self.peer}: not run, about {wait:.0f} s")
            return True
        theirs, expected = timed(self.theirs)
        apart, size = self.apart(found, expected) if self.apart else (0.0, 0.0)
        shown = f"{apart:10.1e}" if self.apart else f"{'-':>10}"
        peer = self.peer + self.remark(found, expected)
        print(f"{theirs:10.4f}{theirs / mine:8.2f}{shown}  {peer}", flush=True)
        return apart <= AGREED * max(size, 1.0)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return how long some work takes, and its answer."""
    seconds: list[float] = []
    while len(seconds) < _RUNS and (not seconds or seconds[0] < _SHORT):
        wall, cpu = time.perf_counter(), time.process_time()
        found = work()
        seconds.append(min(time.perf_counter() - wall, time.process_time() - cpu))
    return statistics.median(seconds), found


def on(graph: nx.Graph[str], what: str, ours: Any, theirs: Any, **options: Any) -> Comparison:
    """Compare our function of a graph with one of NetworkX."""
    peer = f"networkx {theirs.__name__}"
    return Comparison(what, peer, partial(ours, graph), partial(theirs, graph, **options))


class Region:
    """A demonstration region with its graphs, ready-made for both sides."""

    def __init__(self, partnerships: int) -> None:
        region = generate(partnerships)
        self.snapshot, self.as_of = Snapshot.of(region.changes), region.truths.as_of
        self.affiliations = self.two_mode(WHOLE)
        self.one_mode = views.one_mode(self.affiliations)
        self.counts = SectorCounts.on(self.snapshot, self.as_of)
        self.network = Network.of(self.counts.seating.seats)
        self.row = {item: row for row, item in enumerate(self.snapshot.organization_ids)}
        seated = [item for item in self.one_mode if self.affiliations.degree[item]]
        self.askers = seated[:: len(seated) // ASKERS][:ASKERS]
        self.largest = max(self.snapshot.bodies_of, key=lambda item: len(self.two_mode(item)))

    def two_mode(self, item: str) -> nx.Graph[str]:
        """Return the graph of who sits where in a scope."""
        return views.two_mode(self.snapshot, Scope(item, self.as_of))

    def around(self, item: str) -> Surroundings:
        """Look around an asker anew; nothing is kept from an earlier look."""
        counts, none = self.counts, frozenset[str]()
        asker = Asker.organization(self.snapshot, counts.seating, counts.areas, item)
        return Surroundings(
            self.snapshot, counts, self.network, asker, together=False, known=none, left_out=none
        )

    def rows_apart(self, ours: Sequence[Any], theirs: Sequence[Mapping[str, float]]) -> Apart:
        """Compare a row of numbers for each asker with a table for each; bodies do not count."""
        chosen = [[item for item in table if item in self.row] for table in theirs]
        return values_apart(
            {(n, b): ours[n][self.row[b]] for n, items in enumerate(chosen) for b in items},
            {(n, b): theirs[n][b] for n, items in enumerate(chosen) for b in items},
        )


def by_pairs(values: Iterable[tuple[str, str, float]]) -> dict[tuple[str, str], float]:
    """Key NetworkX's scores of pairs as ours are."""
    return {(min(a, b), max(a, b)): value for a, b, value in values}


def of_paths(region: Region) -> Iterator[Comparison]:
    """Compare what looks at shortest paths, on the two-mode graph of the whole."""
    graph, one = region.affiliations, region.one_mode
    pilot = partial(nx.betweenness_centrality, graph, k=_PILOT, seed=0)
    yield Comparison(
        "two-mode betweenness, exact",
        "networkx betweenness_centrality",
        lambda: two_mode.betweenness(graph),
        lambda: nx.betweenness_centrality(graph, normalized=False),
        forecast=lambda: timed(pilot)[0] * len(graph) / _PILOT,
    )
    ours, theirs = partial(two_mode.closeness, normalized=True), bipartite.closeness_centrality
    yield on(graph, "two-mode closeness", ours, theirs, nodes=list(one))
    yield Comparison(
        "cut points, and who loses contact",
        "networkx articulation_points, each removed",
        lambda: {(a, b): 1.0 for a, cut in separations(graph).items() for b in cut.organizations},
        lambda: losses(graph),
    )


def losses(graph: nx.Graph[str]) -> dict[tuple[str, str], float]:
    """Find with NetworkX alone which organizations lose contact without each cut point."""
    modes = nx.get_node_attributes(graph, "mode")
    found: dict[tuple[str, str], float] = {}
    for item in nx.articulation_points(graph):
        if modes[item] == views.ORGANIZATION:
            others = graph.subgraph(nx.node_connected_component(graph, item) - {item})
            lost = set[str]().union(*sorted(nx.connected_components(others), key=len)[:-1])
            found |= {(item, b): 1.0 for b in lost if modes[b] == views.ORGANIZATION}
    return found


def of_neighbours(region: Region) -> Iterator[Comparison]:
    """Compare the projection, and what is measured on the one-mode graph of the whole."""
    graph, one = region.affiliations, region.one_mode
    part = one.subgraph(max(nx.connected_components(one), key=len)).copy()
    yield Comparison(
        "one-mode projection (newman)",
        "networkx collaboration_weighted_projected_graph",
        lambda: views.one_mode(graph),
        lambda: bipartite.collaboration_weighted_projected_graph(graph, list(one)),
        lambda ours, theirs: values_apart(
            by_pairs(ours.edges(data="strength")), by_pairs(theirs.edges(data="weight"))
        ),
    )
    yield on(
        one, "constraint, weighted", structural_holes.constraint, nx.constraint, weight="strength"
    )
    # Without weights: with them NetworkX gets the effective sizes of all nodes wrong.
    unweighted = partial(structural_holes.effective_size, weighted=False)
    yield on(one, "effective size, unweighted", unweighted, nx.effective_size)
    yield on(one, "clustering", neighbourhoods.clustering, nx.clustering)
    weighted, arpack = partial(spectral.eigenvector, weighted=True), nx.eigenvector_centrality_numpy
    yield on(part, "eigenvector, weighted, largest part", weighted, arpack, weight="strength")


def of_pairs(region: Region) -> Iterator[Comparison]:
    """Compare scores of all pairs that are not tied: of the whole, up to what NetworkX can do."""
    graph, where = region.one_mode, "the whole"
    if count_untied(graph) > MOST_PAIRS:
        graph, where = views.one_mode(region.two_mode(region.largest)), "one partnership"
    untied = list(nx.non_edges(graph))
    yield Comparison(
        f"Adamic-Adar, {len(untied):,} pairs of {where}",
        "networkx adamic_adar_index",
        lambda: pairs.adamic_adar(graph),
        lambda: by_pairs(nx.adamic_adar_index(graph, untied)),
    )


def of_recommending(region: Region) -> Iterator[Comparison]:
    """Compare what a recommendation works out, for ten askers one after another."""
    graph, one, askers = region.affiliations, region.one_mode, region.askers
    # As near to the limit as ours is: NetworkX multiplies the tolerance by the number of nodes.
    rank = partial(nx.pagerank, graph, DAMPING, max_iter=1000, tol=PRECISE / len(graph))
    strangers = {item: sorted(one.adj.keys() - one[item].keys() - {item}) for item in askers}

    def allocated(item: str) -> dict[str, float]:
        asked = [(item, other) for other in strangers[item]]
        return {other: value for _, other, value in nx.resource_allocation_index(one, asked)}

    yield Comparison(
        f"personalised PageRank, {len(askers)} askers",
        "networkx pagerank(personalization=)",
        lambda: [walk(each.network, each.asker)[0] for each in map(region.around, askers)],
        lambda: [rank({item: 1.0}, weight=None) for item in askers],
        region.rows_apart,
    )
    yield Comparison(
        f"resource allocation, {len(askers)} askers",
        "networkx resource_allocation_index",
        lambda: [common_ground(region.around(item)).raw for item in askers],
        lambda: [allocated(item) for item in askers],
        region.rows_apart,
    )
    yield gains(region, askers[0], strangers[askers[0]][:CANDIDATES])


def gains(region: Region, asker: str, candidates: Sequence[str]) -> Comparison:
    """Compare how many steps a tie to each candidate saves; NetworkX has the distances."""
    away: dict[str, int] = dict(zip(region.row, region.around(asker).steps.tolist(), strict=True))
    rows = np.array([region.row[item] for item in candidates])

    def saved(item: str) -> float:
        ways = nx.single_source_shortest_path_length(region.one_mode, item)
        return sum(max(0, away[v] - 1 - way) for v, way in ways.items() if v != item)

    return Comparison(
        f"bridging gain, {len(candidates)} candidates of one asker",
        "networkx single_source_shortest_path_length",
        lambda: region.network.saved(rows, region.around(asker).steps).tolist(),
        lambda: [saved(item) for item in candidates],
        lambda ours, theirs: values_apart(dict(enumerate(ours)), dict(enumerate(theirs))),
    )


def of_drawing(region: Region) -> Iterator[Comparison]:
    """Compare layout and model of the map of the whole (from afar if large) and of a part."""
    ours = partial(page.StakeholderNetwork, rendering.environment("en"), ENGLISH)
    for item in (WHOLE, region.largest):
        scene = draw(region.snapshot, Scope(item, region.as_of))
        what = f"map of {len(scene.nodes):,} nodes, {len(scene.ties):,} ties"
        graph: nx.Graph[str] = nx.Graph([(t.source, t.target) for t in scene.ties])
        graph.add_nodes_from(n.id for n in scene.nodes)
        spots = [Spot(n.id, n.radius, n.style, n.partnership or "") for n in scene.nodes]
        nodes = [(n.id, page._node(scene, n, ENGLISH)) for n in scene.nodes]
        ties = [(t.source, t.target, page._edge(t, ENGLISH, dashed=True)) for t in scene.ties]
        yield Comparison(
            f"{what}: layout",
            "networkx spring_layout",
            partial(layout, spots, list(graph.edges)),
            partial(nx.spring_layout, graph, seed=0),
            apart=None,
            remark=partial(clearness, scene),
        )
        yield Comparison(
            f"{what}: model",
            "pyvis add_node, add_edge",
            partial(model, ours, nodes, ties),
            partial(model, StockNetwork, nodes, ties),
            lambda ours, theirs: values_apart(joined(ours), joined(theirs)),
            remark=lambda ours, theirs: f", drops {len(ours.edges) - len(theirs.edges)} ties",
        )


def clearness(scene: Scene, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> str:
    """Count overlaps, drawn equally large, and measure ties by the mean distance of two nodes."""
    radius = [node.radius for node in scene.nodes]
    drawn = pdist(np.array([ours[node.id] for node in scene.nodes])).mean()
    room = np.add.outer(radius, radius)[np.triu_indices(len(radius), 1)] / drawn

    def told(places: Mapping[str, Any]) -> str:
        apart = pdist(np.array([places[node.id] for node in scene.nodes]))
        ties = statistics.fmean(math.dist(places[t.source], places[t.target]) for t in scene.ties)
        overlaps = (apart / apart.mean() < room).sum()
        return f"{overlaps} overlaps, ties {ties / apart.mean():.2f}"

    return f": {told(theirs)}; ours {told(ours)}"


def model(kind: Callable[[], Any], nodes: Sequence[Any], ties: Sequence[Any]) -> Any:
    """Build the model of a map from options that are worked out already."""
    network = kind()
    for item, options in nodes:
        network.add_node(item, **options)
    for source, target, options in ties:
        network.add_edge(source, target, **options)
    return network


def joined(network: Any) -> dict[frozenset[str], float]:
    """List the nodes of a model, and those that are tied in one way or several."""
    tied = [frozenset((tie["from"], tie["to"])) for tie in network.edges]
    return dict.fromkeys([*tied, *(frozenset((node["id"],)) for node in network.nodes)], 1.0)


def main() -> None:
    """Run all of it on each size, in one process."""
    agreed = True
    for partnerships in [int(text) for text in sys.argv[1:]] or SIZES:
        region = Region(partnerships)
        graph, one = region.affiliations, region.one_mode
        print(f"{partnerships} partnerships: {len(one):,} organizations,", end=" ")
        print(f"{graph.number_of_edges():,} memberships, {one.number_of_edges():,} one-mode ties")
        print(f"{'':48}{'ours, s':>10}{'peer, s':>10}{'ratio':>8}{'apart':>10}  peer", flush=True)
        for part in (of_paths, of_neighbours, of_pairs, of_recommending, of_drawing):
            for each in part(region):
                agreed &= each.run()
    sys.exit(0 if agreed else "An answer differs from the peer's.")


if __name__ == "__main__":
    main()
