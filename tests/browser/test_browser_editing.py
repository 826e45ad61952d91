"""Changing records in a browser: by keyboard, on a phone, without scripts, two at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.page_rules import structure_faults, visible_faults
from tests.browser.page_watch import DESKTOP, PHONE, open_page, open_window, visit
from tests.browser.running_service import RunningService, serving

BODY, ORGANIZATION = "body:small~council", "org:library"
NARROWEST = (320, 640)
FORMS = {
    "a new member": f"/bodies/{BODY}/add-member",
    "a meeting": f"/bodies/{BODY}/add-meeting",
    "members to confirm": f"/bodies/{BODY}/confirm",
    "a council": f"/bodies/{BODY}/change",
    "a new council": "/partnerships/lip:small/add-body",
    "an organization": f"/organizations/{ORGANIZATION}/change",
    "a new organization": "/organizations/add",
    "an end": "/memberships/seat:library~small~council/end",
    "a change": "/memberships/seat:library~small~council/change",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """A service of its own, as these tests write: one council with two members."""
    folder: Path = tmp_path_factory.mktemp("editing")
    with serving(folder, seed="false") as service:
        service.put("partnerships/lip:small", {"name": "Small Partnership", "province": "ON"})
        service.put(
            f"bodies/{BODY}", {"name": "Council", "part_of": "lip:small", "kind": "council"}
        )
        for item, name in ((ORGANIZATION, "Bibliothèque du Nord"), ("org:clinic", "Clinic")):
            service.put(f"organizations/{item}", {"name": name})
            seat = f"seat:{item.partition(':')[2]}~small~council"
            service.put(f"memberships/{seat}", {"organization": item, "body": BODY})
        # The first page of an organization makes the service ready for all others.
        assert service.ask("GET", f"/organizations/{ORGANIZATION}").status_code == 200
        yield service


def sign(page: Page, author: str = "Secretariat") -> None:
    page.get_by_label("In the name of").fill(author)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_form_is_fit_for_every_reader_empty_and_refused(
    browser: Browser, small: RunningService, language: str
) -> None:
    found = []
    with open_window(browser, small.address) as (page, watch):
        for name, path in FORMS.items():
            page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
            visit(page, watch, small.url(f"{path}?lang={language}"))
            for state in ("empty", "refused"):
                found += [f"{name}, {state}: {each}" for each in structure_faults(page, language)]
                for width, height in (DESKTOP, PHONE, NARROWEST):
                    page.set_viewport_size({"width": width, "height": height})
                    faults = visible_faults(page)
                    found += [f"{name}, {state}, {width} px: {each}" for each in faults]
                watch.expected = 422
                page.locator("#author").fill("a.person@example.org")
                page.locator(".send").click()
                expect(page.get_by_role("alert")).to_be_visible()
            watch.forget()
    assert found == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_member_is_added_by_keyboard_undone_and_told_of(
    browser: Browser, small: RunningService, scripts: bool
) -> None:
    path = f"/bodies/{BODY}?lang=en"
    with open_page(browser, small.url(path), scripts=scripts) as (page, watch):
        watch.expected = 422
        page.get_by_role("link", name="Add a member").press("Enter")
        page.locator("#organization").fill("Musée")
        sign(page)
        page.locator("#organization").press("Enter")
        # Nothing is called that: what was typed is kept, and a new organization offered.
        expect(page.locator("#organization")).to_have_value("Musée")
        page.get_by_label("A new organization: “Musée”").check()
        page.get_by_label("Its sector, if it is new").select_option("library_culture")
        page.get_by_role("button", name="Add the member").press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Musée was added to Council.")
        expect(page.locator("caption").first).to_have_text("3 members")
        expect(page.locator("#edits li").first).to_contain_text("Secretariat")
        page.get_by_role("status").get_by_role("button", name="Undo").press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Undone: Added Musée")
        expect(page.locator("caption").first).to_have_text("2 members")
        page.get_by_role("link", name="All changes").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("What was changed")
        page.locator("summary").first.press("Enter")
        expect(page.locator("table").first).to_be_visible()
        assert structure_faults(page, "en") == []
    watch.check()


def test_a_meeting_is_recorded_on_a_phone(browser: Browser, small: RunningService) -> None:
    path = f"/bodies/{BODY}?lang=en"
    with open_page(browser, small.url(path), size=PHONE) as (page, watch):
        page.get_by_role("link", name="Record a meeting").click()
        page.get_by_label("Date of the meeting").fill("2026-03-19")
        page.get_by_role("group", name="Clinic").get_by_label("Regrets").check()
        page.get_by_label("All who are not recorded above were").select_option("present")
        sign(page)
        page.get_by_role("button", name="Record the meeting").click()
        expect(page.get_by_role("status")).to_contain_text("1 present, 1 sent regrets, 0 absent")
        expect(page.get_by_role("heading", name="Meetings")).to_be_visible()
        page.get_by_role("link", name="Change who was at the meeting of March 19, 2026").click()
        expect(page.get_by_role("group", name="Clinic").get_by_label("Regrets")).to_be_checked()
        assert visible_faults(page) == []
    watch.check()


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_a_role_is_changed_where_it_stands_and_undone(
    browser: Browser, small: RunningService, size: tuple[int, int]
) -> None:
    with open_page(browser, small.url(f"/bodies/{BODY}?lang=en"), size=size) as (page, watch):
        row = page.locator(
            "#members-title ~ .scroll tr", has=page.get_by_role("link", name="Clinic")
        )
        row.get_by_role("link", name="Change the membership: Clinic").press("Enter")
        page.get_by_label("Role").select_option("chair")
        page.get_by_label("Votes").select_option("yes")
        page.get_by_label("Changed on").fill("2026-03-01")
        sign(page)
        page.get_by_role("button", name="Store the change").press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Clinic on Council was changed.")
        expect(row.first).to_contain_text("Chair")
        expect(row.first).to_contain_text("since March 1, 2026")
        expect(page.get_by_role("heading", name="Members before")).to_be_visible()
        assert visible_faults(page) == []
        page.get_by_role("status").get_by_role("button", name="Undo").press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Undone: Changed the membership")
        expect(row.first).to_contain_text("Member")
        expect(page.get_by_role("heading", name="Members before")).to_have_count(0)
    watch.check()


def test_a_membership_is_confirmed_where_it_stands_and_undone(
    browser: Browser, small: RunningService
) -> None:
    with open_page(browser, small.url(f"/organizations/{ORGANIZATION}?lang=fr")) as (page, watch):
        watch.expected = 422
        row = page.locator("#seats tr", has=page.get_by_role("link", name="Council"))
        expect(row).to_contain_text("non confirmée")
        row.get_by_role("button", name="Confirmer").press("Enter")
        # In whose name is asked once; the next time the browser knows.
        page.locator("#author").fill("Secrétariat")
        page.get_by_role("button", name="Confirmer").press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Appartenance confirmée")
        expect(row).to_contain_text("Secrétariat")
        assert structure_faults(page, "fr") == []
        page.get_by_role("status").get_by_role("button", name="Annuler").press("Enter")
        expect(row).to_contain_text("non confirmée")
        row.get_by_role("button", name="Confirmer").press("Enter")
        expect(row).to_contain_text("Secrétariat")
    watch.check()


@pytest.mark.parametrize(
    ("size", "scripts"), [(DESKTOP, True), (PHONE, False)], ids=["desktop", "phone"]
)
def test_all_members_are_confirmed_at_once_but_one_and_that_is_undone(
    browser: Browser, small: RunningService, size: tuple[int, int], *, scripts: bool
) -> None:
    table = f"body:small~{size[0]}"  # of its own, as the other tests confirm seats too
    body = {"name": "Housing table", "part_of": "lip:small", "kind": "sector_table"}
    small.put(f"bodies/{table}", body)
    for item in ("library", "clinic"):
        seat = {"organization": f"org:{item}", "body": table}
        small.put(f"memberships/seat:{item}~small~{size[0]}", seat)
    address = small.url(f"/bodies/{table}?lang=en")
    with open_page(browser, address, size=size, scripts=scripts) as (page, watch):
        page.get_by_role("link", name="Confirm all members").press("Enter")
        box = page.get_by_role("checkbox", name="Clinic (Member)")
        expect(box).to_be_checked()
        box.press("Space")
        sign(page)
        page.get_by_label("In the name of").press("Enter")
        status = page.get_by_role("status")
        expect(status).to_contain_text("1 membership of Housing table was confirmed.")
        rows = page.locator("section[aria-labelledby=members-title] tbody tr")
        expect(rows.filter(has_text="Bibliothèque du Nord")).to_contain_text("Secretariat")
        expect(rows.filter(has_text="Clinic")).to_contain_text("not confirmed")
        expect(page.locator("#edits")).to_contain_text("Secretariat")
        page.get_by_role("link", name="Confirm all members").press("Enter")
        lately = page.get_by_role("group", name="Confirmed in the last year")
        expect(lately.get_by_role("checkbox")).not_to_be_checked()
        assert structure_faults(page, "en") == []
        assert visible_faults(page) == []
        page.go_back()
        page.locator("#edits").get_by_role("button", name="Undo").first.press("Enter")
        expect(rows.filter(has_text="Bibliothèque du Nord")).to_contain_text("not confirmed")
    watch.check()


def test_two_at_once_see_each_other_and_lose_nothing(
    browser: Browser, small: RunningService
) -> None:
    url = small.url(f"/organizations/{ORGANIZATION}/change?lang=en")
    with open_page(browser, url) as (mine, watch), open_page(browser, url) as (theirs, other):
        watch.expected = 409
        theirs.get_by_label("Website").fill("https://library.example")
        theirs.get_by_label("French name").fill("Bibliothèque")
        sign(theirs, "Host")
        theirs.get_by_role("button", name="Store the change").click()
        expect(theirs.get_by_role("status")).to_contain_text("was changed.")
        mine.get_by_label("French name").fill("Médiathèque")
        sign(mine)
        mine.get_by_role("button", name="Store the change").click()
        expect(mine.get_by_role("alert")).to_contain_text("by Host")
        expect(mine.get_by_label("Website")).to_have_value("https://library.example")
        expect(mine.get_by_label("French name")).to_have_value("Médiathèque")
        expect(mine.locator("#name_fr-stored")).to_have_text("Stored now: Bibliothèque")
        assert structure_faults(mine, "en") == []
        assert visible_faults(mine) == []
        mine.get_by_role("button", name="Store the change").click()
        expect(mine.get_by_role("status")).to_contain_text("was changed.")
    watch.check()
    other.check()
    stored = small.ask("GET", f"/v1/organizations/{ORGANIZATION}").json()
    assert (stored["name_fr"], stored["website"]) == ("Médiathèque", "https://library.example")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_two_who_change_one_role_meet_in_the_new_term(
    browser: Browser, small: RunningService, language: str
) -> None:
    seat = f"seat:tabs~small~council~{language}"
    item = f"org:tabs-{language}"
    small.put(f"organizations/{item}", {"name": "Two Tabs"})
    small.put(f"memberships/{seat}", {"organization": item, "body": BODY})
    url = small.url(f"/memberships/{seat}/change?lang={language}")
    with open_page(browser, url) as (mine, watch), open_page(browser, url) as (theirs, other):
        watch.expected = 409
        for page, author, role in ((theirs, "Host", "chair"), (mine, "Secretariat", "observer")):
            page.locator("#role").select_option(role)
            page.locator("#author").fill(author)
            page.locator(".send").click()
        chair = "Présidence" if language == "fr" else "Chair"
        expect(mine.get_by_role("alert")).to_contain_text("Host")
        expect(mine.get_by_role("alert")).to_contain_text(chair)
        expect(mine.locator(".intro")).to_contain_text(chair)
        expect(mine.locator("#role-stored")).to_contain_text(chair)
        expect(mine.locator("#role")).to_have_value("observer")
        assert structure_faults(mine, language) == []
        assert visible_faults(mine) == []
        mine.locator(".send").click()
        expect(mine.get_by_role("status")).to_be_visible()
        expect(mine.get_by_role("alert")).to_have_count(0)
    watch.check()
    other.check()
    held = small.ask("GET", f"/v1/memberships?organization={item}").json()["items"]
    assert [each["role"] for each in held] == ["observer"]  # by now
