"""Reading and asking without JavaScript: everything but moving about on the map."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.page_watch import DESKTOP, PHONE, open_page, open_window, visit
from tests.browser.running_service import RunningService


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_list_is_narrowed_and_a_partnership_opened(
    browser: Browser, real: RunningService, size: tuple[int, int]
) -> None:
    with open_page(browser, real.url("/"), size=size, scripts=False) as (page, watch):
        page.get_by_label("Province").select_option("NB")
        page.get_by_role("button", name="Show").click()
        expect(page.locator("caption")).to_have_text("3 partnerships")
        page.get_by_role("link", name="Greater Moncton").click()
        expect(page.locator("h1")).to_contain_text("Greater Moncton")
        expect(page.get_by_role("heading", name="Who is missing?")).to_be_visible()
    watch.check()


def test_an_organization_is_searched_and_read(browser: Browser, real: RunningService) -> None:
    with open_page(browser, real.url("/"), scripts=False) as (page, watch):
        page.get_by_role("searchbox", name="Search organizations").fill("georgian colege")
        page.get_by_role("button", name="Search").click()
        page.get_by_role("link", name="Georgian College").click()
        expect(page.locator("h1")).to_have_text("Georgian College")
        # A part that is folded away opens without a script.
        page.get_by_role("link", name="Simcoe County LIP Council").first.click()
        expect(page.locator("h1")).to_have_text("Simcoe County LIP Council")
        page.get_by_label("As of").fill("2016-06-01")
        page.get_by_role("button", name="Show").click()
        expect(page.locator("caption").first).to_have_text("33 members")
        page.get_by_role("link", name="Français", exact=True).click()
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        expect(page.locator("tbody").first.locator("tr")).to_have_count(33)
    watch.check()


def test_what_is_folded_away_can_be_opened(browser: Browser, real: RunningService) -> None:
    path = "/partnerships/lip:peel?lang=en"
    with open_page(browser, real.url(path), scripts=False) as (page, watch):
        asked = page.locator("#missing details").first
        expect(asked.locator(".suggestions")).to_be_hidden()
        asked.locator("summary").click()
        expect(asked.locator(".suggestions")).to_be_visible()
    watch.check()


def test_the_map_is_a_picture_and_a_table(browser: Browser, real: RunningService) -> None:
    with open_window(browser, real.address, scripts=False) as (page, watch):
        visit(page, watch, real.url("/map?of=lip:peel&lang=en"))
        expect(page.locator("#still svg")).to_be_visible()
        assert page.locator("#still svg text").count() > 5
        expect(page.locator("#rows")).to_be_visible()
        expect(page.locator("#legend")).to_be_visible()
        # What needs a script is not offered.
        for name in ("#canvas", "#tools", "#zoom", "#hint", "#panel", "#show-all"):
            expect(page.locator(name)).to_be_hidden()
        assert page.locator("#legend input, thead button").count() == 0
        page.get_by_label("Size stands for").select_option("Betweenness")
        page.get_by_role("button", name="Show", exact=True).click()
        expect(page.get_by_role("columnheader").nth(2)).to_have_text("Betweenness")
        page.locator("#rows").get_by_role("link", name="Region of Peel").first.click()
        expect(page.locator("h1")).to_have_text("Region of Peel")
    watch.check()
