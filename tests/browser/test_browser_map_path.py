"""The way between two organizations: asked for, marked, told in words, with and without scripts."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser.hostile_records import NAMES
from tests.browser.page_watch import PHONE, drawn_share, open_page, overflow
from tests.browser.running_service import RunningService

PATH = "/map?of=lip:hostile&lang=en"
SIMCOE = "/map?of=lip:simcoe-county&as_of=2018-01-01&lang=en"


def _ask(page: Page, source: str, target: str) -> None:
    page.get_by_label("Path from", exact=True).fill(source)
    page.get_by_label("Path to", exact=True).fill(target)
    page.get_by_role("button", name="Show the path").click()


def test_a_way_of_two_tables_is_marked_and_told(browser: Browser, hostile: RunningService) -> None:
    # __proto__ sits at the first table, the first organization there and at the fourth.
    with open_page(browser, hostile.url(PATH)) as (page, watch):
        before = drawn_share(page)
        _ask(page, NAMES["prototype"], NAMES["handler"])
        section = page.locator("#path")
        expect(section).to_contain_text("are 2 tables apart. No other way is as short.")
        steps = section.locator("ol li")
        expect(steps).to_have_count(2)
        expect(steps.nth(0)).to_contain_text(f"{NAMES['prototype']} and {NAMES['image']} meet at")
        expect(steps.nth(1)).to_contain_text(f"{NAMES['image']} and {NAMES['handler']} meet at")
        expect(page.locator("#said")).to_contain_text("are 2 tables apart.")
        assert drawn_share(page) > before  # the rest is veiled, not away
        # Each table can be reached by keyboard, and the way is let go of.
        steps.nth(1).get_by_role("button").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#panel h2")).to_have_text(NAMES["arabic"])
        section.get_by_role("link", name="Without the path").click()
        expect(section.locator("ol")).to_have_count(0)
    watch.check()


def test_both_ends_are_chosen_in_the_panel(browser: Browser, hostile: RunningService) -> None:
    with open_page(browser, hostile.url(PATH)) as (page, watch):
        for name, button in (
            (NAMES["prototype"], "Path from here"),
            (NAMES["comment"], "Path to here"),
        ):
            page.get_by_role("combobox", name="Find on the map").fill(name)
            page.keyboard.press("Enter")
            expect(page.locator("#panel h2")).to_have_text(name)
            page.get_by_role("button", name=button).click()
            if button == "Path from here":
                expect(page.locator("#said")).to_contain_text("Choose the other end.")
        expect(page.locator("#path-told")).to_contain_text("are 2 tables apart.")
        assert "from=__proto__" in page.url
    watch.check()


def test_a_way_elsewhere_or_none_is_said(browser: Browser, hostile: RunningService) -> None:
    with open_page(browser, hostile.url(PATH), size=PHONE) as (page, watch):
        _ask(page, "org:script", "org:image")
        expect(page.locator("#path-told")).to_contain_text("On this map no way joins the two.")
        expect(page.locator("#path ol li")).to_have_count(2)
        assert overflow(page) == 0
        page.get_by_role("link", name="The map that has both").click()
        page.wait_for_url("**/map?of=all**")
        expect(page.locator("#path-told")).to_contain_text("are 2 tables apart.")
        _ask(page, "org:script", "org:svg")
        expect(page.locator("#path-told")).to_contain_text("No way leads from")
        expect(page.locator("#path ol")).to_have_count(0)
    watch.check()


def test_without_scripts_the_steps_are_a_list_and_names_may_be_misspelt(
    browser: Browser, real: RunningService
) -> None:
    with open_page(browser, real.url(SIMCOE), scripts=False) as (page, watch):
        _ask(page, "georgian colege", "city of barie")
        expect(page.get_by_label("Path from", exact=True)).to_have_value("Georgian College")
        expect(page.locator("#path-told")).to_have_text(
            "Georgian College and City of Barrie meet at the same table. No other way is as short."
        )
        expect(page.locator("#path ol li")).to_contain_text("meet at Simcoe County LIP Council.")
        assert "as_of=2018-01-01" in page.url
        _ask(page, "qqqqqqq", "City of Barrie")
        wrong = page.get_by_label("Path from", exact=True)
        expect(wrong).to_have_attribute("aria-invalid", "true")
        expect(wrong).to_have_accessible_description(
            "No organization is called that. Choose a name from the list."
        )
        _ask(page, "City of Barrie", "City of Barrie")
        expect(page.locator("#path-to-trouble")).to_have_text("Choose two different organizations.")
    watch.check()


def test_the_way_is_there_where_tables_are_lines(browser: Browser, real: RunningService) -> None:
    path = f"{SIMCOE}&view=organizations&from=georgian+college&to=city+of+barrie"
    with open_page(browser, real.url(path)) as (page, watch):
        expect(page.locator("#path-told")).to_contain_text("meet at the same table.")
        expect(page.locator("#path ol button:visible")).to_have_count(0)
        assert drawn_share(page) > 0.01
    watch.check()
