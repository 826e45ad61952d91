"""Whether the database is there, and at which revision: known within a second, however it hangs."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import CancelledError, ThreadPoolExecutor
from concurrent.futures import TimeoutError as DeadlinePassed
from threading import BoundedSemaphore

from graphsvc.errors import StoreUnavailable

_LOOK = 0.05  # seconds between two looks at whether there is an answer
# After so many in vain the database counts as away. A caller hears of it within a second, the page
# included.
_LOOKS = 12
_BUSY_LOOKS = 100  # where it answers others
_AT_A_TIME = 4


class _Patience:
    """How often somebody goes on looking for an answer.

    Looks are counted and not seconds: where this process itself stood still (memory is cleared up,
    or the machine has no time for it), no answer could be heard, however ready it was.
    """

    def __init__(self) -> None:
        self._all = self._in_vain = 0
        self._since = time.monotonic()

    def ends(self, heard: float) -> bool:
        """Count a look, when an answer last came to anybody; tell whether it was the last look."""
        # Others hear from it: then it is busy, and not away.
        self._in_vain = 1 if heard > self._since else self._in_vain + 1
        self._since, self._all = max(self._since, heard), self._all + 1
        return self._in_vain >= _LOOKS or self._all >= _BUSY_LOOKS


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
        patience = _Patience()
        if not self._has_turn(patience):
            raise StoreUnavailable
        answer = self._threads.submit(self._once)
        while True:
            try:
                return answer.result(timeout=_LOOK)
            except CancelledError as error:
                raise StoreUnavailable from error
            except DeadlinePassed as error:
                if patience.ends(self._heard):
                    self._missed = time.monotonic()
                    raise StoreUnavailable from error

    def _has_turn(self, patience: _Patience) -> bool:
        """Wait for a turn; not where all who have one wait in vain, since that is known by now."""
        if self._turns.acquire(blocking=False):
            return True
        while self._missed <= self._heard:
            if self._turns.acquire(timeout=_LOOK):
                return True
            if patience.ends(self._heard):
                return False
        return False

    def _once(self) -> int:
        try:
            found = self._ask()
            self._heard = time.monotonic()
        finally:
            self._turns.release()
        return found
