"""The slider of a map: the days it goes over, and where it finds what is shown on them."""

from __future__ import annotations

from graphsvc.analytics.scope import WHOLE
from graphsvc.api.pages.frame import Frame
from graphsvc.api.pages.map_wish import Wish
from graphsvc.dates import today
from graphsvc.viz.looks import GroupBy
from graphsvc.viz.scene import Scene
from graphsvc.viz.timeline import days_of_change
from graphsvc.web import addresses
from graphsvc.web.views.map_time import DayLink, TimeSlider


def slider(frame: Frame, chosen: Wish, scene: Scene) -> TimeSlider | None:
    """Return the slider of a map; None where nothing is known to have changed.

    Communities are others on another day, so that their maps have none. Of the whole there is too
    much to be followed, unless each partnership is one node.
    """
    is_of_communities = bool(chosen.community) or chosen.look.group is GroupBy.COMMUNITY
    is_whole = chosen.of == WHOLE
    is_followed = not is_of_communities and is_whole == scene.caption.aggregated
    days = days_of(frame, chosen.of) if is_followed else ()
    if len(days) < 2:
        return None
    links = tuple(
        DayLink(day, link_on(frame, chosen, day), is_shown=day == frame.as_of) for day in days
    )
    return TimeSlider(links, link_on(frame, chosen, frame.as_of, addresses.MAP_TIME))


def link_on(frame: Frame, chosen: Wish, day: str, path: str = addresses.MAP) -> str:
    """Return the address of a map on another day."""
    query = {**chosen.query, "as_of": day, "exclude": frame.left_out}
    return addresses.with_query(path, query)


def days_of(frame: Frame, of: str) -> tuple[str, ...]:
    """Return the days on which something changed, up to today or the day of the page."""
    part, last = frame.keeper.part(frame.snapshot, of), max(today(), frame.as_of)
    return frame.keeper.answer(
        part,
        ("days of change", of, frame.as_of, last),
        lambda: days_of_change(part, of, frame.as_of, last),
    )
