"""The page of bridges with two sectors chosen: the numbers of the API, narrowed, kept in links."""

from __future__ import annotations

import html
import re

import pytest
from starlette.testclient import TestClient

PAGE = {"accept": "text/html"}
BETWEEN = "first=health&second=settlement"


def page(client: TestClient, query: str, language: str = "en") -> str:
    answer = client.get(f"/bridges?lang={language}&{query}", headers=PAGE)
    assert answer.status_code == 200
    return html.unescape(answer.text)


def listed(text: str) -> list[tuple[str, list[str]]]:
    """Each organization's id with the texts of the other cells, in order."""
    found = []
    for row in re.findall(r"<tr>\s*<td.*?</tr>", text, re.DOTALL):
        item = re.search(r'<th[^>]*><a href="/organizations/([^"?]+)', row)
        assert item is not None
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        found.append((item[1], [re.sub(r"<[^>]+>", "", cell).strip() for cell in cells]))
    return found


def test_the_list_has_the_numbers_of_the_api(canada_client: TestClient) -> None:
    answer = canada_client.get(f"/v1/bridging/between?{BETWEEN}&lang=en").json()
    text = page(canada_client, BETWEEN)
    assert answer["sentence"] in re.sub(r"\s+", " ", text)
    assert [(item, [cells[0], *cells[2:]]) for item, cells in listed(text)] == [
        (
            row["organization"],
            [str(row[each]) for each in ("rank", "pairs", "alone", "met_first", "met_second")],
        )
        for row in answer["rows"]
    ]
    told = f"one of settlement: {answer['pairs']}. Share a table: {answer['meeting']}."
    assert told in text
    assert f"both: {answer['joined']}. Joined by nobody: {answer['apart']}." in text


def test_it_is_narrowed_as_the_ranking_is(canada_client: TestClient) -> None:
    whole = [item for item, _ in listed(page(canada_client, BETWEEN))]
    named = listed(page(canada_client, f"{BETWEEN}&name=viamonde"))
    assert [item for item, _ in named] == [item for item in whole if "viamonde" in item]
    assert listed(page(canada_client, f"{BETWEEN}&province=BC")) == []
    assert "No organization fits." in page(canada_client, f"{BETWEEN}&province=BC")
    api = canada_client.get(f"/v1/bridging/between?{BETWEEN}&scope=lip:peel").json()["rows"]
    part = listed(page(canada_client, f"{BETWEEN}&of=lip:peel"))
    assert [item for item, _ in part] == [row["organization"] for row in api]


def test_links_and_the_form_keep_what_was_chosen(canada_client: TestClient) -> None:
    text = page(canada_client, f"{BETWEEN}&only=holding&groups=partnership&as_of=2020-01-01")
    assert '<input type="hidden" name="only" value="holding">' in text
    assert '<input type="hidden" name="groups" value="partnership">' in text
    assert '<option value="health" selected>' in text
    assert '<option value="settlement" selected>' in text
    assert 'href="/bridges?as_of=2020-01-01&groups=partnership&only=holding"' in text
    french = re.search(r'<a[^>]*href="([^"]*lang=fr[^"]*)"', text)
    assert french is not None
    assert all(part in french[1] for part in ("first=health", "second=settlement", "only=holding"))
    assert 'href="/bridges?of=lip' in canada_client.get("/partnerships/lip:peel", headers=PAGE).text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("first=health", "Choose the other sector too to see who bridges the two."),
        ("second=health", "Choose the other sector too to see who bridges the two."),
        ("first=health&second=health", "Choose two different sectors to see who bridges them."),
    ],
)
def test_with_fewer_than_two_sectors_all_are_ranked(
    canada_client: TestClient, query: str, told: str
) -> None:
    text = page(canada_client, query)
    assert told in text
    assert "Ranking of bridging partners" in text


def test_a_sector_that_is_not_there_is_told(client: TestClient) -> None:
    answer = client.get("/bridges?first=sports&second=health&lang=en", headers=PAGE)
    assert answer.status_code == 422
    assert "sports cannot be chosen here." in html.unescape(answer.text)


def test_an_empty_graph_says_that_nobody_joins(client: TestClient) -> None:
    text = page(client, BETWEEN)
    assert "Nobody from the sectors health and settlement has a seat here." in text
    assert "Nobody joins a pair of these two sectors here." in text
    assert "Pairs of one organization" not in text
