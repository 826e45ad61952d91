"""The story of what changed between two days: a paragraph for the council, then each change."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from graphsvc.analytics.change import ChangesAnswer, changes, seconds_of_changes
from graphsvc.analytics.scope import WHOLE
from graphsvc.analytics.sector_status import Reference
from graphsvc.analytics.sentences import apart
from graphsvc.analytics.views import evidence, two_mode
from graphsvc.api.deps import JobsDep
from graphsvc.api.jobs import Jobs
from graphsvc.api.pages import story
from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.api.pages.long_answers import as_told, waiter_for
from graphsvc.api.pages.outlook import Outlook
from graphsvc.api.pages.since import usual
from graphsvc.api.told import Told
from graphsvc.api.waiting import StillWorking
from graphsvc.language import Message, message
from graphsvc.web import addresses
from graphsvc.web.changes import Story
from graphsvc.web.pieces import Link
from graphsvc.web.views import ChangesPage

router = APIRouter(include_in_schema=False)
_API = "/v1/changes"
_MOST_SENTENCES = 4
_WHOLE = message("The whole network")
_PENDING = message(
    "Who came among those who bridge most, or fell behind, is still being worked out; all else is "
    "told below."
)


@router.get(addresses.CHANGES)
def show(
    frame: FrameDep,
    jobs: JobsDep,
    *,
    of: Annotated[str, Query(max_length=200)] = WHOLE,
    since: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """Tell what changed between two days."""
    scope = frame.scope(of)
    first, why = (since, None) if since else usual(frame, of)
    found, pending = _found(frame, jobs, of, first)
    told = as_told(frame, found, frame.snapshot)
    query = _asked(frame, of, first)
    lists = story.lists(frame, of, told)
    page = ChangesPage(
        heading=_WHOLE if of == WHOLE else frame.link(of).text,
        back=None if of == WHOLE else frame.link(of),
        form=frame.form(hidden=(("of", of),)),
        since=first,
        why_since=why,
        evidence=frame.evidence(evidence(frame.snapshot, scope, two_mode(frame.snapshot, scope))),
        paragraph=told["sentence"],
        numbers=story.numbers(told),
        lists=lists,
        nothing=None if lists else _nothing(told),
        pending=_PENDING if pending else None,
        again=addresses.changes_of(of, since=first, as_of=frame.as_of, exclude=frame.left_out),
        notes=tuple(told["notes"]),
        json_href=addresses.with_query(_API, query),
        csv_href=addresses.with_query(_API, {**query, "format": "csv"}),
        links=_links(frame, of, first),
    )
    if not pending:
        return frame.respond(page)
    # What is not whole yet is kept by nobody: the next who asks gets the rest.
    return frame.fresh().respond(page, HTTPStatus.ACCEPTED)


def in_short(frame: Frame, of: str) -> Story | None:
    """Tell in a few sentences what changed since the usual day; None on the first day there is."""
    since, why = usual(frame, of)
    if since >= frame.as_of:
        return None
    said = apart(without_bridges(frame, of, since).sentence)
    if of in frame.snapshot.partnerships:
        said = said[1:]  # whose page it is needs no telling there
    return Story(
        since,
        why,
        said[:_MOST_SENTENCES],
        addresses.changes_of(of, since=since, **frame.kept),
    )


def _found(frame: Frame, jobs: Jobs, of: str, since: str) -> tuple[ChangesAnswer | Told, bool]:
    """Return the answer, or as much as takes no time, and whether the rest is being worked out."""
    waiter = waiter_for(frame, jobs, _API, _asked(frame, of, since))
    days = (since, frame.as_of)
    try:
        # The same question as the API's, so that one answer serves both.
        whole = waiter.answer(
            frame.snapshot,
            ("changes", of, days, frame.exclude, Reference.PEERS),
            lambda: seconds_of_changes(frame.snapshot, of, *days),
            partial(changes, exclude=frame.exclude, reference=Reference.PEERS),
            of,
            *days,
        )
    except StillWorking:
        return without_bridges(frame, of, since), True
    return whole, False


def without_bridges(frame: Outlook, of: str, since: str) -> ChangesAnswer:
    """Compare a scope on two days, all but who came among those who bridge most."""
    return frame.keeper.answer(
        frame.snapshot,
        ("page changes", of, since, frame.as_of, frame.exclude),
        lambda: changes(
            frame.snapshot, of, since, frame.as_of, exclude=frame.exclude, bridges=False
        ),
    )


def _asked(frame: Frame, of: str, since: str) -> dict[str, str | None]:
    """Return the same question to the API."""
    return {"scope": of, "since": since, "until": frame.as_of, "exclude": frame.left_out}


def _nothing(told: Any) -> Message:
    """Say why no change is told."""
    after = told["after"]
    if not after["ties"]:
        return message("No member is recorded here on either day.")
    if after["unknown_beginnings"] == after["ties"]:
        return message(
            "Nobody knows since when any of the members has sat here, so no change can be told. "
            "Lists of members of two dates would tell it: import them."
        )
    return message(
        "Nothing is recorded to have changed between the two days. Choose an earlier first day."
    )


def _links(frame: Frame, of: str, since: str) -> tuple[Link, ...]:
    kept = frame.kept
    found = [Link(message("Map on the second day"), addresses.map_of(of, **kept))]
    before = {"as_of": since, "exclude": frame.left_out}
    found.append(Link(message("Map on the first day"), addresses.map_of(of, **before)))
    if of != WHOLE:
        found.append(
            Link(
                message("What changed in the whole network"),
                addresses.changes_of(WHOLE, since=since, **kept),
            )
        )
    return tuple(found)
