"""Who could stand in for an organization that leaves."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from graphsvc.analytics import sentences
from graphsvc.language import Message, messages
from graphsvc.model.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class StandIn:
    """The organization that would restore most of what is lost.

    Attributes
    ----------
    organization
        Its id.
    meets
        How many of those the other one meets it shares a body with already.
    of
        How many there are, itself not counted.
    seats_to_take
        The bodies it would have to join to meet them all: those of the other one on which it does
        not sit, in order of id.
    """

    organization: str
    meets: int
    of: int
    seats_to_take: tuple[str, ...]


def stand_in(graph: nx.Graph[str], item: str) -> StandIn | None:
    """Find who already meets most of those that an organization meets.

    Parameters
    ----------
    graph
        The two-mode graph of the scope; not modified.
    item
        An organization of it.

    Returns
    -------
    StandIn | None
        Of those who meet the largest share, the one with the fewest seats to take, then by id; None
        where it meets nobody, or nobody it meets has anybody else in common with it.

    Notes
    -----
    Whoever took over all of its seats would meet everyone it met, so what tells candidates apart is
    how much of it they do already. Only those who share a body with it are looked at. Time O(sum of
    the sizes of the bodies of those it meets).
    """
    bodies = set(graph[item])
    contacts = _met(graph, item)
    found: list[tuple[float, int, str, StandIn]] = []
    for other in contacts:
        wanted = contacts - {other}
        meets = len(wanted & _met(graph, other))
        if meets:
            missing = tuple(sorted(bodies - set(graph[other])))
            found.append(
                (
                    -meets / len(wanted),
                    len(missing),
                    other,
                    StandIn(other, meets, len(wanted), missing),
                )
            )
    return min(found, key=lambda each: each[:3])[3] if found else None


def _met(graph: nx.Graph[str], item: str) -> set[str]:
    return {other for body in graph[item] for other in graph[body]} - {item}


def in_words(snapshot: Snapshot, found: StandIn) -> Message:
    """Say who could stand in, and what that takes."""
    shared = sentences.shared_names(snapshot, found.seats_to_take)
    if not found.seats_to_take:
        return messages(
            "{organization} sits on all its tables and could stand in: it meets the one other "
            "organization.",
            "{organization} sits on all its tables and could stand in: it meets all {count} other "
            "organizations.",
            found.of,
            organization=snapshot.organizations[found.organization],
            count=found.of,
        )
    return messages(
        "{organization} could best stand in: it would have to join {tables}, and meets {meets} of "
        "{count} organization already.",
        "{organization} could best stand in: it would have to join {tables}, and meets {meets} of "
        "{count} organizations already.",
        found.of,
        organization=snapshot.organizations[found.organization],
        meets=found.meets,
        count=found.of,
        tables=sentences.some(
            [sentences.body(snapshot, body, shared) for body in found.seats_to_take]
        ),
    )
