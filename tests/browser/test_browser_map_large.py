"""A map of many nodes: what nobody looks at yet is not laid out, and is there all the same."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from graphsvc import demonstration
from graphsvc.analytics.scope import Scope
from graphsvc.model.snapshot import Snapshot
from graphsvc.viz.maps import draw
from tests.browser.map_files import write_map
from tests.browser.page_rules import visible_faults
from tests.browser.page_watch import drawn_share, open_window, visit
from tests.browser.running_service import RunningService

DAY = "2026-04-01"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, int]:
    """The whole demonstration region as one file: its address, and how many nodes it has."""
    snapshot = Snapshot.of(demonstration.generate(12).changes)
    scene = draw(snapshot, Scope.checked(snapshot, "all", DAY))
    file = tmp_path_factory.mktemp("large") / "map.html"
    return write_map(scene, file), len(scene.nodes)


def test_a_long_table_is_folded_away_and_opened_by_keyboard(
    browser: Browser, large: tuple[str, int]
) -> None:
    address, count = large
    assert count > 500
    with open_window(browser, "file://") as (page, watch):
        page.goto(address)
        assert drawn_share(page) > 0.01
        rows = page.locator("#rows tbody tr")
        assert rows.count() == count
        expect(rows.first).to_be_hidden()
        # Its buttons come with the rest of it: not before.
        assert page.locator("#rows .on-map").count() == 0
        opener = page.locator("summary", has_text="Open the table")
        opener.focus()
        page.keyboard.press("Enter")
        expect(rows.first).to_be_visible()
        buttons = page.locator("#rows .on-map")
        expect(buttons).to_have_count(count)
        buttons.first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#panel")).to_be_visible()
        expect(page.locator(":focus")).to_have_attribute("role", "application")
        assert visible_faults(page) == []
    watch.check()


def test_words_of_a_folded_table_are_found(browser: Browser, large: tuple[str, int]) -> None:
    address, _ = large
    with open_window(browser, "file://") as (page, watch):
        page.goto(address)
        last = page.locator("#rows tbody tr th").last
        name = str(last.text_content())
        # What the search of a browser does: an address that names a text does the same.
        page.goto("about:blank")
        page.goto(f"{address}#:~:text={quote(name)}")
        expect(last).to_be_in_viewport()
    watch.check()


def test_on_paper_and_without_scripts_all_of_it_is_there(
    browser: Browser, large: tuple[str, int]
) -> None:
    address, count = large
    with open_window(browser, "file://") as (page, watch):
        page.goto(address)
        expect(page.locator("#still")).to_be_hidden()
        page.emulate_media(media="print")
        expect(page.locator("#still svg")).to_be_visible()
        expect(page.locator("#rows tbody tr:visible")).to_have_count(count)
        expect(page.locator("#rows tbody tr").last).to_be_visible()
    watch.check()
    with open_window(browser, "file://", scripts=False) as (page, watch):
        page.goto(address)
        expect(page.locator("#still svg")).to_be_visible(timeout=2_000)
        page.locator("summary", has_text="Open the table").click()
        expect(page.locator("#rows tbody tr").last).to_be_visible()
    watch.check()


def test_the_picture_comes_where_the_scripts_do_not(browser: Browser, real: RunningService) -> None:
    with open_window(browser, real.address) as (page, watch):
        page.route("**/vis-network*.js", lambda route: route.fulfill(status=200, body=""))
        visit(page, watch, real.url("/map?of=lip:peel&lang=en"))
        # After five seconds in which the canvas could have come.
        expect(page.locator("#still svg")).to_be_visible(timeout=15_000)
    watch.check()
