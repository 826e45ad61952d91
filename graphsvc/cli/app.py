"""The commands, gathered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Annotated

import typer

from graphsvc import __version__
from graphsvc.cli.speech import OPTION, Speech

# The module and the function of each command, in the order in which help lists them. A command is
# imported when it is called: all of them together take seconds, which each call would wait for.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "serve": ("serve", "serve"),
    "import": ("files", "import_files"),
    "export": ("files", "export"),
    "export-graph": ("files", "export_graph"),
    "migrate": ("database", "migrate"),
    "validate": ("database", "validate"),
    "seed": ("files", "seed"),
    "demo": ("files", "demo"),
    "search": ("catalogues", "search"),
    "centrality": ("measured", "centrality"),
    "pairs": ("measured", "pairs"),
    "groups": ("measured", "groups"),
    "network": ("measured", "network"),
    "measures": ("measured", "measures"),
    "bridging": ("analyse", "bridging"),
    "between": ("analyse", "between"),
    "role": ("analyse", "role"),
    "sectors": ("analyse", "sectors"),
    "targets": ("targets", "targets"),
    "mixing": ("analyse", "mixing"),
    "recommend": ("analyse", "recommend"),
    "tables": ("suggest", "tables"),
    "purposes": ("catalogues", "purposes"),
    "features": ("catalogues", "features"),
    "feedback": ("suggest", "feedback"),
    "backtest": ("suggest", "backtest"),
    "key-players": ("structure", "key_players"),
    "communities": ("structure", "communities"),
    "changes": ("changes", "changes"),
    "report": ("report", "report"),
    "scenario": ("scenario", "scenario"),
    "scenarios": ("scenario", "list_scenarios"),
    "views": ("saved_views", "list_views"),
    "measure": ("measure", "measure"),
    "cypher": ("cypher", "ask_cypher"),
}


def gather(names: Iterable[str] = tuple(COMMANDS)) -> typer.Typer:
    """Make the command line of some commands, or of all there are."""
    app = typer.Typer(
        name="graphsvc",
        help="Who bridges, who is missing, who next: the network of a partnership as a graph. "
        "Help is in English; answers, errors and progress in English or French.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    for name in names:
        module, function = COMMANDS[name]
        app.command(name)(getattr(import_module(f"graphsvc.cli.{module}"), function))
    return app


def called(arguments: list[str]) -> tuple[str, ...]:
    """Return the commands that a call needs: the one it names; all, where it asks what there is."""
    if arguments == ["--version"]:
        return ()
    # A language may stand before the command.
    words = arguments[2:] if arguments[:1] == [OPTION] else arguments
    named = next((word for word in words if not word.startswith(f"{OPTION}=")), "")
    return (named,) if named in COMMANDS else tuple(COMMANDS)


def _version(value: bool) -> None:
    if value:
        typer.echo(__version__)
        raise typer.Exit


def _language(context: typer.Context, value: Speech | None) -> None:
    if value is not None:
        context.default_map = {name: {"lang": value.value} for name in COMMANDS}


def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Print the version and end."
        ),
    ] = False,
    lang: Annotated[
        Speech | None,
        typer.Option(
            OPTION,
            callback=_language,
            help="Language of answers, errors and progress. Left out, answers are in English, and "
            "errors and progress follow the locale.",
        ),
    ] = None,
) -> None:
    """Take the options that go before a command."""
