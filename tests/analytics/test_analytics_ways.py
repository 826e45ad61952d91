"""Shortest ways between two nodes: worked by hand, and against NetworkX."""

from __future__ import annotations

import networkx as nx
import pytest

from graphsvc.analytics.ways import ways


def test_a_way_of_one_tie_and_of_none() -> None:
    graph = nx.Graph([("a", "b"), ("c", "d")])
    found = ways(graph, "a", "b")
    assert found
    assert (found.length, found.count, found.told) == (1, 1, (("a", "b"),))
    assert ways(graph, "a", "c") is None


def test_very_many_ways_are_counted_and_few_told() -> None:
    # Thirty diamonds in a row: each can be passed on either side.
    graph: nx.Graph[str] = nx.Graph()
    for step in range(30):
        here, there = f"n{step:02}", f"n{step + 1:02}"
        for side in ("left", "right"):
            graph.add_edges_from([(here, f"{here}-{side}"), (f"{here}-{side}", there)])
    found = ways(graph, "n00", "n30", most=2)
    assert found
    assert (found.length, found.count) == (60, 2**30)
    assert len(found.told) == 2
    # In order of ids: the last diamond is the first in which they differ.
    first, second = found.told
    assert all(each.endswith("-left") for each in first[1::2])
    assert second[:-2] == first[:-2]
    assert second[-2] == "n29-right"


@pytest.mark.parametrize("target", ["Nora Fayette", "Olivia Carleton", "Brenda Rogers"])
def test_ways_of_the_southern_women_are_those_of_networkx(target: str) -> None:
    graph = nx.davis_southern_women_graph()
    found = ways(graph, "Evelyn Jefferson", target, most=1_000)
    expected = sorted(map(tuple, nx.all_shortest_paths(graph, "Evelyn Jefferson", target)))
    assert found
    assert list(found.told) == expected
    assert found.count == len(expected)
    assert found.length == len(expected[0]) - 1
