"""Turns what is sent into records and puts them into the graph, with the source stating them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import Depends, Response

from graphsvc.api.deps import AuthorQuery, KeeperDep
from graphsvc.api.keeper import Keeper
from graphsvc.api.matching import Match, MatchDep, outdated
from graphsvc.api.schemas.sent import EndIn, SourceIn
from graphsvc.api.undo import signed
from graphsvc.errors import Conflict, NotFound
from graphsvc.language import message
from graphsvc.model import ids
from graphsvc.model.edits import held, tag_of
from graphsvc.model.entities import Changes, Source
from graphsvc.model.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, and what it takes to be stored.

    Attributes
    ----------
    keeper
        Keeps the graph.
    response
        Gets the status, the place and the tag of what was written.
    match
        What is taken to be stored.
    author
        In whose name; "" where nobody says.
    """

    keeper: Keeper
    response: Response
    match: Match
    author: str

    def put(self, kind: str, record: type[Any], item: str, sent: Any) -> Snapshot:
        """Create or replace one record; the status tells which it was.

        Parameters
        ----------
        kind, record
            The kind of record, and its class.
        item
            The id it is put under.
        sent
            What was sent; its fields are those of the record, and `source`.

        Returns
        -------
        Snapshot
            The graph with the record in it.

        Raises
        ------
        Outdated
            What is stored is not what the writer expects.
        """
        is_new = False

        def work_out(snapshot: Snapshot) -> Changes | None:
            nonlocal is_new
            changes, made = _changes(kind, record, item, sent)
            before = held(snapshot, kind, [item]).get(item)
            is_new = before is None
            known = all(snapshot.sources.get(each.id) == each for each in changes.sources)
            if before == made and known and not self.match.is_new:
                return None
            self._expect(snapshot, kind, before, made)
            return changes

        after = self.keeper.change(work_out, self.author)
        if is_new:
            self.response.status_code = 201
        return self._tagged(after, kind, item)

    def create(
        self, kind: str, record: type[Any], make_id: Callable[[Snapshot], str], sent: Any
    ) -> tuple[Snapshot, str]:
        """Create one record under an id that is made for it, and say where it is.

        Returns
        -------
        tuple[Snapshot, str]
            The graph with the record in it, and its id.

        Raises
        ------
        Conflict
            Something has this id.
        """
        item = ""

        def work_out(snapshot: Snapshot) -> Changes:
            nonlocal item
            item = make_id(snapshot)
            if held(snapshot, kind, [item]):
                raise Conflict(
                    message(
                        "{id} exists already. Replace it with PUT, or choose another id.", id=item
                    )
                )
            return _changes(kind, record, item, sent)[0]

        after = self.keeper.change(work_out, self.author)
        self.response.headers["Location"] = f"/v1/{kind}/{item}"
        return self._tagged(after, kind, item), item

    def end(self, item: str, sent: EndIn) -> Snapshot:
        """End a membership, and return the graph with it ended.

        Raises
        ------
        NotFound
            There is none with this id.
        Outdated
            It is not what the writer expects.
        """
        source = new_source(sent.source)

        def work_out(snapshot: Snapshot) -> Changes | None:
            before = snapshot.seat_of.get(item)
            if before is None:
                raise NotFound(item)
            sources = tuple(dict.fromkeys([*before.sources, *(each.id for each in source)]))
            ended = replace(before, until=sent.until, sources=sources)
            if ended == before and all(snapshot.sources.get(each.id) == each for each in source):
                return None
            self._expect(snapshot, "memberships", before, ended)
            return Changes(sources=source, memberships=(ended,))

        return self._tagged(self.keeper.change(work_out, self.author), "memberships", item)

    def _expect(self, snapshot: Snapshot, kind: str, before: Any, made: Any) -> None:
        if not self.match.fits(before):
            raise outdated(self.keeper.store, snapshot, kind, before, made)

    def _tagged(self, after: Snapshot, kind: str, item: str) -> Snapshot:
        for record in held(after, kind, [item]).values():
            self.response.headers["ETag"] = f'"{tag_of(record)}"'
        return after


def writer(
    keeper: KeeperDep, response: Response, match: MatchDep, author: AuthorQuery = ""
) -> Writer:
    """Gather who writes."""
    return Writer(keeper, response, match, signed(author))


WriterDep = Annotated[Writer, Depends(writer)]


def _changes(kind: str, record: type[Any], item: str, sent: Any) -> tuple[Changes, Any]:
    source = new_source(sent.source)
    values = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in sent
        if name != "source"
    }
    values["sources"] = tuple(dict.fromkeys([*values["sources"], *(each.id for each in source)]))
    made = record(id=item, **values)
    parts: dict[str, Any] = {kind: (made,)}
    return Changes(sources=source, **parts), made


def new_source(sent: SourceIn | None) -> tuple[Source, ...]:
    """Make the source that was sent, if there was one."""
    if sent is None:
        return ()
    item = ids.of_source(sent.url, sent.date, sent.kind)
    return (Source(id=item, url=sent.url, title=sent.title, date=sent.date, kind=sent.kind),)
