"""A map as one file, and the form that asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from graphsvc.web import bundle
from graphsvc.web.pieces import Text
from graphsvc.web.views.maps import MapPage


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFile(MapPage):
    """A map that is opened from a disk: everything is in it, and it leads nowhere.

    Attributes
    ----------
    notice
        For whom it is, and as of which day.
    """

    base: ClassVar[str] = "map_file_base.html"
    alone: ClassVar[bool] = True
    notice: Text

    @property
    def policy(self) -> str:
        """What the browser lets the file do."""
        return bundle.policy()

    @property
    def style(self) -> Markup:
        """Return its styles."""
        return bundle.style()

    @property
    def library(self) -> Markup:
        """Return the script that draws."""
        return bundle.library()

    @property
    def script(self) -> Markup:
        """Return its other scripts."""
        return bundle.script()
