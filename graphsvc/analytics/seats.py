"""Who sits where in a scope, as arrays: what a draw leaves memberships out of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graphsvc.analytics.matrices import Matrix
from graphsvc.analytics.views import BODY, ORGANIZATION
from graphsvc.kernels.compiling import Whole


@dataclass(frozen=True)
class Seats:
    """Who sits where in a scope.

    Attributes
    ----------
    items
        Ids of the organizations, in the order of the graph.
    organization, body
        The two ends of each membership, as positions; in order.
    bodies
        How many bodies there are.
    sector
        The sector of each organization, from 0; -1 where it is not known.
    partnership
        The partnership of each body, from 0.
    elsewhere
        Organizations x partnerships: bodies held outside of the scope. Sparse: in a country it
        would be a gigabyte otherwise.
    """

    items: tuple[str, ...]
    organization: Whole
    body: Whole
    bodies: int
    sector: NDArray[np.intp]
    partnership: NDArray[np.intp]
    elsewhere: Matrix

    @classmethod
    def of(cls, graph: nx.Graph[str], joined: Mapping[str, Mapping[str, int]]) -> Seats:
        """Lay out a two-mode graph.

        Parameters
        ----------
        graph
            As from `views.two_mode`.
        joined
            For each organization, how many bodies it sits on in each partnership, in the scope or
            not.
        """
        nodes = graph.nodes(data=True)
        items = tuple(item for item, data in nodes if data["mode"] == ORGANIZATION)
        tables = {item: data["partnership"] for item, data in nodes if data["mode"] == BODY}
        column = {item: place for place, item in enumerate(tables)}
        held = [sorted(column[body] for body in graph[item]) for item in items]
        known = sorted({*tables.values(), *(each for held in joined.values() for each in held)})
        code = {item: place for place, item in enumerate(known)}
        partnership = np.array([code[each] for each in tables.values()], dtype=np.intp)
        organization = np.repeat(np.arange(len(items), dtype=np.int32), [len(row) for row in held])
        body = np.array([body for row in held for body in row], dtype=np.int32)
        shape = (len(items), len(known))
        counts = [
            (row, code[each], count)
            for row, item in enumerate(items)
            for each, count in joined[item].items()
        ]
        rows, columns, bodies = np.array(counts, dtype=np.int64).reshape(-1, 3).T
        everywhere = sparse.coo_array((bodies.astype(np.float64), (rows, columns)), shape=shape)
        here = held_in(organization, partnership[body], shape)
        return cls(
            items,
            organization,
            body,
            len(tables),
            _codes([graph.nodes[item]["sector"] for item in items]),
            partnership,
            sparse.csr_array(everywhere.tocsr() - here),
        )

    def without(self, kept: NDArray[np.bool_]) -> Seats:
        """Return the same with those memberships alone that are kept."""
        return Seats(
            self.items,
            self.organization[kept],
            self.body[kept],
            self.bodies,
            self.sector,
            self.partnership,
            self.elsewhere,
        )


def held_in(organization: Whole, partnership: NDArray[np.intp], shape: tuple[int, int]) -> Matrix:
    """Count the bodies that each organization holds in each partnership.

    Parameters
    ----------
    organization, partnership
        Of each membership.
    shape
        How many organizations and partnerships there are.
    """
    ones = np.ones(len(organization))
    return sparse.coo_array((ones, (organization, partnership)), shape=shape).tocsr()


def _codes(values: Sequence[str | None]) -> NDArray[np.intp]:
    order = {value: place for place, value in enumerate(sorted({*values} - {None}, key=str))}
    return np.array([order.get(value, -1) for value in values], dtype=np.intp)
