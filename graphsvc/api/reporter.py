"""The thread that tells other services how far the jobs of this one are, and keeps their leases."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Event, Thread

from graphsvc import logs
from graphsvc.api.job import Job
from graphsvc.store import jobs as shared

_OFTEN = 0.2  # seconds between two rounds, at least
_SELDOM = 1.0  # and at most: a lease has to be renewed several times before it ends


class Reporter:
    """Reports all jobs under way, round after round, until it is closed.

    Parameters
    ----------
    under_way
        Returns the jobs of this service that are not over, also those that wait.
    report
        Reports one of them.
    """

    def __init__(
        self, under_way: Callable[[], Iterable[Job]], report: Callable[[Job], object]
    ) -> None:
        self._under_way = under_way
        self._report = report
        self._closes = Event()
        self._thread = Thread(target=self._run, name="jobs-reporter", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End it, after what it is just saying."""
        self._closes.set()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        while not self._closes.wait(max(_OFTEN, min(_SELDOM, shared.LEASE / 5))):
            try:
                self._round()
            except Exception as error:  # noqa: BLE001 - without it, no job keeps its lease
                logs.trouble("jobs cannot be listed to be reported", error)

    def _round(self) -> None:
        for job in self._under_way():
            if job.is_over or self._closes.is_set():
                continue
            try:
                self._report(job)
            except Exception as error:  # noqa: BLE001 - the other jobs are reported all the same
                logs.trouble("job cannot be reported", error, job=job.id)
