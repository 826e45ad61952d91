"""The commands, gathered."""

from __future__ import annotations

import typer

from graphsvc import __version__
from graphsvc.cli import (
    analyse,
    catalogues,
    changes,
    cypher,
    database,
    files,
    measure,
    measured,
    scenario,
    serve,
    structure,
    suggest,
    targets,
)

app = typer.Typer(
    name="graphsvc",
    help="Who bridges, who is missing, who next: the network of a partnership as a graph.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and end."
    ),
) -> None:
    """Take the options that go before a command."""


app.command()(serve.serve)
app.command("import")(files.import_files)
app.command("export")(files.export)
app.command("export-graph")(files.export_graph)
app.command()(database.migrate)
app.command()(database.validate)
app.command()(files.seed)
app.command()(files.demo)
app.command()(catalogues.search)
app.command()(measured.centrality)
app.command()(measured.pairs)
app.command()(measured.groups)
app.command()(measured.network)
app.command()(measured.measures)
app.command()(analyse.bridging)
app.command()(analyse.role)
app.command()(analyse.sectors)
app.command()(targets.targets)
app.command()(analyse.mixing)
app.command()(analyse.recommend)
app.command()(suggest.tables)
app.command()(catalogues.purposes)
app.command()(catalogues.features)
app.command()(suggest.feedback)
app.command()(suggest.backtest)
app.command("key-players")(structure.key_players)
app.command()(structure.communities)
app.command()(changes.changes)
app.command()(scenario.scenario)
app.command("scenarios")(scenario.list_scenarios)
app.command()(measure.measure)
app.command("cypher")(cypher.ask_cypher)
