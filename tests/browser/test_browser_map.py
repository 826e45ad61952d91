"""The map: found, selected, walked, filtered, sent and saved, with and without a mouse."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, Locator, Page, Position, expect

from tests.browser.page_watch import PHONE, Theme, drawn_share, open_page
from tests.browser.running_service import RunningService

SIMCOE = "/map?of=lip:simcoe-county&as_of=2018-01-01&lang=en"
COUNCIL, PARTNERSHIP = "Simcoe County LIP Council", "Simcoe County Local Immigration Partnership"


def _panel(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Selected on the map")


def _find(page: Page, text: str) -> None:
    page.get_by_role("combobox", name="Find on the map").fill(text)
    page.keyboard.press("Enter")


def _neighbours(page: Page) -> list[str]:
    return _panel(page).locator("li .who").all_inner_texts()


def _picture(page: Page) -> str:
    """Return what is on the canvas, to be compared, once what was asked for has been drawn."""
    return str(
        page.evaluate(
            """async () => {
              for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
              return document.querySelector("#canvas canvas").toDataURL();
            }"""
        )
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_map_takes_the_place_of_the_picture_and_is_not_blank(
    browser: Browser, real: RunningService, theme: Theme
) -> None:
    with open_page(browser, real.url(SIMCOE), theme=theme) as (page, watch):
        expect(page.locator("#still")).to_be_hidden()
        expect(page.locator("#canvas canvas")).to_be_visible()
        assert drawn_share(page) > 0.01
        # 30 members, the council, the partnership and its host.
        expect(page.locator("#rows caption")).to_have_text("33 nodes of the map")
        assert page.locator("#rows tbody tr").count() == 33
        # The colours follow the reader's, without loading anew.
        before = _picture(page)
        page.emulate_media(color_scheme="dark" if theme == "light" else "light")
        assert _picture(page) != before
    watch.check()


def test_a_node_is_found_and_its_neighbours_are_told_and_walked_by_keyboard(
    browser: Browser, real: RunningService
) -> None:
    with open_page(browser, real.url(SIMCOE)) as (page, watch):
        panel = _panel(page)
        expect(panel).to_be_hidden()
        _find(page, "GEORGIAN")
        expect(panel.get_by_role("heading", level=2)).to_have_text("Georgian College")
        assert _neighbours(page) == [COUNCIL]
        expect(page.locator("#said")).to_have_text("Match 1 of 1: Georgian College")
        # From the search on to the map: its buttons lie between.
        for _ in range(8):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.classList.contains('vis-network')"):
                break
        focused = page.locator(":focus")
        expect(focused).to_have_attribute("role", "application")
        page.keyboard.press("Enter")
        expect(page.locator("#said")).to_have_text(f"{COUNCIL}, Council: Member. Neighbour 1 of 1.")
        page.keyboard.press("Space")
        expect(panel.get_by_role("heading", level=2)).to_have_text(COUNCIL)
        names = _neighbours(page)
        assert len(names) == 31
        assert {"Georgian College", PARTNERSHIP} < set(names)
        assert names == sorted(names, key=str.casefold)
        # Enter goes round: after the last neighbour comes the first again.
        for place in (1, 2):
            page.keyboard.press("Enter")
            expect(page.locator("#said")).to_contain_text(f"Neighbour {place} of 31.")
        page.keyboard.press("Shift+Enter")
        page.keyboard.press("Shift+Enter")
        expect(page.locator("#said")).to_contain_text("Neighbour 31 of 31.")
        page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        assert urlsplit(page.url).fragment == ""
    watch.check()


def test_accents_and_capitals_do_not_matter_and_what_is_not_there_is_said(
    browser: Browser, real: RunningService
) -> None:
    with open_page(browser, real.url("/map?of=lip:rif-csw-ontario")) as (page, watch):
        _find(page, "COMITE LOCAL")
        heading = _panel(page).get_by_role("heading", level=2)
        expect(heading).to_contain_text("Comité local en immigration francophone")
        # The words of a name may come in any order.
        _find(page, "francophone comite")
        expect(heading).to_contain_text("Comité local en immigration francophone")
        _find(page, "nobody of that name")
        expect(page.locator("#said")).to_have_text("Nothing on this map is called that.")
        expect(page.locator("#find-told")).to_be_visible()
        box = page.get_by_role("combobox", name="Find on the map")
        expect(box).to_have_attribute("aria-invalid", "true")
        # Asked again, the same words lead to the next that fits.
        _find(page, "toronto")
        first = heading.inner_text()
        page.keyboard.press("Enter")
        expect(heading).not_to_have_text(first)
    watch.check()


def test_panel_table_and_pages_lead_to_one_another(browser: Browser, real: RunningService) -> None:
    with open_page(browser, real.url(SIMCOE)) as (page, watch):
        page.get_by_role("button", name="Show Georgian College on the map").click()
        panel = _panel(page)
        expect(panel.get_by_role("heading", level=2)).to_have_text("Georgian College")
        chosen = page.locator("#rows tr.is-chosen")
        expect(chosen).to_have_count(1)
        expect(chosen.locator("th")).to_contain_text("Georgian College")
        panel.get_by_role("button", name=COUNCIL).click()
        expect(panel.get_by_role("heading", level=2)).to_have_text(COUNCIL)
        panel.get_by_role("button", name="Close").click()
        expect(panel).to_be_hidden()
        page.get_by_role("button", name="Show Georgian College on the map").click()
        panel.get_by_role("link", name="Its own map").click()
        page.wait_for_url("**/map?of=org*")
        expect(page.locator("h1")).to_have_text("Map: Georgian College")
        page.go_back()
        # Back at the map, what was chosen is chosen still; the page of it keeps the day.
        expect(panel.get_by_role("heading", level=2)).to_have_text("Georgian College")
        panel.get_by_role("link", name="Open its page").click()
        page.wait_for_url("**/organizations/org:georgian-college**")
        expect(page.locator("h1")).to_have_text("Georgian College")
    watch.check()


def test_a_click_on_a_node_selects_it_and_one_beside_it_lets_go(
    browser: Browser, real: RunningService
) -> None:
    with open_page(browser, real.url(SIMCOE)) as (page, watch):
        # What is looked for is moved to the middle of the map.
        _find(page, "Georgian")
        page.get_by_role("button", name="Close").click()
        canvas = page.locator("#canvas canvas")
        box = canvas.bounding_box()
        assert box
        middle: Position = {"x": box["width"] / 2, "y": box["height"] / 2}
        canvas.hover(position=middle)
        tooltip = page.locator(".vis-tooltip")
        expect(tooltip).to_be_visible()
        expect(tooltip).to_contain_text("Georgian College")
        canvas.click(position=middle)
        expect(_panel(page).get_by_role("heading", level=2)).to_have_text("Georgian College")
        canvas.click(position={"x": 3, "y": 3})
        expect(_panel(page)).to_be_hidden()
    watch.check()


def test_the_legend_hides_a_family_on_the_map_and_in_the_table(
    browser: Browser, real: RunningService
) -> None:
    with open_page(browser, real.url(SIMCOE)) as (page, watch):
        family = page.locator("#legend li", has_text="Government and funders").first
        count = int(family.locator(".line .soft").inner_text())
        assert count == 7
        before = _picture(page)
        family.get_by_role("checkbox").uncheck()
        rows = page.locator("#rows tbody tr:visible")
        expect(rows).to_have_count(33 - count)
        expect(page.locator("#rows caption")).to_have_text(f"{33 - count} of 33 shown")
        expect(page.locator("#said")).to_have_text(f"{33 - count} of 33 shown")
        assert _picture(page) != before
        # What is hidden is not found, and is no neighbour.
        _find(page, "City of Barrie")
        expect(page.locator("#said")).to_have_text("City of Barrie is hidden by the legend.")
        expect(page.locator("#find-told")).to_have_text("City of Barrie is hidden by the legend.")
        _find(page, COUNCIL)
        assert "City of Barrie" not in _neighbours(page)
        page.get_by_role("button", name="Show everything again").click()
        expect(rows).to_have_count(33)
        expect(page.locator("#rows caption")).to_have_text("33 nodes of the map")
        assert "City of Barrie" in _neighbours(page)
        # Lines can be hidden too: without its memberships the council hangs on the partnership.
        page.locator("#legend li", has_text="Member").get_by_role("checkbox").last.uncheck()
        assert _neighbours(page) == [PARTNERSHIP]
        # The row of the table tells the same.
        row = page.locator("#rows tr.is-chosen [data-style]:visible")
        expect(row).to_have_count(1)
        expect(row).to_contain_text(PARTNERSHIP)
    watch.check()


def test_the_address_holds_the_view_and_brings_it_back(
    browser: Browser, real: RunningService
) -> None:
    with open_page(browser, real.url(SIMCOE)) as (page, watch):
        page.locator("#legend li", has_text="Education").get_by_role("checkbox").first.uncheck()
        _find(page, "City of Barrie")
        expect(_panel(page)).to_be_visible()
        address = page.url
        shown = page.locator("#rows tbody tr:visible").count()
    watch.check()
    assert parse_qs(urlsplit(address).fragment) == {
        "node": ["org:city-of-barrie"],
        "hide": ["node-learning"],
    }
    with open_page(browser, address) as (page, watch):
        expect(_panel(page).get_by_role("heading", level=2)).to_have_text("City of Barrie")
        box = page.locator("#legend li", has_text="Education").get_by_role("checkbox")
        expect(box).not_to_be_checked()
        assert page.locator("#rows tbody tr:visible").count() == shown < 33
        # The other language shows the same: path, day, what is hidden and what is selected.
        page.get_by_role("link", name="Français", exact=True).click()
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        expect(page.locator("#panel h2")).to_have_text("City of Barrie")
        assert page.locator("#rows tbody tr:visible").count() == shown
        parts = urlsplit(page.url)
        assert parts.path == "/map"
        assert parse_qs(parts.query) == {
            "of": ["lip:simcoe-county"],
            "as_of": ["2018-01-01"],
            "lang": ["fr"],
        }
    watch.check()


def test_an_address_with_nonsense_in_it_shows_the_whole_map(
    browser: Browser, real: RunningService
) -> None:
    nonsense = "#node=__proto__&hide=node-%3Cimg%3E+tie-%22+constructor&node=%00"
    with open_page(browser, real.url(SIMCOE + nonsense)) as (page, watch):
        expect(_panel(page)).to_be_hidden()
        expect(page.locator("#rows tbody tr:visible")).to_have_count(33)
        assert drawn_share(page) > 0.01
    watch.check()


def _pixels(png: bytes) -> tuple[int, int, bytes]:
    """Return width, height and the bytes of the rows of a PNG, filters left in."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert b"IEND" in png[-12:]
    width, height = struct.unpack(">II", png[16:24])
    at, packed = 8, b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            packed += png[at + 8 : at + 8 + length]
        at += length + 12
    return width, height, zlib.decompress(packed)


def test_the_map_is_saved_as_a_picture_of_print_size(
    browser: Browser, real: RunningService, tmp_path: Path
) -> None:
    with open_page(browser, real.url(SIMCOE)) as (page, watch):
        with page.expect_download() as caught:
            page.get_by_role("button", name="Save as PNG").click()
        # Named as the SVG is: what it shows, and the day.
        assert caught.value.suggested_filename == "map-lip-simcoe-county-2018-01-01.png"
        caught.value.save_as(tmp_path / "map.png")
        expect(page.locator("#canvas canvas")).to_have_count(1)
    watch.check()
    width, height, rows = _pixels((tmp_path / "map.png").read_bytes())
    assert width == 2400
    # Higher than the map alone, which is 2400 x 0.7: title above, legend and source below.
    assert 1900 < height < 2800
    assert len(rows) == height * (1 + 4 * width)
    # The ground of the page, not see-through: the first pixel of a PNG stands there as it is.
    assert rows[1:5] == b"\xff\xff\xff\xff"
    # Filtered rows of one colour are zeros: nodes, lines and names are not.
    assert 0.005 < sum(1 for byte in rows[::101] if byte) / len(rows[::101]) < 0.5


def test_the_picture_can_be_had_as_svg_in_the_same_view(
    browser: Browser, real: RunningService, tmp_path: Path
) -> None:
    path = "/map?of=lip:waterloo-region&exclude=host&exclude=funder&size=bridging&lang=en"
    with open_page(browser, real.url(path)) as (page, watch):
        with page.expect_download() as caught:
            page.get_by_role("link", name="Save as SVG").click()
        assert re.fullmatch(
            r"map-lip-waterloo-region-\d{4}-\d\d-\d\d\.svg", caught.value.suggested_filename
        )
        caught.value.save_as(tmp_path / "map.svg")
        names = {row["label"] for row in page.evaluate(_DATA)["nodes"]}
    watch.check()
    root = ET.parse(tmp_path / "map.svg").getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    texts = {"".join(each.itertext()) for each in root.iter() if each.tag.endswith("}title")}
    written = ["".join(each.itertext()) for each in root.iter() if each.tag.endswith("}text")]
    assert written[0].startswith("Map: Immigration Partnership of Waterloo Region")
    assert written[1].startswith("As of ")
    assert any(text.startswith("Councils and committees (") for text in written)
    assert written[-1].startswith("Counts only what the sources state.")
    assert {name for name in names if any(name in text for text in texts)} == names
    assert "Region of Waterloo" not in names
    assert [each for each in root.iter() if each.tag.endswith(("}script", "}image"))] == []


_DATA = "() => JSON.parse(document.getElementById('map-data').textContent)"


def test_the_map_is_moved_by_its_buttons_and_keys_and_the_page_by_the_wheel(
    browser: Browser, real: RunningService
) -> None:
    with open_page(browser, real.url(SIMCOE)) as (page, watch):
        canvas = page.locator("#canvas canvas")
        still = _picture(page)
        # Scrolling past must not zoom.
        canvas.hover()
        page.mouse.wheel(0, 120)
        page.wait_for_function("window.scrollY > 50")
        assert _picture(page) == still
        page.get_by_role("button", name="Zoom in").click()
        zoomed = _picture(page)
        assert zoomed != still
        page.get_by_role("button", name="Whole map").click()
        assert _picture(page) == still
        page.locator("#canvas .vis-network").focus()
        page.keyboard.down("ArrowRight")
        page.wait_for_timeout(200)  # vis-network moves as long as the key is held
        page.keyboard.up("ArrowRight")
        assert _picture(page) != still
        # In the search box the same keys move the mark in the text.
        page.get_by_role("button", name="Whole map").click()
        page.get_by_role("combobox", name="Find on the map").press("ArrowRight")
        assert _picture(page) == still
    watch.check()


def test_on_a_phone_a_finger_scrolls_the_page_until_the_map_is_asked_to_move(
    browser: Browser, real: RunningService
) -> None:
    with open_page(browser, real.url(SIMCOE), size=PHONE) as (page, watch):
        move = page.get_by_role("button", name="Move the map")
        expect(move).to_have_attribute("aria-pressed", "false")
        touch = "getComputedStyle(document.querySelector('#canvas canvas')).touchAction"
        assert page.evaluate(touch) == "pan-y pinch-zoom"
        move.tap()
        expect(move).to_have_attribute("aria-pressed", "true")
        assert page.evaluate(touch) == "none"
        _find(page, "Georgian")
        expect(_panel(page)).to_be_visible()
        expect(_panel(page)).to_be_in_viewport()
    watch.check()


def test_the_whole_network_is_drawn(browser: Browser, real: RunningService) -> None:
    with open_page(browser, real.url("/map?lang=en")) as (page, watch):
        assert drawn_share(page) > 0.01
        expect(page.locator("#rows tbody tr")).to_have_count(379)  # 263 + 50 + 66
        _find(page, "Immigration, Refugees")
        assert len(_neighbours(page)) == 7  # 5 tables; it founded one partnership, funds another
    watch.check()
