"""How many steps everyone is away: nodes with the same neighbours are searched from once."""

from __future__ import annotations

import numpy as np

from graphsvc.dispatch.graphs import Ties
from graphsvc.kernels.alike import Classes
from graphsvc.kernels.compiling import Whole
from graphsvc.kernels.searches import Reached, reached


def by_steps(ties: Ties, *, sources: Whole | None = None, leaving: bool = False) -> Reached:
    """Measure the distances from all nodes to each node, by steps.

    Parameters
    ----------
    ties
        Directed or not.
    sources
        The places of the nodes to start from, each once; all if left out.
    leaving
        Measure from each node to all nodes instead, where ties lead one way.

    Notes
    -----
    As for `searches.reached`, over classes of nodes that have the same neighbours unless directed.
    """
    if ties.directed:
        starts, others = ties.arriving if leaving else (ties.starts, ties.others)
        return reached(starts, others, sources=sources)
    classes, tied = ties.classes
    return by_classes(classes, sources, tied=tied)


def by_classes(classes: Classes, sources: Whole | None = None, *, tied: bool) -> Reached:
    """Measure the distances to each node of classes.

    Parameters
    ----------
    classes
        Of nodes that have the same other neighbours.
    sources
        As for `by_steps`.
    tied
        Whether the members of a class are tied to one another: one step apart. If not, they are two
        apart, by way of a neighbour.
    """
    of_node = classes.of_node
    is_source = np.ones(len(of_node), dtype=np.int64)
    if sources is not None:
        is_source[:] = 0
        is_source[sources] = 1
    standing = np.bincount(of_node[is_source > 0], minlength=len(classes.size)).astype(np.int64)
    has_ties = np.diff(classes.starts) > 0
    begun = np.flatnonzero(has_ties & (standing > 0)).astype(np.int32)
    found = reached(classes.starts, classes.others, sources=begun, standing=standing)
    # The search from a class does not come back to it: the others of it are added here.
    alike = standing[of_node] - is_source
    if not tied:
        alike[~has_ties[of_node]] = 0
    apart = 1 if tied else 2
    return Reached(
        found.nodes[of_node] + alike,
        found.steps[of_node] + apart * alike,
        found.harmonic[of_node] + alike / apart,
        np.maximum(found.farthest[of_node], np.where(alike > 0, apart, 0)).astype(np.int32),
    )
