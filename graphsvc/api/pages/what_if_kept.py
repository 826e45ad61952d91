"""What is kept of the changes that were tried out: keeping it, forgetting it, and all of it."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qsl

from fastapi import APIRouter, Response
from pydantic import ValidationError

from graphsvc.analytics.overlay import own_faults
from graphsvc.analytics.overlay_form import OverlayIn, ScenarioIn
from graphsvc.api.cookies import fits
from graphsvc.api.pages.forms import SentDep, done
from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.api.pages.what_if_bench import Bench, bench, held_by, where
from graphsvc.api.pages.what_if_draft import Part, of_overlay
from graphsvc.errors import Conflict, ForeignData, InvalidInput
from graphsvc.language import message
from graphsvc.model import ids, values
from graphsvc.model.scenarios import KeptScenario, id_faults
from graphsvc.store import scenarios
from graphsvc.web import addresses
from graphsvc.web.pieces import Link, Text, Told, Undo
from graphsvc.web.what_if import KeptPage, KeptRow

router = APIRouter(include_in_schema=False)
MOST_LISTED = 50
_BATCH = MOST_LISTED + 1  # one more tells whether there is a next page
MOST_READ = 4 * _BATCH  # for one page
_LARGEST = 200_000  # bytes that a scenario may unpack to


def faults(held: Bench, name: str, tag: str) -> list[Text]:
    """Find why a draft cannot be kept under a name.

    Parameters
    ----------
    held, name
        The draft and the name.
    tag
        When the scenario that it goes on from had been kept last when it was opened.
    """
    if not name:
        return [message("This field is empty.")]
    wrong: list[Text] = [text for pair in values.faults("name", name) for text in pair]
    if wrong:
        return wrong
    if held.sorted_out[1] or any(part.record is None for part in held.draft.parts):
        return [message("Some changes do not fit. Remove them first; they are marked above.")]
    item = _id(held, name)
    taken = scenarios.find(held.frame.keeper.store, item)
    if taken and item != held.draft.kept:
        return [message("Another one is kept under this name already. Choose another name.")]
    if taken and held.opened and tag != held.opened.changed_at:
        return [
            message(
                "Somebody has kept another version under this name since you opened it. Choose "
                "another name, or open that one first."
            )
        ]
    return []


def _id(held: Bench, name: str) -> str:
    """Return the id under which a draft is kept: of the one it goes on from under its own name."""
    is_same = held.opened is not None and name == held.opened.name
    return held.draft.kept if is_same else ids.make(ids.SCENARIO, name)


@router.post(addresses.WHAT_IF_KEEP)
def keep(frame: FrameDep, sent: SentDep) -> Response:
    """Keep a draft under a name."""
    name, tag = sent.one("called"), sent.one("tag")
    held = bench(frame, parse_qsl(sent.one("draft")))
    # The page finds the same fault, and says it beside the name.
    again = f"{held.address(None, ('do', 'keep'), ('called', name), ('tag', tag))}#keep"
    if not held.draft.parts or faults(held, name, tag):
        return done(again)
    item = _id(held, name)
    text = OverlayIn.of(held.draft.overlay()).model_dump_json()
    expected = tag if item == held.draft.kept else scenarios.NEW
    try:
        kept, _ = scenarios.put(frame.keeper.store, item, name, text, expected)
    except Conflict:  # somebody was quicker, by less than it takes to look
        return done(again)
    told = Told(frame.speech.render(message("“{name}” is kept.", name=name)))
    fields = {"item": item, "changed_at": kept.changed_at, "back": held.address()}
    undo = Undo(addresses.WHAT_IF_FORGET, fields)
    opened = addresses.what_if([("of", held.draft.of), ("kept", item), *held.view])
    # What is replaced is not brought back by forgetting what stands in its place.
    return done(opened, told if item == held.draft.kept else _with(told, undo))


@router.post(addresses.WHAT_IF_FORGET)
def forget(frame: FrameDep, sent: SentDep) -> Response:
    """Forget a scenario."""
    kept = scenarios.drop(frame.keeper.store, sent.wanted("item"), sent.wanted("changed_at"))
    return done(sent.back, _forgotten(frame, kept, sent.back))


def _forgotten(frame: Frame, kept: KeptScenario, back: str = addresses.WHAT_IF) -> Told:
    """Say that something is forgotten; how to undo it, if a cookie can hold what it was.

    What leads back to a draft can be long: where both do not fit, undoing leads to the bare page.
    """
    told = Told(frame.speech.render(message("“{name}” is forgotten.", name=kept.name)))
    fields = {"item": kept.id, "name": kept.name, "text": _packed(kept)}
    for to in (back, addresses.WHAT_IF):
        whole = _with(told, Undo(addresses.WHAT_IF_RESTORE, {**fields, "back": to}))
        if whole.undo:
            return whole
    return told


def _with(told: Told, undo: Undo) -> Told:
    whole = replace(told, undo=undo)
    return whole if fits(whole) else told


@router.post(addresses.WHAT_IF_RESTORE)
def restore(frame: FrameDep, sent: SentDep) -> Response:
    """Keep again what was forgotten."""
    store = frame.keeper.store
    found = _unpacked(sent.wanted("name"), sent.wanted("text"))
    item = sent.wanted("item")
    if any(id_faults(item)):
        raise _NOT_OURS
    try:
        scenarios.put(store, item, found.name, found.text(), scenarios.NEW)
    except Conflict as error:
        text = message("Another one was kept under this name meanwhile.")
        raise Conflict(text) from error
    told = message("“{name}” is kept again.", name=found.name)
    return done(sent.back, Told(frame.speech.render(told)))


def _packed(kept: KeptScenario) -> str:
    return base64.urlsafe_b64encode(zlib.compress(kept.text.encode(), 9)).decode()


def _unpacked(name: str, text: str) -> ScenarioIn:
    """Read what `_packed` has written, as carefully as whatever is sent."""
    try:
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(base64.urlsafe_b64decode(text), _LARGEST)
        held = OverlayIn.model_validate_json(data)
        found = ScenarioIn(name=name, add=held.add, remove=held.remove)
    except (binascii.Error, zlib.error, ValidationError, ValueError) as error:
        raise _NOT_OURS from error
    if own_faults(found.overlay()) or any(values.faults("name", name)):
        raise _NOT_OURS
    return found


_NOT_OURS = InvalidInput.single(
    message("This is not what was forgotten here."),
    message("Build it anew, and keep it."),
    field="text",
)


def page(held: Bench, start: int) -> KeptPage:
    """Return a page of what is kept; of a partnership that is looked at, what changes it."""
    of = held.draft.of
    rows, following = _listed(
        held.frame, of if of in held.frame.snapshot.partnerships else "", start
    )
    older = held.address(None, ("older", str(following))) if following else None
    return KeptPage(rows, f"{held.address()}#kept" if start else None, older and f"{older}#kept")


def _listed(frame: Frame, of: str, start: int) -> tuple[tuple[KeptRow, ...], int | None]:
    """Return a page of what is kept, the newest first, and where the next one begins.

    Parameters
    ----------
    frame
        The request.
    of
        Only what changes something in this partnership; "" for all.
    start
        How many that were kept later are left to other pages, those of other partnerships too.

    Returns
    -------
    tuple[tuple[KeptRow, ...], int | None]
        At most `MOST_LISTED`; fewer where so many concern others that `MOST_READ` were read. The
        start of the next page is None where nothing older is kept.
    """
    rows: list[KeptRow] = []
    at = start
    while at < start + MOST_READ:
        found = scenarios.newest(frame.keeper.store, at, _BATCH)
        for kept in found:
            parts = _parts(kept)
            concerned = where(frame.snapshot, parts or ())
            if not of or of in concerned:
                if len(rows) == MOST_LISTED:
                    return tuple(rows), at
                rows.append(_row(frame, kept, parts, concerned))
            at += 1
        if len(found) < _BATCH:
            return tuple(rows), None
    return tuple(rows), at


def _parts(kept: KeptScenario) -> Sequence[Part] | None:
    try:
        return list(of_overlay(held_by(kept)))
    except ForeignData:
        return None


def _row(
    frame: Frame, kept: KeptScenario, parts: Sequence[Part] | None, of: Sequence[str]
) -> KeptRow:
    view = [*frame.kept.items()]
    return KeptRow(
        item=kept.id,
        scenario=Link(kept.name, addresses.what_if([("kept", kept.id), *view])),
        of=tuple(frame.link(item) for item in of),
        count=None if parts is None else len(parts),
        changed_at=kept.changed_at,
        for_good=_forgotten(frame, kept).undo is None,
    )
