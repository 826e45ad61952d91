"""One contract for every measure in the register."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import networkx as nx
import pytest
from hypothesis import given as with_given
from hypothesis import settings
from hypothesis import strategies as st

from graphsvc.analytics.measure import Level, Measure
from graphsvc.analytics.measures import measures
from graphsvc.analytics.network import Network, Shape
from graphsvc.analytics.views import BODY, ORGANIZATION, one_mode, tie
from tests.analytics import oracles
from tests.analytics.classics import seated, tied

CONTRACT = [(each, shape) for each in measures() for shape in sorted(each.shapes)]
IDS = [f"{each.name}-{shape}" for each, shape in CONTRACT]

# Louvain goes through the nodes in an order drawn by lot: from another order it can find others.
ORDERLESS = [
    pytest.param(each, shape, id=name)
    for (each, shape), name in zip(CONTRACT, IDS, strict=True)
    if each.family != "modularity_found"
]

# Every name of methods.md, section 8.
BROKERAGE = " ".join(
    f"brokerage_{role}{form}"
    for role in ("coordinator", "itinerant", "representative", "gatekeeper", "liaison", "total")
    for form in ("", "_expected", "_z")
)
NODE_ONE_MODE = (
    "degree strength betweenness closeness closeness_component harmonic eigenvector pagerank "
    "core_number clustering constraint effective_size efficiency hierarchy participation "
    "within_module_z ei_index articulation_point bridgeness bridgeness_normalized "
    "degree_normalized betweenness_normalized harmonic_normalized betweenness_weighted "
    "betweenness_weighted_normalized closeness_weighted closeness_component_weighted "
    "harmonic_weighted harmonic_weighted_normalized eigenvector_weighted pagerank_weighted "
    "clustering_weighted constraint_weighted effective_size_weighted efficiency_weighted "
    "hierarchy_weighted " + BROKERAGE
)
NODE_DIRECTED = (
    "in_degree out_degree in_closeness out_closeness in_harmonic out_harmonic betweenness"
)
NODE_TWO_MODE = (
    "degree betweenness closeness eigenvector pagerank core_number articulation_point "
    "constraint_two_mode degree_normalized betweenness_normalized closeness_normalized "
    "degree_weighted betweenness_weighted closeness_weighted eigenvector_weighted "
    "degree_weighted_normalized betweenness_weighted_normalized closeness_weighted_normalized"
)
PAIR = (
    "projection_newman projection_count common_neighbors jaccard adamic_adar resource_allocation "
    "preferential_attachment edge_betweenness bridge"
)
GROUP = (
    "ei_index_group seats organizations seat_share representation_ratio representation_lower "
    "representation_upper wilson_lower wilson_upper over_p under_p"
)
GRAPH = (
    "nodes ties density components diameter mean_distance transitivity degree_centralization "
    "degree_assortativity group_assortativity ei_index_network modularity_groups modularity_found"
)


@pytest.mark.parametrize(
    ("names", "level", "shape"),
    [
        (NODE_ONE_MODE, Level.NODE, Shape.ONE_MODE),
        (NODE_DIRECTED, Level.NODE, Shape.DIRECTED),
        (NODE_TWO_MODE, Level.NODE, Shape.TWO_MODE),
        (PAIR, Level.PAIR, Shape.ONE_MODE),
        (GROUP, Level.GROUP, Shape.ONE_MODE),
        (GRAPH, Level.GRAPH, Shape.ONE_MODE),
    ],
)
def test_every_name_of_the_methods_is_there(names: str, level: Level, shape: Shape) -> None:
    found = {each.name for each in measures(shape) if each.level is level}
    assert set(names.split()) <= found


def test_a_name_means_one_thing_in_one_kind_of_graph() -> None:
    for shape in Shape:
        names = [each.name for each in measures(shape)]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("each", measures(), ids=lambda each: each.name)
def test_every_measure_is_documented(each: Measure) -> None:
    told = str(each.definition)
    assert told.endswith(".")
    assert len(told) > 20
    assert "Parameters" not in told
    assert all(source.endswith(".") or "(" in source for source in each.sources)
    assert each.sources


def network(
    shape: Shape,
    graph: nx.Graph[str],
    groups: Mapping[str, str | None] | None = None,
    affiliations: nx.Graph[str] | None = None,
) -> Network:
    """Give a graph everything that a measure may need."""
    if shape is Shape.TWO_MODE:
        affiliations = graph
    return Network(
        graph,
        shape,
        affiliations if affiliations is not None else nx.Graph(),
        groups if groups is not None else {item: item_group(item) for item in graph},
    )


def item_group(item: str) -> str:
    """Put every third letter into the same group."""
    return "xyz"[ord(item[-1]) % 3]


def small(shape: Shape, letters: str) -> Network:
    """Make a graph of so many nodes without a tie."""
    if shape is Shape.TWO_MODE:
        return network(shape, seated({}, organizations=letters))
    return network(shape, tied(letters, {}, directed=shape is Shape.DIRECTED))


def two_parts(shape: Shape, names: str = "abcdefghi") -> Network:
    """Make a graph of two unlike parts and an isolate; the names can be changed."""
    a, b, c, d, e, f, g, h, i = list(names)
    groups: dict[str, str | None] = dict(zip(names, "xxyyzxyz", strict=False))
    if shape is Shape.TWO_MODE or shape is Shape.ONE_MODE:
        affiliations = seated(
            {"1": a + b + c, "2": b + c + d, "3": d + e, "4": f + g, "5": g + h + f},
            organizations=i,
            bodies="6",
        )
        if shape is Shape.TWO_MODE:
            return network(shape, affiliations, groups)
        return network(shape, one_mode(affiliations), groups, affiliations)
    ties = {(a, b): 2, (b, c): 1, (c, a): 3, (c, d): 1, (d, e): 2, (f, g): 1, (g, h): 2, (h, f): 2}
    return network(shape, tied(names, ties, directed=True), groups)


def flat(values: Any) -> list[Any]:
    """List the numbers of an answer."""
    return list(values.values()) if isinstance(values, Mapping) else [values]


def check(each: Measure, values: Any) -> None:
    """Check types, bounds, and that it can be written as JSON."""
    assert isinstance(values, Mapping) == (each.level is not Level.GRAPH)
    for value in flat(values):
        if value is None:
            assert each.undefined is not None
            continue
        assert type(value) in (bool, int, float)
        assert each.bounds.least is None or value >= each.bounds.least - 1e-12
        assert each.bounds.most is None or value <= each.bounds.most + 1e-12
    keyed = {str(key): value for key, value in values.items()} if isinstance(values, Mapping) else 0
    json.dumps([keyed, flat(values)], allow_nan=False)


@pytest.mark.parametrize(("each", "shape"), CONTRACT, ids=IDS)
def test_empty_graph(each: Measure, shape: Shape) -> None:
    values = each.function(small(shape, ""))
    check(each, values)
    assert each.level is Level.GRAPH or values == {}


@pytest.mark.parametrize(("each", "shape"), CONTRACT, ids=IDS)
def test_single_node_and_isolates(each: Measure, shape: Shape) -> None:
    for letters in ("a", "abc"):
        found = small(shape, letters)
        values = each.function(found)
        check(each, values)
        if each.level is Level.NODE:
            assert isinstance(values, Mapping)
            assert list(values) == list(letters)
            assert len(set(values.values())) == 1  # all are alike


@pytest.mark.parametrize(("each", "shape"), CONTRACT, ids=IDS)
def test_several_components(each: Measure, shape: Shape) -> None:
    found = two_parts(shape)
    before = nx.node_link_data(found.graph)
    values = each.function(found)
    check(each, values)
    assert any(value is not None for value in flat(values))
    if each.level is Level.NODE:
        assert isinstance(values, Mapping)
        assert list(values) == list(found.graph)
    assert nx.node_link_data(found.graph) == before  # the input is as it was


@pytest.mark.parametrize(("each", "shape"), ORDERLESS)
def test_other_names_give_the_same_values(each: Measure, shape: Shape) -> None:
    renamed = dict(zip("abcdefghi", "zyxwvutsr", strict=True))
    first = each.function(two_parts(shape))
    second = each.function(two_parts(shape, "".join(renamed.values())))
    if isinstance(first, Mapping) and isinstance(second, Mapping) and each.level is not Level.GROUP:
        first = {_renamed(key, renamed): value for key, value in first.items()}
        second = {_renamed(key, {}): value for key, value in second.items()}
        assert first.keys() == second.keys()
    assert second == pytest.approx(first, abs=1e-9)


def _renamed(key: Any, names: Mapping[str, str]) -> Any:
    if isinstance(key, tuple):
        return frozenset(names.get(part, part) for part in key)
    return names.get(key, key)


@pytest.mark.parametrize(("each", "shape"), ORDERLESS)
def test_the_order_of_nodes_and_ties_does_not_matter(each: Measure, shape: Shape) -> None:
    straight, turned = two_parts(shape), two_parts(shape)
    turned.graph = _turned(turned.graph)
    if turned.affiliations is not None:
        turned.affiliations = _turned(turned.affiliations)
    first, second = each.function(straight), each.function(turned)
    assert second == pytest.approx(first, abs=1e-9)


def _turned(graph: nx.Graph[str]) -> nx.Graph[str]:
    """Copy a graph with its nodes and ties in the other order."""
    copied = graph.__class__(**graph.graph)
    copied.add_nodes_from(reversed(list(graph.nodes(data=True))))
    copied.add_edges_from(reversed(list(graph.edges(data=True))))
    return copied


@settings(max_examples=40)
@with_given(st.one_of(oracles.graphs(most=5), oracles.graphs(most=5, directed=True)), st.randoms())
def test_any_small_graph_keeps_the_contract(graph: nx.Graph[str], chance: Any) -> None:
    shape = Shape.DIRECTED if graph.is_directed() else Shape.ONE_MODE
    groups = {item: chance.choice(["x", "y", None]) for item in graph}
    found = network(shape, graph, groups)
    for each in measures(shape):
        check(each, each.function(found))


@settings(max_examples=40)
@with_given(
    st.integers(0, 4), st.integers(0, 3), st.sets(st.tuples(st.integers(0, 3), st.integers(0, 2)))
)
def test_any_small_two_mode_graph_keeps_the_contract(
    organizations: int, bodies: int, seats: set[tuple[int, int]]
) -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(oracles.LETTERS[:organizations], mode=ORGANIZATION)
    graph.add_nodes_from("0123"[:bodies], mode=BODY)
    held = {
        (oracles.LETTERS[item], str(body)): 1
        for item, body in seats
        if item < organizations and body < bodies
    }
    tie(graph, held)
    for found in (
        network(Shape.TWO_MODE, graph),
        network(Shape.ONE_MODE, one_mode(graph), affiliations=graph),
    ):
        for each in measures(found.shape):
            check(each, each.function(found))
