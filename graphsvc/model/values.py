"""What a field may hold, whatever record it belongs to: lengths, letters, dates, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from graphsvc.dates import is_date
from graphsvc.language import Message, message
from graphsvc.model.vocabulary import PROVINCES

LONGEST_NAME = 300
LONGEST_TEXT = 2000
LONGEST_AUTHOR = 80
MOST_ENTRIES = 500
MOST_SEATS = 1000
_LEVELS = range(6)
# Control characters, what turns the direction of writing, and halves of surrogate pairs. A line
# break is welcome in notes alone.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_HALF = re.compile("[\ud800-\udfff]")
HALF = message(
    "The text holds half of a character (of a surrogate pair), which stands for nothing."
)
WHOLE_WANTED = message(
    "Send the whole character or take the half out; in JSON, a character beyond \\uffff is two "
    "escapes, one after the other."
)
_BREAK = re.compile(r"[\t\n\u2028\u2029]")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
# What looks like a telephone number: seven digits, or ten and more, however they are parted.
_DIGITS = re.compile(r"\d[\d\s().+/-]*\d")
_LOCAL, _NATIONAL = 7, 10
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def has_half(text: str) -> bool:
    """Tell whether a text holds half of a surrogate pair, which no encoding can write."""
    return _HALF.search(text) is not None


def faults(name: str, value: Any) -> Iterator[tuple[Message, Message]]:
    """Find what is wrong with the value of a field: the problem and its remedy, each time.

    Parameters
    ----------
    name
        The field, by which it is known what the value may be.
    value
        A text, number or word of the vocabulary, or a tuple of them.
    """
    texts = value if isinstance(value, tuple) else (value,)
    if len(texts) > MOST_ENTRIES:
        yield (
            message(
                "The list has {count} entries; at most {most} fit.",
                count=len(texts),
                most=MOST_ENTRIES,
            ),
            message("Shorten it."),
        )
        return
    for text in texts:
        if isinstance(text, str):
            yield from _text(name, text)
    if name in {"since", "until", "date", "due"} and not is_date(value):
        yield (
            message("There is no date {date}.", date=shown(value)),
            message("Write a date as 2017-03-20, 2017-03 or 2017."),
        )
    if name == "seats" and not 1 <= value <= MOST_SEATS:
        yield message("{count} is not a number of seats.", count=value), message("Use 1 or more.")
    if name == "level" and value not in _LEVELS:
        yield message("{level} is not a level.", level=value), message("Levels go from 0 to 5.")


def _text(name: str, text: str) -> Iterator[tuple[Message, Message]]:
    longest = LONGEST_TEXT if name in {"notes", "url"} else LONGEST_NAME
    longest = LONGEST_AUTHOR if name == "author" else longest
    if len(text) > longest:
        yield too_long(text, longest)
        return
    if not text.strip():
        yield message("The text is empty."), message("Fill it in, or leave it out.")
    if _CONTROL.search(text) or (name != "notes" and _BREAK.search(text)):
        yield message("The text holds invisible control characters."), message("Type it anew.")
    if name in {"name", "name_fr", "aliases", "name_as_printed"} and _EMAIL.search(text):
        yield (
            message("The name holds an e-mail address."),
            message("graphsvc keeps organizations, never persons: remove it."),
        )
    if name == "author" and (_EMAIL.search(text) or _has_telephone(text)):
        yield (
            message("The author holds an e-mail address or a telephone number."),
            message("Name an organization or a role, such as “Secretariat”, never a person."),
        )
    if name in {"url", "website"} and not _ADDRESS.fullmatch(text):
        yield (
            message("{text} is not a web address.", text=shown(text)),
            message("It has to begin with https:// or http://."),
        )
    if name == "province" and text not in PROVINCES:
        yield (
            message("{text} is not a province or territory.", text=shown(text)),
            message("Use one of {codes}.", codes=tuple(PROVINCES)),
        )
    if name == "languages" and not _LANGUAGE.fullmatch(text):
        yield (
            message("{text} is not a language code.", text=shown(text)),
            message("Use codes such as en, fr, ar."),
        )


def too_long(text: str, most: int) -> tuple[Message, Message]:
    """Say that a text is longer than what fits, and what to do."""
    problem = message(
        "The text is {count} characters long; at most {most} fit.", count=len(text), most=most
    )
    return problem, message("Shorten it.")


def _has_telephone(text: str) -> bool:
    counts = (sum(char.isdigit() for char in found) for found in _DIGITS.findall(text))
    return any(count == _LOCAL or count >= _NATIONAL for count in counts)


def shown(value: Any) -> str:
    """Return a value short enough to be quoted in an error."""
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
