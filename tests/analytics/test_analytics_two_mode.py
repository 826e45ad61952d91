"""Two-mode centralities against the published table, NetworkX, and exhaustive search."""

from __future__ import annotations

from itertools import combinations, product

import networkx as nx
import pytest

from graphsvc.analytics import spectral
from graphsvc.analytics.two_mode import (
    betweenness,
    betweenness_normalized,
    closeness,
    degree,
    largest_betweenness,
)
from graphsvc.analytics.views import BODY, ORGANIZATION, tie
from graphsvc.ingest.edge_lists import EdgeView
from tests.analytics import oracles
from tests.analytics.classics import classic, seated

# Borgatti & Everett, Social Networks 19 (1997), 243-269: centralities of Davis's women and events
# as UCINET prints them: degree, closeness, betweenness, eigenvector. There each mode's part of the
# eigenvector has length 1; ours has length 1 over both, which is less by the square root of 2.
DAVIS = {
    "EVELYN": (0.571, 0.800, 0.097, 0.335),
    "LAURA": (0.500, 0.727, 0.051, 0.309),
    "THERESA": (0.571, 0.800, 0.088, 0.371),
    "BRENDA": (0.500, 0.727, 0.050, 0.313),
    "CHARLOTTE": (0.286, 0.600, 0.011, 0.168),
    "FRANCES": (0.286, 0.667, 0.011, 0.209),
    "ELEANOR": (0.286, 0.667, 0.009, 0.228),
    "PEARL": (0.214, 0.667, 0.007, 0.180),
    "RUTH": (0.286, 0.706, 0.017, 0.236),
    "VERNE": (0.286, 0.706, 0.016, 0.218),
    "MYRNA": (0.286, 0.686, 0.016, 0.187),
    "KATHERINE": (0.429, 0.727, 0.047, 0.220),
    "SYLVIA": (0.500, 0.774, 0.072, 0.277),
    "NORA": (0.571, 0.800, 0.114, 0.264),
    "HELEN": (0.357, 0.727, 0.042, 0.201),
    "DOROTHY": (0.143, 0.649, 0.002, 0.131),
    "OLIVIA": (0.143, 0.585, 0.005, 0.070),
    "FLORA": (0.143, 0.585, 0.005, 0.070),
    "E8": (0.778, 0.846, 0.244, 0.507),
    "E9": (0.667, 0.786, 0.226, 0.379),
    "E7": (0.556, 0.733, 0.130, 0.384),
    "E6": (0.444, 0.688, 0.065, 0.328),
    "E1": (0.167, 0.524, 0.002, 0.142),
}


def test_davis_s_women_and_events() -> None:
    graph = classic("davis", EdgeView.TWO_MODE).graph
    columns = (
        degree(graph, normalized=True),
        closeness(graph, normalized=True),
        betweenness_normalized(graph),
        {item: (value or 0) * 2**0.5 for item, value in spectral.eigenvector(graph).items()},
    )
    found = {item: tuple(column[item] for column in columns) for item in DAVIS}
    assert found == {item: pytest.approx(values, abs=6e-4) for item, values in DAVIS.items()}


@pytest.mark.parametrize("name", ["davis", "ceo_clubs", "scottish_1920"])
def test_networkx_agrees(name: str) -> None:
    graph = classic(name, EdgeView.TWO_MODE).graph
    own = [item for item, data in graph.nodes(data=True) if data["mode"] == ORGANIZATION]
    assert degree(graph, normalized=True) == pytest.approx(
        nx.bipartite.degree_centrality(graph, own)
    )
    assert closeness(graph, normalized=True) == pytest.approx(
        nx.bipartite.closeness_centrality(graph, own), abs=1e-12
    )
    assert closeness(graph) == pytest.approx(nx.closeness_centrality(graph), abs=1e-12)
    assert betweenness_normalized(graph) == pytest.approx(
        nx.bipartite.betweenness_centrality(graph, own), abs=1e-12
    )


@pytest.mark.parametrize(
    ("own", "other"),
    [(own, other) for own, other in product(range(1, 5), range(1, 5)) if own * other <= 9],
)
def test_largest_betweenness_is_the_largest_there_is(own: int, other: int) -> None:
    """Try every two-mode graph of these sizes in which the first node has two ties or more."""
    members = [f"o{number}" for number in range(own)]
    bodies = [f"t{number}" for number in range(other)]
    possible = list(product(members[1:], bodies))
    largest = 0.0
    for count in range(2, other + 1):  # which bodies does not matter, only how many
        for chosen in (
            subset for size in range(len(possible) + 1) for subset in combinations(possible, size)
        ):
            graph: nx.Graph[str] = nx.Graph([*product(members[:1], bodies[:count]), *chosen])
            found = nx.betweenness_centrality(graph, normalized=False)[members[0]]
            largest = max(largest, found)
    assert largest_betweenness(own, other) == pytest.approx(largest)


def test_largest_betweenness_where_the_formula_of_1997_is_short() -> None:
    # One organization on 10 bodies, and 990 more, 99 on each body. Pairs of bodies through it: 45.
    # Pairs of an organization and a body not its own: 990 * 9. Pairs of organizations of different
    # bodies: 45 * 99 * 99.
    assert largest_betweenness(991, 10) == 45 + 990 * 9 + 45 * 99 * 99
    seats = {str(table): f"a{chr(0x4E00 + table)}{chr(0x5E00 + table)}" for table in range(3)}
    # Three bodies, a on each, two more on each: 3 pairs of bodies, 6 * 2, and 3 * 2 * 2.
    assert betweenness(seated(seats))["a"] == 3 + 12 + 12 == largest_betweenness(7, 3)
    assert betweenness_normalized(seated(seats))["a"] == 1


def test_sizes_count_those_without_a_tie() -> None:
    # a is on both of three bodies that have anyone; b, c and d have no seat, and "3" nobody.
    graph = seated({"1": "a", "2": "a"}, organizations="bcd", bodies="3")
    assert degree(graph, normalized=True)["a"] == pytest.approx(2 / 3)
    assert degree(graph, normalized=True)["1"] == pytest.approx(1 / 4)
    # a lies between "1" and "2": one pair. At best: 3 pairs of bodies, 3 * 2 others with bodies not
    # theirs, 3 pairs of others.
    assert betweenness(graph)["a"] == 1
    assert betweenness_normalized(graph)["a"] == pytest.approx(1 / 12)
    # a reaches 2 of 6 others at 1 + 1: (3 + 2 * 3) / 2 * 2 / 6.
    assert closeness(graph, normalized=True)["a"] == pytest.approx(9 / 2 * 2 / 6)
    assert closeness(graph, normalized=True)["b"] == 0


def test_undefined_where_nothing_could_be() -> None:
    lonely = seated({}, organizations="ab")
    assert degree(lonely, normalized=True) == {"a": None, "b": None}
    assert betweenness_normalized(lonely) == {"a": None, "b": None}
    pair = seated({"1": "ab"})
    # With one body, no organization can lie between two others; the body can.
    assert betweenness_normalized(pair) == {"a": None, "b": None, "1": 1.0}


def test_betweenness_by_listing_all_paths() -> None:
    graph = seated({"1": "abc", "2": "bcd", "3": "d"}, organizations="e")
    found = betweenness(graph)
    for item in graph:
        expected = float(oracles.betweenness(graph, item, weighted=False))
        assert found[item] == pytest.approx(expected)


def test_two_mode_centralities_by_strength_worked_by_hand() -> None:
    # A ring of six, a x c z b y a, whose ties are 1 long but for the two seats of a-x: 1/2.
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from("abc", mode=ORGANIZATION)
    graph.add_nodes_from("xyz", mode=BODY)
    tie(
        graph,
        {("a", "x"): 2, ("c", "x"): 1, ("c", "z"): 1, ("b", "z"): 1, ("b", "y"): 1, ("a", "y"): 1},
    )
    assert degree(graph, weighted=True) == {"a": 3, "b": 2, "c": 2, "x": 3, "y": 2, "z": 2}
    shares = degree(graph, weighted=True, normalized=True)
    assert shares["a"] == 1
    assert shares["b"] == pytest.approx(2 / 3)
    # From a: x 1/2, c 3/2, z 5/2, y 1, b 2: 7.5. From b: y 1, a 2, x 5/2, z 1, c 2: 8.5.
    near = closeness(graph, weighted=True)
    assert near["a"] == pytest.approx(5 / 7.5)
    assert near["b"] == pytest.approx(5 / 8.5)
    best = 3 + 2 * 2
    assert closeness(graph, weighted=True, normalized=True)["a"] == pytest.approx(best / 7.5)
    # Opposite each other lie a and z (5/2 by x and c, 3 by y and b), x and b (5/2 by a and y, 3 by
    # c and z), c and y (5/2 by x and a, 3 by z and b): each has one shortest way, with two between.
    # Two apart are also a-c by x, x-y by a, x-z by c, a-b by y, y-z by b, b-c by z: one between.
    between = betweenness(graph, weighted=True)
    assert between == {"a": 3, "b": 1, "c": 2, "x": 3, "y": 2, "z": 1}
    most = largest_betweenness(3, 3)
    assert betweenness(graph, weighted=True, normalized=True)["a"] == pytest.approx(3 / most)
