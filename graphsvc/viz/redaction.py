"""A map for others: what of it is shown to the public, to partners, and inside.

What is taken out is taken out here, before anything is written: ids too, since they are made of
names. See docs/decisions for who may see what, and why that is no promise of anonymity.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

import networkx as nx

from graphsvc.dates import is_active
from graphsvc.language import Message, language, message, messages
from graphsvc.model import ids
from graphsvc.model.entities import Evidence, Membership, PartnershipTie
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import Confidence, SourceKind
from graphsvc.viz import palette
from graphsvc.viz.affiliations import partnership_tie, seat_ties
from graphsvc.viz.composing import compose
from graphsvc.viz.scene import Draft, Node, NodeKind, Scene, Tie
from graphsvc.viz.sizes import by_ties

_SEAT = message("Seat")
_OF_TABLES = frozenset({palette.PART_OF.key, palette.SHARED.key, palette.LINKED.key})
# What was said to the coordinator, or in a survey, has been published by nobody.
_UNPUBLISHED = frozenset({SourceKind.STATED, SourceKind.SURVEY})


class Level(StrEnum):
    """For whom a map is."""

    PUBLIC = "public"
    PARTNERS = "partners"
    INTERNAL = "internal"


LEVELS = {
    Level.PUBLIC: message(
        "Public: names only where a public source tells of the membership, no measures"
    ),
    Level.PARTNERS: message("Partners: all names and roles, no measures"),
    Level.INTERNAL: message("Internal: everything on this page"),
}


def redacted(scene: Scene, snapshot: Snapshot, level: Level) -> Scene:
    """Return a map with what readers of a level may see.

    Parameters
    ----------
    scene
        A map of organizations and tables, or of partnerships; not modified.
    snapshot
        The graph it was drawn of.
    level
        For whom it is. For partners, sizes stand for the number of connections, which the lines
        show anyway, and nothing is said of gaps. For the public, besides, organizations and tables
        that no public source tells of stand without their names, of those that are named only such
        lines are drawn as a public source tells of, and all is laid out by what is left.
    """
    if level is Level.INTERNAL:
        return scene
    facts = scene.caption.facts[:1]
    if level is Level.PARTNERS:
        nodes, ties = scene.nodes, scene.ties
    else:
        shown = _Shown(scene, snapshot)
        nodes, ties = shown.nodes, shown.ties
        facts = (*facts, *shown.facts)
    # Their own names may be in them, and what was left out on request.
    draft = Draft({node.id: node for node in nodes}, ties)
    again = {old.id: new.id for old, new in zip(scene.nodes, nodes, strict=True)}
    caption = replace(scene.caption, facts=facts, focus=again.get(scene.caption.focus or ""), of="")
    # How many organizations a partnership has is no measure of any of them.
    sizes = scene.size_by if scene.caption.aggregated else by_ties(draft)
    # Where things stand tells of lines that are left out: for the public all is laid out anew.
    start = None if level is Level.PUBLIC else scene.positions
    return compose(draft, caption, sizes, start)


class _Shown:
    """A scene as the public may see it."""

    def __init__(self, scene: Scene, snapshot: Snapshot) -> None:
        # Named only by what is drawn here: a public seat elsewhere tells nothing of one here.
        public = list(_public_ties(scene, snapshot))
        named = {item for tie in public for item in (tie.source, tie.target)}
        named |= {node.id for node in scene.nodes if _is_public_body(snapshot, node.id)}
        unnamed = {node.id for node in scene.nodes if not _has_name(node, named)}
        # A chair is known by its chair.
        others = [
            tie
            if tie.style in _OF_TABLES
            else replace(tie, words=_SEAT, style=palette.MEMBER.key, strength=1)
            for tie in scene.ties
            if _is_for_all(tie, unnamed)
        ]
        self._new = dict(_anonymous(scene.nodes, [*others, *public], unnamed))
        self.nodes = tuple(self._new.get(node.id, node) for node in scene.nodes)
        renamed = {(tie.source, tie.target, str(tie.words)): tie for tie in map(self._as, others)}
        self.ties = (*renamed.values(), *public)
        self.facts = tuple(self._told(len(scene.ties) - len(others) - len(public)))

    def _as(self, tie: Tie) -> Tie:
        source, target = self._new.get(tie.source), self._new.get(tie.target)
        return replace(
            tie,
            source=source.id if source else tie.source,
            target=target.id if target else tie.target,
        )

    def _told(self, lost: int) -> Iterator[Message]:
        count = len(self._new)
        if count:
            yield messages(
                "{count} node stands without its name: no public source tells of it.",
                "{count} nodes stand without their names: no public source tells of them.",
                count,
                count=count,
            )
        if lost:
            yield messages(
                "{count} line is left out that no public source tells of.",
                "{count} lines are left out that no public source tells of.",
                lost,
                count=lost,
            )


def _has_name(node: Node, named: set[str]) -> bool:
    return node.kind not in {NodeKind.ORGANIZATION, NodeKind.BODY} or node.id in named


def _is_for_all(tie: Tie, unnamed: set[str]) -> bool:
    """Whether a line may be seen whatever it rests on: part of a table, or the seat of somebody."""
    if tie.style in _OF_TABLES:
        return True
    # Who hosts or funds a partnership is known by that.
    return tie.source in unnamed and not tie.target.startswith(f"{ids.PARTNERSHIP}:")


def _anonymous(
    nodes: Sequence[Node], ties: Iterable[Tie], unnamed: set[str]
) -> Iterator[tuple[str, Node]]:
    """Name each by its kind and a number.

    The order hangs on nothing but what readers see: on what is tied with what. Those that look the
    same are in an order by chance; ids, which are made of names, and their hashes would tell.
    """
    english, french = language("en"), language("fr")
    numbers: Counter[str] = Counter()
    order = [node for node in nodes if node.id in unnamed]
    seen = _seen(nodes, ties, unnamed)
    random.SystemRandom().shuffle(order)
    order.sort(key=lambda node: seen[node.id])
    for number, node in enumerate(order):
        what = english.render(node.what)
        numbers[what] += 1
        yield (
            node.id,
            replace(
                node,
                id=f"unnamed:{number:04}",
                name=f"{what} {numbers[what]}",
                name_fr=f"{french.render(node.what)} {numbers[what]}",
            ),
        )


def _seen(nodes: Iterable[Node], ties: Iterable[Tie], unnamed: set[str]) -> dict[str, list[str]]:
    """Tell what is seen of each node: its kind or its name, and the same of those around it."""
    graph: nx.Graph[str] = nx.Graph()
    for node in nodes:
        graph.add_node(node.id, seen=str(node.what) if node.id in unnamed else node.id)
    graph.add_edges_from((tie.source, tie.target) for tie in ties)
    return nx.weisfeiler_lehman_subgraph_hashes(
        graph, node_attr="seen", include_initial_labels=True
    )


def _public_ties(scene: Scene, snapshot: Snapshot) -> Iterator[Tie]:
    """Make the lines anew of such records alone as public sources tell of."""
    day = scene.caption.as_of
    drawn = {(tie.source, tie.target, tie.style) for tie in scene.ties}

    def is_told(record: Membership | PartnershipTie) -> bool:
        return is_active(record.since, record.until, day) and _is_public(snapshot, record)

    tables = [snapshot.seats_of_body.get(node.id, ()) for node in scene.nodes]
    seats = (seat for held in tables for seat in held if is_told(seat))
    around = [snapshot.ties_of_partnership.get(node.id, ()) for node in scene.nodes]
    others = (partnership_tie(tie) for held in around for tie in held if is_told(tie))
    for tie in (*seat_ties(seats), *others):
        if (tie.source, tie.target, tie.style) in drawn:
            yield tie


def _is_public_body(snapshot: Snapshot, item: str) -> bool:
    return item in snapshot.bodies and _is_public(snapshot, snapshot.bodies[item])


def _is_public(snapshot: Snapshot, record: Evidence) -> bool:
    """Whether something rests on a document that anybody can open, and not loosely."""
    if record.confidence is Confidence.LOW:
        return False
    known = (snapshot.sources[item] for item in record.sources if item in snapshot.sources)
    return any(
        str(source.url).lower().startswith(("https://", "http://"))
        and source.kind not in _UNPUBLISHED
        for source in known
    )
