"""Saved views written by several at once, on both servers."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from graphsvc.model.saved_views import SavedView
from graphsvc.store import saved_views
from graphsvc.store.bolt import Store

WRITERS, ROUNDS = 2, 10


class TakenError(Exception):
    """Another view has the name."""


def is_free(name: str) -> saved_views.Check:
    def check(_: SavedView | None, others: Sequence[SavedView]) -> None:
        if any(each.name == name for each in others):
            raise TakenError

    return check


def test_of_two_who_save_a_name_at_once_one_gets_it(store: Store) -> None:
    with ThreadPoolExecutor(WRITERS) as pool:
        for number in range(ROUNDS):
            barrier = threading.Barrier(WRITERS)

            def save(
                writer: int, number: int = number, barrier: threading.Barrier = barrier
            ) -> bool:
                name = f"View {number}"
                view = SavedView(f"view:{number}-{writer}", name, "/", "Host")
                barrier.wait()
                try:
                    saved_views.put(store, view, is_free(name))
                except TakenError:
                    return False
                return True

            assert sorted(pool.map(save, range(WRITERS))) == [False, True]
    assert len(saved_views.every(store)) == ROUNDS
