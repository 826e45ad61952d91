"""Burt's structural holes."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from graphsvc.dispatch.arrays import ArrayGraph, Matrix
from graphsvc.dispatch.covering import by_node, covers, no_function_as, no_loops
from graphsvc.kernels.compiling import Number
from graphsvc.kernels.products import on_ties


@covers(no_function_as("weight"))
def constraint(G: ArrayGraph, nodes: Any = None, weight: str | None = None) -> dict[Any, float]:
    """Constraint as `networkx.constraint` has it; not a number for an isolate."""
    ties = _mutual(G, weight)
    totals = _sums(ties, ties.data)
    shares = ties.data / np.repeat(totals, np.diff(ties.indptr))
    around = on_ties(ties.indptr, ties.indices, shares, ties.data / totals[ties.indices])
    return _chosen(G, nodes, _sums(ties, (shares + around) ** 2), ties)


@covers(no_function_as("weight"))
def effective_size(G: ArrayGraph, nodes: Any = None, weight: str | None = None) -> dict[Any, float]:
    """Effective size as `networkx.effective_size` documents it; not a number for an isolate.

    NetworkX itself, asked for all nodes of a graph with weights, divides by the strongest tie of
    the wrong one of two contacts; asked for the same nodes by name, it gives what is given here.
    """
    ties = _mutual(G, weight)
    counts = np.diff(ties.indptr)
    shares = ties.data / np.repeat(_sums(ties, ties.data), counts)
    strongest = np.repeat(ties.max(axis=1).toarray().ravel(), counts) if len(G) else shares
    redundant = on_ties(ties.indptr, ties.indices, shares, ties.data / strongest)
    return _chosen(G, nodes, counts - _sums(ties, redundant), ties)


def _mutual(graph: ArrayGraph, weight: str | None) -> Matrix:
    """Add up the ties between two nodes in both directions."""
    no_loops(graph)
    ties = graph.matrix(weight)
    if len(ties.data) and not (np.isfinite(ties.data).all() and ties.data.min() > 0):
        raise NotImplementedError(f"{weight} is not positive everywhere")
    if not graph.directed:
        return ties
    both: Matrix = sparse.csr_array(ties + ties.T)
    both.sort_indices()
    return both


def _sums(ties: Matrix, values: Number) -> Number:
    rows = np.repeat(np.arange(ties.shape[0]), np.diff(ties.indptr))
    sums = np.bincount(rows, weights=values, minlength=ties.shape[0])
    return sums.astype(np.float64, copy=False)


def _chosen(graph: ArrayGraph, nodes: Any, values: Number, ties: Matrix) -> dict[Any, float]:
    values[np.diff(ties.indptr) == 0] = np.nan
    if nodes is None:
        return by_node(graph, values)
    listed = values.tolist()
    return {item: listed[graph.place[item]] for item in nodes}
