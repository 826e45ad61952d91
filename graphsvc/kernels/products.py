"""Products of matrices where there is a tie, without the much fuller product itself."""

from __future__ import annotations

import numpy as np

from graphsvc.kernels.compiling import Number, Whole, compiled, on_all_cores


def on_ties(starts: Whole, others: Whole, left: Number, right: Number) -> Number:
    """Add up, for each tie from i to j, left[i, q] right[j, q] over those tied to both.

    Parameters
    ----------
    starts, others
        Which nodes are tied to which, both ways.
    left, right
        A number for each entry of `others`.

    Returns
    -------
    array
        One number for each entry of `others`.

    Notes
    -----
    Time O(sum over ties of the degree of one end), memory O(nodes) for each core.
    """
    found = np.zeros(len(others))
    nodes = np.arange(len(starts) - 1, dtype=np.int32)
    on_all_cores(lambda part: _on_ties(starts, others, left, right, part, found), nodes)
    return found


@compiled
def _on_ties(
    starts: Whole, others: Whole, left: Number, right: Number, nodes: Whole, found: Number
) -> None:
    row = np.zeros(len(starts) - 1)
    for node in nodes:
        for place in range(starts[node], starts[node + 1]):
            row[others[place]] = left[place]
        for place in range(starts[node], starts[node + 1]):
            other = others[place]
            total = 0.0
            for further in range(starts[other], starts[other + 1]):
                total += row[others[further]] * right[further]
            found[place] = total
        for place in range(starts[node], starts[node + 1]):
            row[others[place]] = 0.0
