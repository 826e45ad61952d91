"""The form that confirms the members of a body at once: all that are ticked, or none of them."""

from __future__ import annotations

import html
import re

import pytest
from starlette.testclient import TestClient

from graphsvc.dates import today
from graphsvc.store import journal
from graphsvc.store.bolt import Store
from tests.api.test_api_page_editing import (
    BODY,
    PAGE,
    SEAT,
    held,
    newest,
    opened,
    send,
    told,
    undo,
    wrong,
)
from tests.toy import EVERYTHING

CONFIRM = f"{BODY}/confirm"
LIBRARY, CLINIC = "seat:library~table", "seat:clinic~table"


@pytest.fixture
def toy(client: TestClient, embedded: Store) -> TestClient:
    journal.apply(embedded, EVERYTHING)
    return client


@pytest.fixture
def three(toy: TestClient) -> TestClient:
    """A table with three members: the school as printed, two more that nobody has confirmed."""
    for seat, organization in ((LIBRARY, "org:library"), (CLINIC, "org:clinic")):
        toy.put(f"/v1/organizations/{organization}", json={"name": organization[4:].title()})
        record = {"organization": organization, "body": "body:table"}
        assert toy.put(f"/v1/memberships/{seat}", json=record).status_code < 300
    return toy


def boxes(text: str) -> dict[str, bool]:
    """Each box of the form by the id of its seat, and whether it is ticked."""
    tags = re.findall(r'<input type="checkbox"[^>]*>', text)
    values = [re.search(r'name="(?:seat|again)" value="([^ "]+) ', tag) for tag in tags]
    return {value[1]: " checked" in tag for tag, value in zip(tags, values, strict=True) if value}


def words(client: TestClient) -> str:
    text = client.get(CONFIRM, headers=PAGE).text
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def sources(client: TestClient, seat: str) -> list[str]:
    return [each["title"] for each in client.get(f"/v1/memberships/{seat}").json()["sources"]]


def test_all_are_confirmed_at_once_in_one_name_and_that_is_undone(three: TestClient) -> None:
    assert f'href="{CONFIRM}"' in three.get(BODY, headers=PAGE).text
    before = {seat: three.get(f"/v1/memberships/{seat}").json() for seat in (SEAT, LIBRARY, CLINIC)}
    count = three.get("/v1/edits").json()["total"]
    assert boxes(three.get(CONFIRM, headers=PAGE).text) == dict.fromkeys(before, True)
    led = send(three, CONFIRM, opened(three, CONFIRM))
    assert led.headers["location"] == BODY
    assert told(three, led) == "3 memberships of Table were confirmed."
    for seat in before:
        record = three.get(f"/v1/memberships/{seat}").json()
        assert record["confidence"] == "high"
        last = record["sources"][-1]
        assert (last["kind"], last["title"], last["date"]) == (
            "stated_by_coordinator",
            "Secretariat",
            today(),
        )
    edit = newest(three)
    assert edit["sentence"] == "Confirmed 3 memberships of Table."
    assert (edit["author"], three.get("/v1/edits").json()["total"]) == ("Secretariat", count + 1)
    # Who was confirmed stands apart and without a tick; who and when stand beside the name.
    shown = words(three)
    assert "Library (Member), confirmed on" in shown
    assert "by Secretariat" in shown.partition("Library (Member), confirmed on")[2]
    assert boxes(three.get(CONFIRM, headers=PAGE).text) == dict.fromkeys(before, False)
    assert undo(three, edit["id"]).status_code == 303
    assert newest(three)["sentence"] == "Undone: Confirmed 3 memberships of Table."
    assert {seat: three.get(f"/v1/memberships/{seat}").json() for seat in before} == before


def test_one_without_a_tick_is_left_as_it_is_and_one_confirmed_of_late_needs_none(
    three: TestClient,
) -> None:
    fields = opened(three, CONFIRM)
    fields["seat"] = [each for each in fields["seat"] if not each.startswith(CLINIC)]
    led = send(three, CONFIRM, fields)
    assert told(three, led) == "2 memberships of Table were confirmed."
    assert sources(three, CLINIC) == []
    assert boxes(three.get(CONFIRM, headers=PAGE).text) == {
        CLINIC: True,
        LIBRARY: False,
        SEAT: False,
    }
    # Twice in one form, or sent twice, it changes nothing and is no conflict.
    count = three.get("/v1/edits").json()["total"]
    again = send(three, CONFIRM, {**fields, "again": fields["seat"]})
    assert told(three, again) == "Nothing was changed: it is stored like this already."
    assert three.get("/v1/edits").json()["total"] == count
    # Another one may confirm it again today all the same.
    page = three.get(CONFIRM, headers=PAGE).text
    [value] = re.findall(rf'name="again" value="({LIBRARY} \w+)"', page)
    assert send(three, CONFIRM, {"again": value}, author="Host").status_code == 303
    assert sources(three, LIBRARY) == ["Secretariat", "Host"]


def test_with_one_that_was_changed_since_none_is_confirmed(three: TestClient) -> None:
    fields = opened(three, CONFIRM)
    change = f"/memberships/{CLINIC}/change"
    send(three, change, opened(three, change), author="Host", role="chair", how="mended")
    late = send(three, CONFIRM, fields)
    assert late.status_code == 409
    said = " ".join(wrong(late).split())
    assert said.startswith("Nothing was confirmed: 1 membership was changed")
    assert "Clinic (on " in said
    assert "by Host)" in said
    assert [sources(three, seat) for seat in (SEAT, LIBRARY)] == [[], []]
    # What was ticked stays ticked, as it stands now; so it can be sent again.
    assert "Clinic (Chair)" in html.unescape(late.text)
    assert boxes(late.text) == dict.fromkeys((SEAT, LIBRARY, CLINIC), True)
    assert send(three, CONFIRM, held(late.text)).status_code == 303
    assert three.get(f"/v1/memberships/{CLINIC}").json()["role"] == "chair"


def test_one_that_ended_or_sits_elsewhere_is_not_confirmed_here(three: TestClient) -> None:
    fields = opened(three, CONFIRM)
    end = f"/memberships/{CLINIC}/end"
    assert send(three, end, opened(three, end), author="Host").status_code == 303
    late = send(three, CONFIRM, fields)
    assert late.status_code == 409
    assert boxes(late.text) == dict.fromkeys((SEAT, LIBRARY), True)
    assert sources(three, SEAT) == []
    for value in ("seat:nobody x", "seat:nobody", "<script>", "org:school 1"):
        late = send(three, CONFIRM, {"seat": value})
        assert late.status_code == 409
        assert "open: <script>" not in late.text
    assert sources(three, SEAT) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"seat": []}, "Members to confirm: Tick at least one of them."),
        ({"author": ""}, "In the name of: This field is empty."),
        ({"author": "a.person@example.org"}, "never a person"),
    ],
)
def test_what_is_wrong_is_told_and_the_ticks_stay(
    three: TestClient, fields: dict[str, str | list[str]], said: str
) -> None:
    sent = opened(three, CONFIRM)
    sent["seat"] = sent["seat"][:2]
    count = three.get("/v1/edits").json()["total"]
    page = send(three, CONFIRM, {**sent, **fields})
    assert page.status_code == 422
    assert said in wrong(page)
    assert sum(boxes(page.text).values()) == len(fields.get("seat", sent["seat"]))
    assert three.get("/v1/edits").json()["total"] == count


def test_a_table_without_members_says_so_and_an_unknown_one_is_not_there(toy: TestClient) -> None:
    toy.put(
        "/v1/bodies/body:empty", json={"name": "Empty", "part_of": "lip:one", "kind": "council"}
    )
    assert "add members first" in toy.get("/bodies/body:empty/confirm", headers=PAGE).text
    assert "/bodies/body:empty/confirm" not in toy.get("/bodies/body:empty", headers=PAGE).text
    assert toy.get("/bodies/body:nobody/confirm", headers=PAGE).status_code == 404
    assert send(toy, "/bodies/body:nobody/confirm", {"seat": "seat:x y"}).status_code == 404
