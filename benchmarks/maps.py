"""Maps in a real Chromium: time until drawn and frame times, ours and pyvis's as it comes.

    make bench        or        python benchmarks/maps.py [--ours] [NODES ...]

Both are files opened from the disk with the network off. Ours is what "Save as one file" writes,
positions, names, legend and table included; pyvis's is `generate_html` with everything in line and
its usual options, given the same nodes and lines; `--ours` leaves it out. Frames are counted while
the map is dragged.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from pyvis.network import Network

from graphsvc import demonstration
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.analytics.views import two_mode
from graphsvc.language import language, message
from graphsvc.model.snapshot import Snapshot
from graphsvc.viz.affiliations import affiliations
from graphsvc.viz.composing import compose
from graphsvc.viz.page import network_of
from graphsvc.viz.picture import svg
from graphsvc.viz.scene import Caption, Draft, Scene
from graphsvc.viz.sizes import by_ties
from graphsvc.web.pieces import ViewForm
from graphsvc.web.rendering import environment, render
from graphsvc.web.views import Shell
from graphsvc.web.views.map_file import MapFile

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
SIZES = (160, 1_000, 5_000)
DAY = "2026-04-01"
PATIENCE = 120.0  # seconds; pyvis as it comes takes longer than that at 5,000 nodes
# Its bar goes when the positions stand; below a hundred nodes there is none.
STANDS = "() => document.getElementById('loadingBar')?.style.display === 'none'"
SETTLED = """async () => {
  for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
  return performance.now();
}"""
COUNT = """() => {
  window.frames_seen = [];
  let before = performance.now();
  const next = (now) => {
    window.frames_seen.push(now - before);
    before = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}"""


def scene_of(count: int) -> Scene:
    """Draw so many nodes of the demonstration region, whatever a page would allow."""
    partnerships = max(1, round(count / 60))
    snapshot = Snapshot.of(demonstration.generate(partnerships).changes)
    scope = Scope(WHOLE, DAY)
    whole = affiliations(snapshot, scope, two_mode(snapshot, scope))
    tied = [item for tie in whole.ties for item in (tie.source, tie.target)]
    kept = dict.fromkeys([*tied, *whole.nodes])
    wanted = set(list(kept)[:count])
    draft = Draft(
        {item: node for item, node in whole.nodes.items() if item in wanted},
        [tie for tie in whole.ties if tie.source in wanted and tie.target in wanted],
    )
    return compose(draft, Caption(of=WHOLE, as_of=DAY), by_ties(draft))


def ours(scene: Scene, file: Path) -> None:
    """Write the map as the service saves it."""
    speech = language("en")
    page = MapFile(
        heading=message("Map"),
        form=ViewForm("", DAY),
        data=network_of(scene, speech, environment("en"), lambda _: {}).data_block(),
        picture=svg(scene, speech),
        measure=scene.size_by.label,
        node_legend=scene.node_legend,
        tie_legend=scene.tie_legend,
        rows=scene.rows,
        notice="",
    )
    file.write_text(render(page, Shell(language="en", other_language_href="")), "utf-8")


def stock(scene: Scene, file: Path) -> None:
    """Write the same nodes and lines as pyvis does, without its scan of all lines for each one."""
    network = Network(cdn_resources="in_line")
    for node in scene.nodes:
        network.add_node(node.id, label=node.name, size=node.radius)
    network.edges = [{"from": tie.source, "to": tie.target} for tie in scene.ties]
    file.write_text(network.generate_html(), "utf-8")


def drawn(page: Page, file: Path, *, stands: str | None) -> float | None:
    """Open a file; return the milliseconds until its map stands, None where it never does."""
    page.goto(file.as_uri(), wait_until="commit", timeout=PATIENCE * 1_000)
    try:
        page.wait_for_load_state("load", timeout=PATIENCE * 1_000)
        if stands:
            page.wait_for_function(stands, timeout=PATIENCE * 1_000)
        return float(page.evaluate(SETTLED))
    except Exception:  # noqa: BLE001 - of whatever kind: it does not stand
        return None


def frames(page: Page) -> tuple[float, float]:
    """Drag the map for two seconds; return the mean and the 95th percentile of its frames in ms."""
    box = page.locator("canvas").first.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x + 3, y + 3)
    page.mouse.down()
    page.evaluate(COUNT)
    began, step = time.perf_counter(), 0
    while time.perf_counter() - began < 2:
        step += 1
        page.mouse.move(x + 60 * (step % 4 - 2), y + 40 * (step % 3 - 1))
    found = page.evaluate("() => window.frames_seen.slice(2)")
    page.mouse.up()
    return statistics.mean(found), statistics.quantiles(found, n=20)[-1]


def measure(browser: Browser, count: int, folder: Path, *, alone: bool) -> None:
    """Print one size: ours, and pyvis's unless ours is wanted alone."""
    began = time.perf_counter()
    scene = scene_of(count)
    built = time.perf_counter() - began
    found: dict[str, float | None] = {}
    both = (("graphsvc", ours, None), ("pyvis", stock, STANDS))
    for name, write, stands in both[:1] if alone else both:
        file = folder / f"{name}-{count}.html"
        write(scene, file)
        context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
        page = context.new_page()
        found[name] = drawn(page, file, stands=stands)
        told = f"{name:9} {len(scene.nodes):6,} nodes {len(scene.ties):7,} lines"
        if found[name] is None:
            print(f"{told}   not drawn in {PATIENCE:g} s", flush=True)
        else:
            mean, late = frames(page)
            print(
                f"{told}   drawn {found[name]:8,.0f} ms   frame {mean:6.1f} ms, p95 {late:6.1f} ms",
                flush=True,
            )
        context.close()
    if alone:
        return
    first, second = found["graphsvc"], found["pyvis"]
    ratio = "" if not first else f"{(second or PATIENCE * 1_000) / first:.0f}"
    least = "more than " if second is None else ""
    print(f"          drawn {least}{ratio} times as fast; made up and laid out in {built:.1f} s")


def main() -> None:
    """Measure each size."""
    sizes = [int(each) for each in sys.argv[1:] if each.isdigit()] or SIZES
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for count in sizes:
            measure(browser, count, Path(folder), alone="--ours" in sys.argv)
        browser.close()


if __name__ == "__main__":
    main()
