"""scenario: what if some were there and others were not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from graphsvc.analytics.engagement import Reference
from graphsvc.analytics.overlay import faults
from graphsvc.analytics.overlay_form import OverlayIn, ScenarioWritten
from graphsvc.analytics.scenario import evaluate, refuse
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.cli.asking import AsCsv, AsJson, AsOf, Exclude, Lang, Speech, form_of, left_out, tell
from graphsvc.cli.database import ready_store
from graphsvc.cli.output import Form, print_table, progress, say
from graphsvc.dates import today
from graphsvc.errors import Fault, InvalidInput, Where
from graphsvc.language import Message, message
from graphsvc.model import ids, refusals, values
from graphsvc.model.scenarios import id_faults
from graphsvc.store import scenarios
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_snapshot


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
    with progress("Working the scenario out"):
        part = Scope.checked(snapshot, scope, as_of or today(), left_out(exclude))
        answer = evaluate(snapshot, part, overlay, reference=reference, lenient=is_kept)
    if form is Form.TABLE:
        for each in answer.not_applied:
            say(f"Left out: {each.part}: {each.problem}")
        numbers = [
            {"number": row.measure, "now": row.before, "then": row.after} for row in answer.numbers
        ]
        print_table("The network as a whole", numbers)
    shown = {"name": "organization", "before": "rank now", "after": "rank then"}
    tell(answer, snapshot, form, lang, "ranking", shown)


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
    say(f"Kept as {item}.")
