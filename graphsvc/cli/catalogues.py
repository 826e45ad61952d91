"""purposes, features, search: what suggestions weigh, and what bears a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from graphsvc import recommend
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.api.schemas.answers import plain
from graphsvc.api.search import MOST_HITS, HitOut, Kind, hits
from graphsvc.cli.asking import AsCsv, AsJson, AsOf, form_of
from graphsvc.cli.database import ready_store
from graphsvc.cli.output import Form, print_json, print_table, say
from graphsvc.cli.speech import Lang, Speech
from graphsvc.dates import today
from graphsvc.exchange.sheets import as_csv as written_as_csv
from graphsvc.language import Language, language, message
from graphsvc.model.entities import Changes
from graphsvc.model.snapshot import Snapshot
from graphsvc.search import Index
from graphsvc.store.snapshot import read_snapshot

_WEIGHT = ("purpose", "label", "feature", "weight", "reason")
_FEATURE = ("of", "name", "label", "documentation")


def purposes(lang: Lang = Speech.EN, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """What suggestions can be for: the weight of each feature, and why it has that weight."""
    form = form_of(as_json=as_json, as_csv=as_csv)
    found = _plain(recommend.purposes(), language(lang))
    rows = [
        {"purpose": each["name"], "label": each["label"], **weight}
        for each in found
        for weight in each["weights"]
    ]
    if form is Form.TABLE:
        for each in found:
            say(f"{each['name']}: {each['explanation']}")
    _print(form, found, rows, _WEIGHT, "Purposes")


def features(lang: Lang = Speech.EN, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """What speaks for a suggestion: each feature with its definition and its source."""
    form = form_of(as_json=as_json, as_csv=as_csv)
    named = {"organizations": recommend.features(), "tables": recommend.table_features()}
    found = {kind: _plain(each, language(lang)) for kind, each in named.items()}
    rows = [{"of": kind, **each} for kind, every in found.items() for each in every]
    if form is Form.TABLE:
        # The first sentence says what it is; --csv and --json have the whole.
        rows = [{**row, "documentation": row["documentation"].partition("\n")[0]} for row in rows]
    _print(form, found, rows, _FEATURE, "Features")


def search(
    text: Annotated[str, typer.Argument(help="A name or a part of one; it may be misspelt.")],
    kind: Annotated[Kind | None, typer.Option(help="Only this kind of thing.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=MOST_HITS, help="How many at most.")] = 20,
    as_of: AsOf = None,
    lang: Lang = Speech.EN,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Find the id of an organization, a body, a partnership or a place by its name.

    Accents, case and punctuation do not matter; aliases and French names count.
    """
    form = form_of(as_json=as_json, as_csv=as_csv)
    with ready_store() as store:
        snapshot = read_snapshot(store)
    day = Scope.checked(snapshot, WHOLE, as_of or today()).as_of
    named = Index(snapshot).find(text, (kind,) if kind else (), limit)
    found = hits(snapshot, named, day, language(lang)).model_dump(mode="json")
    rows = found["items"]
    if form is Form.TABLE and not rows:
        say(message("Nothing has a name like that."))
        return
    names = tuple(HitOut.model_fields) if form is Form.CSV else ("id", "name", "kind", "active")
    _print(form, found, rows, names, text)


def _plain(found: Sequence[Any], speech: Language) -> list[dict[str, Any]]:
    # What is described here hangs on no graph.
    described: list[dict[str, Any]] = plain(found, speech, Snapshot.of(Changes()))
    return described


def _print(
    form: Form,
    found: Any,
    rows: Sequence[Mapping[str, Any]],
    names: Sequence[str],
    title: str,
) -> None:
    """Print all of it as JSON, or these columns of its rows."""
    shown = [{name: row[name] for name in names} for row in rows]
    if form is Form.JSON:
        print_json(found)
    elif form is Form.CSV:
        typer.echo(written_as_csv(shown, names), nl=False)
    else:
        print_table(title, shown)
