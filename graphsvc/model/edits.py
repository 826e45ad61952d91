"""Edits: what one change of the graph did, record by record, so that it can be told and undone.

An edit holds each record as it was before and as it was left, in plain data. It never says what a
person did: its author is an organization or a role.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from graphsvc.model import entities, vocabulary
from graphsvc.model.entities import Attendance, Changes, Membership, record_key
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot

# Feedback says itself when and by whom, and is taken back in its own way. What organizations
# report of each other is told in confidence, and is not kept a second time.
KEPT: Mapping[str, type[Any]] = {
    "sources": entities.Source,
    "places": entities.Place,
    "partnerships": entities.Partnership,
    "partnership_links": entities.PartnershipLink,
    "organizations": entities.Organization,
    "bodies": entities.Body,
    "memberships": Membership,
    "partnership_ties": entities.PartnershipTie,
    "place_ties": entities.PlaceTie,
    "seat_targets": entities.SeatTarget,
    "meetings": entities.Meeting,
    "attendance": Attendance,
    "plans": entities.Plan,
    "actions": entities.Action,
    "action_ties": entities.ActionTie,
}
# What can be taken out of the graph again, in an order in which nothing is left hanging.
REMOVABLE = (
    *("attendance", "meetings", "memberships", "seat_targets"),
    *("bodies", "organizations", "partnerships", "sources"),
)
_WORDS: Mapping[str, type[Any]] = {
    **{
        name: each
        for name, each in vars(vocabulary).items()
        if isinstance(each, type) and issubclass(each, vocabulary.Word)
    },
    "Sector": Sector,
}
_TAG = 16
Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One record of an edit: as it was before, and as it was left; None where there was none."""

    kind: str
    before: Any
    after: Any

    @property
    def record(self) -> Any:
        """The record, as it was left or else as it was before."""
        return self.before if self.after is None else self.after

    @property
    def key(self) -> Any:
        """What tells the record from others of its kind."""
        return record_key(self.record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change of the graph.

    Attributes
    ----------
    id, revision
        Each edit has made one revision, and its id is made of that.
    at
        When, in UTC.
    author
        In whose name: an organization or a role, never a person; "" where nobody said.
    parts
        The records.
    undoes, undone_by
        The edit that this one took back, and the one that took this one back; "" for none.
    is_readable
        Whether its records could be read. If not, another version of graphsvc has written it:
        then it has no parts, and what it did is not known.
    """

    id: str
    revision: int
    at: str
    author: str = ""
    parts: tuple[Part, ...] = ()
    undoes: str = ""
    undone_by: str = ""
    is_readable: bool = True


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What an edit is to do: records to be put, and those to be taken out, by kind and key."""

    changes: Changes
    removed: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    undoes: Edit | None = None


def id_of(revision: int) -> str:
    """Return the id of the edit that made a revision.

    >>> id_of(42)
    'edit:42'
    """
    return f"edit:{revision}"


def parts_of(snapshot: Snapshot, rewrite: Rewrite) -> tuple[Part, ...]:
    """Lay each record to be put or taken out beside the one that is there; what is equal, aside."""
    found = []
    for kind in KEPT:
        put = {record_key(each): each for each in getattr(rewrite.changes, kind)}
        wanted = {**dict.fromkeys(rewrite.removed.get(kind, ())), **put}
        here = held(snapshot, kind, wanted) if wanted else {}
        found += [Part(kind, here.get(key), after) for key, after in wanted.items()]
    return tuple(part for part in found if not alike(part.before, part.after))


def alike(first: Any, second: Any) -> bool:
    """Tell whether two states of a record are the same; None stands for no record."""
    if first is None or second is None:
        return first is second
    return to_plain(first) == to_plain(second)


def held(snapshot: Snapshot, kind: str, keys: Iterable[Any]) -> dict[Any, Any]:
    """Return the records of a kind that are in the graph under some keys."""
    if kind == "attendance":
        return _attendance(snapshot, set(keys))
    activity = snapshot.activity
    if kind == "action_ties":
        found: Mapping[Any, Any] = {record_key(each): each for each in activity.action_ties}
    elif kind == "memberships":
        found = snapshot.seat_of
    elif kind in {"meetings", "plans", "actions"}:
        found = getattr(activity, kind)
    else:
        records = getattr(snapshot, kind)
        found = records if isinstance(records, Mapping) else {each.id: each for each in records}
    return {key: found[key] for key in keys if key in found}


def _attendance(snapshot: Snapshot, keys: set[tuple[str, str]]) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for meeting in sorted({meeting for _, meeting in keys}):
        for each in snapshot.activity.attendance.at(meeting):
            if record_key(each) in keys:
                found[record_key(each)] = each
    return found


def to_plain(record: Any) -> dict[str, Any]:
    """Return a record as plain data, in one form: what is not known left out, lists in one order.

    Of the sectors the first one is the primary one; the order of the others means nothing.
    """
    found: dict[str, Any] = {}
    for each in fields(record):
        value = getattr(record, each.name)
        if value is None or value == ():
            continue
        if isinstance(value, tuple):
            texts = [str(item) for item in value]
            if each.name == "sectors":
                texts[1:] = sorted(texts[1:])
            found[each.name] = sorted(texts) if each.name == "covers" else texts
        else:
            found[each.name] = str(value) if isinstance(value, str) else value
    return found


def from_plain(kind: str, plain: Plain) -> Any:
    """Make the record again that `to_plain` has written.

    Raises
    ------
    ValueError, TypeError
        Somebody else has written it: a field or a word is not known.
    """
    record = KEPT[kind]
    types = {each.name: str(each.type) for each in fields(record)}
    return record(**{name: _value(types.get(name, ""), value) for name, value in plain.items()})


def _value(kind: str, value: Any) -> Any:
    bare = kind.removesuffix(" | None").removeprefix("tuple[").removesuffix(", ...]")
    word = _WORDS.get(bare)
    if isinstance(value, list):
        return tuple(word(each) if word else each for each in value)
    return word(value) if word else value


def tag_of(record: Any) -> str:
    """Return a short digest of a record: it tells one state of it from every other."""
    text = json.dumps(to_plain(record), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:_TAG]


def changed_fields(before: Any, after: Any) -> Iterator[tuple[str, Any, Any]]:
    """Go through the fields in which two states of a record differ, either of which may be None.

    Ids and ends that no record changes are left out where there is only one state.
    """
    first = to_plain(before) if before is not None else {}
    second = to_plain(after) if after is not None else {}
    record = before if after is None else after
    for each in fields(record):
        old, new = first.get(each.name), second.get(each.name)
        if old != new and each.name != "id":
            yield each.name, old, new


def written(parts: Iterable[Part]) -> str:
    """Write the records of an edit as JSON."""
    rows = [
        {
            "kind": part.kind,
            "before": None if part.before is None else to_plain(part.before),
            "after": None if part.after is None else to_plain(part.after),
        }
        for part in parts
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> tuple[Part, ...]:
    """Read the records of an edit from JSON.

    Raises
    ------
    ValueError, TypeError, AttributeError, LookupError
        Somebody else has written it.
    """
    return tuple(
        Part(
            each["kind"],
            None if each["before"] is None else from_plain(each["kind"], each["before"]),
            None if each["after"] is None else from_plain(each["kind"], each["after"]),
        )
        for each in json.loads(text)
    )


def about(snapshot: Snapshot, parts: Iterable[Part]) -> tuple[str, ...]:
    """Return the ids of all that an edit is about: its records, and what they belong to.

    So the edits of a body's seats are found by the body, and those of its bodies by a partnership.
    """
    found: dict[str, None] = {}
    for part in parts:
        if part.kind == "sources":
            # One that is taken out is found by its id, should it be needed again.
            if part.after is None:
                found[part.key] = None
            continue
        for name in ("id", "organization", "body", "partnership", "part_of", "meeting", "plan"):
            item = getattr(part.record, name, None)
            while item is not None and item not in found:
                found[item] = None
                item = _above(snapshot, item)
    return tuple(found)


def _above(snapshot: Snapshot, item: str) -> str | None:
    if item in snapshot.bodies:
        return snapshot.bodies[item].part_of
    meeting = snapshot.activity.meetings.get(item)
    if meeting is not None:
        return meeting.body
    plan = snapshot.activity.plans.get(item)
    return plan.partnership if plan else None
