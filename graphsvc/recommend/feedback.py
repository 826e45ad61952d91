"""What was said of suggestions, and how it is respected."""

from __future__ import annotations

from graphsvc.language import Message, message, messages
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import Verdict

# Whoever was declined or tried is not suggested again, on whatever day is asked about: the advice
# is given now.
_SET_ASIDE = frozenset({Verdict.DECLINED, Verdict.TRIED})

# Suggestions alone do not know; who has a back-test at hand puts it in the place of this.
NOT_WORKED_OUT = message(
    "How well such rankings foretold who joined what has not been worked out lately: ask "
    "/v1/backtest, or run graphsvc backtest."
)


def set_aside(snapshot: Snapshot, asker: str) -> frozenset[str]:
    """Return the ids of those that were declined or tried for an asker, and not taken back."""
    said = snapshot.said_to.get(asker, {})
    return frozenset(item for item, record in said.items() if record.verdict in _SET_ASIDE)


def notes(count: int) -> tuple[Message, ...]:
    """Say how many were set aside, and where the quality of suggestions is measured."""
    if not count:
        return (NOT_WORKED_OUT,)
    told = messages(
        "{count} is not suggested again: declined or tried already.",
        "{count} are not suggested again: declined or tried already.",
        count,
        count=count,
    )
    return told, NOT_WORKED_OUT
