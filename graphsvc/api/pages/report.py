"""The yearly report of a partnership: as a page, as a document of its own, as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Response

from graphsvc.api.deps import ItemPath, SettingsDep
from graphsvc.api.keeper import Body
from graphsvc.api.pages import report_year
from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.api.pages.lists import one_of
from graphsvc.api.pages.outlook import Outlook
from graphsvc.api.pages.report_parts import part
from graphsvc.api.pages.report_year import Year
from graphsvc.api.printing import pdf, printer
from graphsvc.errors import NotFound
from graphsvc.language import language, message
from graphsvc.web import addresses
from graphsvc.web.documents import Paper, written
from graphsvc.web.pieces import Link, Text
from graphsvc.web.report import ReportPart
from graphsvc.web.views import ReportPage

router = APIRouter(include_in_schema=False)


class Spoken(StrEnum):
    """The languages of a report."""

    ENGLISH = "en"
    FRENCH = "fr"
    BOTH = "both"

    @property
    def codes(self) -> Sequence[str]:
        """The codes of the languages, in the order of the parts."""
        return ("en", "fr") if self is Spoken.BOTH else (str(self),)


_LANGUAGES: dict[str, Text] = {
    Spoken.ENGLISH: message("English"),
    Spoken.FRENCH: message("French"),
    Spoken.BOTH: message("English, then French"),
}
_PAPERS = {
    Paper.LETTER: message("PDF, letter paper"),
    Paper.A4: message("PDF, A4 paper"),
}
_Day = Annotated[str, Query(max_length=40)]
_First = Annotated[str, Query(max_length=40, alias="from")]
_Spoken = Annotated[Spoken | None, Query(alias="language")]


@router.get("/partnerships/{item}/report")
def show(
    frame: FrameDep,
    settings: SettingsDep,
    item: ItemPath,
    *,
    first: _First = "",
    to: _Day = "",
    spoken: _Spoken = None,
) -> Response:
    """Show the yearly report of a partnership."""
    year = _year(frame, item, first, to)
    chosen = spoken or Spoken(frame.speech.code)
    query = {**_kept(frame, year), "language": chosen}
    page = ReportPage(
        record=frame.snapshot.partnerships[item],
        back=frame.link(item),
        action=addresses.report(item),
        first=year.first,
        last=year.last,
        why=year.why,
        parts=parts(frame, item, year, chosen),
        choices=frame.form(
            one_of("language", message("Language of the report"), _LANGUAGES, chosen)
        ).choices,
        years=_years(item, year, query),
        files=tuple(
            Link(label, addresses.report_file(item, **{**query, "paper": paper}))
            for paper, label in _PAPERS.items()
        )
        if printer(settings.chromium)
        else (),
    )
    return frame.respond(page)


@router.get("/partnerships/{item}/report.pdf")
def show_pdf(
    frame: FrameDep,
    settings: SettingsDep,
    item: ItemPath,
    *,
    first: _First = "",
    to: _Day = "",
    spoken: _Spoken = None,
    paper: Paper = Paper.LETTER,
) -> Response:
    """Send the yearly report of a partnership as PDF."""
    year = _year(frame, item, first, to)
    chosen = spoken or Spoken(frame.speech.code)
    content = pdf(document(frame, item, year, chosen, paper), settings.chromium)
    name = f"{item.replace(':', '-').replace('~', '-')}-{year.last}-{chosen}.pdf"
    headers = {
        **frame.headers,
        "Content-Type": "application/pdf",
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    frame.keeper.keep(headers["etag"], Body(content, headers))
    return Response(content, headers=headers)


def parts(frame: Outlook, item: str, year: Year, spoken: Spoken) -> tuple[ReportPart, ...]:
    """Write the report of a partnership in each language that is asked for.

    Raises
    ------
    NotFound
        There is no such partnership.
    """
    if item not in frame.snapshot.partnerships:
        raise NotFound(item)
    return tuple(part(frame, item, year, language(code)) for code in spoken.codes)


def document(frame: Outlook, item: str, year: Year, spoken: Spoken, paper: Paper) -> str:
    """Write the report as a document of its own, from which nothing leads into this site."""
    alone = replace(frame, linked=False)
    return written(parts(alone, item, year, spoken), paper)


def _year(frame: Frame, item: str, first: str, last: str) -> Year:
    if item not in frame.snapshot.partnerships:
        raise NotFound(item)
    return report_year.chosen(first, last) if first or last else report_year.usual(frame, item)


def _kept(frame: Frame, year: Year) -> dict[str, str | None]:
    return {"from": year.first, "to": year.last, "exclude": frame.left_out}


def _years(item: str, year: Year, query: dict[str, str | None]) -> tuple[Link, ...]:
    labels = {-1: message("The year before"), 1: message("The year after")}
    found = []
    for step, label in labels.items():
        if days := year.moved(step):
            asked = {**query, "from": days[0], "to": days[1]}
            found.append(Link(label, addresses.report(item, **asked)))
    return tuple(found)
