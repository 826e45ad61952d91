"""Maps over time: which days, one place for each node, and what is too much."""

from __future__ import annotations

import math

import pytest

from graphsvc.analytics.scope import Scope
from graphsvc.errors import InvalidInput
from graphsvc.model.entities import Body, Changes, Membership, Organization, Partnership
from graphsvc.model.snapshot import Snapshot
from graphsvc.viz.looks import GroupBy, Look
from graphsvc.viz.maps import draw
from graphsvc.viz.scene import LARGEST, SMALLEST, Scene
from graphsvc.viz.sizes import Size
from graphsvc.viz.timeline import MOST_STEPS, Timeline, days_of_change, over_time
from tests.viz.regions import lake, region

TODAY = "2026-04-01"


def seated(*terms: tuple[str, str, str | None, str | None]) -> Snapshot:
    """One partnership of two tables; terms are organization, table, since, until."""
    names = sorted({name for name, *_ in terms})
    return Snapshot.of(
        Changes(
            partnerships=(Partnership(id="lip:one", name="One"),),
            bodies=(
                Body(id="body:a", name="A", part_of="lip:one"),
                Body(id="body:b", name="B", part_of="body:a", since="2019"),
            ),
            organizations=tuple(Organization(id=f"org:{name}", name=name) for name in names),
            memberships=tuple(
                Membership(
                    id=f"seat:{number}",
                    organization=f"org:{name}",
                    body=f"body:{table}",
                    since=since,
                    until=until,
                )
                for number, (name, table, since, until) in enumerate(terms)
            ),
        )
    )


TERMS = seated(
    ("stay", "a", "2014", None),
    ("stay", "b", "2019-06", None),
    ("gone", "a", "2014", "2018-07-15"),
    ("come", "b", "2020-02-29", "2030"),
)


def test_the_days_are_those_on_which_something_began_or_ended() -> None:
    days = days_of_change(TERMS, "lip:one", TODAY, TODAY)
    # What ends in 2030 has not ended yet; the day of the map is a step of its own.
    assert days == (
        "2014-01-01", "2018-07-15", "2019-01-01", "2019-06-01", "2020-02-29", TODAY,
    )  # fmt: skip
    assert days_of_change(TERMS, "body:b", TODAY, TODAY) == (
        "2019-01-01", "2019-06-01", "2020-02-29", TODAY,
    )  # fmt: skip
    # Who left before "come" came is not on its map.
    assert days_of_change(TERMS, "org:come", TODAY, TODAY) == (
        "2019-01-01", "2019-06-01", "2020-02-29", TODAY,
    )  # fmt: skip
    # The whole is seen by partnership: here there is but one.
    assert days_of_change(TERMS, "all", TODAY, TODAY) == days
    assert days_of_change(lake(), "lip:lake", TODAY, TODAY) == (
        "2019-12-31",  # whoever left on the next day was there, nobody wrote down since when
        "2020-01-01",
        TODAY,
    )


def test_many_days_become_the_last_changes_of_months_quarters_or_years() -> None:
    daily = [f"2021-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
    many = seated(*((f"o{number}", "a", day, None) for number, day in enumerate(daily)))
    days = days_of_change(many, "lip:one", TODAY, TODAY)
    assert days == ("2019-01-01", *(f"2021-{month:02}-28" for month in range(1, 13)), TODAY)
    monthly = [f"{year}-{month:02}" for year in range(2012, 2020) for month in range(1, 13)]
    many = seated(*((f"o{number}", "a", day, None) for number, day in enumerate(monthly)))
    days = days_of_change(many, "lip:one", TODAY, TODAY)
    assert days[:3] == ("2012-03-01", "2012-06-01", "2012-09-01")
    assert len(days) == 8 * 4 + 1
    yearly = [str(year) for year in range(1900, 2020)]
    many = seated(*((f"o{number}", "a", day, None) for number, day in enumerate(yearly)))
    days = days_of_change(many, "lip:one", TODAY, TODAY)
    assert len(days) == MOST_STEPS
    assert days[0] == "1981-01-01"


def followed(snapshot: Snapshot, of: str, day: str = TODAY) -> tuple[Scene, Timeline]:
    shown = draw(snapshot, Scope(of, day))
    days = days_of_change(snapshot, of, day, TODAY)
    return shown, over_time(
        days, lambda each: draw(snapshot, Scope(of, each), laid_out=False), shown
    )


def test_each_step_is_the_map_of_its_day_and_nobody_moves() -> None:
    shown, line = followed(TERMS, "lip:one")
    assert [step.day for step in line.steps] == list(days_of_change(TERMS, "lip:one", TODAY, TODAY))
    there = {step.day: {node.id for node in step.scene.nodes} for step in line.steps}
    assert there["2014-01-01"] == {"org:stay", "org:gone", "body:a", "lip:one"}
    assert there["2019-06-01"] == {"org:stay", "body:a", "body:b", "lip:one"}
    for step in line.steps:
        alone = draw(TERMS, Scope("lip:one", step.day))
        drawn = [line.whole.ties[place] for place in step.ties]
        assert drawn == list(alone.ties)
        assert {node.id: node.value for node in step.scene.nodes} == {
            node.id: node.value for node in alone.nodes
        }
    assert line.whole.positions.keys() == set().union(*there.values())
    # One newcomer of six: what is on the map as it stands, stays nearly where it is.
    moved = [
        math.dist(point, line.whole.positions[item]) for item, point in shown.positions.items()
    ]
    assert max(moved) < 20


def test_no_two_nodes_of_any_days_cover_one_another() -> None:
    many = seated(
        *((f"o{number:02}", "ab"[number % 2], str(2010 + number % 9), None) for number in range(40))
    )
    _, line = followed(many, "lip:one", "2011-01-01")
    nodes = [(node, line.whole.positions[node.id]) for node in line.whole.nodes]
    for place, (one, at) in enumerate(nodes):
        for other, there in nodes[:place]:
            assert math.dist(at, there) >= one.radius + other.radius


def country() -> Snapshot:
    """Partnerships a and b. In 2012 x and y sit in a; x joins b in 2015; a loses both in 2018."""
    terms = (("x", "a", "2012", "2018"), ("y", "a", "2012", "2018"), ("x", "b", "2015", None))
    return Snapshot.of(
        Changes(
            partnerships=(
                Partnership(id="lip:a", name="A", since="2010"),
                Partnership(id="lip:b", name="B", since="2014"),
            ),
            bodies=tuple(
                Body(id=f"body:{each}", name=each, part_of=f"lip:{each}") for each in "ab"
            ),
            organizations=tuple(Organization(id=f"org:{each}", name=each) for each in "xy"),
            memberships=tuple(
                Membership(
                    id=f"seat:{who}-{where}",
                    organization=f"org:{who}",
                    body=f"body:{where}",
                    since=since,
                    until=until,
                )
                for who, where, since, until in terms
            ),
        )
    )


BY_PARTNERSHIP = Look(group=GroupBy.PARTNERSHIP)


def followed_country(look: Look = BY_PARTNERSHIP) -> Timeline:
    days = days_of_change(country(), "all", TODAY, TODAY)
    shown = draw(country(), Scope("all", TODAY), look)
    return over_time(
        days, lambda day: draw(country(), Scope("all", day), look, laid_out=False), shown
    )


def test_the_country_is_followed_by_partnership() -> None:
    steps = {step.day: step.scene for step in followed_country().steps}
    told = {day: {node.id[-1]: node.value for node in scene.nodes} for day, scene in steps.items()}
    assert told == {
        "2010-01-01": {"a": 0},
        "2012-01-01": {"a": 2},
        "2014-01-01": {"a": 2, "b": 0},
        "2015-01-01": {"a": 2, "b": 1},
        "2018-01-01": {"a": 0, "b": 1},
        TODAY: {"a": 0, "b": 1},
    }
    shared = {day: [tie.strength for tie in scene.ties] for day, scene in steps.items()}
    assert shared == {day: [1] if day == "2015-01-01" else [] for day in told}
    assert [str(fact) for fact in steps["2015-01-01"].caption.facts] == [
        "The map shows 2 partnerships with 2 organizations; 1 of them sits in more than one."
    ]


def test_a_size_means_the_same_on_every_day() -> None:
    radius = {
        (step.day, node.id): node.radius
        for step in followed_country().steps
        for node in step.scene.nodes
    }
    # Most there ever was is as large as a node gets; on the last day one is the largest there is.
    assert radius["2012-01-01", "lip:a"] == LARGEST
    assert SMALLEST < radius[TODAY, "lip:b"] < LARGEST
    assert radius["2015-01-01", "lip:b"] == radius[TODAY, "lip:b"]


def test_other_sizes_are_followed_too() -> None:
    line = followed_country(Look(group=GroupBy.PARTNERSHIP, size=Size.STRENGTH))
    told = {step.day: sum(node.value or 0 for node in step.scene.nodes) for step in line.steps}
    assert told["2015-01-01"] == 2
    assert sum(told.values()) == 2


def test_the_steps_of_a_country_of_many_days_are_bounded() -> None:
    yearly = seated(*((f"o{year}", "a", str(year), None) for year in range(1900, 2020)))
    assert len(days_of_change(yearly, "all", TODAY, TODAY)) == MOST_STEPS


def test_more_than_a_map_can_show_is_refused_with_the_remedy() -> None:
    much = region(40, 60)
    shown = draw(lake(), Scope("lip:lake", TODAY))
    with pytest.raises(InvalidInput) as caught:
        over_time([TODAY], lambda day: draw(much, Scope("all", day), laid_out=False), shown)
    (fault,) = caught.value.faults
    assert str(fault.problem).startswith("On all days together there is more than 1,500 nodes")
    assert "Choose a day in the list" in str(fault.remedy)
