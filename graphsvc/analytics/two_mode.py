"""Centralities of organizations and bodies in the graph of who sits where, without projecting it.

The normalisations are those of Borgatti & Everett: an organization is measured against the best
that any organization could have among so many organizations and bodies, a body against the best any
body could have. Empty bodies and organizations without a seat count in these sizes.
"""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx

from graphsvc.analytics import matrices, neighbourhoods, paths
from graphsvc.analytics.distances import sweep
from graphsvc.analytics.paths import Reaches
from graphsvc.analytics.views import BODY, ORGANIZATION


def degree(
    affiliations: nx.Graph[str], *, weighted: bool = False, normalized: bool = False
) -> dict[str, float] | dict[str, float | None]:
    """Count the bodies an organization sits on, or the organizations that sit on a body.

    Parameters
    ----------
    affiliations
        Two-mode graph: nodes with the attribute `mode`, as from `views.two_mode`; `strength` on
        every tie if `weighted`. Not modified.
    weighted
        Add up strengths: the seats that an organization holds, or that a body has.
    normalized
        Divide by the size of the other mode.

    Returns
    -------
    dict[str, float] | dict[str, float | None]
        Every node of both modes in the graph's order; 0 or more; normalized, in [0, 1] unless
        weighted, and None where the other mode is empty.

    References
    ----------
    .. [1] Borgatti, S. P. & Everett, M. G., Social Networks 19 (1997), 243-269.
    """
    degrees: Mapping[str, float]
    if weighted:
        degrees = neighbourhoods.strength(affiliations)
    else:
        degrees = dict(zip(affiliations, matrices.degrees(affiliations).tolist(), strict=True))
    if not normalized:
        return dict(degrees)
    sizes = _sizes(affiliations)
    return {
        item: ties / sizes[item][1] if sizes[item][1] else None for item, ties in degrees.items()
    }


def closeness(
    affiliations: nx.Graph[str],
    *,
    weighted: bool = False,
    normalized: bool = False,
    reach: Reaches | None = None,
) -> dict[str, float | None]:
    """Say how near a node is to all others, reached or not (Wasserman & Faust's form).

    ((r - 1) / (n - 1)) ((r - 1) / S) for a node that reaches r of the n nodes of both modes, itself
    included, at distances that add up to S. Normalized, the second factor is compared with the best
    there could be: (n_other + 2 (n_own - 1)) / S, since at best a node is 1 step from everyone in
    the other mode and 2 from everyone in its own.

    Parameters
    ----------
    affiliations
        As for `degree`.
    weighted
        Take ties as 1 / strength long.
    normalized
        Borgatti & Everett's form, for a node that reaches all others; for one that does not, times
        (r - 1) / (n - 1), as in NetworkX.
    reach
        What `distances.sweep` gave for this graph, where it is at hand.

    Returns
    -------
    dict[str, float | None]
        Every node of both modes in the graph's order, in [0, 1]; 0 for an isolate. Normalized, 1
        for a node that is tied to all of the other mode, and more only where it reaches a few nodes
        at short distance and the others not at all; weighted, both also where ties are short.

    Notes
    -----
    Time O(nodes x ties); weighted as for `lengths.follow`.

    References
    ----------
    .. [1] Wasserman, S. & Faust, K., Social Network Analysis, Cambridge (1994), section 5.3.
    .. [2] Borgatti, S. P. & Everett, M. G., Social Networks 19 (1997), 243-269.
    """
    reach = reach or sweep(affiliations, weighted=weighted)
    if not normalized:
        return paths.closeness(affiliations, reach=reach)
    sizes, others = _sizes(affiliations), len(affiliations) - 1
    found: dict[str, float | None] = {}
    for item, to in reach.items():
        own, other = sizes[item]
        best = (other + 2 * (own - 1)) * to.nodes
        found[item] = float(best / (to.total * others)) if to.nodes else 0.0
    return found


def betweenness(
    affiliations: nx.Graph[str],
    *,
    weighted: bool = False,
    normalized: bool = False,
    raw: Mapping[str, float | None] | None = None,
) -> dict[str, float | None]:
    """Add up, over all pairs of other nodes, the share of shortest paths that pass through a node.

    The pairs are of either mode or of both. Normalized, it is divided by the most that any node of
    its mode could have among so many organizations and bodies.

    Parameters
    ----------
    affiliations
        As for `degree`.
    weighted
        Take ties as 1 / strength long.
    normalized
        Divide by `largest_betweenness`.
    raw
        The betweenness that is not normalized, where it is at hand.

    Returns
    -------
    dict[str, float | None]
        Every node of both modes in the graph's order; pairs, 0 or more; normalized, in [0, 1], and
        None where no node of that mode could lie between two others.

    Notes
    -----
    Time as for `paths.betweenness`, which works it out.

    References
    ----------
    .. [1] Borgatti, S. P. & Everett, M. G., Social Networks 19 (1997), 243-269.
    .. [2] Brandes, U., J. Mathematical Sociology 25 (2001), 163-177.
    """
    if raw is None:
        raw = paths.betweenness(affiliations, weighted=weighted)
    if not normalized:
        return dict(raw)
    sizes = _sizes(affiliations)
    largest = {size: largest_betweenness(*size) for size in set(sizes.values())}
    return {
        item: (raw[item] or 0.0) / largest[sizes[item]] if largest[sizes[item]] else None
        for item in affiliations
    }


def betweenness_normalized(affiliations: nx.Graph[str]) -> dict[str, float | None]:
    """Return the normalized `betweenness`.

    Parameters
    ----------
    affiliations
        As for `degree`.

    Returns
    -------
    dict[str, float | None]
        As there.
    """
    return betweenness(affiliations, normalized=True)


def largest_betweenness(own: int, other: int) -> float:
    """Return the most betweenness a node can have in a two-mode graph of these sizes.

    It is had by a node that is tied to the whole other mode when the rest of its own mode hangs on
    the other mode one by one, spread as evenly as can be. The formula printed in 1997 falls short
    of it where one mode is much the larger; this is the one of Borgatti & Halgin (2011) that UCINET
    and NetworkX use too.

    Parameters
    ----------
    own
        Nodes in the node's own mode, itself included: at least 1.
    other
        Nodes in the other mode.

    Returns
    -------
    float
        Pairs of nodes; 0 where no node of that mode can lie between two others.
    """
    if not own or not other:
        return 0.0
    each, more = divmod(own - 1, other)
    return (
        other**2 * (each + 1) ** 2
        + other * (each + 1) * (2 * more - each - 1)
        - more * (2 * each - more + 3)
    ) / 2


def _sizes(affiliations: nx.Graph[str]) -> dict[str, tuple[int, int]]:
    """Return the size of each node's own mode and of the other one."""
    modes = {item: data["mode"] for item, data in affiliations.nodes(data=True)}
    organizations = sum(1 for mode in modes.values() if mode == ORGANIZATION)
    bodies = sum(1 for mode in modes.values() if mode == BODY)
    return {
        item: (organizations, bodies) if mode == ORGANIZATION else (bodies, organizations)
        for item, mode in modes.items()
    }
