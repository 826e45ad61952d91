"""An answer of `graphsvc measure` as JSON or CSV, a piece at a time: pairs can be millions."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graphsvc.analytics.measure import Number
from graphsvc.analytics.pair_values import PairValues
from graphsvc.errors import Fault, InvalidInput, Where
from graphsvc.ingest.edge_lists import EdgeNetwork, Reading
from graphsvc.language import message

Entry = dict[str, Any]

BETWEEN = "|"  # of the two names in the key of a pair


def check_keys(name: str, values: PairValues) -> None:
    """Check that no two pairs have the same key.

    Raises
    ------
    InvalidInput
        They have, since names have the mark in them that stands between the two.
    """
    # Otherwise keys can be taken apart again, and need not be written to be compared.
    if not any(BETWEEN in item for item in values.names):
        return
    if len({BETWEEN.join(pair) for pair in values}) < len(values):
        problem = message("Two pairs of names make the same key, since names have a | in them.")
        remedy = message("Rename them, or leave out the measures of pairs.")
        raise InvalidInput([Fault(Where(field=name), problem, remedy)])


def as_json(reading: Reading, read: EdgeNetwork, entries: Mapping[str, Entry]) -> Iterator[str]:
    """Write an answer as JSON: pieces of the text that it would be at once."""
    graph = read.network.graph
    whole = {
        "view": str(reading.view),
        "weighting": str(read.weighting) if read.weighting else None,
        "directed": reading.directed,
        "group": read.group,
        "nodes": len(graph),
        "ties": graph.number_of_edges(),
        "measures": entries,
    }
    yield from _object(whole)
    yield "\n"


def _object(values: Mapping[str, Any]) -> Iterator[str]:
    before = "{"
    for name, value in values.items():
        yield f"{before}{_json(name)}: "
        if isinstance(value, PairValues):
            yield from _object_of_pairs(value)
        elif isinstance(value, Mapping) and not _is_plain(value):
            yield from _object(value)
        else:
            yield _json(value)
        before = ", "
    yield "}" if values else "{}"


def _is_plain(values: Mapping[str, Any]) -> bool:
    return not any(isinstance(value, Mapping) for value in values.values())


def _object_of_pairs(values: PairValues) -> Iterator[str]:
    before = "{"
    for piece in values.pieces():
        yield before + _json(dict(_keyed(piece)))[1:-1]
        before = ", "
    yield "}" if len(values) else "{}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _keyed(values: PairValues) -> Iterator[tuple[str, Number | None]]:
    return ((BETWEEN.join(pair), value) for pair, value in values.items())


def as_csv(entries: Mapping[str, Entry]) -> Iterator[str]:
    """Write an answer as CSV, a row for each number.

    Where one of them is an estimate, a last column says of each how far it may be off, as in JSON;
    it is empty where a number is exact.
    """
    is_exact = not any(entry.get("approximate") for entry in entries.values())
    header = ("measure", "level", "of", "value")
    yield _rows([header if is_exact else (*header, "approximate_epsilon")])
    for name, entry in entries.items():
        more = () if is_exact else (_cell(entry.get("epsilon")),)
        for items in _items(entry):
            yield _rows((name, entry["level"], item, _cell(value), *more) for item, value in items)


def _items(entry: Entry) -> Iterator[Iterable[tuple[str, Number | None]]]:
    values = entry.get("values")
    if isinstance(values, PairValues):
        yield from map(_keyed, values.pieces())
    elif values is not None:
        yield values.items()
    else:
        yield [("", entry["value"])]


def _rows(rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _cell(value: Number | None) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else repr(value)
