"""The map as a file over the wire: what it is called, and that it says what is left out."""

from __future__ import annotations

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from graphsvc.store import journal
from graphsvc.store.bolt import Store
from tests.toy import EVERYTHING

PAGE = {"accept": "text/html"}


@pytest.fixture
def toy(client: TestClient, embedded: Store) -> TestClient:
    journal.apply(embedded, EVERYTHING)
    return client


def file(client: TestClient, query: str) -> str:
    answer = client.get(f"/map/file?lang=en&{query}", headers=PAGE)
    assert answer.status_code == 200, answer.text[:400]
    return unescape(answer.text)


def title(text: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
    assert found
    return re.sub(r"<[^>]+>", "", found[1]).strip()


def test_a_file_is_not_called_by_what_it_does_not_name(toy: TestClient) -> None:
    # Before the council began, and where each partnership is one node.
    for query in ("of=body:council&as_of=2005-01-01", "of=body:council&group=partnership"):
        assert title(file(toy, query)) == "Map"
        assert title(file(toy, f"{query}&level=internal")) == "Council"
    assert title(file(toy, "of=lip:one&as_of=2005-01-01")) == "One LIP"


def test_a_file_of_a_filtered_map_says_so(toy: TestClient) -> None:
    query = "of=lip:one&as_of=2015-01-01&role=chair&exclude=host,funder,secretariat"
    for level in ("partners", "internal"):
        assert "Only a part is shown. Role: Chair." in file(toy, f"{query}&level={level}")
    assert "Only a part" not in file(toy, query)


def test_partners_are_told_who_is_left_out_on_request(canada_client: TestClient) -> None:
    query = "of=lip:simcoe-county&exclude=host"
    for level in ("partners", "internal"):
        assert "Left out on request: " in file(canada_client, f"{query}&level={level}")
    assert "Left out on request" not in file(canada_client, query)


def test_partners_are_told_no_measures_of_partnerships_either(canada_client: TestClient) -> None:
    query = "of=all&group=partnership&size=betweenness"
    assert "Size: Betweenness" in file(canada_client, f"{query}&level=internal")
    for level in ("partners", "public"):
        assert "Size: Number of organizations" in file(canada_client, f"{query}&level={level}")
