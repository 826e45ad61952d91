"""The ties that shortest ways can run along.

Where ties differ in length many are longer than the way round by somebody else: a large council
makes long ties, and most of its members meet on a small committee as well. No shortest way runs
along such a tie, so searches need not look at it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graphsvc.kernels.compiling import Number, Whole, compiled

_LOOKS = 64


def reversed_entries(starts: Whole, others: Whole, lengths: Number) -> Whole | None:
    """Return for each tie its entry in the other direction; None if some lead one way only.

    Parameters
    ----------
    starts, others, lengths
        Which nodes are tied to which, and how long each tie is. Others ascending. A tie that is not
        as long both ways counts as two that lead one way.
    """
    size = len(starts) - 1
    entries = np.arange(len(others), dtype=np.int32)
    turned = sparse.csr_matrix((entries, others, starts), (size, size)).T.tocsr()
    turned.sort_indices()
    is_same = np.array_equal(turned.indptr, starts) and np.array_equal(turned.indices, others)
    back: Whole = turned.data
    return back if is_same and np.array_equal(lengths[back], lengths) else None


@compiled
def backbone(
    starts: Whole, others: Whole, lengths: Number, back: Whole, slack: float
) -> NDArray[np.bool_]:
    """Tell of which ties no way round by one other node was found that is shorter.

    Parameters
    ----------
    starts, others, lengths
        Which nodes are tied to which, both ways, and how long each tie is, from the shortest on.
    back
        For each entry of `others` the entry of the same tie in the other direction.
    slack
        A way round that is shorter by less counts as equally long.

    Notes
    -----
    Of each tie at most `_LOOKS` ways round are looked at, by the shortest ties of the end that has
    fewer: time and memory O(nodes + ties).

    References
    ----------
    .. [1] Simas, T., Correia, R. B. & Rocha, L. M., J. Complex Networks 9 (2021), cnab021.
    """
    kept = np.ones(len(others), dtype=np.bool_)
    away = np.full(len(starts) - 1, np.inf)
    for node in range(len(starts) - 1):
        first, end = starts[node], starts[node + 1]
        for place in range(first, end):
            away[others[place]] = lengths[place]
        for place in range(first, end):
            near, last = starts[others[place]], starts[others[place] + 1]
            if last - near > end - first:
                continue  # looked at from its other end
            most = lengths[place] - slack
            for second in range(near, min(last, near + _LOOKS)):
                if lengths[second] >= most:
                    break
                if away[others[second]] + lengths[second] < most:
                    kept[place] = kept[back[place]] = False
                    break
        for place in range(first, end):
            away[others[place]] = np.inf
    return kept
