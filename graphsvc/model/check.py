"""What must hold of records before they are put into the graph. Every fault is found at once.

Pure: what the graph already holds comes in as `Known`, so the importer, the API and the tests use
one and the same check.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from graphsvc.dates import NEVER, is_date, since_number, until_number
from graphsvc.language import Message, message
from graphsvc.model import ids, values
from graphsvc.model.check_feedback import said_faults
from graphsvc.model.entities import Changes, Membership

# The prefix of the ids of each kind of record; kinds left out have no id of their own.
PREFIX = {
    "sources": ids.SOURCE,
    "places": ids.PLACE,
    "partnerships": ids.PARTNERSHIP,
    "partnership_links": ids.TIE,
    "organizations": ids.ORGANIZATION,
    "bodies": ids.BODY,
    "memberships": ids.SEAT,
    "partnership_ties": ids.TIE,
    "place_ties": ids.TIE,
    "seat_targets": ids.TIE,
    "meetings": ids.MEETING,
    "collaborations": ids.TIE,
    "plans": ids.PLAN,
    "actions": ids.ACTION,
    "feedback": ids.FEEDBACK,
}
# What each field refers to, by the kinds of record that may stand there.
REFERENCES: dict[str, dict[str, tuple[str, ...]]] = {
    "places": {"within": ("places",)},
    "partnerships": {"covers": ("places",)},
    "partnership_links": {"partnership": ("partnerships",), "other": ("partnerships",)},
    "organizations": {"part_of": ("organizations",)},
    "bodies": {"part_of": ("partnerships", "bodies")},
    "memberships": {"organization": ("organizations",), "body": ("bodies",)},
    "partnership_ties": {"organization": ("organizations",), "partnership": ("partnerships",)},
    "place_ties": {"organization": ("organizations",), "place": ("places",)},
    "seat_targets": {"partnership": ("partnerships",)},
    "meetings": {"body": ("bodies",)},
    "attendance": {"organization": ("organizations",), "meeting": ("meetings",)},
    "collaborations": {"organization": ("organizations",), "other": ("organizations",)},
    "plans": {"partnership": ("partnerships",)},
    "actions": {"plan": ("plans",)},
    "action_ties": {"organization": ("organizations",), "action": ("actions",)},
    "feedback": {
        "asker": ("organizations", "bodies", "partnerships"),
        "candidate": ("organizations", "bodies"),
    },
}
# Where a cycle would make a record part of itself.
_NESTING = {"places": "within", "organizations": "part_of", "bodies": "part_of"}
# What makes a record what it is: it is ended, never moved. The ids of other ties are made of their
# ends (`ids.between`), so those cannot move.
_FIXED = {
    "memberships": ("organization", "body"),
    "meetings": ("body",),
    "plans": ("partnership",),
    "actions": ("plan",),
}


@dataclass(frozen=True, slots=True)
class RecordFault:
    """One thing wrong with one record."""

    kind: str
    record: Any
    field: str
    problem: Message
    remedy: Message | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the graph holds of everything some changes refer to.

    Attributes
    ----------
    ids
        For each kind of record, which of the ids referred to exist.
    parents
        For `places`, `organizations` and `bodies`: what each lies within or is part of.
    ends
        For each membership, meeting, plan and action that exists already under an id in the
        changes, what it belongs to.
    terms
        Memberships of the same organizations on the same bodies.
    """

    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    parents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ends: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    terms: tuple[Membership, ...] = ()


def references(changes: Changes) -> dict[str, set[str]]:
    """Collect the ids that the changes refer to or replace, by kind of record."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in fields(changes):
        if each.name in PREFIX:
            found[each.name] |= {record.id for record in getattr(changes, each.name)}
        for name, kinds in REFERENCES.get(each.name, {}).items():
            for record in getattr(changes, each.name):
                for kind in kinds:
                    found[kind].update(_as_tuple(getattr(record, name)))
        for record in getattr(changes, each.name):
            found["sources"].update(getattr(record, "sources", ()))
    return dict(found)


def check(changes: Changes, known: Known) -> list[RecordFault]:
    """Find everything wrong with changes, each record alone, among each other, and with the graph.

    Time and memory grow with the number of records.
    """
    faults: list[RecordFault] = []
    for each in fields(changes):
        for record in getattr(changes, each.name):
            faults.extend(_alone(each.name, record))
    faults.extend(_repeated(changes))
    faults.extend(_dangling(changes, known))
    faults.extend(_moved(changes, known))
    faults.extend(_cycles(changes, known))
    faults.extend(_overlapping(changes, known))
    faults.extend(
        RecordFault("feedback", record, field, problem, remedy)
        for record in changes.feedback
        for field, problem, remedy in said_faults(record)
    )
    return faults


def _alone(kind: str, record: Any) -> Iterator[RecordFault]:
    for each in fields(record):
        value = getattr(record, each.name)
        if value is None or value == ():
            if each.name == "name":
                yield RecordFault(
                    kind, record, "name", message("There is no name."), message("Give it one.")
                )
            continue
        found = _id(kind, value) if each.name == "id" else values.faults(each.name, value)
        for problem, remedy in found:
            yield RecordFault(kind, record, each.name, problem, remedy)
    since, until = getattr(record, "since", None), getattr(record, "until", None)
    if since and until and is_date(since) and is_date(until) and until < since:
        yield RecordFault(
            kind,
            record,
            "until",
            message("It ends ({until}) before it begins ({since}).", since=since, until=until),
            message("Correct one of the two dates."),
        )


def _id(kind: str, value: str) -> Iterator[tuple[Message, Message]]:
    if not ids.is_id(value, PREFIX[kind]):
        yield (
            message("{id} is not an id for this.", id=values.shown(value)),
            message(
                "An id is {prefix}: and then small letters, digits and . _ ~ - only, at most 200 "
                "characters; no slash, no space.",
                prefix=PREFIX[kind],
            ),
        )


def _repeated(changes: Changes) -> Iterator[RecordFault]:
    for kind in PREFIX:
        records = getattr(changes, kind)
        counts = Counter(record.id for record in records)
        seen: set[str] = set()
        for record in records:
            if counts[record.id] > 1 and record.id in seen:
                yield RecordFault(
                    kind,
                    record,
                    "id",
                    message("The id {id} stands here twice.", id=values.shown(record.id)),
                    message("Give each record an id of its own, or keep one of the two."),
                )
            seen.add(record.id)


def _dangling(changes: Changes, known: Known) -> Iterator[RecordFault]:
    held: dict[str, set[str]] = defaultdict(set)
    for kind in PREFIX:
        held[kind] = {record.id for record in getattr(changes, kind)}
        held[kind] |= known.ids.get(kind, frozenset())
    for each in fields(changes):
        names = {**REFERENCES.get(each.name, {}), "sources": ("sources",)}
        for record in getattr(changes, each.name):
            for name, kinds in names.items():
                for item in _as_tuple(getattr(record, name, None)):
                    if not any(item in held[kind] for kind in kinds):
                        yield missing(each.name, record, name, item)


def _as_tuple(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def missing(kind: str, record: Any, name: str, item: str) -> RecordFault:
    """Return the fault of a record that refers to what is not there."""
    return RecordFault(
        kind,
        record,
        name,
        message("Nothing has the id {id}.", id=values.shown(item)),
        message("Create it first, in the same request or file or before it, or correct the id."),
    )


def _moved(changes: Changes, known: Known) -> Iterator[RecordFault]:
    for kind, names in _FIXED.items():
        for record in getattr(changes, kind):
            before = known.ends.get(record.id)
            if before is None:
                continue
            for name, end in zip(names, before, strict=True):
                if getattr(record, name) != end:
                    yield RecordFault(
                        kind,
                        record,
                        name,
                        message("{id} stands for another one: {end}.", id=record.id, end=end),
                        message("End the old one, and create a new one with an id of its own."),
                    )


def _cycles(changes: Changes, known: Known) -> Iterator[RecordFault]:
    for kind, name in _NESTING.items():
        records = getattr(changes, kind)
        parents = dict(known.parents.get(kind, {}))
        for record in records:
            parents.pop(record.id, None)
            if getattr(record, name):
                parents[record.id] = getattr(record, name)
        for record in records:
            # A dict, as a chain can be long: what is in it is found at once, and in order.
            trail, at = {record.id: None}, record.id
            while (parent := parents.get(at)) and parent not in trail:
                trail[parent], at = None, parent
            if parent == record.id:
                yield RecordFault(
                    kind,
                    record,
                    name,
                    message(
                        "It would be part of itself: {trail}.",
                        trail=" → ".join([*trail, record.id]),
                    ),
                    message("Choose another parent for one of these."),
                )


def _overlapping(changes: Changes, known: Known) -> Iterator[RecordFault]:
    terms: dict[tuple[str, str], dict[str, Membership]] = defaultdict(dict)
    for term in (*known.terms, *changes.memberships):
        terms[term.organization, term.body][term.id] = term
    put = {record.id for record in changes.memberships}
    for record in changes.memberships:
        for other in terms[record.organization, record.body].values():
            # Of two new terms in each other's way, one fault is enough.
            if other.id == record.id or (other.id in put and other.id > record.id):
                continue
            if _overlap(record, other):
                yield RecordFault(
                    "memberships",
                    record,
                    "since",
                    message("It overlaps in time with {id} on the same body.", id=other.id),
                    message("End that one before this one begins, or change that one."),
                )


def _overlap(first: Membership, second: Membership) -> bool:
    dates = (first.since, first.until, second.since, second.until)
    if not all(date is None or is_date(date) for date in dates):
        return False
    ends = min(until_number(first.until), until_number(second.until), NEVER)
    return max(since_number(first.since), since_number(second.since)) < ends
