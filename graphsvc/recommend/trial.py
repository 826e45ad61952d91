"""Puts the tables in order for each organization that joined one, and measures each order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from graphsvc.analytics.scope import Scope
from graphsvc.analytics.seating import SECTORS
from graphsvc.recommend import judging
from graphsvc.recommend.asker import Asker
from graphsvc.recommend.holdout import Holdout
from graphsvc.recommend.openings import Ground, Openings
from graphsvc.recommend.purposes import Purpose
from graphsvc.recommend.tables import scored

MEASURES = ("mrr", "hit_5", "hit_10", "average_precision")
_SUGGESTED = 10


class Ranker(StrEnum):
    """Who puts the tables in order."""

    OURS = "ours"
    POPULARITY = "popularity"
    POPULARITY_NEARBY = "popularity_nearby"
    RANDOM = "random"


class Trial:
    """What is to be foretold, of whom, on which ground.

    A host or funder that is left out is not asked about the partnership that it links: its seats
    there are not known, so nothing could foretell them. What it joins elsewhere counts. Nor is
    anybody asked about the tables of a secretariat that is left out: they were never there.
    """

    def __init__(
        self, held: Holdout, ground: Ground, left_out: AbstractSet[str], seed: int
    ) -> None:
        self.ground = ground
        self.left_out = frozenset(left_out)
        self.open_to: list[int] = []
        self.seed = seed
        snapshot = held.before
        place = {item: at for at, item in enumerate(snapshot.body_ids)}
        row = {item: at for at, item in enumerate(snapshot.organization_ids)}
        self.new_tables = self.new_organizations = 0
        joined: dict[str, list[int]] = defaultdict(list)
        apart: dict[str, frozenset[str]] = {}
        for organization, body in held.joined:
            partnership = snapshot.partnership_of[body]
            if partnership not in apart:
                scope = Scope(partnership, held.eve, ground.counts.exclude)
                apart[partnership] = scope.left_out(snapshot)
            if organization in apart[partnership] or body in self.left_out:
                continue
            if not ground.counts.seating.present[row[organization]]:
                self.new_organizations += 1
            elif not ground.sizes[place[body]]:
                self.new_tables += 1
            else:
                joined[organization].append(place[body])
        self.joined: Mapping[str, list[int]] = dict(sorted(joined.items()))

    def drawn(self, most: int) -> tuple[str, ...]:
        """Return who is asked: all, or as many as are wanted by lot."""
        everybody = tuple(self.joined)
        if len(everybody) <= most:
            return everybody
        rows = np.random.default_rng(self.seed).choice(len(everybody), most, replace=False)
        return tuple(everybody[row] for row in sorted(rows.tolist()))


def measured(
    trial: Trial, asked: tuple[str, ...], purpose: Purpose
) -> dict[tuple[Ranker, str], list[float]]:
    """Measure each order for each organization that is asked."""
    ground = trial.ground
    lots = np.random.default_rng([trial.seed, 1])
    seated = _sectors_seated(ground)
    anywhere = max(int(np.count_nonzero(seated.any(axis=0))), 1)
    found: dict[tuple[Ranker, str], list[float]] = defaultdict(list)
    for item in asked:
        asker = Asker.organization(
            ground.snapshot, ground.counts.seating, ground.counts.areas, item
        )
        openings = Openings.of(ground, asker, trial.left_out)
        candidates = np.flatnonzero(openings.candidates)
        trial.open_to.append(len(candidates))
        relevant = np.searchsorted(candidates, np.array(sorted(trial.joined[item])))
        lot = lots.random(len(candidates))
        sizes = ground.sizes[candidates].astype(float)
        own = openings.own_partnerships | (openings.places_matched > 0)
        nearby = own[ground.partnership[candidates]]
        scores = {
            Ranker.OURS: scored(openings, purpose)[1][candidates],
            Ranker.POPULARITY: sizes,
            Ranker.POPULARITY_NEARBY: sizes + nearby * (sizes.max(initial=0) + 1),
            Ranker.RANDOM: np.zeros(len(candidates)),
        }
        for ranker, values in scores.items():
            places = judging.places_of(values, lot, relevant)
            first = candidates[np.lexsort((lot, -np.round(values, 12)))[:_SUGGESTED]]
            found[ranker, "mrr"].append(judging.reciprocal_rank(places))
            found[ranker, "hit_5"].append(judging.hit(places, 5))
            found[ranker, "hit_10"].append(judging.hit(places, 10))
            found[ranker, "average_precision"].append(judging.average_precision(places))
            found[ranker, "sector_coverage"].append(
                float(np.count_nonzero(seated[first].any(axis=0))) / anywhere
            )
    return found


def _sectors_seated(ground: Ground) -> NDArray[np.bool_]:
    """Mark which known sectors sit on each body."""
    ties = ground.network.rows.tocoo()
    sectors = ground.counts.seating.sector[ties.row]
    known = sectors < len(SECTORS)
    found = np.zeros((len(ground.sizes), len(SECTORS)), dtype=np.bool_)
    found[ties.col[known], sectors[known]] = True
    return found
