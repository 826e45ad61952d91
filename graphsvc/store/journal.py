"""Puts changes into the graph: all of them or none, however many there are.

Up to `ROWS_AT_ONCE` rows are one transaction. More would not fit into the memory of a database, so
they are first written down beside the graph (staged), then accepted, then applied one batch a
transaction, and the revision is raised at the end. Until then readers keep the graph as it was and
nobody else writes. If everything dies on the way, the next start goes on where it stopped; what was
staged and never accepted is forgotten.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Sequence
from functools import partial

from graphsvc.dates import now
from graphsvc.errors import GraphsvcError, ImportInProgress, InvalidInput, StaleRevision
from graphsvc.model.check import RecordFault, check
from graphsvc.model.entities import Changes
from graphsvc.store.bolt import Store, Transaction
from graphsvc.store.known import read_known
from graphsvc.store.locks import locked
from graphsvc.store.plan import Batch, batches

ROWS_AT_ONCE = 20_000
Progress = Callable[[int, int], None]  # parts applied, parts in all


class RefusedChanges(GraphsvcError):
    """The changes cannot be put into the graph; `faults` says why, record by record."""

    def __init__(self, faults: Sequence[RecordFault]) -> None:
        super().__init__(InvalidInput.counted(len(faults)))
        self.faults = tuple(faults)


def _silent(done: int, total: int) -> None:
    """Tell nobody."""


def _nothing(tx: Transaction) -> None:
    """Write nothing else."""


def apply(
    store: Store,
    changes: Changes,
    *,
    expect: int | None = None,
    label: str = "",
    progress: Progress = _silent,
    first: Callable[[Transaction], None] = _nothing,
    beside: Callable[[Transaction], None] = _nothing,
) -> int:
    """Check changes against the graph and put them into it.

    Parameters
    ----------
    store
        The database.
    changes
        Whole records; each replaces the one with its id or is new.
    expect
        The revision the changes were worked out from, if that matters.
    label
        What an import is called in the graph; empty for a change through the API.
    progress
        Is told how many rows have been applied.
    first
        Makes room: is run before the changes are checked, in the same transaction. Of changes that
        are more than one transaction takes, nothing can come first.
    beside
        Writes what comes with the changes and is no part of the graph, in the transaction that
        applies or accepts them; what it raises stops both.

    Returns
    -------
    int
        The revision of the graph with the changes in it.

    Raises
    ------
    RefusedChanges
        Something is wrong with the changes; nothing was changed.
    StaleRevision
        The graph is not at the revision expected.
    ImportInProgress
        Another import is being applied.
    """
    if len(changes) > ROWS_AT_ONCE:
        return _apply_in_parts(store, changes, expect, label, progress, beside)

    def work(tx: Transaction) -> int:
        first(tx)
        planned = _checked(tx, changes)
        done, total = 0, _count(planned)
        for batch in planned:
            batch.run(tx)
            done += len(batch.rows)
            progress(done, total)
        if label:
            tx.rows("record_import", id=_new_id(), label=label, at=now(), rows=len(changes))
        beside(tx)
        return tx.revision

    return store.write(work, expect=expect)


def _checked(tx: Transaction, changes: Changes) -> list[Batch]:
    known = read_known(tx, changes)
    faults = check(changes, known)
    if faults:
        raise RefusedChanges(faults)
    return batches(changes, known)


def _count(planned: Sequence[Batch]) -> int:
    return sum(len(batch.rows) for batch in planned)


def _new_id() -> str:
    return f"imp:{uuid.uuid4().hex[:12]}"


def _apply_in_parts(
    store: Store,
    changes: Changes,
    expect: int | None,
    label: str,
    progress: Progress,
    beside: Callable[[Transaction], None],
) -> int:
    item = _new_id()
    other = store.read(lambda tx: tx.row("read_revision"))["importing"]
    if other:
        raise ImportInProgress(other)
    with locked(store, "import") as keep:
        before = store.read(lambda tx: tx.row("read_revision"))["revision"]
        planned = store.read(lambda tx: _checked(tx, changes))
        for number, batch in enumerate(planned):
            # Each part is told of twice: when it is written down, and when it is applied.
            progress(number, 2 * len(planned))
            _stage(store, item, number, batch)
            keep()

        def accept(tx: Transaction) -> None:
            # The check holds for the revision it was made at, so at another nothing is accepted.
            at = before if expect is None else expect
            rows = len(changes)
            if not tx.rows("accept_import", id=item, label=label, at=now(), rows=rows, expect=at):
                raise StaleRevision
            beside(tx)

        store.write_unseen(accept)
        staged = len(planned)
        return _finish(
            store, item, keep, lambda done, parts: progress(staged + done, staged + parts)
        )


def _stage(store: Store, item: str, number: int, batch: Batch) -> None:
    store.write_unseen(
        lambda tx: tx.rows(
            "stage_batch",
            id=f"{item}~{number:06}",
            import_id=item,
            number=number,
            query=batch.query,
            rows=json.dumps(batch.rows, ensure_ascii=False),
        )
    )


def _finish(store: Store, item: str, keep: Callable[[], None], progress: Progress) -> int:
    waiting = store.read(lambda tx: tx.column("list_batches", "id", import_id=item))
    for done, batch in enumerate(waiting):
        keep()
        progress(done, len(waiting))

        def work(tx: Transaction, batch: str = batch) -> None:
            staged = tx.row("read_batch", id=batch)
            Batch(staged["query"], json.loads(staged["rows"])).run(tx)
            _drop(batch, tx)

        store.write_unseen(work)

    def end(tx: Transaction) -> int:
        tx.rows("finish_import", id=item, at=now())
        return tx.revision

    revision = store.write(end, importing=item)
    progress(len(waiting), len(waiting))
    return revision


def recover(store: Store, progress: Progress = _silent) -> str | None:
    """Finish an import that was accepted and interrupted; forget what was never accepted.

    Returns
    -------
    str | None
        The import that was finished, if there was one.

    Raises
    ------
    StoreBusy
        Whoever applies the import is still at it.
    """
    importing = store.read(lambda tx: tx.row("read_revision"))["importing"]
    if not importing and not store.read(lambda tx: tx.rows("list_staged")):
        return None
    with locked(store, "import") as keep:
        importing = store.read(lambda tx: tx.row("read_revision"))["importing"]
        if importing:
            _finish(store, importing, keep, progress)
        for batch in store.read(lambda tx: tx.column("list_staged", "id")):
            keep()
            store.write_unseen(partial(_drop, batch))
    return importing or None


def _drop(batch: str, tx: Transaction) -> None:
    tx.rows("drop_batch", id=batch)
