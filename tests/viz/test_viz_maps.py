"""Scenes: what is drawn, that it is what the analytics count, and what the words say of it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from graphsvc.analytics.scope import Exclusion, Scope
from graphsvc.analytics.views import two_mode
from graphsvc.language import language, message
from graphsvc.model.entities import Changes
from graphsvc.model.snapshot import Snapshot
from graphsvc.viz import palette
from graphsvc.viz.composing import compose
from graphsvc.viz.looks import Look
from graphsvc.viz.maps import draw
from graphsvc.viz.scene import (
    LARGEST,
    MOST_NODES,
    MOST_TIES,
    SMALLEST,
    Draft,
    NodeKind,
    Scene,
    SizeBy,
)
from tests.viz.regions import lake, region

DAY = "2026-04-01"
LAKE = lake()


def drawn(
    snapshot: Snapshot,
    of: str = "all",
    day: str = DAY,
    **chosen: Any,
) -> Scene:
    return draw(snapshot, Scope.checked(snapshot, of, day), Look(**chosen))


def ties(scene: Scene) -> set[tuple[str, str, str]]:
    return {(tie.source, tie.target, tie.style) for tie in scene.ties}


def test_the_map_of_a_partnership() -> None:
    scene = drawn(LAKE, "lip:lake")
    assert ties(scene) == {
        ("org:college", "body:council", "leads"),
        ("org:college", "body:council", "member"),
        ("org:clinic", "body:council", "member"),
        ("org:library", "body:council", "takes_part"),
        ("org:clinic", "body:table", "member"),
        ("org:shelter", "body:table", "leads"),
        ("org:hall", "lip:lake", "hosts"),
        ("org:hall", "lip:lake", "funds"),
        ("org:college", "lip:lake", "founded"),
        ("body:table", "body:council", "part_of"),
        ("body:council", "lip:lake", "part_of"),
    }
    # The museum left; the francophone network is another partnership.
    assert "org:museum" not in scene.positions
    assert "lip:rif" not in scene.positions
    assert scene.caption.focus == "lip:lake"


def test_the_map_of_a_body_shows_the_bodies_under_it_and_no_partnership() -> None:
    scene = drawn(LAKE, "body:council")
    assert {node.id for node in scene.nodes} == {
        "body:council",
        "body:table",
        "org:clinic",
        "org:college",
        "org:library",
        "org:shelter",
    }
    assert ("body:table", "body:council", "part_of") in ties(scene)


def test_the_whole_shows_links_between_partnerships() -> None:
    assert ("lip:rif", "lip:lake", "linked") in ties(drawn(LAKE))


def test_an_earlier_day_shows_who_sat_then() -> None:
    assert ("org:museum", "body:council", "member") in ties(drawn(LAKE, "lip:lake", "2019-12-31"))


def test_neighbourhoods_by_step() -> None:
    # The shelter sits on the table only: there it meets the clinic. The clinic meets the others.
    near = {node.id for node in drawn(LAKE, "org:shelter", steps=1).nodes}
    assert near == {"org:shelter", "body:table", "org:clinic", "lip:lake"}
    far = {node.id for node in drawn(LAKE, "org:shelter", steps=2).nodes}
    assert far == near | {"body:council", "org:college", "org:library"}


def test_an_organization_without_seats_still_shows_what_it_hosts() -> None:
    scene = drawn(LAKE, "org:hall")
    assert ties(scene) == {("org:hall", "lip:lake", "hosts"), ("org:hall", "lip:lake", "funds")}
    assert scene.caption.focus == "org:hall"


def test_an_organization_without_any_tie_stands_alone() -> None:
    scene = drawn(LAKE, "org:museum")
    assert [node.id for node in scene.nodes] == ["org:museum"]
    assert scene.ties == ()


def test_leaving_out_the_host_is_said() -> None:
    scope = Scope.checked(LAKE, "lip:lake", DAY, frozenset({Exclusion.HOST}))
    scene = draw(LAKE, scope)
    assert "org:hall" not in scene.positions
    assert "Left out on request: Hall." in [str(fact) for fact in scene.caption.facts]


def test_words_of_ties() -> None:
    words = {(t.source, t.target, t.style): str(t.words) for t in drawn(LAKE, "lip:lake").ties}
    assert words["org:clinic", "body:table", "member"] == "Member, 2 seats"
    assert words["org:college", "body:council", "leads"] == "Chair"
    assert words["org:hall", "lip:lake", "hosts"] == "Hosts"


def test_parallel_ties_are_kept_and_bend_apart() -> None:
    bends = {t.style: t.bend for t in drawn(LAKE, "lip:lake").ties if t.source == "org:hall"}
    assert sorted(bends.values()) == [-1.0, 1.0]
    single = [t.bend for t in drawn(LAKE, "lip:lake").ties if t.source == "org:library"]
    assert single == [0.0]


@pytest.mark.parametrize("of", ["all", "lip:lake", "body:council", "org:clinic"])
def test_map_and_numbers_speak_of_the_same_memberships(of: str) -> None:
    graph = two_mode(LAKE, Scope.checked(LAKE, of, DAY))
    seats = {
        (tie.source, tie.target)
        for tie in drawn(LAKE, of, steps=9).ties
        if tie.style in {"leads", "member", "takes_part"}
    }
    assert seats == {tuple(sorted(edge, reverse=True)) for edge in graph.edges}


def check_whole(scene: Scene) -> None:
    """Check what holds of every scene: legend, table and positions cover it, within the limits."""
    ids = [node.id for node in scene.nodes]
    assert len(ids) <= MOST_NODES
    assert len(scene.ties) <= MOST_TIES
    assert ids == sorted(set(ids))
    assert set(scene.positions) == set(ids)
    assert sorted(row.node.id for row in scene.rows) == ids
    assert sum(entry.count for entry in scene.node_legend) == len(ids)
    assert sum(entry.count for entry in scene.tie_legend) == len(scene.ties)
    styles = Counter(node.style for node in scene.nodes)
    assert {entry.style.key: entry.count for entry in scene.node_legend} == dict(styles)
    for entry in scene.node_legend:
        sectors = sum(count for _, count in entry.sectors)
        is_family = entry.style in palette.FAMILIES
        assert sectors == (entry.count if is_family else 0)
    told = sum(len(row.ties) for row in scene.rows)
    assert told == 2 * len(scene.ties)
    assert sum(row.tie_count for row in scene.rows) == 2 * len(scene.ties)
    assert all(SMALLEST <= node.radius <= LARGEST for node in scene.nodes)


@pytest.mark.parametrize("of", ["all", "lip:lake", "body:table", "org:clinic", "org:hall"])
def test_legend_table_and_positions_cover_the_map(of: str) -> None:
    check_whole(drawn(LAKE, of))


def test_five_thousand_nodes_are_shown_as_partnerships() -> None:
    snapshot: Snapshot = region(80, 60, shared=2)
    scene = drawn(snapshot)
    check_whole(scene)
    assert scene.caption.aggregated
    # A ring of 80 partnerships in which neighbours share two organizations.
    assert {node.kind for node in scene.nodes} == {NodeKind.PARTNERSHIP}
    assert len(scene.nodes) == 80
    assert len(scene.ties) == 80
    assert {str(tie.words) for tie in scene.ties} == {"2 organizations in common"}
    # 80 x (60 organizations + 4 bodies + itself) = 5,200.
    assert "5,200 organizations, councils and partnerships" in str(scene.caption.limits[0])
    # Told from both ends, as it has no direction.
    first = next(row for row in scene.rows if row.node.id == "lip:p0000")
    assert [tie.other.id for tie in first.ties] == ["lip:p0001", "lip:p0079"]
    # 60 of its own and 2 of its neighbour.
    assert {node.value for node in scene.nodes} == {62.0}


def test_more_partnerships_than_can_be_drawn_are_cut_and_that_is_said() -> None:
    snapshot: Snapshot = region(1510, 2, bodies=1)
    scene = drawn(snapshot)
    check_whole(scene)
    assert len(scene.nodes) == MOST_NODES
    assert "Only the 1,500 largest partnerships are drawn." in map(str, scene.caption.limits)


def test_more_lines_than_can_be_drawn_are_cut_and_that_is_said() -> None:
    # One organization on all 110 councils ties 110 x 109 / 2 = 5,995 pairs; the 110 neighbours,
    # who share one more, are tied most strongly.
    scene = drawn(region(110, 14, bodies=1, hub=True))
    check_whole(scene)
    assert len(scene.ties) == MOST_TIES
    assert Counter(tie.strength for tie in scene.ties) == {2: 110, 1: MOST_TIES - 110}
    assert "Only the 5,000 strongest lines are drawn." in map(str, scene.caption.limits)


def test_a_partnership_too_large_to_draw_keeps_its_bodies_and_says_what_is_cut() -> None:
    snapshot: Snapshot = region(1, 1600)
    scene = drawn(snapshot, "lip:p0000")
    check_whole(scene)
    kinds = Counter(node.kind for node in scene.nodes)
    assert (kinds[NodeKind.BODY], kinds[NodeKind.PARTNERSHIP]) == (4, 1)
    assert f"Only the {kinds[NodeKind.ORGANIZATION]:,} best connected" in str(
        scene.caption.limits[0]
    )
    # Those on two bodies come before those on one.
    assert all(row.tie_count == 2 for row in scene.rows if row.node.id == "org:p0000-1599")


def test_what_fits_is_shown_whole() -> None:
    scene = drawn(region(10, 60))
    check_whole(scene)
    assert not scene.caption.aggregated
    assert scene.caption.limits == ()
    assert len(scene.nodes) == 10 * (60 + 4 + 1)


def test_sizes_follow_the_measure_and_say_which() -> None:
    values = {"org:clinic": 1.0, "org:college": 0.5, "org:library": 0.0, "org:shelter": None}
    size_by = SizeBy("betweenness", message("Betweenness"), values)
    plain = drawn(LAKE, "lip:lake")
    draft = Draft({node.id: node for node in plain.nodes}, plain.ties)
    scene = compose(draft, plain.caption, size_by)
    radius = {node.id: node.radius for node in scene.nodes}
    assert radius["org:clinic"] == LARGEST
    assert radius["org:library"] == radius["org:shelter"] == SMALLEST
    # Half of the value is half of the area between: sqrt(64 + 512 / 2) = 17.9.
    assert radius["org:college"] == 18
    assert scene.size_by is size_by
    assert scene.rows[0].node.id == "org:clinic"


def test_few_connections_make_no_giants() -> None:
    # 2 of the 8 connections that give the full size: sqrt(64 + 2/8 x 512) = 13.9.
    radius = {node.id: node.radius for node in drawn(LAKE, "lip:lake").nodes}
    assert radius["org:clinic"] == 14


def test_an_empty_graph_has_an_empty_map() -> None:
    scene = drawn(Snapshot.of(Changes()))
    check_whole(scene)
    assert scene.nodes == ()


def test_facts_in_both_languages() -> None:
    fact = drawn(LAKE, "lip:lake").caption.facts[0]
    assert language("en").render(fact) == (
        "The map shows 5 organizations, 2 councils and committees and 1 partnership."
    )


def test_the_same_twice() -> None:
    assert drawn(LAKE) == drawn(LAKE)


def test_a_map_of_nothing_says_so() -> None:
    scene = draw(Snapshot.of(Changes()), Scope("all", "2020-01-01"))
    assert [str(fact) for fact in scene.caption.facts] == ["There is nothing to show on this map."]
