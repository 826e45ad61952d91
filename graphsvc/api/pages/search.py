"""The page of search results."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.api.pages.lists import pager_of
from graphsvc.language import Message, message, messages
from graphsvc.model.ids import fold
from graphsvc.search import Hit as Found
from graphsvc.search import Index
from graphsvc.web import addresses
from graphsvc.web.pieces import Hit, Link, Text
from graphsvc.web.views import SearchPage

router = APIRouter(include_in_schema=False)
HITS = 30
_MOST = 300
_MOST_WORDS = 6
_KINDS: dict[str, Message] = {
    "organizations": message("Organization"),
    "bodies": message("Council or committee"),
    "partnerships": message("Partnership"),
}


@router.get("/search")
def show(
    frame: FrameDep,
    *,
    q: Annotated[str, Query(max_length=200)] = "",
    start: Annotated[int, Query(ge=0, le=_MOST)] = 0,
) -> Response:
    """Show what a name may mean."""
    index = frame.keeper.answer(frame.snapshot, "search index", lambda: Index(frame.snapshot))
    found = index.find(q, tuple(_KINDS), _MOST)
    page = SearchPage(
        query=q,
        hits=tuple(_hit(frame, hit) for hit in found[start : start + HITS]),
        pager=pager_of(addresses.SEARCH, {"q": q, **frame.kept}, start, HITS, len(found)),
        instead=() if found else _each_word(frame, index, q),
    )
    return frame.respond(page)


def _each_word(frame: Frame, index: Index, text: str) -> tuple[Link, ...]:
    """Lead to what fits single words of a text of which nothing fits the whole."""
    words = list(dict.fromkeys(text.split()))[:_MOST_WORDS]
    found = {word: len(index.find(word, tuple(_KINDS), _MOST)) for word in words}
    return tuple(
        Link(
            messages(
                "“{word}”: {count} result", "“{word}”: {count} results", n, word=word, count=n
            ),
            addresses.with_query(addresses.SEARCH, {"q": word, **frame.kept}),
        )
        for word, n in found.items()
        if n and len(words) > 1
    )


def _hit(frame: Frame, hit: Found) -> Hit:
    named = {fold(name) for name in (hit.record.name, hit.record.name_fr) if name}
    alias = None if fold(hit.matched) in named else hit.matched
    return Hit(frame.link(hit.id), _KINDS[hit.kind], _detail(frame, hit), alias)


def _detail(frame: Frame, hit: Found) -> Text | None:
    """Say what tells this one from others of the name: its sector, or its partnership."""
    held = frame.snapshot
    if hit.kind == "organizations":
        sector = held.organizations[hit.id].sector
        return sector.label if sector else None
    if hit.kind == "bodies":
        link: Link = frame.link(held.partnership_of[hit.id])
        return link.text
    return held.partnerships[hit.id].kind.label
