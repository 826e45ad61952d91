"""What is recorded of the work of a partnership: plans with their actions, meetings of bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from graphsvc.api.pages import rows
from graphsvc.api.pages.outlook import Outlook
from graphsvc.api.pages.since import year_before
from graphsvc.dates import first_day, is_active
from graphsvc.language import Date, Message, message, messages
from graphsvc.model.entities import Action
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import ActionStatus, ActionTieKind
from graphsvc.web.pieces import Link, Period
from graphsvc.web.plans import ActionRow, PlanBlock

_OVER = frozenset({ActionStatus.DONE, ActionStatus.DROPPED})
_FEWEST = 3  # meetings that make a rhythm
_DAY = len("2017-03-20")


def plans(frame: Outlook, partnership: str) -> tuple[PlanBlock, ...]:
    """Return the plans of a partnership that are in force on the day, the newest first."""
    held = frame.snapshot.activity
    found = [
        plan
        for plan in held.plans.values()
        if plan.partnership == partnership and is_active(plan.since, plan.until, frame.as_of)
    ]
    if not found:
        return ()
    doing = _doing(frame)
    blocks = []
    for plan in sorted(found, key=lambda plan: plan.since or "", reverse=True):
        actions = sorted(
            (action for action in held.actions.values() if action.plan == plan.id),
            key=lambda action: (action.theme or "~", action.due or "~", action.id),
        )
        told = tuple(_action(frame, action, doing) for action in actions)
        blocks.append(
            PlanBlock(
                plan,
                Period(plan.since, plan.until),
                told,
                _notes(told),
                rows.sources(frame, plan.sources, plan.confidence),
            )
        )
    return tuple(blocks)


_Doing = Mapping[tuple[str, ActionTieKind], Sequence[str]]


def _doing(frame: Outlook) -> _Doing:
    def read() -> _Doing:
        found: dict[tuple[str, ActionTieKind], list[str]] = defaultdict(list)
        for tie in frame.snapshot.activity.action_ties:
            found[tie.action, tie.kind].append(tie.organization)
        return found

    return frame.keeper.answer(frame.snapshot, "who does which action", read)


def _action(frame: Outlook, action: Action, doing: _Doing) -> ActionRow:
    def links(kind: ActionTieKind) -> tuple[Link, ...]:
        return tuple(frame.link(item) for item in doing.get((action.id, kind), ()))

    return ActionRow(
        action=action,
        priority=action.theme,
        status=action.status.label,
        due=action.due,
        late=_is_late(action, frame.as_of),
        leads=links(ActionTieKind.LEADS),
        supports=links(ActionTieKind.SUPPORTS),
    )


def _is_late(action: Action, day: str) -> bool:
    """Tell whether an action is open after its last day: one due in 2027 is not late in 2027."""
    if action.due is None or action.status in _OVER:
        return False
    return day[: len(action.due)] > action.due


def _notes(actions: Sequence[ActionRow]) -> tuple[Message, ...]:
    late = sum(each.late for each in actions)
    alone = sum(not each.leads for each in actions)
    found = []
    if late:
        found.append(
            messages("{count} action is overdue.", "{count} actions are overdue.", late, count=late)
        )
    if alone:
        found.append(
            messages(
                "No lead is recorded for {count} action.",
                "No lead is recorded for {count} actions.",
                alone,
                count=alone,
            )
        )
    return tuple(found)


def rhythm(frame: Outlook, body: str) -> Message | None:
    """Say how often a body met in the year before the day; None where no meeting is recorded."""
    met = frame.keeper.answer(
        frame.snapshot, "days of meetings", lambda: _days_of_meetings(frame.snapshot)
    )
    until = frame.as_of
    days = [day for day in met.get(body, ()) if day <= until]
    if not days:
        return None
    lately = [day for day in days if day > year_before(until)]
    told: dict[str, object] = {"count": len(lately), "last": Date(days[-1])}
    if not lately:
        return message(
            "No meeting is recorded in the year before this day; the last: {last}.", **told
        )
    weeks = _weeks_between(lately)
    if weeks is not None:
        return message(
            "{count} meetings in the year before this day, about every {weeks} weeks; the last: "
            "{last}.",
            **told,
            weeks=weeks,
        )
    return messages(
        "{count} meeting in the year before this day; the last: {last}.",
        "{count} meetings in the year before this day; the last: {last}.",
        len(lately),
        **told,
    )


def _days_of_meetings(snapshot: Snapshot) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for meeting in snapshot.activity.meetings.values():
        found[meeting.body].append(meeting.date)
    return {body: sorted(days) for body, days in found.items()}


def _weeks_between(days: Sequence[str]) -> int | None:
    """Return the mean time between meetings; None for too few, or where it is a week or less."""
    if len(days) < _FEWEST or any(len(day) < _DAY for day in days):
        return None
    apart = (first_day(days[-1]) - first_day(days[0])).days / (len(days) - 1)
    weeks = round(apart / 7)
    return weeks if weeks > 1 else None
