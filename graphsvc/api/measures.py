"""/v1/centrality, /v1/measures/...: every measure of nodes, pairs, groups and the whole graph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from graphsvc.analytics import centrality as centralities
from graphsvc.analytics import measured
from graphsvc.analytics.centrality import CentralityAnswer
from graphsvc.analytics.measure import Level
from graphsvc.analytics.measured import MOST_ROWS, TOP
from graphsvc.analytics.measured_rows import GroupsAnswer, NetworkAnswer, PairsAnswer
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.view_networks import View
from graphsvc.analytics.views import ViewKind
from graphsvc.api.deps import Asked, AskedDep, MeasuresDep, ScopeDep, SeedQuery, ViewDep
from graphsvc.api.paging import Key, PageDep, PageWish, cut
from graphsvc.api.schemas.documented import answers
from graphsvc.model.snapshot import Snapshot

router = APIRouter(prefix="/v1", tags=["measures"])


@router.get(
    "/centrality",
    summary="Centralities of a network",
    responses=answers(CentralityAnswer),
    response_class=Response,
)
def show_centrality(
    asked: AskedDep, scope: ScopeDep, view: ViewDep, measures: MeasuresDep, *, seed: SeedQuery = 0
) -> Response:
    """Return centralities of each organization and body in a part of the network.

    In the view `partnerships` they are of partnerships, in the view `sectors` of sectors. In the
    view `declared` two organizations are tied if one reports to work with the other, and the
    strength of a tie is the number of kinds of which one does. With them come numbers about the
    whole graph. Definition, normalisation, range, views and the meaning of null stand at
    /v1/measures. Equal values have equal ranks. What takes long is answered with 202 and a job.
    """
    part = _part(asked, scope, view)
    chosen = {"view": view.kind, "weighting": view.weighting, "measures": measures}
    found = asked.waiter.answer(
        part,
        ("centrality", scope, view, measures, seed),
        lambda: centralities.estimate_seconds(part, scope, **chosen),  # type: ignore[arg-type]  # one type each
        partial(_centrality, chosen={**chosen, "seed": seed}),
        scope,
    )
    return asked.reply.with_rows(found, CentralityAnswer, "rows")


def _part(asked: Asked, scope: Scope, view: View) -> Snapshot:
    """Return what the answer hangs on; what is reported is in no part."""
    if view.kind is ViewKind.DECLARED:
        return asked.snapshot
    return asked.waiter.part(asked.snapshot, scope.of)


def _centrality(snapshot: Snapshot, scope: Scope, chosen: dict[str, Any]) -> CentralityAnswer:
    return centralities.centrality(snapshot, scope, **chosen)


@router.get(
    "/measures/pairs",
    summary="Measures of pairs",
    responses=answers(PairsAnswer),
    response_class=Response,
)
def show_pair_measures(
    asked: AskedDep,
    scope: ScopeDep,
    view: ViewDep,
    measures: MeasuresDep,
    page: PageDep,
    *,
    top: Annotated[
        int,
        Query(
            ge=1,
            le=MOST_ROWS,
            description="How many pairs of each measure: those with its largest values. Times the "
            "number of measures, at most 100,000.",
        ),
    ] = TOP,
    seed: SeedQuery = 0,
) -> Response:
    """Return what measures say of two nodes: how likely a tie is, or what a tie carries.

    Sorted by the first measure, the largest value first. Those of likely ties (`jaccard`,
    `adamic_adar`, ...) are about two that are not tied, the others about two that are: ask for one
    sort at a time, or a row has null where a measure says nothing about its pair. Of each measure
    the `top` pairs with the largest values are given: `pairs` tells how many there are, and
    `sentence` whether these are all. What takes long is answered with 202 and a job.
    """
    found = _found(asked, scope, view, measures, Level.PAIR, measured.pair_measures, seed, top)
    return asked.reply.with_rows(_page(asked.reply.told(found), page), PairsAnswer, "items")


def _page(found: Any, wish: PageWish) -> Any:
    """Cut a page out of an answer, be it as it was worked out or as a job told it."""
    if isinstance(found, dict):
        first = found["measures"][0]
        part = cut(found["items"], wish, lambda row: _key(row.__getitem__, first))
        return {**found, "items": part.items, "next": part.next}
    first = found.measures[0]
    part = cut(found.items, wish, lambda row: _key(partial(getattr, row), first))
    return replace(found, items=part.items, next=part.next)


def _key(of: Callable[[str], Any], measure: str) -> Key:
    return measured.order(of("values")[measure], of("first"), of("second"))


@router.get(
    "/measures/groups",
    summary="Measures of groups",
    responses=answers(GroupsAnswer),
    response_class=Response,
)
def show_group_measures(
    asked: AskedDep, scope: ScopeDep, view: ViewDep, measures: MeasuresDep
) -> Response:
    """Return what measures say of the sectors that organizations belong to.

    The reference is all organizations in scope; in the scope `all`, those without a seat too.
    Whether a sector is missing from a partnership is told by /v1/partnerships/{item}/sectors, which
    compares with others.
    """
    found = _found(asked, scope, view, measures, Level.GROUP, measured.group_measures)
    return asked.reply.with_rows(found, GroupsAnswer, "rows")


@router.get(
    "/measures/network",
    summary="Measures of the whole graph",
    responses=answers(NetworkAnswer),
    response_class=Response,
)
def show_network_measures(
    asked: AskedDep,
    scope: ScopeDep,
    view: ViewDep,
    measures: MeasuresDep,
    *,
    seed: SeedQuery = 0,
) -> Response:
    """Return what measures say of the graph of a part of the network as a whole.

    What takes long is answered with 202 and a job.
    """
    found = _found(asked, scope, view, measures, Level.GRAPH, measured.network_measures, seed)
    return asked.reply.with_rows(found, NetworkAnswer, "rows")


def _found(
    asked: Asked,
    scope: Scope,
    view: View,
    measures: tuple[str, ...],
    level: Level,
    work: Callable[..., Any],
    *numbers: int,
) -> Any:
    part = _part(asked, scope, view)
    return asked.waiter.answer(
        part,
        ("measures", level, scope, view, measures, *numbers),
        lambda: measured.estimate_seconds(part, scope, view, measures, level, *numbers[1:]),
        work,
        scope,
        view,
        measures,
        *numbers,
    )
