"""What NetworkX is handed: the functions, the conversions, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx

from graphsvc.dispatch import (  # noqa: F401  (they enter their functions)
    distances,
    holes,
    pairs,
    parts,
    passing,
    spectral,
    triads,
    two_mode,
)
from graphsvc.dispatch.arrays import ArrayGraph
from graphsvc.dispatch.covering import COVERS
from graphsvc.dispatch.info import FEWEST_TIES


class Backend:
    """The backend `graphsvc`; NetworkX asks it by these names, and for each function by its own."""

    def __init__(self) -> None:
        for name, cover in COVERS.items():
            setattr(self, name, cover.function)

    @staticmethod
    def convert_from_nx(graph: Any, **_: Any) -> ArrayGraph:
        """Convert a NetworkX graph. Which attributes are asked for does not matter.

        They are read from the graph itself in each call, so that changing one in place, which
        NetworkX does not notice, changes the answer.
        """
        if hasattr(graph, "_graph"):
            # A view is not told when the graph behind it changes: NetworkX must not keep it either.
            graph.__networkx_cache__ = None
        return ArrayGraph.of(graph, keep=nx.config.cache_converted_graphs)

    @staticmethod
    def convert_to_nx(answer: Any, **_: Any) -> Any:
        """Turn a graph of ours into one of NetworkX; any other answer is one already."""
        return answer.to_networkx() if isinstance(answer, ArrayGraph) else answer

    @staticmethod
    def can_run(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool | str:
        """Tell whether a call can be answered; if not, why."""
        cover = COVERS[name]
        try:
            given = cover.bound(args, kwargs)
        except TypeError as fault:
            return str(fault)
        graph: Any = given.get("G", given.get("B"))
        if graph.is_multigraph():
            return "the graph may have parallel ties"
        refusals = (refuse(given) for refuse in cover.refuses)
        return next((why for why in refusals if why), True)

    @staticmethod
    def should_run(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool | str:
        """Tell whether a call is worth converting its graph for; if not, why."""
        cover = COVERS[name]
        given = cover.bound(args, kwargs)
        graph = given.get("G", given.get("B"))
        if isinstance(graph, ArrayGraph) or _is_converted(graph):
            return True
        if cover.times is None:
            return "NetworkX is done before the graph is converted"
        fewest = cover.times * _fewest()
        if _has_fewer_ties(graph, fewest):
            return f"fewer than {fewest:.0f} ties"
        return True


def _fewest() -> int:
    known: Any = nx.config.backends
    return int(known.graphsvc.fewest_ties) if "graphsvc" in known else FEWEST_TIES


def _is_converted(graph: Any) -> bool:
    cache = getattr(graph, "__networkx_cache__", None) or {}
    return bool(cache.get("backends", {}).get("graphsvc"))


def _has_fewer_ties(graph: Any, fewest: float) -> bool:
    """Tell so without going through a large graph to its end."""
    ends = 0
    times = 1 if graph.is_directed() else 2
    for _, row in graph.adjacency():
        ends += len(row)
        if ends >= fewest * times:
            return False
    return True


__all__ = ["COVERS", "Backend", "backend"]
backend = Backend()
