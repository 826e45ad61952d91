"""PageRank and the eigenvector, iterated as NetworkX iterates them, on a sparse matrix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse

from graphsvc.dispatch.arrays import ArrayGraph
from graphsvc.dispatch.covering import by_node, covers, no_function_as
from graphsvc.kernels.compiling import Number


@covers(no_function_as("weight"))
def pagerank(
    G: ArrayGraph,
    alpha: float = 0.85,
    personalization: Mapping[Any, float] | None = None,
    max_iter: int = 100,
    tol: float = 1e-06,
    nstart: Mapping[Any, float] | None = None,
    weight: str | None = "weight",
    dangling: Mapping[Any, float] | None = None,
) -> dict[Any, float]:
    """PageRank as `networkx.pagerank` has it, after as many steps."""
    if not len(G):
        return {}
    even = np.repeat(1.0 / len(G), len(G))
    # Backwards and in its own rows, so that a step reads memory in order.
    ties = G.matrix(weight)
    totals = np.bincount(G.from_whom, weights=ties.data, minlength=len(G))
    turned = sparse.csr_array(ties.T)
    turned.data *= np.divide(1.0, totals, out=np.zeros(len(G)), where=totals != 0)[turned.indices]
    ranks = even if nstart is None else _shares(G, nstart)
    jumps = even if personalization is None else _shares(G, personalization, some=True)
    stuck_go = jumps if dangling is None else _shares(G, dangling)
    stuck = totals == 0
    for _ in range(max_iter):
        before = ranks
        ranks = alpha * (turned @ before + before[stuck].sum() * stuck_go) + (1 - alpha) * jumps
        if np.abs(ranks - before).sum() < len(G) * tol:
            return by_node(G, ranks)
    raise nx.PowerIterationFailedConvergence(max_iter)


def _shares(graph: ArrayGraph, values: Mapping[Any, float], *, some: bool = False) -> Number:
    found = np.array([values.get(item, 0) for item in graph.items], dtype=np.float64)
    total = found.sum()
    if some and total == 0:
        raise ZeroDivisionError
    shares: Number = found / total
    return shares


@covers(no_function_as("weight"))
def eigenvector_centrality(
    G: ArrayGraph,
    max_iter: int = 100,
    tol: float = 1e-06,
    nstart: Mapping[Any, float] | None = None,
    weight: str | None = None,
) -> dict[Any, float]:
    """Eigenvector centrality as `networkx.eigenvector_centrality` has it, after as many steps."""
    if not len(G):
        raise nx.NetworkXPointlessConcept("cannot compute centrality for the null graph")
    start = np.ones(len(G))
    if nstart is not None:
        start = np.array([nstart[item] for item in G.items], dtype=np.float64)
        if not start.any():
            raise nx.NetworkXError("initial vector cannot have all zero values")
    turned = sparse.csr_array(G.matrix(weight or None).T)
    values = start / start.sum()
    for _ in range(max_iter):
        before = values
        values = before + turned @ before
        values = values / (np.linalg.norm(values) or 1)
        if np.abs(values - before).sum() < len(G) * tol:
            return by_node(G, values)
    raise nx.PowerIterationFailedConvergence(max_iter)
