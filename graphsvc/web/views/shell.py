"""What stands around every page, and what a page is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from graphsvc.web.pieces import Text, Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """What stands around every page.

    Attributes
    ----------
    language
        "en" or "fr".
    other_language_href
        The same view in the other language.
    revision
        Graph revision the page was made from; None where there is no graph to speak of.
    newest
        Date of the newest source in the whole graph.
    query
        What the search box holds.
    signed_in
        Whether there is a session to sign out of; None where no key is asked for.
    here
        Path and query of the page, where a form leads back to.
    view
        The address under which this view can be saved; None where there is no view to save.
    kept
        What links to other pages carry on, as in an address: the day, and who is left out.
    day, today_href
        The day that is looked at, and the same view today; None where that is today.
    left_out, all_href
        Who is left out, in words, and the same view with everybody.
    told
        What is said on top: what was just done, and how it is taken back; None for nothing.
    author
        In whose name this browser acts; "" where nobody has said.
    fictional
        Whether it is the demonstration region.
    several
        Whether there are several partnerships: then the map of all opens with a node for each.
    """

    language: str
    other_language_href: str
    revision: int | None = None
    newest: str | None = None
    query: str = ""
    signed_in: bool | None = None
    view: str | None = None
    here: str = "/"
    kept: Mapping[str, str | None] = field(default_factory=dict)
    day: str | None = None
    today_href: str = ""
    left_out: tuple[Text, ...] = ()
    all_href: str = ""
    told: Told | None = None
    author: str = ""
    fictional: bool = False
    several: bool = False


class Page:
    """A page; `template` is the file that lays it out."""

    __slots__ = ()
    template: ClassVar[str]
