"""What the yardsticks are asked about pairs, groups and the whole graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import networkx as nx

from benchmarks.peers.libraries import PILOT, Libraries, Question, marked
from graphsvc.analytics.network import Shape

ONE, TWO = Shape.ONE_MODE, Shape.TWO_MODE


def questions_of_graph() -> Iterator[Question]:
    """What is asked about pairs, groups and the whole graph, and how."""
    for shape in (ONE, TWO):
        yield from _of_ties(shape)
    yield from _of_untied_pairs()
    yield _of_whole("components", ONE, _COMPONENTS)
    yield _of_whole("transitivity", ONE, _TRANSITIVITY)
    yield _of_whole("degree_assortativity", ONE, _DEGREE_ASSORTATIVITY)
    yield _of_whole("group_assortativity", ONE, _GROUP_ASSORTATIVITY)
    yield _of_whole("modularity_groups_weighted", ONE, _MODULARITY_OF_GROUPS)


Peers = dict[str, Callable[[Libraries], Any]]

_COMPONENTS: Peers = {
    "networkx": lambda on: nx.number_connected_components(on.networkx),
    "igraph": lambda on: len(on.igraph.connected_components()),
    "networkit": lambda on: (
        on.nk.components.ConnectedComponents(on.unweighted).run().numberOfComponents()
    ),
    "rustworkx": lambda on: on.rx.number_connected_components(on.rustworkx),
}
_TRANSITIVITY: Peers = {
    "networkx": lambda on: nx.transitivity(on.networkx),
    "igraph": lambda on: on.igraph.transitivity_undirected(),
    "rustworkx": lambda on: on.rx.transitivity(on.rustworkx),
}
_DEGREE_ASSORTATIVITY: Peers = {
    "networkx": lambda on: nx.degree_assortativity_coefficient(on.networkx),
    "igraph": lambda on: on.igraph.assortativity_degree(directed=False),
}
_GROUP_ASSORTATIVITY: Peers = {
    "networkx": lambda on: nx.attribute_assortativity_coefficient(on.networkx, "group"),
    "igraph": lambda on: on.igraph.assortativity_nominal(on.numbered(), directed=False),
}
_MODULARITY_OF_GROUPS: Peers = {
    "networkx": lambda on: nx.community.modularity(on.networkx, _groups(on), weight="strength"),
    "igraph": lambda on: on.igraph.modularity(on.numbered(), weights="strength"),
}


def _groups(on: Libraries) -> list[set[int]]:
    numbers = on.numbered()
    return [
        {node for node, number in enumerate(numbers) if number == group} for group in set(numbers)
    ]


def _of_whole(name: str, shape: Shape, peers: Peers) -> Question:
    return Question(name, shape, peers, is_of_nodes=False)


def _of_ties(shape: Shape) -> Iterator[Question]:
    yield Question(
        "edge_betweenness",
        shape,
        {
            "igraph": lambda on: on.igraph.edge_betweenness(),
            "rustworkx": lambda on: on.rx.edge_betweenness_centrality(
                on.rustworkx, normalized=False
            ).values(),
        },
        is_of_nodes=False,
    )
    yield Question(
        "bridge",
        shape,
        {
            "networkx": lambda on: _ties_marked(nx.bridges(on.networkx), on),
            "igraph": lambda on: marked(on.igraph.bridges(), len(on.ends)),
            "rustworkx": lambda on: _ties_marked(on.rx.bridges(on.rustworkx), on),
        },
        is_of_nodes=False,
    )


def _ties_marked(found: Any, on: Libraries) -> list[float]:
    bridges = {(min(pair), max(pair)) for pair in found}
    return [float(pair in bridges) for pair in on.tied]


def _of_untied_pairs() -> Iterator[Question]:
    """Ask for scores of pairs that are not tied.

    NetworKit has none that takes a list of pairs; igraph has Jaccard's only, and counts the two
    nodes among their own neighbours, whether told to or not.
    """
    asked: dict[str, Callable[..., Any]] = {
        "jaccard": nx.jaccard_coefficient,
        "adamic_adar": nx.adamic_adar_index,
        "resource_allocation": nx.resource_allocation_index,
        "preferential_attachment": nx.preferential_attachment,
    }
    for name, function in asked.items():
        peers: Peers = {"networkx": partial(_scores, function)}
        pilots: Peers = {"networkx": partial(_some_scores, function)}
        yield Question(name, ONE, peers, pilots, is_of_nodes=False)


def _scores(function: Callable[..., Any], on: Libraries) -> list[float]:
    return [score for _, _, score in function(on.networkx, on.untied)]


def _some_scores(function: Callable[..., Any], on: Libraries) -> None:
    """Score as large a share of all pairs as `PILOT` is of the nodes."""
    graph = on.networkx
    some = range(0, on.size, max(1, on.size // PILOT))
    pairs = [(one, other) for one in some for other in range(one) if not graph.has_edge(one, other)]
    list(function(graph, pairs))
