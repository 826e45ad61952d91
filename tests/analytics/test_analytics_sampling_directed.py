"""Ways along ties that lead one way, of graphs too large for all: the error that is told holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx
import numpy as np
import pytest

from graphsvc.analytics import lengths, passing
from graphsvc.analytics.measure import Effort
from graphsvc.analytics.measures import choose
from graphsvc.analytics.network import Network, Shape

BY_LENGTH = (
    "betweenness_weighted",
    "edge_betweenness_weighted",
    "in_closeness_weighted",
    "out_closeness_weighted",
    "in_harmonic_weighted",
    "out_harmonic_weighted",
    "mean_distance_weighted",
    "diameter_weighted",
)
BY_STEPS = ("betweenness", "edge_betweenness", "in_closeness", "out_harmonic", "diameter")


def one_way(size: int, seed: int = 4) -> nx.DiGraph[str]:
    """Two cores that one tie links one way, a chain that leads in and one that leads out."""
    dice = np.random.default_rng(seed)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(f"n{place:03d}" for place in range(size))
    items, half = list(graph), size // 2
    for start, end in ((0, half), (half, size)):
        for place in range(start, end):
            after = start + (place + 1 - start) % (end - start)
            graph.add_edge(items[place], items[after])
            graph.add_edge(items[place], items[int(dice.integers(start, end))])
    graph.add_edge(items[3], items[half + 5])
    nx.add_path(graph, ["in0", "in1", "in2", items[0]])
    nx.add_path(graph, [items[-1], "out0", "out1"])
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    for place, (_, _, data) in enumerate(graph.edges(data=True)):
        data["strength"] = 1 + place % 3
        data["cost"] = 6 // (1 + place % 3)
    graph.graph["cost_unit"] = 6
    return graph


def answers(
    graph: nx.DiGraph[str], names: tuple[str, ...], seed: int
) -> tuple[Network, dict[str, Any]]:
    network = Network(graph, Shape.DIRECTED, seed=seed)
    return network, {each.name: each.function(network) for each in choose(names, network)}


@pytest.fixture
def sampled(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Sample every graph, but for what was worked out before."""
    monkeypatch.setattr(passing, "MOST_EXACT", 0)
    monkeypatch.setattr(lengths, "MOST_EXACT", -1)
    return monkeypatch


def columns(found: Any, true: Any) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    if isinstance(true, Mapping):
        rows = [(found[key], true[key]) for key in true if true[key] is not None]
    else:
        rows = [(found, true)]
    mine, real = np.array(rows, dtype=float).T
    return mine, real


def test_a_sample_of_all_nodes_is_exact(sampled: pytest.MonkeyPatch) -> None:
    graph = one_way(60)
    with sampled.context() as patch:
        patch.setattr(passing, "MOST_EXACT", 10**12)
        network, exact = answers(graph, BY_LENGTH, 0)
        assert not any(network.sample_of(name) for name in BY_LENGTH)
    network, found = answers(graph, BY_LENGTH, 0)
    for name in BY_LENGTH:
        assert network.sample_of(name) is not None
        mine, real = columns(found[name], exact[name])
        assert mine == pytest.approx(real)


def test_the_errors_that_are_told_hold(sampled: pytest.MonkeyPatch) -> None:
    graph = one_way(240)
    pairs = (len(graph) - 1) * (len(graph) - 2)
    names = (*BY_LENGTH, "betweenness", "edge_betweenness")
    with sampled.context() as patch:
        patch.setattr(passing, "MOST_EXACT", 10**12)
        _, exact = answers(graph, names, 0)
    # NetworkX agrees, by length, to the last digit.
    expected = nx.betweenness_centrality(graph, normalized=False, weight="cost")
    assert exact["betweenness_weighted"] == pytest.approx(expected)
    sampled.setattr(passing, "SOURCES", 64)
    sampled.setattr(passing, "_FEWEST_SOURCES", 64)
    inside: dict[str, list[bool]] = {name: [] for name in names}
    off = []
    for seed in range(20):
        network, found = answers(graph, names, seed)
        for name in names:
            sample = network.sample_of(name)
            assert sample is not None
            assert (sample.sources, sample.seed) == (64, seed)
            mine, real = columns(found[name], exact[name])
            width = sample.epsilon * (np.abs(mine) if sample.of_value else pairs)
            inside[name] += (np.abs(mine - real) <= width * 1.02).tolist()
            off += np.abs(mine - real).tolist()
    for name in names:
        assert np.mean(inside[name]) >= 0.95, name
    assert inside["diameter_weighted"] == [True] * 20
    assert max(off) > 0  # it is a sample


def test_those_whom_few_reach_are_followed_exactly(sampled: pytest.MonkeyPatch) -> None:
    graph = one_way(240)
    sampled.setattr(passing, "SOURCES", 64)
    sampled.setattr(passing, "_FEWEST_SOURCES", 64)
    _, found = answers(graph, BY_LENGTH, 1)
    # in1 is reached from in0 alone, in2 from both.
    one, two = (6 / graph[a][b]["cost"] for a, b in (("in0", "in1"), ("in1", "in2")))
    assert found["in_closeness_weighted"]["in0"] is None
    assert found["in_closeness_weighted"]["in1"] == pytest.approx(one)
    assert found["in_harmonic_weighted"]["in2"] == pytest.approx(two + 1 / (1 / one + 1 / two))
    assert found["out_closeness_weighted"]["out1"] is None


def test_by_steps_distances_are_exact_and_said_to_be(sampled: pytest.MonkeyPatch) -> None:
    network, found = answers(one_way(100), BY_STEPS, 0)
    for name in BY_STEPS:
        assert (network.sample_of(name) is not None) == ("betweenness" in name)
    assert found["diameter"] == max(
        max(reach.values()) for _, reach in nx.all_pairs_shortest_path_length(one_way(100))
    )


def test_the_time_of_a_sample_grows_no_more_with_the_nodes() -> None:
    once, more = (Effort.LENGTHS.seconds(size, 10**6, directed=True) for size in (10**5, 2 * 10**5))
    assert more / once == pytest.approx(1.2 / 1.1)
    assert once < 0.1 * Effort.LENGTHS.value * 10**5 * 1.1 * 10**6
