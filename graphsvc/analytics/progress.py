"""How far an analytic is, told to whoever listens: a job, a bar on a terminal, or nobody.

An analytic says what it is at (`part`) and how much of that is done (`tell`, `counted`). Loops that
run on all cores tell by themselves. With nobody listening it costs next to nothing, and an answer
never depends on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TypeVar

from graphsvc.kernels.compiling import watched
from graphsvc.language import Message

T = TypeVar("T")
_OFTEN = 64  # a loop of many steps tells about so often


@dataclass(frozen=True, slots=True)
class Progress:
    """How far work is.

    Attributes
    ----------
    doing
        What it is at, in words.
    done, total
        Steps of that: taken, and in all. One of one where it has no steps to count.
    share
        How much of the whole work is done, about, 0 to 1; it never falls.
    """

    doing: Message
    done: int
    total: int
    share: float


@dataclass(frozen=True, slots=True)
class _Place:
    """What is being done, and between which shares of the whole."""

    listener: Callable[[Progress], None]
    doing: Message
    start: float
    end: float


_PLACE: ContextVar[_Place | None] = ContextVar("progress", default=None)


@contextmanager
def listening(doing: Message, listener: Callable[[Progress], None]) -> Iterator[None]:
    """Hear how far the analytics called in the block are.

    Parameters
    ----------
    doing
        What is done, for as long as nothing more precise is said.
    listener
        Is told each time: some hundreds of times in all, since loops of many steps tell of a few.
    """
    token = _PLACE.set(_Place(listener, doing, 0.0, 1.0))
    try:
        tell(0, 1)
        with watched(tell):
            yield
        tell(1, 1)
    finally:
        _PLACE.reset(token)


@contextmanager
def part(doing: Message, start: float = 0.0, end: float = 1.0) -> Iterator[None]:
    """Say what is being done in the block.

    Parameters
    ----------
    doing
        In words, as "Following the shortest paths".
    start, end
        Between which shares of what is around it, 0 to 1. Several kernels in one block each fill
        it anew; what listeners hear never falls all the same.
    """
    around = _PLACE.get()
    if around is None:
        yield
        return
    width = around.end - around.start
    inner = _Place(around.listener, doing, around.start + start * width, around.start + end * width)
    token = _PLACE.set(inner)
    try:
        tell(0, 1)
        yield
    finally:
        _PLACE.reset(token)


def step(doing: Message, number: int, of: int) -> AbstractContextManager[None]:
    """Say what is being done in the block, which is one of several steps, counted from 0."""
    return part(doing, number / of, (number + 1) / of)


def tell(done: int, total: int) -> None:
    """Say how many steps of the present part are done."""
    here = _PLACE.get()
    if here is not None and total > 0:
        share = here.start + (here.end - here.start) * done / total
        here.listener(Progress(here.doing, done, total, min(1.0, share)))


def counted(items: Iterable[T], total: int | None = None) -> Iterator[T]:
    """Go through the steps of a loop and tell how many are done.

    Parameters
    ----------
    items
        The steps.
    total
        How many there are; not needed where they can be counted.
    """
    if total is None:
        total = len(items) if isinstance(items, Sized) else 0
    every = max(1, total // _OFTEN)
    for number, item in enumerate(items):
        if number % every == 0:
            tell(number, total)
        yield item


class Rising:
    """Passes on progress whose share never falls.

    Parameters
    ----------
    listener
        Is told.
    """

    def __init__(self, listener: Callable[[Progress], None]) -> None:
        self._listener = listener
        self._share = 0.0

    def __call__(self, found: Progress) -> None:
        """Pass it on, with the largest share there was."""
        self._share = max(self._share, found.share)
        self._listener(replace(found, share=self._share))
