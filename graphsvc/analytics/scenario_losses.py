"""What if: who would lose a seat or contact with the rest, and who would come into contact."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import networkx as nx

from graphsvc.analytics.standing import Standing


@dataclass(frozen=True, slots=True)
class Losses:
    """What a scenario takes away and brings, as ids in order.

    Contact is with the largest part of the network as it is: the one with the most organizations,
    and of two as large the one with the first id. Afterwards it is the part in which most of these
    are that keep a seat, even where another one has grown larger.

    Attributes
    ----------
    unseated
        Organizations that have a seat and would have none.
    out_of_contact
        Organizations that are in the largest part, would keep a seat, and would not be in it.
    into_contact
        Organizations with a seat that are not in the largest part and would be.
    emptied
        Bodies that have a member and would have none.
    """

    unseated: tuple[str, ...]
    out_of_contact: tuple[str, ...]
    into_contact: tuple[str, ...]
    emptied: tuple[str, ...]


def losses(before: Standing, after: Standing) -> Losses:
    """Compare who has a seat, and who is in contact with most others.

    Parameters
    ----------
    before, after
        The network as it is and as it would be.

    Notes
    -----
    Time O(nodes + ties) of both.
    """
    was = _largest(before)
    would_be = _largest(after, was)
    still = after.bodies & before.bodies
    return Losses(
        unseated=tuple(sorted(before.seated - after.seated)),
        out_of_contact=tuple(sorted((was & after.seated) - would_be)),
        into_contact=tuple(sorted((would_be & before.seated) - was)),
        emptied=tuple(
            sorted(item for item in still if before.graph[item] and not after.graph[item])
        ),
    )


def _largest(standing: Standing, among: frozenset[str] | None = None) -> frozenset[str]:
    """Return the organizations of the part in which most are, or most of some."""
    parts = [found & standing.seated for found in nx.connected_components(standing.graph) if found]

    def order(part: AbstractSet[str]) -> tuple[int, int, str]:
        counted = part if among is None else part & among
        return -len(counted), -len(part), min(part, default="")

    return frozenset(min(parts, key=order, default=()))
