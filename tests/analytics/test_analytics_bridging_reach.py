"""Reach, bridge ties and brokerage between partnerships: worked by hand and by brute force."""

from __future__ import annotations

import math

import networkx as nx
import pytest
from hypothesis import given

from graphsvc.analytics.bridge_ties import bridge_ties
from graphsvc.analytics.bridging import bridging
from graphsvc.analytics.links import joined, partnerships_joined, sectors_met
from graphsvc.analytics.reach import Reach, homes, reaches
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.views import ORGANIZATION, two_mode
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from tests.recommend.small_networks import DAY, network, organization, tables, unhurried

EVERYTHING = Scope("all", DAY)


def reach_of(snapshot: Snapshot) -> dict[str, Reach]:
    graph = two_mode(snapshot, EVERYTHING)
    held = partnerships_joined(snapshot, EVERYTHING, graph)
    return reaches(graph, joined(graph), held, sectors_met(graph))


def test_reach_by_hand() -> None:
    snapshot = network(
        {"one/a": "h x z", "two/b": "s x", "two/c": "y z"},
        organizations=[organization("h", Sector.HEALTH), organization("s", Sector.SETTLEMENT)],
    )
    found = reach_of(snapshot)
    # x brings settlement to a, where z and h meet it nowhere, and health to b, where s does not
    # meet it. On b sits nobody else of a, and on a nobody else of b. But z joins one and two too.
    assert found["org:x"] == Reach(sectors=2, partnerships=0, bodies=2)
    # z brings health to c, where y meets it nowhere. Of settlement it knows nothing.
    assert found["org:z"] == Reach(sectors=1, partnerships=0, bodies=2)
    assert found["org:h"] == found["org:y"] == Reach(0, 0, 0)


def test_a_partnership_that_one_alone_joins() -> None:
    found = reach_of(network({"one/a": "x y", "two/b": "x y", "three/c": "x"}))
    # y joins one and two as well; three is joined to them by x alone.
    assert found["org:x"].partnerships == 1
    assert found["org:y"].partnerships == 0


def test_bridge_ties_by_hand() -> None:
    # a, b - table 1 - x - table 2 - c, d, e
    snapshot = network({"one/1": "a b x", "one/2": "c d e x"})
    second, first = bridge_ties(snapshot, two_mode(snapshot, EVERYTHING))
    # Without its seat on 1, x stays with c, d, e: a and b are cut off from 4.
    assert (first.organization, first.body) == ("org:x", "body:one-1")
    assert first.cut_off.organizations == ("org:a", "org:b")
    assert (first.cut_off.bodies, first.rest_organizations) == (("body:one-1",), 4)
    assert str(first.sentence) == (
        "If X no longer sat on 1 of one (LIP one), A and B would lose contact with the other 4 "
        "organizations."
    )
    # Without its seat on 2, x stays with a and b, and both sides have three; a, b, x come first.
    assert second.body == "body:one-2"
    assert second.cut_off.organizations == ("org:a", "org:b", "org:x")


def test_last_seats_and_lonely_tables_are_no_bridge_ties() -> None:
    snapshot = network({"one/1": "a b", "one/2": "b", "one/3": "c"})
    assert bridge_ties(snapshot, two_mode(snapshot, EVERYTHING)) == ()


@unhurried
@given(tables())
def test_bridge_ties_by_brute_force(members: dict[str, str]) -> None:
    snapshot = network(members)
    graph = two_mode(snapshot, EVERYTHING)
    found = {(tie.organization, tie.body): tie for tie in bridge_ties(snapshot, graph)}
    for item, body in graph.edges:
        without = graph.copy()
        without.remove_edge(item, body)
        sides = [nx.node_connected_component(without, end) for end in (item, body)]
        people = [
            {each for each in side if graph.nodes[each]["mode"] == ORGANIZATION} for side in sides
        ]
        tie = found.get((item, body))
        # Where only the organization itself is on its side, nobody else is cut off.
        if sides[0] == sides[1] or not people[1] or people[0] == {item}:
            assert tie is None
        else:
            assert tie is not None
            assert set(tie.cut_off.organizations) in people
            assert len(tie.cut_off.organizations) == min(map(len, people))
            assert tie.rest_organizations == max(map(len, people))


def test_brokerage_between_partnerships_by_hand() -> None:
    # x sits with a and b in one, and with c in two: it is at home in one.
    snapshot = network({"one/1": "a x", "one/2": "b x", "two/3": "c x"})
    graph = two_mode(snapshot, EVERYTHING)
    assert homes(partnerships_joined(snapshot, EVERYTHING, graph))["org:x"] == "lip:one"
    rows = {row.organization: row for row in bridging(snapshot, EVERYTHING, draws=0).rows}
    found = rows["org:x"].brokerage_partnerships
    # Pairs that do not meet, both ways: a-b inside one; a-c and b-c leave it or enter it.
    assert {name: value for name, value in found.items() if "_" not in name} == {
        "coordinator": 2, "itinerant": 0, "gatekeeper": 2, "liaison": 0, "total": 6,
    }  # fmt: skip
    # 6 of 12 directed ties: a way between two who are not tied is there with a chance of 1/8. x has
    # 2 such ways inside one, 2 into it, 6 in all.
    expected = {"coordinator": 2, "itinerant": 0, "gatekeeper": 2, "liaison": 0, "total": 6}
    assert {role: found[f"{role}_expected"] for role in expected} == {
        role: ways / 8 for role, ways in expected.items()
    }
    # Each way alone has a variance of 7/64. Two ways that share a tie are both there with a chance
    # of 1/32, which is 1/64 more than if they did not: c-x-a and c-x-b, in either order. Of all 6
    # each has one with the same first tie and one with the same last.
    assert found["coordinator_z"] == pytest.approx((2 - 1 / 4) / math.sqrt(2 * 7 / 64))
    assert found["gatekeeper_z"] == pytest.approx((2 - 1 / 4) / math.sqrt(2 * 7 / 64 + 2 / 64))
    assert found["total_z"] == pytest.approx((6 - 3 / 4) / math.sqrt(6 * 7 / 64 + 12 / 64))
    assert found["itinerant_z"] is None
    assert rows["org:x"].reach == Reach(sectors=0, partnerships=2, bodies=3)


def test_ties_inside_the_own_partnership_by_hand() -> None:
    snapshot = network({"one/1": "a x", "one/2": "b x", "two/3": "c x"})
    # a, b and x are at home in one, with 1, 1 and 2 ties there: 4/3 on the average, give or take
    # the root of (1/9 + 1/9 + 4/9) / 3. c is alone at home in two. Nobody's sector is known.
    deviation = math.sqrt(2 / 9)
    rows = {row.organization: row for row in bridging(snapshot, EVERYTHING, draws=0).rows}
    assert rows["org:a"].within_module_z_partnerships == pytest.approx(-1 / 3 / deviation)
    assert rows["org:x"].within_module_z_partnerships == pytest.approx(2 / 3 / deviation)
    assert rows["org:c"].within_module_z_partnerships is None
    assert rows["org:x"].within_module_z is None
    # Seen from two alone x is at home in one still, so it is no equal of d and e there.
    snapshot = network({"one/1": "a x", "one/2": "b x", "two/3": "c d x", "two/4": "c e"})
    scope = Scope("lip:two", DAY)
    rows = {row.organization: row for row in bridging(snapshot, scope, draws=0).rows}
    assert rows["org:c"].within_module_z_partnerships == pytest.approx(2 / 3 / deviation)
    assert rows["org:e"].within_module_z_partnerships == pytest.approx(-1 / 3 / deviation)
    assert rows["org:x"].within_module_z_partnerships is None
