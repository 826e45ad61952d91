"""What the client does when a service is busy, away, or takes long: against a server that is."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from graphsvc.client import ApiError, Client, JobFailed, Told, Unreachable

Step = tuple[int, dict[str, str], Any]
Script = list[Step]
BUSY: Step = (503, {"Retry-After": "0"}, {"detail": "Others are at work.", "errors": []})
READY: Step = (200, {}, {"status": "ready", "revision": 7})


@contextmanager
def answering(script: Script) -> Iterator[tuple[str, list[str]]]:
    """A server that gives these answers one after another and notes what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            asked.append(f"{self.command} {self.path}")
            status, headers, body = script.pop(0)
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = answer  # noqa: N815 - the names the library calls

        def log_message(self, *_: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("status", [503, 429])
def test_a_busy_service_is_asked_again(status: int) -> None:
    busy = (status, *BUSY[1:])
    with answering([busy, busy, READY]) as (address, asked), Client(address) as client:
        assert client.ready().revision == 7
        assert asked == ["GET /readyz"] * 3


def test_what_would_be_done_twice_is_sent_once() -> None:
    with answering([BUSY, READY]) as (address, asked), Client(address) as client:
        with pytest.raises(ApiError) as caught:
            client.create_organization({"name": "Once"})
        assert (caught.value.status, str(caught.value)) == (503, "Others are at work.")
        assert asked == ["POST /v1/organizations"]


def test_a_query_is_sent_again_since_it_only_reads() -> None:
    found = {"columns": ["n"], "rows": [[1]], "truncated": False, "revision": 1}
    with answering([BUSY, (200, {}, found)]) as (address, asked), Client(address) as client:
        assert client.cypher("RETURN 1 AS n").rows == [[1]]
        assert len(asked) == 2


def test_it_stops_asking_after_as_many_tries_as_it_was_given() -> None:
    with answering([BUSY] * 5) as (address, asked), Client(address, tries=2) as client:
        with pytest.raises(ApiError):
            client.ready()
        assert len(asked) == 2


def test_nobody_there_is_told_with_the_address() -> None:
    with answering([]) as (address, _):
        pass
    with Client(address, tries=2) as client, pytest.raises(Unreachable, match=address) as caught:
        client.ready()
    assert caught.value.status == 0


def test_an_answer_that_is_no_problem_of_ours_is_told_by_its_status() -> None:
    for body in (b"<html>", b"[]"):
        with (
            answering([(502, {}, body)]) as (address, _),
            Client(address) as client,
            pytest.raises(ApiError, match="502 Bad Gateway"),
        ):
            client.ready()


def job(state: str, **more: Any) -> Step:
    body = {"id": "abc", "state": state, "answer": "/v1/bridging", "trouble": None, **more}
    return (202 if state == "waiting" else 200, {}, body)


def test_long_work_is_waited_for_and_its_progress_told() -> None:
    answer: Step = (200, {}, {"rows": [{"rank": 1}], "provenance": {"revision": 3}})
    seen: list[str] = []
    script = [job("waiting"), job("running"), job("done"), answer]
    with (
        answering(script) as (address, asked),
        Client(address, progress=lambda each: seen.append(each["state"])) as client,
    ):
        assert client.bridging(lang="fr").rows == [{"rank": 1}]
    assert seen == ["waiting", "running", "done"]
    question = "GET /v1/bridging?scope=all&lang=fr"
    assert asked == [question, *["GET /v1/jobs/abc?lang=fr"] * 2, question]


def test_long_work_that_failed_is_told_with_status_and_every_fault() -> None:
    fault = {"field": "since", "problem": "There is no day x.", "remedy": "Write a day."}
    problem = {"status": 422, "detail": "1 fault in what was asked.", "errors": [fault]}
    failed = job("failed", trouble=problem["detail"], problem=problem)
    with (
        answering([job("waiting"), failed]) as (address, _),
        Client(address) as client,
        pytest.raises(JobFailed) as caught,
    ):
        client.bridging()
    assert (caught.value.status, caught.value.faults) == (422, (Told(**fault),))
    assert str(caught.value) == (
        "1 fault in what was asked.\nsince: There is no day x. Write a day."
    )


def test_long_work_that_failed_is_told_in_its_words() -> None:
    with (
        answering([job("waiting"), job("failed", trouble="Too large.")]) as (address, _),
        Client(address) as client,
        pytest.raises(JobFailed, match="Too large"),
    ):
        client.bridging()
