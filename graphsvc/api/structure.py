"""/v1/key-players, /v1/communities: what a network hangs on, and what it falls into."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from graphsvc.analytics.choices import MOST_SEED
from graphsvc.analytics.communities import (
    CommunitiesAnswer,
    communities,
    seconds_of_communities,
)
from graphsvc.analytics.key_players import (
    MOST_PLAYERS,
    MOST_STEPS,
    PLAYERS,
    FragmentBy,
    KeyPlayersAnswer,
    ReachBy,
    key_players,
    seconds_of_key_players,
)
from graphsvc.analytics.scope import Scope
from graphsvc.api.deps import AskedDep, ScopeDep
from graphsvc.api.schemas.documented import answers
from graphsvc.api.told import Told
from graphsvc.api.waiting import Waiter
from graphsvc.model.snapshot import Snapshot

router = APIRouter(prefix="/v1", tags=["structure"])


@router.get(
    "/key-players",
    summary="Sets that fragment or reach most",
    responses=answers(KeyPlayersAnswer),
    response_class=Response,
)
def show_key_players(
    asked: AskedDep,
    scope: ScopeDep,
    *,
    k: Annotated[
        int, Query(ge=1, le=MOST_PLAYERS, description="How many organizations make a set.")
    ] = PLAYERS,
    fragment_by: Annotated[
        FragmentBy,
        Query(
            description="What the set that fragments is sought by: pairs out of contact, or "
            "distances too."
        ),
    ] = FragmentBy.DISTANCE_FRAGMENTATION,
    reach_by: Annotated[
        ReachBy,
        Query(
            description="What the set that reaches is sought by: how near everybody is, or how "
            "many are within `steps`."
        ),
    ] = ReachBy.REACH,
    steps: Annotated[
        int,
        Query(
            ge=1,
            le=MOST_STEPS,
            description="Within how many steps somebody counts as reached; 1 where a body is "
            "shared.",
        ),
    ] = 1,
) -> Response:
    """Return the k organizations that together fragment a network most, and that reach most of it.

    The best set is not made of the best ones, so both are told beside the k with the largest
    betweenness. Every set is judged exactly (Borgatti 2006: fragmentation F, distance-weighted
    fragmentation, distance-weighted reach and m-reach) and found by greedy choice with swaps. In a
    network of national size distance-weighted fragmentation is estimated; `approximate` has the
    error, and `notes` the words. As CSV a row for each set.
    """
    chosen = {"k": k, "fragment_by": fragment_by, "reach_by": reach_by, "steps": steps}
    network = asked.waiter.part(asked.snapshot, scope.of)
    found = asked.waiter.answer(
        network,
        ("key-players", scope, *chosen.values()),
        lambda: seconds_of_key_players(network, scope, k, fragment_by),
        partial(key_players, **chosen),  # type: ignore[arg-type]  # one type each
        scope,
    )
    return asked.reply.with_rows(found, KeyPlayersAnswer, "rows")


@router.get(
    "/communities",
    summary="Groups that a network falls into",
    responses=answers(CommunitiesAnswer),
    response_class=Response,
)
def show_communities(
    asked: AskedDep,
    scope: ScopeDep,
    *,
    seed: Annotated[int, Query(ge=0, le=MOST_SEED, description="Of what is drawn by lot.")] = 0,
) -> Response:
    """Return groups of organizations that are tied more among themselves than to others.

    Found by Louvain's method, with the modularity of the whole; each group with its size, sectors,
    partnerships and the tables it gathers around. Beside them the core of the network, and how well
    a core and a periphery describe it. As CSV a row for each group.
    """
    network = asked.waiter.part(asked.snapshot, scope.of)
    found = found_communities(asked.waiter, network, scope, seed)
    return asked.reply.with_rows(found, CommunitiesAnswer, "rows")


def found_communities(
    waiter: Waiter, part: Snapshot, scope: Scope, seed: int = 0
) -> CommunitiesAnswer | Told:
    """Find the communities of a scope, or the job that is at it, for pages and programs.

    Parameters
    ----------
    waiter
        Answers, or raises that it is still being worked out.
    part
        What the answer hangs on (`Waiter.part`).
    scope, seed
        The question.
    """
    return waiter.answer(
        part,
        ("communities", scope, seed),
        lambda: seconds_of_communities(part, scope),
        partial(communities, seed=seed),
        scope,
    )
