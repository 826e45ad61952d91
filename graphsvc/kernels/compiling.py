"""Turns functions into machine code, and runs them on all cores.

Numba compiles a function when it is first called, and keeps the code on disk for the next process.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from threading import local
from typing import TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Function = TypeVar("Function", bound=Callable[..., object])
Part = TypeVar("Part")
Answer = TypeVar("Answer")

Whole = NDArray[np.int32]
Number = NDArray[np.float64]
Long = NDArray[np.int64]

# Work is cut into this many pieces on every machine, and their sums are added in order, so that
# the last digit of an answer does not hang on how many cores there are.
PIECES = 16
SHORTEST = 32
_here = local()
_WATCHER: ContextVar[Callable[[int, int], None] | None] = ContextVar("watcher", default=None)


def compiled(function: Function) -> Function:
    """Compile a function when it is first called; it runs without holding up other threads."""
    try:
        made = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # nowhere to keep the code: neither beside the module nor at home
        made = numba.njit(nogil=True)(function)
    return cast("Function", made)


def compiled_in_place(function: Function) -> Function:
    """Compile a function into each that calls it.

    For what is done millions of times: a call counts the references of each array it is given, and
    that alone can take longer than the work.
    """
    return cast("Function", numba.njit(inline="always")(function))


def drop_stale(folder: Path) -> None:
    """Remove kept code that is older than the newest source in a folder.

    Numba looks at the file of a function alone, and functions of other files are compiled into it:
    what it kept would go on doing what they did before they changed.
    """
    newest = max((source.stat().st_mtime for source in folder.glob("*.py")), default=0.0)
    for code in (folder / "__pycache__").glob("*.nb[ic]"):
        with suppress(OSError):  # another process was quicker, or the folder is not ours
            if code.stat().st_mtime < newest:
                code.unlink()


@cache
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(cores(), thread_name_prefix="kernel", initializer=_begin)


def cores() -> int:
    """Count the cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def on_all_cores(work: Callable[[Whole], Answer], items: Whole) -> list[Answer]:
    """Do some work on parts of the items, several at a time: all answers, in order."""
    return list(in_pieces(work, items))


def in_pieces(work: Callable[[Whole], Answer], items: Whole) -> Iterator[Answer]:
    """Do some work on parts of the items, several at a time.

    Parameters
    ----------
    work
        Given a part of the items; must call compiled functions for the most part, since plain
        Python keeps the other threads waiting.
    items
        Cut into at most `PIECES` runs of about the same length, none much shorter than `SHORTEST`.

    Yields
    ------
    object
        The answers in the order of the parts, each when it is there: whoever adds them up holds a
        few of them at a time.
    """
    parts = np.array_split(items, max(1, min(PIECES, len(items) // SHORTEST)))
    return as_they_come(work, parts)


def each_on_a_core(work: Callable[[Part], Answer], parts: Iterable[Part]) -> list[Answer]:
    """Do some work on each part, as many at a time as there are cores: all answers, in order."""
    return list(as_they_come(work, parts))


def as_they_come(work: Callable[[Part], Answer], parts: Iterable[Part]) -> Iterator[Answer]:
    """Do some work on each part, as many at a time as there are cores; answers in order.

    Work that itself comes here is done one part after another: its core is busy with it already.
    """
    if getattr(_here, "is_worker", False):
        yield from map(work, parts)
        return
    listed, watcher = list(parts), _WATCHER.get()
    for done, answer in enumerate(_workers().map(work, listed), start=1):
        yield answer
        if watcher is not None:
            watcher(done, len(listed))


@contextmanager
def watched(watcher: Callable[[int, int], None]) -> Iterator[None]:
    """Have a watcher told, after each part done in the block, how many of how many are done."""
    token = _WATCHER.set(watcher)
    try:
        yield
    finally:
        _WATCHER.reset(token)


def _begin() -> None:
    _here.is_worker = True


drop_stale(Path(__file__).parent)
