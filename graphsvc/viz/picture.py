"""A map as a still picture: for pages without scripts, for print, and to keep.

The same nodes, ties and positions as the interactive map, as SVG. Colours stand in attributes, so
the file is complete by itself; in a page, the classes let the style sheet change them with the
theme. There is no style, script or link in it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from markupsafe import Markup

from graphsvc.language import Language
from graphsvc.viz import palette
from graphsvc.viz.labels import MapName, map_names
from graphsvc.viz.lettering import LINE, Box, Plate, Spot, by_importance, leading, placed, wrapped
from graphsvc.viz.scene import Node, NodeKind, Scene, Tie

# Characters that XML has no way to write.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARGIN, _LABEL_MARGIN = 42.0, 95.0
# A picture is shown about this wide; wider drawings get larger letters, so that they stay readable.
_SHOWN_WIDTH = 820.0
_LEAST_WIDTH, _LEAST_HEIGHT = 560.0, 300.0
_FONT = 11.0
# Shapes that fill the corners of their boxes.
_ANGULAR = frozenset({"square", "triangle", "triangleDown"})
# A whole name stands on so many lines of about so many letters.
_MOST_LINES, _SHORTEST_LINE, _LONGEST_LINE = 3, 16, 26
# Names of tables and partnerships may stand a little away from their nodes, so far down the order;
# on a map with few nodes all of them, and as far as those that matter most.
_LED_TO, _FEW = 24, 120
_NEAR, _FAR = 60.0, 210.0
# With more nodes than these, not every way to write a name is tried.
_MANY = 300


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


def svg(scene: Scene, language: Language, *, theme: str = "light") -> Markup:
    """Draw a scene as SVG, as a part of a page or of a `sheet`.

    Parameters
    ----------
    scene
        What to draw.
    language
        For names and the text alternative.
    theme
        Whose colours to use, "light" or "dark".

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
    plates = _plates(scene, language, font)
    parts.extend(_line(scene, tie, theme) for tie in scene.ties)
    # Behind the nodes, as the ties are: it may have to pass one.
    parts.extend(_lead(plate.line, font, theme) for plate in plates if plate.line)
    parts.extend(_shape(scene, node, language, theme) for node in scene.nodes)
    parts.extend(_ring(scene, theme))
    parts.extend(_plate(plate, font, theme) for plate in plates)
    parts.append("</svg>")
    return Markup(printable("".join(parts)))  # noqa: S704 - every name is escaped


def printable(text: str) -> str:
    """Leave out what no XML can hold."""
    return _NOT_XML.sub("", text)


def shape_of(scene: Scene) -> float:
    """Return the height of a picture in units of its width."""
    _, _, width, height = _frame(scene)
    return height / width


def symbol(style: palette.NodeStyle, theme: str = "light") -> Markup:
    """Draw the shape of a style alone, for a legend or beside a name."""
    return Markup(  # noqa: S704 - from our own table
        '<svg class="symbol" viewBox="-12 -12 24 24" width="18" height="18" aria-hidden="true">'
        f"{figure(style, 0.0, 0.0, 8.0, theme)}</svg>"
    )


def stroke(style: palette.TieStyle, theme: str = "light") -> Markup:
    """Draw a short line in the manner of a style, for a legend."""
    return Markup(  # noqa: S704 - from our own table
        '<svg class="stroke" viewBox="0 0 34 12" width="34" height="12" aria-hidden="true">'
        f'<path d="M1 6H33" {stroke_of(style, style.width, theme)}/></svg>'
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
    return f'<path d="{path}" {stroke_of(palette.TIE_STYLES[tie.style], tie.width, theme)}/>'


def stroke_of(style: palette.TieStyle, width: float, theme: str) -> str:
    """Return the attributes of a line in the manner of a style."""
    dash = f' stroke-dasharray="{" ".join(map(str, style.dash))}"' if style.dash else ""
    colour = style.colour[theme]
    return f'class="t-{style.key}" fill="none" stroke="{colour}" stroke-width="{width:g}"{dash}'


def _shape(scene: Scene, node: Node, language: Language, theme: str) -> str:
    x, y = scene.positions[node.id]
    drawn = figure(palette.NODE_STYLES[node.style], x, y, node.radius, theme)
    words = f"{language.name(node)}: {language.render(node.what)}"
    return f"<g>{drawn}<title>{escape(words)}</title></g>"


def _ring(scene: Scene, theme: str) -> Iterator[str]:
    """Mark the organization that the picture is about, so that it is found among the others."""
    for node in scene.nodes:
        if node.id == scene.caption.focus and node.kind is NodeKind.ORGANIZATION:
            x, y = scene.positions[node.id]
            yield (
                f'<circle class="ring" cx="{x:g}" cy="{y:g}" r="{node.radius * 1.25 + 5:.1f}" '
                f'fill="none" stroke="{palette.INK[theme]}" stroke-width="2.5"/>'
            )


def figure(style: palette.NodeStyle, x: float, y: float, radius: float, theme: str) -> str:
    """Draw the shape of a style in a place."""
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


def _plates(scene: Scene, language: Language, font: float) -> list[Plate]:
    """Name as many nodes as there is room for, the most important first."""
    left, top, width, height = _frame(scene)
    return placed(spots_of(scene, language), (left, top, left + width, top + height), font)


def spots_of(scene: Scene, language: Language) -> list[Spot]:
    """Return what is to be named on a picture of a scene, the most important first."""
    names = map_names(scene.nodes, language)
    order = by_importance(scene.nodes, scene.caption.focus)
    foremost = leading(order, scene.caption.focus)

    def leads(place: int, node: Node) -> float:
        if node.id in foremost or (node.kind is not NodeKind.ORGANIZATION and len(order) <= _FEW):
            return _FAR
        return _NEAR if node.kind is not NodeKind.ORGANIZATION and place < _LED_TO else 0.0

    return [
        _spot(scene, node, names[node.id], leads(place, node)) for place, node in enumerate(order)
    ]


def _spot(scene: Scene, node: Node, name: MapName, leads: float) -> Spot:
    x, y = scene.positions[node.id]
    # On paper no hand can ask for the rest of a name: it is whole as long as there is room.
    most = min(_MOST_LINES, math.ceil(len(name.full) / _SHORTEST_LINE))
    count = range(1, 1 + most)
    whole = [(name.full, lines) for lines in count if len(name.full) <= lines * _LONGEST_LINE]
    cut = [(name.short, 2), (name.brief, 1), (name.brief, 2)]
    if len(scene.nodes) > _MANY:
        whole, cut = whole[-1:], cut[1:2]
    names, others = (
        tuple(dict.fromkeys(wrapped(text, lines) for text, lines in texts))
        for texts in (whole, cut)
    )
    return Spot(
        node.id,
        x,
        y,
        reach_of(node),
        names,
        others,
        strong=node.kind is not NodeKind.ORGANIZATION,
        angular=palette.NODE_STYLES[node.style].shape in _ANGULAR,
        leads=leads,
    )


def reach_of(node: Node) -> float:
    """Return how far a node reaches from its middle, its outline with it."""
    style = palette.NODE_STYLES[node.style]
    corners = _CORNERS.get(style.shape, ((1.0, 1.0),))
    size = node.radius * palette.WEIGHT[style.shape]
    return size * max(max(map(abs, corner)) for corner in corners) + style.line_width / 2


def _plate(plate: Plate, font: float, theme: str) -> str:
    left, top, right, _ = plate.box
    middle = (left + right) / 2
    weight = ' font-weight="bold"' if plate.spot.strong else ""
    ink, ground = palette.INK[theme], palette.BACKGROUND[theme]
    heights = (top + font * (0.95 + LINE * place) for place in range(len(plate.lines)))
    lines = "".join(
        f'<tspan x="{middle:.1f}" y="{height:.1f}">{escape(line)}</tspan>'
        for height, line in zip(heights, plate.lines, strict=True)
    )
    return (
        f'<text class="label" font-size="{font:.1f}" text-anchor="middle"{weight} '
        f'fill="{ink}" stroke="{ground}" stroke-width="{font / 4:.1f}" stroke-linejoin="round" '
        f'paint-order="stroke">{lines}</text>'
    )


def _lead(line: Box, font: float, theme: str) -> str:
    x1, y1, x2, y2 = line
    return (
        f'<path class="label-line" d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" fill="none" '
        f'stroke="{palette.INK[theme]}" stroke-width="{font / 14:.1f}"/>'
    )
