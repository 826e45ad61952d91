"""The pages over all partnerships: ordered, narrowed, marked, and waited for where it is long."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.page_rules import structure_faults, visible_faults
from tests.browser.page_watch import DESKTOP, PHONE, open_page, unfold
from tests.browser.running_service import RunningService, serving


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """A service with so many records that who bridges is a job."""
    with serving(tmp_path_factory.mktemp("busy"), seed="false") as service:
        service.run("demo", "--partnerships", "20")
        yield service


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """A service with 301 partnerships in two provinces, each with one council of one member."""
    folder = tmp_path_factory.mktemp("tables")
    tables = {
        "partnerships": "id,name,province",
        "bodies": "id,name,part_of,kind",
        "organizations": "id,name",
        "memberships": "organization,body",
    }
    rows: dict[str, list[str]] = {name: [head] for name, head in tables.items()}
    rows["organizations"].append("org:everywhere,Everywhere")
    for place in range(301):
        province = "ON" if place < 299 else "NL"
        rows["partnerships"].append(f"lip:p{place},Partnership {place},{province}")
        rows["bodies"].append(f"body:p{place}~council,Council,lip:p{place},council")
        rows["memberships"].append(f"org:everywhere,body:p{place}~council")
    for name, lines in rows.items():
        (folder / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
    with serving(tmp_path_factory.mktemp("many"), seed="false") as service:
        service.run("import", folder)
        # The ranking of so many is waited for; here it is there already.
        end = time.monotonic() + 120
        while service.ask("GET", "/bridges").status_code == 202:
            assert time.monotonic() < end
            time.sleep(0.3)
        yield service


@pytest.mark.parametrize(
    ("size", "scripts"), [(DESKTOP, True), (PHONE, False)], ids=["desktop", "phone"]
)
def test_of_very_many_partnerships_a_province_is_chosen_first(
    browser: Browser, many: RunningService, size: tuple[int, int], *, scripts: bool
) -> None:
    address = many.url("/bridges?lang=en")
    with open_page(browser, address, size=size, scripts=scripts) as (page, watch):
        expect(page.locator(".narrowing")).to_contain_text("301 partnerships are too many")
        assert structure_faults(page, "en") == []
        assert visible_faults(page) == []
        page.get_by_role("link", name="Newfoundland and Labrador (2)").press("Enter")
        page.wait_for_url("**province=NL**")
        expect(page.locator(".narrowing")).to_have_count(0)
        unfold(page)
        page.get_by_label("Ranked within").select_option("Partnership 300")
        page.get_by_role("button", name="Show").press("Enter")
        expect(page.get_by_role("link", name="Partnership 300").first).to_be_visible()
        assert "of=lip%3Ap300" in page.url
    watch.check()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_table_of_sectors_is_ordered_and_marked_without_scripts(
    browser: Browser, real: RunningService, size: tuple[int, int]
) -> None:
    address = real.url("/sectors?show=seats&lang=en")
    with open_page(browser, address, size=size, scripts=False) as (page, watch):
        unfold(page)
        page.get_by_label("Order by").select_option("health, least first")
        page.get_by_label("Mark").select_option("Peel Newcomer Strategy Group (PNSG)")
        page.get_by_role("button", name="Show").click()
        page.wait_for_url("**order=**")
        expect(page.locator("tr.is-marked")).to_have_count(1)
        numbers = [
            int(text.split()[0])
            for text in page.locator(".heat td[data-label=health]").all_inner_texts()
        ]
        assert numbers == sorted(numbers)
        assert len(set(numbers)) > 1
        marked = page.locator("tr.is-marked")
        expect(marked).to_have_count(1)
        marked.get_by_role("link", name="Peel").first.click()
        expect(page.locator("h1")).to_contain_text("Peel")
        assert page.url.endswith("#missing")
    watch.check()


def test_a_sector_in_the_heading_orders_the_table_either_way(
    browser: Browser, real: RunningService
) -> None:
    with open_page(browser, real.url("/sectors?show=seats&lang=en")) as (page, watch):
        heading = page.get_by_role("columnheader", name="schools")
        heading.get_by_role("link").press("Enter")
        expect(heading).to_have_attribute("aria-sort", "ascending")
        first = page.locator(".heat td[data-label=schools]").first
        expect(first).to_contain_text("0")
        heading.get_by_role("link").press("Enter")
        expect(heading).to_have_attribute("aria-sort", "descending")
        assert int(first.inner_text().split()[0]) > 1
        # Twenty sectors stand side by side at this size.
        box = page.locator(".heat-scroll")
        assert box.evaluate("(box) => box.scrollWidth - box.clientWidth") <= 1
    watch.check()


def test_the_same_as_the_small_bars_can_be_opened_as_a_table(
    browser: Browser, real: RunningService
) -> None:
    with open_page(browser, real.url("/sectors?lang=fr"), scripts=False) as (page, watch):
        page.get_by_text("La même chose en tableau").click()
        rows = page.locator("details tbody tr")
        expect(rows).to_have_count(20)
        expect(page.locator(".spreads svg")).to_have_count(20)
    watch.check()


def test_who_bridges_is_waited_for_and_shown_by_itself(
    browser: Browser, busy: RunningService
) -> None:
    with open_page(browser, busy.url("/bridges?lang=en"), expected=202) as (page, watch):
        # The work takes some seconds; looking at the page does not.
        assert page.get_by_label("Done so far").is_visible()
        assert structure_faults(page, "en") == []
        assert visible_faults(page) == []
        expect(page.locator("table.bridges")).to_be_visible(timeout=120_000)
        expect(page.locator(".rank .range").first).to_contain_text("to")
    watch.check()


def test_without_scripts_the_page_looks_again(browser: Browser, busy: RunningService) -> None:
    address = busy.url("/bridges?lang=fr&as_of=2026-02-01")
    with open_page(browser, address, expected=202, scripts=False) as (page, watch):
        expect(page.get_by_role("progressbar")).to_be_visible()
        expect(page.get_by_role("link", name="Regarder de nouveau")).to_be_visible()
        expect(page.locator("table.bridges")).to_be_visible(timeout=120_000)
    watch.check()
