"""Saved views in a browser: saved on a map, opened elsewhere, renamed, removed, brought back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.page_rules import structure_faults, visible_faults
from tests.browser.page_watch import DESKTOP, PHONE, open_page, open_window, visit
from tests.browser.running_service import RunningService, serving

BODY, CLINIC = "body:small~council", "org:clinic"
NARROWEST = (320, 640)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """A service of its own, as these tests write: one council with one member."""
    folder: Path = tmp_path_factory.mktemp("views")
    with serving(folder, seed="false") as service:
        service.put("partnerships/lip:small", {"name": "Small Partnership", "province": "ON"})
        council = {"name": "Council", "part_of": "lip:small", "kind": "council"}
        service.put(f"bodies/{BODY}", council)
        service.put(f"organizations/{CLINIC}", {"name": "Clinic", "name_fr": "Clinique"})
        service.put("memberships/seat:clinic~small", {"organization": CLINIC, "body": BODY})
        # The first page of an organization makes the service ready for all others.
        assert service.ask("GET", f"/organizations/{CLINIC}").status_code == 200
        yield service


def save(page: Page, name: str) -> None:
    """Save the view that is shown, by keyboard; the first time, in whose name is asked."""
    page.locator("#save-view summary").press("Enter")
    page.get_by_label("What to call it").fill(name)
    page.get_by_label("What to call it").press("Enter")
    if page.locator("#author").count():
        page.get_by_label("In the name of").fill("Secretariat")
        page.get_by_role("button", name="Save the view").press("Enter")


@pytest.mark.parametrize(("scripts", "size"), [(True, DESKTOP), (True, PHONE), (False, DESKTOP)])
def test_a_view_is_saved_and_opened_in_another_browser(
    browser: Browser, small: RunningService, scripts: bool, size: tuple[int, int]
) -> None:
    name = f"For Thursday {scripts} {size[0]}"
    path = "/map?of=lip:small&as_of=2026-04-01&lang=en"
    with open_page(browser, small.url(path), size=size, scripts=scripts) as (page, watch):
        watch.expected = 422
        if scripts:
            page.get_by_role("button", name="Show Clinic on the map").click()
            expect(page).to_have_url(f"{small.url(path)}#node=org%3Aclinic")
        save(page, name)
        expect(page.get_by_role("status").first).to_contain_text("was saved.")
    watch.check()
    with open_page(browser, small.url("/views?lang=fr"), size=size) as (other, elsewhere):
        expect(other.locator("tr", has_text=name)).to_contain_text("Secretariat")
        other.get_by_role("link", name=name).click()
        expect(other.get_by_role("heading", level=1)).to_contain_text("Small Partnership")
        expect(other.locator('input[type="date"][name="as_of"]')).to_have_value("2026-04-01")
        # Who opens it reads it in their own language.
        expect(other.locator("html")).to_have_attribute("lang", "fr")
        if scripts:
            expect(other.get_by_role("heading", name="Clinique")).to_be_visible()
    elsewhere.check()


def test_a_view_is_renamed_removed_and_brought_back_by_keyboard(
    browser: Browser, small: RunningService
) -> None:
    with open_page(browser, small.url("/?lang=en")) as (page, watch):
        watch.expected = 422
        save(page, "The list")
        page.get_by_role("link", name="Saved views").press("Enter")
        row = page.locator("tr", has=page.get_by_role("link", name="The list"))
        row.locator("summary").press("Enter")
        row.get_by_label("New name").fill("Every partnership")
        row.get_by_label("New name").press("Enter")
        expect(page.get_by_role("status")).to_contain_text("is called “Every partnership” now.")
        page.get_by_role("status").get_by_role("button", name="Undo").press("Enter")
        expect(page.get_by_role("link", name="The list")).to_be_visible()
        row.get_by_role("button", name="Remove").press("Enter")
        expect(page.get_by_role("status")).to_contain_text("was removed.")
        expect(page.get_by_role("link", name="The list")).to_have_count(0)
        page.get_by_role("status").get_by_role("button", name="Undo").press("Enter")
        expect(page.get_by_role("status")).to_contain_text("is back.")
        page.get_by_role("link", name="The list").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    watch.check()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_forms_and_the_list_are_fit_for_every_reader(
    browser: Browser, small: RunningService, language: str
) -> None:
    small.put("views/view:long", {"name": "Wörter" * 16, "address": "/map?of=lip:small"})
    small.put("views/view:gone", {"name": "Gone", "address": "/organizations/org:nobody"})
    found = []
    with open_window(browser, small.address) as (page, watch):
        for path in ("/views", f"/bodies/{BODY}", "/map?of=lip:small", "/"):
            page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
            visit(page, watch, small.url(f"{path}{'&' if '?' in path else '?'}lang={language}"))
            page.locator("#save-view summary, td summary").first.click()
            found += [f"{path}: {each}" for each in structure_faults(page, language)]
            for width, height in (DESKTOP, PHONE, NARROWEST):
                page.set_viewport_size({"width": width, "height": height})
                found += [f"{path}, {width} px: {each}" for each in visible_faults(page)]
        watch.check()
    assert found == []
