"""Lets a program that calls NetworkX have the backend, without naming it in each call."""

from __future__ import annotations

import os
from typing import Any

import networkx as nx

_NAME = "graphsvc"


def prefer() -> bool:
    """Let NetworkX hand what is worth it to the backend: here, and in processes started from here.

    Backends that are configured already come first, so that a GPU keeps what it was given.

    Returns
    -------
    bool
        Whether NetworkX knows the backend. It does not in a checkout whose environment was made
        before the backend was there; then nothing is changed, and all is answered as before.
    """
    known = nx.config.backends
    if _NAME not in known:
        return False
    # That a converted graph is used again is meant; it is never stale.
    nx.config.warnings_to_ignore.add("cache")
    priority: Any = nx.config.backend_priority
    first = [name for name in priority.algos if name != _NAME]
    priority.algos = [*first, _NAME]
    os.environ["NETWORKX_BACKEND_PRIORITY_ALGOS"] = ",".join([*first, _NAME])
    os.environ["NETWORKX_WARNINGS_TO_IGNORE"] = ",".join(sorted(nx.config.warnings_to_ignore))
    return True
