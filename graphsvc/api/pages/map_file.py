"""A map as one file that is opened anywhere without a connection, and for whom it is."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from graphsvc.analytics.scope import WHOLE
from graphsvc.api.pages.frame import Frame, FrameDep, shell_of
from graphsvc.api.pages.map_path import NO_PATH
from graphsvc.api.pages.maps import MOST_STEPS, Size, heading, scene_of
from graphsvc.language import Date, message
from graphsvc.viz.page import network_of
from graphsvc.viz.picture import svg
from graphsvc.viz.redaction import LEVELS, Level, redacted
from graphsvc.viz.scene import Scene
from graphsvc.web import addresses
from graphsvc.web.pieces import Text, ViewForm
from graphsvc.web.rendering import environment, render
from graphsvc.web.views.map_file import MapFile

router = APIRouter(include_in_schema=False)


@router.get(addresses.MAP_FILE)
def show(
    frame: FrameDep,
    *,
    of: Annotated[str, Query(max_length=200)] = WHOLE,
    steps: Annotated[int, Query(ge=1, le=MOST_STEPS)] = 1,
    size: Size = Size.TIES,
    level: Level = Level.PUBLIC,
) -> Response:
    """Return the map as a page that holds everything it needs."""
    drawn = scene_of(frame, frame.scope(of), steps, size)
    scene = redacted(drawn, frame.snapshot, level)
    page = _page(frame, scene, _heading(frame, of, scene), level)
    text = render(page, shell_of(frame.request, frame.speech))
    headers = {
        **frame.headers,
        # The id of what it is of is a name, and may not be for everybody.
        "Content-Disposition": f'attachment; filename="map-{level}-{frame.as_of}.html"',
    }
    return Response(text, media_type="text/html; charset=utf-8", headers=headers)


def _page(frame: Frame, scene: Scene, title: Text, level: Level) -> MapFile:
    speech = frame.speech
    network = network_of(scene, speech, environment(speech.code), lambda _: {})
    return MapFile(
        heading=title,
        form=ViewForm("", frame.as_of),
        data=network.data_block(),
        picture=svg(scene, speech),
        measure=scene.size_by.label,
        as_of=frame.as_of,
        node_legend=scene.node_legend,
        tie_legend=scene.tie_legend,
        rows=scene.rows,
        facts=scene.caption.facts,
        limits=scene.caption.limits,
        path=NO_PATH,
        notice=message("As of {day}. {level}.", day=Date(frame.as_of), level=LEVELS[level]),
    )


def _heading(frame: Frame, of: str, scene: Scene) -> Text:
    """Name what the map is of, unless the map itself does not."""
    focus = next((node for node in scene.nodes if node.id == scene.caption.focus), None)
    return focus or heading(frame, of)
