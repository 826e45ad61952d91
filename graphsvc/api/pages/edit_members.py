"""The form that adds an organization to a council or committee."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Response

from graphsvc.api.deps import ItemPath
from graphsvc.api.pages import meant
from graphsvc.api.pages.edit_form import (
    DATE_HINT,
    Form,
    State,
    links,
    stated,
    wrong,
)
from graphsvc.api.pages.forms import KEPT_FORM, SentDep
from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.dates import is_active, today
from graphsvc.errors import NotFound
from graphsvc.language import Message, message
from graphsvc.model import ids
from graphsvc.model.entities import Changes, Membership, Organization
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import Role
from graphsvc.web import addresses
from graphsvc.web.editing import Field, Group
from graphsvc.web.views import EditFormPage

router = APIRouter(include_in_schema=False, dependencies=[KEPT_FORM])


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
    if state.faults.get("choice") or state.asking.get("choice") or state.one("choice"):
        who += _meant_fields(frame, name, state)
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


def _meant_fields(frame: Frame, name: str, state: State) -> tuple[Field, Field]:
    """Return the fields that ask who is meant; that it is new is chosen where nothing else is."""
    options = meant.choices(frame, name)
    if len(options) == 1:
        state = replace(state, values={**state.values, "choice": (meant.NEW,)})
    return (
        state.choice("choice", meant.question(frame, name), options, kind="radios"),
        state.choice("sector", message("Its sector, if it is new"), meant.SECTORS, kind="select"),
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
    name, asked = sent.one("organization"), sent.one("asked")
    chosen, faults = meant.chosen(frame, name, sent.one("choice"), asked)
    # Who is meant is asked once without any fault; who then sends no answer is told so.
    asking = {"choice": faults.pop("choice")[0]} if asked != name and "choice" in faults else {}
    form = Form(
        frame,
        sent,
        lambda state: _add_page(frame, item, state),
        {"name": "organization"},
        asking,
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
