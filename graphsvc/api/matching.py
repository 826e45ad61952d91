"""Whether a record still is what its writer has read: If-Match, and who changed it meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Header, Request

from graphsvc.errors import Fault, Outdated, Where
from graphsvc.language import Date, Message, message
from graphsvc.model.edit_words import Names, label_of, told_fields, value_of
from graphsvc.model.edits import Edit, alike, changed_fields, held, tag_of
from graphsvc.model.snapshot import Snapshot
from graphsvc.store import edits
from graphsvc.store.bolt import Store

_ANY = "*"
_KINDS = ("organizations", "bodies", "partnerships", "memberships")
_LOOKED_AT = 20  # edits, the newest first, among which the last one of a record is looked for


@dataclass(frozen=True, slots=True)
class Match:
    """What the writer takes to be stored.

    Attributes
    ----------
    tags
        The record is one of these states; None where nothing is said, "*" for any state.
    is_new
        There is none yet (`If-None-Match: *`).
    """

    tags: frozenset[str] | None = None
    is_new: bool = False

    def fits(self, record: Any) -> bool:
        """Tell whether a record, or None where there is none, is what the writer expects."""
        if self.is_new and record is not None:
            return False
        if self.tags is None:
            return True
        return record is not None and bool(self.tags & {_ANY, tag_of(record)})


def match(
    if_match: Annotated[
        str | None,
        Header(
            max_length=2_000,
            description="The ETag or the `tag` of the record as it was read: if it was changed "
            "since, nothing is written and the answer is 412. Left out, the last writer wins.",
        ),
    ] = None,
    if_none_match: Annotated[
        str | None, Header(max_length=2_000, description="`*`: only if there is none yet.")
    ] = None,
) -> Match:
    """Read what the writer takes to be stored."""
    is_new = (if_none_match or "").strip() == _ANY
    return Match(None if if_match is None else frozenset(_tags(if_match)), is_new)


def _tags(header: str) -> Iterator[str]:
    """Go through the tags of records in a header.

    Of the tag of an answer, what stands before the dot is that of the record. The rest tells when
    and in which form it was answered, which does not matter here.
    """
    for each in header.split(","):
        yield each.strip().removeprefix("W/").strip('"').partition(".")[0]


MatchDep = Annotated[Match, Depends(match)]


def record_tag(request: Request, snapshot: Snapshot) -> str:
    """Return the tag of the record that an address shows; "" where it shows anything else."""
    item = request.path_params.get("item")
    path = getattr(request.scope.get("route"), "path", "")
    for kind in _KINDS:
        if path == f"/v1/{kind}/{{item}}" and item is not None:
            return "".join(map(tag_of, held(snapshot, kind, [item]).values()))
    return ""


def outdated(store: Store, snapshot: Snapshot, kind: str, before: Any, wanted: Any) -> Outdated:
    """Return the error that says by whom a record was changed, and what is stored now.

    Parameters
    ----------
    store, snapshot
        The database, and the graph as it stands.
    kind
        The kind of record.
    before
        The record as it is stored now; None where it is no more.
    wanted
        The record as its writer wanted it, which tells the fields in question.
    """
    if before is None:
        text = message("There is nothing under this id any more.")
        return Outdated(text)
    names = Names(snapshot)
    faults = tuple(
        Fault(
            Where(field=field),
            message("Stored is: {value}.", value=value_of(names, kind, field, old) or "–"),
        )
        for field, old, _ in changed_fields(before, wanted)
    )
    last = last_of(store, kind, before)
    again = message("Read it again, then send what you want with its new tag.")
    if last is None:
        text = message("{id} was changed since you read it. {again}", id=before.id, again=again)
    else:
        text = message(
            "{id} was changed since you read it, on {date} by {author}: {fields}. {again}",
            id=before.id,
            date=Date(last.at[:10]),
            author=by(last),
            fields=changed_in(last, kind, before.id),
            again=again,
        )
    return Outdated(text, faults)


def last_of(store: Store, kind: str, record: Any, since: int = 0) -> Edit | None:
    """Return the newest edit of a record, if it left the record as it is now.

    Otherwise an import, or a program other than this one, has changed it since.
    """
    for edit in edits.newest(store, record.id, most=_LOOKED_AT):
        for part in edit.parts:
            if part.kind == kind and part.record.id == record.id and edit.revision > since:
                return edit if alike(part.after, record) else None
    return None


def by(edit: Edit) -> Message | str:
    """Name the author of an edit."""
    return edit.author or message("somebody who did not say who")


def changed_in(edit: Edit, kind: str, item: str) -> tuple[Message | str, ...]:
    """Name the fields of a record that an edit changed."""
    return tuple(
        label_of(field)
        for part in edit.parts
        if part.kind == kind and part.record.id == item
        for field in told_fields(part)
    )
