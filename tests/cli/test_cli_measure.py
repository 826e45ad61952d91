"""`graphsvc measure` as it is typed."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import typer
from typer.testing import CliRunner, Result

from graphsvc.analytics.measure import Level
from graphsvc.analytics.measures import measures
from graphsvc.analytics.network import Shape
from graphsvc.cli.measure import measure

NETWORKS = Path(__file__).parents[1] / "networks"
APP = typer.Typer()
APP.command()(measure)


def run(name: str, *options: str, events: bool = False) -> Result:
    """Run the command on one of the classic networks."""
    arguments = [
        str(NETWORKS / f"{name}_edges.csv"),
        "--nodes",
        str(NETWORKS / f"{name}_nodes.csv"),
    ]
    if events:
        arguments += ["--events", str(NETWORKS / f"{name}_events.csv")]
    return CliRunner().invoke(APP, [*arguments, *options])


def answer(name: str, *options: str, events: bool = False) -> dict[str, Any]:
    """Read the JSON that the command prints."""
    result = run(name, *options, "--json", events=events)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout, parse_constant=_not_a_number)
    return found


def _not_a_number(text: str) -> None:
    raise AssertionError(text)


def test_the_shape_of_the_answer() -> None:
    found = answer("davis", "--view", "one_mode", "--weighting", "count", events=True)
    measured = found.pop("measures")
    assert found == {
        "view": "one_mode",
        "weighting": "count",
        "directed": False,
        "group": "group",
        "nodes": 18,
        "ties": 139,
    }
    assert measured["density"] == {"level": "graph", "value": pytest.approx(139 / 153)}
    assert measured["betweenness"]["level"] == "node"
    assert len(measured["betweenness"]["values"]) == 18
    assert measured["jaccard"]["level"] == "pair"
    assert all(
        first < second
        for first, second in (key.split("|") for key in measured["jaccard"]["values"])
    )
    assert measured["seats"] == {"level": "group", "values": {"I": 49, "II": 40}}
    assert measured["modularity_found"]["seed"] == 0


@pytest.mark.parametrize(
    ("name", "options", "shape"),
    [
        ("davis", ("--view", "two_mode"), Shape.TWO_MODE),
        ("davis", ("--view", "one_mode"), Shape.ONE_MODE),
        ("karate", ("--view", "one_mode"), Shape.ONE_MODE),
        ("campnet", ("--view", "declared"), Shape.ONE_MODE),
        ("campnet", ("--view", "declared", "--directed"), Shape.DIRECTED),
    ],
)
def test_all_is_everything_the_view_defines(
    name: str, options: tuple[str, ...], shape: Shape
) -> None:
    found = answer(name, *options, "--measures", "all", events=name == "davis")["measures"]
    seats = name == "davis"
    expected = [each.name for each in measures(shape) if seats or not each.needs_affiliations]
    assert list(found) == expected
    for each in measures(shape):
        if each.name in found:
            assert found[each.name]["level"] == each.level
            assert ("value" in found[each.name]) == (each.level is Level.GRAPH)


def test_numbers_are_full_and_right() -> None:
    # NetworkX on the same file, read by other means.
    with (NETWORKS / "karate_edges.csv").open(encoding="utf-8") as file:
        ties = [(row["source"], row["target"]) for row in csv.DictReader(file)]
    theirs = nx.betweenness_centrality(nx.Graph(ties))
    found = answer("karate", "--view", "one_mode", "--measures", "betweenness_normalized,nodes")
    values = found["measures"]["betweenness_normalized"]["values"]
    assert values == pytest.approx(theirs, abs=1e-15)
    assert found["measures"]["nodes"]["value"] == 34
    assert found["weighting"] is None  # nothing was projected


def test_a_directed_pair_has_its_source_first() -> None:
    found = answer("campnet", "--view", "declared", "--directed", "--measures", "edge_betweenness")
    keys = found["measures"]["edge_betweenness"]["values"]
    assert "MICHAEL|HOLLY" in keys
    assert "HOLLY|MICHAEL" not in keys  # she did not name him
    assert found["directed"] is True


def test_undefined_is_null() -> None:
    found = answer("florentine", "--view", "one_mode", "--measures", "constraint,closeness")
    assert found["measures"]["constraint"]["values"]["Pucci"] is None
    assert found["measures"]["closeness"]["values"]["Pucci"] == 0


def test_another_group_column() -> None:
    found = answer(
        "karate", "--view", "one_mode", "--group", "faction", "--measures", "ei_index_network"
    )
    assert found["group"] == "faction"
    assert -1 < found["measures"]["ei_index_network"]["value"] < 0


def test_csv_has_a_row_for_each_number() -> None:
    result = run(
        "florentine", "--view", "one_mode", "--measures", "constraint,ties,bridge", "--csv"
    )
    rows = list(csv.reader(io.StringIO(result.stdout)))
    assert rows[0] == ["measure", "level", "of", "value"]
    assert ["constraint", "node", "Pucci", ""] in rows
    assert ["constraint", "node", "Pazzi", "1.0"] in rows
    assert ["ties", "graph", "", "20"] in rows
    assert ["bridge", "pair", "Pazzi|Salviati", "true"] in rows
    assert len(rows) == 1 + 16 + 1 + 20


def test_tables_are_for_reading() -> None:
    result = run("florentine", "--view", "one_mode")
    assert result.exit_code == 0
    for word in ("Whole graph", "Nodes", "Medici", "betweenness_normalized", "--measures all"):
        assert word in result.stdout
    pairs = run("florentine", "--view", "one_mode", "--measures", "jaccard,constraint")
    assert "80 more rows" in pairs.stdout  # 16 * 15 / 2 - 20 - 20
    assert "–" in pairs.stdout  # Pucci has no constraint


def test_the_same_bytes_whatever_the_seed_of_hashing(tmp_path: Path) -> None:
    """Sets of texts come in another order in each run; no number may depend on it."""
    script = tmp_path / "run.py"
    script.write_text(
        "import typer\nfrom graphsvc.cli.measure import measure\n"
        "app = typer.Typer()\napp.command()(measure)\napp()\n",
        encoding="utf-8",
    )
    name = str(NETWORKS / "scottish_1920")
    command = [sys.executable, str(script), f"{name}_edges.csv", "--nodes", f"{name}_nodes.csv"]
    command += ["--view", "one_mode", "--measures", "all", "--json"]
    outputs = {
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


class TestFaults:
    """Bad input ends with exit code 2 and all faults on standard error."""

    def test_in_the_files_and_in_the_names_at_once(self, tmp_path: Path) -> None:
        edges = tmp_path / "ties.csv"
        edges.write_text("source,target\na,a\n,b\n", encoding="utf-8")
        result = CliRunner().invoke(
            APP, [str(edges), "--view", "declared", "--measures", "degree,magic", "--json"]
        )
        assert result.exit_code == 2
        assert result.stdout == ""
        assert "3 faults" in result.stderr
        assert "There is no measure magic." in result.stderr
        assert "effective_size" in result.stderr  # the names there are
        assert "ties.csv, row 2, target: a is tied to itself." in result.stderr
        assert "ties.csv, row 3, source: There is no name." in result.stderr

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            (("--view", "one_mode", "--measures", "closeness_normalized"), "but for: two_mode"),
            (("--view", "one_mode", "--measures", "projection_newman"), "who sits on which body"),
            (("--view", "two_mode"), "There is no column actor"),
            (("--view", "one_mode", "--directed"), "Only the ties of the declared view"),
            (("--view", "one_mode", "--group", "sector"), "There is no column sector"),
            (("--view", "one_mode", "--json", "--csv"), "not for both"),
            (("--view", "one_mode", "--measures", ","), "No measure is named"),
            (("--view", "sideways"), "sideways"),
            (("--view", "one_mode", "--seed", "4294967296"), "2147483648"),
        ],
    )
    def test_in_the_options(self, options: tuple[str, ...], words: str) -> None:
        result = run("karate", *options)
        assert result.exit_code == 2
        assert words in result.stderr

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        result = CliRunner().invoke(APP, [str(tmp_path / "no.csv"), "--view", "two_mode"])
        assert result.exit_code == 2
        assert "no.csv: The file cannot be read" in result.stderr

    def test_names_that_make_the_same_key(self, tmp_path: Path) -> None:
        edges = tmp_path / "ties.csv"
        edges.write_text("source,target\na|b,c\na,b|c\n", encoding="utf-8")
        call = [str(edges), "--view", "declared", "--json", "--measures"]
        assert CliRunner().invoke(APP, [*call, "degree"]).exit_code == 0
        result = CliRunner().invoke(APP, [*call, "bridge"])
        assert result.exit_code == 2
        assert "same key" in result.stderr

    def test_nothing_in_a_file_reaches_the_terminal_as_a_command(self, tmp_path: Path) -> None:
        edges = tmp_path / "ties.csv"
        edges.write_text("source,target\n\x1b[2Ja,b\n[bold]x[/],\\y\n", encoding="utf-8")
        assert "\x1b" not in CliRunner().invoke(APP, [str(edges), "--view", "declared"]).stderr
        edges.write_text("source,target\n[bold]x[/],[link=http://e]y\n", encoding="utf-8")
        shown = CliRunner().invoke(APP, [str(edges), "--view", "declared"]).stdout
        assert "[bold]x[/]" in shown
        assert "[link=http://e]y" in shown


def test_what_all_leaves_out_is_said_on_standard_error() -> None:
    result = CliRunner().invoke(
        APP,
        [str(NETWORKS / "karate_edges.csv"), "--view", "one_mode", "--measures", "all", "--json"],
    )
    assert json.loads(result.stdout)["group"] is None
    assert "Left out: " in result.stderr
    assert "The groups of the organizations are not known." in result.stderr
