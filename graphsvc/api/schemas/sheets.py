"""The rows of an answer as a sheet, whose header stands there also without any row."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

from graphsvc.analytics.brokerage import NAMES_UNDIRECTED
from graphsvc.api.schemas.answers import NAMES, column, flat
from graphsvc.exchange.sheets import as_csv
from graphsvc.language import Message

Found = Mapping[str, Any]


def _of_roles(_: Found) -> Iterable[str]:
    return NAMES_UNDIRECTED


def _of_measures(found: Found) -> Iterable[str]:
    return map(str, found["measures"])


def _of_criteria(found: Found) -> Iterable[str]:
    return map(str, found["provenance"]["parameters"]["criteria"])


# What a row tells by name rather than in fields, and where the answer says by which names.
_BY_NAME: Mapping[str, Callable[[Found], Iterable[str]]] = {
    "brokerage": _of_roles,
    "brokerage_partnerships": _of_roles,
    "percentiles": _of_criteria,
    "ranks": _of_measures,
    "values": _of_measures,
}


def sheet(found: Found, answer: type[Any], rows: str) -> str:
    """Write the rows of an answer as CSV.

    Behind its own columns each row has one for every number that was estimated, `approximate_`,
    its name and `_epsilon`: how far it may be off, as in JSON. Where all are exact there is none.

    Parameters
    ----------
    found
        The answer, as `answers.plain` makes it.
    answer
        The dataclass it was: its fields are the columns where there is no row to tell them.
    rows
        The name of its rows.
    """
    row = get_args(get_type_hints(answer)[rows])[0]
    errors = _errors(found)
    told = [flat(each) | errors for each in found[rows]]
    return as_csv(told, [*_columns(row, found), *errors])


def _errors(found: Found) -> dict[str, float]:
    """Say of each number of the rows that is an estimate how far it may be off."""
    # Where an answer says which measures its rows have, it has estimated others of the whole graph.
    measures = found.get("measures")
    return {
        column("approximate", f"{name}_epsilon"): sample["epsilon"]
        for name, sample in (found.get("approximate") or {}).items()
        if measures is None or name in measures
    }


def _columns(row: type[Any], found: Found) -> Iterator[str]:
    """Name the columns that `flat` makes of a row of some type, in their order."""
    hints = get_type_hints(row)
    for each in fields(row):
        hint = _present(hints[each.name])
        inner = get_args(hint)
        if is_dataclass(hint) and hint is not Message:
            yield from (column(each.name, name) for name in _columns(hint, found))  # type: ignore[arg-type]
        elif get_origin(hint) is not None and issubclass(get_origin(hint), Mapping):
            yield from (column(each.name, name) for name in _BY_NAME[each.name](found))
        elif inner and is_dataclass(inner[0]) and "feature" in get_type_hints(inner[0]):
            yield from map(str, get_type_hints(inner[0])["feature"])
        else:
            yield each.name
            if each.name in NAMES:
                yield NAMES[each.name]


def _present(hint: Any) -> Any:
    """Return the type of what may be null, where it is there."""
    if get_origin(hint) not in {Union, types.UnionType}:
        return hint
    kinds = [each for each in get_args(hint) if each is not type(None)]
    return kinds[0] if len(kinds) == 1 else str
