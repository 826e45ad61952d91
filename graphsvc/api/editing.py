"""Turns what is sent into records and puts them into the graph, with the source stating them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import Response

from graphsvc.api.keeper import Keeper
from graphsvc.api.schemas.sent import SourceIn
from graphsvc.errors import Conflict
from graphsvc.language import message
from graphsvc.model import ids
from graphsvc.model.entities import Changes, Source
from graphsvc.model.snapshot import Snapshot


def put(
    keeper: Keeper, kind: str, record: type[Any], item: str, sent: Any, response: Response
) -> Snapshot:
    """Create or replace one record; the status tells which it was.

    Parameters
    ----------
    keeper
        Keeps the graph.
    kind, record
        The kind of record, and its class.
    item
        The id it is put under.
    sent
        What was sent; its fields are those of the record, and `source`.
    response
        Gets the status 201 where the id is new.

    Returns
    -------
    Snapshot
        The graph with the record in it.
    """
    is_new = False

    def work_out(snapshot: Snapshot) -> Changes | None:
        nonlocal is_new
        changes, made = _changes(kind, record, item, sent)
        held = _held(snapshot, kind).get(item)
        is_new = held is None
        known = all(snapshot.sources.get(each.id) == each for each in changes.sources)
        return None if held == made and known else changes

    after = keeper.change(work_out)
    if is_new:
        response.status_code = 201
    return after


def create(
    keeper: Keeper,
    kind: str,
    record: type[Any],
    make_id: Callable[[Snapshot], str],
    sent: Any,
    response: Response,
) -> tuple[Snapshot, str]:
    """Create one record under an id that is made for it, and say where it is.

    Returns
    -------
    tuple[Snapshot, str]
        The graph with the record in it, and its id.

    Raises
    ------
    Conflict
        Something has this id.
    """
    item = ""

    def work_out(snapshot: Snapshot) -> Changes:
        nonlocal item
        item = make_id(snapshot)
        if item in _held(snapshot, kind):
            raise Conflict(
                message("{id} exists already. Replace it with PUT, or choose another id.", id=item)
            )
        return _changes(kind, record, item, sent)[0]

    after = keeper.change(work_out)
    response.headers["Location"] = f"/v1/{kind}/{item}"
    return after, item


def _held(snapshot: Snapshot, kind: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = (
        snapshot.seat_of if kind == "memberships" else getattr(snapshot, kind)
    )
    return found


def _changes(kind: str, record: type[Any], item: str, sent: Any) -> tuple[Changes, Any]:
    source = new_source(sent.source)
    values = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in sent
        if name != "source"
    }
    values["sources"] = tuple(dict.fromkeys([*values["sources"], *(each.id for each in source)]))
    made = record(id=item, **values)
    parts: dict[str, Any] = {kind: (made,)}
    return Changes(sources=source, **parts), made


def new_source(sent: SourceIn | None) -> tuple[Source, ...]:
    """Make the source that was sent, if there was one."""
    if sent is None:
        return ()
    item = ids.of_source(sent.url, sent.date, sent.kind)
    return (Source(id=item, url=sent.url, title=sent.title, date=sent.date, kind=sent.kind),)
