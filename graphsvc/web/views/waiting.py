"""The page that stands where an answer is still being worked out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graphsvc.web.pieces import Text
from graphsvc.web.views.shell import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPage(Page):
    """Long work is under way; the page shows the answer by itself once there is one.

    Attributes
    ----------
    title
        What is being worked out.
    expected
        How long it may take, in words.
    doing
        What it is at; None while it waits for its turn.
    share
        How much of it is done, 0 to 1.
    events
        The address that tells of it as it goes on.
    retry_after
        After how many seconds the page looks again where there are no scripts.
    """

    template: ClassVar[str] = "waiting.html"
    title: Text
    expected: Text
    events: str
    doing: Text | None = None
    share: float = 0.0
    retry_after: int = 5
