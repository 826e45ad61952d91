"""Every page on the real records, in both languages, at all sizes, in light and dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.page_axe import axe_faults
from tests.browser.page_rules import structure_faults, visible_faults
from tests.browser.page_watch import (
    DESKTOP,
    PHONE,
    Theme,
    Watch,
    drawn_share,
    open_page,
    open_window,
    visit,
)
from tests.browser.running_service import RunningService

NARROWEST = (320, 640)  # 1280 px at a zoom of 400% (WCAG 2.2, 1.4.10)
LOOKS: tuple[tuple[tuple[int, int], Theme], ...] = (
    (DESKTOP, "light"),
    (DESKTOP, "dark"),
    ((800, 900), "light"),
    (NARROWEST, "light"),
)
COUNCIL = "body:simcoe-county~simcoe-county-lip-council"
PEEL = "body:peel~peel-newcomer-strategy-group"
SEVERAL = (
    f"/what-if?of=lip:peel&leave=org:region-of-peel&add=org:goodwill,{PEEL},chair&end=junk"
    "&leave=org:ghost&new=health,A+clinic&found=lip:peel,sector_table,Table+jeunesse"
)
# Address and status by what the page is.
PAGES = {
    "home": ("/", 200),
    "home without rows": ("/?q=nothing+is+called+that", 200),
    "partnership": ("/partnerships/lip:peel", 200),
    "partnership of one table": ("/partnerships/lip:simcoe-county?as_of=2018-01-01", 200),
    "partnership without tables": ("/partnerships/lip:calgary", 200),
    "yearly report": ("/partnerships/lip:peel/report", 200),
    "yearly report in both languages": (
        "/partnerships/lip:simcoe-county/report?language=both&to=2018-03-31",
        200,
    ),
    "yearly report without tables": ("/partnerships/lip:calgary/report", 200),
    "yearly report of no days": ("/partnerships/lip:peel/report?from=2018&to=2017", 422),
    "organization": ("/organizations/org:immigration-refugees-citizenship-canada", 200),
    "organization with a French name": ("/organizations/org:conseil-scolaire-viamonde", 200),
    "body": (f"/bodies/{COUNCIL}?as_of=2018-01-01", 200),
    "changes": ("/changes?of=lip:simcoe-county&as_of=2018-01-01", 200),
    "changes of nothing": ("/changes?of=lip:calgary", 200),
    "changes around an organization": ("/changes?of=org:region-of-peel&since=2014-01-01", 200),
    "bridges of no day": ("/bridges?as_of=31.12.2018&only=holding", 422),
    "changes in the wrong order": ("/changes?since=2020-01-01&as_of=2019-01-01", 422),
    "map of the whole": ("/map", 200),
    "map of a partnership": ("/map?of=lip:peel&size=bridging", 200),
    "map of a body": (f"/map?of={COUNCIL}", 200),
    "map of one step": ("/map?of=org:region-of-peel", 200),
    "map of two steps": ("/map?of=org:region-of-peel&steps=2", 200),
    "map with a path": ("/map?of=lip:peel&from=region+of+peel&to=city+of+brampton", 200),
    "map without the end of a path": ("/map?of=lip:peel&from=qqqqqqq&to=", 200),
    "map of organizations alone": ("/map?of=lip:peel&view=organizations&size=closeness", 200),
    "map of communities": ("/map?group=community", 200),
    "map with filters": (
        "/map?of=lip:simcoe-county&as_of=2018-01-01&sector=health&sector=faith&role=member",
        200,
    ),
    "map of what no filter leaves": ("/map?of=lip:peel&sector=faith&role=guest", 200),
    "map of nothing": ("/map?of=lip:calgary&exclude=host", 200),
    "sectors of all partnerships": ("/sectors?mark=lip:peel", 200),
    "seats in order of a sector": ("/sectors?show=seats&order=-health&province=ON", 200),
    "sectors of no partnership": ("/sectors?name=qqqqqqqq", 200),
    "bridges": ("/bridges", 200),
    "bridges of a partnership": ("/bridges?of=lip:peel&groups=partnership", 200),
    "bridges that nobody is": ("/bridges?name=qqqqqqqq", 200),
    "bridges of two sectors": ("/bridges?first=social&second=settlement", 200),
    "bridges of two sectors in a partnership": (
        "/bridges?of=lip:peel&first=health&second=settlement",
        200,
    ),
    "bridges of two sectors that nobody is": ("/bridges?first=faith&second=indigenous", 200),
    "bridges of one sector": ("/bridges?first=health", 200),
    "a form for a member": (f"/bodies/{COUNCIL}/add-member?as_of=2018-01-01", 200),
    "a form to confirm members": (f"/bodies/{PEEL}/confirm", 200),
    "a form for a meeting": (f"/bodies/{COUNCIL}/add-meeting?as_of=2018-01-01", 200),
    "a form for an organization": ("/organizations/org:conseil-scolaire-viamonde/change", 200),
    "a form for a new council": ("/partnerships/lip:peel/add-body", 200),
    "no changes": ("/history", 200),
    "no saved views": ("/views", 200),
    "search": ("/search?q=comite", 200),
    "search without hits": ("/search?q=qqqqqqqq", 200),
    "search for nothing": ("/search", 200),
    "suggestions": ("/suggestions", 200),
    "suggestions for a partnership": ("/suggestions?of=lip:peel", 200),
    "suggestions for an organization": ("/suggestions?of=org:region-of-peel&purpose=gap", 200),
    "what if": ("/what-if", 200),
    "what if in a partnership": ("/what-if?of=lip:peel", 200),
    "what if some came and some left": (SEVERAL, 200),
    "what if in a partnership without tables": ("/what-if?of=lip:calgary", 200),
    "what if everywhere": (
        "/what-if?of=all&leave=org:immigration-refugees-citizenship-canada",
        200,
    ),
    "what if somebody who has to be chosen": (
        f"/what-if?of=lip:peel&do=seat&organization=YMCA&body={PEEL}",
        422,
    ),
    "no such partnership": ("/partnerships/lip:nobody", 404),
    "no such page": ("/nowhere", 404),
    "no such day": ("/partnerships/lip:peel?as_of=2017-02-30", 422),
}


def in_language(path: str, language: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


@pytest.fixture(scope="module")
def window(browser: Browser, real: RunningService) -> Iterator[tuple[Page, Watch]]:
    """One window for all pages."""
    with open_window(browser, real.address) as opened:
        yield opened


def looks(page: Page) -> list[str]:
    """Look at the page at several sizes, in light and in dark."""
    found = []
    for (width, height), theme in LOOKS:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=theme)
        found += [f"{width} px, {theme}: {fault}" for fault in visible_faults(page)]
    return found


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_fit_for_every_reader(
    window: tuple[Page, Watch], real: RunningService, name: str, language: str
) -> None:
    path, status = PAGES[name]
    page, watch = window
    watch.forget()
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    page.emulate_media(color_scheme="light")
    visit(page, watch, real.url(in_language(path, language)), status)
    assert structure_faults(page, language) == []
    assert axe_faults(page) == []
    assert looks(page) == []
    if "the whole" in name or "two steps" in name:
        assert drawn_share(page) > 0.005
    watch.check()


def test_pages_are_loaded_as_well_by_a_phone_in_the_dark(
    browser: Browser, real: RunningService
) -> None:
    found = []
    with open_window(browser, real.address, size=PHONE, theme="dark") as (page, watch):
        for name, (path, status) in PAGES.items():
            visit(page, watch, real.url(in_language(path, "fr")), status)
            faults = [*structure_faults(page, "fr"), *visible_faults(page), *axe_faults(page)]
            found += [f"{name}: {fault}" for fault in faults]
    assert found == []
    watch.check()


def test_the_rules_find_what_they_look_for(browser: Browser, real: RunningService) -> None:
    """A rule that never fails would pass on any page."""
    spoil = """() => {
      const main = document.querySelector("main");
      const add = (tag, attributes, text = "") => {
        const made = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
        made.textContent = text;
        main.append(made);
        return made;
      };
      document.documentElement.lang = "de";
      add("h1", {}, "Again");
      add("h4", {}, "Too deep");
      add("img", {});
      add("button", {});
      add("p", { id: "content", "aria-labelledby": "nowhere" }, "Twice");
      add("p", { class: "spoilt-pale" }, "Faint");
      add("p", { class: "spoilt-wide" }, "Wide ".repeat(500));
      document.querySelector("caption").remove();
      document.querySelector("tbody th").removeAttribute("scope");
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(".spoilt-pale { color: #aaa } .spoilt-wide { width: 3000px }");
      document.adoptedStyleSheets.push(sheet);
    }"""
    with open_page(browser, real.url("/?lang=en")) as (page, watch):
        page.evaluate(spoil)
        structure = " ".join(structure_faults(page, "en"))
        axe = " ".join(axe_faults(page))
        seen = " ".join(visible_faults(page))
    for rule in (
        "lang is de",
        "headings 1",
        "level of heading",
        "img without alt",
        "control without a name",
        "two elements are #content",
        "aria-labelledby leads nowhere",
        "table without caption",
        "th without scope",
    ):
        assert rule in structure, rule
    for rule in ("button-name", "image-alt", "color-contrast", "heading-order"):
        assert rule in axe, rule
    for rule in ("px wider than the window", "contrast", "text outside the window"):
        assert rule in seen, rule
    watch.check()
