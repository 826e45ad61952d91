"""import, export, seed, demo: records into the graph and out of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphsvc import demonstration, ingest, resources
from graphsvc.cli.database import ready_store
from graphsvc.cli.output import print_json, progress, say
from graphsvc.errors import Conflict
from graphsvc.exchange import tables
from graphsvc.ingest import ImportReport
from graphsvc.ingest.sources import ENCODINGS
from graphsvc.language import message
from graphsvc.model.scenarios import FILE
from graphsvc.store import journal, scenarios
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_everything, read_snapshot

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def import_files(
    paths: Annotated[
        list[Path], typer.Argument(help="CSV or Excel files, scenarios.json, or folders of them.")
    ],
    encoding: Annotated[
        str, typer.Option(help=f"Of CSV files: one of {', '.join(ENCODINGS)}.")
    ] = "utf-8",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check everything, write nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Import spreadsheets: all of them, or nothing.

    Every fault is listed with file, row and column. What is already in the graph is left as it is
    where a cell is empty; a dash in a cell forgets it. Importing the same twice changes nothing.

    From a folder that `graphsvc export` wrote, kept scenarios come along.
    """
    if encoding not in ENCODINGS:
        raise typer.BadParameter(f"use one of {', '.join(ENCODINGS)}", param_hint="--encoding")
    with ready_store() as store:
        report = _import(store, paths, encoding, dry_run=dry_run)
    _tell(report, as_json=as_json)


def seed(as_json: AsJson = False) -> None:
    """Load the real public records that come with graphsvc."""
    with ready_store() as store:
        report = _import(store, [resources.folder("seed") / "canada"], "utf-8", dry_run=False)
    _tell(report, as_json=as_json)


def _import(store: Store, paths: list[Path], encoding: str, *, dry_run: bool) -> ImportReport:
    with progress("Importing") as tell:
        return ingest.run(store, paths, encoding=encoding, dry_run=dry_run, progress=tell)


def _tell(report: ImportReport, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "applied": report.applied,
                "revision": report.revision,
                "counts": {
                    kind: dict(zip(("new", "changed", "same"), counts, strict=True))
                    for kind, counts in report.counts.items()
                },
                "notes": [str(note) for note in report.notes],
            }
        )
        return
    for note in report.notes:
        say(f"Note: {note}")
    for kind, (new, changed, same) in report.counts.items():
        typer.echo(f"{kind.replace('_', ' ')}: {new} new, {changed} changed, {same} the same")
    if report.applied:
        typer.echo(f"Imported; the graph is at revision {report.revision}.")
    else:
        typer.echo("Nothing was written.")


def export(
    folder: Annotated[Path, typer.Argument(help="Folder to write the files into.")],
) -> None:
    """Write the whole graph as CSV files that `graphsvc import` reads back.

    Scenarios that are kept go into scenarios.json beside them.
    """
    with ready_store() as store, progress("Exporting"):
        everything = read_everything(store)
        kept = [*store.read(scenarios.whole).values()]
        tables.write(everything, folder, kept)
    typer.echo(f"{len(everything)} records written to {folder}")
    if kept:
        typer.echo(f"Kept scenarios written to {folder / FILE}: {len(kept)}")


def demo(
    partnerships: Annotated[int, typer.Option(min=1, max=5000, help="How many.")] = 12,
    seed: Annotated[int, typer.Option(help="Another number gives another region.")] = (
        demonstration.SEED
    ),
    write: Annotated[
        Path | None, typer.Option(help="Write the records as CSV files here as well.")
    ] = None,
    truths: Annotated[
        Path, typer.Option(help="File that tells what was planted for analytics to find.")
    ] = Path("demo-truths.json"),
    beside: Annotated[
        bool, typer.Option("--beside", help="Load it beside what the graph already holds.")
    ] = False,
) -> None:
    """Load a fictional region with everything real records lack: dates, meetings, plans, surveys.

    The same numbers give the same region everywhere.
    """
    with ready_store() as store:
        held = len(read_snapshot(store).partnerships)
        if held and not beside:
            raise Conflict(
                message(
                    "The graph already holds {count} partnerships, and a fictional region would "
                    "mix with them. Set GRAPHSVC_DATA_DIR to an empty folder, or add --beside.",
                    count=held,
                )
            )
        with progress("Making up the region") as tell:
            region = demonstration.generate(partnerships, seed=seed, progress=tell)
        region.truths.write(truths)
        if write is not None:
            tables.write(region.changes, write)
        with progress("Loading it") as tell:
            revision = journal.apply(store, region.changes, label="demo", progress=tell)
    typer.echo(f"{len(region.changes)} records loaded; the graph is at revision {revision}.")
    typer.echo(f"What was planted is told in {truths}.")
