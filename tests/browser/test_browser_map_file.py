"""The map as one file: saved by a form, opened from the disk with the network off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.hostile_records import NAMES
from tests.browser.page_rules import visible_faults
from tests.browser.page_watch import (
    DESKTOP,
    PHONE,
    Watch,
    drawn_share,
    open_page,
    open_window,
    overflow,
)
from tests.browser.running_service import RunningService

PATH = "/map?of=lip:hostile&lang=en"


def _saved(browser: Browser, url: str, level: str, folder: Path, button: str) -> Path:
    with open_page(browser, url) as (page, watch):
        page.locator(f".keep:has(input[value={level}]) summary").click()
        page.locator(f".keep input[value={level}]").check()
        with page.expect_download() as caught:
            page.get_by_role("button", name=button).click()
        file = folder / caught.value.suggested_filename
        caught.value.save_as(file)
    watch.check()
    return file


@contextmanager
def _opened(
    browser: Browser, file: Path, size: tuple[int, int] = DESKTOP
) -> Iterator[tuple[Page, Watch]]:
    with open_window(browser, "file://", size=size) as (page, watch):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.context.set_offline(True)
        page.goto(file.as_uri())
        yield page, watch
        kinds = {url.partition(":")[0] for url in asked}
        assert kinds <= {"file", "data", "blob"}
        assert sum(url.startswith("file:") for url in asked) == 1


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_file_works_without_a_network(
    browser: Browser, hostile: RunningService, tmp_path: Path, size: tuple[int, int]
) -> None:
    file = _saved(browser, hostile.url(PATH), "internal", tmp_path, "Save the file")
    assert file.name.startswith("map-internal-")
    with _opened(browser, file, size) as (page, watch):
        expect(page.locator("#canvas canvas")).to_be_visible()
        assert drawn_share(page) > 0.01
        assert overflow(page) == 0
        expect(page.locator("#rows tbody tr")).to_have_count(21)
        page.get_by_role("combobox", name="Find on the map").fill(NAMES["image"])
        page.keyboard.press("Enter")
        expect(page.locator("#panel h2")).to_have_text(NAMES["image"])
        expect(page.locator("#panel a")).to_have_count(0)
        page.locator("#legend input").first.uncheck()
        expect(page.locator("#rows caption")).to_contain_text("of 21 shown")
        page.get_by_role("button", name="Show everything again").click()
        if size == DESKTOP:
            page.locator("#rows thead button").first.click()
            expect(page.locator("#rows thead [aria-sort]")).to_have_count(1)
        with page.expect_download() as caught:
            page.get_by_role("button", name="Save as PNG").click()
        assert caught.value.suggested_filename == f"{file.stem}.png"
        # It leads nowhere: not to the service it came from, not to anybody else.
        assert page.locator("a, form[action], [src], link").count() == 0
        assert visible_faults(page) == []
    watch.check()


def test_the_public_file_has_no_names_that_nothing_public_tells_of(
    browser: Browser, hostile: RunningService, tmp_path: Path
) -> None:
    # The seats at the neighbour's table bear no source.
    url = hostile.url("/map?of=lip:neighbour&lang=fr")
    file = _saved(browser, url, "public", tmp_path, "Enregistrer le fichier")
    written = file.read_text("utf-8")
    assert "arabic" not in written
    assert NAMES["arabic"] not in written
    with _opened(browser, file) as (page, watch):
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        expect(page.locator("#facts")).to_contain_text("5 nœuds figurent sans leur nom")
        assert drawn_share(page) > 0.001
    watch.check()
    partners = _saved(browser, url, "partners", tmp_path, "Enregistrer le fichier")
    assert NAMES["arabic"] in partners.read_text("utf-8")


def _double_click(page: Page, name: str) -> None:
    """Click twice on a node, which the search has moved to the middle of the map."""
    page.get_by_role("combobox", name="Find on the map").fill(name)
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text(name)
    canvas = page.locator("#canvas canvas")
    box = canvas.bounding_box()
    assert box
    canvas.dblclick(position={"x": box["width"] / 2, "y": box["height"] / 2})


def test_a_double_click_opens_a_group_in_the_service_and_leads_nowhere_in_the_file(
    browser: Browser, hostile: RunningService, tmp_path: Path
) -> None:
    url = hostile.url("/map?of=all&group=partnership&lang=en")
    name = NAMES["image"]
    with open_page(browser, url) as (page, watch):
        _double_click(page, name)
        expect(page.locator("h1")).to_have_text(f"Map: {name}")
    watch.check()
    file = _saved(browser, url, "internal", tmp_path, "Save the file")
    with _opened(browser, file) as (page, watch):
        _double_click(page, name)
        page.wait_for_timeout(300)
        expect(page.locator("#panel h2")).to_have_text(name)
        assert page.url.partition("#")[0] == file.as_uri()
        expect(page.locator("#canvas canvas")).to_be_visible()
    watch.check()
