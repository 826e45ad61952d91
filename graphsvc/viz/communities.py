"""Communities as nodes: groups of organizations that share tables among themselves most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from graphsvc.analytics import sentences
from graphsvc.analytics.views import BODY, ORGANIZATION
from graphsvc.language import Message, language, message, messages
from graphsvc.model.snapshot import Snapshot
from graphsvc.viz import palette
from graphsvc.viz.partnerships import Grouped
from graphsvc.viz.scene import MOST_NODES, MOST_TIES, Draft, Node, NodeKind, Tie

PREFIX = "community:"


@dataclass(frozen=True, slots=True)
class Group:
    """One community, as the analytics found it before anything was filtered.

    Attributes
    ----------
    key
        Its best connected organization. An address names a community by one of its members, so
        that it leads to those around this member also when the graph has changed.
    members
        Its organizations.
    partnerships
        How many of them sit in each partnership, the most frequent first.
    tables
        The bodies it gathers around.
    """

    key: str
    members: frozenset[str]
    partnerships: Mapping[str, int]
    tables: tuple[str, ...]

    @property
    def homes(self) -> list[str]:
        """The partnerships in which a tenth of them or more sit, the first one in any case."""
        most = max(self.partnerships.values(), default=0)
        least = min(most, len(self.members) / 10)
        return [item for item, count in self.partnerships.items() if count >= least]


def group_of(
    graph: nx.Graph[str],
    members: Iterable[str],
    partnerships: Iterable[tuple[str, int]],
    tables: Iterable[str],
) -> Group:
    """Make a group of what `analytics.communities` tells of it, on the graph it was found in."""
    found = frozenset(members)
    key = min(found, key=lambda item: (-len(graph[item]), item))
    return Group(key, found, dict(partnerships), tuple(tables))


def names_of(snapshot: Snapshot, groups: Sequence[Group]) -> dict[str, Message]:
    """Name groups after the partnership most sit in, or in one partnership after their table.

    Where two would be called the same, their best connected organization is named too.
    """
    within = {item for group in groups for item in group.homes}
    alike = sentences.shared_names(snapshot, {table for group in groups for table in group.tables})
    first = {group.key: _name(snapshot, group, alike, across=len(within) > 1) for group in groups}
    times = Counter(map(str, first.values()))
    return {
        group.key: name
        if times[str(name)] == 1
        else message("{community}: {member}", community=name, member=snapshot.organizations[key])
        for group in groups
        for key, name in [(group.key, first[group.key])]
    }


def _name(snapshot: Snapshot, group: Group, alike: frozenset[str], *, across: bool) -> Message:
    if not across:
        table = sentences.body(snapshot, group.tables[0], alike)
        return message("Around {table}", table=table)
    home, others = snapshot.partnerships[group.homes[0]], len(group.homes) - 1
    if not others:
        return message("{partnership}", partnership=home)
    return messages(
        "{partnership} and {count} more",
        "{partnership} and {count} more",
        others,
        partnership=home,
        count=others,
    )


def communities(snapshot: Snapshot, graph: nx.Graph[str], groups: Sequence[Group]) -> Grouped:
    """Draw each community as one node, tied to those it shares tables with.

    Parameters
    ----------
    snapshot
        The graph at one revision, before anything is filtered; not modified.
    graph
        What is shown of it, from `analytics.views.two_mode`; not modified.
    groups
        The communities. Those of whom nobody is shown have no node.
    """
    names = names_of(snapshot, groups)
    of: dict[str, str] = {}
    nodes: dict[str, Node] = {}
    count: dict[str, float] = {}
    bodies: dict[str, float] = {}
    for group in groups[:MOST_NODES]:
        present = sorted(group.members & graph.nodes)
        if present:
            node = _node(snapshot, group, names[group.key], len(present))
            nodes[node.id], count[node.id] = node, float(len(present))
            bodies[node.id] = float(len({body for item in present for body in graph[item]}))
            of |= dict.fromkeys(present, node.id)
    ties = _shared(graph, of)
    alone = sum(
        1
        for item, data in graph.nodes(data=True)
        if data["mode"] == ORGANIZATION and item not in of
    )
    return Grouped(Draft(nodes, ties[:MOST_TIES]), count, bodies, tuple(_limits(len(ties), alone)))


def _node(snapshot: Snapshot, group: Group, name: Message, present: int) -> Node:
    places = [snapshot.partnerships[item] for item in group.partnerships]
    return Node(
        id=PREFIX + group.key,
        name=language("en").render(name),
        name_fr=language("fr").render(name),
        kind=NodeKind.COMMUNITY,
        what=messages(
            "{count} organization, in {partnerships}",
            "{count} organizations, in {partnerships}",
            present,
            count=present,
            partnerships=sentences.some(places),
        ),
        style=palette.COMMUNITY.key,
    )


def _shared(graph: nx.Graph[str], of: dict[str, str]) -> list[Tie]:
    """Tie communities by the tables at which both sit, the strongest ties first."""
    common: dict[tuple[str, str], int] = defaultdict(int)
    for item, data in graph.nodes(data=True):
        if data["mode"] == BODY:
            around = sorted({of[member] for member in graph[item] if member in of})
            for pair in combinations(around, 2):
                common[pair] += 1
    return [
        Tie(
            one,
            other,
            palette.MEETS.key,
            messages("{count} table in common", "{count} tables in common", count, count=count),
            count,
        )
        for (one, other), count in sorted(common.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def _limits(ties: int, alone: int) -> Iterable[Message]:
    if alone:
        yield messages(
            "{count} organization shares no table with others, so it is in no community.",
            "{count} organizations share no table with others, so they are in no community.",
            alone,
            count=alone,
        )
    if ties > MOST_TIES:
        yield message("Only the {count} strongest lines are drawn.", count=MOST_TIES)
