"""What is told beside suggestions: who was set aside, and how good they are."""

from __future__ import annotations

from graphsvc.analytics.invitees import not_again
from graphsvc.language import Message, message

# Suggestions alone do not know; who has a back-test at hand puts it in the place of this.
NOT_WORKED_OUT = message(
    "How well such rankings foretold who joined what has not been worked out lately: ask "
    "/v1/backtest, or run graphsvc backtest."
)


def notes(count: int) -> tuple[Message, ...]:
    """Say how many were set aside, and where the quality of suggestions is measured."""
    return *not_again(count), NOT_WORKED_OUT
