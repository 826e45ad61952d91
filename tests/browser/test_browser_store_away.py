"""The database dies under an open page: the reader is told, and the page comes back by itself."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.page_rules import structure_faults, visible_faults
from tests.browser.page_watch import open_window, visit
from tests.browser.running_service import RunningService, serving

BACK = 60_000  # ms


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """A service whose database may be killed, with something in it to lose."""
    with serving(tmp_path_factory.mktemp("mortal"), seed="false") as service:
        service.put("partnerships/lip:kept", {"name": "Kept Partnership", "province": "ON"})
        service.put("bodies/body:kept", {"name": "Kept Council", "part_of": "lip:kept"})
        for number in range(5):
            service.put(f"organizations/org:kept-{number}", {"name": f"Kept {number}"})
            seat = {"organization": f"org:kept-{number}", "body": "body:kept"}
            service.put(f"memberships/seat:kept-{number}", seat)
        yield service


def _kill_database(service: RunningService) -> int:
    process = service.database().pid
    os.kill(process, signal.SIGKILL)
    return process


def _expect_kept(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("Kept Partnership", timeout=BACK)
    expect(page.locator("#members tbody tr")).to_have_count(5)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_page_says_so_and_comes_back_by_itself(
    browser: Browser, mortal: RunningService, scripts: bool
) -> None:
    address = mortal.url("/partnerships/lip:kept?lang=en")
    with open_window(browser, mortal.address, scripts=scripts) as (page, watch):
        visit(page, watch, address)
        _expect_kept(page)
        killed = _kill_database(mortal)
        watch.expected = 503
        answer = page.goto(address)
        assert answer
        assert answer.status == 503
        assert int(answer.headers["retry-after"]) > 0
        expect(page.locator("h1")).to_have_text("Back in a moment")
        if scripts:
            assert [*structure_faults(page, "en"), *visible_faults(page)] == []
        # Nobody touches the page from here on.
        _expect_kept(page)
        assert mortal.database().pid != killed
    watch.check()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_what_was_typed_is_kept_while_the_database_is_away(
    browser: Browser, mortal: RunningService, scripts: bool
) -> None:
    name = f"Typed {scripts}"
    with open_window(browser, mortal.address, scripts=scripts) as (page, watch):
        visit(page, watch, mortal.url("/organizations/add?lang=en"))
        page.locator("#name").fill(name)
        page.locator("#aliases").fill("One\nTwo")
        page.locator("#author").fill("Secretariat")
        _kill_database(mortal)
        watch.expected = 503
        page.locator(".send").click()
        expect(page.locator("h1")).to_have_text("Back in a moment")
        expect(page.locator("main")).to_contain_text("What you typed is kept on this page.")
        if scripts:
            assert [*structure_faults(page, "en"), *visible_faults(page)] == []
            expect(page.get_by_role("status")).to_have_text(
                "The database answers again. Send it now.", timeout=BACK
            )
        else:
            _when_back(mortal)
        page.get_by_role("button", name="Send it again").click()
        expect(page.locator("h1")).to_have_text(name, timeout=BACK)
        expect(page.locator("aside")).to_contain_text("Two")
    watch.check()


def test_nothing_is_lost_and_writing_goes_on(mortal: RunningService) -> None:
    before = mortal.ask("GET", "/v1/memberships").json()
    organizations = mortal.ask("GET", "/v1/organizations").json()["total"]
    _kill_database(mortal)
    away = mortal.ask("GET", "/v1/memberships")
    assert away.status_code == 503
    assert away.headers["content-type"].startswith("application/problem+json")
    assert int(away.headers["retry-after"]) > 0
    assert mortal.ask("GET", "/healthz").status_code == 200
    assert _when_back(mortal).json() == before
    mortal.put("organizations/org:kept-6", {"name": "Kept 6"})
    assert mortal.ask("GET", "/v1/organizations").json()["total"] == organizations + 1


def _when_back(service: RunningService) -> httpx2.Response:
    deadline = time.monotonic() + BACK / 1000
    answer = service.ask("GET", "/v1/memberships")
    while answer.status_code == 503 and time.monotonic() < deadline:
        time.sleep(0.1)
        answer = service.ask("GET", "/v1/memberships")
    return answer
