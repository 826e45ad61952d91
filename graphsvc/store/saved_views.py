"""Keeps saved views beside the graph, as scenarios are: no answer about the graph hangs on them.

A view that is removed is set aside for a while, so that it can be brought back.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace

from graphsvc.dates import now
from graphsvc.errors import InvalidInput, NotFound, StaleRevision
from graphsvc.language import message
from graphsvc.model.saved_views import MOST_VIEWS, SavedView
from graphsvc.store.bolt import Store, Transaction

_SET_ASIDE = datetime.timedelta(days=30)

# Is given the view as it is, or None, and all others; raises what speaks against the change.
Check = Callable[[SavedView | None, Sequence[SavedView]], None]


def every(store: Store) -> list[SavedView]:
    """List the saved views in order of id."""
    return [each for each in store.read(_all) if not each.removed_at]


def whole(tx: Transaction) -> dict[str, SavedView]:
    """Read every saved view by id, those set aside as well."""
    return {each.id: each for each in _all(tx)}


def bring(tx: Transaction, brought: Sequence[SavedView], held: Mapping[str, SavedView]) -> None:
    """Save views as they were saved elsewhere, times and all; others stay as they are.

    Parameters
    ----------
    tx, brought
        All of them or none, with whatever else the transaction writes.
    held
        What was there when it was decided what to bring.

    Raises
    ------
    StaleRevision
        Somebody saved or removed one since.
    """
    if not brought:
        return
    tx.rows("hold_views")
    if whole(tx) != held:
        raise StaleRevision
    for each in brought:
        tx.rows("put_view", **asdict(each))


def read(store: Store, item: str) -> SavedView:
    """Read a saved view.

    Raises
    ------
    NotFound
        There is none with this id.
    """
    return _found([each for each in store.read(_all) if not each.removed_at], item)


def put(store: Store, view: SavedView, check: Check) -> tuple[SavedView, bool]:
    """Save a view, or replace the one with its id.

    Parameters
    ----------
    store
        The database.
    view
        What is to be saved; when it was saved is written by the store.
    check
        Is asked in the transaction that writes, so nothing changes between.

    Returns
    -------
    tuple[SavedView, bool]
        The view as it is saved, and whether there was none with its id.

    Raises
    ------
    InvalidInput
        There are `MOST_VIEWS` already.
    """

    def write(tx: Transaction) -> tuple[SavedView, bool]:
        before, others = _held(tx, view.id)
        check(before, others)
        if before is None and len(others) >= MOST_VIEWS:
            raise InvalidInput.single(
                message(
                    "There are {count} saved views, as many as there can be.", count=MOST_VIEWS
                ),
                message("Remove one that is not needed any more, then save this one."),
                field="name",
            )
        at = now()
        made = replace(
            view, created_at=before.created_at if before else at, changed_at=at, removed_at=""
        )
        tx.rows("put_view", **asdict(made))
        return made, before is None

    return store.write_unseen(write)


def drop(store: Store, item: str, check: Check) -> SavedView:
    """Remove a view; it can be restored for a month.

    Raises
    ------
    NotFound
        There is none with this id.
    """

    def write(tx: Transaction) -> SavedView:
        before, others = _held(tx, item)
        if before is None:
            raise NotFound(item)
        check(before, others)
        tx.rows("put_view", **asdict(replace(before, removed_at=now())))
        month_ago = datetime.datetime.now(datetime.UTC) - _SET_ASIDE
        tx.rows("forget_views", before=month_ago.isoformat(timespec="seconds"))
        return before

    return store.write_unseen(write)


def restore(store: Store, item: str, check: Check) -> SavedView:
    """Bring a removed view back; one that is there stays as it is.

    Raises
    ------
    NotFound
        There is none with this id, and none was removed of late.
    """

    def write(tx: Transaction) -> SavedView:
        tx.rows("hold_views")
        held = _all(tx)
        view = replace(_found(held, item), removed_at="")
        check(view, [each for each in held if each.id != item and not each.removed_at])
        tx.rows("put_view", **asdict(view))
        return view

    return store.write_unseen(write)


def _held(tx: Transaction, item: str) -> tuple[SavedView | None, list[SavedView]]:
    tx.rows("hold_views")
    there = [each for each in _all(tx) if not each.removed_at]
    before = next((each for each in there if each.id == item), None)
    return before, [each for each in there if each.id != item]


def _all(tx: Transaction) -> list[SavedView]:
    return [SavedView(**row) for row in tx.rows("list_views")]


def _found(views: Sequence[SavedView], item: str) -> SavedView:
    for each in views:
        if each.id == item:
            return each
    raise NotFound(item)
