"""/v1/key-players: sets of organizations that a network hangs on."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

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
from graphsvc.api.deps import AskedDep, ScopeDep
from graphsvc.api.schemas.documented import answers

router = APIRouter(prefix="/v1", tags=["structure"])


@router.get(
    "/key-players",
    summary="Sets that fragment or reach a network",
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
    fragmentation, distance-weighted reach and m-reach) and found by greedy choice with swaps. As
    CSV a row for each set.
    """
    chosen = {"k": k, "fragment_by": fragment_by, "reach_by": reach_by, "steps": steps}
    found = asked.waiter.answer(
        asked.snapshot,
        ("key-players", scope, *chosen.values()),
        lambda: seconds_of_key_players(asked.snapshot, scope, k, fragment_by),
        partial(key_players, **chosen),  # type: ignore[arg-type]  # one type each
        scope,
    )
    return asked.reply.with_rows(found, "rows")
