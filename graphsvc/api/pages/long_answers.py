"""Answers on pages that may take long: worked out as jobs that the API shares, and waited for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from fastapi import Response

from graphsvc.api.jobs import Jobs
from graphsvc.api.pages.frame import Frame
from graphsvc.api.pages.outlook import Outlook
from graphsvc.api.schemas.answers import plain
from graphsvc.api.told import Told
from graphsvc.api.waiting import StillWorking, Waiter, address_of
from graphsvc.language import Message, messages
from graphsvc.model.snapshot import Snapshot
from graphsvc.web import addresses
from graphsvc.web.pieces import Text
from graphsvc.web.views import WaitingPage

_LOOK_AGAIN = 5  # seconds, where there are no scripts
_MINUTE = 60


def waiter_for(frame: Frame, jobs: Jobs, path: str, query: Mapping[str, str | None]) -> Waiter:
    """Return what answers a page, or says that it is still at it.

    Parameters
    ----------
    frame, jobs
        The request, and the long work under way.
    path, query
        The same question to the API: there the job says that its answer will be.
    """
    asked = [(name, value) for name, value in query.items() if value]
    return Waiter(frame.request, frame.keeper, jobs, address_of(path, asked))


def as_told(frame: Outlook, answer: Any, snapshot: Snapshot) -> Any:
    """Return an answer as plain data in the reader's language, whether a job told it or not."""
    if isinstance(answer, Told):
        return answer.plain(frame.speech)
    return plain(answer, frame.speech, snapshot)


def wait(frame: Frame, error: StillWorking, title: Text) -> Response:
    """Write the page that says how far the work is, and looks again by itself."""
    told = error.job.told
    page = WaitingPage(
        title=title,
        expected=_expected(error.job.estimate),
        doing=told.doing if told else None,
        share=told.share if told else 0.0,
        events=addresses.with_query(f"/v1/jobs/{error.job.id}/events", {"lang": frame.speech.code}),
        retry_after=_LOOK_AGAIN,
    )
    # Of no use to anybody later: neither kept nor tagged, or the browser would go on showing it.
    headers = {"Cache-Control": "no-store", "Retry-After": str(_LOOK_AGAIN)}
    return replace(frame, headers=headers).respond(page, HTTPStatus.ACCEPTED)


def _expected(seconds: float) -> Message:
    if seconds < 1.5 * _MINUTE:
        count = max(1, round(seconds))
        return messages(
            "It takes about {count} second, longer on a busy machine.",
            "It takes about {count} seconds, longer on a busy machine.",
            count,
            count=count,
        )
    count = round(seconds / _MINUTE)
    return messages(
        "It takes about {count} minute, longer on a busy machine.",
        "It takes about {count} minutes, longer on a busy machine.",
        count,
        count=count,
    )
