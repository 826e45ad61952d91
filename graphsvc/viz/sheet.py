"""A map as a picture to keep: with its title, its day, its legend and what it counts.

What is saved is looked at without the page it came from. static/map/save.js writes the same on the
picture that the browser draws.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from markupsafe import Markup

from graphsvc.language import Language, Message, message
from graphsvc.viz import palette
from graphsvc.viz.lettering import width_of
from graphsvc.viz.picture import figure, printable, shape_of, stroke_of, svg
from graphsvc.viz.scene import LegendEntry, Scene

COUNTED = message("Counts only what the sources state. A missing tie is unknown, not absent.")
FICTIONAL = message(
    "This is the demonstration region. All of it is made up: organizations, partnerships, sources."
)
_WIDTH, _EDGE = 1100.0, 24.0
_TITLE, _TEXT = 24.0, 13.0
_LINE = 1.45
_SIGN = 40.0  # the room of a sign before its words
_APART = 26.0


@dataclass(frozen=True, slots=True)
class Heading:
    """What is written on a sheet beside the map: its title, its day, and what else there is to say.

    `notes` stand at the foot, below the legend.
    """

    title: Message
    day: Message
    notes: tuple[Message, ...] = (COUNTED,)


def sheet(scene: Scene, language: Language, heading: Heading, *, theme: str = "light") -> Markup:
    """Draw a scene as an SVG file that says by itself what it shows.

    Parameters
    ----------
    scene
        What to draw.
    language
        For all words on it.
    heading
        Title, day and notes.
    theme
        Whose colours to use, "light" or "dark".

    Returns
    -------
    Markup
        Well-formed XML, without style, script or link.
    """
    title = language.render(heading.title)
    facts = " ".join(map(language.render, (heading.day, *scene.caption.facts)))
    parts: list[str] = []
    y = _write(parts, title, _EDGE, _TITLE, theme)
    y = _write(parts, facts, y, _TEXT, theme)
    width = _WIDTH - 2 * _EDGE
    height = width * shape_of(scene)
    inner = svg(scene, language, theme=theme)
    place = f'<svg x="{_EDGE:g}" y="{y:.1f}" width="{width:g}" height="{height:.1f}" '
    parts.append(str(inner).replace("<svg ", place, 1))
    y += height + _TEXT
    for entries in (scene.node_legend, scene.tie_legend):
        y = _legend(parts, entries, language, y, theme)
    for note in _notes(scene, language, heading):
        y = _write(parts, note, y, _TEXT, theme)
    y += _EDGE
    opening = (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" font-family="sans-serif" '
        f'aria-label={quoteattr(title)} viewBox="0 0 {_WIDTH:g} {y:.0f}">'
        f'<rect width="{_WIDTH:g}" height="{y:.0f}" fill="{palette.BACKGROUND[theme]}"/>'
    )
    return Markup(printable(f"{opening}{''.join(parts)}</svg>"))  # noqa: S704 - all is escaped


def _notes(scene: Scene, language: Language, heading: Heading) -> Iterator[str]:
    size = message("Size: {measure}, each kind of node by itself.", measure=scene.size_by.label)
    meaning = (scene.size_by.meaning,) if scene.size_by.meaning else ()
    yield " ".join(map(language.render, (size, *meaning)))
    for text in (*scene.caption.limits, *heading.notes):
        yield language.render(text)


def _write(parts: list[str], text: str, y: float, font: float, theme: str) -> float:
    """Write a text on as many lines as it takes, and return where the next begins."""
    weight = ' font-weight="bold"' if font > _TEXT else ""
    for line in _filled(text.split(), font):
        parts.append(
            f'<text x="{_EDGE:g}" y="{y + font:.1f}" font-size="{font:g}"{weight} '
            f'fill="{palette.INK[theme]}">{escape(line)}</text>'
        )
        y += font * _LINE
    return y


def _filled(words: Iterable[str], font: float) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}".strip()
        if line and width_of(longer, font, strong=font > _TEXT) > _WIDTH - 2 * _EDGE:
            yield line
            longer = word
        line = longer
    yield line


def _legend(
    parts: list[str], entries: Iterable[LegendEntry], language: Language, y: float, theme: str
) -> float:
    x = _EDGE
    for entry in entries:
        words = f"{language.render(entry.style.label)} ({language.number(entry.count)})"
        width = _SIGN + width_of(words, _TEXT, strong=False) + _APART
        if x > _EDGE and x + width > _WIDTH:
            x, y = _EDGE, y + _TEXT * _LINE
        middle = y + _TEXT * 0.65
        if isinstance(entry.style, palette.NodeStyle):
            sign = figure(entry.style, x + _SIGN / 2, middle, _TEXT * 0.45, theme)
        else:
            line = f"M{x:g} {middle:.1f}H{x + _SIGN - 8:g}"
            sign = f'<path d="{line}" {stroke_of(entry.style, entry.style.width, theme)}/>'
        parts.append(
            f'{sign}<text x="{x + _SIGN:.1f}" y="{y + _TEXT:.1f}" font-size="{_TEXT:g}" '
            f'fill="{palette.INK[theme]}">{escape(words)}</text>'
        )
        x += width
    return y + _TEXT * _LINE * 1.3
