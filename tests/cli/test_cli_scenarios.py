"""Scenarios on the command line: kept, taken to another machine, and worked out there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graphsvc.settings import Settings
from graphsvc.store import open_store
from tests.cli.conftest import Run

SENT: dict[str, Any] = {
    "name": "If the clinic left",
    "add": {"memberships": [{"organization": "org:library", "body": "body:toy~health-table"}]},
    "remove": {"organizations": ["org:clinic"]},
}
MINE = "scen:clinic-left"


@pytest.fixture(scope="module")
def filled(run: Run, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The command, with two bodies of a partnership in the graph, and the server kept running."""
    tables = tmp_path_factory.mktemp("tables")
    (tables / "partnerships.csv").write_text("id,name\nlip:toy,Toy LIP\n")
    (tables / "members.csv").write_text(
        "partnership,body,body kind,organization\n"
        "lip:toy,Council,council,Clinic\nlip:toy,Council,council,Library\n"
        "lip:toy,Health table,sector table,Clinic\nlip:toy,Health table,sector table,School\n"
    )
    with open_store(Settings(data_dir=folder, neo4j_uri=None)):
        loaded = run("import", tables)
        assert loaded.returncode == 0, loaded.stderr
        yield run


def worked_out(run: Run, *words: str | Path, **more: str) -> dict[str, Any]:
    printed = run("scenario", *words, "--json", **more)
    assert printed.returncode == 0, printed.stderr
    answer: dict[str, Any] = json.loads(printed.stdout)
    answer.pop("provenance")  # it tells how long it took
    return answer


def test_a_kept_scenario_moves_to_another_machine_with_the_graph(
    filled: Run, tmp_path: Path
) -> None:
    path = tmp_path / "left.json"
    path.write_text(json.dumps(SENT))
    first = worked_out(filled, path, "--keep", MINE)
    exported, there = tmp_path / "exported", str(tmp_path / "there")
    printed = filled("export", exported)
    assert (printed.returncode, "scenarios.json: 1" in printed.stdout) == (0, True)
    written = {file.name: file.read_bytes() for file in exported.iterdir()}
    with open_store(Settings(data_dir=Path(there), neo4j_uri=None)):
        looked = filled("import", exported, "--dry-run", GRAPHSVC_DATA_DIR=there)
        assert "scenarios: 1 new, 0 changed, 0 the same" in looked.stdout
        assert filled("scenario", MINE, GRAPHSVC_DATA_DIR=there).returncode == 2
        assert filled("import", exported, GRAPHSVC_DATA_DIR=there).returncode == 0
        assert worked_out(filled, MINE, GRAPHSVC_DATA_DIR=there) == first
        # The two machines hold the same, and what was written is what comes back.
        filled("export", tmp_path / "again", GRAPHSVC_DATA_DIR=there)
    assert {file.name: file.read_bytes() for file in (tmp_path / "again").iterdir()} == written
    # One of the list is a file that the command takes.
    (one,) = json.loads(written["scenarios.json"])
    path.write_text(json.dumps(one))
    assert worked_out(filled, path) == first


def test_what_is_replaced_is_said(filled: Run, tmp_path: Path) -> None:
    path = tmp_path / "scenarios.json"
    path.write_text(json.dumps([{"id": "scen:replaced", **SENT}]))
    assert "1 new" in filled("import", path).stdout
    path.write_text(json.dumps([{"id": "scen:replaced", "name": "Nothing"}]))
    printed = filled("import", path)
    assert "scenarios: 0 new, 1 changed, 0 the same" in printed.stdout
    assert "as “If the clinic left” of" in printed.stderr.replace("\n", " ")


@pytest.mark.parametrize(
    ("sent", "words", "told"),
    [
        ("{", (), "left.json: The file is not JSON: EOF"),
        ('{"name": 7}', (), "left.json, name: This has to be a text."),
        ('{"name": "me@example.org"}', ("--keep", "org:x"), "name: The name holds an e-mail"),
        ('{"name": "me@example.org"}', ("--keep", "org:x"), "keep: org:x is not an id for this."),
    ],
)
def test_a_file_that_is_no_scenario_is_told_field_by_field(
    filled: Run, tmp_path: Path, sent: str, words: tuple[str, ...], told: str
) -> None:
    path = tmp_path / "left.json"
    path.write_text(sent)
    printed = filled("scenario", path, *words)
    assert (printed.returncode, printed.stdout) == (2, "")
    assert told in printed.stderr
    assert "Traceback" not in printed.stderr
