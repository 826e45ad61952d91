"""What a recommendation holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graphsvc.analytics.provenance import Provenance
from graphsvc.language import Message
from graphsvc.model.vocabulary import Verdict
from graphsvc.recommend.purposes import FeatureName, Purpose


class Sense(StrEnum):
    """Among whom partners are looked for."""

    STRANGERS = "strangers"
    ACQUAINTANCES = "acquaintances"


@dataclass(frozen=True, slots=True)
class FeatureScore:
    """What one feature says of one suggestion.

    Attributes
    ----------
    feature
        Its name.
    value
        In [0, 1]; null where it cannot be known, which counts as 0.
    raw
        The number behind it, in the feature's own unit.
    weight
        How much it counts for the purpose.
    sentence
        The value in words; null where it is 0 or null.
    evidence
        Ids of what the sentence stands on.
    """

    feature: FeatureName
    value: float | None
    raw: float
    weight: float
    sentence: Message | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An organization to approach.

    Attributes
    ----------
    organization
        Its id.
    rank
        Competition rank by `score`, from 1.
    score
        Sum of weight times value over the features, in [0, 1].
    features
        Every feature, whatever it says.
    sentence
        Why, in words: the features that count most.
    feedback
        `accepted` where somebody said so; null where nothing was said.
    """

    organization: str
    rank: int
    score: float
    features: tuple[FeatureScore, ...]
    sentence: Message
    feedback: Verdict | None = None


@dataclass(frozen=True, slots=True)
class TableSuggestion:
    """A council or committee to join.

    Attributes
    ----------
    body
        Its id.
    partnership
        Id of the partnership it belongs to.
    rank, score, features, sentence, feedback
        As of a suggested organization.
    """

    body: str
    partnership: str
    rank: int
    score: float
    features: tuple[FeatureScore, ...]
    sentence: Message
    feedback: Verdict | None = None


@dataclass(frozen=True, slots=True)
class TablesAnswer:
    """Which tables to join, or why none can be suggested.

    Attributes
    ----------
    asker
        Id of the organization.
    purpose
        What for, with its weights.
    considered
        How many bodies were looked at.
    suggestions
        The best first, equal ones by id; fewer than asked for where there are no more good ones.
    sentence, set_aside, notes
        As for recommendations of organizations.
    """

    provenance: Provenance
    asker: str
    purpose: Purpose
    considered: int
    suggestions: tuple[TableSuggestion, ...]
    sentence: Message
    set_aside: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class RecommendationsAnswer:
    """Whom to approach, or why nobody can be suggested.

    Attributes
    ----------
    asker
        Id of the organization, body or partnership.
    purpose
        What for, with its weights.
    sense
        Among whom.
    considered
        How many organizations were looked at.
    suggestions
        The best first, equal ones by id; fewer than asked for where there are no more good ones.
    sentence
        How many, out of how many, or why nobody.
    set_aside
        Ids of those not suggested because they were declined or tried already, in order.
    notes
        What else to know: who was set aside, and where it is measured how good suggestions are.
    """

    provenance: Provenance
    asker: str
    purpose: Purpose
    sense: Sense
    considered: int
    suggestions: tuple[Suggestion, ...]
    sentence: Message
    set_aside: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
