"""What would break if one organization left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx

from graphsvc.analytics import sentences
from graphsvc.analytics.cut_points import Part, Separation
from graphsvc.analytics.links import Joined, Pair
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.stand_in import StandIn, in_words
from graphsvc.analytics.views import ORGANIZATION
from graphsvc.dates import is_active
from graphsvc.language import Message, message, messages
from graphsvc.model.entities import Membership
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import Role

OFFICES = frozenset({Role.CHAIR, Role.CO_CHAIR, Role.VICE_CHAIR, Role.LEAD})


@dataclass(frozen=True, slots=True)
class Departure:
    """What a scope would lose with one organization.

    Attributes
    ----------
    cut_off
        The parts that would lose contact with the rest, the largest first.
    rest
        The organizations with which they would lose contact, in order of id; empty if nobody is cut
        off.
    pairs
        Pairs of bodies that would have no member in common any more.
    emptied
        Bodies that would have no member.
    last_of_sector
        Those of its partnerships in which no other organization of its primary sector has a seat,
        in scope or not.
    offices
        Its seats as chair, co-chair, vice-chair or lead, in order of id.
    stand_in
        Who already meets most of those it meets; null where nobody meets any of them.
    sentence
        All this in words; says so if nothing would break.
    """

    cut_off: tuple[Part, ...]
    rest: tuple[str, ...]
    pairs: tuple[Pair, ...]
    emptied: tuple[str, ...]
    last_of_sector: tuple[str, ...]
    offices: tuple[Membership, ...]
    stand_in: StandIn | None
    sentence: Message


def departure(
    snapshot: Snapshot,
    scope: Scope,
    graph: nx.Graph[str],
    item: str,
    joined: Joined,
    *,
    separation: Separation | None,
    substitute: StandIn | None,
) -> Departure:
    """Work out what a scope would lose with one organization.

    Parameters
    ----------
    snapshot, scope
        Where and when.
    graph
        The graph from `views.two_mode` for them; not modified.
    item
        An organization of the graph.
    joined, separation
        What it joins, and what comes apart without it.
    substitute
        The best stand-in for it.

    Returns
    -------
    Departure
        Facts, and the sentence made of them.

    Notes
    -----
    Time O(nodes + ties).
    """
    last = _last_of_sector(snapshot, scope, graph, item)
    offices = tuple(
        seat
        for seat in snapshot.seats_of_organization.get(item, ())
        if seat.role in OFFICES
        and seat.body in graph[item]
        and is_active(seat.since, seat.until, scope.as_of)
    )
    said = [
        *_contact(snapshot, separation),
        *_tables(snapshot, joined),
        *_sectors(snapshot, item, last),
        *_offices(snapshot, offices),
    ]
    if said and substitute is not None:
        said.append(in_words(snapshot, substitute))
    return Departure(
        cut_off=separation.cut_off if separation else (),
        rest=_rest(graph, item, separation),
        pairs=joined.only_pairs,
        emptied=joined.only_member,
        last_of_sector=last,
        offices=offices,
        stand_in=substitute,
        sentence=sentences.paragraph(
            said or [message("Nothing recorded here would break if it left.")]
        ),
    )


def _rest(graph: nx.Graph[str], item: str, separation: Separation | None) -> tuple[str, ...]:
    if separation is None or not separation.organizations:
        return ()
    gone = {item, *separation.organizations}
    component = nx.node_connected_component(graph, item)
    return tuple(
        sorted(other for other in component - gone if graph.nodes[other]["mode"] == ORGANIZATION)
    )


def _last_of_sector(
    snapshot: Snapshot, scope: Scope, graph: nx.Graph[str], item: str
) -> tuple[str, ...]:
    """Find the partnerships in which nobody else of the organization's sector has a seat."""
    sector = snapshot.organizations[item].sector
    if sector is None:
        return ()
    without = {item} | scope.left_out(snapshot)
    mine = {snapshot.partnership_of[body] for body in graph[item]}
    return tuple(
        partnership
        for partnership in sorted(mine)
        if not any(
            snapshot.organizations[seat.organization].sector is sector
            for body in Scope(partnership, scope.as_of).bodies(snapshot)
            for seat in snapshot.seats_of_body.get(body, ())
            if seat.organization not in without and is_active(seat.since, seat.until, scope.as_of)
        )
    )


def _contact(snapshot: Snapshot, separation: Separation | None) -> list[Message]:
    lost = separation.organizations if separation else ()
    if not lost or separation is None:
        return []
    count = separation.rest_organizations
    return [
        messages(
            "{organizations} would lose contact with {rest}.",
            "{organizations} would lose contact with {rest}.",
            len(lost),
            organizations=sentences.organizations(snapshot, lost),
            rest=messages(
                "the other organization", "the other {count} organizations", count, count=count
            ),
        )
    ]


def _tables(snapshot: Snapshot, joined: Joined) -> list[Message]:
    shared = sentences.shared_names(snapshot, joined.bodies)

    def names(bodies: Sequence[str]) -> tuple[object, ...]:
        return sentences.some([sentences.body(snapshot, body, shared) for body in bodies])

    said = []
    if len(joined.only_pairs) == 1:
        first, second = (sentences.body(snapshot, each, shared) for each in joined.only_pairs[0])
        said.append(
            message(
                "{first} and {second} would have no member in common.", first=first, second=second
            )
        )
    elif joined.only_pairs:
        count = len(joined.only_pairs)
        joining = sorted({body for pair in joined.only_pairs for body in pair})
        said.append(
            message(
                "{count} pairs of tables would have no member in common, among {tables}.",
                count=count,
                tables=names(joining),
            )
        )
    if joined.only_member:
        said.append(
            messages(
                "{tables} would have no member.",
                "{tables} would have no member.",
                len(joined.only_member),
                tables=names(joined.only_member),
            )
        )
    return said


def _sectors(snapshot: Snapshot, item: str, last: tuple[str, ...]) -> list[Message]:
    sector = snapshot.organizations[item].sector
    if sector is None or not last:
        return []
    return [
        message(
            "Nobody else from the sector {sector} has a seat in {partnerships}.",
            sector=sector.short,
            partnerships=sentences.some([snapshot.partnerships[other] for other in last]),
        )
    ]


def _offices(snapshot: Snapshot, offices: tuple[Membership, ...]) -> list[Message]:
    if not offices:
        return []
    shared = sentences.shared_names(snapshot, {seat.body for seat in offices})
    held = [
        message(
            "{role} of {table}",
            role=seat.role.label,
            table=sentences.body(snapshot, seat.body, shared),
        )
        for seat in offices
    ]
    return [message("To be filled again: {offices}.", offices=sentences.some(held))]
