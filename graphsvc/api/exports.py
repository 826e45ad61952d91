"""/v1/exports: the graph for other programs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from graphsvc.analytics.views import ViewKind, Weighting
from graphsvc.api.deps import VIEWS, WEIGHTINGS, KeeperDep, ScopeDep, SnapshotDep
from graphsvc.api.errors import READS
from graphsvc.api.replies import kept
from graphsvc.exchange.graphs import MEDIA_TYPES, GraphFormat, graph, write

router = APIRouter(prefix="/v1/exports", tags=["exports"])


@router.get(
    "/graph.{form}",
    summary="Export a graph",
    response_class=Response,
    responses={
        **READS,
        200: {
            "description": "The graph as a file.",
            "content": {media: {} for media in MEDIA_TYPES.values()},
        },
    },
)
def export_graph(
    snapshot: SnapshotDep,
    keeper: KeeperDep,
    scope: ScopeDep,
    response: Response,
    *,
    form: Annotated[
        GraphFormat, Path(description="graphml, gexf, json (node-link), or csv (the ties).")
    ],
    view: Annotated[
        ViewKind,
        Query(description=VIEWS),
    ] = ViewKind.TWO_MODE,
    weighting: Annotated[Weighting, Query(description=WEIGHTINGS)] = Weighting.NEWMAN,
) -> Response:
    """Return the graph of a part of the network on a day, as a file for Gephi, R, yEd or Python.

    Nodes carry names, kind, sector, languages and populations served, ties their strength. What is
    not known is left out. As CSV there is a row for each tie, in the columns that `graphsvc
    measure` reads.
    """
    data = write(graph(snapshot, scope, view, weighting), form)
    name = f"graphsvc-{scope.of.replace(':', '-').replace('~', '-')}-{scope.as_of}.{form}"
    headers = {
        **response.headers,
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Type": MEDIA_TYPES[form],
    }
    return kept(keeper, data, headers)
