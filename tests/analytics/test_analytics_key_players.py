"""Sets of organizations: judged as their paper defines it, and never worse than greedy choice."""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.analytics.key_players import Aim, KeyPlayersAnswer, key_players
from graphsvc.analytics.key_sets import Criterion, Ground
from graphsvc.analytics.scope import Exclusion, Scope
from graphsvc.analytics.views import one_mode, two_mode
from graphsvc.errors import InvalidInput
from graphsvc.model.snapshot import Snapshot
from tests.recommend.small_networks import DAY, network, tables, unhurried

EVERYTHING = Scope("all", DAY)
NETWORKS = Path(__file__).parents[1] / "networks"
# Tables of two make a network of ties: a - b - c - d - e.
LINE = {"one/1": "a b", "one/2": "b c", "one/3": "c d", "one/4": "d e"}


def players(answer: KeyPlayersAnswer, aim: Aim) -> list[str]:
    (found,) = [row for row in answer.rows if row.aim is aim]
    return [player.organization for player in found.players]


def ground_of(snapshot: Snapshot) -> Ground:
    return Ground.of(two_mode(snapshot, EVERYTHING))


def by_definition(graph: nx.Graph[str], chosen: set[str], steps: int) -> dict[Criterion, float]:
    """The four criteria of Borgatti (2006), with the distances of NetworkX."""
    rest = graph.subgraph(set(graph) - chosen)
    pairs = len(rest) * (len(rest) - 1)
    lengths = dict(nx.all_pairs_shortest_path_length(rest))
    near = [
        1 / length for one, found in lengths.items() for other, length in found.items()
        if one != other
    ]  # fmt: skip
    away = nx.multi_source_dijkstra_path_length(graph, chosen)
    return {
        Criterion.FRAGMENTATION: 1 - len(near) / pairs,
        Criterion.DISTANCE_FRAGMENTATION: 1 - sum(near) / pairs,
        Criterion.REACH: sum(1 / max(length, 1) for length in away.values()) / len(graph),
        Criterion.M_REACH: sum(length <= steps for length in away.values()) / len(graph),
    }


def test_sets_of_a_line_by_hand() -> None:
    answer = key_players(network(LINE), EVERYTHING, k=2)
    # b and d are next to everybody, and without them a, c and e are alone.
    assert players(answer, Aim.FRAGMENT) == players(answer, Aim.REACH) == ["org:b", "org:d"]
    fragment, reach, between = answer.rows
    assert (fragment.worth.fragmentation, fragment.worth.distance_fragmentation) == (1, 1)
    assert (reach.worth.reach, reach.worth.m_reach, reach.worth.m_reached) == (1, 1, 5)
    # The two with the largest betweenness are c (4 pairs of organizations) and b or d (3 each).
    assert players(answer, Aim.BETWEENNESS) == ["org:b", "org:c"]
    # Without b and c: of a, d, e only d and e are tied, 2 of 6 ordered pairs.
    assert between.worth.fragmentation == pytest.approx(2 / 3)
    # a, d next to them, e two steps away: (1 + 1 + 1 + 1 + 1/2) / 5.
    assert between.worth.reach == pytest.approx(4.5 / 5)
    # With everybody, ordered pairs: 8 at 1 step, 6 at 2, 4 at 3, 2 at 4.
    near = 8 + 6 / 2 + 4 / 3 + 2 / 4
    assert answer.fragmentation == 0
    assert answer.distance_fragmentation == pytest.approx(1 - near / 20)


def test_one_player_of_a_line_by_hand() -> None:
    fragment, reach, _ = key_players(network(LINE), EVERYTHING, k=1, steps=2).rows
    # Without c, a-b and d-e are left: 4 of 12 ordered pairs. Without b it would be 6.
    assert [player.organization for player in fragment.players] == ["org:c"]
    assert fragment.worth.fragmentation == pytest.approx(2 / 3)
    assert fragment.players[0].alone == fragment.worth.distance_fragmentation
    # b and d at 1 step, a and e at 2: (1 + 1 + 1 + 1/2 + 1/2) / 5.
    assert reach.worth.reach == pytest.approx(4 / 5)
    assert reach.worth.m_reached == 5


def test_sets_of_zacharys_karate_club_are_the_best_of_all() -> None:
    with (NETWORKS / "karate_edges.csv").open() as file:
        ties = [(row["source"], row["target"]) for row in csv.DictReader(file)]
    snapshot = network({f"one/{place}": f"{one} {two}" for place, (one, two) in enumerate(ties)})
    graph = one_mode(two_mode(snapshot, EVERYTHING))
    for by, aim in (
        (Criterion.FRAGMENTATION, Aim.FRAGMENT),
        (Criterion.DISTANCE_FRAGMENTATION, Aim.FRAGMENT),
        (Criterion.REACH, Aim.REACH),
    ):
        told = {"reach_by": by} if aim is Aim.REACH else {"fragment_by": by}
        answer = key_players(snapshot, EVERYTHING, k=2, **told)  # type: ignore[arg-type]
        best = max(by_definition(graph, {*pair}, 1)[by] for pair in combinations(graph, 2))
        (row,) = [row for row in answer.rows if row.aim is aim]
        assert row.worth.by(by) == pytest.approx(best)


def test_an_isolate_counts_and_the_excluded_do_not() -> None:
    tables = {"one/1": "a b c", "one/2": "c d", "one/3": "e"}
    answer = key_players(network(tables), EVERYTHING, k=1)
    # a, b, c, d in contact, e not: 12 of 20 ordered pairs.
    assert answer.fragmentation == pytest.approx(8 / 20)
    without = Scope("all", DAY, frozenset({Exclusion.HOST}))
    answer = key_players(network(tables, hosts={"c": "one"}), without, k=1)
    assert answer.organizations == 4
    assert answer.provenance.left_out == ("org:c",)
    # In contact is who shares a body, however many.
    parameters = answer.provenance.parameters
    assert (parameters["view"], parameters["weighting"]) == ("one_mode", "binary")


def test_too_few_to_choose_from() -> None:
    answer = key_players(network({"one/1": "a b c"}), EVERYTHING, k=2)
    assert answer.rows == ()
    assert answer.fragmentation == 0
    nobody = key_players(network({}), EVERYTHING)
    assert (nobody.organizations, nobody.fragmentation, nobody.rows) == (0, None, ())


def test_all_faults_of_the_numbers_at_once() -> None:
    with pytest.raises(InvalidInput) as caught:
        key_players(network(LINE), EVERYTHING, k=0, steps=11)
    assert [fault.place.field for fault in caught.value.faults] == ["k", "steps"]
    with pytest.raises(InvalidInput, match="distance_fragmentation"):
        key_players(network(LINE), EVERYTHING, fragment_by="size")


@unhurried
@given(tables(), st.integers(1, 3), st.integers(1, 3))
def test_found_sets_are_between_greedy_and_the_best(
    members: dict[str, str], k: int, steps: int
) -> None:
    snapshot = network(members)
    graph = one_mode(two_mode(snapshot, EVERYTHING))
    ground = ground_of(snapshot)
    if len(graph) < k + 2:
        return
    for criterion in Criterion:
        aim = Aim.REACH if criterion in {Criterion.REACH, Criterion.M_REACH} else Aim.FRAGMENT
        told = {"reach_by" if aim is Aim.REACH else "fragment_by": criterion}
        answer = key_players(snapshot, EVERYTHING, k=k, steps=steps, **told)
        (row,) = [row for row in answer.rows if row.aim is aim]
        chosen = {player.organization for player in row.players}
        worth = by_definition(graph, chosen, steps)
        for each in Criterion:
            assert row.worth.by(each) == pytest.approx(worth[each])
        greedy: set[str] = set()
        for _ in range(k):
            # Equal ones in the order that the search has: by betweenness, then by id.
            rest = [ground.items[place] for place in ground.between]
            greedy.add(
                max(
                    (item for item in rest if item not in greedy),
                    key=lambda item: round(
                        by_definition(graph, greedy | {item}, steps)[criterion], 9
                    ),
                )
            )
        everyone = [by_definition(graph, {*each}, steps)[criterion]
                    for each in combinations(graph, k)]  # fmt: skip
        assert worth[criterion] <= max(everyone) + 1e-9
        assert worth[criterion] >= by_definition(graph, greedy, steps)[criterion] - 1e-9
