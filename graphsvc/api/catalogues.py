"""/v1/measures, /v1/purposes, /v1/features: what the numbers mean."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from graphsvc.analytics.measures import measures
from graphsvc.api.deps import LanguageDep, ReplyDep
from graphsvc.api.schemas.answers import model_of
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
