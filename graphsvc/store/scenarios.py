"""Keeps scenarios beside the graph.

A scenario changes nothing that is stored, and no answer about the graph hangs on it. So keeping one
leaves the revision, and with it everything that was worked out, as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from graphsvc.dates import now
from graphsvc.errors import NotFound, StaleRevision
from graphsvc.model.scenarios import KeptScenario
from graphsvc.store.bolt import Store, Transaction


def read(store: Store, item: str) -> KeptScenario:
    """Read a scenario.

    Raises
    ------
    NotFound
        There is none with this id.
    """
    rows = store.read(lambda tx: tx.rows("read_scenario", id=item))
    if not rows:
        raise NotFound(item)
    return KeptScenario(**rows[0])


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


def put(store: Store, item: str, name: str, text: str) -> bool:
    """Keep a scenario; return whether there was none with this id."""
    known = bool(store.read(lambda tx: tx.rows("read_scenario", id=item)))
    store.write_unseen(lambda tx: tx.rows("put_scenario", id=item, name=name, text=text, at=now()))
    return not known


def drop(store: Store, item: str) -> None:
    """Forget a scenario.

    Raises
    ------
    NotFound
        There is none with this id.
    """
    read(store, item)
    store.write_unseen(lambda tx: tx.rows("drop_scenario", id=item))
