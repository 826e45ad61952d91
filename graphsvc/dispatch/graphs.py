"""The graph that the backend works on: neighbours as arrays, as the kernels want them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse

from graphsvc.kernels.alike import Classes, merged
from graphsvc.kernels.compiling import Whole

_KEPT_AS = "graphsvc"


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

    # NetworkX knows by it whose graph this is.
    __networkx_backend__ = "graphsvc"

    @classmethod
    def of(cls, graph: Any) -> Ties:
        """Convert a NetworkX graph; converted once, as long as nodes and ties stay as they are.

        Notes
        -----
        Ties of a node to itself and parallel ones are left out. Time O(nodes + ties).
        """
        if isinstance(graph, Ties):
            return graph
        # NetworkX empties this store with every change of nodes or ties.
        store = getattr(graph, "__networkx_cache__", None)
        if store is not None and _KEPT_AS in store:
            found: Ties = store[_KEPT_AS]
            return found
        made = cls._converted(graph)
        if store is not None:
            store[_KEPT_AS] = made
        return made

    @classmethod
    def _converted(cls, graph: Any) -> Ties:
        items = list(graph)
        adjacency = graph.adj
        place = {item: position for position, item in enumerate(items)}
        rows = [adjacency[item] for item in items]
        lengths = np.fromiter(map(len, rows), dtype=np.int64, count=len(items))
        ends = map(place.__getitem__, chain.from_iterable(rows))
        columns = np.fromiter(ends, dtype=np.int32, count=int(lengths.sum()))
        starts = np.concatenate([[0], np.cumsum(lengths)])
        return cls.of_arrays(items, starts, columns, directed=graph.is_directed())

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
        """The fewer of both kinds of classes, and whether the members of one are tied."""
        tied, untied = self.tied_classes, self.untied_classes
        return (tied, True) if len(tied.size) <= len(untied.size) else (untied, False)

    def to_networkx(self) -> nx.Graph[Any]:
        """Return the same nodes and ties as a NetworkX graph."""
        graph: nx.Graph[Any] = nx.DiGraph() if self.directed else nx.Graph()
        graph.add_nodes_from(self.items)
        sources = np.repeat(np.arange(len(self)), np.diff(self.starts))
        graph.add_edges_from(
            (self.items[source], self.items[target])
            for source, target in zip(sources.tolist(), self.others.tolist(), strict=True)
        )
        return graph

    def is_directed(self) -> bool:
        """Whether ties lead one way."""
        return self.directed

    def is_multigraph(self) -> bool:
        """No: parallel ties are one."""
        return False

    def number_of_nodes(self) -> int:
        """Count the nodes."""
        return len(self.items)

    def number_of_edges(self) -> int:
        """Count the ties, each once."""
        return len(self.others) // (1 if self.directed else 2)

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self.items)

    def __contains__(self, item: object) -> bool:
        return item in self.place

    @cached_property
    def place(self) -> dict[Hashable, int]:
        """The position of each node."""
        return {item: position for position, item in enumerate(self.items)}
