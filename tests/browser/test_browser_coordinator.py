"""The tasks of a coordinator on a Monday morning, at a desk and on a phone.

Three more of the ten have files of their own: who bridges two sectors, a view saved here and opened
elsewhere (`test_browser_views`), and what would be if (`test_browser_what_if`).
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.page_watch import DESKTOP, PHONE, open_page
from tests.browser.running_service import RunningService, serving

Size = tuple[int, int]
SIMCOE = "/map?of=lip:simcoe-county&as_of=2018-01-01&lang=en"
MEETING_OF_2015 = 33  # organizations present, counted in the minutes; the next are of 2017
both_sizes = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """A service with the real records, to write into."""
    with serving(tmp_path_factory.mktemp("own")) as service:
        yield service


@both_sizes
def test_an_organization_is_found_by_a_misspelt_name_without_accents(
    browser: Browser, real: RunningService, size: Size
) -> None:
    with open_page(browser, real.url("/?lang=en"), size=size) as (page, watch):
        page.get_by_role("searchbox", name="Search organizations").fill("conseil scolare viamond")
        page.get_by_role("button", name="Search").click()
        page.get_by_role("link", name="Conseil scolaire Viamonde").first.click()
        expect(page.locator("h1")).to_have_text("Conseil scolaire Viamonde")
    watch.check()


@both_sizes
def test_the_missing_sectors_of_a_partnership_are_told_with_their_evidence(
    browser: Browser, real: RunningService, size: Size
) -> None:
    with open_page(browser, real.url("/?lang=en"), size=size) as (page, watch):
        page.get_by_label("Name contains").fill("Peel")
        page.get_by_role("button", name="Show").click()
        page.get_by_role("link", name="Peel Newcomer Strategy Group").click()
        # Its eight members, as its page lists them: nobody of employment, nobody of health.
        expect(page.locator(".answers")).to_contain_text("None is recorded of “employment”")
        page.get_by_role("link", name="Who is missing?").click()
        employment = page.locator("#missing tbody tr", has_text="Employment services")
        expect(employment).to_contain_text("absent")
        page.locator(".answers summary").nth(1).click()
        expect(page.locator(".answers details[open]")).to_be_visible()
    watch.check()


@both_sizes
def test_the_report_is_printed_in_french(
    browser: Browser, real: RunningService, size: Size
) -> None:
    with open_page(browser, real.url("/partnerships/lip:peel?lang=en"), size=size) as (page, watch):
        page.get_by_role("link", name="Yearly report").click()
        page.get_by_label("Language of the report").select_option("French")
        page.get_by_role("button", name="Show").click()
        page.wait_for_url("**language=fr*")
        report = page.locator("[lang=fr]", has=page.locator(".summary"))
        expect(report.first).to_contain_text("Peel Newcomer Strategy Group")
        assert page.pdf(format="Letter").startswith(b"%PDF")
        with page.expect_download(timeout=90_000) as waited:
            page.get_by_role("link", name="PDF, letter paper").click()
        assert waited.value.path().read_bytes().startswith(b"%PDF")
    watch.check()


@both_sizes
def test_the_slider_goes_back_to_the_members_of_another_year(
    browser: Browser, real: RunningService, size: Size
) -> None:
    with open_page(browser, real.url(SIMCOE), size=size) as (page, watch):
        slider = page.get_by_role("slider", name="Day")
        slider.focus()
        page.keyboard.press("Home")
        expect(page.locator("#time-told")).to_contain_text("March 19, 2017")
        expect(page.locator("#facts")).to_contain_text(f"{MEETING_OF_2015} organizations")
        page.keyboard.press("End")
        expect(page.locator("#time-told")).to_contain_text("January 1, 2018")
    watch.check()


@both_sizes
def test_a_picture_of_the_map_is_exported(
    browser: Browser, real: RunningService, size: Size
) -> None:
    with open_page(browser, real.url(SIMCOE), size=size) as (page, watch):
        with page.expect_download() as picture:
            page.get_by_role("button", name="Save as PNG").click()
        assert picture.value.path().read_bytes().startswith(b"\x89PNG")
        with page.expect_download() as drawing:
            page.get_by_role("link", name="Save as SVG").click()
        assert b"<svg" in drawing.value.path().read_bytes()[:400]
    watch.check()


@both_sizes
def test_attendance_of_a_meeting_is_recorded(
    browser: Browser, own: RunningService, size: Size
) -> None:
    day = "2018-03-19" if size == DESKTOP else "2018-06-18"
    path = "/bodies/body:simcoe-county~simcoe-county-lip-council?as_of=2018-07-01&lang=en"
    with open_page(browser, own.url(path), size=size) as (page, watch):
        page.get_by_role("link", name="Record a meeting").click()
        page.get_by_label("Date of the meeting").fill(day)
        page.get_by_role("group", name="Barrie Public Library").get_by_label("Regrets").check()
        page.get_by_label("All who are not recorded above were").select_option("present")
        page.get_by_label("In the name of").fill("Secretariat")
        page.get_by_role("button", name="Record the meeting").click()
        expect(page.get_by_role("status")).to_contain_text("1 sent regrets, 0 absent")
    watch.check()


@both_sizes
def test_a_recommendation_is_accepted_and_taken_back(
    browser: Browser, own: RunningService, size: Size
) -> None:
    path = "/organizations/org:region-of-peel?lang=en"
    with open_page(browser, own.url(path), size=size) as (page, watch):
        page.get_by_label("You answer in the name of").fill("Secretariat")
        first = page.locator(".suggestions > li").first
        name = first.locator(".who a").inner_text()
        first.get_by_role("button", name=f"Accept {name}").click()
        expect(page.get_by_role("status")).to_contain_text(name)
        said = page.locator(".suggestions > li", has_text=name).locator(".said")
        expect(said).to_be_visible()
        page.get_by_role("status").get_by_role("button").click()
        expect(page.locator(".suggestions > li", has_text=name).locator(".said")).to_have_count(0)
    watch.check()
