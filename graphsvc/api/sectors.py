"""/v1/sectors and /v1/mixing: sectors across partnerships, and which sectors meet which."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from graphsvc.analytics.engagement import Reference
from graphsvc.analytics.mixing import MixingAnswer, mixing, seconds_of_mixing
from graphsvc.analytics.scope import Exclusion
from graphsvc.analytics.sector_matrix import MatrixAnswer, seconds_of_matrix, sector_matrix
from graphsvc.api.deps import AskedDep, ReplyDep, ScopeDep, SnapshotDep, WaiterDep
from graphsvc.api.questions import REFERENCES
from graphsvc.api.schemas.documented import answers
from graphsvc.api.told import Told
from graphsvc.api.waiting import Waiter
from graphsvc.model.snapshot import Snapshot

router = APIRouter(prefix="/v1", tags=["questions"])


@router.get(
    "/sectors",
    summary="Who is missing, in all partnerships",
    responses=answers(MatrixAnswer),
    response_class=Response,
)
def show_matrix(
    asked: AskedDep,
    *,
    reference: Annotated[Reference, Query(description=REFERENCES)] = Reference.PEERS,
) -> Response:
    """Return every partnership with every sector: status, ratio and shrunken ratio.

    The shrunken ratio draws a ratio of few seats towards the mean of all partnerships of its kind
    (empirical Bayes, gamma-Poisson), so that partnerships of different size can be ranked: `rank` 1
    is where the sector is scarcest. What takes long is answered with 202 and a job.
    """
    found = all_sectors(asked.waiter, asked.snapshot, asked.as_of, asked.exclude, reference)
    return asked.reply.with_rows(found, MatrixAnswer, "rows")


def all_sectors(
    waiter: Waiter,
    snapshot: Snapshot,
    as_of: str,
    exclude: frozenset[Exclusion],
    reference: Reference,
) -> MatrixAnswer | Told:
    """Compare the sectors of all partnerships, or find the job that is at it.

    Parameters
    ----------
    waiter
        Answers, or raises that it is still being worked out.
    snapshot, as_of, exclude, reference
        The question; the same one is worked out once, for pages and programs.
    """
    return waiter.answer(
        snapshot,
        ("sector matrix", as_of, exclude, reference),
        lambda: seconds_of_matrix(snapshot, reference),
        partial(sector_matrix, reference=reference, exclude=exclude),
        as_of,
    )


@router.get(
    "/mixing",
    summary="Which sectors meet which",
    responses=answers(MixingAnswer),
    response_class=Response,
)
def show_mixing(
    snapshot: SnapshotDep, scope: ScopeDep, waiter: WaiterDep, reply: ReplyDep
) -> Response:
    """Return the ties between each two sectors, beside what chance would give.

    A tie is a pair of organizations that share a council or committee. Expected is what tie ends
    would give that meet at random, each organization keeping its number of ties (the configuration
    model); it adds up to the number of ties.
    """
    network = waiter.part(snapshot, scope.of)
    found = waiter.answer(
        network,
        ("mixing", scope),
        lambda: seconds_of_mixing(network, scope),
        mixing,
        scope,
    )
    return reply.with_rows(found, MixingAnswer, "rows")
