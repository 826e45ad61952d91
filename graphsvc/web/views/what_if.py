"""The page on which changes are tried out before anybody decides on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graphsvc.web import addresses
from graphsvc.web.pieces import Evidence, Link, Text, ViewForm
from graphsvc.web.views.shell import Page
from graphsvc.web.what_if import NOTHING_KEPT, ChangeForm, Keeping, KeptPage, Outcome, TriedChange


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfPage(Page):
    """Changes, what would come of them, and those that are kept.

    Attributes
    ----------
    part
        The part of the network that is looked at; None where one has to be chosen first.
    form
        The day, whom to leave out, and the choice of that part.
    changes
        What is tried out.
    examples
        What could be tried out here, as long as nothing is.
    forms, hidden
        The forms that add a change, and what all of them send beside their fields.
    no_forms
        Why there is no form; None where there is one.
    evidence
        On what the part that is looked at stands.
    outcome
        What would come of it; None where nothing is tried out that fits.
    keeping
        The form that keeps it; None where there is nothing to keep.
    clear
        The address of the page without any change.
    after_forgetting
        Where the reader is led when something was forgotten: here, but not to what is gone.
    kept
        A page of what is kept, the newest first.
    """

    template: ClassVar[str] = "what_if.html"
    form: ViewForm
    part: Link | None = None
    changes: tuple[TriedChange, ...] = ()
    examples: tuple[Link, ...] = ()
    forms: tuple[ChangeForm, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    no_forms: Text | None = None
    evidence: Evidence | None = None
    outcome: Outcome | None = None
    keeping: Keeping | None = None
    clear: str = ""
    after_forgetting: str = addresses.WHAT_IF
    kept: KeptPage = NOTHING_KEPT
