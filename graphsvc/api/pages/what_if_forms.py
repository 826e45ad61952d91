"""The forms of the page on which changes are tried out: each adds a change to the draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from graphsvc.api.pages import meant
from graphsvc.api.pages.edit_form import State
from graphsvc.api.pages.what_if_bench import LONGEST_ADDRESS, Bench
from graphsvc.api.pages.what_if_draft import Draft, Kind, Part, part, seat
from graphsvc.dates import is_active
from graphsvc.language import Message, message
from graphsvc.model import ids, values
from graphsvc.model.entities import Body, Organization
from graphsvc.model.vocabulary import BodyKind, Role
from graphsvc.web.editing import Field
from graphsvc.web.pieces import Text
from graphsvc.web.what_if import ChangeForm

Faults = dict[str, Sequence[Text]]
Found = tuple[tuple[Part, ...], Faults]
_MOST_TABLES = 400  # to choose from at a time
_EMPTY = message("This field is empty.")
_UNKNOWN = message("Choose one of those in the list.")
_TYPE = message("Type its name; a part of it or another spelling will do.")


def forms(bench: Bench, state: State, do: str) -> tuple[ChangeForm, ...]:
    """Return the forms; the one that was sent, or else the first of an empty draft, is open."""
    if no_forms(bench):
        return ()
    first = "seat" if bench.bodies else "found"
    unfolded = do if do in _ADD else "" if bench.draft.parts else first
    made = (
        ("seat", message("Add an organization to a table"), message("Add"), _seat_fields),
        ("away", message("Take an organization away"), message("Take it away"), _away_fields),
        ("close", message("End a council or committee"), message("End it"), _close_fields),
        ("found", message("Begin a council or committee"), message("Begin it"), _found_fields),
    )
    # Without a table nobody can join one, and none can end.
    usable = [each for each in made if bench.bodies or each[0] == "found"]
    return tuple(
        ChangeForm(
            do=name,
            title=title,
            button=button,
            fields=fields(bench, state),
            asked=state.one("organization" if name == "seat" else "leaver"),
            is_open=name == unfolded,
        )
        for name, title, button, fields in usable
    )


def no_forms(bench: Bench) -> Message | None:
    """Say why no change can be added by a form; None where one can."""
    if len(bench.bodies) > _MOST_TABLES:
        return message("There are too many tables to choose from. Choose a partnership above.")
    if not bench.bodies and not _above(bench):
        return message("No council or committee is recorded here on this day.")
    return None


def added(bench: Bench, state: State, do: str) -> tuple[Draft, Faults]:
    """Add what a form says to the draft; or find what is wrong with it, by the field."""
    parts, faults = _ADD[do](bench, state)
    if faults:
        return bench.draft, faults
    draft = bench.draft.plus(*parts)
    if len(bench.address(draft)) > LONGEST_ADDRESS:
        first = _FIRST[do]
        return bench.draft, {first: [message(
            "An address cannot hold more changes than these. Keep them under a name, then go on."
        )]}  # fmt: skip
    return draft, {}


def is_form(do: str) -> bool:
    """Whether this is one of the forms that add a change."""
    return do in _ADD


def _seat_fields(bench: Bench, state: State) -> tuple[Field, ...]:
    name = state.one("organization")
    who = [
        state.text(
            "organization",
            message("Organization"),
            wanted=True,
            offered=_offered(bench),
            hint=message("Type its name. One that is not known yet can be added too."),
        )
    ]
    if state.faults.get("choice"):
        choices = meant.choices(bench.frame, name)
        who += [
            state.choice("choice", message("Which one do you mean?"), choices, kind="radios"),
            state.choice(
                "sector", message("Its sector, if it is new"), meant.SECTORS, kind="select"
            ),
        ]
    roles = [(str(each), each.label) for each in Role]
    return (
        *who,
        state.choice("body", message("Council or committee"), _tables(bench), kind="select"),
        state.choice("role", message("Role"), roles, kind="select"),
    )


def _away_fields(bench: Bench, state: State) -> tuple[Field, ...]:
    who = [
        state.text(
            "leaver", message("Who leaves"), wanted=True, offered=_offered(bench), hint=_TYPE
        )
    ]
    if state.faults.get("which"):
        choices = meant.known_choices(bench.frame, state.one("leaver"))
        question = message("Which one do you mean?")
        who.append(state.choice("which", question, choices, kind="radios"))
    everything = ("", message("everything: it leaves altogether"))
    return (
        *who,
        state.choice(
            "leaves", message("What it leaves"), [everything, *_there(bench)], kind="select"
        ),
    )


def _close_fields(bench: Bench, state: State) -> tuple[Field, ...]:
    label = message("The one that ends")
    hint = message("What is under it ends with it.")
    return (state.choice("closes", label, _there(bench), kind="select", hint=hint),)


def _found_fields(bench: Bench, state: State) -> tuple[Field, ...]:
    kinds = [(str(each), each.label) for each in BodyKind]
    return (
        state.text("name", message("Its name"), wanted=True),
        state.choice("sort", message("Kind"), kinds, kind="select"),
        state.choice("under", message("Belongs to"), _above(bench), kind="select"),
    )


def _tables(bench: Bench) -> list[tuple[str, Text]]:
    return [(item, bench.named(item)) for item in bench.bodies]


def _there(bench: Bench) -> list[tuple[str, Text]]:
    """Return the tables that are there now."""
    return [each for each in _tables(bench) if each[0] in bench.frame.snapshot.bodies]


def _above(bench: Bench) -> list[tuple[str, Text]]:
    """Return what a new body can belong to: the partnerships that are looked at, and bodies."""
    held = bench.frame.snapshot
    of = bench.draft.of
    if of in held.bodies:
        partnerships = []
    elif of in held.partnerships:
        partnerships = [of]
    else:
        active = [
            each.id
            for each in held.partnerships.values()
            if is_active(each.since, each.until, bench.frame.as_of)
        ]
        name = bench.frame.speech.name
        partnerships = sorted(active, key=lambda item: ids.fold(name(held.partnerships[item])))
    return [*((item, held.partnerships[item]) for item in partnerships), *_there(bench)]


def _offered(bench: Bench) -> tuple[str, ...]:
    """Return the names of those who sit on a table that is looked at."""
    seats = bench.frame.snapshot.seats_of_body
    found = {seat.organization for body in bench.bodies for seat in seats.get(body, ())}
    return meant.offered(bench.frame, found)


def _new_here(bench: Bench, name: str) -> str | None:
    """Return the organization of this name that the draft adds already."""
    for item, made in bench.added.items():
        if isinstance(made, Organization) and ids.fold(made.name) == ids.fold(name):
            return item
    return None


def _add_seat(bench: Bench, state: State) -> Found:
    name, body, role = (state.one(each) for each in ("organization", "body", "role"))
    faults: Faults = {}
    who = _new_here(bench, name) if name else None
    new: tuple[Part, ...] = ()
    if who is None:
        who, faults = meant.chosen(bench.frame, name, state.one("choice"), state.one("asked"))
        wrong = [text for pair in values.faults("name", name) for text in pair]
        if who == meant.NEW and wrong:
            faults["organization"] = wrong
        elif who == meant.NEW:
            new = (part(Kind.NEW, f"{state.one('sector')},{name}"),)
            who = ids.make(ids.ORGANIZATION, name)
            if who in bench.frame.snapshot.organizations or who in bench.added:
                faults["organization"] = [message(
                    "This name makes the same id as that of {organization}. Choose that one, or "
                    "write the name with one more word.",
                    organization=bench.named(who),
                )]  # fmt: skip
    if body not in bench.bodies:
        faults["body"] = [_UNKNOWN]
    made = seat(who, body, role or Role.MEMBER)
    if made.record is None and body and not faults:
        faults["role"] = [_UNKNOWN]
    if any(each.record is None for each in new):
        faults["sector"] = [_UNKNOWN]
    return (*new, made), faults


def _add_away(bench: Bench, state: State) -> Found:
    name, body = state.one("leaver"), state.one("leaves")
    who, faults = _leaver(bench, state, name)
    if body and body not in bench.bodies:
        faults["leaves"] = [_UNKNOWN]
    elif body and who and not faults and not _sits(bench, who, body):
        faults["leaves"] = [message("It does not sit there on this day.")]
    made = part(Kind.END, f"{who},{body}") if body else part(Kind.LEAVE, who)
    return (made,), faults


def _leaver(bench: Bench, state: State, name: str) -> tuple[str, Faults]:
    if not name:
        return "", {"leaver": [_EMPTY]}
    which = state.one("which")
    if which and state.one("asked") == name and which in bench.frame.snapshot.organizations:
        return which, {}
    exact = meant.exactly(bench.frame, name)
    if len(exact) == 1:
        return exact[0], {}
    if _new_here(bench, name):
        return "", {"leaver": [message("It is one of your changes: remove that instead.")]}
    if not meant.known_choices(bench.frame, name):
        return "", {"leaver": [message("No organization has a name like this.")]}
    several = message("Several organizations bear this name.")
    none = message("No organization bears just this name. Choose one.")
    return "", {"which": [several if exact else none]}


def _sits(bench: Bench, who: str, body: str) -> bool:
    return any(
        seat.body == body and is_active(seat.since, seat.until, bench.frame.as_of)
        for seat in bench.frame.snapshot.seats_of_organization.get(who, ())
    )


def _add_close(bench: Bench, state: State) -> Found:
    item = state.one("closes")
    faults: Faults = {} if item in bench.frame.snapshot.bodies else {"closes": [_UNKNOWN]}
    return (part(Kind.CLOSE, item),), faults


def _add_found(bench: Bench, state: State) -> Found:
    name, above = state.one("name"), state.one("under")
    if not name:
        return (), {"name": [_EMPTY]}
    made = part(Kind.FOUND, f"{above},{state.one('sort') or BodyKind.OTHER},{name}")
    wrong: list[Text] = [text for pair in values.faults("name", name) for text in pair]
    if wrong:
        return (), {"name": wrong}
    if above not in dict(_above(bench)):
        return (), {"under": [_UNKNOWN]}
    record = made.record
    if not isinstance(record, Body):
        return (), {"sort": [_UNKNOWN]}
    if record.id in bench.added or record.id in bench.frame.snapshot.bodies:
        return (), {"name": [message("There is one of this name already.")]}
    return (made,), {}


_ADD: Mapping[str, Callable[[Bench, State], Found]] = {
    "seat": _add_seat,
    "away": _add_away,
    "close": _add_close,
    "found": _add_found,
}
_FIRST = {"seat": "organization", "away": "leaver", "close": "closes", "found": "name"}
