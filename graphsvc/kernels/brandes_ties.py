"""What the shortest paths from a block of sources, each in a lane of its own, add up to on ties."""

from __future__ import annotations

import numpy as np

from graphsvc.kernels.compiling import Number, Whole, compiled
from graphsvc.kernels.lanes import LANES, sum_of_products

# paths, front, sums, far sums, far front: a row of lanes for each node.
Rows = tuple[Number, Number, Number, Number, Number]


@compiled
def share_out(
    step: int,
    before: Whole,
    starts: Whole,
    others: Whole,
    size: Number,
    begun: Number,
    block: Whole,
    rows: Rows,
    steps: Whole,
    along: Number,
) -> None:
    """Add up what runs along each tie to the nodes met at a step.

    Parameters
    ----------
    step, before
        The step, and the nodes met one step before it.
    starts, others, size, begun
        As for `brandes.betweenness`.
    block
        The sources.
    rows, steps
        In each lane how many paths lead to a node, and at which step it was met. The front is, for
        the nodes met at this step, what ends at them and beyond, for each path that leads there.
    along
        Added to: for each entry of `others`, times how many nodes are in the class it leads to.
    """
    paths, front, _, _, _ = rows
    if step == 1:
        for lane in range(len(block)):
            source = block[lane]
            share = begun[source] / size[source]
            for place in range(starts[source], starts[source + 1]):
                along[place] += share * front[others[place], lane]
    coming = np.zeros(LANES)
    for node in before:
        for lane in range(len(block)):
            met_before = steps[node, lane] == step - 1
            coming[lane] = begun[block[lane]] * paths[node, lane] if met_before else 0.0
        for place in range(starts[node], starts[node + 1]):
            along[place] += sum_of_products(coming, front, others[place])
