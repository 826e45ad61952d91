"""Betweenness, closeness and harmonic centrality, weighted lengths, directed forms."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given as with_given
from hypothesis import settings
from hypothesis import strategies as st

from graphsvc.analytics import lengths, pairs, paths, whole_graph
from graphsvc.analytics.distances import sweep, sweep_meetings
from graphsvc.analytics.views import COST_UNIT, Weighting, one_mode, tie
from graphsvc.ingest.edge_lists import EdgeView
from tests.analytics import oracles
from tests.analytics.classics import classic, exact_lengths, given, seated, tied

# Krackhardt, Administrative Science Quarterly 35 (1990), 342-369, figure 1: the kite. Values as in
# V. Krebs, "Social Network Analysis: an Introduction" (orgnet.com), to three digits.
KITE = {
    "Andre": (0.529, 0.023),
    "Beverly": (0.529, 0.023),
    "Carol": (0.500, 0.000),
    "Diane": (0.600, 0.102),
    "Ed": (0.500, 0.000),
    "Fernando": (0.643, 0.231),
    "Garth": (0.643, 0.231),
    "Heather": (0.600, 0.389),
    "Ike": (0.429, 0.222),
    "Jane": (0.310, 0.000),
}

# Wasserman & Faust (1994), table 5.1: the Florentine families without Pucci, who married nobody:
# closeness, and betweenness over the (14)(13)/2 = 91 pairs of the 15 others.
FLORENTINE = {
    "Medici": (0.560, 0.522),
    "Guadagni": (0.467, 0.255),
    "Albizzi": (0.483, 0.212),
    "Strozzi": (0.438, 0.103),
    "Ridolfi": (0.500, 0.114),
    "Tornabuoni": (0.483, 0.092),
    "Pazzi": (0.286, 0.000),
}


def test_krackhardt_s_kite() -> None:
    kite = given("krackhardt_kite")
    close = paths.closeness(kite)
    between = paths.betweenness(kite, normalized=True)
    found = {item: (close[item], between[item]) for item in kite}
    assert found == {item: pytest.approx(values, abs=5e-4) for item, values in KITE.items()}


def test_florentine_families() -> None:
    graph = given("florentine")
    close, between = paths.closeness_component(graph), paths.betweenness(graph)
    for family, (closeness, betweenness) in FLORENTINE.items():
        assert close[family] == pytest.approx(closeness, abs=5.1e-4)
        assert (between[family] or 0) / 91 == pytest.approx(betweenness, abs=5e-4)
    # With Pucci, who is not reached, there are 15 others instead of 14.
    assert paths.closeness(graph)["Medici"] == pytest.approx(14 / 25 * 14 / 15)
    assert paths.closeness(graph)["Pucci"] == 0
    assert paths.closeness_component(graph)["Pucci"] is None
    assert paths.harmonic(graph)["Pucci"] == 0


def test_karate_club() -> None:
    # Zachary's club; values to full length as NetworkX gives them and Gephi files carry them.
    graph = given("karate")
    between = paths.betweenness(graph, normalized=True)
    assert between["m01"] == pytest.approx(0.43763528138528146, abs=1e-12)
    assert paths.closeness(graph)["m01"] == pytest.approx(0.5689655172413793, abs=1e-12)


@pytest.mark.parametrize("name", ["karate", "florentine", "krackhardt_kite"])
@pytest.mark.parametrize("weighted", [False, True])
def test_networkx_with_exact_lengths_agrees(name: str, weighted: bool) -> None:
    graph = given(name)
    exact = exact_lengths(graph)
    length = "length" if weighted else None
    theirs = nx.betweenness_centrality(exact, weight=length)
    ours = paths.betweenness(graph, weighted=weighted, normalized=True)
    assert ours == pytest.approx(theirs, abs=1e-12)
    theirs = {
        item: float(value)
        for item, value in nx.closeness_centrality(exact, distance=length).items()
    }
    assert paths.closeness(graph, weighted=weighted) == pytest.approx(theirs, abs=1e-12)
    theirs = {
        item: float(value) for item, value in nx.harmonic_centrality(exact, distance=length).items()
    }
    assert paths.harmonic(graph, weighted=weighted) == pytest.approx(theirs, abs=1e-12)


@settings(max_examples=60)
@with_given(oracles.graphs(most=5), st.booleans())
def test_undirected_measures_by_listing_all_paths(graph: nx.Graph[str], weighted: bool) -> None:
    _check_betweenness(graph, weighted=weighted)
    others = len(graph) - 1
    close = paths.closeness(graph, weighted=weighted)
    component = paths.closeness_component(graph, weighted=weighted)
    harmonic = paths.harmonic(graph, weighted=weighted, normalized=True)
    for item in graph:
        lengths = [
            length
            for other in graph
            if other != item
            and (length := oracles.distance(graph, item, other, weighted=weighted)) is not None
        ]
        if lengths:
            assert close[item] == float(Fraction(len(lengths) ** 2) / (others * sum(lengths)))
            assert component[item] == float(len(lengths) / sum(lengths))
        else:
            assert (close[item], component[item]) == (0, None)
        expected = float(sum(1 / length for length in lengths)) / others if others else None
        assert harmonic[item] == pytest.approx(expected, abs=1e-12)


@settings(max_examples=60)
@with_given(oracles.graphs(most=5, directed=True), st.booleans())
def test_directed_measures_by_listing_all_paths(graph: nx.DiGraph[str], weighted: bool) -> None:
    _check_betweenness(graph, weighted=weighted)
    measures = {
        "in": (
            paths.in_closeness(graph, weighted=weighted),
            paths.in_harmonic(graph, weighted=weighted),
        ),
        "out": (
            paths.out_closeness(graph, weighted=weighted),
            paths.out_harmonic(graph, weighted=weighted),
        ),
    }
    for direction, (close, harmonic) in measures.items():
        for item in graph:
            ends = [(other, item) if direction == "in" else (item, other) for other in graph]
            lengths = [
                length
                for source, target in ends
                if source != target
                and (length := oracles.distance(graph, source, target, weighted=weighted))
                is not None
            ]
            expected = float(len(lengths) / sum(lengths)) if lengths else None
            assert close[item] == expected
            assert harmonic[item] == pytest.approx(float(sum(1 / length for length in lengths)))


def _check_betweenness(graph: nx.Graph[str], *, weighted: bool) -> None:
    raw = paths.betweenness(graph, weighted=weighted)
    normalized = paths.betweenness(graph, weighted=weighted, normalized=True)
    pairs = (len(graph) - 1) * (len(graph) - 2) / (1 if graph.is_directed() else 2)
    for item in graph:
        expected = float(oracles.betweenness(graph, item, weighted=weighted))
        assert raw[item] == pytest.approx(expected, abs=1e-12)
        if pairs > 0:
            assert normalized[item] == pytest.approx(expected / pairs, abs=1e-12)
        else:
            assert normalized[item] is None


def test_directed_campnet() -> None:
    # Borgatti, Everett & Johnson's camp. NetworkX: closeness_centrality measures what arrives at a
    # node; without wf_improved it is the component form.
    graph = classic("campnet", EdgeView.DECLARED, directed=True).graph
    assert isinstance(graph, nx.DiGraph)
    arriving = nx.closeness_centrality(graph, wf_improved=False)
    leaving = nx.closeness_centrality(graph.reverse(), wf_improved=False)
    for ours, theirs in (
        (paths.in_closeness(graph), arriving),
        (paths.out_closeness(graph), leaving),
    ):
        assert {item: value or 0 for item, value in ours.items()} == pytest.approx(theirs)
    # Nobody named Bill or John, so nobody reaches them.
    assert [item for item, value in paths.in_closeness(graph).items() if value is None] == [
        "BILL",
        "JOHN",
    ]
    between = nx.betweenness_centrality(graph, normalized=False)
    assert paths.betweenness(graph) == pytest.approx(between)
    assert paths.betweenness(graph)["HOLLY"] == pytest.approx(78 + 1 / 3)


def test_what_is_at_hand_gives_the_same() -> None:
    graph = given("karate")
    raw, reach = paths.betweenness(graph, weighted=True), sweep(graph, weighted=True)
    again = paths.betweenness(graph, weighted=True, normalized=True, raw=raw)
    assert again == paths.betweenness(graph, weighted=True, normalized=True)
    assert paths.closeness(graph, reach=reach) == paths.closeness(graph, weighted=True)


class TestLengths:
    """Lengths are whole numbers, so that equal ways are seen to be equal."""

    def test_they_are_exact(self) -> None:
        # 1/3 + 1/6 is 1/2: a-b-c and a-c are equally long, which floats of these can miss.
        graph = tied("abc", {("a", "b"): 3, ("b", "c"): 6, ("a", "c"): 2})
        assert graph.graph["cost_unit"] == 6
        assert [graph[a][b]["cost"] for a, b in ("ab", "bc", "ac")] == [2, 1, 3]
        assert paths.betweenness(graph, weighted=True)["b"] == 0.5

    def test_floats_miss_a_tie_that_whole_numbers_see(self) -> None:
        # Ten ties of strength 10 against one of strength 1: ten times 0.1 is not 1 in floats.
        way = "abcdefghijk"
        strengths = dict.fromkeys(pairwise(way), 10)
        graph = tied(way, strengths | {("a", "k"): 1})
        assert sum([0.1] * 10) != 1.0
        assert paths.betweenness(graph, weighted=True) != pytest.approx(
            nx.betweenness_centrality(
                nx.Graph((a, b, {"w": 1 / d["strength"]}) for a, b, d in graph.edges(data=True)),
                weight="w",
                normalized=False,
            )
        )
        expected = {item: float(oracles.betweenness(graph, item, weighted=True)) for item in graph}
        assert paths.betweenness(graph, weighted=True) == pytest.approx(expected)

    def test_strengths_of_projections_are_exact(self) -> None:
        # a and b share tables of 4, 4 and 4: 1/3 + 1/3 + 1/3 = 1, and no other number.
        graph = one_mode(seated({"1": "abcd", "2": "abef", "3": "abgh"}))
        assert graph["a"]["b"]["strength"] == 1.0
        assert Fraction(graph["a"]["b"]["cost"], graph.graph["cost_unit"]) == 1
        assert Fraction(graph["a"]["c"]["cost"], graph.graph["cost_unit"]) == 3

    def test_newman_strengths_of_davis(self) -> None:
        affiliations = classic("davis", EdgeView.TWO_MODE).graph
        graph = one_mode(affiliations, Weighting.NEWMAN)
        for first, second, data in graph.edges(data=True):
            shared = set(affiliations[first]) & set(affiliations[second])
            exact = sum(Fraction(1, len(affiliations[body]) - 1) for body in shared)
            assert data["strength"] == float(exact)
            assert Fraction(data["cost"], graph.graph["cost_unit"]) == 1 / exact

    def test_a_unit_that_would_be_too_long_gives_way(self) -> None:
        # The primes below 5,000 have a least common multiple of some 7,000 bits.
        primes = [n for n in range(2, 5000) if all(n % d for d in range(2, math.isqrt(n) + 1))]
        names = [f"n{number:04d}" for number in range(len(primes) + 1)]
        ends = pairwise(names)
        graph: nx.Graph[str] = nx.Graph()
        tie(graph, dict(zip(ends, primes, strict=True)))
        assert graph.graph["cost_unit"] == COST_UNIT
        for number, prime in enumerate(primes):
            cost = graph[names[number]][names[number + 1]]["cost"]
            assert abs(Fraction(cost, COST_UNIT) - Fraction(1, prime)) <= Fraction(1, 2 * COST_UNIT)

    @settings(max_examples=60)
    @with_given(
        st.dictionaries(
            st.sampled_from([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d")]),
            st.integers(1, 10**6),
        ),
        st.integers(1, 10**6),
    )
    def test_cost_over_unit_is_one_over_strength(
        self, parts: dict[tuple[str, str], int], whole: int
    ) -> None:
        graph: nx.Graph[str] = nx.Graph()
        tie(graph, parts, whole)
        for pair, part in parts.items():
            data = graph.edges[pair]
            assert data["strength"] == part / whole
            assert Fraction(data["cost"], graph.graph["cost_unit"]) == Fraction(whole, part)


@settings(max_examples=30)
@with_given(oracles.graphs(most=6) | oracles.graphs(most=6, directed=True))
def test_large_graphs_give_the_numbers_of_exact_lengths(graph: nx.Graph[str]) -> None:
    def worked_out() -> list[object]:
        return [
            paths.betweenness(graph, weighted=True),
            pairs.edge_betweenness(graph, weighted=True),
            whole_graph.diameter(graph, weighted=True),
            whole_graph.mean_distance(graph, weighted=True),
            *[(to.nodes, to.harmonic) for to in sweep(graph, weighted=True).values()],
        ]

    exact = worked_out()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("graphsvc.analytics.lengths.MOST_EXACT", -1)
        compiled = worked_out()
    for one, other in zip(exact, compiled, strict=True):
        assert other == pytest.approx(one, abs=1e-9)


@settings(max_examples=60)
@with_given(st.lists(st.sets(st.sampled_from("abcdefgh")), max_size=4), st.booleans())
def test_nodes_that_are_alike_are_followed_once_by_length_too(
    tables: list[set[str]], meet: bool
) -> None:
    # On so few tables many sit on the same ones: all of a kind then are as strongly tied.
    named = {f"table {place}": "".join(sorted(table)) for place, table in enumerate(tables)}
    seats = seated(named, organizations="abcdefgh")
    graph = one_mode(seats) if meet else seats
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lengths, "MOST_EXACT", -1)
        found = lengths.follow(graph, weighted=True)
    if found is None:
        assert not graph.number_of_edges()
        return
    exact = paths.betweenness(graph, weighted=True)
    assert (found.nodes / 2).tolist() == pytest.approx(list(exact.values()), abs=1e-9)
    ties = pairs.edge_betweenness(graph, weighted=True, raw=found.ties)
    assert ties == pytest.approx(pairs.edge_betweenness(graph, weighted=True), abs=1e-9)
    exactly = sweep(graph, weighted=True).values()
    for column, name in enumerate(("nodes", "total", "harmonic", "farthest")):
        expected = [float(getattr(to, name)) for to in exactly]
        assert found.leaving[column].tolist() == pytest.approx(expected)


@settings(max_examples=60)
@with_given(st.lists(st.sets(st.sampled_from("abcdefgh")), max_size=7))
def test_distances_through_bodies_are_those_of_the_one_mode_graph(tables: list[set[str]]) -> None:
    named = {f"table {place}": "".join(sorted(table)) for place, table in enumerate(tables)}
    graph = seated(named, organizations="abcdefgh")
    expected = sweep(one_mode(graph))
    found = sweep_meetings(graph)
    assert list(found) == list(expected)
    for item, to in found.items():
        assert (to.nodes, to.total, to.farthest) == (
            expected[item].nodes,
            expected[item].total,
            expected[item].farthest,
        )
        assert to.harmonic == pytest.approx(expected[item].harmonic)


def test_strengths_that_differ_without_measure_are_compared_exactly() -> None:
    # Beside a way of 1,000 ties of length 1, one of 1e-9 is nothing that ten digits would show.
    path = nx.path_graph(1_001)
    graph = tied((f"n{item:04d}" for item in path), {("n0000", "n0001"): 1})
    for one, other in path.edges:
        strength = 10**9 if other % 7 == 0 else 1
        graph.add_edge(f"n{one:04d}", f"n{other:04d}", strength=strength)
    assert lengths.follow(graph, weighted=True) is None
    for _, _, data in graph.edges(data=True):
        data["strength"] = 1
    assert lengths.follow(graph, weighted=True) is not None


def test_equal_ways_are_equal_where_costs_have_to_be_rounded() -> None:
    # 450 primes have no common multiple that a cost could be told in. From a to b three ways are
    # 1/101 long: straight on, by c (1/202 + 1/202), and by d and e (3/303).
    parts = {("a", "b"): 101, ("a", "c"): 202, ("b", "c"): 202}
    parts |= {("a", "d"): 303, ("d", "e"): 303, ("b", "e"): 303}
    primes = [n for n in range(2, 3_200) if all(n % k for k in range(2, math.isqrt(n) + 1))][:450]
    parts |= {("b", f"z{prime:04d}"): prime for prime in primes}
    graph: nx.Graph[str] = nx.Graph()
    tie(graph, parts)
    assert graph.graph["cost_unit"] == COST_UNIT
    found = paths.betweenness(graph, weighted=True)
    # Of c: a third of the ways from a to b and the 450 behind it.
    assert found["c"] == pytest.approx(451 / 3)
    # Of d: the same, and all ways from a to e, which are 2/303 long by d and 1/101 + 1/303 by b.
    assert found["d"] == pytest.approx(451 / 3 + 1)
