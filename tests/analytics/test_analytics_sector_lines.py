"""Activity, connection and leadership of sectors, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.analytics.engagement import SectorRow, sectors
from graphsvc.analytics.intervals import wilson
from graphsvc.analytics.scope import Exclusion
from graphsvc.analytics.sector_connection import PERMUTATIONS, connections
from graphsvc.analytics.sector_ties import SectorTies
from graphsvc.kernels.mixing import crossing
from graphsvc.language import language
from graphsvc.model.activity import Activity, AttendanceColumns
from graphsvc.model.entities import (
    Action,
    ActionTie,
    Attendance,
    Changes,
    Meeting,
    Membership,
    Plan,
)
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import ActionStatus, ActionTieKind, AttendanceStatus, Role
from tests.recommend.small_networks import DAY, network, organization, unhurried

HEALTH, FAITH, SCHOOL = Sector.HEALTH, Sector.FAITH, Sector.SCHOOL
WORDS = {
    "p": AttendanceStatus.PRESENT,
    "l": AttendanceStatus.ALTERNATE,
    "r": AttendanceStatus.REGRETS,
    "a": AttendanceStatus.ABSENT,
}
# A year before the day, to the day: the first of these is over by one.
DATES = ("2025-01-01", "2025-04-01", "2025-06-30", "2025-09-28", "2025-12-27")


def meeting_of(dates: dict[str, str], came: dict[str, str]) -> Snapshot:
    """Seat h1 and h2 (health), s1 and s2 (school), u on one council; `came` is a letter a date."""
    people = [
        organization("h1", HEALTH),
        organization("h2", HEALTH),
        organization("s1", SCHOOL),
        organization("s2", SCHOOL),
    ]
    snapshot = network({"one/council": "h1 h2 s1 s2 u", "one/other": "s1"}, organizations=people)
    meetings = tuple(
        Meeting(id=item, body="body:one-council", date=date) for item, date in dates.items()
    )
    attendance = tuple(
        Attendance(organization=f"org:{who}", meeting=item, status=WORDS[letter])
        for who, letters in came.items()
        for item, letter in zip(dates, letters, strict=True)
        if letter != "."
    )
    return replace(
        snapshot, activity=Activity.of(Changes(meetings=meetings, attendance=attendance))
    )


def row(snapshot: Snapshot, sector: Sector, **more: object) -> SectorRow:
    answer = sectors(snapshot, "lip:one", DAY, **more)  # type: ignore[arg-type]  # passed on
    return next(each for each in answer.rows if each.sector is sector)


HELD = {f"meet:{number}": date for number, date in enumerate(DATES)}


def test_a_sector_that_comes_clearly_less_often_than_all_is_quiet() -> None:
    came = {"h1": "ppaar", "h2": "praaa", "s1": "ppppp", "s2": ".pplp", "z": "aaaaa"}
    snapshot = meeting_of(HELD, came)
    active = row(snapshot, HEALTH).activity
    # In the year: h1 came to one of four, h2 to none; the meeting of 2025-01-01 is too long ago. z
    # holds no seat, so its absences do not count.
    assert (active.present, active.alternate, active.regrets, active.absent) == (1, 0, 2, 5)
    assert active.rate == 1 / 8
    # School: 8 of 8, one of them by an alternate. So all together: 9 of 16.
    assert active.own_rate == 9 / 16
    # (1 + 1.92073) / 11.84146 = 0.246653; 1.959964 / 11.84146 x root of 7/8 + 0.960365 = 0.224241.
    assert active.lower == pytest.approx(0.246653 - 0.224241, abs=1e-5)
    assert active.upper == pytest.approx(0.246653 + 0.224241, abs=1e-5)
    assert active.quiet is True
    assert (active.meetings, active.meetings_attended) == (4, 1)
    # Last seen on 1 April; then 3 meetings, 90 days apart each.
    assert (active.last_seen, active.rhythm, active.meetings_since) == ("2025-04-01", 90.0, 3)
    assert active.evidence == ("body:one-council",)
    assert str(active.sentence) == (
        "Health and mental health: quiet. Its organizations came 1 of 8 times in the last 12 "
        "months (13%), clearly less often than all members together (56%). At the last 3 "
        "meetings of their tables none of them was seen."
    )
    school = row(snapshot, SCHOOL).activity
    assert (school.present, school.alternate, school.rate, school.quiet) == (7, 1, 1.0, False)
    assert school.meetings_since == 0
    assert "quiet" not in str(school.sentence)


def test_less_often_but_not_clearly_is_not_quiet() -> None:
    # 5 of 8 against 13 of 16 of all: the interval of 5/8 ends at 0.863.
    active = row(
        meeting_of(HELD, {"h1": ".ppaa", "h2": ".pppa", "s1": ".pppp", "s2": ".pppp"}), HEALTH
    ).activity
    interval = wilson(5, 8)
    assert interval is not None
    assert interval.upper == pytest.approx(0.8632, abs=1e-4)
    assert (active.rate, active.own_rate, active.quiet) == (5 / 8, 13 / 16, False)


def test_what_nobody_recorded_is_null_and_not_an_absence() -> None:
    nothing = row(meeting_of({}, {}), HEALTH).activity
    assert (nothing.rate, nothing.quiet, nothing.meetings, nothing.sentence) == (None,) * 4
    # Minutes name the schools alone: nothing is known of health.
    partly = meeting_of(HELD, {"s1": "ppppp"})
    assert row(partly, HEALTH).activity.quiet is None
    assert row(partly, SCHOOL).activity.quiet is False
    # Only before the last year: last seen is known, a rate of the year is not.
    before = row(meeting_of({"meet:1": "2024-11-01"}, {"h1": "p"}), HEALTH).activity
    assert (before.rate, before.quiet, before.last_seen) == (None, None, "2024-11-01")
    # A meeting of the future is not held yet.
    assert row(meeting_of({"meet:1": "2026-11-01"}, {"h1": "p"}), HEALTH).activity.present is None


def test_a_host_left_out_is_left_out_of_attendance_too() -> None:
    came = {"h1": "ppppp", "h2": "aaaaa", "s1": "ppppp", "s2": "ppppp"}
    snapshot = meeting_of(HELD, came)
    hosted = network({"one/council": "h1 h2"}, hosts={"h2": "one"}).partnership_ties
    both = replace(snapshot, partnership_ties=hosted)
    assert row(both, HEALTH).activity.rate == 0.5
    assert row(both, HEALTH, exclude=frozenset({Exclusion.HOST})).activity.rate == 1.0


def test_who_never_came_is_told_so() -> None:
    active = row(meeting_of(HELD, {"h1": "aaaaa", "s1": "ppppp", "s2": "ppppp"}), HEALTH).activity
    assert (active.last_seen, active.meetings_since) == (None, 5)
    assert str(active.sentence).endswith("None of them was ever recorded as present.")
    said = language("fr").render(active.sentence or "")
    assert said.endswith("Aucun d’eux n’a jamais été noté présent.")


def apart() -> Snapshot:
    """Seat two of health by themselves, and four schools with four faith groups."""
    schools, faiths = [f"s{n}" for n in range(4)], [f"f{n}" for n in range(4)]
    people = [
        *(organization(each, SCHOOL) for each in schools),
        *(organization(each, FAITH) for each in faiths),
        organization("h1", HEALTH),
        organization("h2", HEALTH),
    ]
    return network(
        {"one/council": " ".join([*schools, *faiths]), "one/health": "h1 h2"}, organizations=people
    )


def test_a_sector_that_sits_by_itself_is_peripheral() -> None:
    tied = row(apart(), HEALTH).connection
    assert (tied.inside, tied.outside) == (1, 0)
    # 28 ties of the eight and 1 of the two; 29 x 2 x 2 x 8 / (10 x 9).
    assert tied.expected == pytest.approx(29 * 32 / 90)
    # It has none only if the lot puts both on the table of two: 1 in 45.
    assert tied.p == pytest.approx(1 / 45, abs=0.015)
    assert tied.peripheral is True
    # Else one of them sits among the eight at least: 7 + 1 if one, 2 x 6 if both (7 each less the
    # pair), so the smallest number above 0 is 8; and 0 is too rare for the 5th percentile.
    assert tied.lower == 8
    assert tied.evidence == ("org:h1", "org:h2")
    assert str(tied.sentence) == (
        "Health and mental health: peripheral. 0 pairs with organizations of other sectors at a "
        "common table, where 10 would be expected; fewer than in 95 of 100 deals of the sectors by "
        "lot."
    )
    school = row(apart(), SCHOOL).connection
    assert (school.inside, school.outside, school.peripheral) == (6, 16, False)


def test_connection_is_null_where_there_are_no_ties_or_no_others() -> None:
    alone = network({"one/council": "h1"}, organizations=[organization("h1", HEALTH)])
    assert row(alone, HEALTH).connection.peripheral is None
    assert row(alone, HEALTH).connection.outside is None
    alike = [organization("h1", HEALTH), organization("h2", HEALTH)]
    both = row(network({"one/council": "h1 h2"}, organizations=alike), HEALTH).connection
    assert (both.inside, both.outside, both.expected, both.peripheral) == (1, 0, 0.0, None)
    assert row(apart(), Sector.HOUSING).connection.outside is None


def test_the_same_lot_is_drawn_each_time() -> None:
    assert row(apart(), SCHOOL).connection == row(apart(), SCHOOL).connection


TIES = st.sets(
    st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda tie: tie[0] < tie[1]), min_size=1
)


@given(TIES, st.lists(st.integers(0, 2), min_size=6, max_size=6))
@unhurried
def test_what_is_expected_is_the_mean_over_all_deals(
    ties: set[tuple[int, int]], dealt: list[int]
) -> None:
    first, second = (np.array(ends, dtype=np.int32) for ends in zip(*sorted(ties), strict=True))
    group = np.array(dealt, dtype=np.int32)
    found = connections(SectorTies(tuple("abcdef"), group, first, second, 0))
    every = np.array(list(permutations(dealt)), dtype=np.int32)
    mean = crossing(first, second, every, 20).mean(axis=0)
    for code in set(dealt):
        each = found[code]
        assert each.expected == pytest.approx(mean[code])
        outside = sum((dealt[a] == code) != (dealt[b] == code) for a, b in ties)
        assert each.outside == outside
        assert each.p is not None
        assert each.lower is not None
        assert 1 / (PERMUTATIONS + 1) <= each.p <= 1
        # Below the percentile and a p of at most 0.05 are the same.
        assert (outside < each.lower) is (each.p <= 0.05)


def led() -> Snapshot:
    """Health chairs a council and leads an action; a school led one of an old plan."""
    people = [organization("h1", HEALTH), organization("s1", SCHOOL), organization("f1", FAITH)]
    snapshot = network({"one/council": "s1 f1"}, organizations=people)
    chair = Membership(
        id="seat:h1", organization="org:h1", body="body:one-council", role=Role.CHAIR
    )
    co_chair = replace(
        chair, id="seat:s1b", organization="org:s1", role=Role.CO_CHAIR, since="2027"
    )
    records = Changes(
        organizations=tuple(people),
        partnerships=tuple(snapshot.partnerships.values()),
        bodies=tuple(snapshot.bodies.values()),
        memberships=(*snapshot.seats, chair, co_chair),
        plans=(
            Plan(id="plan:now", partnership="lip:one", name="Now", since="2025"),
            Plan(id="plan:old", partnership="lip:one", name="Old", until="2025"),
        ),
        actions=(
            Action(id="act:now", plan="plan:now", name="Now"),
            Action(id="act:gone", plan="plan:now", name="Gone", status=ActionStatus.DROPPED),
            Action(id="act:old", plan="plan:old", name="Old"),
        ),
        action_ties=(
            ActionTie(organization="org:h1", action="act:now", kind=ActionTieKind.LEADS),
            ActionTie(organization="org:f1", action="act:now", kind=ActionTieKind.SUPPORTS),
            ActionTie(organization="org:f1", action="act:gone", kind=ActionTieKind.LEADS),
            ActionTie(organization="org:s1", action="act:old", kind=ActionTieKind.LEADS),
        ),
    )
    return Snapshot.of(records)


def test_leadership_is_chairs_of_the_day_and_actions_of_plans_in_force() -> None:
    health = row(led(), HEALTH).leadership
    assert (health.chairs, health.co_chairs, health.action_leads) == (1, 0, 1)
    assert (health.all_chairs, health.all_action_leads) == (1, 1)
    assert health.evidence == ("act:now", "body:one-council")
    assert str(health.sentence) == (
        "Health and mental health: 1 of 1 chair and co-chair and 1 of 1 action led."
    )
    school = row(led(), SCHOOL).leadership
    assert (school.chairs, school.co_chairs, school.action_leads) == (0, 0, 0)
    nobody = row(apart(), SCHOOL).leadership
    assert (nobody.chairs, nobody.action_leads, nobody.sentence) == (None, None, None)


def test_attendance_in_columns_is_what_was_put_in_and_the_later_word_holds() -> None:
    first = Attendance(organization="org:b", meeting="meet:1", status=AttendanceStatus.ABSENT)
    second = replace(first, organization="org:a")
    later = replace(first, status=AttendanceStatus.PRESENT)
    columns = AttendanceColumns.of([first, second, later])
    assert columns.records() == [second, later]
    assert len(columns) == 2
    held = Activity.of(Changes(attendance=(first, second)))
    assert held.merged(Changes(attendance=(later,))).attendance == columns
    assert held.merged(Changes()) is held
