"""Centralities of the organizations and bodies of a scope, and what the whole looks like."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from graphsvc.analytics import measures as register
from graphsvc.analytics import progress
from graphsvc.analytics.measure import Level, Measure, Number
from graphsvc.analytics.network import Network, Shape, group_of
from graphsvc.analytics.passing import Sample
from graphsvc.analytics.provenance import Provenance
from graphsvc.analytics.ranks import competition_ranks
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.views import ViewKind, Weighting, evidence, one_mode, two_mode
from graphsvc.errors import Fault, InvalidInput, Where
from graphsvc.language import message
from graphsvc.model.snapshot import Snapshot

_SHAPES = {ViewKind.TWO_MODE: Shape.TWO_MODE, ViewKind.ONE_MODE: Shape.ONE_MODE}


@dataclass(frozen=True, slots=True)
class CentralityRow:
    """One node.

    Attributes
    ----------
    id, name
        Of the organization or body.
    mode
        `organization` or `body`.
    values
        By measure; None where it is not defined.
    ranks
        By measure, among the nodes of the same mode: 1 has the largest value, equal values share a
        rank. None where there is no value, and for measures that only say yes or no.
    """

    id: str
    name: str
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
        Every node, organizations before bodies, in order of id.
    whole
        Numbers about the whole graph; None where one is not defined.
    approximate
        The measures that were estimated, since they take too long, and how; none where all numbers
        are exact.
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
        Organizations and bodies, or organizations alone.
    weighting
        How much a shared body counts, in the one-mode view.
    measures
        Names of measures of a node or of the whole graph; without any, the usual ones of both
        kinds. If those given are all of a node, the usual ones of the whole graph that take no time
        come with them.
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
    affiliations = two_mode(snapshot, scope)
    network = _network(affiliations, view, weighting, seed)
    chosen = _chosen(measures, network)
    nodes = [each for each in chosen if each.level is Level.NODE]
    columns: dict[str, Mapping[str, Number | None]] = {}
    whole: dict[str, Number | None] = {}
    for number, each in enumerate(chosen):
        with progress.step(register.at_work_on(each), number, len(chosen)):
            if each.level is Level.NODE:
                columns[each.name] = _values(each, network)
            else:
                whole[each.name] = _value(each, network)
    rows = _rows(network.graph, columns)
    left_out = scope.left_out(snapshot) | scope.bodies_left_out(snapshot)
    return CentralityAnswer(
        provenance=Provenance(
            revision=snapshot.revision,
            scope=scope,
            method="centrality",
            evidence=evidence(snapshot, scope, affiliations),
            parameters={
                "view": str(view),
                "weighting": str(weighting) if view is ViewKind.ONE_MODE else None,
                "measures": tuple(each.name for each in chosen),
                "seed": seed,
            },
            left_out=tuple(sorted(left_out)),
            seconds=time.perf_counter() - started,
        ),
        measures=tuple(each.name for each in nodes),
        rows=rows,
        whole=whole,
        approximate={
            each.name: sample for each in nodes if (sample := network.sample_of(each.name))
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
    network = _network(two_mode(snapshot, scope), view, weighting, seed=0)
    return register.estimate_seconds(network.graph, _chosen(measures, network))


def _network(
    affiliations: nx.Graph[str], view: ViewKind, weighting: Weighting, seed: int
) -> Network:
    graph = affiliations if view is ViewKind.TWO_MODE else one_mode(affiliations, weighting)
    groups = group_of(affiliations, "sector")
    return Network(graph, _SHAPES[view], affiliations, groups, seed)


def _chosen(names: Sequence[str], network: Network) -> list[Measure]:
    shape = network.shape
    asked = tuple(names) or (*register.USUAL_OF_NODES[shape], *register.USUAL_OF_GRAPH[shape])
    chosen = register.choose(asked, network)
    faults = [
        Fault(
            Where(field="measures"),
            message("{name} is not about a node or the whole graph.", name=each.name),
        )
        for each in chosen
        if each.level not in (Level.NODE, Level.GRAPH)
    ]
    if faults:
        raise InvalidInput(faults)
    if all(each.level is Level.NODE for each in chosen):
        chosen += register.choose(register.QUICK_OF_GRAPH, network)
    return chosen


def _values(each: Measure, network: Network) -> Mapping[str, Number | None]:
    values = each.function(network)
    if not isinstance(values, Mapping):
        raise TypeError(each.name)
    return {str(item): value for item, value in values.items()}


def _value(each: Measure, network: Network) -> Number | None:
    value = each.function(network)
    if isinstance(value, Mapping):
        raise TypeError(each.name)
    return value


def _rows(
    graph: nx.Graph[str], columns: Mapping[str, Mapping[str, Number | None]]
) -> tuple[CentralityRow, ...]:
    modes = {item: str(data["mode"]) for item, data in graph.nodes(data=True)}
    ranks = {name: _ranks(values, modes) for name, values in columns.items()}
    return tuple(
        CentralityRow(
            id=item,
            name=str(data["name"]),
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
