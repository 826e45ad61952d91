"""When a membership was last confirmed by hand, and whether that is to be asked anew."""

from __future__ import annotations

import datetime

from graphsvc.dates import first_day, today
from graphsvc.model.entities import Membership, Source
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import SourceKind

# After that, who sits where is worth asking again.
_LONG_AGO = datetime.timedelta(days=365)


def last_confirmed(snapshot: Snapshot, seat: Membership) -> Source | None:
    """Return the newest source in which somebody stated a seat by hand: that confirms it."""
    known = (snapshot.sources.get(item) for item in seat.sources)
    stated = [each for each in known if each and each.date and each.kind == str(SourceKind.STATED)]
    return max(stated, key=lambda each: each.date or "", default=None)


def needs_confirming(snapshot: Snapshot, seat: Membership) -> bool:
    """Tell whether nobody has confirmed a seat, or not for a year."""
    last = last_confirmed(snapshot, seat)
    on = last.date if last else None
    return on is None or first_day(today()) - first_day(on) > _LONG_AGO
