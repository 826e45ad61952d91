"""Watches a run of NetworkX's own tests: which calls did our functions answer, which not.

A plugin of pytest for the run in test_dispatch_networkx_suite.py. NetworkX tells what it does in
its log.
"""

from __future__ import annotations

import json
import logging
import os
from collections import Counter
from pathlib import Path
from typing import Any

ANSWERED: Counter[str] = Counter()


class _Watch(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        told: Any = record.args or ("",)
        if record.msg.startswith("Using backend '%s' for call to") and told[0] == "graphsvc":
            ANSWERED[told[1]] += 1
        elif record.msg.startswith("Backend '%s' raised when calling") and told[0] == "graphsvc":
            ANSWERED[told[1]] -= 1


def pytest_configure() -> None:
    logger = logging.getLogger("networkx.utils.backends")
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    logger.addHandler(_Watch())


def pytest_sessionfinish() -> None:
    Path(os.environ["ANSWERED"]).write_text(json.dumps(ANSWERED))
