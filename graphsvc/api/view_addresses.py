"""Which addresses can be saved as a view: our own pages, with the parameters that they take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from graphsvc.analytics.scope import WHOLE
from graphsvc.api.pages.what_if_draft import NAMES
from graphsvc.errors import Fault, InvalidInput, Where
from graphsvc.language import Message, message
from graphsvc.model import ids, values
from graphsvc.model.snapshot import Snapshot
from graphsvc.web import addresses
from graphsvc.web.pieces import Text

LONGEST, _LONGEST_VALUE, _MOST_PARTS = 2_000, 500, 200

# The path of each page with a view, and what it shows: of something, and of the whole network.
_PAGES: Mapping[str, tuple[Message, Message]] = {
    addresses.HOME: (message("List of partnerships"), message("List of partnerships")),
    addresses.MAP: (message("Map"), message("Map of the whole network")),
    addresses.SECTORS: (message("Sectors"), message("Sectors of all partnerships")),
    addresses.BRIDGES: (message("Bridges"), message("Bridges of the whole network")),
    addresses.CHANGES: (message("Changes"), message("Changes in the whole network")),
    addresses.SUGGESTIONS: (message("Suggestions"), message("Suggestions")),
    "/what-if": (message("What if"), message("What if")),
    "/partnerships/{item}": (message("Partnership"), message("Partnership")),
    "/partnerships/{item}/report": (message("Yearly report"), message("Yearly report")),
    "/bodies/{item}": (message("Council or committee"), message("Council or committee")),
    "/organizations/{item}": (message("Organization"), message("Organization")),
}
_ITEM_OF = {"partnerships": ids.PARTNERSHIP, "bodies": ids.BODY, "organizations": ids.ORGANIZATION}
# What a page reads that its route does not declare: whatever stands in a draft is answered.
_UNDECLARED = {addresses.WHAT_IF: NAMES}
# What the scripts of the map keep behind "#": it is never sent to a server, only handed back.
_CHOSEN = {addresses.MAP: frozenset({"node", "hide", "day", "from", "to"})}
# The reader's own, wherever the view is opened.
_LANGUAGE = "lang"

Parameters = Mapping[str, frozenset[str]]


def parameters(routes: Iterable[object]) -> Parameters:
    """Return which parameters each page takes, by the path of its route."""
    return {
        route.path: frozenset(_names(route.dependant)) | _UNDECLARED.get(route.path, frozenset())
        for route in routes
        if isinstance(route, APIRoute) and route.path in _PAGES and "GET" in (route.methods or ())
    }


def _names(dependant: Dependant) -> Iterator[str]:
    for each in dependant.query_params:
        yield each.alias
    for below in dependant.dependencies:
        yield from _names(below)


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart.

    Attributes
    ----------
    page
        Path of the route; "" where there is no such page.
    path
        The path as it is written.
    query, chosen
        The parameters that the page takes, and what is chosen on its map.
    strange
        The names of parameters that the page does not take.
    """

    page: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()
    strange: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Write it again, in one form."""
        query = f"?{urlencode(self.query)}" if self.query else ""
        chosen = f"#{urlencode(self.chosen)}" if self.chosen else ""
        return f"{self.path}{query}{chosen}"

    @property
    def about(self) -> str:
        """The id of what the page shows; "" for the whole network, or a page of no one thing."""
        if "{item}" in self.page:
            return unquote(self.path.split("/")[2])
        of = dict(self.query).get("of", "")
        return "" if of == WHOLE else of

    @property
    def as_of(self) -> str | None:
        """The day the page is about; None where it is that on which it is opened."""
        return dict(self.query).get("as_of")


def taken_apart(text: str, known: Parameters) -> Address:
    """Take an address apart; what cannot be one of a page of ours has no `page`."""
    nowhere = Address("", "")
    if len(text) > LONGEST or not text.isprintable() or addresses.own(text) != text:
        return nowhere
    parts = urlsplit(text)
    page = _page_of(parts.path, known)
    pairs = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != _LANGUAGE
    ]
    chosen = parse_qsl(parts.fragment)
    if parts.scheme or parts.netloc or not page or len(pairs) + len(chosen) > _MOST_PARTS:
        return nowhere
    fitting = [(name, value) for name, value in pairs if value and _fits(value)]
    return Address(
        page,
        parts.path,
        tuple(pair for pair in fitting if pair[0] in known[page]),
        tuple(
            (name, value)
            for name, value in chosen
            if name in _CHOSEN.get(page, ()) and _fits(value)
        ),
        tuple(name for name, value in pairs if name not in known[page] or not _fits(value)),
    )


def _fits(value: str) -> bool:
    return len(value) <= _LONGEST_VALUE and value.isprintable()


def _page_of(path: str, known: Parameters) -> str:
    for page in known:
        found = re.fullmatch(re.escape(page).replace(r"\{item\}", "([^/]+)"), path)
        if found:
            prefix = _ITEM_OF.get(page.split("/")[1])
            return page if prefix is None or ids.is_id(unquote(found[1]), prefix) else ""
    return ""


def known_in(request: Request) -> Parameters:
    """Return which parameters the pages of the service take."""
    found: Parameters = request.app.state.view_parameters
    return found


def of_page(request: Request) -> str | None:
    """Return the address of the page that is asked for, as a view is saved; None where it is none.

    Parameters that the page does not know are left out: they change nothing of what it shows.
    """
    query = f"?{request.url.query}" if request.url.query else ""
    found = taken_apart(f"{request.url.path}{query}", known_in(request))
    return str(found) if found.page else None


def faults(text: str, known: Parameters) -> Iterator[Fault]:
    """Find what speaks against saving an address."""
    place = Where(field="address")
    if len(text) > LONGEST:
        yield Fault(place, *values.too_long(text, LONGEST))
        return
    found = taken_apart(text, known)
    if not found.page:
        problem = message(
            "{address} is no page whose view can be saved.", address=values.shown(text)
        )
        remedy = message("Use the path of one of: {pages}.", pages=tuple(sorted(known)))
        yield Fault(place, problem, remedy)
    for name in found.strange:
        problem = message("The page takes no parameter {name} with this value.", name=name[:60])
        yield Fault(place, problem, message("Leave it out, or write it as the page does."))


def canonical(text: str, known: Parameters) -> str:
    """Return an address as it is saved.

    Raises
    ------
    InvalidInput
        It cannot be saved.
    """
    wrong = list(faults(text, known))
    if wrong:
        raise InvalidInput(wrong)
    return str(taken_apart(text, known))


def is_gone(snapshot: Snapshot, found: Address) -> bool:
    """Tell whether what a view shows is no longer there."""
    return not found.page or bool(found.about and snapshot.named(found.about) is None)


def in_words(snapshot: Snapshot, found: Address) -> Text:
    """Say which page a view shows, and of what."""
    if not found.page:
        return message("A page that is no longer there")
    of_one, of_all = _PAGES[found.page]
    if not found.about:
        return of_all
    of = snapshot.named(found.about) or found.about
    return message("{page}: {name}", page=of_one, name=of)
