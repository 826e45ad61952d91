"""Forms that change something: what was sent, in whose name, and where the reader goes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Annotated
from urllib.parse import parse_qs, urlsplit

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse

from graphsvc.api.cookies import fits, remember_author, tell
from graphsvc.errors import InvalidInput
from graphsvc.language import message
from graphsvc.web import addresses
from graphsvc.web.pieces import Told

_LONGEST, _MOST_FIELDS = 50_000, 500  # bytes of a form, fields in it


@dataclass(frozen=True, slots=True)
class Sent:
    """The fields of a form, as they were sent: spaces around them cut off, empty ones left out."""

    fields: Mapping[str, tuple[str, ...]]

    def one(self, name: str) -> str:
        """Return a field; "" where it was left empty."""
        return self.fields.get(name, ("",))[-1]

    def wanted(self, name: str) -> str:
        """Return a field that has to be filled in.

        Raises
        ------
        InvalidInput
            It was left empty.
        """
        value = self.one(name)
        if not value:
            raise InvalidInput.single(
                message("This field is empty."),
                message("Go back, fill it in and send the form again."),
                field=name,
            )
        return value

    @property
    def back(self) -> str:
        """Where the reader came from, a path on this site; the first page if that is not told."""
        return addresses.own(self.one("back"))


async def sent(request: Request) -> Sent:
    """Read the form that was sent."""
    body = await request.body()
    found = _read(body) if len(body) <= _LONGEST else None
    if found is None:
        raise InvalidInput.single(
            message("This form cannot be read."),
            message("Go back, reload the page and send the form again."),
            field="form",
        )
    stripped = {
        name: tuple(value.strip() for value in values if value.strip())
        for name, values in found.items()
    }
    form = Sent({name: values for name, values in stripped.items() if values})
    request.state.sent = form
    return form


def sent_before(request: Request) -> Sent | None:
    """Return the form that came with a request which cannot be answered now; None for no form."""
    found: Sent | None = getattr(request.state, "sent", None)
    return found if found and found.fields else None


def _read(body: bytes) -> dict[str, list[str]] | None:
    try:
        return parse_qs(body.decode(), errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:
        return None


# Reads the form before anything is asked of the database, so that it is not lost if that is away.
KEPT_FORM = Depends(sent)
SentDep = Annotated[Sent, Depends(sent)]


def done(to: str, told: Told | None = None, author: str | None = None) -> Response:
    """Lead the reader on after something was done, to be told so there.

    Parameters
    ----------
    to
        A path on this site.
    told
        What the page says on top.
    author
        In whose name it was done; remembered for the next time.
    """
    # See Other: reloading the page that follows sends nothing again.
    response = RedirectResponse(to, HTTPStatus.SEE_OTHER)
    if told is not None:
        tell(response, _short(told))
    if author is not None:
        remember_author(response, author)
    return response


def _short(told: Told) -> Told:
    """Return what a browser keeps of a notice: else it would say nothing of what was done."""
    undo = told.undo
    if fits(told) or undo is None:
        return told
    # The way back without what was chosen there; the history has the undo as well.
    fields = {
        name: urlsplit(value).path if name == "back" else value
        for name, value in undo.fields.items()
    }
    shorter = replace(told, undo=replace(undo, fields=fields))
    return shorter if fits(shorter) else replace(told, undo=None)
