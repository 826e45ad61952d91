"""What would be lost with an organization, by name, and who could stand in."""

from __future__ import annotations

from dataclasses import dataclass

from graphsvc.web.pieces import Link, Text


@dataclass(frozen=True, slots=True)
class Loss:
    """One kind of loss: what is lost, and by name what it falls on.

    `groups` holds what belongs together, two tables that one organization joins, say; `more` is
    how many groups there are beyond these.
    """

    label: Text
    groups: tuple[tuple[Link, ...], ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Substitute:
    """The best stand-in.

    Attributes
    ----------
    organization
        Who it is.
    meets, of
        How many of those the other one meets it meets already, and how many there are.
    tables
        Where it would have to take a seat to meet them all.
    restores
        What that would restore, and what not: a sentence each.
    """

    organization: Link
    meets: int
    of: int
    tables: tuple[Link, ...]
    restores: tuple[Text, ...]
