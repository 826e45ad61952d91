"""targets: how many seats a council wants each sector to have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from graphsvc.analytics.scope import Scope
from graphsvc.api.keeper import Keeper
from graphsvc.api.schemas.targets import TargetOut, TargetsIn, TargetsOut
from graphsvc.api.targets import set_targets, targets_on
from graphsvc.cli.asking import AsCsv, AsJson, AsOf, form_of
from graphsvc.cli.database import ready_store, told_by_field
from graphsvc.cli.output import Form, print_json, print_table, say
from graphsvc.dates import today
from graphsvc.errors import Fault, InvalidInput, Where
from graphsvc.exchange.sheets import as_csv as written_as_csv
from graphsvc.language import message
from graphsvc.model import refusals
from graphsvc.store.bolt import Store

_LONGEST_NUMBER = 10


def targets(
    partnership: Annotated[str, typer.Argument(help="Id of the partnership.")],
    wanted: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SECTOR=SEATS",
            help="Every sector that is to have seats; left out, what is set is shown.",
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="First day they hold; today if left out.")
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(help="Id of a source that states them; can be repeated."),
    ] = None,
    none: Annotated[
        bool, typer.Option("--none", help="End all targets: no sector has one any more.")
    ] = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Show the seats that a council wants each sector to have, or set them: health=3 housing=1.

    They are set all at once: a sector that is not named has no target from that day on. Days before
    keep theirs. sectors --reference targets compares the seats with them.
    """
    form = form_of(as_json=as_json, as_csv=as_csv)
    is_set = bool(wanted) or none
    if wanted and none:
        raise InvalidInput.single(
            message("Name sectors, or end all targets with --none, not both.")
        )
    if is_set and as_of:
        raise InvalidInput.single(
            message("Targets are set from a day on: take --since, not --as-of.")
        )
    if not is_set and (since or source):
        raise InvalidInput.single(
            message("Name the sectors with their seats, as health=3, to set targets.")
        )
    with ready_store() as store:
        if is_set:
            answer = _set(store, partnership, wanted or (), since, source or ())
        else:
            snapshot = Keeper(store).snapshot()
            day = Scope.checked(snapshot, partnership, as_of or today()).as_of
            answer = targets_on(snapshot, partnership, day)
    _print(answer, form)


def _set(
    store: Store,
    partnership: str,
    wanted: Sequence[str],
    since: str | None,
    sources: Sequence[str],
) -> TargetsOut:
    parts = [each.partition("=") for each in wanted]
    sent = {
        "targets": [
            # What is no number, or none that anybody means, is told with what else is wrong.
            {"sector": sector, "seats": int(seats) if _is_number(seats) else seats}
            for sector, _, seats in parts
        ],
        "since": since,
        "sources": list(sources),
    }
    try:
        checked = TargetsIn.model_validate(sent)
    except ValidationError as error:
        raise InvalidInput([_fault(wanted, each) for each in error.errors()]) from error
    with told_by_field():
        return set_targets(Keeper(store), partnership, checked)


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < _LONGEST_NUMBER


def _fault(wanted: Sequence[str], each: Mapping[str, Any]) -> Fault:
    """Say what is wrong with a word typed, or else with the value of an option."""
    place = each["loc"]
    if place[0] == "targets" and len(place) > 1:
        remedy = message("Write a sector with its seats, as health=3.")
        return Fault(Where(field=wanted[place[1]]), refusals.said(each), remedy)
    return Fault(Where(field=str(place[0])), refusals.said(each), refusals.remedy(each))


def _print(answer: TargetsOut, form: Form) -> None:
    found = answer.model_dump(mode="json")
    # Sources by their ids, as a sheet of targets names them.
    rows = [{**row, "sources": [each["id"] for each in row["sources"]]} for row in found["targets"]]
    if form is Form.JSON:
        print_json(found)
    elif form is Form.CSV:
        typer.echo(written_as_csv(rows, list(TargetOut.model_fields)), nl=False)
    elif rows:
        shown = ("sector", "seats", "since", "until", "sources")
        title = f"Targets of {answer.partnership} on {answer.as_of}: {answer.seats} seats"
        print_table(title, [{name: row[name] for name in shown} for row in rows])
    else:
        text = message(
            "The council of {partnership} has set no targets for {date}.",
            partnership=answer.partnership,
            date=answer.as_of,
        )
        say(text)
