"""The processes of jobs: they end with their service, however that ends; and how words travel."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graphsvc.analytics.scope import Exclusion, Scope
from graphsvc.api import written_messages
from graphsvc.api.canonical import canonical
from graphsvc.language import Message, language, message, messages
from graphsvc.model.entities import Organization
from tests.api.test_api_jobs import is_alive, until

ROOT = Path(__file__).parents[2]
# A service reduced to its job: it says which process that is, and goes on for ever.
SERVICE = """
import sys, threading
from graphsvc.analytics.progress import Progress
from graphsvc.api.processes import Process
from graphsvc.model.entities import Changes
from graphsvc.model.snapshot import Snapshot
from tests.api.slow_work import gated

if __name__ == "__main__":
    process = Process(gated, Snapshot.of(Changes()), (sys.argv[1],))
    while not (isinstance(word := process.heard(60), Progress) and word.done == 3):
        pass
    print(process.number, flush=True)
    threading.Event().wait()
"""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_job_ends_with_its_service_however_that_ends(tmp_path: Path, end: signal.Signals) -> None:
    script = tmp_path / "service.py"
    script.write_text(SERVICE)
    with subprocess.Popen(
        [sys.executable, script, tmp_path],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as service:
        assert service.stdout
        job = int(service.stdout.readline())
        assert is_alive(job)
        service.send_signal(end)
    until(lambda: not is_alive(job))


def test_a_question_is_written_alike_in_every_process() -> None:
    # Texts hash differently in each process, so that sets come in another order.
    code = (
        "from graphsvc.analytics.scope import Exclusion, Scope\n"
        "from graphsvc.api.canonical import canonical\n"
        "print(canonical(('x', Scope('all', '2020-01-01', frozenset(Exclusion)), 1.5, None)))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    expected = canonical(("x", Scope("all", "2020-01-01", frozenset(Exclusion)), 1.5, None))
    assert told == {expected + "\n"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", "b"), ("a,b",)),
        (("a", "b"), ("a'", "'b")),
        ((1,), ("1",)),
        ((1,), (True,)),
        ((1,), (1.0,)),
        ((None,), ("None",)),
        ((), ((),)),
        ((Exclusion.HOST,), ("host",)),
        (({"a": 1},), ((("a", 1),),)),
        ((frozenset({"a"}),), (("a",),)),
        ((Scope("all", "2020-01-01"),), (Scope("all", "2020-01-02"),)),
    ],
)
def test_different_questions_are_written_differently(one: object, other: object) -> None:
    assert canonical(one) != canonical(other)


def test_what_a_question_hangs_on_is_never_guessed() -> None:
    with pytest.raises(TypeError):
        canonical(("x", object()))


def test_messages_come_back_in_both_languages() -> None:
    school = Organization(id="org:school", name="School", name_fr="École")
    for text in (
        message("Working out {measure}", measure="degree"),
        messages("{count} fault in the input; nothing was changed.",
                 "{count} faults in the input; nothing was changed.", 2, count=2),
        message("{names} alone joins tables that nobody else joins.", names=(school, school)),
        message("Left out: {names}. {reason}", names=["a"], reason=message("Starting")),
    ):  # fmt: skip
        again = written_messages.read(written_messages.written(text))
        assert again is not None
        for code in ("en", "fr"):
            assert language(code).render(again) == language(code).render(text)
    assert written_messages.read(written_messages.written(None)) is None


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "[[[" * 10_000,
        '{"name": "x", "name_fr": null}',
        '{"template": "Pay {count}", "params": {"count": 1}, "plural": null, "count": null}',
        '{"template": "Working out {measure}", "params": {}, "plural": null, "count": null}',
        '{"template": "Working out {measure}", "params": [], "plural": null, "count": null}',
        '{"template": "Starting", "params": {}, "plural": 1, "count": "x"}',
    ],
)  # fmt: skip
def test_texts_that_are_not_ours_are_not_told(text: str) -> None:
    found = written_messages.read(text)
    assert isinstance(found, Message)
    assert str(found) == "What was noted about this job cannot be read."
