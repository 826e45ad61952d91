"""The page of the yearly report of a partnership."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graphsvc.language import Named
from graphsvc.web.pieces import Choice, Link, Text
from graphsvc.web.report import ReportPart
from graphsvc.web.views.shell import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage(Page):
    """A yearly report, in one language or in both one after the other.

    Attributes
    ----------
    record
        The partnership.
    back
        Its page.
    action, choices
        Where the form leads, and what can be chosen beside the days: the language, whom to leave
        out.
    first, last, why
        The first and the last day, and why these.
    years
        The same report of the year before, and of the one after.
    parts
        The report in each language.
    files
        The report as PDF, on either paper; empty where this service cannot make one.
    """

    template: ClassVar[str] = "report.html"
    record: Named
    back: Link
    action: str
    first: str
    last: str
    why: Text
    parts: tuple[ReportPart, ...]
    choices: tuple[Choice, ...] = ()
    years: tuple[Link, ...] = ()
    files: tuple[Link, ...] = ()
