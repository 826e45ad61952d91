"""Rows of an answer as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

_GUARD = "'"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")


def guarded(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet would run as a formula.

    And before one that begins like a guarded cell, so that reading back is exact.

    >>> [guarded(cell) for cell in ("=1+1", "'=1", "'Ksan", "plain")]
    ["'=1+1", "''=1", "'Ksan", 'plain']
    """
    if cell.startswith(_FORMULA_STARTS):
        return _GUARD + cell
    if cell.startswith(_GUARD) and cell[1:].startswith((*_FORMULA_STARTS, _GUARD)):
        return _GUARD + cell
    return cell


def as_csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Write rows as CSV: a header of all their columns, null as an empty cell, lists joined.

    Parameters
    ----------
    rows
        By name of the column.
    columns
        The header where there is no row.
    """
    names = list(dict.fromkeys(name for row in rows for name in row)) or columns
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in names])
    return stream.getvalue()


def table_as_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Write a table as CSV, as `as_csv` does; what has parts of its own becomes JSON in a cell."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([guarded(name) for name in columns])
    writer.writerows([[_cell(value) for value in row] for row in rows])
    return stream.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping) or _has_parts(value):
        return guarded(json.dumps(value, ensure_ascii=False))
    if isinstance(value, list | tuple):
        return guarded("; ".join(str(each) for each in value))
    return guarded(value) if isinstance(value, str) else value


def _has_parts(value: Any) -> bool:
    return isinstance(value, list | tuple) and any(
        isinstance(each, Mapping | list | tuple) for each in value
    )
