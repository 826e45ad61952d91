"""What a reader can choose on a map: what is a node, what sizes stand for, what is left away."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graphsvc.viz.narrowing import EVERYTHING, Only
from graphsvc.viz.sizes import Size

MOST_STEPS = 3


class MapView(StrEnum):
    """Whether councils and committees are nodes, or the reason why organizations are tied."""

    TABLES = "tables"
    ORGANIZATIONS = "organizations"


class GroupBy(StrEnum):
    """What is drawn as one node; `NONE` draws each organization, where there is room."""

    NONE = ""
    PARTNERSHIP = "partnership"
    COMMUNITY = "community"


@dataclass(frozen=True, slots=True)
class Look:
    """What a map looks like.

    Attributes
    ----------
    view, group
        What its nodes are.
    size
        What their sizes stand for.
    steps
        Around an organization, how many tables away: 1 shows those it meets at a table, 2 also
        those whom they meet at other tables of its partnerships. Ignored for other scopes.
    only
        What it is narrowed to.
    """

    view: MapView = MapView.TABLES
    group: GroupBy = GroupBy.NONE
    size: Size = Size.TIES
    steps: int = 1
    only: Only = EVERYTHING


USUAL = Look()
