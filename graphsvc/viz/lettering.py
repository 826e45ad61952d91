"""Where the names on a still picture stand: never on a node, on another name, or cut by the edge.

static/map/labels.js does the same on the canvas, with the same places in the same order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graphsvc.viz.scene import Node, NodeKind

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Lines = tuple[str, ...]

_LEADING = 5
_RANK = {
    NodeKind.PARTNERSHIP: 0,
    NodeKind.COMMUNITY: 0,
    NodeKind.BODY: 1,
    NodeKind.ORGANIZATION: 2,
}
# Width of letters in units of their size. Wide for a sans-serif, so that any fits.
_NARROW, _USUAL, _CAPITAL, _WIDE = 0.36, 0.6, 0.72, 0.95
_NARROW_LETTERS, _WIDE_LETTERS = frozenset("fijlrtIJ .,;:'’|!()[]/-"), frozenset("mwMWŒœÆæ@%…—")
_STRONG = 1.1
LINE = 1.2
"""Height of a line in units of its letters."""
# Units between a node and its name; also the size of the cells that are taken or free.
_GAP, _CELL = 3.0, 2.0
_ROUND = math.sqrt(0.5)
# How far from its node a name may stand where a line leads to it, in how many directions, and how
# long a line may be that passes behind another node.
_FAR, _WAYS, _BEHIND = (9.0, 18.0, 30.0, 44.0, 60.0, 80.0, 105.0, 135.0, 170.0, 210.0), 24, 135.0


@dataclass(frozen=True, slots=True)
class Spot:
    """What is to be named.

    Attributes
    ----------
    id, x, y, reach
        The node, where it is, and how far it reaches.
    names, others
        What it can be called, as lines, the best first; and what else, where that has no room.
    strong, angular
        Whether its name is bold, and whether it fills its corners.
    leads
        How long a line may lead to its name; 0 for none.
    """

    id: str
    x: float
    y: float
    reach: float
    names: tuple[Lines, ...]
    others: tuple[Lines, ...] = ()
    strong: bool = False
    angular: bool = False
    leads: float = 0.0

    @property
    def box(self) -> Box:
        """What it covers."""
        return (
            self.x - self.reach,
            self.y - self.reach,
            self.x + self.reach,
            self.y + self.reach,
        )


@dataclass(frozen=True, slots=True)
class Plate:
    """A name in its place; `line` is from its node to it, where it stands away from it."""

    spot: Spot
    lines: Lines
    box: Box
    line: Box | None = None


def leading(nodes: Iterable[Node], focus: str | None = None) -> frozenset[str]:
    """Return what the map is about, and the few organizations that stand out by the measure."""
    organizations = [node for node in _by_value(nodes) if node.kind is NodeKind.ORGANIZATION]
    least = min((node.value or 0.0 for node in organizations), default=0.0)
    foremost = {node.id for node in organizations[:_LEADING] if (node.value or 0.0) > least}
    return frozenset(foremost | ({focus} if focus else set()))


def by_importance(nodes: Iterable[Node], focus: str | None = None) -> list[Node]:
    """Order nodes by whose name is missed most.

    First what the map is about, then the few organizations that stand out by the measure, the
    partnerships and tables that hold the map together, and everybody else.
    """
    nodes = _by_value(nodes)
    foremost = leading(nodes, focus)
    return sorted(nodes, key=lambda node: (node.id != focus, node.id not in foremost))


def _by_value(nodes: Iterable[Node]) -> list[Node]:
    return sorted(nodes, key=lambda node: (_RANK[node.kind], -(node.value or 0.0), node.id))


def wrapped(name: str, count: int) -> Lines:
    """Break a name into so many lines, at words, the longest as short as can be.

    >>> wrapped("Butte-aux-Fauvettes Secondary School", 2)
    ('Butte-aux-Fauvettes', 'Secondary School')
    """
    words = name.split()
    if count <= 1 or len(words) < count:
        return (name,)
    best: Lines = (name,)
    for at in range(1, len(words) - count + 2):
        lines = (" ".join(words[:at]), *wrapped(" ".join(words[at:]), count - 1))
        if max(map(len, lines)) < max(map(len, best)):
            best = lines
    return best


def width_of(text: str, font: float, *, strong: bool) -> float:
    """Return about how wide a line is."""
    units = sum(map(_letter, text))
    return units * font * (_STRONG if strong else 1.0)


def _letter(letter: str) -> float:
    if letter in _NARROW_LETTERS:
        return _NARROW
    if letter in _WIDE_LETTERS:
        return _WIDE
    return _CAPITAL if letter.isupper() or ord(letter) > 0x2FF else _USUAL


def placed(spots: Sequence[Spot], frame: Box, font: float) -> list[Plate]:
    """Place as many names as there is room for, those of the first spots first.

    Parameters
    ----------
    spots
        All nodes, the most important first. Each is in the way of the names of all others.
    frame
        The edge of the picture.
    font
        Size of the letters.

    Returns
    -------
    list
        No name meets another name, a node, or the edge. A line to a name meets no name, and where
        there is such a way, no node.
    """
    sheet = _Sheet(_Taken(frame), _Taken(frame), font)
    for spot in spots:
        sheet.taken.add(spot.box)
    found = []
    for spot in spots:
        plate = _plate(spot, sheet)
        if plate is not None:
            sheet.write(plate)
            found.append(plate)
    return found


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is taken by nodes and names, what by names alone, and the size of letters."""

    taken: _Taken
    written: _Taken
    font: float

    def write(self, plate: Plate) -> None:
        for box in (plate.box, *((x, y, x, y) for x, y in _points(plate.line))):
            self.taken.add(box)
            self.written.add(box)


def _plate(spot: Spot, sheet: _Sheet) -> Plate | None:
    for names in (spot.names, spot.others):
        for lines in names:
            for box in _beside(spot, *_size(lines, sheet.font, strong=spot.strong)):
                if sheet.taken.is_free(box, spot.box):
                    return Plate(spot, lines, box)
        found = _away(spot, names[-1], sheet) if spot.leads and names else None
        if found is not None:
            return found
    return None


def _away(spot: Spot, lines: Lines, sheet: _Sheet) -> Plate | None:
    """Place a name at the end of a line; better behind another node than not at all."""
    behind = None
    for box in _around(spot, *_size(lines, sheet.font, strong=spot.strong)):
        if sheet.taken.is_free(box, spot.box):
            line = _line(spot, box)
            plate = Plate(spot, lines, box, line)
            if sheet.taken.is_clear(line, spot.box):
                return plate
            is_near = math.dist(line[:2], line[2:]) <= _BEHIND
            if is_near and behind is None and sheet.written.is_clear(line, spot.box):
                behind = plate
    return behind


def _size(lines: Sequence[str], font: float, *, strong: bool) -> tuple[float, float]:
    width = max(width_of(line, font, strong=strong) for line in lines)
    return width, font * LINE * len(lines)


def _beside(spot: Spot, width: float, height: float) -> Iterator[Box]:
    """Yield where a name can stand: below its node, above, right, left, at the corners, aslant."""
    reach, half, middle = spot.reach + _GAP, width / 2, height / 2
    down, aside = reach + middle, reach + half
    corner = reach if spot.angular else _ROUND * spot.reach + _GAP
    places = [(0.0, down), (0.0, -down), (aside, 0.0), (-aside, 0.0)]
    places += [(x * (corner + half), y * (corner + middle)) for y in (1, -1) for x in (1, -1)]
    places += [(x * width / 4, y * down) for y in (1, -1) for x in (1, -1)]
    for across, below in places:
        yield _middled(spot.x + across, spot.y + below, half, middle)


def _around(spot: Spot, width: float, height: float) -> Iterator[Box]:
    for far in (far for far in _FAR if far <= spot.leads):
        for way in range(_WAYS):
            angle = 2 * math.pi * (way + 0.5) / _WAYS
            out = spot.reach + _GAP + far
            across = math.cos(angle) * (out + width / 2)
            down = math.sin(angle) * (out + height / 2)
            yield _middled(spot.x + across, spot.y + down, width / 2, height / 2)


def _middled(x: float, y: float, half: float, middle: float) -> Box:
    return x - half, y - middle, x + half, y + middle


def _line(spot: Spot, box: Box) -> Box:
    """Return the line from the edge of a node to the nearest point of a box."""
    x, y = min(max(spot.x, box[0]), box[2]), min(max(spot.y, box[1]), box[3])
    share = spot.reach / max(math.hypot(x - spot.x, y - spot.y), spot.reach)
    return spot.x + (x - spot.x) * share, spot.y + (y - spot.y) * share, x, y


def _points(line: Box | None) -> Iterator[tuple[float, float]]:
    if line is not None:
        x1, y1, x2, y2 = line
        steps = max(1, math.ceil(math.hypot(x2 - x1, y2 - y1) / _CELL))
        for step in range(steps + 1):
            yield x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps


class _Taken:
    """Which cells of a picture are covered: one number a row, one bit a cell."""

    def __init__(self, frame: Box) -> None:
        self._frame = frame
        self._rows = [0] * (math.ceil((frame[3] - frame[1]) / _CELL) + 1)

    def _under(self, box: Box) -> tuple[range, int]:
        left, top = self._frame[:2]
        first = max(0, int((box[0] - left) // _CELL))
        last = max(first, int((box[2] - left) // _CELL))
        low = max(0, int((box[1] - top) // _CELL))
        high = min(len(self._rows) - 1, int((box[3] - top) // _CELL))
        return range(low, high + 1), ((1 << (last - first + 1)) - 1) << first

    def add(self, box: Box) -> None:
        rows, bits = self._under(box)
        for row in rows:
            self._rows[row] |= bits

    def is_free(self, box: Box, own: Box | None = None) -> bool:
        """Tell whether nothing but what is its own is there, and the box is inside the picture."""
        left, top, right, bottom = self._frame
        if not (left <= box[0] and box[2] <= right and top <= box[1] and box[3] <= bottom):
            return False
        rows, bits = self._under(box)
        met = [row for row in rows if self._rows[row] & bits]
        if not met or own is None:
            return not met
        own_rows, own_bits = self._under(own)
        return all(row in own_rows and not self._rows[row] & bits & ~own_bits for row in met)

    def is_clear(self, line: Box, own: Box) -> bool:
        """Tell whether a line runs over nothing but its own node."""
        return all(self.is_free((x, y, x, y), own) for x, y in _points(line))
