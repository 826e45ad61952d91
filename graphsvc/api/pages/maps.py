"""The map of a part of the network: picture, legend, and the same in a table."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from markupsafe import Markup

from graphsvc.analytics.scope import WHOLE
from graphsvc.api.deps import JobsDep
from graphsvc.api.jobs import Jobs
from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.api.pages.long_answers import wait
from graphsvc.api.pages.map_filters import active, filters, unfiltered, ways_out
from graphsvc.api.pages.map_form import choices, notes
from graphsvc.api.pages.map_path import Ends, ends, path_box
from graphsvc.api.pages.map_places import places_of
from graphsvc.api.pages.map_save import save_form
from graphsvc.api.pages.map_wish import Wish, WishDep, check, groups_of, link_to
from graphsvc.api.pages.outlook import Outlook
from graphsvc.api.pages.time_slider import slider
from graphsvc.api.waiting import StillWorking
from graphsvc.language import Date, Message, message
from graphsvc.viz.communities import PREFIX, Group, names_of
from graphsvc.viz.looks import GroupBy, Look
from graphsvc.viz.maps import Groups, draw
from graphsvc.viz.narrowing import Only
from graphsvc.viz.page import network_of
from graphsvc.viz.picture import svg
from graphsvc.viz.scene import Node, NodeKind, Scene
from graphsvc.viz.sheet import COUNTED, FICTIONAL, Heading, sheet
from graphsvc.viz.sizes import SIZES_OF_GROUPS, Size
from graphsvc.web import addresses, names
from graphsvc.web.pieces import Link, MapPreview, Text
from graphsvc.web.rendering import environment
from graphsvc.web.views import MapPage

router = APIRouter(include_in_schema=False)
_WHOLE = message("The whole network")
_SVG = f"{addresses.MAP}.svg"


@router.get(addresses.MAP)
def show(
    frame: FrameDep, jobs: JobsDep, chosen: WishDep, between: Annotated[Ends, Depends(ends)]
) -> Response:
    """Show the map of the whole, a partnership, a body or an organization's neighbourhood."""
    check(frame, chosen)
    try:
        scene = scene_of(frame, chosen, jobs)
        group = _group(frame, chosen, jobs)
    except StillWorking as error:
        return wait(frame, error, heading(frame, chosen.of))
    community = _called(frame, chosen, jobs, group)
    ways = {node.id: _ways(frame, chosen, scene, node) for node in scene.nodes}
    network = network_of(
        scene, frame.speech, environment(frame.speech.code), lambda node: ways[node.id]
    )
    found = active(frame, chosen, community)
    members = group.members if group else frozenset[str]()
    only = replace(chosen.look.only, members=members)
    query = {**chosen.query, **frame.kept}
    # Only what the map is of, or not even that.
    is_empty = bool(found) and all(node.id == chosen.of for node in scene.nodes)
    page = MapPage(
        heading=community or heading(frame, chosen.of),
        form=frame.form(
            *choices(chosen, scene),
            hidden=(("of", chosen.of), ("community", chosen.community)),
            filters=filters(frame, chosen),
        ),
        active=found,
        unfiltered=unfiltered(frame, chosen),
        ways_out=ways_out(frame, chosen, members) if is_empty else (),
        data=network.data_block(),
        picture=_picture(frame, chosen, scene),
        measure=scene.size_by.label,
        meaning=scene.size_by.meaning,
        hrefs={item: way.get("page", way["map"]) for item, way in ways.items()},
        back=_back(frame, chosen),
        file=_file(frame, chosen),
        picture_href=link_to(frame, chosen, _SVG),
        node_legend=scene.node_legend,
        tie_legend=scene.tie_legend,
        rows=() if is_empty else scene.rows,
        facts=() if is_empty else scene.caption.facts,
        limits=(*scene.caption.limits, *notes(chosen, scene)),
        path=path_box(frame, scene, only, query, between),
        save=save_form(frame, query),
        time=slider(frame, chosen, scene),
    )
    return frame.respond(page)


@router.get(_SVG)
def picture(frame: FrameDep, jobs: JobsDep, chosen: WishDep) -> Response:
    """Return the map as a picture that can be kept."""
    check(frame, chosen)
    try:
        scene = scene_of(frame, chosen, jobs)
    except StillWorking as error:
        return wait(frame, error, heading(frame, chosen.of))
    name = f"{_file(frame, chosen)}.svg"
    headers = {**frame.headers, "Content-Disposition": f'attachment; filename="{name}"'}
    drawn = sheet(scene, frame.speech, _heading(frame, chosen, jobs))
    return Response(str(drawn), media_type="image/svg+xml", headers=headers)


def _file(frame: Frame, chosen: Wish) -> str:
    return f"map-{chosen.of.replace(':', '-').replace('~', '-')}-{frame.as_of}"


def _heading(frame: Frame, chosen: Wish, jobs: Jobs) -> Heading:
    """Say on a picture what the page around it would say."""
    narrowed = map(only, narrowed_to(frame, chosen, jobs))
    community = _called(frame, chosen, jobs, _group(frame, chosen, jobs))
    return Heading(
        message("Map: {name}", name=community or heading(frame, chosen.of)),
        message("As of {day}.", day=Date(frame.as_of)),
        (*narrowed, COUNTED, *((FICTIONAL,) if frame.is_fictional else ())),
    )


def scene_of(frame: Frame, chosen: Wish, jobs: Jobs) -> Scene:
    """Return what is drawn, laid out once as long as nothing of it changes.

    Raises
    ------
    StillWorking
        Communities are needed and take long.
    """
    group = _group(frame, chosen, jobs)
    members = group.members if group else frozenset[str]()
    return _drawn(frame, chosen, members, lambda: groups_of(frame, jobs, frame.scope(chosen.of)))


def plain_scene(view: Outlook, chosen: Wish, groups: Groups | None = None) -> Scene:
    """Return what is drawn where no communities are asked for; some maps need them all the same."""
    return _drawn(view, chosen, groups=groups)


def _drawn(
    view: Outlook,
    chosen: Wish,
    members: frozenset[str] = frozenset(),
    groups: Groups | None = None,
) -> Scene:
    scope = view.scope(chosen.of)
    part = view.keeper.part(view.snapshot, chosen.of)
    look = replace(chosen.look, only=replace(chosen.look.only, members=members))
    plain = Look(group=look.group, steps=look.steps, only=Only(members=members))

    def drawn() -> Scene:
        start = places_of(view, scope, plain, groups).points
        return draw(part, scope, look, groups=groups, start=start)

    return view.keeper.answer(part, ("scene", scope, look), drawn)


def preview(view: Outlook, of: str) -> MapPreview | None:
    """Return the still picture of a map for a page; None where there is nothing to draw."""
    chosen = Wish(of)
    scene = plain_scene(view, chosen)
    if not scene.nodes:
        return None
    return MapPreview(_picture(view, chosen, scene), link_to(view, chosen))


def _picture(frame: Outlook, chosen: Wish, scene: Scene) -> Markup:
    part = frame.keeper.part(frame.snapshot, chosen.of)
    key = ("svg", frame.scope(chosen.of), chosen, frame.speech.code)
    return frame.keeper.answer(part, key, lambda: svg(scene, frame.speech))


def _group(frame: Frame, chosen: Wish, jobs: Jobs) -> Group | None:
    """Return the community that is shown alone; who is in none is shown with its own tables."""
    if not chosen.community:
        return None
    found = groups_of(frame, jobs, frame.scope(chosen.of))
    own = (group for group in found if chosen.community in group.members)
    return next(own, Group(chosen.community, frozenset({chosen.community}), {}, ()))


def narrowed_to(frame: Frame, chosen: Wish, jobs: Jobs) -> tuple[Text, ...]:
    """Say what a map is narrowed to.

    Raises
    ------
    StillWorking
        Communities are needed and take long.
    """
    community = _called(frame, chosen, jobs, _group(frame, chosen, jobs))
    return tuple(link.text for link in active(frame, chosen, community))


def only(filtered: Text) -> Message:
    """Say by what a map is narrowed."""
    return message("Only a part is shown. {filter}.", filter=filtered)


def _called(frame: Frame, chosen: Wish, jobs: Jobs, group: Group | None) -> Text | None:
    if group is None:
        return None
    called = names_of(frame.snapshot, groups_of(frame, jobs, frame.scope(chosen.of)))
    return called.get(group.key) or frame.snapshot.organizations[group.key]


def _ways(frame: Frame, chosen: Wish, scene: Scene, node: Node) -> dict[str, str]:
    """Return the addresses of a node: its page, where it has one, and its own map."""
    is_of_groups = chosen.look.size in SIZES_OF_GROUPS and chosen.look.size is not Size.BETWEENNESS
    size = Size.TIES if is_of_groups else chosen.look.size
    look = replace(chosen.look, group=GroupBy.NONE, size=size, steps=1)
    if node.kind is NodeKind.COMMUNITY:
        inside = replace(chosen, community=node.id.removeprefix(PREFIX), look=look)
        return {"map": link_to(frame, inside)}
    if not scene.caption.aggregated:
        look = replace(look, only=Only())
    own = link_to(frame, Wish(node.id, look))
    return {"page": addresses.page(node.id, **frame.kept), "map": own, **language_of(frame, node)}


def language_of(frame: Frame, node: Node) -> dict[str, str]:
    """Return the language of a name, for the map, where it is not that of the page."""
    lang = names.shown(node, frame.speech.code).lang
    return {"lang": lang} if lang else {}


def heading(frame: Frame, of: str) -> Text:
    """Name what a map is of."""
    return _WHOLE if of == WHOLE else frame.link(of).text


def _back(frame: Frame, chosen: Wish) -> Link | None:
    if chosen.of != WHOLE:
        return frame.link(chosen.of)
    if not chosen.community:
        return None
    whole = replace(chosen, community="", look=replace(chosen.look, group=GroupBy.COMMUNITY))
    return Link(_WHOLE, link_to(frame, whole))
