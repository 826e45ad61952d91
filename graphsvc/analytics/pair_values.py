"""Values of pairs of nodes, kept as columns: as a dictionary, millions of them take seconds."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphsvc.analytics.ranks import comparable, first_of_largest
from graphsvc.dispatch.graphs import Ties

Pair = tuple[str, str]
_SHOWN = 5
_IN_PIECE = 50_000


class PairValues(Mapping[Pair, Any]):
    """What is known of pairs, in the order of their nodes.

    Attributes
    ----------
    names
        The nodes, ascending.
    first, second
        Where the two nodes of each pair stand among the names; pairs ascend.
    column
        The value of each pair.
    undefined
        Which pairs have none: their value is None.

    Notes
    -----
    Some 16 bytes a pair, and 8 more once one is looked up, which sorts nothing but takes O(pairs);
    the next ones take O(log pairs). Arrays may be shared with whoever made it: not to be changed.
    """

    def __init__(
        self,
        names: Sequence[str],
        first: NDArray[np.int32],
        second: NDArray[np.int32],
        column: NDArray[Any],
        undefined: NDArray[np.bool_] | None = None,
    ) -> None:
        self.names, self.first, self.second = names, first, second
        self.column, self.undefined = column, undefined

    @classmethod
    def of_ties(cls, ties: Ties, column: NDArray[Any]) -> PairValues:
        """Give each tie its value; an undirected one has that of its entry in order of its ends.

        Parameters
        ----------
        ties
            Directed or not.
        column
            A value for each entry of `ties.others`.
        """
        first = np.repeat(np.arange(len(ties), dtype=np.int32), np.diff(ties.starts))
        second = ties.others
        # Most graphs have their nodes in order, and so their ties.
        names, order = ties.in_order
        if order is not None:
            rank = np.empty(len(names), dtype=np.int32)
            rank[order] = np.arange(len(names), dtype=np.int32)
            first, second = rank[first], rank[second]
        if not ties.directed:
            once = first < second
            first, second, column = first[once], second[once], column[once]
        if order is not None:
            ascending = np.lexsort((second, first))
            first, second, column = first[ascending], second[ascending], column[ascending]
        return PairValues(names, first, second, column)

    @classmethod
    def of_items(cls, names: Sequence[str], values: Mapping[Pair, float]) -> PairValues:
        """Keep numbers that stand in a dictionary as columns; nodes are to ascend."""
        place = {item: number for number, item in enumerate(names)}
        pairs = sorted(values)
        first, second = (
            np.array([place[pair[end]] for pair in pairs], dtype=np.int32) for end in (0, 1)
        )
        column = np.array([values[pair] for pair in pairs], dtype=np.float64)
        return cls(names, first, second, column)

    def __repr__(self) -> str:
        return f"PairValues({len(self)} pairs: {dict(islice(self.items(), _SHOWN))})"

    def __len__(self) -> int:
        return len(self.column)

    def __iter__(self) -> Iterator[Pair]:
        items = np.array(self.names, dtype=object)
        return zip(items[self.first].tolist(), items[self.second].tolist(), strict=True)

    def __getitem__(self, pair: Pair) -> Any:
        key: object = pair  # whatever it is asked about, as a dictionary would be
        if not isinstance(key, tuple) or len(key) != 2:
            raise KeyError(pair)
        one, other = (self._place[item] for item in pair)
        number = one * len(self.names) + other
        at = int(np.searchsorted(self.keys_of_pairs, number))
        if at == len(self) or self.keys_of_pairs[at] != number:
            raise KeyError(pair)
        if self.undefined is not None and self.undefined[at]:
            return None
        return self.column[at].item()

    def values(self) -> ValuesView[Any]:
        """Go through the values, in the order of the pairs."""
        return _Column(self)

    def items(self) -> ItemsView[Pair, Any]:
        """Go through the pairs with their values."""
        return _Rows(self)

    def pieces(self, many: int = _IN_PIECE) -> Iterator[PairValues]:
        """Cut it up in order: what is made of a piece at a time need not fit into memory."""
        for start in range(0, len(self), many):
            cut = slice(start, start + many)
            undefined = None if self.undefined is None else self.undefined[cut]
            yield PairValues(
                self.names, self.first[cut], self.second[cut], self.column[cut], undefined
            )

    @property
    def is_finite(self) -> bool:
        """Whether all values that there are are finite numbers."""
        return bool(np.isfinite(self.column).all())

    def told(self) -> list[Any]:
        """Return the values of all pairs, in their order; None where there is none."""
        told: list[Any] = self.column.tolist()
        if self.undefined is not None:
            for at in np.flatnonzero(self.undefined).tolist():
                told[at] = None
        return told

    def largest(self, top: int) -> list[Pair]:
        """Return the pairs with the largest values, in order; of equal ones those first by id."""
        keys = comparable(self.column)
        if self.undefined is not None:
            keys = np.where(self.undefined, -np.inf, keys)
        return [
            (self.names[self.first[at]], self.names[self.second[at]])
            for at in first_of_largest(keys, top).tolist()
        ]

    def of_pairs(self, pairs: Iterable[Pair]) -> dict[Pair, Any]:
        """Return what is known of some pairs, without those of which nothing is."""
        place, many = self._place, len(self.names)
        asked = {
            place[one] * many + place[other]: (one, other)
            for one, other in pairs
            if one in place and other in place
        }
        numbers = np.array(sorted(asked), dtype=np.int64)
        found = np.isin(self.keys_of_pairs, numbers, assume_unique=True)
        undefined = None if self.undefined is None else self.undefined[found]
        part = PairValues(
            self.names, self.first[found], self.second[found], self.column[found], undefined
        )
        return dict(part.items())

    @cached_property
    def _place(self) -> dict[str, int]:
        return {item: place for place, item in enumerate(self.names)}

    @cached_property
    def keys_of_pairs(self) -> NDArray[np.int64]:
        """A number for each pair, ascending; the same in columns of the same nodes."""
        return self.first.astype(np.int64) * len(self.names) + self.second


class _Column(ValuesView[Any]):
    """The values of pairs, not looked up one by one."""

    _mapping: PairValues

    def __iter__(self) -> Iterator[Any]:
        return iter(self._mapping.told())

    def __contains__(self, value: object) -> bool:
        return value in self._mapping.told()


class _Rows(ItemsView[Pair, Any]):
    """Pairs with their values, not looked up one by one."""

    _mapping: PairValues

    def __iter__(self) -> Iterator[tuple[Pair, Any]]:
        return zip(self._mapping, self._mapping.told(), strict=True)
