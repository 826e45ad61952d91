"""Betweenness of graphs too large for all paths: unbiased, with an error that holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx
import numpy as np
import pytest

from graphsvc.analytics import lengths, pairs, passing
from graphsvc.analytics.measure import Measure
from graphsvc.analytics.measures import choose
from graphsvc.analytics.network import Network, Shape
from graphsvc.analytics.passing import count_paths


@pytest.fixture
def small_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every graph sampled, from 64 of its nodes in 16 batches."""
    monkeypatch.setattr(passing, "MOST_EXACT", 0)
    monkeypatch.setattr(passing, "SOURCES", 64)


def tree_like(size: int) -> nx.Graph[str]:
    """A connected graph whose nodes differ much in betweenness."""
    numbered = nx.barabasi_albert_graph(size, 2, seed=4)
    return nx.relabel_nodes(numbered, {node: f"n{node:03d}" for node in numbered})


def test_a_sample_of_all_nodes_is_exact(small_sample: None) -> None:
    # No two nodes of a path but its ends' neighbours are alike: 64 classes, each drawn once.
    graph = nx.relabel_nodes(nx.path_graph(64), str)
    found = count_paths(graph)
    assert found.sample is not None
    assert found.sample.sources == 64
    assert found.through == pytest.approx(nx.betweenness_centrality(graph, normalized=False))
    along = pairs.edge_betweenness(graph, raw=found.along)
    expected = nx.edge_betweenness_centrality(graph, normalized=False)
    assert sorted(along.values()) == pytest.approx(sorted(expected.values()))


def test_the_error_that_is_stated_holds(small_sample: None) -> None:
    # 95 of 100 are promised for the node with the widest interval; for the others it is wider than
    # needed. 20 seeds of 300 nodes.
    graph = tree_like(300)
    exact = nx.betweenness_centrality(graph)
    every = 299 * 298 / 2
    of_ties = pairs.edge_betweenness(graph)
    inside, of_ties_inside, means = [], [], np.zeros(300)
    for seed in range(20):
        found = count_paths(graph, seed=seed)
        assert found.sample is not None
        estimates = np.array(list(found.through.values())) / every
        means += estimates / 20
        apart = np.abs(estimates - np.array(list(exact.values())))
        inside.append(np.mean(apart <= found.sample.epsilon))
        assert found.sample_of_ties is not None
        along = pairs.edge_betweenness(graph, raw=found.along)
        far = [abs(along[tie] - value) / every for tie, value in of_ties.items()]
        of_ties_inside.append(np.mean(np.array(far) <= found.sample_of_ties.epsilon))
        assert 0 < found.sample_of_ties.epsilon < 0.2
        # Wide enough to hold, and not so wide as to say nothing: the largest is 0.2 to 0.3.
        assert 0 < found.sample.epsilon < 0.2
    assert np.mean(inside) >= 0.95
    assert np.mean(of_ties_inside) >= 0.95
    # The mean over seeds comes nearer to the truth than one sample: there is no bias.
    assert np.abs(means - np.array(list(exact.values()))).max() < 0.03


def test_an_answer_says_that_it_is_estimated(small_sample: None) -> None:
    network = Network(tree_like(100), Shape.ONE_MODE, seed=3)
    for each in choose(["betweenness", "bridgeness", "edge_betweenness", "degree"], network):
        each.function(network)
    sample = network.sample_of("betweenness")
    assert sample is not None
    assert (sample.seed, sample.delta) == (3, 0.05)
    assert network.sample_of("bridgeness") == sample
    assert network.sample_of("bridgeness_normalized") == sample
    of_ties = network.sample_of("edge_betweenness")
    assert of_ties is not None
    assert of_ties.epsilon != sample.epsilon
    assert network.sample_of("degree") is None


def test_what_ends_in_seconds_is_exact() -> None:
    network = Network(tree_like(100), Shape.ONE_MODE)
    for each in choose(["betweenness"], network):
        each.function(network)
    assert network.sample_of("betweenness") is None


def of_lengths(graph: nx.Graph[str]) -> nx.Graph[str]:
    """Give ties strengths of 1 to 3."""
    for place, (_, _, data) in enumerate(graph.edges(data=True)):
        data["strength"] = 1 + place % 3
        data["cost"] = 6 // (1 + place % 3)
    graph.graph["cost_unit"] = 6
    return graph


def test_weighted_ways_of_a_small_graph_are_exact_and_said_to_be(small_sample: None) -> None:
    network = Network(of_lengths(tree_like(100)), Shape.ONE_MODE)
    for each in choose(["betweenness", "betweenness_weighted"], network):
        each.function(network)
    assert network.sample_of("betweenness") is not None
    assert network.sample_of("betweenness_weighted") is None


BY_LENGTH = [
    "betweenness_weighted",
    "edge_betweenness_weighted",
    "closeness_weighted",
    "harmonic_weighted",
    "mean_distance_weighted",
    "diameter_weighted",
]


def answers(graph: nx.Graph[str], seed: int) -> tuple[Network, dict[str, Any]]:
    network = Network(graph, Shape.ONE_MODE, seed=seed)
    return network, {each.name: each.function(network) for each in choose(BY_LENGTH, network)}


def test_a_sample_of_all_nodes_is_exact_by_length(
    small_sample: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = of_lengths(nx.relabel_nodes(nx.path_graph(64), str))
    _, exact = answers(graph, 0)
    monkeypatch.setattr(lengths, "MOST_EXACT", -1)
    network, found = answers(graph, 0)
    for name in BY_LENGTH:
        assert network.sample_of(name) is not None
        assert found[name] == pytest.approx(exact[name])


def test_the_errors_by_length_hold(small_sample: None, monkeypatch: pytest.MonkeyPatch) -> None:
    # Two parts; what is stated of the widest holds for 95 of 100 nodes and ties, over 20 seeds.
    other = nx.relabel_nodes(tree_like(80), lambda item: f"m{item}")
    graph = of_lengths(nx.compose(tree_like(200), other))
    _, exact = answers(graph, 0)
    monkeypatch.setattr(lengths, "MOST_EXACT", -1)
    inside: dict[str, list[float]] = {name: [] for name in BY_LENGTH}
    for seed in range(20):
        network, found = answers(graph, seed)
        for name in BY_LENGTH:
            sample = network.sample_of(name)
            assert sample is not None
            one, true = found[name], exact[name]
            several = isinstance(true, Mapping)
            mine = np.array(list(one.values()) if several else [one], dtype=float)
            real = np.array(list(true.values()) if several else [true], dtype=float)
            widest = sample.epsilon * (np.abs(mine) if sample.of_value else 279 * 278 / 2)
            inside[name] += (np.abs(mine - real) <= widest * 1.02).tolist()
            assert 0 <= sample.epsilon < 1.1
    for name in BY_LENGTH:
        assert np.mean(inside[name]) >= 0.95, name
    assert inside["diameter_weighted"] == [True] * 20


def with_many_alike(leaves: int) -> nx.Graph[str]:
    """A graph in which most nodes are alike: they are tied to the same one and to nobody else."""
    graph = of_lengths(tree_like(100))
    for place in range(leaves):
        graph.add_edge("n050", f"z{place:03d}", strength=2, cost=3)
    return graph


def test_the_error_holds_where_most_are_alike(
    small_sample: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = with_many_alike(200)
    asked = ["betweenness", "betweenness_weighted", "harmonic_weighted"]
    with monkeypatch.context() as patch:
        patch.setattr(passing, "MOST_EXACT", 10**12)
        whole = Network(graph, Shape.ONE_MODE)
        exact = {each.name: values_of(each, whole) for each in choose(asked, whole)}
    monkeypatch.setattr(lengths, "MOST_EXACT", -1)
    every = 299 * 298 / 2
    inside: dict[str, list[bool]] = {name: [] for name in asked}
    hub = []
    for seed in range(20):
        network = Network(graph, Shape.ONE_MODE, seed=seed)
        for each in choose(asked, network):
            found, true = values_of(each, network), exact[each.name]
            sample = network.sample_of(each.name)
            assert sample is not None
            for item in graph:
                unit = true[item] if sample.of_value else every
                inside[each.name].append(abs(found[item] - true[item]) / unit <= sample.epsilon)
            if each.name == "betweenness":
                hub.append(found["n050"])
                # Nobody lies between more than all pairs of others.
                assert 0.7 < found["n050"] / every <= 1.05
    for name in asked:
        assert np.mean(inside[name]) >= 0.95, name
    assert np.mean(hub) == pytest.approx(exact["betweenness"]["n050"], rel=0.02)


def values_of(measure: Measure, network: Network) -> dict[str, Any]:
    found = measure.function(network)
    assert isinstance(found, dict)
    return found


def test_those_without_ties_are_not_drawn(small_sample: None) -> None:
    graph = nx.relabel_nodes(nx.path_graph(64), str)
    graph.add_nodes_from(f"alone{place}" for place in range(500))
    found = count_paths(graph)
    expected = nx.betweenness_centrality(graph, normalized=False)
    assert found.through == pytest.approx(expected)


def test_the_more_ties_the_fewer_sources() -> None:
    # 400 million ties in all, but not from more than 256 nodes nor from fewer than 128; 16 batches
    # of as many.
    found = [passing.sources_on(entries) for entries in (0, 10**6, 2 * 10**6, 2_200_000, 10**9)]
    assert found == [256, 256, 192, 176, 128]
