"""Lists on pages: what narrows and orders them, and page after page of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from graphsvc.api.pages.frame import Frame
from graphsvc.dates import is_active
from graphsvc.language import Message, message
from graphsvc.model.entities import Partnership
from graphsvc.model.ids import fold
from graphsvc.model.vocabulary import PROVINCES
from graphsvc.web import addresses
from graphsvc.web.pieces import Choice, Option, Pager, Text

# A list to choose from: longer than that, something is found by its own page.
_MOST_OPTIONS = 400


def one_of(name: str, label: Message, options: Mapping[str, Text], chosen: str) -> Choice:
    """Return a control of a form in which one thing is chosen, by its code."""
    made = (Option(code, text, chosen=code == chosen) for code, text in options.items())
    return Choice(name, label, tuple(made))


def provinces(codes: Iterable[str | None], chosen: str) -> Choice:
    """Return the control that narrows a list to one of these provinces."""
    options: dict[str, Text] = {"": message("All provinces")}
    options |= {code: PROVINCES[code] for code in sorted(PROVINCES.keys() & {*codes})}
    return one_of("province", message("Province"), options, chosen)


def is_called(record: Any, words: Sequence[str]) -> bool:
    """Whether a record has each of these words in a name, accents and capitals aside."""
    called = fold(f"{record.name} {record.name_fr or ''}")
    return all(word in called for word in words)


def pager_of(
    path: str, query: Mapping[str, str | None], start: int, rows: int, total: int
) -> Pager:
    """Return which part of a list is shown, with the addresses of the parts around it."""
    last = min(start + rows, total)

    def at(position: int) -> str:
        return addresses.with_query(path, {**query, "start": str(position)})

    return Pager(
        first=min(start + 1, last),
        last=last,
        total=total,
        previous=at(max(0, start - rows)) if start else None,
        next=at(last) if last < total else None,
    )


def in_links(chosen: Any) -> dict[str, str | None]:
    """Return what of the choices of a list, a dataclass, stands in links: all that is not usual."""
    usual = type(chosen)()
    values = {each.name: getattr(chosen, each.name) for each in fields(chosen)}
    return {name: str(value) for name, value in values.items() if value != getattr(usual, name)}


def partnerships(frame: Frame) -> list[Partnership]:
    """Return the partnerships of the day to choose from, by name; a list no longer than is read."""
    held, name = frame.snapshot.partnerships, frame.speech.name
    active = [each for each in held.values() if is_active(each.since, each.until, frame.as_of)]
    return sorted(active, key=lambda each: (fold(name(each)), each.id))[:_MOST_OPTIONS]
