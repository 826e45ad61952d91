"""Keeps scenarios beside the graph.

A scenario changes nothing that is stored, and no answer about the graph hangs on it. So keeping one
leaves the revision, and with it everything that was worked out, as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from graphsvc.dates import now
from graphsvc.errors import NotFound
from graphsvc.store.bolt import Store


@dataclass(frozen=True, slots=True)
class KeptScenario:
    """A scenario as it is kept.

    Attributes
    ----------
    id, name
        What it is called.
    created_at, changed_at
        When it was kept first and last.
    text
        What it holds, as JSON; empty in a list.
    """

    id: str
    name: str
    created_at: str
    changed_at: str
    text: str = ""


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
