"""Percentile ranks and competition ranks."""

from __future__ import annotations

import math
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.analytics.ranks import competition_ranks, left_behind, places
from tests.recommend.small_networks import unhurried


def percentile_ranks(
    values: dict[str, float | None], *, descending: bool = False
) -> dict[str, float | None]:
    column = np.array([math.nan if value is None else value for value in values.values()])
    found = left_behind(column, descending=descending).tolist()
    assert places(column).tolist() == [competition_ranks(values)[item] for item in values]
    return {
        item: None if math.isnan(value) else value
        for item, value in zip(values, found, strict=True)
    }


VALUES = st.dictionaries(
    st.text(max_size=3), st.none() | st.integers(-5, 5).map(lambda n: n / 3), min_size=2
)


def test_equal_values_share_the_place_between_them() -> None:
    # Four values, so three others each. d has nobody behind; a has d; b and c have a and d behind
    # and half of each other: 2.5 of 3.
    found = percentile_ranks({"a": 0.2, "b": 0.5, "c": 0.5, "d": 0.1})
    assert found == pytest.approx({"a": 1 / 3, "b": 2.5 / 3, "c": 2.5 / 3, "d": 0.0})


def test_a_small_value_can_be_ahead_and_none_is_always_last() -> None:
    found = percentile_ranks({"a": 3.0, "b": 1.0, "c": None}, descending=True)
    assert found == {"a": 0.5, "b": 1.0, "c": 0.0}


def test_one_item_has_no_others_to_leave_behind() -> None:
    assert percentile_ranks({"a": 1.0}) == {"a": None}
    assert percentile_ranks({}) == {}


def test_values_that_differ_by_rounding_are_equal() -> None:
    # 0.1 + 0.2 is 0.30000000000000004.
    assert percentile_ranks({"a": 0.3, "b": 0.1 + 0.2}) == {"a": 0.5, "b": 0.5}
    assert competition_ranks({"b": 0.1 + 0.2, "a": 0.3}) == {"a": 1, "b": 1}


def test_competition_ranks_skip_after_equals_and_go_by_id() -> None:
    found = competition_ranks({"z": 1.0, "b": 2.0, "a": 2.0, "n": None, "m": None})
    assert list(found.items()) == [("a", 1), ("b", 1), ("z", 3), ("m", 4), ("n", 4)]


@unhurried
@given(VALUES)
def test_the_mean_is_a_half_and_order_of_input_does_not_matter(
    values: dict[str, float | None],
) -> None:
    found = percentile_ranks(values)
    assert fmean(rank for rank in found.values() if rank is not None) == pytest.approx(0.5)
    backwards = dict(reversed(values.items()))
    assert percentile_ranks(backwards) == found
    assert list(competition_ranks(backwards).items()) == list(competition_ranks(values).items())


@unhurried
@given(VALUES)
def test_a_rank_is_one_more_than_the_number_ahead(values: dict[str, float | None]) -> None:
    keys = {item: float("-inf") if value is None else value for item, value in values.items()}
    for item, rank in competition_ranks(values).items():
        assert rank == 1 + sum(other > keys[item] for other in keys.values())
