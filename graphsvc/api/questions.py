"""The three questions: who bridges, who is missing, who next."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from graphsvc.analytics.bridging import (
    DEFAULT_CRITERIA,
    BridgingAnswer,
    Criterion,
    Grouping,
    RoleAnswer,
    bridging,
    role_of,
    seconds_of_bridging,
)
from graphsvc.analytics.choices import names_in
from graphsvc.analytics.engagement import Reference, SectorsAnswer, sectors
from graphsvc.analytics.scope import Scope
from graphsvc.api.deps import (
    AskedDep,
    ItemPath,
    LotAsked,
    LotDep,
    ScopeDep,
)
from graphsvc.api.foretold import beside
from graphsvc.api.schemas.documented import answers
from graphsvc.api.told import Told
from graphsvc.api.waiting import Waiter
from graphsvc.errors import NotFound
from graphsvc.model.snapshot import Snapshot
from graphsvc.recommend import (
    PurposeName,
    RecommendationsAnswer,
    Sense,
    invitations,
    partners,
)

router = APIRouter(prefix="/v1", tags=["questions"])
_MOST_ROWS = 10_000
REFERENCES = (
    "peers: all other partnerships of a like kind (local and zonal ones; francophone ones; "
    "secretariats), pooled; inventory: organizations known to serve the area; "
    "targets: the seats that the council wants each sector to have."
)


PurposeQuery = Annotated[
    PurposeName, Query(description="What the suggestions are for; /v1/purposes explains.")
]
LimitQuery = Annotated[int, Query(ge=1, le=100, description="How many at most.")]


@router.get(
    "/bridging",
    summary="Who bridges",
    responses=answers(BridgingAnswer),
    response_class=Response,
)
def show_bridging(
    asked: AskedDep,
    scope: ScopeDep,
    lot: LotDep,
    *,
    groups: Annotated[
        Grouping, Query(description="Participation in the ranking over sectors or partnerships.")
    ] = Grouping.SECTOR,
    criteria: Annotated[
        str,
        Query(
            max_length=200,
            description=f"What the ranking looks at, with commas: any of {', '.join(Criterion)}.",
        ),
    ] = ",".join(DEFAULT_CRITERIA),
    limit: Annotated[int, Query(ge=1, le=_MOST_ROWS, description="How many rows.")] = _MOST_ROWS,
) -> Response:
    """Return the organizations of a part of the network by how they bridge, the best first.

    Each row has the measures, what comes apart if the organization leaves, and a sentence. The
    ranking is the mean of percentile ranks; `stability` tells where each one ranks when a tenth of
    the memberships is left out by lot. Who is not steady is not called a bridge. In a network of
    national size betweenness and bridgeness are estimated; `approximate` has the error, and `notes`
    the words. Leave hosts and funders out with `exclude`: they sit on everything by design.
    """
    names = names_in(criteria)
    part = asked.waiter.part(asked.snapshot, scope.of)
    found = who_bridges(asked.waiter, part, scope, groups, lot, names)
    return asked.reply.with_rows(found, BridgingAnswer, "rows", limit)


def who_bridges(
    waiter: Waiter,
    part: Snapshot,
    scope: Scope,
    groups: Grouping = Grouping.SECTOR,
    lot: LotAsked = LotAsked(),  # noqa: B008 - it cannot be changed
    criteria: tuple[str, ...] = names_in(",".join(DEFAULT_CRITERIA)),
) -> BridgingAnswer | Told:
    """Rank the organizations of a part of the network, or find the job that is at it.

    Parameters
    ----------
    waiter
        Answers, or raises that it is still being worked out.
    part
        What the answer hangs on (`Waiter.part`).
    scope, groups, lot, criteria
        The question; the same one is worked out once, for pages and programs.
    """
    return waiter.answer(
        part,
        ("bridging", scope, groups, criteria, lot),
        lambda: seconds_of_bridging(part, scope, lot.draws),
        partial(_bridging, groups=groups, criteria=criteria, lot=lot),
        scope,
    )


def _bridging(
    snapshot: Snapshot, scope: Scope, groups: str, criteria: tuple[str, ...], lot: LotAsked
) -> BridgingAnswer:
    return bridging(
        snapshot,
        scope,
        groups=groups,
        criteria=criteria,
        draws=lot.draws,
        seed=lot.seed,
        most=_MOST_ROWS,
    )


@router.get(
    "/organizations/{item}/role",
    summary="What one organization bridges",
    responses=answers(RoleAnswer),
    response_class=Response,
)
def show_role(
    asked: AskedDep,
    item: ItemPath,
) -> Response:
    """Return what one organization bridges in its partnerships, and what would break if it left.

    `row` is null where the organization has no seat on the day asked about.
    """
    if item not in asked.snapshot.organizations:
        raise NotFound(item)
    scope = Scope.checked(asked.snapshot, item, asked.as_of, asked.exclude)
    found = asked.waiter.answer(
        asked.snapshot,
        ("role", scope),
        lambda: seconds_of_bridging(asked.snapshot, scope, None),
        role_of,
        scope,
        item,
    )
    return asked.reply.whole(found)


@router.get(
    "/partnerships/{item}/sectors",
    summary="Who is missing",
    responses=answers(SectorsAnswer),
    response_class=Response,
)
def show_sectors(
    asked: AskedDep,
    item: ItemPath,
    *,
    reference: Annotated[
        Reference,
        Query(description=REFERENCES),
    ] = Reference.PEERS,
) -> Response:
    """Return how each sector stands in a partnership, with interval, status and a sentence.

    A ratio of 1 is parity with the reference. A sector is flagged only where the 95% interval
    excludes 1 and the exact tail passes Benjamini-Hochberg at 10%, too few and too many seats each
    by themselves over the sectors of the partnership. The lower end of the interval is 0 where no
    seat is held. Against `targets` the interval is Jeffreys', whose ends are 0 where the sector
    holds no seat and 1, as a share, where it holds all (Brown, Cai & DasGupta 2001). For absent and
    thin sectors, who could be asked.

    Presence is one of four lines, each with its own sentence, and there is no score of all: `quiet`
    tells a sector that comes to meetings clearly less often than all members together, `peripheral`
    one with fewer ties to other sectors than in 95 of 100 deals of the sectors by lot, `leadership`
    what it chairs and leads. `shrunken` is the ratio to rank partnerships by.
    """
    found = asked.waiter.answer(
        asked.snapshot,
        ("sectors", item, asked.as_of, asked.exclude, reference),
        lambda: 0.0,
        partial(sectors, reference=reference, exclude=asked.exclude),
        item,
        asked.as_of,
    )
    return asked.reply.with_rows(found, SectorsAnswer, "rows")


@router.get(
    "/organizations/{item}/recommendations",
    summary="Who next, for an organization",
    responses=answers(RecommendationsAnswer),
    response_class=Response,
)
def show_recommendations(
    asked: AskedDep,
    item: ItemPath,
    scope: ScopeDep,
    *,
    purpose: PurposeQuery = PurposeName.BALANCED,
    sense: Annotated[
        Sense,
        Query(
            description="strangers share no body with it; acquaintances do, and it does not report "
            "to work with them."
        ),
    ] = Sense.STRANGERS,
    limit: LimitQuery = 10,
) -> Response:
    """Return partners that an organization could approach, each with its evidence.

    Every feature is a number from 0 to 1 with its weight, a sentence and what it stands on. Fewer
    good suggestions are returned rather than weak ones. With a `scope` they are looked for among
    all who sit inside it, near or not; without one, among those around.
    """
    chosen = {"purpose": purpose, "sense": sense, "limit": limit, "exclude": asked.exclude}
    chosen["scope"] = scope.of
    found = asked.waiter.answer(
        asked.snapshot,
        ("partners", item, asked.as_of, *chosen.values()),
        lambda: 0.0,
        partial(partners, **chosen),  # type: ignore[arg-type]  # one type each
        item,
        asked.as_of,
    )
    told = beside(found, asked.foretold.sentence)
    return asked.reply.with_rows(told, RecommendationsAnswer, "suggestions")


@router.get(
    "/partnerships/{item}/invitations",
    summary="Who next, for a partnership",
    responses=answers(RecommendationsAnswer),
    response_class=Response,
)
@router.get(
    "/bodies/{item}/invitations",
    summary="Who next, for a body",
    responses=answers(RecommendationsAnswer),
    response_class=Response,
)
def show_invitations(
    asked: AskedDep,
    item: ItemPath,
    scope: ScopeDep,
    *,
    purpose: PurposeQuery = PurposeName.BALANCED,
    limit: LimitQuery = 10,
) -> Response:
    """Return organizations that could be invited, each with its evidence.

    They have no seat there on the day asked about. Every feature is a number from 0 to 1 with its
    weight, a sentence and what it stands on. With a `scope` they are looked for among all who sit
    inside it, near or not; without one, among those around.
    """
    chosen = {"purpose": purpose, "limit": limit, "exclude": asked.exclude}
    chosen["scope"] = scope.of
    found = asked.waiter.answer(
        asked.snapshot,
        ("invitations", item, asked.as_of, *chosen.values()),
        lambda: 0.0,
        partial(invitations, **chosen),  # type: ignore[arg-type]  # one type each
        item,
        asked.as_of,
    )
    told = beside(found, asked.foretold.sentence)
    return asked.reply.with_rows(told, RecommendationsAnswer, "suggestions")
