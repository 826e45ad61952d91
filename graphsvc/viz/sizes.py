"""What sizes on a map stand for: measures of the register, under names that readers know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx

from graphsvc.analytics import measures as register
from graphsvc.analytics.network import Network, Shape, group_of
from graphsvc.analytics.view_networks import by_key
from graphsvc.analytics.views import one_mode, tie
from graphsvc.language import Message, message
from graphsvc.viz import palette
from graphsvc.viz.scene import Draft, SizeBy

_MANY_CONNECTIONS = 8.0


class Size(StrEnum):
    """What the sizes on a map stand for."""

    TIES = "ties"
    SEATS = "seats"
    BETWEENNESS = "betweenness"
    CLOSENESS = "closeness"
    EIGENVECTOR = "eigenvector"
    CORE = "core_number"
    BRIDGING_CAPACITY = "effective_size"
    SPREAD = "participation"
    # Where many organizations are one node:
    ORGANIZATIONS = "organizations"
    BODIES = "bodies"
    STRENGTH = "strength"

    @classmethod
    def _missing_(cls, value: object) -> Size | None:
        # Addresses of earlier versions, and the register's own name.
        return {"bridging": cls.BETWEENNESS, "degree": cls.TIES}.get(str(value))


@dataclass(frozen=True, slots=True)
class Wording:
    """What readers call a measure, and what it tells them."""

    label: Message
    meaning: Message


WORDS: Mapping[Size, Wording] = {
    Size.TIES: Wording(
        message("Number of connections"),
        message("With how many others on the map it is tied."),
    ),
    Size.SEATS: Wording(
        message("Number of seats"),
        message("How many seats an organization holds, or a council or committee has."),
    ),
    Size.BETWEENNESS: Wording(
        message("Betweenness"),
        message("How often it lies on the shortest way between two others: a bridge."),
    ),
    Size.CLOSENESS: Wording(
        message("Closeness"),
        message("The higher, the fewer steps it takes to reach all others."),
    ),
    Size.EIGENVECTOR: Wording(
        message("Well connected partners"),
        message("High where those it is tied with have many ties themselves (eigenvector)."),
    ),
    Size.CORE: Wording(
        message("Depth in the core"),
        message(
            "The largest number of ties that all members of a group around it have in that group."
        ),
    ),
    Size.BRIDGING_CAPACITY: Wording(
        message("Bridging capacity"),
        message("How many partners it has who do not meet one another (effective size)."),
    ),
    Size.SPREAD: Wording(
        message("Spread over sectors"),
        message("0 where all its partners are of one sector, near 1 where they are of many."),
    ),
    Size.ORGANIZATIONS: Wording(
        message("Number of organizations"),
        message("How many organizations it stands for."),
    ),
    Size.BODIES: Wording(
        message("Number of councils and committees"),
        message("How many councils and committees it has, or its organizations sit on."),
    ),
    Size.STRENGTH: Wording(
        message("Strength of ties"),
        message("How much it has in common with all others: the numbers on its lines, added up."),
    ),
}
# The connections are counted on the map itself, which has lines that no measure counts.
_REGISTERED: Mapping[Shape, Mapping[Size, str]] = {
    Shape.TWO_MODE: {
        Size.SEATS: "degree_weighted",
        Size.BETWEENNESS: "betweenness_normalized",
        Size.CLOSENESS: "closeness_normalized",
        Size.EIGENVECTOR: "eigenvector",
        Size.CORE: "core_number",
    },
    Shape.ONE_MODE: {
        Size.BETWEENNESS: "betweenness_normalized",
        Size.CLOSENESS: "closeness",
        Size.EIGENVECTOR: "eigenvector",
        Size.CORE: "core_number",
        Size.BRIDGING_CAPACITY: "effective_size",
        Size.SPREAD: "participation",
    },
}
# What partnerships or communities are measured by, on what they have in common.
_ON_GROUPS: Mapping[Size, str] = {
    Size.STRENGTH: "strength",
    Size.BETWEENNESS: "betweenness_normalized",
}
# The first is what sizes stand for where nothing else is asked for.
SIZES_OF_GROUPS = (Size.ORGANIZATIONS, Size.BODIES, *_ON_GROUPS)


def sizes_of(shape: Shape) -> tuple[Size, ...]:
    """List what sizes can stand for on a map of this kind, the number of connections first."""
    return (Size.TIES, *_REGISTERED[shape])


def measured(size: Size, shape: Shape, affiliations: nx.Graph[str]) -> SizeBy:
    """Work out a measure on what a map shows.

    Parameters
    ----------
    size, shape
        One of `sizes_of(shape)` other than the number of connections.
    affiliations
        The two-mode graph of what is shown, from `analytics.views.two_mode` or a part of it; not
        modified.

    Returns
    -------
    SizeBy
        None where the measure is not defined; nodes that are not in the graph are missing.
    """
    graph = affiliations if shape is Shape.TWO_MODE else one_mode(affiliations)
    network = Network(graph, shape, affiliations, group_of(affiliations, "sector"))
    return _registered(size, _REGISTERED[shape][size], network)


def measured_on_groups(size: Size, draft: Draft) -> SizeBy:
    """Work out a measure of partnerships or communities on what they have in common.

    Parameters
    ----------
    size
        One of `SIZES_OF_GROUPS` other than the number of organizations or bodies.
    draft
        The map, with what each two share as the strength of their tie; not modified.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(draft.nodes))
    tie(
        graph,
        {
            (each.source, each.target): each.strength
            for each in draft.ties
            if each.style in palette.WEIGHED
        },
    )
    return _registered(size, _ON_GROUPS[size], Network(graph, Shape.ONE_MODE))


def counted(size: Size, values: Mapping[str, float]) -> SizeBy:
    """Let sizes stand for a count that is at hand."""
    return SizeBy(str(size), WORDS[size].label, values, meaning=WORDS[size].meaning)


def _registered(size: Size, name: str, network: Network) -> SizeBy:
    (measure,) = register.choose([name], network)
    values = {
        item: None if value is None else float(value)
        for item, value in by_key(measure, network).items()
    }
    return SizeBy(str(size), WORDS[size].label, values, meaning=WORDS[size].meaning)


def by_ties(draft: Draft) -> SizeBy:
    """Count with how many others each node of a map is tied; a part is not tied to its whole."""
    met: dict[str, set[str]] = defaultdict(set)
    for each in draft.ties:
        if each.style != palette.PART_OF.key:
            met[each.source].add(each.target)
            met[each.target].add(each.source)
    return SizeBy(
        str(Size.TIES),
        WORDS[Size.TIES].label,
        {item: float(len(met[item])) for item in draft.nodes},
        full=_MANY_CONNECTIONS,
        meaning=WORDS[Size.TIES].meaning,
    )
