"""Names that try to be more than names: shown as they are, and nothing else happens."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.hostile_records import BODIES, NAMES, NEIGHBOUR, PARTNERSHIP, REFUSED
from tests.browser.page_rules import structure_faults, visible_faults
from tests.browser.page_watch import PHONE, Watch, open_page, open_window, visit
from tests.browser.running_service import RunningService

PAGES = (
    "/",
    "/?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E",
    f"/partnerships/{PARTNERSHIP}",
    f"/partnerships/{NEIGHBOUR}",
    f"/partnerships/{PARTNERSHIP}/report?language=both",
    *(f"/bodies/{body}" for body in BODIES),
    *(f"/organizations/org:{key}" for key in ("image", "long", "emoji", "accents", "hebrew")),
    "/organizations/org:emoji?as_of=2019-05-01",
    "/map",
    f"/map?of={PARTNERSHIP}",
    f"/map?of={BODIES[1]}",
    "/map?of=org:image",
    "/map?of=org:image&steps=2",
    f"/map?of={PARTNERSHIP}&from=org:prototype&to=org:handler",
    f"/map?of={PARTNERSHIP}&from=%22%3E%3Csvg+onload%3Dalert(1)%3E&to=%3C/script%3E",
    "/map?view=organizations&sector=health",
    "/map?group=community",
    f"/map?body={BODIES[1]}",
    "/map?community=org:image",
    f"/sectors?mark={PARTNERSHIP}",
    "/sectors?show=seats&name=%3Cimg%20src=x%20onerror=alert(1)%3E",
    "/bridges",
    f"/bridges?of={PARTNERSHIP}",
    f"/partnerships/{PARTNERSHIP}/add-body",
    f"/bodies/{BODIES[0]}/change",
    f"/bodies/{BODIES[0]}/add-member",
    f"/bodies/{BODIES[0]}/add-meeting",
    "/organizations/org:image/change",
    "/organizations/org:long/change",
    f"/what-if?of={PARTNERSHIP}",
    f"/what-if?of={PARTNERSHIP}&leave=org:image&new=,%3Cimg+src%3Dx+onerror%3Dalert(1)%3E",
    f"/what-if?of={PARTNERSHIP}&add=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&drop=%3Cscript%3E",
    "/history",
    "/history?about=org:image",
    "/history?about=%22%3E%3Csvg+onload%3Dalert(1)%3E",
    "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
    "/search?q=W",
    "/search?q=%22%3E%3Csvg+onload%3Dalert(1)%3E",
)
REFUSALS = {
    "/partnerships/%3Cimg%20src=x%20onerror=alert(1)%3E": 404,
    "/?as_of=%3Cscript%3Ealert(1)%3C/script%3E": 422,
    "/?exclude=%22%3E%3Csvg%20onload=alert(1)%3E": 422,
    f"/partnerships/{PARTNERSHIP}/report?from=%3Csvg%20onload=alert(1)%3E": 422,
    f"/partnerships/{PARTNERSHIP}/report.pdf?paper=%3Csvg%20onload=alert(1)%3E": 422,
    "/map?of=org:__proto__": 404,
    "/map?size=%3Cimg%20src=x%20onerror=alert(1)%3E": 422,
    "/map?body=%3Cimg%20src=x%20onerror=alert(1)%3E": 422,
    "/map?community=%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E": 422,
    "/%3Cscript%3Ealert(1)%3C/script%3E": 404,
}
# Everything in a page that could run or load something, and how often each occurs; there is a form
# to undo each change, and one to confirm each seat.
_LOADED = """() => Object.fromEntries(
  ["script:not([type='application/json'])", "script[type='application/json']", "style", "link",
   "img", "iframe", "object", "embed", "base", "form:not(.answering, .undo, .confirming)",
   "svg svg", "main input[autofocus]"]
    .map((selector) => [selector, document.querySelectorAll(selector).length]))"""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_stays_whole(browser: Browser, hostile: RunningService, language: str) -> None:
    found = []
    with open_window(browser, hostile.address) as (page, watch):
        for path in PAGES:
            sign = "&" if "?" in path else "?"
            visit(page, watch, hostile.url(f"{path}{sign}lang={language}"))
            faults = [*structure_faults(page, language), *visible_faults(page)]
            page.set_viewport_size({"width": 320, "height": 640})
            faults += visible_faults(page)
            page.set_viewport_size({"width": 1280, "height": 900})
            found += [f"{path}: {fault}" for fault in faults]
    assert found == []
    watch.check()


def test_every_page_stays_whole_on_a_phone_in_the_dark(
    browser: Browser, hostile: RunningService
) -> None:
    found = []
    with open_window(browser, hostile.address, size=PHONE, theme="dark") as (page, watch):
        for path in PAGES:
            visit(page, watch, hostile.url(path))
            found += [f"{path}: {fault}" for fault in visible_faults(page)]
    assert found == []
    watch.check()


def test_a_report_of_hostile_names_is_printed(hostile: RunningService) -> None:
    answer = hostile.ask("GET", f"/partnerships/{PARTNERSHIP}/report.pdf?language=both&paper=a4")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")


def test_what_is_asked_for_is_not_echoed_as_markup(
    browser: Browser, hostile: RunningService
) -> None:
    with open_window(browser, hostile.address) as (page, watch):
        for path, status in REFUSALS.items():
            visit(page, watch, hostile.url(path), status)
            assert structure_faults(page, "en") == []
            # The one that is ours asks again for a day.
            ours = page.locator("main .editing input[autofocus][aria-invalid=true]").count()
            assert page.evaluate(_LOADED)["main input[autofocus]"] == ours <= 1
            assert page.locator("main img, main svg, main script").count() == 0
    watch.check()


def test_an_organization_is_called_what_it_is_called(
    browser: Browser, hostile: RunningService
) -> None:
    with open_window(browser, hostile.address) as (page, watch):
        loaded = None
        for key, name in NAMES.items():
            visit(page, watch, hostile.url(f"/organizations/org:{key}?lang=en"))
            assert page.locator("h1").text_content() == name
            assert page.title() == f"{' '.join(name.split())} · graphsvc"
            # Names are counted as text: they bring no element with them.
            now = {**page.evaluate(_LOADED), "svg svg": 0}
            assert now == (loaded or now)
            loaded = now
            aliases = page.locator(".side li bdi").all_inner_texts()
            assert NAMES["handler"] in aliases
            assert any(alias.endswith("</title><img src=x onerror=alert(1)>") for alias in aliases)
            texts = page.locator(".seats, table q, table .soft").all_text_contents()
            assert any(NAMES["svg"] in text for text in texts)
    watch.check()


def _search(page: Page, watch: Watch, service: RunningService, text: str) -> list[str]:
    visit(page, watch, service.url("/search"))
    page.get_by_role("searchbox", name="Search organizations").fill(text)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=**")
    return [text or "" for text in page.locator(".hits li > a").all_text_contents()]


def test_a_name_is_found_and_written_as_it_is(browser: Browser, hostile: RunningService) -> None:
    with open_window(browser, hostile.address) as (page, watch):
        for key in ("image", "script", "address", "arabic", "hebrew", "emoji", "wide", "template"):
            assert NAMES[key] in _search(page, watch, hostile, NAMES[key]), key
            # A search box normalises nothing: what was typed stands in it again.
            box = page.get_by_role("searchbox", name="Search organizations")
            expect(box).to_have_value(NAMES[key])
        # Typed in ordinary letters, a name in full-width ones is found all the same.
        assert NAMES["wide"] in _search(page, watch, hostile, "comite d'accueil")
    watch.check()


def test_partnership_and_bodies_show_names_dates_and_notes(
    browser: Browser, hostile: RunningService
) -> None:
    with open_window(browser, hostile.address) as (page, watch):
        visit(page, watch, hostile.url(f"/partnerships/{PARTNERSHIP}?lang=en"))
        assert page.locator("h1").text_content() == NAMES["image"]
        assert page.locator(".other-name").text_content() == NAMES["script"]
        assert NAMES["link"] in page.locator(".note").inner_text().split("\n")
        ties = page.locator(".side .ties").first
        assert set(ties.locator("a bdi").all_text_contents()) >= {NAMES["link"], NAMES["image"]}
        outside = page.locator("main a[href^='http']")
        hosts = outside.evaluate_all("links => links.map((link) => link.hostname)")
        assert set(hosts) == {"example.org"}
        visit(page, watch, hostile.url(f"/bodies/{BODIES[2]}?lang=en"))
        assert page.locator("h1").text_content() == NAMES["long"]
        assert page.locator(".trail a").last.text_content() == NAMES["link"]
        # One seat ended with January 2020: no member now, a member before.
        members, former = page.locator("#members-title ~ .scroll").all()
        assert former.locator("tbody th").all_inner_texts() == [NAMES["emoji"]]
        assert NAMES["emoji"] not in members.locator("tbody th").all_inner_texts()
        visit(page, watch, hostile.url(f"/bodies/{BODIES[2]}?lang=en&as_of=2020-01-30"))
        assert NAMES["emoji"] in page.locator("tbody th").all_inner_texts()
        visit(page, watch, hostile.url(f"/bodies/{BODIES[0]}?lang=en"))
        meetings = page.locator("#meetings-title ~ .scroll tbody tr > *").all_inner_texts()
        assert [text.strip() for text in meetings[:4]] == ["November 5, 2019", "1", "1", "0"]
    watch.check()


_DATA = "() => JSON.parse(document.getElementById('map-data').textContent)"


def test_the_map_and_its_panel_show_names_as_they_are(
    browser: Browser, hostile: RunningService
) -> None:
    with open_page(browser, hostile.url("/map?of=all&lang=en")) as (page, watch):
        data = page.evaluate(_DATA)
        labels = {node["id"]: node["label"] for node in data["nodes"]}
        active = {
            f"org:{key}": name for place, (key, name) in enumerate(NAMES.items()) if place % 5 != 4
        }
        assert active.items() <= labels.items()
        assert page.evaluate("({}).polluted === undefined && Object.prototype.label === undefined")
        options = page.locator("#find-names option")
        values = options.evaluate_all("options => options.map((option) => option.value)")
        assert sorted(values) == sorted(labels.values())
        heading = page.locator("#panel h2")
        for key, name in active.items():
            page.get_by_role("combobox", name="Find on the map").fill(name)
            page.keyboard.press("Enter")
            if key != "org:accents":  # without its accents nothing is left to look for
                expect(page.locator("#panel")).to_be_visible()
                assert heading.text_content() == name
                assert set(page.locator("#panel li .who").all_text_contents()) <= {*labels.values()}
            assert page.locator("#panel img, #panel script, #panel svg").count() == 0
        rows = page.locator("#rows tbody th a bdi").all_text_contents()
        assert sorted(rows) == sorted(labels.values())
        # Pointing at a node shows its name in a box: as text.
        page.get_by_role("combobox", name="Find on the map").fill(NAMES["link"])
        page.keyboard.press("Enter")
        canvas = page.locator("#canvas canvas")
        box = canvas.bounding_box()
        assert box
        canvas.hover(position={"x": box["width"] / 2, "y": box["height"] / 2})
        expect(page.locator(".vis-tooltip")).to_be_visible()
        expect(page.locator(".vis-tooltip")).to_contain_text(NAMES["link"])
        assert page.locator(".vis-tooltip :not(br)").count() == 0
    watch.check()


def test_pictures_of_the_map_hold_names_as_text(
    browser: Browser, hostile: RunningService, tmp_path: Path
) -> None:
    with open_page(browser, hostile.url(f"/map?of={PARTNERSHIP}&lang=en")) as (page, watch):
        with page.expect_download() as svg:
            page.get_by_role("link", name="Save as SVG").click()
        svg.value.save_as(tmp_path / "map.svg")
        with page.expect_download() as png:
            page.get_by_role("button", name="Save as PNG").click()
        png.value.save_as(tmp_path / "map.png")
        still = page.locator("#still svg title").all_text_contents()
    watch.check()
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")
    root = ET.parse(tmp_path / "map.svg").getroot()
    titles = [each.text or "" for each in root.iter() if each.tag.endswith("}title")]
    assert titles == still
    assert {each.tag.partition("}")[2] for each in root.iter()} <= {
        "svg", "g", "rect", "path", "circle", "polygon", "text", "tspan", "title",
    }  # fmt: skip
    for key in ("script", "image", "entities", "prototype", "arabic"):
        assert any(title.startswith(NAMES[key] + ": ") for title in titles), key
    for element in root.iter():
        assert not any(name.startswith("on") or name.endswith("href") for name in element.attrib)


@pytest.mark.parametrize("name", REFUSED, ids=ascii)
def test_what_would_turn_or_cut_the_text_around_it_is_refused(
    hostile: RunningService, name: str
) -> None:
    answer = hostile.ask("PUT", "/v1/organizations/org:refused", {"name": name})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"].endswith("name")
    assert hostile.ask("GET", "/v1/organizations/org:refused").status_code == 404


def test_an_address_that_is_none_is_refused(hostile: RunningService) -> None:
    for address in ("javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "//x.y"):
        sent = {"name": "x", "website": address}
        assert hostile.ask("PUT", "/v1/organizations/org:refused", sent).status_code == 422
