"""What the backend says of itself while NetworkX is imported; so nothing here imports it."""

from __future__ import annotations

from typing import Any

FEWEST_TIES = 200
_LENGTHS = "Lengths have to be positive, and numbers rather than a function."
_WEIGHTS = "Weights have to be positive, and numbers rather than a function."
_UNDIRECTED = "Directed graphs are left to NetworkX."
_NO_LOOPS = "A graph in which a node is tied to itself is left to NetworkX."
_LIGHT = "Alone not worth a conversion; runs on graphs that are converted already."
_MODE = "The nodes have to be one mode of an undirected graph of two."

# What is covered, and under what conditions.
FUNCTIONS: dict[str, str] = {
    "adamic_adar_index": _NO_LOOPS,
    "articulation_points": "In order of the nodes.",
    "average_clustering": _UNDIRECTED,
    "betweenness_centrality": f"{_LENGTHS} The sample for a seed is that of NetworkX.",
    "bipartite_betweenness_centrality": "",
    "bipartite_closeness_centrality": "",
    "bipartite_degree_centrality": f"{_LIGHT} {_NO_LOOPS}",
    "bridges": "",
    "closeness_centrality": _LENGTHS,
    "clustering": _UNDIRECTED,
    "collaboration_weighted_projected_graph": _MODE,
    "connected_components": _LIGHT,
    "constraint": f"{_WEIGHTS} {_NO_LOOPS}",
    "core_number": _UNDIRECTED,
    "degree_centrality": _LIGHT,
    "eccentricity": _LENGTHS,
    "edge_betweenness_centrality": f"{_LENGTHS} The sample for a seed is that of NetworkX.",
    "effective_size": f"{_WEIGHTS} {_NO_LOOPS} With weights the documented number for all nodes"
    " too, where NetworkX has another than for the same nodes by name.",
    "eigenvector_centrality": "",
    "harmonic_centrality": f"{_LENGTHS} Not sources and lengths together.",
    "has_bridges": "",
    "in_degree_centrality": _LIGHT,
    "is_connected": _LIGHT,
    "jaccard_coefficient": _NO_LOOPS,
    "node_connected_component": _LIGHT,
    "number_connected_components": _LIGHT,
    "out_degree_centrality": _LIGHT,
    "overlap_weighted_projected_graph": _MODE,
    "pagerank": "",
    "preferential_attachment": f"{_LIGHT} {_NO_LOOPS}",
    "projected_graph": _MODE,
    "resource_allocation_index": _NO_LOOPS,
    "transitivity": _UNDIRECTED,
    "triangles": "",
    "weighted_projected_graph": _MODE,
}


def info() -> dict[str, Any]:
    """Return what NetworkX shows in its documents, and the setting `fewest_ties`."""
    return {
        "backend_name": "graphsvc",
        "project": "graphsvc",
        "package": "graphsvc",
        "short_summary": "Compiled loops over arrays; nodes with the same neighbours once.",
        "default_config": {"fewest_ties": FEWEST_TIES},
        "functions": {
            name: {"additional_docs": told or "As NetworkX has it."}
            for name, told in FUNCTIONS.items()
        },
    }
