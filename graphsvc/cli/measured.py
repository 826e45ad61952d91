"""centrality, pairs, groups, network: every measure of the graph; measures: what each means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from graphsvc.analytics import measured
from graphsvc.analytics.centrality import CentralityAnswer
from graphsvc.analytics.centrality import centrality as centralities
from graphsvc.analytics.choices import MOST_SEED, names_in
from graphsvc.analytics.measured import MOST_ROWS, TOP
from graphsvc.analytics.measured_rows import GroupsAnswer, PairsAnswer
from graphsvc.analytics.measures import measures as register
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.analytics.view_networks import View
from graphsvc.analytics.views import ViewKind, Weighting
from graphsvc.api.schemas.measures import MeasureOut
from graphsvc.cli.asking import (
    ROWS_IN_TABLE,
    AsCsv,
    AsJson,
    AsOf,
    Exclude,
    Limit,
    ScopeOf,
    form_of,
    graph_at_hand,
    left_out,
    tell,
)
from graphsvc.cli.output import Form, print_json, print_table, say
from graphsvc.cli.speech import Lang, Speech
from graphsvc.dates import today
from graphsvc.exchange.sheets import as_csv as sheet
from graphsvc.language import language, message
from graphsvc.model.snapshot import Snapshot

ViewOf = Annotated[
    ViewKind,
    typer.Option(
        help="two_mode: organizations and bodies. one_mode: organizations that share bodies. "
        "declared: those that report to work together. partnerships: those that share "
        "organizations. sectors: those whose organizations share bodies."
    ),
]
WeightingOf = Annotated[Weighting, typer.Option(help="How much what is shared counts in a tie.")]
Names = Annotated[str, typer.Option(help="Names with commas, or all; the usual ones if left out.")]
Seed = Annotated[int, typer.Option(min=0, max=MOST_SEED, help="Of what is drawn by lot.")]


def centrality(
    scope: ScopeOf = WHOLE,
    view: ViewOf = ViewKind.TWO_MODE,
    weighting: WeightingOf = Weighting.NEWMAN,
    measures: Names = "",
    seed: Seed = 0,
    as_of: AsOf = None,
    exclude: Exclude = None,
    lang: Lang = Speech.EN,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Centralities of organizations, bodies, partnerships or sectors in a part of the network."""
    form = form_of(as_json=as_json, as_csv=as_csv)
    with graph_at_hand(message("Working out centralities")) as snapshot:
        answer = centralities(
            snapshot,
            _part(snapshot, scope, as_of, exclude),
            view=view,
            weighting=weighting,
            measures=names_in(measures),
            seed=seed,
        )
    shown = {"name": "name", "mode": "mode", **_columns(answer)}
    tell(answer, snapshot, form, lang, "rows", shown)


def pairs(
    scope: ScopeOf = WHOLE,
    view: ViewOf = ViewKind.TWO_MODE,
    weighting: WeightingOf = Weighting.NEWMAN,
    measures: Names = "",
    seed: Seed = 0,
    top: Annotated[
        int,
        typer.Option(
            min=1,
            max=MOST_ROWS,
            help="How many pairs of each measure: those with its largest values. Times the number "
            "of measures, at most 100,000.",
        ),
    ] = TOP,
    limit: Limit = None,
    as_of: AsOf = None,
    exclude: Exclude = None,
    lang: Lang = Speech.EN,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Measures of pairs: how likely a tie is, or what a tie carries; the largest first."""
    form = form_of(as_json=as_json, as_csv=as_csv)
    with graph_at_hand(message("Measuring")) as snapshot:
        part = _part(snapshot, scope, as_of, exclude)
        answer = measured.pair_measures(
            snapshot, part, View(view, weighting), names_in(measures), seed, top
        )
    if form is Form.CSV and answer.total < answer.pairs:
        # The rows alone do not tell that there are more.
        say(language(lang).render(answer.sentence))
    most = limit or (ROWS_IN_TABLE if form is Form.TABLE else None)
    answer = replace(answer, items=answer.items[:most])
    shown = {"first_name": "first", "second_name": "second", **_columns(answer)}
    tell(answer, snapshot, form, lang, "items", shown)


def groups(
    scope: ScopeOf = WHOLE,
    view: ViewOf = ViewKind.TWO_MODE,
    weighting: WeightingOf = Weighting.NEWMAN,
    measures: Names = "",
    as_of: AsOf = None,
    exclude: Exclude = None,
    lang: Lang = Speech.EN,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Measures of the sectors that organizations belong to: seats, representation, E-I index."""
    form = form_of(as_json=as_json, as_csv=as_csv)
    with graph_at_hand(message("Measuring")) as snapshot:
        part = _part(snapshot, scope, as_of, exclude)
        answer = measured.group_measures(snapshot, part, View(view, weighting), names_in(measures))
    tell(answer, snapshot, form, lang, "rows", {"name": "sector", **_columns(answer)})


def network(
    scope: ScopeOf = WHOLE,
    view: ViewOf = ViewKind.TWO_MODE,
    weighting: WeightingOf = Weighting.NEWMAN,
    measures: Names = "",
    seed: Seed = 0,
    as_of: AsOf = None,
    exclude: Exclude = None,
    lang: Lang = Speech.EN,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Measures of a part of the network as a whole: density, components, distances, modularity."""
    form = form_of(as_json=as_json, as_csv=as_csv)
    with graph_at_hand(message("Measuring")) as snapshot:
        part = _part(snapshot, scope, as_of, exclude)
        answer = measured.network_measures(
            snapshot, part, View(view, weighting), names_in(measures), seed
        )
    tell(answer, snapshot, form, lang, "rows", {"measure": "measure", "value": "value"})


def measures(
    lang: Lang = Speech.EN,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """What each measure means: definition, range, when it is null, source, and in which views."""
    form = form_of(as_json=as_json, as_csv=as_csv)
    speech = language(lang)
    rows = [MeasureOut.of(each, speech).model_dump(mode="json") for each in register()]
    if form is Form.JSON:
        print_json(rows)
    elif form is Form.CSV:
        typer.echo(sheet(rows, list(MeasureOut.model_fields)), nl=False)
    else:
        shown = ("name", "level", "views", "definition")
        print_table("Measures", [{name: row[name] for name in shown} for row in rows])


def _part(
    snapshot: Snapshot, scope: str, as_of: str | None, exclude: Sequence[str] | None
) -> Scope:
    return Scope.checked(snapshot, scope, as_of or today(), left_out(exclude))


def _columns(
    answer: CentralityAnswer | GroupsAnswer | PairsAnswer,
) -> Mapping[str, str]:
    return {name: name for name in answer.measures}
