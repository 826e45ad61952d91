"""Names in their places: the most important first, none on a node, on another name, or cut."""

from __future__ import annotations

import dataclasses
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.analytics.scope import Scope
from graphsvc.language import language
from graphsvc.viz.lettering import (
    Box,
    Plate,
    Spot,
    by_importance,
    leading,
    placed,
    width_of,
    wrapped,
)
from graphsvc.viz.maps import draw
from graphsvc.viz.picture import spots_of
from graphsvc.viz.scene import NodeKind, Scene
from tests.viz.regions import lake, region

FRAME = (-200.0, -150.0, 200.0, 150.0)
FONT = 11.0


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def check(spots: list[Spot], plates: list[Plate], frame: Box) -> None:
    for plate in plates:
        assert frame[0] <= plate.box[0] < plate.box[2] <= frame[2]
        assert frame[1] <= plate.box[1] < plate.box[3] <= frame[3]
        assert not [spot.id for spot in spots if spot != plate.spot and meet(plate.box, spot.box)]
        assert plate.lines in plate.spot.names + plate.spot.others
        widest = max(width_of(line, FONT, strong=plate.spot.strong) for line in plate.lines)
        assert plate.box[2] - plate.box[0] == pytest.approx(widest)
    for one, other in combinations(plates, 2):
        assert not meet(one.box, other.box)


@st.composite
def sheets(draw_one: st.DrawFn) -> list[Spot]:
    """Return nodes that do not cover one another, as on a map, with names of any length."""
    spots: list[Spot] = []
    for place in range(draw_one(st.integers(1, 25))):
        x, y = draw_one(st.floats(-150, 150)), draw_one(st.floats(-120, 120))
        name = draw_one(st.text("abW É-", min_size=1, max_size=60))
        spot = Spot(
            id=f"{place:02}",
            x=x,
            y=y,
            reach=draw_one(st.floats(3, 24)),
            names=tuple(dict.fromkeys(wrapped(name, lines) for lines in (1, 2, 3))),
            others=((name[:6],),),
            strong=draw_one(st.booleans()),
            angular=draw_one(st.booleans()),
            leads=draw_one(st.sampled_from((0.0, 60.0, 210.0))),
        )
        if not any(meet(spot.box, other.box) for other in spots):
            spots.append(spot)
    return spots


@settings(max_examples=150, deadline=None)
@given(sheets())
def test_no_name_meets_a_name_a_node_or_the_edge(spots: list[Spot]) -> None:
    check(spots, placed(spots, FRAME, FONT), FRAME)


def scene_of(partnerships: int, organizations: int) -> Scene:
    graph = region(partnerships, organizations)
    return draw(graph, Scope.checked(graph, "all", "2026-04-01"))


@pytest.mark.parametrize("code", ["en", "fr"])
def test_nor_on_maps(code: str) -> None:
    spots = spots_of(scene_of(4, 30), language(code))
    frame = (-900.0, -700.0, 900.0, 700.0)
    plates = placed(spots, frame, FONT)
    check(spots, plates, frame)
    assert len(plates) > len(spots) / 2
    assert plates == placed(spots, frame, FONT)


def test_a_hub_in_a_crowd_is_named_at_the_end_of_a_line() -> None:
    crowd = [
        Spot(f"{x} {y}", 30.0 * x, 30.0 * y, 12.0, (("Somebody",),))
        for x in range(-2, 3)
        for y in range(-2, 3)
        if (x, y) != (0, 0)
    ]
    hub = Spot("hub", 0.0, 0.0, 12.0, (("The hub of it",),))
    assert "hub" not in {plate.spot.id for plate in placed([hub, *crowd], FRAME, FONT)}
    spots = [dataclasses.replace(hub, leads=210.0), *crowd]
    plates = placed(spots, FRAME, FONT)
    check(spots, plates, FRAME)
    line = next(plate.line for plate in plates if plate.spot.id == "hub")
    assert line is not None
    # It begins at the edge of the node.
    assert (line[0] ** 2 + line[1] ** 2) ** 0.5 == pytest.approx(12.0)


def test_a_whole_name_goes_before_a_cut_one() -> None:
    spot = Spot("a", 0.0, 0.0, 10.0, (("A long whole name",), ("A long", "whole name")), (("A…",),))
    (plate,) = placed([spot], FRAME, FONT)
    assert plate.lines == ("A long whole name",)
    (plate,) = placed([spot], (-45.0, -60.0, 45.0, 60.0), FONT)
    assert plate.lines == ("A long", "whole name")
    (plate,) = placed([spot], (-20.0, -60.0, 20.0, 60.0), FONT)
    assert plate.lines == ("A…",)
    assert placed([spot], (-8.0, -60.0, 8.0, 60.0), FONT) == []


def test_what_stands_out_comes_first_then_what_holds_the_map_together() -> None:
    graph = lake()
    scene = draw(graph, Scope.checked(graph, "lip:lake", "2026-04-01"))
    # By connections: the clinic has 2 tables, the college its seats and its tie, the hall 2 ties.
    order = [node.id for node in by_importance(scene.nodes, scene.caption.focus)]
    foremost = leading(scene.nodes, scene.caption.focus)
    assert order[0] == "lip:lake"
    kinds = {node.id: node.kind for node in scene.nodes}
    least = min(node.value or 0 for node in scene.nodes if node.kind is NodeKind.ORGANIZATION)
    values = {node.id: node.value or 0 for node in scene.nodes}
    assert all(values[item] > least for item in foremost - {"lip:lake"})
    assert set(order[: len(foremost)]) == foremost
    rest = [kinds[item] for item in order[len(foremost) :]]
    assert rest == sorted(rest, key=lambda kind: kind is NodeKind.ORGANIZATION)


def test_where_nobody_stands_out_tables_come_first() -> None:
    scene = scene_of(1, 5)
    nodes = [dataclasses.replace(node, value=1.0) for node in scene.nodes]
    assert leading(nodes) == frozenset()
    kinds = [node.kind for node in by_importance(nodes)]
    assert kinds.index(NodeKind.ORGANIZATION) == len(kinds) - kinds.count(NodeKind.ORGANIZATION)
