"""Two-mode betweenness for many sources at once, against NetworkX and published numbers."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given

from graphsvc.analytics.scope import Scope
from graphsvc.analytics.two_mode import betweenness, betweenness_normalized, largest_betweenness
from graphsvc.analytics.views import two_mode
from tests.recommend.small_networks import DAY, network, tables, unhurried

NETWORKS = Path(__file__).parents[1] / "networks"
# Normalised two-mode betweenness of Davis's Southern Women to two digits: Borgatti & Halgin,
# "Analyzing affiliation networks" (2011), as NetworkX's own tests repeat it.
DAVIS = {
    "NORA": 0.11,
    "EVELYN": 0.10,
    "THERESA": 0.09,
    "SYLVIA": 0.07,
    "LAURA": 0.05,
    "BRENDA": 0.05,
    "KATHERINE": 0.05,
    "HELEN": 0.04,
    "RUTH": 0.02,
    "VERNE": 0.02,
    "MYRNA": 0.02,
    "FRANCES": 0.01,
    "ELEANOR": 0.01,
    "PEARL": 0.01,
    "CHARLOTTE": 0.01,
    "OLIVIA": 0.01,
    "FLORA": 0.01,
    "DOROTHY": 0.00,
    "E8": 0.24,
    "E9": 0.23,
    "E7": 0.13,
    "E6": 0.07,
    "E5": 0.04,
}


def davis() -> nx.Graph[str]:
    with (NETWORKS / "davis_edges.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from((row["actor"] for row in rows), mode="organization")
    graph.add_nodes_from((row["event"] for row in rows), mode="body")
    graph.add_edges_from((row["actor"], row["event"]) for row in rows)
    return graph


def test_davis_southern_women() -> None:
    found = betweenness(davis())
    for item, published in DAVIS.items():
        own, other = (14, 18) if item in {"E5", "E6", "E7", "E8", "E9"} else (18, 14)
        assert (found[item] or 0) / largest_betweenness(own, other) == pytest.approx(
            published, abs=0.0051
        )


def test_two_tables_joined_by_one() -> None:
    # Without x nothing on one side reaches the other: all 3 x 3 pairs between {A, a1, a2} and
    # {B, b1, b2} lead through it. A lies between a1 and each of a2, x, B, b1, b2, and between a2
    # and the last four of these: 9 pairs too.
    found = betweenness(
        two_mode(network({"one/a": "a1 a2 x", "one/b": "b1 b2 x"}), Scope("all", DAY))
    )
    assert found == {
        "org:a1": 0.0,
        "org:a2": 0.0,
        "org:b1": 0.0,
        "org:b2": 0.0,
        "org:x": 9.0,
        "body:one-a": 9.0,
        "body:one-b": 9.0,
    }


def test_a_network_of_several_blocks_with_many_twins() -> None:
    # 200 organizations and 90 bodies make more than one block of 64 sources of either mode.
    dice = random.Random(3)
    drawn = {
        f"one/t{place}": " ".join(f"o{dice.randrange(200)}" for _ in range(dice.randrange(1, 9)))
        for place in range(90)
    }
    members = {table: " ".join(sorted(set(found.split()))) for table, found in drawn.items()}
    members["one/all"] = " ".join(f"o{place}" for place in range(60))
    graph = two_mode(network(members), Scope("all", DAY))
    assert betweenness(graph) == pytest.approx(nx.betweenness_centrality(graph, normalized=False))


@unhurried
@given(tables())
def test_it_agrees_with_networkx(members: dict[str, str]) -> None:
    graph = two_mode(network(members), Scope("all", DAY))
    assert betweenness(graph) == pytest.approx(
        nx.betweenness_centrality(graph, normalized=False), abs=1e-12
    )
    largest = {item: data["mode"] for item, data in graph.nodes(data=True)}
    sizes = {mode: list(largest.values()).count(mode) for mode in ("organization", "body")}
    for item, normalized in betweenness_normalized(graph).items():
        own = sizes[largest[item]]
        most = largest_betweenness(own, len(graph) - own)
        assert normalized == (
            pytest.approx((betweenness(graph)[item] or 0) / most) if most else None
        )
