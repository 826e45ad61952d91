"""Maps from one revision to the next, on the real records and in the made-up region.

The limit is what the map owes its readers: of those who were there, half move by less than 2 % of
the diagonal of the picture, nothing is mirrored or turned, and who was far from it all stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import dist
from pathlib import Path
from random import Random

import numpy as np
import pytest

from graphsvc import ingest
from graphsvc.analytics.scope import Scope
from graphsvc.demonstration import generate
from graphsvc.model.entities import Changes, Membership, Organization
from graphsvc.model.snapshot import Snapshot
from graphsvc.viz.composing import Placement
from graphsvc.viz.maps import draw, ground
from graphsvc.viz.scene import Scene

DAY = "2026-04-01"
MOST_MOVED, MOST_TURNED = 0.02, 5.0  # of the diagonal; degrees


@pytest.fixture(scope="module")
def graphs(canada: Path) -> dict[str, Snapshot]:
    real, _ = ingest.understand([canada], Snapshot.of(Changes())).changes()
    return {"real": Snapshot.of(real), "made up": Snapshot.of(generate(12).changes)}


def changed(snapshot: Snapshot, bodies: list[str], random: Random) -> Iterator[Snapshot]:
    """Somebody new, one more seat of somebody known, and the end of a seat."""
    body = random.choice(bodies)
    held = [snapshot.seats[k] for k in range(len(snapshot.seats))]
    here = [seat for seat in held if seat.body in bodies and not seat.until]
    new = Organization(id="org:new", name="New")
    seat = Membership(id="seat:new", organization=new.id, body=body)
    yield snapshot.merged(Changes(organizations=(new,), memberships=(seat,)), 2)
    known = random.choice(here).organization if here else min(snapshot.organizations)
    yield snapshot.merged(Changes(memberships=(replace(seat, organization=known),)), 2)
    if here:
        ended = replace(random.choice(here), until="2026-01-01")
        yield snapshot.merged(Changes(memberships=(ended,)), 2)


def compared(before: Placement, after: Placement) -> tuple[float, float, bool]:
    """Return how far half of the nodes moved at most, by how much all turned, and if mirrored."""
    both = sorted(before.points.keys() & after.points.keys())
    old = np.array([before.points[item] for item in both])
    new = np.array([after.points[item] for item in both])
    size = float(np.hypot(*np.ptp(old, axis=0)))
    moved = float(np.median(np.hypot(*(old - new).T))) / size
    # The turn that fits best, after Kabsch, A solution for the best rotation, 1976.
    left, _, right = np.linalg.svd((old - old.mean(axis=0)).T @ (new - new.mean(axis=0)))
    turn = left @ right
    angle = abs(float(np.degrees(np.arctan2(turn[0, 1], turn[0, 0]))))
    return moved, angle, bool(np.linalg.det(turn) < 0)


@pytest.mark.parametrize("which", ["real", "made up"])
def test_one_change_moves_little_on_every_map(graphs: dict[str, Snapshot], which: str) -> None:
    snapshot, random = graphs[which], Random(7)
    seen = 0
    for of in ("all", *sorted(snapshot.partnerships)):
        bodies = sorted(snapshot.bodies if of == "all" else snapshot.bodies_of.get(of, ()))
        scope = Scope(of, DAY)
        before = ground(snapshot, scope)
        if len(before.points) < 8 or not bodies:
            continue
        for after in changed(snapshot, bodies, random):
            moved, angle, is_mirrored = compared(before, ground(after, scope, before=before))
            assert moved < MOST_MOVED, of
            assert angle < MOST_TURNED, of
            assert not is_mirrored, of
            seen += 1
    assert seen > 30


def test_what_did_not_change_stands_where_it_stood(graphs: dict[str, Snapshot]) -> None:
    scope = Scope("lip:peel", DAY)
    first = ground(graphs["real"], scope)
    assert ground(graphs["real"], scope) == first
    assert ground(graphs["real"], scope, before=first) is first
    # A change elsewhere in the country leaves the same mark.
    elsewhere = next(
        item for item in graphs["real"].bodies if graphs["real"].partnership_of[item] != "lip:peel"
    )
    stranger = Organization(id="org:new", name="New")
    seat = Membership(id="seat:new", organization=stranger.id, body=elsewhere)
    after = graphs["real"].merged(Changes(organizations=(stranger,), memberships=(seat,)), 2)
    assert ground(after, scope, before=first) is first


def mean_length(scene: Scene) -> float:
    places = scene.positions
    return float(np.mean([dist(places[tie.source], places[tie.target]) for tie in scene.ties]))


def test_after_many_changes_a_map_is_as_readable_as_a_new_one() -> None:
    snapshot, random = Snapshot.of(generate(12).changes), Random(3)
    of = max(snapshot.partnerships, key=lambda item: len(snapshot.bodies_of.get(item, ())))
    scope, bodies = Scope(of, DAY), sorted(snapshot.bodies_of[of])
    places = ground(snapshot, scope)
    for number in range(40):
        seat = Membership(
            id=f"seat:new-{number}",
            organization=random.choice(sorted(snapshot.organizations)),
            body=random.choice(bodies),
        )
        snapshot = snapshot.merged(Changes(memberships=(seat,)), number + 2)
        places = ground(snapshot, scope, before=places)
    carried, new = draw(snapshot, scope, start=places.points), draw(snapshot, scope)

    assert mean_length(carried) < 1.25 * mean_length(new)
    # Nodes stand apart as they are drawn.
    radius = {node.id: node.radius for node in carried.nodes}
    order = sorted(radius)
    points = np.array([carried.positions[item] for item in order])
    room = np.array([radius[item] for item in order])
    apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    assert (apart >= room[:, None] + room[None]).all()
