"""The map of a part of the network: picture, legend, and the same in a table."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from markupsafe import Markup

from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.analytics.two_mode import betweenness_normalized
from graphsvc.analytics.views import two_mode
from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.api.pages.map_forms import save_form
from graphsvc.api.pages.map_path import Ends, ends, path_box
from graphsvc.api.pages.time_slider import slider
from graphsvc.language import message
from graphsvc.model import ids
from graphsvc.model.snapshot import Snapshot
from graphsvc.viz.maps import draw
from graphsvc.viz.page import network_of
from graphsvc.viz.picture import svg
from graphsvc.viz.scene import MOST_NODES, Scene, SizeBy
from graphsvc.web import addresses
from graphsvc.web.pieces import Choice, MapPreview, Option, Text
from graphsvc.web.rendering import environment
from graphsvc.web.views import MapPage

router = APIRouter(include_in_schema=False)
MOST_STEPS = 2


class Size(StrEnum):
    """What the sizes on a map stand for."""

    TIES = "ties"
    BRIDGING = "bridging"


_SIZES = {
    Size.TIES: message("Number of connections"),
    Size.BRIDGING: message("Betweenness"),
}
_STEPS = {1: message("One table away"), 2: message("Two tables away")}
_WHOLE = message("The whole network")


@router.get("/map")
def show(
    frame: FrameDep,
    *,
    of: Annotated[str, Query(max_length=200)] = WHOLE,
    steps: Annotated[int, Query(ge=1, le=MOST_STEPS)] = 1,
    size: Size = Size.TIES,
    between: Annotated[Ends, Depends(ends)],
) -> Response:
    """Show the map of the whole, a partnership, a body or an organization's neighbourhood."""
    scope = frame.scope(of)
    scene = scene_of(frame, scope, steps, size)
    network = network_of(scene, frame.speech, environment(frame.speech.code), addresses.of_node)
    view = {"of": of, "exclude": frame.left_out, "size": size, "steps": str(steps)}
    query = {**view, **frame.kept}
    page = MapPage(
        heading=heading(frame, of),
        form=frame.form(*_choices(of, steps, size), hidden=(("of", of),)),
        data=network.data_block(),
        picture=_picture(frame, scene, scope, steps, size),
        measure=scene.size_by.label,
        as_of=frame.as_of,
        back=None if of == WHOLE else frame.link(of),
        picture_href=addresses.with_query("/map.svg", query),
        node_legend=scene.node_legend,
        tie_legend=scene.tie_legend,
        rows=scene.rows,
        facts=scene.caption.facts,
        limits=scene.caption.limits,
        path=path_box(frame, scene, query, between),
        time=slider(frame, of, view),
        save=save_form(frame, query),
    )
    return frame.respond(page)


@router.get("/map.svg")
def picture(
    frame: FrameDep,
    *,
    of: Annotated[str, Query(max_length=200)] = WHOLE,
    steps: Annotated[int, Query(ge=1, le=MOST_STEPS)] = 1,
    size: Size = Size.TIES,
) -> Response:
    """Return the map as a picture that can be kept."""
    scene = scene_of(frame, frame.scope(of), steps, size)
    name = f"map-{of.replace(':', '-').replace('~', '-')}-{frame.as_of}.svg"
    headers = {**frame.headers, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(
        str(svg(scene, frame.speech, alone=True)), media_type="image/svg+xml", headers=headers
    )


def scene_of(frame: Frame, scope: Scope, steps: int = 1, size: Size = Size.TIES) -> Scene:
    """Return what is drawn, laid out once as long as nothing of it changes."""
    part = frame.keeper.part(frame.snapshot, scope.of)
    return frame.keeper.answer(
        part, ("scene", scope, steps, size), lambda: scene_on(part, scope, steps, size)
    )


def scene_on(
    part: Snapshot, scope: Scope, steps: int = 1, size: Size = Size.TIES, *, laid_out: bool = True
) -> Scene:
    """Draw a scene on the day of its scope."""
    sizes = _size_by(part, scope, size)
    return draw(part, scope, size_by=sizes, steps=steps, laid_out=laid_out)


def preview(frame: Frame, of: str) -> MapPreview | None:
    """Return the still picture of a map for a page; None where there is nothing to draw."""
    scope = frame.scope(of)
    scene = scene_of(frame, scope)
    if not scene.nodes:
        return None
    href = addresses.map_of(of, **frame.kept, exclude=frame.left_out)
    return MapPreview(_picture(frame, scene, scope, 1, Size.TIES), href)


def _picture(frame: Frame, scene: Scene, scope: Scope, steps: int, size: Size) -> Markup:
    part = frame.keeper.part(frame.snapshot, scope.of)
    key = ("svg", scope, steps, size, frame.speech.code)
    return frame.keeper.answer(part, key, lambda: svg(scene, frame.speech))


def _size_by(snapshot: Snapshot, scope: Scope, size: Size) -> SizeBy | None:
    """Return what sizes stand for; None for the number of ties, which the map counts itself."""
    if size is Size.TIES:
        return None
    graph = two_mode(snapshot, scope)
    if graph.number_of_nodes() > MOST_NODES:
        return None  # drawn from afar: its nodes are partnerships
    return SizeBy(str(size), _SIZES[size], betweenness_normalized(graph))


def heading(frame: Frame, of: str) -> Text:
    """Name what a map is of."""
    return _WHOLE if of == WHOLE else frame.link(of).text


def _choices(of: str, steps: int, size: Size) -> tuple[Choice, ...]:
    sizes = tuple(Option(str(each), label, chosen=each is size) for each, label in _SIZES.items())
    choices = [Choice("size", message("Size stands for"), sizes)]
    if of.startswith(f"{ids.ORGANIZATION}:"):
        reach = tuple(
            Option(str(number), label, chosen=number == steps) for number, label in _STEPS.items()
        )
        choices.append(Choice("steps", message("How far"), reach))
    return tuple(choices)
