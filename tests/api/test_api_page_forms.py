"""Forms on pages: suggestions answered without scripts, told so on top, and taken back."""

from __future__ import annotations

import base64
import html
import json
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from graphsvc.api.cookies import AUTHOR, TOLD
from graphsvc.api.pages.forms import done
from graphsvc.api.security import COOKIE, session
from graphsvc.web.pieces import Told, Undo
from tests.api.conftest import KEY

PAGE = {"accept": "text/html"}
ASKER = "lip:ottawa"


def suggested(page: Any) -> list[str]:
    """The ids that a page suggests, in order."""
    found = re.findall(r'name="answer" value="declined ([^"]+)"', page.text)
    return [html.unescape(each) for each in found]


def send(client: TestClient, pressed: str, **fields: str) -> Any:
    """Press a button of the form on the partnership's page."""
    sent = {"asker": ASKER, "author": "Secretariat", "back": f"/partnerships/{ASKER}#next"}
    return client.post(
        "/suggestions",
        data={**sent, "answer": pressed, **fields},
        headers=PAGE,
        follow_redirects=False,
    )


def test_a_declined_suggestion_is_gone_and_comes_back_when_undone(
    canada_client: TestClient,
) -> None:
    before = suggested(canada_client.get(f"/partnerships/{ASKER}", headers=PAGE))
    assert len(before) > 1
    led = send(canada_client, f"declined {before[0]}")
    assert (led.status_code, led.headers["location"]) == (303, f"/partnerships/{ASKER}#next")
    after = canada_client.get(f"/partnerships/{ASKER}", headers=PAGE)
    assert before[0] not in suggested(after)
    assert before[1] == suggested(after)[0]
    told = re.search(r'<div class="told" role="status">(.*?)</div>', after.text, re.DOTALL)
    assert told is not None
    assert "Declined: " in told[1]
    # It is told once, and kept for nobody.
    again = canada_client.get(f"/partnerships/{ASKER}", headers=PAGE)
    assert 'class="told"' not in again.text
    # The form that undoes it sends what stands in it, and leads back.
    action = re.search(r'action="([^"]+)"', told[1])
    assert action is not None
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]+)"', told[1]))
    fields = {name: html.unescape(value) for name, value in fields.items()}
    back = canada_client.post(action[1], data=fields, headers=PAGE, follow_redirects=False)
    assert (back.status_code, back.headers["location"]) == (303, f"/partnerships/{ASKER}#next")
    last = canada_client.get(f"/partnerships/{ASKER}", headers=PAGE)
    assert suggested(last) == before
    assert "Taken back." in last.text


def test_an_accepted_suggestion_stays_and_says_so_with_the_author_remembered(
    canada_client: TestClient,
) -> None:
    asker = suggested(canada_client.get(f"/partnerships/{ASKER}", headers=PAGE))[0]
    page = f"/organizations/{asker}"
    first = suggested(canada_client.get(page, headers=PAGE))[0]
    send(canada_client, f"accepted {first}", asker=asker, back=page, author="Équipe «A» & B")
    after = canada_client.get(page, headers=PAGE)
    assert first in suggested(after)
    assert f'value="accepted {first}"' not in after.text
    assert '<span class="tag said">Accepted</span>' in after.text
    assert 'value="Équipe «A» &amp; B"' in after.text
    said = canada_client.get(f"/v1/feedback/{asker}/{first}").json()
    assert (said["verdict"], said["author"]) == ("accepted", "Équipe «A» & B")


def test_an_undo_that_comes_late_does_not_take_back_what_another_said(
    canada_client: TestClient,
) -> None:
    candidate = suggested(canada_client.get(f"/partnerships/{ASKER}", headers=PAGE))[0]
    send(canada_client, f"declined {candidate}")
    page = canada_client.get("/suggestions", headers=PAGE).text
    tag = re.search(r'name="tag" value="([^"]+)"', page)
    assert tag is not None
    send(canada_client, f"accepted {candidate}", author="Council")
    fields = {"asker": ASKER, "candidate": candidate, "tag": tag[1], "back": "/"}
    late = canada_client.post("/suggestions/take-back", data=fields, headers=PAGE)
    assert late.status_code == 409
    assert "in the name of Council: Accepted" in html.unescape(late.text)
    assert canada_client.get(f"/v1/feedback/{ASKER}/{candidate}").json()["verdict"] == "accepted"


def test_the_enter_key_remembers_the_author_and_answers_nothing(canada_client: TestClient) -> None:
    page = canada_client.get(f"/partnerships/{ASKER}", headers=PAGE)
    form = page.text[page.text.index('<form class="answering"') :]
    # Browsers press the first button of a form.
    first = re.search(r"<button[^>]*>", form)
    assert first is not None
    assert first[0] == "<button>"
    led = send(canada_client, "")
    assert led.status_code == 303
    assert AUTHOR in led.cookies
    assert TOLD not in led.cookies
    assert canada_client.get("/v1/feedback").json()["total"] == 0


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"author": " "}, "author"),
        ({"asker": ""}, "asker"),
        ({"answer": "loved org:x"}, "loved is no answer to a suggestion"),
        ({"answer": "declined org:nobody"}, "org:nobody"),
        ({"author": "x" * 81}, "author"),
    ],
)
def test_a_form_that_is_wrong_changes_nothing_and_says_what_to_do(
    canada_client: TestClient, fields: dict[str, str], said: str
) -> None:
    revision = canada_client.get("/v1/feedback").json()["revision"]
    answer = send(canada_client, fields.pop("answer", "declined org:x"), **fields)
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("text/html")
    assert said in html.unescape(answer.text)
    assert canada_client.get("/v1/feedback").json()["revision"] == revision


@pytest.mark.parametrize("body", [b"\xff=1", b"&".join([b"a=1"] * 501), b"a=" + b"x" * 50_001])
def test_a_form_that_cannot_be_read_is_refused(client: TestClient, body: bytes) -> None:
    kind = {"content-type": "application/x-www-form-urlencoded", **PAGE}
    answer = client.post("/suggestions", content=body, headers=kind)
    assert answer.status_code == 422
    assert "This form cannot be read." in answer.text


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "/\\example.org", ""])
def test_a_form_leads_nowhere_else(canada_client: TestClient, target: str) -> None:
    led = send(canada_client, "", back=target)
    assert urlsplit(led.headers["location"]).netloc == ""
    assert led.headers["location"] == "/"


@pytest.mark.parametrize(
    "held",
    [
        "no base64 at all!",
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
        base64.urlsafe_b64encode(b"[1]").decode(),
        base64.urlsafe_b64encode(b'{"text": 7, "undo": {}}').decode(),
    ],
)
def test_a_cookie_that_is_not_ours_is_no_news(client: TestClient, held: str) -> None:
    client.cookies.update({TOLD: held, AUTHOR: held})
    page = client.get("/", headers=PAGE)
    assert page.status_code == 200
    assert 'class="told"' not in page.text


def test_what_a_cookie_says_is_escaped_and_its_form_stays_here(client: TestClient) -> None:
    evil = {
        "text": "<img src=x onerror=alert(1)>",
        "undo": {"action": "https://example.org/", "fields": {'"><script>': "<b>"}},
    }
    held = base64.urlsafe_b64encode(json.dumps(evil).encode()).decode()
    client.cookies.update({TOLD: held})
    page = client.get("/", headers=PAGE).text
    assert "<img src=x" not in page
    assert "<script>" not in page
    assert "example.org" not in page


def test_a_signed_in_browser_answers_on_pages_and_still_not_over_the_api(
    locked: TestClient,
) -> None:
    form = {"asker": "lip:x", "author": "Secretariat"}
    assert locked.post("/suggestions", data=form).status_code == 401
    locked.cookies.update({COOKIE: session(KEY)})
    assert locked.post("/suggestions", data=form).status_code == 303
    assert locked.put("/v1/organizations/org:a", json={"name": "A"}).status_code == 401
    assert locked.post("/v1/organizations", json={"name": "A"}).status_code == 401
    elsewhere = {"sec-fetch-site": "cross-site"}
    refused = locked.post("/suggestions", data=form, headers=elsewhere)
    assert refused.status_code == 403


def test_the_page_of_suggestions_lists_what_was_answered_and_takes_it_back(
    canada_client: TestClient,
) -> None:
    address = f"/suggestions?of={ASKER}"
    open_ones = suggested(canada_client.get(address, headers=PAGE))
    given = canada_client.get(f"/v1/partnerships/{ASKER}/invitations?limit=20").json()
    assert open_ones == [each["organization"] for each in given["suggestions"]]
    send(canada_client, f"tried {open_ones[0]}", back=address)
    page = canada_client.get(address, headers=PAGE)
    # Without the best, others are near enough to the best that is left.
    assert open_ones[0] not in suggested(page)
    assert "1 answer, the newest first" in page.text
    # Without an asker: everybody's answers, with whom they were for.
    everybody = canada_client.get("/suggestions", headers=PAGE)
    assert "1 answer, the newest first" in everybody.text
    assert ASKER in everybody.text
    fields = {"asker": ASKER, "candidate": open_ones[0], "back": address}
    canada_client.post("/suggestions/take-back", data=fields, headers=PAGE)
    after = canada_client.get(address, headers=PAGE)
    assert suggested(after) == open_ones
    assert "Nothing was answered yet." in after.text
    # What was taken back cannot be taken back once more.
    again = canada_client.post("/suggestions/take-back", data=fields, headers=PAGE)
    assert again.status_code == 404


@pytest.mark.parametrize("purpose", ["likely", "bridging", "gap", "balanced"])
def test_the_page_of_suggestions_asks_for_what_the_reader_chooses(
    canada_client: TestClient, purpose: str
) -> None:
    asker = "org:city-of-ottawa"
    page = canada_client.get(f"/suggestions?of={asker}&purpose={purpose}", headers=PAGE)
    address = f"/v1/organizations/{asker}/recommendations?limit=20&purpose={purpose}"
    given = canada_client.get(address).json()
    assert suggested(page) == [each["organization"] for each in given["suggestions"]]
    assert f'<option value="{purpose}" selected>' in page.text
    assert f'<option value="{asker}" selected>' in page.text


def test_the_page_of_suggestions_on_an_empty_graph_and_for_nobody(client: TestClient) -> None:
    page = client.get("/suggestions", headers=PAGE)
    assert page.status_code == 200
    assert "Nothing was answered yet. Choose above for whom" in page.text
    assert client.get("/suggestions?of=lip:nowhere", headers=PAGE).status_code == 404


def test_a_notice_that_a_browser_would_drop_is_cut_back() -> None:
    def kept(fields: dict[str, str]) -> Any:
        response = done("/", Told("Done.", Undo("/undo", fields)))
        [cookie] = response.headers.getlist("set-cookie")
        assert len(cookie) < 4096
        value = cookie.partition("=")[2].partition(";")[0].strip('"')
        return json.loads(base64.urlsafe_b64decode(value))

    back = f"/map?of=all&{'body=body:x&' * 500}"
    assert kept({"edit": "edit:1", "back": back})["undo"]["fields"] == {
        "edit": "edit:1",
        "back": "/map",
    }
    found = kept({"edit": "x" * 5000, "back": back})
    assert (found["text"], found["undo"]) == ("Done.", None)
