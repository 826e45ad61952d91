r"""Writes records as a folder of CSV files, one a kind, that the importer reads back unchanged.

Scenarios and saved views, which stand beside the graph, go into JSON files of their own.

UTF-8 without a byte order mark, commas, LF, a header row; the columns are the fields of the record,
its id first and its evidence last. What a cell holds:

- nothing where the value is not known;
- `yes` or `no`, a number in digits, a code of a vocabulary, or the text as it is;
- the parts of a list joined by "; ". Inside a part, ";" is written as `\;` and a backslash as two.
  Read back: split at each ";" that no backslash escapes, take one space off the front of what
  follows, then undo the escapes.

A spreadsheet would run a cell that begins with =, +, -, @ or a tab as a formula (CSV injection). So
an apostrophe is put in front of such a cell, which spreadsheets show as text. It is also put in
front of a cell that begins with an apostrophe followed by one of these or by another apostrophe.
Read back: an apostrophe followed by one of = + - @ tab ' is taken off, once; any other, as in
"'Ksan", is part of the text.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import Any, get_args, get_type_hints

from graphsvc.errors import Fault, InvalidInput, Where
from graphsvc.exchange import views
from graphsvc.exchange.scenarios import as_json
from graphsvc.exchange.sheets import guarded
from graphsvc.language import Message, message
from graphsvc.model.entities import Changes
from graphsvc.model.saved_views import FILE as VIEWS
from graphsvc.model.saved_views import SavedView
from graphsvc.model.scenarios import FILE, KeptScenario

# A carriage return or a null would not come back the same from every reader of CSV, and half of a
# surrogate pair is no character at all.
_UNWRITABLE = re.compile("[\r\x00\ud800-\udfff]")
_UNFINISHED = ".part"
_EVIDENCE = frozenset({"sources", "confidence"})


def columns() -> dict[str, tuple[str, ...]]:
    """Return the columns of each file, by the name of the file without `.csv`.

    >>> columns()["action_ties"]
    ('organization', 'action', 'kind')
    """
    records = {name: get_args(hint)[0] for name, hint in get_type_hints(Changes).items()}
    return {kind: _ordered(record) for kind, record in records.items()}


def _ordered(record: type[Any]) -> tuple[str, ...]:
    """Put the id first and the evidence last, where a person looks for them."""
    names = [each.name for each in fields(record)]
    return tuple(sorted(names, key=lambda name: (name in _EVIDENCE, name != "id")))


def write(
    changes: Changes,
    folder: Path,
    scenarios: Sequence[KeptScenario] = (),
    saved: Sequence[SavedView] = (),
) -> None:
    """Write records into a folder, all kinds, those without records as a header alone.

    Parameters
    ----------
    changes
        Records, checked or not.
    folder
        Made where it does not exist. Files of the same names are replaced, all of them or none;
        others are left alone.
    scenarios, saved
        What is kept beside the graph. Where there is none there is no file of them, and one of an
        earlier time goes: it would bring back what was dropped.

    Raises
    ------
    InvalidInput
        A text that no table can hold: an empty one, which would read back as unknown, or one with
        a carriage return, a null or half of a surrogate pair. Every such cell is named; nothing is
        written.

    Notes
    -----
    Time grows with the number of cells; memory does not.
    """
    folder.mkdir(parents=True, exist_ok=True)
    faults: list[Fault] = []
    written: list[Path] = []
    try:
        for kind, names in columns().items():
            path = folder / f"{kind}.csv"
            written.append(path.with_suffix(path.suffix + _UNFINISHED))
            with written[-1].open("w", encoding="utf-8", newline="") as file:
                out = csv.writer(file, lineterminator="\n")
                out.writerow(names)
                out.writerows(_rows(path.name, names, getattr(changes, kind), faults))
        if faults:
            raise InvalidInput(faults)
        beside = {FILE: as_json(scenarios) if scenarios else None}
        beside[VIEWS] = views.as_json(saved) if saved else None
        for name, text in beside.items():
            if text is not None:
                written.append(folder / f"{name}{_UNFINISHED}")
                written[-1].write_text(text, encoding="utf-8", newline="\n")
        for path in written:
            path.replace(path.with_suffix(""))
        for name, text in beside.items():
            if text is None:
                (folder / name).unlink(missing_ok=True)
    finally:
        for path in written:
            path.unlink(missing_ok=True)


def _rows(
    file: str, names: tuple[str, ...], records: Sequence[Any], faults: list[Fault]
) -> Iterator[list[str | int]]:
    values_of = attrgetter(*names)
    for number, record in enumerate(records, start=2):
        cells: list[str | int] = []
        for name, value in zip(names, values_of(record), strict=True):
            problem = _problem(value)
            if problem:
                faults.append(Fault(Where(file=file, row=number, column=name), problem))
            else:
                cells.append(_cell(value))
        yield cells


def _problem(value: object) -> Message | None:
    texts = value if isinstance(value, tuple) else (value,)
    for text in texts:
        if text == "":
            return message("The text is empty.")
        if isinstance(text, str) and _UNWRITABLE.search(text):
            return message("The text holds invisible control characters.")
    return None


def _cell(value: object) -> str | int:
    """Write a value: unknown as nothing, yes or no, a number, a list, a code, or a text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return value
    if isinstance(value, tuple):
        return guarded("; ".join(_escaped(part) for part in value))
    return guarded(str(value))


def _escaped(part: str) -> str:
    return str(part).replace("\\", "\\\\").replace(";", "\\;")
