"""The whole graph from afar: each partnership is one node, tied to those it shares members with."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from graphsvc.analytics.scope import Scope
from graphsvc.analytics.views import BODY
from graphsvc.language import Message, message, messages
from graphsvc.model.snapshot import Snapshot
from graphsvc.viz import palette
from graphsvc.viz.affiliations import links, node_of, partnerships_in
from graphsvc.viz.scene import MOST_NODES, MOST_TIES, Draft, SizeBy, Tie
from graphsvc.viz.sizes import SIZES_OF_GROUPS, Size, counted, measured_on_groups


@dataclass(frozen=True, slots=True)
class Grouped:
    """A map on which many organizations are one node.

    Attributes
    ----------
    draft
        Its nodes and ties.
    organizations, bodies
        How many organizations each node stands for, and on how many bodies they sit.
    limits
        Sentences that say what is not shown.
    fact
        Sums it up where there is more to say than how many nodes there are.
    """

    draft: Draft
    organizations: Mapping[str, float]
    bodies: Mapping[str, float]
    limits: tuple[Message, ...] = ()
    fact: Message | None = None

    def size_by(self, size: Size = Size.ORGANIZATIONS) -> SizeBy:
        """Return what sizes stand for; the number of organizations where a size is of no group."""
        counts = {Size.ORGANIZATIONS: self.organizations, Size.BODIES: self.bodies}
        if size in SIZES_OF_GROUPS and size not in counts:
            return measured_on_groups(size, self.draft)
        size = size if size in counts else Size.ORGANIZATIONS
        return counted(size, counts[size])


def partnerships(snapshot: Snapshot, scope: Scope, graph: nx.Graph[str]) -> Grouped:
    """Draw each partnership as one node.

    Parameters
    ----------
    snapshot, scope
        What the map is of.
    graph
        Its graph from `analytics.views.two_mode`; not modified.

    Returns
    -------
    Grouped
        Nodes and ties within the limits. Where there is too much, the largest nodes and strongest
        ties stay.
    """
    who = _who(snapshot, graph)
    order = sorted(
        partnerships_in(snapshot, scope, graph), key=lambda item: (-len(who[item]), item)
    )
    nodes = {item: node_of(snapshot, item) for item in order[:MOST_NODES]}
    linked = list(links(snapshot, scope, nodes))
    shared = _shared(who, sorted(nodes))
    limits = []
    if len(order) > MOST_NODES:
        limits.append(message("Only the {count} largest partnerships are drawn.", count=MOST_NODES))
    if len(linked) + len(shared) > MOST_TIES:
        limits.append(message("Only the {count} strongest lines are drawn.", count=MOST_TIES))
    draft = Draft(nodes, [*linked, *shared][:MOST_TIES])
    bodies = Counter(
        snapshot.partnership_of[item]
        for item, data in graph.nodes(data=True)
        if data["mode"] == BODY
    )
    return Grouped(
        draft,
        {item: float(len(who[item])) for item in nodes},
        {item: float(bodies[item]) for item in nodes},
        tuple(limits),
        _summed_up(nodes, who),
    )


def _summed_up(drawn: Collection[str], who: Mapping[str, set[str]]) -> Message | None:
    """Say how many organizations there are, and how many of them sit in several partnerships."""
    if not drawn:
        return None
    sits_in = Counter(each for item in drawn for each in who.get(item, ()))
    count, shared = len(sits_in), sum(times > 1 for times in sits_in.values())
    return message(
        "The map shows {partnerships} with {organizations}; {shared}.",
        partnerships=messages(
            "{count} partnership", "{count} partnerships", len(drawn), count=len(drawn)
        ),
        organizations=messages("{count} organization", "{count} organizations", count, count=count),
        shared=messages(
            "{count} of them sits in more than one",
            "{count} of them sit in more than one",
            shared,
            count=shared,
        ),
    )


def _who(snapshot: Snapshot, graph: nx.Graph[str]) -> dict[str, set[str]]:
    """Return the organizations seated in each partnership."""
    who: dict[str, set[str]] = defaultdict(set)
    for item, data in graph.nodes(data=True):
        if data["mode"] == BODY:
            who[snapshot.partnership_of[item]].update(graph[item])
    return who


def _shared(who: dict[str, set[str]], partnerships_drawn: list[str]) -> list[Tie]:
    """Tie partnerships that have organizations in common, the strongest ties first."""
    sits_in: dict[str, list[str]] = defaultdict(list)
    for item in partnerships_drawn:
        for organization in who[item]:
            sits_in[organization].append(item)
    common = Counter(pair for found in sits_in.values() for pair in combinations(found, 2))
    return [
        Tie(
            first,
            second,
            palette.SHARED.key,
            messages(
                "{count} organization in common",
                "{count} organizations in common",
                count,
                count=count,
            ),
            count,
        )
        for (first, second), count in sorted(common.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
