"""What each organization joins: bodies, sectors and partnerships, and which of it nobody else does.

Two bodies are joined by whoever sits on both. Two sectors meet on a body where both have a member;
sectors that meet nowhere are joined by an organization that sits with both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from graphsvc.analytics.scope import Exclusion, Scope
from graphsvc.analytics.views import BODY, ORGANIZATION
from graphsvc.dates import is_active
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import PartnershipKind

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Joined:
    """What one organization joins, within a two-mode graph.

    Attributes
    ----------
    bodies
        The bodies it sits on, in order of id.
    sectors
        Codes of the sectors of those it shares a body with, in order.
    only_pairs
        Pairs of bodies of which it is the only common member.
    only_bodies
        Bodies that no other member of its other bodies sits on.
    only_sectors
        Pairs of sectors that meet on no body and that nobody else sits with both of.
    only_member
        Bodies on which nobody else sits.
    """

    bodies: tuple[str, ...]
    sectors: tuple[str, ...]
    only_pairs: tuple[Pair, ...]
    only_bodies: tuple[str, ...]
    only_sectors: tuple[Pair, ...]
    only_member: tuple[str, ...]


def joined(
    affiliations: nx.Graph[str],
    met: Mapping[str, set[str]] | None = None,
    wanted: Collection[str] | None = None,
) -> dict[str, Joined]:
    """Find what each organization joins.

    Parameters
    ----------
    affiliations
        A graph from `views.two_mode`; not modified.
    met
        From `sectors_met` for it, where it is at hand.
    wanted
        The organizations that are asked about; all if None.

    Returns
    -------
    dict[str, Joined]
        One entry per organization that is wanted, in the order of the graph.

    Notes
    -----
    Time O(sum over organizations of the square of the bodies each sits on, and of the sectors each
    meets), memory the same.
    """
    nodes = affiliations.nodes(data=True)
    bodies = {
        item: tuple(sorted(affiliations[item]))
        for item, data in nodes
        if data["mode"] == ORGANIZATION
    }
    common: dict[Pair, int] = defaultdict(int)
    for held in bodies.values():
        for pair in combinations(held, 2):
            common[pair] += 1
    sectors = sectors_met(affiliations) if met is None else met
    only_sectors = _only_sectors(affiliations, sectors)
    found: dict[str, Joined] = {}
    for item, held in bodies.items():
        if wanted is not None and item not in wanted:
            continue
        only = [pair for pair in combinations(held, 2) if common[pair] == 1]
        times: dict[str, int] = defaultdict(int)
        for first, second in only:
            times[first] += 1
            times[second] += 1
        found[item] = Joined(
            bodies=held,
            sectors=tuple(sorted(sectors[item])),
            only_pairs=tuple(only),
            # A body joined to all the others by this organization alone.
            only_bodies=tuple(body for body in held if times[body] == len(held) - 1 > 0),
            only_sectors=tuple(only_sectors.get(item, ())),
            only_member=tuple(body for body in held if len(affiliations[body]) == 1),
        )
    return found


def sectors_met(affiliations: nx.Graph[str]) -> dict[str, set[str]]:
    """Collect the sectors of those each organization shares a body with."""
    nodes = affiliations.nodes(data=True)
    count: dict[str, dict[str, int]] = {}
    for body in (item for item, data in nodes if data["mode"] == BODY):
        count[body] = defaultdict(int)
        for member in affiliations[body]:
            if sector := affiliations.nodes[member]["sector"]:
                count[body][sector] += 1
    met: dict[str, set[str]] = {}
    for item, data in nodes:
        if data["mode"] == ORGANIZATION:
            met[item] = {
                sector
                for body in affiliations[item]
                for sector, members in count[body].items()
                if members > (sector == data["sector"])
            }
    return met


def _only_sectors(
    affiliations: nx.Graph[str], met: Mapping[str, set[str]]
) -> dict[str, list[Pair]]:
    """Find the organizations that alone stand between two sectors that meet nowhere."""
    meeting: set[Pair] = set()
    for item, data in affiliations.nodes(data=True):
        if data["mode"] == BODY:
            found = {affiliations.nodes[member]["sector"] for member in affiliations[item]}
            meeting.update(combinations(sorted(found - {None}), 2))
    between: dict[Pair, list[str]] = defaultdict(list)
    for item, sectors in met.items():
        for pair in combinations(sorted(sectors), 2):
            if pair not in meeting:
                between[pair].append(item)
    only: dict[str, list[Pair]] = defaultdict(list)
    for pair, items in sorted(between.items()):
        if len(items) == 1:
            only[items[0]].append(pair)
    return only


def partnerships_joined(
    snapshot: Snapshot, scope: Scope, affiliations: nx.Graph[str]
) -> dict[str, dict[str, int]]:
    """Count the bodies of each partnership on which each organization sits, in scope or not.

    Within the scope of one partnership nobody could be seen to join two, so this looks at all seats
    of the day; what the exclusions leave out of the scope stays left out.

    Parameters
    ----------
    snapshot
        The graph at one revision.
    scope
        The day and the exclusions.
    affiliations
        The graph from `views.two_mode` for them; its organizations are the ones looked at.

    Returns
    -------
    dict[str, dict[str, int]]
        For each organization of the graph, its partnerships in order of id.
    """
    found: dict[str, dict[str, int]] = {}
    for item, data in affiliations.nodes(data=True):
        if data["mode"] != ORGANIZATION:
            continue
        held = {
            seat.body
            for seat in snapshot.seats_of_organization.get(item, ())
            if is_active(seat.since, seat.until, scope.as_of)
            and _is_seen(snapshot, scope, seat.body)
        }
        counts: dict[str, int] = defaultdict(int)
        for body in held:
            counts[snapshot.partnership_of[body]] += 1
        found[item] = dict(sorted(counts.items()))
    return found


def _is_seen(snapshot: Snapshot, scope: Scope, body: str) -> bool:
    record = snapshot.bodies[body]
    partnership = snapshot.partnerships[snapshot.partnership_of[body]]
    hidden = (
        Exclusion.SECRETARIAT in scope.exclude and partnership.kind is PartnershipKind.SECRETARIAT
    )
    return not hidden and is_active(record.since, record.until, scope.as_of)
