"""Sectors of all partnerships: the numbers as one by one, and a ranking that allows for chance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.analytics.engagement import sectors
from graphsvc.analytics.scope import Exclusion
from graphsvc.analytics.sector_matrix import MatrixRow, sector_matrix
from graphsvc.analytics.sector_status import Reference
from graphsvc.errors import InvalidInput
from graphsvc.model.entities import Partnership
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import PartnershipKind
from tests.recommend.small_networks import DAY, network, organization, unhurried

HEALTH, FAITH = Sector.HEALTH, Sector.FAITH


def counted(spread: dict[str, tuple[int, int]], *extra: Partnership) -> Snapshot:
    """Seat so many organizations of health and of faith in each partnership."""
    tables, people = {}, []
    for lip, counts in spread.items():
        names = []
        for sector, count in zip((HEALTH, FAITH), counts, strict=True):
            for number in range(count):
                names.append(f"{lip}-{sector}-{number}")
                people.append(organization(names[-1], sector))
        tables[f"{lip}/council"] = " ".join(names)
    return network(tables, organizations=people, partnerships=extra)


def of(rows: tuple[MatrixRow, ...], sector: Sector) -> dict[str, MatrixRow]:
    return {row.partnership: row for row in rows if row.sector is sector}


def test_a_small_partnership_does_not_lead_by_chance() -> None:
    # c has no health of 3 seats, so its ratio is the lowest there can be; a has 4 of 100.
    spread = {"a": (4, 96), "b": (30, 70), "c": (0, 3), "d": (25, 75), "e": (10, 90)}
    found = of(sector_matrix(counted(spread), DAY).rows, HEALTH)
    by_ratio = sorted(found, key=lambda item: found[item].representation_ratio or 0.0)
    by_rank = sorted(found, key=lambda item: found[item].rank or 0)
    assert by_ratio[:2] == ["lip:c", "lip:a"]
    assert by_rank[0] == "lip:a"
    assert sorted(row.rank or 0 for row in found.values()) == [1, 2, 3, 4, 5]
    small = found["lip:c"]
    assert small.representation_ratio == 0.0
    assert small.shrunken is not None
    assert small.shrunken > 0.5


def test_kinds_are_fitted_and_ranked_apart_and_the_ended_are_left_out() -> None:
    rifs = [
        Partnership(id=f"lip:{key}", name=key, kind=PartnershipKind.RIF) for key in ("r", "s", "t")
    ]
    ended = Partnership(id="lip:gone", name="Gone", until="2020")
    spread = {"a": (4, 6), "b": (3, 7), "c": (5, 5), "r": (9, 1), "s": (8, 2), "t": (9, 1)}
    answer = sector_matrix(counted({**spread, "gone": (9, 9)}, *rifs, ended), DAY)
    health = of(answer.rows, HEALTH)
    assert list(health) == ["lip:a", "lip:b", "lip:c", "lip:r", "lip:s", "lip:t"]
    kinds = {prior.kinds for prior in answer.priors if prior.sector is HEALTH}
    assert len(kinds) == 2
    assert {prior.partnerships for prior in answer.priors} == {3}
    # r and t are alike: they share a rank, and the next one is two further.
    assert health["lip:r"].shrunken == pytest.approx(health["lip:t"].shrunken)
    # A francophone network expects the share of the others, not that of the local ones.
    assert health["lip:s"].expected_seats == pytest.approx(10 * 18 / 20)


def test_equal_ones_share_a_rank() -> None:
    # Differences no larger than chance: all are given the mean, so all are first.
    found = of(sector_matrix(counted({"a": (5, 5), "b": (5, 5), "c": (5, 5)}), DAY).rows, HEALTH)
    assert [row.rank for row in found.values()] == [1, 1, 1]
    assert {row.shrunken for row in found.values()} == {1.0}


SPREADS = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d", "e"]),
    st.tuples(st.integers(0, 12), st.integers(0, 12)),
    min_size=1,
)


@given(SPREADS, st.sampled_from([Reference.PEERS, Reference.INVENTORY]))
@unhurried
def test_it_says_of_each_what_is_said_of_it_alone(
    spread: dict[str, tuple[int, int]], reference: Reference
) -> None:
    snapshot = counted(spread)
    answer = sector_matrix(snapshot, DAY, reference=reference)
    assert len(answer.rows) == 20 * len(spread)
    for lip in spread:
        alone = sectors(snapshot, f"lip:{lip}", DAY, reference=reference)
        rows = [row for row in answer.rows if row.partnership == f"lip:{lip}"]
        for row, own in zip(rows, alone.rows, strict=True):
            assert row.sector is own.sector
            assert (row.status, row.flagged) == (own.status, own.found.flagged)
            assert (row.representation_ratio, row.lower, row.upper) == (
                own.found.representation_ratio,
                own.found.lower,
                own.found.upper,
            )
            assert (row.seats, row.shrunken) == (own.counts.seats, own.shrunken)
            assert (row.rank is None) is (row.shrunken is None)


def test_provenance_words_and_errors() -> None:
    snapshot = counted({"a": (0, 40), "b": (30, 30), "c": (35, 25)})
    answer = sector_matrix(snapshot, DAY, exclude=frozenset({Exclusion.HOST}))
    assert answer.provenance.parameters["view"] == "two_mode"
    assert answer.provenance.parameters["reference"] == "peers"
    assert answer.provenance.scope.exclude == {Exclusion.HOST}
    # a has no health of 40 seats where the others have 65 of 120, c 25 faith groups of 60 where
    # they have 70 of 100. b has 30 of 60 where they have 65 of 100: not clear.
    assert str(answer.sentence) == (
        "2 of 3 partnerships clearly lack a sector: “health” (1) and “faith groups” (1)."
    )
    assert str(answer.rows[0].partnership_name) == "LIP a"
    nothing = sector_matrix(counted({}), DAY)
    assert nothing.rows == ()
    assert str(nothing.sentence) == (
        "No partnership is recorded on this day, so nothing can be compared."
    )
    with pytest.raises(InvalidInput):
        sector_matrix(snapshot, DAY, reference="census")
    with pytest.raises(InvalidInput):
        sector_matrix(snapshot, "2026")


def test_where_nobody_lacks_a_sector_it_is_said_of_how_many_that_cannot_be_told() -> None:
    # One or two seats each: a third to one seat is expected of each sector, so nothing can be told.
    few = sector_matrix(counted({"a": (1, 0), "b": (0, 1), "c": (1, 1)}), DAY)
    assert str(few.sentence) == (
        "No partnership clearly lacks a sector. 3 of 3 partnerships have too few seats to tell of "
        "any sector."
    )
    # 20 and 20 of 40 everywhere: no difference, and enough to say so.
    even = sector_matrix(counted(dict.fromkeys("abc", (20, 20))), DAY)
    assert str(even.sentence) == "No partnership clearly lacks a sector."
