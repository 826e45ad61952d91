"""What if: changes are tried out, seen before and after, kept and shared."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response
from fastapi.responses import RedirectResponse

from graphsvc.analytics.scope import WHOLE
from graphsvc.analytics.views import evidence, two_mode
from graphsvc.api.deps import JobsDep
from graphsvc.api.pages import what_if_forms as forms
from graphsvc.api.pages import what_if_kept as kept
from graphsvc.api.pages.edit_form import State, Values
from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.api.pages.lists import one_of, partnerships
from graphsvc.api.pages.long_answers import wait
from graphsvc.api.pages.what_if_bench import WHOLE_NETWORK, Bench, bench
from graphsvc.api.pages.what_if_draft import Draft
from graphsvc.api.pages.what_if_examples import examples
from graphsvc.api.pages.what_if_outcome import outcome
from graphsvc.api.pages.what_if_words import changes
from graphsvc.api.waiting import StillWorking
from graphsvc.language import message
from graphsvc.model.vocabulary import BodyKind, Role
from graphsvc.web import addresses
from graphsvc.web.pieces import Choice, Link, Text
from graphsvc.web.views import WhatIfPage
from graphsvc.web.what_if import Keeping

router = APIRouter(include_in_schema=False)
_TITLE = message("What if?")
_KEEP = "keep"


@router.get(addresses.WHAT_IF)
def show(
    frame: FrameDep, jobs: JobsDep, older: Annotated[int, Query(ge=0, le=1_000_000)] = 0
) -> Response:
    """Show what is tried out and what would come of it; a form that was sent adds to it."""
    # What is kept changes while the graph stays as it is, so nobody keeps this page.
    frame = frame.fresh()
    pairs = frame.request.query_params.multi_items()
    held = bench(frame, pairs)
    sent = {name: value.strip() for name, value in pairs}
    do = sent.get("do", "")
    state = State({name: (value,) for name, value in sent.items() if value})
    if forms.is_form(do) and held.draft.of:
        draft, faults = forms.added(held, state, do)
        if not faults:
            return RedirectResponse(f"{held.address(draft)}#changes", HTTPStatus.SEE_OTHER)
        state = replace(state, faults=faults)
    elif do == _KEEP and held.draft.parts:
        found = kept.faults(held, sent.get("called", ""), sent.get("tag", ""))
        state = replace(state, faults={"called": found})
    try:
        page = _page(held, state, do, jobs, older)
    except StillWorking as error:
        return wait(frame, error, _TITLE)
    wrong = any(state.faults.values())
    return frame.respond(page, HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK)


def _page(held: Bench, state: State, do: str, jobs: JobsDep, start: int) -> WhatIfPage:
    frame, of = held.frame, held.draft.of
    rows = kept.page(held, start)
    drafted = tuple(pair for pair in held.draft.pairs() if pair[0] != "of")
    form = frame.form(_parts(frame, of), hidden=drafted)
    if not of:
        return WhatIfPage(form=form, kept=rows)
    found = outcome(held, jobs)
    scope = frame.scope(of)
    usual = {"role": (str(Role.MEMBER),), "sort": (str(BodyKind.SECTOR_TABLE),)}
    hidden = [(name, value) for name, value in (*held.draft.pairs(), *held.view) if value]
    return WhatIfPage(
        form=form,
        part=Link(WHOLE_NETWORK, addresses.HOME) if of == WHOLE else held.link(of),
        changes=changes(held),
        examples=() if held.draft.parts else examples(frame, of),
        forms=forms.forms(held, replace(state, values={**usual, **state.values}), do),
        hidden=tuple(hidden),
        no_forms=forms.no_forms(held),
        evidence=frame.evidence(evidence(frame.snapshot, scope, two_mode(frame.snapshot, scope))),
        outcome=found,
        keeping=_keeping(held, state) if held.draft.parts else None,
        clear=held.address(Draft(of)),
        after_forgetting=f"{held.address(Draft(of) if held.draft.kept else None)}#kept",
        kept=rows,
    )


def _parts(frame: Frame, of: str) -> Choice:
    """Return the choice of the part of the network that is looked at."""
    options: dict[str, Text] = {} if of else {"": message("Choose")}
    options[WHOLE] = WHOLE_NETWORK
    if of and of != WHOLE:
        options[of] = frame.link(of).text
    options |= {each.id: each for each in partnerships(frame)}
    return one_of("of", message("Tried out in"), options, of)


def _keeping(held: Bench, state: State) -> Keeping:
    opened = held.opened
    filled: Values = {"called": (opened.name,)} if opened else {}
    shown = replace(state, values={**filled, **state.values})
    hint = (
        message("Under the same name it replaces what is kept; under another one both are kept.")
        if opened
        else message("As you would call it before the council. It is kept for all who work here.")
    )
    result = f"/v1/scenarios/{opened.id}" if opened and held.draft.as_kept else None
    asked = {"scope": held.draft.of, **held.frame.kept}
    return Keeping(
        action=addresses.with_query(addresses.WHAT_IF_KEEP, dict(held.view)),
        field=shown.text("called", message("Name"), wanted=True, hint=hint),
        draft=urlencode(held.draft.pairs()),
        tag=state.one("tag") or (opened.changed_at if opened else ""),
        json_href=result,
        csv_href=addresses.with_query(f"{result}/result", {**asked, "format": "csv"})
        if result
        else None,
    )
