"""A NetworkX graph whose ties stand in arrays until NetworkX itself looks at them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphsvc.dispatch.graphs import KEPT_AS, Ties

if TYPE_CHECKING:
    _Graph = nx.Graph[Any]
else:
    _Graph = nx.Graph


_Adjacency = dict[Any, dict[Any, dict[str, Any]]]
# How NetworkX itself keeps the dictionaries, and forgets the views of those before.
_PLAIN: Any = nx.Graph.__dict__["_adj"]


@dataclass(frozen=True, slots=True)
class _Waiting:
    ties: Ties
    strengths: NDArray[np.float64]
    fill: Callable[[nx.Graph[Any]], None]


class DeferredGraph(_Graph):
    """An undirected graph that makes its dictionaries of ties when they are first asked for.

    Most of what is asked of a graph of thousands of organizations is worked out on arrays, and the
    dictionaries would take a hundred times the time and the memory. To NetworkX it is a graph like
    any other. Made without ties, or by NetworkX as a copy of one, it is an ordinary graph.
    """

    _waiting: _Waiting | None = None

    @classmethod
    def of(
        cls,
        nodes: Iterable[tuple[Any, Mapping[str, Any]]],
        ties: Callable[[list[Any]], tuple[Ties, NDArray[np.float64]]],
        fill: Callable[[nx.Graph[Any]], None],
    ) -> DeferredGraph:
        """Make a graph of nodes and arrays.

        Parameters
        ----------
        nodes
            With their attributes, in order.
        ties
            Given the nodes, returns who is tied to whom, and the strength of each tie of `others`.
        fill
            Adds the same ties to a graph that has the nodes, with their attributes.
        """
        graph = cls()
        graph.add_nodes_from(nodes)
        found, strengths = ties(list(graph))
        graph._waiting = _Waiting(found, strengths, fill)
        graph._keep(found)
        return graph

    @property
    def strengths(self) -> NDArray[np.float64] | None:
        """The strength of each tie of `Ties.of(self).others`; None once a caller can change one."""
        return self._waiting.strengths if self._waiting else None

    @property
    def _adj(self) -> _Adjacency:
        """The dictionaries of NetworkX."""
        self._fill()
        found: _Adjacency = self.__dict__["_adj"]
        return found

    @_adj.setter
    def _adj(self, made: _Adjacency) -> None:
        _PLAIN.__set__(self, made)

    @property
    def graph(self) -> dict[str, Any]:
        """The attributes of the graph: filling it in may add one."""
        self._fill()
        found: dict[str, Any] = self.__dict__["graph"]
        return found

    @graph.setter
    def graph(self, made: dict[str, Any]) -> None:
        self.__dict__["graph"] = made

    def _fill(self) -> None:
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self._adj = {item: {} for item in self}
            try:
                waiting.fill(self)
            except BaseException:
                # Half of its ties would be a graph like any other; they wait on.
                self._adj = {item: {} for item in self}
                self._waiting = waiting
                self._keep(waiting.ties)
                raise
            self._keep(waiting.ties)

    def _keep(self, ties: Ties) -> None:
        self.__networkx_cache__[KEPT_AS] = ties

    def size(self, weight: str | None = None) -> Any:
        """Count the ties, or add up an attribute of theirs, without making dictionaries to count.

        Parameters
        ----------
        weight
            The attribute.
        """
        if weight is None and self._waiting is not None:
            return self._waiting.ties.number_of_edges()
        return super().size(weight)

    def __getstate__(self) -> dict[str, Any]:
        self._fill()  # how to make the dictionaries cannot be written down; they can
        return self.__dict__
