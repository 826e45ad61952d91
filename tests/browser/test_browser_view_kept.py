"""A day and whom one leaves out, kept from page to page; a day that is none, asked again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.page_rules import structure_faults, visible_faults
from tests.browser.page_watch import DESKTOP, PHONE, open_page
from tests.browser.running_service import RunningService

SIMCOE = "/partnerships/lip:simcoe-county?as_of=2018-01-01&exclude=host&lang=en"
KEPT = re.compile(r"as_of=2018-01-01&exclude=host")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_view_goes_along_by_menu_search_and_links_until_it_is_given_up(
    browser: Browser, real: RunningService, size: tuple[int, int]
) -> None:
    with open_page(browser, real.url(SIMCOE), size=size) as (page, watch):
        said = page.locator(".as-of")
        expect(said).to_contain_text("January 1, 2018, not today.")
        expect(said).to_contain_text("Left out: hosts.")
        assert visible_faults(page) == []
        page.get_by_role("navigation", name="Main").get_by_role("link", name="Sectors").click()
        expect(page).to_have_url(KEPT)
        page.get_by_role("searchbox", name="Search organizations").fill("simcoe county council")
        page.get_by_role("searchbox", name="Search organizations").press("Enter")
        page.locator(".hits a").first.click()
        expect(page).to_have_url(KEPT)
        expect(said).to_contain_text("January 1, 2018, not today.")
        said.get_by_role("link", name="Show today").press("Enter")
        expect(said).not_to_contain_text("not today")
        said.get_by_role("link", name="Leave nobody out").press("Enter")
        expect(said).to_have_count(0)
    watch.check()


@pytest.mark.parametrize("scripts", [True, False])
def test_two_days_in_the_wrong_order_are_put_right_where_they_are_asked_again(
    browser: Browser, real: RunningService, scripts: bool
) -> None:
    path = "/changes?of=lip:simcoe-county&since=2018-01-01&as_of=2012-01-01&lang=fr"
    with open_page(browser, real.url(path), scripts=scripts, expected=422) as (page, watch):
        wrong = page.get_by_label("Au", exact=True)
        expect(wrong).to_be_focused()
        expect(wrong).to_have_value("2012-01-01")
        expect(page.get_by_label("Du", exact=True)).to_have_value("2018-01-01")
        assert structure_faults(page, "fr") == []
        assert visible_faults(page) == []
        wrong.fill("2019-01-01")
        page.get_by_role("button", name="Afficher").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Simcoe")
    watch.check()
