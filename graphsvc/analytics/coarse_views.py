"""Graphs of what organizations belong to: partnerships that share some, sectors that meet.

Their nodes have the attributes `mode` ("partnership" or "sector") and `name`, their ties `strength`
and `cost` as `views.tie` adds them, so that every measure of a one-mode graph can be worked out.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from itertools import combinations

import networkx as nx

from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.analytics.seating import SECTORS
from graphsvc.analytics.sector_ties import SectorTies
from graphsvc.analytics.views import BODY, ORGANIZATION, Weighting, one_mode, tie
from graphsvc.dates import is_active
from graphsvc.model.snapshot import Snapshot

PARTNERSHIP, SECTOR = "partnership", "sector"

_Pair = tuple[str, str]


def partnerships(
    snapshot: Snapshot,
    scope: Scope,
    affiliations: nx.Graph[str],
    weighting: Weighting = Weighting.NEWMAN,
) -> nx.Graph[str]:
    """Tie partnerships that share organizations.

    Parameters
    ----------
    snapshot, scope
        The graph at one revision, and which part of it.
    affiliations
        The graph from `views.two_mode` for them; not modified.
    weighting
        `newman`: each organization that sits in n partnerships adds 1/(n-1) to the tie of each two
        of them; `count`: it adds 1; `binary`: every tie is 1.

    Returns
    -------
    nx.Graph
        The partnerships of the bodies in scope, in order of id; in the scope `all`, every one that
        exists on the day, those without bodies or members too.

    Notes
    -----
    It is the one-mode graph of partnerships and organizations: time and memory O(sum over
    organizations of the square of the partnerships each sits in).
    """
    sits_in: dict[str, set[str]] = defaultdict(set)
    found: set[str] = set()
    for item, data in affiliations.nodes(data=True):
        if data["mode"] == BODY:
            found.add(data["partnership"])
            for organization in affiliations[item]:
                sits_in[organization].add(data["partnership"])
    if scope.of == WHOLE:
        hidden = {snapshot.partnership_of[body] for body in scope.bodies_left_out(snapshot)}
        found |= {
            item
            for item, record in snapshot.partnerships.items()
            if item not in hidden and is_active(record.since, record.until, scope.as_of)
        }
    shared: nx.Graph[str] = nx.Graph()
    # Partnerships take the place of organizations, and organizations that of bodies.
    for item in sorted(found):
        record = snapshot.partnerships[item]
        shared.add_node(item, mode=ORGANIZATION, bipartite=0, name=record.name)
    shared.add_nodes_from(sorted(sits_in), mode=BODY, bipartite=1)
    tie(shared, {(item, each): 1 for each, held in sits_in.items() for item in held})
    projected = one_mode(shared, weighting)
    nx.set_node_attributes(projected, dict.fromkeys(projected, PARTNERSHIP), "mode")
    return projected


def sectors(affiliations: nx.Graph[str], weighting: Weighting = Weighting.NEWMAN) -> nx.Graph[str]:
    """Tie sectors whose organizations share bodies.

    Parameters
    ----------
    affiliations
        A graph from `views.two_mode`; not modified.
    weighting
        The strength of a tie is the sum of those between the organizations of its two sectors:
        `newman`, each shared body of n members adds 1/(n-1); `count`, each adds 1; `binary`, a pair
        of organizations counts once, which gives the ties of `mixing`.

    Returns
    -------
    nx.Graph
        All sectors in their fixed order. Ties inside a sector are left out, and so are
        organizations of no known sector, who count as members of the bodies they sit on.

    Notes
    -----
    Time O(memberships + bodies x the square of the number of sectors); for `binary`, O(sum of
    squares of body sizes).
    """
    graph: nx.Graph[str] = nx.Graph()
    for sector in SECTORS:
        graph.add_node(str(sector), mode=SECTOR, bipartite=0, name=sector.short)
    if weighting is Weighting.BINARY:
        tie(graph, _pairs(affiliations))
        return graph
    tables = [item for item, data in affiliations.nodes(data=True) if data["mode"] == BODY]
    whole = 1
    if weighting is Weighting.NEWMAN:
        sizes = {len(affiliations[body]) for body in tables}
        whole = math.lcm(*(size - 1 for size in sizes if size > 1))
    parts: Counter[_Pair] = Counter()
    for body in tables:
        members = affiliations[body]
        others = max(len(members) - 1, 1)
        part = whole // others if weighting is Weighting.NEWMAN else 1
        here = Counter(affiliations.nodes[item]["sector"] for item in members)
        for one, other in combinations([each for each in map(str, SECTORS) if here[each]], 2):
            parts[one, other] += here[one] * here[other] * part
    tie(graph, parts, whole)
    return graph


def _pairs(affiliations: nx.Graph[str]) -> dict[_Pair, int]:
    """Count the pairs of organizations of each two sectors that share a body."""
    matrix = SectorTies.of(affiliations).matrix()
    return {
        (str(SECTORS[one]), str(SECTORS[other])): int(matrix[one, other])
        for one, other in combinations(range(len(SECTORS)), 2)
        if matrix[one, other]
    }
