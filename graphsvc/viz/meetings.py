"""Organizations alone: two are tied where they share a table, and the tie says which."""

from __future__ import annotations

import networkx as nx

from graphsvc.analytics import sentences
from graphsvc.analytics.views import BODY, Weighting, one_mode
from graphsvc.language import Message, messages
from graphsvc.model.snapshot import Snapshot
from graphsvc.viz import palette
from graphsvc.viz.affiliations import node_of
from graphsvc.viz.scene import MOST_TIES, Draft, Tie


def meetings(snapshot: Snapshot, graph: nx.Graph[str]) -> Draft | None:
    """Draw organizations with a tie between any two that share a table.

    Parameters
    ----------
    snapshot
        The graph at one revision; not modified.
    graph
        What is shown of it, from `analytics.views.two_mode` or a part of it; not modified.

    Returns
    -------
    Draft or None
        The ties of `analytics.views.one_mode`; how strong one is says how many tables are shared.
        None where there are more than `MOST_TIES`.
    """
    tied = one_mode(graph, Weighting.COUNT)
    if tied.number_of_edges() > MOST_TIES:
        return None
    bodies = [item for item, data in graph.nodes(data=True) if data["mode"] == BODY]
    alike = sentences.shared_names(snapshot, bodies)
    names = {item: sentences.body(snapshot, item, alike) for item in bodies}
    nodes = {item: node_of(snapshot, item) for item in sorted(tied)}
    ties = []
    for one, other in tied.edges:
        first, second = sorted((one, other))
        tables = sorted(graph[one].keys() & graph[other].keys())
        ties.append(
            Tie(
                first,
                second,
                palette.MEETS.key,
                _words([names[table] for table in tables]),
                len(tables),
            )
        )
    return Draft(nodes, ties)


def _words(tables: list[object]) -> Message:
    return messages(
        "{count} table shared: {tables}",
        "{count} tables shared: {tables}",
        len(tables),
        count=len(tables),
        tables=sentences.some(tables),
    )
