"""What is kept in memory: how much it weighs, and what goes when it is too much."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.analytics.scope import Scope
from graphsvc.api.shelf import Shelf, weight_of
from graphsvc.viz.looks import Look, MapView
from graphsvc.viz.maps import draw
from tests.viz.regions import lake, region

DAY = "2026-04-01"


def test_what_was_not_asked_for_longest_goes_first() -> None:
    shelf: Shelf[str, str] = Shelf(10)
    for key in "abc":
        shelf.put(key, key.upper(), 3)
    assert shelf.get("a") == "A"
    shelf.put("d", "D", 4)
    assert [shelf.get(key) for key in "abcd"] == ["A", None, "C", "D"]
    assert shelf.weight == 10


def test_the_newest_stays_however_heavy_it_is() -> None:
    shelf: Shelf[str, str] = Shelf(10)
    shelf.put("a", "A", 5)
    shelf.put("b", "B", 50)
    assert (shelf.get("a"), shelf.get("b")) == (None, "B")
    shelf.put("c", "C", 1)
    assert (shelf.get("b"), shelf.get("c"), shelf.weight) == (None, "C", 1)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 8)), max_size=60))
def test_the_weight_is_that_of_what_is_there(puts: list[tuple[int, int]]) -> None:
    shelf: Shelf[int, int] = Shelf(20)
    for key, weight in puts:
        shelf.put(key, weight, weight)
        shelf.drop(lambda each: each == 5)
        there = [found for each in range(10) if (found := shelf.get(each)) is not None]
        assert shelf.weight == sum(there) <= 20


def test_long_rows_shared_things_and_arrays_are_weighed() -> None:
    text = "x" * 10_000
    assert 10_000 < weight_of(text) < 10_100
    assert weight_of([text] * 50) < 12_000
    many = ["y" * 1_000 + str(number) for number in range(5_000)]
    assert weight_of(many) == pytest.approx(5_000 * 1_060, rel=0.1)
    assert weight_of(dict(enumerate(many))) > 5_000 * 1_000
    assert weight_of(np.zeros(100_000)) == 800_000
    # A graph is shared by all that was worked out on it.
    assert weight_of((lake(),)) < 200
    loop: list[object] = []
    loop.append(loop)
    assert weight_of(loop) < 200


@pytest.mark.parametrize("view", MapView)
def test_a_map_weighs_about_what_it_takes(view: MapView) -> None:
    snapshot, scope, look = region(4, 60, shared=3), Scope("lip:p0001", DAY), Look(view=view)
    start = draw(snapshot, scope, look).positions
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    scene = draw(snapshot, scope, look, start=start)
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 0.4 < weight_of(scene) / (after - before) < 2.5
