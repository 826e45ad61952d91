"""The page of the map: what is chosen is drawn, told, kept in every address, and taken back."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from graphsvc.model.entities import Body, Changes, Membership, Organization, Partnership
from graphsvc.model.vocabulary import Role
from graphsvc.store import journal
from graphsvc.store.bolt import Store

PAGE = {"accept": "text/html"}
SIMCOE = "of=lip:simcoe-county"
CHOSEN = (
    f"{SIMCOE}&view=organizations&size=effective_size&sector=health&sector=settlement&role=member"
)


def page(client: TestClient, query: str, status: int = 200) -> str:
    answer = client.get(f"/map?lang=en&{query}", headers=PAGE)
    assert answer.status_code == status, answer.text[:400]
    return answer.text


def data(text: str) -> Any:
    found = re.search(r'id="map-data">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def links(text: str, part: str) -> dict[str, str]:
    """Links by their words, of the part of a page that begins with a mark."""
    block = text[text.index(part) :]
    block = block[: block.index("</div>")]
    found = re.findall(r'<a[^>]*href="([^"]*)"[^>]*>(.*?)</a>', block, re.DOTALL)
    return {re.sub(r"<[^>]+>", "", words).strip(): unescape(href) for href, words in found}


def asked(href: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(href).query)


def test_the_form_has_what_is_chosen_and_what_there_is(canada_client: TestClient) -> None:
    text = page(canada_client, CHOSEN)
    assert '<option value="organizations" selected>Organizations only' in text
    assert '<option value="effective_size" selected>Bridging capacity' in text
    assert '<input type="checkbox" name="sector" value="health" checked>' in text
    assert '<input type="checkbox" name="role" value="member" checked>' in text
    assert '<input type="checkbox" name="sector" value="faith">' in text
    assert '<input type="hidden" name="of" value="lip:simcoe-county">' in text
    # Where tables are shown, other measures are defined.
    assert 'value="participation"' not in page(canada_client, SIMCOE)


def test_partnerships_are_sized_by_measures_of_their_own(canada_client: TestClient) -> None:
    text = page(canada_client, "of=all&group=partnership&size=strength")
    assert '<option value="strength" selected>Strength of ties' in text
    assert "the numbers on its lines, added up" in text
    assert {node["measure"].split(":")[0] for node in data(text)["nodes"]} == {"Strength of ties"}
    # What is not defined inside a partnership is not asked for there.
    inside = next(node["map"] for node in data(text)["nodes"] if node["id"] == "lip:peel")
    assert "size" not in asked(inside)
    told = "is not defined where one node stands for many organizations"
    assert told in page(canada_client, "of=all&group=partnership&size=closeness")
    assert told not in page(canada_client, "of=all&group=partnership")
    assert "is not defined for" not in page(canada_client, f"{SIMCOE}&size=organizations")


def test_filters_stand_in_a_list_and_each_leads_to_the_map_without_it(
    canada_client: TestClient,
) -> None:
    text = page(canada_client, f"{CHOSEN}&exclude=host&as_of=2019-01-01")
    found = links(text, 'class="narrowed"')
    assert list(found) == [
        "Remove the filter Sector: Health and mental health ×",
        "Remove the filter Sector: Settlement and newcomer services ×",
        "Remove the filter Role: Member ×",
        "Remove all filters",
    ]
    kept = {
        "of": ["lip:simcoe-county"],
        "view": ["organizations"],
        "size": ["effective_size"],
        "as_of": ["2019-01-01"],
        "exclude": ["host"],
    }
    without = asked(next(iter(found.values())))
    assert without == {**kept, "sector": ["settlement"], "role": ["member"]}
    assert asked(found["Remove all filters"]) == kept


def test_the_switch_of_language_and_the_picture_keep_all(canada_client: TestClient) -> None:
    text = page(canada_client, CHOSEN)
    for mark in ('class="language"', "Save as SVG"):
        line = next(line for line in text.splitlines() if mark in line)
        href = re.search(r'href="([^"]*)"[^>]*>(?:Français|Save as SVG)', line)
        assert href is not None
        query = asked(unescape(href[1]))
        query.pop("lang", None)
        assert query == asked(f"/map?{CHOSEN}")
    picture = canada_client.get(f"/map.svg?{CHOSEN}")
    assert picture.status_code == 200
    assert picture.headers["content-type"].startswith("image/svg+xml")


def test_what_is_shown_and_its_scores_follow_the_filters(canada_client: TestClient) -> None:
    whole, fewer = (
        data(page(canada_client, SIMCOE)),
        data(page(canada_client, f"{SIMCOE}&sector=health")),
    )
    names = {node["id"] for node in fewer["nodes"]}
    assert names < {node["id"] for node in whole["nodes"]}
    styles = {node["style"] for node in fewer["nodes"]}
    assert styles == {"care", "body", "partnership"}
    place = {node["id"]: (node["x"], node["y"]) for node in whole["nodes"]}
    assert all(place[node["id"]] == (node["x"], node["y"]) for node in fewer["nodes"])


def test_nothing_left_says_which_filter_to_take_back(canada_client: TestClient) -> None:
    text = page(canada_client, f"{SIMCOE}&sector=health&role=queen", 422)
    assert "role" in text
    text = page(canada_client, f"{SIMCOE}&sector=health&role=co_chair")
    assert "Nothing passes all filters at once." in text
    ways = links(text, 'class="empty"')
    assert ways
    for words, href in ways.items():
        count = int(words.split(": ")[1].split()[0].replace(",", ""))
        left = data(page(canada_client, href.partition("?")[2]))
        assert sum(node["kind"] == "organization" for node in left["nodes"]) >= count > 0


def test_communities_open_to_a_map_of_their_own(canada_client: TestClient) -> None:
    text = page(canada_client, "of=all&group=community&size=closeness")
    nodes = data(text)["nodes"]
    assert {node["kind"] for node in nodes} == {"community"}
    first = max(nodes, key=lambda node: float(node["size"]))
    assert "page" not in first
    inside = page(canada_client, first["map"].partition("?")[2])
    assert f"Community: {first['label']}" in unescape(inside)
    count = int(first["measure"].split(": ")[1].replace(",", ""))
    shown = data(inside)["nodes"]
    assert sum(node["kind"] == "organization" for node in shown) >= count
    # The size that was chosen goes along.
    assert asked(first["map"])["size"] == ["closeness"]


def test_any_member_names_its_community(canada_client: TestClient) -> None:
    rows = canada_client.get("/v1/communities").json()["rows"]
    one, other = rows[0]["organizations"][0], rows[0]["organizations"][-1]
    assert data(page(canada_client, f"community={one}")) == data(
        page(canada_client, f"community={other}")
    )


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("sector=nonsense", "sector"),
        ("role=queen", "role"),
        ("body=body:nowhere", "body"),
        ("community=org:nobody", "community"),
        ("view=spaghetti", "view"),
        ("size=luck", "size"),
        ("steps=4", "steps"),
    ],
)
def test_what_cannot_be_chosen_is_refused_by_name(
    client: TestClient, query: str, field: str
) -> None:
    answer = client.get(f"/map?lang=en&{query}", headers=PAGE)
    assert answer.status_code == 422
    assert field in answer.text


def test_old_addresses_still_lead_to_the_same_sizes(client: TestClient) -> None:
    assert client.get("/map?size=bridging", headers=PAGE).status_code == 200
    assert client.get("/map?size=ties&steps=2", headers=PAGE).status_code == 200


def test_a_path_goes_over_what_is_drawn_alone(client: TestClient, embedded: Store) -> None:
    # Each chairs a table of its own; they meet only where the first is a member.
    seats = (("a", "one", Role.CHAIR), ("b", "two", Role.CHAIR), ("a", "two", Role.MEMBER))
    records = Changes(
        partnerships=(Partnership(id="lip:town", name="Town"),),
        bodies=tuple(
            Body(id=f"body:{item}", name=item, part_of="lip:town") for item in ("one", "two")
        ),
        organizations=tuple(Organization(id=f"org:{item}", name=item) for item in "ab"),
        memberships=tuple(
            Membership(
                id=f"seat:{who}~{where}", organization=f"org:{who}", body=f"body:{where}", role=role
            )
            for who, where, role in seats
        ),
    )
    journal.apply(embedded, records)
    for view in ("tables", "organizations"):
        query = f"of=lip:town&view={view}&from=org:a&to=org:b"
        assert "meet at the same table." in page(client, query)
        assert "path-data" in page(client, query)
        filtered = page(client, f"{query}&role=chair")
        assert "On this map no way joins the two." in filtered
        assert "path-data" not in filtered


def test_a_map_that_would_be_one_of_communities_has_no_slider(
    canada_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("communities were looked for only to be refused")

    monkeypatch.setattr("graphsvc.viz.meetings.MOST_TIES", 1)
    monkeypatch.setattr("graphsvc.viz.maps.groups_in", never)
    for _ in range(2):
        answer = canada_client.get(f"/map/time.json?lang=en&{SIMCOE}&view=organizations")
        assert answer.status_code == 422
        assert "This map has no slider" in answer.text


def test_the_country_has_a_slider_by_partnership_and_no_other(canada_client: TestClient) -> None:
    asked_for = "/map/time.json?lang=en&of=all"
    answer = canada_client.get(f"{asked_for}&group=partnership&size=strength").json()
    days = [step["day"] for step in answer["steps"]]
    assert days == sorted(days)
    assert 5 < len(days) <= 40
    assert all("organizations; " in step["facts"][0] for step in answer["steps"])
    text = page(canada_client, "of=all&group=partnership")
    assert 'id="time"' in text
    for other in ("", "&group=community"):
        assert 'id="time"' not in page(canada_client, f"of=all{other}")
        refused = canada_client.get(f"{asked_for}{other}")
        assert refused.status_code == 422
        assert "the whole grouped by partnership" in refused.text


def test_names_in_the_other_language_say_so(canada_client: TestClient) -> None:
    langs = {node.get("lang") for node in data(page(canada_client, "of=lip:ottawa"))["nodes"]}
    assert langs == {None, "fr"}


def test_the_menu_opens_the_country_with_a_node_for_each_partnership(client: TestClient) -> None:
    client.put("/v1/partnerships/lip:one", json={"name": "One", "kind": "lip"})
    # Of a single partnership that would be one node.
    assert 'href="/map?of=all"' in client.get("/").text
    client.put("/v1/partnerships/lip:two", json={"name": "Two", "kind": "lip"})
    assert 'href="/map?of=all&amp;group=partnership"' in client.get("/").text
