"""The map of a part of the network over time: what its slider shows, day by day."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NoReturn

from fastapi import APIRouter, Response

from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.api.pages.map_wish import Wish, WishDep, check
from graphsvc.api.pages.maps import language_of, plain_scene
from graphsvc.api.pages.time_slider import days_of, slider
from graphsvc.dates import today
from graphsvc.errors import InvalidInput
from graphsvc.language import Language, message
from graphsvc.model.snapshot import Snapshot
from graphsvc.viz.looks import GroupBy
from graphsvc.viz.maps import draw
from graphsvc.viz.page import drawn_size, json_block, network_of
from graphsvc.viz.palette import NODE_STYLES
from graphsvc.viz.scene import Scene
from graphsvc.viz.timeline import Step, Timeline, over_time
from graphsvc.web import addresses
from graphsvc.web.rendering import environment

router = APIRouter(include_in_schema=False)


@router.get(addresses.MAP_TIME)
def show(frame: FrameDep, chosen: WishDep) -> Response:
    """Tell what a map shows on each of its days, each node in one place."""
    check(frame, chosen)
    frame.scope(chosen.of)
    if chosen.community or chosen.look.group is GroupBy.COMMUNITY:
        _refuse()
    part = frame.keeper.part(frame.snapshot, chosen.of)
    key = ("over time", frame.scope(chosen.of), chosen, today(), frame.speech.code)

    def told() -> str | InvalidInput:
        # What is refused is kept too, so that it is not worked out again only to be refused.
        try:
            return str(json_block(_told(_line(frame, chosen, part), frame)))
        except InvalidInput as error:
            return error

    body = frame.keeper.answer(part, key, told)
    if isinstance(body, InvalidInput):
        raise InvalidInput(body.faults)
    return Response(body, media_type="application/json", headers=frame.headers)


def _line(frame: Frame, chosen: Wish, part: Snapshot) -> Timeline:
    shown = plain_scene(frame, chosen, _refuse)
    if slider(frame, chosen, shown) is None:
        _refuse()

    look = chosen.look
    if shown.caption.aggregated:
        # So that a day with less on it is seen in the same way.
        look = replace(look, group=GroupBy.PARTNERSHIP)

    def on(day: str) -> Scene:
        scope = frame.scope(chosen.of, day)
        return draw(part, scope, look, groups=_refuse, laid_out=False)

    return over_time(days_of(frame, chosen.of), on, shown)


def _refuse() -> NoReturn:
    """Refuse a map that is followed over no days; communities are asked for by such alone."""
    raise InvalidInput.single(
        message("This map has no slider: it shows one day at a time."),
        message(
            "Open the map of one partnership, of one council or committee, or the whole grouped by "
            "partnership."
        ),
        field="of",
    )


def _told(line: Timeline, frame: Frame) -> dict[str, Any]:
    """Write a timeline as the script of the slider reads it."""
    speech = frame.speech

    def beside(node: Any) -> dict[str, str]:
        return {**addresses.of_node(node, **frame.kept), **language_of(frame, node)}

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
