"""A map over time: the days on which something changed, and one layout for all of them.

A node has one place on every day, so that what a reader sees come and go has really come and gone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from graphsvc.analytics.scope import WHOLE
from graphsvc.dates import first_day
from graphsvc.errors import InvalidInput
from graphsvc.language import message
from graphsvc.model import ids
from graphsvc.model.entities import (
    Body,
    Membership,
    Partnership,
    PartnershipLink,
    PartnershipTie,
)
from graphsvc.model.snapshot import Snapshot
from graphsvc.viz.composing import on_one_scale, placed
from graphsvc.viz.layout import Point
from graphsvc.viz.scene import MOST_NODES, MOST_TIES, Node, Scene, Tie

_Dated = Membership | Body | Partnership | PartnershipLink | PartnershipTie
MOST_STEPS = 40
# In how many ways a line may be drawn on different days: wider, or beside another.
_MOST_DRAWN = 4


def days_of_change(snapshot: Snapshot, of: str, day: str, last: str) -> tuple[str, ...]:
    """Return the days a slider goes over.

    Parameters
    ----------
    snapshot
        The graph; not modified.
    of
        A partnership, a body, an organization, or the whole, seen by partnership.
    day
        The day of the map, which is always among them.
    last
        No later day is told, so that nothing foreseen is shown as if it had come.

    Returns
    -------
    tuple[str, ...]
        In order; where the first change is that somebody left, from the day before. Where there
        are more than `MOST_STEPS`, the last change of each month, quarter or year stands for those
        before it in the same; of years, the newest.
    """
    records = list(_dated(snapshot, of))
    found = {
        first_day(day_or_month).isoformat()
        for record in records
        for day_or_month in (record.since, record.until)
        if day_or_month
    }
    # Of who was there from a day that nobody wrote down, only the end is known.
    ends = [first_day(each.until) for each in records if each.until and not each.since]
    if ends and min(ends).isoformat() == min(found) and min(ends) > date.min:
        found.add((min(ends) - timedelta(days=1)).isoformat())
    days = sorted(each for each in found if each <= last)
    for period in _PERIODS:
        if len(days) < MOST_STEPS:
            break
        days = list({period(each): each for each in days}.values())
    return tuple(sorted({*days[1 - MOST_STEPS :], day}))


_PERIODS: tuple[Callable[[str], object], ...] = (
    lambda day: day[:7],
    lambda day: (day[:4], (int(day[5:7]) - 1) // 3),
    lambda day: day[:4],
)


def _dated(snapshot: Snapshot, of: str) -> Iterator[_Dated]:
    """Yield the records whose beginning or end changes the map."""
    bodies: Iterable[str]
    if of == WHOLE:
        # Seen by partnership: who hosts or funds one is not on it.
        bodies = snapshot.bodies
        yield from snapshot.partnerships.values()
        yield from snapshot.partnership_links
    elif of.startswith(f"{ids.ORGANIZATION}:"):
        own = snapshot.seats_of_organization.get(of, ())
        # Who sits at a table before it came, or after it went, is not on its map.
        bodies = {seat.body for seat in own}
        yield from snapshot.ties_of_organization.get(of, ())
    elif of in snapshot.bodies:
        bodies = [item for item in snapshot.bodies if _is_under(snapshot, item, of)]
    else:
        bodies = snapshot.bodies_of.get(of, ())
        yield from snapshot.ties_of_partnership.get(of, ())
    for body in bodies:
        yield snapshot.bodies[body]
        yield from snapshot.seats_of_body.get(body, ())


def _is_under(snapshot: Snapshot, body: str, of: str) -> bool:
    while body in snapshot.bodies and body != of:
        body = snapshot.bodies[body].part_of
    return body == of


@dataclass(frozen=True, slots=True)
class Step:
    """A day of a timeline: its scene, and which of all ties hold on it, by position."""

    day: str
    scene: Scene
    ties: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Scenes of several days with one place for each node.

    Attributes
    ----------
    whole
        Everything that is there on any day, laid out; each node at its largest.
    steps
        In order of the days.
    """

    whole: Scene
    steps: tuple[Step, ...]


def over_time(days: Iterable[str], draw_on: Callable[[str], Scene], shown: Scene) -> Timeline:
    """Lay out scenes of several days together.

    Parameters
    ----------
    days
        From `days_of_change`.
    draw_on
        Draws the scene of a day; it needs no positions.
    shown
        The map as it stands, laid out. What is on it stays where it is as far as newcomers let it.

    Raises
    ------
    InvalidInput
        All days together have more nodes or ties than a map may have.
    """
    scenes = _scenes(days, draw_on, shown)
    nodes: dict[str, Node] = {}
    ties: dict[tuple[object, ...], Tie] = {}
    for scene in scenes.values():
        _gather(scene, nodes, ties)
    order = sorted(ties)
    place = {key: index for index, key in enumerate(order)}
    kept = tuple(nodes[item] for item in sorted(nodes))
    drawn = tuple(ties[key] for key in order)
    whole = replace(
        shown, nodes=kept, ties=drawn, positions=_grown(kept, drawn, shown.positions), rows=()
    )
    steps = (
        Step(day, scene, tuple(place[_key(tie)] for tie in scene.ties))
        for day, scene in sorted(scenes.items())
    )
    return Timeline(whole, tuple(steps))


def _scenes(
    days: Iterable[str], draw_on: Callable[[str], Scene], shown: Scene
) -> Mapping[str, Scene]:
    """Draw every day, unless all together is too much."""
    scenes: dict[str, Scene] = {}
    nodes: dict[str, Node] = {}
    ties: dict[tuple[object, ...], Tie] = {}
    # The newest first: as a rule it has most, and what is too much is then found out at once.
    for day in sorted(days, reverse=True):
        scene = scenes[day] = draw_on(day)
        _gather(scene, nodes, ties)
        is_other = scene.caption.aggregated != shown.caption.aggregated
        _check(nodes.values(), ties.values(), is_other=is_other)
    # Of partnerships it is the numbers that are compared from day to day.
    return on_one_scale(scenes) if shown.caption.aggregated else scenes


def _gather(scene: Scene, nodes: dict[str, Node], ties: dict[tuple[object, ...], Tie]) -> None:
    """Add what is there on a day, each node at its largest."""
    for node in scene.nodes:
        if node.id not in nodes or nodes[node.id].radius < node.radius:
            nodes[node.id] = node
    ties.update((_key(tie), tie) for tie in scene.ties)


def _check(nodes: Collection[Node], ties: Collection[Tie], *, is_other: bool) -> None:
    lines = {(tie.source, tie.target, tie.style) for tie in ties}
    if (
        is_other
        or len(nodes) > MOST_NODES
        or len(lines) > MOST_TIES
        or len(ties) > _MOST_DRAWN * MOST_TIES
    ):
        raise InvalidInput.single(
            message(
                "On all days together there is more than {nodes} nodes and {ties} lines can show.",
                nodes=MOST_NODES,
                ties=MOST_TIES,
            ),
            message("Choose a day in the list, or open the map of a smaller part."),
            field="of",
        )


def _key(tie: Tie) -> tuple[object, ...]:
    # A tie that stands beside others on one day and alone on another is drawn in two ways.
    return tie.source, tie.target, tie.style, str(tie.words), tie.width, tie.bend


def _grown(
    nodes: Sequence[Node], ties: Sequence[Tie], start: Mapping[str, Point]
) -> Mapping[str, Point]:
    """Place newcomers around those who have a place, a few at a time.

    A layout begins anew where most of its nodes are new; so no round adds more than there are.
    """
    near: dict[str, set[str]] = {node.id: set() for node in nodes}
    for tie in ties:
        near[tie.source].add(tie.target)
        near[tie.target].add(tie.source)
    points = dict(start)
    while len(points) < len(nodes):
        new = sorted(near.keys() - points.keys())
        beside = [item for item in new if near[item] & points.keys()]
        wanted = set((beside or new)[: max(len(points) - 1, 1) if points else len(new)])
        kept = points.keys() | wanted
        inside = [tie for tie in ties if tie.source in kept and tie.target in kept]
        points.update(placed([node for node in nodes if node.id in kept], inside, points))
    return points
