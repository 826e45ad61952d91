"""Brokerage roles: for whom a node stands between two others that are not tied.

A broker of a -> b -> c without a -> c is told by the groups of the three. An undirected tie is read
as two directed ones, so each pair counts twice, once from either end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphsvc.analytics.group_ends import Groups, codes
from graphsvc.dispatch.graphs import Ties
from graphsvc.kernels.triads import open_triads, open_triads_directed


class BrokerRole(StrEnum):
    """Between whom a broker stands, by the groups of the three, in the order of the kernels."""

    COORDINATOR = "coordinator"
    ITINERANT = "itinerant"
    REPRESENTATIVE = "representative"
    GATEKEEPER = "gatekeeper"
    LIAISON = "liaison"
    TOTAL = "total"


WHO: Mapping[BrokerRole, str] = {
    BrokerRole.COORDINATOR: "all three are of one group",
    BrokerRole.ITINERANT: "the two others are of one group and the broker of another (consultant)",
    BrokerRole.REPRESENTATIVE: "the first is of the broker's group and the second of another, so "
    "that the way leaves the group",
    BrokerRole.GATEKEEPER: "the first is of another group and the second of the broker's, so that "
    "the way enters the group",
    BrokerRole.LIAISON: "all three are of different groups",
    BrokerRole.TOTAL: "the groups are whatever they are",
}


# Without directions whoever lets something in lets as much out: a gatekeeper is a representative.
UNDIRECTED = tuple(role for role in BrokerRole if role is not BrokerRole.REPRESENTATIVE)
NAMES_UNDIRECTED = tuple(
    f"{role}{ending}" for role in UNDIRECTED for ending in ("", "_expected", "_z")
)


@dataclass(frozen=True, slots=True)
class Brokerage:
    """How often each node of known group is a broker, what chance would give, and how far apart.

    Attributes
    ----------
    counts, expected, z
        By role, for each node; None for a node whose group is not known. `z` is None too where
        chance leaves no room: its standard deviation is 0.
    """

    counts: Mapping[BrokerRole, dict[str, int | None]]
    expected: Mapping[BrokerRole, dict[str, float | None]]
    z: Mapping[BrokerRole, dict[str, float | None]]

    def undirected(self, item: str) -> dict[str, float | None]:
        """Return all numbers of one node of an undirected graph, by `NAMES_UNDIRECTED`.

        Gatekeeper and representative are the same number there, so the second is left out.
        """
        told = (
            each[role][item] for role in UNDIRECTED for each in (self.counts, self.expected, self.z)
        )
        return dict(zip(NAMES_UNDIRECTED, told, strict=True))


def brokerage(graph: nx.Graph[str], groups: Groups) -> Brokerage:
    """Count the pairs of others between whom each node stands, by role.

    Parameters
    ----------
    graph
        Directed or not, without self-loops. Not modified.
    groups
        The group of each node; missing or None where it is not known. Nodes without a group are
        left out, as ends and as brokers.

    Returns
    -------
    Brokerage
        Every node in the graph's order.

    Notes
    -----
    Expected value and standard deviation are those of a directed graph with groups of the same
    sizes in which each tie is there with a chance of its own, the density of this graph (Gould and
    Fernandez's null model). Time O(sum over ties of the smaller degree); directed, O(sum over nodes
    of ties in x ties out).

    References
    ----------
    .. [1] Gould, R. V. & Fernandez, R. M., Structures of mediation, Sociological Methodology 19
       (1989), 89-126.
    """
    part = Ties.of(graph).among({item for item in graph if groups.get(item) is not None})
    known, own = codes(graph, groups)
    places = np.flatnonzero(own >= 0)
    group = own[places]
    if part.directed:
        found = open_triads_directed(*part.arriving, part.starts, part.others, group)
    else:
        found = open_triads(part.starts, part.others, group, len(known))
    table = np.column_stack([found, found.sum(axis=1)])
    sizes = np.bincount(group, minlength=len(known)).astype(float)
    nodes = len(places)
    density = len(part.others) / (nodes * (nodes - 1)) if nodes > 1 else 0.0
    moments = np.array([_moments(density, sizes, number) for number in range(len(known))])
    chance = moments.reshape(-1, len(BrokerRole), 2)[group]
    return _by_role(graph, places, table, chance)


def _by_role(
    graph: nx.Graph[str],
    places: NDArray[np.intp],
    table: NDArray[np.int64],
    chance: NDArray[np.float64],
) -> Brokerage:
    def every(values: NDArray[Any], which: NDArray[np.intp]) -> dict[str, Any]:
        column = np.full(len(graph), None, dtype=object)
        column[which] = values.tolist()
        return dict(zip(graph, column.tolist(), strict=True))

    counts: dict[BrokerRole, dict[str, int | None]] = {}
    expected: dict[BrokerRole, dict[str, float | None]] = {}
    z: dict[BrokerRole, dict[str, float | None]] = {}
    for column, role in enumerate(BrokerRole):
        count, mean, variance = table[:, column], chance[:, column, 0], chance[:, column, 1]
        counts[role], expected[role] = every(count, places), every(mean, places)
        leaves = variance > 0
        z[role] = every((count - mean)[leaves] / np.sqrt(variance[leaves]), places[leaves])
    return Brokerage(counts, expected, z)


def _moments(density: float, sizes: NDArray[np.float64], own: int) -> list[tuple[float, float]]:
    """Return the mean and the variance of each role of a broker of a group, in order of roles.

    A way a -> b -> c without a -> c is there with chance p p (1 - p). Two ways through b hang
    together only where they share their first or their last tie; `sharing` counts these pairs.
    """
    mine, all_nodes = float(sizes[own]), float(sizes.sum())
    rest = np.delete(sizes, own)
    outside = all_nodes - mine
    # For one end in another group, how many are in neither that group nor the broker's.
    third = outside - rest
    ways_and_sharing = [
        ((mine - 1) * (mine - 2), 2 * (mine - 1) * (mine - 2) * (mine - 3)),
        (float(np.sum(rest * (rest - 1))), 2 * float(np.sum(rest * (rest - 1) * (rest - 2)))),
        *[
            (
                outside * (mine - 1),
                (mine - 1) * outside * (outside - 1) + outside * (mine - 1) * (mine - 2),
            )
        ]
        * 2,
        (float(np.sum(rest * third)), 2 * float(np.sum(rest * third * (third - 1)))),
        (
            (all_nodes - 1) * (all_nodes - 2),
            2 * (all_nodes - 1) * (all_nodes - 2) * (all_nodes - 3),
        ),
    ]
    chance = density**2 * (1 - density)
    together = density**3 * (1 - density) ** 3
    # 0 others times 1 less than none is -0.0; with 0.0 added it is the 0.0 that it stands for.
    return [
        (ways * chance + 0.0, max(0.0, ways * chance * (1 - chance) + sharing * together))
        for ways, sharing in ways_and_sharing
    ]


Answer = Callable[..., Mapping[str, float | None]]


def count_of(role: BrokerRole) -> Answer:
    """Return the function that counts one role."""

    def answer(
        graph: nx.Graph[str], groups: Groups, *, raw: Brokerage | None = None
    ) -> Mapping[str, float | None]:
        return (raw or brokerage(graph, groups)).counts[role]

    return _told(
        answer,
        "Count the ordered pairs of others that are not tied, of which the first is tied to the "
        f"node and the node to the second, where {WHO[role]}. An undirected tie is read as two "
        "directed ones.",
    )


def expected_of(role: BrokerRole) -> Answer:
    """Return the function that gives what chance would give of one role."""

    def answer(
        graph: nx.Graph[str], groups: Groups, *, raw: Brokerage | None = None
    ) -> Mapping[str, float | None]:
        return (raw or brokerage(graph, groups)).expected[role]

    return _told(
        answer,
        f"How large brokerage_{role} would be on the average, if each directed tie were there with "
        "the same chance (the density of the graph) and groups were as large as they are.",
    )


def z_of(role: BrokerRole) -> Answer:
    """Return the function that tells how far one role is from chance."""

    def answer(
        graph: nx.Graph[str], groups: Groups, *, raw: Brokerage | None = None
    ) -> Mapping[str, float | None]:
        return (raw or brokerage(graph, groups)).z[role]

    return _told(
        answer,
        f"How many standard deviations brokerage_{role} is above what chance would give "
        f"(brokerage_{role}_expected), if each directed tie were there with the same chance.",
    )


def _told(answer: Answer, told: str) -> Answer:
    answer.__doc__ = (
        f"{told}\n\nParameters\n----------\ngraph, groups\n    As for `brokerage`.\nraw\n    What "
        "`brokerage` gave, where it is at hand.\n\nReferences\n----------\n"
        ".. [1] Gould, R. V. & Fernandez, R. M., Sociological Methodology 19 (1989), 89-126."
    )
    return answer
