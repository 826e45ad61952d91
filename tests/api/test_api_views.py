"""Saved views over the API and on pages: saved, opened, renamed, removed, brought back."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from starlette.testclient import TestClient

from graphsvc.store import journal
from graphsvc.store.bolt import Store
from tests.toy import EVERYTHING

PAGE = {"accept": "text/html"}
MAP = "/map?of=lip%3Aone&as_of=2020-01-01"
ADDRESS = "/v1/views/view:council"


@pytest.fixture
def toy(client: TestClient, embedded: Store) -> TestClient:
    journal.apply(embedded, EVERYTHING)
    return client


def put(client: TestClient, sent: dict[str, Any], **more: Any) -> Any:
    return client.put(ADDRESS, json=sent, params={"author": "Secretariat"}, **more)


def send(client: TestClient, path: str, **fields: str) -> Any:
    return client.post(path, data=fields, headers=PAGE, follow_redirects=False)


def page(client: TestClient, path: str = "/views") -> str:
    found = client.get(path, headers=PAGE)
    assert found.status_code == 200, found.text
    return html.unescape(found.text)


def test_a_view_is_saved_beside_the_graph_and_replaced_only_as_it_was_read(
    toy: TestClient, embedded: Store
) -> None:
    revision = embedded.revision()
    made = put(toy, {"name": "Council", "address": f"{MAP}&lang=fr"})
    assert made.status_code == 201, made.text
    # The language is the reader's own.
    assert made.json()["address"] == MAP
    assert (made.json()["author"], made.json()["gone"]) == ("Secretariat", False)
    assert embedded.revision() == revision
    shown = toy.get(ADDRESS)
    assert shown.json() == made.json()
    tag = shown.headers["etag"]
    assert put(toy, {"name": "Mine", "address": MAP}, headers={"if-match": tag}).status_code == 200
    late = put(toy, {"name": "Theirs", "address": MAP}, headers={"if-match": tag})
    assert late.status_code == 412
    assert toy.delete(ADDRESS, headers={"if-match": tag}).status_code == 412
    new = put(toy, {"name": "New", "address": MAP}, headers={"if-none-match": "*"})
    assert new.status_code == 412
    assert [each["name"] for each in toy.get("/v1/views").json()] == ["Mine"]
    assert toy.delete(ADDRESS).status_code == 204
    assert toy.get(ADDRESS).status_code == 404
    assert toy.delete(ADDRESS).status_code == 404
    assert toy.get("/v1/views").json() == []


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/map?of=all",
        "//example.org/map",
        "/\\example.org/map",
        "javascript:alert(1)",
        "/v1/organizations",
        "/sign-in",
        "/history",
        "/map/../sign-in",
        "/map?of=all&strange=1",
        "/map?of=" + "x" * 501,
        "/map?of=a%00b",
        "/organizations/lip:one",
        "/organizations/org:a%2Fb",
        "/map?of=all\n",
        "/map?" + "x" * 2_000,
        "map",
        "",
    ],
)
def test_an_address_that_is_no_page_of_ours_is_refused(toy: TestClient, address: str) -> None:
    answer = put(toy, {"name": "X", "address": address})
    assert answer.status_code == 422, answer.text
    assert {each["field"] for each in answer.json()["errors"]} == {"address"}
    assert toy.get("/v1/views").json() == []


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/map?of=lip%3Aone#node=org%3Aclinic&hide=a+b", None),
        ("/map?of=lip:one#node=org:clinic&other=1", "/map?of=lip%3Aone#node=org%3Aclinic"),
        ("/partnerships/lip:one?exclude=host&exclude=funder#section", None),
        ("/partnerships/lip:one/report?language=both", None),
        ("/sectors?order=-health&lang=fr", "/sectors?order=-health"),
        ("/", None),
    ],
)
def test_what_a_page_takes_is_kept_and_nothing_else(
    toy: TestClient, address: str, kept: str | None
) -> None:
    made = put(toy, {"name": "X", "address": address})
    assert made.status_code == 201, made.text
    assert made.json()["address"] == (kept or address.removesuffix("#section"))
    assert toy.get(made.json()["address"], headers=PAGE).status_code == 200


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"name": " ", "address": "/"}, "name"),
        ({"name": "x" * 101, "address": "/"}, "name"),
        ({"name": "a\u202eb", "address": "/"}, "name"),
        ({"address": "/"}, "name"),
        ({"name": "X", "address": "/", "more": 1}, "more"),
    ],
)
def test_every_field_is_checked(toy: TestClient, sent: dict[str, Any], field: str) -> None:
    answer = put(toy, sent)
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == [field]
    refused = toy.put("/v1/views/org:x", json={"name": "X", "address": "/"})
    assert [each["field"] for each in refused.json()["errors"]] == ["item"]


def test_a_name_stands_for_one_view(toy: TestClient) -> None:
    put(toy, {"name": "Été", "address": "/"})
    other = toy.put("/v1/views/view:other", json={"name": "ete", "address": "/map?of=all"})
    assert other.status_code == 422
    assert other.json()["errors"][0]["field"] == "name"


def test_a_view_is_saved_on_its_page_renamed_removed_and_brought_back(toy: TestClient) -> None:
    assert "No view is saved yet." in page(toy)
    form = page(toy, f"{MAP}&utm=1&lang=en")
    assert f'name="address" value="{MAP}"' in form
    asked = send(toy, "/views/save", address=MAP, name="For Thursday", chosen="node=org:clinic")
    # In whose name is asked once, and what was typed is kept; nothing was done wrong.
    assert asked.status_code == 422
    assert 'value="For Thursday"' in asked.text
    assert "This field is empty." not in asked.text
    address = f"{MAP}#node=org%3Aclinic"
    assert address in html.unescape(asked.text)
    saved = send(toy, "/views/save", address=address, name="For Thursday", author="Host")
    assert (saved.status_code, saved.headers["location"]) == (303, address)
    assert "The view “For Thursday” was saved." in page(toy, MAP)
    listed = page(toy)
    assert f'href="{address}"' in listed
    assert "Map: One" in re.sub(r"<[^>]+>", "", listed)
    assert "January 1, 2020" in listed
    # The second time nobody is asked; a name that is taken is told beside its field.
    twice = send(toy, "/views/save", address="/", name="for thursday")
    assert twice.status_code == 422
    assert "There is a saved view of this name already." in twice.text
    assert send(toy, "/views/save", address="/", name="Home").status_code == 303
    [view] = [each for each in toy.get("/v1/views").json() if each["name"] == "For Thursday"]
    named = send(toy, "/views/rename", item=view["id"], tag=view["tag"], name="For Friday")
    assert named.headers["location"] == "/views"
    assert "“For Thursday” is called “For Friday” now." in page(toy)
    late = send(toy, "/views/rename", item=view["id"], tag=view["tag"], name="For Monday")
    assert late.status_code == 412
    assert send(toy, "/views/remove", item=view["id"]).status_code == 303
    removed = page(toy)
    assert "The view “For Friday” was removed." in removed
    assert 'action="/views/restore"' in removed
    assert len(toy.get("/v1/views").json()) == 1
    assert send(toy, "/views/restore", item=view["id"]).status_code == 303
    assert "The view “For Friday” is back." in page(toy)
    again = toy.get(f"/v1/views/{view['id']}").json()
    assert (again["address"], again["author"]) == (address, "Host")
    assert send(toy, "/views/restore", item="view:nobody").status_code == 404


def test_undo_takes_back_only_what_is_as_it_was_left(toy: TestClient) -> None:
    send(toy, "/views/save", address="/", name="Home", author="Host")
    told = page(toy)
    told = told[told.index('class="told"') :]
    fields = dict(re.findall(r'name="(item|tag)" value="([^"]+)"', told[: told.index("</form>")]))
    [view] = toy.get("/v1/views").json()
    assert fields == {"item": view["id"], "tag": view["tag"]}
    # Who renames it is whose it is now.
    put_author = {"author": "Secretariat", "address": "/map?of=all", "name": "Map"}
    send(toy, "/views/save", **put_author)
    send(toy, "/views/rename", item=view["id"], tag=view["tag"], name="First page")
    assert toy.get(f"/v1/views/{view['id']}").json()["author"] == "Secretariat"
    assert send(toy, "/views/remove", **fields).status_code == 412


def test_there_is_an_end_to_saved_views(toy: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphsvc.store.saved_views.MOST_VIEWS", 1)
    assert put(toy, {"name": "One", "address": "/"}).status_code == 201
    assert put(toy, {"name": "Another", "address": "/"}).status_code == 200
    more = toy.put("/v1/views/view:more", json={"name": "More", "address": "/"})
    assert more.status_code == 422
    assert "as many as there can be" in more.text
    asked = send(toy, "/views/save", address="/", name="More", author="Host")
    assert asked.status_code == 422
    assert "Remove one that is not needed any more" in asked.text


def test_a_form_cannot_save_an_address_elsewhere_and_is_not_led_there(toy: TestClient) -> None:
    for address in ("https://example.org", "//example.org", "/sign-out"):
        answer = send(toy, "/views/save", address=address, name="X", author="Host")
        assert answer.status_code == 422
    assert toy.get("/v1/views").json() == []


def test_a_view_of_what_is_gone_is_marked_and_opens_as_not_found(toy: TestClient) -> None:
    toy.put("/v1/organizations/org:passing", json={"name": "Passing"}, params={"author": "Host"})
    edit = toy.get("/v1/edits").json()["items"][0]["id"]
    put(toy, {"name": "Gone", "address": "/organizations/org:passing"})
    assert "no longer there" not in page(toy)
    toy.post(f"/v1/edits/{edit}/undo", params={"author": "Host"})
    assert toy.get(ADDRESS).json()["gone"] is True
    assert "what it shows is no longer there" in page(toy)
    assert toy.get("/organizations/org:passing", headers=PAGE).status_code == 404


def test_hostile_names_stay_text(toy: TestClient) -> None:
    name = '"><script>alert(1)</script>'
    assert send(toy, "/views/save", address="/", name=name, author="<i>A</i>").status_code == 303
    listed = toy.get("/views", headers=PAGE).text
    assert "<script>alert" not in listed
    assert "<i>A</i>" not in listed
    assert html.escape(name) in listed or "&lt;script&gt;" in listed


def test_what_is_tried_out_is_saved_with_its_changes(toy: TestClient) -> None:
    tried = "/what-if?of=lip:one&add=org:clinic,body:table,chair&leave=org:school"
    shown = page(toy, f"{tried}&lang=en")
    address = re.findall(r'name="address" value="([^"]+)"', shown)[0]
    put(toy, {"name": "Without the school", "address": address})
    saved = toy.get(ADDRESS).json()["address"]
    assert parse_qsl(urlsplit(saved).query) == parse_qsl(urlsplit(tried).query)
    assert "School leaves altogether" in page(toy, f"{saved}&lang=en")
