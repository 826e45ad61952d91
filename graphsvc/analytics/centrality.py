"""Centralities of the organizations and bodies of a scope, and what the whole looks like."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from graphsvc.analytics import measures as register
from graphsvc.analytics import progress
from graphsvc.analytics.measure import Level, Measure, Number
from graphsvc.analytics.passing import Sample
from graphsvc.analytics.provenance import Provenance
from graphsvc.analytics.ranks import competition_ranks
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.view_networks import View, ViewNetwork, by_key, of_all
from graphsvc.analytics.views import ViewKind, Weighting
from graphsvc.language import Message
from graphsvc.model.snapshot import Snapshot

_LEVELS = frozenset({Level.NODE, Level.GRAPH})


@dataclass(frozen=True, slots=True)
class CentralityRow:
    """One node.

    Attributes
    ----------
    id, name
        Of the organization, body, partnership or sector.
    mode
        `organization`, `body`, `partnership` or `sector`.
    values
        By measure; None where it is not defined.
    ranks
        By measure, among the nodes of the same mode: 1 has the largest value, equal values share a
        rank. None where there is no value, and for measures that only say yes or no.
    """

    id: str
    name: str | Message
    mode: str
    values: Mapping[str, Number | None]
    ranks: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class CentralityAnswer:
    """The centralities asked for.

    Attributes
    ----------
    provenance
        Where it comes from.
    measures
        What there is a value of in each row.
    rows
        Every node, in order of id, organizations before bodies; sectors in their fixed order.
    whole
        Numbers about the whole graph; None where one is not defined.
    approximate
        The measures, of nodes and of the whole graph, that were estimated, since they take too
        long, and how; none where all numbers are exact.
    """

    provenance: Provenance
    measures: tuple[str, ...]
    rows: tuple[CentralityRow, ...]
    whole: Mapping[str, Number | None]
    approximate: Mapping[str, Sample]


def centrality(
    snapshot: Snapshot,
    scope: Scope,
    *,
    view: ViewKind = ViewKind.TWO_MODE,
    weighting: Weighting = Weighting.NEWMAN,
    measures: Sequence[str] = (),
    seed: int = 0,
) -> CentralityAnswer:
    """Work out centralities in a scope.

    Parameters
    ----------
    snapshot
        The graph at one revision.
    scope
        Which part of it, on which day, without whom.
    view
        Organizations and bodies; organizations alone, by shared bodies or by what they report; or
        partnerships or sectors.
    weighting
        How much what two nodes share adds to the strength of their tie; of no account in the views
        `two_mode` and `declared`.
    measures
        Names of measures of a node or of the whole graph, or `all`; without any, the usual ones of
        both kinds. If those given are all of a node, the usual ones of the whole graph that take no
        time come with them.
    seed
        For what is drawn by lot.

    Returns
    -------
    CentralityAnswer
        A row for each node, in order.

    Raises
    ------
    InvalidInput
        A measure is not known, or not defined in this view; all such are named.

    Notes
    -----
    `estimate_seconds` says beforehand how long it takes. The groups of the measures that need some
    are the primary sectors.
    """
    started = time.perf_counter()
    viewed = ViewNetwork.of(snapshot, scope, View(view, weighting), seed)
    network = viewed.network
    chosen = _chosen(measures, viewed)
    nodes = [each for each in chosen if each.level is Level.NODE]
    columns: dict[str, Mapping[str, Number | None]] = {}
    whole: dict[str, Number | None] = {}
    for number, each in enumerate(chosen):
        with progress.step(register.at_work_on(each), number, len(chosen)):
            if each.level is Level.NODE:
                columns[each.name] = by_key(each, network)
            else:
                whole[each.name] = of_all(each, network)
    rows = _rows(network.graph, columns)
    return CentralityAnswer(
        provenance=viewed.provenance("centrality", chosen, time.perf_counter() - started),
        measures=tuple(each.name for each in nodes),
        rows=rows,
        whole=whole,
        approximate={
            each.name: sample for each in chosen if (sample := network.sample_of(each.name))
        },
    )


def estimate_seconds(
    snapshot: Snapshot,
    scope: Scope,
    *,
    view: ViewKind = ViewKind.TWO_MODE,
    weighting: Weighting = Weighting.NEWMAN,
    measures: Sequence[str] = (),
) -> float:
    """Estimate how long `centrality` takes, to tell what can be waited for from a job.

    Parameters
    ----------
    snapshot, scope, view, weighting, measures
        As for `centrality`.

    Returns
    -------
    float
        Seconds, good to about a factor of three. Building the graph, which this does, is not
        counted.

    Raises
    ------
    InvalidInput
        As `centrality` does.
    """
    viewed = ViewNetwork.of(snapshot, scope, View(view, weighting))
    return register.estimate_seconds(viewed.network.graph, _chosen(measures, viewed))


def _chosen(names: Sequence[str], viewed: ViewNetwork) -> list[Measure]:
    shape = viewed.network.shape
    asked = tuple(names) or (*register.USUAL_OF_NODES[shape], *register.USUAL_OF_GRAPH[shape])
    chosen = viewed.choose(asked, _LEVELS)
    if all(each.level is Level.NODE for each in chosen):
        chosen += viewed.choose(register.QUICK_OF_GRAPH, _LEVELS)
    return chosen


def _rows(
    graph: nx.Graph[str], columns: Mapping[str, Mapping[str, Number | None]]
) -> tuple[CentralityRow, ...]:
    modes = {item: str(data["mode"]) for item, data in graph.nodes(data=True)}
    ranks = {name: _ranks(values, modes) for name, values in columns.items()}
    return tuple(
        CentralityRow(
            id=item,
            name=data["name"],
            mode=modes[item],
            values={name: values[item] for name, values in columns.items()},
            ranks={name: ranks[name].get(item) for name in columns},
        )
        for item, data in graph.nodes(data=True)
    )


def _ranks(values: Mapping[str, Number | None], modes: Mapping[str, str]) -> dict[str, int]:
    """Rank the nodes of each mode by themselves: a body does not compete with an organization."""
    found: dict[str, int] = {}
    for mode in set(modes.values()):
        found |= competition_ranks(
            {
                item: value
                for item, value in values.items()
                if modes[item] == mode and value is not None and not isinstance(value, bool)
            }
        )
    return found
