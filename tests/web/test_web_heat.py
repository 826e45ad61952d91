"""Colours of cells and small bars, worked by hand."""

from __future__ import annotations

import pytest

from graphsvc.language import language
from graphsvc.web.heat import RATIOS, SEATS, Scale, spread


@pytest.mark.parametrize(
    ("scale", "value", "band"),
    [
        (RATIOS, 0.0, 0),
        (RATIOS, 0.494, 0),
        (RATIOS, 0.495001, 1),  # shown as 0.5
        (RATIOS, 0.5, 1),
        (RATIOS, 0.79, 1),
        (RATIOS, 0.797, 2),  # shown as 0.8
        (RATIOS, 1.0, 2),
        (RATIOS, 1.25, 3),
        (RATIOS, 1.99, 3),
        (RATIOS, 2.0, 4),
        (RATIOS, 40.0, 4),
        (SEATS, 0, 0),
        (SEATS, 1, 1),
        (SEATS, 4, 2),
        (SEATS, 5, 3),
        (SEATS, 10, 4),
    ],
)
def test_a_colour_goes_by_what_is_shown(scale: Scale, value: float, band: int) -> None:
    assert scale.band(value) == band


@pytest.mark.parametrize("scale", [RATIOS, SEATS])
def test_what_is_not_known_has_no_colour(scale: Scale) -> None:
    assert scale.band(None) is None


def test_bands_are_told_in_words() -> None:
    told = [language("en").render(band) for band in RATIOS.bands]
    assert told == ["less than 0.5", "0.5 to 0.8", "0.8 to 1.25", "1.25 to 2", "2 and more"]
    assert [language("fr").render(band) for band in SEATS.bands] == [
        "aucun",
        "un",
        "de 2 à 4",
        "de 5 à 9",
        "10 ou plus",
    ]


def test_small_bars_count_every_partnership_once() -> None:
    found = spread(RATIOS, "health", [0.1, 0.6, 0.7, 1.0, None, 3.0], 0.6)
    assert found.counts == (1, 2, 1, 0, 1)
    assert found.unknown == 1
    assert (found.marked, found.marked_band) == (0.6, 1)
    assert spread(SEATS, "health", [0, 0, 12]).counts == (2, 0, 0, 0, 1)
