"""What coordinators come for, done in a browser as they would do it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.page_watch import open_page
from tests.browser.running_service import RunningService

SIMCOE = "/partnerships/lip:simcoe-county"
WATERLOO = "/partnerships/lip:waterloo-region"
PRESENT_ON_2015_06_22, PRESENT_ON_2017_03_20 = 33, 30  # counted in the minutes, seed/canada


def _tab_to(page: Page, target: Locator) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("30 times Tab do not lead there")


def _box(page: Page, name: str) -> Locator:
    return page.get_by_role("checkbox", name=name, exact=True)


def _column(page: Page, number: int, table: str = "table") -> list[str]:
    texts = page.locator(f"{table} tbody tr > :nth-child({number})").all_inner_texts()
    return [text.strip() for text in texts]


def test_an_organization_is_found_by_keyboard_misspelt_and_without_accents(
    browser: Browser, real: RunningService
) -> None:
    with open_page(browser, real.url("/")) as (page, watch):
        _tab_to(page, page.get_by_role("searchbox", name="Search organizations"))
        page.keyboard.type("mouvment ontarien femes imigrantes")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?*")
        wanted = page.get_by_role("link", name="Mouvement ontarien des femmes immigrantes")
        _tab_to(page, wanted)
        page.keyboard.press("Enter")
        page.wait_for_url("**/organizations/*")
        expect(page.locator("h1")).to_have_text(
            "Mouvement ontarien des femmes immigrantes francophones"
        )
    watch.check()


def test_the_list_is_narrowed_by_province_and_name(browser: Browser, real: RunningService) -> None:
    with open_page(browser, real.url("/")) as (page, watch):
        expect(page.locator("caption")).to_have_text("72 partnerships")
        page.get_by_label("Province").select_option("Ontario")
        page.get_by_role("button", name="Show").click()
        expect(page.locator("caption")).not_to_have_text("72 partnerships")
        assert set(_column(page, 3)) == {"Ontario"}
        page.get_by_label("Name contains").fill("TORONTO")
        page.get_by_role("button", name="Show").click()
        expect(page.locator("caption")).to_have_text("6 partnerships")
        assert all("Toronto" in name for name in _column(page, 1))
        # The form keeps what was chosen, so that it can be taken back.
        expect(page.get_by_label("Name contains")).to_have_value("TORONTO")
        expect(page.get_by_label("Province")).to_have_value("ON")
        page.get_by_label("Name contains").fill("no such name")
        page.get_by_role("button", name="Show").click()
        expect(page.locator(".empty")).to_contain_text("No partnership fits")
    watch.check()


def test_a_table_is_sorted_by_its_headings(browser: Browser, real: RunningService) -> None:
    with open_page(browser, real.url("/")) as (page, watch):
        heading = page.get_by_role("columnheader", name="Organizations")
        heading.get_by_role("button").click()
        expect(heading).to_have_attribute("aria-sort", "descending")
        counts = [int(text) for text in _column(page, 5)]
        assert counts == sorted(counts, reverse=True)
        assert counts[0] == 31  # Toronto East Quadrant: 31 on its council
        heading.get_by_role("button").press("Enter")
        expect(heading).to_have_attribute("aria-sort", "ascending")
        assert [int(text) for text in _column(page, 5)] == sorted(counts)
        # Dates sort by time, not by the names of the months; what is not known comes last.
        newest = page.get_by_role("columnheader", name="Newest source")
        newest.get_by_role("button").click()
        expect(heading).not_to_have_attribute("aria-sort", "ascending")
        cells = page.locator("tbody tr > :nth-child(6)")
        dates: list[str] = cells.evaluate_all("cells => cells.map((cell) => cell.dataset.value)")
        known = [date for date in dates if date]
        assert len(known) > 10
        assert known == sorted(known)
        assert dates[len(known) :] == [""] * (len(dates) - len(known))
    watch.check()


def test_the_home_list_can_be_put_in_another_order(browser: Browser, real: RunningService) -> None:
    with open_page(browser, real.url("/")) as (page, watch):
        page.get_by_label("Order by").select_option("Most organizations")
        page.get_by_role("button", name="Show").click()
        page.wait_for_url("**order=members*")
        counts = [int(text) for text in _column(page, 5)]
        assert counts == sorted(counts, reverse=True)
    watch.check()


def test_another_day_has_other_members(browser: Browser, real: RunningService) -> None:
    with open_page(browser, real.url(SIMCOE)) as (page, watch):
        for day, count in (
            ("2016-06-01", PRESENT_ON_2015_06_22),
            ("2018-06-01", PRESENT_ON_2017_03_20),
        ):
            page.get_by_label("As of").fill(day)
            page.get_by_role("button", name="Show").click()
            page.wait_for_url(f"**as_of={day}*")
            expect(page.locator("#members caption")).to_have_text(f"{count} members")
            assert page.locator("#members tbody tr").count() == count
        # The day goes along to other pages.
        page.locator("#members tbody a").first.click()
        page.wait_for_url("**/organizations/*")
        expect(page.get_by_label("As of")).to_have_value("2018-06-01")
    watch.check()


def test_leaving_out_hosts_and_funders_changes_who_is_listed(
    browser: Browser, real: RunningService
) -> None:
    # Its four members: Region of Waterloo hosts and funds; the federal department and a United Way
    # fund; one more member.
    def ranked() -> set[str]:
        return set(page.locator("#bridges tbody th a:not(.act)").all_inner_texts())

    with open_page(browser, real.url(WATERLOO)) as (page, watch):
        everybody = ranked()
        assert "Region of Waterloo" in everybody
        _box(page, "hosts").check()
        page.get_by_role("button", name="Show").click()
        page.wait_for_url("**exclude=host*")
        without_host = ranked()
        assert everybody - without_host == {"Region of Waterloo"}
        _box(page, "funders").check()
        page.get_by_role("button", name="Show").click()
        page.wait_for_url("**exclude=funder*")
        expect(_box(page, "hosts")).to_be_checked()
        expect(_box(page, "funders")).to_be_checked()
        assert everybody - ranked() == {
            "Immigration, Refugees and Citizenship Canada",
            "Region of Waterloo",
            "United Way of Kitchener Waterloo and Area",
        }
        # The map behind the picture leaves out the same.
        page.get_by_role("link", name="Open the map").click()
        page.wait_for_url("**/map*")
        expect(_box(page, "hosts")).to_be_checked()
        expect(_box(page, "funders")).to_be_checked()
    watch.check()


def test_the_other_language_shows_the_same_view(browser: Browser, real: RunningService) -> None:
    path = f"{SIMCOE}?as_of=2016-06-01&exclude=host&exclude=funder"
    with open_page(browser, real.url(path)) as (page, watch):
        page.get_by_role("link", name="Français", exact=True).click()
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        parts = urlsplit(page.url)
        query = {"as_of": ["2016-06-01"], "exclude": ["host", "funder"], "lang": ["fr"]}
        assert (parts.path, parse_qs(parts.query)) == (SIMCOE, query)
        expect(page.locator("#members tbody tr")).to_have_count(PRESENT_ON_2015_06_22)
        # The choice is remembered, without the address saying so.
        page.goto(real.url("/"))
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        page.get_by_role("link", name="English", exact=True).click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
    watch.check()


def test_the_numbers_of_the_page_are_those_of_the_api(
    browser: Browser, real: RunningService
) -> None:
    with open_page(browser, real.url("/partnerships/lip:peel")) as (page, watch):
        link = page.locator("#bridges .notes a")
        answer = real.ask("GET", link.get_attribute("href") or "").json()
        named = [row["organization_name"] for row in answer["rows"]]
        assert page.locator("#bridges tbody th a:not(.act)").all_inner_texts() == named[:15]
        ranks = [cell.split("\n") for cell in _column(page, 1, "#bridges table")]
        assert ranks == [
            [str(row["rank"]), f"{row['stability']['lower']} to {row['stability']['upper']}"]
            for row in answer["rows"][:15]
        ]
        shown = page.locator("#bridges tbody tr > :nth-child(3)")
        values: list[str] = shown.evaluate_all("cells => cells.map((cell) => cell.dataset.value)")
        assert [float(value) for value in values] == [
            row["betweenness_normalized"] for row in answer["rows"][:15]
        ]
    watch.check()
