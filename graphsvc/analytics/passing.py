"""Which shortest paths pass through a node and along a tie, for graphs whose ties have no length.

The loops are those of `graphsvc.kernels`, which take nodes with the same neighbours for one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx

from graphsvc.dispatch.graphs import Ties
from graphsvc.kernels.brandes import betweenness
from graphsvc.kernels.brandes_ties import betweenness_of_ties


@dataclass(frozen=True, slots=True)
class Passing:
    """The shortest paths through each node, over unordered pairs of other nodes.

    Attributes
    ----------
    through
        The sum of the shares of paths between two others that pass through it.
    far
        The same without the pairs of which one is tied to it.
    """

    through: dict[str, float]
    far: dict[str, float]


def through_nodes(graph: nx.Graph[str]) -> Passing:
    """Count the shortest paths through each node.

    Parameters
    ----------
    graph
        Undirected; of one mode or two. Not modified.

    Returns
    -------
    Passing
        Every node in the graph's order.

    Notes
    -----
    Time O(classes of nodes with the same neighbours x ties between them).
    """
    ties = Ties.of(graph)
    classes, tied = ties.classes
    through, far = betweenness(classes.starts, classes.others, classes.size, tied=tied)
    # Each pair was met from both of its ends.
    return Passing(
        dict(zip(graph, (through[classes.of_node] / 2).tolist(), strict=True)),
        dict(zip(graph, (far[classes.of_node] / 2).tolist(), strict=True)),
    )


def along_ties(graph: nx.Graph[str]) -> dict[tuple[Any, Any], float]:
    """Add up the share of the shortest paths between two nodes that run along each tie.

    Parameters
    ----------
    graph
        Undirected; of one mode or two. Not modified.

    Returns
    -------
    dict
        Every tie, under its ends as the graph gives them, over unordered pairs of nodes.

    Notes
    -----
    Time as for `through_nodes`, memory O(ties).
    """
    ties = Ties.of(graph)
    classes, tied = ties.classes
    values = betweenness_of_ties(classes.starts, classes.others, classes.size, tied=tied).tolist()
    ends, starts = classes.others.tolist(), classes.starts.tolist()
    between = {
        (first, ends[place]): values[place]
        for first in range(len(classes.size))
        for place in range(starts[first], starts[first + 1])
    }
    kind = dict(zip(graph, classes.of_node.tolist(), strict=True))
    found = {}
    for one, other in graph.edges:
        first, second = kind[one], kind[other]
        # Those who are alike have nobody else between them.
        same = first == second
        found[one, other] = 1.0 if same else (between[first, second] + between[second, first]) / 2
    return found
