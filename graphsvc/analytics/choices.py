"""Words that a reader chooses from: one that does not exist is answered with those that do."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from graphsvc.errors import InvalidInput
from graphsvc.language import message

Choice = TypeVar("Choice", bound=StrEnum)

# Of a lot. Some libraries take no seed from twice that on.
MOST_SEED = 2**31


def names_in(text: str) -> tuple[str, ...]:
    """Take apart a list of names with commas between; what is empty is left out."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def choose(choices: type[Choice], word: str, field: str) -> Choice:
    """Return the member of a vocabulary that a word names.

    Parameters
    ----------
    choices
        The vocabulary.
    word
        What was asked for.
    field
        The parameter it was asked for in.

    Raises
    ------
    InvalidInput
        The vocabulary has no such word; the remedy lists those it has.
    """
    try:
        return choices(word)
    except ValueError:
        known = tuple(str(choice) for choice in choices)
        raise InvalidInput.single(
            message("{word} cannot be chosen here.", word=str(word)[:40]),
            message("Choose one of {choices}.", choices=known),
            field=field,
        ) from None
