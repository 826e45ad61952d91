"""Our measures beside NetworkX, igraph, NetworKit and rustworkx: seconds, ratios, agreement.

    python benchmarks/yardsticks.py [PARTNERSHIPS ...]

1, 12 and 82 partnerships without arguments, a few minutes; 1660 can be asked for. Each size runs in
a process of its own, so that its peak memory is its own. First ours alone: every measure of both
graphs, the bridging ranking with 200 draws (with fewer where it is of national size), key players,
and the peak of memory, that of making up the region included. Then all libraries have their graph
ready, ours included, and answer the same question on the region. A line has the seconds of each,
how many times as fast ours is as the fastest of the others, and how far the answers are apart at
most. What a peer would take more than a minute for is told by a pilot (from some of the nodes) as a
forecast, after "~". At the end stands the peak of memory with everybody's graphs. It ends with 1
where an answer is off by more than a billionth of its largest value; what ours estimates, in a
graph of national size, is marked and not compared.

igraph and NetworKit are yardsticks, installed here from `yardsticks.lock` and nowhere else: igraph
is GPL, and nothing that is shipped imports it.
"""

from __future__ import annotations

import argparse
import math
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from benchmarks.peers.libraries import PILOT, Libraries, Question
from benchmarks.peers.questions import questions_of_nodes
from benchmarks.peers.questions_of_graph import questions_of_graph
from graphsvc.analytics import measures, views
from graphsvc.analytics.bridging import bridging
from graphsvc.analytics.key_players import key_players
from graphsvc.analytics.matrices import affiliation
from graphsvc.analytics.network import Network, Shape, group_of
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.demonstration import generate
from graphsvc.dispatch.graphs import Ties
from graphsvc.dispatch.warming import warm_up
from graphsvc.model.snapshot import Snapshot

HERE = Path(__file__).parent
YARDSTICKS = HERE.parent / "build" / "yardsticks"
SIZES = (1, 12, 82)
LONGEST, AGREED = 60.0, 1e-9
LONG, RUNS = 1.0, 25
# Of ours, and of a peer whose paths cannot be forecast: beyond that it is minutes or hours.
MOST_ROWS, MOST_NODES = 10_000, 20_000  # as many rows as the service tells
KIBIBYTES_IN_GIBIBYTE = 2**20
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
    """Return the median of the runs that fit into `LONG`, or the one that does not; the answer."""
    seconds: list[float] = []
    while not seconds or (sum(seconds) < LONG and len(seconds) < RUNS):
        began = time.perf_counter()
        found = work()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds), found


@dataclass
class Region:
    """A demonstration region, ready for everybody."""

    partnerships: int

    def __post_init__(self) -> None:
        region = generate(self.partnerships)
        self.snapshot = Snapshot.of(region.changes)
        self.scope = Scope(WHOLE, region.truths.as_of)
        self.build()

    def build(self) -> None:
        """Build the graphs, which nobody has looked at yet: a look can change how they are kept."""
        began = time.perf_counter()
        two = views.two_mode(self.snapshot, self.scope)
        one = views.one_mode(two)
        self.built = time.perf_counter() - began
        self.graphs: dict[Shape, Any] = {Shape.TWO_MODE: two, Shape.ONE_MODE: one}
        self.groups = group_of(two, "sector")

    @cached_property
    def peers(self) -> dict[Shape, Libraries]:
        """The same graphs in the other libraries."""
        return {
            shape: Libraries(
                Ties.of(graph), graph.strengths, [self.groups.get(each) for each in graph]
            )
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

    def ours() -> tuple[Any, bool]:
        network = region.network(question.shape)
        return measure.function(network), network.sample_of(question.name) is not None

    mine, (found, estimated) = timed(ours)
    name, compared = question.name + " (estimated)" * estimated, question.compared and not estimated
    print(f"{name:34}{question.shape!s:10}{mine:9.4f}", end="", flush=True)
    expected = on.ours(found) if compared else []
    seconds: dict[str, float] = {}
    apart = 0.0
    for peer in PEERS:
        told, answer = _asked(question, peer, on)
        print(f"{told:>12}", end="", flush=True)
        if answer is not None and compared:
            apart = max(apart, _apart(expected, answer[1]))
        if answer is not None:
            seconds[peer] = answer[0]
    fastest = min(seconds, key=seconds.__getitem__) if seconds else None
    ratio = f"{seconds[fastest] / mine:8.1f}x {fastest}" if fastest else f"{'-':>9}"
    print(f"{apart:10.0e}{ratio}" if compared else f"{'-':>10}{ratio}", flush=True)
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
    elif question.is_of_all_ways and on.size > MOST_NODES:
        return "too long", None
    seconds, answer = timed(lambda: on.named(question.peers[peer](on), question))
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
    """Time every measure of ours on both graphs, nothing worked out before, and the ranking."""
    for shape in region.graphs:
        network = region.network(shape)
        began = time.perf_counter()
        names = measures.choose(["all"], network)
        for measure in names:
            measure.function(network)
        print(f"all {len(names)} measures of {shape}: {time.perf_counter() - began:.2f} s")
    began = time.perf_counter()
    ranked = bridging(region.snapshot, region.scope, most=MOST_ROWS)
    draws = ranked.provenance.parameters["draws"]
    print(f"bridging ranking with {draws} draws: {time.perf_counter() - began:.2f} s")
    began = time.perf_counter()
    key_players(region.snapshot, region.scope)
    print(f"key players, sets of 3: {time.perf_counter() - began:.2f} s")
    print(f"peak memory, ours alone: {peak():.2f} GiB", flush=True)


def peak() -> float:
    """Return the most memory that this process has had so far, in gibibytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIBIBYTES_IN_GIBIBYTE


def compare(partnerships: int) -> bool:
    """Ask everything at one size; tells whether all agree."""
    install()
    warm_up()  # compiling, which is done once for an installation, is not what is compared
    region = Region(partnerships)
    one, two = region.graphs[Shape.ONE_MODE], region.graphs[Shape.TWO_MODE]
    seats, organizations, bodies = affiliation(two)
    print(f"\n{partnerships} partnerships: {len(organizations):,} organizations,", end=" ")
    print(f"{len(bodies):,} bodies, {seats.nnz:,} memberships,", end=" ")
    print(f"{one.number_of_edges():,} one-mode ties; both graphs built in {region.built:.3f} s")
    all_of_ours(region)
    region.build()
    heads = "".join(f"{peer:>12}" for peer in PEERS)
    print(f"{'':44}{'ours':>9}{heads}{'apart':>10}  ratio to the fastest")
    asked = (*questions_of_nodes(), *questions_of_graph())
    agreed = [ask(region, question) for question in asked]
    print(f"peak memory, with everybody's graphs: {peak():.2f} GiB", flush=True)
    return all(agreed)


def main() -> None:
    """Ask everything at each size, in a process of its own."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("partnerships", nargs="*", type=int, default=SIZES)
    sizes = parser.parse_args().partnerships
    if len(sizes) == 1:
        agreed = compare(sizes[0])
    else:
        asked = [
            subprocess.run([sys.executable, __file__, str(each)], check=False) for each in sizes
        ]
        agreed = not any(each.returncode for each in asked)
    sys.exit(0 if agreed else "An answer differs from a peer's.")


if __name__ == "__main__":
    main()
