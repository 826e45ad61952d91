"""How a graph hangs together: degrees, cores, components, what cuts it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphsvc.dispatch.arrays import ArrayGraph
from graphsvc.dispatch.covering import by_node, covers, no_loops, undirected_only
from graphsvc.kernels.compiling import Whole
from graphsvc.kernels.components import components
from graphsvc.kernels.cores import core_numbers
from graphsvc.kernels.lowpoints import cut_nodes_and_ties


@covers(times=None)
def degree_centrality(G: ArrayGraph) -> dict[Any, float]:
    """Degree centrality as `networkx.degree_centrality` has it; a tie to itself counts twice."""
    degrees = np.diff(G.starts)
    if G.directed:
        degrees = degrees + np.diff(G.arriving[0])
    else:
        degrees = degrees + np.bincount(G.from_whom[G.own], minlength=len(G))
    return _shares(G, degrees)


@covers(times=None)
def in_degree_centrality(G: ArrayGraph) -> dict[Any, float]:
    """Share of the others whose ties arrive, as `networkx.in_degree_centrality` has it."""
    return _shares(G, np.diff(G.arriving[0]))


@covers(times=None)
def out_degree_centrality(G: ArrayGraph) -> dict[Any, float]:
    """Share of the others to whom ties lead, as `networkx.out_degree_centrality` has it."""
    return _shares(G, np.diff(G.starts))


def _shares(graph: ArrayGraph, degrees: Any) -> dict[Any, float]:
    if len(graph) <= 1:
        return dict.fromkeys(graph.items, 1)
    return by_node(graph, degrees * (1.0 / (len(graph) - 1.0)))


@covers(undirected_only, times=5)
def core_number(G: ArrayGraph) -> dict[Any, int]:
    """Core numbers as `networkx.core_number` has them."""
    no_loops(G)
    return by_node(G, core_numbers(G.ties.starts, G.ties.others))


@covers(times=None)
def connected_components(G: ArrayGraph) -> Iterator[set[Any]]:
    """Components as `networkx.connected_components` gives them, in order of their first nodes."""
    count, part = _parts(G)
    found: list[set[Any]] = [set() for _ in range(count)]
    for item, number in zip(G.items, part.tolist(), strict=True):
        found[number].add(item)
    yield from found


@covers(times=None)
def number_connected_components(G: ArrayGraph) -> int:
    """How many components there are."""
    return _parts(G)[0]


@covers(times=None)
def is_connected(G: ArrayGraph) -> bool:
    """Whether there is one component; an error in a graph without nodes, as in NetworkX."""
    if not len(G):
        raise nx.NetworkXPointlessConcept("Connectivity is undefined for the null graph.")
    return _parts(G)[0] == 1


@covers(times=None)
def node_connected_component(G: ArrayGraph, n: Any) -> set[Any]:
    """The component that a node is in."""
    part = _parts(G)[1]
    return {G.items[place] for place in np.flatnonzero(part == part[G.place[n]]).tolist()}


def _parts(graph: ArrayGraph) -> tuple[int, Whole]:
    return components(graph.ties.starts, graph.ties.others)


@covers(undirected_only, times=5)
def articulation_points(G: ArrayGraph) -> Iterator[Any]:
    """Cut points as `networkx.articulation_points` gives them, in order of the nodes."""
    cut, _ = cut_nodes_and_ties(G.ties.starts, G.ties.others)
    yield from (G.items[place] for place in np.flatnonzero(cut).tolist())


@covers(undirected_only)
def bridges(G: ArrayGraph, root: Any = None) -> Iterator[tuple[Any, Any]]:
    """Bridges as `networkx.bridges` gives them, in the order of the ties."""
    first, second, found = _bridges(G, root)
    for one, other in zip(first[found].tolist(), second[found].tolist(), strict=True):
        yield G.items[one], G.items[other]


@covers(undirected_only)
def has_bridges(G: ArrayGraph, root: Any = None) -> bool:
    """Whether there is a bridge; with a root, whether there is one in its component."""
    return bool(_bridges(G, root)[2].any())


def _bridges(graph: ArrayGraph, root: Any) -> tuple[Whole, Whole, NDArray[np.bool_]]:
    """Return both ends of each tie, and whether it is a bridge in the part that is asked for."""
    said = np.zeros(len(graph.others), dtype=np.bool_)
    said[~graph.own] = cut_nodes_and_ties(graph.ties.starts, graph.ties.others)[1]
    first, second, entries = graph.ends()
    found: NDArray[np.bool_] = said[entries] | said[graph.arriving[2][entries]]
    if root is not None:
        if root not in graph:
            raise nx.NodeNotFound(f"Root node {root} is not in graph")
        part = _parts(graph)[1]
        found &= part[first] == part[graph.place[root]]
    return first, second, found
