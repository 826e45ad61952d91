"""The network as a whole over the API: the same numbers as the functions that work them out."""

from __future__ import annotations

import csv
import io

from starlette.testclient import TestClient

from graphsvc.analytics.change import changes
from graphsvc.analytics.communities import communities
from graphsvc.analytics.key_players import key_players
from graphsvc.analytics.scope import Scope
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_snapshot

DAY = "2017-04-01"
HALTON = "lip:halton"


def test_key_players_are_what_the_function_says(canada_client: TestClient, embedded: Store) -> None:
    asked: dict[str, str | int] = {
        "scope": HALTON,
        "as_of": DAY,
        "k": 2,
        "reach_by": "m_reach",
        "steps": 2,
    }
    answer = canada_client.get("/v1/key-players", params=asked).json()
    snapshot = read_snapshot(embedded)
    expected = key_players(
        snapshot, Scope.checked(snapshot, HALTON, DAY), k=2, reach_by="m_reach", steps=2
    )
    assert answer["organizations"] == expected.organizations > 4
    assert [row["aim"] for row in answer["rows"]] == ["fragment", "reach", "betweenness"]
    for row, own in zip(answer["rows"], expected.rows, strict=True):
        assert [each["organization"] for each in row["players"]] == [
            each.organization for each in own.players
        ]
        assert all(each["organization_name"] for each in row["players"])
        assert row["worth"]["fragmentation"] == own.worth.fragmentation
        assert row["worth"]["m_reached"] == own.worth.m_reached
        assert row["sentence"] == str(own.sentence)
    sheet = canada_client.get("/v1/key-players", params={**asked, "format": "csv"}).text
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert [row["players"].count("org:") for row in rows] == [2, 2, 2]


def test_a_number_out_of_range_is_named(canada_client: TestClient) -> None:
    answer = canada_client.get("/v1/key-players", params={"k": 0, "steps": 99})
    assert answer.status_code == 422
    assert {fault["field"] for fault in answer.json()["errors"]} == {"k", "steps"}


def test_communities_are_what_the_function_says(canada_client: TestClient, embedded: Store) -> None:
    asked = {"scope": "all", "as_of": DAY, "lang": "fr"}
    answer = canada_client.get("/v1/communities", params=asked).json()
    expected = communities(read_snapshot(embedded), Scope("all", DAY))
    assert answer["modularity_found_weighted"] == expected.modularity_found_weighted
    assert answer["core"]["organizations"] == list(expected.core.organizations)
    assert [row["organizations"] for row in answer["rows"]] == [
        list(row.organizations) for row in expected.rows
    ]
    assert all(row["name"].startswith("Autour de ") for row in answer["rows"])


def test_changes_are_what_the_function_says(canada_client: TestClient, embedded: Store) -> None:
    asked = {"since": "2015-06-01", "until": DAY, "scope": HALTON}
    answer = canada_client.get("/v1/changes", params=asked).json()
    expected = changes(read_snapshot(embedded), HALTON, "2015-06-01", DAY)
    assert answer["sentence"] == str(expected.sentence)
    assert [(row["kind"], row["date"]) for row in answer["rows"]] == [
        (row.kind, row.date) for row in expected.rows
    ]
    sheet = canada_client.get("/v1/changes", params={**asked, "format": "csv"}).text
    assert len(list(csv.DictReader(io.StringIO(sheet)))) == len(expected.rows)


def test_days_that_do_not_exist_are_named_at_once(canada_client: TestClient) -> None:
    answer = canada_client.get("/v1/changes", params={"since": "2020", "until": "x"})
    assert answer.status_code == 422
    assert {fault["field"] for fault in answer.json()["errors"]} == {"since", "until"}
    assert canada_client.get("/v1/changes", params={"as_of": DAY}).status_code == 422
