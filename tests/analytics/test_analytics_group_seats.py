"""Seats of groups against the organizations there are."""

from __future__ import annotations

from math import comb

import pytest
from scipy import stats

from graphsvc.analytics import group_seats
from graphsvc.analytics.intervals import jeffreys
from graphsvc.ingest.edge_lists import EdgeView
from tests.analytics.classics import classic, seated

# Seats: a 3 (health), b 2 (health), c 1 (housing), d 1 (not known); e (housing) and f (faith) none.
GRAPH = seated({"1": "abcd", "2": "ab", "3": "a"}, organizations="ef")
GROUPS = {"a": "health", "b": "health", "c": "housing", "e": "housing", "f": "faith"}
FOUND = group_seats.presences(GRAPH, GROUPS)


def test_counts_by_hand() -> None:
    assert group_seats.seats(FOUND) == {"faith": 0, "health": 5, "housing": 1}
    assert group_seats.organizations(FOUND) == {"faith": 1, "health": 2, "housing": 2}
    assert group_seats.organizations_seated(FOUND) == {
        "faith": 0,
        "health": 2,
        "housing": 1,
    }


def test_shares_and_ratios_by_hand() -> None:
    # Seven seats in all, the one of d included; six organizations. Health: 5/7 over 2/6.
    assert group_seats.seat_share(FOUND)["health"] == pytest.approx(5 / 7)
    ratios = group_seats.representation_ratio(FOUND)
    expected = {"faith": 0, "health": 5 / 7 * 3, "housing": 1 / 7 * 3}
    assert ratios == pytest.approx(expected)


def test_intervals_are_those_of_the_share_over_the_reference() -> None:
    interval = jeffreys(5, 7)
    assert interval is not None
    assert group_seats.representation_lower(FOUND)["health"] == pytest.approx(interval.lower * 3)
    assert group_seats.representation_upper(FOUND)["health"] == pytest.approx(interval.upper * 3)
    assert group_seats.representation_lower(FOUND)["faith"] == 0
    wilson = stats.binomtest(5, 7).proportion_ci(method="wilson")
    assert group_seats.wilson_lower(FOUND)["health"] == pytest.approx(wilson.low)
    assert group_seats.wilson_upper(FOUND)["health"] == pytest.approx(wilson.high)


def test_tails_by_hand() -> None:
    # Four of six organizations are seated. Both of health among them: C(4,2)/C(6,4) = 6/15. None of
    # faith's one: C(5,4)/C(6,4) = 5/15. Housing: at most one of two: 1 - 6/15; at least one:
    # 1 - C(4,4)/15.
    over, under = group_seats.over_p(FOUND), group_seats.under_p(FOUND)
    assert comb(6, 4) == 15
    assert over == pytest.approx({"faith": 1, "health": 6 / 15, "housing": 14 / 15})
    assert under == pytest.approx({"faith": 5 / 15, "health": 1, "housing": 9 / 15})


def test_without_seats_there_is_no_share() -> None:
    graph = seated({}, organizations="ab")
    found = group_seats.presences(graph, {"a": "x", "b": "y"})
    for measure in (
        group_seats.seat_share,
        group_seats.representation_ratio,
        group_seats.representation_lower,
        group_seats.wilson_upper,
    ):
        assert measure(found) == {"x": None, "y": None}
    assert group_seats.over_p(found) == {"x": 1, "y": 1}


def test_scottish_banks_sit_everywhere() -> None:
    # 8 banks among 114 companies hold 56 of the 321 seats (counted in the files); all 8 share a
    # director, as 94 companies do: C(106, 86) / C(114, 94) is the chance of that.
    network = classic("scottish_1920", EdgeView.TWO_MODE)
    found = group_seats.presences(network.graph, network.known_groups)
    ratio = group_seats.representation_ratio(found)["bank"]
    assert ratio == pytest.approx(56 / 321 / (8 / 114))
    chance = comb(106, 86) / comb(114, 94)
    assert group_seats.over_p(found)["bank"] == pytest.approx(chance)
