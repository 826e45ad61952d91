"""The day and who is left out go along from page to page, and the page says so."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from graphsvc.dates import today
from tests.web.reading import read

PAGE = {"accept": "text/html"}
VIEW = "as_of=2018-01-01&exclude=funder&exclude=host"
KEPT = {"as_of": ["2018-01-01"], "exclude": ["funder,host"]}
OF = "/partnerships/lip:peel"
# Files and other answers, and what changes nothing of what is looked at.
NO_PAGES = ("/static/", "/v1/", "#", "http", "mailto:")
PAGES = (
    "/",
    "/search?q=peel",
    "/map?of=lip:peel",
    "/sectors",
    "/bridges",
    "/suggestions?of=lip:peel",
    "/what-if?of=lip:peel",
    OF,
    "/bodies/body:peel~newcomer-strategy-group",
    "/organizations/org:region-of-peel",
    "/history",
    "/views",
)


def shown(client: TestClient, address: str) -> str:
    answer = client.get(address, headers=PAGE)
    assert answer.status_code in {200, 202}, address
    return answer.text


def with_view(address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{VIEW}"


@pytest.mark.parametrize("address", PAGES)
def test_every_link_to_a_page_keeps_the_view(canada_client: TestClient, address: str) -> None:
    if address.startswith("/bodies/"):
        found = re.search(r'href="(/bodies/[^"?#]+)', shown(canada_client, OF))
        assert found
        address = found[1]
    text = shown(canada_client, with_view(address))
    left = [
        each.attributes["href"]
        for each in read(text).all("a")
        if not each.attributes["href"].startswith(NO_PAGES)
        and each.attributes.get("class") != "language"
        and "as-of" not in each.attributes.get("class", "")
    ]
    main = {
        href for href in left if not {*KEPT} <= {*parse_qs(urlsplit(html.unescape(href)).query)}
    }
    # What the page offers on purpose: the view without its day, or with everybody.
    said = re.search(r'<p class="as-of">.*?</p>', text, re.DOTALL)
    assert {href for href in main if html.escape(href) not in (said[0] if said else "")} == set()
    for name, value in KEPT.items():
        assert f'name="{name}" value="{value[0]}"' in text  # with the search


def test_a_page_says_that_it_is_not_about_today(canada_client: TestClient) -> None:
    text = shown(canada_client, with_view(OF))
    said = re.search(r'<p class="as-of">(.*?)</p>', text, re.DOTALL)
    assert said
    assert "January 1, 2018, not today." in said[1]
    assert "funders, hosts." in said[1]
    assert f'href="{OF}?exclude=funder&amp;exclude=host"' in said[1]
    assert f'href="{OF}?as_of=2018-01-01"' in said[1]
    for usual in (OF, f"{OF}?as_of={today()}"):
        assert 'class="as-of"' not in shown(canada_client, usual)


def test_a_day_that_is_in_no_view_is_not_told_there(canada_client: TestClient) -> None:
    # The report and the changes have days of their own.
    for address in (f"{OF}/report", "/changes?of=lip:peel"):
        assert 'class="as-of"' not in shown(canada_client, with_view(address))
