"""The bridging ranking of networks too large to follow all paths: what is estimated is told."""

from __future__ import annotations

import numpy as np
import pytest

from graphsvc.analytics import passing
from graphsvc.analytics.bridging import bridging, role_of, seconds_of_bridging
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.analytics.stability import usual_draws
from graphsvc.demonstration import generate
from graphsvc.model.snapshot import Snapshot
from tests.recommend.small_networks import DAY, network

EVERYTHING = Scope(WHOLE, DAY)
# 16 tables in a row, each sharing a member with the next: 32 organizations, and 48 nodes with the
# tables. Of 16 batches each has as many.
ROW = {f"one/{place:02d}": f"o{2 * place:02d} o{2 * place + 1:02d} o{min(2 * place + 2, 31):02d}"
       for place in range(16)}  # fmt: skip
COLUMNS = ("betweenness_normalized", "bridgeness_normalized")
Region = tuple[Snapshot, Scope]


@pytest.fixture(scope="module")
def region() -> Region:
    """Six partnerships of the demonstration region."""
    made = generate(6)
    return Snapshot.of(made.changes), Scope(WHOLE, made.truths.as_of)


def test_a_sample_of_all_nodes_is_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = network({table: " ".join(dict.fromkeys(who.split())) for table, who in ROW.items()})
    exact = bridging(snapshot, EVERYTHING, draws=0)
    assert (exact.approximate, exact.notes) == ({}, ())
    monkeypatch.setattr(passing, "MOST_EXACT", 0)
    monkeypatch.setattr(passing, "_FEWEST_SOURCES", 10**6)
    monkeypatch.setattr(passing, "SOURCES", 10**6)
    found = bridging(snapshot, EVERYTHING, draws=0)
    assert [found.approximate[name].sources for name in COLUMNS] == [48, 32]
    assert {row.organization: row.rank for row in found.rows} == {
        row.organization: row.rank for row in exact.rows
    }
    mine = {row.organization: row for row in found.rows}
    for row in exact.rows:
        for name in COLUMNS:
            assert getattr(mine[row.organization], name) == pytest.approx(getattr(row, name))


def test_the_error_that_is_stated_holds(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    exact = {row.organization: row for row in bridging(*region, draws=0).rows}
    monkeypatch.setattr(passing, "MOST_EXACT", 0)
    monkeypatch.setattr(passing, "SOURCES", 64)
    size, nodes = len(exact), sum(1 for _ in region[0].bodies) + len(exact)
    # Two-mode betweenness is told over the most there could be, and its error over all pairs.
    most = 2 * (size - 1) * (nodes - size - 1)
    inside = []
    for seed in range(5):
        found = bridging(*region, draws=0, seed=seed)
        for name, unit in zip(COLUMNS, ((nodes - 1) * (nodes - 2) / most, 1.0), strict=True):
            sample = found.approximate[name]
            assert (sample.sources, sample.seed, sample.delta) == (64, seed, 0.05)
            off = [getattr(row, name) - getattr(exact[row.organization], name)
                   for row in found.rows]  # fmt: skip
            inside.append(np.mean(np.abs(off) <= sample.epsilon * unit))
            assert 0 < np.max(np.abs(off)) < 0.3
    assert np.mean(inside) >= 0.95


def test_an_estimate_is_told_in_words_and_always_the_same(
    region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passing, "MOST_EXACT", 0)
    first, second = (bridging(*region, draws=2) for _ in range(2))
    assert first.rows == second.rows
    said = " ".join(map(str, first.notes))
    assert "betweenness_normalized is estimated from 256 nodes: with a chance of 0.95" in said
    assert "Ranks rest on these estimates." in said
    # Two draws were asked for, so nobody has to be told that they are few.
    assert "times" not in said
    role = role_of(*region, first.rows[0].organization, draws=2)
    assert role.approximate == first.approximate
    assert role.notes == first.notes


def test_separate_parts_are_followed_each_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    # Each of 30 partnerships alone is a path a - 1 - b - 2 - c of five nodes and eight ties, both
    # ways: 40 of them together, where five nodes by eight ties of all would be 30 times that.
    tables: dict[str, str] = {}
    for part in range(30):
        a, b, c = (f"{name}{part}" for name in "abc")
        tables |= {f"p{part}/1": f"{a} {b}", f"p{part}/2": f"{b} {c}"}
    snapshot = network(tables)
    monkeypatch.setattr(passing, "MOST_EXACT", 30 * 40)
    assert bridging(snapshot, EVERYTHING, draws=0).approximate == {}
    monkeypatch.setattr(passing, "MOST_EXACT", 30 * 40 - 1)
    assert list(bridging(snapshot, EVERYTHING, draws=0).approximate) == [COLUMNS[0]]


def test_rows_are_worked_out_for_those_who_are_asked_for_alone(region: Region) -> None:
    whole = bridging(*region, draws=5)
    first = bridging(*region, draws=5, most=7)
    assert first.rows == whole.rows[:7]
    assert first.bridge_ties == whole.bridge_ties
    seventh = role_of(*region, whole.rows[6].organization, draws=5)
    scoped = Scope(WHOLE, region[1].as_of)
    assert seventh.row == next(
        row
        for row in bridging(region[0], scoped, draws=5).rows
        if row.organization == seventh.organization
    )
    assert seventh.of == sum(row.load.bodies > 0 for row in whole.rows)


def test_the_larger_the_network_the_fewer_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    # Ten million memberships are looked at in all; 20 times at least, 200 at most.
    assert [usual_draws(count) for count in (0, 50_000, 80_000, 375_683, 10**7)] == [
        200, 200, 125, 26, 20,
    ]  # fmt: skip
    snapshot = network(ROW)
    assert bridging(snapshot, EVERYTHING).provenance.parameters["draws"] == 200
    monkeypatch.setattr("graphsvc.analytics.stability._MOST_DRAWN", 1)
    found = bridging(snapshot, EVERYTHING)
    assert found.provenance.parameters["draws"] == 20
    assert "was tried 20 times, since the network is so large; usually it is 200 times." in str(
        found.notes[-1]
    )
    assert bridging(snapshot, EVERYTHING, draws=30).provenance.parameters["draws"] == 30


def test_what_is_estimated_is_foretold_to_take_less(
    region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = seconds_of_bridging(*region, 0)
    assert seconds_of_bridging(*region, 0, exact=True) == exact
    monkeypatch.setattr("graphsvc.analytics.bridging.MOST_FOLLOWED", 0)
    monkeypatch.setattr("graphsvc.analytics.bridging.sources_on", lambda _: 1)
    assert seconds_of_bridging(*region, 0) < exact
    assert seconds_of_bridging(*region, 0, exact=True) == exact
