"""Filters: what they leave of a graph, and that every number is worked out on that alone."""

from __future__ import annotations

from typing import Any

import pytest

from graphsvc.analytics.scope import Scope
from graphsvc.model.sectors import Sector
from graphsvc.model.vocabulary import Role
from graphsvc.viz.looks import Look
from graphsvc.viz.maps import draw
from graphsvc.viz.narrowing import EVERYTHING, Only, narrowed
from graphsvc.viz.scene import Scene
from graphsvc.viz.sizes import Size
from tests.viz.regions import lake, region

DAY = "2026-04-01"
LAKE = lake()
PARTNERSHIP = Scope.checked(LAKE, "lip:lake", DAY)


def scene(only: Only = EVERYTHING, of: str = "lip:lake", **look: Any) -> Scene:
    return draw(LAKE, Scope.checked(LAKE, of, DAY), Look(only=only, **look))


def ids(found: Scene) -> set[str]:
    return {node.id for node in found.nodes}


def test_without_filters_nothing_is_copied() -> None:
    assert narrowed(LAKE, PARTNERSHIP, EVERYTHING) is LAKE


@pytest.mark.parametrize(
    ("only", "left"),
    [
        # The clinic sits on both bodies.
        (
            Only(sectors=frozenset({Sector.HEALTH})),
            {"org:clinic", "body:council", "body:table", "lip:lake"},
        ),
        # The table has no seat of a college; hosts of other sectors go too.
        (
            Only(sectors=frozenset({Sector.POSTSECONDARY})),
            {"org:college", "body:council", "lip:lake"},
        ),
        (
            Only(roles=frozenset({Role.LEAD})),
            {"org:shelter", "body:table", "lip:lake"},
        ),
        (
            Only(bodies=frozenset({"council"})),
            {"org:clinic", "org:college", "org:library", "body:council", "lip:lake"},
        ),
        (
            Only(bodies=frozenset({"body:table"})),
            {"org:clinic", "org:shelter", "body:table", "lip:lake"},
        ),
        # A sector or another, and in the role.
        (
            Only(
                sectors=frozenset({Sector.HEALTH, Sector.HOUSING}), roles=frozenset({Role.MEMBER})
            ),
            {"org:clinic", "body:council", "body:table", "lip:lake"},
        ),
        # Of the table only one of the two is a member.
        (
            Only(members=frozenset({"org:clinic", "org:college"})),
            {"org:clinic", "org:college", "body:council", "lip:lake"},
        ),
        (Only(sectors=frozenset({Sector.FAITH})), {"lip:lake"}),
    ],
)
def test_what_passes(only: Only, left: set[str]) -> None:
    assert ids(scene(only)) == left


def test_a_table_whose_council_is_left_out_belongs_to_what_is_above() -> None:
    found = scene(Only(bodies=frozenset({"body:table"})))
    assert ("body:table", "lip:lake", "part_of") in {
        (tie.source, tie.target, tie.style) for tie in found.ties
    }


def test_an_organization_stays_in_the_middle_of_its_own_map() -> None:
    found = scene(Only(sectors=frozenset({Sector.HOUSING})), of="org:clinic")
    assert {"org:clinic", "org:shelter"} <= ids(found)
    assert found.caption.focus == "org:clinic"


def test_scores_are_those_of_what_is_shown() -> None:
    whole = {node.id: node.value for node in scene(size=Size.BETWEENNESS).nodes}
    # Through the clinic alone the table reaches the council.
    assert whole["org:clinic"] == 1
    # With one body alone no organization could lie between two others.
    only = Only(bodies=frozenset({"council"}))
    fewer = {node.id: node.value for node in scene(only, size=Size.BETWEENNESS).nodes}
    assert fewer["org:clinic"] is None
    assert fewer["lip:lake"] is None


def test_who_is_filtered_away_is_not_told_as_unrecorded() -> None:
    snapshot = region(10, 60)
    only = Only(sectors=frozenset({Sector.HEALTH}))
    found = draw(snapshot, Scope.checked(snapshot, "all", DAY), Look(only=only))
    assert not [fact for fact in found.caption.facts if "No member is recorded" in str(fact)]
