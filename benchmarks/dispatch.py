"""NetworkX by itself and with our backend, function by function: seconds and ratios.

    make bench        or        python benchmarks/dispatch.py [PARTNERSHIPS ...]

12 and 82 partnerships without arguments, in some minutes. A line has the seconds of NetworkX;
then those of the backend cold (the graph is converted first), cached (it is converted already) and
native (the graph was made from memberships and there is none of NetworkX), each with how many times
as fast it is; and how far the answers are apart. Times are wall time, or CPU time if less. What
NetworkX would take too long for is left out there. It ends with 1 where answers differ by more than
a billionth.
"""

from __future__ import annotations

import math
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any

import networkx as nx
import numpy as np

from graphsvc.analytics import views
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.demonstration import generate
from graphsvc.dispatch.affiliations import AffiliationGraph
from graphsvc.dispatch.arrays import ArrayGraph
from graphsvc.dispatch.warming import warm_up
from graphsvc.model.snapshot import Snapshot

SIZES = (12, 82)
PILOT = 4  # partnerships, to tell how long NetworkX would take for more
LONGEST, AGREED = 15.0, 1e-9
_SHORT, _RUNS = 0.3, 5  # what takes less than that is done five times, for the median
_PAIRS = 20_000


@dataclass(frozen=True)
class Case:
    """A function with its options, and on which graph it runs."""

    function: Any
    options: Mapping[str, Any] = field(default_factory=dict)
    on: str = "one_mode"
    growth: str = "ties"

    @property
    def label(self) -> str:
        """What is called, in a few words."""
        told = [
            name if value is True else f"{name}={value}" for name, value in self.options.items()
        ]
        where = ["(two modes)"] if self.on == "two_mode" else []
        return " ".join([self.function.__name__, *where, *told])


EXACT = "pairs"  # what takes time by nodes x ties
CASES = [
    Case(nx.betweenness_centrality, growth=EXACT),
    Case(nx.betweenness_centrality, {"k": 20, "seed": 1}),
    Case(nx.betweenness_centrality, {"k": 20, "seed": 1, "weight": "length"}),
    Case(nx.betweenness_centrality, on="two_mode", growth=EXACT),
    Case(nx.edge_betweenness_centrality, growth=EXACT),
    Case(nx.edge_betweenness_centrality, {"k": 20, "seed": 1}),
    Case(nx.closeness_centrality, growth=EXACT),
    Case(nx.harmonic_centrality, growth=EXACT),
    Case(nx.harmonic_centrality, on="two_mode", growth=EXACT),
    Case(nx.eigenvector_centrality, {"max_iter": 1_000, "tol": 1e-4}),
    Case(nx.pagerank, {"weight": None}),
    Case(nx.pagerank, {"weight": "strength"}),
    Case(nx.constraint, {"weight": "strength"}),
    Case(nx.effective_size),
    Case(nx.clustering),
    Case(nx.clustering, {"weight": "strength"}),
    Case(nx.triangles),
    Case(nx.transitivity),
    Case(nx.core_number),
    Case(nx.degree_centrality),
    Case(nx.connected_components, on="two_mode"),
    Case(nx.articulation_points, on="two_mode"),
    Case(nx.bridges, on="two_mode"),
    Case(nx.adamic_adar_index, {"ebunch": "pairs"}),
    Case(nx.resource_allocation_index, {"ebunch": "pairs"}),
    Case(nx.jaccard_coefficient, {"ebunch": "pairs"}),
    Case(nx.bipartite.betweenness_centrality, {"nodes": "organizations"}, "two_mode", EXACT),
    Case(nx.bipartite.closeness_centrality, {"nodes": "organizations"}, "two_mode", EXACT),
    Case(nx.bipartite.weighted_projected_graph, {"nodes": "organizations"}, "two_mode"),
    Case(
        nx.bipartite.collaboration_weighted_projected_graph, {"nodes": "organizations"}, "two_mode"
    ),
]


class Region:
    """A demonstration region: graphs of NetworkX, and the same made from arrays alone."""

    def __init__(self, partnerships: int) -> None:
        region = generate(partnerships)
        snapshot = Snapshot.of(region.changes)
        two_mode = views.two_mode(snapshot, Scope(WHOLE, region.truths.as_of))
        self.theirs = {"two_mode": two_mode, "one_mode": views.one_mode(two_mode)}
        for *_, data in self.theirs["one_mode"].edges(data=True):
            data["length"] = 1 / data["strength"]
        modes: Any = two_mode.nodes(data="bipartite")
        organizations = [item for item, mode in modes if mode == 0]
        bodies = [item for item, mode in modes if mode == 1]
        self.ours: dict[str, ArrayGraph] = {
            "two_mode": AffiliationGraph.of_memberships(
                [(one, body) for one in organizations for body in two_mode[one]],
                organizations=organizations,
                bodies=bodies,
            ),
            "one_mode": _alone(self.theirs["one_mode"]),
        }
        missing: Iterator[Any] = nx.non_edges(self.theirs["one_mode"])
        self.chosen = {"organizations": organizations, "pairs": list(islice(missing, _PAIRS))}

    def options(self, case: Case) -> dict[str, Any]:
        """Put in the nodes or pairs that a case names."""
        return {
            name: self.chosen.get(value, value) if isinstance(value, str) else value
            for name, value in case.options.items()
        }

    def size(self, case: Case) -> int:
        """Tell what the time of NetworkX grows with."""
        graph = self.theirs[case.on]
        ties = graph.number_of_edges()
        return ties * len(graph) if case.growth == EXACT else ties


def _alone(graph: nx.Graph[str]) -> ArrayGraph:
    """Make the same graph from arrays: there is none of NetworkX behind it."""
    place = {item: position for position, item in enumerate(graph)}
    ties = list(graph.edges(data=True))
    names = ("strength", "length")
    return ArrayGraph.of_arrays(
        list(graph),
        [place[one] for one, _, _ in ties],
        [place[other] for _, other, _ in ties],
        numbers={name: np.array([data[name] for *_, data in ties], float) for name in names},
    )


def plain(answer: Any) -> Any:
    """Turn an answer into a table that can be compared."""
    if isinstance(answer, ArrayGraph):
        answer = answer.to_networkx()
    if isinstance(answer, nx.Graph):
        ties: Any = answer.edges(data="weight")
        return {_key(tie[:2]): tie[2] for tie in ties}
    if isinstance(answer, Iterator):
        answer = list(answer)
    if isinstance(answer, list) and answer and isinstance(answer[0], tuple) and len(answer[0]) == 3:
        return {_key(each[:2]): each[2] for each in answer}
    if isinstance(answer, list):
        return {_key(each) if isinstance(each, tuple | set) else each: 1 for each in answer}
    if isinstance(answer, dict):
        return {_key(item) if isinstance(item, tuple) else item: answer[item] for item in answer}
    return {"": answer}


def _key(items: Any) -> Any:
    return frozenset(items)


def apart(ours: Any, theirs: Any) -> float:
    """Return how far two answers are apart, over the largest number of theirs if above 1."""
    mine, expected = plain(ours), plain(theirs)
    if mine.keys() != expected.keys():
        return math.inf
    if any(math.isnan(mine[item]) != math.isnan(expected[item]) for item in expected):
        return math.inf
    known = [item for item, value in expected.items() if not math.isnan(value)]
    largest = max((abs(expected[item]) for item in known), default=0.0)
    most = max((abs(mine[item] - expected[item]) for item in known), default=0.0)
    return most / max(largest, 1.0)


def timed(work: Callable[[], Any], before: Callable[[], None] = lambda: None) -> tuple[float, Any]:
    """Return how long some work takes, and its answer; what comes before is not counted."""
    seconds: list[float] = []
    while len(seconds) < _RUNS and (not seconds or seconds[0] < _SHORT):
        before()
        wall, cpu = time.perf_counter(), time.process_time()
        found = work()
        found = list(found) if isinstance(found, Iterator) else found
        seconds.append(min(time.perf_counter() - wall, time.process_time() - cpu))
    return statistics.median(seconds), found


def compare(case: Case, region: Region, forecast: float) -> bool:
    """Print a line; tell whether the answers agree."""
    theirs, ours = region.theirs[case.on], region.ours[case.on]
    options = region.options(case)
    run = case.function
    cold, found = timed(
        lambda: run(theirs, backend="graphsvc", **options),
        theirs.__networkx_cache__.clear,
    )
    run(theirs, backend="graphsvc", **options)
    cached, _ = timed(lambda: run(theirs, backend="graphsvc", **options))
    native, answer = timed(lambda: run(ours, **options))
    seconds = None
    difference = apart(answer, found)
    if forecast <= LONGEST:
        seconds, expected = timed(lambda: run(theirs, backend="networkx", **options))
        difference = max(difference, apart(found, expected))
    shown = [case.label[:52].ljust(52), f"{seconds:9.4f}" if seconds else f"{'-':>9}"]
    for each in (cold, cached, native):
        shown.append(f"{each:10.4f}")
        shown.append(f"{seconds / each:7.1f}" if seconds else f"{'-':>7}")
    print(*shown, f"{difference:9.1e}", flush=True)
    return difference <= AGREED


def paces() -> dict[str, float]:
    """Return the seconds of NetworkX for each function, over what they grow with."""
    region = Region(PILOT)
    found = {}
    for case in CASES:
        graph, options = region.theirs[case.on], region.options(case)
        run = partial(case.function, graph, backend="networkx", **options)
        found[case.label] = timed(run)[0] / region.size(case)
    return found


def main(sizes: list[int]) -> int:
    """Print a table for each size; return 1 where answers do not agree."""
    if "graphsvc" not in nx.config.backends:
        print("NetworkX does not know the backend: install the package first (make install-dev)")
        return 1
    nx.config.warnings_to_ignore.add("cache")
    started = time.perf_counter()
    warm_up()
    print(f"compiled or read from disk: {time.perf_counter() - started:.1f} s")
    agreed = True
    pace = paces()
    for partnerships in sizes:
        region = Region(partnerships)
        for name, graph in region.theirs.items():
            print(f"{partnerships} partnerships, {name}: {len(graph)} nodes, {graph.size()} ties")
        print(
            f"{'':52}{'networkx':>10}{'cold':>11}{'x':>8}{'cached':>11}{'x':>8}{'native':>11}",
            end="",
        )
        print(f"{'x':>8}{'apart':>10}")
        for case in CASES:
            agreed = compare(case, region, pace[case.label] * region.size(case)) and agreed
    return 0 if agreed else 1


if __name__ == "__main__":
    sys.exit(main([int(each) for each in sys.argv[1:]] or list(SIZES)))
