"""The map while it moves: what is left out until it stands still, and what never is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.page_watch import Watch, open_window, visit
from tests.browser.running_service import RunningService

SIMCOE = "/map?of=lip:simcoe-county&as_of=2018-01-01&lang=en"
_MANY = range(6, 100)
# A drawing with one name: that of the partnership that the map is of, which stays.
_SOME = "drawings.find(({ names }) => names === 1)"
# vis-network clears the canvas before each drawing: one entry for each, with what was put on it.
_COUNT = """
  window.drawings = [];
  const of = CanvasRenderingContext2D.prototype;
  const counted = { clearRect: () => window.drawings.push({ names: 0, corners: 0 }),
    fillText: () => { window.drawings.at(-1).names += 1; },
    lineTo: () => { window.drawings.at(-1).corners += 1; } };
  for (const [name, count] of Object.entries(counted)) {
    const original = of[name];
    of[name] = function (...values) {
      if (this.canvas.closest?.("#canvas")) count();
      return original.apply(this, values);
    };
  }
"""


@contextmanager
def _counting(
    browser: Browser, url: str, answer: Callable[[Route], None] | None = None
) -> Iterator[tuple[Page, Watch]]:
    parts = urlsplit(url)
    with open_window(browser, f"{parts.scheme}://{parts.netloc}") as (page, watch):
        page.add_init_script(_COUNT)
        page.emulate_media(reduced_motion="no-preference")
        if answer:
            page.route("**/map?*", answer)
        visit(page, watch, url)
        yield page, watch


def _last(page: Page) -> dict[str, int]:
    return dict(page.evaluate("window.drawings.at(-1)"))


def _until(page: Page, names: range, of: str = "drawings.at(-1)") -> None:
    """Wait for so many names; by asking again, since the policy of the page allows no eval."""
    for _ in range(100):
        if page.evaluate(f"window.{of}?.names") in names:
            return
        page.wait_for_timeout(50)
    raise AssertionError(page.evaluate("window.drawings"))


def _all(page: Page) -> list[int]:
    """Return how many names each drawing had since this was asked last."""
    return [each["names"] for each in page.evaluate("window.drawings.splice(0)")]


def _drag(page: Page) -> None:
    """Take hold of the ground of the map and move it a little, without letting go."""
    box = page.locator("#canvas canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + 4, box["y"] + 4)
    page.mouse.down()
    for step in range(12):
        page.mouse.move(box["x"] + 4 + step, box["y"] + 4)


def _zoom_in(page: Page) -> None:
    page.get_by_role("button", name="Zoom in").click()


def test_names_are_left_out_while_the_map_is_dragged(
    browser: Browser, real: RunningService
) -> None:
    with _counting(browser, real.url(SIMCOE)) as (page, watch):
        still = _last(page)
        assert still["names"] > 5
        _all(page)
        _drag(page)
        _until(page, range(1, 2), of=_SOME)
        # Held still, all names come back, before the hand lets go.
        _until(page, _MANY)
        moving = page.evaluate("window.drawings.filter(({ names }) => names === 1)")
        assert moving
        # There are few lines: these stay.
        assert all(each["corners"] >= still["corners"] for each in moving)
        page.mouse.up()
        _until(page, _MANY)
    watch.check()


def test_many_lines_are_left_out_as_well(browser: Browser, real: RunningService) -> None:
    def many(route: Route) -> None:
        answer = route.fetch()
        few = '"hideEdgesOnDrag":false'
        assert few in answer.text()
        route.fulfill(
            response=answer, body=answer.text().replace(few, few.replace("false", "true"))
        )

    with _counting(browser, real.url(SIMCOE), many) as (page, watch):
        still = _last(page)
        for move in (_drag, _zoom_in):
            _all(page)
            move(page)
            _until(page, range(1, 2), of=_SOME)
            _until(page, _MANY)
            fewest = page.evaluate("Math.min(...window.drawings.map(({ corners }) => corners))")
            # A membership has one corner, its end; symbols have corners too, and stay.
            assert 0 < fewest <= still["corners"] - 30
            assert _last(page)["corners"] > fewest + 20
            page.mouse.up()
    watch.check()


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_an_animation_has_no_names_and_who_wants_none_gets_all_at_once(
    browser: Browser, real: RunningService, motion: str
) -> None:
    with _counting(browser, real.url(SIMCOE)) as (page, watch):
        page.emulate_media(reduced_motion="reduce" if motion == "reduce" else "no-preference")
        _all(page)
        # Two in quick succession: where nothing is to move, that is no movement either.
        page.evaluate(
            "for (const id of ['zoom-in', 'zoom-in']) document.getElementById(id).click()"
        )
        if motion == "reduce":
            page.wait_for_timeout(600)  # longer than an animation and the rest after it
        else:
            _until(page, range(1, 2), of=_SOME)
        _until(page, _MANY)
        assert (1 in _all(page)) == (motion != "reduce")
    watch.check()


def test_keys_move_it_without_names_and_walk_it_with_them(
    browser: Browser, real: RunningService
) -> None:
    with _counting(browser, real.url(SIMCOE)) as (page, watch):
        page.get_by_role("combobox", name="Find on the map").fill("Georgian")
        page.keyboard.press("Enter")
        # Its name, and that of the council it sits on.
        _until(page, range(2, 3))
        page.locator("#canvas .vis-network").focus()
        _all(page)
        page.keyboard.down("ArrowRight")
        # What is chosen keeps its name.
        _until(page, range(1, 2))
        page.keyboard.up("ArrowRight")
        _until(page, range(2, 3))
        _all(page)
        page.keyboard.press("Enter")
        expect(page.locator("#said")).to_contain_text("Neighbour 1 of 1.")
        assert set(_all(page)) == {2}
        page.keyboard.press("Space")
        expect(page.locator("#panel h2")).to_have_text("Simcoe County LIP Council")
        page.keyboard.press("Escape")
        _until(page, _MANY)
    watch.check()
