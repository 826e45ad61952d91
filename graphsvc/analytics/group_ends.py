"""Ties between nodes of known group, added up by the groups at their ends."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from operator import itemgetter
from typing import Any

import networkx as nx
import numpy as np

from graphsvc.analytics.matrices import Matrix, adjacency
from graphsvc.kernels.compiling import Number, Whole
from graphsvc.kernels.spreads import Spread, add_by_group, by_group, count_by_group

Groups = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Ends:
    """Ties between nodes of known group, added up by group.

    Attributes
    ----------
    known
        The groups, in order.
    inside
        For each group, the ties inside it, each once.
    leaving, arriving
        Those to and from other groups: in an undirected graph each such tie leaves one and arrives
        at the other, as a half.
    """

    known: Sequence[Any]
    inside: Number
    leaving: Number
    arriving: Number

    @property
    def all_inside(self) -> float:
        """All ties inside groups."""
        return math.fsum(self.inside.tolist())

    @property
    def all_leaving(self) -> float:
        """All ties between groups, each once."""
        return math.fsum(self.leaving.tolist())

    @property
    def total(self) -> float:
        """All of both."""
        return math.fsum([*self.inside.tolist(), *self.leaving.tolist()])

    @property
    def chance(self) -> float:
        """How many would be inside by chance, times all of them."""
        products = (self.inside + self.leaving) * (self.inside + self.arriving)
        return math.fsum(products.tolist())

    @property
    def modularity(self) -> float | None:
        """The share of ties inside, less what chance would give; None without ties."""
        total = self.total
        return self.all_inside / total - self.chance / total**2 if total else None


def codes(graph: nx.Graph[str], groups: Groups) -> tuple[list[str], Whole]:
    """Number the groups, in order, and tell which each node is in; -1 where that is not known."""
    found = _looked_up(list(graph), groups)
    # Numbered as they come, in one pass; put in order afterwards, when there are few left.
    number: defaultdict[str | None, int] = defaultdict(count().__next__)
    met = np.fromiter(map(number.__getitem__, found), dtype=np.int32, count=len(found))
    known = sorted(group for group in number if group is not None)
    code = np.full(len(number), -1, dtype=np.int32)
    code[[number[group] for group in known]] = np.arange(len(known), dtype=np.int32)
    return known, code[met]


def _looked_up(items: Sequence[str], groups: Groups) -> Sequence[str | None]:
    """Look all up at once, which is faster by half, unless one is missing."""
    if len(items) > 1:
        with suppress(KeyError):
            found: Sequence[str | None] = itemgetter(*items)(groups)
            return found
    return [groups.get(item) for item in items]


def spread_over(graph: nx.Graph[str], groups: Groups, *, weighted: bool) -> Spread:
    """Add up the ties of each node by the group they lead to.

    Parameters
    ----------
    graph, groups, weighted
        As for `groups.participation`.
    """
    ties = adjacency(graph, weighted=weighted)
    known, own = codes(graph, groups)
    return by_group(ties.indptr, ties.indices, ties.data, own, len(known))


def ends_of(graph: nx.Graph[str], groups: Groups, *, weighted: bool) -> Ends:
    """Add up the ties of each group.

    Parameters
    ----------
    graph, groups, weighted
        As for `groups.ei_index_group`.
    """
    ties = adjacency(graph, weighted=weighted)
    known, own = codes(graph, groups)
    if weighted or graph.is_directed():
        return ends_between(ties, own, known, directed=graph.is_directed())
    inside, leaving = count_by_group(ties.indptr, ties.indices, own, len(known))
    return Ends(known, inside / 2, leaving / 2, leaving / 2)


def ends_between(ties: Matrix, own: Whole, known: Sequence[Any], *, directed: bool) -> Ends:
    """Add up the ties of each group.

    Parameters
    ----------
    ties
        Without ties of a node to itself; both ways unless directed.
    own
        The number of the group of each node; -1 where it is not known.
    known
        The groups.
    directed
        Whether a tie leads one way.
    """
    if directed:
        leave, arrive = np.repeat(own, np.diff(ties.indptr)), own[ties.indices]
        counted, stay = (leave >= 0) & (arrive >= 0), leave == arrive
        out = counted & ~stay
        return Ends(
            known,
            _by_group(leave[counted & stay], ties.data[counted & stay], known),
            _by_group(leave[out], ties.data[out], known),
            _by_group(arrive[out], ties.data[out], known),
        )
    # An undirected tie is met from both of its ends.
    inside, leaving = add_by_group(ties.indptr, ties.indices, ties.data, own, len(known))
    return Ends(known, inside / 2, leaving / 2, leaving / 2)


def _by_group(group: Whole, values: Number, known: Sequence[Any]) -> Number:
    return np.bincount(group, values, minlength=len(known)).astype(np.float64)
