"""HTTP as its standards have it: HEAD, Allow, tags; and addresses that are not quite right."""

from __future__ import annotations

import base64
import time

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from graphsvc.api.failures import WorkFailed
from graphsvc.api.jobs import Jobs
from graphsvc.api.keeper import Keeper
from graphsvc.api.waiting import StillWorking, Waiter
from graphsvc.store import journal
from graphsvc.store.bolt import Store
from tests.toy import EVERYTHING

DEADLINE = 60.0


@pytest.fixture
def toy(client: TestClient, embedded: Store) -> TestClient:
    journal.apply(embedded, EVERYTHING)
    return client


@pytest.mark.parametrize("address", ["/v1/organizations", "/", "/healthz", "/organizations/org:x"])
def test_head_is_answered_as_get_without_a_body(toy: TestClient, address: str) -> None:
    asked, told = toy.get(address), toy.head(address)
    assert told.status_code == asked.status_code
    assert told.content == b""
    for name in ("content-type", "content-length", "etag", "content-security-policy"):
        assert told.headers.get(name) == asked.headers.get(name)


def test_a_method_that_is_not_allowed_is_told_which_are(toy: TestClient) -> None:
    answer = toy.delete("/v1/organizations/org:clinic")
    assert answer.status_code == 405
    assert "PUT" in answer.headers["allow"]


def test_tags_are_compared_weakly_and_304_says_what_may_be_kept(toy: TestClient) -> None:
    first = toy.get("/v1/organizations")
    tag = first.headers["etag"]
    for given in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = toy.get("/v1/organizations", headers={"if-none-match": given})
        assert again.status_code == 304
        for name in ("etag", "cache-control", "vary"):
            assert again.headers[name] == first.headers[name]
    assert toy.get("/v1/organizations", headers={"if-none-match": '"x"'}).status_code == 200


@pytest.mark.parametrize("text", ["[" * 5_000, "{}", '"x"', "[1, [2]]", "\xff"])
def test_a_cursor_that_was_not_made_here_is_refused(toy: TestClient, text: str) -> None:
    cursor = base64.urlsafe_b64encode(text.encode("latin-1")).decode().rstrip("=")
    answer = toy.get("/v1/organizations", params={"cursor": cursor})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "cursor"


def test_an_id_with_a_slash_is_answered_with_what_an_id_is(toy: TestClient) -> None:
    answer = toy.put("/v1/organizations/org:a%2Fb", json={"name": "A"})
    assert answer.status_code == 422
    (fault,) = answer.json()["errors"]
    assert fault == {
        "field": "item",
        "problem": "An id has no slash.",
        "remedy": "An id has small letters, digits and . _ ~ - only.",
    }


def test_who_only_asked_is_not_told_that_nothing_was_changed(toy: TestClient) -> None:
    asked = toy.get("/v1/organizations", params={"as_of": "2017-02-29"}).json()
    assert asked["detail"] == "1 fault in what was asked."
    sent = toy.put("/v1/organizations/org:x", json={"name": ""}).json()
    assert sent["detail"] == "1 fault in the input; nothing was changed."


def test_search_marks_what_does_not_exist_on_the_day(toy: TestClient) -> None:
    toy.put("/v1/organizations/org:old", json={"name": "Old Mill", "until": "2010"})
    for day, active in (("2009-06-01", True), ("2015-06-01", False)):
        found = toy.get("/v1/search", params={"q": "old mill", "as_of": day}).json()["items"]
        assert [(hit["id"], hit["active"]) for hit in found] == [("org:old", active)]


def test_a_job_that_failed_is_told_once_and_then_tried_again(embedded: Store) -> None:
    keeper, jobs = Keeper(embedded), Jobs(embedded)
    where = {"type": "http", "method": "GET", "scheme": "http", "path": "/v1/x", "headers": []}
    waiter = Waiter(Request({**where, "query_string": b"", "server": ("h", 80)}), keeper, jobs)

    def ask() -> str:
        try:
            # A snapshot is no number.
            waiter.answer(keeper.snapshot(), ("question",), lambda: 99.0, int)
        except StillWorking:
            return "working"
        except WorkFailed:
            return "failed"
        return "answered"

    def settled() -> str:
        deadline = time.monotonic() + DEADLINE
        while (found := ask()) == "working":
            assert time.monotonic() < deadline
            time.sleep(0.05)
        return found

    assert settled() == "failed"
    assert ask() == "working"
    assert settled() == "failed"
    jobs.close()


def test_faults_of_form_and_of_meaning_come_in_one_answer(toy: TestClient) -> None:
    sent = {
        "organization": "org:school",
        "body": "body:lost",
        "role": "boss",
        "seats": 0,
        "since": "2017-02-30",
        "until": 7,
        "shoe": 44,
    }
    for answer in (
        toy.post("/v1/memberships", json=sent),
        toy.put("/v1/memberships/seat:new", json=sent),
    ):
        assert answer.status_code == 422
        fields = [each["field"] for each in answer.json()["errors"]]
        assert sorted(fields) == ["body", "role", "seats", "shoe", "since", "until"]
    # Nothing of what could not be read is made up.
    nameless = toy.put("/v1/organizations/org:n", json={"website": "nowhere"}).json()
    assert sorted(each["field"] for each in nameless["errors"]) == ["name", "website"]
    assert toy.put("/v1/organizations/org:n", json=[1]).status_code == 422
    odd = toy.put("/v1/organizations/org:n", json={"name": 1, "aliases": {}, "part_of": "org:zz"})
    assert sorted(each["field"] for each in odd.json()["errors"]) == ["aliases", "name", "part_of"]
