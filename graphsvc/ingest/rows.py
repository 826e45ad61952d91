"""Turns a row of a plain table into a record: every field from the column of the same name.

How a cell is read follows from the field: its type, and what it refers to. What the graph holds
under the same id is the starting point: an empty cell leaves it as it is, a dash forgets it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import MISSING, fields
from typing import Any

from graphsvc.ingest.cells import Cells
from graphsvc.ingest.draft import Draft
from graphsvc.ingest.evidence import evidence
from graphsvc.ingest.match import Names
from graphsvc.language import Message, message
from graphsvc.model import vocabulary
from graphsvc.model.check import REFERENCES
from graphsvc.model.sectors import Sector

_DATES = frozenset({"since", "until", "date", "due"})
_EVIDENCE = frozenset({"sources", "confidence"})
# References that may name what they mean; the others are ids.
_NAMED = frozenset({"organizations", "partnerships", "bodies", "places"})


def unknown_sector(text: str) -> Message:
    """Say that a sector is not known."""
    return message("{text} is not a sector that is known here.", text=text)


def unknown_kind(text: str) -> Message:
    """Say that a word is none of those that may stand in a cell."""
    return message("{text} is not a word that is known here.", text=text)


class RowReader:
    """Reads rows into records, with one draft and one index of names."""

    def __init__(self, draft: Draft, names: Names) -> None:
        self.draft = draft
        self.names = names
        # What the rows of this import say of each record, to find two that contradict each other.
        self._stated: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)

    def values(self, kind: str, record: type[Any], cells: Cells) -> dict[str, Any]:
        """Read the fields of a record that the row says something about.

        A field that is faulty is left out; the fault has been noted.
        """
        found: dict[str, Any] = {}
        for each in fields(record):
            if each.name in _EVIDENCE or not cells.has(each.name):
                continue
            if cells.clears(each.name):
                if each.default is not MISSING:
                    found[each.name] = each.default
                continue
            value = self._value(kind, each.name, str(each.type), cells)
            if value is not None:
                found[each.name] = value
        if "sources" in record.__dataclass_fields__:
            found |= evidence(cells, self.draft)
        return found

    def _value(self, kind: str, name: str, annotation: str, cells: Cells) -> Any:
        refers = REFERENCES.get(kind, {}).get(name, ())
        plain = annotation.removesuffix(" | None")
        if refers:
            return self._reference(refers, name, cells, several=plain.startswith("tuple"))
        if plain.startswith("tuple"):
            return self._several(name, plain.removeprefix("tuple[").removesuffix(", ...]"), cells)
        if plain in {"int", "bool"}:
            return cells.number(name) if plain == "int" else cells.flag(name)
        if hasattr(vocabulary, plain):
            return cells.word(name, getattr(vocabulary, plain), unknown_kind)
        return cells.date(name) if name in _DATES else cells.text(name)

    def _several(self, name: str, of: str, cells: Cells) -> tuple[str, ...]:
        if of == Sector.__name__:
            return self.sectors(cells, name)
        if hasattr(vocabulary, of):
            return cells.words(name, getattr(vocabulary, of), unknown_kind)
        return cells.list(name)

    def _reference(
        self, kinds: tuple[str, ...], column: str, cells: Cells, *, several: bool
    ) -> tuple[str, ...] | str | None:
        parts = cells.list(column) if several else (cells.text(column),)
        found = [self._referred(kinds, part, column, cells) for part in parts if part]
        if several:
            return tuple(sorted({item for item in found if item}))
        return found[0] if found else None

    def _referred(self, kinds: tuple[str, ...], text: str, column: str, cells: Cells) -> str | None:
        named = [kind for kind in kinds if kind in _NAMED]
        if not named:
            return text
        found = next((item for kind in named if (item := self.names.find(kind, text))), None)
        if found is None:
            cells.fault(
                column,
                message("Nothing has the name or id {text}.", text=text[:60]),
                self.names.advice(
                    named, text, message("Correct it, or add it in a table of its own first.")
                ),
            )
        return found

    @staticmethod
    def sectors(cells: Cells, column: str) -> tuple[Sector, ...]:
        """Read one or more sectors; the first stays first, the others are put in order."""
        found = cells.words(column, Sector, unknown_sector)
        return (*found[:1], *sorted(found[1:]))

    def put(self, kind: str, record: type[Any], found: dict[str, Any], cells: Cells) -> Any | None:
        """Complete the fields from what is known under the id, and add the record to the draft.

        Several rows may complete one another.

        Returns
        -------
        record or None
            None where the row is faulty: a needed field is missing, or an earlier row of the
            import gives the same id and says otherwise.
        """
        key = found["id"]
        before = self.draft.get(kind, key)
        whole = {}
        if before is not None:
            whole = {each.name: getattr(before, each.name) for each in fields(record)}
        # Evidence adds up; everything else is replaced by what the row says.
        evidence_before = whole.get("sources", ())
        whole |= found
        if "sources" in found:
            whole["sources"] = tuple(dict.fromkeys([*evidence_before, *found["sources"]]))
        missing = [
            each.name
            for each in fields(record)
            if each.default is MISSING and each.name not in whole
        ]
        for name in missing:
            cells.needed(name, message("There is nothing in the column {name}.", name=name))
        if missing or self._contradicts(kind, key, found, cells):
            return None
        made = record(**whole)
        self.draft.put(kind, made, cells)
        return made

    def _contradicts(self, kind: str, key: str, found: dict[str, Any], cells: Cells) -> bool:
        stated = self._stated[kind, key]
        wrong = [
            name
            for name, value in found.items()
            if name not in _EVIDENCE and stated.get(name, value) != value
        ]
        first = self.draft.origin(kind, key)
        if wrong and first is not None:
            cells.fault(
                "id" if cells.has("id") else wrong[0],
                message(
                    "{id} stands in {file}, row {row} too, with another {column}.",
                    id=key,
                    file=first.row.file,
                    row=str(first.row.number),
                    column=wrong[0],
                ),
                message("Give each row an id or a name of its own, or keep one of the two."),
            )
        stated |= found
        return bool(wrong)
