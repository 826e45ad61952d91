"""Signing in with the access key, for browsers; programs send it with each request."""

from __future__ import annotations

from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from graphsvc.api.deps import SettingsDep
from graphsvc.api.errors import spoken
from graphsvc.api.pages.frame import html, shell_of
from graphsvc.api.security import COOKIE, same, session
from graphsvc.language import Message, message
from graphsvc.web import addresses
from graphsvc.web.views import SignInPage

router = APIRouter(include_in_schema=False)
_WORKING_DAY = 12 * 60 * 60  # seconds
_LONGEST_FORM = 4_000


@router.get(addresses.SIGN_IN)
def ask(request: Request, settings: SettingsDep, next: str = "/") -> Response:  # noqa: A002
    """Ask for the key."""
    if settings.api_key is None:
        return RedirectResponse(addresses.HOME, 303)
    return _page(request, next, None, 200)


@router.post(addresses.SIGN_IN)
async def sign_in(request: Request, settings: SettingsDep) -> Response:
    """Compare the key, and give a browser that knows it a session."""
    body = (await request.body())[:_LONGEST_FORM]
    form = parse_qs(body.decode("utf-8", "replace"))
    key = form.get("key", [""])[0]
    target = form.get("next", ["/"])[0]
    if settings.api_key is None:
        return RedirectResponse(addresses.HOME, 303)
    expected = settings.api_key.get_secret_value()
    if not same(key.strip(), expected):
        return _page(request, target, message("That is not the access key."), 403)
    response = RedirectResponse(addresses.own(target), 303)
    response.set_cookie(
        COOKIE,
        session(expected),
        max_age=_WORKING_DAY,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return response


@router.post(addresses.SIGN_OUT)
def sign_out() -> Response:
    """End the session of this browser."""
    response = RedirectResponse(addresses.SIGN_IN, 303)
    response.delete_cookie(COOKIE)
    return response


def _page(request: Request, target: str, problem: Message | None, status: int) -> Response:
    page = SignInPage(next=addresses.own(target), problem=problem)
    return html(request, page, shell_of(request, spoken(request)), status)
