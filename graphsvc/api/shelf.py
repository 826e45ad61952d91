"""What is kept in memory, up to a weight: what was not asked for longest goes first."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from dataclasses import fields, is_dataclass
from enum import Enum
from itertools import islice
from typing import Any, Generic, TypeVar

import numpy as np

from graphsvc.model.snapshot import Snapshot

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
# Of a longer row of things, this many stand for all of them.
_SAMPLE = 200
_DEEPEST = 20


class Shelf(Generic[K, V]):
    """Things by key, no more than a number of bytes. Not safe for several threads at once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self.weight = 0

    def get(self, key: K) -> V | None:
        """Return what is kept under a key, if it is still there."""
        if key not in self._held:
            return None
        self._held.move_to_end(key)
        return self._held[key][0]

    def put(self, key: K, value: V, weight: int) -> None:
        """Keep something, and let others go for it; the newest stays, however heavy it is."""
        self._remove(key)
        self._held[key] = (value, weight)
        self.weight += weight
        while self.weight > self._most and len(self._held) > 1:
            self._remove(next(iter(self._held)))

    def drop(self, is_gone: Callable[[K], bool]) -> None:
        """Let go what is kept under some keys."""
        for key in [each for each in self._held if is_gone(each)]:
            self._remove(key)

    def _remove(self, key: K) -> None:
        _, weight = self._held.pop(key, (None, 0))
        self.weight -= weight


def weight_of(thing: Any) -> int:
    """Estimate how many bytes something takes.

    Of long rows a part is weighed; a graph it was worked out on is shared, and does not count.
    """
    return _weigh(thing, set(), _DEEPEST)


def _weigh(thing: Any, seen: set[int], depth: int) -> int:
    if id(thing) in seen or isinstance(thing, (Snapshot, type, Enum)) or thing is None:
        return 0
    seen.add(id(thing))
    size = thing.nbytes if isinstance(thing, np.ndarray) else sys.getsizeof(thing)
    return size + (_inside(thing, seen, depth - 1) if depth else 0)


def _inside(thing: Any, seen: set[int], depth: int) -> int:
    if isinstance(thing, (str, bytes, int, float, np.ndarray)):
        return 0
    if isinstance(thing, dict):
        # Copied at once, as another thread may add to it; and nothing is made by being looked at.
        keys, values = list(dict.keys(thing)), list(dict.values(thing))
        return _row(keys, seen, depth) + _row(values, seen, depth)
    if isinstance(thing, (list, tuple, set, frozenset)):
        return _row(list(thing), seen, depth)
    if is_dataclass(thing):
        held = [getattr(thing, each.name, None) for each in fields(thing)]
    else:
        held = list(vars(thing).values()) if hasattr(thing, "__dict__") else []
    return sum(_weigh(each, seen, depth) for each in held)


def _row(things: Collection[Any], seen: set[int], depth: int) -> int:
    count = len(things)
    step = -(-count // _SAMPLE) or 1
    weights = [_weigh(each, seen, depth) for each in islice(things, 0, None, step)]
    return sum(weights) * count // len(weights) if weights else 0
