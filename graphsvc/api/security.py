"""The guard before everything else: who may ask, under which name, how much, from where.

A plain ASGI middleware, so that it also stands before what is not a route.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import MutableMapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graphsvc.api.errors import problem
from graphsvc.language import Message as Text
from graphsvc.language import message
from graphsvc.settings import Settings

LARGEST_BODY = 1_000_000  # bytes; files are imported with the command line
COOKIE = "graphsvc_session"
OPEN_PATHS = frozenset({"/healthz", "/readyz", "/sign-in", "/sign-out"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


class BodyTooLarge(Exception):
    """More was sent than fits; raised while the body is being read."""


class Guard:
    """Checks each request before it is answered, and puts the security headers on each answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._hosts = settings.known_hosts
        self._key = settings.api_key.get_secret_value() if settings.api_key else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        refusal = self._refusal(request)
        with_headers = _with_headers(send)
        if request.method == "HEAD":
            # What GET would answer, without what it would send.
            scope = {**scope, "method": "GET", "is_head": True}
            with_headers = _without_body(with_headers)
        if refusal is not None:
            await refusal(scope, receive, with_headers)
            return
        meter = _Meter(receive, with_headers)
        try:
            await self._app(scope, meter.receive, meter.send)
        except BodyTooLarge:
            meter.is_over = True
        # Whoever read the body may have made another answer of it; that one was held back.
        if meter.is_over and not meter.is_answered:
            await self._too_large(request)(scope, receive, with_headers)

    def _refusal(self, request: Request) -> Response | None:
        if _host(request) not in self._hosts:
            return problem(
                request,
                HTTPStatus.BAD_REQUEST,
                message(
                    "This service is not known under that name. Add it to GRAPHSVC_ALLOWED_HOSTS "
                    "if it should be."
                ),
            )
        length = request.headers.get("content-length", "0")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            return self._too_large(request)
        if request.method not in _SAFE and _is_foreign(request):
            return problem(
                request,
                HTTPStatus.FORBIDDEN,
                message("Another web site may not write here."),
            )
        return self._stranger(request)

    @staticmethod
    def _too_large(request: Request) -> Response:
        text: Text = message("At most {most} bytes can be sent at once.", most=LARGEST_BODY)
        return problem(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, text)

    def _stranger(self, request: Request) -> Response | None:
        """Refuse who has no key; a browser may show a session cookie instead, on pages."""
        path = request.url.path
        if self._key is None or path in OPEN_PATHS or path.startswith("/static/"):
            return None
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and same(given.strip(), self._key):
            return None
        cookie = request.cookies.get(COOKIE, "")
        # Forms on pages write; no other site can send them (see _is_foreign), and programs, which
        # write to the API, have the key itself.
        may = request.method in _SAFE or (request.method == "POST" and not path.startswith("/v1/"))
        if may and same(cookie, session(self._key)):
            return None
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"/sign-in?next={quote(asked)}", HTTPStatus.SEE_OTHER)
        return problem(
            request,
            HTTPStatus.UNAUTHORIZED,
            message("Send the access key as Authorization: Bearer."),
        )


def same(given: str, expected: str) -> bool:
    """Compare secrets in a time that tells nothing."""
    return hmac.compare_digest(given.encode(), expected.encode())


def session(key: str) -> str:
    """Return the value of the cookie of a browser that knows the key; it does not give it away."""
    return hmac.new(key.encode(), b"graphsvc session", hashlib.sha256).hexdigest()


def _host(request: Request) -> str:
    host = request.headers.get("host", "").lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _is_foreign(request: Request) -> bool:
    """Whether a page of another origin made the browser send this."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("origin")
    return origin is not None and origin.partition("://")[2] != request.headers.get("host")


class _Meter:
    """Counts what comes in, and lets no answer out to a request that was too large."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._taken = 0
        self.is_over = False
        self.is_answered = False

    async def receive(self) -> MutableMapping[str, Any]:
        event = await self._receive()
        self._taken += len(event.get("body", b""))
        if self._taken > LARGEST_BODY:
            self.is_over = True
            raise BodyTooLarge
        return event

    async def send(self, event: Message) -> None:
        if self.is_answered or not self.is_over:
            self.is_answered = True
            await self._send(event)


def _without_body(send: Send) -> Send:
    async def without_body(event: Message) -> None:
        if event["type"] == "http.response.body":
            event = {**event, "body": b""}
        await send(event)

    return without_body


def _with_headers(send: Send) -> Send:
    async def with_headers(event: Message) -> None:
        if event["type"] == "http.response.start":
            event["headers"] = [*event.get("headers", []), *HEADERS]
        await send(event)

    return with_headers
