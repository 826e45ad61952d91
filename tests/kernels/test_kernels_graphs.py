"""Every kernel against NetworkX, or against the definition carried out as it is written."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.dispatch.graphs import Ties
from graphsvc.dispatch.steps import by_classes, by_steps
from graphsvc.kernels import brandes, compiling, searches, triads
from graphsvc.kernels.alike import Classes
from graphsvc.kernels.cores import core_numbers

MOST_NODES = 12


@st.composite
def graphs(draw: st.DrawFn, *, directed: bool = False) -> nx.Graph[int]:
    """Any graph of up to 12 nodes; many of them have nodes that are alike."""
    size = draw(st.integers(1, MOST_NODES))
    pairs = [(one, other) for one in range(size) for other in range(size) if one != other]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=40)) if pairs else []
    # Copies of a node make classes of more than one member.
    copied = draw(st.lists(st.integers(0, size - 1), max_size=4))
    graph: nx.Graph[int] = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(chosen)
    for copy, item in enumerate(copied, start=size):
        graph.add_node(copy)
        graph.add_edges_from([(copy, other) for other in list(graph[item])])
        if draw(st.booleans()):
            graph.add_edge(copy, item)
    return graph


def both_kinds(ties: Ties) -> list[tuple[Classes, bool]]:
    return [(ties.tied_classes, True), (ties.untied_classes, False)]


@given(graphs())
def test_betweenness_is_that_of_networkx(graph: nx.Graph[int]) -> None:
    expected = nx.betweenness_centrality(graph, normalized=False)
    for classes, tied in both_kinds(Ties.of(graph)):
        through = brandes.betweenness(
            classes.starts, classes.others, classes.size, tied=tied
        ).through
        found = (through[classes.of_node] / 2).tolist()
        assert found == pytest.approx([expected[item] for item in graph], abs=1e-9)


def far(graph: nx.Graph[int], item: int) -> float:
    """Bridgeness as its paper defines it, path by path."""
    near = {item, *graph[item]}
    total = 0.0
    for source, target in permutations(set(graph) - near, 2):
        if nx.has_path(graph, source, target):
            ways = list(nx.all_shortest_paths(graph, source, target))
            total += sum(item in way for way in ways) / len(ways)
    return total


@given(graphs())
def test_bridgeness_is_what_it_is_defined_to_be(graph: nx.Graph[int]) -> None:
    for classes, tied in both_kinds(Ties.of(graph)):
        beyond = brandes.betweenness(classes.starts, classes.others, classes.size, tied=tied).far
        found = beyond[classes.of_node].tolist()
        assert found == pytest.approx([far(graph, item) for item in graph], abs=1e-9)


def test_bridgeness_of_a_path_by_hand() -> None:
    # a - b - c - d - e: of the pairs around c, all but {a, e} have a neighbour of c at one end; b
    # and d have no pair left.
    ties = Ties.of(nx.path_graph(5))
    classes = ties.untied_classes
    beyond = brandes.betweenness(classes.starts, classes.others, classes.size, tied=False).far
    assert (beyond[classes.of_node] / 2).tolist() == [0, 0, 1, 0, 0]


@given(graphs())
def test_betweenness_of_ties_is_that_of_networkx(graph: nx.Graph[int]) -> None:
    expected = nx.edge_betweenness_centrality(graph, normalized=False)
    for classes, tied in both_kinds(Ties.of(graph)):
        values = brandes.betweenness(
            classes.starts, classes.others, classes.size, tied=tied, along_ties=True
        ).along
        found: dict[tuple[int, int], float] = {}
        for one in range(len(classes.size)):
            for place in range(classes.starts[one], classes.starts[one + 1]):
                found[one, int(classes.others[place])] = float(values[place])
        for (one, other), value in expected.items():
            first, second = int(classes.of_node[one]), int(classes.of_node[other])
            both = 1.0 if first == second else (found[first, second] + found[second, first]) / 2
            assert both == pytest.approx(value, abs=1e-9)


@given(graphs(), st.data())
def test_sources_far_apart_are_followed_alone_to_the_same_end(
    graph: nx.Graph[int], data: st.DataObject
) -> None:
    for classes, tied in both_kinds(Ties.of(graph)):
        walks = brandes.Walks(classes.starts, classes.others, classes.size, tied=tied)
        every = st.lists(st.integers(0, len(classes.size) - 1), min_size=1, unique=True)
        chosen = np.array(sorted(data.draw(every)), dtype=np.int32)
        # Of each class that is drawn, one to all of its members.
        drawn = data.draw(st.lists(st.integers(1, 9), min_size=MOST_NODES * 2))
        begun = np.minimum(np.array(drawn[: len(classes.size)], dtype=np.float64), classes.size)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(brandes, "_APART", 0)
            alone = walks.sums(chosen, begun=begun, along_ties=True)
            patched.setattr(brandes, "_APART", 10**9)
            together = walks.sums(chosen, begun=begun, along_ties=True)
        for one, other in zip(alone, together, strict=True):
            assert one.tolist() == pytest.approx(other.tolist(), abs=1e-9)


@given(graphs(directed=True), st.booleans())
def test_steps_lead_from_a_node_or_to_it(graph: nx.Graph[int], leaving: bool) -> None:
    found = by_steps(Ties.of(graph), leaving=leaving)
    turned = graph if leaving else graph.reverse()  # type: ignore[attr-defined]
    for place, item in enumerate(graph):
        away = nx.single_source_shortest_path_length(turned, item)
        assert found.nodes[place] == len(away) - 1
        assert found.steps[place] == sum(away.values())


@given(graphs(), st.data())
def test_distances_by_classes_are_those_by_nodes(graph: nx.Graph[int], data: st.DataObject) -> None:
    ties = Ties.of(graph)
    every = st.lists(st.integers(0, len(graph) - 1), unique=True)
    chosen = np.array(data.draw(every), dtype=np.int32)
    expected = searches.reached(ties.starts, ties.others, sources=chosen)
    found = [by_steps(ties, sources=chosen)]
    found += [by_classes(each, chosen, tied=tied) for each, tied in both_kinds(ties)]
    for each in found:
        assert each.nodes.tolist() == expected.nodes.tolist()
        assert each.steps.tolist() == expected.steps.tolist()
        assert each.farthest.tolist() == expected.farthest.tolist()
        assert each.harmonic.tolist() == pytest.approx(expected.harmonic.tolist())


@given(st.one_of(graphs(), graphs(directed=True)))
def test_distances_are_those_of_networkx(graph: nx.Graph[int]) -> None:
    found = searches.reached(*Ties.of(graph).arriving)
    lengths: Any = dict(nx.all_pairs_shortest_path_length(graph))
    for place, item in enumerate(graph):
        away = [length for length in lengths[item].values() if length]
        assert found.nodes[place] == len(away)
        assert found.steps[place] == sum(away)
        assert found.farthest[place] == max(away, default=0)
        assert found.harmonic[place] == pytest.approx(sum(1 / length for length in away))


def test_sources_count_for_as_many_nodes_as_they_stand_for() -> None:
    # A chain of 300 nodes, more than are searched from at once; that at place p stands for p + 1.
    ties = Ties.of(nx.path_graph(300))
    standing = np.arange(1, 301, dtype=np.int64)
    found = searches.reached(ties.starts, ties.others, standing=standing)
    places = np.arange(300)
    for node in (0, 7, 150, 299):
        away = np.abs(places - node)
        assert found.nodes[node] == standing.sum() - standing[node]
        assert found.steps[node] == (standing * away).sum()


def test_a_long_chain_is_searched_to_its_end() -> None:
    # The end of a chain of n nodes is 1 + 2 + ... + (n - 1) steps from the others in all.
    found = searches.reached(*Ties.of(nx.path_graph(1_000)).arriving)
    assert found.steps[0] == 999 * 1_000 // 2
    assert found.farthest.tolist()[:2] == [999, 998]


@given(graphs())
def test_triangles_and_cores_are_those_of_networkx(graph: nx.Graph[int]) -> None:
    ties = Ties.of(graph)
    classes = ties.tied_classes
    found = triads.triangles(classes.starts, classes.others, classes.size)[classes.of_node]
    assert found.tolist() == [nx.triangles(graph, item) for item in graph]
    assert core_numbers(ties.starts, ties.others).tolist() == list(nx.core_number(graph).values())


@given(graphs())
def test_alike_is_who_has_the_same_neighbours(graph: nx.Graph[int]) -> None:
    ties = Ties.of(graph)
    for classes, tied in both_kinds(ties):
        for one, other in permutations(graph, 2):
            mine, theirs = set(graph[one]), set(graph[other])
            same = (
                (mine | {one} == theirs | {other})
                if tied
                else (mine == theirs and other not in mine)
            )
            assert (classes.of_node[one] == classes.of_node[other]) == same
        assert classes.size.sum() == len(graph)


def test_the_last_digit_does_not_hang_on_the_number_of_cores(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ties = Ties.of(nx.gnp_random_graph(200, 0.05, seed=3))
    classes, tied = ties.classes

    def measured() -> list[list[float]]:
        sums = brandes.betweenness(
            classes.starts, classes.others, classes.size, tied=tied, along_ties=True
        )
        return [values.tolist() for values in sums]

    expected = measured()
    with monkeypatch.context() as patch:
        patch.setattr(compiling, "cores", lambda: 1)
        compiling._workers.cache_clear()
        assert measured() == expected
    compiling._workers.cache_clear()


def test_nobody_at_all() -> None:
    ties = Ties.of(nx.Graph())
    classes, tied = ties.classes
    through = brandes.betweenness(classes.starts, classes.others, classes.size, tied=tied).through
    assert through.tolist() == []
    assert searches.reached(ties.starts, ties.others).nodes.tolist() == []
    assert core_numbers(ties.starts, ties.others).tolist() == []
    nobody = np.zeros(0, dtype=np.int32)
    assert triads.open_triads(ties.starts, ties.others, nobody, 0).tolist() == []
