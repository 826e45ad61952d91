"""scenario, scenarios: what if some were there and others were not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from graphsvc.analytics.engagement import Reference
from graphsvc.analytics.overlay import faults
from graphsvc.analytics.overlay_form import OverlayIn, ScenarioWritten
from graphsvc.analytics.scenario import evaluate, refuse
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.api.schemas.scenarios import ScenarioListed, ScenarioOut
from graphsvc.cli.asking import AsCsv, AsJson, AsOf, Exclude, form_of, left_out, tell
from graphsvc.cli.database import ready_store
from graphsvc.cli.output import Form, print_json, print_table, progress, say
from graphsvc.cli.speech import Lang, Speech
from graphsvc.dates import today
from graphsvc.errors import Fault, InvalidInput, Where
from graphsvc.exchange.sheets import as_csv as written_as_csv
from graphsvc.language import Message, message
from graphsvc.model import ids, refusals, values
from graphsvc.model.scenarios import id_faults
from graphsvc.store import scenarios
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_snapshot

_PART = ("id", "name", "part_of", "organization", "body", "role", "seats")


def scenario(
    source: Annotated[
        str, typer.Argument(help="A JSON file as sent to /v1/scenarios, or the id of a kept one.")
    ],
    scope: Annotated[
        str, typer.Option(help="all, or the id of a partnership, a body or an organization.")
    ] = WHOLE,
    keep: Annotated[
        str | None, typer.Option(help="Keep the file as a scenario under this id: scen:NAME.")
    ] = None,
    reference: Annotated[
        Reference, typer.Option(help="What sectors are compared with.")
    ] = Reference.PEERS,
    as_of: AsOf = None,
    exclude: Exclude = None,
    lang: Lang = Speech.EN,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """What if: the network with some additions and removals, beside what it is.

    The graph stays as it is. The table shows the bridging ranking, before and after.
    """
    form = form_of(as_json=as_json, as_csv=as_csv)
    is_kept = source.startswith(f"{ids.SCENARIO}:")
    sent = None if is_kept else _read(Path(source))
    with ready_store() as store:
        snapshot = read_snapshot(store)
        text = scenarios.read(store, source).text if sent is None else ""
        overlay = (sent or OverlayIn.model_validate_json(text)).overlay()
        if keep is not None and sent is not None:
            refuse(faults(snapshot, overlay, today()))
            _keep(store, keep, sent)
    with progress(message("Working the scenario out")):
        part = Scope.checked(snapshot, scope, as_of or today(), left_out(exclude))
        answer = evaluate(snapshot, part, overlay, reference=reference, lenient=is_kept)
    if form is Form.TABLE:
        for each in answer.not_applied:
            say(message("Left out: {part}: {problem}", part=each.part, problem=each.problem))
        numbers = [
            {"number": row.measure, "now": row.before, "then": row.after} for row in answer.numbers
        ]
        print_table("The network as a whole", numbers)
    shown = {"name": "organization", "before": "rank now", "after": "rank then"}
    tell(answer, snapshot, form, lang, "ranking", shown)


def list_scenarios(
    item: Annotated[
        str | None, typer.Argument(help="Id of one that is kept; left out, all are listed.")
    ] = None,
    forget: Annotated[bool, typer.Option("--forget", help="Forget it.")] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Scenarios that are kept: lists them, shows what one adds and removes, or forgets it.

    What --json shows of one is a file that `graphsvc scenario` takes. `graphsvc scenario --keep`
    keeps one.
    """
    form = form_of(as_json=as_json, as_csv=as_csv)
    if forget and item is None:
        raise InvalidInput.single(message("Name the scenario to forget."))
    with ready_store() as store:
        if item is None:
            _list([ScenarioListed.of(each) for each in scenarios.every(store)], form)
        elif forget:
            scenarios.drop(store, item)
            say(message("Forgotten: {id}.", id=item))
        else:
            _show(ScenarioOut.of(scenarios.read(store, item)), form)


def _list(kept: Sequence[ScenarioListed], form: Form) -> None:
    rows = [each.model_dump(mode="json") for each in kept]
    if form is Form.JSON:
        print_json(rows)
    elif form is Form.CSV:
        typer.echo(written_as_csv(rows, list(ScenarioListed.model_fields)), nl=False)
    elif rows:
        print_table("Scenarios", rows)
    else:
        say(message("No scenario is kept."))


def _show(kept: ScenarioOut, form: Form) -> None:
    found = kept.model_dump(mode="json")
    if form is Form.JSON:
        print_json(found)
        return
    rows = [
        {"change": change, "kind": kind, **dict.fromkeys(_PART), **_part(each)}
        for change in ("add", "remove")
        for kind, every in found[change].items()
        for each in every
    ]
    if form is Form.CSV:
        typer.echo(written_as_csv(rows, ["change", "kind", *_PART]), nl=False)
    elif rows:
        print_table(f"{kept.name} ({kept.id})", rows)
    else:
        say(message("{name} ({id}) changes nothing.", name=kept.name, id=kept.id))


def _part(each: str | Mapping[str, Any]) -> dict[str, Any]:
    """Return a part of a scenario by column: what is removed is often an id alone."""
    if isinstance(each, str):
        return {"id": each}
    return {name: value for name, value in each.items() if name in _PART}


def _read(path: Path) -> ScenarioWritten:
    try:
        return ScenarioWritten.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InvalidInput.single(
            message("{file} cannot be read.", file=str(path)),
            message("Name a JSON file, or the id of a scenario that is kept."),
            file=str(path),
        ) from error
    except ValidationError as error:
        raise InvalidInput(
            [
                Fault(
                    Where(file=str(path), field=".".join(map(str, each["loc"]))),
                    _problem(each),
                    refusals.remedy(each),
                )
                for each in error.errors()
            ]
        ) from error


def _problem(each: Mapping[str, Any]) -> Message:
    if each["type"] == "json_invalid":
        return message("The file is not JSON: {why}.", why=each["ctx"]["error"])
    return refusals.said(each)


def _keep(store: Store, item: str, sent: ScenarioWritten) -> None:
    wrong = [("keep", *each) for each in id_faults(item)]
    wrong += [("name", *each) for each in values.faults("name", sent.name)]
    if wrong:
        raise InvalidInput(
            [Fault(Where(field=field), problem, remedy) for field, problem, remedy in wrong]
        )
    scenarios.put(store, item, sent.name, sent.text())
    say(message("Kept as {id}.", id=item))
