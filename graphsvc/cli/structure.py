"""key-players, communities: what a network hangs on, and what it falls into."""

from __future__ import annotations

from typing import Annotated

import typer

from graphsvc.analytics import communities as groups
from graphsvc.analytics import key_players as sets
from graphsvc.analytics.choices import MOST_SEED
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.cli.asking import (
    AsCsv,
    AsJson,
    AsOf,
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


def key_players(
    scope: ScopeOf = WHOLE,
    k: Annotated[
        int, typer.Option("--k", "-k", min=1, max=sets.MOST_PLAYERS, help="How many make a set.")
    ] = sets.PLAYERS,
    fragment_by: Annotated[
        sets.FragmentBy, typer.Option(help="What the set that fragments is sought by.")
    ] = sets.FragmentBy.DISTANCE_FRAGMENTATION,
    reach_by: Annotated[
        sets.ReachBy, typer.Option(help="What the set that reaches is sought by.")
    ] = sets.ReachBy.REACH,
    steps: Annotated[
        int,
        typer.Option(
            min=1, max=sets.MOST_STEPS, help="Within how many steps somebody counts as reached."
        ),
    ] = 1,
    as_of: AsOf = None,
    exclude: Exclude = None,
    lang: Lang = Speech.EN,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Sets of organizations that together fragment a network most, or reach most of it."""
    form = form_of(as_json=as_json, as_csv=as_csv)
    with graph_at_hand(message("Looking for sets")) as snapshot:
        part = Scope.checked(snapshot, scope, as_of or today(), left_out(exclude))
        answer = sets.key_players(
            snapshot, part, k=k, fragment_by=fragment_by, reach_by=reach_by, steps=steps
        )
    shown = {
        "aim": "set",
        "worth_fragmentation": "fragmentation",
        "worth_distance_fragmentation": "by distance",
        "worth_reach": "reach",
        "worth_m_reached": "reached",
        "sentence": "in words",
    }
    tell(answer, snapshot, form, lang, "rows", shown)


def communities(
    scope: ScopeOf = WHOLE,
    seed: Annotated[int, typer.Option(min=0, max=MOST_SEED, help="Of what is drawn by lot.")] = 0,
    as_of: AsOf = None,
    exclude: Exclude = None,
    lang: Lang = Speech.EN,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Groups of organizations tied more among themselves than to others, and the core of all."""
    form = form_of(as_json=as_json, as_csv=as_csv)
    with graph_at_hand(message("Looking for groups")) as snapshot:
        part = Scope.checked(snapshot, scope, as_of or today(), left_out(exclude))
        answer = groups.communities(snapshot, part, seed=seed)
    shown = {
        "number": "group",
        "name": "name",
        "size": "size",
        "inside": "inside",
        "sentence": "in words",
    }
    tell(answer, snapshot, form, lang, "rows", shown)
