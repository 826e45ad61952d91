"""A service with an access key: who may look, who may write, and where signing in leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.page_rules import structure_faults, visible_faults
from tests.browser.page_watch import open_page, open_window, visit
from tests.browser.running_service import RunningService, serving

KEY = "correct-horse-battery-staple"
ASKED = "/organizations/org:clinic?as_of=2024-01-01&lang=en"


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """A service that asks for a key, with one organization."""
    with serving(tmp_path_factory.mktemp("locked"), seed="false", api_key=KEY) as service:
        service.put("organizations/org:clinic", {"name": "Clinic"})
        yield service


def _sign_in(page: Page, key: str) -> None:
    page.get_by_label("Access key").fill(key)
    page.get_by_role("button", name="Sign in").click()


def _path(page: Page) -> str:
    parts = urlsplit(page.url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def test_the_right_key_leads_to_the_page_asked_for_and_signing_out_ends_it(
    browser: Browser, locked: RunningService
) -> None:
    with open_window(browser, locked.address) as (page, watch):
        visit(page, watch, locked.url(ASKED))
        assert urlsplit(page.url).path == "/sign-in"
        expect(page.locator("h1")).to_have_text("Sign in")
        assert [*structure_faults(page, "en"), *visible_faults(page)] == []
        # Nothing of the graph is told before.
        assert "Clinic" not in page.content()
        watch.expected = 403
        _sign_in(page, "wrong-key-wrong-key")
        expect(page.get_by_role("alert")).to_have_text("That is not the access key.")
        expect(page.get_by_label("Access key")).to_have_attribute("aria-invalid", "true")
        expect(page.get_by_label("Access key")).to_have_value("")
        _sign_in(page, KEY)
        expect(page.locator("h1")).to_have_text("Clinic")
        assert _path(page) == ASKED
        page.get_by_role("button", name="Sign out").click()
        expect(page.locator("h1")).to_have_text("Sign in")
        visit(page, watch, locked.url("/"))
        assert urlsplit(page.url).path == "/sign-in"
    watch.check()


ELSEWHERE = (
    "//evil.example/",
    "https://evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "/\t/evil.example/",
    "javascript:alert(1)",
    "evil.example",
    "",
)


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_sent_elsewhere_after_signing_in(
    browser: Browser, locked: RunningService, target: str
) -> None:
    address = locked.url(f"/sign-in?next={quote(target, safe='')}")
    with open_page(browser, address) as (page, watch):
        watch.expected = 404
        _sign_in(page, KEY)
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()
        parts = urlsplit(page.url)
        assert f"{parts.scheme}://{parts.netloc}" == locked.address
    watch.check()


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_form_made_elsewhere_leads_nowhere_else_either(
    locked: RunningService, target: str
) -> None:
    with httpx2.Client(base_url=locked.address, trust_env=False) as client:
        answer = client.post("/sign-in", data={"key": KEY, "next": target})
    assert answer.status_code == 303
    # As a browser reads it: without tabs and line ends, a backslash being a slash.
    read = re.sub(r"[\t\r\n]", "", answer.headers["location"]).replace("\\", "/")
    assert re.match(r"/(?!/)", read)


def test_the_session_may_read_and_only_the_key_may_write(
    browser: Browser, locked: RunningService
) -> None:
    with open_page(browser, locked.url("/sign-in")) as (page, watch):
        _sign_in(page, KEY)
        expect(page.locator("h1")).to_contain_text("Who bridges")
        cookies = {each["name"]: each for each in page.context.cookies()}
    watch.check()
    cookie = cookies["graphsvc_session"]
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
    assert KEY not in cookie["value"]
    session = {"Cookie": f"graphsvc_session={cookie['value']}"}
    record, item = {"name": "Written"}, "/v1/organizations/org:written"
    with httpx2.Client(base_url=locked.address, trust_env=False) as client:
        assert client.get("/v1/organizations").status_code == 401
        assert client.get("/v1/organizations", headers=session).json()["total"] == 1
        assert client.put(item, json=record, headers=session).status_code in {401, 403}
        bearer = {"Authorization": "Bearer wrong-key-wrong-key"}
        assert client.put(item, json=record, headers=bearer).status_code == 401
        assert client.get(item, headers=session).status_code == 404
    assert locked.ask("PUT", item, record).status_code == 201
    assert locked.ask("GET", item).json()["name"] == "Written"


def test_another_site_cannot_write_with_the_session(
    browser: Browser, locked: RunningService
) -> None:
    """A form that another site sends from the reader's browser is refused."""
    sent = {"Sec-Fetch-Site": "cross-site", "Authorization": f"Bearer {KEY}"}
    with httpx2.Client(base_url=locked.address, trust_env=False) as client:
        answer = client.put("/v1/organizations/org:x", json={"name": "x"}, headers=sent)
        assert answer.status_code == 403
        form = {"key": KEY, "next": "/"}
        assert client.post("/sign-in", data=form, headers=sent).status_code == 403
