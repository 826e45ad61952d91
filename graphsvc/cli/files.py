"""import, export, export-graph, seed, demo: records into the graph and out of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from graphsvc import demonstration, ingest, resources
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.analytics.views import ViewKind, Weighting
from graphsvc.cli.asking import AsOf, Exclude, ScopeOf, graph_at_hand, left_out
from graphsvc.cli.database import ready_store
from graphsvc.cli.measured import ViewOf, WeightingOf
from graphsvc.cli.output import print_json, progress, say, write_file
from graphsvc.cli.speech import placed, spoken
from graphsvc.dates import today
from graphsvc.errors import Conflict, Fault, InvalidInput
from graphsvc.exchange import tables
from graphsvc.exchange.graphs import GraphFormat, graph
from graphsvc.exchange.graphs import write as write_graph
from graphsvc.ingest import ImportReport
from graphsvc.ingest.sources import ENCODINGS
from graphsvc.language import message
from graphsvc.model.saved_views import FILE as VIEWS
from graphsvc.model.scenarios import FILE
from graphsvc.store import journal, saved_views, scenarios
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_everything, read_snapshot

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_STANDARD_OUTPUT = "-"


def import_files(
    paths: Annotated[
        list[Path],
        typer.Argument(help="CSV or Excel files, scenarios.json, views.json, or folders of them."),
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

    From a folder that `graphsvc export` wrote, kept scenarios and saved views come along.
    """
    if encoding not in ENCODINGS:
        raise InvalidInput.single(
            message("{text} is not an encoding that is known here.", text=encoding[:60]),
            message("Use one of: {codes}.", codes=tuple(ENCODINGS)),
            field="--encoding",
        )
    with ready_store() as store:
        report = _import(store, paths, encoding, dry_run=dry_run)
    _tell(report, as_json=as_json)


def seed(as_json: AsJson = False) -> None:
    """Load the real public records that come with graphsvc."""
    with ready_store() as store:
        report = _import(store, [resources.folder("seed") / "canada"], "utf-8", dry_run=False)
    _tell(report, as_json=as_json)


def _import(store: Store, paths: list[Path], encoding: str, *, dry_run: bool) -> ImportReport:
    with progress(message("Importing")) as tell:
        return ingest.run(
            store,
            paths,
            encoding=encoding,
            dry_run=dry_run,
            address_faults=_address_faults,
            progress=tell,
        )


def _address_faults(address: str) -> Iterable[Fault]:
    # Knows the routes of the service, which takes a second to import.
    from graphsvc.api.app import VIEWS  # noqa: PLC0415
    from graphsvc.api.view_addresses import faults  # noqa: PLC0415

    return faults(address, VIEWS)


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
        say(spoken(message("Note: {note}", note=placed(note.place, note.text))))
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

    Scenarios that are kept go into scenarios.json beside them, saved views into views.json.
    """
    with ready_store() as store, progress(message("Exporting")):
        everything = read_everything(store)
        kept = [*store.read(scenarios.whole).values()]
        saved = saved_views.every(store)
        tables.write(everything, folder, kept, saved)
    typer.echo(f"{len(everything)} records written to {folder}")
    if kept:
        typer.echo(f"Kept scenarios written to {folder / FILE}: {len(kept)}")
    if saved:
        typer.echo(f"Saved views written to {folder / VIEWS}: {len(saved)}")


def export_graph(
    file: Annotated[
        Path, typer.Argument(help="File to write, as ties.graphml; - writes to standard output.")
    ],
    scope: ScopeOf = WHOLE,
    view: ViewOf = ViewKind.TWO_MODE,
    weighting: WeightingOf = Weighting.NEWMAN,
    form: Annotated[
        GraphFormat | None,
        typer.Option(help="Format: json is node-link, csv the ties; if left out, by the ending."),
    ] = None,
    as_of: AsOf = None,
    exclude: Exclude = None,
) -> None:
    """Write the graph of a part of the network for Gephi, R, yEd or Python.

    Nodes carry names, kind, sector, languages and populations served, ties their strength. As CSV
    there is a row for each tie, in the columns that `graphsvc measure` reads.
    """
    written = form or _form_of(file)
    with graph_at_hand(message("Exporting")) as snapshot:
        part = Scope.checked(snapshot, scope, as_of or today(), left_out(exclude))
        found = graph(snapshot, part, view, weighting)
        data = write_graph(found, written)
    if str(file) == _STANDARD_OUTPUT:
        sys.stdout.buffer.write(data)
        return
    write_file(file, data)
    nodes, ties = found.number_of_nodes(), found.number_of_edges()
    say(
        message(
            "Nodes written to {file}: {nodes}; ties: {ties}.",
            nodes=nodes,
            ties=ties,
            file=str(file),
        )
    )


def _form_of(file: Path) -> GraphFormat:
    """Return the format that the ending of a file names."""
    known = {f".{each}": each for each in GraphFormat}
    if file.suffix.lower() not in known:
        raise InvalidInput.single(
            message("The ending of {file} names no format.", file=str(file)),
            message("Use one of: {codes}, or add --form.", codes=tuple(known)),
            file=str(file),
        )
    return known[file.suffix.lower()]


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
        with progress(message("Making up the region")) as tell:
            region = demonstration.generate(partnerships, seed=seed, progress=tell)
        region.truths.write(truths)
        if write is not None:
            tables.write(region.changes, write)
        with progress(message("Loading it")) as tell:
            revision = journal.apply(store, region.changes, label="demo", progress=tell)
    typer.echo(f"{len(region.changes)} records loaded; the graph is at revision {revision}.")
    typer.echo(f"What was planted is told in {truths}.")
