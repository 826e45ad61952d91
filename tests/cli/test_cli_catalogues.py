"""What the API serves beside the questions, on the command line: each the same as over the API."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from starlette.testclient import TestClient
from typer.main import get_command
from typer.testing import CliRunner, Result

from graphsvc.api.app import create_app
from graphsvc.cli.app import gather
from graphsvc.client.operations import OPERATIONS
from graphsvc.errors import InvalidInput, NotFound
from graphsvc.language import language
from graphsvc.model.entities import Body, Changes, Membership, Organization, Partnership
from graphsvc.settings import Settings
from graphsvc.store import journal, migrations, open_store

# What the command that shows an operation of the API is called. What has none, and why, is below.
COMMANDS = {
    "centrality": "centrality", "bridging": "bridging", "between": "between",
    "role": "role", "sectors": "sectors",
    "recommendations": "recommend", "body_invitations": "recommend",
    "partnership_invitations": "recommend", "tables": "tables", "backtest": "backtest",
    "sector_matrix": "sectors", "mixing": "mixing", "key_players": "key-players",
    "communities": "communities", "changes": "changes", "evaluate": "scenario",
    "scenario_result": "scenario", "scenarios": "scenarios", "scenario": "scenarios",
    "put_scenario": "scenario", "forget_scenario": "scenarios", "feedback": "feedback",
    "said": "feedback", "say": "feedback", "take_back": "feedback", "targets": "targets",
    "put_targets": "targets", "search": "search", "measures": "measures",
    "pair_measures": "pairs", "group_measures": "groups", "network_measures": "network",
    "purposes": "purposes", "features": "features", "export": "export-graph", "cypher": "cypher",
    "ready": "validate", "views": "views", "view": "views", "put_view": "views",
    "remove_view": "views",
}  # fmt: skip
# The command line works in its own process: there are no jobs, and no service that may be down.
IN_THE_SERVICE = {"jobs", "job", "cancel_job", "follow_job", "alive"}
# Records come and go by sheets, all or nothing (import, export); cypher lists them. What is edited
# one by one is undone so, where it stands.
ONE_BY_ONE = {
    f"{way}{kind}"
    for kind in ("partnership", "body", "organization", "membership")
    for way in ("", "put_", "create_")
} | {"partnerships", "bodies", "organizations", "memberships", "end_membership"}
ONE_BY_ONE |= {"edits", "edit", "undo"}

Ask = Callable[..., Result]
Get = Callable[[str], Any]


def small() -> Changes:
    """Two tables of one partnership: a clinic and a library on one, the clinic on the other."""
    seats = (("clinic", "health"), ("library", "health"), ("clinic", "youth"))
    return Changes(
        partnerships=(
            Partnership(id="lip:one", name="One"),
            Partnership(id="lip:two", name="Two"),
        ),
        bodies=(
            Body(id="body:health", name="Health", part_of="lip:one"),
            Body(id="body:youth", name="=Youth", part_of="lip:one"),
        ),
        organizations=(
            Organization(id="org:clinic", name="Clinic", name_fr="Clinique"),
            Organization(id="org:library", name="Library"),
        ),
        memberships=tuple(
            Membership(id=f"seat:{one}~{body}", organization=f"org:{one}", body=f"body:{body}")
            for one, body in seats
        ),
    )


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    """The API on a small graph; the commands find the same database, and one test's remains."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), neo4j_uri=None)
    with (
        pytest.MonkeyPatch.context() as patch,
        open_store(settings) as store,
        TestClient(create_app(settings, store), base_url="http://127.0.0.1") as client,
    ):
        patch.setenv("GRAPHSVC_DATA_DIR", str(settings.data_dir))
        patch.delenv("GRAPHSVC_NEO4J_URI", raising=False)
        migrations.migrate(store)
        journal.apply(store, small())
        yield lambda address: client.get(address).json()


@pytest.fixture
def ask(service: Get) -> Ask:
    return lambda *words: CliRunner().invoke(gather(), list(map(str, words)))


def told(ask: Ask, *words: str) -> Any:
    printed = ask(*words, "--json")
    assert printed.exit_code == 0, printed.output
    return json.loads(printed.stdout)


def rows(ask: Ask, *words: str) -> list[dict[str, str]]:
    printed = ask(*words, "--csv")
    assert printed.exit_code == 0, printed.output
    return list(csv.DictReader(io.StringIO(printed.stdout)))


def test_every_operation_of_the_api_has_a_command_or_a_reason_to_have_none() -> None:
    left_out = IN_THE_SERVICE | ONE_BY_ONE
    assert set(OPERATIONS) == set(COMMANDS) | left_out
    assert not set(COMMANDS) & left_out
    commands = get_command(gather()).commands  # type: ignore[attr-defined]  # a group has commands
    assert set(COMMANDS.values()) <= set(commands)


def test_purposes_and_features_are_those_of_the_api(ask: Ask, service: Get) -> None:
    for lang in ("en", "fr"):
        assert told(ask, "purposes", "--lang", lang) == service(f"/v1/purposes?lang={lang}")
        assert told(ask, "features", "--lang", lang) == service(f"/v1/features?lang={lang}")
    weights = rows(ask, "purposes")
    for purpose in ("likely", "bridging", "gap", "balanced"):
        own = [float(row["weight"]) for row in weights if row["purpose"] == purpose]
        assert len(own) == 8
        assert sum(own) == pytest.approx(1.0)
    found = rows(ask, "features")
    assert {row["of"] for row in found} == {"organizations", "tables"}
    assert all(row["documentation"] for row in found)
    assert "Who is close already" in ask("purposes").stderr
    assert "proximity" in ask("features").stdout


def test_an_id_is_found_by_a_name(ask: Ask, service: Get) -> None:
    found = told(ask, "search", "cliniqe", "--kind", "organizations", "--lang", "fr")
    assert found == service("/v1/search?q=cliniqe&kind=organizations&lang=fr")
    assert [(each["id"], each["name"]) for each in found["items"]] == [("org:clinic", "Clinique")]
    (row,) = rows(ask, "search", "youth", "--limit", "1")
    assert (row["id"], row["name"]) == ("body:youth", "'=Youth")  # no formula for a spreadsheet
    assert "org:library" in ask("search", "library").stdout
    nothing = ask("search", "zzzzzz")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert isinstance(ask("search", "x", "--as-of", "2017-02-30").exception, InvalidInput)


def test_targets_are_set_all_at_once_and_ended(ask: Ask, service: Get) -> None:
    assert "no targets" in ask("targets", "lip:one", "--as-of", "2026-02-01").stderr
    words = ("targets", "lip:one", "health=3", "housing=1", "--since", "2026-01-01")
    assert told(ask, *words)["seats"] == 4
    found = told(ask, "targets", "lip:one", "--as-of", "2026-02-01")
    assert found == service("/v1/partnerships/lip:one/targets?as_of=2026-02-01")
    assert {each["sector"]: each["seats"] for each in found["targets"]} == {
        "health": 3,
        "housing": 1,
    }
    # A sector that is not named again has none from that day on; the days before keep theirs.
    assert ask("targets", "lip:one", "health=2", "--since", "2026-06-01").exit_code == 0
    (row,) = rows(ask, "targets", "lip:one", "--as-of", "2026-06-01")
    assert (row["sector"], row["seats"], row["since"]) == ("health", "2", "2026-06-01")
    assert len(rows(ask, "targets", "lip:one", "--as-of", "2026-02-01")) == 2
    assert ask("targets", "lip:one", "--none", "--since", "2026-07-01").exit_code == 0
    assert rows(ask, "targets", "lip:one", "--as-of", "2026-07-01") == []
    header = ask("targets", "lip:one", "--as-of", "2026-07-01", "--csv").stdout
    assert header == "id,sector,seats,since,until,sources\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("health",), "health: This has to be a whole number. Write a sector with its seats"),
        (("healt=3",), "healt=3: Use one of: "),
        (("health=0",), "health=0: It cannot be accepted"),
        (("health=99999999999999999999",), "This has to be a whole number"),
        (("health=1", "health=2"), "stands here twice"),
        (("health=1", "--since", "2026-02-30"), "There is no day 2026-02-30"),
        (("health=1", "--source", "src:nope"), "src:nope"),
    ],
)
def test_targets_that_cannot_be_set_are_told_word_by_word(
    ask: Ask, words: tuple[str, ...], said: str
) -> None:
    error = ask("targets", "lip:two", *words).exception
    assert isinstance(error, InvalidInput)
    assert said in str(error)
    assert rows(ask, "targets", "lip:two") == []


def test_targets_are_asked_for_in_one_way(ask: Ask) -> None:
    for words in (
        ("health=1", "--none"),
        ("health=1", "--as-of", "2026-01-01"),
        ("--since", "2026-01-01"),
        ("--json", "--csv"),
    ):
        assert isinstance(ask("targets", "lip:two", *words).exception, InvalidInput)
    assert isinstance(ask("targets", "lip:nope", "health=1").exception, NotFound)
    assert isinstance(ask("targets", "lip:nope").exception, NotFound)


def test_views_are_saved_listed_shown_and_removed(ask: Ask, service: Get) -> None:
    assert "No view" in ask("views").stderr
    address = "/map?of=lip%3Aone#node=org%3Aclinic"
    words = ("--save", address, "--name", "For Thursday", "--author", "Secretariat")
    assert "Saved: view:one" in ask("views", "view:one", *words).stderr
    assert told(ask, "views") == service("/v1/views")
    (row,) = rows(ask, "views")
    assert (row["name"], row["address"], row["author"]) == ("For Thursday", address, "Secretariat")
    assert told(ask, "views", "view:one") == service("/v1/views/view:one")
    assert address in ask("views", "view:one").stdout
    faulty = ask("views", "org:two", "--save", "https://example.org", "--name", " ").exception
    assert isinstance(faulty, InvalidInput)
    assert {each.place.field for each in faulty.faults} == {"item", "name", "address"}
    for wrong in (("--remove",), ("view:one", "--save", "/")):
        assert isinstance(ask("views", *wrong).exception, InvalidInput)
    assert "Removed: view:one" in ask("views", "view:one", "--remove").stderr
    assert told(ask, "views") == []
    assert isinstance(ask("views", "view:one").exception, NotFound)


def test_scenarios_are_listed_shown_and_forgotten(ask: Ask, service: Get, tmp_path: Path) -> None:
    assert "No scenario" in ask("scenarios").stderr
    file = tmp_path / "left.json"
    remove = {"organizations": ["org:clinic"]}
    seat = {"organization": "org:library", "body": "body:youth"}
    sent = {"name": "If it left", "remove": remove, "add": {"memberships": [seat]}}
    file.write_text(json.dumps(sent))
    assert ask("scenario", file, "--keep", "scen:left").exit_code == 0
    assert told(ask, "scenarios") == service("/v1/scenarios")
    (row,) = rows(ask, "scenarios")
    assert (row["id"], row["name"]) == ("scen:left", "If it left")
    shown = told(ask, "scenarios", "scen:left")
    assert shown == service("/v1/scenarios/scen:left")
    # What is shown is a file that the command takes.
    file.write_text(json.dumps(shown))
    assert ask("scenario", file).exit_code == 0
    parts = rows(ask, "scenarios", "scen:left")
    assert [(p["change"], p["kind"], p["id"], p["organization"], p["body"]) for p in parts] == [
        ("add", "memberships", "", "org:library", "body:youth"),
        ("remove", "organizations", "org:clinic", "", ""),
    ]
    assert "If it left (scen:left)" in ask("scenarios", "scen:left").stdout
    assert isinstance(ask("scenarios", "--forget").exception, InvalidInput)
    assert "Forgotten: scen:left" in ask("scenarios", "scen:left", "--forget").stderr
    assert told(ask, "scenarios") == []
    assert isinstance(ask("scenarios", "scen:left").exception, NotFound)
    assert isinstance(ask("scenarios", "scen:left", "--forget").exception, NotFound)


def test_a_graph_is_written_in_the_format_that_the_ending_names(ask: Ask, tmp_path: Path) -> None:
    ties = {
        ("org:clinic", "body:health"),
        ("org:library", "body:health"),
        ("org:clinic", "body:youth"),
    }
    for form, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        file = tmp_path / f"all.{form}"
        done = ask("export-graph", file)
        assert done.exit_code == 0, done.output
        assert ": 4; ties: 3." in " ".join(done.stderr.split())
        assert set(map(frozenset, read(file).edges())) == set(map(frozenset, ties))
    printed = ask("export-graph", "-", "lip:one", "--form", "csv", "--view", "one_mode")
    assert list(csv.reader(io.StringIO(printed.stdout)))[1:] == [
        ["org:clinic", "org:library", "1", "Clinic", "Library"]
    ]


def test_a_graph_that_cannot_be_written_is_told_in_both_languages(ask: Ask, tmp_path: Path) -> None:
    error = ask("export-graph", tmp_path / "all.xls").exception
    assert isinstance(error, InvalidInput)
    assert "Use one of: .graphml, .gexf, .json and .csv" in str(error)
    (fault,) = error.faults
    assert language("fr").render(fault.problem).endswith("n’indique aucun format.")
    error = ask("export-graph", tmp_path / "no" / "all.csv").exception
    assert isinstance(error, InvalidInput)
    assert "cannot be written" in str(error)
    confidential = ask("export-graph", tmp_path / "all.csv", "--view", "declared").exception
    assert isinstance(confidential, InvalidInput)
    assert "in confidence" in str(confidential)
    assert not (tmp_path / "all.csv").exists()
