"""Seat targets, sectors across partnerships and mixing over the API."""

from __future__ import annotations

import csv
import io
from typing import Any

from starlette.testclient import TestClient

from graphsvc.analytics.mixing import mixing
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.sector_matrix import sector_matrix
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_snapshot

DAY = "2017-04-01"
HALTON = "/v1/partnerships/lip:halton"
LIST = {
    "targets": [{"sector": "settlement", "seats": 2}, {"sector": "health", "seats": 3}],
    "since": "2017-01-01",
    "source": {"url": "https://example.org/terms", "date": "2016-12-01", "title": "Terms"},
}


def seats(client: TestClient, day: str = DAY) -> dict[str, int]:
    answer = client.get(f"{HALTON}/targets", params={"as_of": day}).json()
    assert answer["seats"] == sum(each["seats"] for each in answer["targets"])
    return {each["sector"]: each["seats"] for each in answer["targets"]}


def test_targets_are_set_shown_changed_and_undone(
    canada_client: TestClient, embedded: Store
) -> None:
    client = canada_client
    assert seats(client) == {}
    answer = client.put(f"{HALTON}/targets", json=LIST)
    assert answer.status_code == 200
    found = answer.json()
    assert (found["as_of"], found["seats"], found["revision"]) == ("2017-01-01", 5, 2)
    assert [each["sector"] for each in found["targets"]] == ["settlement", "health"]
    assert found["targets"][0]["sources"][0]["title"] == "Terms"
    # The same again changes nothing.
    assert client.put(f"{HALTON}/targets", json=LIST).json()["revision"] == 2
    less = {"targets": [{"sector": "health", "seats": 1}], "since": "2017-03-01"}
    assert client.put(f"{HALTON}/targets", json=less).status_code == 200
    assert seats(client) == {"health": 1}
    assert seats(client, "2017-02-01") == {"settlement": 2, "health": 3}
    assert seats(client, "2016-12-31") == {}
    # Undone by sending the list before from the same day on.
    client.put(f"{HALTON}/targets", json={**LIST, "since": "2017-03-01"})
    assert seats(client) == {"settlement": 2, "health": 3}
    # Another service on the same database reads the same.
    read = read_snapshot(embedded)
    assert {each.seats for each in read.targets_of_partnership["lip:halton"]} >= {2, 3}
    client.put(f"{HALTON}/targets", json={"targets": [], "since": "2017-03-02"})
    assert seats(client) == {}


def test_all_faults_of_targets_come_at_once_and_change_nothing(canada_client: TestClient) -> None:
    twice = {"targets": [{"sector": "health", "seats": 1}] * 2, "since": "2017-02-30"}
    answer = canada_client.put(f"{HALTON}/targets", json=twice)
    assert answer.status_code == 422
    faults = {each["field"]: each for each in answer.json()["errors"]}
    assert set(faults) == {"since", "targets.1.sector"}
    assert all(each["remedy"] for each in faults.values())
    for wrong in (
        {"targets": [{"sector": "health", "seats": 0}]},
        {"targets": [{"sector": "circus", "seats": 1}]},
        {"targets": [{"sector": "health", "seats": 1, "note": "x"}]},
        {"targets": [], "sources": ["src:nobody"], "since": "2017"},
        {},
    ):
        assert canada_client.put(f"{HALTON}/targets", json=wrong).status_code == 422
    unknown = {"targets": [{"sector": "health", "seats": 1}], "sources": ["src:nobody"]}
    answer = canada_client.put(f"{HALTON}/targets", json=unknown)
    assert answer.status_code == 422
    assert "src:nobody" in answer.json()["errors"][0]["problem"]
    assert canada_client.put("/v1/partnerships/lip:none/targets", json=LIST).status_code == 404
    assert canada_client.get("/v1/partnerships/lip:none/targets").status_code == 404
    assert seats(canada_client) == {}


def test_seats_are_compared_with_targets_and_without_them_the_error_says_what_to_do(
    canada_client: TestClient,
) -> None:
    params = {"as_of": DAY, "reference": "targets"}
    answer = canada_client.get(f"{HALTON}/sectors", params=params)
    assert answer.status_code == 422
    (fault,) = answer.json()["errors"]
    assert fault["field"] == "reference"
    assert "PUT /v1/partnerships/lip:halton/targets" in fault["remedy"]
    french = canada_client.get(f"{HALTON}/sectors", params={**params, "lang": "fr"}).json()
    assert "cible" in french["errors"][0]["problem"]
    canada_client.put(f"{HALTON}/targets", json=LIST)
    rows = canada_client.get(f"{HALTON}/sectors", params=params).json()["rows"]
    health = next(row for row in rows if row["sector"] == "health")
    assert health["counts"]["reference_seats"] == 3
    assert health["counts"]["reference_organizations"] is None
    seated = sum(row["counts"]["seats"] for row in rows)
    assert seated > 5
    assert health["found"]["reference_share"] == 3 / seated
    assert health["found"]["gap"] == 3 - health["counts"]["seats"]


def test_the_page_shows_the_target_beside_the_seats(canada_client: TestClient) -> None:
    page = {"as_of": DAY, "lang": "en"}
    assert "target:" not in canada_client.get("/partnerships/lip:halton", params=page).text
    canada_client.put(f"{HALTON}/targets", json=LIST)
    shown = canada_client.get("/partnerships/lip:halton", params=page).text
    assert shown.count("target: 3") == shown.count("target: 2") == 1
    assert shown.count("target:") == 2
    french = canada_client.get("/partnerships/lip:halton", params={**page, "lang": "fr"}).text
    assert french.count("cible") == 2


def test_the_matrix_is_what_the_function_says_as_json_and_as_csv(
    canada_client: TestClient, embedded: Store
) -> None:
    answer = canada_client.get("/v1/sectors", params={"as_of": DAY}).json()
    expected = sector_matrix(read_snapshot(embedded), DAY)
    assert len(answer["rows"]) == len(expected.rows) > 1_000
    for row, own in zip(answer["rows"], expected.rows, strict=True):
        assert (row["partnership"], row["sector"]) == (own.partnership, own.sector)
        assert row["representation_ratio"] == own.representation_ratio
        assert (row["shrunken"], row["rank"]) == (own.shrunken, own.rank)
        assert row["status"] == own.status
    params = {"as_of": DAY, "format": "csv", "lang": "fr"}
    table = canada_client.get("/v1/sectors", params=params)
    lines = list(csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff"))))
    assert len(lines) == len(expected.rows)
    assert {"partnership", "sector", "status", "representation_ratio", "shrunken", "rank"} <= set(
        lines[0]
    )
    refused = canada_client.get("/v1/sectors", params={"reference": "targets"})
    assert refused.status_code == 422
    assert canada_client.get("/v1/sectors", params={"scope": "all"}).status_code == 422


def test_mixing_is_what_the_function_says(canada_client: TestClient, embedded: Store) -> None:
    params: dict[str, Any] = {"scope": "lip:halton", "as_of": DAY, "exclude": "host"}
    answer = canada_client.get("/v1/mixing", params=params).json()
    scope = Scope.checked(read_snapshot(embedded), "lip:halton", DAY, frozenset({"host"}))  # type: ignore[arg-type]
    expected = mixing(read_snapshot(embedded), scope)
    assert answer["ties"] == expected.ties > 0
    assert [row["ties"] for row in answer["rows"]] == [row.ties for row in expected.rows]
    assert [row["expected"] for row in answer["rows"]] == [row.expected for row in expected.rows]
    assert answer["sentence"] == str(expected.sentence)
    assert canada_client.get("/v1/mixing", params={"scope": "lip:none"}).status_code == 404
    table = canada_client.get("/v1/mixing", params={**params, "format": "csv"}).text
    assert len(table.splitlines()) == 211


def test_a_sector_has_four_lines_over_the_api(canada_client: TestClient) -> None:
    rows = canada_client.get(f"{HALTON}/sectors", params={"as_of": DAY}).json()["rows"]
    for row in rows:
        assert {"counts", "activity", "connection", "leadership", "shrunken"} <= set(row)
        # The real records hold no meetings: then nothing is said of who came.
        assert row["activity"]["quiet"] is None
        assert row["activity"]["sentence"] is None
    tied = [row["connection"] for row in rows if row["connection"]["outside"] is not None]
    assert tied
    assert all(each["expected"] is not None and each["sentence"] for each in tied)
