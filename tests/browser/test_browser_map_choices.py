"""What a reader chooses to see on the map: filters, organizations alone, communities, steps."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.page_rules import structure_faults, visible_faults
from tests.browser.page_watch import DESKTOP, PHONE, open_page, unfold
from tests.browser.running_service import RunningService

SIMCOE = "/map?of=lip:simcoe-county&as_of=2018-01-01&lang=en"


def _follow(page: Page, control: Locator) -> None:
    """Click what leads to another page, and wait for all of that."""
    with page.expect_navigation():
        control.click()


def _rows(page: Page) -> list[str]:
    return page.locator("#rows tbody tr th a").all_inner_texts()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_filters_are_ticked_listed_and_taken_back_without_scripts(
    browser: Browser, real: RunningService, size: tuple[int, int]
) -> None:
    with open_page(browser, real.url(SIMCOE), size=size, scripts=False) as (page, watch):
        everybody = set(_rows(page))
        unfold(page)
        page.get_by_text("Filter", exact=True).click()
        page.get_by_label("Health and mental health").check()
        page.get_by_label("School boards, K-12").check()
        _follow(page, page.get_by_role("button", name="Show", exact=True))
        both = set(_rows(page))
        assert both < everybody
        listed = page.locator(".narrowed li")
        expect(listed).to_have_count(2)
        assert visible_faults(page) == []
        assert structure_faults(page, "en") == []
        # What is ticked stays ticked, in the other language as well.
        _follow(page, page.get_by_role("link", name="Français"))
        expect(page.locator(".narrowed li")).to_have_count(2)
        assert len(_rows(page)) == len(both)
        _follow(page, page.get_by_role("link", name="English"))
        _follow(
            page, page.get_by_role("link", name="Remove the filter Sector: School boards, K-12")
        )
        health = set(_rows(page))
        assert health < both
        expect(listed).to_have_count(1)
        _follow(page, page.get_by_role("link", name="Remove all filters"))
        assert set(_rows(page)) == everybody
        expect(listed).to_have_count(0)
    watch.check()


def test_where_nothing_is_left_a_link_leads_back_to_something(
    browser: Browser, real: RunningService
) -> None:
    nobody = real.url(f"{SIMCOE}&sector=faith&role=co_chair")
    with open_page(browser, nobody) as (page, watch):
        expect(page.locator(".empty")).to_contain_text("Nothing passes all filters at once.")
        expect(page.locator("#canvas")).to_have_count(0)
        _follow(page, page.get_by_role("link", name="Without the filter by role"))
        expect(page.locator("#canvas canvas")).to_be_visible()
        expect(page.locator(".narrowed li")).to_have_count(1)
    watch.check()


def test_organizations_alone_are_tied_by_the_tables_they_share(
    browser: Browser, real: RunningService
) -> None:
    with open_page(browser, real.url("/map?of=lip:peel&lang=en")) as (page, watch):
        page.locator("select[name=view]").select_option("Organizations only")
        _follow(page, page.get_by_role("button", name="Show", exact=True))
        expect(page.locator("#legend")).to_contain_text("Tables in common")
        expect(page.locator("#legend")).not_to_contain_text("Councils and committees")
        expect(page.locator("#rows tbody tr").first).to_contain_text("shared:")
        # A measure of this view, named and explained in the legend, and a column of the table.
        page.get_by_role("combobox", name="Size stands for").select_option("Bridging capacity")
        _follow(page, page.get_by_role("button", name="Show", exact=True))
        expect(page.locator("#legend")).to_contain_text("partners it has who do not meet")
        expect(page.locator("#rows thead")).to_contain_text("Bridging capacity")
        # It is not told where tables are shown: that is said, and another one taken.
        page.locator("select[name=view]").select_option("Organizations and tables")
        _follow(page, page.get_by_role("button", name="Show", exact=True))
        expect(page.locator(".limit")).to_contain_text("“Bridging capacity” is not defined")
        expect(page.locator("#rows thead")).to_contain_text("Number of connections")
    watch.check()


def test_a_community_opens_to_its_own_map_and_leads_back(
    browser: Browser, real: RunningService
) -> None:
    with open_page(browser, real.url("/map?lang=en")) as (page, watch):
        page.get_by_role("combobox", name="Group by").select_option("community")
        _follow(page, page.get_by_role("button", name="Show", exact=True))
        expect(page.locator("#legend")).to_contain_text("Communities")
        first = page.locator("#rows tbody tr").first
        name = first.locator("th a").inner_text()
        first.get_by_role("button").click()
        panel = page.get_by_role("complementary", name="Selected on the map")
        expect(panel.get_by_role("link", name="Open its page")).to_have_count(0)
        panel.get_by_role("link", name="Its own map").click()
        expect(page.locator("h1")).to_have_text(f"Map: {name}")
        expect(page.locator(".narrowed li")).to_have_text(f"Remove the filter Community: {name} ×")
        expect(page.locator("#legend")).to_contain_text("Councils and committees")
        _follow(page, page.get_by_role("link", name="The whole network"))
        expect(page.locator("#legend")).to_contain_text("Communities")
    watch.check()


def test_three_tables_away_is_no_less_than_one(browser: Browser, real: RunningService) -> None:
    with open_page(browser, real.url("/map?of=org:region-of-peel&lang=en")) as (page, watch):
        near = set(_rows(page))
        page.locator("select[name=steps]").select_option("Three tables away")
        _follow(page, page.get_by_role("button", name="Show", exact=True))
        expect(page.locator("select[name=steps]")).to_have_value("3")
        assert near <= set(_rows(page))
    watch.check()
