"""Trying out changes in a browser: by mouse, by keyboard, on a phone, without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.page_rules import structure_faults, visible_faults
from tests.browser.page_watch import DESKTOP, PHONE, open_page
from tests.browser.running_service import RunningService, serving

COUNCIL = "body:small~council"
WORK = "body:small~employment"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """A service of its own, as these tests keep something: two tables that the library joins."""
    with serving(tmp_path_factory.mktemp("what-if"), seed="false") as service:
        service.put("partnerships/lip:small", {"name": "Small Partnership", "province": "ON"})
        for body, name in ((COUNCIL, "Council"), (WORK, "Employment table")):
            service.put(f"bodies/{body}", {"name": name, "part_of": "lip:small", "kind": "council"})
        seats = {
            "org:library": ("Bibliothèque du Nord", (COUNCIL, WORK)),
            "org:clinic": ("Clinic", (COUNCIL,)),
            "org:college": ("College", (WORK,)),
            "org:ymca": ("YMCA of the North", ()),
        }
        for item, (name, bodies) in seats.items():
            service.put(f"organizations/{item}", {"name": name})
            for body in bodies:
                seat = f"seat:{item.partition(':')[2]}~{body.partition(':')[2]}"
                service.put(f"memberships/{seat}", {"organization": item, "body": body})
        # The first answer makes the service ready for all others.
        assert service.ask("GET", "/what-if?of=lip:small&leave=org:clinic").status_code == 200
        yield service


def tried(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".tried li > p:first-child").all_inner_texts()]


def outcome(page: Page) -> Locator:
    return page.locator(".outcome")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_what_would_break_is_seen_and_mended(
    browser: Browser, small: RunningService, size: tuple[int, int], *, scripts: bool
) -> None:
    address = small.url("/organizations/org:library?lang=en")
    with open_page(browser, address, size=size, scripts=scripts) as (page, watch):
        page.get_by_role("link", name="What if it left?").click()
        assert tried(page) == ["Bibliothèque du Nord leaves altogether"]
        # Without the library, the two tables have nobody in common: one of two halves is apart.
        expect(outcome(page)).to_contain_text("With this change:")
        expect(outcome(page)).to_contain_text(
            "Would lose contact with the largest part of the network: College."
        )
        page.get_by_text("Add an organization to a table").click()
        page.locator("#organization").fill("College")
        page.locator("#body").select_option("Council")
        page.get_by_role("button", name="Add", exact=True).click()
        assert tried(page)[1] == "Add College to Council (Member)"
        expect(outcome(page)).to_contain_text("With these 2 changes:")
        expect(outcome(page)).not_to_contain_text("Would lose contact")
        # The language switch keeps it; so does the way back.
        page.get_by_role("link", name="Français").click()
        assert tried(page)[0] == "Bibliothèque du Nord s’en va complètement"
        page.get_by_role("link", name="Retirer le changement\u00a0: Bibliothèque du Nord").click()
        assert tried(page) == ["Ajouter College à Council (Membre)"]
        page.go_back()
        assert len(tried(page)) == 2
    watch.check()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    "path", ["/bridges?of=lip:small&lang=en", "/partnerships/lip:small?lang=en"]
)
def test_the_removal_of_who_bridges_is_tried_from_its_row(
    browser: Browser, small: RunningService, size: tuple[int, int], path: str
) -> None:
    with open_page(browser, small.url(path), size=size, scripts=False) as (page, watch):
        row = page.locator("table.bridges tbody tr").first
        expect(row).to_contain_text("Bibliothèque du Nord")
        row.get_by_role("link", name="What if it left? Bibliothèque du Nord").press("Enter")
        assert tried(page) == ["Bibliothèque du Nord leaves altogether"]
        expect(outcome(page)).to_contain_text("Would lose contact with the largest part")
    watch.check()


def test_who_stands_in_is_tried_from_what_would_break(
    browser: Browser, small: RunningService
) -> None:
    small.put("partnerships/lip:other", {"name": "Other Partnership", "province": "ON"})
    tables = {
        "Health table": ("Bridge", "Agency", "Hospital"),
        "School table": ("Bridge", "School"),
    }
    for place, (table, members) in enumerate(tables.items()):
        body = {"name": table, "part_of": "lip:other", "kind": "sector_table"}
        small.put(f"bodies/body:other~{place}", body)
        for name in members:
            small.put(f"organizations/org:{name.lower()}", {"name": name})
            seat = {"organization": f"org:{name.lower()}", "body": f"body:other~{place}"}
            small.put(f"memberships/seat:{name.lower()}~other~{place}", seat)
    address = small.url("/organizations/org:bridge?lang=en")
    with open_page(browser, address, size=PHONE) as (page, watch):
        # The agency and the hospital each meet one of the three others; of equals, the first by id.
        page.locator("#role").get_by_role("link", name="who could stand in").press("Enter")
        assert tried(page) == [
            "Bridge leaves altogether",
            "Add Agency to School table (Member)",
        ]
        expect(outcome(page)).to_contain_text("With these 2 changes:")
        expect(outcome(page)).not_to_contain_text("Would lose contact")
    watch.check()


def test_a_new_organization_joins_a_new_table_by_keyboard(
    browser: Browser, small: RunningService
) -> None:
    with open_page(browser, small.url("/partnerships/lip:small?lang=en")) as (page, watch):
        page.get_by_role("main").get_by_role("link", name="What if?").press("Enter")
        page.get_by_text("Begin a council or committee").press("Enter")
        page.get_by_label("Its name").fill("Youth table")
        page.get_by_label("Its name").press("Enter")
        page.wait_for_url("**found=*")
        assert tried(page) == ["A new table: Youth table (Sector table), part of Small Partnership"]
        page.get_by_text("Add an organization to a table").press("Enter")
        page.locator("#organization").fill("Northern Youth Clinic")
        page.locator("#body").select_option("Youth table")
        watch.expected = 422  # nobody bears this name: it is asked who is meant
        page.locator("#organization").press("Enter")
        expect(page.get_by_role("alert")).to_be_visible()
        assert structure_faults(page, "en") == []
        assert visible_faults(page) == []
        page.get_by_label("A new organization: “Northern Youth Clinic”").press("Space")
        page.get_by_label("Its sector, if it is new").select_option("health")
        page.get_by_role("button", name="Add", exact=True).press("Enter")
        page.wait_for_url("**new=*")
        assert tried(page)[1:] == [
            "A new organization: Northern Youth Clinic (health)",
            "Add Northern Youth Clinic to Youth table (Member)",
        ]
    watch.check()


def test_what_is_kept_is_opened_elsewhere_and_forgotten(
    browser: Browser, small: RunningService
) -> None:
    address = small.url("/what-if?of=lip:small&leave=org:clinic&lang=en")
    with open_page(browser, address, size=PHONE) as (page, watch):
        page.locator("#called").fill("Without the clinic")
        page.get_by_role("button", name="Keep it").click()
        expect(page.locator(".told")).to_contain_text("“Without the clinic” is kept.")
        link = page.url
    watch.check()
    with open_page(browser, link.replace("#", "&lang=fr#")) as (page, watch):
        assert tried(page)[0].startswith("Clinic ")
    watch.check()
    with open_page(browser, small.url("/what-if?lang=en"), scripts=False) as (page, watch):
        page.get_by_role("link", name="Without the clinic").click()
        expect(outcome(page)).to_contain_text("With this change:")
        page.get_by_role("button", name="Forget Without the clinic").click()
        expect(page.locator(".told")).to_contain_text("“Without the clinic” is forgotten.")
        expect(page.locator("#kept")).to_contain_text("Nothing is kept")
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_role("link", name="Without the clinic")).to_be_visible()
    watch.check()
