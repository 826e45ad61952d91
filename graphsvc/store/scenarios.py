"""Keeps scenarios beside the graph.

A scenario changes nothing that is stored, and no answer about the graph hangs on it. So keeping one
leaves the revision, and with it everything that was worked out, as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from graphsvc.dates import fine_now
from graphsvc.errors import Conflict, NotFound, StaleRevision
from graphsvc.language import message
from graphsvc.model.scenarios import KeptScenario
from graphsvc.store.bolt import Store, Transaction

# Stands for when a scenario was kept last that is not there.
NEW = "new"
_MOVED_ON = message(
    "Somebody has kept or forgotten it since. Look at how it stands now, then try again."
)


def read(store: Store, item: str) -> KeptScenario:
    """Read a scenario.

    Raises
    ------
    NotFound
        There is none with this id.
    """
    kept = find(store, item)
    if kept is None:
        raise NotFound(item)
    return kept


def find(store: Store, item: str) -> KeptScenario | None:
    """Read a scenario; None where there is none with this id."""
    rows = store.read(lambda tx: tx.rows("read_scenario", id=item))
    return KeptScenario(**rows[0]) if rows else None


def newest(store: Store, skipped: int, most: int) -> list[KeptScenario]:
    """Read some scenarios with what they hold, the one first that was kept last."""
    rows = store.read(lambda tx: tx.rows("newest_scenarios", skipped=skipped, most=most))
    return [KeptScenario(**row) for row in rows]


def every(store: Store) -> list[KeptScenario]:
    """List the scenarios in order of id, without what they hold."""
    return [KeptScenario(**row) for row in store.read(lambda tx: tx.rows("list_scenarios"))]


def whole(tx: Transaction) -> dict[str, KeptScenario]:
    """Read every scenario with what it holds, by id and in its order."""
    return {row["id"]: KeptScenario(**row) for row in tx.rows("read_scenarios")}


def bring(
    tx: Transaction, brought: Sequence[KeptScenario], held: Mapping[str, KeptScenario]
) -> None:
    """Keep scenarios as they were kept elsewhere, times and all; others stay as they are.

    Parameters
    ----------
    tx
        All of them or none, with whatever else the transaction writes.
    brought
        Each is new, or replaces the one with its id.
    held
        What was kept when it was decided what to bring.

    Raises
    ------
    StaleRevision
        One that would be replaced is not what it was: somebody kept or dropped it since.
    """
    found = whole(tx)
    if any(found.get(each.id) != held.get(each.id) for each in brought):
        raise StaleRevision
    for each in brought:
        tx.rows("bring_scenario", **asdict(each))


def put(
    store: Store, item: str, name: str, text: str, expected: str | None = None
) -> tuple[KeptScenario, bool]:
    """Keep a scenario.

    Parameters
    ----------
    store, item, name, text
        Where, and what.
    expected
        When the one that has this id was kept last, `NEW` for there is none; left out, it replaces
        whatever is there.

    Returns
    -------
    tuple[KeptScenario, bool]
        The scenario as it is kept, and whether there was none with this id.

    Raises
    ------
    Conflict
        What is there is not what was expected.
    """

    def write(tx: Transaction) -> tuple[KeptScenario, bool]:
        held = _expected(tx, item, expected)
        at = fine_now()
        (row,) = tx.rows("put_scenario", id=item, name=name, text=text, at=at)
        return KeptScenario(item, name, row["created_at"], at, text), held is None

    return store.write_unseen(write)


def drop(store: Store, item: str, expected: str | None = None) -> KeptScenario:
    """Forget a scenario; return what it was.

    Parameters
    ----------
    store, item
        Where, and which.
    expected
        When it was kept last; left out, it is forgotten however it stands.

    Raises
    ------
    NotFound
        There is none with this id.
    Conflict
        It was kept anew since.
    """

    def write(tx: Transaction) -> KeptScenario:
        held = _expected(tx, item, expected)
        if held is None:
            raise NotFound(item)
        tx.rows("drop_scenario", id=item)
        return held

    return store.write_unseen(write)


def _expected(tx: Transaction, item: str, expected: str | None) -> KeptScenario | None:
    """Return what has an id, if it is what was expected."""
    rows = tx.rows("read_scenario", id=item)
    held = KeptScenario(**rows[0]) if rows else None
    if expected is not None and expected != (held.changed_at if held else NEW):
        raise Conflict(_MOVED_ON)
    return held
