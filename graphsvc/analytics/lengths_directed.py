"""Shortest ways along ties that lead one way, from some nodes of a graph that is too large for all.

Who is reached is counted exactly, by steps. How far they are is estimated from nodes drawn by lot:
the searches from them tell of each node how far it is from those that reach it, searches against
the ties how far it is to those it reaches.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graphsvc.analytics import passing
from graphsvc.analytics.passing import BATCHES, Batches, Sample
from graphsvc.kernels.compiling import Long, Number, Whole, as_they_come
from graphsvc.kernels.following import Ways
from graphsvc.kernels.lengths import Roads, Searches
from graphsvc.kernels.searches import Reached, reached

Columns = tuple[Long, Number, Number, Number]


class Estimated(NamedTuple):
    """What the ways from some nodes say: as in `lengths.Followed`.

    Of distances, `samples` has `total`, `harmonic` and `farthest` of the ways that leave a node,
    and `came_total` and `came_harmonic` of those that arrive.
    """

    leaving: Columns
    arriving: Columns
    nodes: Number
    ties: Number
    samples: dict[str, Sample]


def estimated(roads: Roads, *, weighted: bool, seed: int) -> Estimated:
    """Follow the ways from some nodes, in batches whose spread gives the error.

    Parameters
    ----------
    roads
        Each node a class of its own.
    weighted
        Whether ties differ in length. If not, distances are exact: steps are quick to count.
    seed
        Of the lot.

    Notes
    -----
    A node that some batch does not come by has few who reach it: its ways are followed from the
    node itself, all of them. No way is longer than the most steps there are times the longest tie,
    which says by how much the distance of the farthest two can be greater than was found.
    """
    against = _turned(roads)
    to_each = reached(roads.starts, roads.others)
    from_each = reached(against.starts, against.others)
    nodes, ties = Batches(len(roads.size)), Batches(len(roads.others))
    along = _drawn(roads, seed)
    found = _followed(roads, along, passing_too=True)
    can_lead = int(np.count_nonzero(np.diff(roads.starts)))
    for batch, each in zip(along, found, strict=True):
        nodes.add(each.nodes * (can_lead / len(batch)))
        ties.add(each.ties * (can_lead / len(batch)))
    drawn = sum(map(len, along))
    pairs = (len(roads.size) - 1) * (len(roads.size) - 2)
    samples = {
        "nodes": Sample(drawn, seed, nodes.width() / pairs),
        "ties": Sample(drawn, seed, ties.width() / pairs),
    }
    if not weighted:
        return Estimated(_steps(from_each), _steps(to_each), nodes.mean, ties.mean, samples)
    arriving, came_total, came_harmonic = _distances(found, to_each, against)
    back = _drawn(against, seed)
    coming = _followed(against, back, passing_too=False)
    leaving, total, harmonic = _distances(coming, from_each, roads)
    turned = sum(map(len, back))
    beyond = _wider(roads, from_each, leaving[3])
    samples |= {
        "total": Sample(turned, seed, total, of_value=True),
        "harmonic": Sample(turned, seed, harmonic, of_value=True),
        "came_total": Sample(drawn, seed, came_total, of_value=True),
        "came_harmonic": Sample(drawn, seed, came_harmonic, of_value=True),
        "farthest": Sample(turned, seed, beyond, delta=0.0, of_value=True),
    }
    return Estimated(leaving, arriving, nodes.mean, ties.mean, samples)


def _turned(roads: Roads) -> Roads:
    """Return the roads with each tie leading the other way."""
    size = len(roads.size)
    shape = (size, size)
    turned = sparse.csr_array((roads.lengths, roads.others, roads.starts), shape=shape).T.tocsr()
    turned.sort_indices()
    starts, others = turned.indptr.astype(np.int32), turned.indices.astype(np.int32)
    return Roads.of_nodes(starts, others, turned.data)


def _drawn(roads: Roads, seed: int) -> list[Whole]:
    """Draw nodes to start from, of those that lead anywhere, in batches."""
    leading = np.flatnonzero(np.diff(roads.starts)).astype(np.int32)
    dice = np.random.default_rng(seed)
    many = passing.sources_on(len(roads.others))
    return [np.sort(each) for each in np.array_split(dice.permutation(leading)[:many], BATCHES)]


def _followed(roads: Roads, batches: list[Whole], *, passing_too: bool) -> list[Ways]:
    searches = Searches(roads)
    work = lambda batch: searches.ways(batch, passing=passing_too)  # noqa: E731
    return list(as_they_come(work, batches))


def _wider(roads: Roads, known: Reached, farthest: Number) -> float:
    """Say by what share of it the distance of the farthest two can be greater than was found."""
    part = roads.parts
    found, most = np.zeros((2, part.max() + 1))
    np.maximum.at(found, part, farthest)
    np.maximum.at(most, part, known.farthest * float(roads.lengths.max()))
    looked_at = found > 0
    return float(np.max(most[looked_at] / found[looked_at] - 1, initial=0.0))


def _steps(found: Reached) -> Columns:
    return found.nodes, found.steps.astype(float), found.harmonic, found.farthest.astype(float)


def _distances(found: list[Ways], known: Reached, against: Roads) -> tuple[Columns, float, float]:
    """Say how far each node is from those that reach it, and how far off two sums may be."""
    met = np.array([each.came for each in found])
    thin = (met == 0).any(axis=0) & (known.nodes > 0)
    rows = np.flatnonzero(thin).astype(np.int32)
    exact = Searches(against).ways(rows, passing=False)
    every, columns, widths = known.nodes.astype(float), [], []
    for name in ("total", "harmonic"):
        sums = np.array([getattr(each, f"came_{name}") for each in found])
        spread = Batches(len(every))
        for each in sums / np.maximum(met, 1) * every:
            spread.add(_put(each, rows, getattr(exact, name)))
        # All batches as one: the mean of their means would weigh those more that came by less.
        whole = sums.sum(axis=0) / np.maximum(met.sum(axis=0), 1) * every
        columns.append(_put(whole, rows, getattr(exact, name)))
        widths.append(spread.width(relative=True))
    far = np.max([each.came_farthest for each in found], axis=0)
    total, harmonic = columns
    farthest = _put(far, rows, exact.farthest)
    return (known.nodes, total, harmonic, farthest), widths[0], widths[1]


def _put(column: Number, rows: Whole, values: Number) -> NDArray[np.float64]:
    whole = column.copy()
    whole[rows] = values
    return whole
