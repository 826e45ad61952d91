"""Errors as problem+json (RFC 9457), in the reader's language; one table maps class to status."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from graphsvc import errors, logs
from graphsvc.api.besides import further_faults
from graphsvc.api.failures import DEFECT, Failure, WorkFailed, WorkLost
from graphsvc.api.written_messages import UNREADABLE
from graphsvc.errors import Fault, GraphsvcError, InvalidInput
from graphsvc.language import Language, Message, choose, language, message, messages
from graphsvc.model import refusals
from graphsvc.model.check import RecordFault
from graphsvc.store.journal import RefusedChanges

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = 2  # seconds

STATUS: Mapping[type[GraphsvcError], HTTPStatus] = {
    errors.InvalidInput: HTTPStatus.UNPROCESSABLE_ENTITY,
    RefusedChanges: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.StaleRevision: HTTPStatus.CONFLICT,
    errors.CannotUndo: HTTPStatus.CONFLICT,
    errors.Outdated: HTTPStatus.PRECONDITION_FAILED,
    errors.CannotPrint: HTTPStatus.BAD_GATEWAY,
    errors.NoPrinter: HTTPStatus.NOT_IMPLEMENTED,
    errors.PrinterBusy: HTTPStatus.TOO_MANY_REQUESTS,
    errors.StoreUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.StoreBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.QueriesRunning: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.ImportInProgress: HTTPStatus.SERVICE_UNAVAILABLE,
    WorkLost: HTTPStatus.SERVICE_UNAVAILABLE,
    WorkFailed: HTTPStatus.INTERNAL_SERVER_ERROR,  # unless what it carries says otherwise
    errors.StoreError: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.ForeignData: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.QueryFault: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.MigrationError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.SettingsError: HTTPStatus.INTERNAL_SERVER_ERROR,
    GraphsvcError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
TITLES = {
    HTTPStatus.BAD_REQUEST: message("The request cannot be read"),
    HTTPStatus.UNAUTHORIZED: message("An access key is needed"),
    HTTPStatus.FORBIDDEN: message("That is not allowed"),
    HTTPStatus.NOT_FOUND: message("Not found"),
    HTTPStatus.METHOD_NOT_ALLOWED: message("This address does not do that"),
    HTTPStatus.CONFLICT: message("It contradicts what is stored"),
    HTTPStatus.PRECONDITION_FAILED: message("It was changed since you read it"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: message("The request is too large"),
    HTTPStatus.UNPROCESSABLE_ENTITY: message("The input cannot be accepted"),
    HTTPStatus.TOO_MANY_REQUESTS: message("Too much at once"),
    HTTPStatus.NOT_IMPLEMENTED: message("This server cannot do that"),
    HTTPStatus.BAD_GATEWAY: message("It could not be done"),
    HTTPStatus.SERVICE_UNAVAILABLE: message("Not available at the moment"),
}


class FaultOut(BaseModel):
    """One thing wrong with the input."""

    field: str = Field(description="Which field.", examples=["organization"])
    problem: str = Field(examples=["Nothing has the id org:nobody."])
    remedy: str | None = Field(None, examples=["Create it first, or correct the id."])


class Problem(BaseModel):
    """What went wrong and what to do about it (RFC 9457)."""

    type: str = Field("about:blank", description="Kind of problem.")
    title: str = Field(examples=["The input cannot be accepted"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["1 fault in the input; nothing was changed."])
    instance: str | None = Field(None, description="The address that was asked.")
    errors: list[FaultOut] = Field(default=[], description="Every fault, not only the first.")


# What the documentation of an endpoint says of the errors it can give.
READS: dict[int | str, dict[str, Any]] = {
    404: {"model": Problem, "description": "Nothing has this id."},
    422: {"model": Problem, "description": "A parameter cannot be accepted."},
    503: {"model": Problem, "description": "The database is away; see Retry-After."},
}
LISTS: dict[int | str, dict[str, Any]] = {status: READS[status] for status in (422, 503)}
WRITES = {
    **READS,
    409: {"model": Problem, "description": "It contradicts what is stored."},
    413: {"model": Problem, "description": "The request is too large."},
}
MATCHED = {
    **WRITES,
    412: {"model": Problem, "description": "It was changed since it was read; see If-Match."},
}


def status_of(kind: type[GraphsvcError]) -> HTTPStatus:
    """Return the status for a class of errors: its own, or that of the nearest one above."""
    return next(STATUS[each] for each in kind.__mro__ if each in STATUS)


def spoken(request: Request) -> Language:
    """Return the language of a request: `lang`, else the cookie, else what the browser asks for."""
    wish = request.query_params.get("lang") or request.cookies.get("lang")
    if wish in {"en", "fr"}:
        return language(wish)
    return language(choose(request.headers.get("accept-language")))


def is_for_programs(request: Request) -> bool:
    """Whether an address is asked by programs or scripts; every other one is a page."""
    path = request.url.path
    return path.startswith(("/v1/", "/healthz", "/readyz", "/static/")) or path.endswith(".json")


def problem(
    request: Request,
    status: HTTPStatus,
    detail: Message,
    faults: Sequence[FaultOut] = (),
) -> Response:
    """Build the response for a problem: data for programs, a page for people."""
    if not is_for_programs(request):
        page: Callable[..., Response] = request.app.state.trouble
        return page(request, status, detail, faults)
    speech = spoken(request)
    body = _document(status, detail, faults, speech, request.url.path)
    headers = {"Content-Language": speech.code}
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = str(RETRY_AFTER)
    if status is HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(
        body.model_dump(exclude_none=True), status.value, headers, media_type=MEDIA_TYPE
    )


def _document(
    status: HTTPStatus, detail: Message, faults: Sequence[FaultOut], speech: Language, instance: str
) -> Problem:
    title = TITLES.get(status)
    return Problem(
        title=speech.render(title) if title else status.phrase,
        status=status.value,
        detail=speech.render(detail),
        instance=instance,
        errors=list(faults),
    )


def problem_of(failure: Failure, speech: Language, address: str) -> Problem:
    """Tell of work that came to no answer as the address that was asked tells of it."""
    status, faults = status_of(failure.kind), _faults_out(failure.faults, speech)
    detail = _detail(failure, status, "GET")
    return _document(status, detail, faults, speech, address.partition("?")[0])


def _detail(failure: Failure, status: HTTPStatus, method: str) -> Message:
    if status is HTTPStatus.INTERNAL_SERVER_ERROR and failure.text != UNREADABLE:
        return DEFECT  # what a database says is for the log
    if issubclass(failure.kind, InvalidInput):
        return _counted(method, len(failure.faults))
    return failure.text


def _faults_out(faults: Iterable[Fault | RecordFault], speech: Language) -> list[FaultOut]:
    return [
        FaultOut(
            field=str(fault.place) if isinstance(fault, Fault) else fault.field,
            problem=speech.render(fault.problem),
            remedy=speech.render(fault.remedy) if fault.remedy else None,
        )
        for fault in faults
    ]


def _on_error(request: Request, error: GraphsvcError) -> Response:
    failure = error.failure if isinstance(error, WorkFailed) else Failure.of(error)
    status = status_of(failure.kind)
    if status is HTTPStatus.INTERNAL_SERVER_ERROR and not isinstance(error, WorkFailed):
        logs.trouble("request failed", error, path=request.url.path)
    detail = _detail(failure, status, request.method)
    return problem(request, status, detail, _faults_out(failure.faults, spoken(request)))


def _on_validation(request: Request, error: RequestValidationError) -> Response:
    speech = spoken(request)
    found = error.errors()
    faults = [
        FaultOut(
            field=_field(each["loc"]),
            problem=speech.render(refusals.said(each)),
            remedy=speech.render(remedy) if (remedy := refusals.remedy(each)) else None,
        )
        for each in found
    ]
    if request.method in {"PUT", "POST"} and is_for_programs(request):
        bad = frozenset(str(each["loc"][1]) for each in found if len(each["loc"]) > 1)
        path = request.url.path.removeprefix("/v1/").split("/")
        store = request.app.state.keeper.store
        faults += _faults_out(further_faults(store, path, error.body, bad), speech)
    text = _counted(request.method, len(faults))
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, text, faults)


def _field(location: Sequence[Any]) -> str:
    """Name a field as its sender wrote it, without the part of the request it was in."""
    parts = [str(part) for part in location]
    # A name that is half a character could not be sent.
    return ".".join(parts[1:] or parts).encode("utf-8", "backslashreplace").decode()


def _on_http(request: Request, error: HTTPException) -> Response:
    status = HTTPStatus(error.status_code)
    if status is HTTPStatus.NOT_FOUND:
        if b"%2f" in request.scope.get("raw_path", b"").lower() and is_for_programs(request):
            return _slash_in_id(request)
        return problem(request, status, message("There is nothing at this address."))
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        response = problem(request, status, message("See /v1/openapi.json for what it does."))
        response.headers["Allow"] = ", ".join(sorted(_allowed(request)))
        return response
    return problem(request, status, message("The request cannot be answered."))


def _allowed(request: Request) -> set[str]:
    """Return the methods that an address takes; pages are there to be read."""
    found = {
        method.upper()
        for path, methods in request.app.openapi()["paths"].items()
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), request.url.path)
        for method in methods
    } or {"GET"}
    return found | ({"HEAD"} if "GET" in found else set())


def _slash_in_id(request: Request) -> Response:
    speech = spoken(request)
    fault = FaultOut(
        field="item",
        problem=speech.render(message("An id has no slash.")),
        remedy=speech.render(message("An id has small letters, digits and . _ ~ - only.")),
    )
    text = _counted(request.method, 1)
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, text, [fault])


def _counted(method: str, count: int) -> Message:
    """Say how many faults there are; who only asked knows that nothing was changed."""
    if method not in {"GET", "HEAD"}:
        return InvalidInput.counted(count)
    return messages(
        "{count} fault in what was asked.", "{count} faults in what was asked.", count, count=count
    )


def _on_anything(request: Request, error: Exception) -> Response:
    logs.trouble("request failed", error, path=request.url.path)
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, DEFECT)


def install(app: FastAPI) -> None:
    """Answer every error of an application as a problem."""
    app.exception_handler(GraphsvcError)(_on_error)
    app.exception_handler(RequestValidationError)(_on_validation)
    app.exception_handler(HTTPException)(_on_http)
    app.exception_handler(Exception)(_on_anything)
