"""What the backend answers, against NetworkX itself on any small graph, and by hand.

Called directly here, without NetworkX handing the calls on: that is in test_dispatch_calls.py.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.dispatch.arrays import ArrayGraph
from graphsvc.dispatch.backend import backend

# Lengths of which several ways may be as long as each other, as whole numbers and as fractions.
LENGTHS = [1, 2, 3, 0.1, 0.2, 0.3, 2.5]
ours: Any = backend


@st.composite
def graphs(draw: st.DrawFn, *, directed: bool | None = None, loops: bool = False) -> nx.Graph[str]:
    """Any graph of up to 9 nodes, with a number on each tie, some of them left out."""
    size = draw(st.integers(1, 9))
    names = draw(st.permutations([f"n{number}" for number in range(size)]))
    pairs = [(a, b) for a in names for b in names if loops or a != b]
    is_directed = draw(st.booleans()) if directed is None else directed
    graph: nx.Graph[str] = nx.DiGraph() if is_directed else nx.Graph()
    graph.add_nodes_from(names)
    for one, other in draw(st.lists(st.sampled_from(pairs), max_size=25)) if pairs else []:
        graph.add_edge(one, other)
        if draw(st.booleans()):
            graph[one][other]["weight"] = draw(st.sampled_from(LENGTHS))
    return graph


def same(found: Any, expected: Any) -> None:
    """Compare values; what is not a number has to be none in both, and the order of nodes equal."""
    assert list(found) == list(expected)
    assert found == pytest.approx(expected, abs=1e-12, nan_ok=True)


options = st.sampled_from([None, "weight"])


@given(graphs(loops=True), options, st.booleans(), st.booleans())
def test_betweenness(graph: Any, weight: str | None, normalized: bool, endpoints: bool) -> None:
    chosen: Any = {"weight": weight, "normalized": normalized, "endpoints": endpoints}
    found = ours.betweenness_centrality(ArrayGraph.of(graph), **chosen)
    same(found, nx.betweenness_centrality(graph, **chosen))


@given(graphs(loops=True), options, st.booleans(), st.booleans(), st.integers(1, 9))
def test_sampled_betweenness_takes_the_sample_of_networkx(
    graph: Any, weight: str | None, normalized: bool, endpoints: bool, k: int
) -> None:
    k = min(k, len(graph))
    chosen: Any = {"k": k, "weight": weight, "normalized": normalized}
    array = ArrayGraph.of(graph)
    found = ours.betweenness_centrality(array, endpoints=endpoints, seed=Random(3), **chosen)
    expected: Any = nx.betweenness_centrality(graph, endpoints=endpoints, seed=Random(3), **chosen)
    same(found, expected)
    along = ours.edge_betweenness_centrality(array, seed=Random(3), **chosen)
    same(along, nx.edge_betweenness_centrality(graph, seed=Random(3), **chosen))


@given(graphs(loops=True), options, st.booleans())
def test_betweenness_of_ties(graph: Any, weight: str | None, normalized: bool) -> None:
    found = ours.edge_betweenness_centrality(
        ArrayGraph.of(graph), weight=weight, normalized=normalized
    )
    expected: Any = nx.edge_betweenness_centrality(graph, weight=weight, normalized=normalized)
    same(found, expected)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("weight", [None, "weight"])
def test_a_graph_that_is_worked_on_in_several_parts(directed: bool, weight: str | None) -> None:
    # 150 sources are cut into four runs of work, and those into blocks of 8 or 64.
    graph: Any = nx.gnp_random_graph(150, 0.03, seed=7, directed=directed)
    for number, (_, _, data) in enumerate(graph.edges(data=True)):
        data["weight"] = 1 + number % 4
    array = ArrayGraph.of(graph)
    same(
        ours.betweenness_centrality(array, weight=weight),
        nx.betweenness_centrality(graph, weight=weight),
    )
    same(
        ours.edge_betweenness_centrality(array, weight=weight),
        nx.edge_betweenness_centrality(graph, weight=weight),
    )
    same(
        ours.harmonic_centrality(array, list(graph), weight),
        dict(sorted(nx.harmonic_centrality(graph, distance=weight).items())),
    )


def test_betweenness_with_lengths_by_hand() -> None:
    # a - b - c is 1 + 1, and a - c is 2: two ways as short, of which one passes b. For the pair
    # {a, c} that is 1/2, over the one pair that does not contain b.
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 1), ("b", "c", 1), ("a", "c", 2)])
    found = ours.betweenness_centrality(ArrayGraph.of(graph), weight="weight")
    assert found == {"a": 0.0, "b": 0.5, "c": 0.0}


def test_a_way_round_is_as_short_where_sums_are_rounded_to_it() -> None:
    # By w it is shorter by 1.5e-9 than along the tie u - v. Beside 2 ** 24 that is rounded away for
    # some pairs and not for others, and NetworkX compares what is left: both are as short then.
    graph: nx.Graph[str] = nx.Graph()
    half, far = 0.5 * (1 - 1.5e-9), 2.0**24
    ways = [("s", "u", far), ("u", "v", 1.0), ("u", "w", half), ("w", "v", half), ("v", "e", far)]
    graph.add_weighted_edges_from(ways)
    expected = nx.betweenness_centrality(graph, weight="weight", normalized=False)
    assert expected["w"] == 3.0
    found = ours.betweenness_centrality(ArrayGraph.of(graph), weight="weight", normalized=False)
    same(found, expected)


@given(graphs(loops=True), options, st.booleans())
def test_closeness(graph: Any, distance: str | None, improved: bool) -> None:
    array = ArrayGraph.of(graph)
    expected: Any = nx.closeness_centrality(graph, distance=distance, wf_improved=improved)
    same(ours.closeness_centrality(array, None, distance, improved), expected)
    for item in graph:
        one = ours.closeness_centrality(array, item, distance, improved)
        assert one == pytest.approx(expected[item], abs=1e-12)


@given(graphs(loops=True), options, st.data())
def test_harmonic(graph: Any, distance: str | None, data: st.DataObject) -> None:
    some = st.lists(st.sampled_from(list(graph)), unique=True, min_size=1)
    wanted = data.draw(st.one_of(st.none(), some))
    sources = None if distance else data.draw(st.one_of(st.none(), some))
    array = ArrayGraph.of(graph)
    found = ours.harmonic_centrality(array, wanted, distance, sources)
    expected: Any = nx.harmonic_centrality(graph, wanted, distance, sources)
    assert found == pytest.approx(expected, abs=1e-12)


@given(graphs(), options)
def test_eccentricity(graph: Any, weight: str | None) -> None:
    array = ArrayGraph.of(graph)
    connected = nx.is_strongly_connected(graph) if graph.is_directed() else nx.is_connected(graph)
    if connected:
        same(ours.eccentricity(array, weight=weight), nx.eccentricity(graph, weight=weight))
    else:
        with pytest.raises(nx.NetworkXError, match="infinite path length"):
            ours.eccentricity(array, weight=weight)


@given(graphs(), options)
def test_constraint(graph: Any, weight: str | None) -> None:
    array = ArrayGraph.of(graph)
    expected: Any = nx.constraint(graph, weight=weight)
    same(ours.constraint(array, weight=weight), expected)
    some = list(graph)[::2]
    found = ours.constraint(array, some, weight)
    same(found, {item: expected[item] for item in some})


@given(graphs(directed=False), options)
def test_effective_size_is_what_networkx_has_for_nodes_by_name(
    graph: Any, weight: str | None
) -> None:
    # For all nodes at once NetworkX has another number where there are weights; see the next test.
    expected: Any = nx.effective_size(graph, nodes=list(graph), weight=weight)
    array = ArrayGraph.of(graph)
    same(ours.effective_size(array, weight=weight), expected)
    same(ours.effective_size(array, list(graph), weight), expected)


def test_effective_size_with_weights_by_hand() -> None:
    # A triangle with ab = 1, ac = 2, bc = 4. For a: p_ab = 1/3, p_ac = 2/3. b's strongest tie is 4,
    # so m_bc = 1, and what b has in common with a's others is p_ac m_bc = 2/3; in the same way for
    # c it is p_ab m_cb = 1/3. 1 - 2/3 + 1 - 1/3 = 1.
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 1), ("a", "c", 2), ("b", "c", 4)])
    found = ours.effective_size(ArrayGraph.of(graph), weight="weight")
    assert found["a"] == pytest.approx(1.0)
    # p_ba = 1/5, p_bc = 4/5; m_ac = 1, m_ca = 2/4: 1 - 4/5 + 1 - 1/5 * 1/2 = 1.1.
    assert found["b"] == pytest.approx(1.1)
    # NetworkX itself, by name, agrees; for all nodes at once it divides by the wrong maximum.
    by_name: Any = nx.effective_size(graph, nodes=["a", "b"], weight="weight")
    assert by_name == pytest.approx({"a": 1.0, "b": 1.1})
    assert nx.effective_size(graph, weight="weight")["b"] != pytest.approx(1.1)


@given(graphs(directed=False, loops=True), options)
def test_clustering_and_triangles(graph: Any, weight: str | None) -> None:
    array = ArrayGraph.of(graph)
    expected: Any = nx.clustering(graph, weight=weight)
    same(ours.clustering(array, weight=weight), expected)
    first = next(iter(graph))
    assert ours.clustering(array, first, weight) == pytest.approx(expected[first])
    some = list(graph)[::2]
    same(ours.clustering(array, some, weight), {item: expected[item] for item in some})
    assert ours.triangles(array) == nx.triangles(graph)
    assert ours.transitivity(array) == pytest.approx(nx.transitivity(graph))
    # Without those of 0 there has to be another.
    for zeros in (True, False) if any(expected.values()) else (True,):
        found = ours.average_clustering(array, weight=weight, count_zeros=zeros)
        mean = nx.average_clustering(graph, weight=weight, count_zeros=zeros)
        assert found == pytest.approx(mean)


@given(graphs(loops=True), options, st.data())
def test_pagerank(graph: Any, weight: str | None, data: st.DataObject) -> None:
    some = st.dictionaries(
        st.sampled_from(list(graph)), st.sampled_from([0.5, 1.0, 3.0]), min_size=1
    )
    chosen: Any = {
        name: data.draw(st.one_of(st.none(), some))
        for name in ("personalization", "nstart", "dangling")
    }
    chosen |= {"weight": weight, "max_iter": 300}
    found = ours.pagerank(ArrayGraph.of(graph), **chosen)
    same(found, nx.pagerank(graph, **chosen))


@given(graphs(loops=True), options)
def test_eigenvector(graph: Any, weight: str | None) -> None:
    array = ArrayGraph.of(graph)
    answers: list[Any] = []
    theirs: Any = nx.eigenvector_centrality
    for run, on in ((ours.eigenvector_centrality, array), (theirs, graph)):
        try:
            answers.append(run(on, max_iter=200, weight=weight))
        except nx.PowerIterationFailedConvergence:
            answers.append({})
    same(*answers)


@given(graphs(directed=False, loops=True))
def test_how_it_hangs_together(graph: Any) -> None:
    array = ArrayGraph.of(graph)
    assert list(ours.connected_components(array)) == list(nx.connected_components(graph))
    assert ours.number_connected_components(array) == nx.number_connected_components(graph)
    assert ours.is_connected(array) == nx.is_connected(graph)
    first = next(iter(graph))
    assert ours.node_connected_component(array, first) == nx.node_connected_component(graph, first)
    assert set(ours.articulation_points(array)) == set(nx.articulation_points(graph))
    for root in (None, first):
        found = list(ours.bridges(array, root))
        assert sorted(map(sorted, found)) == sorted(map(sorted, nx.bridges(graph, root)))
        assert ours.has_bridges(array, root) == bool(found)


@given(graphs(loops=True))
def test_degrees(graph: Any) -> None:
    array = ArrayGraph.of(graph)
    same(ours.degree_centrality(array), nx.degree_centrality(graph))
    if graph.is_directed():
        same(ours.in_degree_centrality(array), nx.in_degree_centrality(graph))
        same(ours.out_degree_centrality(array), nx.out_degree_centrality(graph))


@given(graphs(directed=False))
def test_core_numbers(graph: Any) -> None:
    same(ours.core_number(ArrayGraph.of(graph)), nx.core_number(graph))


def _by_pair(scores: Any) -> dict[frozenset[str], float]:
    return {frozenset(pair): score for *pair, score in scores}


@pytest.mark.parametrize(
    "name",
    [
        "adamic_adar_index",
        "jaccard_coefficient",
        "preferential_attachment",
        "resource_allocation_index",
    ],
)
@given(graph=graphs(directed=False))
def test_scores_of_pairs(name: str, graph: Any) -> None:
    theirs: Callable[..., Any] = getattr(nx, name)
    run = getattr(ours, name)
    array = ArrayGraph.of(graph)
    assert _by_pair(run(array)) == pytest.approx(_by_pair(theirs(graph)))
    pairs = [(a, b) for a in graph for b in graph if a != b]
    assert list(run(array, iter(pairs))) == [
        (a, b, pytest.approx(score)) for a, b, score in theirs(graph, pairs)
    ]


def test_a_pair_with_a_node_that_is_not_there_is_an_error() -> None:
    array = ArrayGraph.of(nx.path_graph(3))
    with pytest.raises(nx.NodeNotFound, match="Node 7 not in G"):
        ours.jaccard_coefficient(array, [(0, 7)])


def test_what_is_undefined_is_as_networkx_has_it() -> None:
    array = ArrayGraph.of(nx.empty_graph(2))
    assert all(math.isnan(value) for value in ours.constraint(array).values())
    assert ours.closeness_centrality(array) == {0: 0.0, 1: 0.0}
    assert ours.clustering(array) == {0: 0.0, 1: 0.0}
    with pytest.raises(nx.NetworkXPointlessConcept):
        ours.is_connected(ArrayGraph.of(nx.empty_graph(0)))
    with pytest.raises(nx.NetworkXPointlessConcept):
        ours.eigenvector_centrality(ArrayGraph.of(nx.empty_graph(0)))


@pytest.mark.parametrize("graph", [nx.empty_graph(0), nx.empty_graph(0, create_using=nx.DiGraph)])
@pytest.mark.parametrize(
    "name", ["betweenness_centrality", "edge_betweenness_centrality", "closeness_centrality",
             "harmonic_centrality", "constraint", "effective_size", "pagerank"],
)  # fmt: skip
def test_a_graph_without_nodes_has_no_values(graph: Any, name: str) -> None:
    assert getattr(ours, name)(ArrayGraph.of(graph)) == {}


@pytest.mark.parametrize("length", [0, -1, math.inf, 10**400, 2**52])
def test_lengths_that_cannot_be_added_up_rightly_are_left_to_networkx(length: float) -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 1), ("b", "c", length)])
    with pytest.raises(NotImplementedError, match="weight"):
        ours.betweenness_centrality(ArrayGraph.of(graph), weight="weight")


def test_whole_numbers_too_large_for_exact_sums_are_left_to_networkx() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 2**53 + 1), ("b", "c", 2**53 + 1)])
    with pytest.raises(NotImplementedError, match="exactly"):
        ours.closeness_centrality(ArrayGraph.of(graph), distance="weight")


def test_a_node_tied_to_itself_is_left_to_networkx_where_it_counts() -> None:
    array = ArrayGraph.of(nx.Graph([(0, 0), (0, 1)]))
    for name in ("constraint", "effective_size", "core_number", "jaccard_coefficient"):
        with pytest.raises(NotImplementedError, match="tied to itself"):
            getattr(ours, name)(array)
