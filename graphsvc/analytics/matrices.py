"""Graphs as sparse matrices, for measures that NetworkX lacks or works out densely."""

from __future__ import annotations

from itertools import chain
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graphsvc.analytics.views import BODY, ORGANIZATION
from graphsvc.dispatch.graphs import Ties

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
    # Strengths are read anew each time: NetworkX does not tell when one of them changes.
    place = ties.place
    rows = list(graph.adjacency())
    columns = chain.from_iterable(map(place.__getitem__, row) for _, row in rows)
    strengths = (data["strength"] for _, row in rows for data in row.values())
    count = len(ties.others)
    matrix: Matrix = sparse.csr_array(
        (
            np.fromiter(strengths, dtype=np.float64, count=count),
            np.fromiter(columns, dtype=np.int32, count=count),
            ties.starts,
        ),
        shape=(size, size),
    )
    matrix.sort_indices()
    return matrix


def affiliation(
    affiliations: nx.Graph[str],
) -> tuple[Matrix, list[str], list[str]]:
    """Return a two-mode graph as a matrix of ones, organizations x bodies, with the two id lists.

    Parameters
    ----------
    affiliations
        Nodes have the attribute `mode`, as in a graph from `views.two_mode`. Not modified.
    """
    nodes = affiliations.nodes(data=True)
    organizations = [item for item, data in nodes if data["mode"] == ORGANIZATION]
    bodies = [item for item, data in nodes if data["mode"] == BODY]
    row = {item: position for position, item in enumerate(organizations)}
    column = {item: position for position, item in enumerate(bodies)}
    ties = [(item, body) for item in organizations for body in affiliations[item]]
    rows = np.fromiter((row[item] for item, _ in ties), dtype=np.int64, count=len(ties))
    columns = np.fromiter((column[body] for _, body in ties), dtype=np.int64, count=len(ties))
    shape = (len(organizations), len(bodies))
    matrix = sparse.coo_array((np.ones(len(ties)), (rows, columns)), shape=shape)
    return matrix.tocsr(), organizations, bodies


def sums_of_rows(matrix: Matrix, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Add up numbers given for each entry of a matrix, row by row."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    found: NDArray[np.float64] = np.zeros(matrix.shape[0])
    np.add.at(found, rows, values)
    return found
