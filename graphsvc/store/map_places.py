"""Keeps where the nodes of each map stand, beside the graph, so that no map jumps.

All servers on a database draw a map from what is kept here. Who works out a change of it starts
from the places that are kept, and keeps its own only if nobody kept others meanwhile. Nothing of
this moves the revision.
"""

from __future__ import annotations

from dataclasses import dataclass

from graphsvc.dates import fine_now
from graphsvc.store.bolt import Store, Transaction

MOST_MAPS = 1_000


@dataclass(frozen=True, slots=True)
class KeptPlaces:
    """Where the nodes of a map stand.

    Attributes
    ----------
    mark
        Stands for what was laid out: equal for equal nodes and ties.
    revision
        Of the graph that it was laid out at.
    text
        Places by id, as JSON.
    """

    mark: str
    revision: int
    text: str


def read(store: Store, item: str) -> KeptPlaces | None:
    """Return what is kept of a map, or None."""
    rows = store.read(lambda tx: tx.rows("read_map_places", id=item))
    return KeptPlaces(**rows[0]) if rows else None


def keep(store: Store, item: str, places: KeptPlaces, before: str) -> KeptPlaces:
    """Keep where the nodes of a map stand, unless somebody else has done so meanwhile.

    Parameters
    ----------
    store
        The database.
    item
        Which map.
    places
        What to keep.
    before
        The mark of the places that these were worked out from; "" for none.

    Returns
    -------
    KeptPlaces
        What is kept now: these places, or those of somebody else, which then count.
    """

    def write(tx: Transaction) -> KeptPlaces:
        row = tx.row(
            "keep_map_places",
            id=item,
            before=before,
            mark=places.mark,
            revision=places.revision,
            text=places.text,
            at=fine_now(),
        )
        tx.rows("forget_map_places", most=MOST_MAPS)
        return KeptPlaces(**row)

    return store.write_unseen(write)
