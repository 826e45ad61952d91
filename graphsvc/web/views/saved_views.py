"""The page of saved views."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graphsvc.web.pieces import Pager, Text
from graphsvc.web.views.shell import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedViewRow:
    """A saved view in the list.

    Attributes
    ----------
    item, tag
        Its id, and the state of it that the reader saw.
    name, href
        What it is called, and where it is.
    shows
        Which page, and of what.
    as_of
        The day it is about; None for that on which it is opened.
    author, at
        In whose name it was saved, "" where nobody said, and when.
    is_gone
        Whether what it shows is no longer there.
    """

    item: str
    tag: str
    name: str
    href: str
    shows: Text
    as_of: str | None
    author: str
    at: str
    is_gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedViewsPage(Page):
    """All saved views, by name."""

    template: ClassVar[str] = "saved_views.html"
    rows: tuple[SavedViewRow, ...]
    pager: Pager
