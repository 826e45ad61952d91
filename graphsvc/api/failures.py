"""Why work came to no answer: its kind and every fault, so that all who ask are told the same.

Work in a process of its own fails far from whoever asked. What it raised travels as a `Failure`,
to the service and through the database to other services, and is raised there as `WorkFailed`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphsvc.api.written_messages import UNREADABLE, from_plain, to_plain
from graphsvc.errors import CannotUndo, Fault, GraphsvcError, InvalidInput, Outdated, Where
from graphsvc.language import Message, message
from graphsvc.store.journal import RefusedChanges

DEFECT = message("Something went wrong in the service. It has been logged.")


class WorkLost(GraphsvcError):
    """The process or the service that worked on an answer has ended before there was one."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer.

    Attributes
    ----------
    text
        What the asker can be told.
    kind
        The class of the error, which decides about the status; that of all errors for a defect.
    faults
        Everything wrong with what was asked.
    defect
        What is to be logged, and told to nobody.
    """

    text: Message
    kind: type[GraphsvcError] = GraphsvcError
    faults: tuple[Fault, ...] = ()
    defect: str = ""

    @classmethod
    def of(cls, error: Exception) -> Failure:
        """Tell of an error; one that was not raised on purpose is a defect."""
        defect = f"{type(error).__name__}: {error}"
        if not isinstance(error, GraphsvcError):
            return cls(DEFECT, defect=defect)
        return cls(error.text, type(error), _faults(error), defect)

    def written(self) -> str:
        """Write it as JSON, to be kept in the database."""
        return json.dumps(
            {
                "text": to_plain(self.text),
                "kind": self.kind.__name__,
                "faults": [
                    {
                        "field": str(fault.place),
                        "problem": to_plain(fault.problem),
                        "remedy": to_plain(fault.remedy),
                    }
                    for fault in self.faults
                ],
            }
        )

    @classmethod
    def read(cls, text: str) -> Failure | None:
        """Read what `written` has written; None for an empty text.

        Anybody could have written to the database. What is no failure of ours is told as such.
        """
        if not text:
            return None
        try:
            found = json.loads(text)
            kind = _kinds_by_name()[found["kind"]]
            faults = tuple(_fault(each) for each in found["faults"])
            return cls(from_plain(found["text"]), kind, faults)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return cls(UNREADABLE)


class WorkFailed(GraphsvcError):
    """Work came to no answer, for a reason that was told before."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.text)
        self.failure = failure


def _faults(error: GraphsvcError) -> tuple[Fault, ...]:
    if isinstance(error, WorkFailed):
        return error.failure.faults
    if isinstance(error, RefusedChanges):
        return tuple(
            Fault(Where(field=fault.field), fault.problem, fault.remedy) for fault in error.faults
        )
    return error.faults if isinstance(error, InvalidInput | Outdated | CannotUndo) else ()


def _fault(found: Mapping[str, Any]) -> Fault:
    remedy = found["remedy"]
    return Fault(
        Where(field=str(found["field"])),
        from_plain(found["problem"]),
        None if remedy is None else from_plain(remedy),
    )


def _kinds_by_name() -> dict[str, type[GraphsvcError]]:
    return {kind.__name__: kind for kind in _kinds(GraphsvcError)}


def _kinds(kind: type[GraphsvcError]) -> Iterator[type[GraphsvcError]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _kinds(each)
