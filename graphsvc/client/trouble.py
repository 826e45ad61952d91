"""What goes wrong between a client and a service, with every fault the service told.

GraphsvcError
└── ApiError            the service refused, or failed; carries status, words and faults
    ├── JobFailed       long work came to no answer
    └── Unreachable     nothing answered, also when asked again
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphsvc.errors import GraphsvcError
from graphsvc.language import Message, message


@dataclass(frozen=True, slots=True)
class Told:
    """One fault, as the service told it.

    Attributes
    ----------
    field
        Which part of what was sent.
    problem, remedy
        What is wrong with it and what would mend it, in the language that was asked for.
    """

    field: str
    problem: str
    remedy: str | None = None

    def __str__(self) -> str:
        """Put all in one line."""
        return " ".join(part for part in (f"{self.field}:", self.problem, self.remedy) if part)


class ApiError(GraphsvcError):
    """The service did not do what was asked.

    Attributes
    ----------
    status
        The status of HTTP; 0 where there was no answer.
    faults
        Every fault of what was sent.
    """

    def __init__(self, status: int, detail: str | Message, faults: Sequence[Told] = ()) -> None:
        # What a service told is a text already, and may hold anything: it fills a gap.
        text = Message("{detail}", {"detail": detail}) if isinstance(detail, str) else detail
        super().__init__(text)
        self.status = status
        self.faults = tuple(faults)

    def __str__(self) -> str:
        """Say what happened, then each fault on its own line."""
        return "\n".join([str(self.text), *(str(fault) for fault in self.faults)])


class JobFailed(ApiError):
    """Long work ended without an answer."""


class Unreachable(ApiError):
    """Nothing answers at the address."""

    def __init__(self, address: str, why: str) -> None:
        text = message(
            "Nothing answers at {address} ({why}). Is the service running?",
            address=address,
            why=why,
        )
        super().__init__(0, text)
