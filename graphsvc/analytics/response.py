"""How many organizations answered when asked with whom they work: a count and a share, never who.

Who was asked is not recorded, so it is counted among those with a seat. The count is that of whole
partnerships and heeds no exclusion, and there is none of a handful: two counts that differ by one
organization would say whether it answered.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.language import Message, message
from graphsvc.model.snapshot import Snapshot

# Organizations, below which nothing is told that is said in confidence.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Response:
    """How many answered, of those who could.

    Attributes
    ----------
    seated
        Organizations with a seat in the partnerships that are looked at.
    reporting
        How many of them have reported something of another, be it that they do nothing together.
    """

    seated: int
    reporting: int

    @property
    def rate(self) -> float:
        """The share of them, more than 0 and at most 1."""
        return self.reporting / self.seated


def response(snapshot: Snapshot, scope: Scope) -> Response | None:
    """Count who answered in the partnerships of a scope.

    Parameters
    ----------
    snapshot
        The graph at one revision, or a part of it; not modified.
    scope
        Which part of it, on which day. Of a body or an organization, all of its partnerships are
        looked at; linking nodes count even where they are left out.

    Returns
    -------
    Response | None
        By the waves that have begun on the day; None where nobody seated here has reported
        anything, which is where nobody was asked, or where fewer than `FEWEST` have a seat.

    Notes
    -----
    Time O(memberships).
    """
    since = snapshot.activity.reporting_since
    if not since:
        return None
    seated = seated_around(snapshot, scope)
    reporting = sum(item in since and since[item] <= scope.as_of for item in seated)
    if len(seated) < FEWEST or not reporting:
        return None
    return Response(len(seated), reporting)


def seated_around(snapshot: Snapshot, scope: Scope) -> frozenset[str]:
    """Return who has a seat on the day in the partnerships of a scope, left out or not."""
    here = scope.bodies(snapshot)
    if scope.of != WHOLE:
        around = {snapshot.partnership_of[body] for body in here}
        here = tuple(
            body for item in sorted(around) for body in Scope(item, scope.as_of).bodies(snapshot)
        )
    columns, wanted = snapshot.seats, frozenset(here)
    on_body = np.fromiter((each in wanted for each in snapshot.body_ids), dtype=np.bool_)
    rows = columns.active(scope.as_of)
    rows &= on_body[columns.body]
    return frozenset(
        map(snapshot.organization_ids.__getitem__, np.unique(columns.organization[rows]).tolist())
    )


def in_words(seated: int, reporting: int) -> Message:
    """Say on what share of the organizations the reports of a network stand."""
    return message(
        "Of {seated} organizations with a seat in the partnerships looked at, {reporting} have "
        "reported with whom they work ({percent}%).",
        seated=seated,
        reporting=reporting,
        percent=round(100 * reporting / seated),
    )
