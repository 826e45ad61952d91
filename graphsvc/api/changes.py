"""/v1/changes: what changed between two days."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from graphsvc.analytics.change import ChangesAnswer, changes, seconds_of_changes
from graphsvc.analytics.scope import WHOLE
from graphsvc.analytics.sector_status import Reference
from graphsvc.api.deps import ExclusionsDep, ReplyDep, SnapshotDep, WaiterDep
from graphsvc.api.schemas.documented import answers
from graphsvc.dates import today

router = APIRouter(prefix="/v1", tags=["changes"])


def two_days(
    since: Annotated[
        str,
        Query(max_length=40, description="The first day, as 2025-04-01.", examples=["2025-04-01"]),
    ],
    until: Annotated[
        str | None,
        Query(
            max_length=40,
            description="The second day; today if left out.",
            examples=["2026-04-01"],
        ),
    ] = None,
) -> tuple[str, str]:
    """Return the two days asked about."""
    return since, until or today()


@router.get(
    "/changes",
    summary="What changed between two days",
    responses=answers(ChangesAnswer),
    response_class=Response,
)
def show_changes(
    snapshot: SnapshotDep,
    exclude: ExclusionsDep,
    waiter: WaiterDep,
    reply: ReplyDep,
    days: Annotated[tuple[str, str], Depends(two_days)],
    *,
    scope: Annotated[
        str,
        Query(
            max_length=200,
            description="all, or the id of a partnership, a body or an organization.",
            examples=["lip:simcoe-county"],
        ),
    ] = WHOLE,
    reference: Annotated[
        Reference, Query(description="What sectors are compared with.")
    ] = Reference.PEERS,
) -> Response:
    """Return who joined and left, new and lost ties, sectors and bridges: a row for each change.

    `sentence` is a paragraph for a yearly report. A tie of which nobody knows since when counts as
    there on both days and never as new; `first_recorded` names those whom a source first mentions
    in between. `dated` tells a date that the records state from one that is only that of a list of
    members.
    """
    found = waiter.answer(
        snapshot,
        ("changes", scope, days, exclude, reference),
        lambda: seconds_of_changes(snapshot, scope, *days),
        partial(changes, exclude=exclude, reference=reference),
        scope,
        *days,
    )
    return reply.with_rows(found, ChangesAnswer, "rows")
