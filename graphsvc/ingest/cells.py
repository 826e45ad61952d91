"""Reads the cells of a row as dates, words and lists, and notes each fault where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from graphsvc.dates import is_date
from graphsvc.errors import Fault, Where
from graphsvc.ingest.sources import Row, Sheet
from graphsvc.ingest.synonyms import read_word
from graphsvc.ingest.tables import Table
from graphsvc.language import Message, message

W = TypeVar("W", bound=StrEnum)

CLEAR = frozenset({"-", "–", "—"})
_YES = frozenset({"yes", "y", "true", "1", "oui", "o", "vrai", "x"})
_NO = frozenset({"no", "n", "false", "0", "non", "faux"})
# What stands between semicolons; one with a backslash before it is part of the text.
_PART = re.compile(r"(?:[^\\;]|\\.|\\$)+", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)")
_SLASHES = re.compile(r"(\d{4})/(\d\d)(?:/(\d\d))?")
_UNKNOWN = frozenset({"nan", "n/a", "na", "null", "none", "#n/a", "unknown", "inconnu"})


class Cells:
    """The cells of one row by column; faults go where all faults of an import go."""

    def __init__(self, table: Table, sheet: Sheet, row: Row, faults: list[Fault]) -> None:
        self.row = row
        self._faults = faults
        self._written: dict[str, str] = {}
        self._cells: dict[str, str] = {}
        for header, text in row.cells.items():
            column = table.headers.get(header)
            if column and column not in self._cells:
                self._cells[column] = text
                self._written[column] = sheet.headers[header]

    def has(self, column: str) -> bool:
        """Whether the column has something in this row."""
        return column in self._cells

    def clears(self, column: str) -> bool:
        """Whether the cell holds a dash: what is stored is to be forgotten."""
        return self._cells.get(column) in CLEAR

    def written(self, column: str) -> str:
        """Return the header of a column as it is written in the file."""
        return self._written.get(column, column)

    def fault(self, column: str, problem: Message, remedy: Message | None = None) -> None:
        """Note something wrong with a cell of this row."""
        where = Where(file=self.row.file, row=self.row.number, column=self.written(column))
        self._faults.append(Fault(where, problem, remedy))

    def text(self, column: str) -> str | None:
        """Return the text of a cell; None where it is empty or a dash.

        A spreadsheet's word for "no value" is a fault: as a name it would be a false one.
        """
        text = self._cells.get(column)
        if text is None or text in CLEAR:
            return None
        if text.casefold() in _UNKNOWN:
            self.fault(
                column,
                message("{text} is not a value.", text=text),
                message("Leave the cell empty where nothing is known."),
            )
            return None
        return text

    def needed(self, column: str, what: Message) -> str | None:
        """Return the text of a cell that a row cannot do without."""
        text = self.text(column)
        if text is None and not self._faulted(column):
            self.fault(column, what, message("Fill in this cell, or remove the row."))
        return text

    def _faulted(self, column: str) -> bool:
        where = self.written(column)
        return any(
            fault.place.row == self.row.number
            and fault.place.file == self.row.file
            and fault.place.column == where
            for fault in reversed(self._faults[-20:])
        )

    def date(self, column: str) -> str | None:
        """Return a date of any precision."""
        text = self.text(column)
        if text is None:
            return None
        slashes = _SLASHES.fullmatch(text)
        plain = "-".join(part for part in slashes.groups() if part) if slashes else text
        if not is_date(plain):
            self.fault(
                column,
                message("There is no date {date}.", date=text[:60]),
                message("Write a date as 2017-03-20, 2017-03 or 2017."),
            )
            return None
        return plain

    def word(self, column: str, kind: type[W], unknown: Callable[[str], Message]) -> W | None:
        """Return a word of a vocabulary, however it is written."""
        text = self.text(column)
        return None if text is None else self._word(text, column, kind, unknown)

    def _word(
        self, text: str, column: str, kind: type[W], unknown: Callable[[str], Message]
    ) -> W | None:
        word = read_word(text, kind)
        if word is None:
            self.fault(
                column,
                unknown(text[:60]),
                message("Use one of: {codes}.", codes=tuple(str(each) for each in kind)),
            )
        return word

    def words(self, column: str, kind: type[W], unknown: Callable[[str], Message]) -> tuple[W, ...]:
        """Return the words of a list, each once; every part that is none is a fault."""
        found: dict[W, None] = {}
        for part in self.list(column):
            word = self._word(part, column, kind, unknown)
            if word is not None:
                found[word] = None
        return tuple(found)

    def number(self, column: str) -> int | None:
        """Return a whole number."""
        text = self.text(column)
        if text is None:
            return None
        try:
            return int(text)
        except ValueError:
            self.fault(
                column,
                message("{text} is not a whole number.", text=text[:60]),
                message("Write digits only."),
            )
            return None

    def flag(self, column: str) -> bool | None:
        """Return yes or no."""
        text = self.text(column)
        if text is None:
            return None
        if text.casefold() in _YES:
            return True
        if text.casefold() in _NO:
            return False
        self.fault(
            column,
            message("{text} is neither yes nor no.", text=text[:60]),
            message("Use yes or no."),
        )
        return None

    def list(self, column: str) -> tuple[str, ...]:
        r"""Return the parts of a cell between semicolons, each once, in the order written.

        A backslash takes its meaning from the character after it: `\;` is a semicolon of a part.
        """
        parts = (part.strip() for part in _PART.findall(self.text(column) or ""))
        plain = (_ESCAPED.sub(r"\1", part) for part in parts)
        return tuple(dict.fromkeys(part for part in plain if part))
