"""How the documentation of the API describes what a question is answered with."""

from __future__ import annotations

from typing import Any

from graphsvc.api.errors import READS
from graphsvc.api.schemas.answers import model_of
from graphsvc.api.schemas.jobs import JobOut


def answers(answer: type[Any]) -> dict[int | str, dict[str, Any]]:
    """Document what an endpoint answers: JSON, or rows as CSV, or a job."""
    return {
        **READS,
        200: {"model": model_of(answer), "content": {"text/csv": {}}},
        202: {"model": JobOut, "description": "It takes long; ask for the job, then ask again."},
    }
