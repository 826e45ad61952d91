"""The page of search results: what is offered where nothing fits."""

from __future__ import annotations

import html
import re

from starlette.testclient import TestClient

PAGE = {"Accept": "text/html"}


def test_where_nothing_fits_the_whole_text_single_words_are_offered(
    canada_client: TestClient,
) -> None:
    text = canada_client.get("/search?q=bibliotheque+peel&as_of=2020-01-01", headers=PAGE).text
    assert "Nothing fits." in text
    offered = re.findall(r'href="([^"]*)">(“[^<]*)', text)
    ((href, words),) = offered
    count = len(canada_client.get("/v1/search?q=peel&limit=100").json()["items"])
    places = len(canada_client.get("/v1/search?q=peel&limit=100&kind=places").json()["items"])
    assert words == f"“peel”: {count - places} results"
    found = canada_client.get(html.unescape(href), headers=PAGE).text
    assert f"{count - places} results for “peel”" in found
    assert "as_of=2020-01-01" in href


def test_a_single_word_that_fits_nothing_offers_nothing(canada_client: TestClient) -> None:
    text = canada_client.get("/search?q=zzzzqqqq", headers=PAGE).text
    assert "Nothing fits." in text
    assert "One of the words alone fits" not in text
