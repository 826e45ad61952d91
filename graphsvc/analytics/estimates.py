"""Numbers that take too long and were estimated, in words."""

from __future__ import annotations

from graphsvc.analytics.passing import Sample
from graphsvc.language import Message, message


def in_words(name: str, sample: Sample) -> Message:
    """Say that a measure is an estimate, and how far a value may be off."""
    # As a text: of a number two digits after the point are written, which would often be 0.
    epsilon, chance = f"{sample.epsilon:.2g}", 1 - sample.delta
    if not sample.delta:
        return message(
            "{name} is estimated from {count} nodes: it is at least what is told, and greater by "
            "at most {epsilon} of that.",
            name=name,
            count=sample.sources,
            epsilon=epsilon,
        )
    if sample.of_value:
        return message(
            "{name} is estimated from {count} nodes: with a chance of {chance}, a value is off by "
            "at most {epsilon} of itself.",
            name=name,
            count=sample.sources,
            chance=chance,
            epsilon=epsilon,
        )
    return message(
        "{name} is estimated from {count} nodes: with a chance of {chance}, a value is off by at "
        "most {epsilon} of all pairs of other nodes.",
        name=name,
        count=sample.sources,
        chance=chance,
        epsilon=epsilon,
    )
