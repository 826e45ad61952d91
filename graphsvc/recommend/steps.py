"""Steps between organizations, counted through the bodies they share, for many at once.

Two organizations on the same body are one step apart. Nothing is projected: a step goes from
organizations to bodies and back, and 64 searches walk in the bits of one number per node.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

_Matrix = sparse.csr_array[Any, tuple[int, int]]
_SEARCHES = 64
_FARTHEST = 126
OUT_OF_REACH = -1


@dataclass(frozen=True)
class Network:
    """Who sits where, as a matrix of ones, organizations x bodies, and its transpose."""

    rows: _Matrix
    columns: _Matrix

    @classmethod
    def of(cls, seats: _Matrix) -> Network:
        """Take the pattern of a matrix of seats."""
        rows = seats.astype(bool).astype(np.float64).tocsr()
        rows.sort_indices()
        columns = rows.T.tocsr()
        columns.sort_indices()
        return cls(rows, columns)

    def bodies_of(self, row: int) -> NDArray[np.intp]:
        """Return the positions of the bodies an organization sits on."""
        found = self.rows.indices[self.rows.indptr[row] : self.rows.indptr[row + 1]]
        return found.astype(np.intp)

    def members_of(self, bodies: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Mark the organizations that sit on any of these bodies."""
        marked = np.zeros(self.rows.shape[1])
        marked[bodies] = 1
        return np.asarray(self.rows @ marked) > 0

    def steps_from(self, bodies: NDArray[np.intp]) -> NDArray[np.int64]:
        """Count the steps from these bodies: 1 for their members, `OUT_OF_REACH` for the rest.

        Notes
        -----
        Time O(memberships x longest distance).
        """
        steps = np.full(self.rows.shape[0], OUT_OF_REACH)
        front = np.zeros(self.rows.shape[1])
        front[bodies] = 1
        distance = 0
        while front.any():
            distance += 1
            fresh = (np.asarray(self.rows @ front) > 0) & (steps == OUT_OF_REACH)
            steps[fresh] = distance
            front = np.asarray(self.columns @ fresh.astype(float))
            if not fresh.any():
                break
        return steps

    def saved(self, candidates: NDArray[np.intp], steps: NDArray[np.int64]) -> NDArray[np.int64]:
        """Count the steps that a tie to each candidate would save on the way to all others.

        Through a candidate, an organization v is 1 + (steps from the candidate to v) away. What
        that saves against `steps` is added up over all v but the candidate itself.

        Parameters
        ----------
        candidates
            Positions of organizations.
        steps
            Steps from the asker to every organization, all numbers above 0 but for the asker.

        Returns
        -------
        array
            One number per candidate, 0 or more.

        Notes
        -----
        The sum over v of max(0, steps(v) - 1 - d(v)) is counted by distance: each v within j steps
        of the candidate and at least j + 2 from the asker adds one, for j = 1, 2, ... Candidates on
        the same bodies are searched for once. Time O(candidates / 64 x memberships x farthest).
        """
        bodies: dict[bytes, list[int]] = {}
        for place, row in enumerate(candidates):
            bodies.setdefault(self.bodies_of(int(row)).tobytes(), []).append(place)
        classes = list(bodies.values())
        first = np.array([candidates[places[0]] for places in classes], dtype=np.intp)
        totals = np.concatenate(list(self._totals(first, steps)) or [np.zeros(0, dtype=np.int64)])
        found = np.zeros(len(candidates), dtype=np.int64)
        for places, total in zip(classes, totals, strict=True):
            found[places] = total
        # The candidate itself was counted once for each j up to steps - 2.
        sits = np.diff(self.rows.indptr)[candidates] > 0
        return found - np.where(sits, np.maximum(steps[candidates] - 2, 0), 0)

    def _totals(
        self, sources: NDArray[np.intp], steps: NDArray[np.int64]
    ) -> Iterator[NDArray[np.int64]]:
        """Add up the savings, the sources themselves included, 64 sources at a time."""
        farthest = int(steps.max(initial=0))
        beyond = [np.flatnonzero(steps >= near + 2) for near in range(farthest)]
        for start in range(0, len(sources), _SEARCHES):
            block = sources[start : start + _SEARCHES]
            bits = np.uint64(1) << np.arange(len(block), dtype=np.uint64)
            words = np.zeros(self.rows.shape[0], dtype=np.uint64)
            words[block] = bits
            totals = np.zeros(_SEARCHES, dtype=np.int64)
            for near in range(1, farthest - 1):
                words = _spread(self.rows, _spread(self.columns, words))
                totals += _count_bits(words[beyond[near]])
            yield totals[: len(block)]


def steps_from_bodies(network: Network) -> NDArray[np.int8]:
    """Count the steps from each body to each organization, as `Network.steps_from` does for one.

    Returns
    -------
    array
        Bodies x organizations, one byte each: 1 for members, `OUT_OF_REACH` where there is no way.

    Notes
    -----
    Time O(bodies / 64 x memberships x longest distance). No distance is above 126 in a network of
    people; beyond it counts as out of reach.
    """
    rows, bodies = network.rows.shape
    found = np.full((bodies, rows), OUT_OF_REACH, dtype=np.int8)
    for start in range(0, bodies, _SEARCHES):
        count = min(_SEARCHES, bodies - start)
        words = np.zeros(bodies, dtype=np.uint64)
        words[start : start + count] = np.uint64(1) << np.arange(count, dtype=np.uint64)
        seen = np.zeros(rows, dtype=np.uint64)
        for distance in range(1, _FARTHEST + 1):
            reached = _spread(network.rows, words)
            fresh = reached & ~seen
            places = np.flatnonzero(fresh)
            if not len(places):
                break
            bits = _bits(fresh[places])[:, :count]
            where, which = np.nonzero(bits)
            found[start + which, places[where]] = distance
            seen |= reached
            words = _spread(network.columns, reached)
    return found


def saved_by_joining(
    network: Network, bodies: NDArray[np.intp], steps: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Count the steps that joining each body would save on the way to all others.

    Its members are then one step away, and everyone else as far as from them.

    Parameters
    ----------
    network
        Who sits where.
    bodies
        Positions of bodies.
    steps
        Steps from the asker to every organization, all numbers above 0 but for the asker, who is at
        0 and counts for nothing.

    Returns
    -------
    array
        One number per body, 0 or more.

    Notes
    -----
    The sum over v of max(0, steps(v) - d(v)), d being 1 for a member: each v within j steps of the
    body and at least j + 1 from the asker adds one, for j = 1, 2, ... Time O(bodies / 64 x
    memberships x farthest).
    """
    farthest = int(steps.max(initial=0))
    beyond = [np.flatnonzero(steps > near) for near in range(farthest)]
    parts = [np.zeros(0, dtype=np.int64)]
    for start in range(0, len(bodies), _SEARCHES):
        block = bodies[start : start + _SEARCHES]
        words = np.zeros(network.rows.shape[1], dtype=np.uint64)
        words[block] = np.uint64(1) << np.arange(len(block), dtype=np.uint64)
        totals = np.zeros(_SEARCHES, dtype=np.int64)
        for near in range(1, farthest):
            reached = _spread(network.rows, words)
            totals += _count_bits(reached[beyond[near]])
            words = _spread(network.columns, reached)
        parts.append(totals[: len(block)])
    return np.concatenate(parts)


def _spread(matrix: _Matrix, words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Give each row the bits of all the columns it has."""
    found = np.zeros(matrix.shape[0], dtype=np.uint64)
    filled = np.flatnonzero(np.diff(matrix.indptr))
    if len(filled):
        gathered = words[matrix.indices]
        found[filled] = np.bitwise_or.reduceat(gathered, matrix.indptr[filled])
    return found


def _count_bits(words: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Count, for each of the 64 bits, the words in which it is set."""
    found: NDArray[np.int64] = _bits(words).sum(axis=0, dtype=np.int64)
    return found


def _bits(words: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """Lay out the 64 bits of each word, the lowest first."""
    parts = words.astype("<u8").view(np.uint8).reshape(-1, 8)
    return np.unpackbits(parts, axis=1, bitorder="little")
