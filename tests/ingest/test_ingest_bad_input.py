"""Bad spreadsheets: every fault with file, row, column and remedy, all at once, nothing written."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from graphsvc import ingest
from graphsvc.errors import InvalidInput
from graphsvc.store import journal
from graphsvc.store.bolt import Store
from tests.toy import EVERYTHING

HEADER = ["partnership", "body", "body_kind", "organization"]
HEADER += ["role", "sector", "since", "until", "seats"]
GOOD = ["one", "Council", "council", "School", "member", "school", "2020-01-01", "", "1"]


@pytest.fixture
def toy(embedded: Store) -> Store:
    journal.apply(embedded, EVERYTHING)
    return embedded


def write(path: Path, rows: list[list[str]], header: list[str] = HEADER) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def faults(store: Store, *paths: Path, **options: str) -> list[tuple[str, str]]:
    """Import and return place and problem of each fault; the graph has to stay as it is."""
    before = store.revision()
    with pytest.raises(InvalidInput) as raised:
        ingest.run(store, list(paths), **options)  # type: ignore[arg-type]
    assert store.revision() == before
    assert all(fault.remedy for fault in raised.value.faults)
    return [(str(fault.place), str(fault.problem)) for fault in raised.value.faults]


def row(**changed: str) -> list[str]:
    """Return a row about another organization than the good one, with some cells changed."""
    cells = {**dict(zip(HEADER, GOOD, strict=True)), "organization": "Library", **changed}
    return list(cells.values())


def test_every_fault_of_one_row_comes_at_once(toy: Store, tmp_path: Path) -> None:
    wrong = {"body": "Lost", "body_kind": "", "since": "2017-02-29", "sector": "sport"}
    table = write(tmp_path / "memberships.csv", [row(**wrong, role="king", seats="2.5")])
    columns = [place.rpartition(" ")[2] for place, _ in faults(toy, table)]
    assert sorted(columns) == ["body", "role", "seats", "sector", "since"]
    lost = write(tmp_path / "lost.csv", [row(body="Lost", body_kind="", seats="-1")])
    assert [place.rpartition(" ")[2] for place, _ in faults(toy, lost)] == ["body", "seats"]


@pytest.mark.parametrize(
    ("changed", "meant"),
    [
        ({"body": "Councill", "body_kind": ""}, "Council"),
        ({"partnership": "Won"}, None),  # too short to tell what was meant
        ({"partnership": "Onne LIP"}, "One LIP"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_one_that_may_be_meant(
    toy: Store, tmp_path: Path, changed: dict[str, str], meant: str | None
) -> None:
    table = write(tmp_path / "memberships.csv", [row(**changed)])
    with pytest.raises(InvalidInput) as raised:
        ingest.run(toy, [table])
    (fault,) = raised.value.faults
    assert str(fault.remedy).startswith(f"Did you mean “{meant}”?" if meant else "Correct it")


@pytest.mark.parametrize(
    ("changed", "column", "problem"),
    [
        ({"organization": ""}, "organization", "The membership has no organization."),
        ({"body": ""}, "body", "The membership has no body."),
        ({"partnership": "nowhere"}, "partnership", "Nothing has the name or id nowhere."),
        ({"body": "Lost", "body_kind": ""}, "body", "There is no body Lost."),
        ({"body": "body:lost"}, "body", "There is no body body:lost."),
        ({"organization": "org:nobody"}, "organization", "Nothing has the id org:nobody."),
        ({"since": "2017-02-29"}, "since", "There is no date 2017-02-29."),
        ({"since": "20/03/2017"}, "since", "There is no date 20/03/2017."),
        (
            {"since": "2021", "until": "2020"},
            "until",
            "It ends (2020) before it begins (2021).",
        ),
        ({"sector": "sport"}, "sector", "sport is not a sector that is known here."),
        ({"role": "king"}, "role", "The role king is not understood."),
        ({"organization": "NaN"}, "organization", "NaN is not a value."),
        ({"seats": "NaN"}, "seats", "NaN is not a value."),
        ({"seats": "2.5"}, "seats", "2.5 is not a whole number."),
        ({"seats": "0"}, "seats", "0 is not a number of seats."),
        (
            {"organization": "Clinic\x07 North"},
            "organization",
            "The text holds invisible control characters.",
        ),
        (
            {"organization": "Someone <someone@example.org>"},
            "organization",
            "The name holds an e-mail address.",
        ),
    ],
)
def test_a_faulty_cell_is_named(
    toy: Store, tmp_path: Path, changed: dict[str, str], column: str, problem: str
) -> None:
    path = write(tmp_path / "members.csv", [GOOD, row(**changed)])
    found = faults(toy, path)
    assert (f"members.csv, row 3, {column}", problem) in found
    assert {place for place, _ in found} == {f"members.csv, row 3, {column}"}


def test_all_faults_of_all_files_come_in_one_list(toy: Store, tmp_path: Path) -> None:
    members = write(
        tmp_path / "members.csv",
        [row(role="king"), GOOD, row(since="2020-13-01", sector="sport"), row(organization="")],
    )
    bodies = write(
        tmp_path / "bodies.csv",
        [["body:council", "Council", "body:table"], ["body:x y", "Spaced", "lip:one"]],
        ["id", "name", "part_of"],
    )
    places = [place for place, _ in faults(toy, members, bodies)]
    assert places == [
        "bodies.csv, row 2, part_of",
        "bodies.csv, row 3, id",
        "members.csv, row 2, role",
        "members.csv, row 4, sector",
        "members.csv, row 4, since",
        "members.csv, row 5, organization",
    ]


def test_bodies_that_are_part_of_each_other_are_refused(toy: Store, tmp_path: Path) -> None:
    rows = [
        ["body:a", "A", "body:b"],
        ["body:b", "B", "body:c"],
        ["body:c", "C", "body:a"],
    ]
    found = faults(toy, write(tmp_path / "bodies.csv", rows, ["id", "name", "part_of"]))
    assert [place for place, _ in found] == [f"bodies.csv, row {n}, part_of" for n in (2, 3, 4)]
    assert found[0][1] == "It would be part of itself: body:a → body:b → body:c → body:a."


def test_one_id_for_two_things_is_refused(toy: Store, tmp_path: Path) -> None:
    rows = [["org:new", "New"], ["org:other", "Other"], ["org:new", "Newer"]]
    found = faults(toy, write(tmp_path / "organizations.csv", rows, ["id", "name"]))
    assert found == [
        (
            "organizations.csv, row 4, id",
            "org:new stands in organizations.csv, row 2 too, with another name.",
        )
    ]


def test_an_id_with_a_slash_is_refused(toy: Store, tmp_path: Path) -> None:
    found = faults(toy, write(tmp_path / "organizations.csv", [["org:a/b", "A"]], ["id", "name"]))
    assert found == [("organizations.csv, row 2, id", "org:a/b is not an id for this.")]


def test_a_name_of_ten_megabytes_is_refused_and_not_repeated(toy: Store, tmp_path: Path) -> None:
    found = faults(toy, write(tmp_path / "organizations.csv", [["x" * 10_000_000]], ["name"]))
    assert found == [("organizations.csv, row 2, name", "The cell holds 10,000,000 characters.")]
    long = faults(toy, write(tmp_path / "organizations.csv", [["x" * 301]], ["name"]))
    assert long == [
        ("organizations.csv, row 2, name", "The text is 301 characters long; at most 300 fit.")
    ]


def test_a_latin_1_file_is_named_with_the_place_and_can_be_imported_as_such(
    toy: Store, tmp_path: Path
) -> None:
    path = tmp_path / "organizations.csv"
    path.write_bytes('id,name\norg:a,Plain\norg:b,"Comité, été"\n'.encode("latin-1"))
    found = faults(toy, path)
    assert found == [
        (
            "organizations.csv, row 3, name",
            "The file is not UTF-8: byte 0xE9 is not a letter there.",
        )
    ]
    report = ingest.run(toy, [path], encoding="latin-1")
    assert report.counts["organizations"] == (2, 0, 0)


@pytest.mark.parametrize(
    ("name", "content", "place", "problem"),
    [
        ("members.csv", b"", "members.csv", "The file is empty."),
        ("members.csv", b"\n\n", "members.csv", "The file is empty."),
        (
            "members.csv",
            b"organization,body\nA,B,C\n",
            "members.csv, row 2",
            "The row has 3 cells and the header only 2.",
        ),
        (
            "members.csv",
            b"organization,organization,body\n",
            "members.csv, row 1, organization",
            "The column organization stands there twice.",
        ),
        (
            "members.csv",
            b"organization,role\nA,member\n",
            "members.csv, row 1, body",
            "The column body is missing.",
        ),
        (
            "members.csv",
            b"a\x00b\n",
            "members.csv, row 1",
            "The file holds null bytes; it is not a text.",
        ),
        (
            "odd.csv",
            b"colour,shape\nred,round\n",
            "odd.csv",
            "It is not clear which table odd holds.",
        ),
        ("report.pdf", b"%PDF", "report.pdf", "report.pdf is not a spreadsheet."),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    toy: Store, tmp_path: Path, name: str, content: bytes, place: str, problem: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InvalidInput) as raised:
        ingest.run(toy, [path])
    assert [(str(f.place), str(f.problem)) for f in raised.value.faults] == [(place, problem)]


def test_a_quotation_mark_left_open_is_named_with_its_row(toy: Store, tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    path.write_text('organization,body\nA,"B\nC,D\n')
    with pytest.raises(InvalidInput) as raised:
        ingest.run(toy, [path])
    assert [fault.place.row for fault in raised.value.faults] == [3]


def test_a_broken_workbook_and_a_missing_file_are_named(toy: Store, tmp_path: Path) -> None:
    broken = tmp_path / "members.xlsx"
    broken.write_bytes(b"PK\x03\x04 not really")
    missing = tmp_path / "gone.csv"
    with pytest.raises(InvalidInput) as raised:
        ingest.run(toy, [broken, missing, tmp_path / "nowhere"])
    files = [fault.place.file for fault in raised.value.faults]
    assert files == ["gone.csv", "members.xlsx", "nowhere"]


def test_an_empty_folder_is_named(toy: Store, tmp_path: Path) -> None:
    assert faults(toy, tmp_path) == [(tmp_path.name, "The folder holds no spreadsheet.")]


def test_a_former_member_without_any_date_is_refused(toy: Store, tmp_path: Path) -> None:
    found = faults(
        toy,
        write(
            tmp_path / "members.csv",
            [["one", "Council", "School", "former member"]],
            ["partnership", "body", "organization", "role"],
        ),
    )
    assert found == [("members.csv, row 2, role", "It says former, but not until when.")]
