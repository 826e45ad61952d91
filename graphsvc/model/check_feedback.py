"""What must hold of feedback beside what holds of every record."""

from __future__ import annotations

from collections.abc import Iterator

from graphsvc.dates import is_date, today
from graphsvc.language import Date, Message, message
from graphsvc.model import ids
from graphsvc.model.entities import Feedback


def said_faults(record: Feedback) -> Iterator[tuple[str, Message, Message]]:
    """Find what is wrong with one record of feedback: the field, the problem and its remedy.

    Whether asker and candidate exist is checked with the references of all records.
    """
    expected = ids.of_feedback(record.asker, record.candidate)
    if record.id != expected:
        yield (
            "id",
            message("The id of this feedback has to be {id}.", id=expected),
            message("Use that one, or leave it out."),
        )
    # As text, "2026" is the first moment of that year: what began has been said.
    if is_date(record.date) and record.date > today():
        yield (
            "date",
            message("{date} has not come yet.", date=Date(record.date)),
            message("Give the day on which it was said: today or an earlier one."),
        )
    if record.asker == record.candidate:
        yield (
            "candidate",
            message("Nobody is suggested to itself."),
            message("Name another candidate."),
        )
    elif _kind(record.candidate) == ids.BODY and _kind(record.asker) != ids.ORGANIZATION:
        yield (
            "candidate",
            message("A council or committee is suggested to organizations alone."),
            message("Name an organization as candidate, or as asker."),
        )


def _kind(item: str) -> str:
    return item.partition(":")[0]
