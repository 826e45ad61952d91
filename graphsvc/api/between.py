"""/v1/bridging/between: who bridges two sectors."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from graphsvc.analytics.between_sectors import (
    BetweenAnswer,
    between,
    seconds_of_between,
    two_sectors,
)
from graphsvc.analytics.scope import Scope
from graphsvc.api.deps import AskedDep, ScopeDep
from graphsvc.api.schemas.documented import answers
from graphsvc.api.told import Told
from graphsvc.api.waiting import Waiter
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot

router = APIRouter(prefix="/v1", tags=["questions"])
_MOST_ROWS = 10_000


@router.get(
    "/bridging/between",
    summary="Who bridges two sectors",
    responses=answers(BetweenAnswer),
    response_class=Response,
)
def show_between(
    asked: AskedDep,
    scope: ScopeDep,
    *,
    first: Annotated[Sector, Query(description="Code of one sector.", examples=["health"])],
    second: Annotated[
        Sector, Query(description="Code of the other sector.", examples=["settlement"])
    ],
    limit: Annotated[int, Query(ge=1, le=_MOST_ROWS, description="How many rows.")] = _MOST_ROWS,
) -> Response:
    """Return who joins organizations of two sectors that share no table, most pairs first.

    An organization joins a pair, one of each sector, if it shares a council or committee with both
    and they share none with one another (Gould & Fernandez 1989); `alone` are the pairs that nobody
    else joins. All numbers are exact. Organizations count to their primary sector.
    """
    two_sectors(first, second)
    part = asked.waiter.part(asked.snapshot, scope.of)
    found = who_joins(asked.waiter, part, scope, first, second)
    return asked.reply.with_rows(found, BetweenAnswer, "rows", limit)


def who_joins(
    waiter: Waiter, part: Snapshot, scope: Scope, first: Sector, second: Sector
) -> BetweenAnswer | Told:
    """Find who bridges two sectors, or the job that is at it.

    Parameters
    ----------
    waiter
        Answers, or raises that it is still being worked out.
    part
        What the answer hangs on (`Waiter.part`).
    scope, first, second
        The question; the same one is worked out once, for pages and programs.
    """
    return waiter.answer(
        part,
        ("between", scope, first, second),
        lambda: seconds_of_between(part, scope),
        between,
        scope,
        first,
        second,
    )
