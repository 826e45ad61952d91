"""Long work that servers on one database share: who is at it, how far it is, and what came of it.

A job is a node that its server keeps with a lease, as a lock is kept (`store.locks`): what a server
that died was at is taken on by whoever is asked next. The answer is text in parts, nodes of their
own, since a database takes messages of a certain size only. Nothing of this moves the revision.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from graphsvc.store.bolt import Store, Transaction

LEASE = 10.0  # seconds after which the job of a server that died, or lost the database, is free
PART = 4 * 1024 * 1024  # characters; the embedded server takes messages of 16 MiB
MOST_PARTS = 16  # a larger answer is not shared
_KEPT = 3600.0  # seconds that an answer of an earlier revision is kept: its part may be untouched
_MOST_JOBS = 200
BACKTESTS = "/v1/backtest"  # where they are asked for
_ENDED = frozenset({"done", "failed", "cancelled"})


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job as the database has it.

    Attributes
    ----------
    holder
        Whose it is; another one each time it is taken on.
    state
        waiting, running, done, failed or cancelled.
    address, estimate, revision
        Where the answer will be, how many seconds it may take, the revision it was asked at.
    created, started, ended, expires
        Seconds since 1970; 0 for what has not come to pass. `expires` is the end of the lease.
    done, total, share, doing
        How far it is.
    trouble
        Why it failed.
    parts
        In how many parts the answer is.
    """

    id: str
    holder: str
    state: str
    address: str
    estimate: float
    revision: int
    created: float
    started: float
    ended: float
    expires: float
    done: int
    total: int
    share: float
    doing: str
    trouble: str
    parts: int

    @property
    def is_abandoned(self) -> bool:
        """Whether its server has died, or lost the database for long."""
        return self.state not in _ENDED and self.expires < time.time()


def newest_backtest(rows: Iterable[JobRow]) -> JobRow | None:
    """Return the newest back-test that is done, to be told beside suggestions."""
    done = (
        row for row in rows if row.state == "done" and row.address.partition("?")[0] == BACKTESTS
    )
    return max(done, key=lambda row: row.ended, default=None)


def claim(
    store: Store, item: str, holder: str, *, address: str, estimate: float, revision: int
) -> JobRow:
    """Take on a job, unless somebody else is at it or it is done.

    Returns
    -------
    JobRow
        How it stands; its holder tells whether it was taken on.
    """
    now = time.time()
    row = store.write_unseen(
        lambda tx: tx.row(
            "claim_job",
            id=item,
            holder=holder,
            now=now,
            expires=now + LEASE,
            address=address,
            estimate=estimate,
            revision=revision,
        )
    )
    return JobRow(**row)


@dataclass(frozen=True, slots=True)
class Word:
    """What is said of a job under way: when it began, and how far it is."""

    started: float | None
    done: int = 0
    total: int = 0
    share: float = 0.0
    doing: str = ""


def report(store: Store, item: str, holder: str, word: Word) -> bool:
    """Say how far a job is, and keep it for another lease.

    Returns
    -------
    bool
        Whether it is still the holder's to do: nobody called it off or took it over.
    """
    said = {**asdict(word), "started": word.started or 0.0}
    expires = time.time() + LEASE
    return bool(
        store.write_unseen(
            lambda tx: tx.rows("report_job", id=item, holder=holder, expires=expires, **said)
        )
    )


def succeed(store: Store, item: str, holder: str, text: str) -> bool:
    """Write down the answer of a job, part by part, then that the job is done.

    Returns
    -------
    bool
        Whether it was still the holder's. A text of more than `MOST_PARTS` parts is not written
        down, and the job is forgotten.
    """
    parts = [text[start : start + PART] for start in range(0, len(text), PART)]
    if len(parts) > MOST_PARTS:
        forget(store, item, holder)
        return False
    for number, data in enumerate(parts):
        _put_part(store, holder, number, data)
    return _end(store, item, holder, "done", parts=len(parts))


def fail(store: Store, item: str, holder: str, trouble: str) -> bool:
    """Write down why a job failed; returns whether it was still the holder's."""
    return _end(store, item, holder, "failed", trouble=trouble)


def _put_part(store: Store, holder: str, number: int, data: str) -> None:
    now = time.time()
    store.write_unseen(
        lambda tx: tx.rows(
            "put_job_part", id=_part_id(holder, number), holder=holder, now=now, data=data
        )
    )


def _end(
    store: Store, item: str, holder: str, state: str, *, trouble: str = "", parts: int = 0
) -> bool:
    now = time.time()
    return bool(
        store.write_unseen(
            lambda tx: tx.rows(
                "end_job",
                id=item,
                holder=holder,
                state=state,
                now=now,
                trouble=trouble,
                parts=parts,
            )
        )
    )


def _part_id(holder: str, number: int) -> str:
    # By holder, not by job: a server that lost its lease cannot write into another one's answer.
    return f"{holder}~{number:03}"


def answer_of(store: Store, holder: str, parts: int) -> str | None:
    """Read the answer of a job that is done; None where a part of it is not there any more."""
    found: list[str] = []
    for number in range(parts):
        data = store.read(
            lambda tx, number=number: tx.column(  # type: ignore[misc]  # the number of this round
                "read_job_part", "data", id=_part_id(holder, number)
            )
        )
        if not data:
            return None
        found += data
    return "".join(found) if found else None


def read(store: Store, item: str) -> JobRow | None:
    """Read a job; None where there is none."""
    rows = store.read(lambda tx: tx.rows("read_job", id=item))
    return JobRow(**rows[0]) if rows else None


def listed(store: Store) -> list[JobRow]:
    """Read all jobs, the newest first."""
    return [JobRow(**row) for row in store.read(lambda tx: tx.rows("list_jobs"))]


def cancel(store: Store, item: str) -> bool:
    """Call a job off; returns whether it was waiting or running."""
    now = time.time()
    return bool(store.write_unseen(lambda tx: tx.rows("cancel_job", id=item, now=now)))


def tell(store: Store, item: str) -> None:
    """Note that somebody has been told why a job failed: whoever asks next has it tried again."""
    store.write_unseen(lambda tx: tx.rows("tell_job", id=item))


def forget(store: Store, item: str, holder: str) -> None:
    """Forget a job, if it is still the holder's."""
    store.write_unseen(lambda tx: tx.rows("drop_job", id=item, holder=holder))


def sweep(store: Store, revision: int) -> int:
    """Forget what nobody will ask for again.

    Jobs of earlier revisions that ended, or were abandoned, an hour ago; the oldest of more than
    200; and parts of answers whose job is not there. The newest back-test is kept.

    Parameters
    ----------
    store
        The database.
    revision
        Of the graph as it stands.

    Returns
    -------
    int
        How many jobs and parts were forgotten.
    """
    now = time.time()
    rows = listed(store)
    newest = newest_backtest(rows)
    gone = [row for row in rows if row != newest and _is_stale(row, revision, now)]
    kept = [row for row in rows if row not in gone]
    gone += [row for row in kept[_MOST_JOBS:] if row.state in _ENDED and row != newest]
    holders = {row.holder for row in rows} - {row.holder for row in gone}
    parts = store.read(lambda tx: tx.rows("list_job_parts"))
    # A job still at work may be writing its parts; one that lost its lease is not for long.
    loose = [
        str(part["id"])
        for part in parts
        if part["holder"] not in holders
        and (part["at"] < now - _KEPT or part["holder"] in {row.holder for row in gone})
    ]
    for row in gone:
        forget(store, row.id, row.holder)
    _drop_parts(store, loose)
    return len(gone) + len(loose)


def _is_stale(row: JobRow, revision: int, now: float) -> bool:
    if row.state not in _ENDED:
        return row.expires < now - _KEPT
    is_old = (row.ended or 0.0) < now - _KEPT
    return is_old and (row.state != "done" or row.revision < revision)


def _drop_parts(store: Store, items: Sequence[str]) -> None:
    for item in items:

        def drop(tx: Transaction, item: str = item) -> Any:
            return tx.rows("drop_job_part", id=item)

        store.write_unseen(drop)
