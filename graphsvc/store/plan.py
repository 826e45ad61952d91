"""Turns records into the batches of rows that put them into the graph, in an order that holds.

Nodes come before what ties them, and what a record was tied to before comes off first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graphsvc.model.check import Known
from graphsvc.model.entities import Changes
from graphsvc.model.vocabulary import BodyKind
from graphsvc.store.bolt import Transaction
from graphsvc.store.records import row

ROWS_IN_BATCH = 5_000
# The embedded server takes messages of 16 MiB. As ASCII, JSON is longer than what is sent.
BYTES_IN_BATCH = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows for one query. Running it twice does no harm."""

    query: str
    rows: list[dict[str, Any]]

    def run(self, tx: Transaction) -> None:
        """Run the query with these rows."""
        tx.rows(self.query, rows=self.rows)


def batches(changes: Changes, known: Known) -> list[Batch]:
    """Plan how the changes are applied, the parts of each step small enough for one message."""
    return [Batch(query, part) for query, rows in _steps(changes, known) for part in _parts(rows)]


def _parts(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    part: list[dict[str, Any]] = []
    size = 0
    for each in rows:
        length = len(json.dumps(each))
        if part and (len(part) == ROWS_IN_BATCH or size + length > BYTES_IN_BATCH):
            yield part
            part, size = [], 0
        part.append(each)
        size += length
    if part:
        yield part


def _steps(changes: Changes, known: Known) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    yield "put_sources", [row(record) for record in changes.sources]
    yield "put_places", [row(record) for record in changes.places]
    yield "unlink_places", _those_before(changes.places, known, "places")
    within = [record for record in changes.places if record.within]
    yield "link_places", [{"id": record.id, "within": record.within} for record in within]
    yield from _partnerships(changes, known)
    yield from _organizations(changes, known)
    yield from _bodies(changes, known)
    yield "put_memberships", [row(each, "organization", "body") for each in changes.memberships]
    yield (
        "put_partnership_ties",
        [row(each, "kind", "organization", "partnership") for each in changes.partnership_ties],
    )
    yield (
        "put_place_ties",
        [row(each, "kind", "organization", "place") for each in changes.place_ties],
    )
    yield (
        "put_seat_targets",
        [row(each, "partnership", "sector") for each in changes.seat_targets],
    )
    yield "put_meetings", [row(record, "body") for record in changes.meetings]
    yield (
        "put_attendance",
        [
            {"organization": each.organization, "meeting": each.meeting, "status": str(each.status)}
            for each in changes.attendance
        ],
    )
    yield (
        "put_collaborations",
        [row(record, "organization", "other") for record in changes.collaborations],
    )
    yield "put_plans", [row(record, "partnership") for record in changes.plans]
    yield "put_actions", [row(record, "plan") for record in changes.actions]
    yield (
        "put_action_ties",
        [
            {"organization": each.organization, "action": each.action, "kind": str(each.kind)}
            for each in changes.action_ties
        ],
    )
    yield "put_feedback", [row(record, "asker", "candidate") for record in changes.feedback]


def _those_before(records: Sequence[Any], known: Known, kind: str) -> list[dict[str, Any]]:
    before = known.ids.get(kind, frozenset())
    return [{"id": record.id} for record in records if record.id in before]


def _partnerships(changes: Changes, known: Known) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    records = changes.partnerships
    yield "put_partnerships", [row(record) for record in records]
    yield "unlink_partnerships", _those_before(records, known, "partnerships")
    yield (
        "link_partnerships",
        [{"id": each.id, "place": place} for each in records for place in each.covers],
    )
    yield (
        "put_partnership_links",
        [row(each, "kind", "partnership", "other") for each in changes.partnership_links],
    )


def _organizations(changes: Changes, known: Known) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    records = changes.organizations
    yield "put_organizations", [row(record) for record in records]
    before = _those_before(records, known, "organizations")
    yield "unlink_organization_sectors", before
    yield (
        "link_organization_sectors",
        [
            {"id": each.id, "sector": str(sector), "primary": sector == each.sector}
            for each in records
            for sector in each.sectors
        ],
    )
    yield "unlink_departments", before
    departments = [record for record in records if record.part_of]
    yield "link_departments", [{"id": each.id, "part_of": each.part_of} for each in departments]


def _bodies(changes: Changes, known: Known) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    councils = [record for record in changes.bodies if record.kind is BodyKind.COUNCIL]
    committees = [record for record in changes.bodies if record.kind is not BodyKind.COUNCIL]
    # A body found under the other label would be made a second time, and be refused.
    yield "relabel_councils", _those_before(councils, known, "bodies")
    yield "relabel_committees", _those_before(committees, known, "bodies")
    yield "put_councils", [row(record) for record in councils]
    yield "put_committees", [row(record) for record in committees]
    yield "unlink_bodies", _those_before(changes.bodies, known, "bodies")
    under = {True: [], False: []}  # type: dict[bool, list[dict[str, Any]]]
    for record in changes.bodies:
        under[record.part_of.startswith("lip:")].append(
            {"id": record.id, "part_of": record.part_of}
        )
    yield "link_bodies_to_partnerships", under[True]
    yield "link_bodies_to_bodies", under[False]
