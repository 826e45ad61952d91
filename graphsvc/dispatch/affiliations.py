"""Organizations and the bodies they sit on, as arrays, straight from memberships."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graphsvc.dispatch.arrays import ArrayGraph


@dataclass(frozen=True, eq=False, kw_only=True)
class AffiliationGraph(ArrayGraph):
    """A graph of two modes: organizations, and behind them the bodies they sit on.

    A tie has a `strength`, the seats that are held. Every function that takes an `ArrayGraph` takes
    it; `nx.bipartite.weighted_projected_graph(graph, graph.organizations)` is the graph of who
    meets whom.

    Attributes
    ----------
    count
        How many of the nodes are organizations; they come first.
    """

    count: int = 0

    @classmethod
    def of_memberships(
        cls,
        memberships: Iterable[tuple[Hashable, Hashable]],
        *,
        organizations: Iterable[Hashable] = (),
        bodies: Iterable[Hashable] = (),
        seats: Sequence[float] | None = None,
    ) -> AffiliationGraph:
        """Make the graph of who sits where.

        Parameters
        ----------
        memberships
            An organization and a body each. One that comes several times is one tie, and its seats
            are added up.
        organizations, bodies
            Those that are there without a membership; they also fix the order, if all are named.
        seats
            How many each membership stands for; 1 if left out.

        Raises
        ------
        ValueError
            Something is both organization and body, or there is not one number of seats for each
            membership; all that is wrong.

        Notes
        -----
        Time O(memberships log memberships), memory O(organizations + bodies + memberships).

        Examples
        --------
        >>> graph = AffiliationGraph.of_memberships([("ywca", "council"), ("college", "council")])
        >>> graph.organizations, graph.bodies
        (['ywca', 'college'], ['council'])
        """
        held = list(memberships)
        firsts = dict.fromkeys([*organizations, *(one for one, _ in held)])
        seconds = dict.fromkeys([*bodies, *(body for _, body in held)])
        faults = [
            f"memberships: {item!r} is both an organization and a body; give them different ids"
            for item in firsts
            if item in seconds
        ]
        if seats is not None and len(seats) != len(held):
            faults.append(f"seats: {len(seats)} numbers for {len(held)} memberships; give one each")
        if faults:
            raise ValueError("; ".join(faults))
        row = {item: place for place, item in enumerate(firsts)}
        column = {item: len(row) + place for place, item in enumerate(seconds)}
        size = len(row) + len(column)
        ties = np.fromiter(
            (row[one] * size + column[body] for one, body in held), dtype=np.int64, count=len(held)
        )
        weighed = np.ones(len(held)) if seats is None else np.asarray(seats, dtype=np.float64)
        once, which = np.unique(ties, return_inverse=True)
        plain = ArrayGraph.of_arrays(
            [*firsts, *seconds],
            once // max(size, 1),
            once % max(size, 1),
            numbers={"strength": np.bincount(which, weights=weighed, minlength=len(once))},
        )
        return cls(
            items=plain.items,
            starts=plain.starts,
            others=plain.others,
            numbers=plain.numbers,
            count=len(row),
        )

    @property
    def organizations(self) -> list[Hashable]:
        """The organizations in order."""
        return list(self.items[: self.count])

    @property
    def bodies(self) -> list[Hashable]:
        """The bodies in order."""
        return list(self.items[self.count :])

    def data_of(self, item: Hashable) -> dict[str, Any]:
        """Tell the mode of a node as NetworkX's bipartite functions read it: 0 or 1."""
        return {"bipartite": int(self.place[item] >= self.count)}
