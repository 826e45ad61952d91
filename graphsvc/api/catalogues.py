"""What the numbers, purposes and features mean, and how far long work is."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response

from graphsvc.analytics.measures import measures
from graphsvc.api.deps import JobsDep, LanguageDep, ReplyDep
from graphsvc.api.errors import READS
from graphsvc.api.schemas.answers import model_of
from graphsvc.api.schemas.jobs import JobOut
from graphsvc.api.schemas.measures import MeasureOut
from graphsvc.recommend import Feature, Purpose, features, purposes, table_features

router = APIRouter(prefix="/v1", tags=["catalogues"])


@router.get("/measures", summary="What each measure means")
def list_measures(speech: LanguageDep) -> list[MeasureOut]:
    """Return every measure: definition, views, range, what null means, and its source."""
    return [MeasureOut.of(each, speech) for each in measures()]


@router.get(
    "/purposes",
    summary="What suggestions can be for",
    response_class=Response,
    responses={200: {"model": list[model_of(Purpose)]}},  # type: ignore[misc]  # made at run time
)
def list_purposes(reply: ReplyDep) -> Response:
    """Return the purposes of recommendations, with the weight of each feature and its reason."""
    return reply.whole(list(purposes()))


@router.get(
    "/features",
    summary="What speaks for a suggestion",
    responses={200: {"model": dict[str, list[model_of(Feature)]]}},  # type: ignore[misc]  # made at run time
    response_class=Response,
)
def list_features(reply: ReplyDep) -> Response:
    """Return what each feature means: of organizations to approach, and of tables to join.

    With its definition, what null means, what its raw number is, and its source. The weights stand
    at /v1/purposes.
    """
    return reply.whole({"organizations": list(features()), "tables": list(table_features())})


@router.get("/jobs/{item}", summary="How far a job is", responses={404: READS[404]})
def show_job(
    jobs: JobsDep,
    speech: LanguageDep,
    item: Annotated[str, Path(max_length=40, description="The id of the job.")],
) -> JobOut:
    """Return the state of long work. Once it is done, the answer is at the address in `answer`."""
    return JobOut.of(jobs.get(item), speech)
