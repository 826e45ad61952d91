"""Organizations without which a network comes apart, and who then loses contact with whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from graphsvc.analytics.views import BODY, ORGANIZATION


@dataclass(frozen=True, slots=True)
class Part:
    """Nodes that stay together when one organization goes; both tuples in order of id."""

    organizations: tuple[str, ...]
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Separation:
    """What comes apart when one organization goes.

    Attributes
    ----------
    cut_off
        The parts that lose contact with the rest, the largest first. A part without organizations
        is a body that nobody else sits on.
    rest_organizations, rest_bodies
        How many stay together in the largest part (by organizations, then bodies, then id).
    """

    cut_off: tuple[Part, ...]
    rest_organizations: int
    rest_bodies: int

    @property
    def organizations(self) -> tuple[str, ...]:
        """The organizations that lose contact with the rest, in order of id."""
        return tuple(sorted(item for part in self.cut_off for item in part.organizations))


def separations(affiliations: nx.Graph[str]) -> dict[str, Separation]:
    """Find the organizations that are cut points of the two-mode graph.

    A cut point (articulation point) is a node whose removal leaves more components than before.
    Here it is an organization through which alone others are in contact, or the only member of a
    body that it ties to others.

    Parameters
    ----------
    affiliations
        A graph from `views.two_mode`; not modified.

    Returns
    -------
    dict[str, Separation]
        One entry per organization that is a cut point, in the order of the graph; no entry means
        that nobody loses contact.

    Notes
    -----
    One depth-first search: in its preorder a part that comes off is an interval. Time and memory
    O(nodes + ties), and the length of what is listed.

    References
    ----------
    .. [1] Hopcroft, Tarjan, "Efficient algorithms for graph manipulation", CACM 16 (1973), 372-378.

    Examples
    --------
    >>> graph = nx.Graph()
    >>> graph.add_nodes_from(["org:a", "org:b", "org:c"], mode="organization")
    >>> graph.add_nodes_from(["body:1", "body:2"], mode="body")
    >>> graph.add_edges_from([("org:a", "body:1"), ("org:b", "body:1")])
    >>> graph.add_edges_from([("org:b", "body:2"), ("org:c", "body:2")])
    >>> separations(graph)["org:b"].organizations
    ('org:c',)
    """
    modes = {item: str(data["mode"]) for item, data in affiliations.nodes(data=True)}
    found: dict[str, Separation] = {}
    visited: set[str] = set()
    for start in affiliations:
        if start not in visited:
            search = Search(affiliations, start)
            visited.update(search.order)
            found.update(_separations_in(search, modes))
    return {item: found[item] for item in affiliations if item in found}


class Search:
    """A depth-first search of one component.

    `order` is the preorder; `end[v]` the position after the last descendant of v; `low[v]` the
    first position that v's descendants reach by one tie.
    """

    def __init__(self, graph: nx.Graph[str], start: str) -> None:
        self.order: list[str] = [start]
        self.position = {start: 0}
        self.low = {start: 0}
        self.end: dict[str, int] = {}
        self.parent: dict[str, str] = {}
        self.children: dict[str, list[str]] = {start: []}
        # An explicit stack: a chain of bodies may be longer than Python's recursion limit.
        stack: list[tuple[str, Iterator[str]]] = [(start, iter(graph[start]))]
        while stack:
            node, neighbours = stack[-1]
            fresh = self._advance(node, neighbours)
            if fresh is None:
                stack.pop()
                self._leave(node)
            else:
                stack.append((fresh, iter(graph[fresh])))

    def _advance(self, node: str, neighbours: Iterator[str]) -> str | None:
        """Look at the neighbours of a node up to the next one not seen yet."""
        for other in neighbours:
            if other not in self.position:
                self.position[other] = self.low[other] = len(self.order)
                self.order.append(other)
                self.parent[other] = node
                self.children[node].append(other)
                self.children[other] = []
                return other
            if other != self.parent.get(node):
                self.low[node] = min(self.low[node], self.position[other])
        return None

    def _leave(self, node: str) -> None:
        self.end[node] = len(self.order)
        if node in self.parent:
            above = self.parent[node]
            self.low[above] = min(self.low[above], self.low[node])

    def comes_off(self, node: str) -> list[str]:
        """Return the children of a node whose descendants reach nothing before it."""
        place = self.position[node]
        return [child for child in self.children[node] if self.low[child] >= place]


def _separations_in(search: Search, modes: Mapping[str, str]) -> Iterator[tuple[str, Separation]]:
    """Yield the cut points of one component with what they separate."""
    size = len(search.order)
    before = [0]  # how many organizations stand before each position
    for item in search.order:
        before.append(before[-1] + (modes[item] == ORGANIZATION))
    for node in search.order:
        if modes[node] == BODY:
            continue
        spans = [[(search.position[child], search.end[child])] for child in search.comes_off(node)]
        if node in search.parent:
            spans.append(_remainder(search, node, spans, size))
        if len(spans) < 2:
            continue
        yield node, _separation(search, modes, spans, before)


_Spans = list[tuple[int, int]]


def _remainder(search: Search, node: str, taken: list[_Spans], size: int) -> _Spans:
    """Return what is left of a component without a node and without what comes off."""
    holes = sorted([span for spans in taken for span in spans])
    place = search.position[node]
    spans: _Spans = []
    reached = 0
    for first, last in sorted([(place, place + 1), *holes]):
        if reached < first:
            spans.append((reached, first))
        reached = last
    if reached < size:
        spans.append((reached, size))
    return spans


def _separation(
    search: Search, modes: Mapping[str, str], parts: list[_Spans], before: list[int]
) -> Separation:
    """Tell the largest part from those that lose contact with it, and name the latter."""

    def weight(spans: _Spans) -> tuple[int, int]:
        organizations = sum(before[last] - before[first] for first, last in spans)
        return organizations, sum(last - first for first, last in spans) - organizations

    most = max(weight(spans) for spans in parts)
    largest = [spans for spans in parts if weight(spans) == most]
    # Which of two equal parts is called the rest must not depend on where the search began. A part
    # that is larger than all others is not gone through: it may be the whole country.
    tied = len(largest) > 1
    rest = min(largest, key=lambda spans: min(_items(search, spans))) if tied else largest[0]
    cut_off = [part_of(search, modes, spans) for spans in parts if spans is not rest]
    cut_off.sort(key=lambda part: (-len(part.organizations), part.organizations, part.bodies))
    return Separation(tuple(cut_off), *most)


def _items(search: Search, spans: _Spans) -> Iterator[str]:
    for first, last in spans:
        yield from search.order[first:last]


def part_of(search: Search, modes: Mapping[str, str], spans: _Spans) -> Part:
    """Return the nodes at some positions of a search."""
    items = sorted(_items(search, spans))
    return Part(
        organizations=tuple(item for item in items if modes[item] == ORGANIZATION),
        bodies=tuple(item for item in items if modes[item] == BODY),
    )
