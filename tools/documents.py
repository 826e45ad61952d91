"""Writes the documents that say what the code says: settings, commands, API, measures, tables.

    python tools/documents.py            # writes the pages of PAGES into docs/

`make documents` calls it; tests/house/test_house_documents.py holds the documents to it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import typer
from pydantic.fields import FieldInfo

from graphsvc.analytics import reference
from graphsvc.api.app import create_app
from graphsvc.cli.app import gather
from graphsvc.ingest.tables import PERSONAL, TABLES
from graphsvc.model.vocabulary import Population
from graphsvc.settings import Settings
from graphsvc.store.bolt import Store

FOLDER = Path(__file__).parent.parent / "docs"
# Defaults that are worked out when the settings are read.
_WORKED_OUT = {"data_dir": "`graphsvc` in `$XDG_DATA_HOME`, else in `~/.local/share`"}
_NOTHING = (None, "")
# What stands inside of what is sent.
_INSIDE = (
    "SourceIn",
    "AdditionsIn",
    "RemovalsIn",
    "NewOrganizationIn",
    "NewBodyIn",
    "NewSeatIn",
    "SeatIn",
)
_SETTINGS = """\
# Settings

Written by `make documents` from `graphsvc/settings.py`; edits here are lost.

Settings come from the environment. They are read once, when a command starts, and checked together:
a value that cannot be used, or a combination that would let others in, is named, and nothing is
started. `graphsvc serve --host` and `--port` win over the environment.
"""
_COMMANDS = """\
# Commands

Written by `make documents` from the help of the commands; edits here are lost.

What a program reads goes to standard output, what is said to people to standard error. The exit
code is 0 where all went well, 2 where the input or the settings are at fault, 1 otherwise. The
database is the one that the [settings](settings.md) name.

`graphsvc --lang fr COMMAND` speaks French, in sentences and in errors, whatever the command. Where
no language is asked for, errors are in that of the locale (`LC_ALL`, `LC_MESSAGES`, `LANG`) and
sentences in English, so that the same call gives the same answer everywhere.
"""
_API = """\
# API

Written by `make documents` from the OpenAPI document; edits here are lost.

The whole description, with a schema for each answer, is served at `/v1/openapi.json`.
"""
_SPREADSHEETS = """\
# Spreadsheets

Written by `make documents` from `graphsvc/ingest/tables.py`; edits here are lost.

`graphsvc import FILE ...` reads CSV files (commas or semicolons, UTF-8, or Latin-1 with
`--encoding`) and Excel workbooks, as many as belong together. A table is recognised by the name of
its file or sheet, else by its columns. The order of columns does not matter, nor do capitals,
accents and underscores in headers; columns that nobody knows are left out, and named.

All of it is imported or nothing. With one fault nothing is changed, and every fault is listed with
file, row, column and what would mend it; `--dry-run` only looks. Importing the same twice changes
nothing. An empty cell leaves what is stored as it is; a dash forgets it.

Most begin with one table, a row for each seat:

```csv
partnership,body,body kind,organization,role,sector,since,source url,source date
lip:ottawa,Council,council,Ottawa Public Library,member,library_culture,2024-09-01,https://example.org/minutes,2024-10-02
lip:ottawa,Health table,sector table,Hôpital Montfort,co-chair,health,2024-09-01,https://example.org/minutes,2024-10-02
```

- **Names or ids.** A name means what bears it as its name, French name or alias. Organizations and
  bodies that nobody has heard of are made; a partnership has to exist. Names that are nearly alike
  are pointed out and never merged.
- **Dates** are written 2017-03-20, 2017-03 or 2017.
- **Roles** in words: member, chair, co-chair, observer, and host, contract holder or funder,
  several with commas.
- **Rosters.** With `source url`, `source date` and `complete roster` = yes, and without `since`, a
  list says who sat there that day; whoever an earlier one listed and this one does not has left.
- **Several values** in a cell stand between semicolons: sectors, aliases, languages, populations,
  sources.
- **Populations** are those that an organization serves in particular, by code or in words, English
  or French. Newcomers at large are none of them; whoever serves all alike leaves the cell empty.
  The codes: {populations}.

Columns about persons are never read, whatever they hold: {personal}.

## Moving a graph

`graphsvc export FOLDER` writes all of it, and `graphsvc import FOLDER` reads it back, on another
machine or another server. [Scenarios](api.md#scenarios) that are kept stand in `scenarios.json`: a
list, each as `GET /v1/scenarios/{item}` shows it. Where none is kept there is no such file.

- `graphsvc import scenarios.json` brings scenarios alone, and so does any other JSON file that is
  named. In a folder, other JSON files are not looked at.
- A scenario needs an `id` and a `name`. Of one without `created_at` and `changed_at`, it is kept
  now.
- Where a scenario with that id is kept already and says something else, the one in the file takes
  its place, and a note says which one went. `--dry-run` says so beforehand. One that says the same
  stays as it is, and those that no file names stay too.
- A scenario may name what the graph does not have, as one does that was kept long ago. It comes
  whole; a note says how many of its parts are left out when it is worked out.
- Scenarios and tables are one import: with a fault in either, neither is changed. Scenarios are no
  part of the graph, so bringing them alone leaves its revision as it is.

[Saved views](api.md#saved-views) stand in `views.json` in the same way, and `graphsvc import
views.json` brings them alone. A view has an `id`, a `name` and an `address`, and may have `author`,
`created_at` and `changed_at`. An address that is no page of this service, and a name that another
view bears, are faults. Views that were removed stay behind.
"""
# Sections of the API's page, in the order a reader asks.
_TAGS = {
    "questions": "The three questions",
    "measures": "Measures",
    "structure": "The network as a whole",
    "changes": "Change between two days",
    "scenarios": "Scenarios",
    "views": "Saved views",
    "search": "Search",
    "partnerships": "Partnerships",
    "bodies": "Bodies",
    "organizations": "Organizations",
    "memberships": "Memberships",
    "feedback": "Feedback",
    "edits": "What was changed",
    "exports": "Exports",
    "cypher": "Queries of your own",
    "catalogues": "Catalogues",
    "jobs": "Jobs",
    "health": "Health",
}


def settings() -> str:
    """Write the page of settings."""
    rows = [
        (f"`GRAPHSVC_{name.upper()}`", _default(name, field), str(field.description))
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join([_SETTINGS, *_table(("setting", "where it is not set", "meaning"), rows)])


def _default(name: str, field: FieldInfo) -> str:
    if name in _WORKED_OUT:
        return _WORKED_OUT[name]
    return "–" if field.default in _NOTHING else f"`{str(field.default).lower()}`"


def commands() -> str:
    """Write the page of commands."""
    # Typer gives its group of commands no public type of its own.
    group: Any = typer.main.get_command(gather())
    context = typer.Context(group, info_name="graphsvc")
    parts = [_COMMANDS]
    for name in group.list_commands(context):
        parts += _command(name, group.get_command(context, name), context)
    return "\n".join(parts)


def _command(name: str, command: Any, above: typer.Context) -> Iterator[str]:
    context = typer.Context(command, parent=above, info_name=name)
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"## `graphsvc {name}`\n"
    yield f"    graphsvc {name} {usage}\n"
    yield f"{command.help}\n"
    records = [each.get_help_record(context) for each in command.params]
    yield from _table(("takes", "meaning"), [(f"`{taken}`", told) for taken, told in records])


def description() -> dict[str, Any]:
    """Return the OpenAPI document."""
    # Describing the service asks nothing of the store, so none is opened.
    return create_app(Settings(), cast("Store", None)).openapi()


def api() -> str:
    """Write the page of the API."""
    service = description()
    operations = [
        (path, method, operation)
        for path, methods in service["paths"].items()
        for method, operation in methods.items()
    ]
    parts = [_API, service["info"]["description"].strip() + "\n"]
    for tag, title in _TAGS.items():
        parts.append(f"## {title}\n")
        for path, method, operation in operations:
            if operation["tags"] == [tag]:
                parts += _operation(path, method, operation, service)
    parts.append("## What is sent\n")
    names = {_sent(operation) for *_, operation in operations if "requestBody" in operation}
    for name in (*sorted(names), *_INSIDE):
        parts += _body(name, service)
    return "\n".join(parts)


def spreadsheets() -> str:
    """Write the page of the tables an import knows."""
    listed = {"personal": sorted(PERSONAL), "populations": [f"`{each}`" for each in Population]}
    head = _SPREADSHEETS
    for name, words in listed.items():
        head = head.replace(f"{{{name}}}", ", ".join(words))
    parts = [head]
    for table in TABLES:
        parts.append(f"## `{table.name}`\n")
        if table.called:
            parts.append(f"Also: {', '.join(table.called)}.\n")
        needed = {name for each in table.required for name in each.split("|")}
        either = {name for each in table.required if "|" in each for name in each.split("|")}
        rows = [
            (f"`{name}`", _need(name, needed, either), ", ".join(others))
            for name, others in table.columns.items()
        ]
        parts += _table(("column", "needed", "other headers"), rows)
    return "\n".join(parts)


def _need(name: str, needed: set[str], either: set[str]) -> str:
    if name in either:
        return "one of these"
    return "yes" if name in needed else ""


Operation = Mapping[str, Any]


def _operation(path: str, method: str, operation: Operation, service: Operation) -> Iterator[str]:
    yield f"### `{method.upper()} {path}`\n"
    yield f"{operation['summary']}.\n"
    yield f"{operation['description']}\n"
    rows = [
        (f"`{each['name']}`", each["in"], _told(each | each["schema"], service))
        for each in operation.get("parameters", [])
    ]
    yield from _table(("parameter", "in", "meaning"), rows)
    if "requestBody" in operation:
        name = _sent(operation)
        yield f"Sent: [{name}](#{name.lower()}).\n"
    yield f"Answers: {', '.join(sorted(operation['responses']))}.\n"


def _sent(operation: Operation) -> str:
    schema: str = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    return schema.rpartition("/")[2]


def _told(schema: Operation, service: Operation) -> str:
    """Say what a value means, what it may be, and what it is where it is left out."""
    forms = [schema, *schema.get("anyOf", []), schema.get("items", {})]
    told = [next((each["description"] for each in forms if "description" in each), "")]
    named = [each["$ref"].rpartition("/")[2] for each in forms if "$ref" in each]
    words = [
        f"`{word}`"
        for name in named
        for word in service["components"]["schemas"][name].get("enum", ())
    ]
    if words:
        told.append(f"One of {', '.join(words)}.")
    if "maximum" in schema:
        told.append(f"From {schema['minimum']:g} to {schema['maximum']:g}.")
    if schema.get("default") not in (*_NOTHING, []):
        told.append(f"Default: `{str(schema['default']).lower()}`.")
    return " ".join(each for each in told if each)


def _body(name: str, service: Operation) -> Iterator[str]:
    schema = service["components"]["schemas"][name]
    yield f"### {name}\n"
    yield f"{schema['description']}\n"
    required = schema.get("required", ())
    rows = []
    for field, each in schema["properties"].items():
        told = _told(each, service)
        rows.append((f"`{field}`", _kind(each), f"Required. {told}" if field in required else told))
    yield from _table(("field", "type", "meaning"), rows)


def _kind(field: Operation) -> str:
    """Name the type of a field, null left out: whatever may be left out may be null."""
    kinds = []
    for each in field.get("anyOf", [field]):
        name = each["$ref"].rpartition("/")[2] if "$ref" in each else each.get("type", "")
        kinds.append(f"list of {_kind(each['items'])}" if name == "array" else name)
    return " or ".join(kind for kind in kinds if kind != "null")


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Write a table, and nothing where it has no rows."""
    if not rows:
        return
    rules = ["---"] * len(head)
    for row in (head, rules, *rows):
        # A bar in a cell would begin the next one.
        cells = (cell.replace("|", "\\|").replace("\n", " ").strip() for cell in row)
        yield f"| {' | '.join(cells)} |"
    yield ""


PAGES: Mapping[str, Callable[[], str]] = {
    "settings.md": settings,
    "commands.md": commands,
    "api.md": api,
    "measures.md": reference.as_markdown,
    "spreadsheets.md": spreadsheets,
}


def main() -> int:
    """Write every page."""
    for name, write in PAGES.items():
        (FOLDER / name).write_text(write(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
