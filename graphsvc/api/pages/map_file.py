"""A map as one file that is opened anywhere without a connection, and for whom it is."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from fastapi import APIRouter, Response

from graphsvc.analytics.scope import WHOLE
from graphsvc.api.deps import JobsDep
from graphsvc.api.pages.frame import Frame, FrameDep, shell_of
from graphsvc.api.pages.long_answers import wait
from graphsvc.api.pages.map_wish import Wish, WishDep, check
from graphsvc.api.pages.maps import heading, language_of, narrowed_to, only, scene_of
from graphsvc.api.waiting import StillWorking
from graphsvc.language import Date, message
from graphsvc.viz.looks import GroupBy, Look
from graphsvc.viz.maps import left_out
from graphsvc.viz.page import network_of
from graphsvc.viz.picture import svg
from graphsvc.viz.redaction import LEVELS, Level, redacted
from graphsvc.viz.scene import Scene
from graphsvc.viz.sizes import Size
from graphsvc.web import addresses
from graphsvc.web.pieces import Text, ViewForm
from graphsvc.web.rendering import environment, render
from graphsvc.web.views.map_file import MapFile

router = APIRouter(include_in_schema=False)


@router.get(addresses.MAP_FILE)
def show(frame: FrameDep, jobs: JobsDep, chosen: WishDep, level: Level = Level.PUBLIC) -> Response:
    """Return the map as a page that holds everything it needs."""
    check(frame, chosen)
    if level is Level.PUBLIC:
        chosen = _plain(chosen)
    elif level is Level.PARTNERS:
        # Without measures, where a node stands for many organizations too.
        chosen = chosen.seen_as(replace(chosen.look, size=Size.TIES))
    try:
        whole = scene_of(frame, chosen, jobs)
        narrowed = narrowed_to(frame, chosen, jobs)
    except StillWorking as error:
        return wait(frame, error, heading(frame, chosen.of))
    part = frame.keeper.part(frame.snapshot, chosen.of)
    key = ("map for", level, frame.scope(chosen.of), chosen)
    scene = frame.keeper.answer(part, key, lambda: redacted(whole, part, level))
    # Inside, the facts of the map tell it already; the public may not know of whom.
    out = left_out(part, frame.scope(chosen.of)) if level is Level.PARTNERS else ()
    page = replace(
        _page(frame, scene, chosen, level),
        limits=(*scene.caption.limits, *map(only, narrowed), *out),
    )
    text = render(page, shell_of(frame.request, frame.speech))
    headers = {
        **frame.headers,
        # The id of what it is of is a name, and may not be for everybody.
        "Content-Disposition": f'attachment; filename="map-{level}-{frame.as_of}.html"',
    }
    return Response(text, media_type="text/html; charset=utf-8", headers=headers)


def _plain(chosen: Wish) -> Wish:
    """Return the map without what would tell more of somebody unnamed than the lines do.

    Who is left by a filter has the role or the sector that was chosen; a community is called by the
    organizations in it; and what two organizations share is told only by their tables.
    """
    group = chosen.look.group
    kept = GroupBy.NONE if group is GroupBy.COMMUNITY else group
    return Wish(chosen.of, Look(group=kept, steps=chosen.look.steps))


def _page(frame: Frame, scene: Scene, chosen: Wish, level: Level) -> MapFile:
    speech = frame.speech
    network = network_of(scene, speech, environment(speech.code), partial(language_of, frame))
    return MapFile(
        heading=_heading(frame, chosen.of, scene, level),
        form=ViewForm("", frame.as_of),
        file=f"map-{level}-{frame.as_of}",
        data=network.data_block(),
        picture=svg(scene, speech),
        measure=scene.size_by.label,
        meaning=scene.size_by.meaning,
        node_legend=scene.node_legend,
        tie_legend=scene.tie_legend,
        rows=scene.rows,
        facts=scene.caption.facts,
        notice=message("As of {day}. {level}.", day=Date(frame.as_of), level=LEVELS[level]),
    )


def _heading(frame: Frame, of: str, scene: Scene, level: Level) -> Text:
    """Name what the map is of, unless the map itself does not."""
    focus = next((node for node in scene.nodes if node.id == scene.caption.focus), None)
    is_for_all = of == WHOLE or of in frame.snapshot.partnerships
    if focus is None and level is Level.PUBLIC and not is_for_all:
        return message("Map")
    return focus or heading(frame, of)
