"""Long work: jobs that run in processes, and that all services on one database share.

A job is known by its question and by what its answer hangs on. Whoever is asked first does the
work; any other service on the database finds the job under way, or its answer.
"""

from __future__ import annotations

import hashlib
import os
import socket
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from queue import Queue
from threading import Lock, Thread
from typing import Any

from graphsvc import __version__, logs
from graphsvc.analytics.progress import Progress
from graphsvc.api.canonical import canonical
from graphsvc.api.errors import status_of
from graphsvc.api.failures import Failure
from graphsvc.api.job import Job, JobState
from graphsvc.api.processes import Process
from graphsvc.api.reporter import Reporter
from graphsvc.api.told import NotAnAnswer, Told
from graphsvc.api.written_messages import written
from graphsvc.errors import NotFound, StoreError
from graphsvc.model.snapshot import Snapshot
from graphsvc.store import jobs as shared
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import collector_paused

_MOST_JOBS = 200
_LOOK = 0.2  # seconds between two looks at whether the service is closing
_FRESH = 0.5  # seconds that what was read of another service's job is good for


@dataclass(frozen=True, slots=True)
class _Task:
    job: Job
    work: Callable[..., Any]
    snapshot: Snapshot
    arguments: tuple[Any, ...]


def places() -> int:
    """Return how many jobs run at a time: one core is left to requests, if there are several."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, (cores or 1) - 1)


class Jobs:
    """The jobs of one service, and through the database those of the others.

    Parameters
    ----------
    store
        The database that the services share.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._name = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._processes: dict[str, Process] = {}
        self._work: Queue[_Task | None] = Queue()
        self._ending: set[str] = set()  # holders of jobs whose end is being written down
        self._lock = Lock()
        self.is_closing = False
        self._threads = [
            Thread(target=self._run, name=f"jobs-{number}", daemon=True)
            for number in range(places())
        ]
        for thread in self._threads:
            thread.start()
        self._reporter = Reporter(self._under_way, self._report)

    def close(self) -> None:
        """End the jobs that run and forget the others, so that another service may take them."""
        self.is_closing = True
        left = self._under_way()
        with self._lock:
            for process in self._processes.values():
                process.kill()
        for _ in self._threads:
            self._work.put(None)
        self._reporter.close()
        for thread in self._threads:
            thread.join(timeout=10)
        for job in left:
            with suppress(StoreError):
                shared.forget(self._store, job.id, job.holder)

    def known(self, question: Hashable) -> Job | None:
        """Return the job of a question that this service knows and that need not be tried again.

        Parameters
        ----------
        question
            What tells this question from others, with what the answer hangs on.
        """
        with self._lock:
            job = self._jobs.get(id_of(question))
        if job is None:
            return None
        if not job.is_ours and not job.is_over:
            job = self._read(job.id)
        if job is None or job.is_to_be_tried:
            return None
        if job.state is JobState.DONE and job.result is None and not self._fetch(job):
            return None
        return job

    def submit(
        self,
        question: Hashable,
        address: str,
        estimate: float,
        work: Callable[..., Any],
        snapshot: Snapshot,
        *arguments: Any,
    ) -> Job:
        """Return the job that answers a question: one under way anywhere, one that is done, or new.

        Parameters
        ----------
        question
            As for `known`.
        address
            Where the answer will be found.
        estimate
            How many seconds it may take.
        work, snapshot, arguments
            A function of a module and what it takes; all has to survive pickling.

        Raises
        ------
        StoreUnavailable
            The database is away.
        """
        item, holder = id_of(question), f"{self._name}:{uuid.uuid4().hex[:8]}"
        revision = snapshot.revision
        row = shared.claim(
            self._store, item, holder, address=address, estimate=estimate, revision=revision
        )
        job = Job.of(row, is_ours=row.holder == holder)
        if job.state is JobState.DONE and not self._fetch(job):
            shared.forget(self._store, item, row.holder)
            return self.submit(question, address, estimate, work, snapshot, *arguments)
        job = self._remember(job)
        if row.holder == holder:
            self._work.put(_Task(job, work, snapshot, arguments))
        return job

    def _fetch(self, job: Job) -> bool:
        """Get the answer of a job that another service, or this one before, has done."""
        text = shared.answer_of(self._store, job.holder, job.parts)
        try:
            job.result = Told.read(text) if text else None
        except NotAnAnswer as error:
            logs.trouble("answer of a job cannot be read", error, job=job.id)
        return job.result is not None

    def _remember(self, job: Job) -> Job:
        with self._lock:
            old = self._jobs.get(job.id)
            if old is not None and old.is_ours and not (old.is_over or job.is_ours):
                return old  # if it is another's by now, the next report tells
            if old is not None:
                old.is_ours = False  # whoever follows it, or works on it, looks at the new one
            self._jobs[job.id] = job
            self._jobs.move_to_end(job.id)
            over = [item for item, each in self._jobs.items() if each.is_over]
            for item in over[: max(0, len(self._jobs) - _MOST_JOBS)]:
                del self._jobs[item]
        return job

    def get(self, item: str) -> Job:
        """Return a job by its id, of this service or another.

        Raises
        ------
        NotFound
            There is none, or it was forgotten.
        """
        with self._lock:
            job = self._jobs.get(item)
        if job is None or not job.is_ours:
            job = self._read(item)  # also one that is over: it may have been started anew
        if job is None:
            raise NotFound(item)
        return job

    def _read(self, item: str) -> Job | None:
        """Read a job of another service; many who follow it ask the database once."""
        with self._lock:
            held = self._jobs.get(item)
        if held is not None and not held.is_ours and time.time() - held.read < _FRESH:
            return held
        row = shared.read(self._store, item)
        if row is None:
            with self._lock:
                self._jobs.pop(item, None)
            return None
        return self._remember(Job.of(row, is_ours=False))

    def listed(self) -> list[Job]:
        """Return all jobs that are known, the newest first."""
        found = {row.id: Job.of(row, is_ours=False) for row in shared.listed(self._store)}
        with self._lock:
            found |= {item: job for item, job in self._jobs.items() if job.is_ours}
        return sorted(found.values(), key=lambda job: (-job.created, job.id))

    def cancel(self, item: str) -> Job:
        """End a job at once; one that is over stays as it is. Asked again, it starts anew.

        Raises
        ------
        NotFound
            There is no such job.
        """
        job = self.get(item)
        if job.is_over:
            return job
        if not job.is_ours:
            shared.cancel(self._store, item)
            self._settle(job, JobState.CANCELLED)
            return job
        self._settle(job, JobState.CANCELLED)
        with self._lock:
            process = self._processes.get(item)
            if process is not None:
                process.kill()
        with suppress(StoreError):
            shared.cancel(self._store, item)
        return job

    def tell(self, job: Job) -> None:
        """Note that a failure has been told to somebody: whoever asks next has it tried again."""
        if job.state is JobState.FAILED and not job.is_told:
            job.is_told = True
            with suppress(StoreError):
                shared.tell(self._store, job.id)

    def _settle(self, job: Job, state: JobState, **found: Any) -> bool:
        """End a job in a state, once: whoever comes later changes nothing."""
        with self._lock:
            self._ending.discard(job.holder)
            if job.is_over:
                return False
            for name, value in found.items():
                setattr(job, name, value)
            job.ended, job.state = time.time(), state
            return True

    def _run(self) -> None:
        while (task := self._work.get()) is not None and not self.is_closing:
            job = task.job
            try:
                self._carry_out(task)
            except Exception as error:  # noqa: BLE001 - this thread has to live for the next job
                logs.trouble("job failed", error, address=job.address)
                self._fail(job, Failure.of(error), is_logged=True)

    def _carry_out(self, task: _Task) -> None:
        job = task.job
        if job.is_over or not self._report(job):
            return
        job.started, job.state = time.time(), JobState.RUNNING
        with collector_paused():  # the snapshot is pickled here
            process = Process(task.work, task.snapshot, task.arguments)
        with self._lock:
            self._processes[job.id] = process
        try:
            outcome = self._outcome(job, process)
        finally:
            with self._lock:
                if self._processes.get(job.id) is process:
                    del self._processes[job.id]
                process.close()
        if isinstance(outcome, Failure):
            self._fail(job, outcome)
        elif outcome is not None:
            # The others first: whoever hears that it is over may ask any of the services.
            self._ending.add(job.holder)
            with suppress(StoreError):
                shared.succeed(self._store, job.id, job.holder, outcome.written())
            self._settle(job, JobState.DONE, result=outcome)
            with suppress(StoreError):
                shared.sweep(self._store, self._store.revision())

    def _outcome(self, job: Job, process: Process) -> Told | Failure | None:
        """Follow a process to its end; None where nobody wants its answer any more."""
        while self._is_wanted(job):
            found = process.heard(_LOOK)
            if isinstance(found, Progress):
                job.progress = found
            elif found is not None:
                return found if self._is_wanted(job) else None
        return None

    def _is_wanted(self, job: Job) -> bool:
        return job.is_ours and not (job.is_over or self.is_closing)

    def _under_way(self) -> list[Job]:
        """Return all jobs of this service that are not over, also those that wait."""
        with self._lock:
            return [job for job in self._jobs.values() if job.is_ours and not job.is_over]

    def _report(self, job: Job) -> bool:
        """Tell the other services how far a job is; returns whether it is still to be done."""
        at = job.progress
        word = shared.Word(job.started)
        if at is not None:
            word = shared.Word(job.started, at.done, at.total, at.share, written(at.doing))
        try:
            if shared.report(self._store, job.id, job.holder, word):
                return True
            row = shared.read(self._store, job.id)
        except StoreError:
            return True  # nobody else can take it while the database is away
        if job.holder in self._ending:
            return False  # it is no longer held because it has just ended
        if row is not None and row.holder != job.holder:
            job.is_ours = False  # the lease ran out, and another service has taken it on
        else:
            self._settle(job, JobState.CANCELLED)
        return False

    def _fail(self, job: Job, failure: Failure, *, is_logged: bool = False) -> None:
        # What is wrong with a question is told to whoever asks it; the log is for the rest.
        if status_of(failure.kind) >= HTTPStatus.INTERNAL_SERVER_ERROR and not is_logged:
            logs.event("job failed", address=job.address, defect=failure.defect)
        self._ending.add(job.holder)
        with suppress(StoreError):
            shared.fail(self._store, job.id, job.holder, failure.written())
        self._settle(job, JobState.FAILED, failure=failure)


def id_of(question: Hashable) -> str:
    """Return the id of the job of a question, the same on every server of this release."""
    return hashlib.sha256(canonical((__version__, question)).encode()).hexdigest()[:16]
