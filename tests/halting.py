"""Makes a process hang, as one does whose disk or memory is gone."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

_DEADLINE = 10.0


def halt(process: int) -> None:
    """Stop every thread of a process; `os.kill` returns while some still run and can answer."""
    os.kill(process, signal.SIGSTOP)
    deadline = time.monotonic() + _DEADLINE
    while not all(map(_is_stopped, Path(f"/proc/{process}/task").iterdir())):
        assert time.monotonic() < deadline
        time.sleep(0.001)


def _is_stopped(thread: Path) -> bool:
    return (thread / "stat").read_text().rpartition(") ")[2].startswith("T")
