"""Pages of long lists: an opaque cursor that stays right when the list changes."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Query

from graphsvc.errors import InvalidInput
from graphsvc.language import message

T = TypeVar("T")
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class PageWish:
    """Which page of a list is asked for."""

    limit: int
    cursor: str | None


def _wish(
    limit: Annotated[int, Query(ge=1, le=500, description="How many at most.")] = 50,
    cursor: Annotated[
        str | None,
        Query(max_length=2_000, description="`next` of the page before; nothing for the first."),
    ] = None,
) -> PageWish:
    return PageWish(limit, cursor)


PageDep = Annotated[PageWish, Depends(_wish)]


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """A page of a list, and the cursor of the next one."""

    items: Sequence[T]
    total: int
    next: str | None


def cut(items: Sequence[T], wish: PageWish, key: Callable[[T], Key]) -> Slice[T]:
    """Cut a page out of a list that is sorted by `key`.

    The cursor holds the key of the last item, so a list that grows or shrinks in between neither
    repeats nor skips what was there all the time.

    Raises
    ------
    InvalidInput
        The cursor was not made here.
    """
    after = _read(wish.cursor) if wish.cursor else None
    try:
        rest = [item for item in items if after is None or key(item) > after]
    except TypeError:
        raise _bad_cursor() from None
    page = rest[: wish.limit]
    more = len(rest) > len(page)
    return Slice(page, len(items), _write(key(page[-1])) if more else None)


def _write(key: Key) -> str:
    text = json.dumps(key, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str) -> Key:
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        raise _bad_cursor() from None
    if not isinstance(found, list):
        raise _bad_cursor()
    return tuple(found)


def _bad_cursor() -> InvalidInput:
    return InvalidInput.single(
        message("This cursor was not made here."),
        message("Use next of the page before, or leave it out for the first page."),
        field="cursor",
    )
