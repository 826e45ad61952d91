"""NetworkX's own tests of the functions that are covered, with every call handed to the backend."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graphsvc.dispatch.info import FUNCTIONS
from tests.dispatch.conftest import Run

# The modules of NetworkX's tests, and the functions that have to answer in each.
SUITES = {
    "paths": {
        "centrality.tests.test_betweenness_centrality": [
            "betweenness_centrality",
            "edge_betweenness_centrality",
        ],
        "centrality.tests.test_closeness_centrality": ["closeness_centrality"],
        "centrality.tests.test_harmonic_centrality": ["harmonic_centrality"],
        "tests.test_distance_measures": ["eccentricity"],
    },
    "nodes": {
        "centrality.tests.test_degree_centrality": [
            "degree_centrality",
            "in_degree_centrality",
            "out_degree_centrality",
        ],
        "centrality.tests.test_eigenvector_centrality": ["eigenvector_centrality"],
        "link_analysis.tests.test_pagerank": ["pagerank"],
        "tests.test_structuralholes": ["constraint", "effective_size"],
        "tests.test_cluster": ["average_clustering", "clustering", "transitivity", "triangles"],
        "tests.test_core": ["core_number"],
    },
    "parts": {
        "tests.test_bridges": ["bridges", "has_bridges"],
        "components.tests.test_connected": [
            "connected_components",
            "is_connected",
            "node_connected_component",
            "number_connected_components",
        ],
        "components.tests.test_biconnected": ["articulation_points"],
        "tests.test_link_prediction": [
            "adamic_adar_index",
            "jaccard_coefficient",
            "preferential_attachment",
            "resource_allocation_index",
        ],
    },
    "two modes": {
        "bipartite.tests.test_centrality": [
            "bipartite_betweenness_centrality",
            "bipartite_closeness_centrality",
            "bipartite_degree_centrality",
        ],
        "bipartite.tests.test_project": [
            "collaboration_weighted_projected_graph",
            "overlap_weighted_projected_graph",
            "projected_graph",
            "weighted_projected_graph",
        ],
    },
}
# Two ways of NetworkX to diameter, radius, periphery and center against each other, each on 500
# graphs with four kinds of lengths: a minute's worth of calls of one function that other tests of
# the module call as well. No test is left out for what it finds.
TOO_MANY = "not use_bounds_on_off_consistency"


def test_every_function_that_is_covered_is_in_a_suite() -> None:
    modules = [functions for suite in SUITES.values() for functions in suite.values()]
    assert sorted(name for functions in modules for name in functions) == sorted(FUNCTIONS)


@pytest.mark.parametrize("suite", SUITES)
def test_networkx_is_content_with_our_answers(suite: str, run: Run, tmp_path: Path) -> None:
    answered = tmp_path / "answered.json"
    modules = [f"networkx.algorithms.{module}" for module in SUITES[suite]]
    options = ["-q", "-c", "/dev/null", f"--rootdir={tmp_path}", "-p", "no:cacheprovider"]
    found = run(
        *("-m", "pytest", *options, "-p", "tests.dispatch.forced", "-k", TOO_MANY),
        *("--pyargs", *modules),
        NETWORKX_TEST_BACKEND="graphsvc",
        NETWORKX_FALLBACK_TO_NX="True",
        ANSWERED=str(answered),
    )
    assert found.returncode == 0, found.stdout[-5_000:] + found.stderr[-2_000:]
    assert "skipped" not in found.stdout
    assert "xfailed" not in found.stdout
    calls = json.loads(answered.read_text())
    expected = {name for functions in SUITES[suite].values() for name in functions}
    assert {name for name in expected if calls.get(name, 0) < 1} == set()
