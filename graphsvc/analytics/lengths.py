"""Which way the lengths of ties are worked with: as fractions, or as compiled loops want them."""

from __future__ import annotations

import networkx as nx

from graphsvc.analytics.matrices import adjacency
from graphsvc.kernels.compiling import Number, Whole
from graphsvc.kernels.lengths import SAME

# Fractions tell equal ways exactly, and take a microsecond each: up to here that is seconds.
MOST_EXACT = 1_000_000  # nodes x ties


def as_arrays(graph: nx.Graph[str]) -> tuple[Whole, Whole, Number] | None:
    """Return the ties of a large graph with their lengths; None if it is small.

    Parameters
    ----------
    graph
        Directed or not; `strength` on every tie. Not modified.

    Returns
    -------
    tuple of arrays | None
        `starts`, `others` and 1 / strength for each of the others. In a small graph, ways are
        compared exactly, by `cost`; and in one whose strengths differ so much that a short tie is
        nothing beside a long way.
    """
    if len(graph) * graph.number_of_edges() <= MOST_EXACT:
        return None
    matrix = adjacency(graph, weighted=True)
    lengths = 1 / matrix.data
    if not len(lengths) or lengths.min() <= 2 * SAME * len(graph) * lengths.max():
        return None
    return matrix.indptr, matrix.indices, lengths


def as_steps(graph: nx.Graph[str]) -> tuple[Whole, Whole, Number]:
    """Return the ties of a graph, each of length 1, as `as_arrays` does.

    Parameters
    ----------
    graph
        Directed or not. Not modified.
    """
    matrix = adjacency(graph, weighted=False)
    return matrix.indptr, matrix.indices, matrix.data
