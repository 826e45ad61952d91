"""Seats of each group beside its share of all organizations: who is seated, and who is not.

The reference is every organization there is, seated or not. Organizations of unknown group count
in the totals and form no group of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from graphsvc.analytics.group_ends import Groups
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


Presences = Mapping[str, Presence]


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


def seats(found: Presences) -> dict[str, int]:
    """Count the seats that the organizations of a group hold.

    Parameters
    ----------
    found
        What `presences` counts.

    Returns
    -------
    dict[str, int]
        Every group, in order; 0 or more.

    References
    ----------
    .. [1] Wasserman, S. & Faust, K., Social Network Analysis, Cambridge (1994), section 8.5.
    """
    return {group: counted.seats for group, counted in found.items()}


def organizations(found: Presences) -> dict[str, int]:
    """Count the organizations of a group, seated or not: the reference.

    Parameters
    ----------
    found
        What `presences` counts.

    Returns
    -------
    dict[str, int]
        Every group, in order; 1 or more.

    References
    ----------
    .. [1] Wasserman, S. & Faust, K., Social Network Analysis, Cambridge (1994), section 8.3.
    """
    return {group: counted.organizations for group, counted in found.items()}


def organizations_seated(found: Presences) -> dict[str, int]:
    """Count the organizations of a group that hold at least one seat.

    Parameters
    ----------
    found
        What `presences` counts.

    Returns
    -------
    dict[str, int]
        Every group, in order; 0 or more.

    References
    ----------
    .. [1] Wasserman, S. & Faust, K., Social Network Analysis, Cambridge (1994), section 8.5.
    """
    return {group: counted.seated for group, counted in found.items()}


def seat_share(found: Presences) -> dict[str, float | None]:
    """Divide the seats of a group by all seats.

    Parameters
    ----------
    found
        What `presences` counts.

    Returns
    -------
    dict[str, float | None]
        Every group, in order; in [0, 1]. None where there are no seats.

    References
    ----------
    .. [1] Taagepera, R. & Laakso, M., European J. Political Research 8 (1980), 423-446.
    """
    return {
        group: counted.seats / counted.all_seats if counted.all_seats else None
        for group, counted in found.items()
    }


def representation_ratio(found: Presences) -> dict[str, float | None]:
    """Divide a group's share of the seats by its share of the organizations.

    1 is parity; 0.5 is half the seats that parity would give.

    Parameters
    ----------
    found
        What `presences` counts.

    Returns
    -------
    dict[str, float | None]
        Every group, in order; 0 or more. None where there are no seats.

    References
    ----------
    .. [1] Taagepera, R. & Laakso, M., European J. Political Research 8 (1980), 423-446 (share of
       the seats over share of the votes).
    """
    return {
        group: counted.seats
        * counted.all_organizations
        / (counted.all_seats * counted.organizations)
        if counted.all_seats
        else None
        for group, counted in found.items()
    }


def representation_lower(found: Presences) -> dict[str, float | None]:
    """Return the lower end of the 95% interval of the representation ratio.

    Jeffreys' interval of the share of seats, over the group's share of the organizations taken as
    fixed. It is 0 where the group holds no seat, so that the interval holds the observed ratio.

    Parameters
    ----------
    found
        What `presences` counts.

    Returns
    -------
    dict[str, float | None]
        Every group, in order; 0 or more. None where there are no seats.

    References
    ----------
    .. [1] Brown, L. D., Cai, T. T. & DasGupta, A., Statistical Science 16 (2001), 101-133.
    """
    return _jeffreys(found, end=0)


def representation_upper(found: Presences) -> dict[str, float | None]:
    """Return the upper end of the 95% interval of the representation ratio.

    Jeffreys' interval of the share of seats, over the group's share of the organizations taken as
    fixed. The end of the share is 1 where the group holds all seats, so that the interval holds
    the observed ratio.

    Parameters
    ----------
    found
        What `presences` counts.

    Returns
    -------
    dict[str, float | None]
        Every group, in order; more than 0. None where there are no seats.

    References
    ----------
    .. [1] Brown, L. D., Cai, T. T. & DasGupta, A., Statistical Science 16 (2001), 101-133.
    """
    return _jeffreys(found, end=1)


def wilson_lower(found: Presences) -> dict[str, float | None]:
    """Return the lower end of Wilson's 95% interval of the share of seats.

    Parameters
    ----------
    found
        What `presences` counts.

    Returns
    -------
    dict[str, float | None]
        Every group, in order; in [0, 1]. None where there are no seats.

    References
    ----------
    .. [1] Wilson, E. B., J. American Statistical Association 22 (1927), 209-212.
    """
    return _wilson(found, end=0)


def wilson_upper(found: Presences) -> dict[str, float | None]:
    """Return the upper end of Wilson's 95% interval of the share of seats.

    Parameters
    ----------
    found
        What `presences` counts.

    Returns
    -------
    dict[str, float | None]
        Every group, in order; in [0, 1]. None where there are no seats.

    References
    ----------
    .. [1] Wilson, E. B., J. American Statistical Association 22 (1927), 209-212.
    """
    return _wilson(found, end=1)


def over_p(found: Presences) -> dict[str, float]:
    """Return the chance that as many of a group or more would hold a seat, were seats drawn by lot.

    The seated organizations are taken as a draw without replacement from all organizations. The
    observed number is included.

    Parameters
    ----------
    found
        What `presences` counts.

    Returns
    -------
    dict[str, float]
        Every group, in order; in [0, 1]. Small: more of the group are seated than chance gives.

    References
    ----------
    .. [1] Fisher, R. A., J. Royal Statistical Society 98 (1935), 39-82.
    """
    return {group: _tails(counted).over for group, counted in found.items()}


def under_p(found: Presences) -> dict[str, float]:
    """Return the chance that as few of a group or fewer would hold a seat, were seats drawn by lot.

    The seated organizations are taken as a draw without replacement from all organizations. The
    observed number is included.

    Parameters
    ----------
    found
        What `presences` counts.

    Returns
    -------
    dict[str, float]
        Every group, in order; in [0, 1]. Small: fewer of the group are seated than chance gives.

    References
    ----------
    .. [1] Fisher, R. A., J. Royal Statistical Society 98 (1935), 39-82.
    """
    return {group: _tails(counted).under for group, counted in found.items()}


def _tails(counted: Presence) -> Tails:
    return hypergeometric_tails(
        counted.seated, counted.all_seated, counted.organizations, counted.all_organizations
    )


def _jeffreys(found: Presences, *, end: int) -> dict[str, float | None]:
    ends: dict[str, float | None] = {}
    for group, counted in found.items():
        interval = jeffreys(counted.seats, counted.all_seats)
        share = counted.organizations / counted.all_organizations
        ends[group] = interval[end] / share if interval else None
    return ends


def _wilson(found: Presences, *, end: int) -> dict[str, float | None]:
    ends: dict[str, float | None] = {}
    for group, counted in found.items():
        interval = wilson_interval(counted.seats, counted.all_seats)
        ends[group] = interval[end] if interval else None
    return ends
