"""The map over time: the slider, play and pause, the day in the address, and days as links."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.hostile_records import NAMES
from tests.browser.page_rules import visible_faults
from tests.browser.page_watch import PHONE, drawn_share, open_page, overflow
from tests.browser.running_service import RunningService

# All 19 organizations came in March 2015, three of them left at the end of January 2020.
PATH = "/map?of=lip:hostile&lang=en"
FIRST, SECOND = "2015-03-01", "2020-01-31"


def _range(page: Page) -> Locator:
    return page.get_by_role("slider", name="Day")


def _day(page: Page) -> str:
    return parse_qs(urlsplit(page.url).fragment).get("day", [""])[0]


def test_the_slider_goes_over_the_days_and_all_follow(
    browser: Browser, hostile: RunningService
) -> None:
    with open_page(browser, hostile.url(PATH)) as (page, watch):
        slider = _range(page)
        expect(slider).to_have_attribute("max", "2")
        expect(slider).to_have_value("2")
        rows = page.locator("#rows tbody tr")
        expect(rows).to_have_count(16 + 4 + 1)
        slider.focus()
        page.keyboard.press("Home")
        expect(rows).to_have_count(19 + 4 + 1)
        told = "March 1, 2015. The map shows 19 organizations, 4 councils and committees and 1"
        expect(slider).to_have_attribute("aria-valuetext", f"{told} partnership.")
        expect(page.locator("#facts")).to_contain_text("19 organizations")
        expect(page.locator("#rows caption")).to_have_text("24 nodes of the map")
        assert _day(page) == FIRST
        # Table, search, legend and panel are those of the day; the links keep it.
        gone = rows.filter(has=page.locator("th", has_text=NAMES["template"]))
        expect(gone).to_have_count(1)
        assert f"as_of={FIRST}" in str(gone.locator("a").first.get_attribute("href"))
        page.get_by_role("combobox", name="Find on the map").fill(NAMES["template"])
        page.keyboard.press("Enter")
        expect(page.locator("#panel h2")).to_have_text(NAMES["template"])
        counts = page.locator("#legend .nodes li:visible .line .soft").all_inner_texts()
        assert sum(map(int, counts)) == 24
        assert drawn_share(page) > 0.01
        # On the next day it has left: the panel closes, and that is said.
        slider.focus()
        page.keyboard.press("ArrowRight")
        expect(rows).to_have_count(21)
        expect(page.locator("#panel")).to_be_hidden()
        expect(page.get_by_label("As of")).to_have_value(SECOND)
        svg = page.get_by_role("link", name="Save as SVG").get_attribute("href")
        assert f"as_of={SECOND}" in str(svg)
        page.keyboard.press("End")
        expect(page.locator("#time-open")).to_be_hidden()
        assert _day(page) == ""
    watch.check()


def test_nodes_keep_their_places_from_day_to_day(browser: Browser, hostile: RunningService) -> None:
    places = """async () => {
      const line = await (await fetch(document.getElementById("time").dataset.href)).json();
      return line.steps.map(({ nodes }) => nodes.map(([place]) => line.nodes[place].id));
    }"""
    with open_page(browser, hostile.url(PATH)) as (page, watch):
        first, *_, last = page.evaluate(places)
    watch.check()
    assert set(last) < set(first)


def test_the_address_holds_the_day_and_leads_to_its_own_page(
    browser: Browser, hostile: RunningService
) -> None:
    address = f"{hostile.url(PATH)}#day={FIRST}&node=org%3Atemplate&hide=tie-part_of"
    with open_page(browser, address) as (page, watch):
        expect(page.locator("#rows tbody tr")).to_have_count(24)
        expect(page.locator("#panel h2")).to_have_text(NAMES["template"])
        held = parse_qs(urlsplit(page.url).fragment)
        assert held == {"day": [FIRST], "node": ["org:template"], "hide": ["tie-part_of"]}
        page.get_by_role("link", name="Français", exact=True).click()
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        expect(page.locator("#time-told")).to_contain_text("1er mars 2015. La carte montre 19")
        page.get_by_role("link", name="Ouvrir ce jour").click()
        page.wait_for_url(f"**as_of={FIRST}**")
        expect(page.locator("#rows tbody tr")).to_have_count(24)
    watch.check()
    nonsense = f"{hostile.url(PATH)}#day=%3Cimg%3E&node=__proto__"
    with open_page(browser, nonsense) as (page, watch):
        expect(page.locator("#rows tbody tr")).to_have_count(21)
    watch.check()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_play_goes_through_the_days_says_them_and_stops(
    browser: Browser, hostile: RunningService, language: str
) -> None:
    play, pause = {"en": ("Play", "Pause"), "fr": ("Lecture", "Pause")}[language]
    path = PATH.replace("lang=en", f"lang={language}")
    with open_page(browser, hostile.url(path), size=PHONE) as (page, watch):
        assert overflow(page) == 0
        page.get_by_role("button", name=play).tap()
        expect(page.get_by_role("button", name=pause)).to_be_visible()
        # From the last day on it begins anew; each day is said.
        expect(page.locator("#said")).to_contain_text("2015")
        page.get_by_role("button", name=pause).tap()
        expect(page.get_by_role("button", name=play)).to_be_visible()
        assert _day(page) == FIRST
        page.get_by_role("button", name=play).tap()
        expect(page.get_by_role("button", name=play)).to_be_visible()
        expect(_range(page) if language == "en" else page.locator("#time-day")).to_have_value("2")
        assert visible_faults(page) == []
    watch.check()


def test_days_that_cannot_be_loaded_are_said_and_the_map_stays(
    browser: Browser, hostile: RunningService
) -> None:
    with open_page(browser, hostile.url(PATH)) as (page, watch):
        page.route("**/map/time.json*", lambda route: route.fulfill(status=503, body="away"))
        _range(page).fill("0")
        expect(page.locator("#said")).to_contain_text("The days cannot be loaded.")
        expect(_range(page)).to_have_value("2")
        expect(page.locator("#rows tbody tr")).to_have_count(21)
        assert _day(page) == ""
        # The next try asks again.
        page.unroute("**/map/time.json*")
        _range(page).fill("0")
        expect(page.locator("#rows tbody tr")).to_have_count(24)
    assert [
        fault for fault in watch.faults() if "time.json" not in fault and "503" not in fault
    ] == []


def test_without_scripts_the_days_are_links(browser: Browser, hostile: RunningService) -> None:
    with open_page(browser, hostile.url(PATH), scripts=False) as (page, watch):
        expect(_range(page)).to_have_count(0)
        page.locator("summary", has_text="Days on which something changed (3)").click()
        page.get_by_role("link", name="March 1, 2015").click()
        expect(page.locator("#rows tbody tr")).to_have_count(24)
    watch.check()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_country_is_played_by_partnership(
    browser: Browser, real: RunningService, language: str
) -> None:
    path = f"/map?of=all&group=partnership&lang={language}"
    told = {
        "en": "The map shows 72 partnerships with 221 organizations; 3 of them sit in more",
        "fr": "La carte montre 72 partenariats et 221 organismes, dont 3 siègent à plus d’un",
    }[language]
    with open_page(browser, real.url(path), size=PHONE) as (page, watch):
        rows = page.locator("#rows tbody tr")
        expect(rows).to_have_count(66)
        # In 2012 six partnerships ended (seed/canada).
        page.locator("#time-day").fill("0")
        expect(page.locator("#time-told")).to_contain_text("2009")
        expect(page.locator("#facts")).to_contain_text(told)
        expect(rows).to_have_count(72)
        page.locator("#time-day").press("End")
        expect(rows).to_have_count(66)
        assert overflow(page) == 0
        assert visible_faults(page) == []
    watch.check()
