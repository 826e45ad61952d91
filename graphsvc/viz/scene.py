"""What a map shows: nodes, ties, where they stand, and the same in words.

A scene knows nothing of how it is drawn. `page` makes an interactive map of it, `picture` a still
one, and its rows are the table that says the same to those who do not look at pictures.

Memberships come from `analytics.views.two_mode`, so that the map and the numbers beside it speak of
the same ties. Lines of other kinds (hosts, funds, belongs to) are drawn too, but no measure on
two-mode graphs counts them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from graphsvc.language import Message
from graphsvc.model.sectors import Sector
from graphsvc.viz import palette
from graphsvc.viz.layout import Point, Spot, layout
from graphsvc.viz.palette import NodeStyle, TieStyle

MOST_NODES, MOST_TIES = 1_500, 5_000
SMALLEST, LARGEST = 8, 24
_SMALLEST_TABLE = 13
_WIDEST_TIE = 6.0


class NodeKind(StrEnum):
    """What a node of a map stands for."""

    ORGANIZATION = "organization"
    BODY = "body"
    PARTNERSHIP = "partnership"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One thing on a map.

    Attributes
    ----------
    id, name, name_fr
        As in the graph.
    kind
        What it stands for.
    what
        Its sector, or the kind of council, committee or partnership, in words.
    style
        Key of its `palette.NodeStyle`.
    sector
        Primary sector of an organization; None for others and where not recorded.
    partnership
        The partnership a body belongs to, or the node itself is; None for organizations.
    value
        The measure that its size stands for; None where that is undefined.
    radius
        Half its width in px, from `SMALLEST` to `LARGEST`.
    """

    id: str
    name: str
    name_fr: str | None
    kind: NodeKind
    what: Message
    style: str
    sector: Sector | None = None
    partnership: str | None = None
    value: float | None = None
    radius: int = SMALLEST


@dataclass(frozen=True, slots=True)
class Tie:
    """One line on a map.

    Attributes
    ----------
    source, target
        Ids of the nodes: the organization first, then the body; the part first, then the whole.
    style
        Key of its `palette.TieStyle`.
    words
        What the line says: "Co-chair", "Member, 2 seats", "Hosts".
    strength
        Seats held or organizations shared; 1 for the other kinds.
    width
        In px.
    bend
        0 for a straight line. Parallel lines have different bends, from -1 to 1; positive bends to
        the right of the way from source to target.
    """

    source: str
    target: str
    style: str
    words: Message
    strength: int = 1
    width: float = 1.0
    bend: float = 0.0


@dataclass(frozen=True, slots=True)
class SizeBy:
    """The measure that sizes stand for.

    Attributes
    ----------
    name, label
        Its code, and what readers call it.
    values
        By id, 0 or more. A node that is missing or undefined (None) gets the smallest size.
    full
        The largest size is for the largest value of a kind of node, but at least for this one: a
        map on which nobody has more than two connections should not show giants.
    """

    name: str
    label: Message
    values: Mapping[str, float | None]
    full: float = 0.0


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of a legend: a style of nodes or ties, how many there are, and which sectors."""

    style: NodeStyle | TieStyle
    count: int
    sectors: tuple[tuple[Sector, int], ...] = ()


@dataclass(frozen=True, slots=True)
class RowTie:
    """A tie as its row tells it: with whom, and in what way; the style is that of its line."""

    other: Node
    words: Message
    style: str


@dataclass(frozen=True, slots=True)
class Row:
    """One node as a line of the table: the node, how many ties, and with whom.

    Every tie stands in the rows of both its ends, as the panel beside the map tells it.
    """

    node: Node
    tie_count: int
    ties: tuple[RowTie, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What a map is of, and what is said about it.

    Attributes
    ----------
    of, as_of
        An id, or "all"; and the day.
    facts
        Sentences that sum the map up.
    limits
        Sentences that say what is not shown, and why; empty when everything is.
    focus
        Id of the node the map is about, where there is one.
    aggregated
        Whether each partnership is one node, to be opened by itself.
    """

    of: str
    as_of: str
    facts: tuple[Message, ...] = ()
    limits: tuple[Message, ...] = ()
    focus: str | None = None
    aggregated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A map, ready to be drawn.

    Attributes
    ----------
    caption
        What it is of, and what is said about it.
    nodes, ties
        In order of id.
    positions
        x and y of every node in px, y downward.
    size_by
        The measure that sizes stand for.
    node_legend, tie_legend
        Every style that occurs, in the order of the palette.
    rows
        One row a node, the largest value first.
    """

    caption: Caption
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    positions: Mapping[str, Point]
    size_by: SizeBy
    node_legend: tuple[LegendEntry, ...]
    tie_legend: tuple[LegendEntry, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """Nodes and ties of a map before sizes and positions are known."""

    nodes: Mapping[str, Node]
    ties: Sequence[Tie]

    @property
    def fits(self) -> bool:
        """Whether all of it can be shown at once."""
        return len(self.nodes) <= MOST_NODES and len(self.ties) <= MOST_TIES


def compose(
    draft: Draft,
    caption: Caption,
    size_by: SizeBy,
    start: Mapping[str, Point] | None = None,
    *,
    laid_out: bool = True,
) -> Scene:
    """Give a draft its sizes, its positions, its legend and its table.

    Parameters
    ----------
    draft
        At most `MOST_NODES` nodes; not modified.
    caption, size_by
        As in `Scene`.
    start
        Earlier positions, so that the map does not jump.
    laid_out
        False leaves the positions to who lays several scenes out together.

    Returns
    -------
    Scene
        With every node of the draft in legend, rows and positions.
    """
    nodes = _sized(draft.nodes, size_by)
    ties = _bent(sorted(draft.ties, key=_order))
    return Scene(
        caption=caption,
        nodes=tuple(nodes.values()),
        ties=ties,
        positions=placed(nodes.values(), ties, start) if laid_out else {},
        size_by=size_by,
        node_legend=_node_legend(nodes.values()),
        tie_legend=_tie_legend(ties),
        rows=_rows(nodes, ties),
    )


def placed(
    nodes: Iterable[Node], ties: Iterable[Tie], start: Mapping[str, Point] | None = None
) -> dict[str, Point]:
    """Give nodes their places, near those of `start` where there are some."""
    spots = [Spot(node.id, _room(node), node.style, node.partnership or "") for node in nodes]
    return layout(spots, ((tie.source, tie.target) for tie in ties), start)


def _order(tie: Tie) -> tuple[str, str, str, str]:
    # The English words tell apart what is otherwise alike, such as a chair and a co-chair.
    return tie.source, tie.target, tie.style, str(tie.words)


def _sized(nodes: Mapping[str, Node], size_by: SizeBy) -> dict[str, Node]:
    """Let the area of a node grow with its value; each kind of node is compared with itself."""
    top: dict[NodeKind, float] = defaultdict(lambda: size_by.full)
    for item, node in nodes.items():
        top[node.kind] = max(top[node.kind], size_by.values.get(item) or 0.0)
    sized = {}
    for item in sorted(nodes):
        value, full = size_by.values.get(item), top[nodes[item].kind]
        share = max(0.0, value or 0.0) / full if full else 0.0
        radius = round((SMALLEST**2 + share * (LARGEST**2 - SMALLEST**2)) ** 0.5)
        if nodes[item].kind is not NodeKind.ORGANIZATION:
            radius = max(radius, _SMALLEST_TABLE)
        sized[item] = replace(nodes[item], value=value, radius=radius)
    return sized


def _room(node: Node) -> float:
    # Councils and partnerships carry their names; organizations around them should not cover these.
    return node.radius + (8.0 if node.kind is not NodeKind.ORGANIZATION else 0.0)


def _bent(ties: Sequence[Tie]) -> tuple[Tie, ...]:
    """Draw parallel ties beside one another."""
    parallel: dict[frozenset[str], int] = Counter(frozenset((t.source, t.target)) for t in ties)
    widest = max((tie.strength for tie in ties if tie.style == palette.SHARED.key), default=1)
    drawn: Counter[frozenset[str]] = Counter()
    result = []
    for tie in ties:
        pair = frozenset((tie.source, tie.target))
        count, place = parallel[pair], drawn[pair]
        drawn[pair] += 1
        bend = 0.0 if count == 1 else 2 * place / (count - 1) - 1
        width = palette.TIE_STYLES[tie.style].width
        if tie.style == palette.SHARED.key and widest > 1:
            width += (_WIDEST_TIE - width) * (tie.strength - 1) / (widest - 1)
        # Bends are meant from the smaller id to the larger, whichever way the tie runs.
        turned = bend if tie.source < tie.target else -bend
        result.append(replace(tie, bend=turned + 0.0, width=round(width, 1)))
    return tuple(result)


def _node_legend(nodes: Iterable[Node]) -> tuple[LegendEntry, ...]:
    nodes = list(nodes)
    styles = Counter(node.style for node in nodes)
    sectors = Counter(node.sector for node in nodes if node.sector)
    return tuple(
        LegendEntry(
            style,
            styles[key],
            tuple((sector, sectors[sector]) for sector in style.sectors if sectors[sector]),
        )
        for key, style in palette.NODE_STYLES.items()
        if styles[key]
    )


def _tie_legend(ties: Iterable[Tie]) -> tuple[LegendEntry, ...]:
    styles = Counter(tie.style for tie in ties)
    return tuple(
        LegendEntry(style, styles[key]) for key, style in palette.TIE_STYLES.items() if styles[key]
    )


def _rows(nodes: Mapping[str, Node], ties: Sequence[Tie]) -> tuple[Row, ...]:
    told: dict[str, list[RowTie]] = defaultdict(list)
    count: Counter[str] = Counter()
    for tie in ties:
        count.update((tie.source, tie.target))
        told[tie.source].append(RowTie(nodes[tie.target], tie.words, tie.style))
        told[tie.target].append(RowTie(nodes[tie.source], tie.words, tie.style))
    order = sorted(nodes.values(), key=lambda node: (-(node.value or 0.0), node.id))
    return tuple(Row(node, count[node.id], tuple(told[node.id])) for node in order)
