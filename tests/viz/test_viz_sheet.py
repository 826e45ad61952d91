"""A picture to keep says what it shows, when, in which signs, and what was counted."""

from __future__ import annotations

import dataclasses
from xml.etree import ElementTree

import pytest

from graphsvc.analytics.scope import Scope
from graphsvc.language import Date, language, message
from graphsvc.viz import palette
from graphsvc.viz.maps import draw
from graphsvc.viz.scene import Scene
from graphsvc.viz.sheet import COUNTED, Heading, sheet
from tests.viz.regions import lake

SVG = "{http://www.w3.org/2000/svg}"
HEADING = Heading(
    message("Map: {name}", name="Lake <LIP>"), message("As of {day}.", day=Date("2026-04-01"))
)


def scene_of() -> Scene:
    graph = lake()
    return draw(graph, Scope.checked(graph, "lip:lake", "2026-04-01"))


def written(picture: ElementTree.Element) -> list[str]:
    """Return what stands beside the map itself."""
    return ["".join(text.itertext()) for text in picture.findall(f"{SVG}text")]


@pytest.mark.parametrize(
    ("code", "title", "day", "table"),
    [
        ("en", "Map: Lake <LIP>", "As of April 1, 2026.", "Councils and committees (2)"),
        ("fr", "Carte : Lake <LIP>", "En date du 1 avril 2026.", "Conseils et comités (2)"),
    ],
)
def test_title_day_legend_and_source(code: str, title: str, day: str, table: str) -> None:
    picture = ElementTree.fromstring(sheet(scene_of(), language(code), HEADING))
    texts = written(picture)
    assert texts[0].replace("\N{NO-BREAK SPACE}", " ") == title
    assert texts[1].replace("1er", "1").startswith(day)
    assert table in texts
    assert texts[-1] == language(code).render(COUNTED)
    # The map stands between: smaller than the sheet, inside it.
    whole = [float(each) for each in (picture.get("viewBox") or "").split()]
    inner = picture.find(f"{SVG}svg")
    assert inner is not None
    top, height = float(inner.get("y") or 0), float(inner.get("height") or 0)
    assert 50 < top < top + height < whole[3]
    heights = [float(text.get("y") or 0) for text in picture.findall(f"{SVG}text")]
    assert [y for y in heights if top <= y <= top + height] == []
    assert max(heights) < whole[3]


def test_every_kind_of_node_and_line_has_its_sign() -> None:
    scene = scene_of()
    picture = ElementTree.fromstring(sheet(scene, language("en"), HEADING))
    texts = written(picture)
    for entry in (*scene.node_legend, *scene.tie_legend):
        assert f"{entry.style.label} ({entry.count})" in texts
    signs = [each for each in picture if (each.get("class") or "")[:2] in {"n-", "t-"}]
    assert len(signs) == len(scene.node_legend) + len(scene.tie_legend)


def test_the_ground_is_that_of_the_theme() -> None:
    picture = ElementTree.fromstring(sheet(scene_of(), language("en"), HEADING, theme="dark"))
    assert picture[0].tag == f"{SVG}rect"
    assert picture[0].get("fill") == palette.BACKGROUND["dark"]


def test_long_and_hostile_words_are_broken_into_lines() -> None:
    title = message("Map: {name}", name="]]>\x00 " + "very long name " * 20)
    heading = dataclasses.replace(HEADING, title=title)
    texts = written(ElementTree.fromstring(sheet(scene_of(), language("en"), heading)))
    assert texts[0].startswith("Map: ]]> very long name")
    assert max(map(len, texts)) < 200
