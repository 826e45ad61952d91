"""Which sectors meet which: a sector-by-sector matrix of ties, against what chance would give."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from graphsvc.analytics import sentences
from graphsvc.analytics.provenance import Provenance
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.seating import SECTORS
from graphsvc.analytics.sector_ties import SectorTies
from graphsvc.analytics.views import evidence, two_mode
from graphsvc.language import Message, message
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot

# Members of one body after another are put into lists: so many a second, at the very least.
_MEMBERSHIPS_A_SECOND = 20_000


@dataclass(frozen=True, slots=True)
class MixingRow:
    """Two sectors, or one with itself.

    Attributes
    ----------
    sector, other
        The two, in their fixed order.
    ties
        Pairs of organizations, one of each, that share a council or committee.
    expected
        How many there would be on average if tie ends met at random (the configuration model: each
        organization keeps its number of ties): D E / (2 m - 1) between two sectors, where D and E
        are their tie ends and m all ties; D (D - 1) / (2 (2 m - 1)) inside one.
    ratio
        ties / expected; 1 is what chance gives. Null where nothing is expected.
    """

    sector: Sector
    other: Sector
    ties: int
    expected: float
    ratio: float | None


@dataclass(frozen=True, slots=True)
class SectorMixing:
    """How one sector meets the others.

    Attributes
    ----------
    sector
        The sector.
    organizations
        Its organizations.
    inside, outside
        Ties inside it, and to other sectors.
    expected_outside
        The sum of what is expected with each other sector.
    ei_index_group
        (outside - inside) / (outside + inside), -1 to 1; null without ties.
    """

    sector: Sector
    organizations: int
    inside: int
    outside: int
    expected_outside: float
    ei_index_group: float | None


@dataclass(frozen=True, slots=True)
class MixingAnswer:
    """Which sectors meet which.

    Attributes
    ----------
    rows
        Each two sectors once, and each with itself: 210 rows.
    sectors
        All sectors, in their fixed order.
    ties
        All ties between organizations of known sector.
    inside
        Those inside a sector.
    ei_index_network
        (ties between sectors - ties inside) / all ties, -1 to 1; null without ties.
    group_assortativity
        How far ties keep to their own sector, against chance: 1 all of them, 0 as by chance. Null
        without ties, or with all of them in one sector.
    unclassified
        Organizations of no known sector, left out with their ties.
    sentence
        How the sectors mix, in words.
    """

    provenance: Provenance
    rows: tuple[MixingRow, ...]
    sectors: tuple[SectorMixing, ...]
    ties: int
    inside: int
    ei_index_network: float | None
    group_assortativity: float | None
    unclassified: int
    sentence: Message


def mixing(snapshot: Snapshot, scope: Scope) -> MixingAnswer:
    """Count the ties between each two sectors.

    Parameters
    ----------
    snapshot
        The graph at one revision; not modified.
    scope
        Which part of it, on which day, without whom.

    Returns
    -------
    MixingAnswer
        A pair of organizations that shares several bodies is one tie. What is expected adds up to
        the number of ties; it allows a tie end to meet another of the same organization, which
        matters in very small networks only.

    Notes
    -----
    Co-membership makes cliques: ties inside a sector are many where a table is of one sector. Time
    and memory O(sum of squares of body sizes).

    References
    ----------
    .. [1] Newman, M. E. J., Networks, 2nd edition, Oxford (2018), section 12.1 (what is expected).
    .. [2] Newman, M. E. J., Physical Review E 67 (2003), 026126 (assortativity).
    .. [3] Krackhardt, D. & Stern, R. N., Social Psychology Quarterly 51 (1988), 123-140 (E-I).
    """
    started = time.perf_counter()
    graph = two_mode(snapshot, scope)
    ties = SectorTies.of(graph)
    found, expected = ties.matrix(), expected_ties(ties.ends())
    total = len(ties.first)
    return MixingAnswer(
        provenance=Provenance(
            revision=snapshot.revision,
            scope=scope,
            method="mixing",
            evidence=evidence(snapshot, scope, graph),
            parameters={"view": "sectors", "expected": "configuration"},
            left_out=tuple(sorted(scope.left_out(snapshot) | scope.bodies_left_out(snapshot))),
            seconds=time.perf_counter() - started,
        ),
        rows=tuple(
            MixingRow(
                sector=SECTORS[one],
                other=SECTORS[other],
                ties=int(found[one, other]),
                expected=float(expected[one, other]),
                ratio=float(found[one, other] / expected[one, other])
                if expected[one, other]
                else None,
            )
            for one, other in combinations_with_replacement(range(len(SECTORS)), 2)
        ),
        sectors=_by_sector(ties, found, expected),
        ties=total,
        inside=ties.inside(),
        ei_index_network=ties.ei_index_network(),
        group_assortativity=_group_assortativity(ties),
        unclassified=ties.unclassified,
        sentence=_sentence(ties, float(np.trace(expected))),
    )


def seconds_of_mixing(snapshot: Snapshot, scope: Scope) -> float:
    """Say how long it may take: it goes through the members of each body."""
    held = sum(len(snapshot.seats_of_body.get(body, ())) for body in scope.bodies(snapshot))
    return held / _MEMBERSHIPS_A_SECOND


def expected_ties(ends: NDArray[np.int64]) -> NDArray[np.float64]:
    """Say how many ties groups would have if tie ends met at random.

    Parameters
    ----------
    ends
        The tie ends at each group.

    Returns
    -------
    array
        Groups x groups, both ways the same; the diagonal holds ties inside a group. The upper
        triangle adds up to the number of ties.
    """
    every = int(ends.sum())
    if not every:
        return np.zeros((len(ends), len(ends)))
    found = np.outer(ends, ends) / (every - 1)
    np.fill_diagonal(found, ends * (ends - 1) / (2 * (every - 1)))
    return found


def _by_sector(
    ties: SectorTies, found: NDArray[np.int64], expected: NDArray[np.float64]
) -> tuple[SectorMixing, ...]:
    sizes = np.bincount(ties.sector, minlength=len(SECTORS))
    rows = []
    for code, sector in enumerate(SECTORS):
        inside = int(found[code, code])
        outside = int(found[code].sum()) - inside
        rows.append(
            SectorMixing(
                sector=sector,
                organizations=int(sizes[code]),
                inside=inside,
                outside=outside,
                expected_outside=float(expected[code].sum() - expected[code, code]),
                ei_index_group=(outside - inside) / (outside + inside)
                if outside + inside
                else None,
            )
        )
    return tuple(rows)


def _group_assortativity(ties: SectorTies) -> float | None:
    ends, total = ties.ends(), len(ties.first)
    if not total or np.count_nonzero(ends) < 2:
        return None
    by_chance = float(np.sum((ends / (2 * total)) ** 2))
    return (ties.inside() / total - by_chance) / (1 - by_chance)


def _sentence(ties: SectorTies, expected: float) -> Message:
    total, inside = len(ties.first), ties.inside()
    if not total:
        return message(
            "No two organizations of known sector are recorded at a common table on this day."
        )
    return message(
        "Pairs of organizations at a common table: {total}. Inside one sector: {inside}; by chance "
        "it would be {expected}.",
        total=total,
        inside=inside,
        expected=sentences.whole(expected),
    )
