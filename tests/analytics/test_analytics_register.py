"""Finding measures by name, estimating their time, and what the register says of them."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from graphsvc.analytics import paths, structural_holes
from graphsvc.analytics.matrices import Matrix
from graphsvc.analytics.measures import (
    ALL,
    USUAL_OF_GRAPH,
    USUAL_OF_NODES,
    choose,
    estimate_seconds,
    lack,
    left_out,
    measures,
    name_faults,
)
from graphsvc.analytics.network import Network, Shape
from graphsvc.analytics.network_measures import NETWORK_FAMILIES
from graphsvc.analytics.pair_values import PairValues
from graphsvc.analytics.reference import as_markdown
from graphsvc.dispatch.graphs import Ties
from graphsvc.errors import InvalidInput
from graphsvc.ingest.edge_lists import EdgeView
from tests.analytics.classics import classic, tied

DAVIS = classic("davis", EdgeView.ONE_MODE)


class TestChoice:
    """Finding measures by name."""

    def test_in_the_order_asked_for_and_once(self) -> None:
        found = choose(["pagerank", "degree", "pagerank"], DAVIS)
        assert [each.name for each in found] == ["pagerank", "degree"]

    def test_everything_wrong_is_said_at_once_with_all_names(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            choose(["degre", "closeness_normalized", "degree"], DAVIS)
        first, second = (str(fault) for fault in caught.value.faults)
        assert "There is no measure degre. Did you mean degree?" in first
        assert "closeness_normalized is not defined for a graph of the kind one_mode" in second
        assert "two_mode" in second
        for each in measures(Shape.ONE_MODE):
            assert each.name in second

    def test_none_and_all_with_others(self) -> None:
        assert [str(fault.problem) for fault in name_faults([], Shape.ONE_MODE)] == [
            "No measure is named."
        ]
        problems = [str(fault.problem) for fault in name_faults(["degree", ALL], Shape.ONE_MODE)]
        assert problems == ["Beside all, no other measure can be named."]

    def test_all_leaves_out_what_cannot_be_worked_out_and_says_why(self) -> None:
        bare = Network(tied("ab", {("a", "b"): 1}), Shape.ONE_MODE)
        names = {each.name for each in choose([ALL], bare)}
        assert "degree" in names
        assert not {"participation", "projection_newman", "seats"} & names
        reasons = {str(reason): [each.name for each in given] for reason, given in left_out(bare)}
        assert "participation" in reasons["The groups of the organizations are not known."]
        assert "projection_newman" in reasons["It is not known who sits on which body."]
        with pytest.raises(InvalidInput, match="participation cannot be worked out"):
            choose(["participation"], bare)

    def test_pairs_of_a_large_graph_are_refused(self) -> None:
        # 10,001 * 10,000 / 2: more than memory is for where each has its number.
        names = [f"n{number:05d}" for number in range(10_001)]
        large = Network(tied(names, {}), Shape.ONE_MODE)
        with pytest.raises(InvalidInput, match="50,005,000 pairs are not tied") as caught:
            choose(["jaccard"], large)
        assert "graphsvc pairs finds the largest" in str(caught.value)
        assert "jaccard" not in {each.name for each in choose([ALL], large)}
        jaccard = next(each for each in measures(Shape.ONE_MODE) if each.name == "jaccard")
        assert lack(jaccard, large, largest_alone=True) is None

    def test_the_usual_ones_exist(self) -> None:
        for shape in Shape:
            assert name_faults([*USUAL_OF_NODES[shape], *USUAL_OF_GRAPH[shape]], shape) == []


class TestEstimate:
    """How long it takes, before it is begun."""

    def test_it_grows_with_the_graph(self) -> None:
        small_one = classic("davis", EdgeView.TWO_MODE)
        large_one = classic("scottish_1920", EdgeView.TWO_MODE)
        chosen = choose(["betweenness", "closeness"], small_one)
        first = estimate_seconds(small_one.graph, chosen)
        assert 0 < first < estimate_seconds(large_one.graph, chosen) < 10

    def test_work_that_is_shared_counts_once(self) -> None:
        found = classic("davis", EdgeView.ONE_MODE)
        alone = estimate_seconds(found.graph, choose(["closeness"], found))
        shared = choose(["closeness", "harmonic", "diameter", "mean_distance"], found)
        assert estimate_seconds(found.graph, shared) == alone
        both = choose(["betweenness", "betweenness_normalized"], found)
        assert estimate_seconds(found.graph, both) == pytest.approx(
            estimate_seconds(found.graph, both[:1])
        )


def test_a_number_that_is_not_one_does_not_get_out() -> None:
    # A measure of ours that gave NaN would be a defect, and must not look like a value.
    broken = tied("ab", {("a", "b"): 1})
    broken["a"]["b"]["strength"] = math.nan
    strength = choose(["strength"], Network(broken, Shape.ONE_MODE))[0]
    with pytest.raises(ArithmeticError):
        strength.function(Network(broken, Shape.ONE_MODE))


def test_a_pair_without_a_number_does_not_get_out() -> None:
    graph = tied("ab", {("a", "b"): 1})
    broken = PairValues.of_ties(Ties.of(graph), np.array([math.inf, math.inf]))
    bridge = next(each for each in NETWORK_FAMILIES if each.name == "bridge")
    broken_one = replace(bridge, answer=lambda graph: broken).measures()[0]
    with pytest.raises(ArithmeticError):
        broken_one.function(Network(graph, Shape.ONE_MODE))


@pytest.mark.parametrize("order", [1, -1])
def test_what_measures_share_never_changes_an_answer(order: int) -> None:
    # Ties of different strengths, so that weighted and plain forms differ; worked out one after the
    # other on one network, in both orders, and each on a network of its own.
    def fresh() -> Network:
        found = classic("davis", EdgeView.ONE_MODE)
        groups = {item: "xyz"[place % 3] for place, item in enumerate(found.graph)}
        return Network(found.graph, Shape.ONE_MODE, found.affiliations, groups)

    together = fresh()
    chosen = choose([ALL], together)[::order]
    assert {"participation", "participation_weighted", "ei_index_group_weighted"} <= {
        each.name for each in chosen
    }
    for each in chosen:
        assert each.function(together) == each.function(fresh()), each.name


def test_what_measures_share_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    real = structural_holes.local_constraints

    def counting(graph: nx.Graph[str], *, weighted: bool) -> Matrix:
        asked.append(weighted)
        return real(graph, weighted=weighted)

    monkeypatch.setattr(structural_holes, "local_constraints", counting)
    network = classic("davis", EdgeView.ONE_MODE)
    names = ["constraint", "hierarchy", "constraint_weighted", "hierarchy_weighted"]
    for each in choose(names, network):
        each.function(network)
    assert asked == [False, True]


def test_the_page_of_measures_is_what_the_docstrings_say() -> None:
    page = Path(__file__).parents[2] / "docs" / "measures.md"
    assert page.read_text(encoding="utf-8") == as_markdown()


def test_the_page_names_every_measure_with_its_definition() -> None:
    page = as_markdown()
    for each in measures():
        assert f"`{each.name}`" in page
        assert (
            str(each.definition).partition(" Weighted: ")[0].partition(" Normalized: ")[0] in page
        )


def test_a_measure_with_two_definitions_says_of_which_kind_of_graph_each_is() -> None:
    headings = [line for line in as_markdown().splitlines() if line.startswith("### ")]
    assert len(set(headings)) == len(headings)
    # Degree counts ties in a one-mode graph, bodies or members in a two-mode one.
    assert "### `degree`, `degree_normalized` (one_mode)" in headings
    two = "`degree`, `degree_normalized`, `degree_weighted`, `degree_weighted_normalized`"
    assert f"### {two} (two_mode)" in headings
    assert "### `density` (directed, one_mode)" in headings
    assert "### `jaccard`" in headings


def test_a_form_says_how_it_differs() -> None:
    told = {each.name: str(each.definition) for each in measures(Shape.ONE_MODE)}
    assert told["harmonic_normalized"].endswith("Normalized: Divide by n - 1.")
    assert "Weighted: Take ties as 1 / strength long." in told["betweenness_weighted_normalized"]
    assert "Normalized" not in told["betweenness_weighted"]


@pytest.mark.parametrize("weighted", [False, True])
def test_distances_that_are_shared_are_those_of_the_right_direction(weighted: bool) -> None:
    camp = classic("campnet", EdgeView.DECLARED, directed=True)
    graph = camp.graph
    assert isinstance(graph, nx.DiGraph)
    suffix = "_weighted" if weighted else ""
    for name, function in (
        ("in_closeness", paths.in_closeness),
        ("out_closeness", paths.out_closeness),
        ("in_harmonic", paths.in_harmonic),
        ("out_harmonic", paths.out_harmonic),
    ):
        [chosen] = choose([name + suffix], camp)
        assert chosen.function(camp) == function(graph, weighted=weighted)
    assert paths.in_closeness(graph) != paths.out_closeness(graph)
