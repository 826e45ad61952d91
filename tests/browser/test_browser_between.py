"""A coordinator's task: see who bridges health and settlement."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.page_watch import DESKTOP, PHONE, open_page
from tests.browser.running_service import RunningService


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_who_bridges_health_and_settlement(
    browser: Browser, real: RunningService, size: tuple[int, int], scripts: bool
) -> None:
    address = real.url("/bridges?lang=en")
    with open_page(browser, address, size=size, scripts=scripts) as (page, watch):
        if not page.get_by_label("Between the sector").is_visible():
            page.locator("details.folded > summary").click()
        page.get_by_label("Between the sector").select_option("health")
        page.get_by_label("and the sector").select_option("settlement")
        page.get_by_role("button", name="Show").click()
        expect(page.locator("h1")).to_have_text("Who bridges two sectors: health and settlement")
        first = page.locator("table.bridges tbody tr").first
        name = first.locator("th a:not(.act)").inner_text()
        pairs = first.locator("td[data-label=Pairs]").inner_text()
        expect(page.locator(".intro")).to_contain_text(f"{name} joins {pairs} pairs")
        # In the other language it is the same list.
        page.get_by_role("link", name="Français").click()
        expect(page.locator(".intro")).to_contain_text(f"{name} relie {pairs} paires")
        page.get_by_role("link", name="Le classement pour tous les secteurs").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("partenariats")
    watch.check()


def test_the_page_of_a_partnership_leads_to_its_own(browser: Browser, real: RunningService) -> None:
    with open_page(browser, real.url("/partnerships/lip:peel?lang=en")) as (page, watch):
        page.get_by_role("link", name="Who bridges two sectors here").click()
        page.get_by_label("Between the sector").select_option("health")
        page.get_by_role("button", name="Show").click()
        expect(page.get_by_role("status")).to_contain_text(["Choose the other sector too"])
        page.get_by_label("and the sector").select_option("settlement")
        page.get_by_role("button", name="Show").click()
        expect(page.locator(".ways")).to_contain_text("Peel")
    watch.check()
