"""Graphs as sparse matrices, for measures that NetworkX lacks or works out densely."""

from __future__ import annotations

from itertools import chain
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from graphsvc.dispatch.deferred import DeferredGraph
from graphsvc.dispatch.graphs import Ties
from graphsvc.kernels.components import components

# What a two-mode graph is made of, and its attribute `mode` says.
MODES = ("organization", "body")

Matrix = sparse.csr_array[Any, tuple[int, int]]


def adjacency(graph: nx.Graph[str], *, weighted: bool) -> Matrix:
    """Return the ties as a sparse matrix, rows and columns in the order of the nodes.

    Parameters
    ----------
    graph
        Without self-loops. Not modified.
    weighted
        Whether an entry is the `strength` of the tie, or 1.
    """
    ties = Ties.of(graph)
    size = len(ties)
    if not weighted:
        return sparse.csr_array(
            (np.ones(len(ties.others)), ties.others, ties.starts), shape=(size, size)
        )
    strengths = graph.strengths if isinstance(graph, DeferredGraph) else None
    if strengths is not None:
        return sparse.csr_array((strengths, ties.others, ties.starts), shape=(size, size))
    # They are read anew each time: NetworkX does not tell when one of them changes.
    place = ties.place
    rows = list(graph.adjacency())
    columns = chain.from_iterable(map(place.__getitem__, row) for _, row in rows)
    told = (data["strength"] for _, row in rows for data in row.values())
    count = len(ties.others)
    matrix: Matrix = sparse.csr_array(
        (
            np.fromiter(told, dtype=np.float64, count=count),
            np.fromiter(columns, dtype=np.int32, count=count),
            ties.starts,
        ),
        shape=(size, size),
    )
    matrix.sort_indices()
    return matrix


def degrees(graph: nx.Graph[str]) -> NDArray[np.int32]:
    """Count the ties of each node, in the order of the nodes; those that leave it, if directed."""
    return np.diff(Ties.of(graph).starts)


def parts(graph: nx.Graph[str]) -> tuple[int, NDArray[np.int32]]:
    """Count the components and number the one each node is in; directions are ignored."""
    if not graph.is_directed():
        ties = Ties.of(graph)
        return components(ties.starts, ties.others)
    found: tuple[int, NDArray[np.int32]] = csgraph.connected_components(
        adjacency(graph, weighted=False), connection="weak"
    )
    return found


def affiliation(
    affiliations: nx.Graph[str],
) -> tuple[Matrix, list[str], list[str]]:
    """Return a two-mode graph as a matrix of ones, organizations x bodies, with the two id lists.

    Parameters
    ----------
    affiliations
        Nodes have the attribute `mode`, as in a graph from `views.two_mode`. Not modified.
    """
    ties = Ties.of(affiliations)
    modes = [data["mode"] for _, data in affiliations.nodes(data=True)]
    seated = np.array([mode == MODES[0] for mode in modes], dtype=np.bool_)
    items = list(affiliations)
    organizations = [item for item, here in zip(items, seated, strict=True) if here]
    bodies = [item for item, here in zip(items, seated, strict=True) if not here]
    column = (np.cumsum(~seated) - 1).astype(np.int32)
    counts = np.diff(ties.starts)
    columns = column[ties.others[np.repeat(seated, counts)]]
    starts = np.concatenate([[0], np.cumsum(counts[seated])]).astype(np.int32)
    matrix: Matrix = sparse.csr_array(
        (np.ones(len(columns)), columns, starts), shape=(len(organizations), len(bodies))
    )
    return matrix, organizations, bodies


def sums_of_rows(matrix: Matrix, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Add up numbers given for each entry of a matrix, row by row."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    found: NDArray[np.float64] = np.zeros(matrix.shape[0])
    np.add.at(found, rows, values)
    return found
