"""Parts of the story of what changed: numbers on two days, each kind of change as a list."""

from __future__ import annotations

from dataclasses import dataclass

from graphsvc.web.pieces import Link, Source, Text


@dataclass(frozen=True, slots=True)
class TwoNumbers:
    """How many of something there were on the first day, and on the second one."""

    label: Text
    before: int
    after: int

    @property
    def difference(self) -> int:
        """How many more there are on the second day; less than 0 for fewer."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change, in the columns of its list.

    Attributes
    ----------
    what
        Who or what changed: an organization, a council or committee, a sector.
    where
        Its tables, or the partnership whose sector it is.
    date, dated
        When, and how well that is known, in words; None where a date says nothing.
    before, after
        What it was on the first day and is on the second one.
    sentence
        What that means, where the columns do not say it.
    sources
        Where it was read.
    """

    what: Link
    where: tuple[Link, ...] = ()
    date: str | None = None
    dated: Text | None = None
    before: Text | None = None
    after: Text | None = None
    sentence: Text | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeList:
    """All changes of one kind.

    Attributes
    ----------
    kind
        The kind: the anchor of its section.
    title, explanation
        What it is called; what is to be known of it.
    columns
        For each column, the name of the field of a line that stands in it, and its heading.
    rows, total
        The lines that are shown, and how many there are.
    """

    kind: str
    title: Text
    explanation: Text | None
    columns: tuple[tuple[str, Text], ...]
    rows: tuple[ChangeLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Story:
    """What changed since a day, in a few sentences, with the address of the whole story."""

    since: str
    why_since: Text
    sentences: tuple[Text, ...]
    href: str
