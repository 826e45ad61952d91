"""The page on which changes are tried out: the draft in its address, its numbers, what is kept."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import time
import zlib
from collections import Counter
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from graphsvc.api import waiting
from graphsvc.api.pages.what_if_kept import MOST_READ
from graphsvc.language import language
from graphsvc.model.scenarios import KeptScenario
from graphsvc.store import scenarios
from graphsvc.store.bolt import Store, Transaction

PAGE = {"accept": "text/html"}
PEEL, COUNCIL = "lip:peel", "body:peel~peel-newcomer-strategy-group"
UNITED, GOODWILL = "org:united-way-of-peel-region", "org:goodwill"
JOINS, LEAVES = f"add={GOODWILL},{COUNCIL},chair", f"leave={UNITED}"


def get(client: TestClient, query: str, status: int = 200, language: str = "en") -> str:
    answer = client.get(f"/what-if?lang={language}&{query}", headers=PAGE)
    assert answer.status_code == status, answer.text
    return html.unescape(answer.text)


def sent(client: TestClient, status: int = 303, /, **fields: str) -> Response:
    """Send one of the forms that add a change."""
    answer = client.get("/what-if", params=fields, headers=PAGE, follow_redirects=False)
    assert answer.status_code == status, answer.text
    return answer


def draft_of(address: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(address).query)


def draft(answer: Response) -> list[tuple[str, str]]:
    return draft_of(answer.headers["location"])


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def section(text: str, name: str) -> str:
    found = re.search(rf'<section id="{name}".*?</section>', text, re.DOTALL)
    assert found is not None, name
    return found[0]


def cells(text: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL)
    found = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[words(cell) for cell in row] for row in found]


def kept(client: TestClient, name: str, query: str) -> Response:
    fields = {"called": name, "draft": query}
    return client.post("/what-if/keep", data=fields, follow_redirects=False)


def test_an_empty_draft_offers_what_the_partnership_itself_answers(
    canada_client: TestClient,
) -> None:
    text = section(get(canada_client, f"of={PEEL}"), "changes")
    found = re.findall(r'<li><a href="(/what-if[^"]+)">', text)
    assert len(found) == 3
    for address in found:
        shown = get(canada_client, address.partition("?")[2])
        assert "What would be different" in shown
        assert "Not counted" not in shown
    assert 'id="outcome"' not in get(canada_client, f"of={PEEL}")


def test_nobody_is_said_to_bridge_where_there_is_one_table(canada_client: TestClient) -> None:
    canada_client.put("/v1/partnerships/lip:tiny", json={"name": "Tiny"})
    table = {"name": "Council", "part_of": "lip:tiny", "kind": "council"}
    canada_client.put("/v1/bodies/body:tiny~council", json=table)
    for item in (UNITED, GOODWILL):
        seat = {"organization": item, "body": "body:tiny~council", "role": "member"}
        name = f"seat:{item.partition(':')[2]}~tiny~council"
        assert canada_client.put(f"/v1/memberships/{name}", json=seat).status_code == 201
    assert " leaves: " not in section(get(canada_client, "of=lip:tiny"), "changes")
    text = section(get(canada_client, f"of={PEEL}"), "changes")
    assert "leaves: others depend on it" in text or "leaves: it is first in the ranking" in text


def test_the_numbers_are_those_of_the_api(canada_client: TestClient) -> None:
    text = get(canada_client, f"of={PEEL}&{JOINS}&{LEAVES}")
    body = {
        "add": {"memberships": [{"organization": GOODWILL, "body": COUNCIL, "role": "chair"}]},
        "remove": {"organizations": [UNITED]},
    }
    answer: dict[str, Any] = canada_client.post(
        "/v1/scenarios/evaluate", json=body, params={"scope": PEEL}
    ).json()
    number = language("en").number
    shown = cells(section(text, "compared"))
    ranks = {tuple(row[1:3]) + tuple(row[4:]) for row in shown if len(row) == 6}
    assert ranks - {("Rank as it is",)} >= {
        tuple(
            number(row[name]) for name in ("before", "after", "cuts_off_before", "cuts_off_after")
        )
        for row in answer["ranking"]
    }
    numbers = [row[1:3] for row in shown if len(row) == 5 and row[0] != "Number"]
    assert sorted(numbers) == sorted(
        [number(row["before"], 3), number(row["after"], 3)] for row in answer["numbers"]
    )
    told = Counter(row["telling"] for row in answer["sectors"])
    assert sum(row["changed"] for row in answer["sectors"]) > told[True]
    clear = f"{told[True]} sector" if told[True] else "No sector would clearly stand differently."
    assert clear in text
    assert f"{told[False]} sectors without a clear change" in text
    assert "With these 2 changes:" in text
    # United Way was first and is gone; nobody has to be told that it has no seat any more.
    assert "now it is United Way of Peel Region" in text
    assert "Would have no seat left" not in text


def test_a_change_that_does_not_fit_is_told_beside_it_and_the_rest_is_counted(
    canada_client: TestClient,
) -> None:
    unfit = f"add={UNITED},{COUNCIL}&leave=org:ghost&end=junk&close={COUNCIL}x&new=health,"
    text = get(canada_client, f"of={PEEL}&{unfit}&add={GOODWILL},{COUNCIL}")
    tried = re.findall(r"<li( class=\"unfit\")?>(.*?)</li>", section(text, "changes"), re.DOTALL)
    assert [bool(mark) for mark, _ in tried] == [True, True, True, True, True, False]
    told = [words(item) for _, item in tried]
    assert "United Way of Peel Region sits on Peel Newcomer Strategy Group already." in told[0]
    assert "Nothing has the id org:ghost." in told[1]
    assert "It cannot be read." in told[2]
    assert "With this change:" in text
    nothing = get(canada_client, f"of={PEEL}&leave=org:ghost")
    assert "None of these changes fits" in nothing


def test_each_change_is_taken_back_by_itself(canada_client: TestClient) -> None:
    text = get(canada_client, f"of={PEEL}&{JOINS}&{LEAVES}&as_of=2025-01-01&exclude=host")
    found = re.findall(r'href="([^"]+)" aria-label="Take back', text)
    assert [draft_of(each) for each in found] == [
        [("of", PEEL), ("leave", UNITED), ("as_of", "2025-01-01"), ("exclude", "host")],
        [
            ("of", PEEL),
            ("add", f"{GOODWILL},{COUNCIL},chair"),
            ("as_of", "2025-01-01"),
            ("exclude", "host"),
        ],
    ]


def test_forms_add_to_the_draft(canada_client: TestClient) -> None:
    base = {"of": PEEL, "leave": UNITED, "as_of": "2025-01-01"}
    seat = sent(
        canada_client, **base, do="seat", organization="goodwill", body=COUNCIL, role="lead"
    )
    assert draft(seat) == [
        ("of", PEEL),
        ("leave", UNITED),
        ("add", f"{GOODWILL},{COUNCIL},lead"),
        ("as_of", "2025-01-01"),
    ]
    away = sent(canada_client, of=PEEL, do="away", leaver="united way of peel region", leaves="")
    assert draft(away) == [("of", PEEL), ("leave", UNITED)]
    end = sent(canada_client, of=PEEL, do="away", leaver="Region of Peel", leaves=COUNCIL)
    assert draft(end) == [("of", PEEL), ("end", f"org:region-of-peel,{COUNCIL}")]
    close = sent(canada_client, of=PEEL, do="close", closes=COUNCIL)
    assert draft(close) == [("of", PEEL), ("close", COUNCIL)]
    found = sent(
        canada_client, of=PEEL, do="found", name="Youth, too", sort="sector_table", under=PEEL
    )
    assert draft(found) == [("of", PEEL), ("found", f"{PEEL},sector_table,Youth, too")]
    # Whoever is new can be seated on what is new.
    query = {"of": PEEL, "found": f"{PEEL},sector_table,Youth, too"}
    new = sent(
        canada_client, **query, do="seat", organization="A new clinic", asked="A new clinic",
        choice="new", sector="health", body="body:peel~youth-too", role="member",
    )  # fmt: skip
    assert draft(new)[2:] == [
        ("new", "health,A new clinic"),
        ("add", "org:a-new-clinic,body:peel~youth-too,member"),
    ]
    text = get(canada_client, urlsplit(new.headers["location"]).query)
    assert "Add A new clinic to Youth, too (Member)" in words(text)
    assert "Not counted" not in text


def test_what_is_wrong_with_a_form_stands_beside_the_field(canada_client: TestClient) -> None:
    wrong = [
        ({"do": "seat", "body": COUNCIL}, "organization", "This field is empty."),
        ({"do": "seat", "organization": "goodwill", "body": "body:x"}, "body", "in the list"),
        ({"do": "seat", "organization": "Godwil", "body": COUNCIL}, "choice", "just this name"),
        ({"do": "away", "leaver": "zzzzzzzz"}, "leaver", "No organization has a name like this."),
        ({"do": "away", "leaver": "united way"}, "which", "Choose one."),
        ({"do": "away", "leaver": "goodwill", "leaves": COUNCIL}, "leaves", "does not sit there"),
        ({"do": "close", "closes": "body:x"}, "closes", "in the list"),
        ({"do": "found", "under": PEEL}, "name", "This field is empty."),
        ({"do": "found", "under": "lip:x", "name": "Y"}, "under", "in the list"),
        ({"do": "keep", "called": ""}, "called", "This field is empty."),
    ]
    for fields, name, problem in wrong:
        text = sent(canada_client, 422, of=PEEL, leave=UNITED, **fields).text
        found = re.search(rf'id="{name}-fault-1">(.*?)</span>', text)
        assert found is not None, fields
        assert problem in html.unescape(found[1])
        # Nothing else is lost.
        assert "leaves altogether" in text


def test_an_address_has_a_longest_length(canada_client: TestClient) -> None:
    many = "&".join(f"leave=org:{'x' * 100}{place}" for place in range(55))
    query = f"of={PEEL}&{many}&do=close&closes={COUNCIL}"
    text = get(canada_client, query, 422)
    assert "An address cannot hold more changes than these." in text
    more = "&".join("leave=a" for _ in range(501))
    assert "more than 500 changes" in get(canada_client, f"of={PEEL}&{more}", 422)
    long = get(canada_client, f"of={PEEL}&leave=org:{'x' * 8_000}", 422)
    assert "There is more here than an address can hold." in long


def test_nobody_stands_differently_only_where_nothing_does(canada_client: TestClient) -> None:
    found = f"found={PEEL},sector_table,Youth"
    assert "Nobody would stand differently." in get(canada_client, f"of={PEEL}&{found}")
    for change in (LEAVES, f"close={COUNCIL}"):
        text = get(canada_client, f"of={PEEL}&{change}")
        assert "Nobody would stand differently." not in text
        counted = sum(
            row[1] != row[2] for row in cells(section(text, "compared")) if len(row) == 6
        ) - text.count(">Rank as it is<")
        told = f"{counted} organizations would rank differently; see below."
        assert (told in text) == (counted > 1), (change, counted)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("of=lip:nobody", 404),
        ("of=org:goodwill", 422),
        ("kept=scen:nobody", 404),
        (f"of={PEEL}&kept=", 200),
        (f"of={PEEL}&do=nothing&add=,,,,,&drop=x&new=%00,%00&found=,,&seats=9", 200),
        (f"of={PEEL}&add=org:a,{COUNCIL},member,x&new=nosector,A&found=lip:peel,nokind,B", 200),
        ("of=all", 200),
        ("", 200),
    ],
)
def test_whatever_stands_in_the_address_is_answered(
    canada_client: TestClient, query: str, status: int
) -> None:
    get(canada_client, query, status)


def test_hostile_names_stay_text(canada_client: TestClient) -> None:
    name = "<script>alert(1)</script>\"' {body} %(x)s"
    query = urlencode([("of", PEEL), ("new", f"health,{name}"), ("leave", name)])
    answer = canada_client.get(f"/what-if?{query}", headers=PAGE)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert f"A new organization: {name} (health)" in html.unescape(answer.text)
    done = kept(canada_client, name, urlencode([("of", PEEL), ("leave", UNITED)]))
    assert done.status_code == 303
    assert "<script>alert" not in canada_client.get("/what-if", headers=PAGE).text


def test_a_draft_is_kept_opened_changed_and_forgotten(canada_client: TestClient) -> None:
    query = f"of={PEEL}&{JOINS}&new=health,A+new+clinic"
    answer = kept(canada_client, "Été 2027", query)
    assert draft(answer) == [("of", PEEL), ("kept", "scen:ete-2027")]
    assert answer.headers["location"].startswith("/what-if?")
    held = canada_client.get("/v1/scenarios/scen:ete-2027").json()
    assert held["add"]["memberships"] == [
        {"organization": GOODWILL, "body": COUNCIL, "role": "chair", "seats": 1}
    ]
    # It tells the same as the draft it was, wherever it is opened; where is found by itself.
    opened = get(canada_client, "kept=scen:ete-2027")
    for name in ("outcome", "compared"):
        assert section(opened, name) == section(get(canada_client, query), name)
    assert "/v1/scenarios/scen:ete-2027" in opened
    listed = cells(section(get(canada_client, ""), "kept"))[1]
    assert listed[:3] == ["Été 2027", "Peel Newcomer Strategy Group (PNSG)", "2"]
    # A change of what is kept is a draft beside it.
    (without,) = re.findall(r'href="([^"]+)" aria-label="Take back: Add', opened)
    assert draft_of(without) == [
        ("of", PEEL),
        ("kept", "scen:ete-2027"),
        ("drop", f"add,{GOODWILL},{COUNCIL}"),
    ]
    less = get(canada_client, without.partition("?")[2])
    assert "Add Goodwill" not in less
    assert "A new organization: A new clinic" in words(less)
    # Forgotten, and kept again.
    stamp = canada_client.get("/v1/scenarios/scen:ete-2027").json()["changed_at"]
    sent = {"item": "scen:ete-2027", "back": "/what-if", "changed_at": stamp}
    gone = canada_client.post("/what-if/forget", data=sent)
    assert "“Été 2027” is forgotten." in gone.text
    assert canada_client.get("/v1/scenarios").json() == []
    undo = re.search(r'action="/what-if/restore".*?</form>', gone.text, re.DOTALL)
    assert undo is not None
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', html.unescape(undo[0])))
    back = canada_client.post("/what-if/restore", data=fields)
    assert "“Été 2027” is kept again." in back.text
    again = canada_client.get("/v1/scenarios/scen:ete-2027").json()
    assert (again["add"], again["remove"]) == (held["add"], held["remove"])
    # Twice is a conflict and no second one.
    assert canada_client.post("/what-if/restore", data=fields).status_code == 409


def fields_of(page: str, action: str) -> dict[str, str]:
    found = re.search(rf'action="{action}".*?</form>', page, re.DOTALL)
    assert found is not None, action
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', html.unescape(found[0])))


def test_what_bears_an_id_of_its_own_keeps_it(canada_client: TestClient) -> None:
    one = {"name": "Été", "remove": {"organizations": [UNITED]}}
    assert canada_client.put("/v1/scenarios/scen:s-1", json=one).status_code == 201
    sent = fields_of(get(canada_client, ""), "/what-if/forget")
    # The way back holds a long draft: undoing leads to the bare page then.
    sent["back"] = f"/what-if?of={PEEL}&leave=org:{'x' * 5_000}"
    gone = canada_client.post("/what-if/forget", data=sent, headers=PAGE, follow_redirects=False)
    page = canada_client.get("/what-if", headers=PAGE).text
    assert gone.status_code == 303
    undo = fields_of(page, "/what-if/restore")
    assert (undo["item"], undo["back"]) == ("scen:s-1", "/what-if")
    canada_client.post("/what-if/restore", data=undo)
    assert [each["id"] for each in canada_client.get("/v1/scenarios").json()] == ["scen:s-1"]
    # Kept anew under its own name it is replaced, and no second one appears.
    opened = canada_client.get("/what-if?kept=scen:s-1", headers=PAGE).text
    tag = re.search(r'name="tag" value="([^"]*)"', opened)
    assert tag is not None
    data = {"called": "Été", "draft": f"of={PEEL}&kept=scen:s-1&{JOINS}", "tag": tag[1]}
    done = canada_client.post("/what-if/keep", data=data, follow_redirects=False)
    assert draft(done) == [("of", PEEL), ("kept", "scen:s-1")]
    assert [each["id"] for each in canada_client.get("/v1/scenarios").json()] == ["scen:s-1"]


def test_what_somebody_kept_anew_is_not_forgotten(canada_client: TestClient) -> None:
    one = {"name": "Plan", "remove": {"organizations": [UNITED]}}
    canada_client.put("/v1/scenarios/scen:plan", json=one)
    sent = fields_of(get(canada_client, ""), "/what-if/forget")
    canada_client.put("/v1/scenarios/scen:plan", json={**one, "name": "Other"})
    late = canada_client.post("/what-if/forget", data=sent, headers=PAGE)
    assert late.status_code == 409
    assert "Somebody has kept or forgotten it since." in late.text
    assert canada_client.get("/v1/scenarios/scen:plan").json()["name"] == "Other"


def test_of_one_table_no_sectors_are_compared(canada_client: TestClient) -> None:
    said = "Sectors are compared for whole partnerships only."
    assert said in get(canada_client, f"of={COUNCIL}&{LEAVES}")
    assert said not in get(canada_client, f"of={PEEL}&found={PEEL},sector_table,Youth")


def test_a_new_organization_takes_no_seat_under_the_id_of_another(
    canada_client: TestClient,
) -> None:
    canada_client.put("/v1/organizations/org:peel-clinic", json={"name": "Clinic of Peel"})
    query = {"of": PEEL, "do": "seat", "body": COUNCIL, "role": "member", "sector": "health"}
    taken = {"organization": "Peel-Clinic", "asked": "Peel-Clinic", "choice": "new"}
    text = sent(canada_client, 422, **query, **taken).text
    assert "the same id as that of Clinic of Peel" in html.unescape(text)


def test_the_day_that_is_looked_at_is_kept_on(canada_client: TestClient) -> None:
    opened = get(canada_client, f"of={PEEL}&{LEAVES}&as_of=2025-01-01&exclude=host")
    action = re.search(r'action="(/what-if/keep[^"]*)"', opened)
    assert action is not None
    fields = {"called": "Then", "draft": f"of={PEEL}&{LEAVES}"}
    answer = canada_client.post(action[1], data=fields, follow_redirects=False)
    assert draft(answer)[2:] == [("as_of", "2025-01-01"), ("exclude", "host")]


def test_what_is_kept_is_not_overwritten_by_chance(canada_client: TestClient) -> None:
    kept(canada_client, "Plan", f"of={PEEL}&{LEAVES}")
    refused = canada_client.post(
        "/what-if/keep", data={"called": "Plan", "draft": f"of={PEEL}&{JOINS}"}
    )
    assert refused.status_code == 422
    assert "Another one is kept under this name already." in refused.text
    assert "Add Goodwill" in words(refused.text)
    # Who has opened it replaces it under the same name, unless somebody else did meanwhile.
    opened = canada_client.get("/what-if?kept=scen:plan", headers=PAGE).text
    tag = re.search(r'name="tag" value="([^"]*)"', opened)
    assert tag is not None
    more = {"called": "Plan", "draft": f"of={PEEL}&kept=scen:plan&{JOINS}", "tag": tag[1]}
    done = canada_client.post("/what-if/keep", data=more, follow_redirects=False)
    assert draft(done) == [("of", PEEL), ("kept", "scen:plan")]
    found = canada_client.get("/v1/scenarios/scen:plan").json()
    assert found["remove"]["organizations"] == [UNITED]
    assert len(found["add"]["memberships"]) == 1
    canada_client.put("/v1/scenarios/scen:plan", json={"name": "Plan", "add": {}, "remove": {}})
    late = canada_client.post("/what-if/keep", data={**more, "tag": "2020-01-01T00:00:00+00:00"})
    assert late.status_code == 422
    assert "Somebody has kept another version" in late.text


def test_what_does_not_fit_is_not_kept_and_what_no_longer_fits_is_told(
    canada_client: TestClient,
) -> None:
    refused = canada_client.post(
        "/what-if/keep", data={"called": "X", "draft": f"of={PEEL}&leave=org:ghost"}
    )
    assert refused.status_code == 422
    assert "Some changes do not fit." in refused.text
    kept(canada_client, "Plan", f"of={PEEL}&{JOINS}&{LEAVES}")
    seat = {"organization": GOODWILL, "body": COUNCIL, "role": "member"}
    name = f"seat:goodwill~{COUNCIL.partition(':')[2]}"
    assert canada_client.put(f"/v1/memberships/{name}", json=seat).status_code < 300
    text = get(canada_client, "kept=scen:plan")
    assert "Goodwill sits on Peel Newcomer Strategy Group already." in words(text)
    assert "With this change:" in text


def test_what_no_cookie_can_hold_is_forgotten_for_good_and_says_so(
    canada_client: TestClient,
) -> None:
    # Names that no packing makes shorter.
    names = [hashlib.sha256(str(place).encode()).hexdigest() for place in range(60)]
    new = [{"id": f"org:{name}", "name": name} for name in names]
    large = {"name": "Large", "add": {"organizations": new}}
    small = {"name": "Small", "add": {"organizations": new[:1]}}
    for item, scenario in (("scen:large", large), ("scen:small", small)):
        assert canada_client.put(f"/v1/scenarios/{item}", json=scenario).status_code == 201
    text = get(canada_client, "")
    assert sorted(re.findall(r'aria-label="(Forget [^"]+)">([\w ]+)<', text)) == [
        ("Forget Small", "Forget"),
        ("Forget for good: Large", "Forget for good"),
    ]
    stamp = canada_client.get("/v1/scenarios/scen:large").json()["changed_at"]
    data = {"item": "scen:large", "back": "/what-if", "changed_at": stamp}
    gone = canada_client.post("/what-if/forget", data=data)
    assert "“Large” is forgotten." in gone.text
    assert "/what-if/restore" not in gone.text


def test_only_what_was_forgotten_here_is_kept_again(canada_client: TestClient) -> None:
    bomb = zlib.compress(b" " * 10_000_000)
    unknown = zlib.compress(b'{"add": {"persons": []}}')
    unfit = zlib.compress(b'{"remove": {"bodies": ["body:a", "body:a"]}}')
    packed = [base64.urlsafe_b64encode(each).decode() for each in (bomb, unknown, unfit)]
    for text in ("x", "e30=", "!" * 50, *packed):
        sent = {"item": "scen:n", "name": "N", "text": text}
        assert canada_client.post("/what-if/restore", data=sent).status_code == 422, text
    empty = base64.urlsafe_b64encode(zlib.compress(b"{}")).decode()
    for item in ("org:n", "scen:../x", "scen:N"):
        sent = {"item": item, "name": "N", "text": empty}
        assert canada_client.post("/what-if/restore", data=sent).status_code == 422, item
    sent = {"item": "scen:no", "changed_at": "2026-01-01T00:00:00+00:00"}
    assert canada_client.post("/what-if/forget", data=sent).status_code == 409
    assert canada_client.post("/what-if/keep", data={"called": "N"}).status_code == 200


def test_what_takes_long_is_waited_for_with_the_draft(
    canada_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "LONGEST", 0.0)
    query = f"of={PEEL}&{LEAVES}&lang=fr"
    answer = canada_client.get(f"/what-if?{query}", headers=PAGE)
    assert answer.status_code == 202
    assert "Et si" in answer.text
    deadline = time.monotonic() + 120
    while answer.status_code == 202 and time.monotonic() < deadline:
        time.sleep(0.05)
        answer = canada_client.get(f"/what-if?{query}", headers=PAGE)
    assert "Avec ce changement" in answer.text


def test_pages_lead_here_with_the_first_change(canada_client: TestClient) -> None:
    partnership = html.unescape(canada_client.get(f"/partnerships/{PEEL}", headers=PAGE).text)
    assert f'href="/what-if?of={PEEL}"' in partnership
    tried = re.findall(r'href="(/what-if\?of=lip:peel&add=[^"]+)"', partnership)
    assert tried
    assert "Not counted" not in get(canada_client, tried[0].partition("?")[2])
    organization = html.unescape(canada_client.get(f"/organizations/{UNITED}", headers=PAGE).text)
    assert f'href="/what-if?of={PEEL}&leave={UNITED}"' in organization
    assert "What if it left?" in organization
    item = "/organizations/org:a-new-clinic"
    canada_client.put(f"/v1{item}", json={"name": "A new clinic"})
    assert "What if it left?" not in canada_client.get(item, headers=PAGE).text


def first_tried(client: TestClient, path: str) -> tuple[str, str]:
    """The organization of the first row that leads here, and the address it leads to."""
    text = html.unescape(client.get(path, headers=PAGE).text)
    found = re.search(r'href="(/what-if\?[^"]*leave=(org:[^"&]+)[^"]*)"', text)
    assert found is not None
    return found[2], found[1]


@pytest.mark.parametrize(
    ("path", "of"),
    [
        (f"/partnerships/{PEEL}?exclude=host", PEEL),
        (f"/bridges?of={PEEL}&exclude=host", PEEL),
        ("/bridges?exclude=host", "all"),
        ("/bridges?first=health&second=settlement&exclude=host", "all"),
    ],
)
def test_rows_of_who_bridges_lead_here_with_the_removal(
    canada_client: TestClient, path: str, of: str
) -> None:
    item, address = first_tried(canada_client, path)
    assert draft_of(address) == [("of", of), ("leave", item), ("exclude", "host")]
    tried = get(canada_client, address.partition("?")[2])
    assert "Not counted" not in tried
    assert "leaves altogether" in tried


def test_a_stand_in_is_tried_out_with_the_seats_that_it_would_take(
    canada_client: TestClient,
) -> None:
    role = canada_client.get(f"/v1/organizations/{UNITED}/role").json()
    other = role["departure"]["stand_in"]
    text = html.unescape(canada_client.get(f"/organizations/{UNITED}", headers=PAGE).text)
    address = re.findall(rf'href="(/what-if\?of=[^"]+leave={UNITED}&add=[^"]+)"', text)[0]
    seats = [(name, value) for name, value in draft_of(address) if name == "add"]
    assert seats == [
        ("add", f"{other['organization']},{body},member") for body in other["seats_to_take"]
    ]
    assert "Not counted" not in get(canada_client, address.partition("?")[2])


def test_a_partner_of_an_organization_is_tried_out_at_one_of_its_tables(
    canada_client: TestClient,
) -> None:
    text = html.unescape(canada_client.get(f"/suggestions?of={UNITED}", headers=PAGE).text)
    tried = re.findall(r'href="(/what-if\?[^"]*add=[^"]+)"', text)
    assert tried
    tables = {
        seat["body"]
        for seat in canada_client.get(f"/v1/organizations/{UNITED}").json()["memberships"]
    }
    for address in tried[:3]:
        added = dict(draft_of(address))["add"].split(",")
        assert added[1] in tables
        assert "Not counted" not in get(canada_client, address.partition("?")[2])


def test_of_many_that_are_kept_only_those_that_are_listed_are_read(
    canada_client: TestClient, embedded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = f'{{"remove": {{"organizations": ["{UNITED}"]}}}}'
    here = [
        KeptScenario(f"scen:here-{at}", f"Here {at}", f"2026-01-01T00:{at:02}:00", "", held)
        for at in range(60)
    ]
    elsewhere = [
        KeptScenario(f"scen:there-{at}", f"There {at}", "2026-02-01T00:00:00", "", "{}")
        for at in range(250)
    ]

    def keep(tx: Transaction) -> None:
        brought = [replace(each, changed_at=each.created_at) for each in (*here, *elsewhere)]
        scenarios.bring(tx, brought, {})

    embedded.write_unseen(keep)
    read: list[int] = []

    def counted(store: Store, skipped: int, most: int) -> list[KeptScenario]:
        found = newest(store, skipped, most)
        read.append(len(found))
        return found

    newest = scenarios.newest
    monkeypatch.setattr(scenarios, "newest", counted)
    monkeypatch.setattr(scenarios, "whole", None)
    names: list[str] = []
    address, pages = f"of={PEEL}", []
    while address:
        read.clear()
        text = section(get(canada_client, address), "kept")
        assert sum(read) <= MOST_READ
        pages.append(len(re.findall(r"Here \d+</a>", text)))
        names += re.findall(r">(Here \d+)</a>", text)
        found = re.search(r'href="/what-if\?([^"#]+)#kept" rel="next"', text)
        address = found[1] if found else ""
    # 204 of others first, then 46 of others and the first 50 of this partnership, then its last.
    assert pages == [0, 50, 10]
    assert names == [f"Here {at}" for at in reversed(range(60))]
    # Without a partnership, a page reads what it lists and one more.
    read.clear()
    text = section(get(canada_client, ""), "kept")
    assert (sum(read), text.count('action="/what-if/forget"')) == (51, 50)
    assert "older=50" in text
    text = section(get(canada_client, "older=300"), "kept")
    assert text.count('action="/what-if/forget"') == 10
    assert "The newest" in text
    assert "Older ones" not in text
    assert canada_client.get("/what-if?older=-1", headers=PAGE).status_code == 422
