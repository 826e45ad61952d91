"""Ties inside groups and between them: sectors, partnerships, or whatever the groups are.

A node whose group is not known is neither inside nor outside: its ties are left out, on both ends.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphsvc.analytics.matrices import adjacency
from graphsvc.kernels.spreads import by_group

Groups = Mapping[str, str | None]


def participation(
    graph: nx.Graph[str], groups: Groups, *, weighted: bool = False
) -> dict[str, float | None]:
    """Say how evenly the ties of a node are spread over the groups.

    1 minus the sum over groups s of (k_s / k)^2, where k_s of the node's k ties go to group s. 0
    where all go to one group; the nearer to 1, the more groups and the more even.

    Parameters
    ----------
    graph
        Undirected, without self-loops; `strength` on every tie if `weighted`. Not modified.
    groups
        The group of each node; missing or None where it is not known. The node's own group plays no
        part, so in a two-mode graph only the other mode needs groups.
    weighted
        Add up strengths rather than count ties.

    Returns
    -------
    dict[str, float | None]
        Every node in the graph's order, in [0, 1). None without a tie to a node of known group.

    Notes
    -----
    Time O(nodes + ties).

    References
    ----------
    .. [1] Guimera, R. & Amaral, L. A. N., Nature 433 (2005), 895-900.

    Examples
    --------
    >>> star = nx.Graph([("a", "b"), ("a", "c")])
    >>> participation(star, {"b": "health", "c": "housing"})
    {'a': 0.5, 'b': None, 'c': None}
    """
    found: dict[str, float | None] = {}
    for item, spread in _spreads(graph, groups, weighted=weighted):
        parts = spread.values()
        total = math.fsum(parts)
        found[item] = (
            (total**2 - math.fsum(part**2 for part in parts)) / total**2 if total else None
        )
    return found


def within_module_z(
    graph: nx.Graph[str], groups: Groups, *, weighted: bool = False
) -> dict[str, float | None]:
    """Compare a node's ties inside its own group with those of the other members of the group.

    (k - mean) / standard deviation, where k is the number of ties to the own group, and mean and
    (population) standard deviation are taken over all members of the group. High: a hub of its own
    group.

    Parameters
    ----------
    graph, groups, weighted
        As for `participation`; here the node's own group is needed too.

    Returns
    -------
    dict[str, float | None]
        Every node in the graph's order; standard deviations, any sign. None where the node's group
        is not known, or all members have as many ties inside.

    Notes
    -----
    Time O(nodes + ties).

    References
    ----------
    .. [1] Guimera, R. & Amaral, L. A. N., Nature 433 (2005), 895-900.
    """
    inside: dict[str, float] = {}
    members: dict[str, list[str]] = defaultdict(list)
    for item, spread in _spreads(graph, groups, weighted=weighted):
        own = groups.get(item)
        if own is not None:
            inside[item] = spread.get(own, 0.0)
            members[own].append(item)
    scores: dict[str, float | None] = {}
    for group in members.values():
        values = [inside[item] for item in group]
        mean = fmean(values)
        deviation = math.sqrt(fmean((value - mean) ** 2 for value in values))
        # Compared with each other, not with 0: a mean of equal floats need not equal them.
        varied = min(values) < max(values)
        for item in group:
            scores[item] = (inside[item] - mean) / deviation if varied else None
    return {item: scores.get(item) for item in graph}


def ei_index(
    graph: nx.Graph[str], groups: Groups, *, weighted: bool = False
) -> dict[str, float | None]:
    """Compare the ties of a node to other groups (E) with those to its own (I): (E - I) / (E + I).

    -1 where all ties stay inside the group, 1 where all lead out of it.

    Parameters
    ----------
    graph, groups, weighted
        As for `within_module_z`.

    Returns
    -------
    dict[str, float | None]
        Every node in the graph's order, in [-1, 1]. None where the node's group is not known, or it
        has no tie to a node of known group.

    References
    ----------
    .. [1] Krackhardt, D. & Stern, R. N., Social Psychology Quarterly 51 (1988), 123-140.
    """
    found: dict[str, float | None] = {}
    for item, spread in _spreads(graph, groups, weighted=weighted):
        own = groups.get(item)
        inside = spread.pop(own, 0.0) if own is not None else 0.0
        found[item] = None if own is None else _index(math.fsum(spread.values()), inside)
    return found


def ei_index_group(
    graph: nx.Graph[str], groups: Groups, *, weighted: bool = False
) -> dict[str, float | None]:
    """Compare the ties that lead out of a group (E) with those inside it (I): (E - I) / (E + I).

    A tie inside counts once, not once for each end. -1 where all ties stay inside, 1 where all lead
    out. In a directed graph a tie that leads into the group counts like one that leads out.

    Parameters
    ----------
    graph, groups, weighted
        As for `within_module_z`; directed or not.

    Returns
    -------
    dict[str, float | None]
        Every group that a node has, in order, in [-1, 1]. None for a group without ties.

    References
    ----------
    .. [1] Krackhardt, D. & Stern, R. N., Social Psychology Quarterly 51 (1988), 123-140.
    """
    ends = _ends(graph, groups, weighted=weighted)
    return {
        group: _index(ends.leaving[group] + ends.arriving[group], ends.inside[group])
        for group in names(graph, groups)
    }


def ei_index_network(
    graph: nx.Graph[str], groups: Groups, *, weighted: bool = False
) -> float | None:
    """Compare all ties between groups (E) with all ties inside groups (I): (E - I) / (E + I).

    Parameters
    ----------
    graph, groups, weighted
        As for `ei_index_group`.

    Returns
    -------
    float | None
        In [-1, 1]. None without a tie between nodes of known group.

    References
    ----------
    .. [1] Krackhardt, D. & Stern, R. N., Social Psychology Quarterly 51 (1988), 123-140.
    """
    ends = _ends(graph, groups, weighted=weighted)
    return _index(math.fsum(ends.leaving.values()), math.fsum(ends.inside.values()))


def group_assortativity(graph: nx.Graph[str], groups: Groups) -> float | None:
    """Say how far ties keep to their own group, against what chance would give.

    (sum of e_ss - sum of a_s b_s) / (1 - sum of a_s b_s), where e_ss is the share of ties inside
    group s, and a_s and b_s the shares of tie ends at it. 1 where no tie leaves its group, 0 where
    ties ignore the groups, negative where they avoid their own.

    Parameters
    ----------
    graph
        Directed or not. Not modified.
    groups
        The group of each node; missing or None where it is not known.

    Returns
    -------
    float | None
        In [-1, 1]. None without ties between nodes of known group, or where all
        these are in one group.

    References
    ----------
    .. [1] Newman, M. E. J., Physical Review E 67 (2003), 026126, equation 2.
    """
    ends = _ends(graph, groups, weighted=False)
    count, chance = ends.total, ends.chance
    # In whole numbers: 1 less what chance gives is 0 where all are in one group, and not nearly so.
    if chance == count**2:
        return None
    return (count * math.fsum(ends.inside.values()) - chance) / (count**2 - chance)


def modularity_groups(
    graph: nx.Graph[str], groups: Groups, *, weighted: bool = False
) -> float | None:
    """Return the modularity of the groups: the share of ties inside, less what chance would give.

    Parameters
    ----------
    graph, groups, weighted
        As for `ei_index_group`.

    Returns
    -------
    float | None
        In [-1/2, 1). None without a tie between nodes of known group.

    References
    ----------
    .. [1] Newman, M. E. J. & Girvan, M., Physical Review E 69 (2004), 026113.
    .. [2] Leicht, E. A. & Newman, M. E. J., Physical Review Letters 100 (2008), 118703 (directed).
    """
    ends = _ends(graph, groups, weighted=weighted)
    if not ends.total:
        return None
    return math.fsum(ends.inside.values()) / ends.total - ends.chance / ends.total**2


def names(graph: nx.Graph[str], groups: Groups) -> list[str]:
    """Return the groups that the nodes of a graph belong to, in order."""
    found = (groups.get(item) for item in graph)
    return sorted({group for group in found if group is not None})


def _spreads(
    graph: nx.Graph[str], groups: Groups, *, weighted: bool
) -> Iterator[tuple[str, dict[str, float]]]:
    """Go through the nodes with their ties added up by the group they lead to."""
    ties = adjacency(graph, weighted=weighted)
    known, own = _codes(graph, groups)
    starts, found, sums = by_group(ties.indptr, ties.indices, ties.data, own, len(known))
    ends, codes, values = starts.tolist(), found.tolist(), sums.tolist()
    for item, first, last in zip(graph, ends, ends[1:], strict=False):
        yield item, {known[codes[at]]: values[at] for at in range(first, last)}


@dataclass(frozen=True, slots=True)
class _Ends:
    """Ties between nodes of known group, added up by group.

    `inside` counts each tie once, `leaving` and `arriving` those to and from other groups: in an
    undirected graph each tie to another group leaves one and arrives at the other, as a half.
    """

    inside: dict[str, float]
    leaving: dict[str, float]
    arriving: dict[str, float]

    @property
    def total(self) -> float:
        """All of them, each once."""
        return math.fsum([*self.inside.values(), *self.leaving.values()])

    @property
    def chance(self) -> float:
        """How many would be inside by chance, times all of them."""
        return math.fsum(
            (self.inside[group] + self.leaving[group]) * (self.inside[group] + self.arriving[group])
            for group in self.inside
        )


def _ends(graph: nx.Graph[str], groups: Groups, *, weighted: bool) -> _Ends:
    ties = adjacency(graph, weighted=weighted)
    known, own = _codes(graph, groups)
    leave, arrive = np.repeat(own, np.diff(ties.indptr)), own[ties.indices]
    counted, stay = (leave >= 0) & (arrive >= 0), leave == arrive
    # An undirected tie is met from both of its ends.
    once = 1.0 if graph.is_directed() else 0.5

    def summed(ends: NDArray[np.int32], which: NDArray[np.bool_]) -> dict[str, float]:
        sums = np.bincount(ends[which], ties.data[which], minlength=len(known))
        return dict(zip(known, (once * sums).tolist(), strict=True))

    out = counted & ~stay
    return _Ends(summed(leave, counted & stay), summed(leave, out), summed(arrive, out))


def _codes(graph: nx.Graph[str], groups: Groups) -> tuple[list[str], NDArray[np.int32]]:
    """Number the groups, and tell which each node is in; -1 where that is not known."""
    known = names(graph, groups)
    code = {name: number for number, name in enumerate(known)}
    own = [code.get(groups.get(item) or "", -1) for item in graph]
    return known, np.array(own, dtype=np.int32)


def _index(outside: float, inside: float) -> float | None:
    return (outside - inside) / (outside + inside) if outside + inside else None
