"""The still picture: well-formed, complete, escaped, and without anything that runs."""

from __future__ import annotations

import dataclasses
from xml.etree import ElementTree

import pytest

from graphsvc.analytics.scope import Scope
from graphsvc.language import language
from graphsvc.model.entities import Changes
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.viz import palette
from graphsvc.viz.maps import draw
from graphsvc.viz.picture import stroke, svg, symbol
from graphsvc.viz.scene import Scene
from tests.viz.regions import lake, region

SVG = "{http://www.w3.org/2000/svg}"


def scene_of(snapshot: Snapshot) -> Scene:
    return draw(snapshot, Scope.checked(snapshot, "all", "2026-04-01"))


def parsed(scene: Scene, **how: object) -> ElementTree.Element:
    return ElementTree.fromstring(svg(scene, language("en"), **how))  # type: ignore[arg-type] # passed on


def renamed(name: str) -> Scene:
    graph = lake()
    scene = scene_of(graph)
    nodes = tuple(dataclasses.replace(node, name=name, name_fr=None) for node in scene.nodes)
    return dataclasses.replace(scene, nodes=nodes)


def test_every_node_and_every_tie_is_drawn() -> None:
    scene = scene_of(lake())
    picture = parsed(scene)
    assert len(picture.findall(f"{SVG}g")) == len(scene.nodes)
    assert len(picture.findall(f"{SVG}path")) == len(scene.ties)


def test_shapes_and_dashes_are_those_of_the_palette() -> None:
    picture = parsed(scene_of(lake()))
    classes = {element.get("class"): element for element in picture.iter() if element.get("class")}
    assert classes["n-care"].get("fill") == palette.family_of(Sector.HEALTH).fill["light"]
    assert classes["t-funds"].get("stroke-dasharray") == "3 4"
    assert classes["t-hosts"].get("stroke") == palette.HOSTS.colour["light"]
    assert classes["n-body"].tag == f"{SVG}polygon"
    assert classes["n-unclassified"].tag == f"{SVG}circle"


@pytest.mark.parametrize(
    "name",
    [
        "</svg><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '" onload="alert(1)',
        "a\x00b\x0b\ufffe\ud800",
        "]]>&amp;<!--",
        "x" * 400,
        "الجمعية السورية",
        "",
    ],
)
def test_hostile_names_are_text(name: str) -> None:
    picture = parsed(renamed(name))
    assert {element.tag.removeprefix(SVG) for element in picture.iter()} <= {
        "svg", "path", "g", "circle", "polygon", "title", "text", "tspan", "rect",
    }  # fmt: skip
    attributes = {name for element in picture.iter() for name in element.keys()}  # noqa: SIM118
    assert not {
        name for name in attributes if name.startswith("on") or "href" in name or name == "style"
    }


def named(scene: Scene, code: str = "en") -> list[str]:
    texts = ElementTree.fromstring(svg(scene, language(code))).iter(f"{SVG}text")
    return [" ".join(text.itertext()) for text in texts]


def test_names_are_drawn_where_they_were_placed() -> None:
    scene = scene_of(region(6, 40))
    texts = list(parsed(scene).iter(f"{SVG}text"))
    assert len(texts) > 10
    lines = [float(line.get("y") or 0) for text in texts for line in text]
    assert len(lines) == len(list(parsed(scene).iter(f"{SVG}tspan")))
    assert all(text.get("paint-order") == "stroke" for text in texts)


def test_the_names_of_partnerships_and_tables_are_there() -> None:
    assert {"Council", "Health Table", "Lake LIP"} <= set(named(scene_of(lake())))


def test_the_organization_the_picture_is_about_is_marked() -> None:
    graph = lake()
    about = draw(graph, Scope.checked(graph, "org:clinic", "2026-04-01"))
    rings = [e for e in parsed(about).iter() if e.get("class") == "ring"]
    assert [(float(e.get("cx") or 0), float(e.get("cy") or 0)) for e in rings] == [
        about.positions["org:clinic"]
    ]
    assert not [e for e in parsed(scene_of(graph)).iter() if e.get("class") == "ring"]


def test_an_empty_scene_is_a_picture_too() -> None:
    assert parsed(scene_of(Snapshot.of(Changes()))).tag == f"{SVG}svg"


def test_the_same_twice() -> None:
    assert svg(scene_of(lake()), language("fr")) == svg(scene_of(lake()), language("fr"))


def test_every_style_has_a_sign_for_the_legend() -> None:
    for style in palette.NODE_STYLES.values():
        assert ElementTree.fromstring(symbol(style)).tag == "svg"
    for tie in palette.TIE_STYLES.values():
        assert ElementTree.fromstring(stroke(tie)).tag == "svg"
