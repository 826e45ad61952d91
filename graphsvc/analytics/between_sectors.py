"""Who bridges two sectors: which organizations join those of one with those of the other."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import groupby

import networkx as nx
import numpy as np

from graphsvc.analytics.between_pairs import Counts, Sides
from graphsvc.analytics.between_words import Totals, in_words
from graphsvc.analytics.choices import choose
from graphsvc.analytics.links import Pair, partnerships_joined
from graphsvc.analytics.matrices import adjacency, affiliation, sums_of_rows
from graphsvc.analytics.provenance import Provenance
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.views import ViewKind, evidence, one_mode, two_mode
from graphsvc.errors import InvalidInput
from graphsvc.language import Message, message
from graphsvc.model.ids import fold
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class BetweenRow:
    """How one organization joins two sectors.

    Attributes
    ----------
    organization
        Its id.
    sector
        Its own primary sector, which may be one of the two; null where it is not known.
    rank
        Competition rank by `pairs`, then `alone`, from 1.
    pairs
        How many pairs, one organization of each sector and neither of them itself, share no council
        or committee with one another while it shares one with both (Gould & Fernandez 1989).
    alone
        Those of them that nobody else joins.
    met_first, met_second
        How many organizations of each sector it shares a council or committee with.
    example
        A pair it joins alone, the first by id; null where there is none.
    partnerships
        The partnerships in which it sits, in the scope or not, in order of id.
    """

    organization: str
    sector: Sector | None
    rank: int
    pairs: int
    alone: int
    met_first: int
    met_second: int
    example: Pair | None
    partnerships: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BetweenAnswer:
    """Who bridges two sectors in a scope.

    Attributes
    ----------
    rows
        Who joins at least one pair, in order of rank, then name.
    first, second
        The two sectors.
    organizations_first, organizations_second
        How many organizations of each have a seat in the scope.
    pairs
        How many pairs these make, one of each.
    meeting
        Those that share a council or committee.
    joined
        Of the others, those that somebody joins who shares one with both.
    apart
        Those that nobody joins.
    sentence
        Who joins most pairs, or why nobody does.
    """

    provenance: Provenance
    rows: tuple[BetweenRow, ...]
    first: Sector
    second: Sector
    organizations_first: int
    organizations_second: int
    pairs: int
    meeting: int
    joined: int
    apart: int
    sentence: Message


def between(snapshot: Snapshot, scope: Scope, first: str, second: str) -> BetweenAnswer:
    """Rank the organizations of a scope by how many pairs of two sectors they join.

    Parameters
    ----------
    snapshot
        The graph at one revision; not modified.
    scope
        Which part of it, on which day, without whom.
    first, second
        Codes of two sectors. An organization counts to its primary sector; who joins may be of any,
        or of none that is known.

    Returns
    -------
    BetweenAnswer
        No rows where nobody joins a pair. A missing tie is unknown, not absent.

    Raises
    ------
    InvalidInput
        There is no such sector, or both are the same.

    Notes
    -----
    Brokerage between groups on ties of one mode: two organizations are tied that share a body. All
    numbers are exact. Of a tie to somebody of the first sector, those of the second who meet both
    ends are taken off, so `pairs` = `met_first` x `met_second` - such ties. Time O(sum over ties of
    the degree of one end), memory O(ties), and a million pairs at a time.

    References
    ----------
    .. [1] Gould, R. V. & Fernandez, R. M., Sociological Methodology 19 (1989), 89-126 (brokerage).
    """
    started = time.perf_counter()
    one, other = two_sectors(first, second)
    graph = two_mode(snapshot, scope)
    sides = Sides.of(graph, one, other)
    ties = adjacency(one_mode(graph), weighted=False)
    counts = Counts.of(ties, sides)
    rows = _rows(snapshot, scope, graph, sides, counts)
    totals = Totals(len(sides.first), len(sides.second), counts.meeting, counts.joined)
    return BetweenAnswer(
        provenance=Provenance(
            revision=snapshot.revision,
            scope=scope,
            method="between",
            evidence=evidence(snapshot, scope, graph),
            parameters={"view": str(ViewKind.ONE_MODE), "first": str(one), "second": str(other)},
            left_out=tuple(sorted(scope.left_out(snapshot) | scope.bodies_left_out(snapshot))),
            seconds=time.perf_counter() - started,
        ),
        rows=rows,
        first=one,
        second=other,
        organizations_first=totals.first,
        organizations_second=totals.second,
        pairs=totals.pairs,
        meeting=totals.meeting,
        joined=totals.joined,
        apart=totals.apart,
        sentence=in_words(
            [snapshot.organizations[row.organization] for row in rows if row.rank == 1],
            (rows[0].pairs, rows[0].alone) if rows else (0, 0),
            totals,
            (one, other),
        ),
    )


def two_sectors(first: str, second: str) -> tuple[Sector, Sector]:
    """Read the codes of two sectors.

    Raises
    ------
    InvalidInput
        There is no such sector, or both are the same.
    """
    one, other = choose(Sector, first, "first"), choose(Sector, second, "second")
    if one is other:
        raise InvalidInput.single(
            message("Both are the sector {sector}.", sector=str(one)),
            message("Choose another sector as the second one."),
            field="second",
        )
    return one, other


def seconds_of_between(snapshot: Snapshot, scope: Scope) -> float:
    """Estimate how long `between` takes, to tell what can be waited for from a job.

    Returns
    -------
    float
        Seconds on an ordinary machine of 2025. Whoever is met at several bodies counts more than
        once, so it is rather too long.
    """
    seated, _, _ = affiliation(two_mode(snapshot, scope))
    members = np.diff(seated.tocsc().indptr).astype(np.float64)
    met = sums_of_rows(seated, members[seated.indices])
    return 0.05 + 3e-7 * float(met.sum()) + 4e-9 * float(met @ met)


def _rows(
    snapshot: Snapshot, scope: Scope, graph: nx.Graph[str], sides: Sides, counts: Counts
) -> tuple[BetweenRow, ...]:
    """Make a row of each that joins a pair, in order."""

    def worth(place: int) -> tuple[int, int]:
        return -int(counts.pairs[place]), -int(counts.alone[place])

    def order(place: int) -> tuple[int, int, str, str]:
        item = sides.items[place]
        return (*worth(place), fold(snapshot.organizations[item].name), item)

    seated = partnerships_joined(snapshot, scope, graph)
    joining = sorted(np.flatnonzero(counts.pairs).tolist(), key=order)
    rows: list[BetweenRow] = []
    for _, equal in groupby(joining, key=worth):
        rank = len(rows) + 1
        for place in equal:
            item = sides.items[place]
            one, other = counts.example[place].tolist()
            rows.append(
                BetweenRow(
                    organization=item,
                    sector=snapshot.organizations[item].sector,
                    rank=rank,
                    pairs=int(counts.pairs[place]),
                    alone=int(counts.alone[place]),
                    met_first=int(counts.met_first[place]),
                    met_second=int(counts.met_second[place]),
                    example=(sides.items[one], sides.items[other]) if one >= 0 else None,
                    partnerships=tuple(seated[item]),
                )
            )
    return tuple(rows)
