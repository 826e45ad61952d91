"""Keeps what each edit did, in the transaction that does it; and takes records out of the graph.

Edits stand beside the graph: no answer about it hangs on them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphsvc.dates import now
from graphsvc.errors import NotFound
from graphsvc.model import edits
from graphsvc.model.edits import REMOVABLE, Edit, Part
from graphsvc.store.bolt import Store, Transaction

LAST = 2**53  # no revision comes that far


def keep(
    tx: Transaction, parts: Sequence[Part], about: Sequence[str], author: str, undoes: Edit | None
) -> None:
    """Keep an edit under the revision that the transaction makes."""
    item = edits.id_of(tx.revision)
    tx.rows(
        "keep_edit",
        id=item,
        revision=tx.revision,
        at=now(),
        author=author,
        about=list(about),
        undoes=undoes.id if undoes else "",
        text=edits.written(parts),
    )
    # What was undone by what is undone stands again; what that had undone does not; and so on.
    by, each, below = item, undoes.id if undoes else "", undoes.undoes if undoes else ""
    while each:
        tx.rows("mark_edit", id=each, by=by)
        by, each = "" if by else each, below
        below = tx.rows("read_edit", id=each)[0]["undoes"] if each else ""


def remove(tx: Transaction, parts: Sequence[Part]) -> None:
    """Take out of the graph the records that an edit leaves none of."""
    for kind in REMOVABLE:
        rows = [_ends(part.before) for part in parts if part.kind == kind and part.after is None]
        if rows:
            tx.rows(f"remove_{kind}", rows=rows)


def _ends(record: Any) -> dict[str, str]:
    names = ("id", "organization", "body", "meeting", "partnership")
    return {name: getattr(record, name) for name in names if hasattr(record, name)}


def read(store: Store, item: str) -> Edit:
    """Read an edit.

    Raises
    ------
    NotFound
        There is none with this id.
    """
    rows = store.read(lambda tx: tx.rows("read_edit", id=item))
    if not rows:
        raise NotFound(item)
    return _edit(rows[0])


def newest(store: Store, about: str = "", before: int = LAST, most: int = 50) -> list[Edit]:
    """List edits made before a revision, the newest first: of one thing, or of all."""
    rows = store.read(lambda tx: tx.rows("list_edits", about=about, before=before, most=most))
    return [_edit(row) for row in rows]


def count(store: Store, about: str = "") -> int:
    """Count the edits of one thing, or all."""
    return int(store.read(lambda tx: tx.row("count_edits", about=about))["total"])


def _edit(row: Mapping[str, Any]) -> Edit:
    known = {name: row[name] for name in ("id", "revision", "at", "author", "undoes", "undone_by")}
    try:
        return Edit(**known, parts=edits.read(row["text"]))
    except (ValueError, TypeError, AttributeError, LookupError):
        # A newer or an older version has written it: the others can still be told.
        return Edit(**known, is_readable=False)
