"""The page of the sectors of all partnerships: the numbers of the API, and no ranking of names."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from graphsvc.api import waiting
from graphsvc.language import language
from graphsvc.model.ids import fold

PAGE = {"accept": "text/html"}
SECTORS = 20


def page(client: TestClient, query: str = "", language: str = "en") -> str:
    answer = client.get(f"/sectors?lang={language}{query}", headers=PAGE)
    assert answer.status_code == 200
    return answer.text


def table(text: str) -> dict[str, list[tuple[str, str]]]:
    """Each partnership's id with the number and the verdict of its cells."""
    body = text[text.index('<table class="stack heat">') :]
    body = body[body.index("<tbody>") : body.index("</tbody>")]
    found = {}
    for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL):
        item = re.search(r'<th scope="row"><a href="/partnerships/([^"?#]+)[^"]*#missing">', row)
        assert item is not None
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        found[item[1]] = [_read(cell) for cell in cells]
    return found


def _read(cell: str) -> tuple[str, str]:
    words = re.sub(r"<[^>]+>", "", cell.replace('<span class="unseen">', "|"))
    number, _, verdict = words.partition("|")
    return number.strip(), verdict.strip()


def answered(client: TestClient, query: str = "") -> dict[str, list[dict[str, Any]]]:
    """The rows of the API by partnership, of those with a seat."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in client.get(f"/v1/sectors?lang=en{query}").json()["rows"]:
        rows.setdefault(row["partnership"], []).append(row)
    return {item: cells for item, cells in rows.items() if any(cell["seats"] for cell in cells)}


def test_cells_are_the_shrunken_ratios_of_the_api(canada_client: TestClient) -> None:
    shown, known = table(page(canada_client)), answered(canada_client)
    assert shown.keys() == known.keys()
    number = language("en").number
    for item, cells in known.items():
        assert [cell[0] for cell in shown[item]] == [number(each["shrunken"]) for each in cells]


def test_cells_hold_seats_where_that_is_chosen(canada_client: TestClient) -> None:
    shown, known = table(page(canada_client, "&show=seats")), answered(canada_client)
    for item, cells in known.items():
        assert [cell[0] for cell in shown[item]] == [str(each["seats"]) for each in cells]


def test_every_cell_says_its_verdict_in_a_word(canada_client: TestClient) -> None:
    words = {
        "absent": "absent",
        "under": "under-represented",
        "at_par": "no clear difference",
        "over": "over-represented",
        "too_few_to_tell": "too few to tell",
    }
    shown, known = table(page(canada_client)), answered(canada_client)
    for item, cells in known.items():
        assert [cell[1] for cell in shown[item]] == [words[each["status"]] for each in cells]


def test_partnerships_stand_in_order_of_name_unless_a_sector_is_chosen(
    canada_client: TestClient,
) -> None:
    names = {
        each["id"]: each["name"]
        for each in canada_client.get("/v1/partnerships?limit=200").json()["items"]
    }
    shown = [*table(page(canada_client))]
    assert shown == sorted(shown, key=lambda item: (fold(names[item]), item))
    known = answered(canada_client)
    place = next(place for place, cell in enumerate(known[shown[0]]) if cell["sector"] == "health")
    for order, shown_is, sign in (
        ("health", "ratio", 1),
        ("-health", "ratio", -1),
        ("health", "seats", 1),
        ("-health", "seats", -1),
    ):
        ordered = table(page(canada_client, f"&order={order}&show={shown_is}"))
        value = "shrunken" if shown_is == "ratio" else "seats"
        values = [known[item][place][value] for item in ordered]
        there = [value for value in values if value is not None]
        assert values == there + [None] * (len(values) - len(there))
        assert there == sorted(there, key=lambda value: sign * value)
        # All ratios of the real records are drawn to one value; seats differ.
        assert shown_is == "ratio" or len(set(there)) > 3


def test_the_heading_of_the_chosen_sector_says_so_and_turns_the_order_round(
    canada_client: TestClient,
) -> None:
    found = re.findall(
        r'aria-sort="(\w+)"><a href="([^"]+)">health</a>', page(canada_client, "&order=health")
    )
    assert found == [("ascending", "/sectors?order=-health")]
    found = re.findall(r'aria-sort="(\w+)"><a href="([^"]+)">', page(canada_client))
    assert found == [("ascending", "/sectors")]


def test_a_partnership_without_members_is_left_out_and_counted(canada_client: TestClient) -> None:
    text = page(canada_client)
    total = len(canada_client.get("/v1/sectors").json()["rows"]) // SECTORS
    left_out = total - len(table(text))
    assert left_out > 0
    assert f"{left_out} partnerships are left out: no member of them is recorded." in text


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("&province=ON", lambda record: record["province"] == "ON"),
        ("&kind=rif", lambda record: record["kind"] == "rif"),
        ("&name=PEEL", lambda record: "Peel" in record["name"]),
    ],
)
def test_the_table_is_narrowed(canada_client: TestClient, query: str, kept: Any) -> None:
    records = canada_client.get("/v1/partnerships?limit=200").json()["items"]
    wanted = {record["id"] for record in records if kept(record)}
    everybody, narrowed = table(page(canada_client)), table(page(canada_client, query))
    assert narrowed.keys() == everybody.keys() & wanted
    assert narrowed


def test_links_keep_the_day_and_whom_to_leave_out(canada_client: TestClient) -> None:
    text = html.unescape(page(canada_client, "&as_of=2018-01-01&exclude=host&exclude=funder"))
    assert "/v1/sectors?reference=peers&as_of=2018-01-01&exclude=funder%2Chost" in text
    assert "/sectors?as_of=2018-01-01&exclude=funder%2Chost&order=health" in text
    assert 'href="/partnerships/lip:peel?as_of=2018-01-01&exclude=funder%2Chost#missing"' in text


def test_the_small_bars_are_told_in_words_with_the_one_that_is_marked(
    canada_client: TestClient,
) -> None:
    text = page(canada_client, "&show=seats&mark=lip:peel")
    known = answered(canada_client)
    counts = [0, 0, 0, 0, 0]
    for cells in known.values():
        seats = next(cell["seats"] for cell in cells if cell["sector"] == "health")
        counts[sum(seats >= edge for edge in (1, 2, 5, 10))] += 1
    own = next(cell["seats"] for cell in known["lip:peel"] if cell["sector"] == "health")
    bands = ("none", "one", "2 to 4", "5 to 9", "10 and more")
    told = "; ".join(f"{band}: {count}" for band, count in zip(bands, counts, strict=True))
    assert f'aria-label="health: {told}; marked: {own}"' in text
    assert text.count('class="is-marked"') == 1


def test_an_empty_graph_has_a_page_that_says_so(client: TestClient) -> None:
    assert "Nothing can be said about sectors before members are recorded." in page(client)
    assert "On ne peut rien dire des secteurs tant que" in html.unescape(
        page(client, language="fr")
    )


def test_targets_are_offered_only_where_a_council_has_set_some(canada_client: TestClient) -> None:
    assert 'value="targets"' not in page(canada_client)
    refused = canada_client.get("/sectors?reference=targets&lang=en", headers=PAGE)
    assert refused.status_code == 422
    assert "No council has set seat targets for this day." in refused.text


def test_what_takes_long_is_waited_for_and_then_shown(
    canada_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = table(page(canada_client))
    monkeypatch.setattr(waiting, "LONGEST", -1.0)
    query = "/sectors?lang=en&as_of=2026-01-01"
    first = canada_client.get(query, headers=PAGE)
    assert first.status_code == 202
    assert first.headers["cache-control"] == "no-store"
    assert "etag" not in first.headers
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in first.text
    events = re.search(r'data-events="(/v1/jobs/(\w+)/events\?lang=en)"', first.text)
    assert events is not None
    with canada_client.stream("GET", events[1]) as told:
        assert "event: done" in "".join(told.iter_text())
    job = canada_client.get(f"/v1/jobs/{events[2]}").json()
    assert job["answer"] == "/v1/sectors?reference=peers&as_of=2026-01-01"
    ready = canada_client.get(query, headers=PAGE)
    assert ready.status_code == 200
    assert table(ready.text).keys() == at_once.keys()
    # It was the same question as the API's, and is not worked out again.
    assert canada_client.get(job["answer"]).status_code == 200
    assert len(canada_client.get("/v1/jobs").json()["items"]) == 1
