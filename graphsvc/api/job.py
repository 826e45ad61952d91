"""One piece of long work, and how far it is."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum

from graphsvc.analytics.progress import Progress
from graphsvc.api.failures import Failure, WorkLost
from graphsvc.api.told import Told
from graphsvc.api.written_messages import read
from graphsvc.language import message
from graphsvc.store.jobs import JobRow

_ABANDONED = Failure(
    message(
        "The server that worked on it has ended or has lost the database. Ask again at the address "
        "of the answer."
    ),
    WorkLost,
)


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


_FINISHED = Progress(message("Finished"), 1, 1, 1.0)
OVER = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})


@dataclass(slots=True)
class Job:
    """One piece of long work.

    Attributes
    ----------
    address
        Where its answer will be found, in the language and the form that nothing is said of.
    estimate
        How many seconds it is expected to take.
    holder
        The name under which a service does it.
    is_ours
        Whether this service does it.
    created, started, ended
        Seconds since 1970.
    progress
        How far it is; None before anything has been said.
    failure
        Why it failed.
    result
        The answer, once it is done, until it has been handed over.
    parts
        In how many parts the database has the answer.
    is_told
        Whether somebody has been told that it failed.
    read
        When it was read from the database.
    """

    id: str
    address: str
    estimate: float
    holder: str
    is_ours: bool
    state: JobState = JobState.WAITING
    created: float = 0.0
    started: float | None = None
    ended: float | None = None
    progress: Progress | None = None
    failure: Failure | None = None
    result: Told | None = None
    parts: int = 0
    is_told: bool = False
    read: float = 0.0

    @classmethod
    def of(cls, row: JobRow, *, is_ours: bool) -> Job:
        """Make a job of what the database has of it."""
        doing = read(row.doing)
        state, failure = JobState(row.state), Failure.read(row.trouble)
        # One that was just taken on is not abandoned, however long that took.
        is_abandoned = row.is_abandoned and not is_ours
        if is_abandoned:
            state, failure = JobState.FAILED, _ABANDONED
        return cls(
            id=row.id,
            address=row.address,
            estimate=row.estimate,
            holder=row.holder,
            is_ours=is_ours,
            state=state,
            created=row.created,
            started=row.started or None,
            ended=row.ended or None,
            progress=Progress(doing, row.done, row.total, row.share) if doing else None,
            failure=failure,
            parts=row.parts,
            # Whoever asks next has it tried again.
            is_told=is_abandoned,
            read=time.time(),
        )

    @property
    def told(self) -> Progress | None:
        """How far it is, as told to who asks: what it was at last is no news once it is done."""
        return _FINISHED if self.state is JobState.DONE else self.progress

    @property
    def seconds(self) -> float | None:
        """How long it has run, or ran."""
        if self.started is None:
            return None
        return (self.ended or time.time()) - self.started

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in OVER

    @property
    def is_to_be_tried(self) -> bool:
        """Whether it is started anew when somebody asks."""
        return self.state is JobState.CANCELLED or (self.state is JobState.FAILED and self.is_told)
