"""Graphs of a snapshot as NetworkX graphs: organizations x bodies, or organizations alone.

Nodes are ids in order, so that equal snapshots give equal graphs. Every graph is new: whoever gets
one may keep it, nobody else sees a change to it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graphsvc.analytics.matrices import MODES, affiliation
from graphsvc.analytics.response import response
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.dates import is_active
from graphsvc.dispatch.deferred import DeferredGraph
from graphsvc.dispatch.graphs import Ties
from graphsvc.kernels.meetings import shared_tables
from graphsvc.model.entities import Membership
from graphsvc.model.snapshot import Snapshot

ORGANIZATION, BODY = MODES
# The length of a tie of strength 1 where no unit of bearable size makes all lengths whole. It is a
# multiple of everything up to 64, so that unit fractions and small whole strengths still come out.
COST_UNIT = math.lcm(*range(1, 65))
# A unit up to this long (in bits) is borne: adding and comparing such numbers is still quick.
_LONGEST_UNIT = 4096


class ViewKind(StrEnum):
    """Which graph of the same records is looked at."""

    TWO_MODE = "two_mode"  # organizations and bodies
    ONE_MODE = "one_mode"  # organizations that share bodies
    DECLARED = "declared"  # organizations that report to work together
    PARTNERSHIPS = "partnerships"  # partnerships that share organizations
    SECTORS = "sectors"  # sectors whose organizations share bodies


class Weighting(StrEnum):
    """How much what two nodes share adds to the strength of their tie."""

    NEWMAN = "newman"
    COUNT = "count"
    BINARY = "binary"


@dataclass(frozen=True, slots=True)
class Evidence:
    """On what a graph stands: a missing tie is unknown, not absent.

    Attributes
    ----------
    bodies, memberships, organizations
        How many are in the graph.
    bodies_without_members
        Bodies of which nobody has recorded a member.
    earliest, latest
        The oldest and the newest date that the sources of these memberships bear; in the view
        `declared`, those of the reports.
    seated, reporting, response_rate
        How many organizations have a seat in the partnerships looked at, left out or not; how many
        of them have reported with whom they work, and what share. Who was asked is not recorded.
        Null where nobody has reported anything, and where fewer than five have a seat.
    confirmed_share
        In the view `declared`, of the ties between two that both report, about what share both
        confirm, in tenths; null in other views, and where that would be about a handful.
    """

    bodies: int
    bodies_without_members: int
    organizations: int
    memberships: int
    earliest: str | None
    latest: str | None
    seated: int | None = None
    reporting: int | None = None
    response_rate: float | None = None
    confirmed_share: float | None = None

    def with_response(self, snapshot: Snapshot, scope: Scope) -> Evidence:
        """Add how many organizations of the partnerships of a scope reported."""
        told = response(snapshot, scope)
        if told is None:
            return self
        return replace(self, seated=told.seated, reporting=told.reporting, response_rate=told.rate)


def two_mode(snapshot: Snapshot, scope: Scope) -> nx.Graph[str]:
    """Build the graph of organizations and the bodies they sit on.

    Parameters
    ----------
    snapshot
        The graph at one revision.
    scope
        Which bodies, on which day, without whom.

    Returns
    -------
    nx.Graph
        Nodes in order of id, organizations first, with the attributes `mode` ("organization" or
        "body"), `bipartite` (0 or 1), `name`; organizations with `sector` (code or None); bodies
        with `partnership`. In the scope `all`, organizations without a seat and bodies without
        members are there too, since they count in the sizes. Ties have `strength` (seats held, at
        least 1) and `cost`, as `tie` adds them.

    Notes
    -----
    Time and memory O(organizations + bodies + memberships).
    """
    out, bodies_out = scope.left_out(snapshot), scope.bodies_left_out(snapshot)
    bodies = [body for body in scope.bodies(snapshot) if body not in bodies_out]
    held = _held(snapshot, scope, bodies, out)
    seated = set(map(snapshot.organization_ids.__getitem__, np.unique(held.organization).tolist()))
    if scope.of == WHOLE:
        seated |= {
            item
            for item, record in snapshot.organizations.items()
            if item not in out and is_active(record.since, record.until, scope.as_of)
        }
    return DeferredGraph.of(
        _nodes(snapshot, sorted(seated), bodies),
        lambda items: _both_ways(snapshot, held, items),
        lambda graph: tie(graph, held.by_id(snapshot)),
    )


def _nodes(
    snapshot: Snapshot, organizations: Iterable[str], bodies: Iterable[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for item in organizations:
        record = snapshot.organizations[item]
        sector = str(record.sector) if record.sector else None
        yield (
            item,
            {"mode": ORGANIZATION, "bipartite": 0, "name": record.name, "sector": sector},
        )
    for item in bodies:
        yield (
            item,
            {
                "mode": BODY,
                "bipartite": 1,
                "name": snapshot.bodies[item].name,
                "partnership": snapshot.partnership_of[item],
            },
        )


@dataclass(frozen=True, slots=True)
class _Held:
    """Seats of each organization on each body, as columns: positions in the snapshot, and seats."""

    organization: NDArray[np.int64]
    body: NDArray[np.int64]
    seats: NDArray[np.int64]

    def by_id(self, snapshot: Snapshot) -> dict[tuple[str, str], int]:
        organizations, bodies = snapshot.organization_ids, snapshot.body_ids
        columns = (self.organization.tolist(), self.body.tolist(), self.seats.tolist())
        return {
            (organizations[row], bodies[column]): count
            for row, column, count in zip(*columns, strict=True)
        }


def _held(snapshot: Snapshot, scope: Scope, bodies: Sequence[str], out: frozenset[str]) -> _Held:
    """Count the seats each organization holds on each body; several terms or roles are one tie."""
    columns = snapshot.seats
    wanted = columns.active(scope.as_of)
    wanted &= _marked(snapshot.body_ids, bodies)[columns.body]
    if out:
        wanted &= ~_marked(snapshot.organization_ids, out)[columns.organization]
    count = max(len(snapshot.body_ids), 1)
    pairs = columns.organization[wanted].astype(np.int64) * count + columns.body[wanted]
    each, which = np.unique(pairs, return_inverse=True)
    seats = np.zeros(len(each), dtype=np.int64)
    np.add.at(seats, which, columns.seats[wanted])
    return _Held(each // count, each % count, seats)


def _marked(items: Sequence[str], wanted: Iterable[str]) -> NDArray[np.bool_]:
    chosen = set(wanted)
    return np.fromiter((item in chosen for item in items), dtype=np.bool_, count=len(items))


def _both_ways(
    snapshot: Snapshot, held: _Held, items: Sequence[str]
) -> tuple[Ties, NDArray[np.float64]]:
    """Lay the seats out as ties between the nodes of a graph."""
    place = {item: position for position, item in enumerate(items)}
    row = np.array([place[snapshot.organization_ids[each]] for each in held.organization.tolist()])
    column = np.array([place[snapshot.body_ids[each]] for each in held.body.tolist()])
    matrix = sparse.coo_array(
        (
            np.concatenate([held.seats, held.seats]).astype(np.float64),
            (np.concatenate([row, column]), np.concatenate([column, row])),
        ),
        shape=(len(items), len(items)),
    ).tocsr()
    matrix.sort_indices()
    return Ties(items, matrix.indptr.astype(np.int32), matrix.indices.astype(np.int32)), matrix.data


def _active(snapshot: Snapshot, scope: Scope, bodies: Iterable[str]) -> Iterator[Membership]:
    """Go through the memberships of bodies that are active on the day of a scope."""
    for body in bodies:
        for seat in snapshot.seats_of_body.get(body, ()):
            if is_active(seat.since, seat.until, scope.as_of):
                yield seat


def one_mode(affiliations: nx.Graph[str], weighting: Weighting = Weighting.NEWMAN) -> nx.Graph[str]:
    """Tie organizations that share bodies.

    Parameters
    ----------
    affiliations
        A graph from `two_mode`; not modified.
    weighting
        `newman`: each shared body of n members adds 1/(n-1), so that a large table does not drown
        a small one (Newman 2001, Phys. Rev. E 64:016132); `count`: each adds 1; `binary`: 1 if any.

    Returns
    -------
    nx.Graph
        The organizations, with their attributes. Ties have `strength` as above and `cost`, as `tie`
        adds them.

    Notes
    -----
    A body of n members makes n(n-1)/2 ties: O(sum of squares of body sizes).
    """
    nodes = affiliations.nodes(data=True)
    return DeferredGraph.of(
        ((item, data) for item, data in nodes if data["mode"] == ORGANIZATION),
        lambda items: _meeting(affiliations, weighting, items),
        lambda graph: _tie_members(graph, affiliations, weighting),
    )


def _meeting(
    affiliations: nx.Graph[str], weighting: Weighting, items: Sequence[str]
) -> tuple[Ties, NDArray[np.float64]]:
    """Tie those who meet, as arrays."""
    matrix, _, _ = affiliation(affiliations)
    members = sparse.csr_array(matrix.T.tocsr())
    sizes = np.diff(members.indptr).tolist()
    newman = weighting is Weighting.NEWMAN
    worth = [Fraction(1, size - 1 if newman and size > 1 else 1) for size in sizes]
    starts, others, strengths = shared_tables(
        matrix.indptr, matrix.indices, members.indptr, members.indices, worth
    )
    if weighting is Weighting.BINARY:
        strengths[:] = 1
    return Ties(items, starts, others), strengths


def _tie_members(graph: nx.Graph[str], affiliations: nx.Graph[str], weighting: Weighting) -> None:
    """Tie those who meet, as attributes of a graph."""
    nodes = affiliations.nodes(data=True)
    tables = [sorted(affiliations[item]) for item, data in nodes if data["mode"] == BODY]
    # Strengths are added up as whole parts of 1/whole, so that the order of bodies cannot show.
    whole = 1
    if weighting is Weighting.NEWMAN:
        whole = math.lcm(*{len(members) - 1 for members in tables if len(members) > 1})
    parts: dict[tuple[str, str], int] = defaultdict(int)
    for members in tables:
        part = whole // (len(members) - 1) if weighting is Weighting.NEWMAN and members[1:] else 1
        for pair in combinations(members, 2):
            parts[pair] += part
    tie(graph, dict.fromkeys(parts, 1) if weighting is Weighting.BINARY else parts, whole)


def tie(graph: nx.Graph[str], parts: Mapping[tuple[str, str], int], whole: int = 1) -> None:
    """Add ties in order of their ends, with a strength and a length for paths.

    A tie is 1 / strength long. Equal lengths must be equal to the last digit, or shortest paths
    that tie are missed; so lengths are whole numbers. The graph gets the attribute `cost_unit`,
    each tie a `cost` so that cost / cost_unit is 1 / strength: exactly, if the least common
    multiple of the parts and the whole has at most 4,096 bits. Where it has more (hundreds of
    different strengths), the unit is `COST_UNIT` and a cost is off by at most half of 1 in some
    10^26; ways made of ties of the same strengths still tie.

    Parameters
    ----------
    graph
        Gets the ties; directed or not.
    parts
        For each pair of nodes the strength in units of 1/whole, more than 0.
    whole
        What a strength of 1 is in these units.

    Notes
    -----
    Costs may be longer than a machine word. They are for paths in Python, not for export.

    Examples
    --------
    >>> graph = nx.Graph()
    >>> tie(graph, {("a", "b"): 2, ("b", "c"): 3}, whole=6)
    >>> graph["a"]["b"], graph["b"]["c"]["cost"], graph.graph["cost_unit"]
    ({'strength': 0.3333333333333333, 'cost': 3}, 2, 1)
    """
    unit, multiple = COST_UNIT, whole
    for part in sorted(set(parts.values())):
        multiple = math.lcm(multiple, part)
        if multiple.bit_length() > _LONGEST_UNIT:
            break
    else:
        unit = multiple // whole
    for (first, second), part in sorted(parts.items()):
        strength = part if whole == 1 else part / whole
        # To the nearest whole number, which is the number itself where the unit is exact.
        cost = max(1, (2 * unit * whole + part) // (2 * part))
        graph.add_edge(first, second, strength=strength, cost=cost)
    graph.graph["cost_unit"] = unit


def evidence(snapshot: Snapshot, scope: Scope, affiliations: nx.Graph[str]) -> Evidence:
    """Say on what a graph from `two_mode` stands."""
    nodes = affiliations.nodes(data=True)
    bodies = {item for item, data in nodes if data["mode"] == BODY}
    stated = {
        source
        for seat in _active(snapshot, scope, bodies)
        if seat.organization in affiliations
        for source in seat.sources
    }
    dates = {date for item in stated if (date := snapshot.sources[item].date)}
    return Evidence(
        bodies=len(bodies),
        bodies_without_members=sum(1 for body in bodies if not affiliations[body]),
        organizations=len(nodes) - len(bodies),
        memberships=affiliations.number_of_edges(),
        earliest=min(dates, default=None),
        latest=max(dates, default=None),
    ).with_response(snapshot, scope)
