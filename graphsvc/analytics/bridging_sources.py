"""Shortest paths from a few nodes, and how to tell from them what all paths would say.

A draw leaves a tenth of the memberships out. What its paths say is estimated from how much the
paths from a few nodes changed: the paths from the same nodes have been followed in the whole
network, where the sum over all nodes is known too. Most of the error of a small sample is the same
in both, and cancels.

References
----------
.. [1] Brandes, U. & Pich, C., International J. Bifurcation and Chaos 17 (2007), 2303-2318 (paths
   from some nodes).
.. [2] Lavenberg, S. S. & Welch, P. D., Management Science 27 (1981), 322-335 (what is known of
   the whole takes error off an estimate).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from graphsvc.analytics.passing import Estimate, estimate, is_sampled
from graphsvc.kernels.alike import Classes
from graphsvc.kernels.compiling import Number, Whole

# Nodes are drawn once, in groups; a draw looks at the paths from so many of the groups.
GROUPS, EACH, LOOKED_AT = 8, 8, 2

# Given classes of nodes that are alike, those to start from and for how many nodes each stands,
# returns what passes through a member of each class.
Passing = Callable[[Whole, Number], Number]


class Compared(NamedTuple):
    """What the paths from a few nodes say.

    Attributes
    ----------
    values
        For each node, what passes through it on the paths from all nodes.
    off
        The standard error of that, as the groups differ; of the node for which it is largest.
    """

    values: Number
    off: float


@dataclass(frozen=True)
class Sources:
    """What the paths from a few nodes of the whole network say, beside those from all.

    Attributes
    ----------
    groups
        The nodes, a row for each group.
    of_group
        For each group and node, what passes through it on the paths from the group.
    of_all
        The same on the paths from all nodes.
    """

    groups: Whole
    of_group: Number
    of_all: Number

    @classmethod
    def drawn(
        cls, classes: Classes, passing: Passing, of_all: Number, dice: np.random.Generator
    ) -> Sources | None:
        """Draw nodes and follow the paths from them; None if a draw would not save anything."""
        nodes = len(classes.of_node)
        if len(classes.size) <= 2 * LOOKED_AT * EACH or nodes < GROUPS * EACH:
            return None
        groups = dice.permutation(nodes)[: GROUPS * EACH].reshape(GROUPS, EACH).astype(np.int32)
        of_group = [_from(classes, passing, group) for group in groups]
        return cls(groups, np.array(of_group), of_all)

    def estimate(self, classes: Classes, passing: Passing, dice: np.random.Generator) -> Compared:
        """Say of another network of the same nodes what the paths from all of them would.

        Notes
        -----
        An estimate from the groups is set right by how far it was off in the whole network. Where
        there is less than there was, the correction shrinks with it. Through whoever has one tie
        at most nothing passes. Nodes that are alike have the same estimate.
        """
        looked_at = dice.choice(len(self.groups), LOOKED_AT, replace=False)
        nodes = len(classes.of_node)
        times = nodes / EACH
        now = [_from(classes, passing, group) * times for group in self.groups[looked_at]]
        before = self.of_group[looked_at] * times
        fallen = np.mean(now, axis=0), before.mean(axis=0)
        less = np.divide(*fallen, out=np.ones(nodes), where=fallen[1] > fallen[0])
        # Of each group, so that how far they are apart tells how far off their mean is.
        alike = np.array(
            [
                np.bincount(classes.of_node, weights=each + (self.of_all - known) * less)
                for each, known in zip(now, before, strict=True)
            ]
        )
        alike /= classes.size
        # Perhaps no path from the groups came by in either network, which says nothing.
        rows = np.repeat(np.arange(len(classes.size)), np.diff(classes.starts))
        tied_to = np.bincount(rows, classes.size[classes.others], minlength=len(classes.size))
        alike[:, tied_to <= 1] = 0.0
        off = alike.std(axis=0, ddof=1).max(initial=0.0) / np.sqrt(LOOKED_AT)
        return Compared(alike.mean(axis=0)[classes.of_node], float(off))


def _from(classes: Classes, passing: Passing, nodes: Sequence[int] | Whole) -> Number:
    """Return what passes through each node on the paths from some nodes."""
    begun = np.bincount(classes.of_node[nodes], minlength=len(classes.size)).astype(np.float64)
    return passing(np.flatnonzero(begun).astype(np.int32), begun)[classes.of_node]


def estimated(classes: Classes, *, tied: bool, seed: int | None) -> Estimate | None:
    """Estimate what all paths say where they take too long; None where they do not.

    Parameters
    ----------
    classes, tied
        Nodes that are alike, and whether those of a class are tied to one another.
    seed
        Of the lot; None where all paths are wanted in any case.
    """
    if seed is None or not is_sampled(_work(classes)):
        return None
    tied_to_some = np.flatnonzero(np.diff(classes.starts)[classes.of_node])
    return estimate(classes, tied_to_some, tied=tied, seed=seed, along_ties=False)


def _work(classes: Classes) -> int:
    """Say how many ties are followed from all classes: from each, those of its own part alone."""
    ones, shape = np.ones(len(classes.others), dtype=np.int8), (len(classes.size),) * 2
    ties = sparse.csr_array((ones, classes.others, classes.starts), shape=shape)
    _, part = csgraph.connected_components(ties, directed=False)
    return int(np.bincount(part) @ np.bincount(part, weights=np.diff(classes.starts)))
