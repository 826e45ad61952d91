"""`graphsvc measure`: the numbers of the service on a network in CSV files, without any store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graphsvc.analytics.choices import MOST_SEED, names_in
from graphsvc.analytics.largest_pairs import count_pairs
from graphsvc.analytics.measure import Effort, Level, Measure, Number
from graphsvc.analytics.measured import order
from graphsvc.analytics.measures import (
    ALL,
    USUAL_OF_GRAPH,
    USUAL_OF_NODES,
    at_work_on,
    choose,
    estimate_seconds,
    left_out,
    name_faults,
)
from graphsvc.analytics.network import Network, Shape
from graphsvc.analytics.pair_values import Pair, PairValues
from graphsvc.analytics.progress import step
from graphsvc.analytics.views import Weighting
from graphsvc.cli.measure_text import BETWEEN, Entry, check_keys
from graphsvc.cli.measure_text import as_csv as written_as_csv
from graphsvc.cli.measure_text import as_json as written_as_json
from graphsvc.cli.output import at_work, say_estimates
from graphsvc.cli.speech import current, spoken, told
from graphsvc.errors import InvalidInput
from graphsvc.ingest.edge_lists import EdgeFiles, EdgeNetwork, EdgeView, Reading, read_network
from graphsvc.language import language, message, messages

# What can be read on a screen; the rest is for --csv and --json.
_MOST_ROWS = {Level.NODE: 200, Level.GROUP: 200, Level.PAIR: 20}
_LONG_SECONDS = 20


def measure(
    edges: Annotated[
        Path,
        typer.Argument(
            metavar="EDGES.csv",
            help="Who sits where (columns actor,event), or who is tied to whom "
            "(source,target, and weight where ties differ in strength).",
            show_default=False,
        ),
    ],
    *,
    view: Annotated[
        EdgeView,
        typer.Option(
            help="two_mode: actors and events. one_mode: actors tied by shared events, or as "
            "given. declared: actors tied by what they report.",
            show_default=False,
        ),
    ],
    nodes: Annotated[
        Path | None,
        typer.Option(
            metavar="NODES.csv",
            help="All actors (column actor), those without a tie too, and their groups.",
            show_default=False,
        ),
    ] = None,
    events: Annotated[
        Path | None,
        typer.Option(
            metavar="EVENTS.csv",
            help="All events (column event), those nobody attended too.",
            show_default=False,
        ),
    ] = None,
    directed: Annotated[
        bool,
        typer.Option("--directed", help="A declared tie leads from its source to its target."),
    ] = False,
    weighting: Annotated[
        Weighting,
        typer.Option(
            help="How much a shared event of n actors adds to a tie of the one_mode view: "
            "newman: 1/(n-1). count: 1. binary: all ties are 1.",
        ),
    ] = Weighting.NEWMAN,
    group: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN",
            help="Column of the file of nodes that tells the group. [default: group, if there]",
            show_default=False,
        ),
    ] = None,
    measures: Annotated[
        str | None,
        typer.Option(
            metavar="all|NAME,NAME",
            help="What to work out. Without it: all in JSON and CSV, the usual ones in a table.",
            show_default=False,
        ),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, max=MOST_SEED, help="For what is drawn by lot.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, at full precision.")] = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Print CSV, a row for each number, at full precision.")
    ] = False,
) -> None:
    """Work out centralities and other measures of a network in CSV files.

    A value that is not defined is null in JSON, an empty cell in CSV, a dash in a table.

    If anything is wrong with the files, all of it is listed, and the exit code is 2.
    """
    reading = Reading(view, directed, weighting, group, seed)
    names = _names(measures, _shape(reading), everything=as_json or as_csv)
    try:
        if as_json and as_csv:
            raise InvalidInput.single(message("Ask for JSON or for CSV, not for both."))
        read = _read(EdgeFiles(edges, nodes, events), reading, names)
        chosen = choose(names, read.network)
        _announce(read.network, chosen, everything=names == [ALL])
        entries = _entries(chosen, read.network)
    except InvalidInput as error:
        typer.echo(told(error), err=True)
        raise typer.Exit(2) from error
    say_estimates(entries, current())
    if as_json:
        _print(written_as_json(reading, read, entries))
    elif as_csv:
        _print(written_as_csv(entries))
    else:
        _show(entries, usual=measures is None)


def _shape(reading: Reading) -> Shape:
    if reading.view is EdgeView.TWO_MODE:
        return Shape.TWO_MODE
    return Shape.DIRECTED if reading.directed else Shape.ONE_MODE


def _names(measures: str | None, shape: Shape, *, everything: bool) -> list[str]:
    """Return the measures asked for; all of them by default, but in a table the usual ones."""
    if measures is not None:
        return list(names_in(measures))
    return [ALL] if everything else [*USUAL_OF_GRAPH[shape], *USUAL_OF_NODES[shape]]


def _read(files: EdgeFiles, reading: Reading, names: list[str]) -> EdgeNetwork:
    """Read the files; what is wrong with them comes with what is wrong with the names."""
    faults = name_faults(names, _shape(reading))
    try:
        read = read_network(files, reading)
    except InvalidInput as error:
        raise InvalidInput([*faults, *error.faults]) from error
    if faults:
        raise InvalidInput(faults)
    return read


def _announce(network: Network, chosen: list[Measure], *, everything: bool) -> None:
    """Say on standard error what is left out, and how long the rest will take if it does."""
    for reason, names in left_out(network) if everything else ():
        note = message(
            "Left out: {names}. {reason}", names=[each.name for each in names], reason=reason
        )
        typer.echo(spoken(note), err=True)
    seconds = estimate_seconds(network.graph, chosen)
    if seconds > _LONG_SECONDS:
        minutes = max(1, round(seconds / 60))
        note = messages(
            "This takes about {count} minute.",
            "This takes about {count} minutes.",
            minutes,
            count=minutes,
        )
        typer.echo(spoken(note), err=True)


def _entries(chosen: list[Measure], network: Network) -> dict[str, Entry]:
    """Work out the measures, and show on a terminal how far that is."""
    entries = {}
    with at_work(message("Measuring")):
        for number, each in enumerate(chosen):
            with step(at_work_on(each), number, len(chosen)):
                entries[each.name] = _entry(each, network)
    return entries


def _entry(each: Measure, network: Network) -> Entry:
    """Work out a measure and put it into the shape in which it is printed."""
    values = each.function(network)
    if isinstance(values, PairValues):
        check_keys(each.name, values)
    entry: Entry = {"level": str(each.level)}
    if isinstance(values, Mapping):
        entry["values"] = values if isinstance(values, PairValues) else dict(values)
    else:
        entry["value"] = values
    if each.effort is Effort.COMMUNITIES:
        entry["seed"] = network.seed
    sample = network.sample_of(each.name)
    if sample is not None:
        entry |= {"approximate": True, **asdict(sample)}
    return entry


def _print(pieces: Iterable[str]) -> None:
    for piece in pieces:
        # As bytes: names must not depend on what the terminal can show.
        typer.echo(piece.encode(), nl=False)


def _show(entries: Mapping[str, Entry], *, usual: bool) -> None:
    """Print tables: one for the whole graph, then as many as the width needs for each level."""
    console = Console()
    whole = {name: entry for name, entry in entries.items() if entry["level"] == Level.GRAPH}
    if whole:
        table = _table(str(message("Whole graph")), ["", str(message("Value"))])
        for name, entry in whole.items():
            table.add_row(name, _plain(entry["value"]))
        console.print(table)
    for level, title in _TITLES.items():
        columns = {name: entry for name, entry in entries.items() if entry["level"] == level}
        for part in _abreast(columns, console.width):
            _show_part(console, level, str(title), part)
    if usual:
        console.print(str(message("These are the usual measures; --measures all gives every one.")))


_TITLES = {
    Level.NODE: message("Nodes"),
    Level.GROUP: message("Groups"),
    Level.PAIR: message("Pairs"),
}


def _show_part(console: Console, level: Level, title: str, columns: Mapping[str, Entry]) -> None:
    table = _table(title, ["", *columns])
    items = _items(columns)
    shown = items[: _MOST_ROWS[level]]
    for item in shown:
        cells = (_plain(entry["values"].get(item)) for entry in columns.values())
        # Text, not markup: a name is shown as it is, whatever is in it.
        table.add_row(Text(_label(item)), *cells)
    console.print(table)
    pairs = [entry["values"] for entry in columns.values() if level is Level.PAIR]
    more = (count_pairs(pairs) if pairs else len(items)) - len(shown)
    if more:
        note = messages(
            "{count} more row: see --csv or --json.",
            "{count} more rows: see --csv or --json.",
            more,
            count=more,
        )
        console.print(str(note))


def _items(columns: Mapping[str, Entry]) -> list[str] | list[Pair]:
    """List the nodes or groups; of pairs those that can be shown, the largest first."""
    found: dict[Any, None] = {}
    for entry in columns.values():
        values = entry["values"]
        if isinstance(values, PairValues):
            known = values.of_pairs(values.largest(_MOST_ROWS[Level.PAIR]))
            values = sorted(known, key=lambda pair: order(known[pair], *pair))
        found |= dict.fromkeys(values)
    return list(found)


def _label(item: str | Pair) -> str:
    return item if isinstance(item, str) else BETWEEN.join(item)


def _abreast(columns: Mapping[str, Entry], width: int) -> Iterator[dict[str, Entry]]:
    """Deal columns out to tables that are not wider than the screen."""
    longest = max((len(_label(item)) for item in _items(columns)), default=0)
    part: dict[str, Entry] = {}
    used = start = min(longest, width // 2) + 4
    for name, entry in columns.items():
        if part and used + len(name) + 3 > width:
            yield part
            part, used = {}, start
        part[name] = entry
        used += len(name) + 3
    if part:
        yield part


def _table(title: str, headings: list[str]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(headings[0])
    for heading in headings[1:]:
        table.add_column(heading, justify="right")
    return table


def _plain(value: Number | None) -> str:
    if isinstance(value, bool):
        return str(message("yes") if value else message("no"))
    return language("en").number(value, digits=4)
