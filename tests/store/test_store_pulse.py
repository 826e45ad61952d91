"""Whether the database is there: many may ask, and nobody waits long for one that hangs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Event

import pytest

from graphsvc.errors import StoreUnavailable
from graphsvc.store.pulse import Pulse


@pytest.fixture
def ends() -> Iterator[Event]:
    """Until it is set, whatever hangs goes on hanging."""
    event = Event()
    yield event
    event.set()


def test_many_that_ask_a_slow_database_are_all_answered() -> None:
    def ask() -> int:
        time.sleep(0.05)
        return 7

    # 40 with four at a time: the last is answered after ten rounds, nearly its whole patience.
    pulse = Pulse(ask)
    with ThreadPoolExecutor(40) as pool:
        assert list(pool.map(lambda _: pulse.revision(), range(80))) == [7] * 80
    pulse.close()


def test_an_answer_is_heard_after_the_process_itself_stood_still() -> None:
    # One multiplication (about 2 s) lets no other thread run; nor does clearing up the memory of a
    # large graph.
    number = 3**6_000_000

    def ask() -> int:
        found = 7 * (number * number > 0)
        time.sleep(0.02)  # the answer is read only now
        return found

    pulse = Pulse(ask)
    assert pulse.revision() == 7
    pulse.close()


def test_while_it_hangs_those_who_come_later_are_told_without_asking(ends: Event) -> None:
    asked = count()

    def ask() -> int:
        next(asked)
        ends.wait()
        return 7

    pulse = Pulse(ask)
    for _ in range(50):
        with pytest.raises(StoreUnavailable):
            pulse.revision()
    assert next(asked) == 4  # the others were not even put in line
    ends.set()
    while True:
        try:
            assert pulse.revision() == 7
            break
        except StoreUnavailable:
            time.sleep(0.01)
    pulse.close()


def test_one_question_that_hangs_does_not_hide_that_others_are_answered(ends: Event) -> None:
    numbers = count()

    def ask() -> int:
        if next(numbers) == 0:
            ends.wait()
        return 7

    pulse = Pulse(ask)
    with pytest.raises(StoreUnavailable):
        pulse.revision()
    assert [pulse.revision() for _ in range(20)] == [7] * 20
    pulse.close()


def test_what_asking_ends_with_is_passed_on_and_the_turn_given_back() -> None:
    def ask() -> int:
        raise StoreUnavailable

    pulse = Pulse(ask)
    for _ in range(20):
        with pytest.raises(StoreUnavailable):
            pulse.revision()
    pulse.close()
