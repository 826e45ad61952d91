"""The page of suggestions: what is open for one asker, and the answers that were given."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from graphsvc.api.pages import rows
from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.api.pages.lists import one_of, pager_of, partnerships
from graphsvc.errors import NotFound
from graphsvc.language import message
from graphsvc.model import ids
from graphsvc.model.edits import tag_of
from graphsvc.model.entities import Feedback
from graphsvc.model.vocabulary import Verdict
from graphsvc.recommend import (
    PurposeName,
    RecommendationsAnswer,
    invitations,
    partners,
    purposes,
)
from graphsvc.web import addresses
from graphsvc.web.pieces import Choice, Text
from graphsvc.web.views.suggestions import AnsweredRow, SuggestionsPage

router = APIRouter(include_in_schema=False)
MOST_SUGGESTIONS, ROWS = 20, 100


@router.get(addresses.SUGGESTIONS)
def show(
    frame: FrameDep,
    *,
    of: Annotated[str, Query(max_length=200)] = "",
    purpose: PurposeName = PurposeName.BALANCED,
    start: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """Show suggestions and answers."""
    asker = frame.snapshot.named(of)
    if of and asker is None:
        raise NotFound(of)
    found = _suggested(frame, of, purpose) if of else None
    answered = _answered(frame, of)
    query = {"of": of or None, "purpose": str(purpose), **frame.kept}
    page = SuggestionsPage(
        item=of,
        asker=frame.link(of) if of else None,
        form=frame.form(*_choices(frame, of, purpose)),
        next=rows.next_answer(frame, found, _json(of, query)) if found else None,
        suggestions=rows.suggestions(frame, found) if found else (),
        answered=tuple(_row(frame, said) for said in answered[start : start + ROWS]),
        pager=pager_of(addresses.SUGGESTIONS, query, start, ROWS, len(answered)),
    )
    return frame.respond(page)


def _suggested(frame: Frame, of: str, purpose: PurposeName) -> RecommendationsAnswer:
    suggest = partners if of in frame.snapshot.organizations else invitations
    return frame.keeper.answer(
        frame.snapshot,
        ("page suggestions", of, frame.as_of, frame.exclude, purpose),
        lambda: suggest(
            frame.snapshot,
            of,
            frame.as_of,
            purpose=purpose,
            limit=MOST_SUGGESTIONS,
            exclude=frame.exclude,
        ),
    )


def _json(of: str, query: dict[str, str | None]) -> str:
    folder, _, _ = addresses.page(of)[1:].partition("/")
    what = "recommendations" if of.startswith(f"{ids.ORGANIZATION}:") else "invitations"
    return addresses.with_query(f"/v1/{folder}/{of}/{what}", {**query, "of": None})


def _answered(frame: Frame, of: str) -> list[Feedback]:
    """Return the answers that stand, the newest first."""
    found = [
        said
        for said in frame.snapshot.feedback
        if said.verdict is not Verdict.TAKEN_BACK and of in ("", said.asker)
    ]
    found.sort(key=lambda said: said.id)
    found.sort(key=lambda said: said.date, reverse=True)
    return found


def _row(frame: Frame, said: Feedback) -> AnsweredRow:
    return AnsweredRow(
        asker=frame.link(said.asker),
        candidate=frame.link(said.candidate),
        asker_item=said.asker,
        candidate_item=said.candidate,
        verdict=said.verdict.label,
        date=said.date,
        author=said.author,
        tag=tag_of(said),
    )


def _choices(frame: Frame, of: str, purpose: PurposeName) -> tuple[Choice, ...]:
    what_for = {str(each.name): each.label for each in purposes()}
    # Whoever is chosen can be a body or an organization too, which are too many to be listed.
    options: dict[str, Text] = {"": message("Nobody: answers only")}
    chosen = frame.snapshot.named(of)
    if chosen is not None:
        options[of] = chosen
    options |= {each.id: each for each in partnerships(frame)}
    return (
        one_of("of", message("For"), options, of),
        one_of("purpose", message("What for"), what_for, purpose),
    )
