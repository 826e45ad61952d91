"""The map of a part of the network over time: what its slider shows, day by day."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.api.pages.map_wish import WishDep, check
from graphsvc.api.pages.maps import plain_scene
from graphsvc.api.pages.time_slider import days_of, slider
from graphsvc.dates import today
from graphsvc.errors import InvalidInput
from graphsvc.language import Language, message
from graphsvc.viz.looks import GroupBy
from graphsvc.viz.maps import draw
from graphsvc.viz.page import drawn_size, json_block, network_of
from graphsvc.viz.palette import NODE_STYLES
from graphsvc.viz.timeline import Step, Timeline, over_time
from graphsvc.web import addresses, names
from graphsvc.web.rendering import environment

router = APIRouter(include_in_schema=False)


@router.get(addresses.MAP_TIME)
def show(frame: FrameDep, chosen: WishDep) -> Response:
    """Tell what a map shows on each of its days, each node in one place."""
    check(frame, chosen)
    frame.scope(chosen.of)
    is_grouped = chosen.community or chosen.look.group is not GroupBy.NONE
    shown = None if is_grouped else plain_scene(frame, chosen)
    if shown is None or slider(frame, chosen, shown) is None:
        raise InvalidInput.single(
            message("This map has no slider: it shows one day at a time."),
            message("Open the map of one partnership, or of one council or committee."),
            field="of",
        )
    part = frame.keeper.part(frame.snapshot, chosen.of)
    key = ("over time", frame.scope(chosen.of), chosen, today(), frame.speech.code)

    def told() -> str:
        line = over_time(
            days_of(frame, chosen.of),
            lambda day: draw(part, frame.scope(chosen.of, day), chosen.look, laid_out=False),
            shown,
        )
        return str(json_block(_told(line, frame)))

    body = frame.keeper.answer(part, key, told)
    return Response(body, media_type="application/json", headers=frame.headers)


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
