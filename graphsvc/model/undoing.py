"""How an edit is undone: the records as they were before it, if they still are as it left them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from graphsvc.model.edits import KEPT, REMOVABLE, Edit, Part, Rewrite, alike, held
from graphsvc.model.entities import Changes, record_key
from graphsvc.model.snapshot import Snapshot


def changed_since(snapshot: Snapshot, edit: Edit) -> tuple[Part, ...]:
    """Return the parts of an edit whose records no longer are as it left them.

    Of each, `before` is what the edit left, `after` what is there now. A source that was stated
    meanwhile for something else hinders nothing.
    """
    found = []
    for part in edit.parts:
        now = held(snapshot, part.kind, [part.key]).get(part.key)
        if part.kind != "sources" and not alike(now, part.after):
            found.append(Part(part.kind, part.after, now))
    return tuple(found)


def hanging(snapshot: Snapshot, edit: Edit) -> tuple[str, ...]:
    """Return the ids of what would be left hanging: tied since to what the edit has created."""
    gone = {part.key for part in edit.parts if part.before is None}
    items = {part.key for part in edit.parts if part.before is None and part.kind in _ENDS}
    if not items:
        return ()
    return tuple(
        dict.fromkeys(
            name for key, name, ends in _ties(snapshot) if key not in gone and items & set(ends)
        )
    )


_ENDS = frozenset({"meetings", "bodies", "organizations", "partnerships"})


def _ties(snapshot: Snapshot) -> Iterator[tuple[Any, str, tuple[str | None, ...]]]:
    """Go through all that hangs on others: its key, what it is named by, and on what it hangs."""
    activity = snapshot.activity
    for seat in snapshot.seats:
        yield seat.id, seat.id, (seat.organization, seat.body)
    for body in snapshot.bodies.values():
        yield body.id, body.id, (body.part_of,)
    for organization in snapshot.organizations.values():
        yield organization.id, organization.id, (organization.part_of,)
    for meeting in activity.meetings.values():
        yield meeting.id, meeting.id, (meeting.body,)
    for plan in activity.plans.values():
        yield plan.id, plan.id, (plan.partnership,)
    for each in activity.attendance.records():
        yield record_key(each), each.meeting, (each.organization, each.meeting)
    for tie in activity.action_ties:
        yield record_key(tie), tie.action, (tie.organization,)
    for report in activity.reports:
        # That it reports of another is told in confidence: what hangs there is named by itself.
        yield report.id, report.organization, (report.organization,)
        yield report.id, report.other, (report.other,)
    for record in _with_ends(snapshot):
        names = ("organization", "partnership", "other", "asker", "candidate")
        yield record.id, record.id, tuple(getattr(record, name, None) for name in names)


def _with_ends(snapshot: Snapshot) -> Iterator[Any]:
    for name in ("partnership_ties", "place_ties", "partnership_links", "seat_targets", "feedback"):
        yield from getattr(snapshot, name)


def inverse(snapshot: Snapshot, edit: Edit) -> Rewrite:
    """Return what puts the records back as they were before an edit.

    A source that the edit brought goes with it, unless something else names it by now.
    """
    put: dict[str, list[Any]] = defaultdict(list)
    removed: dict[str, list[Any]] = defaultdict(list)
    for part in edit.parts:
        if part.kind == "sources":
            continue
        if part.before is not None:
            put[part.kind].append(part.before)
        elif part.kind in REMOVABLE:
            removed[part.kind].append(part.key)
    named = _named_sources(snapshot, edit)
    for part in edit.parts:
        if part.kind != "sources":
            continue
        if part.before is not None:
            # What somebody has changed of it since stays.
            if snapshot.sources.get(part.key) == part.after:
                put["sources"].append(part.before)
        elif part.key not in named:
            removed["sources"].append(part.key)
    return Rewrite(
        Changes(**{kind: tuple(records) for kind, records in put.items()}),
        {kind: tuple(removed[kind]) for kind in REMOVABLE if removed[kind]},
        edit,
    )


def missing_sources(snapshot: Snapshot, rewrite: Rewrite) -> tuple[str, ...]:
    """Return the sources that records to be put name and that are no longer in the graph.

    An edit that was the first to name a source takes it out when it is undone, though another one,
    undone before, may be done again later.
    """
    put = rewrite.changes
    there = {*snapshot.sources, *(each.id for each in put.sources)}
    named = {
        source
        for kind in KEPT
        for record in getattr(put, kind)
        for source in getattr(record, "sources", ())
    }
    return tuple(sorted(named - there))


def can_be_undone(edit: Edit) -> bool:
    """Tell whether each record that an edit has created can be taken out of the graph again."""
    return edit.is_readable and all(
        part.before is not None or part.kind in REMOVABLE for part in edit.parts
    )


def _named_sources(snapshot: Snapshot, edit: Edit) -> set[str]:
    """Return the sources that records name once the edit is undone."""
    touched = {(part.kind, part.key) for part in edit.parts}
    found: set[str] = set()
    for kind, records in _sourced(snapshot):
        for record in records:
            if (kind, record.id) not in touched:
                found.update(record.sources)
    for part in edit.parts:
        found.update(getattr(part.before, "sources", ()))
    return found


def _sourced(snapshot: Snapshot) -> Iterator[tuple[str, Iterable[Any]]]:
    activity = snapshot.activity
    yield "memberships", snapshot.seats
    for kind in ("organizations", "bodies", "partnerships"):
        yield kind, getattr(snapshot, kind).values()
    for kind in ("partnership_ties", "place_ties", "partnership_links", "seat_targets"):
        yield kind, getattr(snapshot, kind)
    yield "meetings", activity.meetings.values()
    yield "plans", activity.plans.values()
    yield "reports", activity.reports
