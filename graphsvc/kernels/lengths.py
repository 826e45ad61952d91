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

from graphsvc.kernels.backbone import backbone, reversed_entries
from graphsvc.kernels.compiling import Number, Whole, in_pieces
from graphsvc.kernels.following import Laid, Ways, from_sources
from graphsvc.kernels.ordering import neighbours_together, renumbered

SAME = 1e-10
_ROUNDED = 2.0**-50
_REACH = 0.2  # of the usual tie: how far off those are that are taken up together


class Roads(NamedTuple):
    """Classes of nodes that are alike, and how long the ties between them are.

    Attributes
    ----------
    starts, others, lengths
        Where the ties of each class lead, ascending, and how long each is: more than 0.
    size
        How many nodes are in each class.
    inside
        How long the ties between the members of a class are; infinite where there are none. Those
        of a class of several without any lead both ways.
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


class Searches:
    """Roads laid out for searches: neighbours side by side, without ties that are no use.

    Parameters
    ----------
    roads
        Directed or not.
    same
        Ways count as equally long if they differ by at most this share.
    """

    def __init__(self, roads: Roads, *, same: float = SAME) -> None:
        self._same = same
        self._order = order = neighbours_together(roads.starts, roads.others)
        back = reversed_entries(roads.starts, roads.others, roads.lengths)
        starts, others, self._place, entries = renumbered(roads.starts, roads.others, order)
        # From the shortest on: ways round are looked for among these.
        rows = np.repeat(np.arange(len(order)), np.diff(starts))
        by_length = np.lexsort((roads.lengths[entries], rows))
        others, entries = others[by_length], entries[by_length]
        lengths = roads.lengths[entries]
        if back is None:
            back = np.zeros(0, dtype=np.int32)
        else:
            back = _places(entries)[back[entries]]
            # No way is longer than the longest tie for each node; sums of ties are rounded, too.
            slack = max(same, _ROUNDED) * len(order) * float(lengths.max(initial=0.0))
            kept = backbone(starts, others, lengths, back, slack)
            starts = np.concatenate([[0], np.cumsum(kept)])[starts].astype(np.int32)
            back = (np.cumsum(kept, dtype=np.int32) - 1)[back[kept]]
            others, lengths, entries = others[kept], lengths[kept], entries[kept]
        self._laid = Laid((starts, others, lengths), back, roads.size[order], roads.inside[order])
        self._entries, self._many = entries, len(roads.others)
        self._reach = _REACH * float(np.median(lengths)) if len(lengths) else 1.0

    def ways(
        self,
        sources: Whole | None = None,
        *,
        begun: Number | None = None,
        passing: bool = True,
    ) -> Ways:
        """Follow the shortest ways from each class to all others.

        Parameters
        ----------
        sources
            The classes to start from, each once; all if left out. From fewer, sums over pairs are
            that part.
        begun
            From how many members of each class ways are counted; from all if left out.
        passing
            Whether to add up what passes through nodes and along ties. If not, all of it is 0.

        Notes
        -----
        Time O(sources x ties), and up to O(sources x nodes x ties) where most ties are long and
        short ones make long chains; memory O(nodes + ties) for each core.

        References
        ----------
        .. [1] Brandes, U., J. Mathematical Sociology 25 (2001), 163-177.
        .. [2] Brandes, U., Social Networks 30 (2008), 136-145 (nodes that are alike).
        """
        place = self._place
        chosen = place if sources is None else place[sources]
        in_order = np.argsort(chosen)
        members = self._laid.size if begun is None else begun[self._order]

        def work(some: Whole) -> Ways:
            return from_sources(self._laid, members, some, self._reach, self._same, passing)

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
        ties = np.zeros(self._many)
        if passing:
            ties[self._entries] = sums.ties
        return Ways._make([*leaving, *came, sums.nodes[place], ties, sums.inside[place]])


def _places(order: Whole) -> Whole:
    """Return where each of some numbers stands in an order of them."""
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return place
