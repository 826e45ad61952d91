"""Keeps the snapshot of the current revision, and the answers worked out on it.

An answer about one partnership is worked out on that part of the graph alone (`model.part`), and
kept as long as the part stays what it is. Every other answer goes when the revision moves.
"""

from __future__ import annotations

import random
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock, Thread
from typing import Any, TypeVar

from graphsvc import logs
from graphsvc.analytics.provenance import Provenance
from graphsvc.api.shelf import Shelf, weight_of
from graphsvc.api.told import Told
from graphsvc.errors import GraphsvcError, ImportInProgress, StaleRevision, StoreBusy
from graphsvc.model.edits import Part, Rewrite, about, id_of, parts_of
from graphsvc.model.entities import Changes
from graphsvc.model.part import part_around
from graphsvc.model.snapshot import Snapshot
from graphsvc.store import edits
from graphsvc.store.bolt import Store, Transaction
from graphsvc.store.journal import apply, recover
from graphsvc.store.snapshot import read_snapshot

T = TypeVar("T")
_TRIES = 30
_PAUSE = 0.02  # seconds; the longest wait grows by it with each try
_MOST_PARTS = 200
_MOST_ANSWERED = 256 * 1024 * 1024  # bytes of answers, as estimated
_MOST_SENT = 64 * 1024 * 1024  # bytes of what was sent


@dataclass(frozen=True, slots=True)
class Body:
    """A whole answer as it was sent, to be sent again."""

    content: bytes
    headers: Mapping[str, str]


class Keeper:
    """One snapshot for all requests, read anew when the revision of the graph has moved.

    Every request asks the database for the revision first, so several services on one database
    agree, and one that cannot reach it says so instead of answering from memory.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._snapshot: Snapshot | None = None
        self._reading = Lock()
        self._recovering = Lock()
        # An answer stands in a tuple of its own, as it may be None.
        self._answers: Shelf[tuple[tuple[str, str | int], Hashable], tuple[Any]] = Shelf(
            _MOST_ANSWERED
        )
        self._parts: OrderedDict[tuple[int, str], Snapshot] = OrderedDict()
        self._answering: dict[Hashable, Lock] = {}
        self._books = Lock()
        self._bodies: Shelf[str, Body] = Shelf(_MOST_SENT)

    def snapshot(self) -> Snapshot:
        """Return the graph as it stands.

        Raises
        ------
        StoreUnavailable
            The database is away, as `Store.revision` finds out.
        ImportInProgress
            An import is being applied and no whole graph has been read before it.
        """
        revision = self.store.revision()
        held = self._snapshot
        if held is not None and held.revision == revision:
            return held
        with self._reading:
            held = self._snapshot
            if held is not None and held.revision >= revision:
                return held
            try:
                found = read_snapshot(self.store)
            except ImportInProgress:
                self._start_recovery()
                raise
            self._hold(found)
            return found

    def change(
        self, work_out: Callable[[Snapshot], Changes | Rewrite | None], author: str = ""
    ) -> Snapshot:
        """Put records into the graph, and return the graph with them; as `edit` does."""
        return self.edit(work_out, author)[0]

    def edit(
        self, work_out: Callable[[Snapshot], Changes | Rewrite | None], author: str
    ) -> tuple[Snapshot, str]:
        """Put records into the graph, or take some out, and keep what was done and by whom.

        The snapshot that is held is brought up to date instead of being read anew, unless records
        are taken out.

        Parameters
        ----------
        work_out
            Is given the graph as it stands and returns what to change, or None for nothing. If
            somebody else writes first, it is asked again, so nobody's change is lost.
        author
            In whose name: an organization or a role; "" where nobody says.

        Returns
        -------
        tuple[Snapshot, str]
            The graph with the records, and the id of the edit; "" where nothing of it is
            kept, or nothing was changed.

        Raises
        ------
        RefusedChanges
            Something is wrong with the records; nothing was changed.
        ImportInProgress
            An import is being applied. If its importer has died, it is carried on.
        StoreBusy
            Others wrote first, again and again.
        """
        for attempt in range(_TRIES):
            if attempt:
                # So that two writers in each other's way do not meet again and again.
                time.sleep(_PAUSE * random.uniform(0, attempt))  # noqa: S311
            before = self.snapshot()
            wanted = work_out(before)
            if wanted is None:
                return before, ""
            rewrite = wanted if isinstance(wanted, Rewrite) else Rewrite(wanted)
            parts = parts_of(before, rewrite)
            try:
                revision = self._apply(before, rewrite, parts, author)
            except StaleRevision:
                continue
            except ImportInProgress:
                self._start_recovery()
                raise
            with self._reading:
                held = self._snapshot
                is_next = held is not None and held.revision == revision - 1
                if held is not None and is_next and not rewrite.removed:
                    self._hold(held.merged(rewrite.changes, revision))
            return self.snapshot(), id_of(revision) if parts else ""
        raise StoreBusy

    def _apply(self, before: Snapshot, rewrite: Rewrite, parts: Sequence[Part], author: str) -> int:
        """Write it all in one transaction: what is taken out, what is put, and what was done."""
        of = about(before, parts)

        def keep(tx: Transaction) -> None:
            if parts:
                edits.keep(tx, parts, of, author, rewrite.undoes)

        return apply(
            self.store,
            rewrite.changes,
            expect=before.revision,
            first=lambda tx: edits.remove(tx, parts),
            beside=keep,
        )

    def _hold(self, snapshot: Snapshot) -> None:
        """Answer from this snapshot from now on; what was worked out on another one is let go."""
        self._snapshot = snapshot
        with self._books:
            self._parts.clear()
            self._answers.drop(lambda whole: whole[0][0] != "part" and whole[0] != snapshot.state)

    def _start_recovery(self) -> None:
        Thread(target=self._recover, name="recover", daemon=True).start()

    def body(self, tag: str) -> Body | None:
        """Return what was sent under a tag, if it is still at hand."""
        with self._books:
            return self._bodies.get(tag)

    def keep(self, tag: str, body: Body) -> None:
        """Keep what is sent under a tag: the tag tells revision, address, language and day."""
        with self._books:
            self._bodies.put(tag, body, len(body.content))

    def _recover(self) -> None:
        """Go on with an import whose importer has died; wait for one who is still at it."""
        if not self._recovering.acquire(blocking=False):
            return
        try:
            finished = recover(self.store)
            logs.event("interrupted import finished", item=finished)
        except GraphsvcError as error:
            logs.event("an import is being applied by somebody else", reason=str(error))
        finally:
            self._recovering.release()

    def part(self, snapshot: Snapshot, of: str) -> Snapshot:
        """Return what the answers about a partnership or a body hang on.

        Parameters
        ----------
        snapshot
            The graph.
        of
            A scope. Any other than that of a partnership or a body hangs on the whole graph.
        """
        partnership = snapshot.partnership_of.get(of, of)
        if partnership not in snapshot.partnerships:
            return snapshot
        whole = (snapshot.revision, partnership)
        with self._books:
            found = self._parts.get(whole)
            if found is not None:
                self._parts.move_to_end(whole)
                return found
        found = part_around(snapshot, partnership)
        with self._books:
            self._parts[whole] = found
            while len(self._parts) > _MOST_PARTS:
                self._parts.popitem(last=False)
        return found

    def answer(self, snapshot: Snapshot, key: Hashable, work_out: Callable[[], T]) -> T:
        """Return the answer to a question about a snapshot, worked out once.

        Parameters
        ----------
        snapshot
            What the question is about, and all that the answer hangs on: the graph, or a part of
            it. On a part that has not changed, an answer of an earlier revision is still right; it
            then says the present one.
        key
            The question with all its parameters.
        work_out
            Works the answer out; if several ask at once, the first works and the others wait.
        """
        whole = (snapshot.state, key)
        with self._books:
            kept = self._answers.get(whole)
            if kept:
                return _as_of(snapshot.revision, kept[0])  # type: ignore[no-any-return]
            turn = self._answering.setdefault(whole, Lock())
        with turn:
            with self._books:
                kept = self._answers.get(whole)
                if kept:
                    return _as_of(snapshot.revision, kept[0])  # type: ignore[no-any-return]
            try:
                found = work_out()
                weight = weight_of(found)
            finally:
                with self._books:
                    self._answering.pop(whole, None)
            with self._books:
                present = self._snapshot is None or self._snapshot.state == snapshot.state
                if present or snapshot.content is not None:
                    self._answers.put(whole, (found,), weight)
            return found


def _as_of(revision: int, found: Any) -> Any:
    """Return an answer with the revision it is given at: on a part it holds at several."""
    if isinstance(found, Told):
        return replace(found, revision=revision)
    provenance = getattr(found, "provenance", None)
    if not isinstance(provenance, Provenance) or provenance.revision == revision:
        return found
    return replace(found, provenance=replace(provenance, revision=revision))
