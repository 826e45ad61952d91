"""Who could stand in for whom, by hand and by looking at everybody."""

from __future__ import annotations

import networkx as nx
from hypothesis import given

from graphsvc.analytics.bridging import bridging, role_of
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.stand_in import StandIn, stand_ins
from graphsvc.analytics.views import ORGANIZATION, two_mode
from tests.recommend.small_networks import DAY, network, organization, tables, unhurried

EVERYTHING = Scope("all", DAY)


def sought(graph: nx.Graph[str], item: str) -> StandIn | None:
    """Ask everybody in turn."""

    def met(each: str) -> set[str]:
        return {other for body in graph[each] for other in graph[body]} - {each}

    found = []
    for other in met(item):
        wanted = met(item) - {other}
        missing = tuple(sorted(set(graph[item]) - set(graph[other])))
        if meets := len(wanted & met(other)):
            best = (-meets, len(missing), other)
            found.append((best, StandIn(other, meets, len(wanted), missing)))
    return min(found, key=lambda each: each[0])[1] if found else None


def test_who_meets_more_comes_before_who_has_fewer_seats_to_take() -> None:
    snapshot = network({"one/1": "p q x", "one/2": "p x", "one/3": "r s t x", "one/4": "q r s t"})
    found = stand_ins(two_mode(snapshot, EVERYTHING))
    # q meets p, r, s and t, but has two seats to take. p has one, and meets q alone.
    assert found["org:x"] == StandIn("org:q", 4, 4, ("body:one-2", "body:one-3"))
    # Of p's contacts q and x each meets the other; q would have to join a table.
    assert found["org:p"] == StandIn("org:x", 1, 1, ())


def test_of_equals_the_one_with_fewer_seats_to_take_and_then_the_first() -> None:
    # All meet one another. c and x sit on both tables.
    snapshot = network({"one/1": "a b c x", "one/2": "c x"})
    found = stand_ins(two_mode(snapshot, EVERYTHING))
    assert found["org:x"] == StandIn("org:c", 2, 2, ())
    assert found["org:a"] == StandIn("org:b", 2, 2, ())


def test_nobody_can_where_nobody_is_met_or_met_twice() -> None:
    snapshot = network({"one/1": "a b", "one/2": "c"}, organizations=[organization("idle")])
    found = stand_ins(two_mode(snapshot, EVERYTHING))
    assert found == dict.fromkeys(("org:a", "org:b", "org:c", "org:idle"))
    assert stand_ins(two_mode(network({"one/1": ""}), Scope("lip:one", DAY))) == {}
    assert stand_ins(two_mode(network({}), EVERYTHING)) == {}


@unhurried
@given(tables())
def test_all_at_once_are_who_each_would_find(members: dict[str, str]) -> None:
    graph = two_mode(network(members), EVERYTHING)
    people = [item for item, data in graph.nodes(data=True) if data["mode"] == ORGANIZATION]
    assert stand_ins(graph) == {item: sought(graph, item) for item in people}


def test_beside_the_ranking_stands_who_the_sentence_names() -> None:
    snapshot = network({"one/1": "a b x", "one/2": "c x"})
    answer = role_of(snapshot, EVERYTHING, "org:x", draws=0)
    assert answer.departure is not None
    row = next(
        row for row in bridging(snapshot, EVERYTHING, draws=0).rows if row.organization == "org:x"
    )
    assert row.stand_in == answer.departure.stand_in == StandIn("org:a", 1, 2, ("body:one-2",))
    assert "A could best stand in" in str(answer.departure.sentence)
