"""Communities as an answer: groups of organizations tied more among themselves than to others."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from graphsvc.analytics import louvain, sentences
from graphsvc.analytics.core_periphery import core_periphery, in_core
from graphsvc.analytics.provenance import Provenance
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.views import BODY, ViewKind, Weighting, evidence, one_mode, two_mode
from graphsvc.language import Message, message, messages
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot

_SECTORS = {str(sector): sector for sector in Sector}
_TABLES_NAMED = 3


@dataclass(frozen=True, slots=True)
class SectorCount:
    """How many organizations of a group are of a sector."""

    sector: str
    organizations: int


@dataclass(frozen=True, slots=True)
class PartnershipCount:
    """How many organizations of a group sit in a partnership."""

    partnership: str
    organizations: int


@dataclass(frozen=True, slots=True)
class Community:
    """One group of organizations.

    Attributes
    ----------
    number
        From 1, the largest first.
    name
        What it gathers around: the partnership, or in one partnership the table, with the most
        members of the group for its size.
    size
        How many organizations it has.
    inside
        The share of the strength of its ties that stays in the group, 0 to 1.
    organizations
        Their ids, in order.
    sectors
        How many organizations of each sector, the most frequent first.
    unclassified
        How many of no known sector.
    partnerships
        How many of them sit in each partnership of the scope, the most frequent first.
    tables
        The bodies it gathers around, the first one most.
    sentence
        The same in words.
    """

    number: int
    name: Message
    size: int
    inside: float
    organizations: tuple[str, ...]
    sectors: tuple[SectorCount, ...]
    unclassified: int
    partnerships: tuple[PartnershipCount, ...]
    tables: tuple[str, ...]
    sentence: Message


@dataclass(frozen=True, slots=True)
class Core:
    """The core of a network, in which all are tied to one another, and how well that describes it.

    Attributes
    ----------
    organizations
        Ids of those in the core, in order (Lip 2011).
    core_periphery
        How far the network is a core and a periphery, -1 to 1 (Borgatti & Everett 1999); null where
        that is not defined.
    sentence
        The same in words.
    """

    organizations: tuple[str, ...]
    core_periphery: float | None
    sentence: Message


@dataclass(frozen=True, slots=True)
class CommunitiesAnswer:
    """Into which groups the organizations of a scope fall.

    Attributes
    ----------
    modularity_found_weighted
        The share of tie strength inside the groups less what chance would give; null without ties.
    alone
        How many organizations share no body with another, and so are in no group.
    rows
        The groups, the largest first.
    core
        The network seen as a core and a periphery instead.
    sentence
        How many groups there are and how far apart they are.
    """

    provenance: Provenance
    modularity_found_weighted: float | None
    alone: int
    rows: tuple[Community, ...]
    core: Core
    sentence: Message


def communities(snapshot: Snapshot, scope: Scope, *, seed: int = 0) -> CommunitiesAnswer:
    """Find groups of organizations that are tied more among themselves than to others.

    Louvain's method on the one-mode graph with Newman's weighting: a shared body of n members adds
    1/(n - 1) to the strength of a tie. The best of ten draws is taken, of fewer in graphs of more
    than 25,000 ties; above 125,000 there is one alone.

    Parameters
    ----------
    snapshot
        The graph at one revision; not modified.
    scope
        Which part of it, on which day, without whom.
    seed
        Of the first draw.

    Returns
    -------
    CommunitiesAnswer
        Every organization that shares a body with another is in one group. Groups differ from draw
        to draw where organizations stand between two of them.

    Notes
    -----
    Time O(ties) for each level of a draw.

    References
    ----------
    .. [1] Blondel, V. D., Guillaume, J.-L., Lambiotte, R. & Lefebvre, E., J. Statistical Mechanics
       (2008), P10008.
    .. [2] Borgatti, S. P. & Everett, M. G., Social Networks 21 (1999), 375-395 (core/periphery).
    .. [3] Lip, S. Z. W., arXiv:1102.5511 (2011) (finding the core).
    """
    started = time.perf_counter()
    graph = two_mode(snapshot, scope)
    projected = one_mode(graph, Weighting.NEWMAN)
    numbers, modularity = louvain.communities(projected, weighted=True, seed=seed)
    parts: dict[int, list[str]] = defaultdict(list)
    for item, number in zip(projected, numbers.tolist(), strict=True):
        parts[number].append(item)
    groups = [part for _, part in sorted(parts.items()) if len(part) > 1]
    ground = _Ground.of(snapshot, graph, projected)
    found = tuple(ground.community(part, number) for number, part in enumerate(groups, start=1))
    return CommunitiesAnswer(
        provenance=Provenance(
            revision=snapshot.revision,
            scope=scope,
            method="communities",
            evidence=evidence(snapshot, scope, graph),
            parameters={
                "view": str(ViewKind.ONE_MODE),
                "weighting": str(Weighting.NEWMAN),
                "draws": louvain.draws_on(projected.number_of_edges()),
                "seed": seed,
            },
            left_out=tuple(sorted(scope.left_out(snapshot) | scope.bodies_left_out(snapshot))),
            seconds=time.perf_counter() - started,
        ),
        modularity_found_weighted=modularity,
        alone=len(projected) - sum(map(len, groups)),
        rows=found,
        core=_core(snapshot, projected),
        sentence=_summary(found, modularity),
    )


@dataclass(frozen=True, slots=True)
class _Ground:
    """What groups are told about on: the graphs, and who sits in each partnership."""

    snapshot: Snapshot
    graph: nx.Graph[str]
    projected: nx.Graph[str]
    shared: frozenset[str]
    partnerships: Mapping[str, int]

    @classmethod
    def of(cls, snapshot: Snapshot, graph: nx.Graph[str], projected: nx.Graph[str]) -> _Ground:
        bodies = (item for item, data in graph.nodes(data=True) if data["mode"] == BODY)
        shared = sentences.shared_names(snapshot, bodies)
        sitting = _ordered(each for item in projected for each in _partnerships(graph, item))
        return cls(snapshot, graph, projected, shared, sitting)

    def community(self, part: Sequence[str], number: int) -> Community:
        graph = self.graph
        members = Counter(body for item in part for body in graph[item])
        tables = _around(members, {body: len(graph[body]) for body in members})
        partnerships = _ordered(each for item in part for each in _partnerships(graph, item))
        sectors = _ordered(graph.nodes[item]["sector"] for item in part)
        return Community(
            number=number,
            name=self._name(tables, partnerships),
            size=len(part),
            inside=_inside(self.projected, part),
            organizations=tuple(sorted(part)),
            sectors=tuple(SectorCount(*each) for each in sectors.items()),
            unclassified=len(part) - sum(sectors.values()),
            partnerships=tuple(PartnershipCount(*each) for each in partnerships.items()),
            tables=tuple(tables[:_TABLES_NAMED]),
            sentence=_words(self.snapshot, len(part), sectors, partnerships),
        )

    def _name(self, tables: Sequence[str], partnerships: Mapping[str, int]) -> Message:
        if len(self.partnerships) > 1:
            first = _around(partnerships, self.partnerships)[0]
            return message("Around {table}", table=self.snapshot.partnerships[first])
        return message(
            "Around {table}", table=sentences.body(self.snapshot, tables[0], self.shared)
        )


def _around(members: Mapping[str, int], sizes: Mapping[str, int]) -> list[str]:
    """Put first what many of a group sit on and few others: what all sit on tells nothing."""
    return sorted(members, key=lambda item: (-(members[item] ** 2) / sizes[item], item))


def _partnerships(graph: nx.Graph[str], item: str) -> set[str]:
    return {graph.nodes[body]["partnership"] for body in graph[item]}


def _ordered(items: Iterable[str | None]) -> dict[str, int]:
    counts = Counter(item for item in items if item is not None)
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def _inside(projected: nx.Graph[str], part: Sequence[str]) -> float:
    own = set(part)
    ends = [
        (data["strength"], other in own) for item in part for other, data in projected[item].items()
    ]
    return float(sum(each for each, stays in ends if stays) / sum(each for each, _ in ends))


def _words(
    snapshot: Snapshot, size: int, sectors: Mapping[str, int], partnerships: Mapping[str, int]
) -> Message:
    where = sentences.some([snapshot.partnerships[item] for item in partnerships])
    if not sectors:
        return message(
            "{size} organizations, in {partnerships}; their sectors are not known.",
            size=size,
            partnerships=where,
        )
    named = sentences.some([_SECTORS[code].short for code in sectors])
    return messages(
        "{size} organizations of the sector {sectors}, in {partnerships}.",
        "{size} organizations of the sectors {sectors}, in {partnerships}.",
        len(sectors),
        size=size,
        sectors=named,
        partnerships=where,
    )


def _summary(found: Sequence[Community], modularity: float | None) -> Message:
    if modularity is None:
        return message("Nobody shares a table with anybody here, so there are no groups.")
    return messages(
        "All who share a table form one group (modularity {modularity}).",
        "{count} groups, with a modularity of {modularity}: 0 is what chance would give, and from "
        "about 0.3 on groups are told apart well.",
        len(found),
        count=len(found),
        modularity=round(modularity, 2),
    )


def _core(snapshot: Snapshot, projected: nx.Graph[str]) -> Core:
    inside = tuple(sorted(item for item, central in in_core(projected).items() if central))
    fit = core_periphery(projected)
    if fit is None:
        said = message("It cannot be told apart into a core and a periphery.")
    else:
        said = messages(
            "A core of {count} organization, {organizations}, describes the network with a "
            "correlation of {fit} (1 is a perfect core and periphery).",
            "A core of {count} organizations, {organizations}, describes the network with a "
            "correlation of {fit} (1 is a perfect core and periphery).",
            len(inside),
            count=len(inside),
            organizations=sentences.organizations(snapshot, inside),
            fit=round(fit, 2),
        )
    return Core(inside, fit, said)


def seconds_of_communities(snapshot: Snapshot, scope: Scope) -> float:
    """Estimate how long `communities` takes: seconds, good to about a factor of three."""
    graph = two_mode(snapshot, scope)
    sizes = [len(graph[item]) for item, data in graph.nodes(data=True) if data["mode"] == BODY]
    ties = sum(size * (size - 1) // 2 for size in sizes)
    return ties * (1e-5 + 1e-6 * louvain.draws_on(ties))
