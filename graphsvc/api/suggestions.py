"""Which tables to join, and how good suggestions are."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from graphsvc.analytics.choices import MOST_SEED
from graphsvc.api.deps import AskedDep, ItemPath, KeeperDep, ScopeDep
from graphsvc.api.foretold import beside, keep
from graphsvc.api.questions import LimitQuery, PurposeQuery
from graphsvc.api.schemas.documented import answers
from graphsvc.recommend import (
    BacktestAnswer,
    PurposeName,
    TablesAnswer,
    backtest,
    check_question,
    seconds_of_backtest,
    tables,
)
from graphsvc.recommend.backtest import MOST_ASKERS

router = APIRouter(prefix="/v1", tags=["questions"])
_MOST = 5_000


@router.get(
    "/organizations/{item}/tables",
    summary="Which tables to join",
    responses=answers(TablesAnswer),
    response_class=Response,
)
def show_tables(
    asked: AskedDep,
    item: ItemPath,
    scope: ScopeDep,
    *,
    purpose: PurposeQuery = PurposeName.BALANCED,
    limit: LimitQuery = 10,
) -> Response:
    """Return councils and committees that an organization could join, each with its evidence.

    It sits on none of them on the day asked about, and none was declined or tried. Every feature is
    a number from 0 to 1 with its weight, a sentence and what it stands on; /v1/features explains
    them. Fewer good suggestions are returned rather than weak ones. With a `scope` all tables
    inside it are looked at, near or not; without one, those around.
    """
    chosen = {"purpose": purpose, "limit": limit, "exclude": asked.exclude, "scope": scope.of}
    found = asked.waiter.answer(
        asked.snapshot,
        ("tables", item, asked.as_of, *chosen.values()),
        lambda: 0.0,
        partial(tables, **chosen),  # type: ignore[arg-type]  # one type each
        item,
        asked.as_of,
    )
    told = beside(found, asked.foretold.sentence)
    return asked.reply.with_rows(told, TablesAnswer, "suggestions")


@router.get(
    "/backtest",
    summary="How good suggestions are",
    responses=answers(BacktestAnswer),
    response_class=Response,
)
def show_backtest(
    asked: AskedDep,
    keeper: KeeperDep,
    *,
    split: Annotated[
        str | None,
        Query(
            max_length=40,
            description="The first day to be foretold; left out, the day on which the latest fifth "
            "of the memberships begins.",
            examples=["2025-04-01"],
        ),
    ] = None,
    purpose: Annotated[
        PurposeName, Query(description="Whose weights; /v1/purposes explains.")
    ] = PurposeName.LIKELY,
    most: Annotated[
        int,
        Query(ge=1, le=_MOST, description="The most organizations to ask; more are drawn by lot."),
    ] = MOST_ASKERS,
    seed: Annotated[int, Query(ge=0, le=MOST_SEED, description="Of all that is drawn by lot.")] = 0,
) -> Response:
    """Return whether the order of suggested tables would have foretold who joined what.

    Known is what began before `split`; what began from it on, up to the day asked about, is to be
    foretold. For each organization that joined something, all tables that it did not sit on are put
    in order: as suggested, the largest first, the largest nearby first, and by lot. MRR, Hit@5,
    Hit@10 and average precision are means over the organizations, each with a 95% bootstrap
    interval; `leads` has the differences. Under 30 events nothing is judged. What takes long is
    answered with 202 and a job. The newest answer is told beside suggestions, in `notes`.
    """
    # Before there is a job, which would tell the fault without its field.
    check_question(split, asked.as_of)
    chosen = {
        "split": split,
        "purpose": purpose,
        "most": most,
        "seed": seed,
        "exclude": asked.exclude,
    }
    key = ("backtest", asked.as_of, *chosen.values())
    found = asked.waiter.answer(
        asked.snapshot,
        key,
        lambda: seconds_of_backtest(asked.snapshot, most),
        partial(backtest, **chosen),  # type: ignore[arg-type]  # one type each
        asked.as_of,
    )
    if isinstance(found, BacktestAnswer):
        keep(keeper.store, asked.snapshot, key, found)
    asked.foretold.look_again()
    return asked.reply.with_rows(found, BacktestAnswer, "judged")
