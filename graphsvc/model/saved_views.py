"""A view of a page as it is saved under a name, and what its id and name may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphsvc.language import Message
from graphsvc.model import ids, values

LONGEST_NAME = 100
MOST_VIEWS = 1_000
# The file that an export writes saved views into, and that an import looks for.
FILE = "views.json"


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view of a page.

    Attributes
    ----------
    id, name
        What it is called.
    address
        Path and query of the page, and behind "#" what is chosen on a map. The language is the
        reader's own.
    author
        In whose name it was saved: an organization or a role; "" where nobody said.
    created_at, changed_at
        When it was saved first and last.
    removed_at
        When it was removed; "" while it is there. For a while it can be brought back.
    """

    id: str
    name: str
    address: str
    author: str = ""
    created_at: str = ""
    changed_at: str = ""
    removed_at: str = ""


def id_faults(item: str) -> Iterator[tuple[Message, Message]]:
    """Find what is wrong with the id of a saved view: the problem and its remedy."""
    return ids.faults(item, ids.VIEW)


def name_faults(name: str) -> Iterator[tuple[Message, Message]]:
    """Find what is wrong with the name of a saved view: the problem and its remedy."""
    if len(name) > LONGEST_NAME:
        yield values.too_long(name, LONGEST_NAME)
    else:
        yield from values.faults("name", name)
