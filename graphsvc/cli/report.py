"""report: the yearly report of a partnership as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphsvc.api.foretold import Foretold
from graphsvc.api.keeper import Keeper
from graphsvc.api.pages import report_year
from graphsvc.api.pages.outlook import Outlook
from graphsvc.api.pages.report import Spoken, document
from graphsvc.api.pages.report_year import FIRST_YEAR, LAST_YEAR, Year
from graphsvc.api.printing import pdf
from graphsvc.cli.asking import Exclude, left_out
from graphsvc.cli.database import ready_store
from graphsvc.cli.output import at_work, write_file
from graphsvc.dates import today
from graphsvc.errors import InvalidInput, NotFound
from graphsvc.language import language, message
from graphsvc.settings import read_settings
from graphsvc.web.documents import Paper

_PDF, _HTML = ".pdf", ".html"


def report(
    partnership: Annotated[str, typer.Argument(help="Id of the partnership.")],
    out: Annotated[
        Path, typer.Option(help="File to write: report.pdf, or report.html without a browser.")
    ],
    year: Annotated[
        int | None,
        typer.Option(
            min=FIRST_YEAR,
            max=LAST_YEAR - 1,
            help="The year that begins in April of this one; left out, the newest whole one with "
            "a source or a meeting.",
        ),
    ] = None,
    first: Annotated[str, typer.Option("--from", help="First day, in place of a year.")] = "",
    last: Annotated[str, typer.Option("--to", help="Last day, in place of a year.")] = "",
    spoken: Annotated[
        Spoken, typer.Option("--language", help="Language; both: English, then French.")
    ] = Spoken.ENGLISH,
    paper: Annotated[Paper, typer.Option(help="Size of the pages.")] = Paper.LETTER,
    exclude: Exclude = None,
) -> None:
    """Write the yearly report of a partnership as PDF, which takes a Chromium, or as HTML.

    The same as the page of the report, in one file that needs nothing else.
    """
    if out.suffix not in {_PDF, _HTML}:
        raise InvalidInput.single(message("Let the file end in .pdf or .html."), field="--out")
    if year is not None and (first or last):
        raise InvalidInput.single(
            message("Choose --year, or --from and --to, not both."), field="--year"
        )
    with ready_store() as store:
        keeper = Keeper(store)
        view = Outlook(
            keeper=keeper,
            snapshot=keeper.snapshot(),
            foretold=Foretold(store),
            speech=language(spoken.codes[0]),
            as_of=today(),
            exclude=left_out(exclude),
        )
        if partnership not in view.snapshot.partnerships:
            raise NotFound(partnership)
        about = _year(view, partnership, year, first, last)
        with at_work(message("Writing the report")):
            text = document(view, partnership, about, spoken, paper)
    if out.suffix == _PDF:
        with at_work(message("Printing the report")):
            data = pdf(text, read_settings().chromium)
    else:
        data = text.encode()
    write_file(out, data)
    typer.echo(f"Report about {about.first} to {about.last} written to {out}")


def _year(view: Outlook, item: str, year: int | None, first: str, last: str) -> Year:
    if year is not None:
        whole = report_year.fiscal(year)
        return report_year.chosen(whole.first, whole.last)
    return report_year.chosen(first, last) if first or last else report_year.usual(view, item)
