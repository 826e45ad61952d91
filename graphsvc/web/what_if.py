"""Parts of the page on which changes are tried out. Values only, as in `pieces`."""

from __future__ import annotations

from dataclasses import dataclass

from graphsvc.web.departure import Loss
from graphsvc.web.editing import Field
from graphsvc.web.pieces import Link, Text


@dataclass(frozen=True, slots=True)
class TriedChange:
    """A change in words, the address of the page without it, and why it does not fit."""

    text: Text
    remove: str
    faults: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeForm:
    """A form that adds a change.

    Attributes
    ----------
    do
        Which form it is.
    title, button
        What it does; what sends it.
    fields
        Its controls.
    asked
        The name for which a choice is offered.
    is_open
        Whether it is shown unfolded.
    """

    do: str
    title: Text
    button: Text
    fields: tuple[Field, ...]
    asked: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange:
    """How a sector stands before and after: codes, which choose the signs, and words.

    `changed` tells whether that says anything of the sector, and is not what chance can make of few
    seats.
    """

    sector: Text
    partnership: Link
    before: str
    after: str
    before_label: Text
    after_label: Text
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RankChange:
    """An organization in the bridging ranking before and after, and how many hang on it alone."""

    organization: Link
    before: int | None
    after: int | None
    difference: int | None
    cuts_off_before: int
    cuts_off_after: int

    @property
    def changed(self) -> bool:
        """Whether anything would be different."""
        return self.before != self.after or self.cuts_off_before != self.cuts_off_after


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChange:
    """A number of the whole graph before and after, and what it means."""

    label: Text
    meaning: Text
    before: float | None
    after: float | None
    difference: float | None

    @property
    def changed(self) -> bool:
        """Whether it would be another one."""
        return self.before != self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What would come of the changes.

    Attributes
    ----------
    lead
        What the sentences are about: with this change, with these changes.
    sentences
        What would be different, the weightiest first.
    losses
        By name who would lose or gain what.
    sectors, ranks, numbers
        Before and after.
    of_table
        Whether one table alone is looked at, so that no sectors are compared.
    """

    lead: Text
    sentences: tuple[Text, ...]
    losses: tuple[Loss, ...] = ()
    sectors: tuple[StatusChange, ...] = ()
    ranks: tuple[RankChange, ...] = ()
    numbers: tuple[NumberChange, ...] = ()
    of_table: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """The form that keeps the changes under a name.

    Attributes
    ----------
    action
        Where it is sent, with the day that is looked at.
    field
        The name.
    draft
        The changes, as they stand in an address.
    tag
        When the scenario that it goes on from was last kept; "" for none.
    json_href, csv_href
        That as a file, and what comes of it; None where nothing is kept, or not just this.
    """

    action: str
    field: Field
    draft: str
    tag: str = ""
    json_href: str | None = None
    csv_href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """A scenario that is kept.

    Attributes
    ----------
    item, scenario
        Its id; its name and the page on which it is opened.
    of
        The partnerships in which it changes something.
    count
        How many changes it holds; None where it cannot be read.
    changed_at
        When it was kept last.
    for_good
        Whether it is too large to be brought back once it is forgotten.
    """

    item: str
    scenario: Link
    of: tuple[Link, ...]
    count: int | None
    changed_at: str
    for_good: bool = False


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page of what is kept, the newest first.

    `newest` and `older` are the addresses of the first page and the next one; None where this is
    the first one, or nothing older is kept.
    """

    rows: tuple[KeptRow, ...] = ()
    newest: str | None = None
    older: str | None = None


NOTHING_KEPT = KeptPage()
