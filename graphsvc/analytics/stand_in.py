"""Who could stand in for an organization that leaves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import networkx as nx
import numpy as np

from graphsvc.analytics import sentences, views
from graphsvc.analytics.matrices import adjacency
from graphsvc.kernels.products import on_ties
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


def stand_ins(
    graph: nx.Graph[str], wanted: Collection[str] | None = None
) -> dict[str, StandIn | None]:
    """Find, for each organization, who already meets most of those it meets.

    Parameters
    ----------
    graph
        The two-mode graph of the scope, from `views.two_mode`; not modified.
    wanted
        The organizations that are asked about; all if None.

    Returns
    -------
    dict[str, StandIn | None]
        For each organization that is wanted, of those who meet the largest share, the one with the
        fewest seats to take, then by id; None where it meets nobody, or nobody it meets has anybody
        else in common with it.

    Notes
    -----
    Whoever took over all of its seats would meet everyone it met, so what tells candidates apart is
    how much of it they do already. Only those who share a body with it are looked at, all of them
    at once. Time O(sum over those who share a body of how many one of them meets).
    """
    meetings = views.one_mode(graph, views.Weighting.COUNT)
    shared, items = adjacency(meetings, weighted=True), list(meetings)
    starts, others = shared.indptr, shared.indices
    ones, more = np.ones(len(others)), len(graph)  # more than anybody has bodies
    # Both in one number: who meets more comes first, and among equals who shares more bodies.
    worth = on_ties(starts, others, ones, ones) * more + shared.data
    counts = np.diff(starts)
    meeting = np.flatnonzero(counts)
    most = np.maximum.reduceat(worth, starts[meeting])
    # Of equals, the first: nodes come in order of id.
    first = np.minimum.reduceat(
        np.where(worth < np.repeat(most, counts[meeting]), len(items), others), starts[meeting]
    )
    asked = set(items if wanted is None else wanted)
    found: dict[str, StandIn | None] = dict.fromkeys(item for item in items if item in asked)
    meets = (most // more).astype(int)
    for row, at, met in zip(meeting.tolist(), first.tolist(), meets.tolist(), strict=True):
        item, other = items[row], items[at]
        if met and item in asked:
            missing = tuple(sorted(set(graph[item]) - set(graph[other])))
            found[item] = StandIn(other, met, int(counts[row]) - 1, missing)
    return found


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
