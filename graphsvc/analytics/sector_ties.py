"""Ties between organizations of known sector: those who share a council or committee."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy import sparse

from graphsvc.analytics.seating import SECTORS
from graphsvc.analytics.views import BODY, ORGANIZATION
from graphsvc.kernels.compiling import Long, Whole

_CODE = {str(sector): code for code, sector in enumerate(SECTORS)}


@dataclass(frozen=True)
class SectorTies:
    """Who is tied to whom, and of which sector each is.

    Attributes
    ----------
    items
        Ids of the organizations of known sector, in the order of the graph.
    sector
        For each, the position of its sector in `SECTORS`.
    first, second
        The ends of each tie, as positions in `items`; a pair that shares several bodies is one tie.
    unclassified
        Organizations of no known sector; they and their ties are left out.
    """

    items: tuple[str, ...]
    sector: Whole
    first: Whole
    second: Whole
    unclassified: int

    @classmethod
    def of(cls, affiliations: nx.Graph[str]) -> SectorTies:
        """Tie the organizations of a graph from `two_mode` that share a body.

        Notes
        -----
        A body of n members makes n(n-1)/2 ties: time and memory O(sum of squares of body sizes).
        """
        nodes = affiliations.nodes(data=True)
        everybody = [(item, data) for item, data in nodes if data["mode"] == ORGANIZATION]
        items = tuple(item for item, data in everybody if data["sector"] is not None)
        place = {item: number for number, item in enumerate(items)}
        sector = [_CODE[data["sector"]] for _, data in everybody if data["sector"] is not None]
        tables = [item for item, data in nodes if data["mode"] == BODY]
        members = [[place[each] for each in affiliations[body] if each in place] for body in tables]
        rows = [each for held in members for each in held]
        columns = np.repeat(np.arange(len(tables)), [len(held) for held in members])
        shape = (len(items), max(len(tables), 1))
        seated = sparse.csr_array((np.ones(len(rows), dtype=np.int32), (rows, columns)), shape)
        shared = sparse.triu(seated @ seated.T, k=1).tocoo()
        order = np.lexsort((shared.col, shared.row))
        return cls(
            items=items,
            sector=np.array(sector, dtype=np.int32),
            first=shared.row[order].astype(np.int32),
            second=shared.col[order].astype(np.int32),
            unclassified=len(everybody) - len(items),
        )

    def matrix(self) -> Long:
        """Count the ties between each two sectors.

        Returns
        -------
        array
            Sectors x sectors, the same both ways; a tie inside a sector counts once.
        """
        one, other = self.sector[self.first], self.sector[self.second]
        found = np.zeros((len(SECTORS), len(SECTORS)), dtype=np.int64)
        np.add.at(found, (np.minimum(one, other), np.maximum(one, other)), 1)
        return found + np.triu(found, k=1).T

    def inside(self) -> int:
        """Count the ties inside a sector."""
        return int(np.count_nonzero(self.sector[self.first] == self.sector[self.second]))

    def ei_index_network(self) -> float | None:
        """Compare ties between sectors (E) with ties inside them (I): (E - I) / (E + I).

        Returns
        -------
        float | None
            In [-1, 1], as `groups.ei_index_network`. None without ties.

        References
        ----------
        .. [1] Krackhardt, D. & Stern, R. N., Social Psychology Quarterly 51 (1988), 123-140.
        """
        total = len(self.first)
        return (total - 2 * self.inside()) / total if total else None

    def ends(self) -> Long:
        """Count the tie ends at each sector: the sum of how many ties its organizations have."""
        every = np.concatenate([self.sector[self.first], self.sector[self.second]])
        return np.bincount(every, minlength=len(SECTORS)).astype(np.int64)
