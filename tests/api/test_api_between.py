"""Who bridges two sectors over the API: what the function says, as JSON and as CSV."""

from __future__ import annotations

import csv
import io

import pytest
from starlette.testclient import TestClient

from graphsvc.analytics.between_sectors import between
from graphsvc.analytics.scope import Exclusion, Scope
from graphsvc.api import waiting
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_snapshot

ADDRESS = "/v1/bridging/between?first=health&second=settlement"


def test_it_is_what_the_function_says(canada_client: TestClient, embedded: Store) -> None:
    asked = f"{ADDRESS}&scope=lip:peel&as_of=2024-01-01&exclude=host"
    answer = canada_client.get(asked).json()
    scope = Scope("lip:peel", "2024-01-01", frozenset({Exclusion.HOST}))
    expected = between(read_snapshot(embedded), scope, "health", "settlement")
    names = ("pairs", "meeting", "joined", "apart", "organizations_first", "organizations_second")
    assert {name: answer[name] for name in names} == {
        name: getattr(expected, name) for name in names
    }
    assert answer["sentence"] == str(expected.sentence)
    assert [(row["organization"], row["pairs"], row["alone"]) for row in answer["rows"]] == [
        (row.organization, row.pairs, row.alone) for row in expected.rows
    ]
    assert (answer["first"], answer["second"]) == ("health", "settlement")


def test_the_whole_network_adds_up(canada_client: TestClient) -> None:
    answer = canada_client.get(ADDRESS).json()
    assert answer["pairs"] == answer["organizations_first"] * answer["organizations_second"]
    assert answer["pairs"] == answer["meeting"] + answer["joined"] + answer["apart"]
    rows = answer["rows"]
    assert len(rows) >= 3
    assert sum(row["alone"] for row in rows) <= answer["joined"]
    assert sum(row["pairs"] for row in rows) >= answer["joined"]
    assert answer["sentence"].startswith(rows[0]["organization_name"])
    few = canada_client.get(f"{ADDRESS}&limit=2").json()
    assert few["rows"] == rows[:2]
    assert few["pairs"] == answer["pairs"]


def test_rows_come_as_csv(canada_client: TestClient) -> None:
    rows = canada_client.get(ADDRESS).json()["rows"]
    table = list(csv.DictReader(io.StringIO(canada_client.get(f"{ADDRESS}&format=csv").text)))
    assert [row["organization"] for row in table] == [row["organization"] for row in rows]
    assert [int(row["pairs"]) for row in table] == [row["pairs"] for row in rows]
    nobody = f"{ADDRESS}&scope=lip:calgary&format=csv"
    assert canada_client.get(nobody).text.startswith("organization,organization_name,sector,rank,")


def test_what_takes_long_is_a_job(
    canada_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "LONGEST", -1.0)
    asked = f"{ADDRESS}&scope=lip:halton&as_of=2019-02-03"
    first = canada_client.get(asked)
    assert first.status_code == 202
    with canada_client.stream("GET", f"{first.headers['location']}/events") as told:
        assert "event: done" in "".join(told.iter_text())
    assert canada_client.get(asked).json()["provenance"]["method"] == "between"


@pytest.mark.parametrize(
    ("address", "status", "field"),
    [
        ("/v1/bridging/between?first=health&second=health", 422, "second"),
        ("/v1/bridging/between?first=sports&second=health", 422, "first"),
        ("/v1/bridging/between?first=health", 422, "second"),
        (f"{ADDRESS}&as_of=2017-02-30", 422, "as_of"),
        (f"{ADDRESS}&scope=lip:nope", 404, None),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(
    canada_client: TestClient, address: str, status: int, field: str | None
) -> None:
    answer = canada_client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    if field is not None:
        assert [each["field"] for each in answer.json()["errors"]] == [field]


def test_an_empty_graph_has_nobody(client: TestClient) -> None:
    answer = client.get(ADDRESS).json()
    assert (answer["rows"], answer["pairs"], answer["joined"]) == ([], 0, 0)
