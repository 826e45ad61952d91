"""Work for jobs that goes on until a test lets it end: no test waits for a clock."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from graphsvc.analytics import progress
from graphsvc.analytics.provenance import Provenance
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.analytics.views import Evidence
from graphsvc.errors import Conflict, InvalidInput, StoreUnavailable
from graphsvc.language import message
from graphsvc.model.snapshot import Snapshot

STEPS = 10
_LOOK = 0.02  # seconds


@dataclass(frozen=True, slots=True)
class Slow:
    """What slow work finds out: how nice its process is."""

    provenance: Provenance
    nice: int


def gated(snapshot: Snapshot, folder: str) -> Slow:
    """Work until there is a file `open` in the folder; each time, a file `worked-...` is left."""
    place = Path(folder)
    (place / f"worked-{os.getpid()}").touch()
    with progress.part(message("Starting"), 0.0, 0.9):
        progress.tell(3, STEPS)
        while not (place / "open").exists():
            time.sleep(_LOOK)
        progress.tell(STEPS, STEPS)
    scope = Scope(WHOLE, "2020-01-01")
    evidence = Evidence(0, 0, 0, 0, None, None)
    return Slow(Provenance(snapshot.revision, scope, "slow", evidence), os.nice(0))


def refused(_snapshot: Snapshot, *_: object) -> Slow:
    """Find something wrong with what was asked."""
    raise InvalidInput.single(
        message("There is no day {date}.", date="x"),
        message("Write a day as 2017-03-20."),
        field="since",
    )


def contradicted(_snapshot: Snapshot, *_: object) -> Slow:
    """Find that it contradicts what is stored."""
    raise Conflict(message("Others are writing at the moment. Try again in a few seconds."))


def away(_snapshot: Snapshot, *_: object) -> Slow:
    """Find the database away."""
    raise StoreUnavailable


def broken(_snapshot: Snapshot, *_: object) -> Slow:
    """Have a defect."""
    raise ZeroDivisionError


def opened(folder: Path) -> None:
    """Let the work end."""
    (folder / "open").touch()


def times_worked(folder: Path) -> int:
    """Count the processes that did the work."""
    return len(list(folder.glob("worked-*")))
