"""Centralities from the eigenvectors of a graph: who is tied to those who are well tied."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import linalg
from scipy.sparse.linalg import LinearOperator, cg, eigsh
from threadpoolctl import ThreadpoolController

from graphsvc.analytics.matrices import Matrix, adjacency
from graphsvc.analytics.matrices import parts as components

DAMPING = 0.85
_SETTLED = 1e-13
# Eigenvalues that agree to this share of the largest are taken to coincide: closer than that, the
# eigenvector itself is lost to rounding.
_SAME = 1e-10
# Components up to this size are solved as dense matrices: exact, and faster than iterating.
_DENSE = 200
# Lanczos iteration begins anew after so many vectors; how near its first pass comes.
_VECTORS, _NEAR = 12, 1e-7


def eigenvector(graph: nx.Graph[str], *, weighted: bool = False) -> dict[str, float | None]:
    """Return the principal eigenvector of the adjacency matrix: a node counts as its contacts do.

    Of unit Euclidean length and not negative, on the component with the largest eigenvalue, and 0
    on all others. In a two-mode graph the length is 1 over both modes together.

    Parameters
    ----------
    graph
        Undirected; of one mode or two; `strength` on every tie if `weighted`. Not modified.
    weighted
        Use the strengths.

    Returns
    -------
    dict[str, float | None]
        Every node in the graph's order, in [0, 1]. None for all where the two largest eigenvalues
        coincide, in one component or between two, so that no vector is the principal one; and in a
        graph without ties.

    Notes
    -----
    Components up to 200 nodes are solved directly, larger ones by Lanczos iteration to machine
    precision. A component whose greatest row sum is below the largest eigenvalue found is passed
    over.

    References
    ----------
    .. [1] Bonacich, P., J. Mathematical Sociology 2 (1972), 113-120.
    """
    if not graph.number_of_edges():
        return dict.fromkeys(graph)
    matrix = adjacency(graph, weighted=weighted)
    _, part_of = components(graph)
    order = np.argsort(part_of, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(part_of[order])) + 1)
    bounds = np.asarray(matrix.sum(axis=1)).ravel()
    largest: list[float] = []
    best: NDArray[np.float64] = np.zeros(0)
    best_part: NDArray[np.intp] = np.zeros(0, dtype=np.intp)
    for part in sorted(parts, key=lambda part: (-bounds[part].max(), part[0])):
        if len(part) < 2 or (largest and bounds[part].max() < largest[0] * (1 - _SAME)):
            continue
        # On many processors, handing out pieces of such small vectors takes most of the time.
        with _blas().limit(limits=1, user_api="blas"):
            values, vector = _principal(matrix[part][:, part])
        if not largest or values[0] > largest[0]:
            best, best_part = vector, part
        largest = sorted([*largest, *values], reverse=True)[:2]
    if len(largest) > 1 and largest[1] >= largest[0] * (1 - _SAME):
        return dict.fromkeys(graph)
    scores = np.zeros(len(graph))
    scores[best_part] = np.abs(best) / np.linalg.norm(best)
    return dict(zip(graph, scores.tolist(), strict=True))


@cache
def _blas() -> ThreadpoolController:
    return ThreadpoolController()


def _principal(matrix: Matrix) -> tuple[list[float], NDArray[np.float64]]:
    """Return the two largest eigenvalues, the largest first, and the vector of the largest."""
    size = matrix.shape[0]
    if size <= _DENSE:
        values, vectors = linalg.eigh(
            matrix.toarray(), subset_by_index=[max(0, size - 2), size - 1]
        )
    else:
        # A fixed start, and one that no symmetry of the graph makes blind to an eigenvector.
        start = np.random.default_rng(0).uniform(0.5, 1.5, size)
        how: Mapping[str, Any] = {"which": "LA", "ncv": _VECTORS, "maxiter": 100 * size}
        # An eigenvalue errs by the square of what its vector does: that of the second is enough to
        # tell it from the largest, and takes half as long as to the end.
        values, vectors = eigsh(matrix, k=2, v0=start, tol=_NEAR, **how)
        largest = int(np.argmax(values))
        value, vector = eigsh(matrix, k=1, v0=vectors[:, largest], tol=0, **how)
        return [float(value[0]), float(values[1 - largest])], vector[:, 0]
    order = np.argsort(values)[::-1]
    return [float(value) for value in values[order]], vectors[:, order[0]]


def pagerank(graph: nx.Graph[str], *, weighted: bool = False) -> dict[str, float | None]:
    """Return the share of time a walker spends at a node.

    At each step the walker follows one of the ties of the node with chance 0.85, and jumps to any
    node with chance 0.15; from a node without a tie to follow it always jumps.

    Parameters
    ----------
    graph
        Directed or not; of one mode or two; `strength` on every tie if `weighted`. Not modified.
    weighted
        Follow a tie with a chance in proportion to its strength, instead of all alike.

    Returns
    -------
    dict[str, float | None]
        Every node in the graph's order, in (0, 1]; the sum is 1.

    Notes
    -----
    Power iteration until a step changes less than 1e-13 in sum, which leaves an error below 1e-12.
    Where ties lead both ways, it starts from what conjugate gradients find and has nothing left to
    do. Time O(ties) a step.

    References
    ----------
    .. [1] Page, L., Brin, S., Motwani, R. & Winograd, T., Stanford Digital Library (1999).
    """
    if not graph:
        return {}
    ties = adjacency(graph, weighted=weighted)
    totals = np.asarray(ties.sum(axis=1), dtype=np.float64).ravel()
    leads = totals > 0
    share = np.divide(1, totals, out=np.zeros(len(totals)), where=leads)
    arriving = ties.T.tocsr() if graph.is_directed() else ties
    ranks = np.full(len(graph), 1 / len(graph))
    if not graph.is_directed():
        ranks = _solved(ties, totals)
    change = 1.0
    while change >= _SETTLED:
        jumping = 1 - DAMPING + DAMPING * float(np.sum(ranks[~leads]))
        after = DAMPING * (arriving @ (ranks * share)) + jumping / len(graph)
        after /= after.sum()  # what rounding takes away would be lost at each step
        change = float(np.abs(after - ranks).sum())
        ranks = after
    return dict(zip(graph, ranks.tolist(), strict=True))


def _solved(ties: Matrix, totals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Find where a walker is, up to rounding: ties that lead both ways make a symmetric matrix.

    The ranks are in proportion to the solution of (1 - damping x steps) ranks = 1, and with each
    node scaled by the root of its ties, a step there and one back have the same chance.
    """
    root = np.sqrt(totals)
    scale = np.divide(1, root, out=np.zeros(len(root)), where=root > 0)
    steps = LinearOperator(
        ties.shape,
        matvec=lambda held: held - DAMPING * scale * (ties @ (scale * held)),
        dtype=float,
    )
    found, _ = cg(steps, scale, rtol=1e-14, maxiter=200)
    ranks: NDArray[np.float64] = np.where(root > 0, root * found, 1.0)
    ranks /= ranks.sum()
    return ranks
