"""Answers that may take long: worked out at once where that is quick, else as a job."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from graphsvc.api.errors import spoken
from graphsvc.api.jobs import Job, Jobs, JobState
from graphsvc.api.keeper import Keeper
from graphsvc.api.schemas.jobs import JobOut
from graphsvc.errors import Conflict
from graphsvc.model.snapshot import Snapshot

T = TypeVar("T")

LONGEST = 2.0  # seconds that a request may take; what is expected to take longer is a job
_ASK_AGAIN = 2  # seconds


class StillWorking(Exception):
    """The answer is being worked out; the job tells how far it is."""

    def __init__(self, job: Job) -> None:
        super().__init__(job.id)
        self.job = job


class Waiter:
    """Answers a question now, or says where the answer will be."""

    def __init__(self, request: Request, keeper: Keeper, jobs: Jobs) -> None:
        self._address = request.url.path
        if request.url.query:
            self._address += f"?{request.url.query}"
        self._keeper = keeper
        self._jobs = jobs

    def answer(
        self,
        snapshot: Snapshot,
        key: tuple[Any, ...],
        estimate: Callable[[], float],
        work: Callable[..., T],
        *arguments: Any,
    ) -> T:
        """Answer a question about a snapshot.

        Parameters
        ----------
        snapshot
            What it is about; the first argument of `work`.
        key
            The question with all its parameters.
        estimate
            How many seconds it may take; asked only where no answer is at hand.
        work, arguments
            A function of a module, and what it takes after the snapshot.

        Raises
        ------
        StillWorking
            It takes long, and is not ready yet.
        Conflict
            The work failed.
        """

        def now() -> T:
            if estimate() <= LONGEST:
                return work(snapshot, *arguments)
            question = (snapshot.revision, key)
            job = self._jobs.submit(question, self._address, estimate(), work, snapshot, *arguments)
            if job.state is JobState.FAILED and job.trouble is not None:
                # Told once; whoever asks again has it tried again.
                self._jobs.forget(job)
                raise Conflict(job.trouble)
            if job.state is not JobState.DONE:
                raise StillWorking(job)
            found: T = job.result
            return found

        return self._keeper.answer(snapshot, key, now)


def still_working(request: Request, error: StillWorking) -> Response:
    """Answer 202 with the job."""
    body = JobOut.of(error.job, spoken(request))
    headers = {"Location": f"/v1/jobs/{error.job.id}", "Retry-After": str(_ASK_AGAIN)}
    return JSONResponse(body.model_dump(), 202, headers)
