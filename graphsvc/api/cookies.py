"""What a browser keeps for us between two requests: who acts, and what it is told next."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from fastapi import Request, Response

from graphsvc.model.values import LONGEST_AUTHOR
from graphsvc.web import addresses
from graphsvc.web.pieces import Told, Undo

AUTHOR, TOLD = "graphsvc_author", "graphsvc_told"
_YEAR, _SOON = 365 * 24 * 60 * 60, 120  # seconds
# A browser keeps no cookie above 4 KiB; a letter can take four bytes, and these a third more.
_LONGEST = 400
_LARGEST = 3_900  # bytes of a value, beside its name


def tell(response: Response, told: Told) -> None:
    """Have the next page of this browser say what was done."""
    _set(response, TOLD, asdict(_brief(told)), _SOON)


def fits(told: Told) -> bool:
    """Tell whether a browser keeps what it is to be told; else it drops all of it."""
    return len(_written(asdict(_brief(told)))) <= _LARGEST


def _brief(told: Told) -> Told:
    return Told(told.text[:_LONGEST], told.undo)


def remember_author(response: Response, author: str) -> None:
    """Keep in whose name this browser acts, so that it need not be written each time."""
    _set(response, AUTHOR, {"author": author}, _YEAR)


def told_in(request: Request) -> Told | None:
    """Return what is to be told; whatever a browser sends that we did not write is no news."""
    held = _held(request, TOLD)
    text, undo = held.get("text"), held.get("undo")
    if not isinstance(text, str) or not text:
        return None
    return Told(text[:_LONGEST], _undo(undo) if isinstance(undo, dict) else None)


def author_in(request: Request) -> str:
    """Return in whose name this browser acts; "" where nobody has said."""
    author = _held(request, AUTHOR).get("author")
    return author[:LONGEST_AUTHOR] if isinstance(author, str) else ""


def _undo(held: Mapping[str, Any]) -> Undo | None:
    action, fields = held.get("action"), held.get("fields")
    if not isinstance(action, str) or not isinstance(fields, dict):
        return None
    # The form goes to this site and nowhere else, whoever wrote the cookie.
    return Undo(addresses.own(action), {str(name): str(value) for name, value in fields.items()})


def _set(response: Response, name: str, value: Mapping[str, Any], seconds: int) -> None:
    response.set_cookie(
        name, _written(value), max_age=seconds, httponly=True, samesite="strict", path="/"
    )


def _written(value: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value, ensure_ascii=False).encode()).decode()


def _held(request: Request, name: str) -> dict[str, Any]:
    try:
        held = json.loads(base64.urlsafe_b64decode(request.cookies.get(name, "")))
    except (binascii.Error, ValueError):
        return {}
    return held if isinstance(held, dict) else {}
