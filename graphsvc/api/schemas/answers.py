"""Answers of analytics on the wire: plain data, and the model that documents it.

An answer is a frozen dataclass whose docstring explains each attribute. What is sent, and what the
API's documentation says of it, are both derived from that one definition, so that command line,
API and pages cannot disagree.
"""

from __future__ import annotations

import re
import types
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from enum import Enum
from inspect import cleandoc
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, Field, create_model

from graphsvc.language import Language, Message
from graphsvc.model.snapshot import Snapshot

_ATTRIBUTES = re.compile(r"\nAttributes\n-+\n(.*?)(?:\n\n\w[^\n]*\n-+\n|\Z)", re.DOTALL)
NAMES = {"organization": "organization_name", "body": "body_name"}
# Parts of a row that hold measures: their names stand in a sheet as they are.
_OF_MEASURES = frozenset({"counts", "found", "values"})
_AS_IT_IS = frozenset({str, int, float, bool})


def plain(value: Any, speech: Language, snapshot: Snapshot) -> Any:
    """Turn an answer into what JSON can hold.

    Parameters
    ----------
    value
        An answer, or a part of one.
    speech
        The language sentences are put into.
    snapshot
        Gives each organization that is named by its id a name beside it.
    """
    if value is None or type(value) in _AS_IT_IS:
        return value  # most of an answer; asking for abstract types would take most of the time
    if isinstance(value, Message | Enum):
        return speech.render(value) if isinstance(value, Message) else value.value
    if is_dataclass(value):
        found = {
            each.name: plain(getattr(value, each.name), speech, snapshot) for each in fields(value)
        }
        return _with_names(found, speech, snapshot)
    if isinstance(value, Mapping):
        return {str(key): plain(each, speech, snapshot) for key, each in value.items()}
    if isinstance(value, Sequence | AbstractSet) and not isinstance(value, str):
        several = [plain(each, speech, snapshot) for each in value]
        return sorted(several) if isinstance(value, AbstractSet) else several
    return value


def _with_names(found: dict[str, Any], speech: Language, snapshot: Snapshot) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for key, value in found.items():
        named[key] = value
        if key in NAMES and isinstance(value, str):
            record = snapshot.organizations.get(value) or snapshot.bodies.get(value)
            if record is not None:
                named[NAMES[key]] = speech.name(record)
    return named


def flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Flatten a row of an answer for a spreadsheet: one column for each number and text.

    A part becomes columns with its name in front. Measures have the one name they have everywhere,
    whether they stand in values or in what is counted and found of a sector; ranks have `_rank`
    behind. A list of features becomes a column each; any other list becomes one cell, with
    semicolons between texts and bars between groups of them.
    """
    cells: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, Mapping):
            cells |= {column(key, name): each for name, each in flat(value).items()}
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            cells |= _listed(key, value)
        elif isinstance(value, list) and any(isinstance(each, list) for each in value):
            cells[key] = _joined(value)
        else:
            cells[key] = value
    return cells


def column(key: str, name: str) -> str:
    """Name the column of one part of a row; a measure has the one name it has everywhere."""
    if key in _OF_MEASURES:
        return name
    return f"{name}_rank" if key == "ranks" else f"{key}_{name}"


def _listed(key: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    if "feature" in rows[0]:
        return {str(row["feature"]): row["value"] for row in rows}
    name = next((each for each in ("id", "organization") if each in rows[0]), None)
    if name is None:
        return {key: _joined(rows)}
    return {key: [str(row[name]) for row in rows]}


def _joined(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(text for each in value.values() if (text := _joined(each)))
    if isinstance(value, list):
        is_grouped = any(isinstance(each, list | Mapping) for each in value)
        return (" | " if is_grouped else "; ").join(map(_joined, value))
    return "" if value is None else str(value)


_MODELS: dict[type[Any], type[BaseModel]] = {}


def model_of(answer: type[Any]) -> type[BaseModel]:
    """Return the model that documents an answer in the API, from its definition and docstring."""
    if answer not in _MODELS:
        _MODELS[answer] = _made(answer)
    return _MODELS[answer]


def _made(answer: type[Any]) -> type[BaseModel]:
    described = _descriptions(answer)
    hints = get_type_hints(answer)
    columns: dict[str, Any] = {}
    for each in fields(answer):
        kind = _kind(hints[each.name])
        columns[each.name] = (kind, Field(description=described.get(each.name)))
        if each.name in NAMES:
            columns[NAMES[each.name]] = (str, Field("", description="Its name."))
    doc = cleandoc(answer.__doc__ or "").split("\n\n")[0]
    return create_model(answer.__name__, __doc__=doc, **columns)


def _kind(hint: Any) -> Any:
    """Return the type that stands for a type on the wire."""
    if hint is Message:
        return str
    if is_dataclass(hint):
        return model_of(hint)  # type: ignore[arg-type]  # a dataclass is a type
    origin, inner = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        return Union[tuple(_kind(each) for each in inner)]  # noqa: UP007 - made of a tuple
    if origin is None:
        return hint
    if issubclass(origin, Mapping):
        return dict[str, _kind(inner[1])]  # type: ignore[misc]  # known at run time alone
    return list[_kind(inner[0])]  # type: ignore[misc]  # known at run time alone


def _descriptions(answer: type[Any]) -> dict[str, str]:
    """Read what the docstring of a dataclass says of its attributes."""
    found = _ATTRIBUTES.search(cleandoc(answer.__doc__ or ""))
    described: dict[str, str] = {}
    names: list[str] = []
    for line in (found[1] if found else "").splitlines():
        if line and not line.startswith(" "):
            names = [name.strip() for name in line.split(",")]
        elif line.strip():
            for name in names:
                described[name] = f"{described.get(name, '')} {line.strip()}".strip()
    return described
