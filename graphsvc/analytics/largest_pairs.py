"""The pairs with the largest values: what there is to read where pairs are millions.

Pairs that are not tied are gone through in blocks, of which only those are kept that can still be
among the largest: memory does not grow with their number, and time by some 10 ns for each score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphsvc.analytics import progress
from graphsvc.analytics.measure import Effort, Measure, Number
from graphsvc.analytics.measures import at_work_on
from graphsvc.analytics.network import Network
from graphsvc.analytics.pair_values import Pair, PairValues
from graphsvc.analytics.ranks import comparable, first_of_largest
from graphsvc.analytics.untied import IN_BLOCK, SCORES, Untied
from graphsvc.analytics.view_networks import by_key
from graphsvc.language import message

# By how much a number can grow when it is rounded to be compared, and more.
_ROUNDED = 1e-11


@dataclass(frozen=True, slots=True)
class LargestPairs:
    """The pairs that have one of the largest values of some measure.

    Attributes
    ----------
    pairs
        Each once, in order.
    values
        By measure and pair. A pair of which a measure says nothing is not there.
    total
        How many pairs one of the measures says something about.
    """

    pairs: tuple[Pair, ...]
    values: Mapping[str, Mapping[Pair, Number | None]]
    total: int


def largest_pairs(network: Network, chosen: Sequence[Measure], top: int) -> LargestPairs:
    """Find the pairs with the largest values of each measure.

    Parameters
    ----------
    network
        What is measured.
    chosen
        Measures of pairs.
    top
        How many pairs of each; of equal values those that come first by id. None is the smallest.

    Returns
    -------
    LargestPairs
        With the values of all measures of each of these pairs.

    Notes
    -----
    Memory O(ties + measures x top), time as that of the measures.
    """
    untied = [each for each in chosen if each.effort is Effort.UNTIED]
    columns: dict[str, PairValues] = {}
    steps = len(chosen)
    for each in chosen:
        if each not in untied:
            with progress.step(at_work_on(each), len(columns), steps):
                found = by_key(each, network)
                if not isinstance(found, PairValues):
                    raise TypeError(each.name)
                columns[each.name] = found
    pairs = {pair for values in columns.values() for pair in values.largest(top)}
    known: dict[str, Mapping[Pair, Number | None]] = {
        name: values.of_pairs(pairs) for name, values in columns.items()
    }
    total = count_pairs(list(columns.values()))
    if untied:
        doing = message("Comparing pairs that are not tied")
        with progress.part(doing, len(columns) / steps, 1.0):
            apart = network.untied
            found_apart = _of_untied(apart, [each.name for each in untied], top)
        known |= found_apart
        pairs |= found_apart[untied[0].name].keys()
        total += apart.size
    return LargestPairs(
        tuple(sorted(pairs)), {each.name: known[each.name] for each in chosen}, total
    )


def count_pairs(columns: Sequence[PairValues]) -> int:
    """Count the pairs that stand in one of several columns."""
    # Two organizations are never tied in a two-mode graph: its columns have other nodes.
    of_nodes: dict[tuple[str, ...], list[PairValues]] = {}
    for values in columns:
        of_nodes.setdefault(tuple(values.names), []).append(values)
    return sum(
        len(np.unique(np.concatenate([values.keys_of_pairs for values in those])))
        for those in of_nodes.values()
    )


def _of_untied(
    untied: Untied, scores: Sequence[str], top: int
) -> dict[str, Mapping[Pair, Number | None]]:
    kept = _Kept.empty(scores)
    done = 0
    for block in untied.blocks(IN_BLOCK):
        kept = kept.joined(_Kept.of(block, scores, top, kept.least)).pruned(top)
        done += block.size
        progress.tell(done, untied.size)
    pairs = [
        (untied.names[first], untied.names[second])
        for first, second in zip(kept.first.tolist(), kept.second.tolist(), strict=True)
    ]
    return {
        name: dict(zip(pairs, _told(column), strict=True)) for name, column in kept.columns.items()
    }


def _told(column: NDArray[Any]) -> list[Number | None]:
    found: list[Number | None] = column.tolist()
    return [None if value != value else value for value in found]  # noqa: PLR0124 - NaN


@dataclass(frozen=True)
class _Kept:
    """Pairs in order, with a column for each score; NaN where it is not defined.

    Attributes
    ----------
    first, second, columns
        The pairs and their scores.
    least
        What a later pair has to exceed to be among the largest; None while there are not enough.
    """

    first: NDArray[np.int32]
    second: NDArray[np.int32]
    columns: Mapping[str, NDArray[Any]]
    least: Mapping[str, float | None]

    @classmethod
    def empty(cls, scores: Sequence[str]) -> _Kept:
        none = np.zeros(0, dtype=np.int32)
        return cls(none, none, dict.fromkeys(scores, none), dict.fromkeys(scores))

    @classmethod
    def of(
        cls, block: Untied, scores: Sequence[str], top: int, least: Mapping[str, float | None]
    ) -> _Kept:
        """Take those of a block that exceed what there is, at most the largest of each score."""
        columns = {name: SCORES[name](block) for name in scores}
        places = _together(
            [_exceeding(column, least[name], top) for name, column in columns.items()]
        )
        return cls._taken(*block.ends, columns, places, least)

    @classmethod
    def _taken(
        cls,
        first: NDArray[np.int32],
        second: NDArray[np.int32],
        columns: Mapping[str, NDArray[Any]],
        places: NDArray[np.intp],
        least: Mapping[str, float | None],
    ) -> _Kept:
        taken = {name: column[places] for name, column in columns.items()}
        return cls(first[places], second[places], taken, least)

    def joined(self, later: _Kept) -> _Kept:
        """Put pairs behind these."""
        return _Kept(
            np.concatenate([self.first, later.first]),
            np.concatenate([self.second, later.second]),
            {
                # The column of a score is of one type, but that of no pairs.
                name: np.concatenate([column, later.columns[name]])
                if len(column)
                else later.columns[name]
                for name, column in self.columns.items()
            },
            self.least,
        )

    def pruned(self, top: int) -> _Kept:
        """Drop what is not among the largest of any score."""
        keys = {name: comparable(column) for name, column in self.columns.items()}
        largest = {name: first_of_largest(each, top) for name, each in keys.items()}
        least = {
            name: float(keys[name][places].min()) if len(places) == top else None
            for name, places in largest.items()
        }
        places = _together(list(largest.values()))
        return self._taken(self.first, self.second, self.columns, places, least)


def _exceeding(column: NDArray[Any], least: float | None, top: int) -> NDArray[np.intp]:
    """Find the largest values above a bound; the most are cast aside before they are rounded."""
    if least is None:
        return first_of_largest(comparable(column), top)
    places = np.flatnonzero(column > least - _ROUNDED)
    keys = comparable(column[places])
    places, keys = places[keys > least], keys[keys > least]
    found: NDArray[np.intp] = places[first_of_largest(keys, top)]
    return found


def _together(places: Sequence[NDArray[np.intp]]) -> NDArray[np.intp]:
    return np.unique(np.concatenate(places))
