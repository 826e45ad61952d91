"""Writes docs/screenshots: every page as it looks, on a desk and on a phone, in both languages.

    python -m tools.screenshots [NAME ...]      # all, or those named; a few minutes

The service runs on a data folder of its own with the real records. A picture shows the first screen
of a page, where what is wrong is seen first. `tests/web/test_web_screenshots.py` holds the list to
the pages there are, and the folder to the list.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser

from graphsvc.web import views
from tests.browser.page_watch import DESKTOP, PHONE, chromium, open_window, visit
from tests.browser.running_service import RunningService, serving

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
INDEX = FOLDER / "README.md"
SIZES = {"desktop": DESKTOP, "phone": PHONE}
LANGUAGES = ("en", "fr")
_QUALITY = 70  # of JPEG: small print can be read, and the folder stays below a few megabytes
ACCEPTED = 202
_LONGEST = 300.0  # seconds that one answer may take
_HEAD = """\
# Every page as it looks

Made by `make screenshots` from the real records; edits here are lost. Desk and phone, English and
French.
"""
_COUNCIL = "body:simcoe-county~simcoe-county-lip-council"


@dataclass(frozen=True, slots=True)
class Picture:
    """One page to be pictured.

    Attributes
    ----------
    name
        Of its files.
    title
        What it shows.
    page
        The page model that it is an example of.
    path
        Where it is.
    """

    name: str
    title: str
    page: type[views.Page]
    path: str

    def file(self, size: str, language: str) -> str:
        """Return the name of the file of one size in one language."""
        return f"{self.name}-{size}-{language}.jpg"


PICTURES = (
    Picture("home", "The partnerships", views.HomePage, "/"),
    Picture("search", "Search", views.SearchPage, "/search?q=comite"),
    Picture("partnership", "A partnership", views.PartnershipPage, "/partnerships/lip:peel"),
    Picture(
        "report",
        "The yearly report of a partnership",
        views.ReportPage,
        "/partnerships/lip:peel/report",
    ),
    Picture(
        "organization",
        "An organization",
        views.OrganizationPage,
        "/organizations/org:region-of-peel",
    ),
    Picture("body", "A council", views.BodyPage, f"/bodies/{_COUNCIL}?as_of=2018-01-01"),
    Picture("map", "The map of a partnership", views.MapPage, "/map?of=lip:peel&size=bridging"),
    Picture("map-of-the-country", "The map of the whole network", views.MapPage, "/map"),
    Picture(
        "sectors", "Sectors across partnerships", views.SectorMatrixPage, "/sectors?mark=lip:peel"
    ),
    Picture("bridges", "Who bridges", views.BridgesPage, "/bridges"),
    Picture(
        "bridges-between",
        "Who bridges two sectors",
        views.BetweenPage,
        "/bridges?first=health&second=settlement",
    ),
    Picture("suggestions", "Suggestions", views.SuggestionsPage, "/suggestions?of=lip:peel"),
    Picture(
        "changes",
        "What changed",
        views.ChangesPage,
        "/changes?of=lip:simcoe-county&as_of=2018-01-01",
    ),
    Picture(
        "what-if",
        "What if somebody left",
        views.WhatIfPage,
        "/what-if?of=lip:peel&leave=org:united-way-of-peel-region",
    ),
    Picture(
        "form", "A form", views.EditFormPage, f"/bodies/{_COUNCIL}/add-meeting?as_of=2018-01-01"
    ),
    Picture("saved-views", "Saved views", views.SavedViewsPage, "/views"),
    Picture("history", "What was changed by hand", views.HistoryPage, "/history"),
)
# Pages that have nothing to show but a sentence, or come and go too fast.
NOT_PICTURED = {views.AwayPage, views.MessagePage, views.SignInPage, views.WaitingPage}


def prepare(service: RunningService) -> None:
    """Change something by hand and save a view, so that no page is empty."""
    service.put("organizations/org:example-newcomer-choir", {"name": "Example Newcomer Choir"})
    address = "/map?of=lip%3Apeel&as_of=2018-01-01"
    service.put("views/view:peel", {"name": "Peel in 2018", "address": address})


def await_answer(service: RunningService, path: str) -> None:
    """Wait until a page has what it shows, where that takes long to work out."""
    deadline = time.monotonic() + _LONGEST
    while service.ask("GET", path).status_code == ACCEPTED and time.monotonic() < deadline:
        time.sleep(1)


def photograph_all(
    browser: Browser, service: RunningService, size: str, chosen: Sequence[Picture]
) -> None:
    """Keep the first screen of each page in each language."""
    with open_window(browser, service.address, size=SIZES[size]) as (page, watch):
        for picture, language in product(chosen, LANGUAGES):
            mark = "&" if "?" in picture.path else "?"
            path = f"{picture.path}{mark}lang={language}"
            await_answer(service, path)
            visit(page, watch, service.url(path))
            page.wait_for_load_state("networkidle")
            file = FOLDER / picture.file(size, language)
            page.screenshot(path=file, type="jpeg", quality=_QUALITY)
    if watch.faults():
        sys.exit("\n".join(watch.faults()))


def index() -> str:
    """Return the page that shows all pictures."""
    return "\n".join([_HEAD, *(line for picture in PICTURES for line in _shown(picture))])


def _shown(picture: Picture) -> Iterator[str]:
    yield f"## {picture.title}\n"
    for size in SIZES:
        for language in LANGUAGES:
            yield f"![{picture.title}, {size}, {language}]({picture.file(size, language)})"
    yield ""


def main() -> None:
    """Make all pictures, or those named."""
    names = set(sys.argv[1:])
    chosen = [picture for picture in PICTURES if not names or picture.name in names]
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as service:
        prepare(service)
        with chromium() as browser:
            for size in SIZES:
                photograph_all(browser, service, size, chosen)
    INDEX.write_text(index(), encoding="utf-8")


if __name__ == "__main__":
    main()
