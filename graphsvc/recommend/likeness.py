"""What organizations and bodies are about, whom they serve and in which languages, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graphsvc.analytics.seating import Seating
from graphsvc.model.ids import fold
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import Population

_Matrix = sparse.csr_array[Any, tuple[int, int]]
# A body speaks the languages and serves the populations of this share of its members with a record.
COMMON_TO = 0.5
POPULATIONS = tuple(Population)


@dataclass(frozen=True)
class Likeness:
    """Themes, languages and populations served on a day.

    Attributes
    ----------
    snapshot, seating
        The graph, and its seats on the day.
    """

    snapshot: Snapshot
    seating: Seating

    @cached_property
    def themes(self) -> tuple[str, ...]:
        """The themes of bodies, folded, so that "Santé" and "sante" are one; in order."""
        found = {fold(body.theme) for body in self.snapshot.bodies.values() if body.theme}
        return tuple(sorted(found - {""}))

    @cached_property
    def theme_of_body(self) -> _Matrix:
        """Bodies x themes: 1 where a body has a theme."""
        place = {theme: column for column, theme in enumerate(self.themes)}
        pairs = [
            (row, place[fold(body.theme)])
            for row, body in enumerate(self.snapshot.bodies.values())
            if body.theme and fold(body.theme) in place
        ]
        return _ones(pairs, (len(self.snapshot.bodies), len(self.themes)))

    @cached_property
    def themes_held(self) -> _Matrix:
        """Organizations x themes: 1 where an organization sits on a body with that theme."""
        sits = self.seating.seats.astype(bool).astype(np.float64)
        held = sparse.csr_array(sits @ self.theme_of_body)
        held.data[:] = 1.0
        return held

    @cached_property
    def tongues(self) -> tuple[str, ...]:
        """The languages on record, in order."""
        records = self.snapshot.organizations.values()
        return tuple(sorted({code for record in records for code in record.languages}))

    @cached_property
    def spoken(self) -> _Matrix:
        """Organizations x languages: 1 where an organization works in a language."""
        records = self.snapshot.organizations.values()
        return _marked([record.languages for record in records], self.tongues)

    @cached_property
    def served(self) -> _Matrix:
        """Organizations x populations: 1 where an organization serves a population."""
        records = self.snapshot.organizations.values()
        return _marked([record.populations for record in records], POPULATIONS)

    @cached_property
    def rarity(self) -> NDArray[np.float64]:
        """For each language, the share of the day's organizations with a record that lack it."""
        known = (np.diff(self.spoken.indptr) > 0) & self.seating.present
        if not known.any():
            return np.zeros(len(self.tongues))
        return 1.0 - np.asarray(self.spoken.T @ known.astype(float)) / np.count_nonzero(known)

    @cached_property
    def spoken_on_body(self) -> _Matrix:
        """Bodies x languages: 1 where at least half of the members with a record speak one."""
        return self._common_on_body(self.spoken)

    @cached_property
    def served_on_body(self) -> _Matrix:
        """Bodies x populations: 1 where at least half of the members with a record serve one."""
        return self._common_on_body(self.served)

    def _common_on_body(self, of_each: _Matrix) -> _Matrix:
        sits = self.seating.seats.astype(bool).astype(np.float64).T
        known = np.asarray(sits @ (np.diff(of_each.indptr) > 0).astype(float))
        counts = sparse.coo_array(sits @ of_each)
        most = counts.data >= COMMON_TO * known[counts.row]
        pairs = list(zip(counts.row[most].tolist(), counts.col[most].tolist(), strict=True))
        return _ones(pairs, (len(self.snapshot.bodies), of_each.shape[1]))

    def common_to(
        self, of_each: _Matrix, row: int | None, bodies: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """Mark what an organization has of `spoken` or `served`, or members of bodies together."""
        if row is not None:
            return _marks(of_each, [row])
        if not len(bodies):
            return np.zeros(of_each.shape[1])
        members = self.members_on_record(of_each, bodies)
        counts = np.asarray(of_each[members].sum(axis=0)).ravel()
        return (counts >= max(COMMON_TO * len(members), 1)).astype(float)

    def members_on_record(self, of_each: _Matrix, bodies: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the members of bodies of whom anything of `spoken` or `served` is known."""
        sits = np.asarray(self.seating.seats[:, bodies].sum(axis=1)).ravel() > 0
        return np.flatnonzero(sits & (np.diff(of_each.indptr) > 0))

    def themes_of(self, bodies: NDArray[np.intp]) -> NDArray[np.float64]:
        """Mark the themes of some bodies."""
        return _marks(self.theme_of_body, bodies.tolist())


def overlap(of_each: _Matrix, own: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Count what each row shares with `own`, and put it over the count of whoever has fewer.

    Returns
    -------
    tuple of arrays
        The shares, NaN where the row or `own` has nothing at all, and the counts.
    """
    counts = np.asarray(of_each @ own)
    fewer = np.minimum(np.diff(of_each.indptr), own.sum())
    shares = np.full(len(counts), np.nan)
    known = fewer > 0
    shares[known] = counts[known] / fewer[known]
    return shares, counts


def jaccard(of_each: _Matrix, own: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Count what each row shares with `own`, and put it over what the two have together.

    Returns
    -------
    tuple of arrays
        The shares, NaN where the row or `own` has nothing at all, and the counts.
    """
    counts = np.asarray(of_each @ own)
    held = np.diff(of_each.indptr)
    shares = np.full(len(counts), np.nan)
    known = (held > 0) & bool(own.any())
    shares[known] = counts[known] / (held + own.sum() - counts)[known]
    return shares, counts


def rarest(
    of_each: _Matrix, own: NDArray[np.float64], rarity: NDArray[np.float64]
) -> tuple[NDArray[np.float64], ...]:
    """Return the rarity of the rarest that each row shares with `own`.

    Returns
    -------
    tuple of arrays
        The rarity, 0 where nothing is shared, NaN where the row or `own` has nothing at all; and
        how many are shared.
    """
    counts = np.asarray(of_each @ own)
    ties = of_each.tocoo()
    best = np.zeros(len(counts))
    np.maximum.at(best, ties.row, (own * rarity)[ties.col])
    known = (np.diff(of_each.indptr) > 0) & bool(own.any())
    return np.where(known, best, np.nan), counts


def _marks(matrix: _Matrix, rows: Sequence[int]) -> NDArray[np.float64]:
    if not len(rows):
        return np.zeros(matrix.shape[1])
    return (np.asarray(matrix[list(rows)].sum(axis=0)).ravel() > 0).astype(float)


def _marked(lists: Sequence[Sequence[str]], columns: Sequence[str]) -> _Matrix:
    place = {code: column for column, code in enumerate(columns)}
    pairs = [(row, place[code]) for row, codes in enumerate(lists) for code in dict.fromkeys(codes)]
    return _ones(pairs, (len(lists), len(columns)))


def _ones(pairs: Sequence[tuple[int, int]], shape: tuple[int, int]) -> _Matrix:
    rows = [row for row, _ in pairs]
    columns = [column for _, column in pairs]
    return sparse.coo_array((np.ones(len(pairs)), (rows, columns)), shape=shape).tocsr()
