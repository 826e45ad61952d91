"""/v1/measures, /v1/purposes: what the numbers mean."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from graphsvc.analytics.measures import measures
from graphsvc.api.deps import LanguageDep, ReplyDep
from graphsvc.api.schemas.answers import model_of
from graphsvc.api.schemas.measures import MeasureOut
from graphsvc.recommend import Purpose, purposes

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
