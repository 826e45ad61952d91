"""Reads the file of saved views, as an export writes it, and works out which to save.

Which addresses are pages of the service only the service knows, so whoever imports says it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from graphsvc import dates
from graphsvc.errors import Fault, Where
from graphsvc.ingest import json_lists
from graphsvc.ingest.draft import Note
from graphsvc.language import message
from graphsvc.model import values
from graphsvc.model.ids import fold
from graphsvc.model.saved_views import FILE, MOST_VIEWS, SavedView, id_faults, name_faults
from graphsvc.model.values import shown

AddressFaults = Callable[[str], Iterable[Fault]]
_MEND = message("Correct it: `graphsvc export` shows how a saved view is written.")
_NAMED = message("Give one of the two another name.")


class _Written(BaseModel):
    """A saved view as it stands in a file."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: str
    name: str
    address: str
    author: str = ""
    created_at: str | None = None
    changed_at: str | None = None


@dataclass(slots=True)
class Brought:
    """Saved views that files hold, by id, with the names of the files; those with a fault not."""

    views: dict[str, SavedView] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Which are new or differ, how many are new, changed and the same, and what to look at."""

    keep: tuple[SavedView, ...]
    counts: Mapping[str, tuple[int, int, int]]
    notes: tuple[Note, ...]
    faults: tuple[Fault, ...]


def read(paths: Sequence[Path], address_faults: AddressFaults) -> Brought:
    """Read the file of saved views that is named, and that of every folder named.

    Faults are inside; nothing is raised.
    """
    brought = Brought()
    no_list = message("The file holds no list of saved views.")
    for path in paths:
        file = path / FILE if path.is_dir() else path
        if file.name == FILE and (file.exists() or not path.is_dir()):
            for place, each in enumerate(json_lists.read_list(file, no_list, brought.faults)):
                _read_one(file.name, place, each, brought, address_faults)
    return brought


def _read_one(
    file: str, place: int, found: Any, brought: Brought, address_faults: AddressFaults
) -> None:
    written, told = json_lists.read_one(_Written, found)
    told += _faults(written, brought, address_faults) if written else ()
    for name, problem, remedy in told:
        where = Where(file=file, field=f"{json_lists.label(place, found)} {name}".strip())
        brought.faults.append(Fault(where, problem, remedy or _MEND))
    if not told:
        changed = json_lists.moment(written.changed_at) or dates.now()
        created = json_lists.moment(written.created_at) or changed
        view = SavedView(
            written.id, written.name, written.address, written.author, created, changed
        )
        brought.views[view.id], brought.files[view.id] = view, file


def _faults(
    written: _Written, brought: Brought, address_faults: AddressFaults
) -> Iterator[json_lists.Told]:
    """Find what the form of the fields does not tell."""
    if written.id in brought.views:
        yield json_lists.twice(written.id)
    yield from (("id", *each) for each in id_faults(written.id))
    yield from (("name", *each) for each in name_faults(written.name))
    if any(fold(each.name) == fold(written.name) for each in brought.views.values()):
        yield "name", message("Another saved view in the file has this name."), _NAMED
    if written.author:
        yield from (("author", *each) for each in values.faults("author", written.author))
    yield from (("address", each.problem, each.remedy) for each in address_faults(written.address))
    yield from json_lists.no_moment("created_at", written.created_at)
    yield from json_lists.no_moment("changed_at", written.changed_at)


def compare(brought: Brought, held: Mapping[str, SavedView]) -> Outcome:
    """Compare saved views with those that are there.

    Parameters
    ----------
    brought
        What the file holds.
    held
        What is there, by id, those set aside as well.
    """
    there = {item: view for item, view in held.items() if not view.removed_at}
    names = {fold(view.name): item for item, view in there.items() if item not in brought.views}
    keep: list[SavedView] = []
    notes: list[Note] = []
    faults: list[Fault] = []
    for item, view in brought.views.items():
        where = Where(file=brought.files[item], field=item)
        before = there.get(item)
        if fold(view.name) in names:
            taken = message("There is a saved view of this name already.")
            faults.append(Fault(where, taken, _NAMED))
        if before is None:
            keep.append(view)
        elif replace(view, created_at=before.created_at, changed_at=before.changed_at) != before:
            keep.append(view)
            text = message(
                "It was saved here already, as “{name}” of {moment}, and the one in the file takes "
                "its place.",
                name=shown(before.name),
                moment=before.changed_at,
            )
            notes.append(Note(where, text))
    if len(there | brought.views) > MOST_VIEWS:
        problem = message("There can be {count} saved views and no more.", count=MOST_VIEWS)
        remedy = message("Take some out of the file, or remove some that are saved.")
        faults.append(Fault(Where(file=FILE), problem, remedy))
    new = sum(view.id not in there for view in keep)
    counts = {"saved_views": (new, len(keep) - new, len(brought.views) - len(keep))}
    return Outcome(tuple(keep), counts if brought.views else {}, tuple(notes), tuple(faults))
