"""The way between two organizations, beside a map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from graphsvc.web.pieces import Link, Text


def fields(query: Mapping[str, str | Sequence[str] | None]) -> tuple[tuple[str, str], ...]:
    """Return what of an address a form keeps, as (name, value)."""
    return tuple(
        (name, each)
        for name, value in query.items()
        for each in ([value] if isinstance(value, str) else value or ())
        if each
    )


@dataclass(frozen=True, slots=True)
class End:
    """One end of a way: the parameter, what the reader wrote, and what is wrong with it."""

    name: str
    label: Text
    written: str = ""
    trouble: Text | None = None


@dataclass(frozen=True, slots=True)
class PathStep:
    """One table of a way: who meets whom there, the table's id and its name."""

    words: Text
    body: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PathBox:
    """The form that asks for a way, and the way.

    Attributes
    ----------
    ends
        From whom to whom.
    hidden
        What of the map's address is kept, as (name, value).
    clear_href
        The map without a way.
    facts
        Sentences that sum the way up, or say that there is none; empty where none is asked for.
    steps
        From table to table.
    data
        Which nodes and lines the map marks, as JSON; None where it shows none of them.
    elsewhere
        A map that has both ends, where this one has not.
    """

    ends: tuple[End, End]
    hidden: tuple[tuple[str, str], ...]
    clear_href: str
    facts: tuple[Text, ...] = ()
    steps: tuple[PathStep, ...] = ()
    data: Markup | None = None
    elsewhere: Link | None = None
