"""The part of a graph that one partnership hangs on, as a snapshot of its own.

What is worked out on a part can depend on nothing outside of it. So an answer holds as long as the
part stays what it was, whatever else is changed in the graph.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from graphsvc.model.activity import Activity
from graphsvc.model.entities import Changes, Organization
from graphsvc.model.snapshot import Snapshot


def part_around(snapshot: Snapshot, partnership: str) -> Snapshot:
    """Cut out what the answers about one partnership, or a body of it, hang on.

    Parameters
    ----------
    snapshot
        The graph at one revision; not modified.
    partnership
        Its id.

    Returns
    -------
    Snapshot
        The partnership with its bodies, hosts and funders; every organization that ever had a seat
        there, with all its seats anywhere, and since when it has reported with whom it works (not
        what); the bodies and partnerships of those seats; and the sources that all these name. Who
        else sits on bodies of other partnerships is not in it, nor are places, links between
        partnerships and counts of other kinds. The revision is the same; `content` is a fingerprint
        of the records.

    Raises
    ------
    KeyError
        There is no such partnership.

    Notes
    -----
    Time and memory O(seats of the members). An answer worked out on a part is the one of the whole
    graph if it reads nothing else; tests hold each question that is answered so to it.
    """
    record = snapshot.partnerships[partnership]
    own = snapshot.bodies_of.get(partnership, ())
    ties = snapshot.ties_of_partnership.get(partnership, ())
    seated = {seat.organization for body in own for seat in snapshot.seats_of_body.get(body, ())}
    seats = [
        seat for item in sorted(seated) for seat in snapshot.seats_of_organization.get(item, ())
    ]
    bodies = _with_those_above(snapshot, {*own, *(seat.body for seat in seats)})
    around = {snapshot.partnership_of[body] for body in bodies} | {record.id}
    organizations = seated | {tie.organization for tie in ties}
    records = Changes(
        partnerships=tuple(snapshot.partnerships[item] for item in sorted(around)),
        organizations=tuple(_with_parents(snapshot, organizations)),
        bodies=tuple(snapshot.bodies[item] for item in sorted(bodies)),
        memberships=tuple(sorted(seats, key=lambda seat: seat.id)),
        partnership_ties=ties,
    )
    named = sorted({source for each in _all(records) for source in each.sources})
    sources = tuple(snapshot.sources[item] for item in named if item in snapshot.sources)
    since = snapshot.activity.reporting_since
    reporting = {item: since[item] for item in sorted(seated) if item in since}
    return Snapshot.of(
        replace(records, sources=sources),
        snapshot.revision,
        counts={},
        activity=Activity(reporting_since=reporting),
        content=_fingerprint([*_all(records), *sources, *reporting.items()]),
    )


def _with_those_above(snapshot: Snapshot, bodies: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for body in bodies:
        here = body
        while here in snapshot.bodies and here not in found:
            found.add(here)
            here = snapshot.bodies[here].part_of
    return found


def _with_parents(snapshot: Snapshot, items: Iterable[str]) -> Iterator[Organization]:
    found: set[str] = set()
    for item in items:
        here: str | None = item
        while here is not None and here not in found:
            found.add(here)
            here = snapshot.organizations[here].part_of
    return (snapshot.organizations[item] for item in sorted(found))


def _all(records: Changes) -> list[Any]:
    return [record for each in fields(records) for record in getattr(records, each.name)]


def _fingerprint(records: Iterable[Any]) -> str:
    """Return a digest of the records, the same in every process and on every server."""
    digest = hashlib.sha256()
    for record in records:
        # A record's text holds its class and every field of it, texts quoted.
        digest.update(repr(record).encode())
        digest.update(b"\n")
    return digest.hexdigest()
