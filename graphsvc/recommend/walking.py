"""A walk that starts again and again at whoever asks: personalised PageRank on seats."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graphsvc.recommend.asker import Asker
from graphsvc.recommend.steps import Network

DAMPING = 0.85
PRECISE = 1e-12
# Each round takes two steps, so what is left to move shrinks by 0.85 squared: 0.85^200 is 8e-15.
_MOST_ROUNDS = 100


def walk(network: Network, asker: Asker) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the share of time that a walk from the asker spends at organizations and at bodies.

    Parameters
    ----------
    network
        Who sits where.
    asker
        Where the walk starts; a body or partnership that asks is an organization of its own, one
        step before its bodies.

    Returns
    -------
    tuple of arrays
        By position, each 0 or more; all 0 where the asker sits nowhere.

    References
    ----------
    .. [1] Haveliwala, T., Topic-sensitive PageRank, WWW (2002), 517-526.
    """
    shape = network.rows.shape
    home_rows, home_bodies = np.zeros(shape[0]), np.zeros(shape[1])
    if not len(asker.bodies):
        return home_rows, home_bodies
    if asker.row is not None:
        home_rows[asker.row] = 1 - DAMPING
    else:
        home_bodies[asker.bodies] = (1 - DAMPING) / len(asker.bodies)
    of_row = 1 / np.maximum(np.diff(network.rows.indptr), 1)
    of_body = 1 / np.maximum(np.diff(network.columns.indptr), 1)
    rows, bodies = home_rows.copy(), home_bodies.copy()
    for _ in range(_MOST_ROUNDS):
        # The way from organizations leads to bodies alone and back, so the newest number is taken.
        next_bodies = home_bodies + DAMPING * (network.columns @ (rows * of_row))
        next_rows = home_rows + DAMPING * (network.rows @ (next_bodies * of_body))
        moved = np.abs(next_rows - rows).sum() + np.abs(next_bodies - bodies).sum()
        rows, bodies = next_rows, next_bodies
        if moved < PRECISE:
            break
    return rows, bodies
