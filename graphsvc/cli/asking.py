"""What commands that ask questions share: options, the graph, how an answer is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from graphsvc.analytics.response import in_words
from graphsvc.analytics.scope import Exclusion, exclusions
from graphsvc.api import foretold
from graphsvc.api.schemas.answers import flat, plain
from graphsvc.api.schemas.sheets import sheet
from graphsvc.cli.database import ready_store
from graphsvc.cli.output import Form, at_work, print_json, print_table, say, say_estimates
from graphsvc.errors import InvalidInput
from graphsvc.exchange.sheets import as_csv
from graphsvc.language import Message, language, message, messages
from graphsvc.model.snapshot import Snapshot
from graphsvc.store.snapshot import read_snapshot

AsOf = Annotated[
    str | None, typer.Option(help="The day to look at, as 2017-03-20; today if left out.")
]
Exclude = Annotated[
    list[str] | None,
    typer.Option(
        metavar="host,secretariat,funder",
        help="Linking nodes to leave out, any of these with commas; can be repeated.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the whole answer as JSON.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print the rows as CSV.")]

ROWS_IN_TABLE = 20


Limit = Annotated[
    int | None, typer.Option(min=1, help="How many rows; left out, 20 in a table, else all.")
]
ScopeOf = Annotated[
    str, typer.Argument(help="all, or the id of a partnership, a body or an organization.")
]

Within = Annotated[
    str,
    typer.Option(
        "--scope",
        help="Look inside a partnership, a body, or the partnerships of an organization alone: its "
        "id; all for whatever is around.",
    ),
]


@contextmanager
def graph_at_hand(doing: Message) -> Iterator[Snapshot]:
    """Read the graph, and show how far the work in the block is."""
    with ready_store() as store:
        snapshot = read_snapshot(store)
    with at_work(doing):
        yield snapshot


@contextmanager
def graph_and_figures(doing: Message) -> Iterator[tuple[Snapshot, Message | None]]:
    """Read the graph and what the newest back-test found, and show how far the work is."""
    with ready_store() as store:
        snapshot, row = read_snapshot(store), foretold.newest(store)
        figures = foretold.sentence_of(store, row) if row else None
    with at_work(doing):
        yield snapshot, figures


def left_out(exclude: Sequence[str] | None) -> frozenset[Exclusion]:
    """Return which linking nodes are left out."""
    return exclusions(",".join(exclude or ()))


def form_of(*, as_json: bool, as_csv: bool) -> Form:
    """Return the form that was asked for."""
    if as_json and as_csv:
        raise InvalidInput.single(message("Ask for JSON or for CSV, not for both."))
    return Form.JSON if as_json else Form.CSV if as_csv else Form.TABLE


def tell(
    answer: Any, snapshot: Snapshot, form: Form, lang: str, rows: str, shown: Mapping[str, str]
) -> None:
    """Print an answer: all of it as JSON, its rows as CSV, or what a person reads as a table."""
    found = plain(answer, language(lang), snapshot)
    if form is Form.JSON:
        print_json(found)
    elif form is Form.CSV:
        typer.echo(sheet(found, type(answer), rows), nl=False)
        # Rows alone do not say that some of their numbers are estimates.
        for note in found.get("notes", ()) if found.get("approximate") else ():
            say(note)
    else:
        _show(found, found[rows], shown, lang)
    if form is not Form.JSON:  # which tells it itself
        say_estimates(_estimates(found, rows), lang)


def tell_one(
    answer: Any, snapshot: Snapshot, form: Form, lang: str, shown: Mapping[str, str]
) -> None:
    """Print an answer about one thing as `tell` does; it is the only row."""
    found = plain(answer, language(lang), snapshot)
    row = {name: value for name, value in found.items() if name != "provenance"}
    if form is Form.JSON:
        print_json(found)
    elif form is Form.CSV:
        typer.echo(as_csv([flat(row)], ()), nl=False)
    else:
        _show(found, [row], shown, lang)


def _estimates(found: Mapping[str, Any], rows: str) -> dict[str, Mapping[str, Any]]:
    """Return how each measure was estimated that was: told of the answer, or in the row of each."""
    # An answer that has notes says it there.
    every = {} if "notes" in found else dict(found.get("approximate") or {})
    every |= {row["measure"]: row["approximate"] for row in found[rows] if row.get("approximate")}
    return {name: {"approximate": True, **each} for name, each in every.items()}


def _show(
    found: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    shown: Mapping[str, str],
    lang: str,
) -> None:
    flattened = [flat(row) for row in rows]
    for text in (found.get("sentence"), *found.get("notes", ())):
        if text:
            say(text)
    whole = found["provenance"]
    for sentence in _on_what(whole["evidence"]):
        say(language(lang).render(sentence))
    about = found.get("asker") or whole["scope"]["of"]
    title = f"{about} on {whole['scope']['as_of']}, revision {whole['revision']}"
    table = [{label: row.get(name) for name, label in shown.items()} for row in flattened]
    print_table(title, table)


def _on_what(evidence: Mapping[str, Any]) -> Iterator[Message]:
    """Say on what an answer stands."""
    bodies = evidence["bodies"]
    if evidence["latest"] is None:
        yield messages(
            "It stands on {count} council or committee; none of the sources bears a date.",
            "It stands on {count} councils and committees; none of the sources bears a date.",
            bodies,
            count=bodies,
        )
    else:
        yield messages(
            "It stands on {count} council or committee; the sources are of {earliest} to {latest}.",
            "It stands on {count} councils and committees; the sources are of {earliest} to "
            "{latest}.",
            bodies,
            count=bodies,
            earliest=evidence["earliest"],
            latest=evidence["latest"],
        )
    if evidence["seated"] is not None:
        yield in_words(evidence["seated"], evidence["reporting"])
    if evidence["confirmed_share"] is not None:
        yield message(
            "Of the ties between two that both report, about {tenths} in ten are confirmed by "
            "both.",
            tenths=round(10 * evidence["confirmed_share"]),
        )
