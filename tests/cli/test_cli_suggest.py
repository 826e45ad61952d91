"""tables, feedback and backtest, on a small graph, in the process of the test."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from graphsvc.cli.app import gather
from graphsvc.errors import GraphsvcError, InvalidInput, NotFound
from graphsvc.model.entities import Body, Changes, Membership, Organization, Partnership
from graphsvc.settings import Settings
from graphsvc.store import journal, migrations, open_store

MEMBERS = {"a": "x c", "b": "c p q", "d": "q r"}
DAY = ("--as-of", "2026-01-01")
Ask = Callable[..., Result]


def small() -> Changes:
    """Three tables of one partnership."""
    names = sorted({name for found in MEMBERS.values() for name in found.split()})
    return Changes(
        partnerships=(Partnership(id="lip:one", name="One"),),
        bodies=tuple(Body(id=f"body:{each}", name=each, part_of="lip:one") for each in MEMBERS),
        organizations=tuple(Organization(id=f"org:{name}", name=name.upper()) for name in names),
        memberships=tuple(
            Membership(id=f"seat:{name}~{body}", organization=f"org:{name}", body=f"body:{body}")
            for body, found in MEMBERS.items()
            for name in found.split()
        ),
    )


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ask]:
    """The commands, with the graph loaded and the server kept running in between."""
    monkeypatch.setenv("GRAPHSVC_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("GRAPHSVC_NEO4J_URI", raising=False)
    with open_store(Settings(data_dir=tmp_path, neo4j_uri=None)) as store:
        migrations.migrate(store)
        journal.apply(store, small())
        yield lambda *words: CliRunner().invoke(gather(), list(words))


def suggested(ask: Ask) -> list[str]:
    printed = ask("tables", "org:x", "--purpose", "likely", "--json", *DAY)
    assert printed.exit_code == 0, printed.output
    return [each["body"] for each in json.loads(printed.stdout)["suggestions"]]


def fails(ask: Ask, *words: str) -> GraphsvcError:
    error = ask(*words).exception
    assert isinstance(error, GraphsvcError)
    return error


def test_what_is_said_of_a_suggestion_is_respected_and_can_be_taken_back(ask: Ask) -> None:
    # c sits with x, and on b.
    assert suggested(ask) == ["body:b"]
    assert "author" in str(fails(ask, "feedback", "org:x", "body:b", "declined"))
    said = ask(
        "feedback", "org:x", "body:b", "declined", "--author", "One LIP", "--date", "2026-04-02"
    )
    assert said.exit_code == 0, said.output
    assert suggested(ask) == []
    assert json.loads(ask("feedback", "org:x", "--json").stdout) == [
        {
            "id": "said:org.x~body.b",
            "asker": "org:x",
            "asker_name": "X",
            "candidate": "body:b",
            "candidate_name": "b",
            "verdict": "declined",
            "date": "2026-04-02",
            "author": "One LIP",
        }
    ]
    (cells,) = csv.DictReader(io.StringIO(ask("feedback", "--csv").stdout))
    assert cells["candidate"] == "body:b"
    assert "One LIP" in ask("feedback").stdout
    assert ask("feedback", "org:x", "body:b", "taken_back").exit_code == 0
    assert suggested(ask) == ["body:b"]
    assert json.loads(ask("feedback", "--json").stdout) == []
    # There is nothing to take back any more.
    assert isinstance(fails(ask, "feedback", "org:x", "body:b", "taken_back"), NotFound)


def test_what_cannot_be_said_is_told_with_every_fault(ask: Ask) -> None:
    words = ("feedback", "org:nobody", "org:p", "tried", "--author", "a.person@example.org")
    error = fails(ask, *words)
    assert isinstance(error, InvalidInput)
    assert [fault.place.field for fault in error.faults] == ["author", "asker"]
    unsaid = ask("feedback", "org:x", "--author", "One LIP")
    assert isinstance(unsaid.exception, InvalidInput)


def test_the_back_test_says_that_it_cannot_judge_a_graph_without_dates(ask: Ask) -> None:
    told = json.loads(ask("backtest", "--json", *DAY).stdout)
    assert (told["split"], told["judged"]) == (None, [])
    printed = ask("backtest", *DAY)
    assert printed.exit_code == 0
    assert "cannot be judged" in printed.output
    assert isinstance(fails(ask, "backtest", "--split", "2024"), InvalidInput)


def test_tables_are_told_to_people_and_to_spreadsheets(ask: Ask) -> None:
    printed = ask("tables", "org:x", "--purpose", "likely", *DAY)
    assert "1 table for X to join" in printed.output
    (row,) = csv.DictReader(
        io.StringIO(ask("tables", "org:x", "--purpose", "likely", "--csv", *DAY).stdout)
    )
    assert (row["body"], row["body_name"]) == ("body:b", "b")
    assert isinstance(fails(ask, "tables", "lip:one"), NotFound)


def test_the_newest_back_test_is_told_with_suggestions(ask: Ask) -> None:
    def note() -> str:
        printed = ask("recommend", "org:x", "--purpose", "likely", "--json", *DAY)
        return str(json.loads(printed.stdout)["notes"][-1])

    assert "run graphsvc backtest" in note()
    found = json.loads(ask("backtest", "--json", *DAY).stdout)["sentence"]
    assert note().endswith(found)
    assert "January 1, 2026" in note()


def test_a_sheet_without_rows_has_its_header(ask: Ask) -> None:
    # Nothing was said yet; then x declines the only table that is suggested to it.
    assert ask("feedback", "--csv").stdout == (
        "id,asker,asker_name,candidate,candidate_name,verdict,date,author\n"
    )
    one = ask("tables", "org:x", "--purpose", "likely", "--csv", *DAY)
    assert ask("feedback", "org:x", "body:b", "declined", "--author", "One LIP").exit_code == 0
    none = ask("tables", "org:x", "--purpose", "likely", "--csv", *DAY)
    assert none.stdout.splitlines() == one.stdout.splitlines()[:1]
    assert none.stdout.startswith("body,body_name,partnership,rank,score,")


def test_suggestions_are_looked_for_inside_a_scope(ask: Ask) -> None:
    # x meets c, who sits with p and q on b; d has no member that x meets.
    assert suggested(ask)[0] == "body:b"
    for words, key, found in (
        (("tables", "org:x", "--purpose", "bridging"), "body", ["body:d"]),
        (("recommend", "org:x", "--purpose", "likely"), "organization", ["org:q"]),
        (("recommend", "body:a", "--purpose", "likely"), "organization", ["org:q"]),
    ):
        printed = ask(*words, "--scope", "body:d", "--json", *DAY)
        assert printed.exit_code == 0, printed.output
        answer = json.loads(printed.stdout)
        assert [each[key] for each in answer["suggestions"]] == found
        assert answer["provenance"]["scope"]["of"] == "body:d"
        assert isinstance(fails(ask, *words, "--scope", "lip:nowhere", *DAY), NotFound)


def test_of_many_pairs_the_largest_are_printed_and_it_is_said(ask: Ask) -> None:
    # Who shares a table: c-x, c-p, c-q, p-q, q-r.
    words = ("pairs", "--measures", "projection_count", "--top", "2", *DAY)
    printed = ask(*words, "--csv")
    assert printed.exit_code == 0, printed.output
    rows = list(csv.DictReader(io.StringIO(printed.stdout)))
    assert [(row["first"], row["second"]) for row in rows] == [
        ("org:c", "org:p"),
        ("org:c", "org:q"),
    ]
    said = "Of 5 pairs, 2 are given: the 2 largest by projection_count."
    assert said in " ".join(printed.stderr.split())
    answer = json.loads(ask(*words, "--json").stdout)
    assert (answer["sentence"], answer["total"], answer["pairs"]) == (said, 2, 5)
