"""A question as one text, the same in every process: sets have no order, and hashes differ."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any


def canonical(value: Any) -> str:
    """Write a value so that equal ones are written alike, and others are not.

    Parameters
    ----------
    value
        None, a truth value, number or text, an enum, or a dataclass, sequence, set or mapping of
        such.

    Raises
    ------
    TypeError
        It is something else: what it depends on could not be told.

    Examples
    --------
    >>> canonical(("bridging", frozenset({"b", "a"}), 1))
    "('bridging',{'a','b'},1)"
    """
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if value is None or isinstance(value, bool | int | float | str):
        return repr(value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = (f"{each.name}={canonical(getattr(value, each.name))}" for each in fields(value))
        return f"{type(value).__name__}({','.join(parts)})"
    if isinstance(value, Mapping):
        pairs = sorted((canonical(key), canonical(each)) for key, each in value.items())
        return "{" + ",".join(f"{key}:{each}" for key, each in pairs) + "}"
    if isinstance(value, AbstractSet):
        return "{" + ",".join(sorted(map(canonical, value))) + "}"
    if isinstance(value, tuple | list):
        return "(" + ",".join(map(canonical, value)) + ")"
    raise TypeError(type(value).__name__)
