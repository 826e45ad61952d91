"""The panel beside the map: its links, the languages of its names, and where the focus goes."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.hostile_records import NAMES
from tests.browser.page_watch import open_page
from tests.browser.running_service import RunningService

HOSTILE = "/map?of=lip:hostile&lang=en"
FIRST = "2015-03-01"
SIMCOE = "/map?of=lip:simcoe-county&as_of=2018-01-01"
TABLE = "Table ronde de Toronto, plan stratégique commun des trois RIF de l'Ontario"


def _days(page: Page, links: str) -> list[str | None]:
    """Return the day that each link leads to; None where it names none."""
    hrefs = page.locator(links).evaluate_all("links => links.map((link) => link.href)")
    return [parse_qs(urlsplit(href).query).get("as_of", [None])[0] for href in hrefs]


def test_links_of_another_day_keep_that_day(browser: Browser, hostile: RunningService) -> None:
    with open_page(browser, hostile.url(HOSTILE)) as (page, watch):
        page.get_by_role("combobox", name="Find on the map").fill(NAMES["image"])
        page.keyboard.press("Enter")
        ways = "#panel .ways a"
        expect(page.locator(ways)).to_have_text(["Open its page", "Its own map"])
        assert _days(page, ways) == [None, None]
        # The panel is open when the slider goes on, and when it comes back.
        slider = page.get_by_role("slider", name="Day")
        for key, rows, day in (("Home", 24, FIRST), ("End", 21, None), ("Home", 24, FIRST)):
            slider.press(key)
            expect(page.locator("#rows tbody tr")).to_have_count(rows)
            expect(page.locator("#panel h2")).to_have_text(NAMES["image"])
            assert set(_days(page, ways)) == {day}
            assert set(_days(page, "#rows tbody a")) == {day}
        # So do those of whom the panel leads on to.
        page.locator("#panel li button").first.click()
        assert set(_days(page, ways)) == {FIRST}
        page.get_by_role("link", name="Its own map").click()
        page.wait_for_url(f"**/map?*as_of={FIRST}*")
        expect(page.get_by_label("As of")).to_have_value(FIRST)
        page.go_back()
        expect(page.locator("#rows tbody tr")).to_have_count(24)
        page.get_by_role("link", name="Open its page").click()
        page.wait_for_url(f"**as_of={FIRST}*")
        expect(page.get_by_label("As of")).to_have_value(FIRST)
    watch.check()


@pytest.mark.parametrize(
    ("path", "name", "language"),
    [
        ("/map?of=lip:rif-csw-ontario&lang=en", TABLE, "fr"),
        (f"{SIMCOE}&lang=fr", "Georgian College", "en"),
    ],
)
def test_names_of_the_other_language_say_so(
    browser: Browser, real: RunningService, path: str, name: str, language: str
) -> None:
    with open_page(browser, real.url(path)) as (page, watch):
        page.locator("#find-name").fill(name)
        page.keyboard.press("Enter")
        title = page.locator("#panel h2 bdi")
        expect(title).to_have_text(name)
        expect(title).to_have_attribute("lang", language)
        # Each neighbour as its row of the table has it, which the server wrote.
        marked = page.evaluate(
            """() => Array.from(document.querySelectorAll("#panel li"), (item) => {
              const of = (at) => [at.textContent, at.lang];
              const row = document.querySelector(`tr[data-node="${CSS.escape(item.dataset.id)}"]`);
              return [of(item.querySelector("bdi.who")), of(row.querySelector("th bdi"))];
            })"""
        )
        assert marked
        assert all(panel == table for panel, table in marked)
        assert language in {panel[1] for panel, _ in marked}
    watch.check()


def test_rows_of_another_day_say_the_language_of_their_names(
    browser: Browser, hostile: RunningService
) -> None:
    languages = """() => Object.fromEntries(Array.from(document.querySelectorAll("#rows tbody tr"),
      (row) => [row.dataset.node, Array.from(row.querySelectorAll("bdi"), (name) => name.lang)]))"""
    with open_page(browser, hostile.url(HOSTILE.replace("en", "fr"))) as (page, watch):
        before = page.evaluate(languages)
        assert "en" in {each for names in before.values() for each in names}
        slider = page.locator("#time-day")
        for key, rows in (("Home", 24), ("End", 21)):
            slider.press(key)
            expect(page.locator("#rows tbody tr")).to_have_count(rows)
        after = page.evaluate(languages)
        assert {item: sorted(names) for item, names in after.items()} == {
            item: sorted(names) for item, names in before.items()
        }
    watch.check()


def test_showing_everything_again_leaves_the_focus_in_the_legend(
    browser: Browser, real: RunningService
) -> None:
    with open_page(browser, real.url(f"{SIMCOE}&lang=en")) as (page, watch):
        boxes = page.locator("#legend input:visible")
        again = page.get_by_role("button", name="Show everything again")
        boxes.nth(1).focus()
        page.keyboard.press("Space")
        expect(boxes.nth(1)).not_to_be_checked()
        again.focus()
        page.keyboard.press("Enter")
        # The button is gone, and what has the focus can be seen.
        expect(again).to_be_hidden()
        expect(boxes.first).to_be_focused()
        expect(page.locator("#said")).to_have_text("33 of 33 shown")
        page.keyboard.press("Space")
        expect(page.locator("#rows caption")).to_contain_text("of 33 shown")
    watch.check()
