"""views: views of pages that are saved under a name."""

from __future__ import annotations

from typing import Annotated

import typer

from graphsvc.api.app import VIEWS
from graphsvc.api.matching import Match
from graphsvc.api.views import ViewOut, checked, fits, shown
from graphsvc.cli.asking import AsCsv, AsJson, form_of
from graphsvc.cli.database import ready_store
from graphsvc.cli.output import Form, print_json, print_table, say
from graphsvc.errors import InvalidInput
from graphsvc.exchange.sheets import as_csv as written_as_csv
from graphsvc.language import message
from graphsvc.model.saved_views import SavedView
from graphsvc.store import saved_views
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_snapshot


def list_views(
    item: Annotated[
        str | None, typer.Argument(help="Id of a saved view; left out, all are listed.")
    ] = None,
    save: Annotated[
        str | None,
        typer.Option(help="Save this address, path and query of a page, under the id."),
    ] = None,
    name: Annotated[str, typer.Option(help="What to call the view that is saved.")] = "",
    author: Annotated[
        str, typer.Option(help="In whose name: an organization or a role, never a person.")
    ] = "",
    remove: Annotated[bool, typer.Option("--remove", help="Remove it.")] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Views of pages that are saved under a name: lists, shows, saves or removes them.

    To open one, put its address behind that of the service.
    """
    form = form_of(as_json=as_json, as_csv=as_csv)
    if item is None and (remove or save is not None):
        raise InvalidInput.single(message("Name the view."))
    if save is not None and not name:
        raise InvalidInput.single(message("Say with --name what to call it."), field="--name")
    with ready_store() as store:
        if item is None:
            _print(store, saved_views.every(store), form)
        elif save is not None:
            view = checked(VIEWS, SavedView(item, name, save, author))
            saved_views.put(store, view, fits(Match(), name))
            say(message("Saved: {id}.", id=item))
        elif remove:
            saved_views.drop(store, item, fits(Match()))
            say(message("Removed: {id}.", id=item))
        else:
            _print(store, [saved_views.read(store, item)], form, alone=True)


def _print(store: Store, found: list[SavedView], form: Form, *, alone: bool = False) -> None:
    snapshot = read_snapshot(store)
    rows = [shown(snapshot, VIEWS, each).model_dump(mode="json") for each in found]
    if form is Form.JSON:
        print_json(rows[0] if alone else rows)
    elif form is Form.CSV:
        typer.echo(written_as_csv(rows, list(ViewOut.model_fields)), nl=False)
    elif alone:
        typer.echo("".join(f"{name}: {value}\n" for name, value in rows[0].items()), nl=False)
    elif rows:
        names = ("id", "name", "address", "author", "changed_at")
        print_table("Saved views", [{name: row[name] for name in names} for row in rows])
    else:
        say(message("No view is saved."))
