"""The graph that the backend works on: nodes in order, neighbours as arrays, numbers of ties."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from graphsvc.dispatch.graphs import Ties, rows_of, store_of
from graphsvc.kernels.compiling import Long, Number, Whole

_KEPT_AS = "graphsvc arrays"
Matrix = sparse.csr_array[Any, tuple[int, int]]


@dataclass(frozen=True, eq=False, kw_only=True)
class ArrayGraph:
    """A graph as arrays, for `nx.betweenness_centrality(graph)` and its like.

    Made from arrays (`of_arrays`), without a NetworkX graph ever being there, or from one (`of`).
    It does not change. A function of NetworkX that the backend does not cover refuses it, unless
    `nx.config.fallback_to_nx` is on; then it is turned into a NetworkX graph for that call.

    Attributes
    ----------
    items
        The nodes in order.
    starts, others
        Whom the node at i is tied to, or leads to, is at `others[starts[i]:starts[i + 1]]`,
        ascending. A node that is tied to itself is there once.
    directed
        Whether ties lead one way.
    numbers
        Numbers of the ties by their name, one for each entry of `others`.
    original
        The NetworkX graph this was made from. Weights are read from it anew in every call, since it
        does not tell when one of them changes.
    given
        For each entry of `others`, which entry of the original it is; only with an original.
    attributes
        What is known of each node; only without an original.
    about
        What is said of the graph as a whole; only without an original.
    """

    items: Sequence[Hashable]
    starts: Whole
    others: Whole
    directed: bool = False
    numbers: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    original: Any = None
    given: Long | None = None
    attributes: Mapping[Hashable, Mapping[str, Any]] = field(default_factory=dict)
    about: Mapping[str, Any] = field(default_factory=dict)

    # NetworkX knows by it whose graph this is.
    __networkx_backend__ = "graphsvc"

    @classmethod
    def of(cls, graph: Any, *, keep: bool = True) -> ArrayGraph:
        """Convert a NetworkX graph; parallel ties are one.

        Parameters
        ----------
        graph
            Of NetworkX, or one that is converted already.
        keep
            Keep the answer with the graph, until its nodes or ties change.

        Notes
        -----
        Time O(nodes + ties).
        """
        if isinstance(graph, ArrayGraph):
            return graph
        store = store_of(graph) if keep else None
        if store is not None and _KEPT_AS in store:
            found: ArrayGraph = store[_KEPT_AS]
            return found
        items, starts, others = rows_of(graph)
        sorted_starts, sorted_others, given = _ascending(starts, others, len(items))
        made = cls(
            items=items,
            starts=sorted_starts,
            others=sorted_others,
            directed=graph.is_directed(),
            original=graph,
            given=given,
        )
        if store is not None:
            store[_KEPT_AS] = made
        return made

    @classmethod
    def of_arrays(
        cls,
        items: Sequence[Hashable],
        sources: ArrayLike,
        targets: ArrayLike,
        *,
        directed: bool = False,
        numbers: Mapping[str, ArrayLike] | None = None,
    ) -> ArrayGraph:
        """Make a graph of nodes and the places of both ends of each tie.

        Parameters
        ----------
        items
            The nodes, each once.
        sources, targets
            Places in `items`. Each tie once; in either direction unless directed.
        directed
            Whether ties lead one way.
        numbers
            Numbers of the ties under the names by which functions ask for them.

        Raises
        ------
        ValueError
            A node or a tie is given twice, a place is none, or lengths differ; all that is wrong.

        Examples
        --------
        >>> numbers = {"weight": [2, 1]}
        >>> graph = ArrayGraph.of_arrays(["a", "b", "c"], [0, 1], [1, 2], numbers=numbers)
        >>> list(graph), graph.number_of_edges()
        (['a', 'b', 'c'], 2)
        """
        first, second = np.asarray(sources, np.int64), np.asarray(targets, np.int64)
        columns = {name: np.asarray(values) for name, values in (numbers or {}).items()}
        _check(items, first, second, columns, directed=directed)
        if not directed:
            apart = first != second
            first, second = (
                np.concatenate([first, second[apart]]),
                np.concatenate([second, first[apart]]),
            )
            columns = {
                name: np.concatenate([values, values[apart]]) for name, values in columns.items()
            }
        order = np.lexsort((second, first))
        starts = np.concatenate([[0], np.cumsum(np.bincount(first, minlength=len(items)))])
        return cls(
            items=items,
            starts=starts.astype(np.int32),
            others=second[order].astype(np.int32),
            directed=directed,
            numbers={name: values[order] for name, values in columns.items()},
        )

    def weights(self, name: str | None, default: float = 1.0) -> Number:
        """Return the numbers of the ties under a name, one for each entry of `others`.

        Parameters
        ----------
        name
            The name; all are 1 if None.
        default
            What stands for a tie without that number.

        Raises
        ------
        NotImplementedError
            One is too large for a floating point number; NetworkX reckons with such ones.
        RuntimeError
            The NetworkX graph this was made from has got or lost ties since.
        """
        if name is None or (self.original is None and name not in self.numbers):
            return np.full(len(self.others), 1.0 if name is None else default)
        if self.original is None:
            return self.numbers[name].astype(np.float64)
        row_of = dict(self.original.adjacency())
        if row_of.keys() != self.place.keys() or sum(map(len, row_of.values())) != len(self.others):
            raise RuntimeError("the graph this was made from has other ties by now: make it anew")
        rows = chain.from_iterable(row_of[item].values() for item in self.items)
        found = (data.get(name, default) for data in rows)
        try:
            return np.fromiter(found, dtype=np.float64, count=len(self.others))[self.given]
        except OverflowError as fault:
            raise NotImplementedError(f"{name} is too large somewhere") from fault

    def matrix(self, name: str | None = None) -> Matrix:
        """Return the ties as a sparse matrix of their numbers, rows and columns as the nodes."""
        shape = (len(self), len(self))
        return sparse.csr_array((self.weights(name), self.others, self.starts), shape=shape)

    @cached_property
    def ties(self) -> Ties:
        """The ties between different nodes, without numbers."""
        return Ties.of_arrays(self.items, self.starts, self.others, directed=self.directed)

    @cached_property
    def from_whom(self) -> Whole:
        """The place of the node that each entry of `others` belongs to."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.starts))

    @cached_property
    def own(self) -> NDArray[np.bool_]:
        """Which entries of `others` are ties of a node to itself."""
        found: NDArray[np.bool_] = self.from_whom == self.others
        return found

    @cached_property
    def arriving(self) -> tuple[Whole, Whole, Long]:
        """From whom the ties of each node come: `starts`, `others`, and which entry each is here.

        Ascending. In an undirected graph, each tie under its other direction.
        """
        order = np.argsort(self.others, kind="stable")
        counts = np.bincount(self.others, minlength=len(self))
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        return starts, self.from_whom[order], order

    @cached_property
    def place(self) -> dict[Hashable, int]:
        """The position of each node."""
        return {item: position for position, item in enumerate(self.items)}

    def data_of(self, item: Hashable) -> dict[str, Any]:
        """Return the attributes of a node; a copy."""
        if self.original is not None:
            return dict(self.original.nodes[item])
        return dict(self.attributes.get(item, {}))

    def ends(self) -> tuple[Whole, Whole, Long]:
        """Return both ends of each tie once, in NetworkX's order of edges, and its entry here."""
        entries = np.arange(len(self.others))
        kept = entries if self.directed else entries[self.from_whom <= self.others]
        if self.given is not None:
            kept = kept[np.argsort(self.given[kept], kind="stable")]
        return self.from_whom[kept], self.others[kept], kept

    def to_networkx(self) -> nx.Graph[Any]:
        """Return the same nodes and ties, with their numbers, as a NetworkX graph of its own."""
        if self.original is not None:
            copied: nx.Graph[Any] = self.original.copy()
            return copied
        graph: nx.Graph[Any] = nx.DiGraph() if self.directed else nx.Graph()
        graph.graph.update(self.named())
        graph.add_nodes_from((item, self.data_of(item)) for item in self.items)
        first, second, entries = self.ends()
        columns = {name: values[entries].tolist() for name, values in self.numbers.items()}
        rows = zip(*columns.values(), strict=True) if columns else iter([()] * len(entries))
        graph.add_edges_from(
            (self.items[source], self.items[target], dict(zip(columns, row, strict=True)))
            for source, target, row in zip(first.tolist(), second.tolist(), rows, strict=True)
        )
        return graph

    def named(self) -> dict[str, Any]:
        """Return what is said of the graph as a whole; a copy."""
        return dict(self.about if self.original is None else self.original.graph)

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
        loops = int(self.own.sum())
        return len(self.others) if self.directed else (len(self.others) - loops) // 2 + loops

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self.items)

    def __contains__(self, item: object) -> bool:
        try:
            return item in self.place
        except TypeError:  # as NetworkX: what cannot be a node is none
            return False


def _ascending(starts: Long, others: Whole, size: int) -> tuple[Whole, Whole, Long]:
    """Sort each row; also tell which entry each was."""
    if not size:
        return np.zeros(1, np.int32), np.zeros(0, np.int32), np.zeros(0, np.int64)
    entries = np.arange(len(others), dtype=np.int64)
    matrix = sparse.csr_array((entries, others, starts), shape=(size, size))
    matrix.sort_indices()
    return matrix.indptr.astype(np.int32), matrix.indices.astype(np.int32), matrix.data


def _check(
    items: Sequence[Hashable],
    first: Long,
    second: Long,
    columns: Mapping[str, NDArray[Any]],
    *,
    directed: bool,
) -> None:
    faults = []
    if len(set(items)) < len(items):
        faults.append("items: a node is there twice; give each once")
    if len(first) != len(second):
        faults.append(f"sources, targets: {len(first)} and {len(second)} long; give one each a tie")
    faults += [
        f"{name}: {len(values)} numbers for {len(first)} ties; give one each a tie"
        for name, values in columns.items()
        if len(values) != len(first)
    ]
    both = np.concatenate([first, second])
    if both.size and (both.min() < 0 or both.max() >= len(items)):
        faults.append(f"sources, targets: give places from 0 to {len(items) - 1}")
    elif len(first) == len(second):
        low, high = (
            (first, second) if directed else (np.minimum(first, second), np.maximum(first, second))
        )
        if len(np.unique(low * max(len(items), 1) + high)) < len(first):
            faults.append("sources, targets: a tie is there twice; add parallel ties up first")
    if faults:
        raise ValueError("; ".join(faults))
