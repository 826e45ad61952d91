"""Which nodes are tied, as arrays: what the kernels want of a graph without lengths or weights."""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graphsvc.kernels.alike import Classes, merged
from graphsvc.kernels.compiling import Whole

KEPT_AS = "graphsvc"  # under this name, in what NetworkX empties when nodes or ties change


def rows_of(graph: Any) -> tuple[list[Hashable], NDArray[np.int64], Whole]:
    """Read who is next to whom: the nodes, where each row begins, and the places of its others.

    Parameters
    ----------
    graph
        Of NetworkX; parallel ties are one. Others come as the graph has them.
    """
    items = list(graph)
    row_of = dict(graph.adjacency())
    rows = [row_of[item] for item in items]
    place = {item: position for position, item in enumerate(items)}
    lengths = np.fromiter(map(len, rows), dtype=np.int64, count=len(items))
    ends = map(place.__getitem__, chain.from_iterable(rows))
    columns = np.fromiter(ends, dtype=np.int32, count=int(lengths.sum()))
    return items, np.concatenate([[0], np.cumsum(lengths)]), columns


def store_of(graph: Any) -> dict[Any, Any] | None:
    """Return where things can be kept that hold until nodes or ties of a NetworkX graph change.

    None for a view of another graph: it is not told of changes to that.
    """
    if hasattr(graph, "_graph"):
        return None
    found: dict[Any, Any] | None = getattr(graph, "__networkx_cache__", None)
    return found


@dataclass(frozen=True)
class Ties:
    """Nodes and which of them are tied; no weights, no ties of a node to itself.

    Attributes
    ----------
    items
        The nodes in order.
    starts, others
        The neighbours of the node at i are at `others[starts[i]:starts[i + 1]]`, ascending.
    directed
        Whether ties lead one way; then these are the successors.
    """

    items: Sequence[Hashable]
    starts: Whole
    others: Whole
    directed: bool = False

    @classmethod
    def of(cls, graph: Any) -> Ties:
        """Convert a NetworkX graph; converted once, as long as nodes and ties stay as they are.

        Notes
        -----
        Ties of a node to itself and parallel ones are left out. Time O(nodes + ties).
        """
        if isinstance(graph, Ties):
            return graph
        store = store_of(graph)
        if store is not None and KEPT_AS in store:
            found: Ties = store[KEPT_AS]
            return found
        made = cls._converted(graph)
        if store is not None:
            store[KEPT_AS] = made
        return made

    @classmethod
    def _converted(cls, graph: Any) -> Ties:
        return cls.of_arrays(*rows_of(graph), directed=graph.is_directed())

    @classmethod
    def of_arrays(
        cls, items: Sequence[Hashable], starts: Any, others: Any, *, directed: bool = False
    ) -> Ties:
        """Take rows of neighbours in any order, both ways unless directed."""
        size = len(items)
        if not size:
            return cls(items, np.zeros(1, dtype=np.int32), np.zeros(0, dtype=np.int32), directed)
        matrix = sparse.csr_array(
            (np.ones(len(others), dtype=np.int8), others, starts), shape=(size, size)
        )
        matrix.sort_indices()
        own = np.repeat(np.arange(size), np.diff(matrix.indptr)) == matrix.indices
        if own.any():
            before = np.concatenate([[0], np.cumsum(~own)])
            return cls(
                items,
                before[matrix.indptr].astype(np.int32),
                matrix.indices[~own].astype(np.int32),
                directed,
            )
        return cls(items, matrix.indptr.astype(np.int32), matrix.indices.astype(np.int32), directed)

    @cached_property
    def arriving(self) -> tuple[Whole, Whole]:
        """The predecessors of each node, as `starts` and `others`; themselves if not directed."""
        if not self.directed:
            return self.starts, self.others
        size = len(self)
        turned = sparse.csr_array(
            (np.ones(len(self.others), dtype=np.int8), self.others, self.starts),
            shape=(size, size),
        ).T.tocsr()
        turned.sort_indices()
        return turned.indptr.astype(np.int32), turned.indices.astype(np.int32)

    @cached_property
    def tied_classes(self) -> Classes:
        """Nodes that are tied and have the same other neighbours, merged."""
        return merged(self.starts, self.others, tied=True)

    @cached_property
    def untied_classes(self) -> Classes:
        """Nodes that are not tied and have the same neighbours, merged."""
        return merged(self.starts, self.others, tied=False)

    @cached_property
    def classes(self) -> tuple[Classes, bool]:
        """The kind of classes that takes less work, and whether the members of one are tied."""
        tied, untied = self.tied_classes, self.untied_classes
        return (tied, True) if tied.work <= untied.work else (untied, False)

    def among(self, wanted: Container[Hashable]) -> Ties:
        """Return the ties between some of the nodes, in the same order."""
        here = np.fromiter((item in wanted for item in self.items), np.bool_, len(self))
        if here.all():
            return self
        counts = np.diff(self.starts)
        kept = np.repeat(here, counts) & here[self.others]
        before = np.concatenate([[0], np.cumsum(kept)])
        lengths = np.diff(before[self.starts])[here]
        place = (np.cumsum(here) - 1).astype(np.int32)
        return Ties(
            [item for item, wants in zip(self.items, here.tolist(), strict=True) if wants],
            np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32),
            place[self.others[kept]],
            self.directed,
        )

    def number_of_edges(self) -> int:
        """Count the ties, each once."""
        return len(self.others) // (1 if self.directed else 2)

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self.items)

    @cached_property
    def in_order(self) -> tuple[list[str], Whole | None]:
        """The names of the nodes, ascending, and their places here; None if these ascend too."""
        names = [str(item) for item in self.items]
        if all(one < other for one, other in pairwise(names)):
            return names, None
        order = np.array(sorted(range(len(names)), key=names.__getitem__), dtype=np.int32)
        return [names[place] for place in order.tolist()], order

    @cached_property
    def place(self) -> dict[Hashable, int]:
        """The position of each node."""
        return {item: position for position, item in enumerate(self.items)}
