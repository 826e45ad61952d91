"""/v1/scenarios: what if some were there and others were not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from graphsvc.analytics.overlay import Overlay, faults
from graphsvc.analytics.overlay_form import OverlayIn, ScenarioIn
from graphsvc.analytics.scenario import ScenarioAnswer, evaluate, refuse, seconds_of_scenario
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.analytics.sector_status import Reference
from graphsvc.api.deps import (
    AsOfDep,
    ExclusionsDep,
    ItemPath,
    KeeperDep,
    LanguageDep,
    WaiterDep,
    prefers_csv,
)
from graphsvc.api.errors import READS, WRITES
from graphsvc.api.keeper import Keeper
from graphsvc.api.replies import Reply
from graphsvc.api.schemas.documented import answers
from graphsvc.api.schemas.scenarios import ScenarioListed, ScenarioOut
from graphsvc.api.waiting import Waiter
from graphsvc.dates import today
from graphsvc.errors import Fault, InvalidInput, Where
from graphsvc.language import Message
from graphsvc.model import values
from graphsvc.model.scenarios import id_faults
from graphsvc.model.snapshot import Snapshot
from graphsvc.store import scenarios

router = APIRouter(prefix="/v1/scenarios", tags=["scenarios"])
# A scenario may be replaced while the graph stays as it is, so no answer with one is held.
_FRESH = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Question:
    """What a scenario is laid over, and how the answer is sent."""

    snapshot: Snapshot
    scope: Scope
    reference: Reference
    waiter: Waiter
    reply: Reply

    def answer(self, overlay: Overlay, *, lenient: bool) -> Response:
        """Work the scenario out and send it."""
        found = self.waiter.answer(
            self.snapshot,
            ("scenario", self.scope, self.reference, overlay, lenient),
            lambda: seconds_of_scenario(self.snapshot, self.scope),
            partial(evaluate, reference=self.reference, lenient=lenient),
            self.scope,
            overlay,
        )
        return self.reply.with_rows(found, ScenarioAnswer, "ranking")


def scope_now(
    keeper: KeeperDep,
    as_of: AsOfDep,
    exclude: ExclusionsDep,
    scope: Annotated[
        str,
        Query(
            max_length=200,
            description="all, or the id of a partnership, a body or an organization.",
            examples=["lip:simcoe-county"],
        ),
    ] = WHOLE,
) -> tuple[Snapshot, Scope]:
    """Return the graph as it stands, and the part of it asked about."""
    snapshot = keeper.snapshot()
    return snapshot, Scope.checked(snapshot, scope, as_of, exclude)


def question(
    request: Request,
    keeper: KeeperDep,
    speech: LanguageDep,
    waiter: WaiterDep,
    where: Annotated[tuple[Snapshot, Scope], Depends(scope_now)],
    *,
    reference: Annotated[
        Reference, Query(description="What sectors are compared with.")
    ] = Reference.PEERS,
    format: Annotated[  # noqa: A002 - the name of the parameter is public
        str | None,
        Query(pattern="^(json|csv)$", description="json, or csv (the ranking); else by Accept."),
    ] = None,
) -> Question:
    """Gather what a scenario is asked with."""
    csv = prefers_csv(request.headers.get("accept", "")) if format is None else format == "csv"
    reply = Reply(keeper, where[0], speech, dict(_FRESH), csv=csv)
    return Question(*where, reference, waiter, reply)


QuestionDep = Annotated[Question, Depends(question)]
_ANSWERS = answers(ScenarioAnswer)


@router.post(
    "/evaluate",
    summary="Work a scenario out",
    responses=_ANSWERS,
    response_class=Response,
)
def evaluate_scenario(asked: QuestionDep, sent: OverlayIn) -> Response:
    """Return a network as it would be with some additions and removals, beside what it is.

    The numbers of the whole graph, the status of each sector in the partnerships concerned, and the
    bridging ranking: before, after, difference. Nothing is stored. A part that does not fit the
    graph is a fault, and all faults come at once.
    """
    # Before there may be a job, so that every fault is told, and at once.
    refuse(faults(asked.snapshot, sent.overlay(), asked.scope.as_of))
    return asked.answer(sent.overlay(), lenient=False)


@router.get("", summary="List scenarios", responses={503: READS[503]})
def list_scenarios(keeper: KeeperDep, response: Response) -> list[ScenarioListed]:
    """Return the scenarios that are kept, in order of id."""
    response.headers.update(_FRESH)
    return [ScenarioListed.of(each) for each in scenarios.every(keeper.store)]


@router.get("/{item}", summary="Show one scenario", responses=READS)
def show_scenario(keeper: KeeperDep, item: ItemPath, response: Response) -> ScenarioOut:
    """Return what a scenario adds and removes."""
    response.headers.update(_FRESH)
    return ScenarioOut.of(scenarios.read(keeper.store, item))


@router.put(
    "/{item}",
    summary="Keep a scenario",
    responses={**WRITES, 201: {"model": ScenarioOut, "description": "It is new."}},
)
def put_scenario(
    keeper: KeeperDep, item: ItemPath, sent: ScenarioIn, response: Response
) -> ScenarioOut:
    """Keep a scenario under an id of your choice, or replace the one that has it.

    It has to fit the graph as it is today. It stands beside the graph: no answer about the graph
    changes, and none has to be worked out anew.
    """
    _refuse("item", id_faults(item))
    refuse(faults(keeper.snapshot(), sent.overlay(), today()))
    _refuse("name", values.faults("name", sent.name))
    kept, is_new = scenarios.put(keeper.store, item, sent.name, sent.text())
    if is_new:
        response.status_code = 201
    return ScenarioOut.of(kept)


def _refuse(field: str, found: Iterable[tuple[Message, Message]]) -> None:
    wrong = [Fault(Where(field=field), problem, remedy) for problem, remedy in found]
    if wrong:
        raise InvalidInput(wrong)


@router.delete("/{item}", summary="Forget a scenario", status_code=204, responses=READS)
def drop_scenario(keeper: KeeperDep, item: ItemPath) -> None:
    """Forget a scenario. The graph stays as it is."""
    scenarios.drop(keeper.store, item)


@router.get(
    "/{item}/result",
    summary="Work a kept scenario out",
    responses=_ANSWERS,
    response_class=Response,
)
def show_result(keeper: KeeperDep, asked: QuestionDep, item: ItemPath) -> Response:
    """Return a network as it would be with a scenario that is kept, beside what it is.

    Where the graph has moved on, parts that no longer apply are left out and told in `not_applied`.
    """
    return asked.answer(_overlay(keeper, item), lenient=True)


def _overlay(keeper: Keeper, item: str) -> Overlay:
    return OverlayIn.model_validate_json(scenarios.read(keeper.store, item).text).overlay()
