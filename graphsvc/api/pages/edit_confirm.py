"""The form that confirms the members of a council or committee: all that are ticked, or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from http import HTTPStatus

from fastapi import APIRouter, Response

from graphsvc.analytics import sentences
from graphsvc.api.deps import ItemPath
from graphsvc.api.matching import by, last_of
from graphsvc.api.pages.confirmations import last_confirmed, needs_confirming
from graphsvc.api.pages.edit_form import Form, State, Values, links, stated
from graphsvc.api.pages.forms import KEPT_FORM, SentDep
from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.api.pages.seat_terms import confirmed
from graphsvc.dates import is_active, today
from graphsvc.errors import NotFound, Outdated
from graphsvc.language import Date, Message, message, messages
from graphsvc.model.edits import tag_of
from graphsvc.model.entities import Changes, Membership, Source
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.values import shown
from graphsvc.web import addresses
from graphsvc.web.editing import Field, Group
from graphsvc.web.pieces import Option, Text
from graphsvc.web.views import EditFormPage

router = APIRouter(include_in_schema=False, dependencies=[KEPT_FORM])
# Those that are due, and those that were confirmed of late. A seat is sent as its id and its tag.
_DUE, _AGAIN = "seat", "again"
_MOST = 200  # in one form, so that what a browser sends of them can be read
_INTRO = message("Who confirms a membership says that it is today as it is recorded.")
_LEAVE_OUT = message("Take the tick away from whatever is not right, and change or end it later.")
_LATELY = message("These need no tick. To confirm one again today all the same, tick it.")
_NOBODY = message("No organization sits there today: add members first.")
_MORE = message("There are more; the others are shown once these are confirmed.")


@router.get("/bodies/{item}/confirm")
def show(frame: FrameDep, item: ItemPath) -> Response:
    """Show whom one confirms: those who are due are ticked."""
    seats = _seats(frame, item)
    ticked = tuple(_value(seat) for seat in seats if needs_confirming(frame.snapshot, seat))
    return frame.respond(_page(frame, item, State({_DUE: ticked})))


def _seats(frame: Frame, item: str) -> list[Membership]:
    """Return who sits there today, those first who are due, each by name."""
    held = frame.snapshot
    if item not in held.bodies:
        raise NotFound(item)
    name = frame.speech.name
    return sorted(
        (seat for seat in held.seats_of_body.get(item, ()) if _is_today(seat)),
        key=lambda seat: (
            not needs_confirming(held, seat),
            name(held.organizations[seat.organization]).casefold(),
            seat.id,
        ),
    )


def _is_today(seat: Membership) -> bool:
    return is_active(seat.since, seat.until, today())


def _value(seat: Membership) -> str:
    return f"{seat.id} {tag_of(seat)}"


def _page(frame: Frame, item: str, state: State) -> EditFormPage:
    held = frame.snapshot
    seats = _seats(frame, item)
    due = [seat for seat in seats[:_MOST] if needs_confirming(held, seat)]
    lately = [seat for seat in seats[:_MOST] if not needs_confirming(held, seat)]
    groups = [
        _group(frame, state, _DUE, message("Members to confirm"), due, _LEAVE_OUT),
        _group(frame, state, _AGAIN, message("Confirmed in the last year"), lately, _LATELY),
    ]
    if not seats:
        groups = [Group((), hint=_NOBODY)]
    if len(seats) > _MOST:
        groups.append(Group((), hint=_MORE))
    return state.page(
        title=message("Confirm the members of {body}", body=held.bodies[item]),
        intro=_INTRO,
        trail=links(frame, held.partnership_of[item], item),
        action=addresses.form(item, "confirm", **frame.kept),
        groups=tuple(group for group in groups if group.fields or group.hint),
        button=message("Confirm all that are ticked"),
    )


def _group(
    frame: Frame, state: State, name: str, label: Text, seats: Sequence[Membership], hint: Text
) -> Group:
    """Return the boxes of some seats; what was sent of one stands in its box again."""
    if not seats and not state.faults.get(name):
        return Group(())
    ticked = {item: f"{item} {tag}" for item, tag in _ticked(state.values)}
    options = tuple(
        Option(ticked.get(seat.id) or _value(seat), _label(frame, seat), seat.id in ticked)
        for seat in seats
    )
    field = Field(
        name=name,
        label=label,
        kind="checks",
        options=options,
        hint=hint,
        faults=tuple(state.faults.get(name, ())),
    )
    return Group((field,))


def _label(frame: Frame, seat: Membership) -> Message:
    gaps = {
        "organization": frame.snapshot.organizations[seat.organization],
        "role": seat.role.label,
    }
    last = last_confirmed(frame.snapshot, seat)
    if last is None or last.date is None:
        return message("{organization} ({role})", **gaps)
    gaps |= {"date": Date(last.date), "author": last.title or "–"}
    return message("{organization} ({role}), confirmed on {date} by {author}", **gaps)


def _ticked(values: Values) -> list[tuple[str, str]]:
    """Return the seats that are ticked, each with the tag of the state that was read."""
    sent = (*values.get(_DUE, ()), *values.get(_AGAIN, ()))
    parted = (each.partition(" ") for each in dict.fromkeys(sent))
    return [(item, tag) for item, _, tag in parted]


@router.post("/bodies/{item}/confirm")
def confirm(frame: FrameDep, item: ItemPath, sent: SentDep) -> Response:
    """Confirm all that are ticked, or none of them where one was changed since it was read."""
    form = Form(frame, sent, lambda state: _page(frame, item, state))
    ticked = _ticked(sent.fields)
    nobody: Sequence[Text] = () if ticked else [message("Tick at least one of them.")]

    def work_out(snapshot: Snapshot) -> Changes | None:
        source = stated(form.author)
        if _changed(snapshot, item, ticked, source):
            raise Outdated(message("It was changed since you opened this form."))
        found = [confirmed(snapshot.seat_of.get(seat), tag, source) for seat, tag in ticked]
        sure = tuple(seat for seat in found if seat is not None)
        return Changes(sources=(source,), memberships=sure) if sure else None

    def told(after: Snapshot) -> Message:
        return messages(
            "{count} membership of {body} was confirmed.",
            "{count} memberships of {body} were confirmed.",
            len(ticked),
            count=len(ticked),
            body=after.bodies[item],
        )

    def to(_: Snapshot) -> str:
        return addresses.page(item, **frame.kept)

    try:
        return form.write(work_out, to, told, {_DUE: nobody})
    except Outdated:
        return _conflict(form, item, ticked)


def _changed(
    snapshot: Snapshot, body: str, ticked: Iterable[tuple[str, str]], source: Source
) -> list[str]:
    """Return which seats are not what was read any more, or not here."""
    found = []
    for item, tag in ticked:
        seat = snapshot.seat_of.get(item)
        if seat is None or seat.body != body or not _is_today(seat):
            found.append(item)
            continue
        try:
            confirmed(seat, tag, source)
        except Outdated:
            found.append(item)
    return found


def _conflict(form: Form, item: str, ticked: Sequence[tuple[str, str]]) -> Response:
    """Show the form again as things stand, and say what was changed and by whom."""
    frame = replace(form.frame, snapshot=form.frame.keeper.snapshot())
    held = frame.snapshot
    gone = _changed(held, item, ticked, stated(form.author))
    told = [_by_whom(frame, seat) for seat in gone]
    text = messages(
        "Nothing was confirmed: {count} membership was changed while the form was open: {names}. "
        "Below it stands as it is now. Look at it, then send the form again.",
        "Nothing was confirmed: {count} memberships were changed while the form was open: {names}. "
        "Below they stand as they are now. Look at them, then send the form again.",
        len(gone),
        count=len(gone),
        names=sentences.some(told),
    )
    now = [held.seat_of[seat] for seat, _ in ticked if seat in held.seat_of]
    values = {**form.sent.fields, _DUE: tuple(_value(seat) for seat in now), _AGAIN: ()}
    state = State(values, conflict=text)
    return frame.respond(_page(frame, item, state), HTTPStatus.CONFLICT)


def _by_whom(frame: Frame, item: str) -> Text:
    seat = frame.snapshot.seat_of.get(item)
    if seat is None:
        return shown(item)
    name = frame.snapshot.organizations[seat.organization]
    last = last_of(frame.keeper.store, "memberships", seat)
    if last is None:
        return name
    gaps = {"organization": name, "date": Date(last.at[:10]), "author": by(last)}
    return message("{organization} (on {date} by {author})", **gaps)
