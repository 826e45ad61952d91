"""What speaks for a partner. One function per feature; its docstring is its documentation."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphsvc.language import Message
from graphsvc.recommend import reasons
from graphsvc.recommend.gaps import shortfalls
from graphsvc.recommend.likeness import jaccard, overlap, rarest
from graphsvc.recommend.purposes import FeatureName
from graphsvc.recommend.reasons import Reason
from graphsvc.recommend.surroundings import Surroundings
from graphsvc.recommend.walking import walk

Values = NDArray[np.float64]

# The best of a bad lot gets no full mark. For that it takes as much common ground as one shared
# contact with ten contacts gives, and a tie that saves a step to a council's worth of
# organizations, or in a small network to a tenth of them.
FULL_COMMON_GROUND = 0.1
FULL_GAIN, FULL_GAIN_SHARE = 25.0, 0.1


@dataclass(frozen=True, slots=True)
class Scores:
    """One feature of every organization.

    Attributes
    ----------
    values
        In [0, 1]; NaN where it cannot be known. Only those of candidates mean anything.
    raw
        The number behind each value, in the feature's own unit.
    reason
        Gives the sentence and the evidence for one organization.
    """

    values: Values
    raw: Values
    reason: Callable[[int], Reason]


def proximity(around: Surroundings) -> Scores:
    """Say how near the candidate is in the network, among those who share a contact with the asker.

    Personalised PageRank: a walk starts at the asker, goes from an organization to one of its
    bodies and on to one of the members, and starts again with a chance of 15% at each step; the
    share of time it spends at a candidate is the raw number. The value is its rank: the share of
    the candidates with a shared contact (or a shared body), itself included, that it is not behind;
    1 for the nearest. 0 for who is farther away: a path of several strangers is no introduction.
    The evidence is the path.

    References
    ----------
    .. [1] Haveliwala, T., Topic-sensitive PageRank, WWW (2002), 517-526.
    """
    raw, _ = walk(around.network, around.asker)
    near = around.candidates & (around.contacts if around.together else around.two_steps)
    return Scores(rank(raw, near), raw, lambda row: reasons.path(around, row))


def common_ground(around: Surroundings) -> Scores:
    """Say how much contact the two have in common.

    Resource allocation: each contact that both share a body with gives 1 over the number of its own
    contacts, and each body that both sit on 1 over its number of members; a shared contact says the
    more, the fewer it knows. The sum is the raw number, the value its share of the largest sum of
    any candidate, or of 0.1 where that is more: one contact with ten contacts. The evidence is the
    contacts and bodies.

    References
    ----------
    .. [1] Zhou, T., Lu, L. & Zhang, Y.-C., European Physical Journal B 71 (2009), 623-630.
    """
    degrees = around.contact_degrees
    weights = np.divide(1.0, degrees, out=np.zeros_like(degrees), where=degrees > 0)
    raw = np.asarray(around.shared.T @ weights) + _shared_bodies(around)
    values = of_largest(raw, around.candidates & around.around, FULL_COMMON_GROUND)
    return Scores(values, raw, lambda row: reasons.contacts(around, row))


def same_place(around: Surroundings) -> Scores:
    """Say how far the two are active in the same places.

    Places that an organization serves or is located in, and that are smaller than a province; a
    place matches itself, what lies within it and what it lies within. The raw number is how many of
    the asker's places the candidate is active in; the value is that over the number of places of
    whichever has fewer. Null where no place of one of them is recorded. The evidence is the places
    and the ties to them.
    """
    matches = around.place_matches
    raw = np.array(
        [len(matches.get(row, ())) for row in range(len(around.candidates))], dtype=float
    )
    fewer = np.minimum(around.places_recorded, len(around.narrow_places))
    known = fewer > 0
    values = np.full(len(raw), np.nan)
    values[known] = np.minimum(1.0, raw[known] / fewer[known])
    return Scores(values, raw, lambda row: reasons.places(around, row))


def same_theme(around: Surroundings) -> Scores:
    """Say how far the two sit on bodies that work on the same themes.

    The themes of an organization are those of the bodies it sits on; a body that asks has its own,
    a partnership those of its bodies. The raw number is how many themes both have; the value is
    that over the number of whichever has fewer. Null where no body of one of them has a theme on
    record. The evidence is the bodies.
    """
    values, raw = overlap(around.likeness.themes_held, around.own_themes)
    return Scores(values, raw, lambda row: reasons.theme(around, row))


def same_population(around: Surroundings) -> Scores:
    """Say how far the two serve the same groups of people.

    The populations that an organization is recorded to serve in particular; a body or partnership
    that asks has those of at least half of its members with a record. The raw number is how many
    both serve; the value is that over the number that either serves (Jaccard), so that who serves
    everybody is no match for everybody. Null where those of one of them are not recorded. The
    evidence is the two records.
    """
    values, raw = jaccard(around.likeness.served, around.own_populations)
    return Scores(values, raw, lambda row: reasons.population(around, row))


def shared_language(around: Surroundings) -> Scores:
    """Say how far the two share a language that others lack.

    A body or partnership that asks has the languages of at least half of its members with a record.
    The value is the share of the day's organizations with a record that lack the language, for the
    rarest that both have: a language that everybody speaks brings nobody together. The raw number
    is how many languages both have. Null where those of one of them are not recorded. The evidence
    is the two records.
    """
    values, raw = rarest(around.likeness.spoken, around.own_tongues, around.likeness.rarity)
    return Scores(values, raw, lambda row: reasons.language(around, row))


def complement(around: Surroundings) -> Scores:
    """Say how much the candidate's sector is missing in a partnership of the asker.

    For each partnership of the asker in which the candidate has no seat and its sector is absent
    or under-represented (against the seat targets of its council, or, where it has set none, all
    other partnerships), how far it falls short of parity: 1 - representation ratio, 1 where it is
    absent. In full for a candidate that is known to serve the area, half for one that sits in a
    partnership nearby, 0 for others: they cannot fill the gap.
    The raw number is the largest shortfall, before halving. The evidence is the partnership and
    what ties the candidate to its area.
    """
    found = shortfalls(around)
    values, raw = np.zeros(len(around.candidates)), np.zeros(len(around.candidates))
    for row, gap in found.items():
        values[row], raw[row] = gap.closes, gap.shortfall
    return Scores(values, raw, lambda row: reasons.gap(around, found.get(row), row))


def bridging_gain(around: Surroundings) -> Scores:
    """Say how much nearer everyone would be to the asker if it were tied to the candidate.

    Organizations on the same body are one step apart. A tie puts the candidate at one step and
    everyone else where the way through the candidate leads; the raw number is how many steps that
    saves on the way to all others together, the candidate itself left out: the fall in the mean
    distance times their number. Who is out of reach counts as two steps beyond the farthest who is
    not (at least three steps away), so joining components is worth most. The value is the raw
    number over the largest of any candidate, or over 25 (a tenth of all organizations, if that is
    fewer) where the largest is less. An asker that sits nowhere has no ways to shorten: 0. The
    evidence is the bodies that the candidate opens.

    References
    ----------
    .. [1] Papagelis, M., Refining social graph connectivity via shortcut edge addition, ACM TKDD 10
       (2015), 12 (the gain of one shortcut).
    """
    chosen = around.candidates & around.around
    rows = np.flatnonzero(chosen)
    raw = np.zeros(len(around.candidates))
    if len(around.asker.bodies):
        raw[rows] = around.network.saved(rows, around.steps)
    full = min(FULL_GAIN, FULL_GAIN_SHARE * np.count_nonzero(around.steps))
    return Scores(of_largest(raw, chosen, full), raw, lambda row: reasons.gain(around, row))


FEATURES: Mapping[FeatureName, Callable[[Surroundings], Scores]] = {
    FeatureName.PROXIMITY: proximity,
    FeatureName.COMMON_GROUND: common_ground,
    FeatureName.SAME_PLACE: same_place,
    FeatureName.SAME_THEME: same_theme,
    FeatureName.SAME_POPULATION: same_population,
    FeatureName.SHARED_LANGUAGE: shared_language,
    FeatureName.COMPLEMENT: complement,
    FeatureName.BRIDGING_GAIN: bridging_gain,
}


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature with its name for readers and its documentation."""

    name: FeatureName
    label: Message
    documentation: str


def features() -> tuple[Feature, ...]:
    """Return what speaks for a partner, with the documentation of each."""
    return tuple(
        Feature(name, reasons.LABELS[name], inspect.getdoc(function) or "")
        for name, function in FEATURES.items()
    )


def _shared_bodies(around: Surroundings) -> Values:
    sizes = np.diff(around.network.columns.indptr)
    weights = np.zeros(len(sizes))
    weights[around.asker.bodies] = 1 / np.maximum(sizes[around.asker.bodies], 1)
    return np.asarray(around.network.rows @ weights)


def rank(raw: Values, chosen: NDArray[np.bool_]) -> Values:
    """Return the share of the chosen that each of them is not behind; 0 for the others."""
    values = np.zeros(len(raw))
    rows = np.flatnonzero(chosen & (raw > 0))
    # Who sits on the same bodies differs in the last digits only; they are equal.
    numbers = np.round(raw[rows], 12)
    values[rows] = np.searchsorted(np.sort(numbers), numbers, side="right") / max(len(rows), 1)
    return values


def of_largest(raw: Values, chosen: NDArray[np.bool_], full: float) -> Values:
    """Divide by the largest number of any candidate, or by what a full mark takes if more."""
    largest = max(float(raw[chosen].max(initial=0.0)), full)
    return np.clip(raw / largest, 0.0, 1.0) if largest > 0 else np.zeros(len(raw))
