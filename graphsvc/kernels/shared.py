"""What two nodes have in common, for pairs that are asked for."""

from __future__ import annotations

from graphsvc.kernels.compiling import Number, Whole, compiled


@compiled
def sums_over_shared(
    starts: Whole, others: Whole, worth: Number, firsts: Whole, seconds: Whole, found: Number
) -> None:
    """Add up, for each pair, what the neighbours of both are worth.

    Parameters
    ----------
    starts, others
        Which nodes are tied to which, both ways.
    worth
        A number for each node.
    firsts, seconds
        The two nodes of each pair.
    found
        Takes the sums, one for each pair.

    Notes
    -----
    Time O(sum over pairs of both degrees): their rows are ascending and are read side by side.
    """
    for pair in range(len(firsts)):
        one, last = starts[firsts[pair]], starts[firsts[pair] + 1]
        two, end = starts[seconds[pair]], starts[seconds[pair] + 1]
        total = 0.0
        while one < last and two < end:
            if others[one] < others[two]:
                one += 1
            elif others[one] > others[two]:
                two += 1
            else:
                total += worth[others[one]]
                one += 1
                two += 1
        found[pair] = total
