"""Who bridges, in the whole network or a part of it: the whole ranking, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from graphsvc.analytics import sentences
from graphsvc.analytics.bridging import Grouping
from graphsvc.analytics.scope import WHOLE
from graphsvc.analytics.views import Evidence as GraphEvidence
from graphsvc.api.deps import JobsDep
from graphsvc.api.jobs import Jobs
from graphsvc.api.pages import bridges_between
from graphsvc.api.pages.bridges_form import (
    GROUPS,
    Only,
    Wish,
    WishDep,
    form,
    hint,
    narrowing,
    province_note,
)
from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.api.pages.lists import in_links, is_called, pager_of
from graphsvc.api.pages.long_answers import as_told, wait, waiter_for
from graphsvc.api.pages.what_if_starts import if_it_left_here
from graphsvc.api.questions import who_bridges
from graphsvc.api.waiting import StillWorking
from graphsvc.language import Message, message, messages
from graphsvc.model.ids import fold
from graphsvc.web import addresses
from graphsvc.web.pieces import Answer, BridgeRow, Text
from graphsvc.web.views import BridgesPage
from graphsvc.web.views.bridges import RankedBridge

router = APIRouter(include_in_schema=False)
ROWS = 50
_API = "/v1/bridging"
_MOST_NAMED = 3
_TITLE = message("Who bridges across partnerships")


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the page tells of one organization of the ranking."""

    organization: str
    rank: int
    sentence: str
    betweenness: float | None
    participation: float | None
    bodies: int
    seats: int
    holds: bool
    lower: int | None
    upper: int | None
    steady: bool
    stand_in: str | None
    meets: int
    of: int
    provinces: frozenset[str | None]


@dataclass(frozen=True, slots=True)
class _Found:
    """What the page takes of the answer, in order of rank."""

    entries: tuple[_Entry, ...]
    notes: tuple[Text, ...]
    evidence: GraphEvidence


@router.get(addresses.BRIDGES)
def show(
    frame: FrameDep,
    jobs: JobsDep,
    chosen: WishDep,
    start: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """Show who bridges, or who bridges two sectors."""
    if chosen.between:
        return bridges_between.show(frame, jobs, chosen, chosen.between, start)
    try:
        found = _found(frame, jobs, chosen)
    except StillWorking as error:
        return wait(frame, error, _TITLE)
    entries = list(_narrowed(frame, found.entries, chosen))
    query = frame.kept
    asked = _asked(frame, chosen)
    page = BridgesPage(
        form=form(frame, chosen),
        name=chosen.name,
        part=None if chosen.of == WHOLE else frame.link(chosen.of),
        answer=_answer(frame, found, addresses.with_query(_API, asked)),
        csv_href=addresses.with_query(_API, {**asked, "format": "csv"}),
        map_href=addresses.map_of(chosen.of, size="bridging", **query),
        evidence=frame.evidence(found.evidence),
        over=GROUPS[chosen.groups],
        rows=tuple(_row(frame, chosen.of, entry) for entry in entries[start : start + ROWS]),
        pager=pager_of(addresses.BRIDGES, {**query, **in_links(chosen)}, start, ROWS, len(entries)),
        ranked=len(found.entries),
        only=province_note(chosen),
        narrowing=narrowing(frame, chosen),
        hint=hint(chosen),
    )
    return frame.respond(page)


def _asked(frame: Frame, chosen: Wish) -> dict[str, str | None]:
    """Return the same question as the API is asked it."""
    return {
        "scope": chosen.of,
        "groups": str(chosen.groups),
        **frame.kept,
    }


def _found(frame: Frame, jobs: Jobs, chosen: Wish) -> _Found:
    scope = frame.scope(chosen.of)
    part = frame.keeper.part(frame.snapshot, chosen.of)
    waiter = waiter_for(frame, jobs, _API, _asked(frame, chosen))

    def work_out() -> _Found:
        told = as_told(frame, who_bridges(waiter, part, scope, chosen.groups), part)
        return _Found(
            # Who has no seat has a rank too, behind everybody, and nothing to be told of.
            tuple(
                _entry(frame, row, chosen.groups) for row in told["rows"] if row["load"]["bodies"]
            ),
            tuple(told["notes"]),
            GraphEvidence(**told["provenance"]["evidence"]),
        )

    key = ("page bridges", scope, chosen.groups, frame.speech.code)
    return frame.keeper.answer(part, key, work_out)


def _entry(frame: Frame, row: Mapping[str, Any], groups: Grouping) -> _Entry:
    records = frame.snapshot.partnerships
    stability, stand_in = row["stability"] or {}, row["stand_in"] or {}
    spread = "participation_sectors"
    if groups is Grouping.PARTNERSHIP:
        spread = "participation_partnerships"
    return _Entry(
        organization=row["organization"],
        rank=row["rank"],
        sentence=row["sentence"],
        betweenness=row["betweenness_normalized"],
        participation=row[spread],
        bodies=row["load"]["bodies"],
        seats=row["load"]["seats"],
        holds=row["separation"] is not None,
        lower=stability.get("lower"),
        upper=stability.get("upper"),
        steady=stability.get("steady", True),
        stand_in=stand_in.get("organization"),
        meets=stand_in.get("meets", 0),
        of=stand_in.get("of", 0),
        provinces=frozenset(records[item].province for item in row["partnerships"]),
    )


def _narrowed(frame: Frame, entries: Sequence[_Entry], chosen: Wish) -> Iterator[_Entry]:
    words = fold(chosen.name).split()
    for entry in entries:
        if (
            (not chosen.province or chosen.province in entry.provinces)
            and (chosen.only is not Only.HOLDING or entry.holds)
            and (chosen.only is not Only.STEADY or entry.steady)
            and is_called(frame.snapshot.organizations[entry.organization], words)
        ):
            yield entry


def _row(frame: Frame, of: str, entry: _Entry) -> RankedBridge:
    row = BridgeRow(
        rank=entry.rank,
        organization=frame.link(entry.organization),
        sentence=entry.sentence,
        betweenness=entry.betweenness,
        participation=entry.participation,
        bodies=entry.bodies,
        cut_point=entry.holds,
        lower=entry.lower,
        upper=entry.upper,
        steady=entry.steady,
        if_left=if_it_left_here(frame, of, entry.organization),
    )
    follower = frame.link(entry.stand_in) if entry.stand_in else None
    return RankedBridge(row, entry.seats, follower, entry.meets, entry.of)


def _names(frame: Frame, entries: Sequence[_Entry]) -> list[Text]:
    return [frame.snapshot.organizations[each.organization] for each in entries]


def _answer(frame: Frame, found: _Found, href: str) -> Answer:
    """Say who comes first, of those whose rank can be relied on."""
    # Who sits on one table links nothing, however few there are.
    linking = [entry for entry in found.entries if entry.steady and entry.bodies > 1]
    first = linking[:_MOST_NAMED]
    holding = sum(entry.holds for entry in found.entries)
    sentence: Message
    if not found.entries:
        sentence = message("Nobody is recorded at any table on this day.")
    elif not first:
        sentence = message("Nobody ranks reliably enough to be called a bridge.")
    else:
        names = _names(frame, first)
        sentence = message("The first of those whose rank is reliable: {names}.", names=names)
        ahead = [each for each in found.entries if not each.steady and each.rank < first[-1].rank]
        if ahead:
            sentence = message(
                "{first} Further up in the list, but with a rank that is not reliable: {names}.",
                first=sentence,
                names=sentences.some(_names(frame, ahead)),
            )
    held = messages(
        "If {count} organization left, others would lose contact with the rest.",
        "If any one of {count} organizations left, others would lose contact with the rest.",
        holding,
        count=holding,
    )
    notes = (
        *([held] if holding else []),
        message(
            "The rank is that of the mean of the ranks by betweenness, by links between distant "
            "parts, by spread, by pairs of partners who do not meet one another and by how little "
            "its own tables repeat the same partners."
        ),
        message(
            "Under a rank stands between which ranks it is when a tenth of the memberships is left "
            "out by lot, in 90 of 100 draws."
        ),
        *found.notes,
    )
    return Answer(sentence, notes, href)
