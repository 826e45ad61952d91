"""The maps there are: of a partnership, a body, an organization's neighbourhood, and the whole.

Each is a `Scene`. Up to 1,500 nodes and 5,000 ties everything is shown; above that each partnership
is one node, tied to those it shares organizations with, to be opened by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import networkx as nx

from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.analytics.views import BODY, two_mode
from graphsvc.language import Message, message, messages
from graphsvc.model import ids
from graphsvc.model.snapshot import Snapshot
from graphsvc.viz import palette
from graphsvc.viz.affiliations import affiliations, best_connected, neighbourhood
from graphsvc.viz.layout import Point
from graphsvc.viz.partnerships import partnerships
from graphsvc.viz.scene import (
    MOST_NODES,
    MOST_TIES,
    Caption,
    Draft,
    NodeKind,
    Scene,
    SizeBy,
    compose,
)

_MOST_NAMES = 5
_MANY_CONNECTIONS = 8.0


def draw(
    snapshot: Snapshot,
    scope: Scope,
    *,
    size_by: SizeBy | None = None,
    steps: int = 1,
    start: Mapping[str, Point] | None = None,
    laid_out: bool = True,
) -> Scene:
    """Draw the map of a part of the graph.

    Parameters
    ----------
    snapshot
        The graph at one revision; not modified.
    scope
        A partnership, a body with the bodies under it, an organization's neighbourhood, or all.
    size_by
        The measure that sizes stand for. Without it: the number of bodies an organization sits on,
        of members a body has, of organizations a partnership has.
    steps
        For an organization, how far to go: 1 shows those it meets at a table, 2 also those whom
        they meet at other tables of its partnerships. Ignored for other scopes.
    start
        Earlier positions, so that the map does not jump.
    laid_out
        False leaves the positions to who lays several scenes out together.

    Returns
    -------
    Scene
        Never more than `MOST_NODES` nodes and `MOST_TIES` ties; `limits` says what that cost.

    Notes
    -----
    O(nodes + ties) and the layout.
    """
    graph = two_mode(snapshot, scope)
    gaps = list(_gaps(snapshot, scope, graph))
    whole = scope.of == WHOLE
    if whole and (len(graph) > MOST_NODES or graph.number_of_edges() > MOST_TIES):
        return _from_afar(snapshot, scope, graph, gaps, start)
    draft = affiliations(snapshot, scope, graph)
    if whole and not draft.fits:
        return _from_afar(snapshot, scope, graph, gaps, start)
    if scope.of.startswith(f"{ids.ORGANIZATION}:"):
        draft = neighbourhood(draft, scope.of, steps)
    facts = (_counted(draft), *gaps)
    limits: tuple[Message, ...] = ()
    if not draft.fits:
        draft = best_connected(draft)
        shown = sum(node.kind is NodeKind.ORGANIZATION for node in draft.nodes.values())
        limits = (message("Only the {count} best connected organizations are drawn.", count=shown),)
    caption = Caption(
        of=scope.of,
        as_of=scope.as_of,
        facts=facts,
        limits=limits,
        focus=scope.of if scope.of in draft.nodes else None,
    )
    return compose(draft, caption, size_by or by_ties(draft), start, laid_out=laid_out)


def _from_afar(
    snapshot: Snapshot,
    scope: Scope,
    graph: nx.Graph[str],
    gaps: Sequence[Message],
    start: Mapping[str, Point] | None,
) -> Scene:
    draft, sizes, limits = partnerships(snapshot, scope, graph)
    caption = Caption(
        of=scope.of,
        as_of=scope.as_of,
        facts=(_counted(draft), *gaps),
        limits=tuple(limits),
        aggregated=True,
    )
    return compose(draft, caption, sizes, start)


def _counted(draft: Draft) -> Message:
    """Sum up in words how many organizations, bodies and partnerships there are."""
    kinds = Counter(node.kind for node in draft.nodes.values())
    organizations, bodies = kinds[NodeKind.ORGANIZATION], kinds[NodeKind.BODY]
    partnerships = kinds[NodeKind.PARTNERSHIP]
    parts = [
        messages(
            "{count} organization", "{count} organizations", organizations, count=organizations
        ),
        messages(
            "{count} council or committee", "{count} councils and committees", bodies, count=bodies
        ),
        messages("{count} partnership", "{count} partnerships", partnerships, count=partnerships),
    ]
    present = [
        part
        for part, number in zip(parts, (organizations, bodies, partnerships), strict=True)
        if number
    ]
    return message("The map shows {parts}.", parts=present)


def _gaps(snapshot: Snapshot, scope: Scope, graph: nx.Graph[str]) -> Iterator[Message]:
    """Say what the map lacks: members nobody recorded, and who was left out on request."""
    empty = sum(
        1 for item, data in graph.nodes(data=True) if data["mode"] == BODY and not graph[item]
    )
    if empty:
        yield messages(
            "No member is recorded for {count} council or committee.",
            "No member is recorded for {count} councils and committees.",
            empty,
            count=empty,
        )
    out = sorted(scope.left_out(snapshot) | scope.bodies_left_out(snapshot))
    if out:
        records = [snapshot.organizations.get(item) or snapshot.bodies[item] for item in out]
        more = len(records) - _MOST_NAMES
        yield message("Left out on request: {names}.", names=records[:_MOST_NAMES])
        if more > 0:
            yield messages("And {count} more.", "And {count} more.", more, count=more)


def by_ties(draft: Draft) -> SizeBy:
    """Let sizes stand for the number of connections."""
    met: dict[str, set[str]] = defaultdict(set)
    for tie in draft.ties:
        if tie.style != palette.PART_OF.key:
            met[tie.source].add(tie.target)
            met[tie.target].add(tie.source)
    return SizeBy(
        "degree",
        message("Number of connections"),
        {item: float(len(met[item])) for item in draft.nodes},
        full=_MANY_CONNECTIONS,
    )
