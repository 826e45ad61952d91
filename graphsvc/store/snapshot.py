"""Reads the whole graph at one revision, column by column."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import TypeVar

from graphsvc.errors import ForeignData, ImportInProgress, StoreBusy
from graphsvc.model.activity import Activity, AttendanceColumns, Report
from graphsvc.model.entities import (
    Action,
    ActionTie,
    Attendance,
    Body,
    Changes,
    Collaboration,
    Feedback,
    Meeting,
    Membership,
    Organization,
    PartnershipLink,
    PartnershipTie,
    Place,
    PlaceTie,
    Plan,
    SeatTarget,
    Source,
    record_key,
)
from graphsvc.model.snapshot import Snapshot
from graphsvc.store import records
from graphsvc.store.bolt import Store, Transaction

T = TypeVar("T")
_TRIES = 5
# Whose ties are read at once: a column of half a million would not fit into a small store's memory.
ORGANIZATIONS_AT_ONCE = 10_000


def read_snapshot(store: Store) -> Snapshot:
    """Read the graph as it stands at one revision.

    The revision is read before and after the columns, and all is read again if it moved between:
    a transaction of the database alone would let a commit slip in between two queries. While an
    import is applied the revision stays, so that must not have begun either.

    Raises
    ------
    ImportInProgress
        An import is being applied, so there is no whole graph to read.
    StoreBusy
        The graph changed during each of several tries.
    StoreUnavailable
        The database does not answer.
    """
    for _ in range(_TRIES):
        with collector_paused():
            snapshot = store.read(_read)
        if store.read(_whole_revision) == snapshot.revision:
            return snapshot
    raise StoreBusy


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the garbage collector from going through all that is being made, again and again.

    Tens of thousands of records are made and none is dropped: looking for cycles among them costs
    up to half of the time and finds nothing.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _whole_revision(tx: Transaction) -> int:
    """Return the revision, at which the graph is whole: no import is being applied."""
    meta = tx.row("read_revision")
    if meta["importing"]:
        raise ImportInProgress(meta["importing"])
    return int(meta["revision"])


def _read(tx: Transaction) -> Snapshot:
    revision = _whole_revision(tx)
    counts = dict(tx.row("count_records"))
    network = _read_network(tx)
    ids = _ids(network.organizations)
    activity = Activity.of(
        _read_records(tx), _read_attendance(tx, ids), _read_ties(tx, Report, "reports", ids)
    )
    return Snapshot.of(network, revision=revision, counts=counts, activity=activity)


def _read_attendance(tx: Transaction, ids: Sequence[str]) -> AttendanceColumns:
    """Read who came straight into columns: as records they would take ten times the memory."""
    found: dict[str, list[str]] = {"organization": [], "meeting": [], "status": []}
    for start in range(0, len(ids), ORGANIZATIONS_AT_ONCE):
        some = ids[start : start + ORGANIZATIONS_AT_ONCE]
        columns = tx.row("column_attendance", first=some[0], last=some[-1])
        for name in found:
            found[name] += columns[name]
    try:
        return AttendanceColumns(**found)
    except KeyError as error:
        raise ForeignData(Attendance.__name__, str(error.args[0])) from error


def _read_records(tx: Transaction) -> Changes:
    """Read the meetings and what the plans hold."""
    return Changes(
        meetings=tuple(records.read(Meeting, tx.row("column_meetings"))),
        plans=tuple(records.read(Plan, tx.row("column_plans"))),
        actions=tuple(records.read(Action, tx.row("column_actions"))),
        action_ties=tuple(records.read(ActionTie, tx.row("column_action_ties"))),
    )


def _read_ties(tx: Transaction, record: type[T], name: str, ids: Sequence[str]) -> tuple[T, ...]:
    """Read the ties of organizations, some thousand organizations at a time."""
    found: list[T] = []
    for start in range(0, len(ids), ORGANIZATIONS_AT_ONCE):
        some = ids[start : start + ORGANIZATIONS_AT_ONCE]
        found += records.read(record, tx.row(f"column_{name}", first=some[0], last=some[-1]))
    return tuple(found)


def _ids(organizations: Iterable[Organization]) -> list[str]:
    return sorted(each.id for each in organizations)


def _read_network(tx: Transaction) -> Changes:
    organizations = records.organizations(
        tx.row("column_organizations"),
        tx.row("column_organization_sectors"),
        tx.row("column_departments"),
    )
    return Changes(
        sources=tuple(records.read(Source, tx.row("column_sources"))),
        places=tuple(records.read(Place, tx.row("column_places"))),
        partnerships=tuple(
            records.partnerships(tx.row("column_partnerships"), tx.row("column_coverage"))
        ),
        partnership_links=tuple(records.read(PartnershipLink, tx.row("column_partnership_links"))),
        organizations=tuple(organizations),
        bodies=tuple(records.read(Body, tx.row("column_bodies"))),
        memberships=_read_ties(tx, Membership, "memberships", _ids(organizations)),
        partnership_ties=tuple(records.read(PartnershipTie, tx.row("column_partnership_ties"))),
        place_ties=tuple(records.read(PlaceTie, tx.row("column_place_ties"))),
        feedback=tuple(records.read(Feedback, tx.row("column_feedback"))),
        seat_targets=tuple(records.read(SeatTarget, tx.row("column_seat_targets"))),
    )


def read_everything(store: Store) -> Changes:
    """Read every record of the graph, those a snapshot does not carry included: for an export.

    Raises
    ------
    ImportInProgress, StoreBusy, StoreUnavailable
        As for `read_snapshot`.
    """
    for _ in range(_TRIES):
        revision, found = store.read(_read_all)
        if store.read(_whole_revision) == revision:
            return found
    raise StoreBusy


def _read_all(tx: Transaction) -> tuple[int, Changes]:
    revision = _whole_revision(tx)
    network, more = _read_network(tx), _read_records(tx)
    ids = _ids(network.organizations)
    found = replace(
        network,
        meetings=more.meetings,
        attendance=_read_ties(tx, Attendance, "attendance", ids),
        collaborations=_read_ties(tx, Collaboration, "collaborations", ids),
        plans=more.plans,
        actions=more.actions,
        action_ties=more.action_ties,
    )
    # In order, so that two exports of one graph are the same files.
    ordered = {
        each.name: tuple(sorted(getattr(found, each.name), key=record_key))
        for each in fields(found)
    }
    return revision, Changes(**ordered)
