"""Which parameters an address takes: a misspelt one is refused, not passed over in silence."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request

from graphsvc.errors import Fault, InvalidInput, Where
from graphsvc.language import message


def known_parameters(
    request: Request,
    lang: Annotated[  # noqa: ARG001 - read by `spoken`, which the pages share; described here
        str | None,
        Query(
            pattern="^(en|fr)$",
            description="Language of sentences and errors, en or fr; else by Accept-Language.",
        ),
    ] = None,
) -> None:
    """Check that the address takes every parameter it was given.

    Raises
    ------
    InvalidInput
        It does not: with `as_off` for `as_of`, the answer would be about another day.
    """
    described = request.app.openapi()["paths"][request.scope["route"].path_format]
    operation = described[request.method.lower()]
    names = [each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"]
    strange = [name for name in request.query_params if name not in names]
    if strange:
        remedy = message("Use any of: {codes}.", codes=tuple(sorted(names)))
        raise InvalidInput(
            [
                Fault(
                    Where(field=name[:60]),
                    message("There is no parameter {name}.", name=name[:60]),
                    remedy,
                )
                for name in strange
            ]
        )
