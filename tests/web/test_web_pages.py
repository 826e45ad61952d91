"""Every page in both languages: complete, escaped, without code, and built for every reader."""

from __future__ import annotations

import dataclasses
import json
import re
from itertools import pairwise

import pytest
from markupsafe import Markup

from graphsvc.viz.scene import NodeKind
from graphsvc.web import rendering
from graphsvc.web.pieces import Answer, Evidence, Link, Pager, ViewForm
from graphsvc.web.views import (
    BodyPage,
    HistoryPage,
    HomePage,
    MapPage,
    OrganizationPage,
    Page,
    PartnershipPage,
    SearchPage,
)
from tests.web.pages import DAY, PAGES, Author, Record, shell
from tests.web.reading import Document, read

PLAIN = "Georgian College"
HOSTILE = (
    "<script>alert(1)</script>",
    "</script></title></textarea><script>alert(2)</script>",
    '"><img src=x onerror=alert(3)>',
    "' onmouseover='alert(4)",
    "{{ 7 * 7 }}{% raw %}",
    "%(name)s %s {name}",
    "javascript:alert(5)",
    "--><!--",
    "&lt;b&gt; &amp;",
    "\u202egnp.exe\u2069 \u2028 \x00",
    "الجمعية السورية",
    "x" * 300,
)
LANGUAGES = ("en", "fr")


def page(name: str, code: str = "en", text: str = PLAIN, **more: str) -> Document:
    return read(Author(text, code=code, **more).written(name))


def skeleton(document: Document) -> list[tuple[str, tuple[str, ...]]]:
    """Return tags and names of attributes, without labels of the pictures (they go by width)."""
    return [
        (element.tag, tuple(sorted(element.attributes)))
        for element in document.elements
        if element.tag not in {"text", "tspan"} and element.attributes.get("class") != "label-line"
    ]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_no_code_no_style_and_nothing_from_elsewhere(name: str, code: str) -> None:
    for element in page(name, code).elements:
        for attribute, value in element.attributes.items():
            assert not attribute.startswith("on"), element
            assert attribute != "style", element
            if attribute in {"src", "action", "formaction"} or element.tag == "link":
                assert "//" not in value, element
        assert element.tag not in {"style", "iframe", "object", "embed", "base"}
        if element.tag == "script":
            is_data = element.attributes.get("type") == "application/json"
            assert is_data or (element.attributes["src"].startswith("/static/"))
            assert is_data or element.text == ""


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_text_changes_nothing_but_text(name: str, hostile: str) -> None:
    assert skeleton(page(name, text=hostile)) == skeleton(page(name))


# The page of an absent database holds nothing from outside.
@pytest.mark.parametrize("name", [name for name in PAGES if name != "away"])
def test_a_hostile_text_is_shown_as_it_is(name: str) -> None:
    hostile = "<script>alert(1)</script> & {{ 7 * 7 }}"
    document = page(name, text=hostile)
    assert any(hostile in element.text for element in document.elements) or any(
        hostile in value for element in document.elements for value in element.attributes.values()
    )


@pytest.mark.parametrize("name", ["partnership", "organization", "body"])
@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "vbscript:x", ""]
)
def test_only_web_and_mail_addresses_become_links(name: str, address: str) -> None:
    document = page(name, address=address)
    outside = [a for a in document.all("a") if "outside" in a.attributes.get("class", "")]
    assert outside == []


@pytest.mark.parametrize("name", ["partnership", "organization", "body"])
def test_links_that_leave_tell_nothing_of_where_they_come_from(name: str) -> None:
    leaving = [a for a in page(name).all("a") if "//" in a.attributes.get("href", "")]
    assert leaving
    assert {a.attributes["rel"] for a in leaving} == {"noopener noreferrer"}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_structure_for_every_reader(name: str, code: str) -> None:
    document = page(name, code)
    assert document.all("html")[0].attributes["lang"] == code
    assert document.all("title")[0].text.strip().endswith("graphsvc")
    levels = [int(e.tag[1]) for e in document.elements if re.fullmatch(r"h[1-6]", e.tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(next_one <= level + 1 for level, next_one in pairwise(levels))
    ids = [e.attributes["id"] for e in document.elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    assert {"header", "main", "footer"} <= {e.tag for e in document.elements}
    assert document.all("a")[0].attributes["href"] == "#content"
    assert "content" in ids
    for element in document.elements:
        for attribute in ("aria-labelledby", "aria-describedby", "for"):
            # A control can be described by several.
            assert set(element.attributes.get(attribute, "").split()) <= set(ids), element


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_tables_and_controls_say_what_they_are(name: str, code: str) -> None:
    document = page(name, code)
    assert len(document.all("caption")) == len(document.all("table"))
    assert all("scope" in heading.attributes for heading in document.all("th"))
    labelled = {label.attributes.get("for") for label in document.all("label")}
    for control in document.all("input", "select"):
        if control.attributes.get("type") == "hidden" or "hidden" in control.attributes:
            continue
        inside = "label" in control.within
        assert inside or control.attributes.get("id") in labelled, control
    for picture in document.all("img"):
        assert "alt" in picture.attributes
    for picture in document.all("svg"):
        has_words = picture.attributes.get("role") == "img" and picture.attributes["aria-label"]
        assert has_words or picture.attributes.get("aria-hidden") == "true"


@pytest.mark.parametrize("name", PAGES)
def test_the_other_language_is_one_link_away_and_says_so(name: str) -> None:
    link = next(a for a in page(name).all("a") if "language" in a.attributes.get("class", ""))
    assert link.attributes["lang"] == link.attributes["hreflang"] == "fr"
    assert link.text == "Français"


def test_every_page_model_has_a_fixture() -> None:
    kinds = {kind.template for kind in Page.__subclasses__()}
    author = Author(PLAIN)
    assert {getattr(author, name)().template for name in PAGES} == kinds


def test_names_say_their_language() -> None:
    french = Author("Conseil de la santé", code="en").written("search")
    assert '<bdi lang="fr">Conseil de la santé</bdi>' in french
    english = Author("Georgian College", code="fr").written("search")
    assert '<bdi lang="en">Georgian College</bdi>' in english


def test_both_names_of_a_partnership_are_shown() -> None:
    author = Author(PLAIN)
    model = author.partnership()
    assert isinstance(model, PartnershipPage)
    both = dataclasses.replace(model, record=Record("Halifax Partnership", "Partenariat d’Halifax"))
    english, french = (read(rendering.render(both, shell(code))) for code in LANGUAGES)
    assert [e.text for e in english.all("bdi")][:2] == [
        "Halifax Partnership",
        "Partenariat d’Halifax",
    ]
    assert [e.text for e in french.all("bdi")][:2] == [
        "Partenariat d’Halifax",
        "Halifax Partnership",
    ]


def test_an_empty_graph_is_told_what_to_do() -> None:
    text = rendering.render(HomePage(counts=(), evidence=Evidence(), pager=Pager(0, 0, 0)), shell())
    assert "graphsvc seed" in text
    assert read(text).all("table") == []


def test_pages_without_records_say_so_instead_of_failing() -> None:
    form, nothing, bare = ViewForm("/x", DAY), Answer("–"), Evidence()
    record = Record("Alone")
    pages: list[Page] = [
        PartnershipPage(
            item="lip:x",
            record=record,
            kind="LIP",
            form=form,
            evidence=bare,
            bridging=nothing,
            missing=nothing,
            next=nothing,
        ),
        OrganizationPage(
            item="org:x", record=record, form=form, evidence=bare, role=nothing, next=nothing
        ),
        BodyPage(
            item="body:x",
            record=record,
            kind="Council",
            partnership=Link("P"),
            form=form,
            evidence=bare,
        ),
        HistoryPage(rows=(), total=0),
        MapPage(
            heading="All",
            form=form,
            data=Markup("{}"),
            picture=Markup(""),
            measure="x",
        ),
        MapPage(
            heading="All",
            form=form,
            data=Markup("{}"),
            picture=Markup(""),
            measure="x",
            active=(Link("Sector", "/map"),),
            ways_out=(Link("Without it", "/map"),),
        ),
        SearchPage(query="", hits=(), pager=Pager(0, 0, 0)),
        SearchPage(query="x", hits=(), pager=Pager(0, 0, 0)),
    ]
    for model in pages:
        for code in LANGUAGES:
            document = read(rendering.render(model, shell(code)))
            assert [e for e in document.elements if "empty" in e.attributes.get("class", "")]


def test_the_map_page_carries_the_same_three_times() -> None:
    document = page("map")
    block = next(e for e in document.all("script") if e.attributes.get("id") == "map-data")
    data = json.loads(block.text)
    rows = [e.attributes["data-node"] for e in document.all("tr") if "data-node" in e.attributes]
    assert sorted(rows) == [node["id"] for node in data["nodes"]]
    drawn = [e for e in document.all("g") if "svg" in e.within]
    assert len(drawn) == len(rows)
    # Communities have a map of their own, without the other kinds.
    assert {node["kind"] for node in data["nodes"]} == {*NodeKind} - {NodeKind.COMMUNITY}


def test_the_words_of_the_map_are_data() -> None:
    document = page("map", "fr")
    block = next(e for e in document.all("script") if e.attributes.get("id") == "map-words")
    words = json.loads(block.text)
    assert "{count}" in words["ties_many"]
    assert all(isinstance(word, str) and word for word in words.values())


def test_dates_and_numbers_are_written_as_the_language_does() -> None:
    assert "March 20, 2017" in Author(PLAIN).written("body")
    assert "20 mars 2017" in Author(PLAIN, code="fr").written("body")
    assert "1,234" in Author(PLAIN).written("home")
    assert "1\xa0234" in Author(PLAIN, code="fr").written("home").replace("\u202f", "\xa0")


def test_half_a_surrogate_pair_does_not_stop_a_page() -> None:
    assert Author("half \ud83d pair").written("home").encode()
