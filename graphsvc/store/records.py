"""Records of the model to parameters of queries, and columns read back to records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from graphsvc.errors import ForeignData
from graphsvc.model.entities import Organization, Partnership
from graphsvc.model.sectors import Sector
from graphsvc.model.vocabulary import (
    ActionStatus,
    ActionTieKind,
    AttendanceStatus,
    BodyKind,
    CollaborationKind,
    Confidence,
    PartnershipKind,
    PartnershipLinkKind,
    PartnershipTieKind,
    PlaceKind,
    PlaceTieKind,
    Population,
    Role,
    Verdict,
)

T = TypeVar("T")
Columns = Mapping[str, Sequence[Any]]

# Fields that are relationships in the graph, not properties of the node or tie.
_TIED = frozenset({"sectors", "part_of", "covers", "within", "organization", "body"})
_TIED |= {"partnership", "place", "other", "meeting", "plan", "asker", "candidate", "sector"}
# Kinds that are the type of a relationship, not a property of it.
_TYPES: tuple[type, ...] = (PartnershipTieKind, PlaceTieKind, PartnershipLinkKind)


def properties(record: Any) -> dict[str, Any]:
    """Return what is stored on the record's own node or tie; unknown values are left out."""
    found: dict[str, Any] = {}
    for each in fields(record):
        value = getattr(record, each.name)
        if each.name in _TIED or value is None or value == () or isinstance(value, _TYPES):
            continue
        several = isinstance(value, tuple)
        found[each.name] = [_plain(part) for part in value] if several else _plain(value)
    return found


def _plain(value: Any) -> Any:
    """Return the bare code of a vocabulary word: the driver packs plain strings only."""
    return str(value) if isinstance(value, str) else value


def row(record: Any, *ends: str) -> dict[str, Any]:
    """Return the parameters to put one record: its id, its ends, its properties."""
    named = {name: _plain(getattr(record, name)) for name in ("id", *ends)}
    return {**named, "properties": properties(record)}


def read(record: type[T], columns: Columns, **more: Callable[[str], Any]) -> list[T]:
    """Read records back from their columns, an empty text standing for an unknown value.

    Parameters
    ----------
    record
        The class to make; each of its fields that is a column is filled from it.
    columns
        Lists that run in parallel.
    more
        For a field without a column of its own: its value by the record's id.

    Raises
    ------
    ForeignData
        Somebody else wrote a word into the graph that this release does not know.
    """
    convert = _converters(record)
    names = [name for name in columns if name in convert]
    made = [map(convert[name], columns[name]) for name in names]
    for name, lookup in more.items():
        names.append(name)
        made.append(map(lookup, columns["id"]))
    try:
        return [
            record(**dict(zip(names, values, strict=True))) for values in zip(*made, strict=True)
        ]
    except KeyError as error:
        raise ForeignData(record.__name__, str(error.args[0])) from error


def _converters(record: type) -> dict[str, Callable[[Any], Any]]:
    """Choose for each field how what is stored becomes what the record holds."""
    words = {
        each.name: _WORDS.get(str(each.type).removesuffix(" | None")) for each in fields(record)
    }
    found: dict[str, Callable[[Any], Any]] = {}
    for each in fields(record):
        table = words[each.name]
        if table:
            found[each.name] = table.__getitem__
        elif str(each.type).startswith("tuple"):
            found[each.name] = _shared(_WORDS.get(str(each.type)[len("tuple[") : -len(", ...]")]))
        elif each.default is None:
            found[each.name] = _or_none
        else:
            found[each.name] = _itself
    return found


def _or_none(value: Any) -> Any:
    return None if value == "" else value


def _itself(value: T) -> T:
    return value


def _shared(words: Mapping[str, Any] | None) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Make one tuple of equal lists: thousands of ties share a handful of source lists."""
    seen: dict[tuple[str, ...], tuple[str, ...]] = {}

    def share(values: Sequence[str]) -> tuple[str, ...]:
        key = tuple(values)
        if key not in seen:
            seen[key] = tuple(words[each] for each in key) if words else key
        return seen[key]

    return share


# A word by its code, and by the relationship type that stands for it.
_WORDS: dict[str, dict[str, Any]] = {
    kind.__name__: {
        "": None,
        **{str(word): word for word in kind},
        **{word.upper(): word for word in kind},
    }
    for kind in (
        ActionStatus,
        ActionTieKind,
        AttendanceStatus,
        BodyKind,
        CollaborationKind,
        Confidence,
        PartnershipKind,
        PartnershipLinkKind,
        PartnershipTieKind,
        PlaceKind,
        PlaceTieKind,
        Population,
        Role,
        Sector,
        Verdict,
    )
}


def partnerships(columns: Columns, coverage: Columns) -> list[Partnership]:
    """Read partnerships back with the places they cover."""
    covered: dict[str, list[str]] = defaultdict(list)
    for partnership, place in zip(coverage["partnership"], coverage["place"], strict=True):
        covered[partnership].append(place)
    return read(Partnership, columns, covers=lambda item: tuple(sorted(covered[item])))


def organizations(columns: Columns, sectors: Columns, departments: Columns) -> list[Organization]:
    """Read organizations back with their sectors, the primary one first, and their parents."""
    ranked: dict[str, list[tuple[bool, str]]] = defaultdict(list)
    for organization, sector, primary in zip(
        sectors["organization"], sectors["sector"], sectors["primary"], strict=True
    ):
        ranked[organization].append((not primary, sector))
    codes: dict[str, Sector] = {str(sector): sector for sector in Sector}
    parents = dict(zip(departments["id"], departments["part_of"], strict=True))
    return read(
        Organization,
        columns,
        sectors=lambda item: tuple(codes[sector] for _, sector in sorted(ranked[item])),
        part_of=parents.get,
    )
