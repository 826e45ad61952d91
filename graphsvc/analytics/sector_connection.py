"""Connection: whether a sector is tied to the others as often as its size would have it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphsvc.analytics.seating import SECTORS
from graphsvc.analytics.sector_ties import SectorTies
from graphsvc.kernels.mixing import crossing
from graphsvc.language import Message

PERMUTATIONS = 999
SEED = 0
LOWEST = 0.05


@dataclass(frozen=True, slots=True)
class SectorConnection:
    """How a sector is tied to the others; null is what is not known.

    A tie is a pair of organizations that share a council or committee. Those whose sector is not
    known are left out.

    Attributes
    ----------
    inside
        Ties inside the sector.
    outside
        Ties to other sectors; null where the sector has no organization here, or nobody is tied.
    expected
        How many there would be on average, if the sectors were dealt out to the same organizations
        by lot: ties x 2 n (N - n) / (N (N - 1)), with n of N organizations in the sector.
    lower
        The 5th percentile of that: the 50th smallest of 999 deals.
    p
        (1 + deals with as few ties outside or fewer) / 1,000.
    peripheral
        Whether the ties outside are below that percentile, which is where p is at most 0.05. Null
        where all are of this sector.
    sentence
        The same in words; null where there is nothing to say.
    evidence
        Ids of the organizations of the sector that are tied to anybody.
    """

    inside: int | None = None
    outside: int | None = None
    expected: float | None = None
    lower: int | None = None
    p: float | None = None
    peripheral: bool | None = None
    sentence: Message | None = None
    evidence: tuple[str, ...] = ()


UNKNOWN = SectorConnection()


def connections(ties: SectorTies) -> list[SectorConnection]:
    """Compare the ties of each sector to others with what chance would give.

    Parameters
    ----------
    ties
        The ties of a partnership.

    Returns
    -------
    list[SectorConnection]
        In the order of `SECTORS`, without sentences.

    Notes
    -----
    The deals keep who is tied to whom and how many organizations each sector has, so a sector whose
    organizations sit on few or small tables has few ties. Seed `SEED`. Each sector is asked by
    itself: of sectors dealt out by lot, one in twenty would be called peripheral. Time O(deals x
    ties).
    """
    total, people = len(ties.first), len(ties.items)
    if not total:
        return [UNKNOWN] * len(SECTORS)
    matrix, ends = ties.matrix(), ties.ends()
    lot = np.random.default_rng(SEED)
    deals = lot.permuted(np.tile(ties.sector, (PERMUTATIONS, 1)), axis=1)
    dealt = crossing(ties.first, ties.second, deals, len(SECTORS))
    sizes = np.bincount(ties.sector, minlength=len(SECTORS))
    tied = np.union1d(ties.first, ties.second)
    found = []
    for code, size in enumerate(sizes.tolist()):
        if not size:
            found.append(UNKNOWN)
            continue
        inside = int(matrix[code, code])
        outside = int(ends[code]) - 2 * inside
        fewer = int(np.count_nonzero(dealt[:, code] <= outside))
        p = (1 + fewer) / (PERMUTATIONS + 1)
        rank = round(LOWEST * (PERMUTATIONS + 1))
        found.append(
            SectorConnection(
                inside=inside,
                outside=outside,
                expected=total * 2 * size * (people - size) / (people * (people - 1)),
                lower=int(np.partition(dealt[:, code], rank - 1)[rank - 1]),
                p=p,
                peripheral=p <= LOWEST if size < people else None,
                evidence=tuple(ties.items[each] for each in tied if ties.sector[each] == code),
            )
        )
    return found
