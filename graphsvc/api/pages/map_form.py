"""The form above the map: what is a node, what sizes stand for, how far to go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphsvc.analytics.network import Shape
from graphsvc.analytics.scope import WHOLE
from graphsvc.api.pages.lists import one_of
from graphsvc.api.pages.map_wish import Wish
from graphsvc.language import Message, message
from graphsvc.model import ids
from graphsvc.viz.looks import GroupBy, MapView
from graphsvc.viz.scene import Scene
from graphsvc.viz.sizes import WORDS, sizes_of
from graphsvc.web.pieces import Choice, Text

_VIEWS: Mapping[str, Text] = {
    MapView.TABLES: message("Organizations and tables"),
    MapView.ORGANIZATIONS: message("Organizations only"),
}
_SHAPES = {MapView.TABLES: Shape.TWO_MODE, MapView.ORGANIZATIONS: Shape.ONE_MODE}
_STEPS: Mapping[str, Text] = {
    "1": message("One table away"),
    "2": message("Two tables away"),
    "3": message("Three tables away"),
}


def choices(chosen: Wish, scene: Scene) -> tuple[Choice, ...]:
    """Return the controls of the form, without those that change nothing on this map."""
    look = chosen.look
    found = [one_of("view", message("Show"), _VIEWS, look.view)]
    if not chosen.community:
        found.append(one_of("group", message("Group by"), _groups(chosen, scene), look.group))
    if not scene.caption.aggregated:
        sizes: dict[str, Text] = {
            str(size): WORDS[size].label for size in sizes_of(_SHAPES[look.view])
        }
        found.append(one_of("size", message("Size stands for"), sizes, look.size))
    if chosen.of.startswith(f"{ids.ORGANIZATION}:"):
        found.append(one_of("steps", message("How far"), _STEPS, str(look.steps)))
    return tuple(found)


def _groups(chosen: Wish, scene: Scene) -> dict[str, Text]:
    found: dict[str, Text] = {GroupBy.NONE: message("nothing")}
    if chosen.of == WHOLE:
        found[GroupBy.PARTNERSHIP] = message("partnership")
        # Where there is too much to draw, that is what is drawn.
        if scene.caption.aggregated and chosen.look.group is GroupBy.NONE:
            found = {GroupBy.NONE: message("partnership")}
    found[GroupBy.COMMUNITY] = message("community")
    return found


def notes(chosen: Wish, scene: Scene) -> Iterator[Message]:
    """Say where a choice could not be followed."""
    look = chosen.look
    if not scene.caption.aggregated and look.size not in sizes_of(_SHAPES[look.view]):
        yield message(
            "“{measure}” is not defined for “{view}”: sizes stand for the number of connections.",
            measure=WORDS[look.size].label,
            view=_VIEWS[look.view],
        )
