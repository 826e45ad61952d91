"""The commands on the embedded store: records in and out, and the questions."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.main import get_command

from graphsvc.api.app import create_app
from graphsvc.cli.app import gather
from graphsvc.settings import Settings
from graphsvc.store import open_store
from tests.cli.conftest import Run

SIMCOE = "lip:simcoe-county"


@pytest.fixture(scope="module")
def seeded(run: Run, folder: Path) -> Iterator[Run]:
    """The command, with the real records loaded, and the server kept running in between."""
    loaded = run("seed", "--json")
    assert loaded.returncode == 0, loaded.stderr
    assert json.loads(loaded.stdout)["counts"]["memberships"] == {
        "new": 259,
        "changed": 0,
        "same": 0,
    }
    with open_store(Settings(data_dir=folder, neo4j_uri=None)):
        yield run


def test_every_command_explains_itself(run: Run) -> None:
    commands = get_command(gather()).commands  # type: ignore[attr-defined]  # a group has commands
    assert set(commands) == {
        "serve", "import", "export", "migrate", "validate", "seed", "demo",
        "centrality", "bridging", "between", "role", "sectors", "recommend", "measure",
        "key-players", "communities", "tables", "feedback", "backtest", "changes", "scenario",
        "cypher", "mixing", "pairs", "groups", "network", "measures", "purposes", "features",
        "search", "targets", "scenarios", "export-graph", "report", "views",
    }  # fmt: skip
    for name, command in commands.items():
        assert command.help, name
        for parameter in command.params:
            assert getattr(parameter, "help", None), (name, parameter.name)


def test_validate_tells_what_the_graph_holds(seeded: Run) -> None:
    told = json.loads(seeded("validate", "--json").stdout)
    assert (told["schema"], told["partnerships"], told["memberships"]) == ("valid", 72, 259)


def test_the_questions_have_the_same_answers_as_over_the_api(seeded: Run, folder: Path) -> None:
    settings = Settings(data_dir=folder, neo4j_uri=None)
    asked = {
        ("bridging", SIMCOE): f"/v1/bridging?scope={SIMCOE}",
        ("between", "health", "settlement", SIMCOE): (
            f"/v1/bridging/between?first=health&second=settlement&scope={SIMCOE}"
        ),
        ("role", "org:georgian-college", "--exclude", "host"): (
            "/v1/organizations/org:georgian-college/role?exclude=host"
        ),
        ("centrality", SIMCOE): f"/v1/centrality?scope={SIMCOE}",
        ("pairs", SIMCOE, "--view", "one_mode"): (
            f"/v1/measures/pairs?scope={SIMCOE}&view=one_mode&limit=500"
        ),
        ("groups", SIMCOE): f"/v1/measures/groups?scope={SIMCOE}",
        ("network", "all", "--view", "partnerships", "--measures", "all"): (
            "/v1/measures/network?view=partnerships&measures=all"
        ),
        ("sectors", SIMCOE): f"/v1/partnerships/{SIMCOE}/sectors",
        ("recommend", SIMCOE): f"/v1/partnerships/{SIMCOE}/invitations",
        ("recommend", "org:georgian-college"): (
            "/v1/organizations/org:georgian-college/recommendations"
        ),
    }
    with (
        open_store(settings) as store,
        TestClient(create_app(settings, store), base_url="http://127.0.0.1") as client,
    ):
        for words, address in asked.items():
            printed = seeded(*words, "--json")
            assert printed.returncode == 0, printed.stderr
            own, theirs = json.loads(printed.stdout), client.get(address).json()
            own["provenance"].pop("seconds")
            theirs["provenance"].pop("seconds")
            assert own == theirs


def test_rows_come_as_csv_and_tables_are_for_people(seeded: Run) -> None:
    printed = seeded("sectors", SIMCOE, "--as-of", "2016-01-01", "--csv")
    rows = list(csv.DictReader(io.StringIO(printed.stdout)))
    assert len(rows) == 20
    assert sum(int(row["seats"]) for row in rows) == 33
    table = seeded("sectors", SIMCOE, "--as-of", "2016-01-01")
    assert "francophone" in table.stdout
    assert "2016-01-01" in table.stdout
    french = seeded("bridging", SIMCOE, "--lang", "fr", "--limit", "1")
    assert french.returncode == 0


def test_linking_nodes_are_left_out_by_a_list_or_one_after_the_other(seeded: Run) -> None:
    def asked(*words: str) -> list[str]:
        printed = seeded("sectors", SIMCOE, *words, "--json")
        assert printed.returncode == 0, printed.stderr
        found: list[str] = json.loads(printed.stdout)["provenance"]["scope"]["exclude"]
        return sorted(found)

    every = ["funder", "host", "secretariat"]
    assert asked("--exclude", "host,secretariat,funder") == every
    assert asked("--exclude", "host", "--exclude", "funder, secretariat") == every
    assert asked() == []


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("bridging", "lip:nope"), 2, "lip:nope"),
        (("sectors", "org:georgian-college"), 2, "org:georgian-college"),
        (("bridging", "--as-of", "2017-02-30"), 2, "2017-02-30"),
        (("centrality", "--measures", "beauty"), 2, "beauty"),
        (("sectors", SIMCOE, "--exclude", "host,king"), 2, "king cannot be left out"),
        (("bridging", "--exclude", "king"), 2, "Use any of: host, secretariat and funder"),
        (("bridging", "--json", "--csv"), 2, "Ask for JSON or for CSV"),
        (("recommend", "lip:nope"), 2, "lip:nope"),
        (("feedback", SIMCOE, "org:nope", "declined", "--author", "LIP"), 2, "org:nope"),
        (("demo",), 1, "GRAPHSVC_DATA_DIR"),
        (("import", "nothing.csv"), 2, "nothing.csv"),
        (("import", "x.csv", "--encoding", "utf-16"), 2, "utf-8"),
    ],
)
def test_what_cannot_be_done_is_said_without_a_traceback(
    seeded: Run, words: tuple[str, ...], code: int, told: str
) -> None:
    printed = seeded(*words)
    assert printed.returncode == code
    assert told in printed.stderr
    assert "Traceback" not in printed.stderr
    assert printed.stdout == ""


def test_what_is_exported_can_be_imported_and_changes_nothing(seeded: Run, tmp_path: Path) -> None:
    assert seeded("export", tmp_path).returncode == 0
    again = json.loads(seeded("import", tmp_path, "--json").stdout)
    assert not again["applied"]
    assert all(each["new"] == each["changed"] == 0 for each in again["counts"].values())
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert seeded("export", tmp_path).returncode == 0
    assert first == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


def test_faults_of_a_file_are_printed_and_nothing_is_written(seeded: Run, tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    path.write_text("organization,body,role\nA,Lost,king\n")
    before = json.loads(seeded("validate", "--json").stdout)["revision"]
    printed = seeded("import", path)
    assert printed.returncode == 2
    assert "members.csv, row 2, body" in printed.stderr
    assert json.loads(seeded("validate", "--json").stdout)["revision"] == before


def test_a_dry_run_writes_nothing(seeded: Run, tmp_path: Path) -> None:
    path = tmp_path / "organizations.csv"
    path.write_text("name\nNew\n")
    printed = seeded("import", path, "--dry-run")
    assert "organizations: 1 new" in printed.stdout
    assert "Nothing was written." in printed.stdout


def test_the_demonstration_loads_into_an_empty_graph_and_tells_its_truths(
    run: Run, tmp_path: Path
) -> None:
    data, truths = str(tmp_path / "data"), tmp_path / "truths.json"
    printed = run("demo", "--partnerships", "3", "--truths", truths, GRAPHSVC_DATA_DIR=data)
    assert printed.returncode == 0, printed.stderr
    assert "records loaded" in printed.stdout
    told = json.loads(truths.read_text())
    assert told["partnerships"] == 3
    held = json.loads(run("validate", "--json", GRAPHSVC_DATA_DIR=data).stdout)
    assert held["partnerships"] == 3
    assert held["attendance"] > 0
    assert held["collaborations"] > 0
    again = run(
        "demo", "--partnerships", "3", "--beside", "--truths", truths, GRAPHSVC_DATA_DIR=data
    )
    assert again.returncode == 0
    assert json.loads(run("validate", "--json", GRAPHSVC_DATA_DIR=data).stdout)["partnerships"] == 3


def test_rows_are_cut_in_every_form_and_the_language_is_one_of_two(seeded: Run) -> None:
    shown = json.loads(seeded("bridging", SIMCOE, "--limit", "2", "--json").stdout)
    assert len(shown["rows"]) == 2
    rows = list(csv.DictReader(io.StringIO(seeded("bridging", "--limit", "3", "--csv").stdout)))
    assert len(rows) == 3
    wrong = seeded("bridging", SIMCOE, "--lang", "zz")
    assert wrong.returncode == 2
    assert "Traceback" not in wrong.stderr


def test_the_role_of_one_organization_names_its_stand_in(seeded: Run) -> None:
    words = ("role", "org:georgian-college", "--as-of", "2017-04-01")
    told = json.loads(seeded(*words, "--json").stdout)
    substitute = told["departure"]["stand_in"]
    (row,) = csv.DictReader(io.StringIO(seeded(*words, "--csv").stdout))
    assert row["organization_name"] == "Georgian College"
    assert row["departure_stand_in_organization"] == substitute["organization"]
    assert int(row["row_rank"]) == told["row"]["rank"]
    assert substitute["organization_name"] in seeded(*words).stdout
    refused = seeded("role", SIMCOE)
    assert (refused.returncode, SIMCOE in refused.stderr) == (2, True)


def test_brokerage_in_a_sheet_is_named_as_in_the_register(seeded: Run) -> None:
    names = next(csv.reader(io.StringIO(seeded("bridging", SIMCOE, "--csv").stdout)))
    registered = {
        each["name"]
        for each in json.loads(seeded("measures", "--json").stdout)
        if each["name"].startswith("brokerage_")
    }
    assert {each for each in registered if "representative" not in each} == {
        each
        for each in names
        if each.startswith("brokerage_") and not each.startswith("brokerage_partnerships_")
    }


def test_lists_in_lists_are_texts_in_csv(seeded: Run) -> None:
    text = seeded("bridging", "--csv", "--limit", "500", "--as-of", "2018-01-01").stdout
    assert "org:" in text
    for mark in ("['", "']", "[[", "{'"):
        assert mark not in text
    parts = [row["separation_cut_off"] for row in csv.DictReader(io.StringIO(text))]
    # Somebody cuts two parts off, or one part of several.
    assert any(" | " in each or "; " in each for each in parts)


def test_cypher_prints_json_csv_and_a_table_and_refuses_to_write(run: Run) -> None:
    query = "UNWIND $list AS n RETURN n, $text AS text"
    words = ("cypher", query, "--param", "list=[1, 2]", "--param", "text=a b", "--limit", "1")
    done = run(*words, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["columns"], found["rows"], found["truncated"]) == (
        ["n", "text"],
        [[1, "a b"]],
        True,
    )
    assert "There is more" in done.stderr
    assert run(*words, "--csv").stdout == "n,text\n1,a b\n"
    refused = run("cypher", "CREATE (n)")
    assert refused.returncode == 2
    assert "Line 1, column 1: CREATE is not allowed" in refused.stderr
    assert run("cypher", "RETURN $x").returncode == 2
