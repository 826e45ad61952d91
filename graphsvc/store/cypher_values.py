"""What a query of an analyst found, as JSON can hold it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

from graphsvc.errors import Fault, Where
from graphsvc.language import message
from graphsvc.model.values import HALF, WHOLE_WANTED, has_half

_PLAIN = (bool, int, str, type(None))
_TIMES = (Date, DateTime, Duration, Time)
_LARGEST = 2**63 - 1


def unsendable(value: Any, field: str) -> Iterator[Fault]:
    """Find what no database can be sent, each with the field it is in.

    Parameters
    ----------
    value
        A parameter of a query, or all of them, as read from JSON.
    field
        Where it stands; parts of it are named with points between.
    """
    if isinstance(value, str) and has_half(value):
        yield Fault(Where(field=field), HALF, WHOLE_WANTED)
    elif isinstance(value, int) and not -_LARGEST - 1 <= value <= _LARGEST:
        yield Fault(
            Where(field=field),
            message("The number is too large for the database."),
            message("Whole numbers have 64 bits at most."),
        )
    elif isinstance(value, Mapping):
        for name, each in value.items():
            # A name with half a character could not be told; it is told as it is written in JSON.
            part = f"{field}.{str(name).encode('utf-8', 'backslashreplace').decode()}"
            if has_half(str(name)):
                yield Fault(Where(field=part), HALF, WHOLE_WANTED)
            yield from unsendable(each, part)
    elif isinstance(value, list | tuple):
        for place, each in enumerate(value):
            yield from unsendable(each, f"{field}.{place}")


def plain(value: Any) -> Any:
    """Turn a value of the database into what JSON can hold.

    Nodes and relationships are known by our ids; those of the database never leave it. Dates, times
    and durations are written as in ISO 8601, bytes in hexadecimal digits. A number that JSON has no
    word for is null.

    Examples
    --------
    >>> plain([1, float("nan"), {"on": Date(2017, 3, 20)}])
    [1, None, {'on': '2017-03-20'}]
    """
    if isinstance(value, _PLAIN):
        return value
    return next((write(value) for kinds, write in _WRITERS if isinstance(value, kinds)), str(value))


def _of_graph(value: Node | Relationship | Path) -> Any:
    if isinstance(value, Path):
        steps: list[Any] = [value.start_node]
        for relationship, node in zip(value.relationships, value.nodes[1:], strict=True):
            steps += [relationship, node]
        return [_of_graph(each) for each in steps]
    properties = {name: plain(each) for name, each in sorted(value.items())}
    item = properties.pop("id", None)
    if isinstance(value, Node):
        return {"id": item, "labels": sorted(value.labels), "properties": properties}
    # The driver knows the ends of a relationship only where they were returned as well.
    ends = [node.get("id") if node is not None else None for node in value.nodes]
    return {
        "id": item,
        "type": value.type,
        "from": ends[0],
        "to": ends[1],
        "properties": properties,
    }


# Tried in this order: a point is a tuple as well.
_WRITERS: Sequence[tuple[Any, Callable[[Any], Any]]] = (
    (float, lambda value: value if math.isfinite(value) else None),
    (_TIMES, lambda value: value.iso_format()),
    ((Node, Relationship, Path), _of_graph),
    (Point, lambda value: {"srid": value.srid, "coordinates": [plain(each) for each in value]}),
    ((list, tuple), lambda value: [plain(each) for each in value]),
    (Mapping, lambda value: {str(key): plain(each) for key, each in value.items()}),
    ((bytes, bytearray), lambda value: value.hex()),
)
