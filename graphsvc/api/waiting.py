"""Answers that may take long: worked out at once where that is quick, else as a job."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from graphsvc.api.errors import spoken
from graphsvc.api.failures import WorkFailed
from graphsvc.api.job import Job, JobState
from graphsvc.api.jobs import Jobs
from graphsvc.api.keeper import Keeper
from graphsvc.api.schemas.jobs import JobOut
from graphsvc.api.told import Told
from graphsvc.model.snapshot import Snapshot

T = TypeVar("T")

LONGEST = 2.0  # seconds that a request may take; what is expected to take longer is a job
_ASK_AGAIN = 2  # seconds
# How the one who asks wants the answer. Others wait for the same job, whose address says nothing of
# it.
_OF_ASKERS = frozenset({"lang", "format", "limit"})


class StillWorking(Exception):
    """The answer is being worked out; the job tells how far it is.

    Parameters
    ----------
    job
        The work, which somebody else may have asked for first.
    address
        Where whoever asks now will find the answer, in the language and the form asked for.
    """

    def __init__(self, job: Job, address: str) -> None:
        super().__init__(job.id)
        self.job = job
        self.address = address


class Waiter:
    """Answers a question now, or says where the answer will be.

    Parameters
    ----------
    request
        Who asks.
    keeper, jobs
        Where answers and long work are.
    at
        The address where programs find the answer; that of the request if left out. A page names
        the one of the API, since others may wait for the same job.
    """

    def __init__(self, request: Request, keeper: Keeper, jobs: Jobs, at: str | None = None) -> None:
        self._address = request.url.path
        if request.url.query:
            self._address += f"?{request.url.query}"
        asked = [each for each in request.query_params.multi_items() if each[0] not in _OF_ASKERS]
        self._shared = address_of(request.url.path, asked) if at is None else at
        self._keeper = keeper
        self._jobs = jobs

    def part(self, snapshot: Snapshot, of: str) -> Snapshot:
        """Return what the answer to a question about a scope hangs on (`Keeper.part`).

        To be asked for by questions that read nothing but the part, as `test_model_part` has them.
        """
        return self._keeper.part(snapshot, of)

    def answer(
        self,
        snapshot: Snapshot,
        key: tuple[Any, ...],
        estimate: Callable[[], float],
        work: Callable[..., T],
        *arguments: Any,
    ) -> T | Told:
        """Answer a question about a snapshot.

        Parameters
        ----------
        snapshot
            All that the answer hangs on: the graph, or a part of it; the first argument of `work`.
        key
            The question with all its parameters.
        estimate
            How many seconds it may take; asked only where no answer is at hand.
        work, arguments
            A function of a module, and what it takes after the snapshot.

        Returns
        -------
        T or Told
            The answer; as it is told where a job worked it out, perhaps on another server.

        Raises
        ------
        StillWorking
            It takes long, and is not ready yet.
        WorkFailed
            It came to no answer; what the address tells is what went wrong in the work.
        """

        def now() -> T | Told:
            question = (snapshot.state, key)
            job = self._jobs.known(question)
            if job is None:
                seconds = estimate()
                if seconds <= LONGEST:
                    return work(snapshot, *arguments)
                job = self._jobs.submit(question, self._shared, seconds, work, snapshot, *arguments)
            return self._settled(job)

        return self._keeper.answer(snapshot, key, now)

    def _settled(self, job: Job) -> Told:
        if job.state is JobState.FAILED and job.failure is not None:
            # Told once; whoever asks again has it tried again.
            self._jobs.tell(job)
            raise WorkFailed(job.failure)
        found = job.result
        if found is None:
            raise StillWorking(job, self._address)
        # The keeper has it from now on.
        job.result = None
        return found


def address_of(path: str, asked: list[tuple[str, str]]) -> str:
    """Return a path with its parameters, as jobs are listed."""
    return f"{path}?{urlencode(asked, safe=':,')}" if asked else path


def still_working(request: Request, error: StillWorking) -> Response:
    """Answer 202 with the job."""
    body = JobOut.of(error.job, spoken(request), error.address)
    headers = {"Location": f"/v1/jobs/{error.job.id}", "Retry-After": str(_ASK_AGAIN)}
    return JSONResponse(body.model_dump(), 202, headers)
