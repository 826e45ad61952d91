"""Opens pages in a real Chromium and writes down everything that a good page never does.

    with chromium() as browser, open_page(browser, url) as (page, watch):
        page.get_by_role("button", name="Find").click()
    watch.check()

Console errors and warnings, violations of the content security policy, requests to other hosts,
failed requests, uncaught errors and dialogs (a script that got in would open one) are collected
from before the first byte until the page is closed. `check` lists them all in one failure.

Opening a browser's window takes longer than loading a page, so one that looks at many pages opens
it once with `open_window` and goes from page to page with `visit`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, sync_playwright

# Debian's and Ubuntu's package; another one by the environment.
CHROMIUM = os.environ.get("GRAPHSVC_TEST_CHROMIUM", "/usr/bin/chromium")
# Nothing here makes the browser more lenient: no request of its own, no sandbox where the tests
# run as root, no graphics card.
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_LISTEN = """document.addEventListener("securitypolicyviolation", (event) =>
    window.reportViolation(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));"""
_PATIENCE = 10_000  # ms until something that should be on a page is said to be missing
_NOT_LOADED = "Failed to load resource: the server responded with a status of"
DESKTOP, PHONE = (1280, 900), (390, 844)
Theme = Literal["light", "dark"]


@dataclass
class Watch:
    """What a page did that it should not have.

    Attributes
    ----------
    origin
        Scheme, host and port that the page may talk to.
    expected
        Status of the page itself where it is not 200; Chromium writes such a page to the console.
    console
        Warnings and errors of the console, and uncaught errors.
    violations
        What the content security policy had to stop.
    outside
        Requests to any other host.
    failed
        Requests that were not answered, or with 400 and above.
    dialogs
        Texts of alert boxes and the like.
    """

    origin: str
    expected: int = 200
    console: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def faults(self) -> list[str]:
        """Return all of it, each with its kind."""
        kinds = ("console", "violations", "outside", "failed", "dialogs")
        return [f"{kind}: {text}" for kind in kinds for text in getattr(self, kind)]

    def forget(self) -> None:
        """Begin anew, with the next page of the same window."""
        for seen in (self.console, self.violations, self.outside, self.failed, self.dialogs):
            seen.clear()

    def check(self) -> None:
        """Fail with everything that was seen."""
        faults = self.faults()
        assert faults == []

    def on_console(self, message: ConsoleMessage) -> None:
        is_expected = message.text.startswith(f"{_NOT_LOADED} {self.expected} ")
        if message.type in {"error", "warning", "assert"} and not is_expected:
            self.console.append(f"{message.type}: {message.text}")

    def on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        is_own = (
            parts.scheme in {"data", "blob"} or f"{parts.scheme}://{parts.netloc}" == self.origin
        )
        if not is_own:
            self.outside.append(request.url)

    def on_failure(self, request: Request) -> None:
        # Given up by the browser itself: the page was left, or its answer became a download.
        if request.failure != "net::ERR_ABORTED":
            self.failed.append(f"{request.url}: {request.failure}")

    def on_violation(self, text: str) -> None:
        self.violations.append(text)

    def on_dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start one browser; pages of it share nothing with one another."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_window(
    browser: Browser,
    origin: str,
    *,
    size: tuple[int, int] = DESKTOP,
    theme: Theme = "light",
    scripts: bool = True,
    headers: dict[str, str] | None = None,
) -> Iterator[tuple[Page, Watch]]:
    """Open an empty window that shares nothing with others, and watch it until the block ends.

    Parameters
    ----------
    browser
        From `chromium`.
    origin
        Scheme, host and port that its pages may talk to.
    size
        Width and height in px; `PHONE` also has a touch screen.
    theme
        What the reader's system prefers.
    scripts
        False to read pages as one without JavaScript does.
    headers
        Further headers of every request, such as `Authorization`.

    Yields
    ------
    tuple[Page, Watch]
        The window, and what was seen so far.
    """
    watch = Watch(origin)
    more: dict[str, Any] = {"extra_http_headers": headers} if headers else {}
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=theme,
        java_script_enabled=scripts,
        has_touch=size == PHONE,
        reduced_motion="reduce",
        accept_downloads=True,
        **more,
    )
    context.set_default_timeout(_PATIENCE)
    try:
        context.expose_function("reportViolation", watch.on_violation)
        context.add_init_script(_LISTEN)
        page = context.new_page()
        page.on("console", watch.on_console)
        page.on("pageerror", lambda error: watch.console.append(f"uncaught: {error}"))
        page.on("request", watch.on_request)
        page.on("requestfailed", watch.on_failure)
        page.on("dialog", watch.on_dialog)
        yield page, watch
    finally:
        context.close()


def visit(page: Page, watch: Watch, url: str, expected: int = 200) -> None:
    """Go to an address; any other status of the page than the one expected is a fault."""
    watch.expected = expected
    answer = page.goto(url, wait_until="load")
    status = answer.status if answer else 0
    if status != expected:
        watch.failed.append(f"{url}: {status} instead of {expected}")


@contextmanager
def open_page(
    browser: Browser,
    url: str,
    *,
    size: tuple[int, int] = DESKTOP,
    theme: Theme = "light",
    scripts: bool = True,
    expected: int = 200,
    headers: dict[str, str] | None = None,
) -> Iterator[tuple[Page, Watch]]:
    """Open a window at an address: `open_window` and `visit` in one.

    Yields
    ------
    tuple[Page, Watch]
        The loaded page, and what was seen so far. Call `watch.check()` after the block.
    """
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    window = open_window(browser, origin, size=size, theme=theme, scripts=scripts, headers=headers)
    with window as (page, watch):
        visit(page, watch, url, expected)
        yield page, watch


def unfold(page: Page) -> None:
    """Open the form above a page, which a narrow window has folded away; nothing on a wide one."""
    summary = page.locator(".folded:not([open]) > summary")
    if summary.is_visible():
        summary.click()


def overflow(page: Page) -> int:
    """Return by how many px the page is wider than its window; 0 where all of it fits."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def drawn_share(page: Page) -> float:
    """Return the share of the map's canvas that is not empty, 0 to 1: a blank map has 0."""
    return float(
        page.evaluate(
            """() => {
              const shown = document.querySelector("#canvas canvas");
              const { width, height } = shown;
              // Read from a copy: reading makes Chromium keep a canvas in slower memory.
              const copy = new OffscreenCanvas(width, height).getContext("2d");
              copy.drawImage(shown, 0, 0);
              const pixels = copy.getImageData(0, 0, width, height).data;
              let drawn = 0;
              for (let at = 3; at < pixels.length; at += 4) drawn += pixels[at] > 0 ? 1 : 0;
              return drawn / (width * height);
            }"""
        )
    )


def milliseconds_until_drawn(page: Page) -> float:
    """Return how long after the request the page was loaded and its deferred scripts had run."""
    return float(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
