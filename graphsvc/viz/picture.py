"""A map as a still picture: for pages without scripts, for print, and to keep.

The same nodes, ties and positions as the interactive map, as SVG. Colours stand in attributes, so
the file is complete by itself; in a page, the classes let the style sheet change them with the
theme. There is no style, script or link in it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from markupsafe import Markup

from graphsvc.language import Language
from graphsvc.viz import palette
from graphsvc.viz.labels import shortened
from graphsvc.viz.scene import Node, NodeKind, Scene, Tie

# Characters that XML has no way to write.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RANK = {
    NodeKind.PARTNERSHIP: 0,
    NodeKind.COMMUNITY: 0,
    NodeKind.BODY: 1,
    NodeKind.ORGANIZATION: 2,
}
_Box = tuple[float, float, float, float]

_MARGIN, _LABEL_MARGIN = 42.0, 95.0
# A picture is shown about this wide; wider drawings get larger letters, so that they stay readable.
_SHOWN_WIDTH = 820.0
_LEAST_WIDTH, _LEAST_HEIGHT = 560.0, 300.0
_FONT = 11.0
# Width of a letter in units of its size, on average and in bold.
_LETTER, _STRONG_LETTER = 0.56, 0.61


def _star(point: int) -> tuple[float, float]:
    reach = 0.82 * (1.3 if point % 2 == 0 else 0.5)
    angle = 2 * math.pi * point / 10
    return reach * math.sin(angle), 0.082 - reach * math.cos(angle)


# Corners of each shape in units of its size, as vis-network draws them.
_CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": ((0, -1), (1, 0), (0, 1), (-1, 0)),
    "triangle": ((0, -1.01), (1.15, 0.98), (-1.15, 0.98)),
    "triangleDown": ((0, 1.01), (1.15, -0.98), (-1.15, -0.98)),
    "star": tuple(_star(point) for point in range(10)),
    "hexagon": tuple(
        (math.cos(point * math.pi / 3), math.sin(point * math.pi / 3)) for point in range(6)
    ),
}


def svg(scene: Scene, language: Language, *, theme: str = "light", alone: bool = False) -> Markup:
    """Draw a scene as SVG.

    Parameters
    ----------
    scene
        What to draw.
    language
        For names and the text alternative.
    theme
        Whose colours to use, "light" or "dark".
    alone
        Whether it is a file of its own, with a background, rather than a part of a page.

    Returns
    -------
    Markup
        Well-formed XML; every name is escaped. An empty scene gives a small empty picture.
    """
    left, top, width, height = _frame(scene)
    font = _FONT * max(1.0, width / _SHOWN_WIDTH) ** 0.8
    words = " ".join(language.render(fact) for fact in scene.caption.facts)
    frame = f"{left:g} {top:g} {width:g} {height:g}"
    opening = (
        'xmlns="http://www.w3.org/2000/svg" class="network" role="img" font-family="sans-serif"'
    )
    parts = [f'<svg {opening} aria-label={quoteattr(words)} viewBox="{frame}">']
    if alone:
        parts.append(
            f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" '
            f'fill="{palette.BACKGROUND[theme]}"/>'
        )
    parts.extend(_line(scene, tie, theme) for tie in scene.ties)
    parts.extend(_shape(scene, node, language, theme) for node in scene.nodes)
    parts.extend(_ring(scene, theme))
    parts.extend(_labels(scene, language, theme, font))
    parts.append("</svg>")
    return Markup(_NOT_XML.sub("", "".join(parts)))  # noqa: S704 - every name is escaped


def symbol(style: palette.NodeStyle, theme: str = "light") -> Markup:
    """Draw the shape of a style alone, for a legend or beside a name."""
    return Markup(  # noqa: S704 - from our own table
        '<svg class="symbol" viewBox="-12 -12 24 24" width="18" height="18" aria-hidden="true">'
        f"{_figure(style, 0.0, 0.0, 8.0, theme)}</svg>"
    )


def stroke(style: palette.TieStyle, theme: str = "light") -> Markup:
    """Draw a short line in the manner of a style, for a legend."""
    return Markup(  # noqa: S704 - from our own table
        '<svg class="stroke" viewBox="0 0 34 12" width="34" height="12" aria-hidden="true">'
        f'<path d="M1 6H33" {_stroke(style, style.width, theme)}/></svg>'
    )


def _frame(scene: Scene) -> tuple[float, float, float, float]:
    across = [x for x, _ in scene.positions.values()] or [0.0]
    down = [y for _, y in scene.positions.values()] or [0.0]
    wider = max(1.0, (max(across) - min(across)) / _SHOWN_WIDTH)
    side, end = _LABEL_MARGIN * wider, _MARGIN * wider
    left, top = min(across) - side, min(down) - end
    width, height = max(across) + side - left, max(down) + end - top
    # One node or two are not blown up to fill the page.
    more, higher = max(0.0, _LEAST_WIDTH - width), max(0.0, _LEAST_HEIGHT - height)
    return left - more / 2, top - higher / 2, width + more, height + higher


def _line(scene: Scene, tie: Tie, theme: str) -> str:
    (x1, y1), (x2, y2) = scene.positions[tie.source], scene.positions[tie.target]
    # A quadratic curve through a point beside the middle; the offset is that of vis-network.
    bend = 0.25 * tie.bend
    path = f"M{x1:g} {y1:g}"
    if bend:
        middle = ((x1 + x2) / 2 - (y2 - y1) * bend, (y1 + y2) / 2 + (x2 - x1) * bend)
        path += f"Q{middle[0]:.1f} {middle[1]:.1f} {x2:g} {y2:g}"
    else:
        path += f"L{x2:g} {y2:g}"
    return f'<path d="{path}" {_stroke(palette.TIE_STYLES[tie.style], tie.width, theme)}/>'


def _stroke(style: palette.TieStyle, width: float, theme: str) -> str:
    dash = f' stroke-dasharray="{" ".join(map(str, style.dash))}"' if style.dash else ""
    colour = style.colour[theme]
    return f'class="t-{style.key}" fill="none" stroke="{colour}" stroke-width="{width:g}"{dash}'


def _shape(scene: Scene, node: Node, language: Language, theme: str) -> str:
    x, y = scene.positions[node.id]
    figure = _figure(palette.NODE_STYLES[node.style], x, y, node.radius, theme)
    words = f"{language.name(node)}: {language.render(node.what)}"
    return f"<g>{figure}<title>{escape(words)}</title></g>"


def _ring(scene: Scene, theme: str) -> Iterator[str]:
    """Mark the organization that the picture is about, so that it is found among the others."""
    for node in scene.nodes:
        if node.id == scene.caption.focus and node.kind is NodeKind.ORGANIZATION:
            x, y = scene.positions[node.id]
            yield (
                f'<circle class="ring" cx="{x:g}" cy="{y:g}" r="{node.radius * 1.25 + 5:.1f}" '
                f'fill="none" stroke="{palette.INK[theme]}" stroke-width="2.5"/>'
            )


def _figure(style: palette.NodeStyle, x: float, y: float, radius: float, theme: str) -> str:
    paint = (
        f'class="n-{style.key}" fill="{style.fill[theme]}" stroke="{style.line[theme]}" '
        f'stroke-width="{style.line_width:g}"'
    )
    if style.shape == "dot":
        return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" {paint}/>'
    size = radius * palette.WEIGHT[style.shape]
    corners = " ".join(
        f"{x + across * size:.1f},{y + down * size:.1f}" for across, down in _CORNERS[style.shape]
    )
    return f'<polygon points="{corners}" {paint}/>'


def _labels(scene: Scene, language: Language, theme: str, font: float) -> Iterator[str]:
    """Name as many nodes as there is room for: tables and partnerships first, then the largest."""
    left, top, width, height = _frame(scene)
    taken = _Taken(font / 2, (left, top, left + width, top + height))
    for node in scene.nodes:
        x, y = scene.positions[node.id]
        level = 3 - _RANK[node.kind]
        taken.add((x - node.radius, y - node.radius, x + node.radius, y + node.radius), level)
    order = sorted(
        scene.nodes,
        key=lambda node: (_RANK[node.kind], -node.radius, node.id),
    )
    for node in order:
        name = shortened(language.name(node))
        strong = node.kind is not NodeKind.ORGANIZATION
        half = len(name) * font * (_STRONG_LETTER if strong else _LETTER) / 2
        boxes = list(_spots(*scene.positions[node.id], node.radius * 1.2, half, font))
        # Names of tables may cover organizations. In a wide picture partnerships come first: their
        # names may cover tables, those of tables nothing.
        far = width > 2 * _SHOWN_WIDTH
        most = 2 if far and not _RANK[node.kind] else int(strong and not far)
        for above in sorted({0, most}):
            box = next((box for box in boxes if taken.is_free(box, above)), None)
            if box is not None:
                taken.add(box, 4)
                yield _label(name, (box[0] + box[2]) / 2, box[1] + font, font, theme, strong=strong)
                break


def _spots(x: float, y: float, reach: float, half: float, font: float) -> Iterator[_Box]:
    """Yield where a name can stand: below its node, above, to the right, to the left."""
    aside, high = reach + half + 3, font * 1.2
    middles = ((x, y + reach + 2), (x, y - reach - 2 - high), (x + aside, y - high / 2))
    for middle, top in (*middles, (x - aside, y - high / 2)):
        yield middle - half, top, middle + half, top + high


def _label(name: str, x: float, y: float, font: float, theme: str, *, strong: bool) -> str:
    weight = ' font-weight="bold"' if strong else ""
    return (
        f'<text class="label" x="{x:.1f}" y="{y:.1f}" font-size="{font:.1f}" '
        f'text-anchor="middle"{weight} fill="{palette.INK[theme]}" '
        f'stroke="{palette.BACKGROUND[theme]}" stroke-width="{font / 4:.1f}" '
        f'stroke-linejoin="round" paint-order="stroke">{escape(name)}</text>'
    )


class _Taken:
    """What covers a grid: 1 an organization, 2 a table, 3 a partnership, 4 a name."""

    def __init__(self, cell: float, frame: _Box) -> None:
        self._cell, self._frame = cell, frame
        self._level: dict[tuple[int, int], int] = {}

    def _under(self, box: _Box) -> Iterable[tuple[int, int]]:
        left, top, right, bottom = (math.floor(edge / self._cell) for edge in box)
        return ((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))

    def add(self, box: _Box, level: int) -> None:
        for cell in self._under(box):
            self._level[cell] = max(level, self._level.get(cell, 0))

    def is_free(self, box: _Box, above: int) -> bool:
        """Tell whether nothing above this level is there, and the box is inside the picture."""
        left, top, right, bottom = self._frame
        inside = left <= box[0] and box[2] <= right and top <= box[1] and box[3] <= bottom
        return inside and all(self._level.get(cell, 0) <= above for cell in self._under(box))
