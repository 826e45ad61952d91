"""The sectors of all partnerships: where each is scarce, as a table that is no ranking of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from graphsvc.analytics.engagement import SectorStatus
from graphsvc.analytics.seating import SECTORS
from graphsvc.analytics.standing import STATUS
from graphsvc.analytics.views import Evidence as GraphEvidence
from graphsvc.api.deps import JobsDep
from graphsvc.api.jobs import Jobs
from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.api.pages.lists import in_links, is_called, pager_of
from graphsvc.api.pages.long_answers import as_told, wait, waiter_for
from graphsvc.api.pages.sector_matrix_form import (
    REFERENCES,
    SCALES,
    Shown,
    Wish,
    WishDep,
    form,
    headings,
    name_heading,
)
from graphsvc.api.sectors import all_sectors
from graphsvc.api.waiting import StillWorking
from graphsvc.language import message
from graphsvc.model.ids import fold
from graphsvc.model.sectors import Sector
from graphsvc.web import addresses
from graphsvc.web.heat import HeatCell, HeatRow, SectorSpread, spread
from graphsvc.web.pieces import Answer, Link, Text
from graphsvc.web.views import SectorMatrixPage

router = APIRouter(include_in_schema=False)
ROWS = 100
_TITLE = message("Sectors across partnerships")
_API = "/v1/sectors"
_CLEAR = frozenset({SectorStatus.ABSENT, SectorStatus.UNDER, SectorStatus.OVER})


@dataclass(frozen=True, slots=True)
class _Cell:
    """What the page tells of one sector in one partnership."""

    seats: int
    shrunken: float | None
    status: SectorStatus

    def value(self, shown: Shown) -> float | None:
        """Return what is shown of it."""
        return self.seats if shown is Shown.SEATS else self.shrunken


@dataclass(frozen=True, slots=True)
class _Row:
    """A partnership with its sectors, in their fixed order."""

    partnership: str
    cells: tuple[_Cell, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """What the page takes of the answer: partnerships with members, in order of name."""

    rows: tuple[_Row, ...]
    silent: int
    sentence: Text
    notes: tuple[Text, ...]
    evidence: GraphEvidence


@router.get(addresses.SECTORS)
def show(
    frame: FrameDep,
    jobs: JobsDep,
    chosen: WishDep,
    start: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """Show the sectors of all partnerships beside one another."""
    try:
        found = _found(frame, jobs, chosen)
    except StillWorking as error:
        return wait(frame, error, _TITLE)
    rows = _ordered(_narrowed(frame, found.rows, chosen), chosen)
    part = rows[start : start + ROWS]
    marked = frame.snapshot.partnerships.get(chosen.mark)
    query = frame.kept
    asked = {"reference": chosen.reference, **query}
    page = SectorMatrixPage(
        form=form(
            frame,
            chosen,
            (row.partnership for row in found.rows),
            [row.partnership for row in part],
        ),
        name=chosen.name,
        answer=Answer(found.sentence, found.notes, addresses.with_query(_API, asked)),
        csv_href=addresses.with_query(_API, {**asked, "format": "csv"}),
        evidence=frame.evidence(found.evidence),
        reference=REFERENCES[chosen.reference],
        scale=SCALES[chosen.show],
        statuses=tuple((str(status), label) for status, label in STATUS.items()),
        by_name=name_heading(frame, chosen),
        headings=headings(frame, chosen),
        rows=tuple(_row(frame, row, chosen) for row in part),
        pager=pager_of(addresses.SECTORS, {**query, **in_links(chosen)}, start, ROWS, len(rows)),
        spreads=_spreads(rows, found.rows, chosen) if rows else (),
        marked=marked and message("{partnership}", partnership=marked),
        known=len(found.rows),
        silent=found.silent,
    )
    return frame.respond(page)


def _found(frame: Frame, jobs: Jobs, chosen: Wish) -> _Found:
    query = {"reference": chosen.reference, **frame.kept}
    waiter = waiter_for(frame, jobs, _API, query)
    day, without, speech = frame.as_of, frame.exclude, frame.speech.code

    def work_out() -> _Found:
        answer = all_sectors(waiter, frame.snapshot, day, without, chosen.reference)
        return _taken(frame, as_told(frame, answer, frame.snapshot))

    key = ("page sector matrix", day, without, chosen.reference, speech)
    return frame.keeper.answer(frame.snapshot, key, work_out)


def _taken(frame: Frame, told: Any) -> _Found:
    records = frame.snapshot.partnerships
    rows = []
    for at in range(0, len(told["rows"]), len(SECTORS)):
        sectors = told["rows"][at : at + len(SECTORS)]
        cells = tuple(
            _Cell(each["seats"], each["shrunken"], SectorStatus(each["status"])) for each in sectors
        )
        rows.append(_Row(sectors[0]["partnership"], cells))
    # Where nobody has recorded a member, nothing is known: that is no lack of every sector.
    speaking = [row for row in rows if any(cell.seats for cell in row.cells)]
    speaking.sort(
        key=lambda row: (fold(frame.speech.name(records[row.partnership])), row.partnership)
    )
    return _Found(
        tuple(speaking),
        len(rows) - len(speaking),
        told["sentence"],
        tuple(told["notes"]),
        GraphEvidence(**told["provenance"]["evidence"]),
    )


def _narrowed(frame: Frame, rows: Sequence[_Row], chosen: Wish) -> list[_Row]:
    words = fold(chosen.name).split()
    found = []
    for row in rows:
        record = frame.snapshot.partnerships[row.partnership]
        if (
            chosen.province in ("", record.province)
            and chosen.kind in ("", record.kind)
            and is_called(record, words)
        ):
            found.append(row)
    return found


def _ordered(rows: list[_Row], chosen: Wish) -> list[_Row]:
    """Order the rows by a sector, what is not known last; else leave them in order of name."""
    if chosen.sector is None:
        return rows
    place = SECTORS.index(chosen.sector)
    sign = -1 if chosen.is_backwards else 1

    def key(row: _Row) -> tuple[bool, float]:
        value = row.cells[place].value(chosen.show)
        return (value is None, sign * (value or 0))

    return sorted(rows, key=key)


def _row(frame: Frame, row: _Row, chosen: Wish) -> HeatRow:
    link = frame.link(row.partnership)
    return HeatRow(
        Link(link.text, f"{link.href}#missing"),
        tuple(
            _cell(sector, cell, chosen.show)
            for sector, cell in zip(SECTORS, row.cells, strict=True)
        ),
        row.partnership == chosen.mark,
    )


def _cell(sector: Sector, cell: _Cell, shown: Shown) -> HeatCell:
    value = cell.value(shown)
    return HeatCell(
        label=sector.short,
        value=value,
        band=SCALES[shown].band(value),
        status=str(cell.status),
        status_label=STATUS[cell.status],
        is_clear=cell.status in _CLEAR,
    )


def _spreads(
    rows: Sequence[_Row], everybody: Sequence[_Row], chosen: Wish
) -> tuple[SectorSpread, ...]:
    """Return each sector over the partnerships of the list; the marked one may be another."""
    marked = next((row for row in everybody if row.partnership == chosen.mark), None)
    return tuple(
        spread(
            SCALES[chosen.show],
            sector.short,
            (row.cells[place].value(chosen.show) for row in rows),
            marked.cells[place].value(chosen.show) if marked else None,
        )
        for place, sector in enumerate(SECTORS)
    )
