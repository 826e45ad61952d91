"""Seats of each group beside its share of all organizations: who is seated, and who is not.

The reference is every organization there is, seated or not. Organizations of unknown group count
in the totals and form no group of their own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import networkx as nx

from graphsvc.analytics.groups import Groups
from graphsvc.analytics.intervals import Tails, hypergeometric_tails, jeffreys
from graphsvc.analytics.intervals import wilson as wilson_interval
from graphsvc.analytics.matrices import adjacency
from graphsvc.analytics.views import ORGANIZATION


@dataclass(frozen=True, slots=True)
class Presence:
    """What one group has, and what there is.

    Attributes
    ----------
    seats, all_seats
        Seats held by the group, and by everyone.
    organizations, all_organizations
        Organizations of the group, and all, seated or not.
    seated, all_seated
        Those of them that hold at least one seat.
    """

    seats: int
    organizations: int
    seated: int
    all_seats: int
    all_organizations: int
    all_seated: int


def presences(affiliations: nx.Graph[str], groups: Groups) -> dict[str, Presence]:
    """Count the seats and organizations of every group.

    Parameters
    ----------
    affiliations
        Two-mode graph: nodes with the attribute `mode`, ties with `strength` (seats held), as from
        `views.two_mode`. Not modified.
    groups
        The group of each organization; missing or None where it is not known.

    Returns
    -------
    dict[str, Presence]
        Every group that an organization belongs to, in order.
    """
    seats: Counter[str | None] = Counter()
    organizations: Counter[str | None] = Counter()
    seated: Counter[str | None] = Counter()
    sums = adjacency(affiliations, weighted=True).sum(axis=1)
    held = dict(zip(affiliations, sums.tolist(), strict=True))
    for item, data in affiliations.nodes(data=True):
        if data["mode"] == ORGANIZATION:
            group = groups.get(item)
            organizations[group] += 1
            seats[group] += int(held[item])
            seated[group] += held[item] > 0
    totals = seats.total(), organizations.total(), seated.total()
    return {
        group: Presence(seats[group], organizations[group], seated[group], *totals)
        for group in sorted(group for group in organizations if group is not None)
    }


def seats(affiliations: nx.Graph[str], groups: Groups) -> dict[str, int]:
    """Count the seats that the organizations of a group hold.

    Parameters
    ----------
    affiliations, groups
        As for `presences`.

    Returns
    -------
    dict[str, int]
        Every group, in order; 0 or more.
    """
    return {group: found.seats for group, found in presences(affiliations, groups).items()}


def organizations(affiliations: nx.Graph[str], groups: Groups) -> dict[str, int]:
    """Count the organizations of a group, seated or not: the reference.

    Parameters
    ----------
    affiliations, groups
        As for `presences`.

    Returns
    -------
    dict[str, int]
        Every group, in order; 1 or more.
    """
    return {group: found.organizations for group, found in presences(affiliations, groups).items()}


def organizations_seated(affiliations: nx.Graph[str], groups: Groups) -> dict[str, int]:
    """Count the organizations of a group that hold at least one seat.

    Parameters
    ----------
    affiliations, groups
        As for `presences`.

    Returns
    -------
    dict[str, int]
        Every group, in order; 0 or more.
    """
    return {group: found.seated for group, found in presences(affiliations, groups).items()}


def seat_share(affiliations: nx.Graph[str], groups: Groups) -> dict[str, float | None]:
    """Divide the seats of a group by all seats.

    Parameters
    ----------
    affiliations, groups
        As for `presences`.

    Returns
    -------
    dict[str, float | None]
        Every group, in order; in [0, 1]. None where there are no seats.
    """
    return {
        group: found.seats / found.all_seats if found.all_seats else None
        for group, found in presences(affiliations, groups).items()
    }


def representation_ratio(affiliations: nx.Graph[str], groups: Groups) -> dict[str, float | None]:
    """Divide a group's share of the seats by its share of the organizations.

    1 is parity; 0.5 is half the seats that parity would give.

    Parameters
    ----------
    affiliations, groups
        As for `presences`.

    Returns
    -------
    dict[str, float | None]
        Every group, in order; 0 or more. None where there are no seats.
    """
    return {
        group: found.seats * found.all_organizations / (found.all_seats * found.organizations)
        if found.all_seats
        else None
        for group, found in presences(affiliations, groups).items()
    }


def representation_lower(affiliations: nx.Graph[str], groups: Groups) -> dict[str, float | None]:
    """Return the lower end of the 95 % interval of the representation ratio.

    Jeffreys' interval of the share of seats, over the group's share of the organizations taken as
    fixed.

    Parameters
    ----------
    affiliations, groups
        As for `presences`.

    Returns
    -------
    dict[str, float | None]
        Every group, in order; 0 or more. None where there are no seats.

    References
    ----------
    .. [1] Brown, L. D., Cai, T. T. & DasGupta, A., Statistical Science 16 (2001), 101-133.
    """
    return _jeffreys(affiliations, groups, end=0)


def representation_upper(affiliations: nx.Graph[str], groups: Groups) -> dict[str, float | None]:
    """Return the upper end of the 95 % interval of the representation ratio.

    Jeffreys' interval of the share of seats, over the group's share of the organizations taken as
    fixed.

    Parameters
    ----------
    affiliations, groups
        As for `presences`.

    Returns
    -------
    dict[str, float | None]
        Every group, in order; more than 0. None where there are no seats.

    References
    ----------
    .. [1] Brown, L. D., Cai, T. T. & DasGupta, A., Statistical Science 16 (2001), 101-133.
    """
    return _jeffreys(affiliations, groups, end=1)


def wilson_lower(affiliations: nx.Graph[str], groups: Groups) -> dict[str, float | None]:
    """Return the lower end of Wilson's 95 % interval of the share of seats.

    Parameters
    ----------
    affiliations, groups
        As for `presences`.

    Returns
    -------
    dict[str, float | None]
        Every group, in order; in [0, 1]. None where there are no seats.

    References
    ----------
    .. [1] Wilson, E. B., J. American Statistical Association 22 (1927), 209-212.
    """
    return _wilson(affiliations, groups, end=0)


def wilson_upper(affiliations: nx.Graph[str], groups: Groups) -> dict[str, float | None]:
    """Return the upper end of Wilson's 95 % interval of the share of seats.

    Parameters
    ----------
    affiliations, groups
        As for `presences`.

    Returns
    -------
    dict[str, float | None]
        Every group, in order; in [0, 1]. None where there are no seats.

    References
    ----------
    .. [1] Wilson, E. B., J. American Statistical Association 22 (1927), 209-212.
    """
    return _wilson(affiliations, groups, end=1)


def over_p(affiliations: nx.Graph[str], groups: Groups) -> dict[str, float]:
    """Return the chance that as many of a group or more would hold a seat, were seats drawn by lot.

    The seated organizations are taken as a draw without replacement from all organizations. The
    observed number is included.

    Parameters
    ----------
    affiliations, groups
        As for `presences`.

    Returns
    -------
    dict[str, float]
        Every group, in order; in [0, 1]. Small: more of the group are seated than chance gives.

    References
    ----------
    .. [1] Fisher, R. A., J. Royal Statistical Society 98 (1935), 39-82.
    """
    return {group: _tails(found).over for group, found in presences(affiliations, groups).items()}


def under_p(affiliations: nx.Graph[str], groups: Groups) -> dict[str, float]:
    """Return the chance that as few of a group or fewer would hold a seat, were seats drawn by lot.

    The seated organizations are taken as a draw without replacement from all organizations. The
    observed number is included.

    Parameters
    ----------
    affiliations, groups
        As for `presences`.

    Returns
    -------
    dict[str, float]
        Every group, in order; in [0, 1]. Small: fewer of the group are seated than chance gives.

    References
    ----------
    .. [1] Fisher, R. A., J. Royal Statistical Society 98 (1935), 39-82.
    """
    return {group: _tails(found).under for group, found in presences(affiliations, groups).items()}


def _tails(found: Presence) -> Tails:
    return hypergeometric_tails(
        found.seated, found.all_seated, found.organizations, found.all_organizations
    )


def _jeffreys(affiliations: nx.Graph[str], groups: Groups, *, end: int) -> dict[str, float | None]:
    ends: dict[str, float | None] = {}
    for group, found in presences(affiliations, groups).items():
        interval = jeffreys(found.seats, found.all_seats)
        share = found.organizations / found.all_organizations
        ends[group] = interval[end] / share if interval else None
    return ends


def _wilson(affiliations: nx.Graph[str], groups: Groups, *, end: int) -> dict[str, float | None]:
    ends: dict[str, float | None] = {}
    for group, found in presences(affiliations, groups).items():
        interval = wilson_interval(found.seats, found.all_seats)
        ends[group] = interval[end] if interval else None
    return ends
