"""Whether the database is there, and at which revision: known within a second, however it hangs."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import CancelledError, ThreadPoolExecutor
from concurrent.futures import TimeoutError as DeadlinePassed
from threading import BoundedSemaphore

from graphsvc.errors import StoreUnavailable

# Seconds; above it the database counts as away. A caller hears of it within one, the page included.
_DEADLINE = 0.6
_BUSY_DEADLINE = 5.0  # where it answers others
_AT_A_TIME = 4


class Pulse:
    """Asks the database for its revision, on threads of its own that may hang with it.

    Parameters
    ----------
    ask
        Asks once, for as long as it takes.
    """

    def __init__(self, ask: Callable[[], int]) -> None:
        self._ask = ask
        self._threads = ThreadPoolExecutor(_AT_A_TIME, thread_name_prefix="pulse")
        self._turns = BoundedSemaphore(_AT_A_TIME)
        self._heard = self._missed = 0.0  # when last an answer came, and when last in vain

    def close(self) -> None:
        """Ask no more; does not wait for what hangs."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def revision(self) -> int:
        """Return the revision.

        Raises
        ------
        StoreUnavailable
            The database is away, or hangs.
        """
        began = time.monotonic()
        if not self._has_turn(began):
            raise StoreUnavailable
        answer = self._threads.submit(self._once)
        while True:
            try:
                return answer.result(timeout=max(self._patience(began), 0.0))
            except CancelledError as error:
                raise StoreUnavailable from error
            except DeadlinePassed as error:
                if self._patience(began) <= 0:
                    self._missed = time.monotonic()
                    raise StoreUnavailable from error

    def _patience(self, began: float) -> float:
        """Say how long somebody goes on waiting: while others hear from it, it is not away."""
        heard = max(began, self._heard)
        return min(heard + _DEADLINE, began + _BUSY_DEADLINE) - time.monotonic()

    def _has_turn(self, began: float) -> bool:
        """Wait for a turn; not where all who have one wait in vain, since that is known by now."""
        while not self._turns.acquire(blocking=False):
            left = self._patience(began)
            if left <= 0 or self._missed > self._heard:
                return False
            if self._turns.acquire(timeout=left):
                break
        return True

    def _once(self) -> int:
        try:
            found = self._ask()
            self._heard = time.monotonic()
        finally:
            self._turns.release()
        return found
