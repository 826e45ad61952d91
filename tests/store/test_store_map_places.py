"""Places of maps kept by several servers at once, on both kinds of database."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from graphsvc.store import map_places
from graphsvc.store.bolt import Store
from graphsvc.store.map_places import KeptPlaces

FIRST, SECOND, OTHER = (KeptPlaces(mark, 1, f'{{"{mark}": [0, 0]}}') for mark in "abc")


def test_what_is_kept_is_read_again_and_leaves_the_revision(store: Store) -> None:
    revision = store.revision()
    assert map_places.read(store, "all/") is None
    assert map_places.keep(store, "all/", FIRST, "") == FIRST
    assert map_places.read(store, "all/") == FIRST
    assert map_places.keep(store, "all/", SECOND, "a") == SECOND
    assert map_places.read(store, "all/") == SECOND
    assert store.revision() == revision


def test_who_started_from_other_places_is_told_those_that_count(store: Store) -> None:
    map_places.keep(store, "all/", FIRST, "")
    map_places.keep(store, "all/", SECOND, "a")
    assert map_places.keep(store, "all/", OTHER, "a") == SECOND
    assert map_places.keep(store, "all/", OTHER, "") == SECOND


def test_an_older_graph_does_not_replace_a_newer_one(store: Store) -> None:
    newer = KeptPlaces("n", 8, "{}")
    map_places.keep(store, "all/", newer, "")
    assert map_places.keep(store, "all/", OTHER, "n") == newer


def test_of_several_at_once_one_is_kept_and_all_are_told_which(store: Store) -> None:
    writers = 4
    with ThreadPoolExecutor(writers) as pool:
        for number in range(5):
            barrier = threading.Barrier(writers)

            def keep(
                writer: int, number: int = number, barrier: threading.Barrier = barrier
            ) -> KeptPlaces:
                places = KeptPlaces(f"{writer}", 1, f"{writer}")
                barrier.wait()
                return map_places.keep(store, f"map {number}", places, "")

            assert len(set(pool.map(keep, range(writers)))) == 1


def test_maps_that_changed_longest_ago_are_forgotten(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_places, "MOST_MAPS", 3)
    for number in range(5):
        map_places.keep(store, f"map {number}", FIRST, "")
    map_places.keep(store, "map 2", SECOND, "a")
    map_places.keep(store, "map 5", FIRST, "")
    kept = [number for number in range(6) if map_places.read(store, f"map {number}")]
    assert kept == [2, 4, 5]
