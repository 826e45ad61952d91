"""Leadership: which sectors chair bodies and lead actions."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from graphsvc.analytics.scope import Scope
from graphsvc.analytics.seating import SECTORS
from graphsvc.dates import is_active
from graphsvc.language import Message
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import ActionStatus, ActionTieKind, Role

_CHAIRS = frozenset({Role.CHAIR, Role.CO_CHAIR})


@dataclass(frozen=True, slots=True)
class SectorLeadership:
    """What the organizations of a sector lead in a partnership; null is what is not known.

    Attributes
    ----------
    chairs, co_chairs
        How often they chair and co-chair a body. Null where no chair or co-chair of any body is
        recorded.
    action_leads
        Actions they lead of plans in force, dropped actions left out. Null where nobody is recorded
        as leading any.
    all_chairs, all_action_leads
        Chairs and co-chairs, and leads, of the whole partnership, sector known or not.
    sentence
        The same in words; null where there is nothing to say.
    evidence
        Ids of the bodies and actions.
    """

    chairs: int | None
    co_chairs: int | None
    action_leads: int | None
    all_chairs: int | None
    all_action_leads: int | None
    sentence: Message | None
    evidence: tuple[str, ...]


def leaderships(snapshot: Snapshot, scope: Scope) -> list[SectorLeadership]:
    """Say for each sector what it leads in a partnership.

    Parameters
    ----------
    snapshot
        The graph at one revision.
    scope
        The partnership, the day, and whom to leave out.

    Returns
    -------
    list[SectorLeadership]
        In the order of `SECTORS`, without sentences.

    Notes
    -----
    Time O(memberships of the partnership + ties to actions).
    """
    out = scope.left_out(snapshot)
    chaired = [each for each in _chaired(snapshot, scope) if each[0] not in out]
    led = [each for each in _led(snapshot, scope) if each[0] not in out]
    chairs: Counter[tuple[Sector | None, Role]] = Counter()
    leads: Counter[Sector | None] = Counter()
    evidence: dict[Sector | None, set[str]] = defaultdict(set)
    for item, body, role in chaired:
        sector = snapshot.organizations[item].sector
        chairs[sector, role] += 1
        evidence[sector].add(body)
    for item, action in led:
        sector = snapshot.organizations[item].sector
        leads[sector] += 1
        evidence[sector].add(action)
    return [
        SectorLeadership(
            chairs=chairs[sector, Role.CHAIR] if chaired else None,
            co_chairs=chairs[sector, Role.CO_CHAIR] if chaired else None,
            action_leads=leads[sector] if led else None,
            all_chairs=len(chaired) if chaired else None,
            all_action_leads=len(led) if led else None,
            sentence=None,
            evidence=tuple(sorted(evidence[sector])),
        )
        for sector in SECTORS
    ]


def _chaired(snapshot: Snapshot, scope: Scope) -> list[tuple[str, str, Role]]:
    """List who chairs which body; two terms of the same are one chair."""
    bodies_out = scope.bodies_left_out(snapshot)
    return sorted(
        {
            (seat.organization, body, seat.role)
            for body in scope.bodies(snapshot)
            if body not in bodies_out
            for seat in snapshot.seats_of_body.get(body, ())
            if seat.role in _CHAIRS and is_active(seat.since, seat.until, scope.as_of)
        }
    )


def _led(snapshot: Snapshot, scope: Scope) -> list[tuple[str, str]]:
    """List who leads which action of the plans of a partnership that are in force."""
    held = snapshot.activity
    plans = {
        item
        for item, plan in held.plans.items()
        if plan.partnership == scope.of and is_active(plan.since, plan.until, scope.as_of)
    }
    actions = {
        item
        for item, action in held.actions.items()
        if action.plan in plans and action.status is not ActionStatus.DROPPED
    }
    return [
        (tie.organization, tie.action)
        for tie in held.action_ties
        if tie.kind is ActionTieKind.LEADS and tie.action in actions
    ]
