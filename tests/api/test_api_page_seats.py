"""Memberships changed and confirmed where they stand, and told in words; undone and done again."""

from __future__ import annotations

import html
import re

import pytest
from starlette.testclient import TestClient

from graphsvc.dates import today
from graphsvc.store import journal
from graphsvc.store.bolt import Store, Transaction
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

CHANGE, CONFIRM = f"/memberships/{SEAT}/change", f"/memberships/{SEAT}/confirm"


@pytest.fixture
def toy(client: TestClient, embedded: Store) -> TestClient:
    journal.apply(embedded, EVERYTHING)
    return client


def words(client: TestClient, path: str = BODY) -> str:
    page = client.get(path, headers=PAGE)
    assert page.status_code == 200
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def test_a_role_that_changed_ends_one_term_and_begins_the_next(toy: TestClient) -> None:
    before = toy.get(f"/v1/memberships/{SEAT}").json()
    fields = opened(toy, CHANGE)
    assert (fields["role"], fields["day"]) == ([before["role"]], [today()])
    led = send(toy, CHANGE, fields, role="chair", voting="yes", how="turned", day="2026-03-01")
    assert told(toy, led) == "The membership of School on Table was changed."
    ended = toy.get(f"/v1/memberships/{SEAT}").json()
    assert (ended["role"], ended["until"]) == (before["role"], "2026-03-01")
    begun = toy.get(f"/v1/memberships/{SEAT}~2026-03-01").json()
    assert (begun["role"], begun["voting"], begun["since"], begun["until"]) == (
        "chair",
        True,
        "2026-03-01",
        None,
    )
    # The words of the old source say nothing about the new term.
    assert begun["role_as_printed"] is None
    assert [each["title"] for each in begun["sources"]] == ["Secretariat"]
    said = "Changed the membership of School on Table from March 1, 2026 on: "
    assert newest(toy)["sentence"].startswith(said)
    # Sent twice, it is done once.
    assert told(
        toy,
        send(
            toy,
            CHANGE,
            {**fields, "role": "chair", "voting": "yes"},
            how="turned",
            day="2026-03-01",
        ),
    ).startswith("Nothing was changed")
    undo(toy, newest(toy)["id"])
    assert toy.get(f"/v1/memberships/{SEAT}").json() == before
    assert toy.get(f"/v1/memberships/{SEAT}~2026-03-01").status_code == 404


def test_two_who_change_a_role_at_once_meet_in_the_new_term(toy: TestClient) -> None:
    fields = opened(toy, CHANGE)
    send(toy, CHANGE, fields, role="chair", voting="yes", author="Host")
    late = send(toy, CHANGE, fields, role="observer")
    assert late.status_code == 409
    said = wrong(late)
    assert "changed by Host while the form was open" in said
    assert "School is on Table (Chair). The form is now about this term." in said
    assert 'id="role-stored">Stored now: Chair<' in late.text
    form = held(late.text)
    # Mine where I wrote something, theirs where I did not; no term can begin on the same day again.
    assert (form["role"], form["voting"], form["how"]) == (["observer"], ["yes"], ["mended"])
    term = f"/memberships/{SEAT}~{today()}/change"
    assert f'action="{term}"' in late.text
    assert told(toy, send(toy, term, form)) == "The membership of School on Table was changed."
    after = toy.get(f"/v1/memberships/{SEAT}~{today()}").json()
    assert (after["role"], after["voting"], after["since"]) == ("observer", True, today())


@pytest.mark.parametrize("what", ["end", "confirm"])
def test_who_ends_or_confirms_what_turned_meanwhile_is_led_to_the_new_term(
    toy: TestClient, what: str
) -> None:
    path = f"/memberships/{SEAT}/{what}"
    fields = {"tag": opened(toy, CHANGE)["tag"], "until": ["2026-06-01"], "back": BODY}
    send(toy, CHANGE, opened(toy, CHANGE), role="chair", day="2026-03-01", author="Host")
    late = send(toy, path, fields)
    assert late.status_code == 409
    assert "from March 1, 2026 on, School is on Table (Chair)" in wrong(late)
    led = send(toy, f"/memberships/{SEAT}~2026-03-01/{what}", held(late.text))
    assert led.status_code == 303
    after = toy.get(f"/v1/memberships/{SEAT}~2026-03-01").json()
    assert (after["until"], after["confidence"]) == (
        ("2026-06-01", None) if what == "end" else (None, "high")
    )


def test_a_record_that_was_wrong_is_corrected_for_its_whole_term(toy: TestClient) -> None:
    before = toy.get(f"/v1/memberships/{SEAT}").json()
    led = send(toy, CHANGE, opened(toy, CHANGE), role="observer", seats="3", how="mended")
    assert told(toy, led) == "The membership of School on Table was changed."
    after = toy.get(f"/v1/memberships/{SEAT}").json()
    assert (after["role"], after["seats"], after["since"], after["until"]) == (
        "observer",
        3,
        before["since"],
        before["until"],
    )
    assert len(toy.get("/v1/memberships", params={"organization": "org:school"}).json()["items"])


def printed(client: TestClient, **more: str) -> list[str]:
    """Let a public page tell of the seat, and return its sources."""
    source = {"url": "https://example.org/list", "kind": "published_list", "date": "2020"}
    seat = {"organization": "org:school", "body": "body:table", "source": source, **more}
    assert client.put(f"/v1/memberships/{SEAT}", json=seat).status_code == 200
    return kinds(client)


def kinds(client: TestClient) -> list[str]:
    return [each["kind"] for each in client.get(f"/v1/memberships/{SEAT}").json()["sources"]]


def test_what_a_source_does_not_say_is_not_laid_to_it(toy: TestClient) -> None:
    assert printed(toy)[-1] == "published_list"
    # Who votes is no part of what is published of a seat; its role is.
    send(toy, CHANGE, opened(toy, CHANGE), voting="yes", how="mended")
    assert kinds(toy)[-2:] == ["published_list", "stated_by_coordinator"]
    send(toy, CHANGE, opened(toy, CHANGE), role="chair", how="mended")
    assert kinds(toy) == ["stated_by_coordinator"]


def test_a_word_does_not_make_a_loose_source_a_sure_one(toy: TestClient) -> None:
    printed(toy, confidence="low")
    tag = re.findall(r'name="tag" value="(\w+)"', toy.get(BODY, headers=PAGE).text)[0]
    send(toy, CONFIRM, {"tag": tag, "back": BODY})
    assert toy.get(f"/v1/memberships/{SEAT}").json()["confidence"] == "high"
    assert kinds(toy) == ["stated_by_coordinator"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"role": "queen"}, "There is no such role."),
        ({"seats": "many"}, "This has to be a whole number."),
        ({"seats": "0"}, "0 is not a number of seats."),
        ({"voting": "perhaps"}, "Choose one of these."),
        ({"how": "somehow"}, "Choose one of these."),
        ({"day": "20.3.2017"}, "Write a date as"),
        ({"day": ""}, "Write a date as"),
        ({"day": "1900"}, "Choose a later day"),
        ({"author": ""}, "This field is empty."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    toy: TestClient, typed: dict[str, str], said: str
) -> None:
    toy.put(
        f"/v1/memberships/{SEAT}",
        json={"organization": "org:school", "body": "body:table", "since": "2015"},
    )
    total = toy.get("/v1/edits").json()["total"]
    page = send(toy, CHANGE, {**opened(toy, CHANGE), "role": "chair", **typed})
    assert page.status_code == 422, page.text
    assert said in wrong(page)
    assert toy.get("/v1/edits").json()["total"] == total


def test_two_who_change_a_membership_are_told_of_each_other(toy: TestClient) -> None:
    fields = opened(toy, CHANGE)
    send(toy, CHANGE, fields, role="chair", how="mended", author="Host")
    late = send(toy, CHANGE, fields, role="observer", how="mended")
    assert late.status_code == 409
    assert " by Host: Role" in wrong(late)
    assert held(late.text)["role"] == ["observer"]
    assert re.search(r'id="role-stored">Stored now: Chair<', late.text)
    assert send(toy, CHANGE, held(late.text), how="mended").status_code == 303
    assert toy.get(f"/v1/memberships/{SEAT}").json()["role"] == "observer"


def test_a_membership_is_confirmed_in_somebodys_name_and_that_is_undone(toy: TestClient) -> None:
    assert "not confirmed" in words(toy)
    tag = re.findall(r'name="tag" value="(\w+)"', toy.get(BODY, headers=PAGE).text)[0]
    fields = {"tag": tag, "back": f"{BODY}?as_of=2026-01-01"}
    # Who has never said in whose name is asked once.
    asked = toy.post(CONFIRM, data=fields, headers=PAGE)
    assert asked.status_code == 422
    assert "This field is empty." not in asked.text
    assert "Confirm the membership of School" in asked.text
    led = send(toy, CONFIRM, {**held(asked.text), "author": "Secretariat"})
    assert led.headers["location"] == fields["back"]
    assert told(toy, led) == "School on Table: confirmed."
    seat = toy.get(f"/v1/memberships/{SEAT}").json()
    assert seat["confidence"] == "high"
    assert [each["kind"] for each in seat["sources"]][-1] == "stated_by_coordinator"
    assert newest(toy)["sentence"] == "Confirmed the membership of School on Table."
    for path in (BODY, "/organizations/org:school"):
        assert "not confirmed" not in words(toy, path).partition("Last changes")[0]
        assert f"/memberships/{SEAT}/confirm" not in toy.get(path, headers=PAGE).text
    # Sent twice it is no conflict; on an older reading by somebody else it is.
    assert send(toy, CONFIRM, fields).status_code == 303
    assert toy.get("/v1/edits").json()["total"] == 1
    late = send(toy, CONFIRM, fields, author="Host")
    assert late.status_code == 409
    assert " by Secretariat: " in wrong(late)
    assert send(toy, CONFIRM, held(late.text), author="Host").status_code == 303
    second, first = toy.get("/v1/edits").json()["items"]
    for each in (second, first):
        assert undo(toy, each["id"]).status_code == 303
    assert "not confirmed" in words(toy)
    assert toy.get("/memberships/seat:nobody/change", headers=PAGE).status_code == 404


def test_what_was_confirmed_long_ago_can_be_confirmed_again(
    toy: TestClient, embedded: Store
) -> None:
    source = {"title": "Host", "date": "2020-05-01", "kind": "stated_by_coordinator"}
    seat = {"organization": "org:school", "body": "body:table", "source": source}
    assert toy.put(f"/v1/memberships/{SEAT}", json=seat).status_code == 200
    assert "May 1, 2020 Host Confirm again : School" in words(toy)


def test_an_edit_done_again_brings_back_the_source_that_was_taken_out(toy: TestClient) -> None:
    send(toy, "/bodies/body:table/add-member", {"organization": "Clinic", "since": "2015"})
    first = newest(toy)["id"]
    tag = re.findall(r'name="tag" value="(\w+)"', toy.get(BODY, headers=PAGE).text)
    send(toy, CHANGE, opened(toy, CHANGE), role="chair", how="mended")
    second = newest(toy)["id"]
    assert tag
    undo(toy, second)
    redo = newest(toy)["id"]
    # The first one brought the source that the second one names; it goes with it.
    undo(toy, first)
    assert undo(toy, redo).status_code == 303
    seat = toy.get(f"/v1/memberships/{SEAT}").json()
    assert seat["role"] == "chair"
    assert "stated_by_coordinator" in {each["kind"] for each in seat["sources"]}


def rewrite(store: Store, item: str, text: str) -> None:
    """Have an edit hold what another version would write."""

    def write(tx: Transaction) -> None:
        tx.rows(
            "keep_edit",
            id=item,
            revision=int(item.partition(":")[2]),
            at="2026-05-04T14:00:00+00:00",
            author="Host",
            about=["body:table", "org:school", SEAT],
            undoes="",
            text=text,
        )

    store.write_unseen(write)


def test_an_edit_of_another_version_is_told_and_not_undone(
    toy: TestClient, embedded: Store
) -> None:
    send(toy, CHANGE, opened(toy, CHANGE), role="chair", how="mended")
    item = newest(toy)["id"]
    for text in ('[{"kind":"novelties","before":null,"after":{"id":"x"}}]', "5", '[{"kind":1}]'):
        rewrite(embedded, item, text)
        toy.put("/v1/organizations/org:other", json={"name": text})
        for path in (BODY, "/organizations/org:school", "/history", "/history?about=lip:one"):
            found = toy.get(path, headers=PAGE)
            assert found.status_code == 200, path
            if path != "/history?about=lip:one":
                assert "This change cannot be read by this version." in found.text
        told_of = toy.get(f"/v1/edits/{item}").json()
        assert (told_of["readable"], told_of["records"]) == (False, [])
        assert undo(toy, item).status_code == 409
    # Changing the record goes on, though nobody can say who changed it last.
    fields = {**opened(toy, CHANGE), "tag": "0123456789abcdef"}
    assert send(toy, CHANGE, fields, role="observer", how="mended").status_code == 409
