"""A row of the table of sectors, with what is said of it below the table."""

from __future__ import annotations

from dataclasses import dataclass

from graphsvc.web.pieces import Reasoned, Text


@dataclass(frozen=True, slots=True)
class SectorRow:
    """A sector of a partnership against the reference.

    Attributes
    ----------
    label
        The sector.
    organizations, seats
        How many of it take part.
    share, reference_share
        Shares of the organizations here and in the reference, 0 to 1; None without a reference.
    ratio, lower, upper
        Representation ratio (1 is parity) with its 95% interval; None where undefined.
    status
        `absent`, `under`, `at_par`, `over` or `too_few_to_tell`: chooses the sign.
    status_label
        The same in words.
    sentence
        What to make of it.
    ask
        Organizations that could be asked, each with its reason.
    marks
        What stands beside the status in a word: quiet, peripheral.
    lines
        What to make of these, a sentence each.
    target
        Seats that the council wants it to have; None where it has set no target.
    leads
        What it chairs and leads, in few words; None where nothing is recorded, or none.
    """

    label: Text
    organizations: int
    seats: int
    share: float | None
    reference_share: float | None
    ratio: float | None
    lower: float | None
    upper: float | None
    status: str
    status_label: Text
    sentence: Text | None = None
    ask: tuple[Reasoned, ...] = ()
    marks: tuple[Text, ...] = ()
    lines: tuple[Text, ...] = ()
    target: int | None = None
    leads: Text | None = None

    @property
    def share_lower(self) -> float | None:
        """The lower end of the interval as a share: the ratio there times the share elsewhere."""
        return self._as_share(self.lower)

    @property
    def share_upper(self) -> float | None:
        """The upper end of the interval as a share."""
        return self._as_share(self.upper)

    def _as_share(self, ratio: float | None) -> float | None:
        if ratio is None or not self.reference_share:
            return None
        return min(1.0, ratio * self.reference_share)

    @property
    def is_told(self) -> bool:
        """Whether there is a sentence about it below the table."""
        return self.sentence is not None or bool(self.lines)
