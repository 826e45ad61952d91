"""The errors of graphsvc; they know no HTTP.

GraphsvcError
├── InvalidInput            what was sent cannot be accepted; carries every fault found
├── NotFound                no such organization, body, partnership, membership, ...
├── Conflict                true in itself, but not against what is stored now
│   ├── StaleRevision       the graph changed between reading and writing
│   ├── Outdated            a record is no longer what it was when it was read
│   └── CannotUndo          what an edit left was changed since, or is needed by now
├── SettingsError           the service cannot start with these settings
├── CannotPrint             the browser that makes PDF files failed, or took too long
│   ├── NoPrinter           there is no such browser on this machine
│   └── PrinterBusy         others are being printed, and went on being for too long
├── MigrationError          the schema of the database and of this release differ
└── StoreError              the database did not do what was asked
    ├── StoreUnavailable    it does not answer
    ├── StoreBusy           it answered, but kept refusing; trying again may help
    │   └── QueriesRunning  as many queries of analysts run as may
    ├── ImportInProgress    an import is being applied; nothing else may be written
    ├── ForeignData         somebody else wrote something into the graph that we cannot read
    └── QueryFault          a defect of ours: the query itself was refused
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphsvc.language import Message, message, messages


class GraphsvcError(Exception):
    """Base of every error graphsvc raises on purpose.

    Parameters
    ----------
    text
        What happened and what to do about it, translatable.
    """

    def __init__(self, text: Message) -> None:
        super().__init__(str(text))
        self.text = text


@dataclass(frozen=True, slots=True)
class Where:
    """The spot in the input where a fault sits: a file cell, or a field of a request."""

    file: str | None = None
    row: int | None = None
    column: str | None = None
    field: str | None = None

    def __str__(self) -> str:
        """Say the place in one line, the outermost part first."""
        row = f"row {self.row}" if self.row is not None else None
        parts = (self.file, row, self.column, self.field)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input, where it is, and what would mend it."""

    place: Where
    problem: Message
    remedy: Message | None = None

    def __str__(self) -> str:
        """Put place, problem and remedy in one line."""
        where = f"{self.place}: " if str(self.place) else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{where}{self.problem}{remedy}"


class InvalidInput(GraphsvcError):
    """The input cannot be accepted; `faults` lists everything wrong with it, not just the first."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(self.counted(len(faults)))
        self.faults = tuple(faults)

    @staticmethod
    def counted(count: int) -> Message:
        """Say how many faults there are."""
        return messages(
            "{count} fault in the input; nothing was changed.",
            "{count} faults in the input; nothing was changed.",
            count,
            count=count,
        )

    @classmethod
    def single(cls, problem: Message, remedy: Message | None = None, **place: str) -> InvalidInput:
        """Build the error for one fault in one field."""
        return cls([Fault(Where(**place), problem, remedy)])  # type: ignore[arg-type]

    def __str__(self) -> str:
        """Say how many faults there are, then each on its own line."""
        return "\n".join([str(self.text), *(str(fault) for fault in self.faults)])


class NotFound(GraphsvcError):
    """Nothing in the graph has this id."""

    def __init__(self, item: str) -> None:
        super().__init__(
            message("Nothing of this kind has the id {id}. Search by name to find it.", id=item)
        )
        self.item = item


class Conflict(GraphsvcError):
    """The request contradicts what is stored now."""


class StaleRevision(Conflict):
    """The graph changed between reading it and writing to it."""

    def __init__(self) -> None:
        super().__init__(message("The graph changed in the meantime. Read it again, then retry."))


class Outdated(Conflict):
    """A record was changed since it was read; `faults` says what is stored now, field by field."""

    def __init__(self, text: Message, faults: Sequence[Fault] = ()) -> None:
        super().__init__(text)
        self.faults = tuple(faults)


class CannotUndo(Conflict):
    """An edit cannot be undone any more; `faults` says of each record what was done since."""

    def __init__(self, text: Message, faults: Sequence[Fault] = ()) -> None:
        super().__init__(text)
        self.faults = tuple(faults)


class SettingsError(GraphsvcError):
    """The service cannot start with these settings."""


class CannotPrint(GraphsvcError):
    """The browser that makes PDF files failed, or took too long."""

    def __init__(self, text: Message | None = None) -> None:
        failed = message(
            "The browser on the server could not make the PDF file. Open the report as a page, "
            "print it, and choose “Save as PDF” as the printer."
        )
        super().__init__(text or failed)


class NoPrinter(CannotPrint):
    """There is no browser on this machine that makes PDF files."""

    def __init__(self) -> None:
        super().__init__(
            message(
                "There is no Chromium on the server to make a PDF file with. Open the report as a "
                "page, print it, and choose “Save as PDF” as the printer; or name a Chromium in "
                "GRAPHSVC_CHROMIUM."
            )
        )


class PrinterBusy(CannotPrint):
    """Others are being printed, and went on being for too long."""

    def __init__(self) -> None:
        super().__init__(message("Other reports are being printed. Try again in a minute."))


class MigrationError(GraphsvcError):
    """The schema of the database is not the one this release works with."""


class StoreError(GraphsvcError):
    """The database did not do what was asked."""


class StoreUnavailable(StoreError):
    """The database does not answer."""

    def __init__(self) -> None:
        super().__init__(
            message("The database does not answer at the moment. Try again in a few seconds.")
        )


class StoreBusy(StoreError):
    """The database kept refusing the transaction because of others at work."""

    def __init__(self) -> None:
        super().__init__(message("Others are writing at the moment. Try again in a few seconds."))


class QueriesRunning(StoreBusy):
    """As many queries of analysts run as may at a time."""

    def __init__(self) -> None:
        text = message("Other queries are still running. Try again in a minute.")
        StoreError.__init__(self, text)


class ImportInProgress(StoreError):
    """An import is being applied; until it ends nothing else may be written."""

    def __init__(self, item: str) -> None:
        super().__init__(
            message("The import {id} is being applied. Try again when it has ended.", id=item)
        )
        self.item = item


class ForeignData(StoreError):
    """The graph holds a word that this release does not know, written by something else."""

    def __init__(self, kind: str, word: str) -> None:
        super().__init__(
            message(
                "The graph holds {word} in a record of the kind {kind}, which this release does "
                "not know. Correct it in the database.",
                word=word,
                kind=kind,
            )
        )


class QueryFault(StoreError):
    """The database refused a query of ours as malformed: a defect, to be reported."""

    def __init__(self, query: str, code: str) -> None:
        super().__init__(
            message(
                "The database refused the query {query} ({code}). This is a defect of graphsvc.",
                query=query,
                code=code,
            )
        )
        self.query = query
