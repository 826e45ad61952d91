"""The form that asks for a map as one file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphsvc.api.pages.frame import Frame
from graphsvc.viz.redaction import LEVELS, Level
from graphsvc.web import addresses
from graphsvc.web.pieces import Option
from graphsvc.web.views.map_path import fields
from graphsvc.web.views.maps import SaveForm


def save_form(frame: Frame, query: Mapping[str, str | Sequence[str] | None]) -> SaveForm:
    """Return the form for the map of an address; unless asked otherwise, the file is for all."""
    levels = tuple(
        Option(str(level), label, chosen=level is Level.PUBLIC) for level, label in LEVELS.items()
    )
    return SaveForm(addresses.MAP_FILE, fields({**query, "as_of": frame.as_of}), levels)
