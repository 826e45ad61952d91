"""Names on the map in the browser: what matters most has one, and none lies on anything else."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from graphsvc.analytics.scope import Scope
from graphsvc.demonstration import generate
from graphsvc.model.snapshot import Snapshot
from graphsvc.viz.maps import draw
from tests.browser.map_files import write_map
from tests.browser.page_watch import DESKTOP, PHONE, Watch, open_window, visit
from tests.browser.running_service import RunningService

DAY = "2026-04-01"
_LISTEN = "document.addEventListener('named', (event) => { window.told = event.detail; });"


def _demonstration(code: str, folder: Path) -> str:
    """Write the map of the first partnership of the demonstration as a file: its address."""
    snapshot = Snapshot.of(generate(1).changes)
    partnership = min(snapshot.partnerships)
    scene = draw(snapshot, Scope.checked(snapshot, partnership, DAY))
    return write_map(scene, folder / f"map-{code}.html", code)


def _told(page: Page, watch: Watch, address: str) -> dict[str, Any]:
    """Open a map and return which names stand where, and where the nodes are."""
    page.add_init_script(_LISTEN)
    visit(page, watch, address)
    expect(page.locator("#canvas canvas")).to_be_visible()
    return dict(page.evaluate("window.told"))


def _meet(one: dict[str, float], other: dict[str, float]) -> bool:
    return (
        one["left"] < other["right"]
        and one["right"] > other["left"]
        and one["top"] < other["bottom"]
        and one["bottom"] > other["top"]
    )


def _check(told: dict[str, Any]) -> None:
    names = told["named"]
    for one, other in combinations(names, 2):
        assert not _meet(one["box"], other["box"]), (one["lines"], other["lines"])
    for name in names:
        met = [
            node["node"]["label"]
            for node in told["nodes"]
            if node["node"]["id"] != name["id"] and _meet(name["box"], node["box"])
        ]
        assert met == [], name["lines"]


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_those_who_stand_out_are_named_on_the_demonstration(
    browser: Browser, tmp_path: Path, code: str, size: tuple[int, int]
) -> None:
    address = _demonstration(code, tmp_path)
    with open_window(browser, "file://", size=size) as (page, watch):
        told = _told(page, watch, address)
        named = {name["id"]: " ".join(name["lines"]) for name in told["named"]}
        rows = page.locator("#rows tbody tr")
        order = rows.evaluate_all("rows => rows.map((row) => row.dataset.node)")
    watch.check()
    _check(told)
    assert set([item for item in order if item.startswith("org:")][:3]) <= named.keys()
    # Different names are told apart, whichever way they are cut.
    labels = {node["node"]["id"]: node["node"]["label"] for node in told["nodes"]}
    assert len(set(named.values())) == len({labels[item] for item in named})
    assert len(named) >= (25 if size == DESKTOP else 8)


@pytest.mark.parametrize("path", ["/map?lang=fr", "/map?of=lip:peel&lang=en"])
def test_no_name_lies_on_a_node_or_another_name(
    browser: Browser, real: RunningService, path: str
) -> None:
    with open_window(browser, real.address) as (page, watch):
        told = _told(page, watch, real.url(path))
        _check(told)
        if "peel" in path:
            names = [" ".join(name["lines"]) for name in told["named"]]
            assert "United Way of Peel Region" in names
            assert {"Region of Peel", "PNSG co-sponsors"} <= set(names)
        # Chosen, a node is named in full, and so are those around it as far as there is room.
        page.locator("#find-name").fill("United Way of Peel Region")
        page.keyboard.press("Enter")
        expect(page.locator("#panel h2")).to_have_text("United Way of Peel Region")
        told = dict(page.evaluate("window.told"))
        _check(told)
        assert "United Way of Peel Region" in [" ".join(name["lines"]) for name in told["named"]]
    watch.check()


def test_a_way_is_named_at_both_ends_and_fills_the_map(
    browser: Browser, real: RunningService
) -> None:
    # Both sit with the federal department, the one in Toronto, the other in Simcoe County.
    way = "&from=georgian+college&to=catholic+crosscultural+services"
    with open_window(browser, real.address) as (page, watch):
        whole = _told(page, watch, real.url("/map?lang=en"))
        told = _told(page, watch, real.url(f"/map?lang=en{way}"))
        names = [" ".join(name["lines"]) for name in told["named"]]
        assert {"Georgian College", "Catholic Crosscultural Services"} <= set(names)
        assert len(names) == len(told["nodes"]) == 5
        _check(told)

        def apart(seen: dict[str, Any]) -> float:
            across = {node["node"]["label"]: node["at"]["x"] for node in seen["nodes"]}
            return float(across["Georgian College"] - across["Catholic Crosscultural Services"])

        assert abs(apart(told)) > 2 * abs(apart(whole))
    watch.check()
