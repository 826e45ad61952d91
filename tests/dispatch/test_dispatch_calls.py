"""How NetworkX and the backend deal with each other: what is refused, left to it, or kept."""

from __future__ import annotations

import inspect
import json
from typing import Any

import networkx as nx
import pytest

from graphsvc.dispatch import info
from graphsvc.dispatch.backend import COVERS, backend
from tests.dispatch.conftest import Run

SMALL, LARGE = nx.path_graph(4), nx.path_graph(1_200)


def asked(run: Run, program: str, **settings: str) -> Any:
    """Run a program in which NetworkX knows the backend; return what it prints."""
    start = "import json, networkx as nx\nnx.config.warnings_to_ignore.add('cache')\n"
    found = run("-W", "error", "-c", start + inspect.cleandoc(program), **settings)
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout)


def test_what_is_told_of_the_backend_is_what_it_covers() -> None:
    assert set(info.FUNCTIONS) == set(COVERS)
    assert list(info.FUNCTIONS) == sorted(info.FUNCTIONS)


@pytest.mark.parametrize("name", COVERS)
def test_functions_take_what_those_of_networkx_take(name: str) -> None:
    registered: Any = vars(nx.utils.backends)["_registered_algorithms"]
    theirs = inspect.signature(registered[name].__wrapped__.orig_func).parameters.values()
    mine = COVERS[name].signature.parameters.values()
    assert [(each.name, each.kind, each.default) for each in mine] == [
        (each.name, each.kind, each.default) for each in theirs
    ]


def test_networkx_is_not_needed_to_tell_it_of_the_backend(run: Run) -> None:
    program = "import sys, graphsvc.dispatch.info as info; info.info()\n"
    found = run("-c", program + "print(*{'networkx', 'numba', 'numpy', 'scipy'} & {*sys.modules})")
    assert found.returncode == 0, found.stderr
    assert found.stdout.strip() == ""


@pytest.mark.parametrize(
    ("name", "args", "kwargs", "why"),
    [
        ("betweenness_centrality", (SMALL,), {"weight": len}, "weight is a function"),
        ("betweenness_centrality", (SMALL, None, True, len), {}, "weight is a function"),
        ("closeness_centrality", (SMALL, None, len), {}, "distance is a function"),
        ("clustering", (nx.DiGraph(),), {}, "the graph is directed"),
        ("pagerank", (nx.MultiGraph(),), {}, "the graph may have parallel ties"),
        ("eccentricity", (SMALL,), {"sp": {}}, "paths are given"),
        ("harmonic_centrality", (SMALL, None, "weight", [0]), {}, "sources together with lengths"),
        ("projected_graph", (nx.DiGraph(), []), {}, "the graph is directed"),
        ("projected_graph", (SMALL, [0, 2], True), {}, "parallel ties are asked for"),
        ("pagerank", (SMALL,), {"wait": 1}, "got an unexpected keyword argument 'wait'"),
    ],
)
def test_a_call_that_is_refused_is_told_why(name: str, args: Any, kwargs: Any, why: str) -> None:
    assert backend.can_run(name, args, kwargs) == why


def test_other_calls_can_be_answered() -> None:
    assert backend.can_run("betweenness_centrality", (SMALL, 2), {"seed": 1}) is True
    assert backend.can_run("pagerank", (), {"G": SMALL, "backend": None}) is True


def test_small_graphs_and_light_functions_are_left_to_networkx() -> None:
    # 200 ties are the fewest; what is quick takes more of them, what is quicker yet any.
    told = backend.should_run
    assert told("betweenness_centrality", (SMALL,), {}) == "fewer than 200 ties"
    assert told("betweenness_centrality", (nx.path_graph(201),), {}) is True
    assert told("betweenness_centrality", (nx.path_graph(200),), {}) == "fewer than 200 ties"
    directed = nx.path_graph(200, nx.DiGraph)
    assert told("betweenness_centrality", (directed,), {}) == "fewer than 200 ties"
    assert told("core_number", (nx.path_graph(900),), {}) == "fewer than 1000 ties"
    assert told("core_number", (LARGE,), {}) is True
    why = "NetworkX is done before the graph is converted"
    assert told("degree_centrality", (LARGE,), {}) == why


def test_calls_are_answered_by_the_backend_that_is_asked_for(run: Run) -> None:
    found = asked(
        run,
        """
        graph = nx.path_graph(5)
        print(json.dumps([
            nx.betweenness_centrality(graph, backend="graphsvc", normalized=False),
            sorted(graph.__networkx_cache__["backends"]),
        ]))
        """,
    )
    # The middle of a path of five lies between 2 x 2 pairs, its neighbours between 1 x 3.
    assert found == [{"0": 0.0, "1": 3.0, "2": 4.0, "3": 3.0, "4": 0.0}, ["graphsvc"]]


def test_a_graph_of_ours_is_taken_without_being_asked_for(run: Run) -> None:
    found = asked(
        run,
        """
        from graphsvc.dispatch.affiliations import AffiliationGraph
        seats = [("ywca", "council"), ("college", "council"), ("ywca", "housing")]
        graph = AffiliationGraph.of_memberships(seats)
        met = nx.bipartite.weighted_projected_graph(graph, graph.organizations)
        answers = [nx.betweenness_centrality(graph, normalized=False), type(met).__name__]
        try:
            nx.square_clustering(graph)
        except NotImplementedError:
            answers.append("refused")
        nx.config.fallback_to_nx = True
        answers.append(nx.density(graph))
        print(json.dumps(answers))
        """,
    )
    # college - council - ywca - housing: both in the middle lie between 2 pairs. 3 of 6 ties.
    between = {"ywca": 2.0, "college": 0.0, "council": 2.0, "housing": 0.0}
    assert found == [between, "ArrayGraph", "refused", 0.5]


def test_by_priority_large_graphs_are_taken_and_small_ones_left(run: Run) -> None:
    found = asked(
        run,
        """
        def answered(graph, **options):
            nx.betweenness_centrality(graph, **options)
            return "graphsvc" in graph.__networkx_cache__.get("backends", {})
        small, large = nx.path_graph(9), nx.path_graph(400)
        answers = [answered(small, k=2, seed=1), answered(large, k=2, seed=1)]
        other = nx.path_graph(400)
        answers.append(answered(other, k=2, seed=1, weight=lambda *_: 1))
        nx.config.backends.graphsvc.fewest_ties = 5
        print(json.dumps([*answers, answered(small, k=2, seed=1)]))
        """,
        NETWORKX_BACKEND_PRIORITY="graphsvc",
    )
    assert found == [False, True, False, True]


def test_what_is_kept_does_not_grow_stale(run: Run) -> None:
    found = asked(
        run,
        """
        graph = nx.Graph()
        graph.add_weighted_edges_from([("a", "b", 1), ("b", "c", 1), ("a", "c", 1)])
        def between(on):
            return nx.betweenness_centrality(on, weight="weight", backend="graphsvc")["b"]
        answers = [between(graph)]
        graph["a"]["c"]["weight"] = 5
        answers.append(between(graph))
        graph.remove_edge("b", "c")
        answers.append(between(graph))
        view = graph.subgraph(["a", "b"])
        ranks = [nx.degree_centrality(view, backend="graphsvc")["b"]]
        graph.remove_edge("a", "b")
        ranks.append(nx.degree_centrality(view, backend="graphsvc")["b"])
        print(json.dumps([*answers, *ranks]))
        """,
    )
    assert found == [0.0, 1.0, 0.0, 1.0, 0.0]


def test_what_cannot_be_answered_goes_on_to_networkx(run: Run) -> None:
    # A length of 0 is found when the lengths are read; by name it is an error that says so.
    found = asked(
        run,
        """
        graph = nx.path_graph(400)
        nx.set_edge_attributes(graph, 0, "weight")
        nx.config.backend_priority.algos = ["graphsvc"]
        answers = [len(nx.closeness_centrality(graph, distance="weight"))]
        try:
            nx.closeness_centrality(graph, distance="weight", backend="graphsvc")
        except NotImplementedError as fault:
            answers.append(str(fault.__cause__))
        print(json.dumps(answers))
        """,
    )
    assert found == [400, "weight is not positive everywhere"]


def test_all_is_compiled_ahead(run: Run) -> None:
    # After warming up, a function of each kind compiles nothing more.
    found = asked(
        run,
        """
        from graphsvc.dispatch.warming import warm_up
        from graphsvc.kernels import alone, brandes, following, searches, triads
        warm_up()
        by_paths = [module._from_sources for module in (brandes, searches)]
        loops = [*by_paths, alone.from_each, following.from_sources, triads._triangles]
        before = [len(loop.signatures) for loop in loops]
        graph = nx.gnp_random_graph(40, 0.2, seed=1)
        nx.betweenness_centrality(graph, backend="graphsvc")
        nx.betweenness_centrality(graph, weight="weight", backend="graphsvc")
        nx.betweenness_centrality(nx.path_graph(900), k=1, seed=0, backend="graphsvc")
        nx.harmonic_centrality(graph, backend="graphsvc")
        nx.clustering(graph, backend="graphsvc")
        print(json.dumps([before, [len(loop.signatures) for loop in loops]]))
        """,
    )
    assert found[0] == found[1]
    assert min(found[0]) >= 1


def test_the_analytics_of_the_service_have_it(run: Run) -> None:
    # As the command line starts: large graphs go to the backend, with the same answers.
    found = asked(
        run,
        """
        from graphsvc.analytics.paths import betweenness
        from graphsvc.dispatch.preference import prefer
        before = nx.gnp_random_graph(60, 0.15, seed=4, directed=True)
        for one, other, data in before.edges(data=True):
            data |= {"strength": 1, "cost": 1 + (one + other) % 3}
        after = before.copy()
        expected = betweenness(before, weighted=True)
        answers = [prefer(), "backends" in before.__networkx_cache__]
        found = betweenness(after, weighted=True)
        answers.append("graphsvc" in after.__networkx_cache__["backends"])
        answers.append(max(abs(found[item] - expected[item]) for item in found) < 1e-9)
        print(json.dumps(answers))
        """,
    )
    assert found == [True, False, True, True]


def test_processes_that_are_started_have_it_too_and_other_backends_come_first(run: Run) -> None:
    found = asked(
        run,
        """
        import subprocess, sys
        from graphsvc.dispatch.preference import prefer
        prefer()
        prefer()
        told = "import networkx as nx; print(*nx.config.backend_priority.algos, end=' ');"
        told += "print(*nx.config.warnings_to_ignore)"
        command = [sys.executable, "-c", told]
        child = subprocess.run(command, capture_output=True, text=True, check=True)
        print(json.dumps([nx.config.backend_priority.algos, child.stdout.split()]))
        """,
        NETWORKX_BACKEND_PRIORITY="networkx",
    )
    assert found == [["networkx", "graphsvc"], ["networkx", "graphsvc", "cache"]]
