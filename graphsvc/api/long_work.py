"""/v1/jobs: what takes long, how far it is, and how to end it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from graphsvc.api.deps import JobsDep, LanguageDep
from graphsvc.api.errors import LISTS, READS
from graphsvc.api.job import Job
from graphsvc.api.jobs import Jobs
from graphsvc.api.schemas.jobs import JobOut, JobsOut
from graphsvc.errors import NotFound, StoreError
from graphsvc.language import Language

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])
_LOOK = 0.25  # seconds between two looks at a job that is followed
_HEARTBEAT = 15.0  # seconds; proxies close what is silent for longer
JobPath = Annotated[str, Path(max_length=40, description="The id of the job.")]


@router.get("", summary="All jobs", responses={503: LISTS[503]})
def list_jobs(jobs: JobsDep, speech: LanguageDep) -> JobsOut:
    """Return the jobs of all servers on this database, the newest first.

    What has ended is listed for an hour or more, and forgotten after that. Several may wait for one
    job, so that its address has no language and no form: each adds their own.
    """
    return JobsOut(items=[JobOut.of(job, speech) for job in jobs.listed()])


@router.get("/{item}", summary="How far a job is", responses={404: READS[404], 503: READS[503]})
def show_job(jobs: JobsDep, speech: LanguageDep, item: JobPath) -> JobOut:
    """Return the state of long work and how far it is.

    The state is waiting, running, done, failed or cancelled. Once it is done, the answer is at the
    address in `answer`, to which `lang`, `format` and `limit` can be added. Where it failed,
    `trouble` says why and `problem` is what that address would have answered, with status and every
    fault; asking there again tries again.
    """
    job = jobs.get(item)
    jobs.tell(job)
    return JobOut.of(job, speech)


@router.delete("/{item}", summary="End a job", responses={404: READS[404], 503: READS[503]})
def cancel_job(jobs: JobsDep, speech: LanguageDep, item: JobPath) -> JobOut:
    """End a job at once and return it; its state is then cancelled.

    One that is over stays as it is. To have it after all, ask again at the address in `answer`: it
    starts anew.
    """
    return JobOut.of(jobs.cancel(item), speech)


@router.get(
    "/{item}/events",
    summary="Follow a job",
    response_class=StreamingResponse,
    responses={
        200: {
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
            "description": "Events, each with the job as JSON.",
        },
        404: READS[404],
        503: READS[503],
    },
)
def follow_job(
    request: Request, jobs: JobsDep, speech: LanguageDep, item: JobPath
) -> StreamingResponse:
    """Tell how far a job is, as server-sent events, until it is over.

    Each event has the job as JSON, as /v1/jobs/{item} returns it. It is named `progress` as long as
    the job waits or runs, and `done`, `failed` or `cancelled` at the end. A line that begins with a
    colon says that the connection lives.
    """
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    job = jobs.get(item)
    # Who asks for the head alone would wait for the end of the job, and hear nothing.
    is_head = request.scope.get("is_head", False)
    told: AsyncIterator[str] | Iterator[str] = iter(()) if is_head else events(jobs, job, speech)
    return StreamingResponse(told, media_type="text/event-stream", headers=headers)


async def events(jobs: Jobs, job: Job, speech: Language) -> AsyncIterator[str]:
    """Tell of a job until it is over, or the service ends.

    Between two looks nothing is held but the connection. A job of this service is looked at in
    memory; one of another service is read from the database, once for all who follow it.
    """
    before: tuple[object, ...] = ()
    said = time.monotonic()
    while True:
        now = (job.state, job.progress)
        if now != before:
            before, said = now, time.monotonic()
            yield _event(job, speech)
        elif time.monotonic() - said > _HEARTBEAT:
            said = time.monotonic()
            yield ": still at it\n\n"
        if job.is_over:
            await run_in_threadpool(jobs.tell, job)
            return
        if jobs.is_closing:
            return
        await asyncio.sleep(_LOOK)
        if not job.is_ours:
            try:
                job = await run_in_threadpool(jobs.get, job.id)
            except NotFound:
                return
            except StoreError:
                continue  # it is still there when the database is back


def _event(job: Job, speech: Language) -> str:
    name = job.state if job.is_over else "progress"
    return f"event: {name}\ndata: {JobOut.of(job, speech).model_dump_json()}\n\n"
