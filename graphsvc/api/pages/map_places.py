"""Where the nodes of a map stand: where they stood before, on every server and after a restart.

The map of today with nobody left out is kept. What it looks like on another day, or without
somebody, starts from it.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from graphsvc import logs
from graphsvc.analytics.scope import Scope
from graphsvc.api.pages.outlook import Outlook
from graphsvc.dates import today
from graphsvc.errors import StoreError
from graphsvc.model import ids
from graphsvc.store import map_places
from graphsvc.store.map_places import KeptPlaces
from graphsvc.viz.composing import Placement
from graphsvc.viz.looks import GroupBy, Look
from graphsvc.viz.maps import Groups, ground

_TRIES = 3
_Settle = Callable[[Placement | None], Placement]


def places_of(view: Outlook, scope: Scope, look: Look, groups: Groups | None) -> Placement:
    """Return where everything stands that a map of a scope can show.

    Parameters
    ----------
    view
        What the page is written from.
    scope, look
        What the map is of, and what it looks like without filters.
    groups
        Gives the communities of the scope.
    """
    part = view.keeper.part(view.snapshot, scope.of)
    # Grouped, or narrowed to a community, who is left out makes other nodes.
    plain = scope if look.only.members or look.group else Scope(scope.of, scope.as_of)
    home = Scope(scope.of, today())

    def settle(before: Placement | None) -> Placement:
        return ground(part, plain, look, groups=groups, before=before)

    def work_out() -> Placement:
        if plain == home and not look.only.members:
            return _carried_on(view, _name(scope.of, look), settle)
        if look.only.members or look.group is GroupBy.COMMUNITY:
            # Other communities: those of today say nothing of them.
            return settle(None)
        return settle(places_of(view, home, look, groups))

    return view.keeper.answer(part, ("map places", plain, look), work_out)


def _name(of: str, look: Look) -> str:
    steps = f"/{look.steps}" if of.startswith(f"{ids.ORGANIZATION}:") else ""
    return f"{of}{steps}/{look.group}"


def _carried_on(view: Outlook, name: str, settle: _Settle) -> Placement:
    """Start from the places that are kept, and keep what comes of it.

    If another server has kept others meanwhile, these count, and all is done again from them.
    """
    store, revision = view.keeper.store, view.snapshot.revision
    kept = map_places.read(store, name)
    for _ in range(_TRIES):
        before = _read(kept) if kept else None
        found = settle(before)
        if kept and (kept.mark == found.mark or kept.revision > revision):
            return found
        places = KeptPlaces(found.mark, revision, json.dumps(found.points))
        try:
            kept = map_places.keep(store, name, places, kept.mark if kept else "")
        except StoreError as error:
            # A map can be read all the same.
            logs.trouble("places of a map could not be kept", error, item=name)
            return found
    return found


def _read(kept: KeptPlaces) -> Placement:
    points = {item: (float(x), float(y)) for item, (x, y) in json.loads(kept.text).items()}
    return Placement(kept.mark, points)
