"""Views that cannot be shown as they were asked for: asked again, in the words of their forms."""

from __future__ import annotations

import html
import re

import pytest
from starlette.testclient import TestClient

from graphsvc.dates import today
from tests.web.reading import read

PAGE = {"accept": "text/html"}


def asked(client: TestClient, address: str) -> str:
    answer = client.get(address, headers=PAGE)
    assert answer.status_code == 422
    return answer.text


def fields(text: str) -> dict[str, tuple[str, str]]:
    """The fields of the form that asks again: kind and value by name."""
    form = text[text.index('<form class="editing"') :]
    inputs = read(form[: form.index("</form>") + 7]).all("input")
    return {
        each.attributes["name"]: (each.attributes["type"], each.attributes["value"])
        for each in inputs
    }


def words(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_a_day_that_is_none_is_asked_again_as_it_was_typed(canada_client: TestClient) -> None:
    text = asked(canada_client, "/bridges?of=all&only=holding&as_of=31.12.2018")
    assert fields(text) == {
        "of": ("hidden", "all"),
        "only": ("hidden", "holding"),
        "as_of": ("text", "31.12.2018"),
    }
    [field] = [each for each in read(text).all("input") if each.attributes["name"] == "as_of"]
    assert "autofocus" in field.attributes
    assert field.attributes["aria-invalid"] == "true"
    assert "As of There is no day 31.12.2018. Write a day as 2017-03-20." in words(text)
    assert "as_of:" not in words(text)
    assert 'href="/bridges?of=all&amp;only=holding"' in text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("since=2020-01-01&as_of=2019-01-01", {"since": "2020-01-01", "as_of": "2019-01-01"}),
        ("since=2999-01-01", {"since": "2999-01-01", "as_of": today()}),
    ],
)
def test_two_days_in_the_wrong_order_are_asked_again_together(
    canada_client: TestClient, query: str, shown: dict[str, str]
) -> None:
    text = asked(canada_client, f"/changes?of=all&{query}")
    assert fields(text) == {
        "of": ("hidden", "all"),
        **{name: ("date", value) for name, value in shown.items()},
    }
    assert re.search(r"From +To ", words(text))
    assert "until" not in words(text)
    assert 'href="/changes?of=all"' in text  # and not with one day of the two
    assert canada_client.get("/changes?of=all", headers=PAGE).status_code in {200, 202}


def test_the_days_of_a_report_are_asked_again(canada_client: TestClient) -> None:
    path = "/partnerships/lip:peel/report"
    text = asked(canada_client, f"{path}?from=2018-04-01&to=2017-03-31&lang=fr")
    assert {name: value for name, (_, value) in fields(text).items()} == {
        "from": "2018-04-01",
        "to": "2017-03-31",
        "lang": "fr",
    }
    assert f'href="{path}?lang=fr"' in text


def test_what_is_chosen_from_a_list_is_named_as_the_form_names_it(
    canada_client: TestClient,
) -> None:
    text = asked(canada_client, "/map?of=all&size=weight&sector=bees&sector=health")
    assert "Size stands for: " in words(text)
    assert "Sector: " in words(text)
    assert '<form class="editing"' not in text
    assert 'href="/map?of=all"' in text


def test_nothing_that_was_typed_becomes_more_than_text(canada_client: TestClient) -> None:
    text = asked(canada_client, "/?as_of=%22%3E%3Csvg%20onload=alert(1)%3E&q=%22%3E%3Cb%3E")
    assert "<svg onload" not in text
    assert "<b>" not in text
    assert fields(text)["as_of"] == ("text", '"><svg onload=alert(1)>')
