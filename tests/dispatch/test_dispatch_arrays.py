"""Graphs of arrays: made from arrays, from memberships, from NetworkX, and turned back."""

from __future__ import annotations

import pickle
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.dispatch.affiliations import AffiliationGraph
from graphsvc.dispatch.arrays import ArrayGraph
from graphsvc.dispatch.backend import backend
from tests.dispatch.test_dispatch_functions import graphs

ours: Any = backend
SEATS = [("ywca", "council"), ("college", "council"), ("ywca", "housing"), ("ywca", "council")]
memberships = st.lists(
    st.tuples(st.integers(0, 6).map("org{}".format), st.integers(0, 4).map("body{}".format)),
    min_size=1,
    max_size=25,
)


def edges(graph: Any, name: str = "weight") -> dict[frozenset[Any], Any]:
    return {frozenset((one, other)): value for one, other, value in graph.edges(data=name)}


@given(graphs(loops=True))
def test_a_graph_made_from_arrays_is_that_graph(graph: Any) -> None:
    place = {item: number for number, item in enumerate(graph)}
    ties = list(graph.edges(data="weight", default=1.0))
    array = ArrayGraph.of_arrays(
        list(graph),
        [place[one] for one, _, _ in ties],
        [place[other] for _, other, _ in ties],
        directed=graph.is_directed(),
        numbers={"weight": [weight for *_, weight in ties]},
    )
    assert list(array) == list(graph)
    assert (len(array), array.number_of_nodes()) == (len(graph), len(graph))
    assert array.number_of_edges() == graph.number_of_edges()
    assert array.is_directed() == graph.is_directed()
    assert not array.is_multigraph()
    back = array.to_networkx()
    assert list(back) == list(graph)
    assert type(back) is type(graph)
    assert edges(back) == {frozenset(tie[:2]): tie[2] for tie in ties}
    expected: Any = nx.to_scipy_sparse_array(graph, dtype=np.dtype(float)).toarray()
    assert (array.matrix("weight").toarray() == expected).all()
    assert (ArrayGraph.of(graph).matrix("weight").toarray() == expected).all()


def test_a_number_that_no_tie_has_stands_at_its_default() -> None:
    array = ArrayGraph.of_arrays(["a", "b"], [0], [1])
    assert array.weights("weight").tolist() == [1.0, 1.0]
    assert array.weights("weight", 5.0).tolist() == [5.0, 5.0]


def test_what_is_wrong_with_arrays_is_said_all_at_once() -> None:
    with pytest.raises(ValueError, match="node is there twice") as caught:
        ArrayGraph.of_arrays(["a", "a"], [0, 5], [1, 0], numbers={"weight": [1.0]})
    said = str(caught.value)
    assert "weight: 1 numbers for 2 ties" in said
    assert "places from 0 to 1" in said
    with pytest.raises(ValueError, match="2 and 1 long"):
        ArrayGraph.of_arrays(["a", "b"], [0, 1], [1])
    with pytest.raises(ValueError, match="a tie is there twice"):
        ArrayGraph.of_arrays(["a", "b"], [0, 1], [1, 0])
    # In a directed graph these are two ties.
    directed = ArrayGraph.of_arrays(["a", "b"], [0, 1], [1, 0], directed=True)
    assert directed.number_of_edges() == 2


def test_a_weight_that_is_changed_in_place_is_seen() -> None:
    # NetworkX does not tell of this change, so that a copy of the weights would be stale.
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 1), ("b", "c", 1), ("a", "c", 1)])
    array = ArrayGraph.of(graph)
    assert ours.betweenness_centrality(array, weight="weight")["b"] == 0.0
    graph["a"]["c"]["weight"] = 5
    assert ArrayGraph.of(graph) is array
    assert ours.betweenness_centrality(array, weight="weight")["b"] == 1.0


def test_ties_that_come_and_go_make_a_graph_be_converted_anew() -> None:
    graph = nx.path_graph(3)
    array = ArrayGraph.of(graph)
    graph.add_edge(2, 3)
    assert len(ArrayGraph.of(graph)) == 4
    assert len(array) == 3
    # What holds the old graph is told, rather than given numbers of other ties.
    with pytest.raises(RuntimeError, match="make it anew"):
        array.weights("weight")


def test_a_view_is_read_anew_each_time() -> None:
    graph = nx.path_graph(4)
    view = graph.subgraph([0, 1, 2])
    assert ArrayGraph.of(view).number_of_edges() == 2
    graph.remove_edge(0, 1)
    assert ArrayGraph.of(view).number_of_edges() == 1


def test_a_graph_that_was_converted_can_be_sent_to_another_process() -> None:
    graph = nx.cycle_graph(5)
    ArrayGraph.of(graph)
    again: Any = pickle.loads(pickle.dumps(graph))
    assert edges(again) == edges(graph)
    again.add_edge(0, 2)
    assert ArrayGraph.of(again).number_of_edges() == 6
    assert ours.closeness_centrality(pickle.loads(pickle.dumps(ArrayGraph.of(graph))))


def test_the_graph_that_is_converted_stays_as_it_is() -> None:
    graph = nx.path_graph(3)
    before = nx.node_link_data(graph)
    for name in ("betweenness_centrality", "constraint", "pagerank"):
        getattr(ours, name)(ArrayGraph.of(graph))
    assert nx.node_link_data(graph) == before


def test_memberships_by_hand() -> None:
    graph = AffiliationGraph.of_memberships(SEATS, seats=[1, 2, 1, 3], bodies=["housing"])
    assert graph.organizations == ["ywca", "college"]
    assert graph.bodies == ["housing", "council"]
    # The ywca is on the council twice: one tie of 1 + 3 seats.
    assert graph.number_of_edges() == 3
    seats: Any = graph.to_networkx()
    assert edges(seats, "strength") == {
        frozenset({"ywca", "council"}): 4.0,
        frozenset({"college", "council"}): 2.0,
        frozenset({"ywca", "housing"}): 1.0,
    }
    assert nx.get_node_attributes(seats, "bipartite") == {
        "ywca": 0,
        "college": 0,
        "housing": 1,
        "council": 1,
    }


def test_what_is_wrong_with_memberships_is_said_all_at_once() -> None:
    with pytest.raises(ValueError, match="'council' is both") as caught:
        AffiliationGraph.of_memberships([("council", "council")], seats=[1, 2])
    assert "seats: 2 numbers for 1 memberships" in str(caught.value)


def test_no_memberships_are_a_graph_too() -> None:
    graph = AffiliationGraph.of_memberships([], organizations=["ywca"])
    assert (len(graph), graph.number_of_edges()) == (1, 0)
    assert ours.betweenness_centrality(graph) == {"ywca": 0.0}


@given(memberships)
def test_memberships_are_the_graph_that_networkx_would_make(held: Any) -> None:
    graph: Any = AffiliationGraph.of_memberships(held)
    theirs: Any = nx.Graph(held)
    assert set(graph) == set(theirs)
    organizations, bodies = graph.organizations, graph.bodies
    assert set(organizations) == {one for one, _ in held}
    back = nx.get_node_attributes(theirs, "bipartite")
    assert back == {}
    for name in ("degree", "closeness", "betweenness"):
        run = getattr(ours, f"bipartite_{name}_centrality")
        if name == "betweenness" and min(len(organizations), len(bodies)) == 1:
            continue  # it can be undefined; the next test
        expected = getattr(nx.bipartite, f"{name}_centrality")(theirs, organizations)
        assert run(graph, organizations) == pytest.approx(expected)
    for nodes in (organizations, bodies):
        _compare_projections(graph, theirs, nodes)


def test_two_mode_betweenness_where_nobody_can_be_between_is_an_error_as_in_networkx() -> None:
    graph: Any = AffiliationGraph.of_memberships([("ywca", "council")])
    for run, on in (
        (ours.bipartite_betweenness_centrality, graph),
        (nx.bipartite.betweenness_centrality, graph.to_networkx()),
    ):
        with pytest.raises(ZeroDivisionError):
            run(on, ["ywca"])


def _compare_projections(graph: Any, theirs: Any, nodes: list[Any]) -> None:
    asked: list[tuple[str, dict[str, bool]]] = [
        ("projected_graph", {}),
        ("weighted_projected_graph", {}),
        ("weighted_projected_graph", {"ratio": True}),
        ("collaboration_weighted_projected_graph", {}),
        ("overlap_weighted_projected_graph", {}),
        ("overlap_weighted_projected_graph", {"jaccard": False}),
    ]
    for name, options in asked:
        found = getattr(ours, name)(graph, nodes, **options).to_networkx()
        expected = getattr(nx.bipartite, name)(theirs, nodes, **options)
        assert list(found) == nodes
        assert edges(found) == pytest.approx(edges(expected))


def test_a_projection_keeps_what_is_known_of_its_nodes() -> None:
    graph: nx.Graph[str] = nx.Graph(SEATS, name="who sits where")
    nx.set_node_attributes(graph, {"ywca": 7}, "size")
    found = ours.weighted_projected_graph(ArrayGraph.of(graph), ["ywca", "college"])
    back = found.to_networkx()
    assert back.nodes["ywca"] == {"size": 7}
    assert back.graph == {"name": "who sits where"}
    assert ours.degree_centrality(found) == {"ywca": 1.0, "college": 1.0}


@pytest.mark.parametrize("nodes", [["ywca"], ["ywca", "ywca", "college"]])
def test_nodes_that_are_not_one_mode_are_left_to_networkx(nodes: list[str]) -> None:
    with pytest.raises(NotImplementedError, match="not one mode"):
        ours.projected_graph(ArrayGraph.of(nx.Graph(SEATS)), nodes)


def test_numbers_of_python_come_out() -> None:
    graph: Any = AffiliationGraph.of_memberships(SEATS)
    for answer in (
        ours.pagerank(graph),
        ours.constraint(graph),
        ours.core_number(graph),
        edges(ours.weighted_projected_graph(graph, graph.organizations).to_networkx()),
    ):
        assert all(type(value) in {int, float} for value in answer.values())
    assert not isinstance(ours.transitivity(graph), np.generic)
