"""A map for others: what of it is shown to the public, to partners, and inside.

What is taken out is taken out here, before anything is written: ids too, since they are made of
names. See docs/decisions for who may see what, and why that is no promise of anonymity.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from graphsvc.dates import is_active
from graphsvc.language import Message, language, message, messages
from graphsvc.model import ids
from graphsvc.model.entities import Evidence
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import Confidence, SourceKind
from graphsvc.viz import palette
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
    """Return a map with what readers of a level may see; all stays in its place.

    Parameters
    ----------
    scene
        A map of organizations and tables, or of partnerships; not modified.
    snapshot
        The graph it was drawn of.
    level
        For whom it is. For partners, sizes stand for the number of connections, which the lines
        show anyway, and nothing is said of gaps. For the public, besides, organizations and tables
        that no public source tells of stand without their names, and of those that are named only
        such lines are drawn as a public source tells of.
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
    composed = compose(draft, caption, sizes, laid_out=False)
    return replace(
        composed, positions={again[item]: point for item, point in scene.positions.items()}
    )


@dataclass(slots=True)
class _Public:
    """What public sources tell of: tables, and who has to do with which table or partnership."""

    bodies: set[str]
    pairs: set[tuple[str, str]]


class _Shown:
    """A scene as the public may see it."""

    def __init__(self, scene: Scene, snapshot: Snapshot) -> None:
        public = _public(snapshot, scene.caption.as_of)
        # Named only by what is drawn here: a public seat elsewhere tells nothing of one here.
        public.pairs &= {(tie.source, tie.target) for tie in scene.ties}
        named = {item for pair in public.pairs for item in pair} | public.bodies
        self._new = dict(_anonymous(node for node in scene.nodes if not _has_name(node, named)))
        self.nodes = tuple(self._new.get(node.id, node) for node in scene.nodes)
        kept = [tie for tie in scene.ties if self._is_told(tie, public)]
        renamed = {(tie.source, tie.target, str(tie.words)): tie for tie in map(self._as, kept)}
        self.ties = tuple(renamed.values())
        self.facts = tuple(self._told(len(scene.ties) - len(kept)))

    def _is_told(self, tie: Tie, public: _Public) -> bool:
        if tie.style in _OF_TABLES:
            return True
        if tie.source in self._new:
            # Who hosts or funds a partnership is known by that.
            return not tie.target.startswith(f"{ids.PARTNERSHIP}:")
        return (tie.source, tie.target) in public.pairs

    def _as(self, tie: Tie) -> Tie:
        source, target = self._new.get(tie.source), self._new.get(tie.target)
        if source and tie.style not in _OF_TABLES:
            # A chair is known by its chair.
            tie = replace(tie, words=_SEAT, style=palette.MEMBER.key, strength=1)
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


def _anonymous(nodes: Iterable[Node]) -> Iterator[tuple[str, Node]]:
    """Name each by its kind and a number, in an order that tells nothing of the names."""
    english, french = language("en"), language("fr")
    numbers: Counter[str] = Counter()
    order = sorted(nodes, key=lambda node: hashlib.sha256(node.id.encode()).digest())
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


def _public(snapshot: Snapshot, day: str) -> _Public:
    found = _Public(set(), set())
    for body in snapshot.bodies.values():
        if _is_public(snapshot, body):
            found.bodies.add(body.id)
    for position in snapshot.seats.active(day).nonzero()[0]:
        seat = snapshot.seats[int(position)]
        if _is_public(snapshot, seat):
            found.pairs.add((seat.organization, seat.body))
    for tie in snapshot.partnership_ties:
        if is_active(tie.since, tie.until, day) and _is_public(snapshot, tie):
            found.pairs.add((tie.organization, tie.partnership))
    return found


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
