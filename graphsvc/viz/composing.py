"""Gives a draft of a map its sizes, its places, its legend and its table."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.spatial import cKDTree

from graphsvc.viz import palette
from graphsvc.viz.layout import Point, Spot, layout
from graphsvc.viz.scene import (
    LARGEST,
    SMALLEST,
    Caption,
    Draft,
    LegendEntry,
    Node,
    NodeKind,
    Row,
    RowTie,
    Scene,
    SizeBy,
    Tie,
)

_SMALLEST_TABLE = 13
# How many times as wide a line is where most is shared.
_WIDEST = 5.0


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the nodes of a map stand, and a mark that is equal where the same was laid out."""

    mark: str
    points: Mapping[str, Point]


def compose(
    draft: Draft,
    caption: Caption,
    size_by: SizeBy,
    start: Mapping[str, Point] | None = None,
    *,
    room_by: SizeBy | None = None,
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
        Earlier positions, so that the map does not jump. Where every node has one, none moves.
    room_by
        The measure by which room is made for nodes; `size_by` if left out. With another measure
        for the sizes nothing moves; the largest node is then as large as there is room for.
    laid_out
        False leaves the positions to who lays several scenes out together.

    Returns
    -------
    Scene
        With every node of the draft in legend, rows and positions.
    """
    ties = _bent(sorted(draft.ties, key=_order), _strongest(draft.ties))
    known = {item: start[item] for item in draft.nodes if item in start} if start else {}
    if not _is_like(known, draft):
        known = {}
    if not laid_out:
        known, nodes = {}, _sized(draft.nodes, size_by, LARGEST)
    else:
        if len(known) < len(draft.nodes):
            known = placed(_sized(draft.nodes, room_by or size_by, LARGEST).values(), ties, known)
        nodes = _as_large_as_fits(draft.nodes, size_by, known)
    return Scene(
        caption=caption,
        nodes=tuple(nodes.values()),
        ties=ties,
        positions=known,
        size_by=size_by,
        node_legend=_node_legend(nodes.values()),
        tie_legend=_tie_legend(ties),
        rows=_rows(nodes, ties),
    )


def on_one_scale(scenes: Mapping[str, Scene]) -> dict[str, Scene]:
    """Let sizes and widths mean the same on several days, by the largest of all of them."""
    shown = [scene for scene in scenes.values() if scene.nodes]
    top = max((node.value or 0.0 for scene in shown for node in scene.nodes), default=0.0)
    widest = max((_strongest(scene.ties) for scene in shown), default=1)
    return {
        day: replace(
            scene,
            nodes=tuple(
                _sized(
                    {node.id: node for node in scene.nodes},
                    replace(scene.size_by, full=top),
                    LARGEST,
                ).values()
            ),
            ties=_bent(scene.ties, widest),
        )
        for day, scene in scenes.items()
    }


def settled(draft: Draft, size_by: SizeBy, before: Placement | None = None) -> Placement:
    """Give a draft its places, near those it had before.

    Parameters
    ----------
    draft, size_by
        As for `compose`.
    before
        Where its nodes stood. Where the same was laid out, nothing moves. Otherwise every node may
        move a little to where its ties want it, so that a map which changes often stays readable.
        Where most nodes are new, all is laid out anew.
    """
    spots = _spots(_sized(draft.nodes, size_by, LARGEST).values())
    ties = sorted({(min(pair), max(pair)) for pair in ((t.source, t.target) for t in draft.ties)})
    mark = hashlib.sha256(repr((spots, ties)).encode()).hexdigest()
    if before and before.mark == mark:
        return before
    start = before.points if before else {}
    known = {item: start[item] for item in draft.nodes if item in start}
    return Placement(mark, layout(spots, ties, known if _is_like(known, draft) else None))


def _is_like(known: Mapping[str, Point], draft: Draft) -> bool:
    """Tell whether places are of this map: a few in common would only bend another one."""
    return 2 * len(known) >= len(draft.nodes)


def placed(
    nodes: Iterable[Node], ties: Iterable[Tie], start: Mapping[str, Point] | None = None
) -> dict[str, Point]:
    """Give nodes their places, near those of `start` where there are some."""
    return layout(_spots(nodes), ((tie.source, tie.target) for tie in ties), start)


def _spots(nodes: Iterable[Node]) -> list[Spot]:
    return [Spot(node.id, _room(node), node.style, node.partnership or "") for node in nodes]


def _as_large_as_fits(
    nodes: Mapping[str, Node], size_by: SizeBy, positions: Mapping[str, Point]
) -> dict[str, Node]:
    """Make nodes as large as they can be without covering one another."""
    if not nodes:
        return {}
    order = sorted(nodes)
    points = np.array([positions[item] for item in order])
    pairs = cKDTree(points).query_pairs(2 * LARGEST, output_type="ndarray")
    apart = np.hypot(*(points[pairs[:, 0]] - points[pairs[:, 1]]).T)
    for largest in range(LARGEST, _SMALLEST_TABLE, -1):
        sized = _sized(nodes, size_by, largest)
        radius = np.array([sized[item].radius for item in order])
        if (radius[pairs[:, 0]] + radius[pairs[:, 1]] <= apart).all():
            break
    return sized


def _order(tie: Tie) -> tuple[str, str, str, str]:
    # The English words tell apart what is otherwise alike, such as a chair and a co-chair.
    return tie.source, tie.target, tie.style, str(tie.words)


def _sized(nodes: Mapping[str, Node], size_by: SizeBy, largest: int) -> dict[str, Node]:
    """Let the area of a node grow with its value; each kind of node is compared with itself."""
    top: dict[NodeKind, float] = defaultdict(lambda: size_by.full)
    for item, node in nodes.items():
        top[node.kind] = max(top[node.kind], size_by.values.get(item) or 0.0)
    sized = {}
    for item in sorted(nodes):
        value, full = size_by.values.get(item), top[nodes[item].kind]
        share = max(0.0, value or 0.0) / full if full else 0.0
        radius = round((SMALLEST**2 + share * (largest**2 - SMALLEST**2)) ** 0.5)
        if nodes[item].kind is not NodeKind.ORGANIZATION:
            radius = max(radius, _SMALLEST_TABLE)
        sized[item] = replace(nodes[item], value=value, radius=radius)
    return sized


def _room(node: Node) -> float:
    # Councils and partnerships carry their names; organizations around them should not cover these.
    return node.radius + (8.0 if node.kind is not NodeKind.ORGANIZATION else 0.0)


def _strongest(ties: Iterable[Tie]) -> int:
    return max((tie.strength for tie in ties if tie.style in palette.WEIGHED), default=1)


def _bent(ties: Sequence[Tie], widest: int) -> tuple[Tie, ...]:
    """Draw parallel ties beside one another, and the widest where most is shared."""
    parallel: dict[frozenset[str], int] = Counter(frozenset((t.source, t.target)) for t in ties)
    drawn: Counter[frozenset[str]] = Counter()
    result = []
    for tie in ties:
        pair = frozenset((tie.source, tie.target))
        count, place = parallel[pair], drawn[pair]
        drawn[pair] += 1
        bend = 0.0 if count == 1 else 2 * place / (count - 1) - 1
        width = palette.TIE_STYLES[tie.style].width
        if tie.style in palette.WEIGHED and widest > 1:
            width *= 1 + (_WIDEST - 1) * (tie.strength - 1) / (widest - 1)
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
