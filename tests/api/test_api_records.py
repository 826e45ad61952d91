"""Reading and writing partnerships, bodies, organizations and memberships."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

SIMCOE = "lip:simcoe-county"
COUNCIL = "body:simcoe-county~simcoe-county-lip-council"


@pytest.fixture
def built(client: TestClient) -> TestClient:
    """A partnership with a body and an organization, made through the API itself."""
    sent = [
        ("/v1/partnerships/lip:one", {"name": "One", "province": "ON"}),
        ("/v1/bodies/body:council", {"name": "Council", "part_of": "lip:one", "kind": "council"}),
        ("/v1/bodies/body:table", {"name": "Table", "part_of": "body:council"}),
        ("/v1/organizations/org:clinic", {"name": "Clinic", "sectors": ["health", "social"]}),
    ]
    for address, body in sent:
        assert client.put(address, json=body).status_code == 201
    return client


def seat(**changed: Any) -> dict[str, Any]:
    return {"organization": "org:clinic", "body": "body:council", **changed}


def test_an_empty_graph_answers_with_empty_lists(client: TestClient) -> None:
    for kind in ("partnerships", "bodies", "organizations", "memberships"):
        page = client.get(f"/v1/{kind}").json()
        assert page == {"items": [], "total": 0, "next": None, "revision": 0}


def test_put_creates_then_replaces_and_twice_is_once(built: TestClient) -> None:
    address = "/v1/organizations/org:school"
    body = {"name": "École", "name_fr": "École", "aliases": ["ES"], "sectors": ["school"]}
    first = built.put(address, json=body)
    second = built.put(address, json=body)
    third = built.put(address, json={"name": "School"})
    assert [each.status_code for each in (first, second, third)] == [201, 200, 200]
    assert first.json() == second.json()
    assert (third.json()["name_fr"], third.json()["aliases"]) == (None, [])
    assert built.get(address).json()["name"] == "School"


def test_populations_are_put_and_an_unknown_one_is_a_fault_that_lists_them(
    built: TestClient,
) -> None:
    address = "/v1/organizations/org:school"
    body = {"name": "School", "populations": ["children", "youth"]}
    assert built.put(address, json=body).json()["populations"] == ["children", "youth"]
    assert built.get(address).json()["populations"] == ["children", "youth"]
    wrong = built.put(address, json={**body, "populations": ["martians"]})
    assert wrong.status_code == 422
    [fault] = wrong.json()["errors"]
    assert fault["field"] == "populations.0"
    assert "refugee_claimants" in str(fault)


def test_post_makes_an_id_and_refuses_what_exists(built: TestClient) -> None:
    first = built.post("/v1/organizations", json={"name": "Maison d'accueil"})
    assert first.status_code == 201
    assert first.headers["location"] == "/v1/organizations/org:maison-d-accueil"
    assert built.get(first.headers["location"]).json()["name"] == "Maison d'accueil"
    assert built.post("/v1/organizations", json={"name": "MAISON D’ACCUEIL"}).status_code == 409
    body = built.post("/v1/bodies", json={"name": "Group", "part_of": "body:table"})
    assert body.json()["id"] == "body:one~group"
    assert body.json()["partnership"] == "lip:one"


def test_a_membership_is_created_changed_and_ended(built: TestClient) -> None:
    created = built.post("/v1/memberships", json=seat(since="2020-01-01"))
    assert created.status_code == 201
    item = created.json()["id"]
    assert item == "seat:clinic~council"
    changed = built.put(
        f"/v1/memberships/{item}", json=seat(since="2020-01-01", role="chair", seats=2)
    )
    assert (changed.status_code, changed.json()["role"], changed.json()["seats"]) == (
        200,
        "chair",
        2,
    )
    ended = built.post(
        f"/v1/memberships/{item}/end",
        json={"until": "2024-05-06", "source": {"url": "https://example.org/m", "date": "2024"}},
    )
    assert (ended.json()["until"], ended.json()["active"]) == ("2024-05-06", False)
    assert ended.json()["sources"][0]["url"] == "https://example.org/m"
    assert built.get("/v1/memberships").json()["total"] == 0
    assert built.get("/v1/memberships", params={"as_of": "2024-05-05"}).json()["total"] == 1
    assert built.get("/v1/memberships", params={"ended": True}).json()["total"] == 1
    again = built.post("/v1/memberships", json=seat(since="2025-01-01"))
    assert again.json()["id"] == "seat:clinic~council~2025-01-01"
    detail = built.get("/v1/bodies/body:council").json()
    assert [each["active"] for each in detail["memberships"]] == [False, True]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"body": "body:council"}, ["organization"]),
        (seat(body="body:lost"), ["body"]),
        (seat(organization="org:nobody", since="2020-02-30"), ["since", "organization"]),
        (seat(since="2021", until="2020"), ["until"]),
        (seat(seats=0), ["seats"]),
        (seat(seats=1.5), ["seats"]),
        (seat(role="king", colour="red"), ["role", "colour"]),
        (seat(sources=["src:nothing"]), ["sources"]),
        (seat(source={"url": "javascript:alert(1)"}), ["url"]),
        (seat(role_as_printed="x" * 301), ["role_as_printed"]),
        (seat(name_as_printed="a\x00b"), ["name_as_printed"]),
    ],
)
def test_a_faulty_membership_is_refused_with_every_fault(
    built: TestClient, body: dict[str, Any], fields: list[str]
) -> None:
    before = built.get("/v1/memberships").json()["revision"]
    answer = built.put("/v1/memberships/seat:x", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert sorted(each["field"] for each in problem["errors"]) == sorted(fields)
    assert problem["status"] == 422
    assert problem["detail"].startswith(f"{len(fields)} fault")
    assert built.get("/v1/memberships").json()["revision"] == before


@pytest.mark.parametrize(
    ("address", "body", "field"),
    [
        ("/v1/organizations/org:a%2Fb", {"name": "A"}, "item"),
        ("/v1/organizations/ORG:A", {"name": "A"}, "id"),
        ("/v1/organizations/lip:a", {"name": "A"}, "id"),
        ("/v1/organizations/org:a", {"name": " "}, "name"),
        ("/v1/organizations/org:a", {"name": ""}, "name"),
        ("/v1/organizations/org:a", {"name": "A", "sectors": ["sport"]}, "sectors.0"),
        ("/v1/organizations/org:a", {"name": "A", "part_of": "org:a"}, "part_of"),
        ("/v1/organizations/org:a", {"name": "Jo jo@example.org"}, "name"),
        ("/v1/partnerships/lip:a", {"name": "A", "province": "XX"}, "province"),
        ("/v1/partnerships/lip:a", {"name": "A", "covers": ["place:none"]}, "covers"),
        ("/v1/bodies/body:council", {"name": "C", "part_of": "body:table"}, "part_of"),
    ],
)
def test_bad_records_are_refused_with_the_field(
    built: TestClient, address: str, body: dict[str, Any], field: str | None
) -> None:
    answer = built.put(address, json=body)
    if field is None:
        assert answer.status_code == 404  # an id with a slash is another address
    else:
        assert answer.status_code == 422
        assert [each["field"] for each in answer.json()["errors"]] == [field]


def test_a_cycle_of_bodies_is_named_whole(built: TestClient) -> None:
    answer = built.put("/v1/bodies/body:council", json={"name": "C", "part_of": "body:table"})
    assert "body:council → body:table → body:council" in answer.json()["errors"][0]["problem"]


def test_what_is_not_json_is_refused(built: TestClient) -> None:
    for content in (b"{", b"null", b"[1]", b'{"name": NaN}', b"\xff"):
        answer = built.put(
            "/v1/organizations/org:a", content=content, headers={"content-type": "application/json"}
        )
        assert answer.status_code in {400, 422}, content
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_megabyte_too_much_is_refused(built: TestClient) -> None:
    body = {"name": "x" * 10_000_000}
    assert built.put("/v1/organizations/org:a", json=body).status_code == 413

    def chunks() -> Any:
        for _ in range(40):
            yield b" " * 100_000

    # Without a length beforehand, it is counted while it comes in.
    answer = built.put("/v1/organizations/org:a", content=chunks())
    assert answer.status_code == 413


def test_pages_go_through_everything_once(canada_client: TestClient) -> None:
    seen: list[str] = []
    cursor = None
    while True:
        params = {"limit": 50, **({"cursor": cursor} if cursor else {})}
        page = canada_client.get("/v1/organizations", params=params).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(seen) == page["total"] == 263
    assert seen == sorted(set(seen))


@pytest.mark.parametrize("cursor", ["x", "eyJhIjogMX0", "WzFd", "!!!", "W10"])
def test_a_cursor_made_elsewhere_is_refused(canada_client: TestClient, cursor: str) -> None:
    answer = canada_client.get("/v1/organizations", params={"cursor": cursor})
    if cursor == "W10":  # an empty key: before everything
        assert answer.status_code == 200
    else:
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "cursor"


def test_lists_are_filtered(canada_client: TestClient) -> None:
    def total(address: str, **params: str) -> int:
        return int(canada_client.get(address, params=params).json()["total"])

    assert total("/v1/partnerships", province="NS") == 1
    assert total("/v1/partnerships", kind="rif") == 3
    assert total("/v1/bodies", partnership="lip:peel") == 4
    assert total("/v1/organizations", partnership=SIMCOE, as_of="2016-01-01") == 33
    assert total("/v1/organizations", partnership=SIMCOE) == 30
    assert total("/v1/memberships", body=COUNCIL, as_of="2015-06-22", role="co_chair") == 1
    assert total("/v1/memberships", body=COUNCIL, ended="true") == 41


def test_details_say_on_what_they_stand(canada_client: TestClient) -> None:
    detail = canada_client.get("/v1/organizations/org:georgian-college").json()
    (membership,) = detail["memberships"]
    assert membership["partnership"] == SIMCOE
    assert {each["date"] for each in membership["sources"]} == {"2015-06-22", "2017-03-20"}
    assert all(each["url"].startswith("https://") for each in membership["sources"])
    partnership = canada_client.get("/v1/partnerships/lip:toronto-north").json()
    assert {each["kind"] for each in partnership["links"]} == {"succeeded_by"}


def test_what_does_not_exist_is_404_in_the_readers_language(client: TestClient) -> None:
    french = client.get("/v1/organizations/org:nobody", headers={"accept-language": "fr-CA"})
    english = client.get("/v1/bodies/body:nobody", headers={"accept-language": "de"})
    assert french.status_code == english.status_code == 404
    assert french.headers["content-language"] == "fr"
    assert "org:nobody" in french.json()["detail"]
    assert english.json()["title"] == "Not found"
    assert french.json()["title"] == "Introuvable"
    assert client.get("/v1/nothing").status_code == 404
    assert client.delete("/v1/organizations").status_code == 405
