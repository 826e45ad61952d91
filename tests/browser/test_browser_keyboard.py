"""Reading and working without a mouse: what takes the focus, in which order, and that it shows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.page_watch import Theme, open_page
from tests.browser.running_service import RunningService

_MOST_STOPS = 45
# What has the focus: its name, whether its outline can be seen, and whether it is in the window.
# vis-network's focus shows at the frame around it.
_FOCUSED = """() => {
  const element = document.activeElement;
  const ring = element.closest(".canvas") ?? element;
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(ring);
  const box = element.getBoundingClientRect();
  const name = element.getAttribute("aria-label") ?? element.textContent;
  return {
    what: `${element.tagName} ${element.id} ${name.trim().slice(0, 40)}`,
    isBody: element === document.body,
    outline: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && outlineColor,
    ground: getComputedStyle(document.body).backgroundColor,
    isInWindow: box.bottom > 0 && box.top < window.innerHeight && box.right > 0,
  };
}"""


@pytest.mark.parametrize(
    "path", ["/", "/partnerships/lip:peel", "/map", "/sectors", "/bridges", "/search?q=comite"]
)
def test_the_first_key_leads_past_the_head_of_the_page(
    browser: Browser, real: RunningService, path: str
) -> None:
    with open_page(browser, real.url(path)) as (page, watch):
        link = page.get_by_role("link", name="Skip to the content")
        assert link.bounding_box() is None or link.bounding_box()["x"] < 0  # type: ignore[index]  # it has a box there
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
        expect(link).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        # The next stop is the first thing to use within the content, not the head again.
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")
    watch.check()


def test_the_second_key_leads_past_the_form_to_the_map(
    browser: Browser, real: RunningService
) -> None:
    with open_page(browser, real.url("/map?of=lip:peel")) as (page, watch):
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the map")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#stage")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_role("combobox", name="Find on the map")).to_be_focused()
    watch.check()


def _stops(page: Page) -> list[dict[str, str | bool]]:
    stops = []
    for _ in range(_MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUSED)
        if stop["isBody"]:
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/organizations/org:region-of-peel", "/map?of=lip:peel"])
def test_whatever_has_the_focus_shows_it(
    browser: Browser, real: RunningService, path: str, theme: Theme
) -> None:
    with open_page(browser, real.url(path), theme=theme) as (page, watch):
        stops = _stops(page)
    assert len(stops) > 15
    assert [stop["what"] for stop in stops if not stop["outline"]] == []
    assert [stop["what"] for stop in stops if stop["outline"] == stop["ground"]] == []
    assert [stop["what"] for stop in stops if not stop["isInWindow"]] == []
    watch.check()


def test_going_from_neighbour_to_neighbour_keeps_the_focus_in_the_panel(
    browser: Browser, real: RunningService
) -> None:
    with open_page(browser, real.url("/map?of=lip:peel&lang=en")) as (page, watch):
        page.get_by_label("Find on the map").fill("Region of Peel")
        page.keyboard.press("Enter")
        panel = page.locator("#panel")
        expect(panel.get_by_role("heading", level=2)).to_have_text("Region of Peel")
        panel.locator("li button").first.focus()
        page.keyboard.press("Enter")
        heading = panel.get_by_role("heading", level=2)
        expect(heading).not_to_have_text("Region of Peel")
        expect(heading).to_be_focused()
    watch.check()
