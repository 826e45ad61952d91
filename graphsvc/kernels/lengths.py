"""Shortest ways where ties differ in length: a search from each class of nodes that are alike.

Lengths are sums of fractions, so two ways that are equally long can differ in their last digits.
Here they count as equal if they agree to ten digits; NetworkX compares to the last digit, and so do
these functions where they stand in for it (`same=0`).

A way never passes through a node like its start: whoever follows could have been reached at once.
So the others of the class a search starts from are an end of ways and nothing else.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from graphsvc.kernels.buckets import buckets_needed, empty_buckets, per_length
from graphsvc.kernels.compiling import Long, Number, Whole, compiled, compiled_in_place, in_pieces
from graphsvc.kernels.ordering import neighbours_together, renumbered
from graphsvc.kernels.outwards import UNMET, Chains, Ordered, Search, outwards

SAME = 1e-10


class Roads(NamedTuple):
    """Classes of nodes that are alike, and how long the ties between them are.

    Attributes
    ----------
    starts, others, lengths
        Where the ties of each class lead, and how long each is: more than 0, at most
        `buckets.MOST` times the shortest.
    size
        How many nodes are in each class.
    inside
        How long the ties between the members of a class are; infinite where there are none.
    """

    starts: Whole
    others: Whole
    lengths: Number
    size: Number
    inside: Number

    @classmethod
    def of_nodes(cls, starts: Whole, others: Whole, lengths: Number) -> Roads:
        """Take each node for a class of its own."""
        many = len(starts) - 1
        return cls(starts, others, lengths, np.ones(many), np.full(many, np.inf))

    @property
    def parts(self) -> Whole:
        """The component each class is in, directions ignored."""
        many = len(self.size)
        between = sparse.csr_matrix((self.lengths, self.others, self.starts), (many, many))
        found: Whole = csgraph.connected_components(between, directed=False)[1]
        return found


class Ways(NamedTuple):
    """What shortest ways add up to.

    Attributes
    ----------
    reached, total, harmonic, farthest
        For a member of each class that was started from: how many other nodes it reaches, the sum
        of the distances to them, the sum of one over these distances, the greatest of them.
    came, came_total, came_harmonic, came_farthest
        For a member of each class, the same of the ways that come from the nodes that were started
        from.
    nodes
        For a member of each class, the sum over ordered pairs of nodes of the share of the shortest
        ways between them that pass through it.
    ties
        For each entry of `others`, the same of the ways along a tie between two members, in this
        direction.
    inside
        The same of a tie between two members of a class, in one direction.
    """

    reached: Long
    total: Number
    harmonic: Number
    farthest: Number
    came: Number
    came_total: Number
    came_harmonic: Number
    came_farthest: Number
    nodes: Number
    ties: Number
    inside: Number


class Searches:
    """Roads laid out for searches: neighbours side by side, ties from the shortest on.

    Parameters
    ----------
    roads
        Directed or not.
    """

    def __init__(self, roads: Roads) -> None:
        self._order = order = neighbours_together(roads.starts, roads.others)
        starts, others, self._place, entries = renumbered(roads.starts, roads.others, order)
        rows = np.repeat(np.arange(len(order)), np.diff(starts))
        by_length = np.lexsort((roads.lengths[entries], rows))
        entries, others = entries[by_length], others[by_length]
        lengths, inside = roads.lengths[entries], roads.inside[order]
        every = np.concatenate([lengths, inside[np.isfinite(inside)]])
        self._ring = buckets_needed(every), per_length(every)
        part = roads.parts[order]
        self._together = np.bincount(part)[part].astype(np.int32)
        self._roads: Ordered = starts, others, lengths, entries, roads.size[order], inside

    def ways(
        self,
        sources: Whole | None = None,
        *,
        begun: Number | None = None,
        same: float = SAME,
        passing: bool = True,
    ) -> Ways:
        """Follow the shortest ways from each class to all others.

        Parameters
        ----------
        sources
            The classes to start from, all if left out. From fewer, sums over pairs are that part.
        begun
            From how many members of each class ways are counted; from all if left out.
        same
            Ways count as equally long if they differ by at most this share.
        passing
            Whether to add up what passes through nodes and along ties. If not, all of it is 0.

        Notes
        -----
        Time O(sources x ties), memory O(nodes + ties + buckets) for each core. Ties are looked at
        from the shortest on, and no further than they could still lead to something nearer.

        References
        ----------
        .. [1] Brandes, U., J. Mathematical Sociology 25 (2001), 163-177.
        .. [2] Brandes, U., Social Networks 30 (2008), 136-145 (nodes that are alike).
        """
        place = self._place
        chosen = place if sources is None else place[sources]
        in_order = np.argsort(chosen)
        members = self._roads[4] if begun is None else begun[self._order]

        def work(some: Whole) -> Ways:
            found = _from_sources(
                self._roads, members, self._together, self._ring, some, same, passing
            )
            return Ways(*found)

        pieces = in_pieces(work, chosen[in_order])
        sums = next(pieces)
        of_sources = [sums[:4]]
        for piece in pieces:
            of_sources.append(piece[:4])
            for name, one, other in zip(Ways._fields[4:], sums[4:], piece[4:], strict=True):
                add = np.maximum if name == "came_farthest" else np.add
                add(one, other, out=one)
        back = np.argsort(in_order)
        leaving = (np.concatenate(each)[back] for each in zip(*of_sources, strict=True))
        came = (each[place] for each in sums[4:8])
        through = sums.nodes[place], sums.ties, sums.inside[place]
        return Ways._make([*leaving, *came, *through])


@compiled
def _from_sources(
    roads: Ordered,
    members: Number,
    together: Whole,
    ring: tuple[int, float],
    sources: Whole,
    same: float,
    passing: bool,
) -> tuple[Long, Number, Number, Number, Number, Number, Number, Number, Number, Number, Number]:
    _, others, _, _, size, _ = roads
    many, count = len(size), len(sources)
    reached, total = np.zeros(count, dtype=np.int64), np.zeros(count)
    harmonic, farthest = np.zeros(count), np.zeros(count)
    came, came_total = np.zeros(many), np.zeros(many)
    came_harmonic, came_farthest = np.zeros(many), np.zeros(many)
    through = (np.zeros(many), np.zeros(len(others)), np.zeros(many))
    search = (
        np.full(many, np.inf),
        np.zeros(many),
        np.zeros(many, dtype=np.int8),
        np.empty(many, dtype=np.int32),
    )
    links = len(others) + 1 if passing else 0
    chains = (
        np.full(many, -1, dtype=np.int32),
        np.empty(links, dtype=np.int32),
        np.empty(links, dtype=np.int32),
        np.empty(links, dtype=np.int32),
    )
    buckets, beyond = empty_buckets(ring[0], many), np.zeros(many)
    away, paths, state, order = search
    for row in range(count):
        source = sources[row]
        met = outwards(roads, source, together[source], ring[1], same, search, chains, buckets)
        for at in range(met):
            node = order[at]
            alike = size[node] - 1.0 if node == source else size[node]
            begun = _begun(members, size, source, node)
            far = away[node]
            reached[row] += int(alike)
            total[row] += alike * far
            harmonic[row] += alike / far
            farthest[row] = max(farthest[row], far)
            came[node] += begun
            came_total[node] += begun * far
            came_harmonic[node] += begun / far
            came_farthest[node] = max(came_farthest[node], far)
        if passing:
            _back(size, members, source, met, search, chains, beyond, through)
        for at in range(met):
            node = order[at]
            away[node], paths[node], state[node], beyond[node] = np.inf, 0.0, UNMET, 0.0
            chains[0][node] = -1
        state[source] = UNMET
    arrived = (came, came_total, came_harmonic, came_farthest)
    return (reached, total, harmonic, farthest, *arrived, *through)


@compiled_in_place
def _begun(members: Number, size: Number, source: int, node: int) -> float:
    """From how many members of a class ways lead to a node: to one of its own, from the others."""
    # Multiplied first: for whole classes the number is whole to the last digit.
    others = size[source] - 1.0 if node == source else size[source]
    begun: float = members[source] * others / size[source]
    return begun


@compiled
def _back(
    size: Number,
    members: Number,
    source: int,
    met: int,
    search: Search,
    chains: Chains,
    beyond: Number,
    through: tuple[Number, Number, Number],
) -> None:
    """Share out, from the farthest inwards, the ways to each class among those before it."""
    _, paths, _, order = search
    first, earlier, along, following = chains
    nodes, ties, inside = through
    of_class = members[source] / size[source]
    for at in range(met - 1, -1, -1):
        node = order[at]
        ends = size[node] - 1.0 if node == source else size[node]
        begun = _begun(members, size, source, node)
        share = (1.0 + beyond[node]) / paths[node]
        nodes[node] += members[source] * beyond[node]
        link = first[node]
        while link >= 0:
            before = earlier[link]
            if before >= 0:
                part = paths[before] * share
                beyond[before] += ends * part
                ties[along[link]] += begun * part
            elif along[link] >= 0:
                ties[along[link]] += share * of_class
            else:
                inside[node] += share * of_class
            link = following[link]
