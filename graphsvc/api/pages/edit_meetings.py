"""Forms for meetings: recording one with who was there, and changing what was recorded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from fastapi import APIRouter, Response

from graphsvc.api.deps import ItemPath
from graphsvc.api.matching import by, last_of
from graphsvc.api.pages.edit_form import Form, State, links, stated, with_source, wrong
from graphsvc.api.pages.forms import KEPT_FORM, Sent, SentDep
from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.dates import is_active, is_date, today
from graphsvc.errors import NotFound, Outdated
from graphsvc.language import Date, Message, message
from graphsvc.model import ids
from graphsvc.model.edits import Rewrite, tag_of
from graphsvc.model.entities import Attendance, Changes, Meeting
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import AttendanceStatus
from graphsvc.web import addresses
from graphsvc.web.editing import Field, Group
from graphsvc.web.pieces import Text
from graphsvc.web.views import EditFormPage

router = APIRouter(include_in_schema=False, dependencies=[KEPT_FORM])
# The id of an organization stands in the name of its field.
_OF = "at."
_MOST = 400  # organizations in one form
_STATUS: Mapping[str, AttendanceStatus] = {str(each): each for each in AttendanceStatus}
_UNKNOWN = message("not recorded")
_STATUSES: tuple[tuple[str, Text], ...] = (
    *((str(each), each.label) for each in AttendanceStatus),
    ("", _UNKNOWN),
)
_OTHERS: tuple[tuple[str, Text], ...] = (
    ("", _UNKNOWN),
    (str(AttendanceStatus.PRESENT), AttendanceStatus.PRESENT.label),
    (str(AttendanceStatus.ABSENT), AttendanceStatus.ABSENT.label),
)


@router.get("/bodies/{item}/add-meeting")
def show_add(frame: FrameDep, item: ItemPath) -> Response:
    """Show the form that records a meeting."""
    return frame.respond(_page(frame, item, None, State({"date": (frame.as_of,)})))


@router.get("/meetings/{item}/change")
def show_change(frame: FrameDep, item: ItemPath) -> Response:
    """Show the form that changes who was at a meeting."""
    meeting = _meeting(frame.snapshot, item)
    start = {**_values(frame.snapshot, meeting), "tag": (_tag(frame.snapshot, meeting),)}
    return frame.respond(_page(frame, meeting.body, meeting, State(start)))


def _meeting(snapshot: Snapshot, item: str) -> Meeting:
    found = snapshot.activity.meetings.get(item)
    if found is None:
        raise NotFound(item)
    return found


def _page(frame: Frame, body: str, meeting: Meeting | None, state: State) -> EditFormPage:
    snapshot = frame.snapshot
    if body not in snapshot.bodies:
        raise NotFound(body)
    record = snapshot.bodies[body]
    asked = _asked(snapshot, body, meeting, state)
    listed = _by_name(frame, asked)
    rows = tuple(_row(frame, state, item) for item in listed)
    date = state.text("date", message("Date of the meeting"), kind="date", wanted=True)
    others = state.choice(
        "others", message("All who are not recorded above were"), _OTHERS, kind="select"
    )
    return state.page(
        title=message("Record a meeting of {body}", body=record)
        if meeting is None
        else message(
            "Who was at the meeting of {body} on {date}", body=record, date=Date(meeting.date)
        ),
        trail=links(frame, snapshot.partnership_of[body], body),
        action=addresses.form(body, "add-meeting", **frame.kept)
        if meeting is None
        else addresses.form(meeting.id, "change", **frame.kept),
        groups=(
            *((Group((date,)),) if meeting is None else ()),
            Group(rows, message("Who was there"), _NOBODY if not rows else _BLANK),
            *((Group((others,)),) if rows else ()),
        ),
        hidden=(("tag", state.one("tag")), ("rows", " ".join(listed))),
        button=message("Record the meeting") if meeting is None else message("Store the change"),
    )


_BLANK = message("What is not recorded counts neither as present nor as absent.")
_NOBODY = message("No organization sits there on this day: add members first.")


def _row(frame: Frame, state: State, item: str) -> Field:
    name = _OF + item
    organization = frame.snapshot.organizations[item]
    shown = state if name in state.values else replace(state, values={**state.values, name: ("",)})
    return shown.choice(name, organization, _STATUSES, kind="radios")


def _asked(snapshot: Snapshot, body: str, meeting: Meeting | None, state: State) -> set[str]:
    """Return whom the form asks of: who sits there on the day, and of whom something is known."""
    day = meeting.date if meeting else state.one("date")
    day = day if is_date(day) else today()
    found = {
        seat.organization
        for seat in snapshot.seats_of_body.get(body, ())
        if is_active(seat.since, seat.until, day)
    }
    if meeting is not None:
        found |= {each.organization for each in snapshot.activity.attendance.at(meeting.id)}
    return found | {item for item in _named(state.values) if item in snapshot.organizations}


def _named(names: Iterable[str]) -> list[str]:
    return [name.removeprefix(_OF) for name in names if name.startswith(_OF)]


def _by_name(frame: Frame, items: Iterable[str]) -> list[str]:
    held = frame.snapshot.organizations
    return sorted(items, key=lambda item: (frame.speech.name(held[item]).casefold(), item))[:_MOST]


def _values(snapshot: Snapshot, meeting: Meeting) -> dict[str, tuple[str, ...]]:
    return {
        _OF + each.organization: (str(each.status),)
        for each in snapshot.activity.attendance.at(meeting.id)
    }


def _tag(snapshot: Snapshot, meeting: Meeting) -> str:
    """Return a digest of a meeting and of who was there."""
    tags = [tag_of(meeting), *map(tag_of, snapshot.activity.attendance.at(meeting.id))]
    return hashlib.sha256(" ".join(tags).encode()).hexdigest()[:16]


def _statuses(sent: Sent, asked: Iterable[str]) -> dict[str, AttendanceStatus]:
    """Return what was sent of each organization; of the others, what was said of all of them.

    Only of those whom the form showed: of who came to the table since nothing was said.
    """
    shown = set(sent.one("rows").split())
    asked = [item for item in asked if item in shown or not shown]
    others = _STATUS.get(sent.one("others"))
    found = {item: _STATUS.get(sent.one(_OF + item), others) for item in asked}
    return {item: status for item, status in found.items() if status is not None}


def _attendance(meeting: str, statuses: Mapping[str, AttendanceStatus]) -> tuple[Attendance, ...]:
    return tuple(
        Attendance(organization=item, meeting=meeting, status=status)
        for item, status in sorted(statuses.items())
    )


@router.post("/bodies/{item}/add-meeting")
def add(frame: FrameDep, item: ItemPath, sent: SentDep) -> Response:
    """Record a meeting."""
    form = Form(frame, sent, lambda state: _page(frame, item, None, state))
    date = sent.one("date")
    made_id = f"{ids.MEETING}:{ids.local(item)}~{date}"

    def work_out(snapshot: Snapshot) -> Changes:
        if made_id in snapshot.activity.meetings:
            raise wrong(
                "date",
                message("A meeting on this day is recorded already."),
                message("Change who was there on the page of the council or committee."),
            )
        source = stated(form.author)
        meeting = with_source(Meeting(id=made_id, body=item, date=date), source)
        asked = _asked(snapshot, item, None, State(sent.fields))
        there = _attendance(made_id, _statuses(sent, asked))
        return Changes(sources=(source,), meetings=(meeting,), attendance=there)

    def told(after: Snapshot) -> Message:
        return _counted(after, made_id)

    def to(_: Snapshot) -> str:
        return f"{addresses.page(item, **frame.kept)}#meetings-title"

    return form.write(work_out, to, told, _date_faults(date))


def _date_faults(date: str) -> dict[str, Sequence[Text]]:
    if len(date) != len("2017-03-20") or not is_date(date):
        return {"date": [message("Write a day as 2017-03-20.")]}
    if date > today():
        return {"date": [message("This day has not come yet.")]}
    return {}


def _counted(after: Snapshot, item: str) -> Message:
    meeting = after.activity.meetings[item]
    found = after.activity.attendance.at(item)
    counts = {
        status: sum(1 for each in found if each.status is status) for status in AttendanceStatus
    }
    return message(
        "Meeting of {body} on {date}: {present} present, {regrets} sent regrets, {absent} absent.",
        body=after.bodies[meeting.body],
        date=Date(meeting.date),
        present=counts[AttendanceStatus.PRESENT] + counts[AttendanceStatus.ALTERNATE],
        regrets=counts[AttendanceStatus.REGRETS],
        absent=counts[AttendanceStatus.ABSENT],
    )


@router.post("/meetings/{item}/change")
def change(frame: FrameDep, item: ItemPath, sent: SentDep) -> Response:
    """Change who was at a meeting."""
    meeting = _meeting(frame.snapshot, item)
    form = Form(frame, sent, lambda state: _page(frame, meeting.body, meeting, state))

    def work_out(snapshot: Snapshot) -> Rewrite | None:
        before = _meeting(snapshot, item)
        here = {each.organization: each for each in snapshot.activity.attendance.at(item)}
        wanted = _statuses(sent, _asked(snapshot, meeting.body, before, State(sent.fields)))
        shown = set(sent.one("rows").split())
        unseen = {item: each.status for item, each in here.items() if shown and item not in shown}
        wanted |= unseen
        if wanted == {organization: each.status for organization, each in here.items()}:
            return None
        if _tag(snapshot, before) != sent.one("tag"):
            raise Outdated(message("It was changed since you opened this form."))
        source = stated(form.author)
        gone = tuple((organization, item) for organization in here if organization not in wanted)
        changes = Changes(
            sources=(source,),
            meetings=(with_source(before, source),),
            attendance=_attendance(item, wanted),
        )
        return Rewrite(changes, {"attendance": gone} if gone else {})

    def to(_: Snapshot) -> str:
        return f"{addresses.page(meeting.body, **frame.kept)}#meetings-title"

    try:
        return form.write(work_out, to, lambda after: _counted(after, item))
    except Outdated:
        return _conflict(form, item)


def _conflict(form: Form, item: str) -> Response:
    """Show the form again with what somebody else has recorded of each beside what was chosen."""
    snapshot = form.frame.keeper.snapshot()
    meeting = _meeting(snapshot, item)
    stored = _values(snapshot, meeting)
    typed = dict(form.sent.fields)
    names = {*stored, *(name for name in typed if name.startswith(_OF))}
    differing: dict[str, Text] = {}
    for name in names:
        status = _STATUS.get(stored.get(name, ("",))[0])
        if typed.get(name, ("",)) != stored.get(name, ("",)):
            differing[name] = status.label if status else _UNKNOWN
    typed["tag"] = (_tag(snapshot, meeting),)
    last = last_of(form.frame.keeper.store, "meetings", meeting)
    stays = message("Nothing was overwritten. Send the form again to store it as it stands below.")
    told = message("Who was there was changed while this form was open. {stays}", stays=stays)
    if last is not None:
        told = message(
            "Who was there was changed while this form was open, on {date} by {author}. {stays}",
            date=Date(last.at[:10]),
            author=by(last),
            stays=stays,
        )
    state = State(typed, stored=differing, conflict=told)
    return form.frame.respond(form.again(state), 409)
