"""Imports spreadsheets: read, understand, check, apply. All of an import, or nothing of it.

What was exported comes back whole: what was kept beside the graph, scenarios and saved views, comes
with it.

The records shipped with the service, the demonstration region and a coordinator's own spreadsheet
go through the same four steps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from graphsvc.errors import Fault, InvalidInput, StaleRevision
from graphsvc.ingest import saved_views as views
from graphsvc.ingest import scenarios, sources
from graphsvc.ingest.draft import Draft, Note
from graphsvc.ingest.saved_views import AddressFaults
from graphsvc.ingest.tables import recognise
from graphsvc.ingest.transform import transform
from graphsvc.model.check import check
from graphsvc.model.entities import Changes
from graphsvc.model.saved_views import SavedView
from graphsvc.model.scenarios import KeptScenario
from graphsvc.model.snapshot import Snapshot
from graphsvc.store import journal
from graphsvc.store.bolt import Store, Transaction
from graphsvc.store.known import read_known
from graphsvc.store.saved_views import bring as bring_views
from graphsvc.store.saved_views import whole as all_views
from graphsvc.store.scenarios import bring, whole
from graphsvc.store.snapshot import read_everything, read_snapshot

_BEYOND = frozenset({"meetings", "attendance", "collaborations", "plans", "actions", "action_ties"})
_TRIES = 5  # how often an import is worked out anew because others wrote meanwhile


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do.

    Attributes
    ----------
    counts
        Per kind of record, and of `scenarios` and `saved_views`, how many are new, changed, and the
        same as before.
    notes
        What a person should look at; nothing in it stopped the import.
    revision
        The revision of the graph with the import in it; what is beside it leaves it as it is.
    applied
        Whether anything was written.
    """

    counts: Mapping[str, tuple[int, int, int]]
    notes: tuple[Note, ...]
    revision: int
    applied: bool


def run(
    store: Store,
    paths: Sequence[Path],
    *,
    encoding: str = "utf-8",
    dry_run: bool = False,
    label: str = "",
    address_faults: AddressFaults = lambda _: (),
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> ImportReport:
    """Import files and folders.

    Parameters
    ----------
    store
        The database, with its schema up to date.
    paths
        CSV and Excel files, JSON files of scenarios, that of saved views, or folders of them;
        together they are one import.
    encoding
        Of CSV files.
    dry_run
        Do everything but write.
    label
        What the import is called in the graph; the names of the files by default.
    address_faults
        Finds why an address of a saved view is no page of the service.
    progress
        Is told how many parts have been applied, of how many.

    Returns
    -------
    ImportReport
        What was new, what changed, what to look at.

    Raises
    ------
    InvalidInput
        Something is wrong with the files; every fault is listed, nothing was written.
    StaleRevision
        Others kept writing all the time.
    StoreError
        The database did not do what was asked.
    """
    sheets = sources.read(paths, encoding)
    brought, viewed = scenarios.read(paths), views.read(paths, address_faults)
    title = label or ", ".join(path.name for path in paths)
    for tries_left in reversed(range(_TRIES)):
        snapshot = read_snapshot(store)
        more = read_everything(store) if _goes_beyond_a_snapshot(sheets) else None
        draft = transform(sheets, snapshot, more)
        changes, counts = draft.changes()
        seen = store.read(all_views) if viewed.views else {}
        saved = views.compare(viewed, seen)
        beside_it = [*brought.faults, *viewed.faults, *saved.faults]
        _refuse_faults(store, draft, changes, beside_it)
        held = store.read(whole) if brought.scenarios else {}
        outcome = scenarios.compare(brought, held, _afterwards(snapshot, changes, brought))
        counts |= {**outcome.counts, **saved.counts}
        notes = (*draft.notes, *outcome.notes, *saved.notes)
        if dry_run or not (len(changes) or outcome.keep or saved.keep):
            return ImportReport(counts, notes, snapshot.revision, applied=False)
        write = partial(journal.apply, expect=snapshot.revision, label=title, progress=progress)
        beside = partial(_beside, outcome.keep, held, saved.keep, seen)
        try:
            if len(changes):
                revision = write(store, changes, beside=beside)
            else:
                revision = snapshot.revision
                store.write_unseen(beside)
        except StaleRevision:
            if not tries_left:
                raise
        else:
            return ImportReport(counts, notes, revision, applied=True)
    raise StaleRevision


def _beside(
    kept: Sequence[KeptScenario],
    held: Mapping[str, KeptScenario],
    saved: Sequence[SavedView],
    seen: Mapping[str, SavedView],
    tx: Transaction,
) -> None:
    """Write what stands beside the graph."""
    bring(tx, kept, held)
    bring_views(tx, saved, seen)


def _afterwards(snapshot: Snapshot, changes: Changes, brought: scenarios.Brought) -> Snapshot:
    """Return the graph as the import leaves it, as far as scenarios have to be held to it."""
    if brought.scenarios and len(changes):
        return snapshot.merged(changes, snapshot.revision)
    return snapshot


def _goes_beyond_a_snapshot(sheets: Sequence[sources.Sheet]) -> bool:
    """Whether there are tables of kinds that no snapshot carries: meetings, surveys, plans."""
    tables = (recognise(sheet) for sheet in sheets)
    return any(table is not None and table.name in _BEYOND for table in tables)


def understand(paths: Sequence[Path], snapshot: Snapshot, encoding: str = "utf-8") -> Draft:
    """Read files against a snapshot, without any store; faults and notes are in the draft."""
    return transform(sources.read(paths, encoding), snapshot)


def _refuse_faults(store: Store, draft: Draft, changes: Changes, beside: Sequence[Fault]) -> None:
    """Raise with the faults of cells and those of records together: one list, not one per try."""
    found = store.read(lambda tx: check(changes, read_known(tx, changes)))
    faults = [*draft.faults, *(draft.located(fault) for fault in found), *beside]
    seen: dict[str, Fault] = {}
    for fault in faults:
        # A faulty cell often makes a faulty record too: the cell is where it is mended.
        seen.setdefault(str(fault.place) or str(fault), fault)
    if seen:
        raise InvalidInput(sorted(seen.values(), key=_order))


def _order(fault: Fault) -> tuple[str, int]:
    return fault.place.file or "", fault.place.row or 0
