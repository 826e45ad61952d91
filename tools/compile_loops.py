"""Compiles the loops that measure networks, once after an installation.

    python tools/compile_loops.py

Without it the first to open a page would wait for that. The code is kept on the disk, so it takes
about half a minute once, and two seconds where it is there.
"""

from __future__ import annotations

from graphsvc.analytics.bridging import DRAWS, bridging
from graphsvc.analytics.engagement import sectors
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.demonstration import generate
from graphsvc.dispatch.warming import warm_up
from graphsvc.model.snapshot import Snapshot

PARTNERSHIPS = 3
DAY = "2026-04-01"


def main() -> None:
    """Measure a small invented region as pages and programs do."""
    warm_up()
    region = Snapshot.of(generate(PARTNERSHIPS).changes)
    bridging(region, Scope(WHOLE, DAY), draws=DRAWS)
    sectors(region, next(iter(region.partnerships)), DAY)


if __name__ == "__main__":
    main()
