"""Who bridges two sectors: a list of who joins their organizations, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fastapi import Response

from graphsvc.analytics.scope import WHOLE
from graphsvc.analytics.views import Evidence as GraphEvidence
from graphsvc.api.between import who_joins
from graphsvc.api.jobs import Jobs
from graphsvc.api.pages.bridges_form import Wish, form, narrowing, province_note
from graphsvc.api.pages.frame import Frame
from graphsvc.api.pages.lists import in_links, is_called, pager_of
from graphsvc.api.pages.long_answers import as_told, wait, waiter_for
from graphsvc.api.pages.what_if_starts import if_it_left_here
from graphsvc.api.waiting import StillWorking
from graphsvc.language import Message, message, messages
from graphsvc.model.ids import fold
from graphsvc.model.sectors import Sector
from graphsvc.web import addresses
from graphsvc.web.pieces import Answer, Text
from graphsvc.web.views import BetweenPage
from graphsvc.web.views.bridges import BetweenBridge

ROWS = 50
_API = "/v1/bridging/between"
_TITLE = message("Who bridges two sectors")
_SECTORS: Mapping[str, Sector] = {str(sector): sector for sector in Sector}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Found:
    """What the page takes of the answer, in order of rank."""

    rows: tuple[Row, ...]
    sentence: Text
    totals: Mapping[str, int]
    evidence: GraphEvidence


def show(
    frame: Frame, jobs: Jobs, chosen: Wish, sectors: tuple[Sector, Sector], start: int
) -> Response:
    """Show who bridges two sectors."""
    try:
        found = _found(frame, jobs, chosen, sectors)
    except StillWorking as error:
        return wait(frame, error, _TITLE)
    rows = list(_narrowed(frame, found.rows, chosen))
    query = frame.kept
    asked = _asked(frame, chosen)
    everything = in_links(replace(chosen, first="", second=""))
    page = BetweenPage(
        form=form(frame, chosen),
        name=chosen.name,
        part=None if chosen.of == WHOLE else frame.link(chosen.of),
        answer=Answer(found.sentence, _NOTES, addresses.with_query(_API, asked)),
        csv_href=addresses.with_query(_API, {**asked, "format": "csv"}),
        ranking_href=addresses.with_query(addresses.BRIDGES, {**query, **everything}),
        evidence=frame.evidence(found.evidence),
        first=sectors[0].short,
        second=sectors[1].short,
        totals=_totals(found.totals, sectors),
        rows=tuple(_row(frame, chosen.of, row) for row in rows[start : start + ROWS]),
        pager=pager_of(addresses.BRIDGES, {**query, **in_links(chosen)}, start, ROWS, len(rows)),
        ranked=len(found.rows),
        only=province_note(chosen),
        narrowing=narrowing(frame, chosen),
    )
    return frame.respond(page)


_NOTES = (
    message(
        "The rank is that by pairs, then by those it joins alone. Organizations count to their "
        "first sector. A seat that nobody recorded is not known: two may meet all the same."
    ),
)


def _asked(frame: Frame, chosen: Wish) -> dict[str, str | None]:
    """Return the same question as the API is asked it."""
    named = {"first": chosen.first, "second": chosen.second, "scope": chosen.of}
    return {**named, **frame.kept}


def _found(frame: Frame, jobs: Jobs, chosen: Wish, sectors: tuple[Sector, Sector]) -> _Found:
    scope = frame.scope(chosen.of)
    part = frame.keeper.part(frame.snapshot, chosen.of)
    waiter = waiter_for(frame, jobs, _API, _asked(frame, chosen))

    def work_out() -> _Found:
        told = as_told(frame, who_joins(waiter, part, scope, *sectors), part)
        counted = ("pairs", "meeting", "joined", "apart")
        return _Found(
            tuple(told["rows"]),
            told["sentence"],
            {name: told[name] for name in counted},
            GraphEvidence(**told["provenance"]["evidence"]),
        )

    key = ("page between", scope, *sectors, frame.speech.code)
    return frame.keeper.answer(part, key, work_out)


def _narrowed(frame: Frame, rows: Sequence[Row], chosen: Wish) -> Iterator[Row]:
    words, records = fold(chosen.name).split(), frame.snapshot.partnerships
    for row in rows:
        there = {records[item].province for item in row["partnerships"]}
        if chosen.province in ("", *there) and is_called(
            frame.snapshot.organizations[row["organization"]], words
        ):
            yield row


def _row(frame: Frame, of: str, row: Row) -> BetweenBridge:
    sector = _SECTORS.get(row["sector"] or "")
    return BetweenBridge(
        organization=frame.link(row["organization"]),
        sector=sector and sector.short,
        rank=row["rank"],
        pairs=row["pairs"],
        alone=row["alone"],
        met_first=row["met_first"],
        met_second=row["met_second"],
        example=_example(frame, row),
        if_left=if_it_left_here(frame, of, row["organization"]),
    )


def _example(frame: Frame, row: Row) -> Message | None:
    if row["example"] is None:
        return None
    one, other = (frame.snapshot.organizations[item] for item in row["example"])
    more = row["alone"] - 1
    if not more:
        return message("Nobody else joins {one} with {other}.", one=one, other=other)
    return messages(
        "Nobody else joins {one} with {other}, nor {count} other pair.",
        "Nobody else joins {one} with {other}, nor {count} other pairs.",
        more,
        one=one,
        other=other,
        count=more,
    )


def _totals(counted: Mapping[str, int], sectors: tuple[Sector, Sector]) -> Message | None:
    if not counted["pairs"]:
        return None
    return message(
        "Pairs of one organization of {first} and one of {second}: {pairs}. Share a table: "
        "{meeting}. Share none, but somebody sits with both: {joined}. Joined by nobody: {apart}.",
        first=sectors[0].short,
        second=sectors[1].short,
        **counted,
    )
