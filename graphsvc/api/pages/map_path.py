"""The way between two organizations, from table to table, beside a map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Annotated

from fastapi import Query

from graphsvc.analytics.scope import WHOLE
from graphsvc.analytics.views import two_mode
from graphsvc.analytics.ways import MOST_TOLD, Ways, ways
from graphsvc.api.pages.frame import Frame
from graphsvc.language import Message, message, messages
from graphsvc.model.ids import fold
from graphsvc.search import Hit, Index
from graphsvc.viz.narrowing import Only, narrowed
from graphsvc.viz.page import json_block
from graphsvc.viz.scene import Scene
from graphsvc.web import addresses
from graphsvc.web.pieces import Link, Text
from graphsvc.web.views.map_path import End, PathBox, PathStep, fields

_LOOKED_AT = 20
_NONE = PathBox(ends=(End("from", ""), End("to", "")), hidden=(), clear_href="")


@dataclass(frozen=True, slots=True)
class Ends:
    """Between whom a way is asked for, as the reader wrote it."""

    source: str = ""
    target: str = ""

    @property
    def query(self) -> dict[str, str | None]:
        """The parameters of an address."""
        return {"from": self.source, "to": self.target}


def ends(
    source: Annotated[str, Query(alias="from", max_length=200)] = "",
    target: Annotated[str, Query(alias="to", max_length=200)] = "",
) -> Ends:
    """Read between whom a way is asked for."""
    return Ends(source.strip(), target.strip())


def path_box(
    frame: Frame,
    scene: Scene,
    only: Only,
    query: Mapping[str, str | Sequence[str] | None],
    asked: Ends,
) -> PathBox:
    """Return the form for a way, and the way that is asked for.

    Parameters
    ----------
    frame, scene
        The page and its map.
    only
        What the map is narrowed to.
    query
        What the address of the map holds beside the ends.
    asked
        Between whom.
    """
    empty = PathBox(
        ends=(
            End("from", message("Path from"), asked.source),
            End("to", message("Path to"), asked.target),
        ),
        hidden=fields({**query, "as_of": frame.as_of}),
        clear_href=addresses.with_query(addresses.MAP, query),
    )
    if not (asked.source or asked.target):
        return empty
    drawn = frozenset(node.id for node in scene.nodes)
    first, one = _named(frame, empty.ends[0], drawn)
    second, two = _named(frame, empty.ends[1], drawn)
    if one and one == two:
        second = replace(second, trouble=message("Choose two different organizations."))
        two = None
    if one is None or two is None:
        return replace(empty, ends=(first, second))
    told = _told(frame, scene, only, one, two)
    return replace(told, ends=(first, second), hidden=empty.hidden, clear_href=empty.clear_href)


def _named(frame: Frame, end: End, drawn: frozenset[str]) -> tuple[End, str | None]:
    """Find the organization that an end names; of several of one name, that on the map."""
    held = frame.snapshot
    if not end.written:
        return replace(end, trouble=message("Write the name of an organization.")), None
    if end.written in held.organizations:
        return replace(end, written=frame.speech.name(held.organizations[end.written])), end.written
    index = frame.keeper.answer(held, "search index", lambda: Index(held))
    hits = index.find(end.written, ("organizations",), _LOOKED_AT)
    wish = fold(end.written)

    def rank(hit: Hit) -> tuple[bool, bool, bool, float]:
        own = {fold(name) for name in (hit.record.name, hit.record.name_fr) if name}
        return wish not in own, fold(hit.matched) != wish, hit.id not in drawn, -hit.score

    hits.sort(key=rank)
    if not hits:
        trouble = message("No organization is called that. Choose a name from the list.")
        return replace(end, trouble=trouble), None
    return replace(end, written=frame.speech.name(hits[0].record)), hits[0].id


def _told(frame: Frame, scene: Scene, only: Only, one: str, two: str) -> PathBox:
    """Tell the way on the map, else that of the whole network, else that there is none."""
    held = frame.snapshot
    both = {"one": held.organizations[one], "two": held.organizations[two]}
    found = _on_map(frame, scene, only, one, two)
    if found:
        # Very many ways are a hairball: then only the one that is told is marked.
        marked = found.told if found.count <= MOST_TOLD else found.told[:1]
        return replace(
            _NONE,
            facts=tuple(_facts(found, both)),
            steps=_steps(frame, found.told[0]),
            data=json_block({"from": one, "to": two, "ties": sorted(_pairs(marked))}),
        )
    graph = two_mode(held, frame.scope(WHOLE))
    found = ways(graph, one, two) if one in graph and two in graph else None
    if found is None:
        none = message(
            "No way leads from {one} to {two} on this day: no table joins those around them.",
            **both,
        )
        return replace(_NONE, facts=(none,))
    elsewhere = _map_with(frame, found, one, two)
    return replace(
        _NONE,
        facts=(message("On this map no way joins the two."), *_facts(found, both)),
        steps=_steps(frame, found.told[0]),
        elsewhere=elsewhere,
    )


def _on_map(frame: Frame, scene: Scene, only: Only, one: str, two: str) -> Ways | None:
    drawn = {node.id for node in scene.nodes}
    if scene.caption.aggregated or not {one, two} <= drawn:
        return None
    scope = frame.scope(scene.caption.of)
    part = narrowed(frame.keeper.part(frame.snapshot, scope.of), scope, only)
    graph = two_mode(part, scope)
    if not drawn & part.bodies.keys():
        drawn |= part.bodies.keys()  # where no table is drawn, tables are the lines
    graph = graph.subgraph(drawn)
    return ways(graph, one, two) if one in graph and two in graph else None


def _pairs(marked: Iterable[tuple[str, ...]]) -> set[tuple[str, str]]:
    """Return who is next to whom on the way, with the tables between them and without."""
    return {pair for way in marked for pair in (*pairwise(way), *pairwise(way[::2]))}


def _facts(found: Ways, both: Mapping[str, Text]) -> list[Message]:
    tables = found.length // 2
    if tables == 1:
        first = message("{one} and {two} meet at the same table.", **both)
    else:
        first = message("{one} and {two} are {tables} tables apart.", **both, tables=tables)
    more = messages(
        "No other way is as short.",
        "{count} ways are as short; one of them is told here.",
        found.count,
        count=found.count,
    )
    return [first, more]


def _steps(frame: Frame, way: tuple[str, ...]) -> tuple[PathStep, ...]:
    held = frame.snapshot
    return tuple(
        PathStep(
            message(
                "{one} and {two} meet at {table}.",
                one=held.organizations[way[at - 1]],
                two=held.organizations[way[at + 1]],
                table=held.bodies[way[at]],
            ),
            way[at],
            held.bodies[way[at]],
        )
        for at in range(1, len(way), 2)
    )


def _map_with(frame: Frame, found: Ways, one: str, two: str) -> Link:
    """Return the map of the partnership that all of the way is in, else that of the whole."""
    held = frame.snapshot
    around = {held.partnership_of[item] for item in found.told[0][1::2]}
    of = around.pop() if len(around) == 1 else WHOLE
    query = {**frame.kept, "from": one, "to": two}
    return Link(message("The map that has both"), f"{addresses.map_of(of, **query)}#path")
