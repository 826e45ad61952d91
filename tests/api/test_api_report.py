"""The yearly report: its year, its numbers against those of the API, its languages, its PDF."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from graphsvc.analytics.attendance import AttendanceRow, attendance
from graphsvc.analytics.scope import Scope
from graphsvc.api.app import create_app
from graphsvc.model.entities import (
    Attendance,
    Body,
    Changes,
    Meeting,
    Membership,
    Organization,
    Partnership,
    PartnershipTie,
    Source,
)
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import AttendanceStatus, PartnershipTieKind
from graphsvc.settings import Settings
from graphsvc.store import journal
from graphsvc.store.bolt import Store

PAGE = {"accept": "text/html"}
HERE = "/partnerships/lip:one/report"
YEAR = "from=2020-04-01&to=2021-03-31"
COUNCIL, TABLE = "body:council", "body:table"


def seat(name: str, body: str, since: str | None = None, until: str | None = None) -> Membership:
    return Membership(
        id=f"seat:{name}~{body.partition(':')[2]}",
        organization=f"org:{name}",
        body=body,
        since=since,
        until=until,
        sources=("src:minutes",) if until else ("src:list",),
    )


def came(name: str, meeting: str, status: AttendanceStatus) -> Attendance:
    return Attendance(organization=f"org:{name}", meeting=f"meet:{meeting}", status=status)


P, R, A, S = (
    AttendanceStatus.PRESENT,
    AttendanceStatus.REGRETS,
    AttendanceStatus.ABSENT,
    AttendanceStatus.ALTERNATE,
)
# The year runs from April 2020 to March 2021. Come has a seat from its first day on: it was not
# there on the day before, so it joined. Gone left in May. Of the four meetings, that of March 2020
# lies before the year, and that of April 2021 after it.
RECORDS = Changes(
    sources=(
        Source(id="src:list", url="https://example.org/list", date="2020-10-05"),
        Source(id="src:minutes", url="https://example.org/minutes", date="2020-05-02"),
        Source(id="src:grant", url="https://example.org/grant", date="2016-01-01"),
        Source(id="src:old", url="https://example.org/old", date="2010-01-01"),
    ),
    partnership_ties=(
        PartnershipTie(
            id="tie:also~one~funds",
            organization="org:also",
            partnership="lip:one",
            kind=PartnershipTieKind.FUNDS,
            sources=("src:grant",),
        ),
        PartnershipTie(
            id="tie:also~one~hosts",
            organization="org:also",
            partnership="lip:one",
            kind=PartnershipTieKind.HOSTS,
            until="2012",
            sources=("src:old",),
        ),
    ),
    partnerships=(Partnership(id="lip:one", name="LIP one", name_fr="PLI un"),),
    organizations=(
        Organization(id="org:stay", name="Stay", sectors=(Sector.HEALTH,)),
        Organization(id="org:come", name="Come", sectors=(Sector.HEALTH,)),
        Organization(id="org:gone", name="Gone", sectors=(Sector.SCHOOL,)),
        Organization(id="org:also", name="Also", sectors=(Sector.SCHOOL,)),
    ),
    bodies=(
        Body(id=COUNCIL, name="Council", part_of="lip:one"),
        Body(id=TABLE, name="Table", part_of="lip:one"),
    ),
    memberships=(
        seat("stay", COUNCIL, "2015"),
        seat("stay", TABLE, "2015"),
        seat("also", TABLE, "2015"),
        seat("come", COUNCIL, "2020-04-01"),
        seat("gone", COUNCIL, "2015", "2020-05-01"),
    ),
    meetings=tuple(
        Meeting(id=f"meet:{day}", body=body, date=day, sources=("src:list",))
        for body, day in (
            (COUNCIL, "2020-03-31"),
            (COUNCIL, "2020-04-01"),
            (COUNCIL, "2021-03-31"),
            (TABLE, "2020-06-10"),
            (COUNCIL, "2021-04-01"),
        )
    ),
    attendance=(
        came("stay", "2020-03-31", P),
        came("stay", "2020-04-01", P),
        came("come", "2020-04-01", A),
        came("gone", "2020-04-01", P),
        came("stay", "2021-03-31", R),
        came("come", "2021-03-31", S),
        came("stay", "2020-06-10", P),
        # A guest: it has no seat at the table.
        came("come", "2020-06-10", P),
        came("stay", "2021-04-01", P),
    ),
)


@pytest.fixture
def reported(client: TestClient, embedded: Store) -> TestClient:
    """The service on these records."""
    journal.apply(embedded, RECORDS)
    return client


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", page)))


def read(client: TestClient, query: str = YEAR) -> str:
    answer = client.get(f"{HERE}?{query}", headers=PAGE)
    assert answer.status_code == 200, answer.text
    return text_of(answer.text)


def test_attendance_is_counted_at_the_tables_on_which_an_organization_sits() -> None:
    scope = Scope("lip:one", "2021-03-31")
    found = attendance(Snapshot.of(RECORDS), scope, "2020-03-31")
    assert found == (
        AttendanceRow("org:come", present=0, alternate=1, regrets=0, absent=1),
        AttendanceRow("org:stay", present=2, alternate=0, regrets=1, absent=0),
    )
    assert [(row.came, row.recorded) for row in found] == [(1, 2), (2, 3)]


def test_attendance_adds_up_to_that_of_the_sectors(reported: TestClient) -> None:
    answer = reported.get("/v1/partnerships/lip:one/sectors?as_of=2021-03-31").json()
    (health,) = (row["activity"] for row in answer["rows"] if row["sector"] == "health")
    scope = Scope("lip:one", "2021-03-31")
    found = attendance(Snapshot.of(RECORDS), scope, "2020-03-31")
    for word in ("present", "alternate", "regrets", "absent"):
        assert sum(getattr(row, word) for row in found) == health[word], word


def test_a_report_tells_what_there_is_and_what_changed(reported: TestClient) -> None:
    told = read(reported, f"{YEAR}&lang=en")
    for sentence in (
        "As far as sources dated October 5, 2020 tell: on March 31, 2021, 3 organizations sit on",
        "on the councils and committees of LIP one. 2 councils and",
        "2 councils and committees are recorded.",
        "Since April 1, 2020, 1 organization joined and 1 left.",
        # Both of Come and Stay: 3 of 5.
        "it did so 3 of 5 times (60%)",
    ):
        assert sentence in told, sentence
    query = "scope=lip:one&since=2020-03-31&until=2021-03-31"
    answer = reported.get(f"/v1/changes?{query}").json()
    for name, label in (
        ("organizations", "Organizations with a seat"),
        ("bodies", "Councils and committees"),
        ("ties", "Memberships"),
    ):
        before, after = answer["before"][name], answer["after"][name]
        assert re.search(rf"{label} {before} {after} ", told), name
    sectors = reported.get("/v1/partnerships/lip:one/sectors?as_of=2021-03-31").json()
    assert sectors["sentence"] in told
    revision = reported.get("/v1/bridging?scope=lip:one").json()["provenance"]["revision"]
    assert f"Revision of the graph {revision} " in told


def test_every_address_that_numbers_are_told_to_come_from_answers(reported: TestClient) -> None:
    page = reported.get(f"{HERE}?{YEAR}&lang=en", headers=PAGE).text
    found = {html.unescape(each) for each in re.findall(r'href="(/v1/[^"]+)"', page)}
    assert len(found) == 5
    for address in found:
        assert reported.get(address).status_code == 200, address


def test_a_report_names_the_sources_of_all_it_tells(reported: TestClient) -> None:
    told = read(reported).partition("How they were worked out")[2]
    # Of members, of one that left in the year, and of who pays; not of a host of long ago.
    found = re.findall(r"https://example\.org/(\w+)", told)
    assert found == ["list", "minutes", "grant"]


def test_a_report_in_both_languages_has_each_part_in_its_own(reported: TestClient) -> None:
    page = reported.get(f"{HERE}?{YEAR}&language=both&lang=fr", headers=PAGE).text
    english, french = page.split('<article class="report" id="fr" lang="fr">')
    assert '<article class="report" id="en" lang="en">' in english
    assert "Yearly report: LIP one" in english
    assert "Rapport annuel\u00a0: PLI un" in english  # the heading names both
    assert "Since April 1, 2020, 1 organization joined and 1 left." in text_of(english)
    assert "Depuis le 1er avril 2020" in text_of(french)
    for words in ("Who is at the table", "In one paragraph", "Where the numbers come from"):
        assert words in english
        assert words not in french
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("as_of", "first", "last"),
    [
        # A meeting of April 2021 is of the last whole year on this day.
        ("2022-05-01", "2021-04-01", "2022-03-31"),
        # Nothing is newer than that meeting: years later, it is still told.
        ("2026-01-01", "2021-04-01", "2022-03-31"),
        ("2021-03-31", "2019-04-01", "2020-03-31"),
        # Before everything, nothing is known: the last whole year all the same.
        ("2010-04-01", "2009-04-01", "2010-03-31"),
        # Days that no report can be about: the first year there is, and today.
        ("0001-06-01", "1900-04-01", "1901-03-31"),
        ("9999-12-31", "2021-04-01", "2022-03-31"),
    ],
)
def test_the_usual_year(reported: TestClient, as_of: str, first: str, last: str) -> None:
    page = reported.get(f"{HERE}?as_of={as_of}&lang=en", headers=PAGE).text
    assert f'name="from" value="{first}"' in page
    assert f'name="to" value="{last}"' in page


@pytest.mark.parametrize(
    ("query", "field", "remedy"),
    [
        ("from=2020-02-30", "from", "Write a day as 2017-03-20"),
        ("to=20200101", "to", "Write a day as 2017-03-20"),
        ("to=0001-01-01", "to", "of the years 1900 to 2200"),
        ("from=2199-04-01", "from", "Choose a first day on or before"),
        ("from=2020-04-02&to=2020-04-01", "to", "Choose a last day on or after April 2, 2020."),
    ],
)
def test_days_that_make_no_year_are_refused(
    reported: TestClient, query: str, field: str, remedy: str
) -> None:
    answer = reported.get(f"{HERE}?{query}&lang=en", headers=PAGE)
    assert answer.status_code == 422
    # The day is asked again, with the fault beside it.
    assert re.search(rf'<input id="{field}"[^>]* aria-invalid="true"', answer.text)
    assert remedy in text_of(answer.text)


def test_one_day_alone_makes_a_year_of_it(reported: TestClient) -> None:
    page = reported.get(f"{HERE}?to=2020-12-31", headers=PAGE).text
    assert 'name="from" value="2020-01-01"' in page
    page = reported.get(f"{HERE}?from=2020-02-29", headers=PAGE).text
    assert 'name="to" value="2021-02-27"' in page


def test_a_year_that_is_running_is_told_up_to_today(
    reported: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("report_year", "report_parts"):
        monkeypatch.setattr(f"graphsvc.api.pages.{module}.today", lambda: "2020-12-31")
    page = reported.get(f"{HERE}?{YEAR}&lang=en", headers=PAGE).text
    told = text_of(page)
    assert "The year is still running: this is how it stands today. As far as sources" in told
    # The meeting of March 2021 is still to come: Stay came to both, Come missed one of one.
    assert "it did so 2 of 3 times" in told
    assert "until=2020-12-31" in page
    assert "as_of=2021-03-31" not in page
    assert 'name="to" value="2021-03-31"' in page
    assert "The year before" in told
    assert "The year after" not in told
    over = text_of(reported.get(f"{HERE}?from=2018-04-01&to=2019-03-31", headers=PAGE).text)
    assert "still running" not in over
    assert "The year after" in over


def test_links_lead_to_no_year_that_no_report_can_be_about(reported: TestClient) -> None:
    told = read(reported, "from=1900-04-01&to=1901-03-31&lang=en")
    assert "The year before" not in told
    assert "The year after" in told


def test_whom_the_numbers_leave_out_is_said_first(reported: TestClient) -> None:
    told = read(reported, f"{YEAR}&exclude=host,funder&lang=en")
    assert "Without funders and hosts: As far as sources" in told
    assert told.count("Listed here is everybody, also whom the numbers leave out.") == 2
    assert "Listed here is everybody" not in read(reported, f"{YEAR}&lang=en")


def test_a_partnership_leads_to_its_report_and_nobody_has_another(reported: TestClient) -> None:
    page = reported.get("/partnerships/lip:one?as_of=2021-03-31", headers=PAGE).text
    assert f'href="{HERE}?as_of=2021-03-31"' in page
    for ending in ("", ".pdf"):
        answer = reported.get(f"/partnerships/lip:none/report{ending}", headers=PAGE)
        assert answer.status_code == 404


@pytest.fixture
def without_browser(embedded: Store, embedded_settings: Settings) -> Iterator[TestClient]:
    """The service on a machine on which the Chromium that is named is not there."""
    settings = embedded_settings.model_copy(update={"chromium": "/nowhere/chromium"})
    journal.apply(embedded, RECORDS)
    with TestClient(create_app(settings, embedded), base_url="http://127.0.0.1") as client:
        yield client


def test_without_a_browser_the_page_says_how_to_print(without_browser: TestClient) -> None:
    page = without_browser.get(f"{HERE}?{YEAR}&lang=en", headers=PAGE).text
    assert "report.pdf" not in page
    assert "print this page in your browser and choose “Save as PDF”" in text_of(page)
    answer = without_browser.get(f"{HERE}.pdf?{YEAR}&lang=en", headers=PAGE)
    assert answer.status_code == 501
    assert "There is no Chromium on the server" in text_of(answer.text)


def test_a_report_is_printed_and_kept(
    reported: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = []

    def pretend(document: str, setting: str) -> bytes:
        printed.append((document, setting))
        return b"%PDF-1.4 pretended"

    monkeypatch.setattr("graphsvc.api.pages.report.pdf", pretend)
    address = f"{HERE}.pdf?{YEAR}&language=fr&paper=a4"
    first, again = reported.get(address), reported.get(address)
    assert first.content == again.content == b"%PDF-1.4 pretended"
    assert first.headers["content-type"] == "application/pdf"
    assert 'filename="lip-one-2021-03-31-fr.pdf"' in first.headers["content-disposition"]
    ((document, _),) = printed
    odd = f"{HERE}.pdf?as_of=0001-06-01"
    assert (
        'filename="lip-one-1901-03-31-en.pdf"' in reported.get(odd).headers["content-disposition"]
    )
    assert "Depuis le 1er avril 2020" in text_of(document)
    assert "size: a4" in document
    # What is read elsewhere leads to no page of this site.
    assert re.findall(r'href="/', document) == []
    assert 'href="https://example.org/list"' in document
