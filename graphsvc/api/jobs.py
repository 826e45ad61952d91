"""Long work, each in a process of its own: it never holds up a page, and it can be ended.

One job runs at a time, the others wait. A job is known by its question, so asking twice does not
work twice; its answer goes where all answers are kept.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection
from queue import Queue
from threading import Lock, Thread
from typing import Any

from graphsvc import logs
from graphsvc.errors import GraphsvcError, NotFound
from graphsvc.language import Message, message

_MOST_JOBS = 200
_LOOK = 0.2  # seconds between two looks at whether the service is closing


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(slots=True)
class Job:
    """One piece of long work.

    Attributes
    ----------
    estimate
        How many seconds it is expected to take.
    address
        Where its answer will be found: the address that was asked.
    """

    id: str
    address: str
    estimate: float
    state: JobState = JobState.WAITING
    created: float = 0.0
    started: float | None = None
    ended: float | None = None
    trouble: Message | None = None
    result: Any = None

    @property
    def seconds(self) -> float | None:
        """How long it has run, or ran."""
        if self.started is None:
            return None
        return (self.ended or time.time()) - self.started


class Jobs:
    """The jobs of one service."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._work: Queue[tuple[Job, Callable[..., Any], tuple[Any, ...]] | None] = Queue()
        self._lock = Lock()
        self._closing = False
        self._thread = Thread(target=self._run, name="jobs", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the job that runs and forget the others."""
        self._closing = True
        self._work.put(None)
        self._thread.join(timeout=10)

    def submit(
        self,
        question: Hashable,
        address: str,
        estimate: float,
        work: Callable[..., Any],
        *arguments: Any,
    ) -> Job:
        """Return the job that answers a question, even one that failed; start it if there is none.

        Parameters
        ----------
        question
            What tells this question from others, the revision included.
        address
            Where the answer will be found.
        estimate
            How many seconds it may take.
        work, arguments
            A function of a module and its arguments; both have to survive pickling.
        """
        item = hashlib.sha256(repr(question).encode()).hexdigest()[:16]
        with self._lock:
            known = self._jobs.get(item)
            if known is not None:
                return known
            job = Job(item, address, estimate, created=time.time())
            self._jobs[item] = job
            while len(self._jobs) > _MOST_JOBS:
                self._jobs.popitem(last=False)
        self._work.put((job, work, arguments))
        return job

    def forget(self, job: Job) -> None:
        """Let go of a job, so that the same question starts another one."""
        with self._lock:
            self._jobs.pop(job.id, None)

    def get(self, item: str) -> Job:
        """Return a job by its id.

        Raises
        ------
        NotFound
            There is none, or it was forgotten.
        """
        with self._lock:
            if item not in self._jobs:
                raise NotFound(item)
            return self._jobs[item]

    def _run(self) -> None:
        while (task := self._work.get()) is not None and not self._closing:
            job, work, arguments = task
            job.state, job.started = JobState.RUNNING, time.time()
            try:
                outcome = self._in_process(work, arguments)
            except (OSError, EOFError, RuntimeError) as error:
                logs.trouble("job failed", error, address=job.address)
                outcome = _Failure(message("The work failed. It has been logged."))
            if isinstance(outcome, _Failure):
                job.trouble, job.state = outcome.text, JobState.FAILED
            else:
                job.result, job.state = outcome, JobState.DONE
            job.ended = time.time()

    def _in_process(self, work: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_carry_out, args=(theirs, work, arguments), daemon=True)
        process.start()
        theirs.close()
        try:
            while not ours.poll(_LOOK):
                if self._closing:
                    raise RuntimeError("the service is closing")
            outcome = ours.recv()
        finally:
            ours.close()
            process.terminate()
            process.join()
        if isinstance(outcome, _Failure) and outcome.defect:
            raise RuntimeError(outcome.defect)
        return outcome


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why there is no answer: something the asker can be told, or a defect to be logged."""

    text: Message
    defect: str = ""


def _carry_out(pipe: Connection, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    """Do the work in the process of the job and send back its answer or its error."""
    try:
        outcome = work(*arguments)
    except GraphsvcError as error:
        outcome = _Failure(error.text)
    except Exception as error:  # noqa: BLE001 - whatever it was, the service has to hear of it
        outcome = _Failure(message("The work failed."), f"{type(error).__name__}: {error}")
    pipe.send(outcome)
    pipe.close()
