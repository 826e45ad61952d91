"""Who joins two sectors, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from graphsvc.analytics import sentences
from graphsvc.language import Message, message, messages
from graphsvc.model.entities import Organization
from graphsvc.model.sectors import Sector


class Totals(NamedTuple):
    """How many organizations there are of either sector, and how many of their pairs are joined."""

    first: int
    second: int
    meeting: int
    joined: int

    @property
    def pairs(self) -> int:
        """How many pairs there are, one organization of each."""
        return self.first * self.second

    @property
    def apart(self) -> int:
        """How many pairs neither meet nor are joined."""
        return self.pairs - self.meeting - self.joined


def in_words(
    foremost: Sequence[Organization],
    most: tuple[int, int],
    totals: Totals,
    sectors: tuple[Sector, Sector],
) -> Message:
    """Say who joins most pairs, or why nobody joins any.

    Parameters
    ----------
    foremost, most
        Who ranks first, several where they are equal; and how many pairs each joins, how many of
        them alone.
    totals, sectors
        Of the whole answer.
    """
    first, second = (sector.short for sector in sectors)
    if not totals.pairs:
        return _nobody(totals, sectors)
    if foremost:
        return _foremost(foremost, most, first, second)
    if totals.apart:
        return message(
            "No organization joins {first} and {second} here: nobody shares a table with two that "
            "do not meet.",
            first=first,
            second=second,
        )
    return message(
        "There is nothing to join: all of {first} share a table with all of {second} here.",
        first=first,
        second=second,
    )


def _nobody(totals: Totals, sectors: tuple[Sector, Sector]) -> Message:
    lacking = [
        sector.short
        for sector, count in zip(sectors, (totals.first, totals.second), strict=True)
        if not count
    ]
    if len(lacking) == 1:
        return message("Nobody from the sector {sector} has a seat here.", sector=lacking[0])
    return message(
        "Nobody from the sectors {first} and {second} has a seat here.",
        first=lacking[0],
        second=lacking[1],
    )


def _foremost(
    foremost: Sequence[Organization], most: tuple[int, int], first: Message, second: Message
) -> Message:
    pairs, alone = most
    if len(foremost) > 1:
        return messages(
            "{organizations} each join {count} pair of {first} and {second} that shares no table.",
            "{organizations} each join {count} pairs of {first} and {second} that share no table.",
            pairs,
            organizations=sentences.some(foremost),
            count=pairs,
            first=first,
            second=second,
        )
    if alone:
        return messages(
            "{organization} joins {count} pair of {first} and {second} that shares no table, and "
            "nobody else does.",
            "{organization} joins {count} pairs of {first} and {second} that share no table, "
            "{alone} of them alone.",
            pairs,
            organization=foremost[0],
            count=pairs,
            alone=alone,
            first=first,
            second=second,
        )
    return messages(
        "{organization} joins {count} pair of {first} and {second} that shares no table; others "
        "join it too.",
        "{organization} joins {count} pairs of {first} and {second} that share no table; others "
        "join each of them too.",
        pairs,
        organization=foremost[0],
        count=pairs,
        first=first,
        second=second,
    )
