"""Reports as files of their own: nothing is loaded or run, and no name gets out of its place."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from graphsvc.web.documents import Paper, quoted, written
from tests.web.pages import Author
from tests.web.reading import read
from tests.web.test_web_pages import HOSTILE, LANGUAGES, PLAIN, skeleton


def document(text: str, *codes: str) -> str:
    author = Author(text)
    return written([author.report_part(code) for code in codes], Paper.A4)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_stays_a_text(text: str) -> None:
    found, plain = read(document(text, "en", "fr")), read(document(PLAIN, "en", "fr"))
    assert skeleton(found) == skeleton(plain)
    (style,) = found.all("style")
    assert "<" not in style.text
    # In the style sheet a name stands as numbers alone: it ends neither its text nor its rule.
    feet = re.findall(r"@bottom-left \{ content: \"([^\"]*)\";", style.text)
    assert len(feet) == 2
    assert all(re.fullmatch(r"(?:[A-Za-z0-9]|\\[0-9a-f]{1,6} )*", foot) for foot in feet)
    for element in found.elements:
        assert not [name for name in element.attributes if name.startswith("on") or name == "style"]


def test_nothing_is_loaded_and_nothing_leads_into_the_site() -> None:
    found = read(document(PLAIN, "en", "fr"))
    assert found.all("script", "link", "img", "iframe", "form", "object") == []
    policy = next(each for each in found.all("meta") if "http-equiv" in each.attributes)
    assert policy.attributes["content"] == "default-src 'none'; style-src 'unsafe-inline'"
    (style,) = found.all("style")
    assert "url(" not in style.text
    assert "@import" not in style.text


def test_a_file_about_the_demonstration_says_that_it_is_made_up() -> None:
    part = Author(PLAIN).report_part("en")
    made_up = replace(part, fictional=True, linked=False)
    assert "All of it is made up" in written([made_up], Paper.A4)
    assert "All of it is made up" not in written([part], Paper.A4)


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_has_pages_of_its_own(code: str) -> None:
    other = "fr" if code == "en" else "en"
    found = read(document(PLAIN, code, other))
    assert found.all("html")[0].attributes["lang"] == code
    assert [each.attributes["lang"] for each in found.all("article")] == [code, other]
    levels = [int(each.tag[1]) for each in found.elements if re.fullmatch(r"h[1-6]", each.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    (style,) = found.all("style")
    for each in LANGUAGES:
        assert f"@page report-{each} {{ size: a4;" in style.text
    assert '"Page\\20 " counter(page)' in style.text


def test_a_text_in_a_style_sheet_has_no_halves_of_characters() -> None:
    assert quoted("a\x00\ud83d") == '"a\\fffd \\fffd "'
