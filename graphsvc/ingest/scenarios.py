"""Reads files of scenarios, as an export writes them, and works out what to keep of them.

A scenario is what somebody thought out, not a fact about the network, so it stands beside the
graph. The importer treats it as it treats a record all the same: what a file says holds, and what
is kept already and says the same stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from graphsvc import dates
from graphsvc.analytics.overlay import fitting, own_faults
from graphsvc.analytics.overlay_form import OverlayIn, ScenarioWritten
from graphsvc.analytics.scenario import place_of
from graphsvc.errors import Fault, Where
from graphsvc.ingest import json_lists
from graphsvc.ingest.draft import Note
from graphsvc.language import Message, message, messages
from graphsvc.model import saved_views, values
from graphsvc.model.scenarios import FILE, KeptScenario, id_faults
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.values import shown

_MEND = message("Correct it: `graphsvc export` shows how a scenario is written.")


@dataclass(slots=True)
class Brought:
    """Scenarios that files hold.

    Attributes
    ----------
    scenarios
        By id; those with a fault are left out.
    files
        By id, the name of the file.
    faults
        With one of them nothing may be kept.
    """

    scenarios: dict[str, ScenarioWritten] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of them.

    Attributes
    ----------
    keep
        Those that are new or differ from what is kept.
    counts
        Of `scenarios`, how many are new, changed, and the same; empty where no file holds any.
    notes
        What a person should look at.
    """

    keep: tuple[KeptScenario, ...]
    counts: Mapping[str, tuple[int, int, int]]
    notes: tuple[Note, ...]


def read(paths: Sequence[Path]) -> Brought:
    """Read every JSON file named, and the file of scenarios in every folder named.

    Other JSON files in a folder are something else's. Faults are inside; nothing is raised.
    """
    brought = Brought()
    for path in paths:
        if path.suffix.lower() == ".json" and path.name != saved_views.FILE and not path.is_dir():
            _read_file(path, brought)
        elif (path / FILE).exists():
            _read_file(path / FILE, brought)
    return brought


def compare(brought: Brought, held: Mapping[str, KeptScenario], snapshot: Snapshot) -> Outcome:
    """Compare scenarios with those that are kept.

    Parameters
    ----------
    brought
        What the files hold, without faults.
    held
        What is kept, by id.
    snapshot
        The graph as the import leaves it. A scenario that no longer fits it is kept all the same,
        as it was where it comes from; a note says so.
    """
    keep: list[KeptScenario] = []
    notes: list[Note] = []
    for item, written in brought.scenarios.items():
        where = Where(file=brought.files[item], field=item)
        before = held.get(item)
        if before is None or not _says_the_same(before, written):
            keep.append(_kept(item, written, before))
            if before is not None:
                notes.append(Note(where, _replaced(before)))
        notes.extend(Note(where, text) for text in _unfit(written, snapshot))
    new = sum(each.id not in held for each in keep)
    counts = (new, len(keep) - new, len(brought.scenarios) - len(keep))
    return Outcome(tuple(keep), {"scenarios": counts} if brought.scenarios else {}, tuple(notes))


def _read_file(path: Path, brought: Brought) -> None:
    no_list = message("The file holds no list of scenarios.")
    for place, each in enumerate(json_lists.read_list(path, no_list, brought.faults)):
        _read_one(path.name, place, each, brought)


def _read_one(file: str, place: int, found: Any, brought: Brought) -> None:
    written, told = json_lists.read_one(ScenarioWritten, found)
    told += _faults(written, brought) if written else ()
    for name, problem, remedy in told:
        where = Where(file=file, field=f"{json_lists.label(place, found)} {name}".strip())
        brought.faults.append(Fault(where, problem, remedy or _MEND))
    if not told:
        brought.scenarios[written.id] = written
        brought.files[written.id] = file


def _faults(written: ScenarioWritten, brought: Brought) -> Iterator[json_lists.Told]:
    """Find what the form of the fields does not tell."""
    if written.id is None:
        yield (
            "id",
            message("This field is missing."),
            message("Give the scenario an id, such as scen:more-health."),
        )
    elif written.id in brought.scenarios:
        yield json_lists.twice(written.id)
    else:
        yield from (("id", *each) for each in id_faults(written.id))
    yield from (("name", *each) for each in values.faults("name", written.name))
    yield from json_lists.no_moment("created_at", written.created_at)
    yield from json_lists.no_moment("changed_at", written.changed_at)
    for each in own_faults(written.overlay()):
        yield place_of(each), each.problem, each.remedy


def _says_the_same(kept: KeptScenario, written: ScenarioWritten) -> bool:
    try:
        held = OverlayIn.model_validate_json(kept.text)
    except ValidationError:
        return False  # somebody else wrote it; the file mends it
    return (kept.name, held.overlay()) == (written.name, written.overlay())


def _kept(item: str, written: ScenarioWritten, before: KeptScenario | None) -> KeptScenario:
    """Take the times of where it comes from; of one without times, it is kept now."""
    now = dates.fine_now()
    changed = json_lists.moment(written.changed_at) or now
    first = before.created_at if before else changed
    return KeptScenario(
        item, written.name, json_lists.moment(written.created_at) or first, changed, written.text()
    )


def _replaced(before: KeptScenario) -> Message:
    return message(
        "It was kept here already, as “{name}” of {moment}, and the one in the file takes its "
        "place. To have both, give the one in the file another id.",
        name=shown(before.name),
        moment=before.changed_at,
    )


def _unfit(written: ScenarioWritten, snapshot: Snapshot) -> Iterator[Message]:
    overlay = written.overlay()
    _, left_out = fitting(snapshot, overlay, dates.today())
    if left_out:
        first = left_out[0]
        count = len({(each.kind, each.place) for each in left_out})
        yield messages(
            "{count} of its {total} parts does not fit the graph as it is today, and is left out "
            "when it is worked out: {part}: {problem}",
            "{count} of its {total} parts do not fit the graph as it is today, and are left out "
            "when it is worked out; the first, {part}: {problem}",
            count,
            count=count,
            total=len(overlay),
            part=place_of(first),
            problem=first.problem,
        )
