"""Organizations, councils and partnerships with every tie between them, ready to be drawn."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

import networkx as nx

from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.analytics.views import BODY
from graphsvc.dates import is_active
from graphsvc.language import messages
from graphsvc.model import ids
from graphsvc.model.entities import Membership, PartnershipTie
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import Role
from graphsvc.viz import palette
from graphsvc.viz.scene import MOST_NODES, MOST_TIES, Draft, Node, NodeKind, Tie


def affiliations(snapshot: Snapshot, scope: Scope, graph: nx.Graph[str]) -> Draft:
    """Collect organizations, bodies and partnerships with every tie between them on the day."""
    shown = set(graph) | ({scope.of} & snapshot.organizations.keys())
    nodes = {item: node_of(snapshot, item) for item in sorted(shown - scope.left_out(snapshot))}
    ties = list(_seat_ties(snapshot, scope, graph))
    if not scope.of.startswith(f"{ids.BODY}:"):
        for item in partnerships_in(snapshot, scope, graph):
            nodes[item] = node_of(snapshot, item)
        for tie in _partnership_ties(snapshot, scope, nodes):
            nodes.setdefault(tie.source, node_of(snapshot, tie.source))
            ties.append(tie)
        ties.extend(links(snapshot, scope, nodes))
    ties.extend(
        Tie(item, snapshot.bodies[item].part_of, palette.PART_OF.key, palette.PART_OF.label)
        for item, data in graph.nodes(data=True)
        if data["mode"] == BODY and snapshot.bodies[item].part_of in nodes
    )
    return Draft(nodes, ties)


def node_of(snapshot: Snapshot, item: str) -> Node:
    """Make the node of an organization, body or partnership; its size is not known yet."""
    if item in snapshot.organizations:
        organization = snapshot.organizations[item]
        sector = organization.sector
        return Node(
            id=item,
            name=organization.name,
            name_fr=organization.name_fr,
            kind=NodeKind.ORGANIZATION,
            what=sector.label if sector else palette.UNCLASSIFIED.label,
            style=palette.family_of(sector).key,
            sector=sector,
        )
    is_body = item in snapshot.bodies
    record = snapshot.bodies[item] if is_body else snapshot.partnerships[item]
    return Node(
        id=item,
        name=record.name,
        name_fr=record.name_fr,
        kind=NodeKind.BODY if is_body else NodeKind.PARTNERSHIP,
        what=record.kind.label,
        style=(palette.BODY if is_body else palette.PARTNERSHIP).key,
        partnership=snapshot.partnership_of[item] if is_body else item,
    )


def partnerships_in(snapshot: Snapshot, scope: Scope, graph: nx.Graph[str]) -> set[str]:
    """Return the partnerships a map of this scope shows; in the whole, also empty ones."""
    if scope.of == WHOLE:
        return {
            item
            for item, record in snapshot.partnerships.items()
            if is_active(record.since, record.until, scope.as_of)
        }
    bodies = (item for item, data in graph.nodes(data=True) if data["mode"] == BODY)
    found = {snapshot.partnership_of[item] for item in bodies}
    found |= {
        tie.partnership
        for tie in snapshot.ties_of_organization.get(scope.of, ())
        if is_active(tie.since, tie.until, scope.as_of)
    }
    return found | ({scope.of} & snapshot.partnerships.keys())


def _seat_ties(snapshot: Snapshot, scope: Scope, graph: nx.Graph[str]) -> Iterator[Tie]:
    columns = snapshot.seats
    held: Iterator[Membership] = (
        columns[int(position)] for position in columns.active(scope.as_of).nonzero()[0]
    )
    return seat_ties(seat for seat in held if graph.has_edge(seat.organization, seat.body))


def seat_ties(seats: Iterable[Membership]) -> Iterator[Tie]:
    """Yield one tie for each organization, body and role; its terms and seats are summed."""
    held: dict[tuple[str, str, Role], int] = defaultdict(int)
    for seat in seats:
        held[seat.organization, seat.body, seat.role] += seat.seats
    for (organization, body, role), count in held.items():
        words = role.label
        if count > 1:
            words = messages(
                "{role}, {count} seat", "{role}, {count} seats", count, role=words, count=count
            )
        yield Tie(organization, body, palette.style_of_role(role).key, words, count)


def _partnership_ties(snapshot: Snapshot, scope: Scope, nodes: Mapping[str, Node]) -> Iterator[Tie]:
    out = scope.left_out(snapshot)
    for tie in snapshot.partnership_ties:
        if (
            tie.partnership in nodes
            and tie.organization not in out
            and is_active(tie.since, tie.until, scope.as_of)
        ):
            yield partnership_tie(tie)


def partnership_tie(tie: PartnershipTie) -> Tie:
    """Make the tie of who hosts, funds or founded a partnership."""
    style = palette.style_of_partnership_tie(tie.kind)
    return Tie(tie.organization, tie.partnership, style.key, tie.kind.label)


def links(snapshot: Snapshot, scope: Scope, nodes: Mapping[str, Node]) -> Iterator[Tie]:
    """Yield the links between partnerships on the map that hold on the day."""
    for link in snapshot.partnership_links:
        both = link.partnership in nodes and link.other in nodes
        if both and is_active(link.since, link.until, scope.as_of):
            yield Tie(link.partnership, link.other, palette.LINKED.key, link.kind.label)


def neighbourhood(draft: Draft, centre: str, steps: int) -> Draft:
    """Keep those an organization meets at its tables, and so on for further steps.

    The partnerships of these tables, and those the organization hosts or funds, are kept too, but
    lead no further: a partnership would bring everyone.
    """
    seats: nx.Graph[str] = nx.Graph()
    seats.add_nodes_from({centre} & draft.nodes.keys())
    seats.add_edges_from(
        (tie.source, tie.target)
        for tie in draft.ties
        if draft.nodes[tie.source].kind is NodeKind.ORGANIZATION
        and draft.nodes[tie.target].kind is NodeKind.BODY
    )
    near = {centre} & draft.nodes.keys()
    if centre in seats:
        near |= nx.single_source_shortest_path_length(seats, centre, 2 * steps).keys()
    near |= {tie.target for tie in draft.ties if tie.source == centre}
    near |= {whole for item in near if (whole := draft.nodes[item].partnership)}
    return _among(draft, near)


def best_connected(draft: Draft, centre: str | None = None) -> Draft:
    """Keep councils, partnerships, and as many organizations as fit, the best connected first.

    The organization in the centre, where there is one, is always kept.
    """
    ties_of: dict[str, int] = Counter(tie.source for tie in draft.ties)
    order = sorted(
        draft.nodes,
        key=lambda item: (
            draft.nodes[item].kind is NodeKind.ORGANIZATION and item != centre,
            -ties_of[item],
            item,
        ),
    )
    kept: set[str] = set()
    drawn = 0
    for item in order[:MOST_NODES]:
        drawn += ties_of[item]
        if drawn > MOST_TIES:
            break
        kept.add(item)
    return _among(draft, kept)


def _among(draft: Draft, kept: set[str]) -> Draft:
    return Draft(
        {item: node for item, node in draft.nodes.items() if item in kept},
        [tie for tie in draft.ties if tie.source in kept and tie.target in kept],
    )
