"""How far a rank can be relied on, since no list of memberships is complete."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse, special
from scipy.sparse import csgraph

from graphsvc.analytics.bridging_criteria import (
    Criterion,
    Grouping,
    Measured,
    scores,
)
from graphsvc.analytics.bridging_sources import EACH, GROUPS, LOOKED_AT
from graphsvc.analytics.passing import DELTA, Sample
from graphsvc.analytics.ranks import places
from graphsvc.analytics.seats import Seats
from graphsvc.kernels.compiling import each_on_a_core
from graphsvc.language import Message, message

DRAWS, MOST_DRAWS = 200, 1_000
# Left to itself the ranking is drawn fewer times where each takes long, so that memberships x draws
# are no more than so many; but no fewer times than an interval of 90 of 100 needs.
_MOST_DRAWN, _FEWEST_DRAWS = 10_000_000, 20
DROPPED = 0.1
TOP = 10
LOWEST, HIGHEST = 0.05, 0.95
# Up to here the shortest paths of a draw are followed from everywhere; beyond it from some nodes.
MOST_EXACT = 2_000  # memberships that hang together


@dataclass(frozen=True, slots=True)
class Lot:
    """How often memberships are left out by lot, and the seed of it."""

    draws: int = DRAWS
    seed: int = 0


def usual_draws(memberships: int) -> int:
    """Say how often memberships are left out of so many where nobody says how often."""
    return min(DRAWS, max(_FEWEST_DRAWS, _MOST_DRAWN // max(memberships, 1)))


@dataclass(frozen=True, slots=True)
class Stability:
    """Where an organization ranks when memberships are missing.

    Attributes
    ----------
    lower, upper
        The ranks between which 90 of 100 draws put it, the better one first.
    in_top
        The share of draws in which it is among the first `top`, 0 to 1.
    top
        How many that are.
    steady
        Whether its ranks cover less than half of the table of those with a seat. If not, it is not
        called a bridge.
    sentence
        The same in words.
    """

    lower: int
    upper: int
    in_top: float
    top: int
    steady: bool
    sentence: Message


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the draws say.

    Attributes
    ----------
    ranked
        Where each organization with a seat ranks; none without draws.
    approximate
        The criteria that are estimated in a draw, and how; none where the paths of a draw are
        followed from everywhere.
    """

    ranked: Mapping[str, Stability] = field(default_factory=dict)
    approximate: Mapping[str, Sample] = field(default_factory=dict)

    @property
    def notes(self) -> tuple[Message, ...]:
        """How far what is estimated may be off, in words."""
        if not self.approximate:
            return ()
        return (
            message(
                "The ranking is exact. In each draw {criteria} are estimated from {count} nodes: "
                "with a chance of {chance}, at most {off} in a million pairs of other nodes too "
                "many or too few pass through one of them.",
                criteria=tuple(self.approximate),
                count=LOOKED_AT * EACH,
                chance=1 - DELTA,
                # Numbers in a text have two digits after the point, which would say 0.
                off=math.ceil(1e6 * max(each.epsilon for each in self.approximate.values())),
            ),
        )


def stability(
    whole: Measured,
    criteria: Sequence[Criterion],
    grouping: Grouping,
    *,
    draws: int = DRAWS,
    seed: int = 0,
) -> Mapping[str, Stability]:
    """Return what `drawn` says of the ranks alone."""
    return drawn(whole, criteria, grouping, draws=draws, seed=seed).ranked


def drawn(
    whole: Measured,
    criteria: Sequence[Criterion],
    grouping: Grouping,
    *,
    draws: int = DRAWS,
    seed: int = 0,
) -> Drawn:
    """Rank the organizations anew with a tenth of the memberships left out by lot, many times.

    Parameters
    ----------
    whole
        Who sits where, and what has been worked out of it.
    criteria, grouping
        What the ranking is made of.
    draws
        How many times.
    seed
        Draw number i takes its lot from (seed, i).

    Returns
    -------
    Drawn
        Of each organization with a seat, its ranks among these alone; nothing without draws.

    Notes
    -----
    One membership is left out where a tenth of them is less than one. Where more than 2,000
    memberships hang together, the shortest paths of a draw are followed from 16 organizations and
    bodies instead of all, and compared with those from the same ones without anything left out
    (`bridging_sources`). How far the two groups of eight are apart in each draw gives the error of
    a draw: of the one for which it is largest, the root of its mean square over the draws, and
    Student's t with 7 degrees of freedom, since all draws look at the same eight groups. Time
    O(draws x what the ranking takes).

    References
    ----------
    .. [1] Borgatti, S. P., Carley, K. M. & Krackhardt, D., Social Networks 28 (2006), 124-136.
    """
    seats, count = whole.seats, len(whole.seats.organization)
    if not draws or not count:
        return Drawn()
    left_out = max(1, round(DROPPED * count))
    compared = whole if sampled(seats) else None
    if compared is not None:
        _work_out(compared, criteria)

    def one(draw: int) -> tuple[NDArray[np.int32], Mapping[Criterion, float]]:
        dice = np.random.default_rng([seed, draw])
        kept = np.ones(count, dtype=np.bool_)
        kept[dice.choice(count, left_out, replace=False)] = False
        measured = Measured(seats.without(kept), whole=compared, seed=[seed, draw, 1])
        return places(scores(measured, criteria, grouping)[1]).astype(np.int32), measured.off

    each = each_on_a_core(one, range(draws))
    ranks = np.array([found for found, _ in each])
    return Drawn(
        _summed_up(seats.items, ranks, np.unique(seats.organization)),
        _samples([off for _, off in each], seed),
    )


def _samples(off: Sequence[Mapping[Criterion, float]], seed: int) -> dict[str, Sample]:
    """Say how far what was estimated in the draws may be off."""
    times = float(special.stdtrit(GROUPS - 1, 1 - DELTA / 2))
    found = {}
    for criterion in (each for each in Criterion if each in off[0]):
        error = math.sqrt(math.fsum(draw[criterion] ** 2 for draw in off) / len(off))
        found[str(criterion)] = Sample(LOOKED_AT * EACH, seed, times * error)
    return found


def _work_out(whole: Measured, criteria: Sequence[Criterion]) -> None:
    """Follow the paths that draws are compared with, once and before there are several threads."""
    if Criterion.BETWEENNESS in criteria:
        whole.sources_of_tables  # noqa: B018 - kept once asked for
    if Criterion.BRIDGENESS in criteria:
        whole.sources_of_meetings  # noqa: B018


def sampled(seats: Seats) -> bool:
    """Tell whether shortest paths are followed from some nodes alone.

    Small parts, however many, are quick to follow; and few of them would have a node in the lot.
    """
    size = len(seats.items)
    nodes = size + seats.bodies
    ends = seats.organization, size + seats.body
    held = sparse.csr_array((np.ones(len(seats.body)), ends), shape=(nodes, nodes))
    _, part = csgraph.connected_components(held, directed=False)
    return bool(np.bincount(part[seats.organization], minlength=1).max() > MOST_EXACT)


def _summed_up(
    items: Sequence[str], ranks: NDArray[np.int32], seated: NDArray[np.int32]
) -> dict[str, Stability]:
    # Who has no seat cannot lose one, and stands behind everybody: none of the ranks is theirs.
    size = len(seated)
    # In small tables the first ten may be everybody: then the first fifth is looked at.
    top = min(TOP, max(1, math.ceil(size / 5)))
    # The rank of a draw, not a number between two of them.
    lower, upper = np.quantile(ranks, [LOWEST, HIGHEST], axis=0, method="inverted_cdf")
    in_top = (ranks <= top).mean(axis=0)
    found = {}
    for place in seated.tolist():
        low, high, share = int(lower[place]), int(upper[place]), float(in_top[place])
        steady = (high - low + 1) * 2 < size
        found[items[place]] = Stability(
            low, high, share, top, steady, _words(low, high, size, steady)
        )
    return found


def _words(low: int, high: int, size: int, steady: bool) -> Message:  # noqa: FBT001 - one of four
    if low == high:
        return message(
            "It stays number {rank} of {count} when a tenth of the memberships is left out by lot.",
            rank=low,
            count=size,
        )
    if steady:
        return message(
            "Between number {low} and {high} of {count} when a tenth of the memberships is left "
            "out by lot.",
            low=low,
            high=high,
            count=size,
        )
    return message(
        "Its rank cannot be relied on: between number {low} and {high} of {count} when a tenth of "
        "the memberships is left out by lot.",
        low=low,
        high=high,
        count=size,
    )
