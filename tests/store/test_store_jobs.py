"""Jobs that servers share through the database, on both: claims, leases, answers in parts."""

from __future__ import annotations

import random
import string
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from graphsvc.store import jobs
from graphsvc.store.bolt import Store

TAKERS = 4


def claim(store: Store, holder: str, item: str = "job", revision: int = 0) -> jobs.JobRow:
    return jobs.claim(store, item, holder, address="/v1/bridging", estimate=9.5, revision=revision)


def running(share: float = 0.5) -> jobs.Word:
    return jobs.Word(1.0, done=1, total=2, share=share, doing="{}")


def parts(store: Store) -> list[str]:
    return [str(row["id"]) for row in store.read(lambda tx: tx.rows("list_job_parts"))]


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "PART", 4)


def test_a_job_is_taken_once_and_others_see_whose_it_is(store: Store) -> None:
    first = claim(store, "one")
    assert (first.holder, first.state, first.estimate) == ("one", "waiting", 9.5)
    assert claim(store, "two").holder == "one"
    assert jobs.report(store, "job", "one", running())
    seen = claim(store, "two")
    assert (seen.state, seen.done, seen.total, seen.share) == ("running", 1, 2, 0.5)
    assert jobs.read(store, "job") == seen
    assert jobs.listed(store) == [seen]
    assert store.revision() == 0  # nothing that a reader of the graph sees


def test_of_several_who_ask_at_once_one_gets_the_job(store: Store) -> None:
    with ThreadPoolExecutor(TAKERS) as pool:
        for number in range(5):
            barrier = threading.Barrier(TAKERS)

            def take(
                holder: str, item: str = f"job{number}", barrier: threading.Barrier = barrier
            ) -> str:
                barrier.wait()
                return claim(store, holder, item).holder

            holders = list(pool.map(take, [f"taker{each}" for each in range(TAKERS)]))
            assert len(set(holders)) == 1


@pytest.mark.usefixtures("small_parts")
def test_the_answer_is_kept_in_parts_and_read_whole(store: Store) -> None:
    claim(store, "one")
    assert jobs.succeed(store, "job", "one", "twelve signs")
    row = claim(store, "two")
    assert (row.holder, row.state, row.parts) == ("one", "done", 3)
    assert jobs.answer_of(store, row.holder, row.parts) == "twelve signs"
    # Who has the database and nothing else cannot make a part of another one's answer.
    assert jobs.answer_of(store, "two", row.parts) is None


def test_a_large_answer_fits(store: Store) -> None:
    # More than a message of the embedded server may hold, and nothing that can be compressed.
    text = "".join(random.Random(1).choices(string.ascii_letters, k=jobs.PART)) * 4 + "end"
    claim(store, "one")
    assert jobs.succeed(store, "job", "one", text)
    assert jobs.answer_of(store, "one", 5) == text


@pytest.mark.usefixtures("small_parts")
def test_an_answer_that_is_too_large_is_not_kept(store: Store) -> None:
    claim(store, "one")
    assert not jobs.succeed(store, "job", "one", "x" * (4 * jobs.MOST_PARTS + 1))
    assert jobs.read(store, "job") is None
    assert parts(store) == []


@pytest.mark.usefixtures("small_parts")
def test_what_a_server_that_died_was_at_is_taken_over_for_good(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(jobs, "LEASE", -1.0)
        assert claim(store, "dead").is_abandoned
    assert claim(store, "heir").holder == "heir"
    # It was not dead after all: whatever it says now is not heard.
    assert not jobs.report(store, "job", "dead", running())
    assert not jobs.succeed(store, "job", "dead", "a ghost")
    assert not jobs.fail(store, "job", "dead", "")
    assert jobs.succeed(store, "job", "heir", "an answer")
    row = claim(store, "third")
    assert (row.holder, jobs.answer_of(store, row.holder, row.parts)) == ("heir", "an answer")


def test_a_job_is_called_off_once_and_then_free(store: Store) -> None:
    claim(store, "one")
    assert jobs.cancel(store, "job")
    assert not jobs.cancel(store, "job")
    assert not jobs.report(store, "job", "one", running())
    again = claim(store, "two")
    assert (again.holder, again.state, again.started, again.doing) == ("two", "waiting", 0.0, "")
    assert not jobs.cancel(store, "no such job")


def test_a_failure_is_told_before_it_is_tried_again(store: Store) -> None:
    claim(store, "one")
    assert jobs.fail(store, "job", "one", "why")
    assert (claim(store, "two").state, claim(store, "two").trouble) == ("failed", "why")
    jobs.tell(store, "job")
    again = claim(store, "two")
    assert (again.holder, again.state, again.trouble) == ("two", "waiting", "")


@pytest.mark.usefixtures("small_parts")
def test_what_nobody_will_ask_for_again_is_swept(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for holder, item, revision in (("a", "old", 1), ("b", "present", 2), ("c", "work", 1)):
        claim(store, holder, item, revision)
    for holder, item in (("a", "old"), ("b", "present")):
        assert jobs.succeed(store, item, holder, "answer")
    assert jobs.sweep(store, 2) == 0  # what is old may be asked for, for an hour
    monkeypatch.setattr(jobs, "_KEPT", 0.0)
    # The old job and its two parts; what is being worked on and what is present stay.
    assert jobs.sweep(store, 2) == 3
    assert {row.id for row in jobs.listed(store)} == {"present", "work"}
    assert parts(store) == ["b~000", "b~001"]
    jobs.forget(store, "present", "b")
    assert jobs.sweep(store, 2) == 2  # parts without a job
    assert parts(store) == []


def test_of_old_back_tests_the_newest_is_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_KEPT", 0.0)
    for item in ("first", "second"):
        address = f"{jobs.BACKTESTS}?seed=1"
        jobs.claim(store, item, item, address=address, estimate=9.0, revision=1)
        assert jobs.succeed(store, item, item, "answer")
    jobs.sweep(store, 2)
    assert [row.id for row in jobs.listed(store)] == ["second"]
