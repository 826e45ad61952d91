"""Plans of a partnership with their actions: what is to be done, by whom, until when."""

from __future__ import annotations

from dataclasses import dataclass

from graphsvc.language import Named
from graphsvc.web.pieces import Link, Period, Source, Text


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action of a plan.

    Attributes
    ----------
    action
        What is to be done.
    priority
        The theme of the plan that it serves, as recorded.
    status
        How far it has come, in words.
    due
        Until when it is to be done.
    late
        Whether that day is over and it is still open.
    leads, supports
        The organizations that do it.
    """

    action: Named
    priority: str | None
    status: Text
    due: str | None
    late: bool
    leads: tuple[Link, ...]
    supports: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PlanBlock:
    """A plan that is in force, its actions in order of priority, and what to notice about them."""

    plan: Named
    period: Period
    actions: tuple[ActionRow, ...]
    notes: tuple[Text, ...]
    sources: tuple[Source, ...]
