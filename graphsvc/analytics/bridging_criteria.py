"""What the bridging ranking is made of, worked out on arrays: once, and again in each draw.

Organizations that sit on the same bodies have the same values but for their own sector, so they are
worked out as one class, and shortest paths are counted between classes.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graphsvc.analytics.bridging_sources import Compared, Sources, estimated
from graphsvc.analytics.groups import evenness
from graphsvc.analytics.passing import Estimate, Sample
from graphsvc.analytics.ranks import left_behind
from graphsvc.analytics.seats import Seats, held_in
from graphsvc.analytics.two_mode import largest_betweenness
from graphsvc.kernels.alike import Classes, merged
from graphsvc.kernels.brandes import betweenness
from graphsvc.kernels.compiling import Whole
from graphsvc.kernels.triads import triangles

Column = NDArray[np.float64]
Matrix = sparse.csr_array[Any, tuple[int, int]]


class Grouping(StrEnum):
    """Over which groups participation counts in the ranking."""

    SECTOR = "sector"
    PARTNERSHIP = "partnership"


class Criterion(StrEnum):
    """What the bridging ranking can be made of."""

    BETWEENNESS = "betweenness"
    BRIDGENESS = "bridgeness"
    PARTICIPATION = "participation"
    BROKERAGE = "brokerage"
    CONSTRAINT_TWO_MODE = "constraint_two_mode"


# Each looks at something else: betweenness at the paths of the whole scope, bridgeness at those
# between parts that are far apart, participation at the kinds of partners, brokerage at partners
# who do not meet, two-mode constraint at whether the own tables bring the same people again.
DEFAULT_CRITERIA = tuple(Criterion)
# Of these a small value is the better one.
SMALLER_AHEAD = frozenset({Criterion.CONSTRAINT_TWO_MODE})


class Measured:
    """The criteria of one set of memberships, each worked out when it is asked for.

    Every column has a number for each organization, NaN where it is not defined.

    Parameters
    ----------
    seats
        Who sits where.
    whole
        The network of which some memberships were left out. If given, betweenness and bridgeness
        are estimated from what changed on the shortest paths from some nodes.
    seed
        Of the lot by which these are drawn.
    estimates_by
        The seed of the lot by which betweenness and bridgeness are estimated where all paths take
        too long, as `approximate` then says; None to follow all in any case.

    Attributes
    ----------
    off
        Of each criterion that has been compared with the whole, the largest standard error of what
        passes through an organization, as a share of all pairs of others.
    """

    def __init__(
        self,
        seats: Seats,
        *,
        whole: Measured | None = None,
        seed: int | Sequence[int] = 0,
        estimates_by: int | None = None,
    ) -> None:
        self.seats = seats
        self._whole, self._estimates_by = whole, estimates_by
        self._dice = np.random.default_rng(seed)
        self.off: dict[Criterion, float] = {}

    def column(self, criterion: Criterion, grouping: Grouping) -> Column:
        """Return the values of a criterion."""
        if criterion is Criterion.BETWEENNESS:
            return self.betweenness
        if criterion is Criterion.BRIDGENESS:
            return self.bridgeness
        if criterion is Criterion.BROKERAGE:
            return self.brokerage
        if criterion is Criterion.CONSTRAINT_TWO_MODE:
            return self.constraint
        return self.sectors if grouping is Grouping.SECTOR else self.partnerships

    @cached_property
    def _classes(self) -> Classes:
        """Organizations and bodies, organizations first, those with the same ties merged."""
        seats, size = self.seats, len(self.seats.items)
        by_body = np.argsort(seats.body, kind="stable")
        counts = np.concatenate(
            [
                np.bincount(seats.organization, minlength=size),
                np.bincount(seats.body, minlength=seats.bodies),
            ]
        )
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        others = np.concatenate([seats.body + np.int32(size), seats.organization[by_body]])
        return merged(starts, others.astype(np.int32), tied=False)

    @cached_property
    def _of_item(self) -> Whole:
        return self._classes.of_node[: len(self.seats.items)]

    @cached_property
    def _tables(self) -> Matrix:
        """Classes of organizations x classes of bodies: ones."""
        classes = self._classes
        rows = int(self._of_item.max(initial=-1)) + 1
        end = classes.starts[rows]
        columns = classes.others[:end] - np.int32(rows)
        shape = (rows, max(len(classes.size) - rows, 1))
        return sparse.csr_array((np.ones(end), columns, classes.starts[: rows + 1]), shape=shape)

    @cached_property
    def _many(self) -> Column:
        """How many organizations are in each of their classes."""
        return np.bincount(self._of_item, minlength=self._tables.shape[0]).astype(float)

    @cached_property
    def _alike_bodies(self) -> Column:
        size = self._classes.size[self._tables.shape[0] :]
        return size if len(size) else np.zeros(1)

    @cached_property
    def _shared(self) -> Matrix:
        """Classes x classes: how many bodies they share; nothing on the diagonal."""
        tables = self._tables
        weighed = sparse.csr_array(
            (self._alike_bodies[tables.indices], tables.indices, tables.indptr), shape=tables.shape
        )
        # The same both ways, so its columns are its rows; and these come out in order.
        shared = sparse.csr_array(weighed @ tables.T).tocsc()
        counts = np.diff(shared.indptr)
        rows = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        apart = shared.indices != rows
        starts = np.concatenate([[0], np.cumsum(apart)])[shared.indptr].astype(np.int32)
        return sparse.csr_array(
            (shared.data[apart], shared.indices[apart], starts), shape=shared.shape
        )

    @cached_property
    def _pattern(self) -> Matrix:
        """Classes x classes: 1 where they share a body."""
        shared = self._shared
        ones = np.ones(shared.nnz)
        return sparse.csr_array((ones, shared.indices, shared.indptr), shape=shared.shape)

    @cached_property
    def _meeting(self) -> Classes:
        """Organizations alone, those that sit on the same bodies merged: who meets whom."""
        shared = self._shared
        starts, others = shared.indptr.astype(np.int32), shared.indices.astype(np.int32)
        return Classes(starts, others, self._many, self._of_item)

    def _along_tables(self, sources: Whole | None, begun: Column | None) -> Column:
        """Count the shortest paths between organizations and bodies through each class."""
        known = self._classes
        return betweenness(
            known.starts, known.others, known.size, tied=False, sources=sources, begun=begun
        ).through

    def _from_afar(self, sources: Whole | None, begun: Column | None) -> Column:
        """Count those between organizations that are far from each class."""
        known = self._meeting
        return betweenness(
            known.starts, known.others, known.size, tied=True, sources=sources, begun=begun
        ).far

    @cached_property
    def _some_tables(self) -> Estimate | None:
        """The paths from some organizations and bodies, where those from all take too long."""
        return estimated(self._classes, tied=False, seed=self._estimates_by)

    @cached_property
    def _some_meetings(self) -> Estimate | None:
        """The same from organization to organization."""
        return estimated(self._meeting, tied=True, seed=self._estimates_by)

    @property
    def approximate(self) -> dict[str, Sample]:
        """The columns that are estimates, by their names in a row, and how they were come by."""
        told = (
            ("betweenness_normalized", self._some_tables, 0, self._classes),
            ("bridgeness_normalized", self._some_meetings, 1, self._meeting),
        )
        return {
            name: some.sample(which, len(known.of_node))
            for name, some, which, known in told
            if some
        }

    @cached_property
    def _through(self) -> Column:
        """What passes through each organization and body, over ordered pairs."""
        sources = self._whole.sources_of_tables if self._whole else None
        if sources is not None:
            found = sources.estimate(self._classes, self._along_tables, self._dice)
            return self._noted(Criterion.BETWEENNESS, found)
        known, some = self._classes, self._some_tables
        return (some.sums.through if some else self._along_tables(None, None))[known.of_node]

    @cached_property
    def _far(self) -> Column:
        """What passes through each organization from afar to afar, over ordered pairs."""
        sources = self._whole.sources_of_meetings if self._whole else None
        if sources is not None:
            found = sources.estimate(self._meeting, self._from_afar, self._dice)
            return self._noted(Criterion.BRIDGENESS, found)
        some = self._some_meetings
        return (some.sums.far if some else self._from_afar(None, None))[self._of_item]

    def _noted(self, criterion: Criterion, found: Compared) -> Column:
        nodes = len(found.values)
        self.off[criterion] = found.off / ((nodes - 1) * (nodes - 2))
        return found.values

    @cached_property
    def sources_of_tables(self) -> Sources | None:
        """Some organizations and bodies, and the shortest paths from them."""
        return Sources.drawn(self._classes, self._along_tables, self._through, self._dice)

    @cached_property
    def sources_of_meetings(self) -> Sources | None:
        """Some organizations, and the shortest paths from them."""
        return Sources.drawn(self._meeting, self._from_afar, self._far, self._dice)

    @cached_property
    def betweenness(self) -> Column:
        """Two-mode betweenness over the largest there could be; NaN where none could be."""
        size = len(self.seats.items)
        most = largest_betweenness(size, self.seats.bodies)
        return self._through[:size] / 2 / most if most else np.full(size, np.nan)

    @cached_property
    def bridgeness(self) -> Column:
        """Bridgeness in the one-mode graph, over the number of pairs of others."""
        size = len(self.seats.items)
        pairs = (size - 1) * (size - 2) / 2
        return self._far / 2 / pairs if pairs else np.full(size, np.nan)

    @cached_property
    def _seated(self) -> NDArray[np.bool_]:
        return np.diff(self._tables.indptr) > 0

    @cached_property
    def _composition(self) -> Column:
        """Classes x sectors: how many organizations, of those that have a seat."""
        known = (self.seats.sector >= 0) & self._seated[self._of_item]
        sectors = int(self.seats.sector.max(initial=0)) + 1
        classes = self._tables.shape[0]
        cells = self._of_item[known] * sectors + self.seats.sector[known]
        return (
            np.bincount(cells, minlength=classes * sectors).reshape(classes, sectors).astype(float)
        )

    @cached_property
    def _met(self) -> Column:
        """Organizations x sectors: with how many others a body is shared."""
        of_class = self._pattern @ self._composition + self._composition
        found: Column = of_class[self._of_item]
        own = np.flatnonzero((self.seats.sector >= 0) & self._seated[self._of_item])
        found[own, self.seats.sector[own]] -= 1
        return found

    @cached_property
    def sectors(self) -> Column:
        """Participation over the sectors of those it shares a body with."""
        return evenness(self._met.sum(axis=1), (self._met**2).sum(axis=1))

    @cached_property
    def partnerships(self) -> Column:
        """Participation over partnerships of the bodies it sits on, in the scope or not."""
        seats = self.seats
        where = seats.partnership[seats.body]
        held: Matrix = seats.elsewhere + held_in(seats.organization, where, seats.elsewhere.shape)
        total, squares = (np.asarray(each.sum(axis=1), float) for each in (held, held.power(2)))
        return evenness(total, squares)

    @cached_property
    def brokerage(self) -> Column:
        """Ordered pairs of those it meets who do not meet, whether their sectors are known or not.

        Without sectors there is nothing to tell but the total of the roles.
        """
        shared, many = self._shared, self._many
        closed = triangles(shared.indptr.astype(np.int32), shared.indices.astype(np.int32), many)
        others = self._pattern @ many + many - 1
        open_pairs = np.where(self._seated, others * (others - 1) - 2 * closed, 0.0)
        found: Column = open_pairs[self._of_item]
        return found

    @cached_property
    def constraint(self) -> Column:
        """Two-mode constraint; NaN for who meets nobody."""
        tables, many, bodies = self._tables, self._many, self._alike_bodies
        squared = sparse.csr_array(
            (self._shared.data**2, self._shared.indices, self._shared.indptr),
            shape=self._shared.shape,
        )
        held = tables @ bodies
        sums = squared @ many + (many - 1) * held**2
        members = tables.T @ many
        with_others = tables @ (bodies * (members > 1))
        found = np.divide(
            sums, with_others**2, out=np.full(len(sums), np.nan), where=with_others > 0
        )
        return np.asarray(found[self._of_item])


def scores(
    measured: Measured, criteria: Sequence[Criterion], grouping: Grouping
) -> tuple[dict[Criterion, Column], Column]:
    """Turn criteria into shares of others left behind, and these into a mean.

    Returns
    -------
    tuple
        For each criterion, and for their mean, one number an organization, in [0, 1]; NaN for the
        only organization of a scope.
    """
    shares = {
        criterion: left_behind(
            measured.column(criterion, grouping), descending=criterion in SMALLER_AHEAD
        )
        for criterion in criteria
    }
    return shares, np.mean(list(shares.values()), axis=0)
