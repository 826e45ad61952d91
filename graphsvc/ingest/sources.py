"""Reads spreadsheets into rows that remember where they came from: CSV and Excel files, or folders.

Nothing is understood here yet: a cell is a text, a header is folded to the form in which headers
are compared. What cannot be read is a fault with file, row and column.
"""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from graphsvc.errors import Fault, Where
from graphsvc.language import Message, message
from graphsvc.model.ids import fold
from graphsvc.model.saved_views import FILE as VIEWS
from graphsvc.model.scenarios import FILE

LARGEST_FILE = 256 * 1024 * 1024
LONGEST_CELL = 100_000
ENCODINGS = ("utf-8", "latin-1", "cp1252")
_FORMULA_GUARD = "'"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "'")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: where it stands, and its cells by folded header, empty ones left out."""

    file: str
    number: int
    cells: dict[str, str]


@dataclass(slots=True)
class Sheet:
    """One CSV file, or one sheet of a workbook."""

    file: str
    name: str
    headers: dict[str, str] = field(default_factory=dict)  # folded header to the one written
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(
        self,
        problem: Message,
        remedy: Message | None = None,
        row: int | None = None,
        column: str | None = None,
    ) -> None:
        """Note something that cannot be read."""
        self.faults.append(Fault(Where(file=self.file, row=row, column=column), problem, remedy))


def read(paths: Sequence[Path], encoding: str = "utf-8") -> list[Sheet]:
    """Read every file named, and every CSV and Excel file of every folder named.

    Parameters
    ----------
    paths
        Files and folders.
    encoding
        One of `ENCODINGS`, for CSV files; a byte order mark at the front is taken off.

    Returns
    -------
    list[Sheet]
        In order of the paths given, then of file names. Faults are inside; nothing is raised.
        JSON files, which hold what is kept beside the graph, are left to others.
    """
    sheets: list[Sheet] = []
    for path in paths:
        if path.is_dir():
            found = sorted(each for each in path.iterdir() if each.suffix.lower() in _READERS)
            if not found and not any((path / name).exists() for name in (FILE, VIEWS)):
                empty = Sheet(path.name, path.name)
                empty.fault(
                    message("The folder holds no spreadsheet."),
                    message("Put CSV or Excel (.xlsx) files into it."),
                )
                sheets.append(empty)
        else:
            found = [] if path.suffix.lower() == ".json" else [path]
        for each in found:
            sheets.extend(_read_file(each, encoding))
    return sheets


def _read_file(path: Path, encoding: str) -> list[Sheet]:
    sheet = Sheet(path.name, path.stem)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        sheet.fault(
            message("{name} is not a spreadsheet.", name=path.name),
            message("Save it as CSV UTF-8 or as an Excel workbook (.xlsx)."),
        )
        return [sheet]
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            sheet.fault(
                message("The file is larger than {most} MB.", most=LARGEST_FILE // 2**20),
                message("Split it into several files."),
            )
            return [sheet]
        return reader(path, encoding)
    except OSError as error:
        sheet.fault(message("The file cannot be read: {why}.", why=error.strerror or str(error)))
        return [sheet]


def _read_csv(path: Path, encoding: str) -> list[Sheet]:
    sheet = Sheet(path.name, path.stem)
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        _blame_encoding(sheet, data, error.start)
        return [sheet]
    if "\x00" in text:
        row = text.count("\n", 0, text.index("\x00")) + 1
        sheet.fault(message("The file holds null bytes; it is not a text."), row=row)
        return [sheet]
    lines = text.splitlines()
    delimiter = _delimiter(lines[0]) if lines else ","
    # A cell longer than any honest one is a fault of its row, not the end of the whole file.
    csv.field_size_limit(LARGEST_FILE)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        _fill(sheet, _numbered(reader))
    except csv.Error as error:
        sheet.fault(
            message("The row cannot be read: {why}.", why=str(error)),
            message('Look for a quotation mark (") that is opened and not closed.'),
            row=reader.line_num,
        )
    return [sheet]


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Number each record by the line it begins on, as an editor or spreadsheet shows it."""
    start = 1
    for record in reader:
        yield start, record
        start = reader.line_num + 1


def _delimiter(header: str) -> str:
    """Tell the delimiter by the header: French Excel writes semicolons."""
    return max(",;\t", key=header.count)


def _blame_encoding(sheet: Sheet, data: bytes, position: int) -> None:
    before = data[:position]
    line = before[before.rfind(b"\n") + 1 :].decode("latin-1")
    header = data.split(b"\n", 1)[0].decode("latin-1").strip()
    delimiter = _delimiter(header)
    headers = next(csv.reader([header], delimiter=delimiter), [])
    place = max(0, len(next(csv.reader([line], delimiter=delimiter), [])) - 1)
    sheet.fault(
        message(
            "The file is not UTF-8: byte {byte} is not a letter there.",
            byte=f"0x{data[position]:02X}",
        ),
        message(
            'In Excel, save as "CSV UTF-8"; or import with --encoding latin-1 if the file comes '
            "from an older program."
        ),
        row=before.count(b"\n") + 1,
        column=headers[place] if 0 <= place < len(headers) else None,
    )


def _read_workbook(path: Path, _encoding: str) -> list[Sheet]:
    sheet = Sheet(path.name, path.stem)
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > LARGEST_FILE:
            sheet.fault(
                message(
                    "Unpacked, the workbook is larger than {most} MB.", most=LARGEST_FILE >> 20
                ),
                message("Split it into several files."),
            )
            return [sheet]
        workbook = CalamineWorkbook.from_path(path)
        sheets = [_read_worksheet(path, workbook, name) for name in workbook.sheet_names]
    except (zipfile.BadZipFile, CalamineError, ValueError) as error:
        sheet.fault(
            message("The workbook cannot be read: {why}.", why=str(error)),
            message("Open it in a spreadsheet program and save it anew, as .xlsx or CSV UTF-8."),
        )
        return [sheet]
    if len(sheets) == 1:
        # The one sheet of a workbook is called "Sheet1" or "Feuil1": the file's name says more.
        sheets[0].name = path.stem
    return [each for each in sheets if each.rows or each.faults]


def _read_worksheet(path: Path, workbook: CalamineWorkbook, name: str) -> Sheet:
    sheet = Sheet(f"{path.name} [{name}]", name)
    values = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    _fill(sheet, enumerate(([_as_text(value) for value in row] for row in values), start=1))
    return sheet


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def _fill(sheet: Sheet, records: Iterator[tuple[int, list[str]]]) -> None:
    """Take the first row that is not empty as the header and the rest as rows."""
    headers: list[str] = []
    for number, record in records:
        if not any(cell.strip() for cell in record):
            continue
        if not headers:
            headers = _headers(sheet, number, record)
            continue
        further = [cell for cell in record[len(headers) :] if cell.strip()]
        if further:
            sheet.fault(
                message(
                    "The row has {count} cells and the header only {most}.",
                    count=len(record),
                    most=len(headers),
                ),
                message('A text with a comma in it needs quotation marks (") round it.'),
                row=number,
            )
            continue
        sheet.rows.append(Row(sheet.file, number, _cells(sheet, number, headers, record)))
    if not headers:
        sheet.fault(
            message("The file is empty."), message("Its first row has to name the columns.")
        )


def _headers(sheet: Sheet, number: int, record: list[str]) -> list[str]:
    folded = [fold(cell).replace(" ", "_") for cell in record]
    for written, name in zip(record, folded, strict=True):
        if name and name in sheet.headers:
            sheet.fault(
                message("The column {name} stands there twice.", name=written.strip()[:60]),
                message("Rename or remove one of the two."),
                row=number,
                column=written.strip()[:60],
            )
        if name:
            sheet.headers[name] = written.strip()[:60]
    return folded


def _cells(sheet: Sheet, number: int, headers: list[str], record: list[str]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for header, cell in zip(headers, record, strict=False):
        text = cell.strip()
        if not header or not text:
            continue
        if len(text) > LONGEST_CELL:
            sheet.fault(
                message("The cell holds {count} characters.", count=len(text)),
                message("Shorten it."),
                row=number,
                column=sheet.headers[header],
            )
            continue
        cells[header] = _unguarded(text)
    return cells


def _unguarded(text: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from running a cell as a formula."""
    if text.startswith(_FORMULA_GUARD) and text[1:].startswith(_FORMULA_STARTS):
        return text[1:]
    return text


_READERS = {
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".txt": _read_csv,
    ".xlsx": _read_workbook,
    ".xlsm": _read_workbook,
    ".ods": _read_workbook,
}
