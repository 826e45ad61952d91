"""bridging, between, role, sectors, recommend: the questions, asked of the graph that is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Annotated

import typer

from graphsvc.analytics import between_sectors, engagement
from graphsvc.analytics import bridging as who_bridges
from graphsvc.analytics import mixing as who_mixes
from graphsvc.analytics.choices import MOST_SEED, names_in
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.analytics.sector_matrix import MatrixAnswer, sector_matrix
from graphsvc.api.foretold import beside
from graphsvc.cli.asking import (
    ROWS_IN_TABLE,
    AsCsv,
    AsJson,
    AsOf,
    Exclude,
    Limit,
    ScopeOf,
    Within,
    form_of,
    graph_and_figures,
    graph_at_hand,
    left_out,
    tell,
    tell_one,
)
from graphsvc.cli.output import Form
from graphsvc.cli.speech import Lang, Speech
from graphsvc.dates import today
from graphsvc.language import message
from graphsvc.model import ids
from graphsvc.recommend import (
    PurposeName,
    RecommendationsAnswer,
    Sense,
    invitations,
    partners,
)

_MATRIX = {
    "partnership": "partnership",
    "sector": "sector",
    "seats": "seats",
    "expected_seats": "expected",
    "representation_ratio": "representation_ratio",
    "shrunken": "shrunken",
    "rank": "rank",
    "status": "status",
}


def bridging(
    scope: ScopeOf = WHOLE,
    as_of: AsOf = None,
    exclude: Exclude = None,
    groups: Annotated[
        who_bridges.Grouping, typer.Option(help="Participation over sectors or partnerships.")
    ] = who_bridges.Grouping.SECTOR,
    criteria: Annotated[
        str, typer.Option(help="What the ranking looks at, with commas.")
    ] = ",".join(who_bridges.DEFAULT_CRITERIA),
    draws: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=who_bridges.MOST_DRAWS,
            help="Rankings with memberships left out by lot; left out, 200, or fewer where there "
            "are more than 50,000 memberships.",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, max=MOST_SEED, help="Of that lot.")] = 0,
    limit: Limit = None,
    lang: Lang = Speech.EN,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Who bridges: organizations that hold a part of the network together."""
    form = form_of(as_json=as_json, as_csv=as_csv)
    with graph_at_hand(message("Looking for who bridges")) as snapshot:
        part = Scope.checked(snapshot, scope, as_of or today(), left_out(exclude))
        names = names_in(criteria)
        most = limit or (ROWS_IN_TABLE if form is Form.TABLE else None)
        answer = who_bridges.bridging(
            snapshot, part, groups=groups, criteria=names, draws=draws, seed=seed, most=most
        )
    shown = {
        "rank": "rank",
        "organization_name": "organization",
        "score": "score",
        "stability_lower": "from",
        "stability_upper": "to",
        "betweenness_normalized": "betweenness_normalized",
        "participation_sectors": "sectors",
        "sentence": "in words",
    }
    tell(answer, snapshot, form, lang, "rows", shown)


def between(
    first: Annotated[str, typer.Argument(help="Code of one sector: health, settlement, ...")],
    second: Annotated[str, typer.Argument(help="Code of the other sector.")],
    scope: ScopeOf = WHOLE,
    as_of: AsOf = None,
    exclude: Exclude = None,
    limit: Limit = None,
    lang: Lang = Speech.EN,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Who bridges two sectors: who joins organizations of both that share no table."""
    form = form_of(as_json=as_json, as_csv=as_csv)
    with graph_at_hand(message("Looking for who bridges")) as snapshot:
        part = Scope.checked(snapshot, scope, as_of or today(), left_out(exclude))
        answer = between_sectors.between(snapshot, part, first, second)
    most = limit or (ROWS_IN_TABLE if form is Form.TABLE else None)
    shown = {
        "rank": "rank",
        "organization_name": "organization",
        "sector": "sector",
        "pairs": "pairs",
        "alone": "alone",
        "met_first": f"meets of {first}",
        "met_second": f"of {second}",
    }
    tell(replace(answer, rows=answer.rows[:most]), snapshot, form, lang, "rows", shown)


def role(
    organization: Annotated[str, typer.Argument(help="Id of the organization.")],
    as_of: AsOf = None,
    exclude: Exclude = None,
    lang: Lang = Speech.EN,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """What one organization bridges, what would break if it left, and who could stand in."""
    form = form_of(as_json=as_json, as_csv=as_csv)
    with graph_at_hand(message("Looking for who bridges")) as snapshot:
        part = Scope.checked(snapshot, organization, as_of or today(), left_out(exclude))
        answer = who_bridges.role_of(snapshot, part, organization)
    shown = {
        "row_rank": "rank",
        "of": "of",
        "row_score": "score",
        "row_stability_lower": "from",
        "row_stability_upper": "to",
        "row_load_seats": "seats",
        "departure_sentence": "if it left",
        "departure_stand_in_organization_name": "stand-in",
    }
    tell_one(answer, snapshot, form, lang, shown)


def sectors(
    partnership: Annotated[
        str, typer.Argument(help="Id of a partnership, or all to compare all of them.")
    ] = WHOLE,
    reference: Annotated[
        engagement.Reference, typer.Option(help="What to compare with.")
    ] = engagement.Reference.PEERS,
    as_of: AsOf = None,
    exclude: Exclude = None,
    limit: Annotated[
        int | None,
        typer.Option(min=1, help="Of all partnerships: how many rows; 20 in a table, else all."),
    ] = None,
    lang: Lang = Speech.EN,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Who is missing: the sectors of a partnership against a reference, or of all partnerships."""
    form = form_of(as_json=as_json, as_csv=as_csv)
    with graph_at_hand(message("Counting sectors")) as snapshot:
        if partnership == WHOLE:
            found = sector_matrix(
                snapshot, as_of or today(), reference=reference, exclude=left_out(exclude)
            )
            tell(_scarcest(found, form, limit), snapshot, form, lang, "rows", _MATRIX)
            return
        answer = engagement.sectors(
            snapshot,
            partnership,
            as_of or today(),
            reference=reference,
            exclude=left_out(exclude),
        )
    shown = {
        "sector": "sector",
        "seats": "seats",
        "expected_seats": "expected",
        "representation_ratio": "representation_ratio",
        "lower": "lower",
        "upper": "upper",
        "status": "status",
        "activity_rate": "came",
        "activity_quiet": "quiet",
        "connection_peripheral": "peripheral",
        "leadership_chairs": "chairs",
        "leadership_action_leads": "leads",
    }
    tell(answer, snapshot, form, lang, "rows", shown)


def _scarcest(found: MatrixAnswer, form: Form, limit: int | None) -> MatrixAnswer:
    """Put what a person looks for first in a table; programs get the rows in their order."""
    rows = list(found.rows)
    if form is Form.TABLE:
        # What is certain first, then by the shrunken ratio; what has none comes last.
        rows.sort(key=lambda row: (not row.flagged, row.shrunken is None, row.shrunken or 0.0))
    most = limit or (ROWS_IN_TABLE if form is Form.TABLE else None)
    return replace(found, rows=tuple(rows[:most]))


def mixing(
    scope: ScopeOf = WHOLE,
    as_of: AsOf = None,
    exclude: Exclude = None,
    lang: Lang = Speech.EN,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Which sectors meet which: ties between sectors against what chance would give."""
    form = form_of(as_json=as_json, as_csv=as_csv)
    with graph_at_hand(message("Counting ties")) as snapshot:
        part = Scope.checked(snapshot, scope, as_of or today(), left_out(exclude))
        answer = who_mixes.mixing(snapshot, part)
    if form is Form.TABLE:
        shown = {
            "sector": "sector",
            "organizations": "organizations",
            "inside": "ties inside",
            "outside": "to others",
            "expected_outside": "expected",
            "ei_index_group": "ei_index_group",
        }
        tell(answer, snapshot, form, lang, "sectors", shown)
    else:
        tell(answer, snapshot, form, lang, "rows", {})


def recommend(
    item: Annotated[str, typer.Argument(help="Id of an organization, a body or a partnership.")],
    purpose: Annotated[PurposeName, typer.Option(help="What for.")] = PurposeName.BALANCED,
    sense: Annotated[
        Sense,
        typer.Option(
            help="Among strangers, or acquaintances that it does not report to work with "
            "(organizations only)."
        ),
    ] = Sense.STRANGERS,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many at most.")] = 10,
    scope: Within = WHOLE,
    as_of: AsOf = None,
    exclude: Exclude = None,
    lang: Lang = Speech.EN,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Who next: partners for an organization, or whom a body or a partnership could invite."""
    form = form_of(as_json=as_json, as_csv=as_csv)
    day, out = as_of or today(), left_out(exclude)
    with graph_and_figures(message("Looking for partners")) as (snapshot, figures):
        ask: Callable[..., RecommendationsAnswer] = invitations
        if item.startswith(f"{ids.ORGANIZATION}:"):
            ask = partial(partners, sense=sense)
        answer = ask(snapshot, item, day, purpose=purpose, limit=limit, exclude=out, scope=scope)
    shown = {
        "rank": "rank",
        "organization_name": "organization",
        "score": "score",
        "sentence": "why",
    }
    tell(beside(answer, figures), snapshot, form, lang, "suggestions", shown)
