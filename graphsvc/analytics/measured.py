"""Measures of pairs, of groups and of the whole graph, in a view of a part of the network."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from graphsvc.analytics import measures as register
from graphsvc.analytics import progress
from graphsvc.analytics.largest_pairs import LargestPairs, largest_pairs
from graphsvc.analytics.measure import Level, Measure, Number
from graphsvc.analytics.measured_rows import (
    GroupRow,
    GroupsAnswer,
    NetworkAnswer,
    NetworkRow,
    PairRow,
    PairsAnswer,
)
from graphsvc.analytics.network import Shape
from graphsvc.analytics.ranks import rounded
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.view_networks import View, ViewNetwork, by_key, of_all
from graphsvc.errors import InvalidInput
from graphsvc.language import Message, message, messages
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot

TOP = 1_000
# An answer with more pairs would not fit into the memory of a small service in two languages.
MOST_ROWS = 100_000
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
    snapshot: Snapshot,
    scope: Scope,
    view: View,
    measures: Sequence[str] = (),
    seed: int = 0,
    top: int = TOP,
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
    top
        Of each measure, the pairs with so many largest values; of equal ones those first by id.

    Returns
    -------
    PairsAnswer
        Those pairs, each with the values of all measures, and how many pairs there are in all.

    Raises
    ------
    InvalidInput
        A measure is not known, not about pairs, not defined in this view or too large, or `top`
        times the number of measures is more than `MOST_ROWS`.
    """
    started = time.perf_counter()
    viewed, chosen = _asked(snapshot, scope, view, measures, Level.PAIR, seed)
    _refuse_more(chosen, top)
    found = largest_pairs(viewed.network, chosen, top)
    # Two organizations tied by shared bodies are named in a two-mode graph too.
    names = {item: data["name"] for item, data in viewed.network.graph.nodes(data=True)}
    first = found.values[chosen[0].name]
    return PairsAnswer(
        provenance=viewed.provenance(
            "pair_measures", chosen, time.perf_counter() - started, top=top
        ),
        measures=tuple(found.values),
        sentence=_how_many(found, chosen, top),
        items=tuple(
            PairRow(
                first=one,
                second=other,
                first_name=names[one],
                second_name=names[other],
                values={name: values.get((one, other)) for name, values in found.values.items()},
            )
            for one, other in sorted(found.pairs, key=lambda pair: order(first.get(pair), *pair))
        ),
        approximate={
            each.name: sample for each in chosen if (sample := viewed.network.sample_of(each.name))
        },
        top=top,
        total=len(found.pairs),
        pairs=found.total,
    )


def order(value: Number | None, first: str, second: str) -> tuple[bool, Number, str, str]:
    """Return by what pairs are sorted: the largest value first, none last, then by their ids."""
    return value is None, -rounded(value or 0), first, second


def _how_many(found: LargestPairs, chosen: Sequence[Measure], top: int) -> Message:
    """Say how many pairs there are, and which of them are given."""
    if len(found.pairs) == found.total:
        return messages(
            "There is {count} such pair, and it is given.",
            "There are {count} such pairs, and all are given.",
            found.total,
            count=found.total,
        )
    names = [each.name for each in chosen]
    return messages(
        "Of {all} pairs, {count} is given: the largest by {measures}.",
        "Of {all} pairs, {count} are given: the {top} largest by {measures}.",
        len(found.pairs),
        all=found.total,
        count=len(found.pairs),
        top=top,
        measures=names,
    )


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
    snapshot: Snapshot,
    scope: Scope,
    view: View,
    measures: Sequence[str],
    level: Level,
    top: int = TOP,
) -> float:
    """Estimate how long measures of one level take, to tell what can be waited for from a job.

    Raises
    ------
    InvalidInput
        As the function that works them out.
    """
    viewed, chosen = _asked(snapshot, scope, view, measures, level)
    if level is Level.PAIR:
        _refuse_more(chosen, top)
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
    return viewed, chosen


def _refuse_more(chosen: Sequence[Measure], top: int) -> None:
    most = MOST_ROWS // len(chosen)
    if not 1 <= top <= most:
        raise InvalidInput.single(
            messages(
                "The {top} largest values of {count} measure cannot be asked for.",
                "The {top} largest values of {count} measures each cannot be asked for.",
                len(chosen),
                top=top,
                count=len(chosen),
            ),
            message(
                "Ask for 1 to {most}, for fewer measures, or export the graph: graphsvc measure "
                "gives every pair.",
                most=most,
            ),
            field="top",
        )
