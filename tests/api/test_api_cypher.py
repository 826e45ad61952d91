"""/v1/cypher: who may ask, what comes back, in which form, and how a fault is told."""

from __future__ import annotations

import csv
import io
from typing import Any

from starlette.testclient import TestClient

from graphsvc.api.app import create_app
from graphsvc.settings import Settings
from graphsvc.store.bolt import Store
from tests.api.conftest import BASE

ADDRESS = "/v1/cypher"


def ask(client: TestClient, query: str, headers: Any = None, **more: Any) -> Any:
    return client.post(ADDRESS, json={"query": query, **more}, headers=headers)


def test_an_answer_has_columns_rows_and_the_revision(canada_client: TestClient) -> None:
    query = "MATCH (l:LIP {id: $id}) RETURN l.id AS id, l.name AS name, 0.0 / 0.0 AS nan"
    answer = ask(canada_client, query, parameters={"id": "lip:ottawa"})
    assert answer.status_code == 200
    found = answer.json()
    assert found.pop("seconds") >= 0
    assert found == {
        "columns": ["id", "name", "nan"],
        "rows": [["lip:ottawa", "Ottawa Local Immigration Partnership (OLIP)", None]],
        "truncated": False,
        "revision": canada_client.get("/readyz").json()["revision"],
    }
    assert answer.headers["cache-control"] == "no-store"


def test_rows_come_as_csv_that_is_safe_to_open(client: TestClient) -> None:
    query = "UNWIND [1, 2, 3] AS n RETURN n, '=1+1' AS text, [n, [n]] AS list, ['a', 'b'] AS texts"
    for answer in (
        ask(client, query, {"Accept": "text/csv"}, limit=2),
        client.post(f"{ADDRESS}?format=csv", json={"query": query, "limit": 2}),
    ):
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert answer.headers["graphsvc-truncated"] == "true"
        assert list(csv.reader(io.StringIO(answer.text))) == [
            ["n", "text", "list", "texts"],
            ["1", "'=1+1", "[1, [1]]", "a; b"],
            ["2", "'=1+1", "[2, [2]]", "a; b"],
        ]


def test_a_fault_names_clause_place_and_remedy_in_both_languages(client: TestClient) -> None:
    answer = ask(client, "MATCH (n:Body)\nSET n.x = 1")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    [fault] = answer.json()["errors"]
    assert fault["field"] == "query"
    assert fault["problem"] == "Line 2, column 1: SET is not allowed: a query only reads."
    assert "MATCH, OPTIONAL MATCH, WHERE" in fault["remedy"]
    french = client.post(f"{ADDRESS}?lang=fr", json={"query": "RETURN $x"}).json()
    assert french["errors"][0]["problem"].startswith("La requête utilise $x")


def test_all_faults_of_form_come_at_once(client: TestClient) -> None:
    answer = ask(client, "", limit=0, seconds=1_000, parameters=[], nonsense=1)
    assert answer.status_code == 422
    fields = {fault["field"] for fault in answer.json()["errors"]}
    assert fields == {"query", "limit", "seconds", "parameters", "nonsense"}


def test_another_web_site_may_not_ask(client: TestClient) -> None:
    for headers in ({"Origin": "https://example.org"}, {"Sec-Fetch-Site": "cross-site"}):
        assert ask(client, "RETURN 1", headers).status_code == 403
    # A form of another site cannot send JSON without asking first; what it can send is refused.
    plain = {"Content-Type": "text/plain"}
    assert client.post(ADDRESS, content='{"query": "RETURN 1"}', headers=plain).status_code == 422


def test_it_asks_for_the_key_where_there_is_one(
    embedded: Store, embedded_settings: Settings
) -> None:
    key = "a-key-that-is-long-enough"
    settings = embedded_settings.model_copy(update={"api_key": _secret(key)})
    with TestClient(create_app(settings, embedded), base_url=BASE) as client:
        assert ask(client, "RETURN 1").status_code == 401
        signed_in = client.post("/sign-in", data={"key": key})
        assert signed_in.status_code < 400
        # The cookie of a browser lets it look at pages, and no more.
        assert ask(client, "RETURN 1").status_code == 401
        assert ask(client, "RETURN 1 AS n", {"Authorization": f"Bearer {key}"}).status_code == 200


def _secret(key: str) -> Any:
    return Settings(api_key=key).api_key


def test_half_a_character_is_told_with_its_field_and_remedy_in_any_body(client: TestClient) -> None:
    half = '"\\ud800"'  # in JSON, where it is as good as any other escape
    for method, address, sent, fields in (
        ("POST", "/v1/cypher", f'{{"query": "RETURN 1", "parameters": {{"x": {half}}}}}',
         ["parameters.x"]),
        ("POST", "/v1/cypher", f'{{"query": "RETURN 1", "parameters": {{{half}: 1}}}}',
         ["parameters.\\ud800"]),
        ("POST", "/v1/cypher", f'{{"query": {half}}}', ["query"]),
        ("PUT", "/v1/organizations/org:a", f'{{"name": {half}}}', ["name"]),
        ("PUT", "/v1/feedback/org:a/org:b", f'{{"verdict": {half}, "author": {half}}}',
         ["verdict", "author"]),
        ("POST", "/v1/memberships", f'{{"organization": {half}, "body": "body:x"}}',
         ["organization"]),
    ):  # fmt: skip
        answer = client.request(
            method, address, content=sent, headers={"Content-Type": "application/json"}
        )
        assert answer.status_code == 422
        faults = [each for each in answer.json()["errors"] if "half of" in each["problem"]]
        assert [each["field"] for each in faults] == fields
        assert all("whole character" in each["remedy"] for each in faults)
