"""Putting facts into sentences: several sentences in a row, long lists, names that tell apart."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import reduce
from typing import Any

from graphsvc.language import Message, Named, message, messages
from graphsvc.model.snapshot import Snapshot

# More names than this in one sentence are not read.
MOST_NAMED = 3


def paragraph(sentences: Sequence[Message]) -> Message:
    """Put sentences one after the other into one message.

    >>> str(paragraph([message("One."), message("Two."), message("Three.")]))
    'One. Two. Three.'
    """
    if not sentences:
        return Message("")
    return reduce(
        lambda before, after: message("{before} {after}", before=before, after=after), sentences
    )


def apart(text: Message) -> tuple[Message, ...]:
    """Take a paragraph apart into the sentences it was made of.

    >>> [str(each) for each in apart(paragraph([message("One."), message("Two.")]))]
    ['One.', 'Two.']
    """
    if text.template != "{before} {after}":
        return (text,) if text.template else ()
    return (*apart(text.params["before"]), text.params["after"])


def some(items: Sequence[Any], most: int = MOST_NAMED) -> tuple[Any, ...]:
    """Shorten a list for a sentence: the first few, and how many others there are.

    One more than `most` is still named: "and 1 other" is no shorter than a name.

    >>> str(message("{all}", all=some(["a", "b", "c", "d", "e"])))
    'a, b, c and 2 others'
    """
    if len(items) <= most + 1:
        return tuple(items)
    rest = len(items) - most
    return (*items[:most], messages("{count} other", "{count} others", rest, count=rest))


def quoted(text: Message) -> Message:
    """Put a text that may hold "and" into quotes, so that it stays one part of a list."""
    return message("“{text}”", text=text)


def whole(expected: float) -> int:
    """Round an expected count for a sentence, halves up: nobody asks for half a seat."""
    return math.floor(expected + 0.5)


def organizations(snapshot: Snapshot, items: Sequence[str]) -> tuple[Any, ...]:
    """Name the first few of some organizations."""
    return some([snapshot.organizations[item] for item in items])


def shared_names(snapshot: Snapshot, bodies: Iterable[str]) -> frozenset[str]:
    """Return the names that more than one of some bodies has: "Council" alone says nothing."""
    times = Counter(snapshot.bodies[item].name for item in bodies)
    return frozenset(name for name, count in times.items() if count > 1)


def body(snapshot: Snapshot, item: str, shared: AbstractSet[str]) -> Named | Message:
    """Name a body; with its partnership if its name is one of the `shared` ones."""
    record = snapshot.bodies[item]
    if record.name not in shared:
        return record
    return message(
        "{body} ({partnership})",
        body=record,
        partnership=snapshot.partnerships[snapshot.partnership_of[item]],
    )
