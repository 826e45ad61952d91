"""How the command line speaks: tables and progress for people, JSON and CSV for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from graphsvc.analytics.estimates import in_words
from graphsvc.analytics.passing import Sample
from graphsvc.analytics.progress import Progress as Told
from graphsvc.analytics.progress import Rising, listening
from graphsvc.cli.speech import spoken
from graphsvc.errors import InvalidInput
from graphsvc.language import Message, language, message

# What a program reads goes to standard output alone; everything said to people goes beside it.
SPEECH = Console(stderr=True, highlight=False)


_WIDE = 20  # characters; above it a column is wrapped


class Form(StrEnum):
    """The form an answer is printed in."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def say(text: Message | str) -> None:
    """Tell a person something beside an answer, in the language of the call."""
    SPEECH.print(spoken(text), markup=False)


def write_file(file: Path, data: bytes) -> None:
    """Write a file that the command line names.

    Raises
    ------
    InvalidInput
        It cannot be written.
    """
    try:
        file.write_bytes(data)
    except OSError as error:
        raise InvalidInput.single(
            message("{file} cannot be written.", file=str(file)),
            message("Name a file in a folder that is there."),
            file=str(file),
        ) from error


@contextmanager
def progress(what: Message) -> Iterator[Callable[[int, int], None]]:
    """Show how far long work is, where somebody looks.

    Yields
    ------
    Callable
        To be called with the parts done and the parts in all.
    """
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    hidden = not SPEECH.is_terminal
    with Progress(*columns, console=SPEECH, transient=True, disable=hidden) as bar:
        task = bar.add_task(spoken(what), total=None)

        def tell(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield tell


@contextmanager
def at_work(doing: Message) -> Iterator[None]:
    """Show how far the analytics in the block are, where somebody looks: the same as a job tells.

    Parameters
    ----------
    doing
        What is done, until an analytic says it more precisely.
    """
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
    )
    hidden = not SPEECH.is_terminal
    with Progress(*columns, console=SPEECH, transient=True, disable=hidden) as bar:
        task = bar.add_task(spoken(doing), total=1.0)

        def tell(found: Told) -> None:
            said = spoken(found.doing)
            if found.total > 1:
                said += f" {found.done}/{found.total}"
            bar.update(task, description=said, completed=found.share)

        with listening(doing, Rising(tell)):
            yield


def say_estimates(entries: Mapping[str, Mapping[str, Any]], lang: str = "en") -> None:
    """Say on standard error which measures are estimates, and how far a value may be off."""
    for name, entry in entries.items():
        if entry.get("approximate"):
            how = Sample(**{field.name: entry[field.name] for field in fields(Sample)})
            say(language(lang).render(in_words(name, how)))


def print_json(answer: Any) -> None:
    """Print an answer as JSON, in full precision."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def print_table(title: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Print rows as a table for people."""
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD)
    for name in rows[0] if rows else ():
        is_text = any(isinstance(row[name], str) and len(row[name]) > _WIDE for row in rows)
        # The names of measures are long: a line for each word leaves room for the numbers.
        heading = name.replace("_", "\n")
        table.add_column(heading, no_wrap=not is_text, ratio=1 if is_text else None)
    for row in rows:
        table.add_row(*(_shown(value) for value in row.values()))
    Console(highlight=False, markup=False).print(table)


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value)
    return str(value)
