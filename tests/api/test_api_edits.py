"""What was changed, by whom, undone; and writers who do not overwrite each other silently."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from graphsvc.store import journal
from graphsvc.store.bolt import Store
from tests.api.test_api_writers import at_once
from tests.toy import EVERYTHING

SCHOOL = {"name": "School", "sectors": ["school"]}
SEAT = "/v1/memberships/seat:school~table"


@pytest.fixture
def toy(client: TestClient, embedded: Store) -> TestClient:
    journal.apply(embedded, EVERYTHING)
    return client


def edits(client: TestClient, **query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/v1/edits", params=query).json()["items"]
    return found


def test_each_write_is_told_with_author_and_words(toy: TestClient) -> None:
    toy.put("/v1/organizations/org:school", params={"author": "Host"}, json={"name": "Academy"})
    toy.post(f"{SEAT}/end", params={"author": "Secrétariat"}, json={"until": "2021-06-01"})
    sent = {"organization": "org:clinic", "body": "body:table", "role": "chair"}
    toy.post("/v1/memberships", json=sent)
    told = [(each["author"], each["sentence"]) for each in edits(toy)]
    assert told == [
        ("", "Added Clinic to Table (Chair)."),
        ("Secrétariat", "Ended the membership of Academy on Table: June 1, 2021."),
        ("Host", "Changed Academy: Name and Sectors."),
    ]
    [first] = edits(toy, about="org:clinic")
    assert first["records"] == [
        {
            "kind": "memberships",
            "before": None,
            "after": {"id": "seat:clinic~table", "seats": 1, **sent},
        }
    ]
    french = toy.get("/v1/edits", params={"lang": "fr", "about": "org:clinic"}).json()["items"]
    assert french[0]["sentence"] == ("Membre ajouté à Table\u00a0: Clinique d'été (Présidence).")


def test_a_write_that_changes_nothing_leaves_no_edit(toy: TestClient) -> None:
    assert toy.put("/v1/organizations/org:school", json=SCHOOL).status_code == 200
    assert edits(toy) == []


def test_edits_come_page_by_page(toy: TestClient) -> None:
    for number in range(5):
        toy.put("/v1/organizations/org:school", json={"name": f"School {number}"})
    first = toy.get("/v1/edits", params={"limit": 2}).json()
    second = toy.get("/v1/edits", params={"limit": 2, "cursor": first["next"]}).json()
    third = toy.get("/v1/edits", params={"limit": 2, "cursor": second["next"]}).json()
    assert [len(page["items"]) for page in (first, second, third)] == [2, 2, 1]
    assert (first["total"], third["next"]) == (5, None)
    revisions = [each["revision"] for page in (first, second, third) for each in page["items"]]
    assert revisions == [6, 5, 4, 3, 2]
    assert toy.get("/v1/edits", params={"cursor": "x"}).status_code == 422


def test_an_edit_is_undone_and_done_again(toy: TestClient) -> None:
    before = toy.get(SEAT).json()
    toy.post(f"{SEAT}/end", json={"until": "2021-06-01"})
    [edit] = edits(toy)
    undone = toy.post(f"/v1/edits/{edit['id']}/undo", params={"author": "Host"}).json()
    assert (undone["undoes"], undone["author"]) == (edit["id"], "Host")
    assert undone["sentence"] == ("Undone: Ended the membership of School on Table: June 1, 2021.")
    assert toy.get(SEAT).json() == before
    assert toy.get(f"/v1/edits/{edit['id']}").json()["undone_by"] == undone["id"]
    again = toy.post(f"/v1/edits/{edit['id']}/undo")
    assert again.status_code == 409
    assert "undone already" in again.json()["detail"]
    assert "by Host" in again.json()["detail"]
    assert toy.post(f"/v1/edits/{undone['id']}/undo").status_code == 200
    assert toy.get(SEAT).json()["until"] == "2021-06-01"
    assert toy.get(f"/v1/edits/{edit['id']}").json()["undone_by"] is None


def test_what_was_changed_since_is_not_undone_and_it_is_said_by_whom(
    toy: TestClient, embedded: Store
) -> None:
    toy.put("/v1/organizations/org:school", json={"name": "First"})
    toy.put("/v1/organizations/org:school", json={"name": "Second"}, params={"author": "Host"})
    last, first = edits(toy)
    refused = toy.post(f"/v1/edits/{first['id']}/undo")
    assert refused.status_code == 409
    [fault] = refused.json()["errors"]
    assert fault["field"] == "org:school"
    assert fault["problem"].startswith("Second was changed since, on ")
    assert fault["problem"].endswith(" by Host: Name.")
    assert toy.get("/v1/organizations/org:school").json()["name"] == "Second"
    # An import does not say who it is.
    journal.apply(embedded, EVERYTHING)
    refused = toy.post(f"/v1/edits/{last['id']}/undo").json()
    assert "by an import perhaps: Name and Sectors." in refused["errors"][0]["problem"]


def test_what_others_need_by_now_is_not_taken_out(toy: TestClient) -> None:
    toy.post("/v1/organizations", json={"name": "New"})
    toy.post("/v1/memberships", json={"organization": "org:new", "body": "body:table"})
    seat, made = edits(toy)
    refused = toy.post(f"/v1/edits/{made['id']}/undo")
    assert refused.status_code == 409
    problem = refused.json()["errors"][0]["problem"]
    assert problem == "It is needed by now: New sits on Table."
    assert toy.post(f"/v1/edits/{seat['id']}/undo").status_code == 200
    assert toy.post(f"/v1/edits/{made['id']}/undo").status_code == 200
    assert toy.get("/v1/organizations/org:new").status_code == 404
    assert toy.post("/v1/edits/edit:99/undo").status_code == 404


@pytest.mark.parametrize("author", ["a.person@example.org", "613 555 0199 ext", "x" * 81, "a\x07"])
def test_an_author_is_no_person(toy: TestClient, author: str) -> None:
    for method, path, sent in (
        ("PUT", "/v1/organizations/org:school", {"name": "Other"}),
        ("POST", f"{SEAT}/end", {"until": "2021"}),
        ("PUT", "/v1/partnerships/lip:one/targets", {"targets": []}),
        ("POST", "/v1/edits/edit:2/undo", None),
    ):
        refused = toy.request(method, path, params={"author": author}, json=sent)
        assert refused.status_code == 422, path
        assert refused.json()["errors"][0]["field"] == "author"
    assert edits(toy) == []


def test_targets_are_edits_too(toy: TestClient) -> None:
    before = toy.get("/v1/partnerships/lip:two/targets").json()["targets"]
    sent = {"targets": [{"sector": "health", "seats": 2}], "since": "2026-01-01"}
    toy.put("/v1/partnerships/lip:two/targets", json=sent, params={"author": "Council"})
    [edit] = edits(toy, about="lip:two")
    assert (edit["author"], edit["sentence"]) == ("Council", "Added a seat target for health.")
    assert toy.post(f"/v1/edits/{edit['id']}/undo").status_code == 200
    assert toy.get("/v1/partnerships/lip:two/targets").json()["targets"] == before


def test_who_has_read_an_older_state_overwrites_nothing(toy: TestClient) -> None:
    address = "/v1/organizations/org:school"
    read = toy.get(address)
    tag = read.headers["etag"]
    toy.put(address, json={**SCHOOL, "website": "https://a.example"}, params={"author": "Host"})
    late = toy.put(address, json={**SCHOOL, "name": "Mine"}, headers={"If-Match": tag})
    assert late.status_code == 412
    told = late.json()
    assert told["title"] == "It was changed since you read it"
    assert " by Host: Website. Read it again" in told["detail"]
    assert [(each["field"], each["problem"]) for each in told["errors"]] == [
        ("name", "Stored is: School."),
        ("website", "Stored is: https://a.example."),
    ]
    assert toy.get(address).json()["name"] == "School"
    # With the new tag it is written; so it is with the bare tag that stands in the record.
    again = toy.get(address)
    kept = {**SCHOOL, "name": "Mine", "website": "https://a.example"}
    written = toy.put(address, json=kept, headers={"If-Match": again.headers["etag"]})
    assert written.status_code == 200
    bare = {"If-Match": f'"{written.json()["tag"]}"'}
    assert written.headers["etag"] == bare["If-Match"]
    assert toy.put(address, json=SCHOOL, headers=bare).status_code == 200


def test_a_change_elsewhere_does_not_hinder(toy: TestClient) -> None:
    for kind, item in (
        ("organizations", "org:school"),
        ("bodies", "body:table"),
        ("partnerships", "lip:two"),
        ("memberships", "seat:school~table"),
    ):
        address = f"/v1/{kind}/{item}"
        tag = toy.get(address).headers["etag"]
        toy.put("/v1/organizations/org:else", json={"name": kind})
        sent = {
            "name": "N",
            "part_of": "lip:one",
            "organization": "org:school",
            "body": "body:table",
        }
        own = {"bodies": ("name", "part_of"), "memberships": ("organization", "body")}
        body = {name: sent[name] for name in own.get(kind, ("name",))}
        body["since"] = "2020"
        done = toy.put(address, json=body, headers={"If-Match": tag})
        assert done.status_code == 200, done.text
        assert (
            toy.put(address, json={**body, "since": "2021"}, headers={"If-Match": tag}).status_code
            == 412
        )


def test_sending_again_what_was_written_already_succeeds(toy: TestClient) -> None:
    address = "/v1/organizations/org:school"
    tag = toy.get(address).headers["etag"]
    for _ in range(2):  # the answer to the first one was lost on its way, say
        done = toy.put(address, json={"name": "New"}, headers={"If-Match": tag})
        assert done.status_code == 200
    assert len(edits(toy)) == 1


def test_a_membership_that_was_changed_is_not_ended_on_an_old_reading(toy: TestClient) -> None:
    tag = toy.get(SEAT).json()["tag"]
    sent = {"organization": "org:school", "body": "body:table", "role": "chair"}
    toy.put(SEAT, json=sent)
    late = toy.post(f"{SEAT}/end", json={"until": "2021"}, headers={"If-Match": f'"{tag}"'})
    assert late.status_code == 412
    assert "by somebody who did not say who: Role." in late.json()["detail"]


def test_any_state_and_no_state(toy: TestClient) -> None:
    address = "/v1/organizations/org:nobody"
    assert toy.put(address, json=SCHOOL, headers={"If-Match": "*"}).status_code == 412
    assert toy.put(address, json=SCHOOL, headers={"If-None-Match": "*"}).status_code == 201
    assert toy.put(address, json=SCHOOL, headers={"If-None-Match": "*"}).status_code == 412
    other = {"name": "Other"}
    assert toy.put(address, json=other, headers={"If-Match": '"x", *'}).status_code == 200


def test_of_several_who_have_read_the_same_one_writes_and_the_others_are_told(
    toy: TestClient,
) -> None:
    address = "/v1/organizations/org:school"
    tag = toy.get(address).headers["etag"]

    def write(name: str) -> tuple[int, str]:
        answer = toy.put(address, json={"name": name}, headers={"If-Match": tag})
        return answer.status_code, name

    told = at_once(*(lambda name=name: write(name) for name in "ABCD"))
    won = [name for status, name in told if status == 200]
    assert len(won) == 1
    assert sorted(status for status, _ in told) == [200, 412, 412, 412]
    assert toy.get(address).json()["name"] == won[0]
    assert [each["author"] for each in edits(toy)] == [""]


def test_the_tag_of_a_record_is_told_and_an_answer_still_kept(toy: TestClient) -> None:
    address = "/v1/organizations/org:school"
    first = toy.get(address)
    tag = first.headers["etag"]
    assert tag.startswith(f'"{first.json()["tag"]}.')
    assert toy.get(address, headers={"If-None-Match": tag}).status_code == 304
    # What else the answer shows has changed: the record has not, the answer has.
    toy.put(
        "/v1/memberships/seat:school~table",
        json={"organization": "org:school", "body": "body:table", "seats": 2},
    )
    second = toy.get(address, headers={"If-None-Match": tag})
    assert second.status_code == 200
    assert second.json()["tag"] == first.json()["tag"]
