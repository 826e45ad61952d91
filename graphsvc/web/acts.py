"""What can be done with a row where it stands: the addresses of its forms."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeatActs:
    """What can be done with a seat where it stands.

    Attributes
    ----------
    change, end
        Addresses of the forms that change it and end it.
    tag
        The state of it that the reader sees.
    confirm
        Address of the form that confirms it; None where that was done of late.
    confirmed_on, confirmed_by
        When and in whose name it was last confirmed; None where nobody has.
    """

    change: str
    end: str
    tag: str
    confirm: str | None = None
    confirmed_on: str | None = None
    confirmed_by: str | None = None
