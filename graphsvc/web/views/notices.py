"""Pages that say one thing: what went wrong, that a key is asked for, that the store is away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graphsvc.web.editing import Field
from graphsvc.web.pieces import Link, Text
from graphsvc.web.views.shell import Page


@dataclass(frozen=True, slots=True)
class Again:
    """A form that asks again for what was typed: where it goes, its fields, what goes along."""

    action: str
    fields: tuple[Field, ...]
    hidden: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage(Page):
    """Something went wrong: what, and what to do.

    Attributes
    ----------
    status, title, text
        The HTTP status, and what it means here.
    faults
        Every fault of an input that stands beside no field of `again`.
    again
        The form that asks anew; None where nothing was typed.
    links
        Where to go on.
    """

    template: ClassVar[str] = "message.html"
    status: int
    title: Text
    text: Text
    faults: tuple[Text, ...] = ()
    again: Again | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage(Page):
    """Asks for an access key. `next` is where to go afterwards, a path on this site."""

    template: ClassVar[str] = "sign_in.html"
    next: str = "/"
    problem: Text | None = None


@dataclass(frozen=True, slots=True)
class Unsent:
    """A form that was on its way when the database went: where it goes, and what it holds."""

    action: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayPage(Page):
    """The database does not answer; the page tries again by itself after so many seconds.

    `unsent` is a form that was sent meanwhile: it is kept for the reader to send again.
    """

    template: ClassVar[str] = "away.html"
    retry_after: int = 5
    unsent: Unsent | None = None
