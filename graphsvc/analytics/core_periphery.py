"""A core that is tied to itself and a periphery that is not: how far a network is built so."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphsvc.analytics.matrices import degrees
from graphsvc.dispatch.graphs import Ties


def in_core(graph: nx.Graph[str]) -> dict[str, bool]:
    """Say whether a node belongs to the core: all tied to one another, others to the core alone.

    The core is the one that is least wrong: it leaves the fewest pairs inside it untied and the
    fewest pairs outside of it tied. Of cores equally wrong the smallest is taken, and of nodes with
    equally many ties those that come first in the graph.

    Parameters
    ----------
    graph
        Undirected, without self-loops. Not modified.

    Returns
    -------
    dict[str, bool]
        Every node in the graph's order.

    Notes
    -----
    Exact. k nodes in the core are wrong in k(k - 1)/2 + ties - (sum of their degrees) pairs, so the
    nodes go into the core by degree for as long as each has more ties than the core has members.
    Time O(nodes log nodes + ties).

    References
    ----------
    .. [1] Lip, S. Z. W., A fast algorithm for the discrete core/periphery bipartitioning problem,
       arXiv:1102.5511 (2011).
    """
    return dict(zip(graph, _core(graph).tolist(), strict=True))


def _core(graph: nx.Graph[str]) -> NDArray[np.bool_]:
    ties = degrees(graph)
    order = np.argsort(-ties, kind="stable")
    # As many as have more ties than there are before them: degrees fall and places rise.
    members = int(np.sum(ties[order] > np.arange(len(order))))
    core = np.zeros(len(order), dtype=np.bool_)
    core[order[:members]] = True
    return core


def core_periphery(graph: nx.Graph[str]) -> float | None:
    """Say how far a network is a core and a periphery: the correlation of its ties with that image.

    In the image, all pairs inside the core are tied and none in the periphery; pairs of one from
    each are not looked at. The core is that of `in_core`.

    Parameters
    ----------
    graph
        Undirected, without self-loops. Not modified.

    Returns
    -------
    float | None
        In [-1, 1]; 1 where every pair is as in the image. None where all pairs that are looked at
        are tied or none is, or all of them are on one side.

    References
    ----------
    .. [1] Borgatti, S. P. & Everett, M. G., Social Networks 21 (1999), 375-395.
    .. [2] Lip, S. Z. W., arXiv:1102.5511 (2011).
    """
    core = _core(graph)
    inner = int(np.sum(core))
    outer = len(core) - inner
    pairs = inner * (inner - 1) // 2, outer * (outer - 1) // 2
    between = Ties.of(graph)
    sides = np.repeat(core.astype(np.int8), np.diff(between.starts)) + core[between.others]
    # Each tie was met from both of its ends.
    ties = int(np.sum(sides == 2)) // 2, int(np.sum(sides == 0)) // 2
    tied, looked_at = sum(ties), sum(pairs)
    spread = tied * (looked_at - tied) * pairs[0] * pairs[1]
    if not spread:
        return None
    # The correlation of two columns of zeros and ones (phi).
    return (ties[0] * looked_at - tied * pairs[0]) / math.sqrt(spread)
