"""/v1/cypher: queries that analysts write themselves."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from graphsvc.api.deps import KeeperDep, prefers_csv
from graphsvc.api.errors import WRITES
from graphsvc.exchange.sheets import table_as_csv
from graphsvc.store.cypher_run import LONGEST, MOST_ROWS, Bounds, Found

router = APIRouter(prefix="/v1/cypher", tags=["cypher"])
TRUNCATED = "Graphsvc-Truncated"
_PLAIN = Bounds()


class CypherIn(BaseModel):
    """A query, and how much it may take."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "query": "match (o:Organization)-[:IN_SECTOR]->(s:Sector {id: $sector}) "
                    "return o.id as id, o.name as name order by name",
                    "parameters": {"sector": "health"},
                }
            ]
        },
    )
    query: str = Field(min_length=1, max_length=20_000, description="One statement of Cypher.")
    parameters: dict[str, Any] = Field({}, description="Values of its parameters, by their names.")
    limit: int = Field(
        _PLAIN.rows, ge=1, le=MOST_ROWS, description="How many rows are read at most."
    )
    seconds: float = Field(_PLAIN.seconds, ge=0.1, le=LONGEST, description="How long it may run.")


class CypherOut(BaseModel):
    """What a query found."""

    columns: list[str] = Field(description="Names of the columns, in the order of the query.")
    rows: list[list[Any]] = Field(description="The values of each row, in the order of columns.")
    truncated: bool = Field(description="Whether there is more than was read.")
    revision: int = Field(description="Revision of the graph that was read.")
    seconds: float = Field(description="How long it took.")


@router.post(
    "",
    summary="Ask a query of your own",
    response_class=Response,
    responses={
        **{status: WRITES[status] for status in (413, 422, 503)},
        200: {"model": CypherOut, "content": {"text/csv": {}}},
    },
)
def ask_cypher(
    request: Request,
    keeper: KeeperDep,
    sent: CypherIn,
    *,
    format: Annotated[  # noqa: A002 - the name of the parameter is public
        str | None, Query(pattern="^(json|csv)$", description="json or csv; else by Accept.")
    ] = None,
) -> Response:
    """Return what a query in Cypher finds, as JSON or CSV.

    It reads and never writes: any other clause is refused, with its line and column, and so are
    procedures and functions outside a list. Relationships name their types and nodes that stand
    alone their kind. What organizations say of each other (`COLLABORATES_WITH`) is told in
    confidence and cannot be read, nor can the bookkeeping of the service. See docs/cypher.md.

    Reading stops at `limit` rows, or at 16 MB; `truncated` says so, in CSV the header
    `Graphsvc-Truncated`. Nodes and relationships carry our ids. A number that JSON has no word for
    is null, and so is an end of a relationship that was not returned as well.
    """
    bounds = Bounds(rows=sent.limit, seconds=sent.seconds)
    found = keeper.store.ask(sent.query, sent.parameters, bounds)
    headers = {"Cache-Control": "no-store", TRUNCATED: "true" if found.truncated else "false"}
    accepts = request.headers.get("accept", "")
    if format == "csv" or (format is None and prefers_csv(accepts)):
        return Response(
            table_as_csv(found.columns, found.rows), 200, headers, "text/csv; charset=utf-8"
        )
    return Response(_json(found), 200, headers, "application/json")


def _json(found: Found) -> str:
    body = CypherOut.model_construct(
        columns=list(found.columns),
        rows=[list(row) for row in found.rows],
        truncated=found.truncated,
        revision=found.revision,
        seconds=found.seconds,
    )
    return json.dumps(body.__dict__, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
