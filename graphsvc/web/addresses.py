"""The addresses of the pages, in one place: routes, templates and maps agree on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote, urlencode

from graphsvc.model import ids
from graphsvc.viz.scene import Node

HOME, SEARCH, MAP, SIGN_IN, SIGN_OUT = "/", "/search", "/map", "/sign-in", "/sign-out"
CHANGES, MAP_TIME, MAP_FILE = "/changes", "/map/time.json", "/map/file"
SUGGESTIONS, SUGGESTIONS_BACK = "/suggestions", "/suggestions/take-back"
SECTORS, BRIDGES = "/sectors", "/bridges"
WHAT_IF, WHAT_IF_KEEP = "/what-if", "/what-if/keep"
WHAT_IF_FORGET, WHAT_IF_RESTORE = "/what-if/forget", "/what-if/restore"
HISTORY, UNDO, ADD_ORGANIZATION = "/history", "/history/undo", "/organizations/add"
VIEWS, SAVE_VIEW, RENAME_VIEW = "/views", "/views/save", "/views/rename"
REMOVE_VIEW, RESTORE_VIEW = "/views/remove", "/views/restore"
_FOLDER = {
    ids.PARTNERSHIP: "/partnerships",
    ids.BODY: "/bodies",
    ids.ORGANIZATION: "/organizations",
}


def page(item: str, **query: str | None) -> str:
    """Return the address of the page of a partnership, a body or an organization.

    Raises
    ------
    KeyError
        There are no pages for what this id names.

    Examples
    --------
    >>> page("org:ymca", as_of="2017-03-20")
    '/organizations/org:ymca?as_of=2017-03-20'
    """
    folder = _FOLDER[item.partition(":")[0]]
    return with_query(f"{folder}/{quote(item, safe=':~')}", query)


def report(item: str, **query: str | None) -> str:
    """Return the address of the yearly report of a partnership.

    >>> report("lip:ottawa", to="2026-03-31")
    '/partnerships/lip:ottawa/report?to=2026-03-31'
    """
    return with_query(f"{page(item)}/report", query)


def report_file(item: str, **query: str | None) -> str:
    """Return the address of the yearly report of a partnership as PDF."""
    return with_query(f"{page(item)}/report.pdf", query)


def form(item: str, what: str, **query: str | None) -> str:
    """Return the address of a form that changes something: `change`, `end`, `add-member`, ...

    >>> form("seat:ymca~council", "end")
    '/memberships/seat:ymca~council/end'
    """
    folder = {**_FOLDER, ids.SEAT: "/memberships", ids.MEETING: "/meetings"}
    path = f"{folder[item.partition(':')[0]]}/{quote(item, safe=':~')}/{what}"
    return with_query(path, query)


def history_of(item: str, **query: str | None) -> str:
    """Return the address of what was changed about something.

    >>> history_of("org:ymca")
    '/history?about=org%3Aymca'
    """
    return with_query(HISTORY, {"about": item, **query})


def map_of(of: str, **query: str | None) -> str:
    """Return the address of the map of something, or of "all".

    >>> map_of("lip:ottawa", size="betweenness")
    '/map?of=lip%3Aottawa&size=betweenness'
    """
    return with_query(MAP, {"of": of, **query})


def changes_of(of: str, **query: str | None) -> str:
    """Return the address of the story of what changed in something, or in "all".

    >>> changes_of("lip:ottawa", since="2025-04-01")
    '/changes?of=lip%3Aottawa&since=2025-04-01'
    """
    return with_query(CHANGES, {"of": of, **query})


def what_if(pairs: Iterable[tuple[str, str | None]]) -> str:
    """Return the address of what is tried out; the same name may stand there more than once.

    >>> what_if([("of", "lip:ottawa"), ("leave", "org:ymca"), ("as_of", None)])
    '/what-if?of=lip:ottawa&leave=org:ymca'
    """
    text = urlencode([(name, value) for name, value in pairs if value], safe=":,~")
    return f"{WHAT_IF}?{text}" if text else WHAT_IF


def with_query(path: str, query: Mapping[str, str | Sequence[str] | None]) -> str:
    """Add a query to a path; what is None or empty is left out, a list has its name repeated.

    >>> with_query("/map", {"of": "all", "sector": ["health", "housing"], "size": None})
    '/map?of=all&sector=health&sector=housing'
    """
    text = urlencode({name: value for name, value in query.items() if value}, doseq=True)
    return f"{path}?{text}" if text else path


def with_pairs(path: str, pairs: Sequence[tuple[str, str]]) -> str:
    """Add a query to a path as it was asked: in its order, names as often as they stand there.

    >>> with_pairs("/map", [("of", "all"), ("sector", "health"), ("sector", "housing")])
    '/map?of=all&sector=health&sector=housing'
    """
    return f"{path}?{urlencode(pairs)}" if pairs else path


def of_node(node: Node, **query: str | None) -> dict[str, str]:
    """Return the addresses of a node on a map: its page, and its own map."""
    return {"page": page(node.id, **query), "map": map_of(node.id, **query)}


def own(target: str) -> str:
    """Return a path on this site, where a form leads on to; the first page for anything else.

    >>> own("/map?of=all"), own("//example.org"), own("https://example.org")
    ('/map?of=all', '/', '/')
    """
    plain = target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if plain and not {"\n", "\r", "\t"} & set(target) else HOME


def is_safe(address: str | None) -> bool:
    """Tell whether an address from a record may become a link: a web or mail address.

    >>> is_safe("https://example.org"), is_safe("javascript:alert(1)"), is_safe(None)
    (True, False, False)
    """
    return bool(address) and str(address).lower().startswith(("https://", "http://", "mailto:"))
