"""The page of the bridging ranking: the numbers of the API, narrowed and page by page."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from graphsvc.api import waiting
from graphsvc.api.pages import bridges_form
from graphsvc.language import language

PAGE = {"accept": "text/html"}


def page(client: TestClient, query: str = "", language: str = "en") -> str:
    answer = client.get(f"/bridges?lang={language}{query}", headers=PAGE)
    assert answer.status_code == 200
    return html.unescape(answer.text)


def listed(text: str) -> list[tuple[str, list[str]]]:
    """Each organization's id with the texts of the other cells, in order."""
    if "<tbody>" not in text:
        return []
    body = text[text.index("<tbody>") : text.index("</tbody>")]
    found = []
    for row in re.findall(r"<tr>.*?</tr>", body, re.DOTALL):
        item = re.search(r'<th[^>]*><a href="/organizations/([^"?]+)', row)
        assert item is not None
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        texts = [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]
        found.append((item[1], texts))
    return found


def whole(client: TestClient, query: str = "") -> list[tuple[str, list[str]]]:
    """The list on all its pages."""
    found: list[tuple[str, list[str]]] = []
    while part := listed(page(client, f"{query}&start={len(found)}")):
        found += part
    return found


def answered(client: TestClient, query: str = "") -> list[dict[str, Any]]:
    rows = client.get(f"/v1/bridging?lang=en{query}").json()["rows"]
    return [row for row in rows if row["load"]["bodies"]]


def test_every_page_of_the_list_has_the_numbers_of_the_api(canada_client: TestClient) -> None:
    known, shown = answered(canada_client), whole(canada_client)
    assert len(known) > 200
    assert [item for item, _ in shown] == [row["organization"] for row in known]
    number = language("en").number
    for (_, cells), row in zip(shown, known, strict=True):
        stability, stand_in = row["stability"], row["stand_in"]
        assert cells[:5] == [
            f"{row['rank']} {stability['lower']} to {stability['upper']}",
            number(row["betweenness_normalized"], 4),
            number(row["participation_sectors"]),
            str(row["load"]["bodies"]),
            str(row["load"]["seats"]),
        ]
        if stand_in is None:
            assert cells[5].startswith("nobody ")
        else:
            told = f"meets {stand_in['meets']} of {stand_in['of']} already"
            name = " ".join(stand_in["organization_name"].split())
            assert cells[5].startswith(f"{name} {told} ")


def test_words_and_warnings_stand_with_the_name(canada_client: TestClient) -> None:
    text = page(canada_client)
    first = answered(canada_client)[:50]
    assert all(row["sentence"] in text for row in first)
    assert text.count("others depend on it") == sum(row["separation"] is not None for row in first)
    shaky = sum(not row["stability"]["steady"] for row in first)
    assert text.count("rank not reliable") == shaky
    assert shaky > 0


def test_who_is_named_first_can_be_relied_on(canada_client: TestClient) -> None:
    steady = [
        row["organization_name"]
        for row in answered(canada_client)
        if row["stability"]["steady"] and row["load"]["bodies"] > 1
    ]
    first = f"{steady[0]}, {steady[1]} and {steady[2]}"
    told = f"The first of those whose rank is reliable: {first}."
    assert told in page(canada_client)


def test_a_partnership_is_ranked_by_itself_and_over_partnerships(
    canada_client: TestClient,
) -> None:
    known = answered(canada_client, "&scope=lip:peel&groups=partnership")
    shown = listed(page(canada_client, "&of=lip:peel&groups=partnership"))
    assert [item for item, _ in shown] == [row["organization"] for row in known]
    number = language("en").number
    assert [cells[2] for _, cells in shown] == [
        number(row["participation_partnerships"]) for row in known
    ]


def test_the_list_is_narrowed_and_ranks_stay_what_they_are(canada_client: TestClient) -> None:
    known = answered(canada_client)
    partnerships = canada_client.get("/v1/partnerships?limit=200").json()["items"]
    there = {each["id"] for each in partnerships if each["province"] == "BC"}
    wanted = {
        "&province=BC": [row for row in known if there & set(row["partnerships"])],
        "&only=holding": [row for row in known if row["separation"] is not None],
        "&only=steady": [row for row in known if row["stability"]["steady"]],
        "&name=ECOLE+scolaire": [],
        "&name=viamonde": [row for row in known if "Viamonde" in row["organization_name"]],
    }
    for query, rows in wanted.items():
        shown = whole(canada_client, query)
        assert [(item, cells[0].split()[0]) for item, cells in shown if cells] == [
            (row["organization"], str(row["rank"])) for row in rows
        ], query
    assert all(wanted[query] for query in wanted if "ECOLE" not in query)
    assert "No organization fits." in page(canada_client, "&name=ECOLE+scolaire")


def test_who_is_left_out_is_not_ranked(canada_client: TestClient) -> None:
    known = answered(canada_client, "&exclude=funder,host")
    shown = whole(canada_client, "&exclude=host&exclude=funder")
    assert [item for item, _ in shown] == [row["organization"] for row in known]
    text = page(canada_client, "&exclude=host&exclude=funder&as_of=2018-01-01")
    asked = "scope=all&groups=sector&as_of=2018-01-01&exclude=funder%2Chost"
    assert f"/v1/bridging?{asked}&format=csv" in text
    assert f'/v1/bridging?{asked}"' in text


def test_an_empty_graph_and_an_unknown_part_are_told(client: TestClient) -> None:
    assert "Nothing can be said about bridges before members" in page(client)
    assert client.get("/bridges?of=lip:nobody", headers=PAGE).status_code == 404


def test_what_takes_long_is_waited_for_and_then_shown_in_each_language(
    canada_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "LONGEST", -1.0)
    first = canada_client.get("/bridges?lang=fr", headers=PAGE)
    assert first.status_code == 202
    assert "Le calcul est en cours" in first.text
    events = re.search(r'data-events="([^"]+)"', first.text)
    assert events is not None
    with canada_client.stream("GET", events[1]) as told:
        assert "event: done" in "".join(told.iter_text())
    job = canada_client.get("/v1/jobs").json()["items"][0]
    assert job["answer"] == "/v1/bridging?scope=all&groups=sector"
    english, french = page(canada_client), page(canada_client, language="fr")
    assert [item for item, _ in listed(english)] == [item for item, _ in listed(french)]
    assert "The only member of both" in english
    assert "Seul membre que partagent" in french
    # Programs ask the same: nothing is worked out anew.
    assert answered(canada_client)[0]["organization"] == listed(english)[0][0]
    assert len(canada_client.get("/v1/jobs").json()["items"]) == 1


def options(text: str) -> list[str]:
    """The codes that can be chosen as the part in which is ranked."""
    found = re.search(r'<select[^>]*name="of".*?</select>', text, re.DOTALL)
    assert found is not None
    return re.findall(r'<option value="([^"]*)"', found[0])


@pytest.mark.parametrize("sectors", ["", "&first=health&second=settlement"])
def test_of_very_many_partnerships_a_province_is_chosen_first(
    canada_client: TestClient, monkeypatch: pytest.MonkeyPatch, sectors: str
) -> None:
    every = set(options(page(canada_client, sectors))) - {"all"}
    assert "too many" not in page(canada_client, sectors)
    found = canada_client.get("/v1/partnerships?limit=500").json()["items"]
    there = [each["province"] for each in found if each["id"] in every]
    most = max(there.count(code) for code in there)
    monkeypatch.setattr(bridges_form, "MOST_PARTNERSHIPS", most - 1)
    text = page(canada_client, f"{sectors}&exclude=host")
    assert f"{len(every)} partnerships are too many to choose one to rank within." in text
    assert options(text) == ["all"]
    ways = re.findall(r'<li><a href="(/bridges[^"]+)">[^<]+\((\d+)\)</a>', text)
    assert sum(int(count) for _, count in ways) == len(there) - there.count(None)
    for address, count in ways:
        assert "exclude=host" in address
        assert all(each in address for each in sectors.split("&"))
        narrowed = html.unescape(canada_client.get(address, headers=PAGE).text)
        if int(count) < most:
            assert "too many" not in narrowed
            assert len(options(narrowed)) == int(count) + 1
        else:
            # Still too many: each has a page of its own.
            assert f"{count} partnerships in " in narrowed
            assert re.search(
                r'href="/\?exclude=host&province=\w\w">The list of partnerships<', narrowed
            )
