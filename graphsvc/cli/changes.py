"""changes: what changed between two days."""

from __future__ import annotations

from typing import Annotated

import typer

from graphsvc.analytics.change import changes as between
from graphsvc.analytics.engagement import Reference
from graphsvc.analytics.scope import WHOLE
from graphsvc.cli.asking import (
    AsCsv,
    AsJson,
    Exclude,
    ScopeOf,
    form_of,
    graph_at_hand,
    left_out,
    tell,
)
from graphsvc.cli.speech import Lang, Speech
from graphsvc.dates import today
from graphsvc.language import message


def changes(
    scope: ScopeOf = WHOLE,
    since: Annotated[str, typer.Option(help="The first day, as 2025-04-01.")] = ...,  # type: ignore[assignment]  # required
    until: Annotated[str | None, typer.Option(help="The second day; today if left out.")] = None,
    reference: Annotated[
        Reference, typer.Option(help="What sectors are compared with.")
    ] = Reference.PEERS,
    exclude: Exclude = None,
    lang: Lang = Speech.EN,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """What changed between two days: who joined and left, ties, sectors, bridges, in a paragraph.

    The paragraph can go into a yearly report; the table has a row for each change.
    """
    form = form_of(as_json=as_json, as_csv=as_csv)
    with graph_at_hand(message("Comparing two days")) as snapshot:
        answer = between(
            snapshot,
            scope,
            since,
            until or today(),
            exclude=left_out(exclude),
            reference=reference,
        )
    shown = {"kind": "what", "date": "date", "sentence": "in words"}
    tell(answer, snapshot, form, lang, "rows", shown)
