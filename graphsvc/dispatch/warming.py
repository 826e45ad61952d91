"""Compiles ahead what the backend runs, so that the first to ask does not wait for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from graphsvc.dispatch.affiliations import AffiliationGraph
from graphsvc.dispatch.arrays import ArrayGraph
from graphsvc.dispatch.backend import COVERS
from graphsvc.kernels.alone import from_each

# What has to be said beside the graph, so that every loop is met.
_WITH: dict[str, tuple[dict[str, Any], ...]] = {
    "betweenness_centrality": ({}, {"weight": "weight"}, {"endpoints": True}),
    "edge_betweenness_centrality": ({}, {"weight": "weight"}),
    "closeness_centrality": ({}, {"distance": "weight"}),
    "clustering": ({}, {"weight": "weight"}),
    "node_connected_component": ({"n": 0},),
}
_TWO_MODE = "nodes"


def warm_up() -> None:
    """Run every function on a tiny graph.

    Notes
    -----
    Takes about 20 seconds of a core where the compiled code is not on disk yet, and one second
    where it is. `python -m graphsvc.dispatch.warming` does it after an installation.
    """
    numbers = {"weight": [1.0, 2.0, 1.0, 1.0]}
    sources, targets = [0, 1, 2, 2], [1, 2, 0, 3]
    items = list(range(4))
    plain = ArrayGraph.of_arrays(items, sources, targets, numbers=numbers)
    directed = ArrayGraph.of_arrays(items, sources, targets, numbers=numbers, directed=True)
    seats = AffiliationGraph.of_memberships([(0, "a"), (1, "a"), (1, "b")])
    for name, cover in COVERS.items():
        if _TWO_MODE in cover.signature.parameters and "weight" not in cover.signature.parameters:
            _finish(cover.function(seats, seats.organizations))
            continue
        for options in _WITH.get(name, ({},)):
            _finish(cover.function(plain, **options))
    for name in ("betweenness_centrality", "edge_betweenness_centrality"):
        _finish(COVERS[name].function(directed))
    _walk_alone()


def _walk_alone() -> None:
    """Follow paths as from sources far apart, which a tiny graph has none of."""
    starts, others = np.array([0, 1, 2], dtype=np.int32), np.array([1, 0], dtype=np.int32)
    ones, first = np.ones(2), np.zeros(1, dtype=np.int32)
    from_each(starts, others, ones, ones, True, first, True)  # noqa: FBT003 - compiled


def _finish(answer: Any) -> None:
    if isinstance(answer, Iterator):
        for _ in answer:
            pass


if __name__ == "__main__":
    warm_up()
