"""The page of a map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from markupsafe import Markup

from graphsvc.viz.palette import NODE_STYLES, TIE_STYLES, NodeStyle, TieStyle
from graphsvc.viz.scene import LegendEntry, Row
from graphsvc.web.pieces import Link, Option, Text, ViewForm
from graphsvc.web.views.map_path import PathBox
from graphsvc.web.views.map_time import TimeSlider
from graphsvc.web.views.shell import Page

# A longer table is folded away: laying it out takes longer than drawing the map.
_MOST_OPEN_ROWS = 500


@dataclass(frozen=True, slots=True)
class SaveForm:
    """Asks for a map as one file: where, what of the address is kept, and for whom it can be."""

    action: str
    hidden: tuple[tuple[str, str], ...]
    levels: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage(Page):
    """A map, with the same in a table.

    Attributes
    ----------
    heading
        What it is a map of.
    back
        The page of that; None for the whole.
    form
        The day, what is a node, what sizes stand for, how many steps, filters.
    data
        The network as JSON, from `viz.page.StakeholderNetwork.data_block`.
    picture
        The same as SVG, from `viz.picture.svg`.
    picture_href
        Where the SVG can be had as a file.
    file
        What its pictures are called when they are saved, without the ending; with the day at its
        end, which the slider changes.
    measure
        What sizes stand for.
    node_legend, tie_legend, rows, facts, limits
        From the scene.
    meaning
        What that tells, in a sentence.
    hrefs
        By node, where its name in the table leads.
    active, unfiltered
        What the map is narrowed to, each with the address of the map without it; and the address
        without any filter.
    ways_out
        Where nothing passes the filters, which to take back.
    path
        The way between two organizations, and the form that asks for it.
    save
        The form that asks for it as one file.
    base, alone
        What stands around it; and whether it leads nowhere, since it is a file by itself.
    time
        The days on which something changed; None where none is known.
    """

    template: ClassVar[str] = "map.html"
    base: ClassVar[str] = "base.html"
    alone: ClassVar[bool] = False
    heading: Text
    form: ViewForm
    data: Markup
    picture: Markup
    measure: Text
    file: str = "map"
    meaning: Text | None = None
    hrefs: Mapping[str, str] = field(default_factory=dict)
    active: tuple[Link, ...] = ()
    unfiltered: str | None = None
    ways_out: tuple[Link, ...] = ()
    back: Link | None = None
    picture_href: str | None = None
    node_legend: tuple[LegendEntry, ...] = ()
    tie_legend: tuple[LegendEntry, ...] = ()
    rows: tuple[Row, ...] = ()
    facts: tuple[Text, ...] = ()
    limits: tuple[Text, ...] = ()
    path: PathBox | None = None
    save: SaveForm | None = None
    time: TimeSlider | None = None

    @property
    def folds_table(self) -> bool:
        """Whether the table is long enough to be folded away until somebody opens it."""
        return len(self.rows) > _MOST_OPEN_ROWS

    @property
    def spare_nodes(self) -> tuple[NodeStyle, ...]:
        """Kinds of nodes that another day may bring into the legend."""
        listed = {entry.style.key for entry in self.node_legend}
        return tuple(each for key, each in NODE_STYLES.items() if self.time and key not in listed)

    @property
    def spare_ties(self) -> tuple[TieStyle, ...]:
        """Kinds of lines that another day may bring into the legend."""
        listed = {entry.style.key for entry in self.tie_legend}
        return tuple(each for key, each in TIE_STYLES.items() if self.time and key not in listed)
