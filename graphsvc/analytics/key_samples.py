"""Sets of organizations in a network too large to judge them from everywhere.

Pairs in contact are counted exactly, and so is what a set reaches. Distances between all others are
told from those of some organizations, drawn by lot without replacement.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphsvc.analytics.estimates import in_words
from graphsvc.analytics.key_sets import Ground, Set
from graphsvc.analytics.passing import DELTA, Estimate, Sample, estimate, is_sampled
from graphsvc.kernels.compiling import Number, Whole, each_on_a_core
from graphsvc.kernels.sets import nearest, pairs_left
from graphsvc.language import Message, message

# Organizations times ties: beyond it a search would take hours.
MOST_EXACT = 2_000_000_000
SEED = 0
# Sets are sought on some organizations and judged on others: one that is the best of many by a
# sample looks better on that sample than it is.
SOUGHT_ON, JUDGED_ON = 512, 1_024
# Of those who gain most by the sample so many are tried exactly; whoever reaches within so few
# steps only is, since a sample has hardly anybody whom it reaches.
TRIED_FOR_REACH, FEW_STEPS = 128, 2


@dataclass(frozen=True)
class SampledGround(Ground):
    """A two-mode graph laid out to judge sets of its organizations from some of them.

    Attributes
    ----------
    drawn
        Positions of those organizations.
    """

    drawn: Whole = field(default_factory=lambda: np.zeros(0, dtype=np.int32))

    @property
    def work(self) -> int:
        """How much work it is to judge one set by distances."""
        return len(self.drawn) * len(self.ties.others)

    @cached_property
    def of_paths(self) -> Estimate | None:
        """The estimate of the betweenness by which candidates come; None where it is exact."""
        classes = self.ties.untied_classes
        if not is_sampled(classes.work):
            return None
        tied_to_some = np.flatnonzero(np.diff(self.ties.starts))
        return estimate(classes, tied_to_some, tied=False, seed=SEED, along_ties=False)

    @cached_property
    def _through(self) -> Number:
        return self.of_paths.sums.through if self.of_paths else super()._through

    @cached_property
    def _near_together(self) -> Whole:
        """Those drawn, in an order in which searches share most of their ways."""
        return self._everybody[np.isin(self._everybody, self.drawn)]

    def _count(self, key: Set) -> tuple[int, float]:
        left = self._near_together[~np.isin(self._near_together, key)]
        _, near = self._near(key, left)
        others = len(self.items) - len(key)
        # One node more that is gone already: of such, it is told how many pairs there are as it is.
        ties = self.ties
        starts = np.append(ties.starts, ties.starts[-1])
        gone = np.append(self._without(key), True)
        pairs = pairs_left(starts, ties.others, np.append(self._counted, False), gone)
        return int(pairs[-1]), near * others / max(len(left), 1)

    @cached_property
    def _steps_from(self) -> NDArray[np.int8]:
        """Drawn organizations x organizations: steps between, 127 at most; -1 out of contact."""
        ties, size = self.ties, len(self.items)

        def steps(one: np.int32) -> NDArray[np.int8]:
            found = nearest(ties.starts, ties.others, np.array([one], dtype=np.int32))[:size]
            return np.minimum(found // 2, 127).astype(np.int8)

        return np.array(each_on_a_core(steps, self.drawn)).reshape(-1, size)

    def _promising(self, worth: Number, held: Number) -> Whole:
        if len(worth) <= FEW_STEPS + 1:
            return self._everybody
        # Where it is -1, the last.
        value = np.zeros(256)
        known = min(len(worth), 128)
        value[:known] = worth[:known]
        gain = np.zeros(len(self.items))
        for one, steps in zip(self.drawn.tolist(), self._steps_from, strict=True):
            gain += np.maximum(value - held[one], 0.0)[steps.view(np.uint8)]
        most = np.argsort(-gain, kind="stable")[:TRIED_FOR_REACH]
        return most.astype(np.int32)

    def sample(self, gone: int) -> Sample:
        """Say how far distance fragmentation is off where so many organizations are gone.

        Each drawn one tells a mean of 1/d over the others. Of these are 1 those it shares a body
        with, and all others at most a half: so it is between 0 and the mean of 1 and the largest
        share of others that anybody meets.

        References
        ----------
        .. [1] Hoeffding, W., J. American Statistical Association 58 (1963), 13-30.
        .. [2] Serfling, R. J., Annals of Statistics 2 (1974), 39-48 (without replacement).
        """
        size, drawn = len(self.items), len(self.drawn)
        if drawn >= size:
            return Sample(drawn, SEED, 0.0)
        # Perhaps all who are gone had been drawn.
        here, others = max(drawn - gone, 1), size - gone
        missing = 1 - (here - 1) / others
        wide = (1 + self._largest_share(gone)) / 2
        epsilon = wide * math.sqrt(missing * math.log(2 / DELTA) / (2 * here))
        return Sample(drawn, SEED, epsilon)

    def _largest_share(self, gone: int) -> float:
        ties, size = self.ties, len(self.items)
        counts = np.diff(ties.starts)
        met = np.concatenate([[0], np.cumsum(counts[ties.others] - 1)])[ties.starts]
        return min(1.0, float(np.diff(met)[:size].max(initial=0)) / max(size - gone - 1, 1))


def grounds(graph: nx.Graph[str]) -> tuple[Ground, Ground]:
    """Lay out a graph from `views.two_mode` to seek sets on, and to judge those found.

    Returns
    -------
    tuple
        Twice the same where all distances can be looked at.
    """
    whole = Ground.of(graph)
    if whole.work <= MOST_EXACT:
        return whole, whole
    lot = np.random.default_rng(SEED).permutation(len(whole.items)).astype(np.int32)
    judged_on, sought_on = lot[:JUDGED_ON], lot[-SOUGHT_ON:]
    return (
        SampledGround(whole.items, whole.ties, drawn=sought_on),
        SampledGround(whole.items, whole.ties, drawn=judged_on),
    )


@dataclass(frozen=True, slots=True)
class Sampling:
    """What an answer says of how its sets were sought and judged; empty where all is exact.

    Attributes
    ----------
    parameters
        From how many organizations, by which lot.
    approximate
        The numbers that were estimated, and how.
    notes
        The same in words.
    """

    parameters: Mapping[str, object] = field(default_factory=dict)
    approximate: Mapping[str, Sample] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()


def sampling(ground: Ground, judge: Ground, gone: int, steps: int | None) -> Sampling:
    """Say how sets of so many organizations were sought and judged.

    Parameters
    ----------
    ground, judge
        From `grounds`.
    gone
        How many organizations make a set.
    steps
        Within how many steps somebody counts as reached; None where it counts how near they are.
    """
    if not (isinstance(ground, SampledGround) and isinstance(judge, SampledGround)):
        return Sampling()
    sought, judged = len(ground.drawn), len(judge.drawn)
    approximate = {"distance_fragmentation": judge.sample(gone)}
    if ground.of_paths:
        approximate["betweenness"] = ground.of_paths.sample(0, len(ground.ties))
    all_tried = steps is not None and steps <= FEW_STEPS
    parameters = {
        "seed": SEED,
        "sources": judged,
        "sources_in_search": sought,
        "tried_for_reach": None if all_tried else TRIED_FOR_REACH,
    }
    told = message(
        "Sets were looked for by the distances from {sought} organizations drawn by lot, and "
        "judged by those from {judged} others. Pairs out of contact and who is reached are exact.",
        sought=sought,
        judged=judged,
    )
    said = [in_words(name, sample) for name, sample in approximate.items()]
    return Sampling(parameters, approximate, (*said, told))
