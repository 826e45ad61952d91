"""The shortest ways from one node to another: how long, how many, and along whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx

MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Ways:
    """The shortest ways between two nodes.

    Attributes
    ----------
    length
        In ties.
    count
        How many there are that are as short.
    told
        The first few, in order of ids, each from end to end.
    """

    length: int
    count: int
    told: tuple[tuple[str, ...], ...]


def ways(graph: nx.Graph[str], source: str, target: str, most: int = MOST_TOLD) -> Ways | None:
    """Find the shortest ways from one node to another.

    Parameters
    ----------
    graph
        Undirected; not modified. Every tie counts one step.
    source, target
        Two different nodes of it.
    most
        How many ways are told one by one. There can be very many; they are counted all the same.

    Returns
    -------
    Ways | None
        None where no way leads from one to the other.

    Examples
    --------
    >>> found = ways(nx.cycle_graph("abcd"), "a", "c")
    >>> found.length, found.count, found.told
    (2, 2, (('a', 'b', 'c'), ('a', 'd', 'c')))

    Notes
    -----
    Two breadth-first searches: O(nodes + ties).
    """
    ahead = nx.single_source_shortest_path_length(graph, source)
    if target not in ahead:
        return None
    length = ahead[target]
    left = nx.single_source_shortest_path_length(graph, target, cutoff=length)
    onward: dict[str, list[str]] = {
        item: sorted(
            other
            for other in graph[item]
            if left.get(other) == left[item] - 1 and ahead.get(other) == ahead[item] + 1
        )
        for item in left
        if ahead.get(item, length + 1) + left[item] == length
    }
    count = {target: 1}
    for item in sorted(onward, key=lambda item: (left[item], item)):
        count.setdefault(item, sum(count[other] for other in onward[item]))
    first = tuple(way for way, _ in zip(_each(onward, source, target), range(most), strict=False))
    return Ways(length, count[source], first)


def _each(onward: dict[str, list[str]], source: str, target: str) -> Iterator[tuple[str, ...]]:
    """Yield every way, in order of ids, without a call for each step of a long one."""
    open_ways: list[tuple[str, ...]] = [(source,)]
    while open_ways:
        way = open_ways.pop()
        if way[-1] == target:
            yield way
        open_ways.extend((*way, other) for other in reversed(onward[way[-1]]))
