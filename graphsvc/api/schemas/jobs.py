"""Jobs on the wire."""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic import BaseModel, Field

from graphsvc.analytics.progress import Progress
from graphsvc.api.errors import Problem, problem_of
from graphsvc.api.job import Job, JobState
from graphsvc.language import Language


class ProgressOut(BaseModel):
    """How far a job is."""

    doing: str = Field(description="What it is at, in words.")
    done: int = Field(description="Steps of that which are done.")
    total: int = Field(description="Steps of that in all; 1 where they are not counted.")
    share: float = Field(description="How much of the whole job is done, about, 0 to 1.")

    @classmethod
    def of(cls, progress: Progress, speech: Language) -> ProgressOut:
        """Tell of progress."""
        return cls(
            doing=speech.render(progress.doing),
            done=progress.done,
            total=progress.total,
            share=round(progress.share, 3),
        )


class JobOut(BaseModel):
    """Long work and how far it is."""

    id: str
    state: JobState
    answer: str = Field(
        description="The address where the answer is, once the state is done: the one that was "
        "asked, or, where the job is looked at by itself, that without language, form and number "
        "of rows."
    )
    events: str = Field(description="The address that tells of it as it goes on.")
    created: str = Field(description="When it was asked for, in UTC.")
    expected_seconds: float = Field(description="How long it may take, good to a factor of three.")
    seconds: float | None = Field(description="How long it has run; null while it waits.")
    progress: ProgressOut | None = Field(description="How far it is; null while it waits.")
    trouble: str | None = Field(description="Why it failed; null unless it did.")
    problem: Problem | None = Field(
        description="What the address of the answer tells in its place, with every fault; null "
        "unless the job failed."
    )

    @classmethod
    def of(cls, job: Job, speech: Language, answer: str | None = None) -> JobOut:
        """Tell of a job; who has just asked is told the address that was asked."""
        where = job.address if answer is None else answer
        problem = problem_of(job.failure, speech, where) if job.failure else None
        created = datetime.fromtimestamp(job.created, UTC)
        return cls(
            id=job.id,
            state=job.state,
            answer=where,
            events=f"/v1/jobs/{job.id}/events",
            created=created.isoformat(timespec="seconds").replace("+00:00", "Z"),
            expected_seconds=round(job.estimate, 1),
            seconds=None if job.seconds is None else round(job.seconds, 1),
            progress=ProgressOut.of(job.told, speech) if job.told else None,
            trouble=problem.detail if problem else None,
            problem=problem,
        )


class JobsOut(BaseModel):
    """The jobs that are known."""

    items: list[JobOut]
