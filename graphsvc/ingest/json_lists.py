"""Reads JSON files that hold a list of what is kept beside the graph: scenarios, saved views."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pydantic_core
from pydantic import BaseModel, ValidationError

from graphsvc import dates
from graphsvc.errors import Fault, Where
from graphsvc.ingest.sources import LARGEST_FILE
from graphsvc.language import Message, message
from graphsvc.model import refusals
from graphsvc.model.values import shown

Told = tuple[str, Message, Message | None]  # field, problem, remedy
TWICE = message("Give each record an id of its own, or keep one of the two.")


def read_list(path: Path, no_list: Message, faults: list[Fault]) -> list[Any]:
    """Return what a file lists; where it cannot be read, nothing, and why among the faults.

    Parameters
    ----------
    path
        The file.
    no_list
        What is said of one that holds something else than a list.
    faults
        Is added to.
    """

    def fault(problem: Message, remedy: Message) -> list[Any]:
        faults.append(Fault(Where(file=path.name), problem, remedy))
        return []

    try:
        if path.stat().st_size > LARGEST_FILE:
            return fault(
                message("The file is larger than {most} MB.", most=LARGEST_FILE // 2**20),
                message("Split it into several files."),
            )
        found = pydantic_core.from_json(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except OSError as error:
        return fault(
            message("The file cannot be read: {why}.", why=error.strerror or str(error)),
            message("Name a JSON file as `graphsvc export` writes it."),
        )
    except ValueError as error:
        return fault(
            message("The file is not JSON: {why}.", why=str(error)),
            message("Correct it there, or export it anew."),
        )
    if not isinstance(found, list):
        return fault(no_list, message("Put them between [ and ], as `graphsvc export` does."))
    return found


def label(place: int, found: Any) -> str:
    """Name what stands at a place of a list: by its id, or by the place."""
    item = found.get("id") if isinstance(found, dict) else None
    return shown(item) if isinstance(item, str) and item else f"[{place}]"


def read_one(form: type[BaseModel], found: Any) -> tuple[Any, list[Told]]:
    """Read one of them; None, and what is wrong, where it has not this form."""
    try:
        return form.model_validate(found), []
    except ValidationError as error:
        return None, [
            (".".join(map(str, each["loc"])), refusals.said(each), refusals.remedy(each))
            for each in error.errors(include_url=False, include_input=False)
        ]


def moment(text: str | None) -> str | None:
    """Return a moment in its usual form; None where none is written, or it is not one."""
    try:
        return None if text is None else dates.moment(text)
    except ValueError:
        return None


def no_moment(name: str, text: str | None) -> list[Told]:
    """Find whether a field is no moment."""
    if text is None or moment(text) is not None:
        return []
    problem = message("{text} is no moment.", text=shown(text))
    remedy = message("Write a moment as 2026-05-04T14:00:00+00:00, or leave it out.")
    return [(name, problem, remedy)]


def twice(item: str) -> Told:
    """Say that an id stands in the files twice."""
    return "id", message("The id {id} stands here twice.", id=shown(item)), TWICE
