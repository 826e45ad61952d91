"""Seat targets: which holds when, and how the seats compare with them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from graphsvc.analytics.engagement import SectorsAnswer, sectors
from graphsvc.analytics.sector_matrix import sector_matrix
from graphsvc.analytics.sector_status import Counts, Reference, SectorStatus, compare
from graphsvc.errors import InvalidInput
from graphsvc.model.check import Known, check
from graphsvc.model.entities import Changes, Partnership, SeatTarget
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.targets import in_force, put, target_id
from tests.recommend.small_networks import DAY, network, organization, unhurried

HEALTH, FAITH, SCHOOL = Sector.HEALTH, Sector.FAITH, Sector.SCHOOL
LIP = "lip:one"


def target(sector: Sector, seats: int, since: str | None = None, **more: str) -> SeatTarget:
    begins = [since] if since else []
    item = target_id(LIP, sector, *begins)
    return SeatTarget(id=item, partnership=LIP, sector=sector, seats=seats, since=since, **more)  # type: ignore[arg-type]


def seats_on(targets: tuple[SeatTarget, ...], day: str) -> dict[Sector, int]:
    return {sector: each.seats for sector, each in in_force(targets, day).items()}


def after(held: tuple[SeatTarget, ...], changed: tuple[SeatTarget, ...]) -> tuple[SeatTarget, ...]:
    return tuple({each.id: each for each in (*held, *changed)}.values())


def test_of_several_in_force_the_newest_holds_until_it_ends() -> None:
    held = (
        target(HEALTH, 2),
        target(HEALTH, 3, "2025"),
        target(HEALTH, 5, "2026-03-01", until="2026-06-01"),
        target(FAITH, 1, "2026-02"),
    )
    assert seats_on(held, "2024-12-31") == {HEALTH: 2}
    assert seats_on(held, "2025-01-01") == {HEALTH: 3}
    assert seats_on(held, "2026-03-01") == {HEALTH: 5, FAITH: 1}
    assert list(seats_on(held, "2026-06-01").items()) == [(HEALTH, 3), (FAITH, 1)]


def test_a_new_list_ends_what_it_leaves_out_and_keeps_the_days_before() -> None:
    held = (target(HEALTH, 2), target(FAITH, 1, "2025"))
    changed = put(held, LIP, {HEALTH: 4, SCHOOL: 1}, "2026-01-01", ("src:x",))
    now = after(held, changed)
    assert seats_on(now, "2025-12-31") == {HEALTH: 2, FAITH: 1}
    assert seats_on(now, "2026-01-01") == {SCHOOL: 1, HEALTH: 4}
    assert {each.sources for each in changed if each.since == "2026-01-01"} == {("src:x",)}
    # Nobody can tell the old target from one that was not replaced on the same day.
    assert put(now, LIP, {HEALTH: 4, SCHOOL: 1}, "2026-01-01") == ()


def test_a_mistake_of_the_same_day_is_corrected_in_place() -> None:
    held = put((), LIP, {HEALTH: 4, SCHOOL: 1}, "2026-01-01")
    now = after(held, put(held, LIP, {HEALTH: 5}, "2026-01-01"))
    assert len(now) == 2
    for day in ("2026-01-01", "2027-01-01"):
        assert seats_on(now, day) == {HEALTH: 5}
    assert seats_on(now, "2025-12-31") == {}


def test_targets_of_later_days_are_dropped() -> None:
    held = (target(HEALTH, 4, "2027"),)
    now = after(held, put(held, LIP, {HEALTH: 2}, "2026-01-01"))
    assert seats_on(now, "2028-01-01") == {HEALTH: 2}


LISTS = st.dictionaries(st.sampled_from([HEALTH, FAITH, SCHOOL]), st.integers(1, 4))
DAYS = st.sampled_from(["2024-05-01", "2025-01-01", "2025-06-15", "2026-01-01"])


@given(st.lists(st.tuples(DAYS, LISTS), min_size=1, max_size=5))
@unhurried
def test_whatever_was_set_before_the_last_list_holds_and_the_days_before_it_stay(
    lists: list[tuple[str, dict[Sector, int]]],
) -> None:
    held: tuple[SeatTarget, ...] = ()
    for since, wanted in lists:
        before = held
        held = after(held, put(held, LIP, wanted, since))
        assert seats_on(held, since) == seats_on(held, "2030-01-01") == wanted
        for day in ("2024-05-02", "2025-01-02", "2025-12-31"):
            if day < since:
                assert seats_on(held, day) == seats_on(before, day)
        assert put(held, LIP, wanted, since) == ()
        lip = Partnership(id=LIP, name="One")
        assert check(Changes(partnerships=(lip,), seat_targets=held), Known()) == []


def test_a_target_is_a_number_of_the_seats_there_are() -> None:
    # 2 of 40 seats, where the council wants 10, 28 of the rest, and leaves 2 seats free.
    first, rest = compare([Counts(2, 2, None, 10), Counts(38, 38, None, 28)], Reference.TARGETS)
    assert (first.seat_share, first.reference_share, first.expected_seats) == (0.05, 0.25, 10.0)
    assert first.representation_ratio == pytest.approx(0.2)
    assert first.gap == 8
    # Jeffreys: Beta(2.5, 38.5), over the share of 1/4 that is wanted.
    belief = stats.beta(2.5, 38.5)
    assert first.lower == pytest.approx(belief.ppf(0.025) / 0.25, rel=1e-9)
    assert first.upper == pytest.approx(belief.ppf(0.975) / 0.25, rel=1e-9)
    # At most 2 of 40 at 1 in 4.
    expected = 0.75**40 + 40 * 0.25 * 0.75**39 + 780 * 0.0625 * 0.75**38
    assert first.p == pytest.approx(expected, rel=1e-9)
    assert (first.flagged, first.status) == (True, SectorStatus.UNDER)
    assert (rest.reference_share, rest.gap) == (0.7, -10)


def test_where_fewer_seats_are_filled_than_wanted_shares_are_compared() -> None:
    # 5 of 10 filled seats where 8 of 20 are wanted: a share of 0.5 against 0.4, and 3 to go.
    first, _ = compare([Counts(5, 5, None, 8), Counts(5, 5, None, 12)], Reference.TARGETS)
    assert (first.reference_share, first.expected_seats, first.gap) == (0.4, 4.0, 3)
    assert first.representation_ratio == pytest.approx(1.25)
    assert first.status is SectorStatus.AT_PAR


def test_a_target_that_nobody_fills_is_absent_however_few_seats_there_are() -> None:
    # One seat wanted of 20, and 5 seats in all: a quarter of a seat by share, one by number.
    none, _ = compare([Counts(0, 0, None, 1), Counts(5, 5, None, 19)], Reference.TARGETS)
    assert none.expected_seats == 0.25
    assert (none.status, none.gap, none.lower, none.flagged) == (SectorStatus.ABSENT, 1, 0.0, False)
    # A sector for which there is no target cannot be compared, and takes nothing from the others.
    free, _ = compare([Counts(3, 3, None, 0), Counts(5, 5, None, 19)], Reference.TARGETS)
    assert (free.representation_ratio, free.gap, free.status) == (
        None,
        -3,
        SectorStatus.TOO_FEW_TO_TELL,
    )
    free, other = compare([Counts(30, 30, None, 0), Counts(4, 4, None, 4)], Reference.TARGETS)
    assert (other.representation_ratio, other.gap, other.expected_seats) == (1.0, 0, 4.0)
    assert free.representation_ratio is None


def wanting(**targets: int) -> Snapshot:
    people = [organization(f"h{n}", HEALTH) for n in range(2)]
    people += [organization(f"f{n}", FAITH) for n in range(38)]
    members = " ".join(each.id.removeprefix("org:") for each in people)
    snapshot = network({"one/council": members, "two/council": ""}, organizations=people)
    held = tuple(target(Sector(code), seats) for code, seats in targets.items())  # type: ignore[call-arg]
    return replace(snapshot, seat_targets=held)


def health_of(answer: SectorsAnswer) -> str:
    return str(next(row.sentence for row in answer.rows if row.sector is HEALTH))


def test_the_answer_against_targets() -> None:
    answer = sectors(wanting(health=10, faith=30), LIP, DAY, reference="targets")
    assert health_of(answer) == (
        "Health and mental health: 2 of 40 seats, clearly fewer than the 10 to be expected by the "
        "targets of the council."
    )
    assert str(answer.sentence) == "Too few: “health”."
    assert answer.overall.coverage == 1.0
    assert answer.overall.reference_unclassified is None
    # Shares 0.05 and 0.95 against 0.25 and 0.75: the root of (0.04 + 0.04) / 2.
    assert answer.overall.gallagher == pytest.approx(0.2)
    more = sectors(wanting(health=20, faith=30), LIP, DAY, reference="targets")
    assert health_of(more).endswith(
        "clearly fewer than the 16 to be expected by the targets of the council. The target is 20."
    )
    # With seats left free there is no whole to compare.
    assert sectors(wanting(health=6), LIP, DAY, reference="targets").overall.gallagher is None


def test_without_targets_the_error_says_how_to_set_them() -> None:
    with pytest.raises(InvalidInput) as raised:
        sectors(wanting(), LIP, DAY, reference="targets")
    (fault,) = raised.value.faults
    assert fault.place.field == "reference"
    assert "PUT /v1/partnerships/lip:one/targets" in str(fault.remedy)
    with pytest.raises(InvalidInput) as raised:
        sector_matrix(wanting(), DAY, reference="targets")
    assert "PUT /v1/partnerships/{id}/targets" in str(raised.value.faults[0].remedy)


def test_the_matrix_against_targets_compares_those_who_have_some() -> None:
    answer = sector_matrix(wanting(health=10, faith=30), DAY, reference="targets")
    found = {(row.partnership, row.sector): row for row in answer.rows}
    assert found[LIP, HEALTH].status is SectorStatus.UNDER
    assert found["lip:two", HEALTH].representation_ratio is None
    # One partnership with targets: nothing to fit a spread to.
    assert found[LIP, HEALTH].shrunken is found[LIP, HEALTH].rank is None
    assert answer.priors == ()
