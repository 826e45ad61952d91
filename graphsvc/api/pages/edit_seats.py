"""Forms for a membership that is there: changing it, ending it, confirming it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from fastapi import APIRouter, Request, Response

from graphsvc.api.cookies import author_in
from graphsvc.api.deps import ItemPath
from graphsvc.api.matching import by, last_of
from graphsvc.api.pages.edit_fields import filled
from graphsvc.api.pages.edit_form import (
    STAYS,
    Form,
    Shown,
    State,
    Values,
    conflict,
    expect,
    links,
    opened,
    stated,
    with_source,
)
from graphsvc.api.pages.forms import KEPT_FORM, Sent, SentDep
from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.api.pages.seat_terms import (
    SeatWish,
    confirmed,
    is_turned,
    mended,
    term_after,
    terms,
)
from graphsvc.dates import is_date, today
from graphsvc.errors import NotFound, Outdated
from graphsvc.language import Date, Message, message
from graphsvc.model.edits import alike, tag_of
from graphsvc.model.entities import Changes, Membership
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import Role
from graphsvc.web import addresses
from graphsvc.web.editing import Group
from graphsvc.web.pieces import Link, Text
from graphsvc.web.views import EditFormPage

router = APIRouter(include_in_schema=False, dependencies=[KEPT_FORM])
ROLES: Mapping[str, Text] = {str(each): each.label for each in Role}
_VOTES: Mapping[str, Text] = {"": message("not known"), "yes": message("yes"), "no": message("no")}
_VOTING = {"yes": True, "no": False}
_DAY_HINT = message("As 2017-03-20, 2017-03 or 2017; not needed where the record was wrong.")
# What a changed role means for the record: a new term from a day on, or that it was wrong.
_TURNED, _MENDED = "turned", "mended"
_HOW: Mapping[str, Text] = {
    _TURNED: message("It has changed: what was recorded holds until this day"),
    _MENDED: message("The record was wrong: correct it for the whole term"),
}


@router.get("/memberships/{item}/change")
def show_change(frame: FrameDep, item: ItemPath) -> Response:
    """Show the form that changes a membership."""
    seat = _seat(frame, item)
    start = {"how": (_TURNED,), "day": (today(),), "tag": (tag_of(seat),)}
    return frame.respond(_change_page(frame, item, State({**_values(seat), **start})))


def _values(seat: Membership) -> Values:
    votes = {True: "yes", False: "no", None: None}[seat.voting]
    return filled({"role": (str(seat.role),), "seats": (str(seat.seats),), "voting": (votes,)})


def _change_page(frame: Frame, item: str, state: State) -> EditFormPage:
    seat = _seat(frame, item)
    who, where = _ends(frame.snapshot, seat)
    what = (
        state.choice("role", message("Role"), ROLES.items(), kind="select"),
        state.text("seats", message("Seats"), kind="number"),
        state.choice("voting", message("Votes"), _VOTES.items(), kind="select"),
    )
    since = (
        state.choice("how", message("What happened?"), _HOW.items(), kind="radios"),
        state.text("day", message("Changed on"), hint=_DAY_HINT, longest=10),
    )
    return state.page(
        title=message("Change the membership of {organization}", organization=who),
        intro=message(
            "{organization} is on {body} ({role}).",
            organization=who,
            body=where,
            role=seat.role.label,
        ),
        trail=links(frame, frame.snapshot.partnership_of[seat.body], seat.body),
        action=addresses.form(item, "change", **frame.kept),
        groups=(Group(what), Group(since)),
        hidden=(("tag", state.one("tag")),),
        button=message("Store the change"),
    )


def _ends(snapshot: Snapshot, seat: Membership) -> tuple[Text, Text]:
    return snapshot.organizations[seat.organization], snapshot.bodies[seat.body]


@router.post("/memberships/{item}/change")
def change(frame: FrameDep, item: ItemPath, sent: SentDep) -> Response:
    """Change a membership: correct it, or end this term and begin the next."""
    seat = _seat(frame, item)
    fields = {"since": "day", "until": "day"}
    form = Form(frame, sent, lambda state: _change_page(frame, item, state), fields)
    wish, faults = _wish(sent)

    def work_out(snapshot: Snapshot) -> Changes | None:
        before = snapshot.seat_of.get(item)
        if before is None or wish is None:
            raise Outdated(message("It was changed since you opened this form."))
        if alike(wish.of(before), before) or is_turned(snapshot, before, wish):
            return None
        expect(sent.one("tag"), before)
        source = stated(form.author)
        if not wish.day:
            return Changes(sources=(source,), memberships=(mended(before, wish, source),))
        ended, begun = terms(snapshot, before, wish, source.id)
        return Changes(sources=(source,), memberships=(with_source(ended, source), begun))

    def told(after: Snapshot) -> Message:
        who, where = _ends(after, seat)
        return message(
            "The membership of {organization} on {body} was changed.", organization=who, body=where
        )

    try:
        return form.write(work_out, lambda _: addresses.page(seat.body, **frame.kept), told, faults)
    except Outdated:
        return _met(form, _CHANGED, item, _change_page)


def _met(
    form: Form, shown: Shown, item: str, page: Callable[[Frame, str, State], EditFormPage]
) -> Response:
    """Show a form again whose membership was changed since; if it turned, that of the new term."""
    tag, frame = form.sent.one("tag"), form.frame.now()
    seat = frame.snapshot.seat_of.get(item)
    after = term_after(frame.snapshot, seat) if seat else None
    before = opened(frame, shown.kind, item, tag)
    if seat is None or after is None or (before is not None and before.until == seat.until):
        return conflict(form, shown, item, tag)
    fields = dict(form.sent.fields)
    if form.sent.one("day") <= (after.since or ""):
        fields["how"] = (_MENDED,)  # no further term can begin before this one
    again = replace(
        form,
        frame=frame,
        sent=Sent(fields),
        again=lambda state: page(frame, after.id, state),
    )
    return conflict(again, shown, item, tag, (after.id, _told_of(frame, after)))


def _told_of(frame: Frame, seat: Membership) -> Message:
    who, where = _ends(frame.snapshot, seat)
    last = last_of(frame.keeper.store, "memberships", seat)
    return message(
        "The membership was changed by {author} while the form was open: from {day} on, "
        "{organization} is on {body} ({role}). The form is now about this term. {stays}",
        author=by(last) if last else message("somebody else"),
        day=Date(seat.since or ""),
        organization=who,
        body=where,
        role=seat.role.label,
        stays=STAYS,
    )


def _wish(sent: Sent) -> tuple[SeatWish | None, dict[str, Sequence[Text]]]:
    faults: dict[str, Sequence[Text]] = {}
    role, seats, voting = sent.one("role"), sent.one("seats") or "1", sent.one("voting")
    how, day = sent.one("how"), sent.one("day")
    if role not in ROLES:
        faults["role"] = [message("There is no such role.")]
    if not (seats.isdecimal() and len(seats) < 5):
        faults["seats"] = [message("This has to be a whole number.")]
    if voting not in _VOTES:
        faults["voting"] = [message("Choose one of these.")]
    if how not in _HOW:
        faults["how"] = [message("Choose one of these.")]
    if how == _TURNED and not is_date(day):
        faults["day"] = [message("Write a date as 2017-03-20, 2017-03 or 2017.")]
    if faults:
        return None, faults
    chosen = Role(role)  # type: ignore[call-arg]  # looks the member up by its code
    return SeatWish(chosen, int(seats), _VOTING.get(voting), day if how == _TURNED else ""), {}


def _words(name: str, value: tuple[str, ...]) -> Text:
    code = value[0] if value else ""
    return {"role": ROLES, "voting": _VOTES}.get(name, {}).get(code, code)


_CHANGED = Shown("memberships", _values, _words)


@router.post("/memberships/{item}/confirm")
def confirm(request: Request, frame: FrameDep, item: ItemPath, sent: SentDep) -> Response:
    """Confirm that a membership is as it is recorded; in whose name is asked first."""
    seat = _seat(frame, item)
    author = sent.one("author") or author_in(request)
    given = Sent({**sent.fields, "author": (author,)} if author else sent.fields)
    if not author and not sent.one("asked"):
        return frame.respond(_confirm_page(frame, item, State(given.fields)), 422)
    form = Form(frame, given, lambda state: _confirm_page(frame, item, state))

    def work_out(snapshot: Snapshot) -> Changes | None:
        source = stated(author)
        sure = confirmed(snapshot.seat_of.get(item), sent.one("tag"), source)
        return Changes(sources=(source,), memberships=(sure,)) if sure else None

    def told(after: Snapshot) -> Message:
        who, where = _ends(after, seat)
        return message("{organization} on {body}: confirmed.", organization=who, body=where)

    try:
        return form.write(work_out, lambda _: sent.back, told)
    except Outdated:
        return _met(form, _CONFIRMED, item, _confirm_page)


def _confirm_page(frame: Frame, item: str, state: State) -> EditFormPage:
    seat = _seat(frame, item)
    who, where = _ends(frame.snapshot, seat)
    back = addresses.own(state.one("back") or addresses.page(seat.body, **frame.kept))
    return state.page(
        title=message("Confirm the membership of {organization}", organization=who),
        intro=message(
            "{organization} is on {body} ({role}). Who confirms it says that this is so today.",
            organization=who,
            body=where,
            role=seat.role.label,
        ),
        trail=(*links(frame, seat.body), Link(message("Back"), back)),
        action=addresses.form(item, "confirm", **frame.kept),
        groups=(),
        hidden=(("tag", state.one("tag")), ("back", back), ("asked", "author")),
        button=message("Confirm"),
    )


_CONFIRMED = Shown("memberships", lambda _: {}, _words)


@router.get("/memberships/{item}/end")
def show_end(frame: FrameDep, item: ItemPath) -> Response:
    """Show the form that ends a membership."""
    seat = _seat(frame, item)
    start = {"until": (seat.until or today(),), "tag": (tag_of(seat),)}
    return frame.respond(_end_page(frame, item, State(start)))


def _seat(frame: Frame, item: str) -> Membership:
    seat = frame.snapshot.seat_of.get(item)
    if seat is None:
        raise NotFound(item)
    return seat


def _end_page(frame: Frame, item: str, state: State) -> EditFormPage:
    seat = _seat(frame, item)
    who = frame.snapshot.organizations[seat.organization]
    where = frame.snapshot.bodies[seat.body]
    hint = message("The first day on which it is no member any more.")
    return state.page(
        title=message("End the membership of {organization}", organization=who),
        intro=message(
            "{organization} is on {body} ({role}). The membership stays on record with its dates.",
            organization=who,
            body=where,
            role=seat.role.label,
        ),
        trail=links(frame, frame.snapshot.partnership_of[seat.body], seat.body),
        action=addresses.form(item, "end", **frame.kept),
        groups=(
            Group((state.text("until", message("Ends on"), wanted=True, hint=hint, longest=10),)),
        ),
        hidden=(("tag", state.one("tag")),),
        button=message("End the membership"),
    )


@router.post("/memberships/{item}/end")
def end(frame: FrameDep, item: ItemPath, sent: SentDep) -> Response:
    """End a membership."""
    seat = _seat(frame, item)
    form = Form(frame, sent, lambda state: _end_page(frame, item, state))
    until, tag = sent.one("until"), sent.one("tag")
    faults: Mapping[str, Sequence[Text]] = (
        {} if until else {"until": [message("This field is empty.")]}
    )

    def work_out(snapshot: Snapshot) -> Changes | None:
        before = snapshot.seat_of.get(item)
        if before is not None and before.until == until:
            return None  # sent twice, or by two who agree
        expect(tag, before)
        source = stated(form.author)
        ended = with_source(replace(snapshot.seat_of[item], until=until), source)
        return Changes(sources=(source,), memberships=(ended,))

    def told(after: Snapshot) -> Message:
        who = after.organizations[seat.organization]
        gaps = {"organization": who, "body": after.bodies[seat.body], "date": Date(until)}
        return message("The membership of {organization} on {body} ends: {date}.", **gaps)

    try:
        return form.write(work_out, lambda _: addresses.page(seat.body, **frame.kept), told, faults)
    except Outdated:
        return _met(form, _SHOWN, item, _end_page)


def _end_values(seat: Membership) -> Values:
    return {"until": (seat.until,)} if seat.until else {}


def _end_words(_: str, value: tuple[str, ...]) -> Text:
    return message("{date}", date=Date(value[0]))


_SHOWN = Shown("memberships", _end_values, _end_words)
