"""Who bridges: which organizations hold a network together, and between what."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from graphsvc.analytics.bridge_ties import BridgeTie, bridge_ties
from graphsvc.analytics.bridging_criteria import DEFAULT_CRITERIA, Criterion, Grouping
from graphsvc.analytics.bridging_facts import Load
from graphsvc.analytics.bridging_rows import Asked, BridgingRow, Ranking, rows
from graphsvc.analytics.bridging_sources import EACH, LOOKED_AT
from graphsvc.analytics.choices import choose
from graphsvc.analytics.departure import Departure, departure
from graphsvc.analytics.estimates import in_words
from graphsvc.analytics.passing import MOST_EXACT as MOST_FOLLOWED
from graphsvc.analytics.passing import Sample, sources_on
from graphsvc.analytics.provenance import Provenance
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.stability import DRAWS, MOST_DRAWS, MOST_EXACT, Lot, usual_draws
from graphsvc.analytics.views import ViewKind, evidence, two_mode
from graphsvc.errors import InvalidInput, NotFound
from graphsvc.language import Message, message
from graphsvc.model.snapshot import Snapshot

__all__ = [
    "DEFAULT_CRITERIA",
    "DRAWS",
    "MOST_DRAWS",
    "BridgeTie",
    "BridgingAnswer",
    "BridgingRow",
    "Criterion",
    "Departure",
    "Grouping",
    "Load",
    "RoleAnswer",
    "bridging",
    "role_of",
    "seconds_of_bridging",
]


@dataclass(frozen=True, slots=True)
class BridgingAnswer:
    """Who bridges in a scope.

    Attributes
    ----------
    rows
        One per organization, or the first of them, in order of rank, then id.
    bridge_ties
        Seats that alone keep other organizations in contact with the rest, those with most first.
    approximate
        The columns of the rows that were estimated, since they take too long, and the criteria that
        are estimated in a draw, and how; none where all numbers are exact.
    notes
        What is not exact, in words.
    """

    provenance: Provenance
    rows: tuple[BridgingRow, ...]
    bridge_ties: tuple[BridgeTie, ...]
    approximate: Mapping[str, Sample]
    notes: tuple[Message, ...]


def bridging(
    snapshot: Snapshot,
    scope: Scope,
    *,
    groups: str = Grouping.SECTOR,
    criteria: Sequence[str] = DEFAULT_CRITERIA,
    draws: int | None = None,
    seed: int = 0,
    most: int | None = None,
) -> BridgingAnswer:
    """Rank the organizations of a scope by how they bridge.

    Each criterion gives each organization a percentile rank: the share of the others it leaves
    behind. The ranking is by the mean of these, so no criterion outweighs another by its scale, and
    none is weighted by invention.

    Parameters
    ----------
    snapshot
        The graph at one revision; not modified.
    scope
        Which part of it, on which day, without whom.
    groups
        Whether participation in the ranking is that over `sector` or `partnership`. Both are
        always worked out.
    criteria
        Names from `Criterion`, at least one.
    draws
        How often the ranking is made anew with a tenth of the memberships left out by lot, 0 to
        1,000; with 0 no stability is told. Left out, 200, or fewer where there are more than 50,000
        memberships; the parameter of that name says how many.
    seed
        Of that lot, and of the one by which paths are sampled.
    most
        How many rows, the first ones; all if left out.

    Returns
    -------
    BridgingAnswer
        Every organization of the scope's graph; no rows where nobody has a seat.

    Raises
    ------
    InvalidInput
        An unknown grouping or criterion, no criterion, or too many draws.

    Notes
    -----
    Time O(nodes x ties) for betweenness and bridgeness, and as much again for each draw, less where
    it is sampled (`stability`). Where classes of nodes x ties between them are more than 20
    billion, betweenness and bridgeness are estimated from the paths of 128 to 256 nodes, as
    `passing.count_paths` does it, and so is the place of each organization by them: `approximate`
    has the error. Deterministic. A null measure stands behind every number in the ranking.

    References
    ----------
    .. [1] Borgatti, S. P. & Everett, M. G., Social Networks 19 (1997), 243-269 (betweenness).
    .. [2] Guimera, R. & Amaral, L. A. N., Nature 433 (2005), 895-900 (participation).
    .. [3] Burchard, J. & Cornwell, B., Social Networks 55 (2018), 11-20 (two-mode constraint).
    .. [4] Burt, R. S., Structural Holes, Harvard University Press (1992) (constraint).
    .. [5] Jensen, P. et al., J. Complex Networks 4 (2016), 319-329 (bridgeness).
    .. [6] Gould, R. V. & Fernandez, R. M., Sociological Methodology 19 (1989), 89-126 (brokerage).
    """
    started = time.perf_counter()
    grouping = choose(Grouping, groups, "groups")
    chosen = tuple(choose(Criterion, name, "criteria") for name in criteria or [""])
    graph = two_mode(snapshot, scope)
    lot = _lot(graph, draws, seed)
    found = rows(snapshot, scope, graph, Asked(grouping, chosen, lot, most))
    parameters = _parameters(graph, grouping, chosen, lot)
    return BridgingAnswer(
        _provenance(snapshot, scope, graph, "bridging", parameters, started),
        found.rows,
        bridge_ties(snapshot, graph),
        {**found.approximate, **found.draws.approximate},
        _notes(found, lot, draws),
    )


@dataclass(frozen=True, slots=True)
class RoleAnswer:
    """What one organization bridges in a scope, and what would break if it left.

    Attributes
    ----------
    organization
        Its id.
    row
        Its row among the others; null if it has no seat in the scope that day.
    of
        How many organizations it is ranked among: those with a seat.
    departure
        What would break if it left; null like `row`.
    sentence
        What it bridges, in words, or why that cannot be said.
    approximate, notes
        As in `BridgingAnswer`.
    """

    provenance: Provenance
    organization: str
    row: BridgingRow | None
    of: int
    departure: Departure | None
    sentence: Message
    approximate: Mapping[str, Sample]
    notes: tuple[Message, ...]


def role_of(
    snapshot: Snapshot,
    scope: Scope,
    organization: str,
    *,
    groups: str = Grouping.SECTOR,
    criteria: Sequence[str] = DEFAULT_CRITERIA,
    draws: int | None = None,
    seed: int = 0,
) -> RoleAnswer:
    """Say what one organization bridges in a scope and what would break if it left.

    Parameters
    ----------
    snapshot, scope, groups, criteria, draws, seed
        As for `bridging`; the scope of the organization itself holds all its partnerships.
    organization
        Its id.

    Returns
    -------
    RoleAnswer
        The same row as in `bridging`.

    Raises
    ------
    NotFound
        There is no such organization.
    InvalidInput
        As for `bridging`.

    Notes
    -----
    As costly as `bridging`, since a rank is one among all.
    """
    started = time.perf_counter()
    if organization not in snapshot.organizations:
        raise NotFound(organization)
    grouping = choose(Grouping, groups, "groups")
    chosen = tuple(choose(Criterion, name, "criteria") for name in criteria or [""])
    graph = two_mode(snapshot, scope)
    lot = _lot(graph, draws, seed)
    found = rows(snapshot, scope, graph, Asked(grouping, chosen, lot, only=organization))
    row = next(iter(found.rows), None)
    leaving = None
    if row is not None:
        leaving = departure(
            snapshot,
            scope,
            graph,
            organization,
            row.joined,
            separation=row.separation,
            substitute=row.stand_in,
        )
    parameters = {"organization": organization, **_parameters(graph, grouping, chosen, lot)}
    return RoleAnswer(
        provenance=_provenance(snapshot, scope, graph, "role", parameters, started),
        organization=organization,
        row=row,
        of=found.seated,
        departure=leaving,
        sentence=row.sentence if row else _without_row(snapshot, scope, organization),
        approximate={**found.approximate, **found.draws.approximate},
        notes=_notes(found, lot, draws),
    )


def _without_row(snapshot: Snapshot, scope: Scope, organization: str) -> Message:
    if organization in scope.left_out(snapshot):
        return message("It is left out here, so nothing is said of it.")
    return message("Has no seat here on this day, and so links nothing.")


def seconds_of_bridging(
    snapshot: Snapshot, scope: Scope, draws: int | None, *, exact: bool = False
) -> float:
    """Estimate how long `bridging` takes, to tell what can be waited for from a job.

    Parameters
    ----------
    snapshot, scope, draws
        As for `bridging`.
    exact
        Whether all paths are followed however long it takes, as where two networks are compared.

    Returns
    -------
    float
        Seconds on an ordinary machine of 2025, good to about a factor of three.
    """
    graph = two_mode(snapshot, scope)
    ties, nodes = graph.number_of_edges(), len(graph)
    # One-mode ties are what most of it is about; there are some eight for a membership.
    meeting = 16 * ties
    once = 1e-4 * ties
    # Classes of nodes are about half as many, and so are the ties between them.
    if not exact and nodes * meeting > 3 * MOST_FOLLOWED:
        once += 5e-9 * sources_on(meeting) * meeting
    else:
        once += 5e-10 * nodes * meeting
    sources = min(nodes, LOOKED_AT * EACH) if ties > MOST_EXACT else nodes
    times = usual_draws(ties) if draws is None else draws
    return once + times * (3e-3 + 3e-6 * ties + 5e-9 * sources * 16 * ties)


def _lot(graph: nx.Graph[str], draws: int | None, seed: int) -> Lot:
    if draws is None:
        return Lot(usual_draws(graph.number_of_edges()), seed)
    if not 0 <= draws <= MOST_DRAWS:
        raise InvalidInput.single(
            message("There cannot be {count} draws.", count=draws),
            message("Ask for at least 0 and at most {most}.", most=MOST_DRAWS),
            field="draws",
        )
    return Lot(draws, seed)


def _parameters(
    graph: nx.Graph[str], grouping: Grouping, criteria: Sequence[Criterion], lot: Lot
) -> dict[str, object]:
    # Sampled paths are told where there are any; those of the ranking itself in `approximate`.
    sampled = lot.draws > 0 and graph.number_of_edges() > MOST_EXACT
    return {
        "view": str(ViewKind.TWO_MODE),
        "groups": str(grouping),
        "criteria": tuple(map(str, criteria)),
        "draws": lot.draws,
        "seed": lot.seed if lot.draws else None,
        "sources_in_a_draw": LOOKED_AT * EACH if sampled else None,
    }


def _notes(found: Ranking, lot: Lot, asked: int | None) -> tuple[Message, ...]:
    """Say what is not exact, and where there are fewer draws than usual."""
    said = [in_words(name, sample) for name, sample in found.approximate.items()]
    if found.approximate:
        said.append(message("Ranks rest on these estimates."))
    else:
        said += found.draws.notes
    if asked is None and lot.draws < DRAWS:
        said.append(
            message(
                "How far ranks can be relied on was tried {draws} times, since the network is so "
                "large; usually it is {usual} times.",
                draws=lot.draws,
                usual=DRAWS,
            )
        )
    return tuple(said)


def _provenance(
    snapshot: Snapshot,
    scope: Scope,
    graph: nx.Graph[str],
    method: str,
    parameters: Mapping[str, object],
    started: float,
) -> Provenance:
    return Provenance(
        revision=snapshot.revision,
        scope=scope,
        method=method,
        evidence=evidence(snapshot, scope, graph),
        parameters=parameters,
        left_out=tuple(sorted(scope.left_out(snapshot) | scope.bodies_left_out(snapshot))),
        seconds=time.perf_counter() - started,
    )
