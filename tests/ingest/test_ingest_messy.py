"""Spreadsheets as coordinators have them: Excel, semicolons, French headers, gaps, persons."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from graphsvc import ingest
from graphsvc.errors import InvalidInput, Where
from graphsvc.model.sectors import Sector
from graphsvc.model.vocabulary import PartnershipTieKind, PlaceTieKind, Population, Role
from graphsvc.store import journal
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_everything, read_snapshot
from tests.toy import EVERYTHING


@pytest.fixture
def toy(embedded: Store) -> Store:
    journal.apply(embedded, EVERYTHING)
    return embedded


def test_a_french_excel_file_with_persons_in_it(toy: Store, tmp_path: Path) -> None:
    path = tmp_path / "Adhésions 2025.csv"
    path.write_text(
        "\ufeffOrganisme;Comité;Rôle;Secteur;Depuis;Courriel;Couleur\r\n"
        "\r\n"
        "Maison d’accueil;Conseil;Coprésidence;Santé et santé mentale;2024/05/06;a@example.org;\r\n"
        "ÉCOLE;conseil;;;;;rouge\r\n"
        "  School ; Council ;membre;;-;;\r\n",
        encoding="utf-8",
    )
    report = ingest.run(toy, [path])
    assert [str(note) for note in report.notes] == [
        "Adhésions 2025.csv, Courriel: The column Courriel is about persons and was left out.",
        "Adhésions 2025.csv, Couleur: The column Couleur is not known here and was left out.",
    ]
    read = read_snapshot(toy)
    home = read.organizations["org:maison-d-accueil"]
    assert home.sectors == (Sector.HEALTH,)
    seats = {seat.organization: seat for seat in read.seats_of_body["body:council"]}
    assert seats[home.id].role is Role.CO_CHAIR
    assert seats[home.id].since == "2024-05-06"
    assert set(seats) == {"org:clinic", home.id, "org:ecole", "org:school"}
    assert "example.org" not in str(home)


# The smallest workbook there is: one sheet called Sheet1 with texts, a number and a date in it.
_WORKBOOK = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        '<Override PartName="/xl/styles.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Target="xl/workbook.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/officeDocument"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="Sheet1" sheetId="1" r:id="a"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Target="worksheets/sheet1.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
        '<Relationship Id="b" Target="styles.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/>'
        "</Relationships>"
    ),
    "xl/styles.xml": (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    ),
}


def _workbook(path: Path, rows: list[list[str]]) -> Path:
    cells = "".join(
        f"<row r='{number}'>{''.join(row)}</row>" for number, row in enumerate(rows, start=1)
    )
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{cells}</sheetData></worksheet>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in {**_WORKBOOK, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(name, text)
    return path


def _text(text: str) -> str:
    return f"<c t='inlineStr'><is><t>{text}</t></is></c>"


def test_an_excel_workbook_is_named_after_its_file_and_keeps_dates(
    toy: Store, tmp_path: Path
) -> None:
    path = _workbook(
        tmp_path / "roster.xlsx",
        [
            [_text("Organization"), _text("Council"), _text("Seats"), _text("From")],
            # 45419 is 2024-05-07, counted in days as Excel counts them.
            [_text("School"), _text("Council"), "<c><v>2</v></c>", "<c s='1'><v>45419</v></c>"],
        ],
    )
    ingest.run(toy, [path])
    seat = next(
        seat
        for seat in read_snapshot(toy).seats_of_body["body:council"]
        if seat.organization == "org:school"
    )
    assert (seat.seats, seat.since) == (2, "2024-05-07")


def test_an_inventory_says_who_serves_which_place(toy: Store, tmp_path: Path) -> None:
    path = tmp_path / "inventory.csv"
    path.write_text(
        "name,sector,area served,aliases\n"
        "Food Bank,social services,Hamlet; New Town,FB; The Bank\n"
        "Clinic,health,Hamlet,\n"
    )
    report = ingest.run(toy, [path])
    assert [str(note) for note in report.notes] == [
        "inventory.csv, row 2: New Town is a new place."
    ]
    read = read_snapshot(toy)
    assert read.organizations["org:food-bank"].aliases == ("FB", "The Bank")
    # A sector given replaces the sectors stored; an empty cell leaves the aliases as they are.
    assert read.organizations["org:clinic"].sectors == (Sector.HEALTH,)
    assert read.organizations["org:clinic"].aliases == ("The Clinic", "CLN")
    served = {
        (tie.organization, tie.place) for tie in read.place_ties if tie.kind is PlaceTieKind.SERVES
    }
    assert served >= {
        ("org:food-bank", "place:hamlet"),
        ("org:food-bank", "place:new-town"),
        ("org:clinic", "place:hamlet"),
    }


def test_a_dash_forgets_and_an_empty_cell_does_not(toy: Store, tmp_path: Path) -> None:
    path = tmp_path / "organizations.csv"
    path.write_text("id,name_fr,website,languages\norg:clinic,-,,en\n")
    ingest.run(toy, [path])
    clinic = read_snapshot(toy).organizations["org:clinic"]
    assert (clinic.name_fr, clinic.website) == (None, "https://example.org/clinic")
    assert clinic.languages == ("en",)


def test_populations_are_read_by_code_and_in_both_languages(toy: Store, tmp_path: Path) -> None:
    path = tmp_path / "organismes.csv"
    path.write_text(
        "id,populations desservies\n"
        "org:clinic,Femmes; 2SLGBTQI+ people; personnes âgées; women\n"
        "org:school,étudiants étrangers;trained_abroad;réfugiés\n"
    )
    ingest.run(toy, [path])
    read = read_snapshot(toy).organizations
    assert read["org:clinic"].populations == (
        Population.WOMEN,
        Population.GENDER_DIVERSE,
        Population.SENIORS,
    )
    assert read["org:school"].populations == (
        Population.STUDENTS,
        Population.PROFESSIONALS,
        Population.REFUGEES,
    )


def test_an_unknown_population_is_a_fault_that_lists_them(toy: Store, tmp_path: Path) -> None:
    path = tmp_path / "organizations.csv"
    path.write_text("id,name,Populations served\norg:clinic,,women; martians\n")
    with pytest.raises(InvalidInput) as caught:
        ingest.run(toy, [path])
    [fault] = caught.value.faults
    assert fault.place == Where(file="organizations.csv", row=2, column="Populations served")
    assert str(fault.problem) == "martians is not a word that is known here."
    assert str(fault.remedy).startswith("Use one of: refugees, refugee_claimants, ")
    toy_has = read_snapshot(toy).organizations["org:clinic"].populations
    assert toy_has == (Population.REFUGEES, Population.WOMEN)


def test_a_cell_guarded_against_formulas_is_read_without_its_guard(
    toy: Store, tmp_path: Path
) -> None:
    path = tmp_path / "organizations.csv"
    path.write_text("id,name\norg:a,'=SUM(A1)\norg:b,''quoted\norg:c,'t Hof\n")
    ingest.run(toy, [path])
    names = {item: each.name for item, each in read_snapshot(toy).organizations.items()}
    assert names["org:a"] == "=SUM(A1)"
    assert names["org:b"] == "'quoted"
    assert names["org:c"] == "'t Hof"


def test_a_name_printed_before_means_the_same_in_its_partnership_alone(
    toy: Store, tmp_path: Path
) -> None:
    path = tmp_path / "members.csv"
    path.write_text(
        "partnership,body,body_kind,organization\n"
        "one,Council,council,cln\n"  # printed for the clinic on the council of One LIP
        "two,Panel,advisory,cln\n"
    )
    ingest.run(toy, [path])
    read = read_snapshot(toy)
    assert {seat.organization for seat in read.seats_of_body["body:council"]} == {"org:clinic"}
    assert [seat.organization for seat in read.seats_of_body["body:two~panel"]] == ["org:cln"]


def test_a_look_alike_is_told_and_not_merged(toy: Store, tmp_path: Path) -> None:
    path = tmp_path / "organizations.csv"
    path.write_text(
        "name\nRegional Health Authority\nRegional Health Autority\nHealth 1\nHealth 2\n"
    )
    report = ingest.run(toy, [path])
    assert len(report.notes) == 1
    assert "looks like" in str(report.notes[0])
    assert report.counts["organizations"] == (4, 0, 0)


def test_meetings_surveys_plans_and_ties_come_in_by_name(toy: Store, tmp_path: Path) -> None:
    files = {
        "meetings.csv": "id,body,date\nmeet:2,Council,2021-02-03\n",
        "attendance.csv": "organization,meeting,status\nClinic,meet:2,excused\n",
        "survey.csv": "organization,partner,type,level,year\nClinic,School,data sharing,3,2025\n",
        "plans.csv": "id,partnership,name\nplan:2,One LIP,Second plan\n",
        "actions.csv": "id,plan,name,status\nact:2,plan:2,Do it,under way\n",
        "action_ties.csv": "organization,action,kind\nSchool,act:2,supports\n",
        "hosts.csv": "organization,kind,partnership,since\nSchool,host,two,2020\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    report = ingest.run(toy, [tmp_path])
    assert report.applied
    everything = read_everything(toy)
    assert {(each.organization, each.meeting) for each in everything.attendance} == {
        ("org:clinic", "meet:1"),
        ("org:clinic", "meet:2"),
    }
    assert {each.level for each in everything.collaborations} == {0, 3}
    assert {each.id for each in everything.actions} == {"act:1", "act:2"}
    hosts = [each for each in everything.partnership_ties if each.partnership == "lip:two"]
    assert [(each.kind, each.since) for each in hosts] == [(PartnershipTieKind.HOSTS, "2020")]


def test_a_dry_run_tells_and_writes_nothing(toy: Store, tmp_path: Path) -> None:
    path = tmp_path / "organizations.csv"
    path.write_text("name\nNew\n")
    report = ingest.run(toy, [path], dry_run=True)
    assert (report.applied, report.counts["organizations"]) == (False, (1, 0, 0))
    assert toy.revision() == 1
