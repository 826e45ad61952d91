"""Messages as text, so that another server can tell them in the language of its reader.

Only texts that this release has itself are read: a text from the database could be anything.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphsvc.language import LANGUAGES, Message, Named, language, message

UNREADABLE = message("What was noted about this job cannot be read.")


@dataclass(frozen=True, slots=True)
class _Name:
    """The name of a record, which is all that a message needs of it."""

    name: str
    name_fr: str | None


def written(text: Message | None) -> str:
    """Write a message as JSON; an empty text for none."""
    return "" if text is None else json.dumps(to_plain(text))


def read(text: str) -> Message | None:
    """Read a message; None for an empty text. What is no message is told as such."""
    if not text:
        return None
    try:
        return from_plain(json.loads(text))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return UNREADABLE


def from_plain(found: Any) -> Message:
    """Make a message of what `to_plain` made of it.

    Raises
    ------
    ValueError, LookupError, TypeError, AttributeError, RecursionError
        It is no message that this release could have written.
    """
    text = _made(found)
    if not isinstance(text, Message) or not all(language(code).render(text) for code in LANGUAGES):
        raise TypeError
    return text


def to_plain(value: Any) -> Any:
    """Turn a message, or what fills its gaps, into what JSON can hold."""
    if isinstance(value, Message):
        return {
            "template": value.template,
            "params": {name: to_plain(each) for name, each in value.params.items()},
            "plural": value.plural,
            "count": value.count,
        }
    if isinstance(value, Named):
        return {"name": value.name, "name_fr": value.name_fr}
    if isinstance(value, list | tuple):
        return [to_plain(each) for each in value]
    return value if isinstance(value, bool | int | float) or value is None else str(value)


def _made(value: Any) -> Any:
    if isinstance(value, Mapping) and "template" in value:
        template = str(value["template"])
        if template not in language("fr").catalogue:
            raise LookupError(template)
        params = {str(name): _made(each) for name, each in value["params"].items()}
        return Message(template, params, value["plural"], value["count"])
    if isinstance(value, Mapping):
        return _Name(str(value["name"]), value["name_fr"])
    if isinstance(value, list):
        return tuple(_made(each) for each in value)
    return value
