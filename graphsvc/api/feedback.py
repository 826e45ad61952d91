"""/v1/feedback: what was said of suggestions. It is respected, and can be taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, Field

from graphsvc.api.deps import KeeperDep, SnapshotDep
from graphsvc.api.errors import LISTS, READS, WRITES
from graphsvc.api.keeper import Keeper
from graphsvc.api.paging import PageDep, cut
from graphsvc.api.schemas.answered import Page
from graphsvc.api.schemas.sent import FeedbackIn
from graphsvc.dates import today
from graphsvc.errors import Conflict, NotFound
from graphsvc.language import message
from graphsvc.model import ids
from graphsvc.model.edits import tag_of
from graphsvc.model.entities import Changes, Feedback
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import Verdict

router = APIRouter(prefix="/v1/feedback", tags=["feedback"])
AskerPath = Annotated[
    str, Path(max_length=200, description="The organization, body or partnership that asks.")
]
CandidatePath = Annotated[
    str, Path(max_length=200, description="The organization or body that was suggested.")
]


class FeedbackOut(BaseModel):
    """What was said of a suggestion."""

    id: str
    asker: str
    asker_name: str
    candidate: str
    candidate_name: str
    verdict: Verdict = Field(description="accepted, declined, tried, or taken_back.")
    date: str
    author: str = Field(description="An organization or a role, never a person.")


def shown(snapshot: Snapshot, said: Feedback) -> FeedbackOut:
    """Return a record with the names of the two it is about."""
    return FeedbackOut(
        **{name: getattr(said, name) for name in said.__dataclass_fields__},
        asker_name=_name(snapshot, said.asker),
        candidate_name=_name(snapshot, said.candidate),
    )


def _name(snapshot: Snapshot, item: str) -> str:
    record = snapshot.named(item)
    return record.name if record else item


def say(keeper: Keeper, said: Feedback) -> tuple[Snapshot, bool]:
    """Keep what was said of a suggestion; tells also whether nothing was said before."""
    is_new = False

    def work_out(snapshot: Snapshot) -> Changes | None:
        nonlocal is_new
        is_new = said.candidate not in snapshot.said_to.get(said.asker, {})
        return None if said in snapshot.feedback else Changes(feedback=(said,))

    return keeper.change(work_out), is_new


def take_back_from(
    keeper: Keeper, asker: str, candidate: str, tag: str = ""
) -> tuple[Snapshot, Feedback]:
    """Take back what was said, and return it; it stays on record that it was.

    Parameters
    ----------
    keeper, asker, candidate
        Whose answer, about whom.
    tag
        The tag of the answer that is meant; "" for whatever stands.

    Raises
    ------
    NotFound
        Nothing was said, or it was taken back before.
    Conflict
        Somebody has said something else since.
    """
    taken: list[Feedback] = []

    def work_out(snapshot: Snapshot) -> Changes:
        taken[:] = [_said(snapshot, asker, candidate)]
        if tag and tag_of(taken[0]) != tag:
            raise Conflict(
                message(
                    "Another answer was given since, in the name of {author}: {verdict}. It "
                    "stands; load the page again to see it.",
                    author=taken[0].author,
                    verdict=taken[0].verdict.label,
                )
            )
        return Changes(feedback=(replace(taken[0], verdict=_BACK, date=today()),))

    return keeper.change(work_out), taken[0]


@router.get("", summary="List feedback", responses=LISTS)
def list_feedback(
    snapshot: SnapshotDep,
    page: PageDep,
    *,
    asker: Annotated[str | None, Query(max_length=200, description="Only for this one.")] = None,
    candidate: Annotated[
        str | None, Query(max_length=200, description="Only about this one.")
    ] = None,
    verdict: Annotated[Verdict | None, Query(description="Only with this verdict.")] = None,
) -> Page[FeedbackOut]:
    """Return what was said of suggestions, in order of id.

    What was taken back is listed only if it is asked for: `verdict=taken_back`.
    """
    found = [
        said
        for said in snapshot.feedback
        if asker in (None, said.asker)
        and candidate in (None, said.candidate)
        and (said.verdict is verdict or (verdict is None and said.verdict is not _BACK))
    ]
    part = cut(found, page, lambda said: (said.id,))
    return Page(
        items=[shown(snapshot, said) for said in part.items],
        total=part.total,
        next=part.next,
        revision=snapshot.revision,
    )


_BACK = Verdict.TAKEN_BACK


@router.get("/{asker}/{candidate}", summary="Show one", responses=READS)
def show_feedback(snapshot: SnapshotDep, asker: AskerPath, candidate: CandidatePath) -> FeedbackOut:
    """Return what was said of one suggestion; 404 where nothing was, or it was taken back."""
    return shown(snapshot, _said(snapshot, asker, candidate))


@router.put(
    "/{asker}/{candidate}",
    summary="Say it",
    responses={**WRITES, 201: {"model": FeedbackOut, "description": "Nothing was said before."}},
)
def put_feedback(
    keeper: KeeperDep,
    asker: AskerPath,
    candidate: CandidatePath,
    sent: FeedbackIn,
    response: Response,
) -> FeedbackOut:
    """Say that a suggestion is accepted, declined, or was tried already.

    What is declined or tried is not suggested to this asker again; what is accepted is shown as
    such. A later word replaces an earlier one; DELETE takes it back. Sending the same twice changes
    nothing.
    """
    said = Feedback(
        id=ids.of_feedback(asker, candidate),
        asker=asker,
        candidate=candidate,
        verdict=Verdict(sent.verdict),  # type: ignore[call-arg]  # looks the member up by its code
        date=sent.date or today(),
        author=sent.author,
    )
    after, is_new = say(keeper, said)
    if is_new:
        response.status_code = 201
    return shown(after, said)


@router.delete(
    "/{asker}/{candidate}",
    summary="Take it back",
    status_code=204,
    responses={404: READS[404], **{code: WRITES[code] for code in (409, 503) if code in WRITES}},
    response_class=Response,
)
def take_back(keeper: KeeperDep, asker: AskerPath, candidate: CandidatePath) -> Response:
    """Take back what was said of a suggestion: it may be suggested again.

    That it was said and taken back, and when, stays on record.
    """
    take_back_from(keeper, asker, candidate)
    return Response(status_code=204)


def _said(snapshot: Snapshot, asker: str, candidate: str) -> Feedback:
    found = snapshot.said_to.get(asker, {}).get(candidate)
    if found is None:
        raise NotFound(ids.of_feedback(asker, candidate))
    return found
