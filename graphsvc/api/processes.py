"""One piece of long work in a process of its own, which tells how far it is and can be ended."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing import connection
from multiprocessing.connection import Connection
from typing import Any

from graphsvc.analytics.progress import Progress, Rising, listening
from graphsvc.api.failures import Failure, WorkLost
from graphsvc.api.told import Told
from graphsvc.language import message
from graphsvc.model.snapshot import Snapshot

_NICE = 10  # requests come before jobs
_STARTING = message("Starting")


class Process:
    """Work in a process that was started fresh.

    Parameters
    ----------
    work
        A function of a module; its answer is a dataclass with provenance.
    snapshot, arguments
        What it takes; all of it has to survive pickling. It goes to a process of ours, through a
        pipe that nobody else holds.
    """

    def __init__(
        self, work: Callable[..., Any], snapshot: Snapshot, arguments: tuple[Any, ...]
    ) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_carry_out, args=(theirs, work, snapshot, arguments), daemon=True
        )
        self._process.start()
        theirs.close()

    @property
    def number(self) -> int | None:
        """The id of the process."""
        return self._process.pid

    def heard(self, seconds: float) -> Progress | Told | Failure | None:
        """Wait for the next word from the process, for a while.

        Returns
        -------
        Progress, Told, Failure or None
            How far it is, the answer, why there is none, or nothing yet. Also where the process was
            ended from outside there is a failure.
        """
        try:
            if not self._ours.poll(seconds):
                return None
            found: Progress | Told | Failure = self._ours.recv()
        except (EOFError, OSError):
            return self._died()
        return found

    def _died(self) -> Failure:
        self._process.join()
        code = self._process.exitcode or 0
        ended = f"signal {-code}" if code < 0 else f"code {code}"
        return Failure(
            message(
                "The process that worked on it was ended from outside ({how}), as happens where "
                "memory runs out. Ask again, perhaps about a smaller part of the network.",
                how=ended,
            ),
            WorkLost,
            defect=f"the process ended with {ended}",
        )

    def kill(self) -> None:
        """End the process at once; whoever waits for a word from it learns of that."""
        self._process.kill()

    def close(self) -> None:
        """End the process if it still runs, and let go of it."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self._ours.close()


def _carry_out(
    pipe: Connection, work: Callable[..., Any], snapshot: Snapshot, arguments: tuple[Any, ...]
) -> None:
    """Do the work in the process of the job and send back its answer or its error."""
    # Ctrl-C at a terminal is for the service, which then ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICE)
    threading.Thread(target=_end_with_the_service, name="parent", daemon=True).start()
    outcome: Told | Failure
    try:
        with listening(_STARTING, Rising(pipe.send)):
            outcome = Told.of(work(snapshot, *arguments), snapshot)
    except Exception as error:  # noqa: BLE001 - whatever it was, the service has to hear of it
        outcome = Failure.of(error)
    pipe.send(outcome)
    pipe.close()


def _end_with_the_service() -> None:
    """End this process when the service is gone, however that ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
