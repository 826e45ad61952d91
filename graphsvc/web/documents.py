"""Reports as documents of their own: one file with its style in it, to be printed or kept."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from markupsafe import Markup

from graphsvc.language import language, message
from graphsvc.web import assets
from graphsvc.web.rendering import environment, in_title, sendable
from graphsvc.web.report import ReportPart

_SHEETS = ("graphsvc.css", "answers.css", "report.css")


class Paper(StrEnum):
    """What a document is printed on."""

    LETTER = "letter"
    A4 = "a4"


def written(parts: Sequence[ReportPart], paper: Paper) -> str:
    """Write a report as a document that needs nothing from outside.

    Parameters
    ----------
    parts
        The report in each language.
    paper
        The size of its pages.
    """
    sheets = [(assets.FOLDER / name).read_text(encoding="utf-8") for name in _SHEETS]
    styles = "\n".join([*sheets, *(_page(part, paper) for part in parts)])
    template = environment(parts[0].language).get_template("report_document.html")
    # A style element ends at its end tag alone; in ours, and in quoted names, there is no "<".
    return sendable(template.render(parts=parts, styles=Markup(styles)))  # noqa: S704


def _page(part: ReportPart, paper: Paper) -> str:
    """Lay out the pages of one language: what it is at the foot, the number of the page beside."""
    reader = language(part.language)
    foot = reader.render(
        message("{title}, {day}", title=in_title(part), day=reader.date(part.last))
    )
    before, _, rest = reader.render(
        message("Page {page} of {pages}", page="{page}", pages="{pages}")
    ).partition("{page}")
    between, _, after = rest.partition("{pages}")
    number = f"{quoted(before)} counter(page) {quoted(between)} counter(pages) {quoted(after)}"
    small = "font: 8pt sans-serif; color: #333;"
    return (
        f".on-{part.language} {{ page: report-{part.language}; }}\n"
        f"@page report-{part.language} {{ size: {paper}; margin: 1.7cm 1.6cm 1.9cm;\n"
        f"  @bottom-left {{ content: {quoted(foot)}; width: 78%; text-align: left; {small} }}\n"
        f"  @bottom-right {{ content: {number}; text-align: right; {small} }} }}"
    )


def quoted(text: str) -> str:
    r"""Write a text as a string of CSS: all but plain letters and digits by its number.

    >>> print(quoted('</style>"'))
    "\00003c\00002fstyle\00003e\000022"
    """
    return '"' + "".join(_character(each) for each in text) + '"'


def _character(each: str) -> str:
    if each.isascii() and each.isalnum():
        return each
    # Half of a surrogate pair, and the character that ends a text in C, have no place in CSS. The
    # space ends the number.
    number = ord(each)
    return f"\\{0xFFFD if number == 0 or 0xD800 <= number <= 0xDFFF else number:x} "
