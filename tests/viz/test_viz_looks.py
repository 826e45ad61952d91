"""Other looks of a map: organizations alone, communities, other sizes; and that nothing moves."""

from __future__ import annotations

from itertools import combinations
from math import dist
from typing import Any

import pytest

from graphsvc.analytics import measures as register
from graphsvc.analytics.communities import communities
from graphsvc.analytics.network import Shape
from graphsvc.analytics.scope import Exclusion, Scope
from graphsvc.analytics.view_networks import View, ViewNetwork, by_key
from graphsvc.analytics.views import ViewKind, Weighting, one_mode, two_mode
from graphsvc.language import language
from graphsvc.model.entities import (
    Body,
    Changes,
    Membership,
    Organization,
    Partnership,
    PartnershipLink,
)
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import PartnershipLinkKind
from graphsvc.viz.affiliations import best_connected
from graphsvc.viz.looks import GroupBy, Look, MapView
from graphsvc.viz.maps import draw
from graphsvc.viz.narrowing import Only
from graphsvc.viz.scene import LARGEST, MOST_NODES, MOST_TIES, Draft, NodeKind, Scene
from graphsvc.viz.sizes import SIZES_OF_GROUPS, Size, measured, sizes_of
from tests.viz.regions import lake, region

DAY = "2026-04-01"
LAKE = lake()
REGION = region(10, 60, shared=3)
HEALTH = Only(sectors=frozenset({Sector.HEALTH, Sector.HOUSING}))


def drawn(snapshot: Snapshot, of: str = "all", **look: Any) -> Scene:
    return draw(snapshot, Scope.checked(snapshot, of, DAY), Look(**look))


def test_two_organizations_are_tied_where_they_share_tables() -> None:
    scene = drawn(LAKE, "lip:lake", view=MapView.ORGANIZATIONS)
    assert {(tie.source, tie.target): str(tie.words) for tie in scene.ties} == {
        ("org:clinic", "org:college"): "1 table shared: Council",
        ("org:clinic", "org:library"): "1 table shared: Council",
        ("org:college", "org:library"): "1 table shared: Council",
        ("org:clinic", "org:shelter"): "1 table shared: Health Table",
    }
    assert {entry.style.key for entry in scene.tie_legend} == {"meets"}


def test_ties_are_those_of_the_measures_and_the_wider_the_more_tables() -> None:
    scene = drawn(REGION, "lip:p0001", view=MapView.ORGANIZATIONS)
    graph = one_mode(two_mode(REGION, Scope.checked(REGION, "lip:p0001", DAY)), Weighting.COUNT)
    assert {(tie.source, tie.target): tie.strength for tie in scene.ties} == {
        (min(pair), max(pair)): graph.edges[pair]["strength"] for pair in graph.edges
    }
    widths = {tie.strength: tie.width for tie in scene.ties}
    assert widths[2] > widths[1]


@pytest.mark.parametrize("view", MapView)
def test_every_size_is_a_measure_of_the_view(view: MapView) -> None:
    shape = Shape.TWO_MODE if view is MapView.TABLES else Shape.ONE_MODE
    kind = ViewKind.TWO_MODE if view is MapView.TABLES else ViewKind.ONE_MODE
    assert View(kind).shape is shape
    for size in sizes_of(shape):
        scene = drawn(LAKE, "lip:lake", view=view, size=size)
        assert scene.size_by.name == size
        assert scene.size_by.meaning
        values = {node.id: node.value for node in scene.nodes}
        assert all(values[item] is not None for item in ("org:clinic", "org:college"))


def test_sizes_by_hand() -> None:
    values = {
        size: {
            node.id: node.value
            for node in drawn(LAKE, "lip:lake", view=MapView.ORGANIZATIONS, size=size).nodes
        }
        for size in (Size.CLOSENESS, Size.BRIDGING_CAPACITY, Size.SPREAD, Size.CORE)
    }
    # The shelter: one step to the clinic, two to the others: 3 / (1 + 2 + 2).
    assert values[Size.CLOSENESS]["org:shelter"] == pytest.approx(3 / 5)
    # The clinic has three partners, of whom two meet: 3 - 2 * 1 / 3.
    assert values[Size.BRIDGING_CAPACITY]["org:clinic"] == pytest.approx(3 - 2 / 3)
    # Its partners of known sector: college and shelter, half and half.
    assert values[Size.SPREAD]["org:clinic"] == pytest.approx(1 / 2)
    assert values[Size.CORE] == {
        "org:clinic": 2,
        "org:college": 2,
        "org:library": 2,
        "org:shelter": 1,
    }


def test_a_size_that_is_not_of_the_view_is_not_made_up() -> None:
    assert drawn(LAKE, "lip:lake", size=Size.SPREAD).size_by.name == "ties"


def test_old_addresses_lead_to_the_same_size() -> None:
    assert Size("bridging") is Size.BETWEENNESS
    assert Size("degree") is Size.TIES


def test_what_has_no_value_is_undefined() -> None:
    graph = two_mode(LAKE, Scope.checked(LAKE, "lip:lake", DAY)).subgraph(["org:clinic"])
    found = measured(Size.SPREAD, Shape.ONE_MODE, graph.copy())
    assert found.values == {"org:clinic": None}


@pytest.mark.parametrize(
    "look",
    [
        {"size": Size.CLOSENESS},
        {"size": Size.EIGENVECTOR},
        {"only": HEALTH},
        {"only": HEALTH, "size": Size.BETWEENNESS},
        {"view": MapView.ORGANIZATIONS, "only": HEALTH},
        {"view": MapView.ORGANIZATIONS, "size": Size.BRIDGING_CAPACITY},
    ],
)
@pytest.mark.parametrize("of", ["lip:p0001", "org:p0001-0001"])
def test_what_stays_does_not_move_and_nothing_is_covered(look: dict[str, Any], of: str) -> None:
    before, after = drawn(REGION, of).positions, drawn(REGION, of, **look)
    assert after.nodes
    assert all(before[item] == place for item, place in after.positions.items())
    for one, other in combinations(after.nodes, 2):
        apart = dist(after.positions[one.id], after.positions[other.id])
        assert apart >= min(one.radius + other.radius, LARGEST)


def test_nobody_moves_where_somebody_is_left_out() -> None:
    scope = Scope.checked(LAKE, "lip:lake", DAY, frozenset({Exclusion.HOST}))
    before, after = drawn(LAKE, "lip:lake").positions, draw(LAKE, scope).positions
    assert before.keys() - after.keys() == {"org:hall"}
    assert all(before[item] == place for item, place in after.items())


def chain() -> Snapshot:
    """Partnerships a, b, c and d: a and b share two organizations, b and c one, d none.

    The second table of b has a member of its own. The link of d to a shares nobody.
    """
    seats = {"a": "xy", "b": "xyz", "b2": "w", "c": "z", "d": "v"}
    return Snapshot.of(
        Changes(
            partnerships=tuple(Partnership(id=f"lip:{each}", name=each) for each in "abcd"),
            partnership_links=(
                PartnershipLink(
                    id="tie:link",
                    kind=PartnershipLinkKind.LINKED_TO,
                    partnership="lip:d",
                    other="lip:a",
                ),
            ),
            bodies=tuple(
                Body(id=f"body:{each}", name=each, part_of=f"lip:{each[0]}") for each in seats
            ),
            organizations=tuple(Organization(id=f"org:{each}", name=each) for each in "vwxyz"),
            memberships=tuple(
                Membership(
                    id=f"seat:{who}-{table}", organization=f"org:{who}", body=f"body:{table}"
                )
                for table, members in seats.items()
                for who in members
            ),
        )
    )


@pytest.mark.parametrize(
    ("size", "values"),
    [
        (Size.ORGANIZATIONS, (2, 4, 1, 1)),
        (Size.BODIES, (1, 2, 1, 1)),
        (Size.STRENGTH, (2, 3, 1, 0)),
        # Of the pairs of others, 3 for each, b is between a and c.
        (Size.BETWEENNESS, (0, 1 / 3, 0, 0)),
        # What is usual on a map of organizations, and what is not defined here.
        (Size.TIES, (2, 4, 1, 1)),
        (Size.SPREAD, (2, 4, 1, 1)),
    ],
)
def test_partnerships_are_measured_by_what_they_have_and_share(
    size: Size, values: tuple[float, ...]
) -> None:
    scene = drawn(chain(), group=GroupBy.PARTNERSHIP, size=size)
    found = {node.id: node.value for node in scene.nodes}
    assert found == dict(zip(("lip:a", "lip:b", "lip:c", "lip:d"), values, strict=True))
    assert scene.size_by.meaning
    assert scene.size_by.name == (size if size in SIZES_OF_GROUPS else Size.ORGANIZATIONS)
    assert scene.positions == drawn(chain(), group=GroupBy.PARTNERSHIP).positions


@pytest.mark.parametrize("size", [Size.STRENGTH, Size.BETWEENNESS])
def test_measures_of_partnerships_are_those_of_the_analytics(size: Size) -> None:
    view = View(ViewKind.PARTNERSHIPS, Weighting.COUNT)
    name = {Size.STRENGTH: "strength", Size.BETWEENNESS: "betweenness_normalized"}[size]
    network = ViewNetwork.of(REGION, Scope.checked(REGION, "all", DAY), view).network
    (measure,) = register.choose([name], network)
    scene = drawn(REGION, group=GroupBy.PARTNERSHIP, size=size)
    assert {node.id: node.value for node in scene.nodes} == pytest.approx(by_key(measure, network))


@pytest.mark.parametrize("size", SIZES_OF_GROUPS)
def test_communities_have_the_same_sizes(size: Size) -> None:
    scene = drawn(REGION, group=GroupBy.COMMUNITY, size=size)
    assert scene.size_by.name == size
    if size is Size.STRENGTH:
        # Every line counts at both its ends.
        lines = sum(tie.strength for tie in scene.ties)
        assert sum(node.value or 0 for node in scene.nodes) == 2 * lines
    if size is Size.BODIES:
        # Each of the 40 tables is one of somebody.
        assert sum(node.value or 0 for node in scene.nodes) >= 40


def test_communities_hold_everybody_who_meets_somebody() -> None:
    scene = drawn(REGION, group=GroupBy.COMMUNITY)
    assert {node.kind for node in scene.nodes} == {NodeKind.COMMUNITY}
    found = communities(REGION, Scope.checked(REGION, "all", DAY))
    assert [row.node.value for row in scene.rows] == [row.size for row in found.rows]
    assert scene.caption.aggregated
    assert "Each of 600 organizations belongs to one of them." in map(str, scene.caption.facts)
    # No two are called the same.
    names = [node.name for node in scene.nodes]
    assert len(set(names)) == len(names)


def test_a_community_is_named_after_where_most_of_it_sits() -> None:
    scene = drawn(REGION, group=GroupBy.COMMUNITY)
    for node in scene.nodes:
        assert node.name.startswith("Partnership ")
        assert f"in {node.name.split(' and ')[0].split(':')[0]}" in language("en").render(node.what)


def test_ties_of_communities_are_the_tables_at_which_both_sit() -> None:
    scene = drawn(LAKE, "lip:lake", group=GroupBy.COMMUNITY)
    # All share a table with somebody; the hall has no seat and is not in the graph.
    assert sum(node.value or 0 for node in scene.nodes) == 4
    for tie in scene.ties:
        assert str(tie.words) == f"{tie.strength} table{'s' * (tie.strength > 1)} in common"


def test_filters_keep_the_communities_and_their_places() -> None:
    before = drawn(REGION, group=GroupBy.COMMUNITY)
    after = drawn(REGION, group=GroupBy.COMMUNITY, only=HEALTH)
    assert after.nodes
    assert {node.id for node in after.nodes} <= {node.id for node in before.nodes}
    assert all(before.positions[item] == place for item, place in after.positions.items())
    # Every twentieth of 60 organizations of ten partnerships, of two sectors.
    assert sum(node.value or 0 for node in after.nodes) == 60


def test_three_steps_go_on_where_two_end() -> None:
    # One leads to two at a table, two to three at another, and so on, as a chain.
    near = [
        {node.id for node in drawn(LAKE, "org:shelter", steps=steps).nodes} for steps in (1, 2, 3)
    ]
    assert near[0] < near[1] == near[2]


def test_too_many_lines_between_organizations_become_communities() -> None:
    # 121 around one council: 121 x 120 / 2 = 7,260 pairs.
    snapshot: Snapshot = region(1, 121)
    scene = drawn(snapshot, "lip:p0000", view=MapView.ORGANIZATIONS)
    assert scene.caption.aggregated
    assert len(scene.nodes) < 20
    assert "more organizations meet than lines can be read" in str(scene.caption.limits[0])


def test_a_neighbourhood_too_large_stops_where_there_is_room_and_says_so() -> None:
    # The council has 1,600 members: one table away is too much already, of whom it is about stays.
    snapshot: Snapshot = region(1, 1600)
    scene = drawn(snapshot, "org:p0000-0000", steps=3)
    assert len(scene.nodes) <= MOST_NODES
    assert "3 tables away there is more than can be read at once" in str(scene.caption.limits[0])
    assert scene.caption.focus == "org:p0000-0000"


def test_the_centre_is_kept_whatever_it_is_tied_to() -> None:
    whole = drawn(region(1, 1200), "lip:p0000")
    nodes = {node.id: node for node in whole.nodes}
    draft = best_connected(
        Draft(nodes, whole.ties * (MOST_TIES // len(whole.ties) + 1)), "org:p0000-0000"
    )
    assert "org:p0000-0000" in draft.nodes
