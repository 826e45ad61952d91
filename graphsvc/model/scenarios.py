"""A scenario as it is kept beside the graph, and what its id may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphsvc.language import Message
from graphsvc.model import ids

# The file that an export writes scenarios into, and that an import looks for in a folder.
FILE = "scenarios.json"


@dataclass(frozen=True, slots=True)
class KeptScenario:
    """A scenario as it is kept.

    Attributes
    ----------
    id, name
        What it is called.
    created_at, changed_at
        When it was kept first and last.
    text
        What it holds, as JSON; empty in a list.
    """

    id: str
    name: str
    created_at: str
    changed_at: str
    text: str = ""


def id_faults(item: str) -> Iterator[tuple[Message, Message]]:
    """Find what is wrong with the id of a scenario: the problem and its remedy."""
    return ids.faults(item, ids.SCENARIO)
