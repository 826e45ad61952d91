"""On paper: what is read, without what is used."""

from __future__ import annotations

import pytest
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


def test_the_yearly_report_in_french_on_paper(browser: Browser, real: RunningService) -> None:
    path = "/partnerships/lip:peel/report?lang=fr"
    with open_page(browser, real.url(path), theme="dark") as (page, watch):
        page.emulate_media(media="print", color_scheme="light")
        for name in ("header nav", "form.view", ".files", "#why-year", ".trail"):
            expect(page.locator(name).first).to_be_hidden()
        for name in ("h1", "#fr .summary", ".drawn svg", "#fr-bridges", ".sectors", ".cited"):
            expect(page.locator(name).first).to_be_visible()
        assert _ink(page, "h1") == _ink(page, ".report a") == "rgb(0, 0, 0)"
        for paper in ("Letter", "A4"):
            content = page.pdf(format=paper, tagged=True)
            assert 5 <= content.count(b"/Type /Page\n") <= 14
            assert b"/Lang (fr)" in content
    watch.check()


@pytest.mark.parametrize(("language", "title"), [("fr", "Rapport annuel"), ("both", "Yearly rep")])
def test_the_yearly_report_as_a_file(
    browser: Browser, real: RunningService, language: str, title: str
) -> None:
    """From the page of the partnership to the file, as a coordinator goes."""
    with open_page(browser, real.url("/partnerships/lip:peel?lang=fr")) as (page, watch):
        page.get_by_role("link", name="Rapport annuel").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Peel Newcomer Strategy Group")
        page.get_by_label("Langue du rapport").select_option(language)
        page.get_by_role("button", name="Afficher").click()
        with page.expect_download(timeout=90_000) as waited:
            page.get_by_role("link", name="PDF, papier lettre").click()
        assert waited.value.suggested_filename == f"lip-peel-2016-03-31-{language}.pdf"
        content = waited.value.path().read_bytes()
        assert content.startswith(b"%PDF")
        # Plain letters stand as they are, others as numbers of UTF-16.
        encoded = title.encode("utf-16-be").hex().upper()
        assert f"/Title ({title}".encode() in content or f"<FEFF{encoded}".encode() in content
        assert b"/Marked true" in content
        # Letter size: 612 x 792 points.
        assert b"/MediaBox [0 0 612 792]" in content
        languages = {b"/Lang (en", b"/Lang (fr"} if language == "both" else {b"/Lang (fr"}
        assert all(each in content for each in languages)
        # Nothing in it leads to the service.
        assert b"127.0.0.1" not in content
    watch.check()
