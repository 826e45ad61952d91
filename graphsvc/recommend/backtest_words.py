"""The result of a back-test in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from graphsvc.language import Date, Message, message, messages
from graphsvc.recommend.judging import Estimate


class _Judged(Protocol):
    @property
    def hit_5(self) -> Estimate: ...


def in_words(judged: Sequence[_Judged], asked: int, organizations: int) -> Message:
    """Say how often a table that was joined stood among the first five: ours, by size, by lot.

    Parameters
    ----------
    judged
        Ours, by size, by size with the near ones first, by lot; in this order.
    asked, organizations
        How many organizations were asked, of how many that joined something.
    """
    ours, size, near, lot = (each.hit_5 for each in judged)
    if asked < organizations:
        who = messages(
            "Asked for {asked}, drawn by lot, of {count} organization that joined a table later",
            "Asked for {asked}, drawn by lot, of {count} organizations that joined a table later",
            organizations,
            asked=asked,
            count=organizations,
        )
    else:
        who = messages(
            "Asked for {count} organization that joined a table later",
            "Asked for {count} organizations that joined a table later",
            asked,
            count=asked,
        )
    return message(
        "{who}: it stood among the first five suggestions for {ours} of 100 (95%: {lower} to "
        "{upper}); with the largest tables first for {size}, with the largest nearby first for "
        "{near}, by lot for {lot}.",
        who=who,
        ours=_of_100(ours.mean),
        lower=_of_100(ours.lower),
        upper=_of_100(ours.upper),
        size=_of_100(size.mean),
        near=_of_100(near.mean),
        lot=_of_100(lot.mean),
    )


def too_few(events: int, fewest: int, split: str | None) -> Message:
    """Say why the suggestions cannot be judged."""
    if split is None:
        return message(
            "It cannot be judged: no membership begins on a known day. Give memberships the day "
            "they began."
        )
    return messages(
        "It cannot be judged: {count} joining since {split} could be foretold, and it takes "
        "{fewest}.",
        "It cannot be judged: {count} joinings since {split} could be foretold, and it takes "
        "{fewest}.",
        events,
        count=events,
        split=Date(split),
        fewest=fewest,
    )


def _of_100(share: float) -> int:
    return round(100 * share)
