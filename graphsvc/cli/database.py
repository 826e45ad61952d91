"""migrate, validate: the schema of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from graphsvc.cli.output import print_json, progress, say
from graphsvc.errors import Fault, InvalidInput, Where
from graphsvc.language import message
from graphsvc.settings import read_settings
from graphsvc.store import journal, migrations, open_store
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_snapshot


@contextmanager
def ready_store() -> Iterator[Store]:
    """Open the database, bring its schema up to date, and finish an interrupted import."""
    with open_store(read_settings()) as store:
        migrations.migrate(store)
        with progress(message("Finishing an interrupted import")) as tell:
            finished = journal.recover(store, tell)
        if finished:
            say(message("The interrupted import {id} has been finished.", id=finished))
        yield store


@contextmanager
def told_by_field() -> Iterator[None]:
    """Tell why records cannot be put into the graph as what is wrong with the words typed."""
    try:
        yield
    except journal.RefusedChanges as refused:
        raise InvalidInput(
            [Fault(Where(field=each.field), each.problem, each.remedy) for each in refused.faults]
        ) from refused


def migrate() -> None:
    """Bring the schema of the database up to this release."""
    with open_store(read_settings()) as store:
        done = migrations.migrate(store)
        for migration in done:
            say(f"V{migration.version:03} {migration.name}: {migration.purpose}")
        say(message("Migrations applied: {count}. The schema is up to date.", count=len(done)))


def validate(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check the schema of the database and that its records can be read. Writes nothing.

    The exit code is 0 where all is well.
    """
    with open_store(read_settings()) as store:
        state = migrations.validate(store)
        refused = migrations.explain(state)
        if refused is not None:
            raise refused
        snapshot = read_snapshot(store)
    answer = {
        "schema": str(state),
        "revision": snapshot.revision,
        "partnerships": len(snapshot.partnerships),
        "bodies": len(snapshot.bodies),
        "organizations": len(snapshot.organizations),
        "memberships": len(snapshot.seats),
        **snapshot.counts,
    }
    if as_json:
        print_json(answer)
    else:
        for name, value in answer.items():
            typer.echo(f"{name}: {value}")
