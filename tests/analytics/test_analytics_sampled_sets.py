"""Key players of networks too large to judge sets from everywhere: unbiased, with an error."""

from __future__ import annotations

import math

import pytest

from graphsvc.analytics import key_samples
from graphsvc.analytics.key_players import FragmentBy, KeyPlayersAnswer, ReachBy, key_players
from graphsvc.analytics.key_samples import SampledGround, grounds
from graphsvc.analytics.key_sets import Ground
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.analytics.views import two_mode
from graphsvc.demonstration import generate
from graphsvc.model.snapshot import Snapshot
from tests.recommend.small_networks import DAY, network

Region = tuple[Snapshot, Scope]


@pytest.fixture(scope="module")
def region() -> Region:
    """Three partnerships of the demonstration region, some 150 organizations."""
    made = generate(3)
    return Snapshot.of(made.changes), Scope(WHOLE, made.truths.as_of)


def sample(patch: pytest.MonkeyPatch, judged_on: int, sought_on: int) -> None:
    """Have every network sampled, from so many organizations."""
    patch.setattr(key_samples, "MOST_EXACT", 0)
    patch.setattr(key_samples, "JUDGED_ON", judged_on)
    patch.setattr(key_samples, "SOUGHT_ON", sought_on)


def told(answer: KeyPlayersAnswer) -> list[tuple[list[str], tuple[float | None, ...]]]:
    return [
        (
            [player.organization for player in row.players],
            (row.worth.fragmentation, row.worth.reach, row.worth.m_reach),
        )
        for row in answer.rows
    ]


@pytest.mark.parametrize("fragment_by", list(FragmentBy))
@pytest.mark.parametrize("reach_by", list(ReachBy))
def test_a_sample_of_all_organizations_is_exact(
    region: Region, monkeypatch: pytest.MonkeyPatch, fragment_by: str, reach_by: str
) -> None:
    def ask() -> KeyPlayersAnswer:
        return key_players(*region, fragment_by=fragment_by, reach_by=reach_by, steps=3)

    exact = ask()
    assert (exact.approximate, exact.notes) == ({}, ())
    sample(monkeypatch, 10**6, 10**6)
    found = ask()
    assert told(found) == told(exact)
    for mine, true in zip(found.rows, exact.rows, strict=True):
        assert mine.worth.distance_fragmentation == pytest.approx(true.worth.distance_fragmentation)
    assert found.distance_fragmentation == pytest.approx(exact.distance_fragmentation)
    assert found.approximate["distance_fragmentation"].epsilon == 0
    assert found.provenance.parameters["sources"] == exact.organizations


def test_the_error_that_is_stated_holds(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Ground.of(two_mode(*region))
    sets = [(), whole.between[:1], whole.between[:3], tuple(range(5))]
    exact = [whole.left(chosen) for chosen in sets]
    apart: list[float] = []
    bias = [0.0] * len(sets)
    for seed in range(20):
        sample(monkeypatch, 40, 20)
        monkeypatch.setattr(key_samples, "SEED", seed)
        _, judge = grounds(two_mode(*region))
        assert isinstance(judge, SampledGround)
        for place, (chosen, (pairs, near)) in enumerate(zip(sets, exact, strict=True)):
            others = len(whole.items) - len(chosen)
            found = judge.left(chosen)
            # How many pairs are in contact is counted, not estimated.
            assert found[0] == pairs
            off = (found[1] - near) / (others * (others - 1))
            bias[place] += off / 20
            epsilon = judge.sample(len(chosen)).epsilon
            assert 0 < epsilon < 0.25
            apart.append(abs(off) / epsilon)
    assert sum(each <= 1 for each in apart) / len(apart) >= 0.95
    # And it is an error: the sample does not say what all would.
    assert max(apart) > 0.02
    assert max(map(abs, bias)) < 0.02


def test_the_error_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    # a - b - c - d - e; two drawn, nobody gone. b, c and d meet 2 of 4 others: a mean of 1/d is
    # at most (1 + 1/2) / 2. Of 5, 1 of 5 is known when the second is drawn.
    snapshot = network({"one/1": "a b", "one/2": "b c", "one/3": "c d", "one/4": "d e"})
    sample(monkeypatch, 2, 2)
    _, judge = grounds(two_mode(snapshot, Scope("all", DAY)))
    assert isinstance(judge, SampledGround)
    epsilon = 0.75 * math.sqrt((1 - 1 / 5) * math.log(2 / 0.05) / (2 * 2))
    assert judge.sample(0).epsilon == pytest.approx(epsilon)
    # With one gone, perhaps one of the two: b, c and d meet 2 of 3 others.
    alone = (1 + 2 / 3) / 2 * math.sqrt(math.log(2 / 0.05) / 2)
    assert judge.sample(1).epsilon == pytest.approx(alone)


def test_those_on_whom_sets_are_sought_do_not_judge_them(
    region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample(monkeypatch, 40, 30)
    sought, judge = grounds(two_mode(*region))
    assert isinstance(sought, SampledGround)
    assert isinstance(judge, SampledGround)
    assert (len(sought.drawn), len(judge.drawn)) == (30, 40)
    assert len({*sought.drawn.tolist(), *judge.drawn.tolist()}) == 70


def test_an_answer_says_that_it_is_estimated_and_is_always_the_same(
    region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = key_players(*region)
    sample(monkeypatch, 40, 30)
    first, second = key_players(*region), key_players(*region)
    assert told(first) == told(second)
    assert first.rows == second.rows
    estimate = first.approximate["distance_fragmentation"]
    assert (estimate.sources, estimate.seed, estimate.delta) == (40, 0, 0.05)
    parameters = first.provenance.parameters
    assert (parameters["sources"], parameters["sources_in_search"]) == (40, 30)
    assert (parameters["seed"], parameters["tried_for_reach"]) == (0, 128)
    said = " ".join(map(str, first.notes))
    assert "distance_fragmentation is estimated from 40 nodes: with a chance of 0.95" in said
    assert (
        "distances from 30 organizations drawn by lot, and judged by those from 40 others" in said
    )
    # What is told of reach is exact, and hardly worse than where all are tried.
    reach, best = first.rows[1].worth.reach, exact.rows[1].worth.reach
    assert reach is not None
    assert best is not None
    assert 0.95 * best < reach <= best + 1e-9
    steps = key_players(*region, reach_by=ReachBy.M_REACH, steps=2)
    assert steps.provenance.parameters["tried_for_reach"] is None
