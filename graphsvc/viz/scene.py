"""What a map shows: nodes, ties, where they stand, and the same in words.

A scene knows nothing of how it is drawn. `page` makes an interactive map of it, `picture` a still
one, and its rows are the table that says the same to those who do not look at pictures.

Memberships come from `analytics.views.two_mode`, so that the map and the numbers beside it speak of
the same ties. Lines of other kinds (hosts, funds, belongs to) are drawn too, but no measure on
two-mode graphs counts them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graphsvc.language import Message
from graphsvc.model.sectors import Sector
from graphsvc.viz.layout import Point
from graphsvc.viz.palette import NodeStyle, TieStyle

MOST_NODES, MOST_TIES = 1_500, 5_000
SMALLEST, LARGEST = 8, 24


class NodeKind(StrEnum):
    """What a node of a map stands for."""

    ORGANIZATION = "organization"
    BODY = "body"
    PARTNERSHIP = "partnership"
    COMMUNITY = "community"


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
        Seats held, organizations or tables shared; 1 for the other kinds.
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
    meaning
        What it tells, in a sentence.
    """

    name: str
    label: Message
    values: Mapping[str, float | None]
    full: float = 0.0
    meaning: Message | None = None


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
        Whether each partnership or community is one node, to be opened by itself.
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
