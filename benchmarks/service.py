"""The service on a region of national size: loaded, read, asked, drawn. Prints seconds and ratios.

    make bench        or        python benchmarks/service.py [PARTNERSHIPS]

Each line has the seconds, the target of the issue it comes from, and where there is a peer, how
many times faster we are than it in the same run.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import uvicorn
from playwright.sync_api import sync_playwright
from starlette.testclient import TestClient

from graphsvc import demonstration
from graphsvc.api.app import create_app
from graphsvc.model.snapshot import Snapshot
from graphsvc.settings import Settings
from graphsvc.store import journal, migrations, open_store
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_snapshot

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
PORT = 8099
# The same memberships, a row each: what a snapshot would cost if it were not read by column.
ROWS = (
    "MATCH (o:Organization)-[m:MEMBER_OF]->(b:Body) "
    "RETURN m.id AS id, o.id AS organization, b.id AS body, m.role AS role, m.since AS since, "
    "m.until AS until, m.sources AS sources, m.confidence AS confidence"
)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return how long a call takes, and what it returns."""
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


def median(work: Callable[[], Any], times: int = 5) -> float:
    """Return the median time of several calls."""
    return statistics.median(timed(work)[0] for _ in range(times))


def line(what: str, seconds: float, target: float | None = None, peer: str = "") -> None:
    """Print one result."""
    wanted = "" if target is None else f"  (target {target:g} s)"
    print(f"{what:58} {seconds:9.4f} s{wanted}{peer}", flush=True)


def load(store: Store, partnerships: int) -> None:
    """Make the region up and load it."""
    seconds, region = timed(lambda: demonstration.generate(partnerships))
    line(f"region of {partnerships} partnerships made up", seconds)
    loading, _ = timed(lambda: journal.apply(store, region.changes, label="benchmark"))
    line(f"its {len(region.changes):,} records loaded", loading)
    line("made up and loaded", seconds + loading, 30 if partnerships == 82 else None)


def read(store: Store) -> Snapshot:
    """Read snapshots, by column and, for comparison, the memberships alone by row."""
    read_snapshot(store)
    seconds = median(lambda: read_snapshot(store))
    line("snapshot read", seconds, 1)
    columns = median(
        lambda: store.read(lambda tx: tx.row("column_memberships", first="", last="~"))
    )
    with store._driver.session(database=store._database) as session:
        rows = median(lambda: session.run(ROWS).values(), 3)
    line("memberships read by column", columns, peer=f"  {rows / columns:.1f}x as fast as by row")
    return read_snapshot(store)


def middle(snapshot: Snapshot) -> tuple[str, str, str]:
    """Choose a partnership of median size, an organization in it, and the busiest organization."""
    sizes = {
        item: sum(len(snapshot.seats_of_body.get(body, ())) for body in snapshot.bodies_of[item])
        for item in snapshot.bodies_of
    }
    partnership = sorted(sizes, key=lambda item: (sizes[item], item))[len(sizes) // 2]
    body = snapshot.bodies_of[partnership][0]
    organization = snapshot.seats_of_body[body][0].organization
    seats = snapshot.seats_of_organization
    busiest = max(seats, key=lambda item: (len(seats[item]), item))
    return partnership, organization, busiest


def ask(client: TestClient, partnership: str, organization: str, busiest: str) -> None:
    """Ask every question of point 5, cold and warm."""
    questions = {
        "centralities, two-mode": f"/v1/centrality?scope={partnership}",
        "centralities, one-mode": f"/v1/centrality?scope={partnership}&view=one_mode",
        "bridging": f"/v1/bridging?scope={partnership}",
        "sectors": f"/v1/partnerships/{partnership}/sectors",
        "invitations": f"/v1/partnerships/{partnership}/invitations",
        "recommendations": f"/v1/organizations/{organization}/recommendations",
        "role of an organization": f"/v1/organizations/{organization}/role",
        "recommendations for the busiest": f"/v1/organizations/{busiest}/recommendations",
        "role of the busiest": f"/v1/organizations/{busiest}/role",
        "page of a partnership": f"/partnerships/{partnership}",
        "page of an organization": f"/organizations/{organization}",
        "home page": "/",
        "map of a partnership": f"/map?of={partnership}",
        "map of the whole": "/map",
    }
    client.get("/readyz")
    client.get("/v1/partnerships?limit=1")  # the snapshot is read here
    for name, address in questions.items():
        cold, answer = timed(partial(client.get, address))
        assert answer.status_code == 200, (name, answer.status_code)
        line(f"{name}, cold", cold, 0.2 if name == "home page" else 1)
        line(f"{name}, warm", median(partial(client.get, address)), 0.02)


def draw(settings: Settings, store: Store, partnership: str) -> None:
    """Open pages in a real Chromium: seconds from the request until the picture stands."""
    server = uvicorn.Server(
        uvicorn.Config(create_app(settings, store), port=PORT, log_level="error")
    )
    Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{PORT}/")
        for name, path in {
            "page of a partnership drawn": f"/partnerships/{partnership}",
            "map of a partnership drawn": f"/map?of={partnership}",
        }.items():
            address = f"http://127.0.0.1:{PORT}{path}"
            line(f"{name}, in Chromium", median(partial(page.goto, address), 3), 1.5)
        browser.close()
    server.should_exit = True


def main() -> None:
    """Run all of it on a store of its own."""
    partnerships = int(sys.argv[1]) if len(sys.argv) > 1 else 82
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), neo4j_uri=None, port=PORT)
        with open_store(settings) as store:
            migrations.migrate(store)
            load(store, partnerships)
            chosen = middle(read(store))
            with TestClient(create_app(settings, store), base_url="http://127.0.0.1") as client:
                ask(client, *chosen)
            draw(settings, store, chosen[0])


if __name__ == "__main__":
    main()
