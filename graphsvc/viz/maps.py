"""The maps there are: of a partnership, a body, an organization's neighbourhood, and the whole.

Each is a `Scene`. Up to 1,500 nodes and 5,000 ties everything is shown; above that each partnership
is one node, tied to those it shares organizations with, to be opened by itself. Or each community.

Nothing moves when a reader filters, leaves somebody out, chooses another size or takes the tables
away: nodes stand where they stand on the map of all tables, which `ground` lays out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import networkx as nx

from graphsvc.analytics.communities import communities as found_communities
from graphsvc.analytics.network import Shape
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.analytics.views import BODY, two_mode
from graphsvc.language import Message, message, messages
from graphsvc.model import ids
from graphsvc.model.snapshot import Snapshot
from graphsvc.viz.affiliations import affiliations, best_connected, neighbourhood
from graphsvc.viz.communities import Group, communities, group_of
from graphsvc.viz.composing import Placement, compose, settled
from graphsvc.viz.layout import Point
from graphsvc.viz.looks import USUAL, GroupBy, Look, MapView
from graphsvc.viz.meetings import meetings
from graphsvc.viz.narrowing import Only, narrowed
from graphsvc.viz.partnerships import Grouped, partnerships
from graphsvc.viz.scene import MOST_NODES, MOST_TIES, Caption, Draft, NodeKind, Scene, SizeBy
from graphsvc.viz.sizes import Size, by_ties, measured, sizes_of

Groups = Callable[[], Sequence[Group]]
_MOST_NAMES = 5
_SHAPES = {MapView.TABLES: Shape.TWO_MODE, MapView.ORGANIZATIONS: Shape.ONE_MODE}


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn before it has places and sizes.

    `graph` is what of the two-mode graph it shows; `grouped` is there where many organizations are
    one node.
    """

    draft: Draft
    graph: nx.Graph[str]
    limits: tuple[Message, ...] = ()
    grouped: Grouped | None = None


def draw(
    snapshot: Snapshot,
    scope: Scope,
    look: Look = USUAL,
    *,
    groups: Groups | None = None,
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
    look
        What the reader chose.
    groups
        Gives the communities of the scope, where they are needed; worked out here if left out.
    start
        Where nodes stood before; without it, what `ground` returns.
    laid_out
        False leaves the positions to who lays several scenes out together.

    Returns
    -------
    Scene
        Never more than `MOST_NODES` nodes and `MOST_TIES` ties; `limits` says what that cost.

    Notes
    -----
    O(nodes + ties), the layout, and the measure that sizes stand for.
    """
    groups = groups or (lambda: groups_in(snapshot, scope))
    drawn = _drawn(snapshot, scope, look, groups)
    if laid_out and start is None and (look, scope) != _grounded(look, scope):
        start = ground(snapshot, scope, look, groups=groups).points
    caption = Caption(
        of=scope.of,
        as_of=scope.as_of,
        facts=(*_counted(drawn), *_gaps(snapshot, scope, look.only, drawn.graph)),
        limits=drawn.limits,
        focus=scope.of if scope.of in drawn.draft.nodes else None,
        aggregated=drawn.grouped is not None,
    )
    usual = _usual(drawn)
    size_by = _size_by(drawn, look) or usual
    return compose(drawn.draft, caption, size_by, start, room_by=usual, laid_out=laid_out)


def ground(
    snapshot: Snapshot,
    scope: Scope,
    look: Look = USUAL,
    *,
    groups: Groups | None = None,
    before: Placement | None = None,
) -> Placement:
    """Place everything that a map of this scope can show, so that nothing moves on it.

    Parameters
    ----------
    snapshot, scope, look, groups
        As for `draw`. Who is left out, the sizes and all filters but that for a community are of no
        account, nor is whether tables are shown.
    before
        Where nodes stood; those who are still there stay where they were, nearly.
    """
    look, plain = _grounded(look, scope)
    groups = groups or (lambda: groups_in(snapshot, scope))
    drawn = _drawn(snapshot, plain, look, groups)
    return settled(drawn.draft, _usual(drawn), before)


def groups_in(snapshot: Snapshot, scope: Scope) -> tuple[Group, ...]:
    """Return the communities of a scope."""
    graph = two_mode(snapshot, scope)
    return tuple(
        group_of(
            graph,
            row.organizations,
            ((each.partnership, each.organizations) for each in row.partnerships),
            row.tables,
        )
        for row in found_communities(snapshot, scope).rows
    )


def _grounded(look: Look, scope: Scope) -> tuple[Look, Scope]:
    plain = Look(group=look.group, steps=look.steps, only=Only(members=look.only.members))
    return plain, Scope(scope.of, scope.as_of)


def _drawn(snapshot: Snapshot, scope: Scope, look: Look, groups: Groups) -> _Drawn:
    shown = narrowed(snapshot, scope, look.only)
    graph = two_mode(shown, scope)
    if look.group is not GroupBy.NONE:
        return _grouped(snapshot, shown, scope, look.group, graph, groups)
    whole = scope.of == WHOLE
    if whole and (len(graph) > MOST_NODES or graph.number_of_edges() > MOST_TIES):
        return _from_afar(snapshot, shown, scope, graph, groups)
    draft = affiliations(shown, scope, graph)
    if whole and not draft.fits:
        return _from_afar(snapshot, shown, scope, graph, groups)
    limits: tuple[Message, ...] = ()
    if scope.of.startswith(f"{ids.ORGANIZATION}:"):
        draft, limits = _around(draft, scope.of, look.steps)
        graph = nx.Graph(graph.subgraph(draft.nodes))
    if look.view is MapView.ORGANIZATIONS:
        met = meetings(shown, graph)
        if met is None:
            return _from_afar(snapshot, shown, scope, graph, groups)
        draft = met
    if not draft.fits:
        draft = best_connected(draft, scope.of)
        count = sum(node.kind is NodeKind.ORGANIZATION for node in draft.nodes.values())
        told = message(
            "Only the {count} best connected organizations are drawn. Group by community to see "
            "everybody, or choose fewer with the filters.",
            count=count,
        )
        limits = (*limits, told)
    return _Drawn(draft, graph, limits)


def _around(draft: Draft, centre: str, steps: int) -> tuple[Draft, tuple[Message, ...]]:
    """Go as far from an organization as there is room for."""
    for reach in range(steps, 0, -1):
        found = neighbourhood(draft, centre, reach)
        if found.fits or reach == 1:
            break
    if reach == steps:
        return found, ()
    told = messages(
        "{steps} tables away there is more than can be read at once: what is drawn is {count} "
        "table away.",
        "{steps} tables away there is more than can be read at once: what is drawn is {count} "
        "tables away.",
        reach,
        steps=steps,
        count=reach,
    )
    return found, (told,)


def _from_afar(
    snapshot: Snapshot, shown: Snapshot, scope: Scope, graph: nx.Graph[str], groups: Groups
) -> _Drawn:
    """Draw what is too much by partnership, or within one partnership by community."""
    group = GroupBy.PARTNERSHIP if scope.of == WHOLE else GroupBy.COMMUNITY
    drawn = _grouped(snapshot, shown, scope, group, graph, groups)
    if group is GroupBy.COMMUNITY:
        told = message(
            "Here more organizations meet than lines can be read at once, so each community is one "
            "node. Open one, choose fewer with the filters, or show the tables."
        )
    else:
        told = message(
            "{nodes} organizations, councils and partnerships are too many to read at once, so "
            "each partnership is one node. Open one to see its organizations.",
            nodes=len(graph) + len(drawn.draft.nodes),
        )
    return replace(drawn, limits=(told, *drawn.limits))


def _grouped(
    snapshot: Snapshot,
    shown: Snapshot,
    scope: Scope,
    group: GroupBy,
    graph: nx.Graph[str],
    groups: Groups,
) -> _Drawn:
    if group is GroupBy.PARTNERSHIP:
        found = partnerships(shown, scope, graph)
    else:
        found = communities(snapshot, graph, groups())
    return _Drawn(found.draft, graph, found.limits, found)


def _usual(drawn: _Drawn) -> SizeBy:
    """Return what sizes stand for where nothing else is asked for, and room is made for."""
    return drawn.grouped.size_by() if drawn.grouped else by_ties(drawn.draft)


def _size_by(drawn: _Drawn, look: Look) -> SizeBy | None:
    """Work out what sizes stand for; None for what is usual."""
    if drawn.grouped:
        return drawn.grouped.size_by(look.size)
    shape = _SHAPES[look.view]
    if look.size is Size.TIES or look.size not in sizes_of(shape):
        return None
    return measured(look.size, shape, drawn.graph)


def _counted(drawn: _Drawn) -> Iterator[Message]:
    """Sum up in words how many organizations, bodies and partnerships there are."""
    if drawn.grouped and drawn.grouped.fact:
        yield drawn.grouped.fact
        return
    kinds = Counter(node.kind for node in drawn.draft.nodes.values())
    organizations, bodies = kinds[NodeKind.ORGANIZATION], kinds[NodeKind.BODY]
    partnerships, groups = kinds[NodeKind.PARTNERSHIP], kinds[NodeKind.COMMUNITY]
    parts = [
        messages(
            "{count} organization", "{count} organizations", organizations, count=organizations
        ),
        messages(
            "{count} council or committee", "{count} councils and committees", bodies, count=bodies
        ),
        messages("{count} partnership", "{count} partnerships", partnerships, count=partnerships),
        messages("{count} community", "{count} communities", groups, count=groups),
    ]
    present = [
        part
        for part, number in zip(parts, (organizations, bodies, partnerships, groups), strict=True)
        if number
    ]
    if present:
        yield message("The map shows {parts}.", parts=present)
    else:
        yield message("There is nothing to show on this map.")
    if groups and drawn.grouped:
        count = round(sum(drawn.grouped.organizations.values()))
        yield messages(
            "{count} organization belongs to one of them.",
            "Each of {count} organizations belongs to one of them.",
            count,
            count=count,
        )


def _gaps(snapshot: Snapshot, scope: Scope, only: Only, graph: nx.Graph[str]) -> Iterator[Message]:
    """Say what the map lacks: members nobody recorded, and who was left out on request."""
    empty = sum(
        1 for item, data in graph.nodes(data=True) if data["mode"] == BODY and not graph[item]
    )
    # Who is filtered away is recorded all the same.
    if empty and not only:
        yield messages(
            "No member is recorded for {count} council or committee.",
            "No member is recorded for {count} councils and committees.",
            empty,
            count=empty,
        )
    yield from left_out(snapshot, scope)


def left_out(snapshot: Snapshot, scope: Scope) -> Iterator[Message]:
    """Say who was left out on request."""
    out = sorted(scope.left_out(snapshot) | scope.bodies_left_out(snapshot))
    if out:
        records = [snapshot.organizations.get(item) or snapshot.bodies[item] for item in out]
        more = len(records) - _MOST_NAMES
        yield message("Left out on request: {names}.", names=records[:_MOST_NAMES])
        if more > 0:
            yield messages("And {count} more.", "And {count} more.", more, count=more)
