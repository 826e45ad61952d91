"""Ties inside groups and between them: sectors, partnerships, or whatever the groups are.

A node whose group is not known is neither inside nor outside: its ties are left out, on both ends.
"""

from __future__ import annotations

import math
from collections import defaultdict
from statistics import fmean

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphsvc.analytics.group_ends import Ends, Groups, ends_of, spread_over
from graphsvc.kernels.spreads import Spread


def participation(
    graph: nx.Graph[str], groups: Groups, *, weighted: bool = False, raw: Spread | None = None
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
    raw
        What `spread_over` gave, where it is at hand.

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
    _, _, total, squares = raw or spread_over(graph, groups, weighted=weighted)
    return _where(graph, total > 0, evenness(total, squares))


def within_module_z(
    graph: nx.Graph[str], groups: Groups, *, weighted: bool = False, raw: Spread | None = None
) -> dict[str, float | None]:
    """Compare a node's ties inside its own group with those of the other members of the group.

    (k - mean) / standard deviation, where k is the number of ties to the own group, and mean and
    (population) standard deviation are taken over all members of the group. High: a hub of its own
    group.

    Parameters
    ----------
    graph, groups, weighted, raw
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
    spread = raw or spread_over(graph, groups, weighted=weighted)
    inside = dict(zip(graph, spread.inside.tolist(), strict=True))
    members: dict[str, list[str]] = defaultdict(list)
    for item in graph:
        own = groups.get(item)
        if own is not None:
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
    graph: nx.Graph[str], groups: Groups, *, weighted: bool = False, raw: Spread | None = None
) -> dict[str, float | None]:
    """Compare the ties of a node to other groups (E) with those to its own (I): (E - I) / (E + I).

    -1 where all ties stay inside the group, 1 where all lead out of it.

    Parameters
    ----------
    graph, groups, weighted, raw
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
    inside, outside, _, _ = raw or spread_over(graph, groups, weighted=weighted)
    both = outside + inside
    known = np.array([groups.get(item) is not None for item in graph], dtype=np.bool_)
    return _where(graph, known & (both > 0), (outside - inside) / np.where(both > 0, both, 1))


def ei_index_group(
    graph: nx.Graph[str], groups: Groups, *, weighted: bool = False, raw: Ends | None = None
) -> dict[str, float | None]:
    """Compare the ties that lead out of a group (E) with those inside it (I): (E - I) / (E + I).

    A tie inside counts once, not once for each end. -1 where all ties stay inside, 1 where all lead
    out. In a directed graph a tie that leads into the group counts like one that leads out.

    Parameters
    ----------
    graph, groups, weighted
        As for `within_module_z`; directed or not.
    raw
        What `ends_of` gave, where it is at hand.

    Returns
    -------
    dict[str, float | None]
        Every group that a node has, in order, in [-1, 1]. None for a group without ties.

    References
    ----------
    .. [1] Krackhardt, D. & Stern, R. N., Social Psychology Quarterly 51 (1988), 123-140.
    """
    ends = raw or ends_of(graph, groups, weighted=weighted)
    across = ends.leaving + ends.arriving
    rows = zip(ends.known, across.tolist(), ends.inside.tolist(), strict=True)
    return {group: _index(outside, inside) for group, outside, inside in rows}


def ei_index_network(
    graph: nx.Graph[str], groups: Groups, *, weighted: bool = False, raw: Ends | None = None
) -> float | None:
    """Compare all ties between groups (E) with all ties inside groups (I): (E - I) / (E + I).

    Parameters
    ----------
    graph, groups, weighted, raw
        As for `ei_index_group`.

    Returns
    -------
    float | None
        In [-1, 1]. None without a tie between nodes of known group.

    References
    ----------
    .. [1] Krackhardt, D. & Stern, R. N., Social Psychology Quarterly 51 (1988), 123-140.
    """
    ends = raw or ends_of(graph, groups, weighted=weighted)
    return _index(ends.all_leaving, ends.all_inside)


def group_assortativity(
    graph: nx.Graph[str], groups: Groups, *, raw: Ends | None = None
) -> float | None:
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
    raw
        What `ends_of` gave of ties that all count 1, where it is at hand.

    Returns
    -------
    float | None
        In [-1, 1]. None without ties between nodes of known group, or where all
        these are in one group.

    References
    ----------
    .. [1] Newman, M. E. J., Physical Review E 67 (2003), 026126, equation 2.
    """
    ends = raw or ends_of(graph, groups, weighted=False)
    count, chance = ends.total, ends.chance
    # In whole numbers: 1 less what chance gives is 0 where all are in one group, and not nearly so.
    if chance == count**2:
        return None
    return (count * ends.all_inside - chance) / (count**2 - chance)


def modularity_groups(
    graph: nx.Graph[str], groups: Groups, *, weighted: bool = False, raw: Ends | None = None
) -> float | None:
    """Return the modularity of the groups: the share of ties inside, less what chance would give.

    Parameters
    ----------
    graph, groups, weighted, raw
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
    return (raw or ends_of(graph, groups, weighted=weighted)).modularity


def _where(
    graph: nx.Graph[str], is_defined: NDArray[np.bool_], values: NDArray[np.float64]
) -> dict[str, float | None]:
    """Give each node its value, None where it is not defined."""
    rows = zip(graph, is_defined.tolist(), values.tolist(), strict=True)
    return {item: value if here else None for item, here, value in rows}


def _index(outside: float, inside: float) -> float | None:
    return (outside - inside) / (outside + inside) if outside + inside else None


def evenness(total: NDArray[np.float64], squares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Say how evenly each row is spread, of its sum and that of its squares (Blau); NaN for 0."""
    found: NDArray[np.float64] = np.divide(
        total**2 - squares, total**2, out=np.full(len(total), np.nan), where=total > 0
    )
    return found
