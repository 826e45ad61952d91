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

import pydantic_core
from pydantic import ValidationError

from graphsvc import dates
from graphsvc.analytics.overlay import fitting, own_faults
from graphsvc.analytics.overlay_form import OverlayIn, ScenarioWritten
from graphsvc.analytics.scenario import place_of
from graphsvc.errors import Fault, Where
from graphsvc.ingest.draft import Note
from graphsvc.ingest.sources import LARGEST_FILE
from graphsvc.language import Message, message, messages
from graphsvc.model import refusals, values
from graphsvc.model.scenarios import FILE, KeptScenario, id_faults
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.values import shown

_MEND = message("Correct it: `graphsvc export` shows how a scenario is written.")
Told = tuple[str, Message, Message | None]  # field, problem, remedy


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
        if path.suffix.lower() == ".json" and not path.is_dir():
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
    def fault(problem: Message, remedy: Message) -> None:
        brought.faults.append(Fault(Where(file=path.name), problem, remedy))

    try:
        if path.stat().st_size > LARGEST_FILE:
            fault(
                message("The file is larger than {most} MB.", most=LARGEST_FILE // 2**20),
                message("Split it into several files."),
            )
            return
        found = pydantic_core.from_json(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except OSError as error:
        fault(
            message("The file cannot be read: {why}.", why=error.strerror or str(error)),
            message("Name a JSON file as `graphsvc export` writes it."),
        )
        return
    except ValueError as error:
        fault(
            message("The file is not JSON: {why}.", why=str(error)),
            message("Correct it there, or export it anew."),
        )
        return
    if not isinstance(found, list):
        fault(
            message("The file holds no list of scenarios."),
            message("Put them between [ and ], as `graphsvc export` does."),
        )
        return
    for place, each in enumerate(found):
        _read_one(path.name, place, each, brought)


def _read_one(file: str, place: int, found: Any, brought: Brought) -> None:
    item = found.get("id") if isinstance(found, dict) else None
    label = shown(item) if isinstance(item, str) and item else f"[{place}]"
    try:
        written = ScenarioWritten.model_validate(found)
    except ValidationError as error:
        told = [
            (".".join(map(str, each["loc"])), refusals.said(each), refusals.remedy(each))
            for each in error.errors(include_url=False, include_input=False)
        ]
    else:
        told = [*_faults(written, brought)]
    for name, problem, remedy in told:
        where = Where(file=file, field=f"{label} {name}".strip())
        brought.faults.append(Fault(where, problem, remedy or _MEND))
    if not told:
        brought.scenarios[str(item)] = written
        brought.files[str(item)] = file


def _faults(written: ScenarioWritten, brought: Brought) -> Iterator[Told]:
    """Find what the form of the fields does not tell."""
    if written.id is None:
        yield (
            "id",
            message("This field is missing."),
            message("Give the scenario an id, such as scen:more-health."),
        )
    elif written.id in brought.scenarios:
        yield (
            "id",
            message("The id {id} stands here twice.", id=shown(written.id)),
            message("Give each record an id of its own, or keep one of the two."),
        )
    else:
        yield from (("id", *each) for each in id_faults(written.id))
    yield from (("name", *each) for each in values.faults("name", written.name))
    for name in ("created_at", "changed_at"):
        text = getattr(written, name)
        if text is not None and _moment(text) is None:
            yield (
                name,
                message("{text} is no moment.", text=shown(text)),
                message("Write a moment as 2026-05-04T14:00:00+00:00, or leave it out."),
            )
    for each in own_faults(written.overlay()):
        yield place_of(each), each.problem, each.remedy


def _moment(text: str | None) -> str | None:
    try:
        return None if text is None else dates.moment(text)
    except ValueError:
        return None


def _says_the_same(kept: KeptScenario, written: ScenarioWritten) -> bool:
    try:
        held = OverlayIn.model_validate_json(kept.text)
    except ValidationError:
        return False  # somebody else wrote it; the file mends it
    return (kept.name, held.overlay()) == (written.name, written.overlay())


def _kept(item: str, written: ScenarioWritten, before: KeptScenario | None) -> KeptScenario:
    """Take the times of where it comes from; of one without times, it is kept now."""
    now = dates.fine_now()
    changed = _moment(written.changed_at) or now
    first = before.created_at if before else changed
    return KeptScenario(
        item, written.name, _moment(written.created_at) or first, changed, written.text()
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
