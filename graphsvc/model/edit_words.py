"""What an edit did, in words: one sentence for each, and the fields of its records by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graphsvc.language import Date, Message, Named, message, messages, tongue
from graphsvc.model import ids, vocabulary
from graphsvc.model.edits import Edit, Part, changed_fields
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import PROVINCES

FIELDS: Mapping[str, Message] = {
    "name": message("Name"),
    "name_fr": message("French name"),
    "aliases": message("Also written as"),
    "sectors": message("Sectors"),
    "part_of": message("Belongs to"),
    "languages": message("Languages"),
    "populations": message("Populations served"),
    "website": message("Website"),
    "since": message("Since"),
    "until": message("Until (first day it is over)"),
    "sources": message("Sources"),
    "confidence": message("Confidence"),
    "kind": message("Kind"),
    "local_kind": message("What its own people call it"),
    "theme": message("Theme"),
    "organization": message("Organization"),
    "body": message("Council or committee"),
    "partnership": message("Partnership"),
    "role": message("Role"),
    "role_as_printed": message("Role as printed"),
    "name_as_printed": message("Name as printed"),
    "seats": message("Seats"),
    "voting": message("Votes"),
    "date": message("Date"),
    "meeting": message("Meeting"),
    "status": message("Presence"),
    "province": message("Province"),
    "covers": message("Places"),
    "notes": message("Notes"),
    "sector": message("Sector"),
    "url": message("Address"),
    "title": message("Title"),
}
_DATES = frozenset({"since", "until", "date", "due"})
_ITEMS = frozenset(
    {"organization", "body", "partnership", "part_of", "covers", "sources", "meeting", "other"}
)
_CODES = {
    "role": vocabulary.Role,
    "confidence": vocabulary.Confidence,
    "status": vocabulary.AttendanceStatus,
    "sectors": Sector,
    "populations": vocabulary.Population,
    "sector": Sector,
}
_STATED = ids.make(ids.SOURCE, str(vocabulary.SourceKind.STATED))
_KINDS = {"partnerships": vocabulary.PartnershipKind, "bodies": vocabulary.BodyKind}


class Names:
    """Finds what an id stands for: in the graph, else in the edit that took it out."""

    def __init__(self, snapshot: Snapshot, edit: Edit | None = None) -> None:
        self._snapshot = snapshot
        self._gone = {
            part.key: part.record
            for part in (edit.parts if edit else ())
            if isinstance(part.record, Named)
        }

    def of(self, item: str) -> Named | Message | str:
        """Return the record with an id, the words for it, or the id where nothing is known."""
        held = self._snapshot
        record = held.named(item) or held.places.get(item) or self._gone.get(item)
        if record is not None:
            return record
        meeting = held.activity.meetings.get(item)
        if meeting is not None:
            return message("{body}, {date}", body=self.of(meeting.body), date=Date(meeting.date))
        source = held.sources.get(item)
        if source is not None:
            return source.title or source.url or item
        return item


def what(names: Names, part: Part) -> Named | Message | str:
    """Say of which record a part of an edit is."""
    record = part.record
    if part.kind == "memberships":
        return message(
            "The membership of {organization} on {body}",
            organization=names.of(record.organization),
            body=names.of(record.body),
        )
    if part.kind == "attendance":
        return message(
            "What is recorded of {organization} at {meeting}",
            organization=names.of(record.organization),
            meeting=names.of(record.meeting),
        )
    return names.of(record.id) if hasattr(record, "id") else str(part.key)


def sentence(snapshot: Snapshot, edit: Edit) -> Message:
    """Say in one sentence what an edit did.

    Parameters
    ----------
    snapshot
        The graph, for the names of what the records belong to.
    edit
        What was done.
    """
    if not edit.is_readable:
        return message("This change cannot be read by this version.")
    names = Names(snapshot, edit)
    told = [part for part in edit.parts if part.kind != "sources"] or list(edit.parts)
    done = (
        _meeting(names, told)
        or _turned(names, told)
        or _member(names, told)
        or _confirmed(names, told)
        or _single(names, told)
    )
    return message("Undone: {what}", what=_undone(snapshot, edit)) if edit.undoes else done


def _undone(snapshot: Snapshot, edit: Edit) -> Message:
    """Say what was undone: the parts the other way round are what the undone edit did."""
    parts = tuple(Part(part.kind, part.after, part.before) for part in edit.parts)
    return sentence(snapshot, Edit(id=edit.id, revision=edit.revision, at=edit.at, parts=parts))


def _meeting(names: Names, parts: Iterable[Part]) -> Message | None:
    here = [part for part in parts if part.kind in {"meetings", "attendance"}]
    meetings = [part for part in here if part.kind == "meetings"]
    if not here or len(here) != len(list(parts)):
        return None
    if len(meetings) == 1:
        record = meetings[0].record
        body, date = names.of(record.body), Date(record.date)
        if meetings[0].before is None:
            return messages(
                "Recorded the meeting of {body} on {date}, with {count} organization.",
                "Recorded the meeting of {body} on {date}, with {count} organizations.",
                len(here) - 1,
                body=body,
                date=date,
                count=len(here) - 1,
            )
        if meetings[0].after is None:
            return message("Took out the meeting of {body} on {date}.", body=body, date=date)
        return message("Changed the meeting of {body} on {date}.", body=body, date=date)
    return message("Changed who was at {meeting}.", meeting=names.of(here[0].record.meeting))


def _turned(names: Names, parts: list[Part]) -> Message | None:
    """Say that one term of a membership ended and the next began, otherwise than the first."""
    begun = [part for part in parts if part.before is None]
    ended = [part for part in parts if part.before is not None and part.after is not None]
    if len(parts) != 2 or len(begun) != 1 or len(ended) != 1:
        return None
    old, new = ended[0].after, begun[0].after
    if {part.kind for part in parts} != {"memberships"} or old.until != new.since:
        return None
    if (old.organization, old.body) != (new.organization, new.body):
        return None
    fields = [
        name for name in ("role", "seats", "voting") if getattr(old, name) != getattr(new, name)
    ]
    return message(
        "Changed the membership of {organization} on {body} from {date} on: {fields}.",
        organization=names.of(new.organization),
        body=names.of(new.body),
        date=Date(new.since),
        fields=_labels(fields),
    )


def _is_confirmed(part: Part) -> bool:
    """Tell whether an edit did nothing but say of a record that it is right."""
    fields = {name for name, _, _ in changed_fields(part.before, part.after)}
    brought = set(part.after.sources) - set(part.before.sources)
    return fields <= {"sources", "confidence"} and any(each.startswith(_STATED) for each in brought)


def _member(names: Names, parts: list[Part]) -> Message | None:
    seats = [part for part in parts if part.kind == "memberships"]
    others = [part for part in parts if part.kind not in {"memberships", "organizations"}]
    if len(seats) != 1 or others:
        return None
    [part] = seats
    record = part.record
    gaps: dict[str, Any] = {
        "organization": names.of(record.organization),
        "body": names.of(record.body),
        "role": record.role.label,
    }
    if part.before is None:
        if len(parts) > 1:
            return message(
                "Added {organization}, new here, to {body} ({role}).",
                **gaps,
            )
        return message("Added {organization} to {body} ({role}).", **gaps)
    if part.after is None:
        return message("Took the membership of {organization} on {body} out.", **gaps)
    return _other_seat(part, gaps)


def _other_seat(part: Part, gaps: dict[str, Any]) -> Message:
    if _is_confirmed(part):
        return message("Confirmed the membership of {organization} on {body}.", **gaps)
    fields = told_fields(part)
    if fields == ["until"] and part.after.until:
        gaps["date"] = Date(part.after.until)
        return message("Ended the membership of {organization} on {body}: {date}.", **gaps)
    return message(
        "Changed the membership of {organization} on {body}: {fields}.",
        **gaps,
        fields=_labels(fields),
    )


def _confirmed(names: Names, parts: list[Part]) -> Message | None:
    """Say of several memberships of one body that they were confirmed at once."""
    bodies = {part.record.body for part in parts if part.kind == "memberships"}
    if len(parts) < 2 or len(bodies) != 1 or {part.kind for part in parts} != {"memberships"}:
        return None
    if not all(part.before and part.after and _is_confirmed(part) for part in parts):
        return None
    return messages(
        "Confirmed {count} membership of {body}.",
        "Confirmed {count} memberships of {body}.",
        len(parts),
        count=len(parts),
        body=names.of(bodies.pop()),
    )


def _single(names: Names, parts: list[Part]) -> Message:
    if len(parts) != 1:
        return messages(
            "Changed {count} record.", "Changed {count} records.", len(parts), count=len(parts)
        )
    [part] = parts
    what = _what(names, part)
    if part.before is None:
        return message("Added {what}.", what=what)
    if part.after is None:
        return message("Took out {what}.", what=what)
    return message("Changed {what}: {fields}.", what=what, fields=_labels(told_fields(part)))


def told_fields(part: Part) -> list[str]:
    """Return the fields that an edit changed: its source goes without saying where others did."""
    fields = [name for name, _, _ in changed_fields(part.before, part.after)]
    return [name for name in fields if name != "sources"] or fields


def _what(names: Names, part: Part) -> Any:
    if isinstance(part.record, Named):
        return part.record
    target = getattr(part.record, "sector", None)
    if target is not None:
        return message("a seat target for {sector}", sector=target.short)
    return names.of(str(part.key))


def _labels(fields: Iterable[str]) -> tuple[Message | str, ...]:
    return tuple(label_of(name) for name in fields)


def label_of(field: str) -> Message | str:
    """Return what a field is called."""
    return FIELDS.get(field, field)


def value_of(names: Names, kind: str, field: str, value: Any) -> Message | str | Named:
    """Return the value of a field, as `to_plain` has it, as a reader wants to see it."""
    if value is None:
        return ""
    if isinstance(value, list):
        told = tuple(value_of(names, kind, field, each) for each in value)
        return message("{parts}", parts=told) if told else ""
    if isinstance(value, bool):
        return message("yes") if value else message("no")
    if field in _DATES:
        return message("{date}", date=Date(value))
    if field in _ITEMS:
        return names.of(value)
    return _word(kind, field, value)


def _word(kind: str, field: str, value: Any) -> Message | str | Named:
    if field == "languages":
        return tongue(value)
    if field == "province":
        return PROVINCES[value] if value in PROVINCES else str(value)
    words: Any = _KINDS.get(kind) if field == "kind" else _CODES.get(field)
    labels: Mapping[str, Message] = {str(each): each.label for each in words} if words else {}
    return labels.get(value, str(value))
