"""On paper: what is read, without what is used."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser.page_watch import open_page
from tests.browser.running_service import RunningService

USED = (
    "header nav",
    "form.search",
    ".site-end",
    "form.view",
    ".skip",
    ".preview .button",
    ".trail",
)


def _ink(page: Page, selector: str) -> str:
    return str(page.locator(selector).first.evaluate("e => getComputedStyle(e).color"))


def test_a_partnership_on_paper(browser: Browser, real: RunningService) -> None:
    path = "/partnerships/lip:peel?lang=en"
    with open_page(browser, real.url(path), theme="dark") as (page, watch):
        shown = {name: page.locator(name).first for name in USED}
        for name in USED:
            expect(shown[name]).to_be_attached()
        page.emulate_media(media="print", color_scheme="light")
        for name in USED:
            expect(shown[name]).to_be_hidden()
        for name in ("h1", ".answers", ".preview svg", "#bridges table", "#missing", "#members"):
            expect(page.locator(name).first).to_be_visible()
        assert _ink(page, "h1") == _ink(page, "#bridges a") == "rgb(0, 0, 0)"
        # Letter size: 216 x 279 mm.
        paper = page.pdf(format="Letter")
        assert paper.startswith(b"%PDF")
        pages = paper.count(b"/Type /Page\n")
        assert 3 <= pages <= 12
    watch.check()


def test_a_map_on_paper_is_the_picture_and_the_whole_table(
    browser: Browser, real: RunningService
) -> None:
    with open_page(browser, real.url("/map?of=lip:peel&lang=en")) as (page, watch):
        expect(page.locator("#canvas")).to_be_visible()
        page.emulate_media(media="print")
        for name in ("#canvas", "#tools", "#hint", "#zoom", ".on-map", "#legend input"):
            expect(page.locator(name).first).to_be_hidden()
        expect(page.locator("#still svg")).to_be_visible()
        box = page.locator("#still svg").bounding_box()
        assert box
        assert box["height"] > 300
        rows = page.locator("#rows tbody tr:visible")
        expect(rows).to_have_count(page.locator("#rows tbody tr").count())
        # A box that scrolls on the screen shows all of its rows on paper.
        tall = page.locator(".tall")
        assert tall.evaluate("box => box.scrollHeight <= box.clientHeight + 1")
    watch.check()
