"""Forms for members: adding an organization to a council or committee, and ending a membership."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fastapi import APIRouter, Response

from graphsvc.api.deps import ItemPath
from graphsvc.api.pages import meant
from graphsvc.api.pages.edit_form import (
    DATE_HINT,
    Form,
    Shown,
    State,
    Values,
    conflict,
    expect,
    links,
    stated,
    with_source,
    wrong,
)
from graphsvc.api.pages.forms import SentDep
from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.dates import is_active, today
from graphsvc.errors import NotFound, Outdated
from graphsvc.language import Date, Message, message
from graphsvc.model import ids
from graphsvc.model.edits import tag_of
from graphsvc.model.entities import Changes, Membership, Organization
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import Role
from graphsvc.web import addresses
from graphsvc.web.editing import Group
from graphsvc.web.pieces import Text
from graphsvc.web.views import EditFormPage

router = APIRouter(include_in_schema=False)


@router.get("/bodies/{item}/add-member")
def show_add(frame: FrameDep, item: ItemPath) -> Response:
    """Show the form that adds a member."""
    start = {"since": (today(),), "seats": ("1",), "role": (str(Role.MEMBER),)}
    return frame.respond(_add_page(frame, item, State(start)))


def _add_page(frame: Frame, item: str, state: State) -> EditFormPage:
    if item not in frame.snapshot.bodies:
        raise NotFound(item)
    body = frame.snapshot.bodies[item]
    name = state.one("organization")
    who = [
        state.text(
            "organization",
            message("Organization"),
            wanted=True,
            offered=_offered(frame, item),
            hint=message(
                "Type its name. One that is not known yet can be added with the next step."
            ),
        )
    ]
    if state.faults.get("choice") or state.one("choice"):
        who.append(
            state.choice(
                "choice",
                message("Which one do you mean?"),
                meant.choices(frame, name),
                kind="radios",
            )
        )
        who.append(
            state.choice(
                "sector", message("Its sector, if it is new"), meant.SECTORS, kind="select"
            )
        )
    roles = ((str(each), each.label) for each in Role)
    fields = (
        *who,
        state.choice("role", message("Role"), roles, kind="select"),
        state.text("since", message("Since"), hint=DATE_HINT, longest=10),
        state.text("seats", message("Seats"), kind="number"),
    )
    return state.page(
        title=message("Add a member to {body}", body=body),
        trail=links(frame, frame.snapshot.partnership_of[item], item),
        action=addresses.form(item, "add-member", **frame.kept),
        groups=(Group(fields),),
        hidden=(("asked", name),),
        button=message("Add the member"),
    )


def _offered(frame: Frame, item: str) -> tuple[str, ...]:
    """Return the names of organizations of the partnership that are not on the body."""
    held = frame.snapshot
    here = {seat.organization for seat in held.seats_of_body.get(item, ())}
    found = {
        seat.organization
        for body in held.bodies_of.get(held.partnership_of[item], ())
        for seat in held.seats_of_body.get(body, ())
    }
    return meant.offered(frame, found - here)


@router.post("/bodies/{item}/add-member")
def add(frame: FrameDep, item: ItemPath, sent: SentDep) -> Response:
    """Add a member; an organization that is not known yet, with it."""
    form = Form(frame, sent, lambda state: _add_page(frame, item, state), {"name": "organization"})
    chosen, faults = meant.chosen(
        frame, sent.one("organization"), sent.one("choice"), sent.one("asked")
    )
    seats = sent.one("seats") or "1"
    if not (seats.isdecimal() and len(seats) < 5):
        faults["seats"] = [message("This has to be a whole number.")]
    role = sent.one("role") or str(Role.MEMBER)
    if role not in {str(each) for each in Role}:
        faults["role"] = [message("There is no such role.")]

    def work_out(snapshot: Snapshot) -> Changes:
        source = stated(form.author)
        new = () if chosen != meant.NEW else (_new_organization(snapshot, form, source.id),)
        who = new[0].id if new else chosen
        seat = Membership(
            id=_seat_id(snapshot, who, item, sent.one("since")),
            organization=who,
            body=item,
            role=Role(role),  # type: ignore[call-arg]  # looks the member up by its code
            seats=int(seats),
            since=sent.one("since") or None,
            sources=(source.id,),
        )
        return Changes(sources=(source,), organizations=new, memberships=(seat,))

    def told(after: Snapshot) -> Message:
        who = (
            ids.make(ids.ORGANIZATION, sent.one("organization")) if chosen == meant.NEW else chosen
        )
        gaps = {"organization": after.organizations[who], "body": after.bodies[item]}
        return message("{organization} was added to {body}.", **gaps)

    return form.write(work_out, lambda _: addresses.page(item, **frame.kept), told, faults)


def _new_organization(snapshot: Snapshot, form: Form, source: str) -> Organization:
    name, sector = form.sent.one("organization"), form.sent.one("sector")
    item = ids.make(ids.ORGANIZATION, name)
    if item in snapshot.organizations:
        raise wrong(
            "organization",
            message("There is an organization of this name already."),
            message("Choose it, or add to the name what tells the two apart."),
        )
    known = {str(each): each for each in Sector}
    sectors = (known[sector],) if sector in known else ()
    return Organization(id=item, name=name, sectors=sectors, sources=(source,))


def _seat_id(snapshot: Snapshot, organization: str, body: str, since: str) -> str:
    """Return an id for a new seat: of a second term, it has the day on which that begins."""
    item = ids.between(ids.SEAT, organization, body)
    for seat in snapshot.seats_of_body.get(body, ()):
        if seat.organization == organization and is_active(
            seat.since, seat.until, since or today()
        ):
            raise wrong(
                "organization",
                message("It is a member already."),
                message("End that membership first, if this is a new term."),
            )
    if item not in snapshot.seat_of:
        return item
    if not since:
        raise wrong(
            "since",
            message("It was a member before."),
            message("Say since when it is one again."),
        )
    again = ids.between(ids.SEAT, organization, body, since)
    if again in snapshot.seat_of:
        raise wrong(
            "since",
            message("A membership that began on this day is recorded already."),
            message("Choose the day on which the new term began."),
        )
    return again


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
        return conflict(form, _SHOWN, item, tag)


def _end_values(seat: Membership) -> Values:
    return {"until": (seat.until,)} if seat.until else {}


def _end_words(_: str, value: tuple[str, ...]) -> Text:
    return message("{date}", date=Date(value[0]))


_SHOWN = Shown("memberships", _end_values, _end_words)
