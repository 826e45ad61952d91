"""Scenarios over the API: worked out, kept beside the graph, and living on while it changes."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from graphsvc.store.bolt import Store

DAY = "2017-04-01"
HALTON = "lip:halton"
ADDRESS = "/v1/scenarios/scen:more"


def seated(client: TestClient) -> list[dict[str, Any]]:
    found = client.get("/v1/memberships", params={"as_of": DAY, "limit": 200}).json()["items"]
    return [each for each in found if each["body"].startswith("body:halton")]


def test_a_scenario_is_worked_out_and_nothing_is_kept(
    canada_client: TestClient, embedded: Store
) -> None:
    seats = seated(canada_client)
    item, body = seats[0]["organization"], seats[0]["body"]
    sent = {
        "add": {
            "organizations": [{"id": "org:new", "name": "New", "sectors": ["health"]}],
            "memberships": [{"organization": "org:new", "body": body}],
        },
        "remove": {"organizations": [item]},
    }
    revision = embedded.revision()
    asked = {"scope": HALTON, "as_of": DAY}
    reply = canada_client.post("/v1/scenarios/evaluate", json=sent, params=asked)
    assert reply.status_code == 200, reply.text
    answer = reply.json()
    numbers = {row["measure"]: row for row in answer["numbers"]}
    assert numbers["organizations_seated"]["difference"] == 0  # one comes, one goes
    rows = {row["organization"]: row for row in answer["ranking"]}
    assert rows["org:new"]["name"] == "New"
    assert rows[item]["after"] is None
    assert len(answer["sectors"]) == 20
    assert embedded.revision() == revision
    assert canada_client.get("/v1/organizations/org:new").status_code == 404
    assert canada_client.get("/v1/scenarios").json() == []
    sheet = canada_client.post(
        "/v1/scenarios/evaluate", json=sent, params={**asked, "format": "csv"}
    )
    assert sheet.text.splitlines()[0].startswith("organization,")


def test_every_fault_of_a_scenario_is_told(canada_client: TestClient) -> None:
    sent = {
        "add": {"memberships": [{"organization": "org:none", "body": "body:none"}]},
        "remove": {"bodies": ["body:ghost"]},
    }
    reply = canada_client.post("/v1/scenarios/evaluate", json=sent)
    assert reply.status_code == 422
    assert {fault["field"] for fault in reply.json()["errors"]} == {
        "add.memberships.0.organization",
        "add.memberships.0.body",
        "remove.bodies.0",
    }
    unknown = canada_client.post("/v1/scenarios/evaluate", json={"subtract": {}})
    assert unknown.status_code == 422


def test_a_scenario_is_kept_beside_the_graph_and_lives_on(
    canada_client: TestClient, embedded: Store
) -> None:
    first, second = seated(canada_client)[:2]
    seats = [
        {"organization": each["organization"], "body": each["body"]} for each in (first, second)
    ]
    sent: dict[str, Any] = {"name": "Two fewer", "remove": {"memberships": seats}}
    # It has to fit the graph as it is today; the records of 2017 have not ended.
    revision = embedded.revision()
    tag = canada_client.get("/v1/bridging", params={"scope": HALTON, "as_of": DAY}).headers["etag"]
    assert canada_client.put(ADDRESS, json=sent).status_code == 201
    assert canada_client.put(ADDRESS, json={**sent, "name": "Fewer"}).status_code == 200
    shown = canada_client.get(ADDRESS).json()
    assert (shown["name"], shown["remove"]["memberships"]) == (
        "Fewer",
        sent["remove"]["memberships"],
    )
    assert [each["id"] for each in canada_client.get("/v1/scenarios").json()] == ["scen:more"]
    # What was answered about the graph still holds.
    assert embedded.revision() == revision
    again = canada_client.get(
        "/v1/bridging", params={"scope": HALTON, "as_of": DAY}, headers={"If-None-Match": tag}
    )
    assert again.status_code == 304
    asked = {"scope": HALTON, "as_of": DAY}
    answer = canada_client.get(f"{ADDRESS}/result", params=asked).json()
    assert (answer["parts"], answer["not_applied"]) == (2, [])
    # One of the two seats really ends: the scenario goes on without it, and says so.
    ended = canada_client.post(f"/v1/memberships/{first['id']}/end", json={"until": "2016-01-01"})
    assert ended.status_code == 200, ended.text
    answer = canada_client.get(f"{ADDRESS}/result", params=asked).json()
    assert answer["parts"] == 1
    assert [each["part"] for each in answer["not_applied"]] == ["remove.memberships.0.body"]
    assert canada_client.delete(ADDRESS).status_code == 204
    assert canada_client.get(ADDRESS).status_code == 404
    assert canada_client.delete(ADDRESS).status_code == 404


def test_an_id_of_another_kind_is_refused(client: TestClient) -> None:
    reply = client.put("/v1/scenarios/org:x", json={"name": "X"})
    assert reply.status_code == 422
    assert reply.json()["errors"][0]["field"] == "item"


@pytest.mark.parametrize("name", ["a\u202eb", "a\x00b", " "])
def test_a_scenario_cannot_have_a_hostile_name(client: TestClient, name: str) -> None:
    answer = client.put("/v1/scenarios/scen:hostile", json={"name": name})
    assert answer.status_code == 422
    assert {each["field"] for each in answer.json()["errors"]} == {"name"}
    assert client.get("/v1/scenarios").json() == []
