"""Measures of pairs, of groups and of the whole graph, in a view of a part of the network."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from graphsvc.analytics import measures as register
from graphsvc.analytics import progress
from graphsvc.analytics.measure import Effort, Level, Measure, Number
from graphsvc.analytics.measured_rows import (
    GroupRow,
    GroupsAnswer,
    NetworkAnswer,
    NetworkRow,
    PairRow,
    PairsAnswer,
)
from graphsvc.analytics.network import Shape
from graphsvc.analytics.pairs import untied_pairs
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.view_networks import View, ViewNetwork, by_key, of_all
from graphsvc.errors import Fault, InvalidInput, Where
from graphsvc.language import message
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot

# An answer with more pairs would not fit into the memory of a small service in two languages.
MOST_PAIRS = 100_000
USUAL_OF_PAIRS: Mapping[Shape, tuple[str, ...]] = {
    Shape.ONE_MODE: (
        "resource_allocation",
        "adamic_adar",
        "jaccard",
        "common_neighbors",
        "preferential_attachment",
    ),
    Shape.TWO_MODE: ("projection_newman", "projection_count"),
}
USUAL_OF_GROUPS = (
    "organizations",
    "organizations_seated",
    "seats",
    "seat_share",
    "representation_ratio",
    "representation_lower",
    "representation_upper",
)


def pair_measures(
    snapshot: Snapshot, scope: Scope, view: View, measures: Sequence[str] = (), seed: int = 0
) -> PairsAnswer:
    """Work out measures of pairs: likely ties among those not tied, what is carried by ties.

    Parameters
    ----------
    snapshot, scope, view
        The graph at one revision, which part of it, and as what it is looked at.
    measures
        Names of measures of pairs, or `all`; without any, in the two-mode view the shared bodies of
        two organizations, in the others what two that are not tied have in common.
    seed
        For what is drawn by lot.

    Returns
    -------
    PairsAnswer
        Every pair that one of the measures says something about.

    Raises
    ------
    InvalidInput
        A measure is not known, not about pairs or not defined in this view, or there are more than
        `MOST_PAIRS` pairs.
    """
    started = time.perf_counter()
    viewed, chosen = _asked(snapshot, scope, view, measures, Level.PAIR, seed)
    columns: dict[str, Mapping[Any, Number | None]] = {}
    for number, each in enumerate(chosen):
        with progress.step(register.at_work_on(each), number, len(chosen)):
            found = by_key(each, viewed.network)
            _refuse_more(chosen, len(found))
            columns[each.name] = dict(found)  # looked up once for each pair
    pairs = {pair for values in columns.values() for pair in values}
    _refuse_more(chosen, len(pairs))
    # Two organizations tied by shared bodies are named in a two-mode graph too.
    names = {item: data["name"] for item, data in viewed.network.graph.nodes(data=True)}
    first = columns[chosen[0].name]
    return PairsAnswer(
        provenance=viewed.provenance("pair_measures", chosen, time.perf_counter() - started),
        measures=tuple(columns),
        items=tuple(
            PairRow(
                first=one,
                second=other,
                first_name=names[one],
                second_name=names[other],
                values={name: values.get((one, other)) for name, values in columns.items()},
            )
            for one, other in sorted(pairs, key=lambda pair: order(first.get(pair), *pair))
        ),
        approximate={
            each.name: sample for each in chosen if (sample := viewed.network.sample_of(each.name))
        },
        total=len(pairs),
    )


def order(value: Number | None, first: str, second: str) -> tuple[bool, Number, str, str]:
    """Return by what pairs are sorted: the largest value first, none last, then by their ids."""
    return value is None, -(value or 0), first, second


def group_measures(
    snapshot: Snapshot, scope: Scope, view: View, measures: Sequence[str] = ()
) -> GroupsAnswer:
    """Work out measures of the sectors that organizations belong to.

    Parameters
    ----------
    snapshot, scope, view
        The graph at one revision, which part of it, and as what it is looked at.
    measures
        Names of measures of groups, or `all`; without any, organizations, seats and representation.

    Returns
    -------
    GroupsAnswer
        A row for each sector that has an organization. The reference is all organizations in scope:
        in the scope `all`, those without a seat too.

    Raises
    ------
    InvalidInput
        A measure is not known, not about groups or not defined in this view.
    """
    started = time.perf_counter()
    viewed, chosen = _asked(snapshot, scope, view, measures, Level.GROUP)
    columns = {each.name: by_key(each, viewed.network) for each in chosen}
    known = {group for group in viewed.network.known_groups.values() if group is not None}
    return GroupsAnswer(
        provenance=viewed.provenance("group_measures", chosen, time.perf_counter() - started),
        measures=tuple(columns),
        rows=tuple(
            GroupRow(
                group=str(sector),
                name=sector.label,
                values={name: values.get(str(sector)) for name, values in columns.items()},
            )
            for sector in Sector
            if str(sector) in known
        ),
    )


def network_measures(
    snapshot: Snapshot, scope: Scope, view: View, measures: Sequence[str] = (), seed: int = 0
) -> NetworkAnswer:
    """Work out measures of the whole graph.

    Parameters
    ----------
    snapshot, scope, view, seed
        As for `pair_measures`.
    measures
        Names of measures of the whole graph, or `all`; without any, the usual ones.

    Returns
    -------
    NetworkAnswer
        A row for each measure.

    Raises
    ------
    InvalidInput
        A measure is not known, not about the whole graph or not defined in this view.
    """
    started = time.perf_counter()
    viewed, chosen = _asked(snapshot, scope, view, measures, Level.GRAPH, seed)
    rows = []
    for number, each in enumerate(chosen):
        with progress.step(register.at_work_on(each), number, len(chosen)):
            value = of_all(each, viewed.network)
            rows.append(NetworkRow(each.name, value, viewed.network.sample_of(each.name)))
    return NetworkAnswer(
        provenance=viewed.provenance("network_measures", chosen, time.perf_counter() - started),
        rows=tuple(rows),
    )


def estimate_seconds(
    snapshot: Snapshot, scope: Scope, view: View, measures: Sequence[str], level: Level
) -> float:
    """Estimate how long measures of one level take, to tell what can be waited for from a job.

    Raises
    ------
    InvalidInput
        As the function that works them out.
    """
    viewed, chosen = _asked(snapshot, scope, view, measures, level)
    return register.estimate_seconds(viewed.network.graph, chosen)


def _asked(
    snapshot: Snapshot,
    scope: Scope,
    view: View,
    measures: Sequence[str],
    level: Level,
    seed: int = 0,
) -> tuple[ViewNetwork, list[Measure]]:
    viewed = ViewNetwork.of(snapshot, scope, view, seed)
    usual = {
        Level.PAIR: USUAL_OF_PAIRS[view.shape],
        Level.GROUP: USUAL_OF_GROUPS,
        Level.GRAPH: register.USUAL_OF_GRAPH[view.shape],
    }
    chosen = viewed.choose(tuple(measures) or usual[level], frozenset({level}))
    if level is Level.PAIR:
        # What is not tied can be counted beforehand, and is by far the most.
        untied = [each for each in chosen if each.effort is Effort.UNTIED]
        _refuse_more(untied, untied_pairs(viewed.network.graph) if untied else 0)
        others = [each for each in chosen if not each.needs_affiliations]
        _refuse_more(others, viewed.network.graph.number_of_edges())
    return viewed, chosen


def _refuse_more(chosen: Sequence[Measure], count: int) -> None:
    if chosen and count > MOST_PAIRS:
        raise InvalidInput(
            [
                Fault(
                    Where(field="measures"),
                    message(
                        "{names} would be numbers about {count} pairs, and at most {most} are "
                        "given.",
                        names=[each.name for each in chosen],
                        count=count,
                        most=MOST_PAIRS,
                    ),
                    message(
                        "Ask about one partnership or one body, or export the graph and take "
                        "graphsvc measure."
                    ),
                )
            ]
        )
