"""Seats without which a network comes apart, and who then loses contact with whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from graphsvc.analytics import sentences
from graphsvc.analytics.cut_points import Part, Search, part_of
from graphsvc.analytics.views import BODY, ORGANIZATION
from graphsvc.language import Message, messages
from graphsvc.model.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class BridgeTie:
    """A seat that alone keeps some in contact with the rest.

    Attributes
    ----------
    organization, body
        Who sits where.
    cut_off
        Those on the smaller side of it, by organizations, then by bodies, then by id.
    rest_organizations
        How many organizations are on the other side.
    sentence
        The same in words.
    """

    organization: str
    body: str
    cut_off: Part
    rest_organizations: int
    sentence: Message


def bridge_ties(snapshot: Snapshot, affiliations: nx.Graph[str]) -> tuple[BridgeTie, ...]:
    """Find the seats whose end would cut other organizations off.

    A bridge is a tie whose removal leaves one component more. The only seat of an organization that
    keeps it in contact with others is one too, but cuts off nobody else; the only seat on a body
    cuts off nobody. These are left out.

    Parameters
    ----------
    snapshot
        Where the names are.
    affiliations
        A graph from `views.two_mode`; not modified.

    Returns
    -------
    tuple[BridgeTie, ...]
        Those that cut off most organizations first, equal ones by id.

    Notes
    -----
    One depth-first search; time and memory O(nodes + ties), and the length of what is listed.

    References
    ----------
    .. [1] Tarjan, R. E., Information Processing Letters 2 (1974), 160-161.
    """
    modes = {item: str(data["mode"]) for item, data in affiliations.nodes(data=True)}
    visited: set[str] = set()
    found: list[BridgeTie] = []
    for start in affiliations:
        if start not in visited:
            search = Search(affiliations, start)
            visited.update(search.order)
            found += _in_component(snapshot, search, modes)
    return tuple(
        sorted(
            found,
            key=lambda tie: (-len(tie.cut_off.organizations), tie.organization, tie.body),
        )
    )


def _in_component(
    snapshot: Snapshot, search: Search, modes: Mapping[str, str]
) -> Iterator[BridgeTie]:
    size = len(search.order)
    before = [0]  # how many organizations stand before each position
    for item in search.order:
        before.append(before[-1] + (modes[item] == ORGANIZATION))
    for child, parent in search.parent.items():
        first, last = search.position[child], search.end[child]
        if search.low[child] <= search.position[parent]:
            continue  # another way leads back past the tie
        sides = [[(first, last)], [(0, first), (last, size)]]
        below, above = (
            sum(before[end] - before[begin] for begin, end in spans) for spans in sides
        )  # fmt: skip
        organization, body = (parent, child) if modes[child] == BODY else (child, parent)
        own, others = (above, below) if organization == parent else (below, above)
        if own == 1 or others == 0:
            continue
        side = _smaller(search, modes, sides, (below, above))
        rest = before[-1] - len(side.organizations)
        yield BridgeTie(
            organization, body, side, rest, _words(snapshot, organization, body, side, rest)
        )


def _smaller(
    search: Search,
    modes: Mapping[str, str],
    sides: list[list[tuple[int, int]]],
    organizations: tuple[int, int],
) -> Part:
    """Return the smaller side; which one it is must not depend on where the search began."""
    bodies = [
        sum(last - first for first, last in spans) - count
        for spans, count in zip(sides, organizations, strict=True)
    ]
    sizes = list(zip(organizations, bodies, strict=True))
    if sizes[0] != sizes[1]:
        return part_of(search, modes, sides[sizes.index(min(sizes))])
    parts = [part_of(search, modes, spans) for spans in sides]
    return min(parts, key=lambda part: (part.organizations, part.bodies))


def _words(snapshot: Snapshot, organization: str, body: str, side: Part, rest: int) -> Message:
    return messages(
        "If {organization} no longer sat on {table}, {others} would lose contact with the other "
        "organization.",
        "If {organization} no longer sat on {table}, {others} would lose contact with the other "
        "{count} organizations.",
        rest,
        organization=snapshot.organizations[organization],
        table=sentences.body(snapshot, body, frozenset({snapshot.bodies[body].name})),
        others=sentences.organizations(snapshot, side.organizations),
        count=rest,
    )
