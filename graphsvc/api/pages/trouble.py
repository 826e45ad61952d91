"""Pages for when something is wrong: nothing there, bad input, the database away."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from fastapi import Request, Response

from graphsvc.api.errors import RETRY_AFTER, TITLES, FaultOut, spoken
from graphsvc.api.pages.asked_again import asked_again
from graphsvc.api.pages.forms import sent_before
from graphsvc.api.pages.frame import html, shell_of
from graphsvc.language import Message, message
from graphsvc.web import addresses
from graphsvc.web.pieces import Link
from graphsvc.web.views import AwayPage, MessagePage, Page
from graphsvc.web.views.notices import Unsent


def trouble(
    request: Request, status: HTTPStatus, detail: Message, faults: Sequence[FaultOut] = ()
) -> Response:
    """Write the page that says what is wrong and what to do."""
    page: Page
    headers: dict[str, str] = {}
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        page = AwayPage(retry_after=RETRY_AFTER, unsent=_unsent(request))
        headers["Retry-After"] = str(RETRY_AFTER)
    else:
        told, again, back = asked_again(request, faults)
        page = MessagePage(
            status=status.value,
            title=TITLES.get(status) or status.phrase,
            text=detail,
            faults=told,
            again=again,
            links=(
                *([back] if back else []),
                Link(message("All partnerships"), addresses.HOME),
                Link(message("Search by name"), addresses.SEARCH),
            ),
        )
    return html(request, page, shell_of(request, spoken(request)), status.value, headers)


def _unsent(request: Request) -> Unsent | None:
    form = sent_before(request)
    if form is None:
        return None
    action = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return Unsent(
        action, tuple((name, value) for name, found in form.fields.items() for value in found)
    )
