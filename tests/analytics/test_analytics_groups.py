"""Ties inside and between groups, by hand and on the classic networks."""

from __future__ import annotations

import math
from fractions import Fraction

import networkx as nx
import pytest
from hypothesis import given as with_given
from hypothesis import settings
from hypothesis import strategies as st

from graphsvc.analytics.groups import (
    ei_index,
    ei_index_group,
    ei_index_network,
    group_assortativity,
    modularity_groups,
    participation,
    within_module_z,
)
from graphsvc.ingest.edge_lists import EdgeView
from tests.analytics import oracles
from tests.analytics.classics import classic, tied

# a and b are x, c and d are y, e is z, f's group is not known.
#   a-b (2), a-c (1), a-d (1), b-c (4), c-d (1), a-e (2), d-f (3)
GRAPH = tied(
    "abcdef",
    {
        ("a", "b"): 2,
        ("a", "c"): 1,
        ("a", "d"): 1,
        ("b", "c"): 4,
        ("c", "d"): 1,
        ("a", "e"): 2,
        ("d", "f"): 3,
    },
)
GROUPS = {"a": "x", "b": "x", "c": "y", "d": "y", "e": "z", "f": None}


def test_participation_by_hand() -> None:
    # a has four ties: one to x, two to y, one to z: 1 - (1 + 4 + 1)/16. d's tie to f is left out:
    # one to x, one to y: 1 - (1 + 1)/4. f has a tie to d, of y: 0. By strengths a has 2, 2, 2.
    found = participation(GRAPH, GROUPS)
    assert [found[item] for item in "adf"] == [10 / 16, 0.5, 0.0]
    assert participation(GRAPH, GROUPS, weighted=True)["a"] == pytest.approx(2 / 3)


def test_ei_index_by_hand() -> None:
    # a: three ties out, one inside: 2/4. d: one out, one inside (f not known): 0. e: one out.
    found = ei_index(GRAPH, GROUPS)
    assert [found[item] for item in "ade"] == [0.5, 0.0, 1.0]
    assert found["f"] is None  # its own group is not known
    # By strengths b has 4 out and 2 inside.
    assert ei_index(GRAPH, GROUPS, weighted=True)["b"] == pytest.approx(1 / 3)


def test_ei_index_of_groups_and_of_the_whole_by_hand() -> None:
    # x: inside a-b, once; out a-c, a-d, b-c, a-e: 3/5. y: inside c-d; out a-c, a-d, b-c: 2/4. z: 1.
    assert ei_index_group(GRAPH, GROUPS) == {"x": 0.6, "y": 0.5, "z": 1.0}
    # The whole: four out, two inside: 2/6. By strengths 8 out, 3 inside: 5/11.
    assert ei_index_network(GRAPH, GROUPS) == pytest.approx(1 / 3)
    assert ei_index_network(GRAPH, GROUPS, weighted=True) == pytest.approx(5 / 11)


def test_within_module_z_by_hand() -> None:
    # One group of a path a-b-c with d apart: 1, 2, 1, 0 ties inside; mean 1, variance 1/2.
    graph = tied("abcd", {("a", "b"): 1, ("b", "c"): 1})
    found = within_module_z(graph, dict.fromkeys("abcd", "x"))
    assert [found[item] for item in "abcd"] == pytest.approx([0, math.sqrt(2), 0, -math.sqrt(2)])
    # Where all have as many there is no spread to compare with.
    assert within_module_z(GRAPH, GROUPS) == dict.fromkeys("abcdef")


def test_campnet_keeps_to_its_own_sex() -> None:
    # Borgatti, Everett & Johnson's camp: each of 18 named three. Counted by hand in the file, 9 of
    # the 54 choices cross: Brazey's three, Holly's Don, and Don, Harry, Michael, John and Lee once.
    # The women's other 20 and the men's other 25 stay inside.
    network = classic("campnet", EdgeView.DECLARED, directed=True)
    groups = network.known_groups
    assert ei_index_network(network.graph, groups) == pytest.approx((9 - 45) / 54)
    expected = {"F": (9 - 20) / 29, "M": (9 - 25) / 34}
    assert ei_index_group(network.graph, groups) == pytest.approx(expected)
    # Undirected there are 35 ties. Of those that cross, Don-Holly and Brazey-Lee were named from
    # both sides: 7 remain.
    undirected = classic("campnet", EdgeView.DECLARED)
    assert undirected.graph.number_of_edges() == 35
    assert ei_index_network(undirected.graph, groups) == pytest.approx((7 - 28) / 35)


@pytest.mark.parametrize("name", ["karate", "campnet"])
def test_networkx_agrees(name: str) -> None:
    network = classic(name, EdgeView.DECLARED)
    graph, groups = network.graph, network.known_groups
    labelled = graph.copy()
    nx.set_node_attributes(labelled, dict(groups), "group")
    parts = [{item for item in graph if groups[item] == group} for group in set(groups.values())]
    assert group_assortativity(graph, groups) == pytest.approx(
        nx.attribute_assortativity_coefficient(labelled, "group")
    )
    for weighted in (False, True):
        weight = "strength" if weighted else None
        assert modularity_groups(graph, groups, weighted=weighted) == pytest.approx(
            nx.community.modularity(graph, parts, weight=weight)
        )


def test_karate_factions() -> None:
    # The split of the club as NetworkX and others carry it, with m09 on Mr Hi's side: 0.3582.
    network = classic("karate", EdgeView.DECLARED)
    found = modularity_groups(network.graph, network.known_groups)
    assert found == pytest.approx(0.3582, abs=5e-5)


def test_two_groups_that_only_meet_each_other_are_as_disassortative_as_can_be() -> None:
    graph = tied("abcd", {("a", "c"): 1, ("a", "d"): 1, ("b", "c"): 1, ("b", "d"): 1})
    groups = {"a": "x", "b": "x", "c": "y", "d": "y"}
    assert group_assortativity(graph, groups) == pytest.approx(-1)
    # All of the four ties go across: 0 - 2 * (4/8)^2.
    assert modularity_groups(graph, groups) == pytest.approx(-0.5)


def test_undefined_without_ties_between_known_groups() -> None:
    graph = tied("abc", {("a", "b"): 1})
    for groups in ({}, {"a": "x"}, {"c": "x"}):
        assert ei_index_network(graph, groups) is None
        assert group_assortativity(graph, groups) is None
        assert modularity_groups(graph, groups) is None
        assert set(ei_index(graph, groups).values()) == {None}
    assert ei_index_group(graph, {"c": "x"}) == {"x": None}
    assert group_assortativity(graph, {"a": "x", "b": "x"}) is None  # all in one group


@settings(max_examples=60)
@with_given(
    oracles.graphs(),
    st.dictionaries(st.sampled_from(oracles.LETTERS), st.sampled_from(["x", "y", "z", None])),
    st.booleans(),
)
def test_the_definitions_written_out(
    graph: nx.Graph[str], groups: dict[str, str | None], weighted: bool
) -> None:
    spread = participation(graph, groups, weighted=weighted)
    index = ei_index(graph, groups, weighted=weighted)
    for item in graph:
        ties = [
            (groups[other], Fraction(data["strength"] if weighted else 1))
            for other, data in graph[item].items()
            if groups.get(other) is not None
        ]
        total = sum(value for _, value in ties)
        if not total:
            assert (spread[item], index[item]) == (None, None)
            continue
        of_group = {
            group: sum(value for other, value in ties if other == group) for group, _ in ties
        }
        expected = 1 - sum((value / total) ** 2 for value in of_group.values())
        assert spread[item] == pytest.approx(float(expected), abs=1e-12)
        inside = of_group.get(groups.get(item), 0)
        ratio = float((total - 2 * inside) / total) if groups.get(item) else None
        assert index[item] == pytest.approx(ratio, abs=1e-12)


def test_a_group_without_a_name_is_not_that_of_nobody() -> None:
    # a is in the group "", b in none, c in x: of the ties of a, the one to b is left out.
    star = nx.Graph([("a", "b"), ("a", "c")])
    groups = {"a": "", "b": None, "c": "x"}
    assert ei_index(star, groups) == {"a": 1.0, "b": None, "c": 1.0}
    assert ei_index_group(star, groups) == {"": 1.0, "x": 1.0}
    assert participation(star, groups) == {"a": 0.0, "b": 0.0, "c": 0.0}
