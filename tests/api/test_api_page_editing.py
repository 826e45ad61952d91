"""Forms that change records: filled in, refused, met by somebody else's change, undone."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from graphsvc.api.security import COOKIE, session
from graphsvc.dates import today
from graphsvc.store import journal
from graphsvc.store.bolt import Store
from tests.api.conftest import KEY
from tests.toy import EVERYTHING

PAGE = {"accept": "text/html"}
BODY = "/bodies/body:table"
SEAT = "seat:school~table"


@pytest.fixture
def toy(client: TestClient, embedded: Store) -> TestClient:
    journal.apply(embedded, EVERYTHING)
    return client


def opened(client: TestClient, path: str) -> dict[str, Any]:
    """What a form holds when it is opened: each field with its value, or values."""
    page = client.get(path, headers=PAGE)
    assert page.status_code == 200, page.text
    found = held(page.text)
    found.pop("author", None)  # `send` fills it in
    return found


def held(text: str) -> dict[str, Any]:
    form = text[text.index('<form class="editing"') :]
    form = form[: form.index("</form>")]
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = (re.search(rf'\b{each}="([^"]*)"', tag) for each in ("name", "value"))
        if (
            name
            and value
            and (('type="checkbox"' not in tag and "radio" not in tag) or "checked" in tag)
        ):
            found.setdefault(name[1], []).append(html.unescape(value[1]))
    for name, inner in re.findall(
        r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL
    ):
        chosen = re.search(r'value="([^"]*)" selected', inner)
        found[name] = [chosen[1] if chosen else ""]
    for name, inner in re.findall(
        r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL
    ):
        found[name] = [html.unescape(inner)]
    return found


def send(client: TestClient, path: str, fields: dict[str, Any], **more: Any) -> Any:
    sent = {"author": "Secretariat", **fields, **more}
    return client.post(path, data=sent, headers=PAGE, follow_redirects=False)


def told(client: TestClient, led: Any) -> str:
    """What the page that follows says on top."""
    assert led.status_code == 303, led.text
    page = client.get(led.headers["location"], headers=PAGE).text
    found = re.search(r'<div class="told" role="status">\s*<p>(.*?)</p>', page, re.DOTALL)
    assert found
    return html.unescape(found[1])


def wrong(page: Any) -> str:
    found = re.search(r'<div class="wrong".*?</div>', page.text, re.DOTALL)
    assert found, page.text
    return html.unescape(re.sub(r"<[^>]+>", "", found[0]))


def undo(client: TestClient, item: str, author: str = "Host") -> Any:
    fields = {"edit": item, "back": BODY, "author": author}
    return client.post("/history/undo", data=fields, headers=PAGE, follow_redirects=False)


def newest(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/v1/edits").json()["items"][0]
    return found


def test_a_member_is_added_by_a_name_without_accents_and_taken_out_again(toy: TestClient) -> None:
    fields = opened(toy, f"{BODY}/add-member")
    assert fields["since"] == [today()]
    led = send(toy, f"{BODY}/add-member", fields, organization="clinique d'ete", role="chair")
    assert led.headers["location"] == BODY
    assert told(toy, led) == "Clinic was added to Table."
    [seat] = toy.get(
        "/v1/memberships", params={"organization": "org:clinic", "body": "body:table"}
    ).json()["items"]
    assert (seat["role"], seat["since"], seat["seats"]) == ("chair", today(), 1)
    [source] = seat["sources"]
    assert (source["kind"], source["title"], source["date"]) == (
        "stated_by_coordinator",
        "Secretariat",
        today(),
    )
    page = toy.get(BODY, headers=PAGE).text
    assert "Added Clinic to Table (Chair)." in html.unescape(re.sub(r"<[^>]+>", "", page))
    assert "stated by the coordinator" in page
    assert undo(toy, newest(toy)["id"]).status_code == 303
    assert toy.get(f"/v1/memberships/{seat['id']}").status_code == 404
    # The source went with it: nothing else names it.
    page = toy.get(BODY, headers=PAGE).text
    assert "Newest source: May 2020." in page


def test_an_organization_that_is_new_is_added_with_the_next_step_and_its_sector(
    toy: TestClient,
) -> None:
    fields = opened(toy, f"{BODY}/add-member")
    asked = send(toy, f"{BODY}/add-member", fields, organization="Clinik", seats="2")
    assert asked.status_code == 200  # a question, no fault
    assert 'class="wrong"' not in asked.text
    assert "aria-invalid" not in asked.text
    said = re.search(r'<p class="asking" role="status">(.*?)</p>', asked.text)
    assert said
    assert "Which one do you mean?<" in said[1]
    assert "No organization bears just this name." in asked.text
    assert 'value="org:clinic"' in asked.text  # the misspelt one is offered
    # Who sends no answer is told what is missing.
    silent = send(toy, f"{BODY}/add-member", held(asked.text))
    assert silent.status_code == 422
    assert "Which one do you mean? No organization bears just this name." in wrong(silent)
    again = {**held(asked.text), "choice": "new", "sector": "health"}
    assert again["seats"] == ["2"]  # nothing that was typed is lost
    # Something else is wrong now: the choice stays.
    refused = send(toy, f"{BODY}/add-member", again, since="20.3.2017")
    assert "There is no date 20.3.2017." in wrong(refused)
    assert held(refused.text)["choice"] == ["new"]
    assert toy.get("/v1/organizations/org:clinik").status_code == 404
    led = send(toy, f"{BODY}/add-member", {**held(refused.text), "since": "2026-05"})
    assert told(toy, led) == "Clinik was added to Table."
    made = toy.get("/v1/organizations/org:clinik").json()
    assert made["sectors"] == ["health"]
    assert [(each["seats"], each["since"]) for each in made["memberships"]] == [(2, "2026-05")]
    assert newest(toy)["sentence"] == "Added Clinik, new here, to Table (Member)."
    undo(toy, newest(toy)["id"])
    assert toy.get("/v1/organizations/org:clinik").status_code == 404


def test_a_name_that_nothing_is_like_is_taken_for_a_new_one(toy: TestClient) -> None:
    fields = {**opened(toy, f"{BODY}/add-member"), "organization": "Musée"}
    asked = send(toy, f"{BODY}/add-member", fields)
    assert "Is it a new one?" in asked.text
    assert held(asked.text)["choice"] == ["new"]
    led = send(toy, f"{BODY}/add-member", held(asked.text))
    assert told(toy, led) == "Musée was added to Table."
    # One that is like it is asked for as one.
    alike = send(toy, f"{BODY}/add-member", {**fields, "organization": "Schol"})
    assert "Is it this one?" in alike.text
    assert "choice" not in held(alike.text)
    # With another fault the question is no fault yet.
    asked = send(toy, f"{BODY}/add-member", {**fields, "organization": "Zoo"}, author="")
    assert asked.status_code == 422
    assert "a name like this" not in wrong(asked)
    assert "a name like this" in asked.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"organization": ""}, "Organization: This field is empty."),
        ({"organization": "School"}, "It is a member already."),
        ({"author": ""}, "In the name of: This field is empty."),
        ({"author": "a.person@example.org"}, "never a person"),
        ({"seats": "many"}, "Seats: This has to be a whole number."),
        ({"seats": "0"}, "0 is not a number of seats."),
        ({"role": "queen"}, "There is no such role."),
        ({"since": "2017-02-30"}, "There is no date 2017-02-30."),
        ({"organization": "S", "asked": "S", "choice": "org:nobody"}, "Choose one of those below."),
        ({"organization": "a\x07b", "asked": "a\x07b", "choice": "new"}, "control characters"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_changed(
    toy: TestClient, typed: dict[str, str], said: str
) -> None:
    fields = {**opened(toy, f"{BODY}/add-member"), "organization": "Clinic", **typed}
    page = send(toy, f"{BODY}/add-member", fields)
    assert page.status_code == 422
    assert said in wrong(page)
    assert 'aria-invalid="true"' in page.text
    for name, value in typed.items():
        if name in {"organization", "since", "author"}:
            assert held(page.text)[name] == [value]
    assert toy.get("/v1/edits").json()["total"] == 0


def test_a_second_term_says_when_it_begins(toy: TestClient) -> None:
    toy.post(f"/v1/memberships/{SEAT}/end", json={"until": "2020-01-01"})
    fields = {**opened(toy, f"{BODY}/add-member"), "organization": "School", "since": ""}
    assert "Say since when it is one again." in wrong(send(toy, f"{BODY}/add-member", fields))
    send(toy, f"{BODY}/add-member", fields, since="2021-01-01")
    assert toy.get(f"/v1/memberships/{SEAT}~2021-01-01").status_code == 200


def test_a_membership_is_ended_and_stays_on_record(toy: TestClient) -> None:
    path = f"/memberships/{SEAT}/end"
    fields = opened(toy, path)
    assert fields["until"] == [today()]
    led = send(toy, path, fields, until="2021-06-01")
    assert led.headers["location"] == BODY
    assert told(toy, led) == "The membership of School on Table ends: June 1, 2021."
    assert toy.get(f"/v1/memberships/{SEAT}").json()["until"] == "2021-06-01"
    assert "This field is empty." in wrong(send(toy, path, opened(toy, path), until=""))
    assert toy.get("/memberships/seat:nobody/end", headers=PAGE).status_code == 404


def test_two_who_end_the_same_membership_are_told_of_each_other(toy: TestClient) -> None:
    path = f"/memberships/{SEAT}/end"
    fields = opened(toy, path)
    send(toy, path, fields, until="2021-06-01", author="Host")
    late = send(toy, path, fields, until="2021-09-01")
    assert late.status_code == 409
    assert " by Host: Until" in wrong(late)
    assert held(late.text)["until"] == ["2021-09-01"]
    assert "June 1, 2021" in late.text
    assert toy.get(f"/v1/memberships/{SEAT}").json()["until"] == "2021-06-01"
    # Who has seen it and sends it again means it.
    assert send(toy, path, held(late.text)).status_code == 303
    assert toy.get(f"/v1/memberships/{SEAT}").json()["until"] == "2021-09-01"


def test_an_organization_is_changed_and_the_rest_of_its_record_stays(toy: TestClient) -> None:
    before = toy.get("/v1/organizations/org:clinic").json()
    path = "/organizations/org:clinic/change"
    fields = opened(toy, path)
    assert (fields["aliases"], fields["sector"], fields["languages"]) == (
        ["The Clinic\nCLN"],
        ["social"],
        ["en, fr"],
    )
    assert (
        told(toy, send(toy, path, fields)) == "Nothing was changed: it is stored like this already."
    )
    assert fields["populations"] == ["refugees", "women"]
    chosen = {"sectors": ["health", "housing"], "populations": ["women", "seniors", "nobody"]}
    led = send(toy, path, {**fields, **chosen}, name="Centre", languages="EN; ar")
    assert told(toy, led) == "Centre was changed."
    after = toy.get("/v1/organizations/org:clinic").json()
    changed = {name for name in before if before[name] != after[name]}
    # Its memberships show its name.
    assert changed == {
        *("name", "sectors", "languages", "populations", "sources", "tag", "memberships")
    }
    assert after["sectors"] == ["social", "health", "housing"]
    assert after["languages"] == ["en", "ar"]
    assert after["populations"] == ["women", "seniors"]
    assert "women, seniors" in toy.get("/organizations/org:clinic").text
    for typed, said in (
        ({"name": ""}, "There is no name."),
        ({"website": "javascript:alert(1)"}, "is not a web address"),
        ({"languages": "français"}, "is not a language code"),
        ({"until": "1980"}, "before it begins"),
    ):
        page = send(toy, path, opened(toy, path), **typed)
        assert page.status_code == 422
        assert said in wrong(page)


def test_two_who_change_different_fields_lose_nothing(toy: TestClient) -> None:
    path = "/organizations/org:school/change"
    mine, theirs = opened(toy, path), opened(toy, path)
    send(toy, path, theirs, website="https://school.example", name_fr="École", author="Host")
    late = send(toy, path, mine, name_fr="Académie", languages="fr")
    assert late.status_code == 409
    said = wrong(late)
    assert "French name" in said
    assert " by Host" in said
    form = held(late.text)
    # Theirs where I wrote nothing; mine where I did, and theirs beside it.
    assert form["website"] == ["https://school.example"]
    assert (form["name_fr"], form["languages"]) == (["Académie"], ["fr"])
    assert re.search(r'id="name_fr-stored">Stored now: École<', late.text)
    for untouched in ("website", "languages"):  # by me, by them
        assert f'id="{untouched}-stored"' not in late.text
    assert toy.get("/v1/organizations/org:school").json()["name_fr"] == "École"
    assert send(toy, path, form).status_code == 303
    stored = toy.get("/v1/organizations/org:school").json()
    assert (stored["name_fr"], stored["website"], stored["languages"]) == (
        "Académie",
        "https://school.example",
        ["fr"],
    )


def test_an_organization_and_a_council_are_added(toy: TestClient) -> None:
    led = send(
        toy,
        "/organizations/add",
        opened(toy, "/organizations/add"),
        name="Musée",
        sector="library_culture",
    )
    assert (led.headers["location"], told(toy, led)) == (
        "/organizations/org:musee",
        "Musée was added.",
    )
    again = send(toy, "/organizations/add", {}, name="Musee")
    assert "There is an organization of this name already." in wrong(again)
    path = "/partnerships/lip:one/add-body"
    led = send(
        toy,
        path,
        opened(toy, path),
        name="Health Table",
        kind="sector_table",
        part_of="body:council",
    )
    assert led.headers["location"] == "/bodies/body:one~health-table"
    made = toy.get("/v1/bodies/body:one~health-table").json()
    assert (made["kind"], made["part_of"]) == ("sector_table", "body:council")
    assert "one of this name already" in wrong(
        send(toy, path, opened(toy, path), name="Health table")
    )
    assert toy.get("/partnerships/lip:nobody/add-body", headers=PAGE).status_code == 404


def test_a_council_is_changed_and_cannot_become_part_of_itself(toy: TestClient) -> None:
    path = "/bodies/body:council/change"
    led = send(toy, path, opened(toy, path), theme="health", kind="executive")
    assert told(toy, led) == "Council was changed."
    assert toy.get("/v1/bodies/body:council").json()["kind"] == "executive"
    assert "part of itself" in wrong(send(toy, path, opened(toy, path), part_of="body:table"))
    undo(toy, newest(toy)["id"])
    assert toy.get("/v1/bodies/body:council").json()["kind"] == "council"


def test_a_meeting_is_recorded_corrected_and_undone(toy: TestClient) -> None:
    send(toy, f"{BODY}/add-member", {"organization": "Clinic", "since": "2015"})
    path = f"{BODY}/add-meeting"
    fields = opened(toy, f"{path}?as_of=2021-03-04")
    assert fields["date"] == ["2021-03-04"]
    assert (fields["at.org:school"], fields["at.org:clinic"]) == ([""], [""])
    led = send(toy, path, {**fields, "at.org:clinic": "regrets"}, others="present")
    assert (
        told(toy, led) == "Meeting of Table on March 4, 2021: 1 present, 1 sent regrets, 0 absent."
    )
    page = toy.get(BODY, headers=PAGE).text
    assert "/meetings/meet:table~2021-03-04/change" in page
    assert (
        newest(toy)["sentence"]
        == "Recorded the meeting of Table on March 4, 2021, with 2 organizations."
    )
    assert "recorded already" in wrong(send(toy, path, fields))
    change = "/meetings/meet:table~2021-03-04/change"
    fields = opened(toy, change)
    assert (fields["at.org:school"], fields["at.org:clinic"]) == (["present"], ["regrets"])
    late = dict(fields)
    led = send(toy, change, {**fields, "at.org:clinic": ""}, author="Host")
    assert (
        told(toy, led) == "Meeting of Table on March 4, 2021: 1 present, 0 sent regrets, 0 absent."
    )
    met = send(toy, change, {**late, "at.org:school": "absent"})
    assert met.status_code == 409
    assert "Stored now: not recorded" in html.unescape(re.sub(r"<[^>]+>", "", met.text))
    correction, recorded = (each["id"] for each in toy.get("/v1/edits").json()["items"][:2])
    refused = undo(toy, recorded)
    assert refused.status_code == 409
    assert undo(toy, correction).status_code == 303
    assert opened(toy, change)["at.org:clinic"] == ["regrets"]
    assert undo(toy, recorded).status_code == 303
    assert toy.get(change, headers=PAGE).status_code == 404


def test_nothing_is_said_of_whom_the_form_of_a_meeting_did_not_show(toy: TestClient) -> None:
    path = f"{BODY}/add-meeting?as_of=2021-03-04"
    fields = opened(toy, path)
    assert fields["rows"] == ["org:school"]
    # Somebody else adds a member while the form is open.
    send(toy, f"{BODY}/add-member", {"organization": "Clinic", "since": "2015"})
    led = send(toy, f"{BODY}/add-meeting", fields, others="absent")
    assert told(toy, led).endswith("0 present, 0 sent regrets, 1 absent.")


def test_a_membership_that_is_ended_twice_alike_is_no_conflict(toy: TestClient) -> None:
    page = toy.get(BODY, headers=PAGE).text
    path = html.unescape(re.findall(r'href="(/memberships/[^"?]+/end)', page)[0])
    fields = {**opened(toy, path), "until": "2026-01-01"}
    assert send(toy, path, fields).status_code == 303
    revision = toy.get("/v1/edits").json()["revision"]
    assert send(toy, path, fields).status_code == 303
    assert toy.get("/v1/edits").json()["revision"] == revision


@pytest.mark.parametrize(
    ("date", "said"), [("2999-01-01", "not come yet"), ("2020", "Write a day"), ("", "Write a day")]
)
def test_a_meeting_has_a_day_that_has_come(toy: TestClient, date: str, said: str) -> None:
    assert said in wrong(
        send(toy, f"{BODY}/add-meeting", {"date": date, "at.org:school": "present"})
    )


def test_the_history_tells_all_and_of_one_and_asks_who_undoes(toy: TestClient) -> None:
    path = "/organizations/org:school/change"
    send(toy, path, opened(toy, path), name="<b>Académie</b>", author="Équipe <i>A</i>")
    page = toy.get("/history", headers=PAGE).text
    assert "Équipe &lt;i&gt;A&lt;/i&gt;" in page
    assert "&lt;b&gt;Académie&lt;/b&gt;" in page
    assert "<b>" not in page
    assert "1 change<" in page
    assert "Nothing was changed yet." in toy.get("/history?about=lip:two", headers=PAGE).text
    assert "Rien n’a encore été modifié." in toy.get("/history?about=x&lang=fr", headers=PAGE).text
    # A browser that has never said in whose name it acts is asked.
    toy.cookies.clear()
    item = newest(toy)["id"]
    asked = undo(toy, item, author="")
    assert asked.status_code == 422
    assert "Undo a change" in asked.text
    fields = held(asked.text)
    assert (fields["edit"], fields["back"]) == ([item], [BODY])
    led = toy.post(
        "/history/undo", data={**fields, "author": "Host"}, headers=PAGE, follow_redirects=False
    )
    assert led.headers["location"] == BODY
    assert toy.get("/v1/organizations/org:school").json()["name"] == "School"
    assert "undone on" in toy.get("/history", headers=PAGE).text
    # What was undone is done again with the button of the notice.
    again = undo(toy, newest(toy)["id"])
    assert again.status_code == 303
    assert toy.get("/v1/organizations/org:school").json()["name"] == "<b>Académie</b>"


def test_an_edit_that_cannot_be_undone_says_why_on_a_page(toy: TestClient) -> None:
    toy.put("/v1/organizations/org:school", json={"name": "First"})
    first = newest(toy)["id"]
    toy.put("/v1/organizations/org:school", json={"name": "Second"}, params={"author": "Host"})
    page = undo(toy, first)
    assert page.status_code == 409
    assert "by Host: Name." in page.text
    assert undo(toy, "edit:99").status_code == 404


def test_forms_keep_the_day_of_the_page(toy: TestClient) -> None:
    page = toy.get(f"{BODY}?as_of=2020-01-01", headers=PAGE).text
    assert f"/memberships/{SEAT}/end?as_of=2020-01-01" in page
    form = toy.get(f"{BODY}/add-member?as_of=2020-01-01", headers=PAGE).text
    assert f'action="{BODY}/add-member?as_of=2020-01-01"' in form


def test_a_signed_in_browser_may_change_records_and_another_site_may_not(
    locked: TestClient,
) -> None:
    fields = {"name": "New", "author": "Secretariat"}
    assert locked.post("/organizations/add", data=fields).status_code == 401
    locked.cookies.update({COOKIE: session(KEY)})
    elsewhere = {"sec-fetch-site": "cross-site"}
    assert locked.post("/organizations/add", data=fields, headers=elsewhere).status_code == 403
    assert locked.post("/organizations/add", data=fields).status_code == 303
