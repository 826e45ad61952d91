"""Colours and shapes: far enough apart for every eye, and never the only sign."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from graphsvc.model.sectors import Sector
from graphsvc.model.vocabulary import PartnershipTieKind, Role
from graphsvc.viz import palette

CSS = Path(palette.__file__).parents[1] / "web" / "static" / "graphsvc.css"

# Machado, Oliveira & Fernandes 2009, table 1, severity 1.0: linear RGB seen by a dichromat.
SIGHTS = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
# sRGB to CIE XYZ (IEC 61966-2-1), D65.
XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(colour: str) -> NDArray[np.float64]:
    values = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.asarray(
        np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    )


def contrast(one: str, other: str) -> float:
    """Work out the contrast ratio of WCAG 2.2."""
    light, dark = sorted((float(XYZ[1] @ linear(one)), float(XYZ[1] @ linear(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    ratio = XYZ @ np.clip(rgb, 0, 1) / WHITE
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_contrast_of_black_and_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", palette.THEMES)
def test_nodes_and_ties_stand_out_from_the_page(theme: str) -> None:
    ground = palette.BACKGROUND[theme]
    for node in palette.NODE_STYLES.values():
        # A filled node by its inside, a hollow one by its outline.
        edge = node.line[theme] if node.fill[theme] == ground else node.fill[theme]
        assert contrast(edge, ground) >= 3, node.key
    for tie in palette.TIE_STYLES.values():
        assert contrast(tie.colour[theme], ground) >= 3, tie.key
    assert contrast(palette.INK[theme], ground) >= 7


@pytest.mark.parametrize("theme", palette.THEMES)
@pytest.mark.parametrize("sight", SIGHTS)
def test_families_differ_for_every_eye(theme: str, sight: str) -> None:
    seen = {f.key: lab(SIGHTS[sight] @ linear(f.fill[theme])) for f in palette.FAMILIES}
    for one, other in combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) >= 20, (one, other)


def test_every_family_has_its_own_shape() -> None:
    shapes = [family.shape for family in palette.FAMILIES]
    assert len(set(shapes)) == len(shapes)
    assert palette.BODY.shape not in shapes


def test_ties_of_equal_colour_differ_in_dash_or_width() -> None:
    for theme in palette.THEMES:
        looks = [
            (tie.colour[theme], tie.dash, tie.width)
            for tie in palette.TIE_STYLES.values()
            # Drawn on maps of their own, where no member line is.
            if tie is not palette.SHARED
        ]
        assert len(set(looks)) == len(looks)


def test_each_sector_is_in_one_family() -> None:
    found = [sector for family in palette.FAMILIES for sector in family.sectors]
    assert sorted(found) == sorted(Sector)
    assert all(sector in palette.family_of(sector).sectors for sector in Sector)
    assert palette.family_of(None) is palette.UNCLASSIFIED


def test_each_role_and_tie_has_a_style() -> None:
    assert {palette.style_of_role(role).key for role in Role} == {"leads", "member", "takes_part"}
    for kind in PartnershipTieKind:
        assert palette.style_of_partnership_tie(kind).key in palette.TIE_STYLES


def test_every_shape_has_a_weight() -> None:
    assert {style.shape for style in palette.NODE_STYLES.values()} <= palette.WEIGHT.keys()


def test_the_style_sheet_has_the_dark_colours_of_the_palette() -> None:
    css = CSS.read_text()
    for node in palette.NODE_STYLES.values():
        rule = re.search(rf"\.n-{node.key} {{ fill: (#\w+); stroke: (#\w+); }}", css)
        assert rule, node.key
        assert rule.groups() == (node.fill["dark"], node.line["dark"])
    for tie in palette.TIE_STYLES.values():
        rule = re.search(rf"\.t-{tie.key}\b[^{{}}]*{{ stroke: (#\w+); }}", css)
        assert rule, tie.key
        assert rule[1] == tie.colour["dark"]


def test_the_style_sheet_has_the_ground_and_ink_of_the_palette() -> None:
    css = CSS.read_text()
    light, dark = css.split("@media screen and (prefers-color-scheme: dark)", 1)
    for text, theme in ((light, "light"), (dark, "dark")):
        assert f"--surface: {palette.BACKGROUND[theme]};" in text
        assert f"--ink: {palette.INK[theme]};" in text


def test_words_of_the_pages_stand_out_from_their_ground() -> None:
    css = CSS.read_text()
    light, dark = css.split("@media screen and (prefers-color-scheme: dark)", 1)
    for text in (light, dark):
        colour = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", text.split("}", 1)[0]))
        for word in ("ink", "soft", "accent", "under", "over", "par", "unsure"):
            for ground in ("page", "surface", "sunk", "tint"):
                assert contrast(colour[word], colour[ground]) >= 4.5, (word, ground)
        assert contrast(colour["on-accent"], colour["accent"]) >= 4.5
        for ground in ("page", "surface"):
            assert contrast(colour["control"], colour[ground]) >= 3
            assert contrast(colour["focus"], colour[ground]) >= 3
