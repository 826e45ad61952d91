"""The map of a part of the network over time: what its slider shows, day by day."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from graphsvc.api.deps import JobsDep
from graphsvc.api.jobs import Jobs
from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.api.pages.map_wish import Wish, WishDep, check
from graphsvc.api.pages.maps import scene_of
from graphsvc.api.pages.time_slider import days_of, slider
from graphsvc.api.waiting import StillWorking
from graphsvc.dates import today
from graphsvc.errors import InvalidInput
from graphsvc.language import Language, message
from graphsvc.viz.looks import GroupBy
from graphsvc.viz.maps import draw
from graphsvc.viz.page import drawn_size, json_block, network_of
from graphsvc.viz.palette import NODE_STYLES
from graphsvc.viz.scene import Scene
from graphsvc.viz.timeline import Step, Timeline, over_time
from graphsvc.web import addresses, names
from graphsvc.web.rendering import environment

router = APIRouter(include_in_schema=False)


@router.get(addresses.MAP_TIME)
def show(frame: FrameDep, jobs: JobsDep, chosen: WishDep) -> Response:
    """Tell what a map shows on each of its days, each node in one place."""
    check(frame, chosen)
    frame.scope(chosen.of)
    shown = _shown(frame, chosen, jobs)
    if shown is None or slider(frame, chosen, shown) is None:
        raise InvalidInput.single(
            message("This map has no slider: it shows one day at a time."),
            message("Open the map of one partnership, or of one council or committee."),
            field="of",
        )
    part = frame.keeper.part(frame.snapshot, chosen.of)
    key = ("over time", frame.scope(chosen.of), chosen, today(), frame.speech.code)

    def draw_on(day: str) -> Scene:
        # Where organizations are one node, it is refused, whichever they are.
        scope = frame.scope(chosen.of, day)
        return draw(part, scope, chosen.look, groups=tuple, laid_out=False)

    def told() -> str:
        line = over_time(days_of(frame, chosen.of), draw_on, shown)
        return str(json_block(_told(line, frame)))

    body = frame.keeper.answer(part, key, told)
    return Response(body, media_type="application/json", headers=frame.headers)


def _shown(frame: Frame, chosen: Wish, jobs: Jobs) -> Scene | None:
    """Return the map as it stands; None where several organizations are one node."""
    if chosen.community or chosen.look.group is not GroupBy.NONE:
        return None
    try:
        return scene_of(frame, chosen, jobs)
    except StillWorking:
        return None


def _told(line: Timeline, frame: Frame) -> dict[str, Any]:
    """Write a timeline as the script of the slider reads it."""
    speech = frame.speech

    def beside(node: Any) -> dict[str, str]:
        lang = names.shown(node, speech.code).lang
        return {**addresses.of_node(node, **frame.kept), **({"lang": lang} if lang else {})}

    network = network_of(line.whole, speech, environment(speech.code), beside)
    place = {node.id: index for index, node in enumerate(line.whole.nodes)}
    return {
        "nodes": network.nodes,
        "edges": network.edges,
        "order": {
            key: [speech.render(sector.label) for sector in style.sectors]
            for key, style in NODE_STYLES.items()
        },
        "steps": [_step(step, place, speech) for step in line.steps],
    }


def _step(step: Step, place: dict[str, int], speech: Language) -> dict[str, Any]:
    measure = speech.render(step.scene.size_by.label)
    nodes = []
    for node in step.scene.nodes:
        value = speech.number(node.value, 3)
        nodes.append([place[node.id], drawn_size(node), node.value, value, f"{measure}: {value}"])
    return {
        "day": step.day,
        "facts": [speech.render(fact) for fact in step.scene.caption.facts],
        "nodes": nodes,
        "ties": step.ties,
    }
