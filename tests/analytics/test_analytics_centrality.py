"""Centralities of a scope of the graph."""

from __future__ import annotations

import pytest

from graphsvc.analytics import lengths, passing
from graphsvc.analytics.centrality import CentralityAnswer, centrality, estimate_seconds
from graphsvc.analytics.measured import network_measures
from graphsvc.analytics.scope import WHOLE, Exclusion, Scope
from graphsvc.analytics.view_networks import View
from graphsvc.analytics.views import ViewKind, Weighting
from graphsvc.errors import InvalidInput
from graphsvc.model.entities import (
    Body,
    Changes,
    Membership,
    Organization,
    Partnership,
    PartnershipTie,
    Source,
)
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import PartnershipTieKind

DAY = "2020-01-01"


def membership(organization: str, body: str, seats: int = 1) -> Membership:
    """Seat an organization."""
    return Membership(
        id=f"seat:{organization}~{body}",
        organization=f"org:{organization}",
        body=f"body:{body}",
        seats=seats,
        sources=("src:list",),
    )


# Two tables that only b sits on both of: a, b, c on "one"; b, d on "two". e has no seat, "three"
# nobody. a hosts.
SNAPSHOT = Snapshot.of(
    Changes(
        sources=(Source(id="src:list", date="2019-06"),),
        partnerships=(Partnership(id="lip:p", name="P"),),
        bodies=tuple(
            Body(id=f"body:{name}", name=name.title(), part_of="lip:p")
            for name in ("one", "two", "three")
        ),
        organizations=tuple(
            Organization(id=f"org:{name}", name=name.upper(), sectors=(sector,))
            for name, sector in zip(
                "abcde", [Sector.HEALTH] * 3 + [Sector.HOUSING] * 2, strict=True
            )
        ),
        memberships=(
            membership("a", "one"),
            membership("b", "one", seats=2),
            membership("c", "one"),
            membership("b", "two"),
            membership("d", "two"),
        ),
        partnership_ties=(
            PartnershipTie(
                id="tie:a~p",
                kind=PartnershipTieKind.HOSTS,
                organization="org:a",
                partnership="lip:p",
            ),
        ),
    ),
    revision=7,
)
SCOPE = Scope(WHOLE, DAY)


def column(answer: CentralityAnswer, name: str) -> dict[str, object]:
    """Take one measure out of the rows."""
    return {row.id.partition(":")[2]: row.values[name] for row in answer.rows}


def test_two_mode_by_hand() -> None:
    answer = centrality(SNAPSHOT, SCOPE)
    assert [row.id for row in answer.rows] == [
        *(f"org:{name}" for name in "abcde"),
        *("body:one", "body:three", "body:two"),
    ]
    assert [row.mode for row in answer.rows] == ["organization"] * 5 + ["body"] * 3
    assert answer.rows[1].name == "B"
    assert column(answer, "degree") == {
        **dict(zip("abcde", (1, 2, 1, 1, 0), strict=True)),
        **dict(zip(("one", "three", "two"), (3, 0, 2), strict=True)),
    }
    # b lies between a, c, "one" and d, "two": 6 pairs. At best an organization of five lies between
    # 3 pairs of three bodies, 4 * 2 pairs of another organization and a body not its own, and 5 of
    # the 6 pairs of others, two of whom are on the same body: 16.
    assert column(answer, "betweenness_normalized")["b"] == pytest.approx(6 / 16)
    assert answer.whole["components"] == 3
    assert answer.whole["ties"] == 5
    assert answer.whole["density"] == pytest.approx(5 / 15)


def test_ranks_are_within_a_mode_and_shared_by_equal_values() -> None:
    answer = centrality(
        SNAPSHOT, SCOPE, measures=["degree", "articulation_point", "constraint_two_mode"]
    )
    ranks = {row.id.partition(":")[2]: row.ranks for row in answer.rows}
    assert [ranks[name]["degree"] for name in "abcde"] == [2, 1, 2, 2, 5]
    assert [ranks[name]["degree"] for name in ("one", "two", "three")] == [1, 2, 3]
    assert ranks["e"]["constraint_two_mode"] is None  # it meets nobody
    assert {each["articulation_point"] for each in ranks.values()} == {None}  # yes or no


def test_one_mode_by_hand() -> None:
    # Newman: a-b, a-c, b-c 1/2 each, b-d 1. Strengths: a 1, b 2, c 1, d 1, e 0.
    answer = centrality(
        SNAPSHOT,
        SCOPE,
        view=ViewKind.ONE_MODE,
        measures=["strength", "participation", "transitivity"],
    )
    assert column(answer, "strength") == {"a": 1, "b": 2, "c": 1, "d": 1, "e": 0}
    # b's three ties: a and c in health, d in housing.
    assert column(answer, "participation")["b"] == pytest.approx(1 - 5 / 9)
    # One triangle; b's three ties make three pairs, a's and c's one each.
    assert answer.whole == {"transitivity": pytest.approx(3 / 5)}
    counted = centrality(
        SNAPSHOT,
        SCOPE,
        view=ViewKind.ONE_MODE,
        weighting=Weighting.COUNT,
        measures=["strength"],
    )
    assert column(counted, "strength")["b"] == 3
    assert set(counted.whole) == {"nodes", "ties", "density", "components"}


def test_it_says_where_it_comes_from() -> None:
    scope = Scope(WHOLE, DAY, frozenset({Exclusion.HOST}))
    answer = centrality(SNAPSHOT, scope, view=ViewKind.ONE_MODE, measures=["degree"], seed=4)
    found = answer.provenance
    assert (found.revision, found.scope, found.method) == (7, scope, "centrality")
    assert found.left_out == ("org:a",)
    assert found.parameters["view"] == "one_mode"
    assert found.parameters["weighting"] == "newman"
    assert found.parameters["seed"] == 4
    assert found.parameters["measures"] == ("degree", "nodes", "ties", "density", "components")
    assert found.evidence.latest == "2019-06"
    assert [row.id for row in answer.rows] == [f"org:{name}" for name in "bcde"]
    assert centrality(SNAPSHOT, scope).provenance.parameters["weighting"] is None


def test_numbers_of_the_whole_graph_are_marked_where_they_are_estimated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = ["closeness_weighted", "diameter_weighted", "mean_distance_weighted", "density"]
    exact = centrality(SNAPSHOT, SCOPE, view=ViewKind.ONE_MODE, measures=asked)
    assert exact.approximate == {}
    monkeypatch.setattr(passing, "MOST_EXACT", 0)
    monkeypatch.setattr(lengths, "MOST_EXACT", -1)
    answer = centrality(SNAPSHOT, SCOPE, view=ViewKind.ONE_MODE, measures=asked, seed=3)
    assert list(answer.approximate) == asked[:3]
    view = View(ViewKind.ONE_MODE)
    rows = network_measures(SNAPSHOT, SCOPE, view, asked[1:], seed=3).rows
    assert [answer.approximate.get(row.measure) for row in rows] == [
        row.approximate for row in rows
    ]
    assert {sample.seed for sample in answer.approximate.values()} == {3}


def test_what_is_not_about_nodes_or_the_whole_is_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        centrality(SNAPSHOT, SCOPE, measures=["jaccard", "nonsense"])
    assert [fault.place.field for fault in caught.value.faults] == ["measures", "measures"]
    with pytest.raises(InvalidInput, match="bridge is about a pair: see /v1/measures/pairs"):
        centrality(SNAPSHOT, SCOPE, measures=["degree", "bridge"])


def test_a_scope_without_anyone_has_an_answer() -> None:
    empty = Snapshot.of(Changes())
    for view in set(ViewKind) - {ViewKind.DECLARED}:
        answer = centrality(empty, SCOPE, view=view)
        # There are 20 sectors, whoever is in them.
        count = 20 if view is ViewKind.SECTORS else 0
        assert len(answer.rows) == answer.whole["nodes"] == count
        assert answer.whole["density"] == (0 if count else None)


def test_the_estimate_is_there_before_the_answer() -> None:
    few = estimate_seconds(SNAPSHOT, SCOPE, measures=["degree"])
    usual = estimate_seconds(SNAPSHOT, SCOPE)
    assert 0 < few < usual < 1
    with pytest.raises(InvalidInput):
        estimate_seconds(SNAPSHOT, SCOPE, measures=["nonsense"])
