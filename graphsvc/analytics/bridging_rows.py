"""The measures of bridging and the rows made of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import networkx as nx
import numpy as np

from graphsvc.analytics import progress
from graphsvc.analytics.bridging_criteria import (
    Column,
    Criterion,
    Grouping,
    Measured,
    scores,
)
from graphsvc.analytics.bridging_facts import Found, Load
from graphsvc.analytics.brokerage import Brokerage, brokerage
from graphsvc.analytics.cut_points import Separation
from graphsvc.analytics.groups import within_module_z
from graphsvc.analytics.links import Joined, Pair, partnerships_joined
from graphsvc.analytics.matrices import degrees
from graphsvc.analytics.passing import Sample
from graphsvc.analytics.ranks import places
from graphsvc.analytics.reach import Reach, homes
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.seats import Seats
from graphsvc.analytics.stability import Drawn, Lot, Stability, drawn
from graphsvc.analytics.stand_in import StandIn
from graphsvc.analytics.structural_holes import (
    constraint,
    effective_size,
    hierarchy,
    local_constraints,
)
from graphsvc.analytics.views import one_mode
from graphsvc.language import Message, message
from graphsvc.model.snapshot import Snapshot

Values = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class BridgingRow:
    """How one organization bridges in a scope; measures are null where they are undefined.

    Attributes
    ----------
    organization
        Its id.
    rank
        Competition rank by `score`, from 1.
    score
        Mean of `percentiles`, in [0, 1]; null for the only organization of a scope.
    percentiles
        For each criterion of the ranking, the share of the others it leaves behind. Brokerage is
        that among all it meets, whether their sectors are known or not.
    betweenness_normalized
        Two-mode betweenness over the largest possible, in [0, 1]; null where none is possible.
    bridgeness_normalized
        Bridgeness in the one-mode graph over the number of pairs of others, in [0, 1]; null where
        there is no such pair.
    constraint_weighted, effective_size_weighted, efficiency_weighted, hierarchy_weighted
        Burt's measures in the one-mode graph (newman); null for who shares no body.
    constraint_two_mode
        Burchard & Cornwell's, without projecting; null for who shares no body.
    participation_sectors
        How evenly those it shares bodies with are spread over sectors, in [0, 1); null where no
        sector among them is known.
    participation_partnerships
        How evenly its seats are spread over partnerships, in the scope or not, in [0, 1); null
        without a seat.
    within_module_z
        How many more ties it has inside its own sector than the others of the sector, in standard
        deviations; null where its sector is not known or all have as many.
    within_module_z_partnerships
        The same by partnerships: each organization counts to the one on most of whose bodies it
        sits, in the scope or not, the first by id. Null without a seat or where all have as many.
    brokerage
        By sectors and for each role, how many ordered pairs of those it meets, and who do not meet
        one another, it stands between; ROLE_expected, what chance would give, and ROLE_z, how many
        standard deviations it is above that. Representative is left out: ties have no direction, so
        it is gatekeeper again. Null where its sector is not known; z where chance leaves no room.
    brokerage_partnerships
        The same by partnerships, as in `within_module_z_partnerships`. Null without a seat.
    reach
        How many sectors, partnerships and bodies it joins that no other member of its bodies joins.
    stability
        Where it ranks when memberships are missing, among those with a seat; null where that was
        not asked for, and without a seat.
    separation
        What comes apart if it leaves; null unless it is a cut point.
    stand_in
        Who already meets most of those it meets; null where nobody meets any of them.
    joined
        The bodies and sectors it joins, and which of it nobody else does.
    partnerships
        The partnerships in which it sits, in the scope or not, in order of id.
    only_partnerships
        Pairs of partnerships, at least one in scope, that no other organization of the scope joins.
    load
        Bodies and seats it holds.
    sentence
        What it bridges, in words.
    """

    organization: str
    rank: int
    score: float | None
    percentiles: Mapping[str, float | None]
    betweenness_normalized: float | None
    bridgeness_normalized: float | None
    constraint_weighted: float | None
    effective_size_weighted: float | None
    efficiency_weighted: float | None
    hierarchy_weighted: float | None
    constraint_two_mode: float | None
    participation_sectors: float | None
    participation_partnerships: float | None
    within_module_z: float | None
    within_module_z_partnerships: float | None
    brokerage: Mapping[str, float | None]
    brokerage_partnerships: Mapping[str, float | None]
    reach: Reach
    stability: Stability | None
    separation: Separation | None
    stand_in: StandIn | None
    joined: Joined
    partnerships: tuple[str, ...]
    only_partnerships: tuple[Pair, ...]
    load: Load
    sentence: Message

    @property
    def is_cut_point(self) -> bool:
        """Whether the network comes apart without it."""
        return self.separation is not None


@dataclass(frozen=True, slots=True)
class _Measures:
    """The measures of a scope, each by organization."""

    betweenness: Values
    bridgeness: Values
    constraint: Values
    size: Values
    hierarchy: Values
    constraint_two_mode: Values
    sectors: Values
    partnerships: Values
    within: Values
    within_partnerships: Values
    brokerage: Brokerage
    brokerage_partnerships: Brokerage
    degree: Mapping[str, int]

    @classmethod
    def of(
        cls, graph: nx.Graph[str], measured: Measured, seated: Mapping[str, Mapping[str, int]]
    ) -> _Measures:
        projected, at_home = one_mode(graph), homes(seated)
        sectors: dict[str, str | None] = {
            item: data["sector"] for item, data in projected.nodes(data=True)
        }

        def known(column: Column) -> Values:
            return dict(zip(measured.seats.items, _nulls(column), strict=True))

        parts = local_constraints(projected, weighted=True)
        return cls(
            betweenness=known(measured.betweenness),
            bridgeness=known(measured.bridgeness),
            constraint=constraint(projected, raw=parts),
            size=effective_size(projected),
            hierarchy=hierarchy(projected, raw=parts),
            constraint_two_mode=known(measured.constraint),
            sectors=known(measured.sectors),
            partnerships=known(measured.partnerships),
            within=within_module_z(projected, sectors),
            within_partnerships=within_module_z(projected, at_home),
            brokerage=brokerage(projected, sectors),
            brokerage_partnerships=brokerage(projected, at_home),
            degree=dict(zip(projected, degrees(projected).tolist(), strict=True)),
        )

    def efficiency(self, item: str) -> float | None:
        size = self.size[item]
        return None if size is None else size / self.degree[item]


def _nulls(column: Column) -> list[float | None]:
    return [None if math.isnan(value) else value for value in column.tolist()]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the ranking.

    Attributes
    ----------
    grouping, criteria, lot
        What it is made of, and how it is tried.
    most
        How many rows are wanted, the first ones; all if None.
    only
        The organization whose row alone is wanted; None for any.
    """

    grouping: Grouping
    criteria: Sequence[Criterion]
    lot: Lot
    most: int | None = None
    only: str | None = None


class Ranking(NamedTuple):
    """The rows that were asked for, and of what they are.

    Attributes
    ----------
    rows
        In order of rank, then id.
    seated
        How many organizations have a seat.
    approximate
        The columns that are estimates, and how they were come by.
    draws
        What was found by leaving memberships out by lot.
    """

    rows: tuple[BridgingRow, ...] = ()
    seated: int = 0
    approximate: Mapping[str, Sample] = MappingProxyType({})
    draws: Drawn = Drawn()


def rows(snapshot: Snapshot, scope: Scope, graph: nx.Graph[str], asked: Asked) -> Ranking:
    """Work out rows of the organizations of a two-mode graph.

    All of them are ranked; what only stands in a row is worked out for the rows that are wanted.
    """
    seated = partnerships_joined(snapshot, scope, graph)
    seats = Seats.of(graph, seated)
    if not seats.items:
        return Ranking()
    lot = asked.lot
    measured = Measured(seats, seed=lot.seed, estimates_by=lot.seed)
    # About how much of the time goes into what is done once, and not in every draw.
    once = 0.9 / (1 + lot.draws / 50)
    with progress.part(message("Following the shortest paths"), 0, once / 2):
        shares, means = scores(measured, asked.criteria, asked.grouping)
    ranks = dict(zip(seats.items, places(means).tolist(), strict=True))
    columns = {str(name): _nulls(column) for name, column in shares.items()}
    score = _nulls(means)
    with progress.part(message("Measuring structural holes and brokerage"), once / 2, once):
        measures = _Measures.of(graph, measured, seated)
    with progress.part(message("Ranking anew with memberships left out by lot"), once, 0.9):
        draws = drawn(measured, asked.criteria, asked.grouping, draws=lot.draws, seed=lot.seed)
    ordered = sorted(seats.items, key=lambda item: (ranks[item], item))[: asked.most]
    wanted = [item for item in ordered if asked.only in {None, item}]
    with progress.part(message("Finding what each one joins"), 0.9, 1):
        found = Found.of(snapshot, scope, graph, seated, frozenset(wanted))
    at = {item: place for place, item in enumerate(seats.items)}
    made = tuple(
        BridgingRow(
            organization=item,
            rank=ranks[item],
            score=score[at[item]],
            percentiles={name: column[at[item]] for name, column in columns.items()},
            betweenness_normalized=measures.betweenness[item],
            bridgeness_normalized=measures.bridgeness[item],
            constraint_weighted=measures.constraint[item],
            effective_size_weighted=measures.size[item],
            efficiency_weighted=measures.efficiency(item),
            hierarchy_weighted=measures.hierarchy[item],
            constraint_two_mode=measures.constraint_two_mode[item],
            participation_sectors=measures.sectors[item],
            participation_partnerships=measures.partnerships[item],
            within_module_z=measures.within[item],
            within_module_z_partnerships=measures.within_partnerships[item],
            brokerage=measures.brokerage.undirected(item),
            brokerage_partnerships=measures.brokerage_partnerships.undirected(item),
            reach=found.reaches[item],
            stability=draws.ranked.get(item),
            separation=(facts := found.facts(item)).separation,
            stand_in=found.stand_ins[item],
            joined=facts.joined,
            partnerships=tuple(seated[item]),
            only_partnerships=facts.only_partnerships,
            load=found.load(graph, item),
            sentence=found.words.describe(facts),
        )
        for item in wanted
    )
    return Ranking(made, len(np.unique(seats.organization)), measured.approximate, draws)
