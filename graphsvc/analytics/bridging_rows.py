"""The measures of bridging and the rows made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations
from statistics import fmean

import networkx as nx

from graphsvc.analytics.bridging_words import Facts, Words
from graphsvc.analytics.cut_points import Separation, separations
from graphsvc.analytics.diversity import blau
from graphsvc.analytics.groups import participation
from graphsvc.analytics.links import Joined, Pair, joined, partnerships_joined
from graphsvc.analytics.ranks import competition_ranks, percentile_ranks
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.analytics.structural_holes import constraint, constraint_two_mode
from graphsvc.analytics.two_mode import betweenness_normalized
from graphsvc.analytics.views import BODY, ORGANIZATION, one_mode, two_mode
from graphsvc.language import Message
from graphsvc.model import ids
from graphsvc.model.snapshot import Snapshot

Values = Mapping[str, float | None]


class Grouping(StrEnum):
    """Over which groups participation counts in the ranking."""

    SECTOR = "sector"
    PARTNERSHIP = "partnership"


class Criterion(StrEnum):
    """What the bridging ranking can be made of."""

    BETWEENNESS = "betweenness"
    PARTICIPATION = "participation"
    CONSTRAINT_TWO_MODE = "constraint_two_mode"


# Each looks at something else: betweenness at the paths of the whole scope, participation at the
# kinds of partners, two-mode constraint at whether the own tables bring the same people again.
DEFAULT_CRITERIA = (
    Criterion.BETWEENNESS,
    Criterion.PARTICIPATION,
    Criterion.CONSTRAINT_TWO_MODE,
)
# Of these a small value is the better one.
_SMALLER_AHEAD = frozenset({Criterion.CONSTRAINT_TWO_MODE})


@dataclass(frozen=True, slots=True)
class Load:
    """How much an organization carries: brokers overload.

    Attributes
    ----------
    bodies, seats
        In the scope.
    bodies_in_all
        Bodies it sits on that day anywhere.
    """

    bodies: int
    seats: int
    bodies_in_all: int


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
        For each criterion of the ranking, the share of the others it leaves behind.
    betweenness_normalized
        Two-mode betweenness over the largest possible, in [0, 1]; null where none is possible.
    constraint_weighted
        Burt's constraint in the one-mode graph (newman); null for who shares no body.
    constraint_two_mode
        Burchard & Cornwell's, without projecting; null for who shares no body.
    participation_sectors
        How evenly those it shares bodies with are spread over sectors, in [0, 1); null where no
        sector among them is known.
    participation_partnerships
        How evenly its seats are spread over partnerships, in the scope or not, in [0, 1); null
        without a seat.
    separation
        What comes apart if it leaves; null unless it is a cut point.
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
    constraint_weighted: float | None
    constraint_two_mode: float | None
    participation_sectors: float | None
    participation_partnerships: float | None
    separation: Separation | None
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
    constraint: Values
    constraint_two_mode: Values
    sectors: Values
    partnerships: Values

    @classmethod
    def of(cls, graph: nx.Graph[str], partnerships: Mapping[str, Mapping[str, int]]) -> _Measures:
        projected = one_mode(graph)
        sectors: dict[str, str | None] = {
            item: data["sector"] for item, data in projected.nodes(data=True)
        }
        return cls(
            betweenness=betweenness_normalized(graph),
            constraint=constraint(projected),
            constraint_two_mode=constraint_two_mode(graph),
            sectors=participation(projected, sectors),
            partnerships={item: blau(held.values()) for item, held in partnerships.items()},
        )

    def percentiles(
        self, items: Sequence[str], grouping: Grouping, criteria: Sequence[Criterion]
    ) -> dict[Criterion, dict[str, float | None]]:
        by_sector = grouping is Grouping.SECTOR
        source: dict[Criterion, Callable[[], Values]] = {
            Criterion.BETWEENNESS: lambda: self.betweenness,
            Criterion.PARTICIPATION: lambda: self.sectors if by_sector else self.partnerships,
            Criterion.CONSTRAINT_TWO_MODE: lambda: self.constraint_two_mode,
        }
        found = {}
        for criterion in criteria:
            values = source[criterion]()
            found[criterion] = percentile_ranks(
                {item: values[item] for item in items}, descending=criterion in _SMALLER_AHEAD
            )
        return found


def rows(
    snapshot: Snapshot,
    scope: Scope,
    graph: nx.Graph[str],
    grouping: Grouping,
    criteria: Sequence[Criterion],
) -> tuple[BridgingRow, ...]:
    """Work out the row of every organization of a two-mode graph, in order of rank, then id."""
    items = [item for item, data in graph.nodes(data=True) if data["mode"] == ORGANIZATION]
    seated = partnerships_joined(snapshot, scope, graph)
    measures = _Measures.of(graph, seated)
    percentiles = measures.percentiles(items, grouping, criteria)
    scores = {
        item: _mean([percentiles[criterion][item] for criterion in criteria]) for item in items
    }
    found = _Found.of(snapshot, scope, graph, seated)
    return tuple(
        BridgingRow(
            organization=item,
            rank=rank,
            score=scores[item],
            percentiles={str(name): values[item] for name, values in percentiles.items()},
            betweenness_normalized=measures.betweenness[item],
            constraint_weighted=measures.constraint[item],
            constraint_two_mode=measures.constraint_two_mode[item],
            participation_sectors=measures.sectors[item],
            participation_partnerships=measures.partnerships[item],
            separation=found.facts(item).separation,
            joined=found.facts(item).joined,
            partnerships=tuple(seated[item]),
            only_partnerships=found.facts(item).only_partnerships,
            load=found.load(graph, item),
            sentence=found.words.describe(found.facts(item)),
        )
        for item, rank in competition_ranks(scores).items()
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """The facts of a scope, each by organization, and the words for them."""

    seated: Mapping[str, Mapping[str, int]]
    joined: Mapping[str, Joined]
    separations: Mapping[str, Separation]
    only_partnerships: Mapping[str, tuple[Pair, ...]]
    words: Words

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        scope: Scope,
        graph: nx.Graph[str],
        seated: Mapping[str, Mapping[str, int]],
    ) -> _Found:
        bodies = [item for item, data in graph.nodes(data=True) if data["mode"] == BODY]
        here = frozenset(snapshot.partnership_of[body] for body in bodies)
        return cls(
            seated=seated,
            joined=joined(graph),
            separations=_separations(snapshot, scope, graph),
            only_partnerships=_only_partnerships(seated, here),
            words=Words(snapshot, here, {body: len(graph[body]) for body in bodies}),
        )

    def facts(self, item: str) -> Facts:
        return Facts(
            joined=self.joined[item],
            separation=self.separations.get(item),
            elsewhere=tuple(
                other for other in self.seated[item] if other not in self.words.partnerships
            ),
            only_partnerships=self.only_partnerships.get(item, ()),
        )

    def load(self, graph: nx.Graph[str], item: str) -> Load:
        return Load(
            bodies=len(graph[item]),
            seats=sum(int(data["strength"]) for data in graph[item].values()),
            bodies_in_all=sum(self.seated[item].values()),
        )


def _mean(ranks: Sequence[float | None]) -> float | None:
    known = [rank for rank in ranks if rank is not None]
    return fmean(known) if known else None


def _only_partnerships(
    seated: Mapping[str, Mapping[str, int]], here: frozenset[str]
) -> dict[str, tuple[Pair, ...]]:
    """Find the pairs of partnerships, one at least in scope, that one organization alone joins."""
    joining: dict[Pair, list[str]] = {}
    for item, held in seated.items():
        for pair in combinations(held, 2):
            if not here.isdisjoint(pair):
                joining.setdefault(pair, []).append(item)
    only: dict[str, list[Pair]] = {}
    for pair, items in sorted(joining.items()):
        if len(items) == 1:
            only.setdefault(items[0], []).append(pair)
    return {item: tuple(pairs) for item, pairs in only.items()}


def _separations(
    snapshot: Snapshot, scope: Scope, graph: nx.Graph[str]
) -> Mapping[str, Separation]:
    """Find what comes apart: in the scope; about one organization, in the whole network.

    The partnerships of an organization are no network of their own: those whom it cuts off from the
    others of its partnerships may be tied to everybody else, and then it is the others who are cut
    off. Whoever separates the whole separates the scope too, so the whole is looked at only then.
    """
    found = separations(graph)
    if not found or not scope.of.startswith(f"{ids.ORGANIZATION}:"):
        return found
    return separations(two_mode(snapshot, replace(scope, of=WHOLE)))
