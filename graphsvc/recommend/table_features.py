"""What speaks for a table. One function per feature; its docstring is its documentation."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping

import numpy as np

from graphsvc.recommend import reasons, table_reasons
from graphsvc.recommend.features import (
    FULL_COMMON_GROUND,
    FULL_GAIN,
    FULL_GAIN_SHARE,
    Feature,
    Scores,
    of_largest,
    rank,
)
from graphsvc.recommend.likeness import jaccard, overlap, rarest
from graphsvc.recommend.openings import Openings
from graphsvc.recommend.purposes import FeatureName
from graphsvc.recommend.walking import walk


def proximity(openings: Openings) -> Scores:
    """Say how near the table is in the network, among those that a contact sits on.

    Personalised PageRank: a walk starts at the organization, goes to one of its bodies and on to
    one of the members, and starts again with a chance of 15% at each step; the share of time it
    spends at a table is the raw number. The value is its rank among the tables on which somebody
    sits whom the organization meets already, 1 for the nearest; 0 for the others. The evidence is
    the path.

    References
    ----------
    .. [1] Haveliwala, T., Topic-sensitive PageRank, WWW (2002), 517-526.
    """
    _, raw = walk(openings.ground.network, openings.asker)
    near = openings.candidates & (openings.met > 0)
    return Scores(rank(raw, near), raw, lambda place: table_reasons.path(openings, place))


def common_ground(openings: Openings) -> Scores:
    """Say how far those whom the organization meets already sit on the table.

    Resource allocation: each of its bodies gives 1, in equal parts to the members; each member
    passes its parts on, in equal parts to the bodies it sits on. What arrives at the table is the
    raw number: a small shared table and a contact with few seats say most. The value is its share
    of the largest of any candidate, or of 0.1 where that is more: as from two members of a table of
    ten who sit on one other. The evidence is the contacts.

    References
    ----------
    .. [1] Zhou, T., Ren, J., Medo, M. & Zhang, Y.-C., Bipartite network projection and personal
       recommendation, Physical Review E 76 (2007), 046115.
    """
    ground = openings.ground
    passed = openings.resources / np.maximum(ground.loads, 1)
    raw = np.asarray(ground.network.columns @ passed)
    values = of_largest(raw, openings.candidates & openings.near, FULL_COMMON_GROUND)
    return Scores(values, raw, lambda place: table_reasons.contacts(openings, place))


def same_place(openings: Openings) -> Scores:
    """Say how far the organization is active where the partnership of the table is.

    Places smaller than a province; a place matches itself, what lies within it and what it lies
    within. The raw number is how many of the organization's places match; the value is that over
    its number of places or that of the places covered, whichever is less, 1 at most. Null where no
    place of one of them is recorded. The evidence is the partnership and the places.
    """
    ground, matched = openings.ground, openings.places_matched
    fewer = np.minimum(ground.covers_recorded, len(openings.around.narrow_places))
    values = np.full(len(matched), np.nan)
    known = fewer > 0
    values[known] = np.minimum(1.0, matched[known] / fewer[known])
    of_body = ground.partnership
    return Scores(
        values[of_body],
        matched[of_body].astype(float),
        lambda place: table_reasons.places(openings, place),
    )


def same_theme(openings: Openings) -> Scores:
    """Say how far the table works on a theme of the organization's other tables.

    The raw number and the value are 1 where one of its bodies has the theme of the table, and 0
    where none has. Null where no theme is on record for the table or for any body of the
    organization. The evidence is the organization's bodies with that theme, and the table.
    """
    likeness = openings.ground.likeness
    own = likeness.themes_of(openings.asker.bodies)
    values, raw = overlap(likeness.theme_of_body, own)
    return Scores(values, raw, lambda place: table_reasons.theme(openings, place))


def same_population(openings: Openings) -> Scores:
    """Say how far the table and the organization serve the same groups of people.

    A table serves what at least half of its members with a record serve in particular. The raw
    number is how many populations both serve; the value is that over the number that either serves
    (Jaccard). Null where those of one of them are not recorded. The evidence is the members that
    serve the first of them.
    """
    likeness = openings.ground.likeness
    values, raw = jaccard(likeness.served_on_body, openings.around.own_populations)
    return Scores(values, raw, lambda place: table_reasons.population(openings, place))


def shared_language(openings: Openings) -> Scores:
    """Say how far the table speaks a language of the organization that others lack.

    A table speaks what at least half of its members with a record speak. The value is the share of
    the day's organizations with a record that lack the language, for the rarest that both have.
    The raw number is how many languages both have. Null where those of one of them are not
    recorded. The evidence is the members that speak it.
    """
    likeness, own = openings.ground.likeness, openings.around.own_tongues
    values, raw = rarest(likeness.spoken_on_body, own, likeness.rarity)
    return Scores(values, raw, lambda place: table_reasons.language(openings, place))


def complement(openings: Openings) -> Scores:
    """Say how much the organization's sector is missing in the partnership of the table.

    Where the organization has no seat in that partnership and its sector is absent or
    under-represented there (against the seat targets of its council, or, where it has set none, all
    other partnerships), how far it falls short of parity: 1 - representation ratio, 1 where it is
    absent. In full where the organization is known to serve the area, half where it sits in a
    partnership nearby, 0 otherwise. The raw number is the shortfall, before halving. The evidence
    is the partnership and what ties the organization to its area.
    """
    ground, item = openings.ground, openings.asker.id
    values = np.zeros(len(ground.counts.seating.partnerships))
    raw = np.zeros(len(values))
    near = np.unique(ground.partnership[openings.candidates & openings.near])
    for position in near[~openings.own_partnerships[near]]:
        gap = ground.gaps(ground.counts.seating.partnerships[position]).get(item)
        if gap is not None:
            values[position], raw[position] = gap.closes, gap.shortfall
    of_body = ground.partnership
    return Scores(values[of_body], raw[of_body], lambda place: table_reasons.gap(openings, place))


def bridging_gain(openings: Openings) -> Scores:
    """Say how much nearer everyone would be to the organization if it joined the table.

    Organizations on the same body are one step apart. The raw number is how many steps joining
    saves on the way to all others together: the fall in the mean distance times their number. Who
    is out of reach counts as two steps beyond the farthest who is not, three at least. The value is
    the raw number over the largest of any candidate, or over 25 (a tenth of all organizations, if
    that is fewer) where the largest is less. An organization that sits nowhere has no ways to
    shorten: 0. The evidence is the table and those of its members who come nearest.
    """
    chosen = openings.candidates & openings.near
    raw = np.zeros(len(chosen))
    steps = openings.around.steps
    if len(openings.asker.bodies):
        places = np.flatnonzero(chosen)
        raw[places] = openings.ground.saved(places, steps)
    full = min(FULL_GAIN, FULL_GAIN_SHARE * np.count_nonzero(steps))
    values = of_largest(raw, chosen, full)
    return Scores(values, raw, lambda place: table_reasons.gain(openings, place))


FEATURES: Mapping[FeatureName, Callable[[Openings], Scores]] = {
    FeatureName.PROXIMITY: proximity,
    FeatureName.COMMON_GROUND: common_ground,
    FeatureName.SAME_PLACE: same_place,
    FeatureName.SAME_THEME: same_theme,
    FeatureName.SAME_POPULATION: same_population,
    FeatureName.SHARED_LANGUAGE: shared_language,
    FeatureName.COMPLEMENT: complement,
    FeatureName.BRIDGING_GAIN: bridging_gain,
}


def table_features() -> tuple[Feature, ...]:
    """Return what speaks for a table, with the documentation of each."""
    return tuple(
        Feature(name, reasons.LABELS[name], inspect.getdoc(function) or "")
        for name, function in FEATURES.items()
    )
