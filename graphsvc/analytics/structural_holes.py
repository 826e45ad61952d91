"""Structural holes: who stands between contacts that have nothing to do with each other.

Burt's measures on a one-mode graph, and the constraint of Burchard & Cornwell, which needs no
projection. Own code, since NetworkX answers NaN for isolates, takes a dense matrix for effective
size and gets the weighted one wrong over all nodes, and has neither hierarchy nor two modes.
"""

from __future__ import annotations

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graphsvc.analytics.matrices import Matrix, adjacency, affiliation, degrees, sums_of_rows
from graphsvc.kernels.compiling import Number
from graphsvc.kernels.products import on_ties


def constraint(
    graph: nx.Graph[str], *, weighted: bool = True, raw: Matrix | None = None
) -> dict[str, float | None]:
    """Sum over the contacts j of a node i of (p_ij + sum over q of p_iq p_qj) squared.

    p_ij is the share of i's tie strength that goes to j, and q runs over everyone else in the whole
    network. High means that all contacts lead back to one another; low means that the node reaches
    contacts which have little to do with each other. It passes 1 on small dense graphs (1.125 in a
    triangle), so 1 - constraint is no score.

    Parameters
    ----------
    graph
        Undirected, without self-loops; `strength` on every tie if `weighted`. Not modified.
    weighted
        Use the strengths; without, every tie counts 1.
    raw
        What `local_constraints` gave, where it is at hand.

    Returns
    -------
    dict[str, float | None]
        Every node in the graph's order; more than 0, 1 for a single contact. None for an isolate.

    Notes
    -----
    Time O(sum over ties of the degree of one end). On a projection of
    shared bodies it mostly follows degree: read it beside `constraint_two_mode`.

    References
    ----------
    .. [1] Burt, R. S., Structural Holes, Harvard University Press (1992), equation 2.4.

    Examples
    --------
    >>> constraint(nx.complete_graph(["a", "b", "c"]), weighted=False)
    {'a': 1.125, 'b': 1.125, 'c': 1.125}
    """
    parts = local_constraints(graph, weighted=weighted) if raw is None else raw
    return _per_node(graph, sums_of_rows(parts, parts.data))


def effective_size(
    graph: nx.Graph[str], *, weighted: bool = True, raw: Number | None = None
) -> dict[str, float | None]:
    """Count the contacts of a node, less what they have in common with its other contacts.

    The sum over the contacts j of i of 1 - sum over q of p_iq m_jq. p_iq is the share of i's tie
    strength that goes to q, m_jq the strength of the tie between j and q over j's strongest tie.
    Equal to the number of contacts where none of them is tied to another.

    Parameters
    ----------
    graph
        Undirected, without self-loops; `strength` on every tie if `weighted`. Not modified.
    weighted
        Use the strengths; without, every tie counts 1, and this is n - 2t/n for n contacts with t
        ties among them (Borgatti 1997).
    raw
        What `unshared` gave, where it is at hand.

    Returns
    -------
    dict[str, float | None]
        Every node in the graph's order; more than 0, at most the degree. None for an isolate.

    Notes
    -----
    Time O(sum over ties of the degree of one end).

    References
    ----------
    .. [1] Burt, R. S., Structural Holes, Harvard University Press (1992), chapter 2.
    .. [2] Borgatti, S. P., Connections 20 (1997), 35-38.
    """
    return _per_node(graph, unshared(graph, weighted=weighted) if raw is None else raw)


def efficiency(
    graph: nx.Graph[str], *, weighted: bool = True, raw: Number | None = None
) -> dict[str, float | None]:
    """Divide the effective size of a node by the number of its contacts.

    1 where no contact is tied to another; near 0 where each contact knows all the others.

    Parameters
    ----------
    graph, weighted, raw
        As for `effective_size`.

    Returns
    -------
    dict[str, float | None]
        Every node in the graph's order; from 0 (not reached) to 1. None for an isolate.

    References
    ----------
    .. [1] Burt, R. S., Structural Holes, Harvard University Press (1992), chapter 2.
    """
    sizes = effective_size(graph, weighted=weighted, raw=raw)
    return {
        item: None if size is None else size / many
        for (item, size), many in zip(sizes.items(), degrees(graph).tolist(), strict=True)
    }


def hierarchy(
    graph: nx.Graph[str], *, weighted: bool = True, raw: Matrix | None = None
) -> dict[str, float | None]:
    """Say how far the constraint on a node comes from a single contact (the Coleman-Theil index).

    With c_ij the part of the constraint that comes through contact j, C their sum and N their
    number: the sum of r ln r over N ln N, where r is c_ij over the mean C / N. 0 where each contact
    constrains alike, 1 where all comes through one.

    Parameters
    ----------
    graph, weighted, raw
        As for `constraint`.

    Returns
    -------
    dict[str, float | None]
        Every node in the graph's order; from 0 to 1, and 1 for a single contact. None for an
        isolate.

    References
    ----------
    .. [1] Burt, R. S., Structural Holes, Harvard University Press (1992), chapter 2.
    """
    parts = local_constraints(graph, weighted=weighted) if raw is None else raw
    counts = np.diff(parts.indptr)
    means = sums_of_rows(parts, parts.data) / np.maximum(counts, 1)
    ratio = parts.data / np.repeat(means, counts)
    spread = sums_of_rows(parts, ratio * np.log(ratio))
    # Where all are equal, rounding could leave a trace below 0.
    several = counts > 1
    values = np.ones(len(counts))
    values[several] = np.maximum(
        0, spread[several] / (counts * np.log(np.maximum(counts, 2)))[several]
    )
    return _per_node(graph, values)


def constraint_two_mode(affiliations: nx.Graph[str]) -> dict[str, float | None]:
    """Sum over those j who share a body with i of (shared bodies / bodies of i that have others)^2.

    The constraint of an affiliation network, without projecting it: high where the same others are
    met on every body, low where each body brings other people. Bodies with no other member are left
    out of the denominator. For a body, the same with organizations and bodies exchanged.

    Parameters
    ----------
    affiliations
        Two-mode graph: nodes with the attribute `mode`, as from `views.two_mode`. Seats are not
        weighed. Not modified.

    Returns
    -------
    dict[str, float | None]
        Every node of both modes in the graph's order; more than 0. None where nobody is met: no
        body, or bodies without another member.

    Notes
    -----
    Time and memory O(sum of squares of the body sizes).

    References
    ----------
    .. [1] Burchard, J. & Cornwell, B., Structural holes and bridging in two-mode networks, Social
       Networks 55 (2018), 11-20.
    """
    matrix, organizations, bodies = affiliation(affiliations)
    found = _shared_constraint(matrix, organizations)
    found |= _shared_constraint(matrix.T.tocsr(), bodies)
    return {item: found[item] for item in affiliations}


def _shared_constraint(matrix: Matrix, items: list[str]) -> dict[str, float | None]:
    if not matrix.shape[0] or not matrix.shape[1]:
        return dict.fromkeys(items)
    shared = sparse.csr_array(matrix @ matrix.T)
    own = shared.diagonal()
    with_others = matrix @ (np.asarray(matrix.sum(axis=0)) > 1).astype(float)
    shared.data **= 2
    sums = np.asarray(shared.sum(axis=1)) - own**2  # whole numbers: exact
    return {
        item: float(total / count**2) if count else None
        for item, total, count in zip(items, sums, with_others, strict=True)
    }


def _shares(matrix: Matrix) -> NDArray[np.float64]:
    """Divide each entry by the sum of its row: p_ij."""
    return matrix.data / np.repeat(sums_of_rows(matrix, matrix.data), np.diff(matrix.indptr))


def local_constraints(graph: nx.Graph[str], *, weighted: bool) -> Matrix:
    """Return (p_ij + sum of p_iq p_qj)^2 for every tie, in the pattern of the ties.

    What `constraint` adds up and `hierarchy` compares; parameters as for these.
    """
    if not graph:
        return sparse.csr_array((0, 0))
    matrix = adjacency(graph, weighted=weighted)
    shares = _shares(matrix)
    # p_qj stands in row j: the strength of the tie over all that q has.
    totals = sums_of_rows(matrix, matrix.data)
    arriving = matrix.data / totals[matrix.indices]
    around = on_ties(matrix.indptr, matrix.indices, shares, arriving)
    return sparse.csr_array(
        ((shares + around) ** 2, matrix.indices, matrix.indptr), shape=matrix.shape
    )


def unshared(graph: nx.Graph[str], *, weighted: bool) -> Number:
    """Return the effective size of each node as an array, 0 for an isolate."""
    if not graph:
        return np.zeros(0)
    matrix = adjacency(graph, weighted=weighted)
    strongest = np.repeat(matrix.max(axis=1).toarray().ravel(), np.diff(matrix.indptr))
    products = on_ties(matrix.indptr, matrix.indices, _shares(matrix), matrix.data / strongest)
    sizes: Number = np.diff(matrix.indptr) - sums_of_rows(matrix, products)
    return sizes


def _per_node(graph: nx.Graph[str], values: NDArray[np.float64]) -> dict[str, float | None]:
    return {
        item: value if many else None
        for item, value, many in zip(graph, values.tolist(), degrees(graph).tolist(), strict=True)
    }
