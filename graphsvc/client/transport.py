"""How a request travels: sent again where that does no harm, followed where it becomes a job."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from graphsvc.client.trouble import ApiError, JobFailed, Told, Unreachable

if TYPE_CHECKING:
    import httpx2

Progress = Callable[[Mapping[str, Any]], None]
_BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_REPEATABLE = frozenset({"GET", "PUT", "DELETE"})
_PAUSE = 0.25  # seconds before the second try; it doubles with each further one
_LONGEST_PAUSE = 30.0
_LOOK = (0.2, 2.0)  # seconds between two looks at a job: at first, and at most
_UNDER_WAY = frozenset({"waiting", "running"})


class Transport:
    """A connection to one service.

    Parameters
    ----------
    address
        Where it is.
    key
        Its access key, where it has one.
    timeout
        How many seconds one request may take.
    tries
        How often a request is sent in all, if it can be repeated and the service is busy or away.
    progress
        Is told how far a job is, each time somebody looks.
    """

    def __init__(
        self,
        address: str,
        *,
        key: str | None,
        timeout: float,
        tries: int,
        progress: Progress | None,
    ) -> None:
        try:
            import httpx2  # noqa: PLC0415 - only who uses the client has it
        except ImportError as error:
            raise ImportError('install the extra: pip install "graphsvc[client]"') from error
        self._failed = httpx2.TransportError
        self._address = address
        self._tries = max(1, tries)
        self._progress = progress
        headers = {"User-Agent": "graphsvc-client", "Accept": "application/json"}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        self._http = httpx2.Client(base_url=address, headers=headers, timeout=timeout)

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def send(
        self,
        method: str,
        path: str,
        params: Mapping[str, Any],
        sent: Any = None,
        *,
        repeatable: bool | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx2.Response:
        """Send a request and return its answer; wait for the answer of a job.

        Parameters
        ----------
        method, path, params, sent
            The request; parameters that are None are left out, lists are joined with commas.
        repeatable
            Whether it does no harm to send it twice; by its method if left out.
        headers
            Further ones.

        Raises
        ------
        ApiError
            The service refuses, with every fault it told.
        Unreachable
            Nothing answers.
        """
        again = method in _REPEATABLE if repeatable is None else repeatable
        query = {name: _written(value) for name, value in params.items() if value is not None}
        answer = self._sent(method, path, query, sent, again=again, headers=headers)
        if answer.status_code == HTTPStatus.ACCEPTED:
            self._await(answer.json(), query.get("lang"))
            answer = self._sent(method, path, query, sent, again=again, headers=headers)
            if answer.status_code == HTTPStatus.ACCEPTED:  # the graph has moved on meanwhile
                return self.send(method, path, params, sent, repeatable=repeatable, headers=headers)
        return answer

    def lines(self, path: str, params: Mapping[str, Any]) -> Iterator[str]:
        """Read an answer line by line as it arrives; one that goes on is waited for.

        Raises
        ------
        ApiError, Unreachable
            As `send` does. What breaks off is not asked for again.
        """
        query = {name: _written(value) for name, value in params.items() if value is not None}
        try:
            with self._http.stream("GET", path, params=query, timeout=None) as answer:
                if not answer.is_success:
                    answer.read()
                yield from _accepted(answer).iter_lines()
        except self._failed as error:
            raise Unreachable(self._address, type(error).__name__) from error

    def _sent(
        self,
        method: str,
        path: str,
        query: dict[str, str],
        sent: Any,
        *,
        again: bool,
        headers: Mapping[str, str] | None = None,
    ) -> httpx2.Response:
        for number in range(1, self._tries + 1):
            is_last = number == self._tries or not again
            try:
                answer = self._http.request(method, path, params=query, json=sent, headers=headers)
            except self._failed as error:
                if is_last:
                    raise Unreachable(self._address, type(error).__name__) from error
                time.sleep(_pause(number, None))
                continue
            if answer.status_code not in _BUSY or is_last:
                return _accepted(answer)
            time.sleep(_pause(number, answer.headers.get("retry-after")))
        raise AssertionError  # the last try returns or raises

    def _await(self, job: Mapping[str, Any], lang: str | None) -> None:
        """Look at a job until it is done."""
        pause, longest = _LOOK
        query = {"lang": lang} if lang else {}
        while True:
            if self._progress is not None:
                self._progress(job)
            if job["state"] not in _UNDER_WAY:
                break
            time.sleep(pause)
            pause = min(pause * 1.5, longest)
            job = self._sent("GET", f"/v1/jobs/{job['id']}", query, None, again=True).json()
        if job["state"] != "done":
            raise _job_failed(job)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple | set | frozenset):
        return ",".join(
            sorted(map(str, value)) if isinstance(value, set | frozenset) else map(str, value)
        )
    return str(value)


def _pause(number: int, wish: str | None) -> float:
    """Return how long to wait: as long as the service asks for, else longer with each try."""
    asked = _seconds(wish)
    if asked is not None:
        return min(asked, _LONGEST_PAUSE)
    # By lot, so that many who were sent away do not come back together.
    pause: float = min(_PAUSE * 2 ** (number - 1), _LONGEST_PAUSE)
    return pause * random.uniform(0.5, 1.5)  # noqa: S311


def _seconds(wish: str | None) -> float | None:
    """Read Retry-After: seconds, or a moment (RFC 9110, 10.2.3)."""
    if not wish:
        return None
    if wish.strip().isdecimal():
        return float(wish)
    try:
        return max(0.0, parsedate_to_datetime(wish).timestamp() - time.time())
    except ValueError:
        return None


def _job_failed(job: Mapping[str, Any]) -> JobFailed:
    """Tell of a job as its address would have told; one that was called off has no problem."""
    problem = job.get("problem") or {}
    detail = problem.get("detail") or job.get("trouble") or job["state"]
    return JobFailed(problem.get("status", HTTPStatus.CONFLICT), str(detail), _faults(problem))


def _faults(problem: Mapping[str, Any]) -> list[Told]:
    return [
        Told(str(each.get("field")), str(each.get("problem")), each.get("remedy"))
        for each in problem.get("errors", ())
    ]


def _accepted(answer: httpx2.Response) -> httpx2.Response:
    """Return an answer that is one; raise what the service told otherwise."""
    if answer.is_success:
        return answer
    try:
        problem = answer.json()
    except ValueError:
        problem = {}
    if not isinstance(problem, dict):
        problem = {}
    detail = problem.get("detail") or f"{answer.status_code} {answer.reason_phrase}"
    raise ApiError(answer.status_code, str(detail), _faults(problem))
