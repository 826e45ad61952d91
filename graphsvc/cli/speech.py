"""In which language the command line speaks, and how it tells an error."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from enum import StrEnum
from itertools import pairwise
from typing import Annotated

import typer

from graphsvc.errors import Fault, GraphsvcError, Where
from graphsvc.language import LANGUAGES, Message, language, message

OPTION = "--lang"
# As programs of POSIX look for the language of their messages.
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
_SPOKEN: ContextVar[str] = ContextVar("spoken", default=LANGUAGES[0])


class Speech(StrEnum):
    """A language of sentences."""

    EN = "en"
    FR = "fr"


Lang = Annotated[
    Speech,
    typer.Option(
        OPTION,
        help="Language of the sentences. Errors and progress follow it too; left out, the locale.",
    ),
]


def asked(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language in which a call wants to be told what is wrong with it.

    Parameters
    ----------
    arguments
        The words of the call: `--lang` stands before or behind the command.
    environment
        Its locale counts where no language is asked for. What is answered does not hang on it: the
        same call gives the same bytes everywhere. An error is for the person who sits there.

    Examples
    --------
    >>> asked(["bridging", "all", "--lang=fr"], {}), asked(["seed"], {"LANG": "fr_CA.UTF-8"})
    ('fr', 'fr')
    """
    words = [part for word in arguments for part in word.split("=", 1)]
    named = [after for word, after in pairwise(words) if word == OPTION]
    if named:
        return named[-1] if named[-1] in LANGUAGES else LANGUAGES[0]
    place = next((environment[name] for name in _LOCALE if environment.get(name)), "")
    return place[:2] if place[:2] in LANGUAGES else LANGUAGES[0]


def speak(code: str) -> None:
    """Choose the language for what is said beside an answer from now on."""
    _SPOKEN.set(code)


def current() -> str:
    """Return the language of what is said beside an answer."""
    return _SPOKEN.get()


def spoken(text: Message | str) -> str:
    """Put what is said beside an answer into the language of the call."""
    return language(current()).render(text)


def told(error: GraphsvcError) -> str:
    """Tell an error in the language of the call: what happened, then each fault on its own line.

    What a terminal would obey is taken out, since a fault can quote a file.
    """
    faults = [each for each in getattr(error, "faults", ()) if isinstance(each, Fault)]
    lines = [placed(each.place, each.problem, each.remedy) for each in faults]
    text = "\n".join([spoken(error.text), *lines])
    return "".join(
        char if char == "\n" or unicodedata.category(char) != "Cc" else "�" for char in text
    )


def placed(place: Where, *texts: Message | None) -> str:
    """Say in one line where something is and what it is, in the language of the call."""
    row = spoken(message("row {row}", row=str(place.row))) if place.row is not None else None
    where = ", ".join(part for part in (place.file, row, place.column, place.field) if part)
    head = [message("{where}:", where=where)] if where else []
    return " ".join(spoken(text) for text in (*head, *texts) if text is not None)
