"""cypher: a query of one's own, asked of the graph that is stored."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any

import typer

from graphsvc.cli.asking import AsCsv, AsJson, form_of
from graphsvc.cli.database import ready_store
from graphsvc.cli.output import Form, print_json, print_table, progress, say
from graphsvc.errors import InvalidInput
from graphsvc.exchange.sheets import table_as_csv
from graphsvc.language import message
from graphsvc.store.cypher_run import LONGEST, MOST_ROWS, Bounds, Found

_PLAIN = Bounds()


def ask_cypher(
    query: Annotated[str, typer.Argument(help="One statement of Cypher; - reads it from input.")],
    param: Annotated[
        list[str] | None,
        typer.Option(help="A parameter as name=value, the value in JSON or as text; repeatable."),
    ] = None,
    limit: Annotated[
        int, typer.Option(min=1, max=MOST_ROWS, help="How many rows are read at most.")
    ] = _PLAIN.rows,
    seconds: Annotated[
        float, typer.Option(min=0.1, max=LONGEST, help="How long it may run.")
    ] = _PLAIN.seconds,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Ask a query in Cypher. It reads and never writes; docs/cypher.md says what it may hold."""
    form = form_of(as_json=as_json, as_csv=as_csv)
    text = sys.stdin.read() if query == "-" else query
    parameters = dict(_parameter(each) for each in param or ())
    with ready_store() as store, progress(message("Asking")):
        found = store.ask(text, parameters, Bounds(rows=limit, seconds=seconds))
    _tell(found, form)
    if found.truncated:
        say(message("There is more: reading stopped after {count} rows.", count=len(found.rows)))


def _parameter(text: str) -> tuple[str, Any]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise InvalidInput.single(
            message("{text} has no name.", text=text[:60]),
            message("Write name=value."),
            field="--param",
        )
    try:
        return name.strip(), json.loads(value)
    except ValueError:
        return name.strip(), value


def _tell(found: Found, form: Form) -> None:
    if form is Form.CSV:
        typer.echo(table_as_csv(found.columns, found.rows), nl=False)
        return
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    if form is Form.JSON:
        parts = {"truncated": found.truncated, "revision": found.revision}
        print_json({"columns": list(found.columns), "rows": found.rows, **parts})
    elif rows:
        print_table(f"revision {found.revision}", rows)
    else:
        say(message("Nothing was found."))
