"""What a recommendation is for, and how much each feature counts for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graphsvc.language import Message, message


class FeatureName(StrEnum):
    """What speaks for a partner; `features` documents each."""

    PROXIMITY = "proximity"
    COMMON_GROUND = "common_ground"
    SAME_PLACE = "same_place"
    SAME_THEME = "same_theme"
    SAME_POPULATION = "same_population"
    SHARED_LANGUAGE = "shared_language"
    COMPLEMENT = "complement"
    BRIDGING_GAIN = "bridging_gain"


class PurposeName(StrEnum):
    """What a partner is looked for."""

    LIKELY = "likely"
    BRIDGING = "bridging"
    GAP = "gap"
    BALANCED = "balanced"


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a feature counts for a purpose, and why; the weights of a purpose add up to 1."""

    feature: FeatureName
    weight: float
    reason: Message


@dataclass(frozen=True, slots=True)
class Purpose:
    """A purpose with its weights.

    Attributes
    ----------
    name
        Its code.
    label
        What it is called.
    explanation
        When to choose it.
    weights
        Every feature, the heaviest first.
    needs
        A suggestion has at least one of these; without it the purpose would not be served.
    nobody
        What to say where nobody can be suggested.
    """

    name: PurposeName
    label: Message
    explanation: Message
    weights: tuple[Weight, ...]
    needs: frozenset[FeatureName]
    nobody: Message

    def weight_of(self, feature: FeatureName) -> float:
        """Return how much a feature counts."""
        return next(weight.weight for weight in self.weights if weight.feature is feature)


# A language that many speak is on its own no reason to approach anybody.
_REASONS = frozenset(FeatureName) - {FeatureName.SHARED_LANGUAGE}
_NEAR = frozenset(
    {
        FeatureName.PROXIMITY,
        FeatureName.COMMON_GROUND,
        FeatureName.SAME_PLACE,
        FeatureName.SAME_THEME,
    }
)
# Enough to tell two apart who are alike in the rest. The others share what is left in the
# proportions that they had before it was on record whom anybody serves.
_SAME_POPULATION = Weight(
    FeatureName.SAME_POPULATION,
    0.05,
    message("Who serves the same people meets the same questions; alone it decides little."),
)

_PURPOSES = (
    Purpose(
        PurposeName.LIKELY,
        message("Likely partners"),
        message("Who is close already, so that a first contact is easy."),
        (
            Weight(
                FeatureName.PROXIMITY,
                0.285,
                message("New ties mostly arise where people are already few introductions apart."),
            ),
            Weight(
                FeatureName.COMMON_GROUND,
                0.285,
                message("Somebody both sides know can introduce them."),
            ),
            Weight(
                FeatureName.SAME_PLACE, 0.1425, message("Serving the same place makes work shared.")
            ),
            Weight(
                FeatureName.SAME_THEME,
                0.095,
                message("Who works on the same theme has something to talk about."),
            ),
            _SAME_POPULATION,
            Weight(
                FeatureName.COMPLEMENT,
                0.0475,
                message(
                    "Between two who are equally near, the missing sector is the better choice."
                ),
            ),
            Weight(
                FeatureName.BRIDGING_GAIN,
                0.0475,
                message("Who is likely is seldom far away, so reach hardly tells them apart."),
            ),
            Weight(
                FeatureName.SHARED_LANGUAGE,
                0.0475,
                message("A language that few share brings people together; it decides nothing."),
            ),
        ),
        _NEAR,
        message("Nobody shares a contact or a place with it that it does not already sit with."),
    ),
    Purpose(
        PurposeName.BRIDGING,
        message("Bridges"),
        message("Who opens a part of the network that is far away or out of reach today."),
        (
            Weight(
                FeatureName.BRIDGING_GAIN, 0.57, message("It measures what a bridge is looked for.")
            ),
            Weight(
                FeatureName.SAME_PLACE,
                0.095,
                message("A far contact in the same place can be met."),
            ),
            Weight(
                FeatureName.COMPLEMENT,
                0.095,
                message("A bridge to a missing sector brings a voice as well as reach."),
            ),
            Weight(
                FeatureName.SAME_THEME,
                0.076,
                message("Far apart, the same theme is what a first talk can be about."),
            ),
            _SAME_POPULATION,
            Weight(
                FeatureName.COMMON_GROUND,
                0.038,
                message("One shared contact helps; many mean that there is no distance to bridge."),
            ),
            Weight(
                FeatureName.PROXIMITY, 0.038, message("As for shared contacts: some, not much.")
            ),
            Weight(
                FeatureName.SHARED_LANGUAGE,
                0.038,
                message("A language that few share brings people together; it decides nothing."),
            ),
        ),
        frozenset({FeatureName.BRIDGING_GAIN}),
        message("A tie to nobody around would bring others closer: it reaches them all already."),
    ),
    Purpose(
        PurposeName.GAP,
        message("Filling a gap"),
        message("Who speaks for a sector that is absent or thin in its partnerships."),
        (
            Weight(FeatureName.COMPLEMENT, 0.665, message("It measures what is looked for.")),
            Weight(FeatureName.SAME_PLACE, 0.095, message("Who serves the area can speak for it.")),
            _SAME_POPULATION,
            Weight(
                FeatureName.SAME_THEME,
                0.0475,
                message("Of two who fill the gap, the one who knows the theme is readier."),
            ),
            Weight(
                FeatureName.PROXIMITY,
                0.038,
                message("Of two who fill the gap, the nearer one is easier to win."),
            ),
            Weight(
                FeatureName.COMMON_GROUND,
                0.038,
                message("Somebody both sides know can introduce them."),
            ),
            Weight(
                FeatureName.SHARED_LANGUAGE,
                0.038,
                message("A language that few share brings people together; it decides nothing."),
            ),
            Weight(
                FeatureName.BRIDGING_GAIN,
                0.0285,
                message("Of two who fill the gap, the one who opens more doors is worth more."),
            ),
        ),
        frozenset({FeatureName.COMPLEMENT}),
        message(
            "No sector is clearly absent or thin in its partnerships, or nobody is known who could "
            "speak for it."
        ),
    ),
    Purpose(
        PurposeName.BALANCED,
        message("Balanced"),
        message("Chosen for being both close and different."),
        (
            Weight(
                FeatureName.COMPLEMENT,
                0.2375,
                message("A missing sector is the first thing a partnership wants to mend."),
            ),
            Weight(
                FeatureName.BRIDGING_GAIN,
                0.19,
                message("Reach is the second thing, and the one that coordinators cannot see."),
            ),
            Weight(
                FeatureName.PROXIMITY, 0.1425, message("A suggestion has to be within a few steps.")
            ),
            Weight(
                FeatureName.SAME_PLACE, 0.1425, message("Serving the same place makes work shared.")
            ),
            Weight(
                FeatureName.COMMON_GROUND,
                0.095,
                message("It says much the same as being near, so it counts less."),
            ),
            Weight(
                FeatureName.SAME_THEME,
                0.095,
                message("Who works on the same theme has something to talk about."),
            ),
            _SAME_POPULATION,
            Weight(
                FeatureName.SHARED_LANGUAGE,
                0.0475,
                message("A language that few share brings people together; it decides nothing."),
            ),
        ),
        _REASONS,
        message(
            "Nobody around is near, serves the same place or the same people, fills a gap or opens "
            "new reach."
        ),
    ),
)


def purposes() -> tuple[Purpose, ...]:
    """Return every purpose with its weights and their reasons.

    The weights are a judgement, not a measurement: they say what the purpose is about. Each raw
    feature stays visible in every suggestion, so a reader can weigh otherwise.
    """
    return _PURPOSES


def purpose_named(name: PurposeName) -> Purpose:
    """Return one purpose."""
    return next(purpose for purpose in _PURPOSES if purpose.name is name)
