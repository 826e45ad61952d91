"""The form above the map: what is a node, what sizes stand for, how far to go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphsvc.analytics.network import Shape
from graphsvc.analytics.scope import WHOLE
from graphsvc.api.pages.lists import one_of
from graphsvc.api.pages.map_wish import Wish
from graphsvc.language import Message, message
from graphsvc.model import ids
from graphsvc.viz.looks import GroupBy, Look, MapView
from graphsvc.viz.scene import Scene
from graphsvc.viz.sizes import SIZES_OF_GROUPS, WORDS, Size, sizes_of
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
    sizes: dict[str, Text] = {str(size): WORDS[size].label for size in _sizes(look, scene)}
    # What is shown: a size that is not defined here is told in a note.
    found.append(one_of("size", message("Size stands for"), sizes, scene.size_by.name))
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


def _sizes(look: Look, scene: Scene) -> tuple[Size, ...]:
    return SIZES_OF_GROUPS if scene.caption.aggregated else sizes_of(_SHAPES[look.view])


def notes(chosen: Wish, scene: Scene) -> Iterator[Message]:
    """Say where a choice could not be followed."""
    look = chosen.look
    # Both are what is usual, on one kind of map or the other.
    if look.size in {Size.TIES, Size.ORGANIZATIONS, *_sizes(look, scene)}:
        return
    if scene.caption.aggregated:
        yield message(
            "“{measure}” is not defined where one node stands for many organizations: sizes stand "
            "for the number of organizations.",
            measure=WORDS[look.size].label,
        )
    else:
        yield message(
            "“{measure}” is not defined for “{view}”: sizes stand for the number of connections.",
            measure=WORDS[look.size].label,
            view=_VIEWS[look.view],
        )
