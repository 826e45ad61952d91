"""Locks in the database: one holder at a time, on both servers."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from graphsvc.errors import StoreBusy
from graphsvc.store.bolt import Store
from graphsvc.store.locks import _Lock, locked

TAKERS = 4
ROUNDS = 15


def test_of_several_who_find_a_lock_free_one_gets_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphsvc.store.locks._LEASE", 60.0)
    with ThreadPoolExecutor(TAKERS) as pool:
        for number in range(ROUNDS):
            name = f"race-{number}"
            # Its holder died, so that it is past its time.
            before = time.time() - 1
            store.write_unseen(
                lambda tx, name=name, before=before: tx.rows(  # type: ignore[misc]
                    "take_lock", id=name, holder="dead", now=before, expires=before
                )
            )
            barrier = threading.Barrier(TAKERS)

            def take(name: str = name, barrier: threading.Barrier = barrier) -> bool:
                lock = _Lock(store, name)
                barrier.wait()
                return lock.take()

            taken = [each.result() for each in [pool.submit(take) for _ in range(TAKERS)]]
            assert taken.count(True) == 1


def test_a_lock_is_given_back(store: Store) -> None:
    with locked(store, "work") as keep:
        keep()
        with pytest.raises(StoreBusy), locked(store, "work", wait=0.2):
            pytest.fail("two hold it")
    with locked(store, "work", wait=0.0) as keep:
        keep()
