"""What is known of the organizations of a scope beside their measures: each by itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

import networkx as nx

from graphsvc.analytics.bridging_words import Facts, Words
from graphsvc.analytics.cut_points import Separation, separations
from graphsvc.analytics.links import Joined, Pair, joined, sectors_met
from graphsvc.analytics.reach import Reach, reaches
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.analytics.stand_in import StandIn, stand_ins
from graphsvc.analytics.views import BODY, two_mode
from graphsvc.model import ids
from graphsvc.model.snapshot import Snapshot


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
class Found:
    """The facts of a scope, each by organization, and the words for them."""

    seated: Mapping[str, Mapping[str, int]]
    joined: Mapping[str, Joined]
    separations: Mapping[str, Separation]
    stand_ins: Mapping[str, StandIn | None]
    only_partnerships: Mapping[str, tuple[Pair, ...]]
    reaches: Mapping[str, Reach]
    words: Words

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        scope: Scope,
        graph: nx.Graph[str],
        seated: Mapping[str, Mapping[str, int]],
        wanted: Collection[str],
    ) -> Found:
        """Find the facts of those organizations that are wanted."""
        bodies = [item for item, data in graph.nodes(data=True) if data["mode"] == BODY]
        here = frozenset(snapshot.partnership_of[body] for body in bodies)
        met = sectors_met(graph)
        joining = joined(graph, met, wanted)
        return cls(
            seated=seated,
            joined=joining,
            reaches=reaches(graph, joining, seated, met),
            separations=_separations(snapshot, scope, graph),
            stand_ins=stand_ins(graph, wanted),
            only_partnerships=_only_partnerships(seated, here),
            words=Words(snapshot, here, {body: len(graph[body]) for body in bodies}),
        )

    def facts(self, item: str) -> Facts:
        """Return what a sentence about an organization is made of."""
        return Facts(
            joined=self.joined[item],
            separation=self.separations.get(item),
            elsewhere=tuple(
                other for other in self.seated[item] if other not in self.words.partnerships
            ),
            only_partnerships=self.only_partnerships.get(item, ()),
        )

    def load(self, graph: nx.Graph[str], item: str) -> Load:
        """Return how much an organization carries."""
        return Load(
            bodies=len(graph[item]),
            seats=sum(int(data["strength"]) for data in graph[item].values()),
            bodies_in_all=sum(self.seated[item].values()),
        )


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
